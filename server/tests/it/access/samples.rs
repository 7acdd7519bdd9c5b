//! What stands in the places of a route: things of みどり野市, and of ひだまり where an applicant owns them.

use crate::support::World;
use std::collections::BTreeMap;

/// Values for the places in braces.
pub struct Samples(BTreeMap<&'static str, String>);

impl Samples {
    /// Finds, or makes, one of everything.
    pub async fn of(_world: &World) -> Self {
        let mut places = BTreeMap::new();
        places.insert("{tenant}", "midorino".to_owned());
        places.insert("{file}", "mark.svg".to_owned());
        Self(places)
    }

    /// The route with its places filled.
    pub fn fill(&self, route: &str) -> String {
        let path = self.0.iter().fold(route.to_owned(), |path, (place, value)| path.replace(place, value));
        assert!(!path.contains('{'), "no sample for {path}");
        path
    }
}

//! What to try on each page of the demonstration, one English sentence a route. The access matrix asks whether a page
//! was forgotten.

mod across;
mod adoption;
mod adoption_funnel;
mod after_grant;
mod applications;
mod campaigns;
mod demos;
mod demos_more;
mod event_tables;
mod follow_up;
mod house;
mod inquiries;
mod materials;
mod network;
mod progress;
mod register;
mod sending;
mod simulator;
mod survey_results;
mod surveys;

/// Where no page is.
pub const NOWHERE: &str = "There is nothing at this address for you; choose somebody else above, or go back.";

/// Where a form is answered by a page of its own: a colleague was faster, or something is missing.
pub const ANSWER: &str = "The page says what happened and what you can do now; nothing you typed is lost.";

/// What a page shows where one route has several pages, each with a sentence of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// An import that was written, put away or taken back.
    ImportResult,
    /// A list of adopters before it is recorded.
    Adopters,
    /// A list of adopters that is recorded.
    AdoptersResult,
}

impl Stage {
    /// What to try there.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::ImportResult => {
                "See row by row what the list changed, with its cells as they were sent; it can be taken back as a whole."
            }
            Self::Adopters => {
                "See which office of the register each row means and how sure that is; nothing is recorded before you say so."
            }
            Self::AdoptersResult => {
                "Rows that were matched surely count already; decide the doubtful ones, and what became of offices that the list leaves out."
            }
        }
    }
}

/// The sentence of a route.
pub fn of(route: &str) -> Option<&'static str> {
    all().find(|(path, _)| *path == route).map(|(_, sentence)| sentence)
}

/// Every sentence with its route.
pub fn all() -> impl Iterator<Item = (&'static str, &'static str)> {
    let parts = [
        house::SENTENCES,
        materials::SENTENCES,
        register::SENTENCES,
        sending::SENTENCES,
        simulator::SENTENCES,
        survey_results::SENTENCES,
        surveys::SENTENCES,
        applications::SENTENCES,
        after_grant::SENTENCES,
        demos::SENTENCES,
        inquiries::SENTENCES,
        across::SENTENCES,
        event_tables::SENTENCES,
        demos_more::SENTENCES,
        campaigns::SENTENCES,
        follow_up::SENTENCES,
        progress::SENTENCES,
        adoption::SENTENCES,
        network::SENTENCES,
        adoption_funnel::SENTENCES,
    ];
    parts.into_iter().flatten().copied()
}

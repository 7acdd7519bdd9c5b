//! Whom to ask next, beside what simple rules would ask, on networks that look like a city's: care managers with many
//! providers, most of them in their own area. Gains are told as ratios; the time beside counting the links once.

use crate::{pace::Pace, support::World};
use domain::{
    adoption::AdoptionState,
    ids::OfficeId,
    network::{Chance, Network, Node, clusters, expected, next_best},
};
use rand::{RngExt as _, SeedableRng as _, rngs::StdRng};
use std::cmp::Reverse;
use store::Settings;
use uuid::Uuid;

/// Offices of a city, and how many of them have adopted.
const CITIES: [(&str, usize, usize); 3] = [
    ("188 offices, 4 adopted", 188, 4),
    ("188 offices, 30 adopted", 188, 30),
    ("5,000 offices, 800 adopted", 5_000, 800),
];
/// Offices that are asked.
const ASKED: usize = 20;
/// Networks of each city.
const DRAWN: u64 = 20;

pub async fn network(pace: &mut Pace, world: &World) {
    // Nothing of it is in a database, so once is enough.
    if matches!(world.app.config.database, Settings::Sqlite(_)) {
        for (city, offices, adopted) in CITIES {
            let name = format!("network: {ASKED} of {city}");
            if pace.wants(&name) {
                gains(pace, &name, offices, adopted);
            }
        }
    }
    let name = "network: whom to ask among 5,000 offices";
    if pace.wants(name) {
        let drawn = draw(1, 5_000, 800);
        let own = async |_| assert_eq!(next_best(&drawn, |_| true, 100, Chance::default()).len(), 100);
        let beside = async |_| assert!(drawn.counts().all() > 0);
        pace.compare(name, "counting its links", 20, own, beside).await;
    }
    let name = "network: groups among 5,000 offices";
    if pace.wants(name) {
        let drawn = draw(1, 5_000, 800);
        let own = async |_| assert!(!clusters(&drawn).is_empty());
        let beside = async |_| assert!(drawn.counts().all() > 0);
        pace.compare(name, "counting its links", 20, own, beside).await;
    }
}

/// A network: one office of six is a care manager with 5 to 25 providers, four of five of them in its own area.
fn draw(seed: u64, offices: usize, adopted: usize) -> Network {
    let mut random = StdRng::seed_from_u64(seed);
    // Odd, so that no area has all of the care managers.
    let areas = (offices / 40 + 1) | 1;
    let office = |place: usize| -> OfficeId { Uuid::from_u128(place as u128 + 1).into() };
    let mut states = vec![AdoptionState::Unknown; offices];
    for _ in 0..adopted {
        // Who partners with adopters adopts sooner, but a city begins somewhere.
        states[random.random_range(0..offices)] = AdoptionState::Using;
    }
    let nodes = states.into_iter().enumerate().map(|(place, state)| Node {
        office: office(place),
        state,
        area: format!("圏域{}", place % areas),
    });
    let nodes: Vec<Node> = nodes.collect();
    let mut links = Vec::new();
    for manager in (0..offices).step_by(6) {
        for _ in 0..random.random_range(5..=25) {
            let near = random.random_range(0..5) > 0;
            let any = random.random_range(0..offices);
            let provider = if near { any - any % areas + manager % areas } else { any };
            links.push((office(manager), office(provider.min(offices - 1))));
        }
    }
    Network::new(nodes, links)
}

#[expect(clippy::print_stdout, reason = "a measurement is read by a person")]
fn gains(pace: &Pace, name: &str, offices: usize, adopted: usize) {
    let mut sums = [0_u64; 4];
    for seed in 0..DRAWN {
        let drawn = draw(seed, offices, adopted);
        let before = expected(&drawn, &[], Chance::default()).0;
        let mut open: Vec<usize> = (0..drawn.len()).filter(|place| !drawn.adopted(*place)).collect();
        let own: Vec<usize> =
            next_best(&drawn, |_| true, ASKED, Chance::default()).iter().map(|next| next.place).collect();
        open.sort_by_key(|place| (Reverse(drawn.partners(*place).len()), *place));
        let most_partners = open[..ASKED].to_vec();
        open.sort_by_key(|place| (Reverse(drawn.ready_partners(*place)), *place));
        let most_ready = open[..ASKED].to_vec();
        let mut random = StdRng::seed_from_u64(seed);
        let any: Vec<usize> =
            (0..ASKED).map(|_| open.swap_remove(random.random_range(0..open.len()))).collect();
        for (sum, asked) in sums.iter_mut().zip([own, most_partners, most_ready, any]) {
            *sum += expected(&drawn, &asked, Chance::default()).0 - before;
        }
    }
    let [own, partners, ready, any] = sums.map(|sum| f64::from(u32::try_from(sum / 10_000).unwrap()));
    let mean = own / f64::from(u32::try_from(DRAWN).unwrap());
    let beside = |other: f64| own / other.max(1.0);
    println!(
        "measured: {:10} {name}: {mean:.1} exchanges begin = {:.2} x most partners first, {:.2} x most adopted partners first, {:.2} x any, over {DRAWN} networks",
        pace.database(),
        beside(partners),
        beside(ready),
        beside(any),
    );
}

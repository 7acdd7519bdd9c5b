//! Measures a subject and its yardstick in turn, so that whatever else the machine does meets both.

use crate::support::World;
use std::time::{Duration, Instant};
use store::Settings;

/// How long one pair may take altogether, and how often it is measured at the most and at the least.
const BUDGET: Duration = Duration::from_secs(15);
const ROUNDS: std::ops::RangeInclusive<usize> = 3..=50;
/// Looks at a page, where the slowest of a hundred is told.
const PAGES: usize = 300;

/// Measures on one database.
pub struct Pace {
    database: &'static str,
    wanted: String,
}

impl Pace {
    pub fn new(world: &World, wanted: &str) -> Self {
        let database = match &world.app.config.database {
            Settings::Sqlite(_) => "SQLite",
            Settings::Postgres { .. } => "PostgreSQL",
        };
        Self { database, wanted: wanted.to_owned() }
    }

    /// On which database it is measured.
    pub const fn database(&self) -> &'static str {
        self.database
    }

    /// Whether this was asked for.
    pub fn wants(&self, name: &str) -> bool {
        name.contains(&self.wanted)
    }

    /// Measures both in turn and prints their medians and the ratio. `cargo xtask bench` counts these lines.
    #[expect(clippy::print_stdout, reason = "a measurement is read by a person")]
    pub async fn compare(
        &mut self,
        name: &str,
        yardstick: &str,
        most: usize,
        mut subject: impl AsyncFnMut(usize),
        mut beside: impl AsyncFnMut(usize),
    ) {
        let (mut subjects, mut yardsticks) = (Vec::new(), Vec::new());
        let begun = Instant::now();
        for round in 0..most.min(*ROUNDS.end()) {
            if round >= *ROUNDS.start() && begun.elapsed() > BUDGET {
                break;
            }
            let start = Instant::now();
            beside(round).await;
            yardsticks.push(start.elapsed());
            let start = Instant::now();
            subject(round).await;
            subjects.push(start.elapsed());
        }
        let rounds = subjects.len();
        let (own, other) = (median(subjects), median(yardsticks));
        let ratio = own.as_secs_f64() / other.as_secs_f64().max(f64::MIN_POSITIVE);
        println!(
            "measured: {:10} {name}: {:.2} ms = {ratio:.1} x {yardstick} ({:.2} ms), median of {rounds}",
            self.database,
            own.as_secs_f64() * 1000.0,
            other.as_secs_f64() * 1000.0,
        );
    }

    /// Measures pages beside their queries in turn, and prints the slowest of a hundred of both.
    #[expect(clippy::print_stdout, reason = "a measurement is read by a person")]
    pub async fn pages(
        &mut self,
        name: &str,
        yardstick: &str,
        mut subject: impl AsyncFnMut(usize),
        mut beside: impl AsyncFnMut(usize),
    ) {
        if !self.wants(name) {
            return;
        }
        let (mut subjects, mut yardsticks) = (Vec::new(), Vec::new());
        for round in 0..PAGES {
            let start = Instant::now();
            beside(round).await;
            yardsticks.push(start.elapsed());
            let start = Instant::now();
            subject(round).await;
            subjects.push(start.elapsed());
        }
        let (own, other) = (slowest_of_a_hundred(&mut subjects), slowest_of_a_hundred(&mut yardsticks));
        println!(
            "measured: {:10} {name}: the slowest of a hundred {:.2} ms = {:.1} x {yardstick} ({:.2} ms); medians {:.2} and {:.2} ms",
            self.database,
            own.as_secs_f64() * 1000.0,
            own.as_secs_f64() / other.as_secs_f64().max(f64::MIN_POSITIVE),
            other.as_secs_f64() * 1000.0,
            subjects[PAGES / 2].as_secs_f64() * 1000.0,
            yardsticks[PAGES / 2].as_secs_f64() * 1000.0,
        );
    }
}

fn slowest_of_a_hundred(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    times[times.len() * 99 / 100]
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

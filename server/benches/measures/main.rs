//! How long the work takes, each beside a yardstick of the same run: a ratio says the same on a fast machine and on a
//! slow one. `cargo xtask bench` runs it, on SQLite and on PostgreSQL, in a few minutes.
#![expect(clippy::unwrap_used, reason = "a measurement that cannot go on has failed")]

mod adoption;
mod demos;
mod desk;
mod mail;
mod national;
mod network;
mod pace;
mod papers;
mod paying;
mod subjects;
mod surveys;
mod year_end;

/// Where the steps of other nouns find it.
mod subsidies {
    pub(crate) use crate::steps;
}
#[path = "../../tests/it/demos/steps.rs"]
#[allow(dead_code, reason = "the tests use more of it")]
mod demo_steps;
#[path = "../../tests/it/subsidies/steps.rs"]
#[allow(dead_code, reason = "the tests use more of it")]
mod steps;
#[path = "../../tests/it/support/mod.rs"]
#[allow(dead_code, unused_imports, reason = "the tests use more of it")]
mod support;
#[path = "../../tests/it/survey_results/steps.rs"]
#[allow(dead_code, reason = "the tests use more of it")]
mod survey_steps;

use pace::Pace;

fn main() {
    // What cargo says to every benchmark is not meant for this one; a first word is part of names to measure.
    let wanted = std::env::args().skip(1).find(|word| !word.starts_with('-')).unwrap_or_default();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        support::on_each_world("measures", async |world| {
            let mut pace = Pace::new(&world, &wanted);
            subjects::page(&mut pace, &world).await;
            subjects::submission(&mut pace, &world).await;
            subjects::notice(&mut pace, &world).await;
            subjects::import(&mut pace, &world).await;
            subjects::queue(&mut pace, &world).await;
            desk::desk(&mut pace, &world).await;
            paying::file(&mut pace, &world).await;
            mail::outreach(&pace, &world).await;
            national::national(&pace, &world).await;
            year_end::year_end(&mut pace, &world).await;
            demos::demos(&mut pace, &world).await;
            surveys::surveys(&mut pace, &world).await;
            papers::papers(&mut pace, &world).await;
            adoption::adoption(&mut pace, &world).await;
            network::network(&mut pace, &world).await;
        })
        .await;
    });
}

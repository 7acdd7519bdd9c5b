//! A worker that dies between two chunks of a sending: everybody gets the mail, and gets it once.

use super::steps::{addresses, counts, draft, offices, post_office, received, send, stage, told};
use crate::{
    mail::{job::work_until_killed, smtp::authority},
    support::on_each_world,
};
use chrono::TimeDelta;
use domain::campaigns::Outcome;
use server::{app::App, clock::Clock, jobs};

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_killed_between_chunks_leaves_nobody_out_and_writes_to_nobody_twice() {
    on_each_world("killed between chunks", async |world| {
        let (server, app) = post_office(&world).await;
        let ca = authority(&server.authority);
        offices(&world, &addresses(401)).await;
        let clerk = world.as_person("clerk").await;
        let campaign = draft(&clerk, "件名", "本文").await;
        send(&clerk, &campaign).await;
        // Two die, each right after a chunk was enqueued, with the job in hand still theirs.
        for _ in 0..2 {
            work_until_killed(&world, &server, ca.path(), "campaign.chunk").await;
        }
        assert_eq!(stage(&world, &campaign).await, "sending");
        // The world's clock stands in 2024; the workers that died held their leases by the machine's.
        let machine = Clock::system();
        let later = App { clock: Clock::by(move || machine.now() + TimeDelta::minutes(6)), ..app };
        jobs::drain(&later).await.unwrap();
        let mut everybody = addresses(401);
        everybody.sort();
        assert_eq!(received(&server), everybody);
        assert_eq!(told(&counts(&world, &campaign).await), [(Outcome::Sent, 401)]);
        assert_eq!(stage(&world, &campaign).await, "sent");
    })
    .await;
}

//! A worker that dies between two chunks of a sending: everybody gets the mail once, but those it had in hand.

use super::steps::{addresses, counts, draft, offices, post_office, received, send, stage, told};
use crate::{
    mail::{job::work_until_killed, smtp::authority},
    support::on_each_world,
};
use domain::mailings::Outcome;
use server::{
    app::App,
    clock::Clock,
    jobs,
    mail::post::{IN_FLIGHT, LOST_AFTER},
};

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_killed_between_chunks_leaves_nobody_out_and_writes_to_nobody_twice() {
    on_each_world("killed between chunks", async |world| {
        let (server, app) = post_office(&world).await;
        let ca = authority(&server.authority);
        offices(&world, &addresses(401)).await;
        let clerk = world.as_person("clerk").await;
        let mailing = draft(&clerk, "件名", "本文").await;
        send(&clerk, &mailing).await;
        // Two die, each right after a chunk was enqueued, with the job in hand still theirs.
        for _ in 0..2 {
            work_until_killed(&world, &server, ca.path(), "mailing.chunk").await;
        }
        assert_eq!(stage(&world, &mailing).await, "sending");
        // The world's clock stands in 2024; the workers that died held their leases by the machine's.
        let machine = Clock::system();
        let later = App { clock: Clock::by(move || machine.now() + LOST_AFTER * 2), ..app };
        jobs::drain(&later).await.unwrap();
        let mut got = received(&server);
        let all = got.len();
        got.dedup();
        assert_eq!(got.len(), all, "nobody twice");
        let counts = counts(&world, &mailing).await;
        let (sent, unknown) = (counts.get(Outcome::Sent), counts.get(Outcome::Unknown));
        assert_eq!((counts.total(), sent + unknown), (401, 401), "{:?}", told(&counts));
        // What it had in hand when it died may have arrived, and is not sent again.
        assert!(unknown <= 2 * IN_FLIGHT as u64, "{unknown}");
        assert!(sent <= all as u64 && all as u64 <= sent + unknown, "{sent} {all} {unknown}");
        assert_eq!(stage(&world, &mailing).await, "sent");
    })
    .await;
}

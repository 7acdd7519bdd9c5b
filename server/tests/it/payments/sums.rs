//! Over any sequence of runs, returns, corrections and re-payments the ledger, the files and the awards tell the same sum.

use super::steps::{self, account, act, at, banks, due, granted, make, read, sent};
use crate::{
    subsidies::steps as work,
    support::{World, on_each_world},
};
use chrono::TimeDelta;
use domain::{ids::PayRunId, money::Yen, payments::PaymentState, wareki::format_date, zengin::Holder};
use std::fmt::Write as _;
use store::{
    payments::{accounts::Party, payable, runs},
    subsidies::ledger,
};

/// A small generator: the same walk each time, another for each seed.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

/// What the trailer of a run's file says.
async fn trailer(world: &World, run: &str) -> i64 {
    let clerk = world.as_person("clerk").await;
    let file = clerk.get(&format!("{run}/file")).await.bytes;
    let at = file.len() - 2 * 122;
    let digits = std::str::from_utf8(&file[at + 7..at + 19]).unwrap();
    digits.parse().unwrap()
}

#[tokio::test]
async fn whatever_is_paid_and_comes_back_every_sum_is_the_same() {
    on_each_world("sums of payments", async |world| {
        let programme = work::published(&world, &[]).await;
        banks(&world).await;
        granted(&world, &programme, 4).await;
        let mut dice = Dice(20_241_031);
        let (mut sent_out, mut came_back) = (0, 0);
        let mut number = 2_000_000;
        for _ in 0..5 {
            // Whoever's payment came back tells another account; then some of what waits is paid.
            let waiting = due(&world).await;
            for one in &waiting {
                number += 1;
                let party = Party::Office(one.office);
                account(&world, party, &number.to_string(), Some("ヒダマリ"), Holder::Applicant).await;
            }
            let chosen: Vec<_> = waiting.iter().filter(|_| dice.roll(3) > 0).map(|one| one.award).collect();
            if !chosen.is_empty() {
                let clerk = world.as_person("clerk").await;
                let day = format_date(steps::next_bank_day(&world));
                let run = at(&make(&clerk, &chosen, &day, dice.roll(2) == 0).await);
                sent(&world, &run).await;
                sent_out += trailer(&world, &run).await;
                world.wait(TimeDelta::days(7));
                let clerk = world.as_person("clerk").await;
                let id: PayRunId = run.rsplit('/').next().unwrap().parse().unwrap();
                let payments = runs::payments(&read(&world).await, id).await.unwrap();
                let mut list = String::new();
                for payment in &payments {
                    if dice.roll(3) == 0 {
                        writeln!(list, "{} 口座相違", payment.number).unwrap();
                        came_back += payment.amount.get();
                    }
                }
                let done = act(&clerk, &run, "results", &[("on", &day), ("list", &list)]).await;
                assert_eq!(done.location(), format!("{run}?done=results"), "{}", done.text);
                let payments = runs::payments(&read(&world).await, id).await.unwrap();
                if let Some(late) = payments.iter().find(|one| one.state == PaymentState::Paid)
                    && dice.roll(2) == 0
                {
                    let today = format_date(world.app.clock.today());
                    let back = format!("payments/{}/return", late.id);
                    let typed = [("on", today.as_str()), ("reason", "cancelled")];
                    let done = act(&clerk, &run, &back, &typed).await;
                    assert_eq!(done.location(), format!("{run}?done=returned"), "{}", done.text);
                    came_back += late.amount.get();
                }
            }
            let tx = read(&world).await;
            let id = programme.parse().unwrap();
            let kept = payable::kept(&tx, id).await.unwrap();
            let balance = ledger::balance(&tx, id).await.unwrap();
            assert_eq!(kept, Yen(sent_out - came_back), "the files and the awards");
            assert_eq!(kept, balance.paid, "the awards and the ledger");
            assert!(balance.is_sound(), "{balance:?}");
            let unpaid = Yen::total(payable::due(&tx).await.unwrap().iter().map(|due| due.yen)).unwrap();
            assert_eq!(unpaid.get() + kept.get(), balance.committed.get(), "paid and to be paid");
        }
        assert!(sent_out > 0 && came_back > 0, "the walk has both");
    })
    .await;
}

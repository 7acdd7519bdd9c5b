//! The budget under a thousand hands, on both databases: never over, in the order of receipt; who waits moves up in
//! order; the ledger is the cases.

use crate::{
    subsidies::{FEE, applicant, apply, officer, publish, register, reserved, rules},
    support::{id, noon, two_tenants},
};
use chrono::{Duration, NaiveDate};
use domain::{
    ids::{ApplicationId, ProgrammeId, TenantId},
    money::Yen,
    subsidies::{
        Answers, Balance, EntryKind, Exhaustion, Marks, Place, ReviewPoint, Rules, Seed, StageName, draw,
    },
};
use std::collections::BTreeSet;
use store::{
    Error, Scope, Settings, Store,
    subsidies::{
        applications::{self, Application, NewDraft},
        authority, endings, ledger, marks,
        offices::Office,
        packets, programmes, submit, waiting, withdraw,
    },
    testing::{Engine, on_each_database, on_one_database, tamper},
};

fn under(policy: Exhaustion, places: i64) -> Rules {
    Rules { exhaustion: policy, ..rules(places) }
}

/// Drafts for offices, all in one transaction.
async fn drafts(store: &Store, tenant: TenantId, programme: ProgrammeId, offices: &[Office]) {
    let tx = store.write(&applicant(tenant)).await.unwrap();
    let version = programmes::find(&tx, programme).await.unwrap().unwrap().current.unwrap();
    for (n, office) in (10_000..).zip(offices) {
        let draft = NewDraft {
            id: id(n),
            programme,
            rules: version.id,
            office: office.id,
            account: id(91),
            arrival: None,
            fiscal_year: version.rules.fiscal_year,
            answers: Answers::default(),
        };
        applications::begin(&tx, draft, noon()).await.unwrap();
    }
    tx.commit().await.unwrap();
}

/// The sum of the lines is what the row of the programme holds and what the cases hold.
async fn assert_the_ledger_is_the_cases(store: &Store, tenant: TenantId, programme: ProgrammeId) -> Balance {
    let tx = store.read(&officer(tenant)).await.unwrap();
    let balance = ledger::balance(&tx, programme).await.unwrap();
    let lines = ledger::all(&tx, programme).await.unwrap();
    assert_eq!(Balance::of(lines.iter().map(|line| &line.entry)), Some(balance));
    let numbers: Vec<_> = lines.iter().map(|line| line.number).collect();
    assert_eq!(numbers, (1..=i32::try_from(lines.len()).unwrap()).collect::<Vec<_>>(), "no line is missing");
    let found = programmes::find(&tx, programme).await.unwrap().unwrap();
    assert_eq!(
        (found.budget, found.reserved.get()),
        (balance.budget, balance.reserved.get() + balance.committed.get())
    );
    assert!(balance.is_sound(), "{balance:?}");
    assert_eq!(balance.committed, applications::granted(&tx, programme).await.unwrap());
    balance
}

async fn own(store: &Store, tenant: TenantId, n: u128) -> Application {
    let tx = store.read(&officer(tenant)).await.unwrap();
    applications::find(&tx, id::<ApplicationId>(n)).await.unwrap().unwrap()
}

/// Withdraws one and lets the others move up, as the program does; who moved.
async fn withdraw_one(store: &Store, tenant: TenantId, programme: ProgrammeId, n: u128) -> Vec<String> {
    let tx = store.write(&applicant(tenant)).await.unwrap();
    let application = applications::find_to_change(&tx, id(n)).await.unwrap().unwrap();
    withdraw(&tx, &application, noon() + Duration::hours(1)).await.unwrap();
    let moved = waiting::promote(&tx, programme, |_| 3, noon() + Duration::hours(1)).await.unwrap();
    tx.commit().await.unwrap();
    moved.into_iter().map(|one| one.receipt.unwrap().to_string()).collect()
}

#[tokio::test]
async fn of_a_thousand_at_once_exactly_the_first_hundred_get_the_hundred_places() {
    on_each_database("a thousand for a hundred", async |store, _| {
        let (tenant, _) = two_tenants(&store).await;
        let programme = publish(&store, tenant, &under(Exhaustion::Waitlist, 100)).await;
        let offices = register(&store, tenant, 1_000).await;
        drafts(&store, tenant, programme, &offices).await;
        let mut tasks = tokio::task::JoinSet::new();
        for (n, office) in (10_000..).zip(offices) {
            let store = store.clone();
            tasks.spawn(async move {
                // Whoever waits too long behind the others is told so, and sends once more.
                loop {
                    let sent = async {
                        let tx = store.write(&applicant(tenant)).await?;
                        let draft = applications::find_to_change(&tx, id(n)).await?.unwrap();
                        let known = programmes::find(&tx, programme).await?.unwrap();
                        let version = known.current.unwrap();
                        let place = Place::of(&version.rules, known.id, known.series, &office.holder(""));
                        let received = submit(&tx, &draft, &version, &place, FEE, "", noon()).await.unwrap();
                        tx.commit().await?;
                        Ok::<_, Error>(received)
                    };
                    match sent.await {
                        Err(Error::Unavailable(_)) => {}
                        done => return done,
                    }
                }
            });
        }
        let received: Vec<_> = tasks.join_all().await.into_iter().map(Result::unwrap).collect();
        let numbers: BTreeSet<_> = received.iter().map(|one| one.receipt.sequence()).collect();
        assert_eq!(numbers, (1..=1_000).collect(), "every number once, without a gap");
        for one in &received {
            assert_eq!(
                one.waits,
                one.receipt.sequence() > 100,
                "{one:?}: the first hundred, in the order of receipt"
            );
        }
        let balance = assert_the_ledger_is_the_cases(&store, tenant, programme).await;
        assert_eq!((balance.reserved, balance.remaining()), (Yen(2_100_000), Yen::ZERO));
        let tx = store.read(&officer(tenant)).await.unwrap();
        assert_eq!(waiting::standing(&tx, programme).await.unwrap().waiting, 900);
        drop(tx);
    })
    .await;
}

#[tokio::test]
async fn who_waits_moves_up_in_the_order_of_receipt_and_nobody_gets_past() {
    on_each_database("moving up", async |store, _| {
        let (tenant, _) = two_tenants(&store).await;
        let rules = under(Exhaustion::Waitlist, 2);
        let programme = publish(&store, tenant, &rules).await;
        let offices = register(&store, tenant, 5).await;
        for (n, office) in (1..).zip(&offices[..4]) {
            apply(&store, tenant, programme, office, n).await.unwrap();
        }
        assert_eq!(own(&store, tenant, 3).await.stage.name(), StageName::Waiting);
        let tx = store.read(&officer(tenant)).await.unwrap();
        let place = async |n| waiting::place(&tx, &own(&store, tenant, n).await, &rules).await.unwrap();
        assert_eq!((place(1).await, place(3).await, place(4).await), (None, Some(1), Some(2)));
        drop(tx);

        assert_eq!(withdraw_one(&store, tenant, programme, 1).await, ["R6-0003"]);
        let moved = own(&store, tenant, 3).await;
        assert_eq!((moved.stage.name(), moved.paused_days, moved.paused_at), (StageName::Submitted, 3, None));
        // Whoever waits gives up: nothing is released, and the next stands at the front.
        assert!(withdraw_one(&store, tenant, programme, 4).await.is_empty());
        assert_eq!(apply(&store, tenant, programme, &offices[4], 5).await.unwrap(), "R6-0005");
        assert_eq!(own(&store, tenant, 5).await.stage.name(), StageName::Waiting);
        assert_eq!(withdraw_one(&store, tenant, programme, 2).await, ["R6-0005"]);
        let balance = assert_the_ledger_is_the_cases(&store, tenant, programme).await;
        assert_eq!((balance.reserved, balance.remaining()), (Yen(42_000), Yen::ZERO));
        assert_eq!(reserved(&store, tenant, programme).await, Yen(42_000));
    })
    .await;
}

/// Comes back when somebody in this database waits for a row of somebody else.
async fn until_somebody_waits(settings: &Settings) {
    let waits = "SELECT 1 FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
                 WHERE NOT l.granted AND a.datname = current_database()";
    for _ in 0..500 {
        if tamper(settings, waits).await > 0 {
            return;
        }
    }
    panic!("nobody waits for anybody");
}

#[tokio::test]
async fn whoever_ends_the_waiting_and_whoever_withdraws_wait_for_one_another_in_one_order() {
    // SQLite has one writer.
    on_one_database(Engine::Postgres, "one order of rows", async |store, settings| {
        let (tenant, _) = two_tenants(&store).await;
        let programme = publish(&store, tenant, &under(Exhaustion::Waitlist, 1)).await;
        for (n, office) in (1..).zip(register(&store, tenant, 3).await) {
            apply(&store, tenant, programme, &office, n).await.unwrap();
        }
        let deciding = store.write(&officer(tenant)).await.unwrap();
        endings::take(&deciding, programme).await.unwrap();
        let withdrawing = tokio::spawn({
            let store = store.clone();
            async move { withdraw_one(&store, tenant, programme, 3).await }
        });
        until_somebody_waits(&settings).await;
        let one = applications::find_to_change(&deciding, id(3)).await.unwrap().unwrap();
        assert_eq!(one.stage.name(), StageName::Waiting, "whoever came first reads it as it was");
        deciding.commit().await.unwrap();
        assert!(withdrawing.await.unwrap().is_empty());
        assert_eq!(own(&store, tenant, 3).await.stage.name(), StageName::Withdrawn);
    })
    .await;
}

#[tokio::test]
async fn a_draw_gives_everybody_a_place_that_can_be_counted_again() {
    on_each_database("draw", async |store, _| {
        let (tenant, _) = two_tenants(&store).await;
        let rules = under(Exhaustion::Lottery, 2);
        let programme = publish(&store, tenant, &rules).await;
        for (n, office) in (1..).zip(register(&store, tenant, 5).await) {
            apply(&store, tenant, programme, &office, n).await.unwrap();
        }
        assert_eq!(reserved(&store, tenant, programme).await, Yen::ZERO, "nothing is held before the draw");
        let seed = Seed::parse("日経平均 38,450.12").unwrap();
        let tx = store.write(&officer(tenant)).await.unwrap();
        assert!(waiting::promote(&tx, programme, |_| 0, noon()).await.unwrap().is_empty());
        let found = programmes::find(&tx, programme).await.unwrap().unwrap();
        waiting::share_out(&tx, &found, &rules, Some(&seed), noon()).await.unwrap();
        let moved: Vec<_> = waiting::promote(&tx, programme, |_| 0, noon())
            .await
            .unwrap()
            .into_iter()
            .map(|one| one.receipt.unwrap())
            .collect();
        let again = waiting::share_out(&tx, &found, &rules, Some(&seed), noon()).await;
        assert!(matches!(again, Err(Error::Stale)), "once: {again:?}");
        let standing = waiting::standing(&tx, programme).await.unwrap();
        assert_eq!((standing.waiting, standing.seed.as_deref()), (3, Some("日経平均 38,450.12")));
        let next: Vec<_> =
            waiting::all(&tx, programme).await.unwrap().into_iter().map(|one| one.receipt.unwrap()).collect();
        tx.commit().await.unwrap();
        let all: Vec<_> = moved.iter().chain(&next).copied().collect();
        let mut sorted = all.clone();
        sorted.sort_unstable();
        assert_eq!(draw(&seed, &sorted), all, "winners first, then those who wait, by the published seed");
        assert_the_ledger_is_the_cases(&store, tenant, programme).await;
    })
    .await;
}

#[tokio::test]
async fn marks_of_two_reviewers_give_the_order_and_the_budget_holds_the_first_of_it() {
    on_each_database("by score", async |store, _| {
        let (tenant, _) = two_tenants(&store).await;
        let review_points = ReviewPoint::list(&["効果 5点".to_owned()]).unwrap();
        let rules = Rules { review_points, ..under(Exhaustion::ByScore, 2) };
        let programme = publish(&store, tenant, &rules).await;
        for (n, office) in (1..).zip(register(&store, tenant, 4).await) {
            apply(&store, tenant, programme, &office, n).await.unwrap();
        }
        // The second is best; the third has what the first has, and came later.
        let give = async |reviewer: u128, all: [u8; 4]| {
            let tx = store.write(&Scope::tenant(tenant, id(reviewer))).await.unwrap();
            for (n, mark) in (1..).zip(all) {
                let application = applications::find_to_change(&tx, id(n)).await.unwrap().unwrap();
                let given = [("効果".to_owned(), mark)].into();
                let given = Marks { given, comment: String::new() };
                marks::give(&tx, &application, &given, noon()).await.unwrap();
            }
            tx.commit().await.unwrap();
        };
        let share = async || {
            let tx = store.write(&officer(tenant)).await.unwrap();
            let found = programmes::find(&tx, programme).await.unwrap().unwrap();
            let shared = waiting::share_out(&tx, &found, &rules, None, noon()).await;
            if shared.is_ok() {
                let moved = waiting::promote(&tx, programme, |_| 0, noon()).await.unwrap();
                tx.commit().await.unwrap();
                return Some(moved.into_iter().map(|one| one.receipt.unwrap().sequence()).collect());
            }
            None::<Vec<u32>>
        };
        give(90, [3, 5, 4, 1]).await;
        assert_eq!(share().await, None, "one reviewer is no comparison, and nothing is kept");
        give(91, [4, 5, 3, 1]).await;
        // Given again, not besides.
        give(91, [4, 5, 3, 2]).await;
        assert_eq!(share().await, Some(vec![2, 1]));
        let last = own(&store, tenant, 4).await;
        let tx = store.read(&officer(tenant)).await.unwrap();
        let waits = waiting::all(&tx, programme).await.unwrap();
        let waits: Vec<_> = waits.iter().map(|one| one.receipt.unwrap().sequence()).collect();
        assert_eq!(waits, [3, 4]);
        let tallies = marks::tallies(&tx, &[last]).await.unwrap();
        assert_eq!(tallies[&id::<ApplicationId>(4)].mean.to_string(), "30.00");
        drop(tx);
        let balance = assert_the_ledger_is_the_cases(&store, tenant, programme).await;
        assert_eq!(balance.remaining(), Yen::ZERO);
    })
    .await;
}

#[tokio::test]
async fn what_does_not_suffice_is_shared_in_equal_parts() {
    on_each_database("pro rata", async |store, _| {
        let (tenant, _) = two_tenants(&store).await;
        let rules = under(Exhaustion::ProRata, 2);
        let programme = publish(&store, tenant, &rules).await;
        for (n, office) in (1..).zip(register(&store, tenant, 4).await) {
            apply(&store, tenant, programme, &office, n).await.unwrap();
        }
        let tx = store.write(&officer(tenant)).await.unwrap();
        let found = programmes::find(&tx, programme).await.unwrap().unwrap();
        assert_eq!(waiting::share_out(&tx, &found, &rules, None, noon()).await.unwrap(), 4);
        assert_eq!(waiting::promote(&tx, programme, |_| 0, noon()).await.unwrap().len(), 4);
        tx.commit().await.unwrap();
        for n in 1..=4 {
            let one = own(&store, tenant, n).await;
            assert_eq!((one.amount, one.allotted), (Yen(10_500), Some(Yen(10_500))));
        }
        let balance = assert_the_ledger_is_the_cases(&store, tenant, programme).await;
        assert_eq!(balance.remaining(), Yen::ZERO);
    })
    .await;
}

#[tokio::test]
async fn a_larger_budget_is_a_line_and_the_lines_stay_as_they_are() {
    on_each_database("lines are only added", async |store, settings| {
        let (tenant, _) = two_tenants(&store).await;
        let programme = publish(&store, tenant, &rules(2)).await;
        let tx = store.write(&officer(tenant)).await.unwrap();
        let found = programmes::find(&tx, programme).await.unwrap().unwrap();
        programmes::publish(&tx, &found, id(102), &rules(3), noon()).await.unwrap();
        tx.commit().await.unwrap();
        let tx = store.read(&officer(tenant)).await.unwrap();
        let (lines, total) = ledger::newest(&tx, programme, 1).await.unwrap();
        assert_eq!((total, lines[0].entry.kind, lines[0].entry.budget), (2, EntryKind::Allotted, FEE));
        drop(tx);
        assert_the_ledger_is_the_cases(&store, tenant, programme).await;
        if matches!(settings, Settings::Postgres { .. }) {
            let met = tamper(&settings, "UPDATE budget_entries SET budget_yen = 0").await;
            assert_eq!(met, 0, "no policy lets a line be changed");
        }
    })
    .await;
}

#[tokio::test]
async fn a_proposal_lies_in_one_packet_at_a_time_and_limits_are_kept() {
    on_each_database("packets and limits", async |store, _| {
        let (tenant, other) = two_tenants(&store).await;
        let programme = publish(&store, tenant, &rules(2)).await;
        let office = register(&store, tenant, 1).await.remove(0);
        apply(&store, tenant, programme, &office, 1).await.unwrap();
        let tx = store.write(&officer(tenant)).await.unwrap();
        let found = applications::find_to_change(&tx, id(1)).await.unwrap().unwrap();
        store::subsidies::review::take(&tx, &found, id(90), noon()).await.unwrap();
        let found = applications::find_to_change(&tx, id(1)).await.unwrap().unwrap();
        let proposal = domain::subsidies::Proposal {
            id: id(500),
            by: id(90),
            at: noon(),
            outcome: domain::subsidies::Outcome::Grant { amount: FEE, lowered: None },
            note: String::new(),
        };
        store::subsidies::review::propose(&tx, &found, &proposal).await.unwrap();
        let packet = |n| packets::NewPacket {
            id: id(n),
            programme,
            title: "7月分".to_owned(),
            note: String::new(),
            by: id(90),
            cases: vec![(id(1), id(500))],
        };
        let year = found.fiscal_year;
        assert_eq!(packets::make(&tx, &packet(600), year, noon()).await.unwrap(), 1);
        assert!(matches!(packets::make(&tx, &packet(601), year, noon()).await, Err(Error::Stale)));
        let open = packets::find(&tx, id(600)).await.unwrap().unwrap();
        packets::dissolve(&tx, &open, noon()).await.unwrap();
        assert_eq!(packets::make(&tx, &packet(602), year, noon()).await.unwrap(), 2);
        assert_eq!(packets::open_of(&tx, id(500)).await.unwrap(), Some(id(602)));
        assert_eq!(packets::cases(&tx, id(602)).await.unwrap().len(), 1);
        let limit = domain::subsidies::Limit::UpTo(Yen(100_000));
        authority::set_limit(&tx, id(90), limit, id(90), noon()).await.unwrap();
        authority::set_limit(&tx, id(90), domain::subsidies::Limit::UpTo(Yen(50_000)), id(90), noon())
            .await
            .unwrap();
        assert_eq!(
            authority::limits(&tx).await.unwrap().of(id(90)),
            domain::subsidies::Limit::UpTo(Yen(50_000))
        );
        authority::set_recorder(&tx, id(90), true, id(90), noon()).await.unwrap();
        assert!(authority::recorders(&tx).await.unwrap().contains(&id(90)));
        let day = |day| NaiveDate::from_ymd_opt(2024, 7, day).unwrap();
        let substitution = domain::subsidies::Substitution {
            absent: id(91),
            substitute: id(90),
            from: day(4),
            until: day(5),
        };
        let named = authority::Named { id: id(700), substitution, reason: "出張".to_owned() };
        authority::name(&tx, &named, id(90), noon()).await.unwrap();
        assert_eq!(authority::substitutions(&tx, day(5)).await.unwrap(), [named]);
        assert!(authority::substitutions(&tx, day(6)).await.unwrap().is_empty(), "it is over");
        assert!(authority::take_back(&tx, id(700), noon()).await.unwrap());
        assert!(!authority::take_back(&tx, id(700), noon()).await.unwrap());
        tx.commit().await.unwrap();
        let tx = store.read(&Scope::tenant(other, id(90))).await.unwrap();
        assert!(packets::all(&tx).await.unwrap().is_empty(), "another city sees nothing");
        assert_eq!(authority::limits(&tx).await.unwrap().of(id(90)), domain::subsidies::Limit::None);
    })
    .await;
}

//! After the grant on both databases: over any sequence of acts the ledger, the awards and the recoveries tell the same
//! sums; what is cancelled and comes back is free for whoever waits, and the place is free where the programme says so.

use crate::{
    subsidies::{FEE, applicant, apply, officer, publish, register, rules},
    support::{id, noon, two_tenants},
};
use chrono::NaiveDate;
use domain::{
    awards::{
        Advance, After, AfterCancellation, InstalmentState, Money, ProposalKind, ProposalState, RequestForm,
        RequestKind, RequestState, Stage, StageName, next_advance, parts,
    },
    fiscal_year::FiscalYear,
    form::Typed,
    ids::{AwardId, ProgrammeId, TenantId},
    money::Yen,
    subsidies::{AidCap, Exhaustion, Outcome, Procedure, Reason, Rules, StageName as Application, Unit},
};
use serde_json::json;
use store::{
    Error, Store, Tx,
    awards::{
        self, ActError, Award, acts, instalments, payments,
        proposals::{self, Deciding, Proposal},
        recoveries, reports, requests,
    },
    handovers,
    payments::payable,
    subsidies::{
        applications,
        decisions::{self, Way},
        ledger,
        notices::NewNotice,
        past_aid, proposals as decided, review, waiting,
    },
    testing::{on_each_database, put_on_its_way},
};

/// Three places of a programme in two steps.
pub fn two_step() -> Rules {
    let advances = [50, 40].map(|share| Advance { share, after: After::Decision }).to_vec();
    Rules { procedure: Procedure::TwoStep, advances, ..rules(3) }
}

/// A day of 2024.
pub fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, month, day).unwrap()
}

/// Takes a received application through review to its grant.
pub async fn grant(store: &Store, tenant: TenantId, n: u128) -> AwardId {
    let tx = store.write(&officer(tenant)).await.unwrap();
    let now = noon();
    let find = async || applications::find_to_change(&tx, id(n)).await.unwrap().unwrap();
    review::take(&tx, &find().await, id(90), now).await.unwrap();
    let proposal = domain::subsidies::Proposal {
        id: id(n + 500),
        by: id(90),
        at: now,
        outcome: Outcome::Grant { amount: FEE, lowered: None },
        note: String::new(),
    };
    review::propose(&tx, &find().await, &proposal).await.unwrap();
    let open = decided::of_applications(&tx, &[id(n)]).await.unwrap().remove(&id(n)).unwrap().remove(0);
    let notice = NewNotice {
        id: id(n + 600),
        kind: "grant",
        fiscal_year: FiscalYear::of(day(7, 3)),
        sequence: i64::try_from(n).unwrap(),
        document_number: format!("みどり介第{n}号"),
        issued_on: day(7, 3),
        content: json!({}),
    };
    let deciding = decisions::Deciding { by: id(92), way: Way::Here { absent: None }, note: "", now };
    decisions::decide(&tx, &find().await, &open, deciding, &notice).await.unwrap();
    tx.commit().await.unwrap();
    id(n)
}

async fn award(tx: &Tx, id: AwardId) -> Award {
    awards::find_to_change(tx, id).await.unwrap().unwrap()
}

fn proposal(n: u128, award: AwardId, kind: ProposalKind, amount: Yen) -> Proposal {
    Proposal {
        id: id(n),
        award,
        kind,
        amount,
        reason: "ライセンスの解約".to_owned(),
        note: String::new(),
        return_by: Some(day(11, 20)),
        paid_on: None,
        request: None,
        by: id(90),
        at: noon(),
        state: ProposalState::Open,
        decided_by: None,
        decided_at: None,
        decision_note: String::new(),
    }
}

fn deciding(n: u128, after: AfterCancellation) -> Deciding<'static> {
    Deciding { by: id(92), absent: None, note: "", recovery: id(n), after, today: day(10, 31), now: noon() }
}

/// Proposes and decides, by two people.
pub async fn decide(
    tx: &Tx,
    n: u128,
    id: AwardId,
    kind: ProposalKind,
    amount: Yen,
) -> Result<Award, ActError> {
    let proposal = proposal(n, id, kind, amount);
    proposals::propose(tx, &award(tx, id).await, &proposal).await?;
    let own = Deciding { by: proposal.by, ..deciding(n + 1, AfterCancellation::Locked) };
    let alone = proposals::decide(tx, &award(tx, id).await, &proposal, own).await;
    assert!(matches!(alone, Err(ActError::SamePerson)), "{alone:?}");
    let now = award(tx, id).await;
    proposals::decide(tx, &now, &proposal, deciding(n + 1, AfterCancellation::Locked)).await?;
    Ok(award(tx, id).await)
}

/// Reports that the licence was paid for.
pub async fn reported(tx: &Tx, id: AwardId) {
    let typed = Typed::default().with("paid", "21,000").with("done", "連携を始めた");
    reports::save(tx, &award(tx, id).await, &typed, crate::support::id(91), noon()).await.unwrap();
    let report = reports::of_award(tx, id).await.unwrap().remove(0);
    assert_eq!(report.answers, typed, "what was typed is kept");
    reports::submit(tx, &award(tx, id).await, &report, FEE, noon()).await.unwrap();
}

/// The ledger, the awards and the recoveries tell the same.
async fn assert_one_sum(tx: &Tx, programme: ProgrammeId) {
    let balance = ledger::balance(tx, programme).await.unwrap();
    assert!(balance.is_sound(), "{balance:?}");
    let awards = awards::of_programme(tx, programme).await.unwrap();
    let sums = Money::balance(awards.iter().map(|award| &award.money)).unwrap();
    assert_eq!((sums.committed, sums.paid), (balance.committed, balance.paid));
    for award in &awards {
        let claims = instalments::of_award(tx, award.id).await.unwrap();
        let parts = parts(&instalments::accepted(&claims), &award.money);
        assert_eq!(Yen::total(parts.iter().map(|part| part.paid)), Some(award.money.paid), "{parts:?}");
    }
    assert_eq!(
        ledger::held(tx, programme).await.unwrap().get(),
        balance.reserved.get() + balance.committed.get()
    );
    for award in awards {
        assert!(award.money.is_sound());
        let recoveries = recoveries::of_award(tx, award.id).await.unwrap();
        let ordered: i64 = recoveries.iter().map(|one| one.amount.get()).sum();
        let back: i64 = recoveries.iter().map(|one| one.refunded.get()).sum();
        assert_eq!((ordered, back), (award.money.ordered_back.get(), award.money.refunded.get()));
        let mut came = 0;
        for one in &recoveries {
            came +=
                recoveries::refunds(tx, one.id).await.unwrap().iter().map(|one| one.yen.get()).sum::<i64>();
        }
        assert_eq!(came, back);
    }
}

#[expect(clippy::too_many_lines, reason = "a journey is as long as its steps")]
#[tokio::test]
async fn an_award_goes_from_the_grant_to_the_last_yen_and_back() {
    on_each_database("awards", async |store, _| {
        let (tenant, _) = two_tenants(&store).await;
        let programme = publish(&store, tenant, &two_step()).await;
        let offices = register(&store, tenant, 2).await;
        apply(&store, tenant, programme, &offices[0], 1).await.unwrap();
        let id = grant(&store, tenant, 1).await;
        let tx = store.write(&officer(tenant)).await.unwrap();
        let opened = award(&tx, id).await;
        assert_eq!((opened.stage.name(), opened.money.fixed), (StageName::AwaitingReport, None));
        assert_eq!(opened.due, NaiveDate::from_ymd_opt(2025, 3, 31));
        assert_one_sum(&tx, programme).await;
        // 変更承認, asked for by the office.
        let form = RequestForm {
            kind: RequestKind::Change,
            amount: Yen(20_500),
            reason: Reason::parse("見積より安くなったため").unwrap(),
        };
        let ask = async |n| {
            requests::ask(&tx, &award(&tx, id).await, n, &form, crate::support::id(91), noon()).await
        };
        ask(uuid::Uuid::from_u128(1)).await.unwrap();
        assert!(matches!(ask(uuid::Uuid::from_u128(2)).await, Err(ActError::Waiting)), "one at a time");
        let change = Proposal {
            request: Some(uuid::Uuid::from_u128(1)),
            ..proposal(700, id, ProposalKind::Change, Yen(20_500))
        };
        proposals::propose(&tx, &award(&tx, id).await, &change).await.unwrap();
        let two = proposals::propose(&tx, &award(&tx, id).await, &change).await;
        assert!(matches!(two, Err(ActError::Waiting)), "one proposal at a time");
        proposals::decide(&tx, &award(&tx, id).await, &change, deciding(701, AfterCancellation::Locked))
            .await
            .unwrap();
        assert_eq!(requests::of_award(&tx, id).await.unwrap()[0].state, RequestState::Approved);
        assert_eq!(award(&tx, id).await.money.granted, Yen(20_500));
        // Another application of the office is told of it, where its rules cap what is had in some years.
        let own = applications::find(&tx, crate::support::id(1)).await.unwrap().unwrap();
        let cap = AidCap { years: 1, cap: FEE };
        let mut other = own.clone();
        other.id = crate::support::id(2);
        let known = async |asking: &applications::Application, unit| {
            let told = past_aid::of(&tx, asking, cap, unit).await.unwrap();
            told.into_iter().map(|one| (one.yen, one.office)).collect::<Vec<_>>()
        };
        assert!(known(&own, Unit::OfficeNumber).await.is_empty(), "not of itself");
        assert_eq!(known(&other, Unit::OfficeNumber).await, [(Yen(20_500), None)]);
        // So is another office of the corporation, where the unit is the corporation, and hears which office it was.
        other.office = offices[1].id;
        assert!(known(&other, Unit::Corporation).await.is_empty(), "no corporation is known or named");
        let both = [offices[0].id, offices[1].id];
        store::testing::add_corporation(&tx, uuid::Uuid::from_u128(7), "ひだまり会", &both).await;
        assert!(known(&other, Unit::OfficeNumber).await.is_empty());
        assert_eq!(known(&other, Unit::Corporation).await, [(Yen(20_500), Some("事業所".to_owned()))]);
        // 実績報告, 補正, 額の確定.
        reported(&tx, id).await;
        acts::return_report(&tx, &award(&tx, id).await, crate::support::id(90), "日付を", day(11, 1), noon())
            .await
            .unwrap();
        reported(&tx, id).await;
        assert_eq!(reports::of_award(&tx, id).await.unwrap().len(), 2, "what was sent first stays");
        let fixed = decide(&tx, 710, id, ProposalKind::Final, Yen(20_000)).await.unwrap();
        assert_eq!((fixed.stage.name(), fixed.money.to_pay()), (StageName::AwaitingClaim, Yen(20_000)));
        assert_eq!(fixed.due, Some(day(11, 30)));
        acts::claim(&tx, &fixed, noon()).await.unwrap();
        assert_one_sum(&tx, programme).await;
        // 支払: once, and not while another pays it.
        let payment = uuid::Uuid::from_u128(5);
        assert_eq!(payable::due(&tx).await.unwrap().len(), 1);
        put_on_its_way(&tx, id, payment).await;
        assert!(payable::due(&tx).await.unwrap().is_empty());
        let cancelled = decide(&tx, 720, id, ProposalKind::Cancel, Yen::ZERO).await;
        assert!(matches!(cancelled, Err(ActError::BeingPaid)), "the bank has it");
        payments::pay(&tx, &award(&tx, id).await, Yen(20_000), noon()).await.unwrap();
        payments::pay_returned(&tx, &award(&tx, id).await, Yen(20_000), noon()).await.unwrap();
        assert_one_sum(&tx, programme).await;
        payments::pay(&tx, &award(&tx, id).await, Yen(20_000), noon()).await.unwrap();
        assert!(payments::pay(&tx, &award(&tx, id).await, Yen(20_000), noon()).await.is_err(), "never twice");
        assert_one_sum(&tx, programme).await;
        // 取消 in part, then in whole; 返還, 督促, and what comes too late for the year.
        let lowered = decide(&tx, 730, id, ProposalKind::Cancel, Yen(15_000)).await.unwrap();
        assert_eq!((lowered.stage.name(), lowered.money.owed()), (StageName::Settled, Yen(5_000)));
        let whole = decide(&tx, 740, id, ProposalKind::Cancel, Yen::ZERO).await.unwrap();
        assert_eq!((whole.stage.name(), whole.money.owed()), (StageName::Cancelled, Yen(20_000)));
        assert_one_sum(&tx, programme).await;
        let ordered = recoveries::of_award(&tx, id).await.unwrap();
        assert_eq!(ordered.len(), 2);
        recoveries::dun(&tx, &award(&tx, id).await, &ordered[0], day(12, 20), day(11, 30), noon())
            .await
            .unwrap();
        let first = recoveries::find(&tx, ordered[0].id).await.unwrap().unwrap();
        assert_eq!((first.due, first.reminders), (day(12, 20), 1));
        // Whoever leaves hands it over, though it is cancelled: money of it is still to come back.
        let (from, to) = (crate::support::id(90), crate::support::id(91));
        let work = handovers::work_of(&tx, from).await.unwrap();
        assert_eq!((work.held().awards, work.pieces()), (1, 1));
        handovers::hand_over(&tx, crate::support::id(950), (from, to), &work, noon()).await.unwrap();
        assert_eq!(award(&tx, id).await.owner, Some(to));
        let more = (day(12, 1), Yen(first.amount.get() + 1));
        let refused = recoveries::refund(
            &tx,
            &award(&tx, id).await,
            &first,
            crate::support::id(800),
            more,
            crate::support::id(90),
            noon(),
        )
        .await;
        assert!(refused.is_err(), "never more than was ordered back of it");
        drop(tx);
        let tx = store.write(&officer(tenant)).await.unwrap();
        assert_one_sum(&tx, programme).await;
    })
    .await;
}

#[tokio::test]
async fn a_cancelled_place_is_free_or_locked_and_what_came_back_is_given_to_who_waits() {
    for after in AfterCancellation::ALL {
        on_each_database(&format!("cancelled {}", after.code()), async |store, _| {
            let (tenant, _) = two_tenants(&store).await;
            let rules = Rules { after_cancellation: after, exhaustion: Exhaustion::Waitlist, ..rules(1) };
            let programme = publish(&store, tenant, &rules).await;
            let offices = register(&store, tenant, 2).await;
            apply(&store, tenant, programme, &offices[0], 1).await.unwrap();
            apply(&store, tenant, programme, &offices[1], 2).await.unwrap();
            let id = grant(&store, tenant, 1).await;
            let tx = store.write(&officer(tenant)).await.unwrap();
            let opened = award(&tx, id).await;
            assert_eq!(opened.stage.name(), StageName::Payable, "in one step it is to be paid");
            payments::pay(&tx, &opened, FEE, noon()).await.unwrap();
            let cancel = proposal(700, id, ProposalKind::Cancel, Yen::ZERO);
            proposals::propose(&tx, &award(&tx, id).await, &cancel).await.unwrap();
            tx.commit().await.unwrap();
            let tx = store.write(&officer(tenant)).await.unwrap();
            let decided =
                proposals::decide(&tx, &award(&tx, id).await, &cancel, deciding(701, after)).await.unwrap();
            let recovery = decided.recovery.unwrap();
            assert_eq!((recovery.amount, recovery.due), (FEE, day(11, 20)));
            let waits =
                async || applications::find(&tx, crate::support::id(2)).await.unwrap().unwrap().stage.name();
            assert!(waiting::promote(&tx, programme, |_| 0, noon()).await.unwrap().is_empty());
            assert_eq!(waits().await, Application::Waiting, "the money is not back yet");
            let came = (day(11, 15), FEE);
            let now = award(&tx, id).await;
            let (refund, by) = (crate::support::id(900), crate::support::id(90));
            let refund = recoveries::refund(&tx, &now, &recovery, refund, came, by, noon()).await;
            assert!(!refund.unwrap().late);
            assert_eq!(ledger::balance(&tx, programme).await.unwrap().paid, Yen::ZERO);
            assert_eq!(waiting::promote(&tx, programme, |_| 0, noon()).await.unwrap().len(), 1);
            assert_eq!(waits().await, Application::Submitted);
            assert_one_sum(&tx, programme).await;
            tx.commit().await.unwrap();
            // The first office again: its place is free, or used up for the year.
            let again = apply(&store, tenant, programme, &offices[0], 3).await;
            match after {
                AfterCancellation::Freed => assert!(again.is_ok(), "{again:?}"),
                AfterCancellation::Locked => assert!(again.is_err(), "{again:?}"),
            }
        })
        .await;
    }
}

/// Numbers that look like chance and are the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

#[tokio::test]
async fn over_any_sequence_of_acts_everything_tells_the_same_sum() {
    on_each_database("any sequence", async |store, _| {
        let (tenant, _) = two_tenants(&store).await;
        let programme = publish(&store, tenant, &two_step()).await;
        let offices = register(&store, tenant, 3).await;
        let mut ids = Vec::new();
        for (n, office) in (1..).zip(&offices) {
            apply(&store, tenant, programme, office, n).await.unwrap();
            ids.push(grant(&store, tenant, n).await);
        }
        let mut dice = Dice(20_241_031);
        let (mut done, mut refused) = (0, 0);
        for turn in 0..300u128 {
            let of = ids[usize::try_from(dice.roll(3)).unwrap()];
            let tx = store.write(&officer(tenant)).await.unwrap();
            match act(&tx, of, 10_000 + turn * 10, &mut dice).await {
                Ok(()) => {
                    assert_one_sum(&tx, programme).await;
                    tx.commit().await.unwrap();
                    done += 1;
                }
                Err(ActError::Store(Error::Unavailable(error))) => panic!("{error}"),
                Err(_) => refused += 1,
            }
        }
        assert!(done > 25 && refused > 10, "{done} done, {refused} refused");
        let tx = store.read(&applicant(tenant)).await.unwrap();
        assert_one_sum(&tx, programme).await;
    })
    .await;
}

/// 概算払: what is claimed is accepted or sent back; else the next one is claimed.
async fn advance(tx: &Tx, now: &Award, dice: &mut Dice) -> Result<(), ActError> {
    let claims = instalments::of_award(tx, now.id).await?;
    if let Some(open) = claims.iter().find(|one| one.state == InstalmentState::Asked) {
        return match dice.roll(4) {
            0 => instalments::send_back(tx, now, open, id(90), "金額", noon()).await,
            _ => instalments::accept(tx, now, open, id(90), noon()).await,
        };
    }
    let accepted = instalments::accepted(&claims).last().map_or(0, |(instalment, _)| *instalment);
    let next = next_advance(&two_step().advances, &now.money, accepted).ok_or(ActError::Waiting)?;
    instalments::claim(tx, now, next, "", id(91), noon()).await
}

/// One act by chance, possible or not.
async fn act(tx: &Tx, of: AwardId, n: u128, dice: &mut Dice) -> Result<(), ActError> {
    let now = award(tx, of).await;
    let part = |yen: Yen, dice: &mut Dice| Yen(yen.get() * i64::try_from(dice.roll(5)).unwrap() / 4);
    match dice.roll(12) {
        10 | 11 => advance(tx, &now, dice).await,
        0 => {
            let typed = Typed::default().with("done", "連携");
            reports::save(tx, &now, &typed, id(91), noon()).await?;
            let report = reports::of_award(tx, of).await?.remove(0);
            reports::submit(tx, &award(tx, of).await, &report, FEE, noon()).await
        }
        1 => acts::return_report(tx, &now, id(90), "もう一度", day(12, 1), noon()).await,
        2 | 3 => {
            let fixed = Yen(now.money.granted.get() * i64::try_from(3 + dice.roll(2)).unwrap() / 4);
            decide(tx, n, of, ProposalKind::Final, fixed).await.map(|_| ())
        }
        4 => acts::claim(tx, &now, noon()).await,
        5 => payments::pay(tx, &now, now.money.to_pay(), noon()).await,
        6 => payments::pay_returned(tx, &now, now.money.paid, noon()).await,
        7 => {
            // Mostly a part; a whole ends it.
            let left = part(now.money.entitled(), dice);
            let left = if left == Yen::ZERO && dice.roll(4) > 0 {
                Yen(now.money.entitled().get() / 2)
            } else {
                left
            };
            decide(tx, n, of, ProposalKind::Cancel, left).await.map(|_| ())
        }
        8 => decide(tx, n, of, ProposalKind::Change, part(now.money.granted, dice)).await.map(|_| ()),
        _ => {
            let open = recoveries::of_award(tx, of).await?;
            let Some(recovery) = open.into_iter().find(|one| one.owed() > Yen::ZERO) else {
                return Err(ActError::Waiting);
            };
            let year =
                if dice.roll(2) == 0 { day(12, 24) } else { NaiveDate::from_ymd_opt(2025, 6, 2).unwrap() };
            let came =
                (year, Yen(1 + i64::try_from(dice.roll(recovery.owed().get().unsigned_abs())).unwrap()));
            recoveries::refund(tx, &now, &recovery, id(n), came, id(90), noon()).await.map(|_| ())
        }
    }
}

/// What was granted before there were awards: a migration says so where it stands; here that a stage is what it says.
#[test]
fn a_stage_that_a_migration_writes_is_read() {
    let payable: Stage =
        serde_json::from_value(json!({ "stage": "payable", "at": "2024-07-03T01:00:00Z" })).unwrap();
    assert_eq!(payable.name(), StageName::Payable);
    let awaiting: Stage = serde_json::from_value(json!({ "stage": "awaiting_report" })).unwrap();
    assert_eq!(awaiting.name(), StageName::AwaitingReport);
}

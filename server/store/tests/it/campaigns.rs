//! Campaigns in the store: lists are made once, what is entered is not overwritten, houses do not see each other.

use crate::support::{id, noon, two_tenants};
use chrono::TimeDelta;
use domain::{
    adoption::{AdoptionState, Evidence, Rate, Source},
    campaigns::{
        ActivityKind, AskedAgain, Candidate, Channel, Effect, Exclusion, Known, NewActivity, NewCampaign,
        Party, Plan, PlannedActivity, Reply, State, Whom, decide,
    },
    ids::{ActivityId, CampaignId, OfficeId, TenantId},
    offices::Status,
    working_days::WorkingCalendar,
};
use std::sync::atomic::{AtomicU64, Ordering};
use store::{
    Error, Scope, Store, adoption,
    campaigns::{
        self, Activity, Audience, activities, notices,
        recipients::{self, Given},
    },
    records::{self, DecideError, OldWords},
    testing::{add_office, on_each_database},
};
use uuid::Uuid;

static NEXT: AtomicU64 = AtomicU64::new(40_000);

fn fresh() -> Uuid {
    Uuid::from_u128(u128::from(NEXT.fetch_add(1, Ordering::Relaxed)))
}

fn scope(tenant: TenantId) -> Scope {
    Scope::tenant(tenant, id(9))
}

fn activity(kind: ActivityKind, title: &str) -> NewActivity {
    NewActivity {
        kind,
        title: title.into(),
        starts_on: None,
        ends_on: None,
        owner: None,
        segment: None,
        associations: Vec::new(),
        material: None,
        mailing: None,
        survey: None,
        session: None,
        link: String::new(),
        script: String::new(),
        cost: None,
    }
}

/// A campaign with an activity by telephone.
async fn begun(store: &Store, tenant: TenantId) -> (CampaignId, ActivityId) {
    let (campaign, phone): (CampaignId, ActivityId) = (fresh().into(), fresh().into());
    let tx = store.write(&scope(tenant)).await.unwrap();
    let text = NewCampaign {
        name: "周知".into(),
        aims: String::new(),
        starts_on: "2024-05-07".parse().unwrap(),
        ends_on: None,
        owner: None,
        budget: None,
    };
    campaigns::add(&tx, campaign, &text, noon()).await.unwrap();
    let by_phone = activity(ActivityKind::Phone, "電話");
    activities::add(&tx, phone, campaign, &by_phone, None, noon()).await.unwrap();
    for n in [101, 102, 103] {
        add_office(&tx, id(n), &format!("2970999{n}"), &format!("事業所{n}"), "292991", &["43"]).await;
    }
    tx.commit().await.unwrap();
    (campaign, phone)
}

async fn found(store: &Store, tenant: TenantId, activity: ActivityId) -> Activity {
    let tx = store.read(&scope(tenant)).await.unwrap();
    activities::find(&tx, activity).await.unwrap().unwrap()
}

async fn freeze(store: &Store, tenant: TenantId, activity: &Activity) -> Result<(), Error> {
    let candidates = [101_u128, 102, 103]
        .into_iter()
        .map(|n| Candidate {
            party: Party::Office(id::<OfficeId>(n)),
            number: format!("2970999{n}").parse().ok(),
            name: format!("事業所{n}"),
            status: Status::Active,
            postal_code: String::new(),
            address: String::new(),
            phone: format!("0999-88-{n:04}"),
            fax: String::new(),
        })
        .collect();
    let decided = decide(Channel::Phone, candidates, &Known::default(), None);
    let tx = store.write(&scope(tenant)).await?;
    let audience = Audience { of: "全部".into(), segment: None, associations: 0 };
    recipients::freeze(&tx, activity, &audience, decided, &fresh, noon()).await?;
    tx.commit().await
}

fn given(place: u32, version: i32, reply: Option<Reply>) -> Given {
    Given { place, version, reply, note: String::new() }
}

#[tokio::test]
async fn a_list_is_made_once_and_a_result_is_not_overwritten() {
    on_each_database("campaign lists", async |store, _| {
        let (tenant, other) = two_tenants(&store).await;
        let (campaign, phone) = begun(&store, tenant).await;
        let seen = found(&store, tenant, phone).await;
        freeze(&store, tenant, &seen).await.unwrap();
        assert!(matches!(freeze(&store, tenant, &seen).await, Err(Error::Stale)), "made by two at once");

        let listed = found(&store, tenant, phone).await;
        let tx = store.write(&scope(tenant)).await.unwrap();
        let entered = [given(1, 1, Some(Reply::Talked)), given(2, 1, Some(Reply::Absent))];
        recipients::answer(&tx, &listed, &entered, noon()).await.unwrap();
        tx.commit().await.unwrap();
        let tx = store.write(&scope(tenant)).await.unwrap();
        // The second line was seen before; of the two nothing is entered.
        let both = [given(3, 1, Some(Reply::Talked)), given(1, 1, Some(Reply::Declined))];
        assert!(matches!(recipients::answer(&tx, &listed, &both, noon()).await, Err(Error::Stale)));
        drop(tx);
        let tx = store.read(&scope(tenant)).await.unwrap();
        let tally = recipients::tally(&tx, phone).await.unwrap();
        assert_eq!((tally.targets(), tally.entered(), tally.reply(Reply::Declined)), (3, 2, 0));
        assert_eq!(found(&store, tenant, phone).await.state, State::UnderWay);
        drop(tx);

        let tx = store.read(&scope(other)).await.unwrap();
        assert!(campaigns::find(&tx, campaign).await.unwrap().is_none());
        assert!(activities::find(&tx, phone).await.unwrap().is_none());
        assert!(recipients::list(&tx, phone).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_list_with_results_stays_and_one_without_goes() {
    on_each_database("campaign lists thrown away", async |store, _| {
        let (tenant, _) = two_tenants(&store).await;
        let (_, phone) = begun(&store, tenant).await;
        freeze(&store, tenant, &found(&store, tenant, phone).await).await.unwrap();
        let tx = store.write(&scope(tenant)).await.unwrap();
        let listed = activities::find(&tx, phone).await.unwrap().unwrap();
        recipients::answer(&tx, &listed, &[given(1, 1, Some(Reply::Talked))], noon()).await.unwrap();
        assert!(!recipients::thaw(&tx, &listed, noon()).await.unwrap());
        drop(tx);
        let tx = store.write(&scope(tenant)).await.unwrap();
        let listed = activities::find(&tx, phone).await.unwrap().unwrap();
        assert!(recipients::thaw(&tx, &listed, noon()).await.unwrap());
        assert!(recipients::list(&tx, phone).await.unwrap().is_empty());
        tx.commit().await.unwrap();
        let open = found(&store, tenant, phone).await;
        freeze(&store, tenant, &open).await.unwrap();
        let tx = store.write(&scope(tenant)).await.unwrap();
        assert!(matches!(activities::remove(&tx, &open, noon()).await, Err(Error::Stale)), "it has a list");
    })
    .await;
}

#[tokio::test]
async fn a_plan_becomes_a_campaign_on_days_that_suit_offices() {
    on_each_database("plans", async |store, _| {
        let (tenant, _) = two_tenants(&store).await;
        let planned = |kind, title: &str, days_after_start| PlannedActivity {
            kind,
            title: title.into(),
            days_after_start,
            lasts_days: None,
            note: "伝えること".into(),
            link: String::new(),
            again: None,
        };
        let plan = Plan {
            name: "市内全域".into(),
            aims: String::new(),
            activities: vec![
                planned(ActivityKind::WebNotice, "掲載", 0),
                planned(ActivityKind::Phone, "電話", 30),
                PlannedActivity {
                    again: Some(AskedAgain { activity: 1, whom: Whom::NotAnswered }),
                    ..planned(ActivityKind::Phone, "再度の電話", 60)
                },
            ],
        };
        let campaign: CampaignId = fresh().into();
        let tx = store.write(&scope(tenant)).await.unwrap();
        let (start, calendar) = ("2024-05-07".parse().unwrap(), WorkingCalendar::default());
        let ids = || ActivityId::from_uuid(fresh());
        let added = campaigns::add_plan(&tx, campaign, &plan, start, &ids, &calendar, noon()).await.unwrap();
        tx.commit().await.unwrap();
        let tx = store.read(&scope(tenant)).await.unwrap();
        let all = activities::of_campaign(&tx, campaign).await.unwrap();
        let days: Vec<_> = all.iter().map(|one| one.text.starts_on.unwrap().to_string()).collect();
        assert_eq!(days, ["2024-05-07", "2024-06-11", "2024-07-11"]);
        assert_eq!(all[2].follows, Some((all[1].id, Whom::NotAnswered)));
        assert_eq!(all.iter().map(|one| (one.id, one.text.kind)).collect::<Vec<_>>(), added);
        assert_eq!(all.iter().map(|one| one.place).collect::<Vec<_>>(), [1, 2, 3]);
        let due = activities::due(&tx, "2024-05-10".parse().unwrap()).await.unwrap();
        assert_eq!(due.iter().map(|one| one.text.title.as_str()).collect::<Vec<_>>(), ["掲載"]);
        let progress = campaigns::progress(&tx, "2024-05-10".parse().unwrap()).await.unwrap()[&campaign];
        assert_eq!((progress.activities, progress.done, progress.overdue), (3, 0, 1));
        assert_eq!(progress.next_on.unwrap().to_string(), "2024-06-11");
    })
    .await;
}

#[tokio::test]
async fn what_follows_asks_those_of_the_earlier_list() {
    on_each_database("what follows", async |store, _| {
        let (tenant, _) = two_tenants(&store).await;
        let (campaign, phone) = begun(&store, tenant).await;
        freeze(&store, tenant, &found(&store, tenant, phone).await).await.unwrap();
        let tx = store.write(&scope(tenant)).await.unwrap();
        let listed = activities::find(&tx, phone).await.unwrap().unwrap();
        let entered = [given(1, 1, Some(Reply::Talked)), given(2, 1, Some(Reply::Absent))];
        recipients::answer(&tx, &listed, &entered, noon()).await.unwrap();
        let again: ActivityId = fresh().into();
        let meeting = activity(ActivityKind::GroupGuidance, "集団指導");
        activities::add(&tx, again, campaign, &meeting, Some((phone, Whom::NotAnswered)), noon())
            .await
            .unwrap();
        let next = activities::find(&tx, again).await.unwrap().unwrap();
        let (audience, decided) =
            recipients::decide(&tx, &next, "2024-06-11".parse().unwrap()).await.unwrap().unwrap();
        assert_eq!(audience.of, "電話");
        assert_eq!(decided.len(), 3);
        assert_eq!(decided.iter().filter(|one| one.exclusion.is_none()).count(), 2);
        // Who answered the first is not asked by a third either, though the second has no answer of theirs.
        recipients::freeze(&tx, &next, &audience, decided, &fresh, noon()).await.unwrap();
        let third: ActivityId = fresh().into();
        activities::add(&tx, third, campaign, &meeting, Some((again, Whom::NotAnswered)), noon())
            .await
            .unwrap();
        let third = activities::find(&tx, third).await.unwrap().unwrap();
        let (_, decided) =
            recipients::decide(&tx, &third, "2024-07-11".parse().unwrap()).await.unwrap().unwrap();
        assert_eq!(decided.iter().filter(|one| one.exclusion == Some(Exclusion::Answered)).count(), 1);
        tx.commit().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn what_followed_stands_beside_a_campaign_with_its_fractions() {
    on_each_database("what followed", async |store, _| {
        let (tenant, _) = two_tenants(&store).await;
        let (campaign, phone) = begun(&store, tenant).await;
        freeze(&store, tenant, &found(&store, tenant, phone).await).await.unwrap();
        let tx = store.write(&scope(tenant)).await.unwrap();
        let listed = activities::find(&tx, phone).await.unwrap().unwrap();
        // Two are reached, one is not there.
        let entered = [
            given(1, 1, Some(Reply::Talked)),
            given(2, 1, Some(Reply::Declined)),
            given(3, 1, Some(Reply::Absent)),
        ];
        recipients::answer(&tx, &listed, &entered, noon()).await.unwrap();
        for (office, as_of) in [(101_u128, "2024-08-01"), (103, "2024-04-01")] {
            let evidence = Evidence {
                state: AdoptionState::Using,
                as_of: as_of.parse().unwrap(),
                source: Source::Officer,
                recorded_at: noon(),
                note: String::new(),
            };
            adoption::record(&tx, fresh().into(), id(office), &evidence, None).await.unwrap();
        }
        tx.commit().await.unwrap();
        let tx = store.read(&scope(tenant)).await.unwrap();
        let campaign = campaigns::find(&tx, campaign).await.unwrap().unwrap();
        let followed = campaigns::followed(&tx, &campaign, "2024-09-01".parse().unwrap()).await.unwrap();
        let fraction = |rate: Rate| (rate.numerator, rate.denominator, rate.as_of.to_string());
        assert_eq!(fraction(followed.before), (1, 3, "2024-05-06".to_owned()), "the day before it began");
        assert_eq!(fraction(followed.after), (2, 3, "2024-09-01".to_owned()));
        assert_eq!(followed.effect, Effect { reached: 2, began: 1, already: 0 });
        let early = campaigns::followed(&tx, &campaign, "2024-07-10".parse().unwrap()).await.unwrap();
        assert_eq!(early.effect, Effect { reached: 2, began: 0, already: 0 }, "nobody knows that yet");
    })
    .await;
}

#[tokio::test]
async fn a_letter_to_all_is_entered_at_once_and_only_for_whom_nothing_was() {
    on_each_database("sent to all", async |store, _| {
        let (tenant, _) = two_tenants(&store).await;
        let (_, phone) = begun(&store, tenant).await;
        freeze(&store, tenant, &found(&store, tenant, phone).await).await.unwrap();
        let tx = store.write(&scope(tenant)).await.unwrap();
        let listed = activities::find(&tx, phone).await.unwrap().unwrap();
        recipients::answer(&tx, &listed, &[given(1, 1, Some(Reply::Declined))], noon()).await.unwrap();
        recipients::take_out(&tx, &listed, 2, true, noon()).await.unwrap();
        let sent = async || recipients::the_rest(&tx, &listed, Reply::Sent, noon()).await.unwrap();
        assert_eq!(sent().await, 1);
        assert_eq!(sent().await, 0, "twice changes nothing");
        let tally = recipients::tally(&tx, phone).await.unwrap();
        assert_eq!((tally.reply(Reply::Sent), tally.reply(Reply::Declined), tally.left_out()), (1, 1, 1));
        assert!(matches!(recipients::take_out(&tx, &listed, 1, true, noon()).await, Err(Error::Stale)));
        tx.commit().await.unwrap();
        let called = found(&store, tenant, phone).await;
        let tx = store.write(&scope(tenant)).await.unwrap();
        assert!(
            notices::publish(&tx, &called, true, noon()).await.is_err(),
            "a call is no page for everybody"
        );
    })
    .await;
}

#[tokio::test]
async fn what_was_noted_goes_when_its_time_is_over_and_a_second_person_says_so() {
    on_each_database("notes that go", async |store, _| {
        let (tenant, _) = two_tenants(&store).await;
        let (_, phone) = begun(&store, tenant).await;
        let seen = found(&store, tenant, phone).await;
        freeze(&store, tenant, &seen).await.unwrap();
        let listed = found(&store, tenant, phone).await;
        let tx = store.write(&scope(tenant)).await.unwrap();
        let said = Given { note: "佐藤さんと話した".into(), ..given(1, 1, Some(Reply::Talked)) };
        recipients::answer(&tx, &listed, &[said], noon()).await.unwrap();
        tx.commit().await.unwrap();

        let later = noon() + TimeDelta::days(7 * 365);
        let until = records::ended_until(later).unwrap();
        let tx = store.write(&scope(tenant)).await.unwrap();
        let before = records::old_words(&tx, "2020-03-31".parse().unwrap()).await.unwrap();
        assert_eq!(before.total(), 0, "its time is not over");
        let old = records::old_words(&tx, until).await.unwrap();
        assert_eq!(old, OldWords { notes: 1, ..OldWords::default() });
        records::propose_outreach(&tx, fresh().into(), until, "", later).await.unwrap();
        let twice = records::propose_outreach(&tx, fresh().into(), until, "", later).await;
        assert!(matches!(twice, Err(Error::Stale)), "{twice:?}");
        let waiting = records::outreach_disposals(&tx).await.unwrap().remove(0);
        let own = records::decide_outreach(&tx, &waiting, true, "", later).await;
        assert!(matches!(own, Err(DecideError::SamePerson)), "{own:?}");
        tx.commit().await.unwrap();

        let tx = store.write(&Scope::tenant(tenant, id(8))).await.unwrap();
        assert_eq!(records::decide_outreach(&tx, &waiting, true, "", later).await.unwrap(), 1);
        let again = records::decide_outreach(&tx, &waiting, true, "", later).await;
        assert!(matches!(again, Err(DecideError::Decided)), "{again:?}");
        let kept = recipients::find(&tx, phone, 1).await.unwrap().unwrap();
        assert_eq!((kept.note.as_str(), kept.reply), ("", Some(Reply::Talked)), "what came back stays");
        assert_eq!(records::old_words(&tx, until).await.unwrap().total(), 0);
    })
    .await;
}

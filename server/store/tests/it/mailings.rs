use crate::support::{id, noon, two_tenants};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    accounts::AccountKind,
    adoption::{AdoptionState, Evidence, Source},
    email::Email,
    form::Typed,
    ids::{MailId, MailingId, SegmentId, TenantId},
    mailings::{Exclusion, NewMailing, Outcome, Plan, Topic},
    mails::Pace,
    offices::NamedSegment,
};
use std::sync::atomic::{AtomicU64, Ordering};
use store::{
    Error, Scope, Store,
    accounts::{self, NewAccount},
    adoption,
    mailings::{self, Going, Mailing},
    mails::{
        self, Class, Extra, Mail, Offered,
        attempts::{self, End, Tried},
        handfuls::{self, Turns},
    },
    offices::segments::{self, Saved},
    opt_outs::{self, Basis},
    testing::{add_office, on_each_database, set_email},
};
use uuid::Uuid;

static NEXT: AtomicU64 = AtomicU64::new(10_000);

fn fresh() -> Uuid {
    Uuid::from_u128(u128::from(NEXT.fetch_add(1, Ordering::Relaxed)))
}

fn scope(tenant: TenantId) -> Scope {
    Scope::tenant(tenant, id(9))
}

fn named(pairs: &[(&str, &str)]) -> NamedSegment {
    let typed = pairs
        .iter()
        .fold(Typed::default().with("name", "名"), |typed, (name, value)| typed.with(name, *value));
    NamedSegment::parse(&typed, noon().date_naive()).unwrap()
}

/// An officer, and offices with these addresses from office number 2970999100 on.
async fn register(store: &Store, tenant: TenantId, emails: &[&str]) {
    let tx = store.write(&Scope::system("test")).await.unwrap();
    let officer = NewAccount {
        id: id(9),
        kind: AccountKind::Staff,
        name: "青木".into(),
        email: None,
        password_hash: None,
        demo_key: None,
    };
    accounts::add(&tx, officer, noon()).await.unwrap();
    tx.commit().await.unwrap();
    let tx = store.write(&scope(tenant)).await.unwrap();
    for (n, email) in (100..).zip(emails) {
        let services: &[&str] = if n % 2 == 0 { &["43"] } else { &["15", "78"] };
        add_office(&tx, id(n), &format!("2970999{n}"), &format!("事業所{n}"), "292991", services).await;
        set_email(&tx, id(n), email).await;
    }
    tx.commit().await.unwrap();
}

async fn segment(store: &Store, tenant: TenantId, n: u128) -> Saved {
    let tx = store.write(&scope(tenant)).await.unwrap();
    segments::add(&tx, id(n), &named(&[]), noon()).await.unwrap();
    tx.commit().await.unwrap();
    let tx = store.read(&scope(tenant)).await.unwrap();
    segments::find(&tx, id(n)).await.unwrap().unwrap()
}

async fn draft(store: &Store, tenant: TenantId, n: u128, segment: SegmentId) -> Mailing {
    let text = NewMailing {
        subject: "件名".into(),
        body: "本文".into(),
        segment,
        topic: Topic::General,
        html: false,
        published: false,
    };
    let tx = store.write(&scope(tenant)).await.unwrap();
    mailings::add(&tx, id(n), &text, noon()).await.unwrap();
    tx.commit().await.unwrap();
    let tx = store.read(&scope(tenant)).await.unwrap();
    mailings::find(&tx, id(n)).await.unwrap().unwrap()
}

async fn freeze(store: &Store, tenant: TenantId, mailing: &Mailing, segment: &Saved) -> Result<(), Error> {
    let tx = store.write(&scope(tenant)).await.unwrap();
    let recipients = mailings::decide(&tx, segment, mailing.text.topic).await?;
    let stage = mailing.stage.send(id(9), noon(), None).unwrap();
    let going = Going { stage, plan: Plan::default(), approved_by: None };
    mailings::freeze(&tx, mailing, going, segment, recipients, &fresh, noon()).await?;
    tx.commit().await
}

pub fn outreach(id: MailId, tenant: TenantId, to: &str, at: DateTime<Utc>) -> Mail {
    Mail {
        id,
        tenant,
        class: Class::Outreach,
        recipient: to.into(),
        recipient_name: String::new(),
        sender_name: String::new(),
        subject: "件名".into(),
        body: "本文".into(),
        message_id: id.to_string(),
        about: Some(("mailing", Uuid::from_u128(31))),
        created_at: at,
    }
}

#[tokio::test]
async fn a_segment_means_what_each_of_its_conditions_says() {
    on_each_database("segments mean", async |store, _| {
        let (first, second) = two_tenants(&store).await;
        register(&store, first, &["a@example.jp", "", "c@example.jp", "d@example.jp"]).await;
        let tx = store.write(&scope(first)).await.unwrap();
        for (n, office, state) in [
            (70, 100, AdoptionState::Using),
            (71, 101, AdoptionState::Licensed),
            (72, 102, AdoptionState::Stopped),
        ] {
            let evidence = Evidence {
                state,
                as_of: noon().date_naive(),
                source: Source::Officer,
                recorded_at: noon(),
                note: String::new(),
            };
            adoption::record(&tx, id(n), id(office), &evidence, None).await.unwrap();
        }
        tx.commit().await.unwrap();
        let tx = store.read(&scope(first)).await.unwrap();
        for (conditions, meant) in [
            (&[][..], 4),
            (&[("services", "43")], 2),
            (&[("services", "43"), ("services", "78")], 4),
            (&[("services", "11")], 0),
            (&[("mail", "known")], 3),
            (&[("mail", "unknown")], 1),
            (&[("mail", "unknown"), ("services", "43")], 0),
            (&[("municipality", "292991")], 4),
            (&[("municipality", "293997")], 0),
            (&[("area", "中央1")], 4),
            (&[("area", "中央_")], 0),
            (&[("area", "みどり野市 中央2")], 0),
            (&[("district", "北部")], 0),
            (&[("adoption", "yes")], 2),
            (&[("adoption", "no")], 2),
            (&[("adoption", "yes"), ("services", "43")], 1),
            (&[("status", "closed")], 0),
            (&[("corporation", "ひだまり")], 0),
            (&[("words", "2970999101")], 1),
            (&[("application", "live"), ("fiscal_year", "R6")], 0),
            (&[("application", "not"), ("fiscal_year", "R6")], 4),
        ] {
            let segment = named(conditions).segment;
            assert_eq!(segments::count(&tx, &segment).await.unwrap(), meant, "{conditions:?}");
            let page = segments::offices(&tx, &segment, 0, 2).await.unwrap();
            assert_eq!((page.total, page.offices.len() as u64), (meant, meant.min(2)), "{conditions:?}");
            assert_eq!(segments::candidates(&tx, &segment).await.unwrap().len() as u64, meant);
        }
        drop(tx);
        let tx = store.read(&scope(second)).await.unwrap();
        assert_eq!(segments::count(&tx, &named(&[]).segment).await.unwrap(), 0, "another register");
    })
    .await;
}

#[tokio::test]
async fn a_segment_is_saved_over_the_version_that_was_seen() {
    on_each_database("segment versions", async |store, _| {
        let (first, second) = two_tenants(&store).await;
        let saved = segment(&store, first, 21).await;
        let tx = store.write(&scope(first)).await.unwrap();
        segments::save(&tx, saved.id, saved.version, &named(&[("mail", "known")]), noon()).await.unwrap();
        tx.commit().await.unwrap();
        let tx = store.write(&scope(first)).await.unwrap();
        let stale = segments::save(&tx, saved.id, saved.version, &named(&[]), noon()).await;
        assert!(matches!(stale, Err(Error::Stale)), "{stale:?}");
        assert!(segments::is_named(&tx, "名", None).await.unwrap());
        assert!(!segments::is_named(&tx, "名", Some(saved.id)).await.unwrap());
        drop(tx);
        // Of two who save the same in the same second the second gets what the first saved.
        let meant = named(&[("mail", "unknown")]);
        let used = async |n: u128| {
            let tx = store.write(&scope(first)).await.unwrap();
            let found = segments::add_once(&tx, id(n), &meant, noon()).await.unwrap();
            tx.commit().await.unwrap();
            found
        };
        let (one, two) = tokio::join!(Box::pin(used(31)), Box::pin(used(32)));
        assert_eq!(one, two);
        // What somebody changed is theirs, and no longer whom the ready one means.
        let tx = store.write(&scope(first)).await.unwrap();
        segments::save(&tx, one, 1, &named(&[("mail", "known")]), noon()).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(used(33).await, id(33));
        let tx = store.read(&scope(second)).await.unwrap();
        assert_eq!(segments::find(&tx, saved.id).await.unwrap(), None);
        assert!(segments::all(&tx).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_mailing_is_sent_once_and_its_chunks_are_claimed_once() {
    on_each_database("chunks are claimed once", async |store, _| {
        let (first, second) = two_tenants(&store).await;
        register(&store, first, &["a@example.jp", "", "c@example.jp", "a@EXAMPLE.jp", "e@example.jp"]).await;
        let segment = segment(&store, first, 21).await;
        let mailing = draft(&store, first, 31, segment.id).await;
        freeze(&store, first, &mailing, &segment).await.unwrap();
        let again = freeze(&store, first, &mailing, &segment).await;
        assert!(matches!(again, Err(Error::Stale)), "{again:?}");

        let (one, other) = (store.write(&scope(first)).await.unwrap(), id::<MailingId>(31));
        let chunk = mailings::claim(&one, other, 2).await.unwrap().unwrap();
        assert_eq!((chunk.mailing.reached, chunk.waiting.len(), chunk.last), (2, 1, false));
        drop(one);
        let tx = store.write(&scope(first)).await.unwrap();
        let chunk = mailings::claim(&tx, other, 2).await.unwrap().unwrap();
        assert_eq!(chunk.mailing.reached, 2, "what was not committed is claimed again");
        for waiting in &chunk.waiting {
            let mail = outreach(waiting.id, first, &waiting.email, noon());
            assert_eq!(mails::offer(&tx, id(61), mail.clone()).await.unwrap(), Offered::Written);
            assert_eq!(mails::offer(&tx, id(62), mail).await.unwrap(), Offered::Known);
        }
        tx.commit().await.unwrap();
        let tx = store.write(&scope(first)).await.unwrap();
        let chunk = mailings::claim(&tx, other, 10).await.unwrap().unwrap();
        assert_eq!((chunk.mailing.reached, chunk.waiting.len(), chunk.last), (5, 2, true));
        tx.commit().await.unwrap();
        let tx = store.read(&scope(first)).await.unwrap();
        let counts = mailings::counts(&tx, other).await.unwrap();
        assert_eq!(
            (
                counts.total(),
                counts.open(),
                counts.get(Outcome::NoAddress),
                counts.get(Outcome::DuplicateAddress)
            ),
            (5, 3, 1, 1)
        );
        drop(tx);
        let tx = store.write(&scope(second)).await.unwrap();
        assert_eq!(mailings::claim(&tx, other, 10).await.unwrap(), None, "another tenant's is not there");
        assert_eq!(mailings::counts(&tx, other).await.unwrap().total(), 0);
        assert!(mailings::lines(&tx, other, None, 0, 10).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn an_address_opts_out_once_and_only_outreach_of_its_tenant_stops() {
    on_each_database("opt-outs", async |store, _| {
        let (first, second) = two_tenants(&store).await;
        let email = Email::parse("Office@Example.jp").unwrap();
        let tx = store.write(&scope(first)).await.unwrap();
        for (n, new) in [(41, true), (42, false)] {
            let out = opt_outs::stop(&tx, id(n), &email, Basis::OneClick(id(50)), noon()).await.unwrap();
            assert_eq!(out, new);
        }
        tx.commit().await.unwrap();
        let tx = store.write(&Scope::system("test")).await.unwrap();
        for (n, class, tenant, offered) in [
            (51, Class::Outreach, first, Offered::OptedOut),
            (52, Class::Outreach, second, Offered::Written),
            (53, Class::Statutory, first, Offered::Written),
            (54, Class::SignIn, first, Offered::Written),
        ] {
            let mail = Mail { class, ..outreach(id(n), tenant, "office@example.jp", noon()) };
            assert_eq!(mails::offer(&tx, id(n + 20), mail).await.unwrap(), offered, "{class:?}");
        }
        assert!(mails::find(&tx, id(51)).await.unwrap().is_none());
        tx.commit().await.unwrap();

        let tx = store.write(&scope(first)).await.unwrap();
        let later = noon() + TimeDelta::days(1);
        assert!(opt_outs::take_back(&tx, &email, Basis::Link(id(50)), later).await.unwrap());
        assert!(!opt_outs::take_back(&tx, &email, Basis::Link(id(50)), later).await.unwrap());
        assert!(opt_outs::keys(&tx).await.unwrap().is_empty());
        assert!(opt_outs::stop(&tx, id(43), &email, Basis::Link(id(50)), later).await.unwrap());
        tx.commit().await.unwrap();
        let tx = store.read(&scope(second)).await.unwrap();
        assert!(opt_outs::keys(&tx).await.unwrap().is_empty());
        assert!(!opt_outs::is_out(&tx, second, &email).await.unwrap());
    })
    .await;
}

#[tokio::test]
async fn a_topic_is_stopped_when_a_mail_is_written_and_when_it_leaves() {
    on_each_database("topics", async |store, _| {
        let (first, second) = two_tenants(&store).await;
        let email = Email::parse("Office@Example.jp").unwrap();
        let of = |topic| Extra { topic: Some(topic), ..Extra::default() };
        let mail = |n| outreach(id(n), first, "office@example.jp", noon());
        let tx = store.write(&Scope::system("test")).await.unwrap();
        for (n, extra) in [(51, of(Topic::Survey)), (52, of(Topic::Subsidy)), (53, Extra::default())] {
            assert_eq!(mails::offer_with(&tx, id(n + 20), mail(n), extra).await.unwrap(), Offered::Written);
        }
        tx.commit().await.unwrap();
        let tx = store.write(&scope(first)).await.unwrap();
        for (n, new) in [(41, true), (42, false)] {
            let basis = Basis::Link(id(51));
            let out = opt_outs::stop_topic(&tx, id(n), &email, Topic::Survey, basis, noon()).await.unwrap();
            assert_eq!(out, new);
        }
        tx.commit().await.unwrap();

        let tx = store.write(&Scope::system("test")).await.unwrap();
        let begun = handfuls::begin(&tx, 16, &mut Turns::default(), &Pace::free(), noon()).await.unwrap();
        let mut left: Vec<_> = begun.tried.iter().map(|tried| tried.stored.mail.id).collect();
        left.sort();
        assert_eq!((left, begun.others), (vec![id(52), id(53)], 1));
        assert_eq!(mails::find(&tx, id(51)).await.unwrap().unwrap().state, "unwanted");
        let late = mails::offer_with(&tx, id(81), mail(61), of(Topic::Survey)).await.unwrap();
        assert_eq!(late, Offered::TopicStopped);
        assert_eq!(opt_outs::topics(&tx, first, &email).await.unwrap(), [Topic::Survey]);
        assert!(opt_outs::topics(&tx, second, &email).await.unwrap().is_empty());
        assert!(!opt_outs::is_out(&tx, first, &email).await.unwrap(), "the rest arrives");
        tx.commit().await.unwrap();

        let tx = store.write(&scope(first)).await.unwrap();
        assert!(opt_outs::keys(&tx).await.unwrap().is_empty());
        assert!(opt_outs::keys_of(&tx, Topic::Survey).await.unwrap().contains(&email.key()));
        assert!(opt_outs::keys_of(&tx, Topic::Subsidy).await.unwrap().is_empty());
        let basis = Basis::Told;
        assert!(opt_outs::take_topic_back(&tx, &email, Topic::Survey, basis, noon()).await.unwrap());
        assert!(!opt_outs::take_topic_back(&tx, &email, Topic::Survey, basis, noon()).await.unwrap());
        assert!(opt_outs::keys_of(&tx, Topic::Survey).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_stopped_mailing_is_claimed_by_nobody_and_who_was_left_is_told_as_withdrawn() {
    on_each_database("stopped mailings", async |store, _| {
        let (first, _) = two_tenants(&store).await;
        register(&store, first, &["a@example.jp", "b@example.jp", "c@example.jp"]).await;
        let segment = segment(&store, first, 21).await;
        let mailing = draft(&store, first, 31, segment.id).await;
        freeze(&store, first, &mailing, &segment).await.unwrap();
        let tx = store.write(&scope(first)).await.unwrap();
        let chunk = mailings::claim(&tx, id(31), 2).await.unwrap().unwrap();
        let [one, other] = &chunk.waiting[..] else { panic!("two") };
        mails::offer(&tx, id(61), outreach(one.id, first, &one.email, noon())).await.unwrap();
        mailings::exclude(&tx, other.id, Exclusion::OptedOut).await.unwrap();
        tx.commit().await.unwrap();
        let tx = store.write(&scope(first)).await.unwrap();
        let sending = mailings::find(&tx, id(31)).await.unwrap().unwrap();
        assert!(
            !mailings::settle(&tx, &sending, noon()).await.unwrap(),
            "one mail waits, one is not written"
        );
        let stopped = sending.stage.cancel(id(9), noon()).unwrap();
        assert_eq!(mailings::cancel(&tx, &sending, stopped, noon()).await.unwrap(), 1);
        tx.commit().await.unwrap();
        let tx = store.write(&scope(first)).await.unwrap();
        assert_eq!(mailings::claim(&tx, id(31), 2).await.unwrap(), None);
        let counts = mailings::counts(&tx, id(31)).await.unwrap();
        assert_eq!((counts.get(Outcome::Withdrawn), counts.get(Outcome::OptedOut), counts.open()), (2, 1, 0));
    })
    .await;
}

#[tokio::test]
async fn what_a_lost_machine_may_have_written_is_given_up_with_what_it_had_not_reached() {
    on_each_database("given up after a restore", async |store, _| {
        let (first, _) = two_tenants(&store).await;
        register(&store, first, &["a@example.jp", "b@example.jp", "c@example.jp"]).await;
        let segment = segment(&store, first, 21).await;
        let mailing = draft(&store, first, 31, segment.id).await;
        freeze(&store, first, &mailing, &segment).await.unwrap();
        let tx = store.write(&scope(first)).await.unwrap();
        let chunk = mailings::claim(&tx, id(31), 1).await.unwrap().unwrap();
        let one = &chunk.waiting[0];
        mails::offer(&tx, id(61), outreach(one.id, first, &one.email, noon())).await.unwrap();
        tx.commit().await.unwrap();
        let give_up = async |until| {
            let tx = store.write(&Scope::system("test")).await.unwrap();
            mailings::give_up_unwritten(&tx, until).await.unwrap();
            let mails = mails::give_up_waiting(&tx, until, "届かなかった").await.unwrap();
            tx.commit().await.unwrap();
            mails
        };
        assert_eq!(give_up(noon() - TimeDelta::minutes(1)).await, 0);
        let tx = store.read(&scope(first)).await.unwrap();
        assert_eq!(mailings::counts(&tx, id(31)).await.unwrap().open(), 3, "it began after the restore");
        drop(tx);
        assert_eq!(give_up(noon() + TimeDelta::minutes(1)).await, 1);
        let tx = store.write(&scope(first)).await.unwrap();
        let chunk = mailings::claim(&tx, id(31), 10).await.unwrap().unwrap();
        assert_eq!((chunk.waiting.len(), chunk.last), (0, true), "nobody is left to be written to");
        assert!(mailings::settle(&tx, &chunk.mailing, noon()).await.unwrap());
        let counts = mailings::counts(&tx, id(31)).await.unwrap();
        assert_eq!((counts.get(Outcome::Refused), counts.get(Outcome::Withdrawn), counts.open()), (1, 2, 0));
    })
    .await;
}

#[tokio::test]
async fn what_is_kept_of_an_attempt_once_more_changes_nothing() {
    on_each_database("answers kept twice", async |store, _| {
        let (first, _) = two_tenants(&store).await;
        let system = || Scope::system("test");
        let tx = store.write(&system()).await.unwrap();
        let mail = outreach(id(51), first, "office@example.jp", noon());
        assert_eq!(mails::offer(&tx, id(61), mail).await.unwrap(), Offered::Written);
        tx.commit().await.unwrap();
        let begin = async |minutes| -> Tried {
            let tx = store.write(&system()).await.unwrap();
            let now = noon() + TimeDelta::minutes(minutes);
            let begun = handfuls::begin(&tx, 16, &mut Turns::default(), &Pace::free(), now).await.unwrap();
            tx.commit().await.unwrap();
            begun.tried.into_iter().next().unwrap()
        };
        let keep = async |tried: &Tried, end: &End| -> String {
            let tx = store.write(&system()).await.unwrap();
            attempts::end(&tx, &[(tried.clone(), end.clone())], noon()).await.unwrap();
            let state = mails::find(&tx, id(51)).await.unwrap().unwrap().state;
            tx.commit().await.unwrap();
            state
        };
        let (one, later) = (begin(0).await, End::Later { answer: "450 busy".into(), due_at: Some(noon()) });
        assert_eq!(keep(&one, &later).await, "waiting");
        let other = begin(1).await;
        assert_eq!((one.attempt, other.attempt), (1, 2));
        assert_eq!(keep(&one, &later).await, "sending", "another hand has it");
        assert_eq!(keep(&other, &End::Taken { answer: "250 ok".into() }).await, "sent");
        assert_eq!(keep(&other, &End::Unknown { answer: "lost".into() }).await, "sent");
        let tx = store.read(&scope(first)).await.unwrap();
        let told = attempts::of(&tx, id(51)).await.unwrap();
        let how: Vec<_> = told.iter().map(|one| one.how.as_str()).collect();
        assert_eq!(how, ["later", "taken"]);
    })
    .await;
}

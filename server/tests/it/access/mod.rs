//! The access matrix: every route × every kind of person, with exact status and kind of answer (ASVS 8.2, 8.4).
//!
//! `table` says of each route whose it is and what those it belongs to are answered. A route that is not listed, or a
//! listed one that is gone, fails; so does a denied request that leaves an event.

mod samples;
mod table;

use crate::support::{Answer, Asker, World, on_each_world};
use axum::http::StatusCode;
use samples::Samples;
use server::{demo::sentences, routes};
use std::collections::BTreeSet;
use store::{Scope, accounts, events};
use table::{Given, Whose, table};

/// The kinds of people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    Anonymous,
    Applicant,
    OtherApplicant,
    Clerk,
    Approver,
    Viewer,
    Administrator,
    OtherTenant,
    Federation,
    Prefecture,
    Central,
    Disabled,
}

impl Who {
    const ALL: [Self; 12] = [
        Self::Anonymous,
        Self::Applicant,
        Self::OtherApplicant,
        Self::Clerk,
        Self::Approver,
        Self::Viewer,
        Self::Administrator,
        Self::OtherTenant,
        Self::Federation,
        Self::Prefecture,
        Self::Central,
        Self::Disabled,
    ];

    /// The demo person of this kind.
    const fn key(self) -> Option<&'static str> {
        match self {
            Self::Anonymous => None,
            Self::Applicant => Some("hidamari"),
            Self::OtherApplicant => Some("komorebi"),
            Self::Clerk => Some("clerk"),
            Self::Approver => Some("approver"),
            Self::Viewer => Some("viewer"),
            Self::Administrator => Some("administrator"),
            Self::OtherTenant => Some("misaki-clerk"),
            Self::Federation => Some("federation"),
            Self::Prefecture => Some("prefecture"),
            Self::Central => Some("central"),
            Self::Disabled => Some("clerk-two"),
        }
    }
}

/// What a person is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    /// A page, or another good answer with this status.
    Status(StatusCode),
    /// To the sign-in page.
    SignIn,
    /// As if it were not there.
    NotFound,
    /// To another of our pages.
    Elsewhere,
}

fn kind(answer: &Answer) -> Kind {
    match answer.status {
        StatusCode::NOT_FOUND => Kind::NotFound,
        StatusCode::SEE_OTHER if answer.location().starts_with("/sign-in?") => Kind::SignIn,
        StatusCode::SEE_OTHER => Kind::Elsewhere,
        status => Kind::Status(status),
    }
}

fn expected(whose: Whose, given: Given, who: Who) -> Kind {
    if whose.includes(who) {
        return match given {
            Given::Page | Given::File => Kind::Status(StatusCode::OK),
            Given::Rejected => Kind::Status(StatusCode::UNPROCESSABLE_ENTITY),
            Given::Elsewhere => Kind::Elsewhere,
            Given::NotFound => Kind::NotFound,
        };
    }
    match who {
        Who::Anonymous | Who::Disabled if whose.leads_to_sign_in() => Kind::SignIn,
        _ => Kind::NotFound,
    }
}

#[test]
fn every_route_is_listed_and_every_listed_route_is_there() {
    let there: BTreeSet<_> = routes::all().listed().iter().map(|route| (route.method, route.path)).collect();
    let table = table();
    let listed: BTreeSet<_> = table.iter().map(|row| (row.method, row.path)).collect();
    assert_eq!(listed.len(), table.len(), "a route is listed twice");
    let missing: Vec<_> = there.difference(&listed).collect();
    let gone: Vec<_> = listed.difference(&there).collect();
    assert!(missing.is_empty() && gone.is_empty(), "not listed: {missing:?}\nlisted but gone: {gone:?}");
}

#[test]
fn every_page_has_its_sentence_in_the_demonstration_and_no_sentence_is_left_over() {
    let pages: BTreeSet<_> = table()
        .iter()
        .filter(|row| row.method == "GET" && !matches!(row.given, Given::File) && !row.path.contains(".pdf"))
        .map(|row| row.path)
        .collect();
    let told: BTreeSet<_> = sentences::SENTENCES.iter().map(|(path, _)| *path).collect();
    assert_eq!(told.len(), sentences::SENTENCES.len(), "a page has two sentences");
    let missing: Vec<_> = pages.difference(&told).collect();
    let left_over: Vec<_> = told.difference(&pages).collect();
    assert!(missing.is_empty() && left_over.is_empty(), "no sentence: {missing:?}\nno page: {left_over:?}");
}

#[tokio::test]
async fn every_person_is_answered_as_the_matrix_says_and_what_is_denied_leaves_no_event() {
    on_each_world("access matrix", async |world| {
        let samples = Samples::of(&world).await;
        let mut wrong = Vec::new();
        for who in Who::ALL {
            for row in table() {
                let asker = arrive(&world, who).await;
                let path = samples.fill(row.path);
                let before = happened(&world).await;
                let answer = if row.method == "GET" {
                    asker.get(&path).await
                } else {
                    let token = asker.get("/demo").await;
                    if row.upload {
                        asker.upload_from(&token, &path, &[], &[]).await
                    } else {
                        let csrf = token.hidden("csrf").unwrap();
                        asker.post_bare(&path, &[("csrf", &csrf)]).await
                    }
                };
                let (is, should) = (kind(&answer), expected(row.whose, row.given, who));
                if is != should {
                    wrong.push(format!("{} {} as {who:?}: {is:?}, not {should:?}", row.method, row.path));
                }
                if answer.status == StatusCode::OK && matches!(row.given, Given::Page) {
                    let kind = answer.headers["content-type"].to_str().unwrap();
                    if kind != "text/html; charset=utf-8" {
                        wrong.push(format!("{} {}: {kind}", row.method, row.path));
                    }
                }
                if !row.whose.includes(who) && happened(&world).await != before {
                    wrong
                        .push(format!("{} {} as {who:?} was denied and left an event", row.method, row.path));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    })
    .await;
}

/// A new browser of a person of this kind.
async fn arrive(world: &World, who: Who) -> Asker {
    let Some(key) = who.key() else { return world.anybody() };
    let asker = world.as_person(key).await;
    if who == Who::Disabled {
        set_disabled(world, key, true).await;
    }
    asker
}

async fn set_disabled(world: &World, key: &str, disabled: bool) {
    let tx = world.app.store.write(&Scope::system("test")).await.unwrap();
    let people = accounts::demo_people(&tx).await.unwrap();
    let person = people.iter().find(|person| person.demo_key.as_deref() == Some(key)).unwrap();
    accounts::set_disabled(&tx, person.id, disabled.then(|| world.app.clock.now())).await.unwrap();
    tx.commit().await.unwrap();
}

/// How many events there are, in every tenant's chain.
async fn happened(world: &World) -> i64 {
    let tx = world.app.store.read(&Scope::system("test")).await.unwrap();
    let tenants = store::tenants::all(&tx).await.unwrap();
    drop(tx);
    let mut count = 0;
    for tenant in tenants.iter().map(|tenant| tenant.id).chain([events::NO_TENANT]) {
        let tx = world.app.store.read(&Scope::tenant_by_system(tenant, "test")).await.unwrap();
        count += events::count(&tx).await.unwrap();
    }
    count
}

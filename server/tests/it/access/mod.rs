//! The access matrix: every route × every kind of person, with exact status and kind of answer (ASVS 8.2, 8.4).
//!
//! `table` says of each route whose it is and what those it belongs to are answered. A route that is not listed, or a
//! listed one that is gone, fails; so does a denied request that leaves an event.
//!
//! First everybody is asked for what is not theirs, then for what is. A denial that a missing sample would give as well
//! cannot hide: those whose it is are answered otherwise (a test of the table says so), and they come last.

mod campaigning;
mod capabilities;
mod filling;
mod inquiring;
mod materials;
mod networking;
mod people;
mod publishing;
mod samples;
mod sharing;
mod supporting;
mod surveying;
mod table;
mod tabulating;
mod voicing;

use crate::{
    headers,
    support::{Answer, Asker, World, on_one_world},
};
use axum::http::StatusCode;
use people::People;
pub use people::Who;
use samples::Samples;
use server::{demo::sentences, routes};
use std::collections::BTreeSet;
use store::{Scope, events, testing::Engine};
use table::{Given, Row, Whose, table};

/// What a person is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    /// A page, or another good answer with this status.
    Status(StatusCode),
    /// To the sign-in page.
    SignIn,
    /// To the second step of signing in.
    SecondStep,
    /// As if it were not there.
    NotFound,
    /// To another of our pages.
    Elsewhere,
}

fn kind(answer: &Answer, door: &str) -> Kind {
    match answer.status {
        StatusCode::NOT_FOUND => Kind::NotFound,
        StatusCode::SEE_OTHER if answer.location().starts_with(door) => Kind::SignIn,
        StatusCode::SEE_OTHER if answer.location().starts_with("/sign-in/second-factor") => Kind::SecondStep,
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
            Given::KeyNeeded => Kind::Status(StatusCode::UNAUTHORIZED),
            Given::NotFound => Kind::NotFound,
        };
    }
    match who {
        Who::Anonymous | Who::Disabled if whose.leads_to_sign_in() => Kind::SignIn,
        Who::HalfSignedIn | Who::Enrolling if whose.leads_to_sign_in() => Kind::SecondStep,
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
fn every_route_has_somebody_who_is_answered_otherwise_than_those_it_is_denied_to() {
    let blind: Vec<_> = table()
        .into_iter()
        .filter(|row| {
            let (theirs, denied): (Vec<_>, Vec<_>) =
                Who::ALL.into_iter().partition(|who| row.whose.includes(*who));
            let allowed = theirs.first().map(|who| expected(row.whose, row.given, *who));
            let mut denials = denied.into_iter().map(|who| expected(row.whose, row.given, who));
            allowed.as_ref().is_none_or(|allowed| denials.any(|denial| denial == *allowed))
        })
        .map(|row| format!("{} {}", row.method, row.path))
        .collect();
    assert!(blind.is_empty(), "give them samples that answer: {blind:?}");
}

#[test]
fn every_page_has_its_sentence_in_the_demonstration_and_no_sentence_is_left_over() {
    let pages: BTreeSet<_> = table()
        .iter()
        .filter(|row| row.method == "GET" && !matches!(row.given, Given::File | Given::KeyNeeded))
        .filter(|row| !row.path.contains(".pdf"))
        .map(|row| row.path)
        .collect();
    let told: BTreeSet<_> = sentences::all().map(|(path, _)| path).collect();
    assert_eq!(told.len(), sentences::all().count(), "a page has two sentences");
    let missing: Vec<_> = pages.difference(&told).collect();
    let left_over: Vec<_> = told.difference(&pages).collect();
    assert!(missing.is_empty() && left_over.is_empty(), "no sentence: {missing:?}\nno page: {left_over:?}");
}

// A test for each database: they begin first and are the longest of all, so that neither is waited for at the end.

#[tokio::test]
async fn every_person_is_answered_as_the_matrix_says_and_what_is_denied_leaves_no_event_in_a_file() {
    on_one_world(Engine::Sqlite, "access matrix", everybody_before_every_door).await;
}

#[tokio::test]
async fn every_person_is_answered_as_the_matrix_says_and_what_is_denied_leaves_no_event_on_a_server() {
    on_one_world(Engine::Postgres, "access matrix", everybody_before_every_door).await;
}

async fn everybody_before_every_door(world: World) {
    let mut matrix = Box::pin(Matrix::of(world, false)).await;
    matrix.ask_for_what_is_not_theirs().await;
    matrix.ask_for_what_is_theirs().await;
    assert!(matrix.wrong.is_empty(), "{}", matrix.wrong.join("\n"));
    assert_eq!(matrix.asked, table().len() * Who::ALL.len(), "everybody is asked about every route once");
}

// What is not there without a public side is told by the table of routes, before any database is asked.
#[tokio::test]
async fn without_its_public_side_the_program_has_officers_pages_and_nothing_of_the_others() {
    on_one_world(Engine::Sqlite, "access matrix, officers only", some_before_the_doors_of_officers).await;
}

async fn some_before_the_doors_of_officers(world: World) {
    let mut matrix = Box::pin(Matrix::of(world, true)).await;
    for who in [Who::Anonymous, Who::Applicant, Who::Clerk, Who::Administrator] {
        let asker = matrix.people.arrive(&matrix.world, who).await;
        let asker = matrix.world.officers_only(&asker);
        for row in table().into_iter().filter(|row| row.method == "GET" || public_side(row.path)) {
            matrix.ask(&asker, who, row).await;
        }
    }
    assert!(matrix.wrong.is_empty(), "{}", matrix.wrong.join("\n"));
}

#[test]
fn the_public_side_is_the_guide_the_ways_in_of_applicants_and_their_own_pages() {
    for route in routes::all().listed() {
        assert_eq!(route.public, public_side(route.path), "{} {}", route.method, route.path);
    }
}

/// What LGWAN-only operation does without (domain.md §4).
fn public_side(path: &str) -> bool {
    let ways_in = [
        "/sign-in",
        "/sign-in/code",
        "/sign-in/link/{token}",
        "/sign-in/letter",
        "/sign-in/letter/person",
        "/t/{tenant}/letters",
        "/t/{tenant}/letters.pdf",
        "/t/{tenant}/offices/{office}/letter",
        "/t/{tenant}/offices/{office}/letter.pdf",
        "/t/{tenant}/my",
        "/t/{tenant}/guide",
        "/t/{tenant}/answer",
        "/simulator",
        "/t/{tenant}/simulator",
    ];
    let beginnings = [
        "/stop/",
        "/coming/",
        "/invited/",
        "/t/{tenant}/my/",
        "/t/{tenant}/guide/",
        "/t/{tenant}/public/",
        "/t/{tenant}/answer/",
    ];
    ways_in.contains(&path) || beginnings.iter().any(|beginning| path.starts_with(beginning))
}

/// After so many refusals it is counted whether they left an event.
const DENIED_AT_ONCE: usize = 25;

/// Everybody before every door, and what was wrong.
struct Matrix {
    world: World,
    people: People,
    samples: Samples,
    /// Whether the program has no public side.
    officers_only: bool,
    /// How often somebody asked.
    asked: usize,
    wrong: Vec<String>,
}

impl Matrix {
    async fn of(world: World, officers_only: bool) -> Self {
        let samples = Box::pin(Samples::of(&world)).await;
        let people = People::of(&world).await;
        Self { world, people, samples, officers_only, asked: 0, wrong: Vec::new() }
    }

    async fn ask_for_what_is_not_theirs(&mut self) {
        let mut before = happened(&self.world).await;
        for who in Who::ALL {
            let asker = self.people.arrive(&self.world, who).await;
            let denied: Vec<_> = table().into_iter().filter(|row| !row.whose.includes(who)).collect();
            // Counting after each would take longer than asking.
            for rows in denied.chunks(DENIED_AT_ONCE) {
                for row in rows {
                    self.ask(&asker, who, row).await;
                }
                let after = happened(&self.world).await;
                if after != before {
                    let one_of: Vec<_> =
                        rows.iter().map(|row| format!("{} {}", row.method, row.path)).collect();
                    self.wrong
                        .push(format!("as {who:?} one was denied and left an event: {}", one_of.join(", ")));
                }
                before = after;
            }
        }
    }

    async fn ask_for_what_is_theirs(&mut self) {
        for who in Who::ALL {
            let mut asker = self.people.arrive(&self.world, who).await;
            for row in table().into_iter().filter(|row| row.whose.includes(who)) {
                self.samples.renew(&self.world, row).await;
                self.ask(&asker, who, row).await;
                // What is only looked at leaves a browser as it was; an act may end its session.
                if row.method != "GET" {
                    asker = self.people.arrive(&self.world, who).await;
                }
            }
        }
    }

    async fn ask(&mut self, asker: &Asker, who: Who, row: &Row) {
        self.asked += 1;
        if row.path.contains("{session}") {
            let whose = if row.path.contains("/people/") { Who::Clerk } else { who };
            let session = self.people.elsewhere(&self.world, whose).await;
            self.samples.put("{session}", session.to_string());
        }
        let path = self.samples.fill(row.path);
        let answer = if row.method == "GET" {
            asker.get(&path).await
        } else {
            let csrf = self.world.csrf(asker);
            let typed = self.samples.typed(row.path);
            let mut pairs = vec![("csrf", csrf.as_str())];
            pairs.extend(typed.iter().map(|(name, value)| (*name, value.as_str())));
            if row.upload {
                asker.upload_bare(&path, &pairs, &[]).await
            } else {
                asker.post_bare(&path, &pairs).await
            }
        };
        let door = if self.officers_only { "/sign-in/staff?" } else { "/sign-in?" };
        let should = if self.officers_only && public_side(row.path) {
            Kind::NotFound
        } else {
            expected(row.whose, row.given, who)
        };
        let is = kind(&answer, door);
        if is != should {
            self.wrong.push(format!("{} {} as {who:?}: {is:?}, not {should:?}", row.method, row.path));
        }
        if answer.status == StatusCode::OK && matches!(row.given, Given::Page) {
            let kind = answer.headers["content-type"].to_str().unwrap();
            if kind != "text/html; charset=utf-8" {
                self.wrong.push(format!("{} {}: {kind}", row.method, row.path));
            }
        }
        for fault in headers::faults(&path, &answer, false) {
            self.wrong.push(format!("{} {} as {who:?}: {fault}", row.method, row.path));
        }
    }
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

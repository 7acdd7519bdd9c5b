//! A request that waits is changed in its place, before anybody answered: by the house that asked, or by the federation that
//! entered it. Whoever it concerns is told what is different.

use super::{asked, conflict, differing, found_own, found_to_change, letters, requests, told, years};
use crate::{
    actor::PartnerClerk,
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    demos::{FewerPage, RequestUse},
    messages::demos::{request_errors, stage},
    paths,
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    demos::{BookingRules, City, Place, RequestForm, SessionRequest, StageName, Yearly},
    ids::{DemoId, TenantId},
};
use elements::FormState;
use leptos::prelude::*;
use store::{
    Tx,
    demos::{
        members::{self, Member},
        rules,
        sessions::{self, Session},
    },
    tenants,
};

/// Whether a house may change what is asked for: the one that asked, or the federation that entered it, while that has given
/// no answer.
pub(super) fn is_possible(session: &Session, house: TenantId) -> bool {
    let waits = session.stage.name() == StageName::Requested && session.request.offered.is_empty();
    let own = session.municipality == Some(house) || (session.told && session.federation == house);
    waits && own
}

/// A request as it stands, with what its federation asks of those who book and the cities for which it may be.
struct Waiting {
    session: Session,
    member: Member,
    /// The name of whoever is told of a change.
    other: String,
    /// None where the federation changes what it was told.
    rules: Option<BookingRules>,
    known: Vec<City>,
}

impl Waiting {
    async fn of(app: &App, officer: &PartnerClerk, id: DemoId) -> Result<Self, Error> {
        let tx = app.store.read(&officer.scope()).await?;
        let session = found_own(&tx, id).await?;
        let member = members::find(&tx, session.member).await?.ok_or(Error::NotFound)?;
        let (other, rules) = if session.federation == officer.tenant.id {
            (session.name.clone(), None)
        } else {
            let federation = tenants::by_id(&tx, session.federation).await?.name;
            (federation, Some(rules::of_member(&tx, &member).await?))
        };
        drop(tx);
        let mut known = session.request.cities.clone();
        if !known.is_empty() {
            let beside = asked::cities_beside(app, &member).await?;
            let beside = beside.into_iter().map(|one| City { member: one.id, name: one.name });
            let new =
                beside.filter(|one| session.request.cities.iter().all(|city| city.member != one.member));
            known.extend(new);
        }
        Ok(Self { session, member, other, rules, known })
    }

    fn answer(self, page: &Page, slug: String, form: FormState) -> Response {
        // A form that comes back was made from the version that it names.
        let version = match form.value("version") {
            "" => self.session.version.to_string(),
            typed => typed.to_owned(),
        };
        let usage = RequestUse::Amend {
            id: self.session.id,
            version,
            told: self.rules.is_none(),
            other: self.other,
            cities: self.known.into_iter().map(|city| (city.member, city.name)).collect(),
        };
        requests::form(page, slug, usage, form)
    }

    /// From how many people on the federation comes in person, and how many are expected, where those became too few.
    fn few(&self, request: &SessionRequest) -> Option<(u16, u16)> {
        let before = &self.session.request;
        if (before.people, before.place) == (request.people, request.place) {
            return None;
        }
        let people = request.people.get();
        self.rules.as_ref()?.too_few(request.place, people).map(|least| (least, people))
    }

    /// How the municipality stands in the year of the first candidate, where that is another one than before, or on site
    /// now, and one more is more than it may have.
    async fn often(&self, tx: &Tx, request: &SessionRequest) -> Result<Option<Yearly>, Error> {
        let first = request.candidates.first().filter(|_| request.place == Place::OnSite);
        let (Some(rules), Some(first), true) = (&self.rules, first, request.cities.is_empty()) else {
            return Ok(None);
        };
        let yearly = years::of(tx, (&self.member, rules), first.date, Some(&self.session)).await?;
        let counted = self.session.counts_in();
        Ok(yearly.filter(|yearly| yearly.is_reached() && counted != Some(yearly.year)))
    }
}

/// The form as the request stands.
pub async fn show(
    officer: PartnerClerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, DemoId)>,
    page: Page,
) -> Result<Response, Error> {
    let waiting = Waiting::of(&app, &officer, id).await?;
    if !is_possible(&waiting.session, officer.tenant.id) {
        return Ok(see_other(&paths::demo_session(&slug, id)));
    }
    let request = &waiting.session.request;
    let form = FormState::filled(RequestForm::fill_like(&request.contact, request, &request.candidates));
    Ok(waiting.answer(&page, slug, form))
}

/// Changes it, and tells whom it concerns what is different.
pub async fn update(
    officer: PartnerClerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, DemoId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let waiting = Waiting::of(&app, &officer, id).await?;
    if typed.get("fewer") == "back" {
        return Ok(waiting.answer(&page, slug, FormState::filled(typed)));
    }
    let (today, before) = (app.clock.today(), (&waiting.session.request, &*waiting.known));
    let request = match RequestForm::parse_amended(&typed, today, waiting.rules.as_ref(), before) {
        Ok(request) => request,
        Err(problems) => {
            let rejected = FormState::rejected(typed, request_errors(&problems));
            return Ok(waiting.answer(&page, slug, rejected));
        }
    };
    let tx = app.store.write(&officer.scope()).await?;
    let session = found_to_change(&tx, id).await?;
    if !is_possible(&session, officer.tenant.id) || typed.is_overtaken(session.version) {
        return Err(overtaken(&tx, &slug, &session, &request).await?);
    }
    let (few, often) = (waiting.few(&request), waiting.often(&tx, &request).await?);
    // As where one is asked for: three ways on, and no refusal.
    let request = match (few.is_some() || often.is_some(), typed.get("fewer")) {
        (true, "online") => request.online(),
        (true, "joint") => SessionRequest { joint: true, ..request },
        (true, "") => {
            let (federation, action) = (waiting.other, paths::demo_request(&slug, id));
            return Ok(page.ok("開き方を選ぶ", move || {
                view! { <FewerPage slug action federation few often typed/> }
            }));
        }
        _ => request,
    };
    let changed = differing::request(&session.request, &request);
    if changed.is_empty() {
        return Ok(see_other(&paths::demo_session(&slug, id)));
    }
    let fields: Vec<_> = changed.iter().map(|(field, _)| field.name()).collect();
    let session = sessions::amend(&tx, &session, (&request, &fields), app.clock.now()).await?;
    let lines = changed.iter().map(|(_, (what, before, now))| format!("{what}　{before}　→　{now}"));
    let lines = lines.collect::<Vec<_>>().join("\n");
    letters::amended(&app, &tx, &officer.tenant, &session, &lines).await?;
    tx.commit().await?;
    app.wake.notify_one();
    Ok(told(&slug, id, "amended"))
}

/// Somebody was faster: a colleague with the request, or its federation with an answer.
async fn overtaken(tx: &Tx, slug: &str, session: &Session, request: &SessionRequest) -> Result<Error, Error> {
    let fields = differing::request(&session.request, request).into_iter().map(|(_, row)| row);
    let answered = session.stage.name() != StageName::Requested;
    let state = answered.then(|| ("状態".to_owned(), stage(session.stage.name()).to_owned(), "―".to_owned()));
    conflict(tx, slug, session, state.into_iter().chain(fields).collect()).await
}

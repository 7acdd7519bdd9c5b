//! One's own registration by its link, without signing in: to look at, change, take places, and cancel.

use super::{
    Done, calendars,
    elsewhere::{self, By},
    letters, line, public, replies, tied, tokens,
};
use crate::{
    actor::Anyone,
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    demos::{ComingWithdrawalPage, OwnComingPage, OwnComingView, WithdrawnPage},
    messages::demos::{coming_errors, people, slot_short, waits as waits_words, wrong_stage},
    paths,
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    demos::{ComingField as Field, ComingProblem as Problem, FilledBy, Prompt, Reply},
    form::Typed,
};
use elements::FormState;
use leptos::prelude::*;
use store::{
    Scope, Tx,
    demos::{
        admissions,
        coming::{self, Changes, RegisterError},
        questions,
        registrations::{self, Registration},
        sessions::{self, Session},
        switching, waiting,
    },
    tenants::{self, Tenant},
};

const WHY: &str = "a registration by its link";
const TITLE: &str = "参加の申込み";
/// What whoever went to another session is told.
pub(super) const SWITCHED: &str = "別の回に変えました。前の回の申込みは取り消しました。メールを送りました。";

/// In whose house the registration of a link is served.
pub(super) async fn house(app: &App, token: &str) -> Result<Tenant, Error> {
    let id = tokens::read_coming(&app.keys, token).ok_or(Error::NotFound)?;
    let tx = app.store.read(&Scope::system("whose registration a link is")).await?;
    let house = registrations::house(&tx, id).await?.ok_or(Error::NotFound)?;
    Ok(tenants::by_id(&tx, house).await?)
}

/// The rows of the house, for whoever has a link.
pub(super) fn scope(house: &Tenant) -> Scope {
    Scope::tenant_by_system(house.id, WHY)
}

/// The registration of a link, with its session.
pub(super) async fn found(tx: &Tx, app: &App, token: &str) -> Result<(Session, Registration), Error> {
    let own = registered(tx, app, token).await?;
    match sessions::find(tx, own.session).await? {
        Some(session) => Ok((session, own)),
        None if own.is_live() => Err(Error::NotFound),
        None => Err(Error::Elsewhere(paths::coming(token))),
    }
}

async fn registered(tx: &Tx, app: &App, token: &str) -> Result<Registration, Error> {
    let id = tokens::read_coming(&app.keys, token).ok_or(Error::NotFound)?;
    registrations::find(tx, id).await?.ok_or(Error::NotFound)
}

/// Looks at it.
pub async fn show(
    _: Anyone,
    State(app): State<App>,
    Path(token): Path<String>,
    Query(Done { done }): Query<Done>,
    page: Page,
) -> Result<Response, Error> {
    let house = house(&app, &token).await?;
    let tx = app.store.read(&scope(&house)).await?;
    let own = registered(&tx, &app, &token).await?;
    if !own.is_live() && sessions::find(&tx, own.session).await?.is_none() {
        // Their city does not come along to the session of another after all, and sees it no longer.
        let about = format!("{}　{}", own.office_name, people(own.people));
        return Ok(page.ok("取り消した申込み", move || view! { <WithdrawnPage about again=None/> }));
    }
    let (session, own) = found(&tx, &app, &token).await?;
    if !own.is_live() {
        if let Some(there) = switching::gone_to(&tx, &session, &own).await? {
            return Ok(see_other(&paths::coming(&tokens::coming(&app.keys, there.id))));
        }
        let again = session.stage.registers(app.clock.now()).is_ok();
        let again = again.then(|| paths::public_demo(&house.slug, session.id));
        let about = about(&session, &own);
        return Ok(page.ok("取り消した申込み", move || view! { <WithdrawnPage about again/> }));
    }
    let (admission, _) = admissions::find(&tx, &session).await?;
    let filled = filled(&tx, &own, &admission.prompts).await?;
    let done = match done.as_deref() {
        Some("registered") => Some("申込みを受け付けました。メールを送りました。"),
        Some("waits") => Some("キャンセル待ちを受け付けました。メールを送りました。"),
        Some("changed") => Some("変更を保存しました。メールを送りました。"),
        Some("taken") => Some("参加が決まりました。メールを送りました。"),
        Some("switched") => Some(SWITCHED),
        Some(_) | None => None,
    };
    render(&page, &tx, &app, &house, (&session, &own), token, (FormState::filled(filled), done)).await
}

/// The form as it stands.
pub(super) async fn filled(tx: &Tx, own: &Registration, prompts: &[Prompt]) -> Result<Typed, Error> {
    let asked = questions::asked_by(tx, own.id).await?;
    let typed = Typed::default()
        .with(Field::People.name(), own.people.to_string())
        .with(Field::Name.name(), &*own.name)
        .with(Field::Email.name(), &*own.email)
        .with(Field::Phone.name(), &*own.phone)
        .with(Field::Question.name(), asked.map(|one| one.asked).unwrap_or_default());
    Ok(Reply::fill(&own.replies, prompts, typed))
}

/// Whether a form was made from an older version of the registration.
pub(super) fn is_old(typed: &Typed, own: &Registration) -> bool {
    typed.is_overtaken(own.version)
}

/// What whoever typed into such a form is told.
pub(super) fn changed_meanwhile() -> String {
    "この画面を開いた後に、申込みが変わりました。入力した内容を確かめて、もう一度「変更を保存する」を押してください"
        .to_owned()
}

/// What whoever cancels is told, where the registration was changed while they looked at it.
pub(super) fn changed_before() -> String {
    "この画面を開いた後に、申込みが変わりました。内容を確かめて、もう一度「取り消す」を押してください"
        .to_owned()
}

/// Changes it, or takes places that became free.
pub async fn update(
    anyone: Anyone,
    State(app): State<App>,
    Path(token): Path<String>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let house = house(&app, &token).await?;
    let tx = app.store.write(&anyone.visit.once(scope(&house))).await?;
    let (session, own) = found(&tx, &app, &token).await?;
    if !own.is_live() {
        return Ok(see_other(&paths::coming(&token)));
    }
    if typed.get("act") == "take" {
        return take(&page, tx, &app, &house, (&session, &own), token).await;
    }
    let (admission, _) = admissions::find(&tx, &session).await?;
    let named = (Field::Office.name().to_owned(), own.office_name.clone());
    let read = std::iter::once(named).chain(typed.pairs().iter().cloned()).collect();
    let (form, replies) = match replies::coming(&read, FilledBy::Office, &admission, Some(&own)) {
        Ok(read) => read,
        Err(errors) => {
            let form = FormState::rejected(typed, errors);
            return render(&page, &tx, &app, &house, (&session, &own), token, (form, None)).await;
        }
    };
    if is_old(&typed, &own) {
        let form = FormState::rejected(typed, vec![(Field::People.name(), changed_meanwhile())]);
        return render(&page, &tx, &app, &house, (&session, &own), token, (form, None)).await;
    }
    let email = form.email.as_ref().map(|email| email.as_str().to_owned()).unwrap_or_default();
    let wanted = Changes {
        people: form.people,
        name: form.name.as_str(),
        email: &email,
        phone: &form.phone,
        question: (app.clock.id(), &form.question),
        replies: &replies,
    };
    match coming::change(&tx, &session, &own, wanted, app.clock.now()).await {
        Ok(changed) => {
            letters::changed(&app, &tx, &house, &session, &changed).await?;
            line::look(&app, &tx, &session).await?;
            tx.commit().await?;
            app.wake.notify_one();
            Ok(see_other(&format!("{}?done=changed", paths::coming(&token))))
        }
        Err(RegisterError::Full { left }) => {
            // What the office holds already is its own to keep; who waits cannot wait for more than there are.
            let problem = if own.takes_places() {
                Problem::Full { left: left.saturating_add(own.people), waits: false }
            } else {
                Problem::Each(left)
            };
            let form = FormState::rejected(typed, coming_errors(&[(Field::People, problem)]));
            render(&page, &tx, &app, &house, (&session, &own), token, (form, None)).await
        }
        Err(RegisterError::Stage(_)) => {
            let form = FormState::filled(typed);
            let answer = render(&page, &tx, &app, &house, (&session, &own), token, (form, None)).await?;
            Ok(answer)
        }
        Err(RegisterError::Store(store::Error::Stale)) => {
            // What the change took before goes with it; the form comes back with the registration as it is now.
            drop(tx);
            let tx = app.store.read(&scope(&house)).await?;
            let (session, own) = found(&tx, &app, &token).await?;
            if !own.is_live() {
                return Ok(see_other(&paths::coming(&token)));
            }
            let form = FormState::rejected(typed, vec![(Field::People.name(), changed_meanwhile())]);
            render(&page, &tx, &app, &house, (&session, &own), token, (form, None)).await
        }
        Err(RegisterError::Already) => Err(Error::Internal("a change registers nobody")),
        Err(RegisterError::Store(error)) => Err(error.into()),
    }
}

/// Takes the places that an offer holds, or that are free.
async fn take(
    page: &Page,
    tx: Tx,
    app: &App,
    house: &Tenant,
    (session, own): (&Session, &Registration),
    token: String,
) -> Result<Response, Error> {
    match tied::take(app, &tx, house, (session, own), false).await? {
        Ok(done) => {
            tx.commit().await?;
            app.wake.notify_one();
            Ok(see_other(&format!("{}?done={done}", paths::coming(&token))))
        }
        Err(RegisterError::Full { .. }) => {
            let sentence = "いま確保できる席はありません。席が空くと、順番にメールでお知らせします。メールをお待ちください";
            let errors = vec![(Field::People.name(), sentence.to_owned())];
            let (admission, _) = admissions::find(&tx, session).await?;
            let form = FormState::rejected(filled(&tx, own, &admission.prompts).await?, errors);
            render(page, &tx, app, house, (session, own), token, (form, None)).await
        }
        // The page says how both stand now.
        Err(RegisterError::Stage(_) | RegisterError::Store(store::Error::Stale)) => {
            Ok(see_other(&paths::coming(&token)))
        }
        Err(RegisterError::Already) => Err(Error::Internal("taking places registers nobody")),
        Err(RegisterError::Store(error)) => Err(error.into()),
    }
}

/// Asks once more.
pub async fn ask(
    _: Anyone,
    State(app): State<App>,
    Path(token): Path<String>,
    page: Page,
) -> Result<Response, Error> {
    let house = house(&app, &token).await?;
    let tx = app.store.read(&scope(&house)).await?;
    let (session, own) = found(&tx, &app, &token).await?;
    if !own.is_live() {
        return Ok(see_other(&paths::coming(&token)));
    }
    Ok(asked(&page, &token, &session, &own, None))
}

/// Cancels it; whoever waits may take the places.
pub async fn withdraw(
    anyone: Anyone,
    State(app): State<App>,
    Path(token): Path<String>,
    page: Page,
    Posted(_): Posted,
) -> Result<Response, Error> {
    let house = house(&app, &token).await?;
    let tx = app.store.write(&anyone.visit.once(scope(&house))).await?;
    let (session, own) = found(&tx, &app, &token).await?;
    if !own.is_live() {
        return Ok(see_other(&paths::coming(&token)));
    }
    match coming::withdraw(&tx, &session, &own, app.clock.now()).await {
        Ok(()) => {
            letters::withdrawn(&app, &tx, &house, &session, &own).await?;
            line::look(&app, &tx, &session).await?;
            tx.commit().await?;
            app.wake.notify_one();
            Ok(see_other(&paths::coming(&token)))
        }
        Err(RegisterError::Stage(why)) => Ok(asked(&page, &token, &session, &own, Some(wrong_stage(why)))),
        Err(RegisterError::Store(store::Error::Stale)) => {
            drop(tx);
            let tx = app.store.read(&scope(&house)).await?;
            let (session, own) = found(&tx, &app, &token).await?;
            if !own.is_live() {
                return Ok(see_other(&paths::coming(&token)));
            }
            Ok(asked(&page, &token, &session, &own, Some(changed_before())))
        }
        Err(RegisterError::Full { .. } | RegisterError::Already) => {
            Err(Error::Internal("giving places back takes none"))
        }
        Err(RegisterError::Store(error)) => Err(error.into()),
    }
}

/// Its session as a date for a calendar.
pub async fn calendar(
    _: Anyone,
    State(app): State<App>,
    Path(token): Path<String>,
) -> Result<Response, Error> {
    let house = house(&app, &token).await?;
    let tx = app.store.read(&scope(&house)).await?;
    let (session, _) = found(&tx, &app, &token).await?;
    let url = app.address_of(&paths::coming(&token));
    calendars::public(&app, &session, &url).ok_or(Error::NotFound)
}

/// When, for which office, how many.
pub(super) fn about(session: &Session, own: &Registration) -> String {
    let at = session.stage.session().map(|held| slot_short(&held.slot)).unwrap_or_default();
    format!("{at}　{}　{}", own.office_name, people(own.people))
}

fn asked(
    page: &Page,
    token: &str,
    session: &Session,
    own: &Registration,
    refused: Option<String>,
) -> Response {
    let (back, action) = (paths::coming(token), paths::coming_cancellation(token));
    let (about, waits, rejected) = (about(session, own), own.wait.is_some(), refused.is_some());
    let view = move || view! { <ComingWithdrawalPage back action about waits refused/> };
    let title = "申込みを取り消す";
    if rejected { page.unprocessable(title, view) } else { page.ok(title, view) }
}

/// Where one stands who waits, in words, and whether places can be taken now.
pub(super) async fn standing(
    tx: &Tx,
    app: &App,
    session: &Session,
    own: &Registration,
) -> Result<Option<(String, bool)>, Error> {
    let Some(wait) = own.wait else { return Ok(None) };
    let line = waiting::line(tx, session).await?;
    // Those who joined from another municipality are not seen from here: whoever registered before stands before.
    let place = line.iter().filter(|one| one.code <= own.code).count();
    let late = session
        .stage
        .registers(app.clock.now())
        .is_ok_and(|held| !domain::demos::offers_are_made(held.slot.starts_at(), app.clock.now()));
    let may_take = wait.holds || (late && own.people <= session.left());
    Ok(Some((waits_words(place, wait.holds, wait.offered_at), may_take)))
}

async fn render(
    page: &Page,
    tx: &Tx,
    app: &App,
    house: &Tenant,
    (session, own): (&Session, &Registration),
    token: String,
    (form, done): (FormState, Option<&'static str>),
) -> Result<Response, Error> {
    let (admission, _) = admissions::find(tx, session).await?;
    let shown = public::shown(house, session, &admission, own.is_placed()).ok_or(Error::NotFound)?;
    let answer = questions::asked_by(tx, own.id).await?;
    let answer = answer.and_then(|one| one.answer.map(|(answer, ..)| (one.asked, answer)));
    let standing = standing(tx, app, session, own).await?;
    let elsewhere = elsewhere::is_possible(app, tx, By::Link, (house, session, own)).await?;
    let page_of = |one: &Registration| paths::coming(&tokens::coming(&app.keys, one.id));
    let tied = tied::of(app, tx, (session, own), page_of).await?;
    let rejected = form.has_errors();
    let door = paths::any_door(session.id, &own.code.to_string());
    let coming = OwnComingView {
        session: shown,
        elsewhere: elsewhere.then(|| paths::coming_switch(&token)),
        tied,
        token,
        office: own.office_name.clone(),
        people: own.people,
        code: own.code.to_string(),
        door: own.is_placed().then(|| app.address_of(&door)),
        may_take: standing.as_ref().is_some_and(|(_, may)| *may),
        waits: standing.map(|(words, _)| words),
        version: own.version,
        prompts: admission.prompts,
        answer,
        form,
        done: done.map(str::to_owned),
        refused: session.stage.registers(app.clock.now()).err().map(wrong_stage),
    };
    let view = move || view! { <OwnComingPage coming/> };
    Ok(if rejected { page.unprocessable(TITLE, view) } else { page.ok(TITLE, view) })
}

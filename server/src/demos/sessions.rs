//! The list of sessions, and one of them, for the officers of both houses.

use super::{
    Done, amending, asked, beside, blocked, day_sheet, found, history, leaving, owns, side_of, silent, views,
    years,
};
use crate::{actor::Partner, app::App, dispatches, error::Error, export::Saving, page::Page};
use app::{
    demos::{
        AskedAlong, Asking, ComingPart, CompanionLine, JointView, May, SessionPage, SessionView,
        SessionsPage, SessionsView,
    },
    messages::demos::{stage, time},
    paths,
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use chrono::NaiveDate;
use domain::{
    accounts::{Role, TenantKind},
    demos::{Agenda, AskedState, Headcount, Side, Slot, Span, Stage, StageName, warnings},
    form::Typed,
    ids::{DemoId, MemberId},
    working_days::WorkingCalendar,
};
use leptos::prelude::*;
use store::{
    Tx,
    demos::{
        admissions, asked as asked_cities, calendar, chores,
        companions::{self, Companion},
        members,
        place_holds::SetAside,
        questions, registrations,
        sessions::Session,
    },
    tenants,
};
use tables::{Field, Kind, Table};

/// The words of an address.
type Pairs = Query<Vec<(String, String)>>;

/// The sessions of the house, those that wait first.
pub async fn index(
    officer: Partner,
    State(app): State<App>,
    Query(words): Pairs,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let side = side_of(&officer);
    let words = Typed::new(words);
    let agenda = Agenda::parse(&words);
    let own = if side == Side::Municipality { members::own(&tx).await? } else { None };
    let asking = match (side, own.map(|member| member.is_active())) {
        (Side::Municipality, None) => Asking::Nobody,
        (Side::Municipality, Some(false)) => Asking::Rests,
        (Side::Municipality, Some(true)) if officer.tenant.kind == TenantKind::Prefecture => Asking::Cities,
        (Side::Municipality | Side::Federation | Side::Both, _) => Asking::Itself,
    };
    let known = if side == Side::Federation { members::all(&tx).await? } else { Vec::new() };
    let (may_ask, now) = (officer.has(Role::Clerk), app.clock.now());
    let (waiting, dated) = listed(&tx, &agenda, app.clock.today()).await?;
    // Whoever came along to the session of another counts and reports nothing.
    let takes = |session: &Session| may_ask && owns(session, officer.tenant.id);
    let aside = SetAside::of_house(&tx).await?;
    let line = |session: &Session| views::line(session, takes(session), &aside, now);
    let mut waiting: Vec<_> = waiting.iter().map(line).collect();
    waiting.sort_by_key(|line| line.slot);
    let view = SessionsView {
        slug: officer.tenant.slug.clone(),
        side,
        asking,
        agenda,
        may_ask,
        keeps: may_ask && side == Side::Federation,
        members: known.into_iter().map(|member| (member.id, member.name)).collect(),
        asked: if may_ask && side == Side::Municipality { asked::lines(&tx).await? } else { Vec::new() },
        waiting,
        sessions: dated.iter().map(line).collect(),
        done: match words.get("done") {
            "declined" => Some("いっしょには開かないと答えました。"),
            "left" => Some("いっしょに開くことを取りやめ、関係する人にメールで知らせました。"),
            _ => None,
        },
    };
    Ok(page.ok("デモ・説明会", move || view! { <SessionsPage view/> }))
}

/// Those without a date, and those of the days that are shown: what is to come is held for its date, or stands as it is
/// asked for by its stage.
async fn listed(tx: &Tx, agenda: &Agenda, today: NaiveDate) -> Result<(Vec<Session>, Vec<Session>), Error> {
    let (undated, dated) = calendar::of_list(tx, agenda, today).await?;
    let is_over = agenda.span == Span::Over;
    let fits = |session: &Session| session.stage.name().is_over() == is_over;
    let waiting = undated.into_iter().filter(fits).collect();
    let shown = |session: &Session| match agenda.span {
        Span::Coming => agenda.stage.is_some() || session.stage.name() != StageName::Cancelled,
        Span::Over | Span::Month(_) => true,
    };
    let mut dated: Vec<_> = dated.into_iter().filter(shown).collect();
    if is_over {
        dated.reverse();
    }
    Ok((waiting, dated))
}

/// A session of the table, and who came once that was counted.
struct Counted {
    session: Session,
    /// People for whom it has registrations.
    registered: u16,
    /// People for whom places are taken besides: they are still filling in, or were offered them.
    aside: u16,
    came: Option<Headcount>,
}

const FIELDS: [Field<Counted>; 11] = [
    ("市区町村", Kind::Text, |one| one.session.name.clone().into()),
    ("状態", Kind::Text, |one| stage(one.session.stage.name()).into()),
    ("日にち（決定または第1候補）", Kind::Date, |one| {
        slot(&one.session).map(|slot| slot.date).into()
    }),
    ("時間", Kind::Text, |one| slot(&one.session).map(|slot| time(&slot)).into()),
    ("会場", Kind::Text, |one| views::location(&one.session).into()),
    ("定員（人）", Kind::Number, |one| {
        one.session.stage.session().map(|held| i64::from(held.capacity.get())).into()
    }),
    ("申込み（人）", Kind::Number, |one| i64::from(one.registered).into()),
    ("席を取り置き中（人）", Kind::Number, |one| i64::from(one.aside).into()),
    ("来た事業所・団体（団体）", Kind::Number, |one| {
        one.came.map(|came| number(came.offices)).into()
    }),
    ("来た人（人）", Kind::Number, |one| one.came.map(|came| number(came.people)).into()),
    ("依頼日時", Kind::Moment, |one| one.session.created_at.into()),
];

/// A number of offices or people as a table holds it.
fn number(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// The date that was confirmed, or the first candidate.
fn slot(session: &Session) -> Option<Slot> {
    let held = session.stage.session().map(|held| held.slot);
    held.or_else(|| session.request.candidates.first().copied())
}

/// The sessions of a list as a table to save.
pub async fn export(
    officer: Partner,
    State(app): State<App>,
    Query(asked): Pairs,
    saving: Saving,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let agenda = Agenda::parse(&Typed::new(asked));
    let (mut sessions, dated) = listed(&tx, &agenda, app.clock.today()).await?;
    sessions.extend(dated);
    sessions.sort_by_key(slot);
    let aside = SetAside::of_house(&tx).await?;
    let mut all = Vec::with_capacity(sessions.len());
    for session in sessions {
        let was_held = matches!(session.stage.name(), StageName::Held | StageName::Reported);
        let came =
            if was_held { views::attended(&registrations::of_session(&tx, session.id).await?) } else { None };
        let registered = aside.registered(&session);
        all.push(Counted { registered, aside: session.registered - registered, session, came });
    }
    drop(tx);
    let name = format!("デモ・説明会_{}_{}", officer.tenant.name, app.clock.today());
    saving.answer(&name, Table::of("デモ・説明会", &FIELDS, &all))
}

/// One session.
pub async fn show(
    officer: Partner,
    State(app): State<App>,
    Path((_, id)): Path<(String, DemoId)>,
    Query(Done { done }): Query<Done>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let session = found(&tx, id).await?;
    let others = companions::of_session(&tx, id).await?;
    let mut view = view_of(&app, &tx, &officer, (&session, &others)).await?;
    // What was just promised to one may be what others asked for.
    let promised = matches!(done.as_deref(), Some("booked" | "confirmed" | "moved"));
    if promised && officer.has(Role::Clerk) && view.side == Side::Federation {
        view.blocked = blocked::untold(&app, &tx).await?;
    }
    drop(tx);
    beside::tell(&app, &officer, (&session, &others), &mut view).await?;
    // A house here is written to; of who asked it is known what they left.
    let mailed = view.side != Side::Federation || !session.request.contact.email.is_empty();
    view.done = done.as_deref().and_then(|done| sentence(done, mailed, !view.to_call.is_empty()));
    Ok(page.ok("デモ・説明会", move || view! { <SessionPage session=view/> }))
}

/// The page again, with why something was not done.
pub(super) async fn refused(
    page: &Page,
    app: &App,
    officer: &Partner,
    id: DemoId,
    why: String,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let session = found(&tx, id).await?;
    let others = companions::of_session(&tx, id).await?;
    let mut view = view_of(app, &tx, officer, (&session, &others)).await?;
    drop(tx);
    beside::tell(app, officer, (&session, &others), &mut view).await?;
    view.refused = Some(why);
    Ok(page.unprocessable("デモ・説明会", move || view! { <SessionPage session=view/> }))
}

/// What was just done, in a sentence; `mailed` where the other side has a mail address, and `calls` where somebody who has to
/// know has none.
fn sentence(done: &str, mailed: bool, calls: bool) -> Option<String> {
    let (what, told) = match done {
        "requested" => ("開催を依頼しました。", "連合会が日程を決めると、メールでお知らせします。"),
        "amended" if !mailed => {
            let words =
                "依頼の内容を変えました。相手のメールアドレスがないため、電話などで知らせてください。";
            return Some(words.to_owned());
        }
        "amended" => ("依頼の内容を変えました。", "相手にメールで知らせました。"),
        "booked" => ("仮予約にしました。", "市区町村にメールで知らせました。"),
        "moved" => ("変更しました。", "関係する人にメールで知らせました。"),
        "taken" => ("公開枠を取り、開催が決まりました。", "連合会にメールで知らせました。"),
        "joined" => ("相乗り開催にしました。", "市区町村にメールで知らせました。"),
        "confirmed" => ("開催を決めました。", "市区町村にメールで知らせました。"),
        "declined" => ("お断りしました。", "市区町村にメールで知らせました。"),
        "cancelled" => ("取りやめました。", "相手にメールで知らせました。"),
        "agreed" => ("いっしょに開くことにしました。", "誘った市区町村にメールで知らせました。"),
        "asked" => ("お誘いへの答えを記録しました。", "誘った市区町村にメールで知らせました。"),
        "left" => ("いっしょに開くことの取りやめを記録しました。", "関係する人にメールで知らせました。"),
        "chosen" => ("新しい候補の日時で依頼しました。", "連合会が日程を決めると、メールでお知らせします。"),
        "entered" => return Some("依頼を受け付けました。日時と機材を決めてください。".to_owned()),
        "held" => return Some("開催済みにしました。".to_owned()),
        "admission" => return Some("参加の受付を決めました。".to_owned()),
        "chore" => return Some("準備の状況を変えました。".to_owned()),
        "chore_added" => return Some("準備を加えました。".to_owned()),
        "chore_removed" => return Some("準備を予定から外しました。".to_owned()),
        _ => return None,
    };
    let told = if mailed || !calls { told } else { "" };
    let call = if calls {
        "メールアドレスのない相手には知らせていません。下の「電話で知らせる相手」に電話してください。"
    } else {
        ""
    };
    Some(format!("{what}{told}{call}"))
}

async fn view_of(
    app: &App,
    tx: &Tx,
    officer: &Partner,
    (session, others): (&Session, &[Companion]),
) -> Result<SessionView, Error> {
    let side = side_of(officer);
    let owns = owns(session, officer.tenant.id);
    let (now, today) = (app.clock.now(), app.clock.today());
    let calendar = WorkingCalendar::new(tenants::closed_days(tx).await?);
    let federation = tenants::by_id(tx, session.federation).await?.name;
    let all = registrations::of_session(tx, session.id).await?;
    let tasks = chores::of_session(tx, session.id).await?;
    Ok(SessionView {
        slug: officer.tenant.slug.clone(),
        id: session.id,
        side,
        municipality: session.name.clone(),
        moments: history::moments(tx, session, side, &federation).await?,
        federation,
        stage: session.stage.clone(),
        request: session.request.clone(),
        told: session.told,
        joint: joint(app, tx, officer, (session, others)).await?,
        yearly: years::at(tx, session, side == Side::Federation && officer.has(Role::Clerk)).await?,
        to_call: silent::of(tx, session, (others, &all), today).await?,
        candidates: session
            .request
            .candidates
            .iter()
            .map(|slot| (*slot, warnings(slot, domain::tokyo::date(session.created_at), &calendar)))
            .collect(),
        dispatch: dispatches::at_session(tx, officer, session).await?,
        registered: views::registered(&all),
        attended: views::attended(&all),
        coming: coming_part(app, tx, officer, session, &all).await?,
        tasks: tasks.iter().map(|task| views::task(task, None)).collect(),
        today,
        may: May {
            act: officer.has(Role::Clerk) && owns,
            amend: officer.has(Role::Clerk) && amending::is_possible(session, officer.tenant.id),
            count: session.stage.attends(now).is_ok(),
            hold: session.stage.session().is_some_and(|held| held.slot.starts_at() <= now),
            ask: officer.has(Role::Clerk)
                && officer.tenant.kind == TenantKind::Municipality
                && matches!(session.stage.name(), StageName::Held | StageName::Reported),
        },
        again: again(tx, officer, session).await?,
        blocked: 0,
        done: None,
        refused: None,
    })
}

/// Where the house that asked asks anew with the same words, once there is nothing more to decide about this one; nowhere,
/// where it asks for nothing any more.
async fn again(tx: &Tx, officer: &Partner, session: &Session) -> Result<Option<String>, Error> {
    let own = session.municipality == Some(officer.tenant.id);
    let is_over = session.stage.name().is_over() && session.stage.name() != StageName::Joined;
    let slug = &officer.tenant.slug;
    let href = match officer.tenant.kind {
        TenantKind::Municipality => paths::new_demo_like(slug, session.id),
        TenantKind::Prefecture => paths::new_demo_for_cities_like(slug, session.id),
        TenantKind::Federation | TenantKind::Central => return Ok(None),
    };
    let may = own && is_over && officer.has(Role::Clerk) && members::asking(tx).await?.is_some();
    Ok(may.then_some(href))
}

/// Who holds it together with whom, as far as the tenant may know.
async fn joint(
    app: &App,
    tx: &Tx,
    officer: &Partner,
    (session, others): (&Session, &[Companion]),
) -> Result<JointView, Error> {
    let tenant = officer.tenant.id;
    let into = match &session.stage {
        Stage::Joined { into, .. } => Some(*into),
        _ => None,
    };
    let beside =
        if owns(session, tenant) { asked_cities::of_session(tx, session.id).await? } else { Vec::new() };
    // Until there is a date; whoever comes along by then, or left again, stands below with that.
    let stands = |member: MemberId| {
        others.iter().any(|one| one.member == member) || beside.iter().any(|one| one.member == member)
    };
    let cities = session.request.cities.iter();
    let cities = cities.filter(|city| session.stage.session().is_none() && !stands(city.member));
    let cities = cities.map(|city| city.name.clone()).collect();
    // Of those that come along it stands what they said, or who said it for them.
    let (agreed, beside): (Vec<_>, Vec<_>) =
        beside.into_iter().partition(|one| one.state == AskedState::Agreed);
    let said = |member: MemberId| agreed.iter().find(|one| one.member == member).map(|one| one.note.clone());
    let waits = tenant == session.federation && beside.iter().any(|one| one.state == AskedState::Open);
    let line = |one: &Companion| CompanionLine {
        counted: None,
        expected: (one.people > 0).then_some(one.people),
        absent: one.municipality.is_none(),
        phone: String::new(),
        note: said(one.member).unwrap_or_default(),
        name: one.name.clone(),
    };
    let leaves = officer.has(Role::Clerk) && leaving::is_possible(app, tx, session, others).await?;
    Ok(JointView {
        into,
        lead: (!owns(session, tenant)).then(|| session.name.clone()),
        cities,
        asked: beside
            .into_iter()
            .map(|one| AskedAlong {
                name: one.name,
                state: one.state,
                note: one.note,
                absent: one.house.is_none(),
                phone: String::new(),
                left: one.left_at.is_some(),
            })
            .collect(),
        records: (waits && officer.has(Role::Clerk)).then_some(session.id),
        leaves: leaves.then_some(session.id),
        companions: others.iter().map(line).collect(),
    })
}

/// Everything about those who come, once a date is confirmed.
async fn coming_part(
    app: &App,
    tx: &Tx,
    officer: &Partner,
    session: &Session,
    all: &[registrations::Registration],
) -> Result<Option<ComingPart>, Error> {
    let Some(held) = session.stage.public() else { return Ok(None) };
    let now = app.clock.now();
    let (admission, _) = admissions::find(tx, session).await?;
    let asked = questions::of_session(tx, session.id).await?;
    // The page stands in the municipality's house, or in the federation's where that is only a name.
    let house = match session.municipality {
        Some(municipality) => tenants::by_id(tx, municipality).await?.slug,
        None => tenants::by_id(tx, session.federation).await?.slug,
    };
    let address = app.address_of(&paths::public_demo(&house, session.id));
    Ok(Some(ComingPart {
        slug: officer.tenant.slug.clone(),
        id: session.id,
        capacity: held.capacity.get(),
        left: session.left(),
        waiting: all.iter().filter(|one| one.wait.is_some()).count(),
        kept: all.iter().filter(|one| one.wait.is_some_and(|wait| wait.holds)).map(|one| one.people).sum(),
        open_questions: asked.iter().filter(|one| one.answer.is_none()).count(),
        hands_on: day_sheet::turns(session, all),
        address: (app.config.public_side && admission.public).then_some(address),
        admission,
        may_act: officer.has(Role::Clerk) && owns(session, officer.tenant.id),
        may_enter: officer.has(Role::Clerk),
        open: session.stage.registers(now).is_ok(),
        // Whom a city invites stands in its register; a prefecture has none.
        invites: officer.has(Role::Clerk) && officer.tenant.kind == TenantKind::Municipality,
        counts: session.stage.is_counted(now),
        door: officer.has(Role::Clerk)
            && owns(session, officer.tenant.id)
            && session.stage.name() == StageName::Confirmed
            && session.stage.is_counted(now),
    }))
}

//! 保存年限と廃棄: classes, lists of records whose time is over, and the second person who approves.

use crate::{
    actor::{Approver, Clerk, Officer, Reader},
    app::App,
    error::Error,
    export::Saving,
    page::{Page, see_other},
    posted::Posted,
    subsidies::work_mails,
};
use app::{
    mails::year_end::{DisposalMail, disposal},
    messages::{
        records as words,
        subsidies::{reason_error, stage},
    },
    paths,
    records::{
        DisposalCaseLine, DisposalDecisionPage, DisposalLine, DisposalRecordPage, DisposalView,
        DisposalsPage, DisposalsView, NewDisposalPage, NewDisposalView, RetentionLine,
    },
    when,
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    accounts::Role,
    form::Typed,
    ids::{ApplicationId, DisposalId, OfficeId, ProgrammeId},
    subsidies::{Reason, ReasonError, StageName},
    year_end::Retention,
};
use elements::{FormState, Tone};
use leptos::prelude::*;
use serde::Deserialize;
use std::collections::BTreeMap;
use store::{
    Tx, accounts,
    records::{self, Case, DecideError, LONGEST, State as ListState},
    subsidies::{applications, offices, programmes, programmes::Programme},
};
use tables::{Field, Kind, Table};

const TITLE: &str = "保存年限と廃棄";
const DECISION: &str = "廃棄の承認";

/// What the address may carry.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    done: String,
}

/// Everything about disposal.
pub async fn index(
    officer: Reader,
    State(app): State<App>,
    Query(asked): Query<Asked>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let programmes = programmes::all(&tx).await?;
    let (_, due) = due(&app, &tx, &programmes).await?;
    let classes = records::retentions(&tx).await?;
    let lists = records::all(&tx).await?;
    let names = accounts::names_of(&tx, lists.iter().map(|(list, _)| list.by)).await?;
    let disposals = DisposalsView {
        slug: officer.tenant.slug.clone(),
        due,
        lists: lists
            .into_iter()
            .map(|(list, cases)| DisposalLine {
                id: list.id,
                made: format!(
                    "{}　{}",
                    when::moment(list.at),
                    names.get(&list.by).cloned().unwrap_or_default()
                ),
                cases,
                state: tag(list.state),
            })
            .collect(),
        retentions: programmes
            .into_iter()
            .filter(|one| one.current.is_some())
            .map(|one| RetentionLine {
                id: one.id,
                title: format!("{}（{}）", one.title, one.fiscal_year.label()),
                class: classes.get(&one.id).copied().unwrap_or(Retention::USUAL),
            })
            .collect(),
        may_make: officer.has(Role::Clerk),
        done: match asked.done.as_str() {
            "retention" => Some("保存年限を変更しました。"),
            "taken_away" => Some("廃棄の一覧を取り下げました。"),
            _ => None,
        },
    };
    Ok(page.ok(TITLE, move || view! { <DisposalsPage disposals/> }))
}

pub(super) const fn tag(state: ListState) -> (Tone, &'static str) {
    match state {
        ListState::Proposed => (Tone::Progress, "承認待ち"),
        ListState::Approved => (Tone::Success, "廃棄済み"),
        ListState::Refused => (Tone::Neutral, "差戻し・取下げ"),
    }
}

async fn due(app: &App, tx: &Tx, programmes: &[Programme]) -> Result<(Vec<records::Due>, u64), Error> {
    let ids: Vec<ProgrammeId> = programmes.iter().map(|one| one.id).collect();
    Ok(records::due(tx, &ids, app.clock.today(), LONGEST).await?)
}

/// Gives a programme its class.
pub async fn set_retention(
    officer: Clerk,
    State(app): State<App>,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let back = paths::disposals(&officer.tenant.slug);
    let class = typed.get("years").parse::<i64>().ok().and_then(|years| Retention::of_years(years).ok());
    let (Ok(programme), Some(class)) = (typed.get("programme").parse::<ProgrammeId>(), class) else {
        return Ok(see_other(&back));
    };
    let tx = app.store.write(&officer.scope()).await?;
    programmes::find(&tx, programme).await?.ok_or(Error::NotFound)?;
    records::set_retention(&tx, programme, class, officer.id(), app.clock.now()).await?;
    tx.commit().await?;
    Ok(see_other(&format!("{back}?done=retention")))
}

/// The records whose time is over.
pub async fn new(officer: Clerk, State(app): State<App>, page: Page) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let new = new_view(&app, &tx, &officer, FormState::empty()).await?;
    Ok(page.ok(TITLE, move || view! { <NewDisposalPage disposal=new/> }))
}

async fn new_view(app: &App, tx: &Tx, officer: &Officer, form: FormState) -> Result<NewDisposalView, Error> {
    let programmes = programmes::all(tx).await?;
    let (due, total) = due(app, tx, &programmes).await?;
    let mut cases = Vec::new();
    for one in due {
        let Some(application) = applications::find(tx, one.application).await? else { continue };
        cases.push(Case {
            receipt: application.receipt.map(|receipt| receipt.to_string()).unwrap_or_default(),
            year: application.fiscal_year,
            office: application.office,
            programme: application.programme,
            stage: application.stage.name(),
            amount: application.amount,
            kept: None,
            due: one,
        });
    }
    Ok(NewDisposalView { slug: officer.tenant.slug.clone(), lines: lines(tx, cases).await?, total, form })
}

/// Makes the list.
pub async fn create(
    officer: Clerk,
    State(app): State<App>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let note = match note(&typed, false) {
        Ok(note) => note,
        Err(error) => {
            let errors = vec![("note", reason_error("申し送り", error))];
            let new = new_view(&app, &tx, &officer, FormState::rejected(typed, errors)).await?;
            return Ok(page.unprocessable(TITLE, move || view! { <NewDisposalPage disposal=new/> }));
        }
    };
    let programmes = programmes::all(&tx).await?;
    let (due, _) = due(&app, &tx, &programmes).await?;
    if due.is_empty() {
        return Ok(see_other(&paths::disposals(&officer.tenant.slug)));
    }
    let id: DisposalId = app.clock.id();
    records::make(&tx, id, app.clock.today(), &due, &note, app.clock.now()).await?;
    tell(&app, &tx, &officer, id, due.len()).await?;
    tx.commit().await?;
    app.wake.notify_one();
    Ok(see_other(&format!("{}?done=made", paths::disposal(&officer.tenant.slug, id))))
}

/// Tells everybody who may approve it.
async fn tell(app: &App, tx: &Tx, officer: &Officer, id: DisposalId, cases: usize) -> Result<(), Error> {
    let url = app.address_of(&paths::disposal(&officer.tenant.slug, id));
    for person in work_mails::people(tx, |role, who| role == Role::Approver && who != officer.id()).await? {
        let text = disposal(&DisposalMail {
            name: &person.name,
            municipality: &officer.tenant.name,
            cases,
            url: &url,
        });
        work_mails::post(app, tx, &officer.tenant, person, text, Some(("disposal", id.uuid()))).await?;
    }
    Ok(())
}

/// A word that may be left out, unless it is needed.
fn note(typed: &Typed, needed: bool) -> Result<String, ReasonError> {
    match Reason::parse(typed.get("note")) {
        Ok(note) => Ok(note.as_str().to_owned()),
        Err(ReasonError::Missing) if !needed => Ok(String::new()),
        Err(error) => Err(error),
    }
}

/// A list.
pub async fn show(
    officer: Reader,
    State(app): State<App>,
    Path((slug, id)): Path<(String, DisposalId)>,
    Query(asked): Query<Asked>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let list = records::find(&tx, id).await?.ok_or(Error::NotFound)?;
    let people = [Some(list.by), list.decided.as_ref().map(|(by, _, _)| *by)].into_iter().flatten();
    let names = accounts::names_of(&tx, people).await?;
    let name = |id| names.get(&id).cloned().unwrap_or_else(|| "ほかの人".to_owned());
    let waits = list.state == ListState::Proposed;
    let own = list.by == officer.id();
    let view = DisposalView {
        slug,
        id,
        as_of: list.as_of,
        by: name(list.by),
        at: list.at,
        note: list.note,
        state: tag(list.state),
        decided: list.decided.map(|(by, at, word)| {
            let word = if word.is_empty() { String::new() } else { format!("（{word}）") };
            format!("{}に{}さんが決めました{word}。", when::moment(at), name(by))
        }),
        may_decide: waits && !own && officer.has(Role::Approver),
        may_take_away: waits && own,
        lines: lines(&tx, records::cases(&tx, id).await?).await?,
        done: match asked.done.as_str() {
            "made" => Some("廃棄の一覧を作りました。ほかの人の承認を待ちます。"),
            "approved" => Some("承認し、廃棄しました。"),
            "refused" => Some("差し戻しました。"),
            _ => None,
        },
    };
    Ok(page.ok(TITLE, move || view! { <DisposalRecordPage disposal=view/> }))
}

const FIELDS: [Field<DisposalCaseLine>; 9] = [
    ("受付番号", Kind::Code, |line| line.receipt.clone().into()),
    ("事業所", Kind::Text, |line| line.office.clone().into()),
    ("補助事業", Kind::Text, |line| line.programme.clone().into()),
    ("結果", Kind::Text, |line| stage(line.stage).into()),
    ("額", Kind::Yen, |line| line.amount.into()),
    ("完了日", Kind::Date, |line| line.completed_on.into()),
    ("保存の満了日", Kind::Date, |line| line.kept_until.into()),
    ("保存年限", Kind::Text, |line| words::retention(line.class).into()),
    ("延長の理由", Kind::Text, |line| line.kept.clone().into()),
];

/// A list as a table.
pub async fn export(
    officer: Reader,
    State(app): State<App>,
    Path((_, id)): Path<(String, DisposalId)>,
    saving: Saving,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let list = records::find(&tx, id).await?.ok_or(Error::NotFound)?;
    let lines = lines(&tx, records::cases(&tx, id).await?).await?;
    saving.answer(
        &format!("廃棄の一覧_{}", list.as_of.format("%Y%m%d")),
        Table::of("廃棄の一覧", &FIELDS, &lines),
    )
}

/// Takes one's own list away.
pub async fn take_away(
    officer: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, DisposalId)>,
    Posted(_): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let list = records::find(&tx, id).await?.ok_or(Error::NotFound)?;
    if list.by != officer.id() || list.state != ListState::Proposed {
        return Ok(see_other(&paths::disposal(&slug, id)));
    }
    match records::refuse(&tx, &list, "", app.clock.now()).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(see_other(&format!("{}?done=taken_away", paths::disposals(&slug))))
        }
        Err(DecideError::Store(error)) => Err(error.into()),
        Err(DecideError::Decided | DecideError::SamePerson) => Ok(see_other(&paths::disposal(&slug, id))),
    }
}

/// The list with a place for each record that is kept after all.
pub async fn ask(
    officer: Approver,
    State(app): State<App>,
    Path((slug, id)): Path<(String, DisposalId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let list = records::find(&tx, id).await?.ok_or(Error::NotFound)?;
    if list.state != ListState::Proposed {
        return Ok(see_other(&paths::disposal(&slug, id)));
    }
    let lines = lines(&tx, records::cases(&tx, id).await?).await?;
    let (form, refused) = (FormState::empty(), (list.by == officer.id()).then_some(SAME_PERSON));
    Ok(page.ok(DECISION, move || view! { <DisposalDecisionPage slug id lines form refused/> }))
}

const SAME_PERSON: &str = "自分で作った一覧は承認できません。ほかの決裁者に頼んでください";

/// Approves the list, or sends it back.
pub async fn decide(
    officer: Approver,
    State(app): State<App>,
    Path((slug, id)): Path<(String, DisposalId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let list = records::find(&tx, id).await?.ok_or(Error::NotFound)?;
    let cases = records::cases(&tx, id).await?;
    let Verdict { approves, kept, note } = match Verdict::parse(&typed, &cases) {
        Ok(verdict) => verdict,
        Err(errors) => {
            let (lines, form) = (lines(&tx, cases).await?, FormState::rejected(typed, errors));
            let refused = None;
            return Ok(page.unprocessable(DECISION, move || {
                view! { <DisposalDecisionPage slug id lines form refused/> }
            }));
        }
    };
    let now = app.clock.now();
    let decided = if approves {
        records::decide(&tx, &list, &kept, &note, now).await.map(|_| "approved")
    } else {
        records::refuse(&tx, &list, &note, now).await.map(|()| "refused")
    };
    match decided {
        Ok(word) => {
            tx.commit().await?;
            Ok(see_other(&format!("{}?done={word}", paths::disposal(&slug, id))))
        }
        Err(DecideError::Store(error)) => Err(error.into()),
        Err(DecideError::Decided) => Ok(see_other(&paths::disposal(&slug, id))),
        Err(DecideError::SamePerson) => {
            drop(tx);
            let tx = app.store.read(&officer.scope()).await?;
            let (lines, form) = (lines(&tx, cases).await?, FormState::filled(typed));
            let refused = Some(SAME_PERSON);
            Ok(page.unprocessable(DECISION, move || {
                view! { <DisposalDecisionPage slug id lines form refused/> }
            }))
        }
    }
}

/// What the approver typed.
struct Verdict {
    approves: bool,
    kept: BTreeMap<ApplicationId, String>,
    note: String,
}

impl Verdict {
    fn parse(typed: &Typed, cases: &[Case]) -> Result<Self, Vec<(String, String)>> {
        let mut errors = Vec::new();
        let act = typed.get("act");
        if !["approve", "refuse"].contains(&act) {
            errors.push(("act".to_owned(), "承認するか、差し戻すかを選んでください".to_owned()));
        }
        let note = note(typed, act == "refuse").unwrap_or_else(|error| {
            errors.push(("note".to_owned(), reason_error("差戻しの理由", error)));
            String::new()
        });
        let mut kept = BTreeMap::new();
        for case in cases {
            let field = format!("keep.{}", case.due.application);
            match Reason::parse(typed.get(&field)) {
                Ok(reason) => {
                    kept.insert(case.due.application, reason.as_str().to_owned());
                }
                Err(ReasonError::Missing) => {}
                Err(error) => {
                    errors
                        .push((field, reason_error(&format!("{}の保存を延長する理由", case.receipt), error)));
                }
            }
        }
        if errors.is_empty() { Ok(Self { approves: act == "approve", kept, note }) } else { Err(errors) }
    }
}

/// Records in words and with names.
async fn lines(tx: &Tx, cases: Vec<Case>) -> Result<Vec<DisposalCaseLine>, Error> {
    let ids: Vec<OfficeId> = cases.iter().map(|case| case.office).collect();
    let known: BTreeMap<_, _> =
        offices::several(tx, &ids).await?.into_iter().map(|office| (office.id, office)).collect();
    let titles: BTreeMap<_, _> =
        programmes::all(tx).await?.into_iter().map(|one| (one.id, one.title)).collect();
    Ok(cases
        .into_iter()
        .map(|case| {
            let office = known.get(&case.office);
            let stage: StageName = case.stage;
            DisposalCaseLine {
                id: case.due.application,
                receipt: case.receipt,
                office: office.map(|one| format!("{}（{}）", one.name, one.number)).unwrap_or_default(),
                programme: titles.get(&case.programme).cloned().unwrap_or_default(),
                stage,
                amount: case.amount,
                completed_on: case.due.completed_on,
                kept_until: case.due.kept_until,
                class: case.due.retention,
                kept: case.kept.map(words::kept),
            }
        })
        .collect())
}

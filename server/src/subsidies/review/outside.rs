//! 意見照会, on the side of the outsider: an address that names the question, a code that is told apart from it, and for
//! half a day a pass to what is shown. Nobody signs in, and nothing else of the house is reached from here.

use super::{case::Case, views};
use crate::{
    actor::Anyone,
    app::App,
    download,
    error::Error,
    keys::{Keyring, Purpose},
    page::{Page, see_other},
    posted::Posted,
    subsidies::work_mails,
};
use app::{
    messages::subsidies::opinion_answer_problem,
    paths,
    subsidies::review::{ContentSection, OpinionCodePage, OutsideDocument, OutsidePage, OutsideView},
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    ids::{AttachmentId, FileId, OpinionId},
    subsidies::{OpinionAnswer, Shown, Task},
};
use elements::FormState;
use leptos::prelude::*;
use store::{
    Scope, Tx, files as stored,
    subsidies::opinions::{self, Opinion},
    tenants,
};
use uuid::Uuid;

/// What an address is for, a pass, and the keyed hash of a code.
const ADDRESS: Purpose = Purpose::new("opinion address");
const PASS: Purpose = Purpose::new("opinion pass");
const CODE: &str = "opinion code";
/// How often a wrong code may be typed.
const ATTEMPTS: i32 = 5;
/// How long a pass is good.
const GOOD: TimeDelta = TimeDelta::hours(12);
const TITLE: &str = "意見照会への回答";

/// The address of a question, to hand over.
pub(super) fn address(app: &App, id: OpinionId) -> String {
    let token = app.keys.signed_id(ADDRESS, id.uuid());
    app.address_of(&paths::opinion(&token))
}

/// The code of a question: of nothing that is stored, so that the database gives nobody's away.
pub(super) fn code(keys: &Keyring, id: OpinionId) -> String {
    keys.code(CODE, &id.to_string())
}

fn pass(keys: &Keyring, id: OpinionId, until: DateTime<Utc>) -> String {
    let mut bytes = id.uuid().as_bytes().to_vec();
    bytes.extend(until.timestamp().to_be_bytes());
    keys.signed(PASS, &bytes)
}

/// The question of an address, in whose house ever it is.
async fn of_address(app: &App, token: &str) -> Result<Opinion, Error> {
    let bytes = app.keys.opened(ADDRESS, token).ok_or(Error::NotFound)?;
    question(app, &bytes).await
}

/// The question of a pass that is good.
async fn of_pass(app: &App, pass: &str) -> Result<Opinion, Error> {
    let bytes = app.keys.opened(PASS, pass).ok_or(Error::NotFound)?;
    let (id, until) = bytes.split_at_checked(16).ok_or(Error::NotFound)?;
    let until = until.try_into().map(i64::from_be_bytes).map_err(|_| Error::NotFound)?;
    if app.clock.now().timestamp() >= until {
        return Err(Error::NotFound);
    }
    question(app, id).await
}

async fn question(app: &App, id: &[u8]) -> Result<Opinion, Error> {
    let id = Uuid::from_slice(id).map_err(|_| Error::NotFound)?;
    let tx = app.store.read(&Scope::system("whose question an address is")).await?;
    opinions::find(&tx, id.into()).await?.ok_or(Error::NotFound)
}

/// Who asks, and the box for the code.
pub async fn ask(
    _: Anyone,
    State(app): State<App>,
    Path(token): Path<String>,
    page: Page,
) -> Result<Response, Error> {
    let opinion = of_address(&app, &token).await?;
    code_page(&page, &app, &opinion, token, FormState::empty()).await
}

async fn code_page(
    page: &Page,
    app: &App,
    opinion: &Opinion,
    token: String,
    form: FormState,
) -> Result<Response, Error> {
    let tx = app.store.read(&Scope::system("whose question an address is")).await?;
    let municipality = tenants::by_id(&tx, opinion.tenant).await?.name;
    let rejected = form.has_errors();
    let view = move || view! { <OpinionCodePage municipality token form/> };
    Ok(if rejected { page.unprocessable(TITLE, view) } else { page.ok(TITLE, view) })
}

/// Takes the code, and gives a pass.
pub async fn enter(
    _: Anyone,
    State(app): State<App>,
    Path(token): Path<String>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let opinion = of_address(&app, &token).await?;
    let why = if opinion.attempts >= ATTEMPTS {
        "コードの間違いが続いたため、このアドレスは使えません。照会した担当者に、もう一度照会するよう伝えてください"
    } else if app.keys.is_code(CODE, &opinion.id.to_string(), typed.get("code")) {
        let now = app.clock.now();
        let tx = app.store.write(&Scope::tenant_by_system(opinion.tenant, "an outsider's opinion")).await?;
        opinions::opened(&tx, opinion.id, now).await?;
        tx.commit().await?;
        return Ok(see_other(&paths::opinion_page(&pass(&app.keys, opinion.id, now + GOOD))));
    } else {
        if !typed.get("code").trim().is_empty() {
            let scope = Scope::tenant_by_system(opinion.tenant, "an outsider's opinion");
            let tx = app.store.write(&scope).await?;
            opinions::count_attempt(&tx, opinion.id).await?;
            tx.commit().await?;
        }
        "担当者から伝えられた8けたのコードを入力してください"
    };
    let form = FormState::rejected(typed, vec![("code", why.to_owned())]);
    code_page(&page, &app, &opinion, token, form).await
}

/// What is shown, and the box for the answer.
pub async fn show(
    _: Anyone,
    State(app): State<App>,
    Path(pass): Path<String>,
    page: Page,
) -> Result<Response, Error> {
    let opinion = of_pass(&app, &pass).await?;
    let tx = app.store.read(&Scope::tenant_by_system(opinion.tenant, "an outsider's opinion")).await?;
    render(&page, &tx, opinion, pass, FormState::empty()).await
}

/// Takes the answer, once.
pub async fn answer(
    _: Anyone,
    State(app): State<App>,
    Path(pass): Path<String>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let opinion = of_pass(&app, &pass).await?;
    let tx = app.store.write(&Scope::tenant_by_system(opinion.tenant, "an outsider's opinion")).await?;
    let answer = match OpinionAnswer::parse(&typed) {
        Ok(answer) => answer,
        Err(problems) => {
            let errors = problems
                .into_iter()
                .map(|(field, problem)| (field.name(), opinion_answer_problem(field, problem)))
                .collect();
            return render(&page, &tx, opinion, pass, FormState::rejected(typed, errors)).await;
        }
    };
    let case = Case::find_to_change(&tx, opinion.application).await?;
    match opinions::answer(&tx, &case.application, opinion.id, &answer, app.clock.now()).await {
        Ok(()) => {
            let house = tenants::own(&tx).await?;
            work_mails::opinion_given(&app, &tx, &case.waiting_in(&house), opinion.by).await?;
            tx.commit().await?;
            app.wake.notify_one();
        }
        // Answered or taken back meanwhile: the page says so.
        Err(store::Error::Stale) => {}
        Err(error) => return Err(error.into()),
    }
    Ok(see_other(&paths::opinion_page(&pass)))
}

/// A page of a document that is shown.
pub async fn picture(
    _: Anyone,
    State(app): State<App>,
    Path((pass, attachment, number)): Path<(String, AttachmentId, usize)>,
) -> Result<Response, Error> {
    let opinion = of_pass(&app, &pass).await?;
    if opinion.withdrawn_at.is_some() {
        return Err(Error::NotFound);
    }
    let tx = app.store.read(&Scope::tenant_by_system(opinion.tenant, "an outsider's opinion")).await?;
    let case = Case::find(&tx, opinion.application).await?;
    let shown =
        |key: &str| opinion.shown.iter().any(|one| matches!(one, Shown::Document { key: one } if one == key));
    let file = case.files.iter().find(|file| file.id == attachment && shown(&file.document));
    let page = file.and_then(|file| file.pages.get(number.checked_sub(1)?)).ok_or(Error::NotFound)?;
    let id: FileId = page.file.parse().map_err(|_| Error::Internal("a page names no file"))?;
    let file = stored::find(&tx, id).await?.ok_or(Error::NotFound)?;
    let bytes = app.storage.get(opinion.tenant, file.id).await?;
    Ok(download::picture(&file.media_type, bytes))
}

async fn render(
    page: &Page,
    tx: &Tx,
    opinion: Opinion,
    pass: String,
    form: FormState,
) -> Result<Response, Error> {
    let case = Case::find(tx, opinion.application).await?;
    let municipality = tenants::by_id(tx, opinion.tenant).await?.name;
    let rejected = form.has_errors();
    let open = opinion.withdrawn_at.is_none();
    let outside = OutsideView {
        pass,
        municipality,
        receipt: case.receipt,
        programme: case.version.rules.title.clone(),
        sections: if open { sections(&case, &opinion.shown) } else { Vec::new() },
        verdicts: (open && opinion.shown.contains(&Shown::Criteria)).then(|| views::verdicts(&case)),
        documents: if open { documents(&case, &opinion.shown) } else { Vec::new() },
        answer: opinion.answer.map(|(answer, at)| (answer.stance, answer.words, answer.person, at)),
        withdrawn: !open,
        question: opinion.question,
        due: opinion.due,
        form,
    };
    let view = move || view! { <OutsidePage outside/> };
    Ok(if rejected { page.unprocessable(TITLE, view) } else { page.ok(TITLE, view) })
}

/// The parts of the application that are shown, and no other.
fn sections(case: &Case, shown: &[Shown]) -> Vec<ContentSection> {
    views::parts(case)
        .into_iter()
        .filter(|(task, _)| match task {
            Task::Office => shown.contains(&Shown::Office),
            Task::Expense => shown.contains(&Shown::Expense),
            Task::Contact => shown.contains(&Shown::Contact),
            Task::Documents | Task::Declarations => false,
        })
        .map(|(_, section)| section)
        .collect()
}

fn documents(case: &Case, shown: &[Shown]) -> Vec<OutsideDocument> {
    case.version
        .rules
        .documents
        .iter()
        .filter(|document| shown.contains(&Shown::Document { key: document.key.clone() }))
        .map(|document| OutsideDocument {
            name: document.name.clone(),
            files: case
                .files
                .iter()
                .filter(|file| file.document == document.key)
                .map(|file| (file.id, file.name.clone(), file.pages.len()))
                .collect(),
        })
        .collect()
}

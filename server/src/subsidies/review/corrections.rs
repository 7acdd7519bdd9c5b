//! 補正依頼: what is to be put right, in the officer's words; the clock stands still until it comes back.

use super::{
    Pairs,
    case::Case,
    letters,
    notices::{Letter, have_set},
    queue_of, told, version_of, workspace,
};
use crate::{
    actor::{Clerk, Officer},
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    messages::subsidies::{correction_problem, target},
    subsidies::review::{CorrectionPage, CorrectionPlace, CorrectionView},
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use chrono::Days;
use documents::Decision;
use domain::{
    form::Typed,
    ids::{ApplicationId, CorrectionId},
    subsidies::{
        CorrectionItem, CorrectionRequest, NoticeKind, Queue, Rules, StageName, Target, Task, usual_field,
        usual_sentences, with_usual,
    },
    wareki::format_date,
};
use elements::FormState;
use leptos::prelude::*;
use serde_json::json;
use store::{
    Tx,
    events::Event,
    subsidies::{
        corrections::{self, Correction},
        notices::{self, Basis},
        review::{ReviewError, return_to_applicant},
    },
};

/// How many of the last requests are looked through for sentences to offer again.
const LATELY: u64 = 300;
/// Days that an applicant is given as a rule.
const USUAL: Days = Days::new(14);

/// The form.
pub async fn show(
    officer: Clerk,
    State(app): State<App>,
    Path((_, id)): Path<(String, ApplicationId)>,
    pairs: Pairs,
    page: Page,
) -> Result<Response, Error> {
    let queue = queue_of(&pairs);
    let tx = app.store.read(&officer.scope()).await?;
    let case = Case::find(&tx, id).await?;
    if case.application.stage.name() != StageName::UnderReview {
        return Ok(see_other(&case.about(&officer, queue).workspace()));
    }
    let due = app.clock.today() + USUAL;
    // Whoever has no address for mail is written to on paper.
    let letter = if case.contact().0.is_some() { "" } else { "yes" };
    let form = FormState::filled(Typed::default().with("due", format_date(due)).with(LETTER, letter));
    render(&page, &tx, &officer, &case, queue, form).await
}

/// Asks.
pub async fn create(
    officer: Clerk,
    State(app): State<App>,
    Path((_, id)): Path<(String, ApplicationId)>,
    pairs: Pairs,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let queue = queue_of(&pairs);
    let version = version_of(&typed)?;
    let tx = app.store.write(&officer.scope()).await?;
    let case = Case::find_to_change(&tx, id).await?;
    let about = case.about(&officer, queue.clone());
    let targets = targets(&case.version.rules);
    let typed = with_usual(&typed, &targets);
    case.fresh(&app, &about, version, typed_sentences(&typed, &targets, &case.version.rules))?;
    let request = match CorrectionRequest::parse(&typed, &targets, app.clock.today()) {
        Ok(request) => request,
        Err(problems) => {
            let rules = &case.version.rules;
            let errors = problems
                .into_iter()
                .map(|(field, problem)| (field.name(), correction_problem(&field, problem, rules)))
                .collect();
            let form = FormState::rejected(typed, errors);
            return render(&page, &tx, &officer, &case, queue, form).await;
        }
    };
    let correction = Correction {
        id: app.clock.id::<CorrectionId>(),
        application: id,
        request,
        by: officer.id(),
        at: app.clock.now(),
        answered_at: None,
        before: Some(case.application.answers.clone()),
    };
    match return_to_applicant(&tx, &case.application, &correction).await {
        Ok(()) => {
            letters::returned(&app, &tx, &officer.tenant, &case, &correction.request).await?;
            let lettered = typed.get(LETTER) == "yes";
            if lettered {
                write(&app, &tx, &officer, &case, &correction).await?;
            }
            tx.commit().await?;
            app.wake.notify_one();
            let mailed = case.contact().0.is_some();
            Ok(told(
                &about.workspace(),
                match (lettered, mailed) {
                    (true, _) => "returned_with_letter",
                    (false, true) => "returned",
                    (false, false) => "returned_on_paper",
                },
            ))
        }
        Err(ReviewError::Store(error)) => Err(error.into()),
        Err(ReviewError::Stage(why)) => {
            drop(tx);
            workspace::refuse(&page, &app, &officer, &case, queue, why).await
        }
        Err(ReviewError::SamePerson) => Err(Error::Internal("a correction decides nothing")),
    }
}

/// 補正依頼書: a letter with a number of the register, for whoever is written to on paper.
async fn write(
    app: &App,
    tx: &Tx,
    officer: &Officer,
    case: &Case,
    correction: &Correction,
) -> Result<(), Error> {
    let CorrectionRequest { items, due } = &correction.request;
    let place = |item: &CorrectionItem| {
        (target(&item.target, &case.version.rules), item.sentence.as_str().to_owned())
    };
    let letter = Letter {
        house: &officer.tenant,
        case,
        kind: NoticeKind::Correction,
        decision: Decision::CorrectionAsked { items: items.iter().map(place).collect(), due: *due },
        amount: String::new(),
        granted_on: String::new(),
    };
    let notice = letter.number(app, tx).await?;
    let basis = Basis::Correction(correction.id);
    let now = app.clock.now();
    notices::add(tx, case.application.id, basis, &notice, now).await?;
    let payload = json!({ "application": case.application.id, "document_number": notice.document_number });
    tx.record(Event::of(now, "notice.numbered", "notice", notice.id.uuid(), payload))?;
    have_set(app, tx, officer.tenant.id, notice.id).await
}

/// The places that may be put right: each document, and each other part.
pub(super) fn targets(rules: &Rules) -> Vec<Target> {
    let documents = rules.documents.iter().map(|document| Target::Document { key: document.key.clone() });
    let tasks = Task::ALL
        .into_iter()
        .filter(|task| *task != Task::Documents || rules.documents.is_empty())
        .map(|task| Target::Task { task });
    documents.chain(tasks).collect()
}

/// An example of a sentence, so that nobody begins before an empty box.
const fn example(target: &Target) -> &'static str {
    match target {
        Target::Document { .. } => {
            "例：支払日が読めません。支払日と金額が写るように撮り直して、添付してください。"
        }
        Target::Task { task } => match task {
            Task::Office => "例：事業所の所在地が台帳と異なります。異なる点を入力してください。",
            Task::Contact => "例：代表者の氏名が登記と異なります。確かめて入力し直してください。",
            Task::Expense => "例：金額が書類と合いません。書類にある金額を入力してください。",
            Task::Documents => "例：必要な書類を添付してください。",
            Task::Declarations => "例：誓約の項目を確かめて、チェックを付け直してください。",
        },
    }
}

fn typed_sentences(typed: &Typed, targets: &[Target], rules: &Rules) -> Vec<(String, String, String)> {
    targets
        .iter()
        .map(|one| (target(one, rules), String::new(), typed.get(&one.field()).to_owned()))
        .filter(|(_, _, sentence)| !sentence.trim().is_empty())
        .collect()
}

async fn render(
    page: &Page,
    tx: &Tx,
    officer: &Officer,
    case: &Case,
    queue: Queue,
    form: FormState,
) -> Result<Response, Error> {
    let rejected = form.has_errors();
    let rules = &case.version.rules;
    let (email, name) = case.contact();
    let past = corrections::lately(tx, LATELY).await?;
    let place = |one: &Target| CorrectionPlace {
        name: one.field(),
        label: target(one, rules),
        example: example(one).to_owned(),
        usual_name: usual_field(one),
        usual: usual_sentences(&past, one),
    };
    let correction = CorrectionView {
        about: case.about(officer, queue),
        places: targets(rules).iter().map(place).collect(),
        recipient: email.map(|email| format!("{name} {}", email.as_str())),
        form,
    };
    let view = move || view! { <CorrectionPage correction/> };
    Ok(if rejected { page.unprocessable(TITLE, view) } else { page.ok(TITLE, view) })
}

const TITLE: &str = "補正を依頼する";

/// Whether a letter is written.
const LETTER: &str = "letter";

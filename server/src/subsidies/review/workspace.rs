//! S13: one application, its criteria beside its documents, and what this officer can do with it.

use super::{Pairs, case::Case, lists::asked, marks, queue_of, talk, views};
use crate::{
    actor::{Officer, Reader},
    app::App,
    error::Error,
    page::Page,
};
use app::{
    messages::subsidies::wrong_stage,
    subsidies::review::{Place, WorkspacePage},
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    accounts::Role,
    ids::ApplicationId,
    subsidies::{Judgements, Queue, WrongStage},
};
use elements::FormState;
use leptos::prelude::*;
use store::{
    Tx,
    subsidies::{
        document_words,
        messages::{self, Side},
        queue as lists,
    },
    views as records,
};

/// The workspace; that it was looked at is kept.
pub async fn show(
    officer: Reader,
    State(app): State<App>,
    Path((_, id)): Path<(String, ApplicationId)>,
    pairs: Pairs,
    page: Page,
) -> Result<Response, Error> {
    let queue = queue_of(&pairs);
    let tx = app.store.look(&officer.scope()).await?;
    let case = Case::find(&tx, id).await?;
    let place = place(&app, &tx, &officer, &queue, id).await?;
    records::record(&tx, app.clock.id(), app.clock.now(), "application", id.uuid(), "workspace").await?;
    let done = pairs.iter().find(|(name, _)| name == "done").and_then(|(_, what)| sentence(what));
    let judged = case.checks.iter().map(|check| &check.judged.judgement);
    let form = FormState::filled(Judgements::fill(judged));
    let told = Told { form, words: FormState::empty(), done, refused: None };
    let response = render(&page, &app, &tx, &officer, &case, queue, place, told).await?;
    // Whoever looks in passing has not read for the house: the one who works on it has.
    let is_read = officer.has(Role::Clerk) && !messages::unread_among(&tx, &[id]).await?.is_empty();
    tx.commit().await?;
    if is_read {
        let tx = app.store.write(&officer.scope()).await?;
        messages::read(&tx, id, Side::Office, officer.id(), app.clock.now()).await?;
        tx.commit().await?;
    }
    Ok(response)
}

/// What the page says besides the application.
pub(super) struct Told {
    /// The form of the verdicts.
    pub form: FormState,
    /// The forms of what is said.
    pub words: FormState,
    /// What was just done.
    pub done: Option<&'static str>,
    /// Why something was not.
    pub refused: Option<String>,
}

/// The page again, with why an act is not possible where the application stands.
pub(super) async fn refuse(
    page: &Page,
    app: &App,
    officer: &Officer,
    case: &Case,
    queue: Queue,
    why: WrongStage,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let place = place(app, &tx, officer, &queue, case.application.id).await?;
    let judged = case.checks.iter().map(|check| &check.judged.judgement);
    let form = FormState::filled(Judgements::fill(judged));
    let told = Told { form, words: FormState::empty(), done: None, refused: Some(wrong_stage(why)) };
    render(page, app, &tx, officer, case, queue, place, told).await
}

/// The page again, with what is wrong with a note, a message or a flag.
pub(super) async fn refuse_words(
    page: &Page,
    app: &App,
    officer: &Officer,
    case: &Case,
    queue: Queue,
    words: FormState,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let place = place(app, &tx, officer, &queue, case.application.id).await?;
    let judged = case.checks.iter().map(|check| &check.judged.judgement);
    let form = FormState::filled(Judgements::fill(judged));
    let told = Told { form, words, done: None, refused: None };
    render(page, app, &tx, officer, case, queue, place, told).await
}

/// Where an application stands in its list.
pub(super) async fn place(
    app: &App,
    tx: &Tx,
    officer: &Officer,
    queue: &Queue,
    id: ApplicationId,
) -> Result<Option<Place>, Error> {
    let list = asked(app, tx, queue, officer.id()).await?;
    Ok(lists::place(tx, &list, id).await?.map(|lists::Place { position, total, previous, next }| Place {
        position,
        total,
        previous,
        next,
    }))
}

/// The page.
#[expect(clippy::too_many_arguments, reason = "each is a different thing that the page shows")]
pub(super) async fn render(
    page: &Page,
    app: &App,
    tx: &Tx,
    officer: &Officer,
    case: &Case,
    queue: Queue,
    place: Option<Place>,
    told: Told,
) -> Result<Response, Error> {
    let rejected = told.form.has_errors() || told.words.has_errors() || told.refused.is_some();
    let talk = talk::view(app, tx, officer, case, told.words.clone()).await?;
    let marked = marks::view(tx, officer, case, &told.words).await?;
    let readable: Vec<_> =
        case.files.iter().filter(|file| file.has_words == Some(true)).map(|file| file.file).collect();
    let read = document_words::pages_of(tx, &readable).await?;
    let workspace = views::workspace(app, officer, case, queue, place, (told, talk, marked, read));
    let page = page.clone().with_islands();
    let title = workspace.about.caption();
    let view = move || view! { <WorkspacePage workspace/> };
    Ok(if rejected { page.unprocessable(&title, view) } else { page.ok(&title, view) })
}

/// What was just done, in a sentence.
fn sentence(done: &str) -> Option<&'static str> {
    match done {
        "taken" => Some("担当になりました。"),
        "given_back" => Some("担当を外れました。"),
        "written" => Some("申請者にメッセージを送りました。届いたことをメールで知らせます。"),
        "appointed" => Some("話す日時の候補を申請者に送りました。返事が来たら、メールで知らせます。"),
        "appointed_on_paper" => Some(
            "話す日時の候補を決めました。下のお伺いの手紙（PDF）を送るか、電話で都合を聞いて、返事を記録してください。",
        ),
        "heard" => Some("申請者から聞いた返事を記録しました。"),
        "unappointed_on_paper" => Some(
            "話す日時の約束を取り消しました。メールアドレスがないため、電話やFAXで申請者に伝えてください。",
        ),
        "unappointed" => Some("話す日時の約束を取り消し、申請者に知らせました。"),
        "opinion_asked" => Some("意見照会をしました。下のコードを、アドレスとは別に伝えてください。"),
        "opinion_withdrawn" => Some("意見照会を取り下げました。"),
        "noted" => Some("庁内メモを残しました。"),
        "flagged" => Some("目印を付けました。"),
        "unflagged" => Some("目印を外しました。"),
        "checked" => Some("判定を保存しました。"),
        "marked" => Some("採点を保存しました。"),
        "returned" => Some("補正を依頼しました。申請者にメールを送ります。"),
        "returned_on_paper" => {
            Some("補正を依頼しました。メールアドレスがないため、電話やFAXで申請者に伝えてください。")
        }
        "returned_with_letter" => Some(
            "補正を依頼し、補正依頼書に文書番号を付けました。下の補正依頼書（PDF）を印刷して郵送してください。",
        ),
        "resubmitted" => Some("補正の回答を登録しました。"),
        "withdrawn" => Some("取下げを登録しました。"),
        "proposed" => Some("起案しました。決裁を待ちます。"),
        "sent_back" => Some("差し戻しました。"),
        "decided" => Some("決裁しました。決定通知書を作り、申請者にメールを送ります。"),
        "decided_on_paper" => {
            Some("決裁しました。メールアドレスがないため、決定通知書（PDF）を印刷して郵送してください。")
        }
        _ => None,
    }
}

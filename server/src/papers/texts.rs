//! Writing the words of an activity's letters and fax covers.

use super::{found, words};
use crate::{
    actor::Clerk,
    app::App,
    error::Error,
    faster::Faster,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    messages::materials::paper_errors,
    papers::{PaperTextsPage, PaperTextsView},
    paths,
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    ids::{ActivityId, CampaignId},
    papers::{LeadsTo, PaperTexts},
};
use elements::FormState;
use leptos::prelude::*;
use store::{
    Tx,
    campaigns::{self, Activity},
};

const TITLE: &str = "送付状とFAXの文";

/// The form.
pub async fn edit(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, campaign, id)): Path<(String, CampaignId, ActivityId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&clerk.scope()).await?;
    let (_, activity) = found(&tx, campaign, id).await?;
    let (texts, version) = words(&tx, &activity).await?;
    let pages = pages(&app, &tx, &activity).await?;
    Ok(render(&page, slug, &activity, version, pages, FormState::filled(texts.fill())))
}

/// Keeps them, or says what is wrong.
pub async fn update(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, campaign, id)): Path<(String, CampaignId, ActivityId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&clerk.scope()).await?;
    let (_, activity) = found(&tx, campaign, id).await?;
    let version = typed.version();
    let pages = pages(&app, &tx, &activity).await?;
    let known: Vec<LeadsTo> = pages.iter().map(|(page, _)| *page).collect();
    let texts = match PaperTexts::parse(&typed, &known) {
        Ok(texts) => texts,
        Err(problems) => {
            let form = FormState::rejected(typed, paper_errors(&problems));
            return Ok(render(&page, slug, &activity, version, pages, form));
        }
    };
    match store::papers::save(&tx, id, version, &texts, app.clock.now()).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(see_other(&format!("{}?done=saved", paths::activity_paper(&slug, campaign, id))))
        }
        Err(store::Error::Stale) => Err(conflict(&tx, &slug, &activity).await?),
        Err(error) => Err(error.into()),
    }
}

/// What whoever was slower is told.
async fn conflict(tx: &Tx, slug: &str, activity: &Activity) -> Result<Error, Error> {
    let subject = ("activity", activity.id.uuid());
    let faster = Faster::of(tx, subject, |event| event.kind == "activity.letter_saved").await?;
    let what = format!("「{}」の送付状とFAXの文", activity.text.title);
    let latest = paths::activity_paper_texts(slug, activity.campaign, activity.id);
    Ok(faster.conflict(what, "文を保存しました", Vec::new(), latest))
}

/// Sessions and surveys of the same campaign, to which a letter may lead; and where offices sign in, the first time.
async fn pages(app: &App, tx: &Tx, activity: &Activity) -> Result<Vec<(LeadsTo, String)>, Error> {
    let mut pages: Vec<(LeadsTo, String)> = Vec::new();
    for one in campaigns::activities::of_campaign(tx, activity.campaign).await? {
        let page = match (one.text.session, one.text.survey) {
            (Some(session), _) => LeadsTo::Session(session),
            (None, Some(survey)) => LeadsTo::Survey(survey),
            (None, None) => continue,
        };
        // Two activities may be about the same session; the letter leads to it once.
        if pages.iter().all(|(known, _)| *known != page) {
            pages.push((page, one.text.title));
        }
    }
    if app.config.public_side {
        pages.push((
            LeadsTo::SignIn,
            "初めて利用するページ（事業所ごとのご利用コードを印刷します）".to_owned(),
        ));
    }
    Ok(pages)
}

fn render(
    page: &Page,
    slug: String,
    activity: &Activity,
    version: i32,
    pages: Vec<(LeadsTo, String)>,
    form: FormState,
) -> Response {
    let rejected = form.has_errors();
    let view = PaperTextsView {
        slug,
        campaign: activity.campaign,
        activity: (activity.id, activity.text.title.clone()),
        version,
        pages: pages.into_iter().map(|(page, name)| (page.to_string(), name)).collect(),
        form,
    };
    let view = move || view! { <PaperTextsPage view/> };
    if rejected { page.unprocessable(TITLE, view) } else { page.ok(TITLE, view) }
}

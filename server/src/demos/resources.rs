//! What a federation lends: adding to it, and keeping it away.

use super::{Done, differing};
use crate::{
    actor::FederationClerk,
    app::App,
    error::Error,
    faster::Faster,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    demos::{AwayLine, ResourceLine, ResourcePage, ResourceView, ResourcesPage},
    messages::demos::{resource_errors, rules_errors},
    paths,
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    demos::{ResourceChange, ResourceField, ResourceForm, ResourceProblem},
    ids::ResourceId,
};
use elements::FormState;
use leptos::prelude::*;
use store::{
    Tx,
    demos::resources::{self, Resource},
    events::Recorded,
};

const TITLE: &str = "講師・機材・会議室";
const CHANGE: &str = "登録した内容を変える";

/// What there is.
pub async fn index(
    officer: FederationClerk,
    State(app): State<App>,
    Query(Done { done }): Query<Done>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let done = match done.as_deref() {
        Some("added") => Some("登録しました。"),
        Some("changed") => Some("保存しました。"),
        Some("away") => Some("使えない日を登録しました。"),
        Some("back") => Some("使えない日を取り消しました。この間も選べるようになりました。"),
        Some(_) | None => None,
    };
    render(&app, &tx, &page, officer.tenant.slug.clone(), FormState::empty(), done).await
}

/// Adds a resource, or days on which one is away.
pub async fn create(
    officer: FederationClerk,
    State(app): State<App>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let slug = officer.tenant.slug.clone();
    let tx = app.store.write(&officer.scope()).await?;
    let ids: Vec<ResourceId> = resources::all(&tx).await?.into_iter().map(|one| one.id).collect();
    let now = app.clock.now();
    let outcome = match ResourceForm::parse(&typed, &ids, app.clock.today()) {
        Err(problems) => Err(problems),
        Ok(ResourceForm::Add { kind, name }) => {
            let added = resources::add(&tx, app.clock.id(), kind, &name, now).await?;
            if added { Ok("added") } else { Err(vec![(ResourceField::Name, ResourceProblem::Taken)]) }
        }
        Ok(ResourceForm::Away { resource, first, last, why }) => {
            let kept = resources::keep_away(&tx, app.clock.id(), resource, (first, last), &why, now).await?;
            if kept { Ok("away") } else { Err(vec![(ResourceField::First, ResourceProblem::Promised)]) }
        }
        Ok(ResourceForm::Back(absence)) => {
            // Whoever finds it taken back already has what they wanted.
            resources::take_back(&tx, absence, now).await?;
            Ok("back")
        }
    };
    match outcome {
        Ok(done) => {
            tx.commit().await?;
            Ok(see_other(&format!("{}?done={done}", paths::demo_resources(&slug))))
        }
        Err(problems) => {
            // Nothing of it stays.
            drop(tx);
            let tx = app.store.read(&officer.scope()).await?;
            let rejected = FormState::rejected(typed, resource_errors(&problems));
            render(&app, &tx, &page, slug, rejected, None).await
        }
    }
}

/// One of them, to be changed.
pub async fn edit(
    officer: FederationClerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, ResourceId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let one = resources::find(&tx, id).await?.ok_or(Error::NotFound)?;
    Ok(change_page(&page, slug, &one, FormState::filled(stands(&one).fill())))
}

/// What can be changed of one, as it stands.
fn stands(one: &Resource) -> ResourceChange {
    ResourceChange {
        name: one.name.clone(),
        contents: one.contents.clone(),
        hours: one.hours,
        retired: one.retired,
    }
}

/// Keeps what was changed.
pub async fn update(
    officer: FederationClerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, ResourceId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let one = resources::find(&tx, id).await?.ok_or(Error::NotFound)?;
    let rejected =
        |typed, errors| Ok(change_page(&page, slug.clone(), &one, FormState::rejected(typed, errors)));
    let change = match ResourceChange::parse(&typed) {
        Ok(change) => change,
        Err((own, hours)) => {
            let errors = resource_errors(&own).into_iter().chain(rules_errors(&hours)).collect();
            return rejected(typed, errors);
        }
    };
    let ResourceChange { name, contents, hours, retired } = change;
    let version = typed.version();
    let changed = Resource { name, contents, hours, retired, version, ..one.clone() };
    match resources::update(&tx, &changed, app.clock.now()).await {
        Ok(true) => {
            tx.commit().await?;
            Ok(see_other(&format!("{}?done=changed", paths::demo_resources(&slug))))
        }
        Ok(false) => rejected(typed, resource_errors(&[(ResourceField::Name, ResourceProblem::Taken)])),
        Err(store::Error::Stale) => Err(faster(&tx, &slug, &changed).await?),
        Err(error) => Err(error.into()),
    }
}

/// Somebody else changed it meanwhile.
async fn faster(tx: &Tx, slug: &str, mine: &Resource) -> Result<Error, Error> {
    let now = resources::find(tx, mine.id).await?.ok_or(Error::NotFound)?;
    let changes = |event: &Recorded| event.kind == "resource.changed";
    let faster = Faster::of(tx, ("resource", mine.id.uuid()), changes).await?;
    let places = [(ResourceField::Name, "名前"), (ResourceField::Contents, "中身の一覧")];
    let places = places.map(|(field, label)| (field.name(), label.to_owned()));
    let mut differences = differing::fields(
        &stands(&now).fill(),
        &stands(mine).fill(),
        places.into_iter().chain(differing::hours()),
    );
    if now.retired != mine.retired {
        let words =
            |retired: bool| String::from(if retired { "もう貸し出さない" } else { "貸し出す" });
        differences.push(("貸出し".to_owned(), words(now.retired), words(mine.retired)));
    }
    Ok(faster.conflict(
        now.name,
        "登録した内容を変えました",
        differences,
        paths::demo_resource(slug, mine.id),
    ))
}

fn change_page(page: &Page, slug: String, one: &Resource, form: FormState) -> Response {
    let rejected = form.has_errors();
    let (id, kind, name, version) = (one.id, one.kind, one.name.clone(), one.version);
    let resource = ResourceView { slug, id, kind, name, version, form };
    let view = move || view! { <ResourcePage resource/> };
    if rejected { page.unprocessable(CHANGE, view) } else { page.ok(CHANGE, view) }
}

async fn render(
    app: &App,
    tx: &Tx,
    page: &Page,
    slug: String,
    form: FormState,
    done: Option<&'static str>,
) -> Result<Response, Error> {
    let absences = resources::absences(tx, app.clock.today()).await?;
    let lines: Vec<ResourceLine> = resources::every(tx)
        .await?
        .into_iter()
        .map(|one| ResourceLine {
            id: one.id,
            kind: one.kind,
            name: one.name,
            contents: one.contents.len(),
            hours: one.hours.is_some(),
            retired: one.retired,
            away: absences
                .iter()
                .filter(|absence| absence.resource == one.id)
                .map(|absence| AwayLine {
                    id: absence.id,
                    days: (absence.first, absence.last),
                    why: absence.why.clone(),
                })
                .collect(),
        })
        .collect();
    let (rejected, done) = (form.has_errors(), done.map(str::to_owned));
    let view = move || view! { <ResourcesPage slug lines form done/> };
    Ok(if rejected { page.unprocessable(TITLE, view) } else { page.ok(TITLE, view) })
}

//! 請求: what was fixed is claimed, and is to be paid from then on.

use super::{sentence, status::Mine};
use crate::{
    app::App,
    error::Error,
    page::Page,
    posted::Posted,
    subsidies::{
        applications::back,
        filler::{Filler, Fills},
        review::told,
    },
};
use app::{awards::ClaimPage, mails::awards as texts};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    awards::{AwardField, StageName},
    ids::ApplicationId,
    money::Yen,
    subsidies::Task,
};
use elements::FormState;
use leptos::prelude::*;
use store::awards::acts;

/// What is claimed.
pub async fn show<A: Fills>(
    actor: A,
    State(app): State<App>,
    Path((_, id)): Path<(String, ApplicationId)>,
    page: Page,
) -> Result<Response, Error> {
    let filler = actor.filler();
    let tx = app.store.read(&filler.scope()).await?;
    let Some(mine) = Mine::find(&tx, &filler, id).await? else { return Ok(back(&filler, id)) };
    if mine.award.stage.name() != StageName::AwaitingClaim {
        return Ok(mine.back(&filler));
    }
    Ok(render(&page, &filler, &mine, FormState::empty()))
}

/// Claims it.
pub async fn create<A: Fills>(
    actor: A,
    State(app): State<App>,
    Path((_, id)): Path<(String, ApplicationId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let filler = actor.filler();
    let tx = app.store.write(&filler.scope()).await?;
    let Some(mine) = Mine::find_to_change(&tx, &filler, id).await? else { return Ok(back(&filler, id)) };
    if mine.award.stage.name() != StageName::AwaitingClaim {
        return Ok(mine.back(&filler));
    }
    if typed.get(AwardField::Confirmed.name()).is_empty() {
        let why = "請求する内容を確かめて、チェックを入れてください".to_owned();
        let form = FormState::rejected(typed, vec![(AwardField::Confirmed.name(), why)]);
        return Ok(render(&page, &filler, &mine, form));
    }
    if let Err(error) = acts::claim(&tx, &mine.award, app.clock.now()).await {
        let form = FormState::rejected(typed, vec![("", sentence(error)?)]);
        return Ok(render(&page, &filler, &mine, form));
    }
    let amount = mine.award.money.to_pay();
    mine.tell(&app, &tx, &filler, |about| texts::claimed(about, amount)).await?;
    tx.commit().await?;
    app.wake.notify_one();
    Ok(told(&mine.page(&filler), "claimed"))
}

fn render(page: &Page, filler: &Filler, mine: &Mine, form: FormState) -> Response {
    let (about, rejected) = (mine.about(filler), form.has_errors());
    let amount = mine.award.money.fixed.unwrap_or(Yen::ZERO);
    let corporation =
        domain::text::tidy_name(mine.own.application.answers.typed(Task::Contact).get("corporation"));
    let municipality = filler.tenant.name.clone();
    let view = move || view! { <ClaimPage about amount corporation municipality form/> };
    if rejected { page.unprocessable("請求", view) } else { page.ok("請求", view) }
}

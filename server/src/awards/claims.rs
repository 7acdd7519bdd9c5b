//! 請求: what was fixed is claimed, and is to be paid from then on.

use super::{
    opening::{Opened, to_change, to_read},
    sentence,
    status::Mine,
};
use crate::{
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
    subsidies::{
        confirmation,
        filler::{Filler, Fills},
        review::told,
    },
};
use app::{
    awards::ClaimPage,
    mails::{awards as texts, confirmations as asked},
    subsidies::ConfirmingView,
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    awards::{AwardField, StageName},
    ids::ApplicationId,
    subsidies::{Form, HandedIn},
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
    let Opened { filler, tx, mine } = to_read(actor.filler(), &app, id, is_open).await?;
    let confirming = mine.confirming(&tx, &filler, HandedIn::Claim).await?;
    let view = mine.shown(&tx, &filler, &confirming, app.clock.now(), FormState::empty()).await?;
    Ok(render(&page, &filler, &mine, view, FormState::empty()))
}

/// Claims it.
pub async fn create<A: Fills>(
    actor: A,
    State(app): State<App>,
    Path((_, id)): Path<(String, ApplicationId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let Opened { filler, tx, mine } = to_change(actor.filler(), &app, id, is_open).await?;
    let confirming = mine.confirming(&tx, &filler, HandedIn::Claim).await?;
    // Who confirms agrees to what they saw.
    if !confirming.standing.hands_in() || (confirming.confirms() && typed.get("seen") != confirming.seen()) {
        return Ok(see_other(&filler.filling().claim(id)));
    }
    let now = app.clock.now();
    if typed.get(AwardField::Confirmed.name()).is_empty() {
        let why = "請求する内容を確かめて、チェックを入れてください".to_owned();
        let form = FormState::rejected(typed, vec![(AwardField::Confirmed.name(), why)]);
        let view = mine.shown(&tx, &filler, &confirming, now, FormState::empty()).await?;
        return Ok(render(&page, &filler, &mine, view, form));
    }
    if confirming.confirms() {
        confirmation::agree(&app, &tx, &confirming).await?;
    }
    if let Err(error) = acts::claim(&tx, &mine.award, now).await {
        let form = FormState::rejected(typed, vec![("", sentence(error)?)]);
        let view = mine.shown(&tx, &filler, &confirming, now, FormState::empty()).await?;
        return Ok(render(&page, &filler, &mine, view, form));
    }
    let amount = mine.award.money.to_pay();
    mine.tell(&app, &tx, &filler, |about| texts::claimed(about, amount)).await?;
    if confirming.confirms() {
        let here = filler.filling().application(id);
        confirmation::tell_asker(&app, &tx, &filler, &confirming, &here, asked::handed).await?;
    }
    tx.commit().await?;
    app.wake.notify_one();
    Ok(told(&mine.page(&filler), "claimed"))
}

/// Whether it can be claimed now.
pub(super) fn is_open(mine: &Mine) -> bool {
    mine.award.stage.name() == StageName::AwaitingClaim
}

pub(super) fn render(
    page: &Page,
    filler: &Filler,
    mine: &Mine,
    confirming: Option<ConfirmingView>,
    form: FormState,
) -> Response {
    let declined = confirming.as_ref().is_some_and(|one| one.form.has_errors());
    let (about, rejected) = (mine.about(filler, Form::Claim), form.has_errors() || declined);
    let amount = mine.award.money.to_pay();
    // Where some of it was paid in advance, the rest is claimed.
    let fixed = mine.award.money.fixed.filter(|fixed| *fixed != amount);
    let corporation = mine.corporation();
    let municipality = filler.tenant.name.clone();
    let view = move || view! { <ClaimPage about amount fixed corporation municipality confirming form/> };
    if rejected { page.unprocessable("請求", view) } else { page.ok("請求", view) }
}

//! Every campaign of a municipality.

use super::{Done, may_write, name};
use crate::{actor::Reader, app::App, error::Error, export::Saving, page::Page};
use app::{
    campaigns::{CampaignLine, CampaignsPage},
    messages::campaigns::state,
};
use axum::{
    extract::{Query, State},
    response::Response,
};
use leptos::prelude::*;
use store::{Tx, accounts, campaigns};
use tables::{Field, Kind, Table, Value};

const FIELDS: [Field<CampaignLine>; 10] = [
    ("名称", Kind::Text, |line| line.name.clone().into()),
    ("状態", Kind::Text, |line| state(line.state).into()),
    ("開始日", Kind::Date, |line| line.days.0.into()),
    ("終了日", Kind::Date, |line| line.days.1.into()),
    ("担当者", Kind::Text, |line| line.owner.clone().into()),
    ("完了した活動", Kind::Number, |line| count(line.done.0)),
    ("活動", Kind::Number, |line| count(line.done.1)),
    ("遅れ", Kind::Number, |line| count(line.overdue)),
    ("費用", Kind::Yen, |line| line.money.0.into()),
    ("予算", Kind::Yen, |line| line.money.1.into()),
];

fn count(number: u64) -> Value {
    i64::try_from(number).unwrap_or(i64::MAX).into()
}

/// The campaigns, the latest first.
pub async fn index(
    reader: Reader,
    State(app): State<App>,
    Query(Done { done }): Query<Done>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&reader.scope()).await?;
    let campaigns = lines(&app, &tx).await?;
    drop(tx);
    let (slug, may_write) = (reader.tenant.slug.clone(), may_write(&reader));
    let done = (done == "removed").then_some("キャンペーンを削除しました。");
    Ok(page.ok("周知", move || view! { <CampaignsPage slug campaigns may_write done/> }))
}

/// The same as a table.
pub async fn export(reader: Reader, State(app): State<App>, saving: Saving) -> Result<Response, Error> {
    let tx = app.store.read(&reader.scope()).await?;
    let lines = lines(&app, &tx).await?;
    drop(tx);
    saving.answer("キャンペーン", Table::of("キャンペーン", &FIELDS, &lines))
}

async fn lines(app: &App, tx: &Tx) -> Result<Vec<CampaignLine>, Error> {
    let progress = campaigns::progress(tx, app.clock.today()).await?;
    let names = accounts::names(tx).await?;
    let all = campaigns::all(tx).await?;
    Ok(all
        .into_iter()
        .map(|campaign| {
            let progress = progress.get(&campaign.id).copied().unwrap_or_default();
            let open = campaign.state.is_open();
            CampaignLine {
                id: campaign.id,
                name: campaign.text.name,
                state: campaign.state,
                days: (campaign.text.starts_on, campaign.text.ends_on),
                owner: campaign.text.owner.map(|owner| name(&names, owner)).unwrap_or_default(),
                done: (progress.done, progress.activities),
                overdue: if open { progress.overdue } else { 0 },
                next_on: progress.next_on.filter(|_| open),
                money: (progress.spent, campaign.text.budget),
            }
        })
        .collect())
}

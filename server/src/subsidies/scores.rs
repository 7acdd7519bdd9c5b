//! 採点の一覧: the applications of a programme with what reviewers gave them, and the order that follows.

use super::review::marks::{gives_marks, over};
use crate::{
    actor::{Officer, Reader},
    app::App,
    error::Error,
    export::Saving,
    page::{Page, see_other},
};
use app::{
    messages::subsidies::stage,
    paths,
    subsidies::{PublicPlace, ScoreLine, ScoresPage, ScoresView},
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    ids::{ApplicationId, OfficeId, ProgrammeId},
    subsidies::{Exhaustion, Rules, Score},
};
use leptos::prelude::*;
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};
use store::{
    Tx,
    subsidies::{
        marks, offices,
        programmes::{self, Programme},
        waiting,
    },
};
use tables::{Column, Kind, Table, Value};

/// The page; the programme, where the rules have no points.
pub async fn show(
    officer: Reader,
    State(app): State<App>,
    Path((slug, id)): Path<(String, ProgrammeId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let programme = programmes::find(&tx, id).await?.ok_or(Error::NotFound)?;
    let Some(current) = programme.current.as_ref().filter(|one| !one.rules.review_points.is_empty()) else {
        return Ok(see_other(&paths::programme(&slug, id)));
    };
    let scores = ScoresView {
        id,
        title: programme.title.clone(),
        points: current.rules.review_points.clone(),
        orders: current.rules.exhaustion == Exhaustion::ByScore,
        ordered: waiting::standing(&tx, id).await?.shared_out_at.is_some(),
        lines: lines(&tx, &officer, &slug, id).await?,
        slug,
    };
    Ok(page.ok("採点の一覧", move || view! { <ScoresPage scores/> }))
}

/// The applications: in the order that was decided, else by their scores, whoever has none last. Whoever gives marks does
/// not see those of others before their own are saved, here neither.
async fn lines(
    tx: &Tx,
    officer: &Officer,
    slug: &str,
    programme: ProgrammeId,
) -> Result<Vec<ScoreLine>, Error> {
    let all = marks::compared(tx, programme).await?;
    let tallies = marks::tallies(tx, &all).await?;
    let standing = waiting::standing(tx, programme).await?;
    let ids: Vec<ApplicationId> = all.iter().map(|one| one.id).collect();
    let own = if gives_marks(officer) {
        marks::marked_by(tx, &ids, officer.id()).await?
    } else {
        ids.into_iter().collect::<BTreeSet<_>>()
    };
    let ids: Vec<OfficeId> = all.iter().map(|one| one.office).collect();
    let names: BTreeMap<OfficeId, String> =
        offices::several(tx, &ids).await?.into_iter().map(|office| (office.id, office.name)).collect();
    let mut lines: Vec<ScoreLine> = all
        .iter()
        .filter_map(|one| {
            let tally = tallies.get(&one.id).copied();
            let shown = own.contains(&one.id) || over(one, &standing).is_some();
            Some(ScoreLine {
                place: one.given_rank(),
                receipt: one.receipt?,
                href: paths::application(slug, one.id),
                office: names.get(&one.office).cloned().unwrap_or_default(),
                stage: one.stage.name(),
                reviewers: tally.map_or(0, |tally| tally.reviewers),
                tally: tally.filter(|_| shown),
            })
        })
        .collect();
    lines.sort_by_key(|line| {
        let place = line.place.unwrap_or(i64::MAX);
        (place, Reverse(line.tally.map(|tally| tally.mean)), line.receipt)
    });
    Ok(lines)
}

/// The same as a table.
pub async fn export(
    officer: Reader,
    State(app): State<App>,
    Path((slug, id)): Path<(String, ProgrammeId)>,
    saving: Saving,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let programme = programmes::find(&tx, id).await?.ok_or(Error::NotFound)?;
    let text = |score: Score| Value::Text(score.to_string());
    let rows = lines(&tx, &officer, &slug, id)
        .await?
        .into_iter()
        .map(|line| {
            vec![
                line.place.map_or(Value::Empty, Value::Number),
                Value::Text(line.receipt.to_string()),
                Value::Text(line.office),
                Value::Number(i64::try_from(line.reviewers).unwrap_or(i64::MAX)),
                line.tally.map_or(Value::Empty, |tally| text(tally.mean)),
                line.tally.map_or(Value::Empty, |tally| text(tally.lowest)),
                line.tally.map_or(Value::Empty, |tally| text(tally.highest)),
                Value::Text(stage(line.stage).to_owned()),
            ]
        })
        .collect();
    let columns = [
        ("順番", Kind::Number),
        ("受付番号", Kind::Text),
        ("事業所", Kind::Text),
        ("採点した人の数", Kind::Number),
        ("平均点", Kind::Text),
        ("最も低い点", Kind::Text),
        ("最も高い点", Kind::Text),
        ("状態", Kind::Text),
    ];
    let table = Table {
        title: "採点の一覧".to_owned(),
        columns: columns.map(|(head, kind)| Column::new(head, kind)).into(),
        rows,
    };
    saving.answer(&format!("採点の一覧_{}", programme.title), table)
}

/// The order as everybody reads it; nothing before marks have decided one.
pub(super) async fn order(tx: &Tx, programme: &Programme) -> Result<Vec<PublicPlace>, Error> {
    let by_score = |rules: &Rules| rules.exhaustion == Exhaustion::ByScore;
    let standing = waiting::standing(tx, programme.id).await?;
    if !programme.current.as_ref().is_some_and(|one| by_score(&one.rules))
        || standing.shared_out_at.is_none()
        || standing.seed.is_some()
    {
        return Ok(Vec::new());
    }
    let all = marks::compared(tx, programme.id).await?;
    let tallies = marks::tallies(tx, &all).await?;
    let mut order: Vec<PublicPlace> = all
        .iter()
        .filter_map(|one| {
            let score = tallies.get(&one.id).map(|tally| tally.mean);
            Some(PublicPlace { place: one.given_rank()?, receipt: one.receipt?, score })
        })
        .collect();
    order.sort_by_key(|one| one.place);
    Ok(order)
}

//! One material, for the officers of its house.

use super::found;
use crate::{actor::Reader, app::App, error::Error, page::Page};
use app::materials::{LedgerLine, MaterialPage, MaterialView, OrderLine, VersionLine};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    accounts::Role,
    ids::MaterialId,
    materials::{MovementKind, supply},
};
use elements::NoticeKind;
use leptos::prelude::*;
use serde::Deserialize;
use std::collections::BTreeSet;
use store::{
    accounts, files,
    materials::{
        movements,
        orders::{self, Order},
        versions::{self, Content},
    },
};

/// Lines of the ledger that the page shows where it is not asked for all.
const SHOWN: usize = 50;

/// What an address says.
#[derive(Debug, Deserialize)]
pub struct Asked {
    /// What was just done.
    done: Option<String>,
    /// Whether every line of the ledger is shown.
    all: Option<String>,
}

/// One material.
pub async fn show(
    reader: Reader,
    State(app): State<App>,
    Path((slug, id)): Path<(String, MaterialId)>,
    Query(asked): Query<Asked>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&reader.scope()).await?;
    let kept = found(&tx, id).await?;
    let names = accounts::names(&tx).await?;
    let today = app.clock.today();
    let by = |account| names.get(&account).cloned().unwrap_or_default();
    let mut lines = Vec::new();
    for version in versions::of_material(&tx, id).await? {
        let (link, file) = match version.content {
            Content::Link(link) => (Some(link), String::new()),
            Content::File(file) => {
                (None, files::find(&tx, file).await?.map(|file| file.name).unwrap_or_default())
            }
        };
        let (number, note, at) = (version.number, version.note, version.at);
        lines.push(VersionLine { number, link, file, note, by: by(version.by), at });
    }
    let all = movements::of_material(&tx, id).await?;
    let undone: BTreeSet<_> = all.iter().filter_map(|movement| movement.undoes).collect();
    let handed = all
        .iter()
        .filter(|one| one.kind == MovementKind::HandedOut && !undone.contains(&one.id))
        .map(|one| u64::from(one.change.unsigned_abs()))
        .sum();
    let shown = if asked.all.is_some() { usize::MAX } else { SHOWN };
    let more = all.len().saturating_sub(shown);
    let fixed = movements::fixed(&all);
    // The first line of a round offers to take all of it back.
    let mut rounds = BTreeSet::new();
    let together: Vec<usize> = all
        .iter()
        .zip(&fixed)
        .take(shown)
        .map(|(one, fixed)| match one.round {
            Some(activity) if fixed.is_none() && rounds.insert((activity, one.at)) => {
                movements::together(&all, one).len()
            }
            Some(_) | None => 0,
        })
        .collect();
    let ledger = all
        .into_iter()
        .zip(fixed)
        .zip(together)
        .map(|((one, fixed), together)| LedgerLine {
            id: one.id,
            on: one.on,
            kind: one.kind,
            change: one.change,
            stock: one.stock,
            whom: one.to_name,
            note: one.note,
            by: by(one.by),
            undone: undone.contains(&one.id),
            may_undo: fixed.is_none(),
            together,
        })
        .collect();
    let orders = orders::of_material(&tx, id).await?;
    let ordered = orders.iter().map(Order::outstanding).fold(0, u32::saturating_add);
    let view = MaterialView {
        slug,
        id,
        supply: supply(kept.material.kind, kept.stock, kept.material.minimum, ordered),
        stock: kept.stock,
        handed,
        ordered,
        retired: kept.retired_at.is_some(),
        has_card: kept.card.is_some(),
        versions: lines,
        ledger,
        more,
        orders: orders
            .into_iter()
            .map(|one| OrderLine {
                id: one.id,
                late: one.is_late(today),
                pieces: (one.order.pieces, one.arrived),
                days: (one.order.ordered_on, one.order.expected_on),
                state: one.state,
                supplier: one.order.supplier,
            })
            .collect(),
        keeps: reader.has(Role::Clerk),
        done: asked.done.as_deref().and_then(sentence).map(|(kind, words)| (kind, words.to_owned())),
        material: kept.material,
    };
    Ok(page.ok("資材", move || view! { <MaterialPage view/> }))
}

fn sentence(done: &str) -> Option<(NoticeKind, &'static str)> {
    Some(match done {
        "added" => (NoticeKind::Success, "資材を登録しました。ファイルかリンクを、版として加えてください。"),
        "edited" => (NoticeKind::Success, "資材の内容を変更しました。"),
        "version" => (NoticeKind::Success, "新しい版を加えました。"),
        "moved" => (NoticeKind::Success, "記録しました。"),
        "undone" => (NoticeKind::Success, "記録を取り消しました。"),
        "short" => (
            NoticeKind::Error,
            "取り消せません。取り消すと在庫が0より少なくなります。先に、後の記録を取り消すか、棚卸しを記録してください。",
        ),
        "counted_since" => (
            NoticeKind::Error,
            "取り消せません。この記録の後に棚卸しを記録したため、いまの在庫はこの記録に左右されません。在庫の数が違うときは、もう一度棚卸しを記録してください。",
        ),
        "undone_before" => (NoticeKind::Warning, "この記録は、すでに取り消されています。"),
        "ordered" => {
            (NoticeKind::Success, "注文を記録しました。納品されたら、注文日を開いて記録してください。")
        }
        "arrived" => (NoticeKind::Success, "納品された数を在庫に入れました。"),
        "priced" => (NoticeKind::Success, "注文の代金を保存しました。"),
        "cancelled" => (NoticeKind::Success, "注文を取りやめました。"),
        _ => return None,
    })
}

//! One material, for the officers of its house.

use super::{Done, found, names};
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
use std::collections::BTreeSet;
use store::{
    files,
    materials::{
        movements,
        orders::{self, Order},
        versions::{self, Content},
    },
};

/// Lines of the ledger that the page shows; all are in the table to save.
const SHOWN: usize = 50;

/// One material.
pub async fn show(
    reader: Reader,
    State(app): State<App>,
    Path((slug, id)): Path<(String, MaterialId)>,
    Query(Done { done }): Query<Done>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&reader.scope()).await?;
    let kept = found(&tx, id).await?;
    let names = names(&tx).await?;
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
    let more = all.len().saturating_sub(SHOWN);
    let ledger = all
        .into_iter()
        .take(SHOWN)
        .map(|one| LedgerLine {
            id: one.id,
            on: one.on,
            kind: one.kind,
            change: one.change,
            stock: one.stock,
            whom: one.to_name,
            note: one.note,
            by: by(one.by),
            undone: undone.contains(&one.id),
            may_undo: one.undoes.is_none() && !undone.contains(&one.id),
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
        done: done.as_deref().and_then(sentence).map(|(kind, words)| (kind, words.to_owned())),
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
        "undone_before" => (NoticeKind::Warning, "この記録は、すでに取り消されています。"),
        "ordered" => {
            (NoticeKind::Success, "注文を記録しました。納品されたら、注文日を開いて記録してください。")
        }
        "arrived" => (NoticeKind::Success, "納品された数を在庫に入れました。"),
        "cancelled" => (NoticeKind::Success, "注文を取りやめました。"),
        _ => return None,
    })
}

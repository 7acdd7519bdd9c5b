//! A packet on paper and as a table; and the scanned sheet of a decision on paper.

use super::{Loaded, number};
use crate::{actor::Reader, app::App, error::Error, export::Saving, subsidies::review::views::said};
use axum::{
    extract::{Path, State},
    response::Response,
};
use documents::{PacketSheet, PacketSheetCase};
use domain::{ids::PacketId, subsidies::Outcome};
use store::{
    files,
    subsidies::packets::{ClosingWay, State as PacketState},
    views,
};
use tables::{Column, Kind, Table, Value};

/// The packet on paper, with boxes for those who decide.
pub async fn sheet(
    officer: Reader,
    State(app): State<App>,
    Path((_, id)): Path<(String, PacketId)>,
) -> Result<Response, Error> {
    let tx = app.store.look(&officer.scope()).await?;
    let loaded = Loaded::find(&tx, id).await?;
    let budget = loaded.budget(&tx).await?;
    views::record(&tx, app.clock.id(), app.clock.now(), "packet", id.uuid(), "packet").await?;
    tx.commit().await?;
    let sheet = PacketSheet {
        body: officer.tenant.name.clone(),
        number: number(&loaded.packet),
        title: loaded.packet.title.clone(),
        made_on: loaded.made_on(),
        made_by: loaded.name(loaded.packet.by),
        programme: loaded.programme.clone(),
        basis: loaded.basis.clone(),
        note: loaded.packet.note.clone(),
        cases: cases(&loaded),
        budget: budget.into_iter().map(|line| (line.label.to_owned(), line.before, line.after)).collect(),
    };
    let name = sheet.file_name();
    let (now, fonts) = (app.clock.now(), app.fonts.clone());
    let made = tokio::task::spawn_blocking(move || sheet.render(now, &fonts))
        .await
        .map_err(|_| Error::Internal("setting the packet was broken off"))?
        .map_err(|_| Error::Internal("the packet cannot be set"))?;
    Ok(crate::download::file(&name, "application/pdf", made.pdf))
}

/// The packet as a table.
pub async fn export(
    officer: Reader,
    State(app): State<App>,
    Path((_, id)): Path<(String, PacketId)>,
    saving: Saving,
) -> Result<Response, Error> {
    let tx = app.store.look(&officer.scope()).await?;
    let loaded = Loaded::find(&tx, id).await?;
    views::record(&tx, app.clock.id(), app.clock.now(), "packet", id.uuid(), "packet").await?;
    tx.commit().await?;
    let columns = [
        ("受付番号", Kind::Code),
        ("事業所番号", Kind::Code),
        ("事業所名", Kind::Text),
        ("法人名", Kind::Text),
        ("起案", Kind::Text),
        ("交付額", Kind::Yen),
        ("理由・申し送り", Kind::Text),
    ];
    let rows = cases(&loaded)
        .into_iter()
        .map(|case| {
            vec![
                Value::Text(case.receipt),
                Value::Text(case.office_number),
                Value::Text(case.office),
                Value::Text(case.corporation),
                Value::Text(case.outcome),
                case.amount.map_or(Value::Empty, Value::Yen),
                Value::Text(case.reason),
            ]
        })
        .collect();
    let table = Table {
        title: "起案の一覧".to_owned(),
        columns: columns.map(|(head, kind)| Column::new(head, kind)).into(),
        rows,
    };
    let name = format!("起案の一覧_{}", number(&loaded.packet));
    saving.answer(&name, table)
}

/// The scanned sheet of a decision on paper.
pub async fn scan(
    officer: Reader,
    State(app): State<App>,
    Path((_, id)): Path<(String, PacketId)>,
) -> Result<Response, Error> {
    let tx = app.store.look(&officer.scope()).await?;
    let loaded = Loaded::find(&tx, id).await?;
    let PacketState::Decided(closing) = &loaded.packet.state else { return Err(Error::NotFound) };
    let ClosingWay::Outside { sheet, .. } = &closing.way else { return Err(Error::NotFound) };
    let file = files::find(&tx, *sheet).await?.ok_or(Error::NotFound)?;
    views::record(&tx, app.clock.id(), app.clock.now(), "packet", id.uuid(), "packet").await?;
    tx.commit().await?;
    let bytes = app.storage.get(officer.tenant.id, file.id).await?;
    Ok(crate::download::file(&file.name, &file.media_type, bytes))
}

/// The cases as the paper and the table list them.
fn cases(loaded: &Loaded) -> Vec<PacketSheetCase> {
    loaded
        .cases
        .iter()
        .filter_map(|(inside, case)| {
            let proposed = case.proposals.iter().find(|one| one.proposal.id == inside.proposal)?;
            let (outcome, amount) = match &proposed.proposal.outcome {
                Outcome::Grant { amount, .. } => ("交付", Some(*amount)),
                Outcome::Refuse { .. } => ("不交付", None),
            };
            Some(PacketSheetCase {
                receipt: case.receipt.to_string(),
                office_number: case.office.number.to_string(),
                office: case.office.name.clone(),
                corporation: case.office.corporation.clone().unwrap_or_default(),
                outcome: outcome.to_owned(),
                amount,
                reason: said(&proposed.proposal),
            })
        })
        .collect()
}

//! The request on paper, for 国保中央会 that does not work with the program, and for the file.

use super::{found, location};
use crate::{actor::Dispatcher, app::App, error::Error};
use app::messages::{
    demos::{menu, slot},
    dispatches::{cost_line, payer, stage, told},
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use documents::DispatchSheet;
use domain::{demos::Place, dispatches::Stage, ids::DispatchId, tokyo};
use store::{dispatches::Dispatch, tenants};

/// The sheet.
pub async fn show(
    officer: Dispatcher,
    State(app): State<App>,
    Path((_, id)): Path<(String, DispatchId)>,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let dispatch = found(&tx, id).await?;
    let to = match dispatch.central {
        Some(central) => tenants::by_id(&tx, central).await?.name,
        None => "国民健康保険中央会".to_owned(),
    };
    drop(tx);
    let sheet = sheet(to, &dispatch);
    let name = sheet.file_name();
    let (now, fonts) = (app.clock.now(), app.fonts.clone());
    let made = tokio::task::spawn_blocking(move || sheet.render(now, &fonts))
        .await
        .map_err(|_| Error::Internal("setting the request was broken off"))?
        .map_err(|_| Error::Internal("the request cannot be set"))?;
    Ok(crate::download::file(&name, "application/pdf", made.pdf))
}

fn sheet(to: String, dispatch: &Dispatch) -> DispatchSheet {
    let asked = &dispatch.asked;
    let line = |label: &str, words: String| (label.to_owned(), words);
    let menus = asked.menu.iter().map(|one| menu(*one)).collect::<Vec<_>>().join("、");
    let mut facts = vec![
        line("日時", slot(&asked.slot)),
        line("市区町村", dispatch.municipality_name.clone()),
        line("場所", location(asked)),
        line("参加見込み", format!("{}人", asked.people)),
    ];
    if !menus.is_empty() {
        facts.push(line("当日の内容", menus));
    }
    facts.push(line("旅費の負担", payer(dispatch.payer()).to_owned()));
    let mut costs = Vec::new();
    if let Some(known) = &dispatch.costs {
        let lines = known.travel.estimate(Place::OnSite).map(|estimate| estimate.lines).unwrap_or_default();
        costs.extend(lines.into_iter().map(|(part, yen)| line(cost_line(part), yen.to_string())));
        costs.push(line("合計", known.total.to_string()));
    }
    let mut contact =
        vec![line("氏名", asked.contact.name.clone()), line("電話", asked.contact.phone.clone())];
    if !asked.contact.email.is_empty() {
        contact.push(line("メール", asked.contact.email.clone()));
    }
    let mut answer = match &dispatch.stage {
        Stage::Asked { .. } => Vec::new(),
        Stage::Accepted { lecturer, .. } => {
            vec![line("回答", stage(dispatch.stage.name()).to_owned()), line("講師", lecturer.clone())]
        }
        Stage::Proposed { slots, online, message, .. } => {
            let mut words: Vec<String> = slots.iter().map(slot).collect();
            if *online {
                words.push("オンラインなら対応できる".to_owned());
            }
            if !message.is_empty() {
                words.push(message.clone());
            }
            vec![line("回答", stage(dispatch.stage.name()).to_owned()), line("別案", words.join("\n"))]
        }
        Stage::Declined { reason, .. } | Stage::Withdrawn { reason, .. } => vec![
            line("回答", stage(dispatch.stage.name()).to_owned()),
            line("理由", reason.as_str().to_owned()),
        ],
    };
    if let Some(how) = dispatch.stage.told() {
        answer.push(line("回答の受け方", told(how)));
    }
    DispatchSheet {
        to,
        from: dispatch.federation_name.clone(),
        asked_on: tokyo::date(dispatch.created_at),
        municipality: dispatch.municipality_name.clone(),
        facts,
        purpose: asked.purpose.clone(),
        costs,
        contact,
        answer,
    }
}

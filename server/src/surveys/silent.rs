//! Who has not answered, with their telephones; that it was looked at is kept.

use super::found;
use crate::{actor::Reader, app::App, error::Error, export::Saving, page::Page};
use app::{
    messages::surveys::asked_by,
    surveys::{SilentLine, SurveySilentPage, SurveySilentView},
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    accounts::Role,
    ids::{OfficeId, SurveyId},
    surveys::AskChannel,
};
use leptos::prelude::*;
use std::collections::BTreeMap;
use store::{
    Tx, offices,
    surveys::{self, Survey, invitations},
    views,
};
use tables::{Field, Kind, Table};

/// The list.
pub async fn show(
    reader: Reader,
    State(app): State<App>,
    Path((slug, id)): Path<(String, SurveyId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.look(&reader.scope()).await?;
    let survey = found(&tx, id).await?;
    let lines = if survey.anonymous {
        Vec::new()
    } else {
        views::record(&tx, app.clock.id(), app.clock.now(), "survey", id.uuid(), "survey-silent").await?;
        lines(&tx, &survey).await?
    };
    let reach = surveys::reach(&tx, id).await?;
    tx.commit().await?;
    let view = SurveySilentView {
        slug,
        id,
        title: survey.title,
        anonymous: survey.anonymous,
        reach,
        lines,
        may_enter: reader.has(Role::Clerk),
    };
    Ok(page.ok("未回答の一覧", move || view! { <SurveySilentPage silent=view/> }))
}

/// Those who were asked and have not answered, by name.
async fn lines(tx: &Tx, survey: &Survey) -> Result<Vec<SilentLine>, Error> {
    let silent: Vec<_> = invitations::of_survey(tx, survey.id)
        .await?
        .into_iter()
        .filter(|one| one.answered_on.is_none() && one.channel != AskChannel::None)
        .collect();
    let asked: Vec<OfficeId> = silent.iter().filter_map(|one| one.office).collect();
    let phones: BTreeMap<_, _> = offices::several(tx, &asked)
        .await?
        .into_iter()
        .filter_map(|office| Some((office.id, office.particulars.phone?.to_string())))
        .collect();
    let line = |one: invitations::Invitation| SilentLine {
        invitation: one.id,
        office: one.office,
        phone: one.office.and_then(|office| phones.get(&office).cloned()).unwrap_or_default(),
        name: one.name,
        channel: one.channel,
        exclusion: one.exclusion,
        mailed: one.mailed_at.is_some(),
        reminded_on: one.reminded_on,
    };
    Ok(silent.into_iter().map(line).collect())
}

const FIELDS: [Field<SilentLine>; 4] = [
    ("事業所", Kind::Text, |line| line.name.clone().into()),
    ("電話番号", Kind::Code, |line| line.phone.clone().into()),
    ("依頼の方法", Kind::Text, |line| asked_by(line.channel, line.exclusion, line.mailed).into()),
    ("督促した日", Kind::Date, |line| line.reminded_on.into()),
];

/// The list to save.
pub async fn export(
    reader: Reader,
    State(app): State<App>,
    Path((_, id)): Path<(String, SurveyId)>,
    saving: Saving,
) -> Result<Response, Error> {
    let tx = app.store.look(&reader.scope()).await?;
    let survey = found(&tx, id).await?;
    if survey.anonymous {
        return Err(Error::NotFound);
    }
    views::record(&tx, app.clock.id(), app.clock.now(), "survey", id.uuid(), "survey-silent-saved").await?;
    let lines = lines(&tx, &survey).await?;
    tx.commit().await?;
    let name = format!("未回答の一覧_{}", survey.title);
    saving.answer(&name, Table::of("未回答の一覧", &FIELDS, &lines))
}

//! Asking: those of a choice who were not asked before, each once, and each address once.

use super::{
    Survey,
    invitations::{Invitation, of_survey},
};
use crate::{
    Error, Tx,
    entities::{survey_invitations, survey_responses},
    events::Event,
    mailings::Before,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    email::Email,
    ids::{OfficeId, SurveyId, SurveyInvitationId},
    mailings::{Exclusion, Recipient},
    surveys::AskChannel,
    tokyo,
};
use sea_orm::{
    ColumnTrait, EntityTrait, QueryFilter, QuerySelect,
    sea_query::{Expr, OnConflict},
};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Rows written by one statement.
const CHUNK: usize = 500;

/// Somebody to ask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The office; none for somebody whom the register does not know.
    pub office: Option<OfficeId>,
    /// Its name.
    pub name: String,
    /// Where the mail goes.
    pub email: String,
    /// Why it gets no mail.
    pub exclusion: Option<Exclusion>,
}

impl From<Recipient> for Asked {
    fn from(Recipient { candidate, exclusion }: Recipient) -> Self {
        Self { office: Some(candidate.office), name: candidate.name, email: candidate.email, exclusion }
    }
}

/// Who is not asked again: the offices that are asked or have answered, and the addresses to which mails of it go.
pub async fn before(tx: &Tx, survey: SurveyId) -> Result<Before, Error> {
    let mut before = Before::default();
    before.offices.extend(answered_unasked(tx, survey).await?.into_keys());
    let rows: Vec<(Option<Uuid>, String, String, Option<NaiveDate>)> = tx
        .rows::<survey_invitations::Entity>()?
        .select_only()
        .column(survey_invitations::Column::OfficeId)
        .column(survey_invitations::Column::Channel)
        .column(survey_invitations::Column::Email)
        .column(survey_invitations::Column::AnsweredOn)
        .filter(survey_invitations::Column::SurveyId.eq(survey.uuid()))
        .into_tuple()
        .all(tx.connection())
        .await?;
    for (office, way, email, answered_on) in rows {
        if way != AskChannel::None.code() || answered_on.is_some() {
            before.offices.extend(office.map(OfficeId::from_uuid));
        }
        if way == AskChannel::Mail.code()
            && let Ok(email) = Email::parse(&email)
        {
            before.addresses.insert(email.key());
        }
    }
    Ok(before)
}

/// Asks those who were not asked before; how many of them get a mail or a letter. Who has answered without being asked is
/// left out. Who was left out before is asked now where the reason is gone.
pub async fn add(
    tx: &Tx,
    survey: &Survey,
    asked: Vec<Asked>,
    ids: &(dyn Fn() -> SurveyInvitationId + Sync),
    code_hash: &(dyn Fn(SurveyInvitationId) -> String + Sync),
    now: DateTime<Utc>,
) -> Result<u64, Error> {
    let tenant = tx.tenant()?;
    let known = of_survey(tx, survey.id).await?;
    let offices: BTreeSet<OfficeId> = known.iter().filter_map(|one| one.office).collect();
    let anew = ask_anew(tx, &known, &asked, now).await?;
    let others: BTreeSet<(String, String)> =
        known.into_iter().filter(|one| one.office.is_none()).map(|one| (one.name, one.email)).collect();
    let is_new = |one: &Asked| match one.office {
        Some(office) => !offices.contains(&office),
        None => !others.contains(&(one.name.clone(), one.email.clone())),
    };
    let answered = answered_unasked(tx, survey.id).await?;
    let rows: Vec<_> = asked
        .into_iter()
        .filter(is_new)
        .map(|one| {
            let id = ids();
            let answered_on = one.office.and_then(|office| answered.get(&office).copied());
            let exclusion = answered_on.map(|_| Exclusion::Answered).or(one.exclusion);
            survey_invitations::Model {
                tenant_id: tenant.uuid(),
                id: id.uuid(),
                survey_id: survey.id.uuid(),
                office_id: one.office.map(OfficeId::uuid),
                name: one.name,
                channel: AskChannel::of(exclusion).code().to_owned(),
                email: one.email,
                exclusion: exclusion.map(|exclusion| exclusion.code().to_owned()),
                code_hash: code_hash(id),
                mail_id: None,
                mailed_at: None,
                reminded_on: None,
                reminders: 0,
                answered_on,
                created_at: now,
            }
        })
        .collect();
    let excluded = rows.iter().filter(|row| row.channel == AskChannel::None.code()).count() as u64;
    let all = rows.len() as u64 + anew;
    let rows: Vec<_> = rows.into_iter().map(survey_invitations::ActiveModel::from).collect();
    for chunk in rows.chunks(CHUNK) {
        survey_invitations::Entity::insert_many(chunk.iter().cloned())
            .on_conflict(OnConflict::new().do_nothing().to_owned())
            .exec_without_returning(tx.connection())
            .await?;
    }
    if all > 0 {
        let payload = json!({ "asked": all - excluded, "anew": anew, "excluded": excluded });
        tx.record(Event::of(now, "survey.asked", "survey", survey.id.uuid(), payload))?;
    }
    Ok(all - excluded)
}

/// Asks those of the chosen who were left out and for whom the reason is gone; how many they are. Their row becomes what a
/// new one would be.
async fn ask_anew(tx: &Tx, known: &[Invitation], chosen: &[Asked], now: DateTime<Utc>) -> Result<u64, Error> {
    let left_out: BTreeMap<OfficeId, SurveyInvitationId> =
        known.iter().filter(|one| one.is_left_out()).filter_map(|one| Some((one.office?, one.id))).collect();
    let mut anew = 0;
    for one in chosen {
        let way = AskChannel::of(one.exclusion);
        let id = one.office.and_then(|office| left_out.get(&office));
        let Some(id) = id.filter(|_| way != AskChannel::None) else { continue };
        let written = survey_invitations::Entity::update_many()
            .col_expr(survey_invitations::Column::Name, Expr::value(&*one.name))
            .col_expr(survey_invitations::Column::Email, Expr::value(&*one.email))
            .col_expr(survey_invitations::Column::Channel, Expr::value(way.code()))
            .col_expr(survey_invitations::Column::Exclusion, Expr::value(one.exclusion.map(Exclusion::code)))
            .col_expr(survey_invitations::Column::CreatedAt, Expr::value(now))
            .filter(survey_invitations::Column::TenantId.eq(tx.tenant()?.uuid()))
            .filter(survey_invitations::Column::Id.eq(id.uuid()))
            .filter(survey_invitations::Column::Channel.eq(AskChannel::None.code()))
            .filter(survey_invitations::Column::AnsweredOn.is_null())
            .exec(tx.connection())
            .await?;
        anew += written.rows_affected;
    }
    Ok(anew)
}

/// The offices that have answered, with the day, whoever asked them: by everybody's link, or on a paper that was typed in.
async fn answered_unasked(tx: &Tx, survey: SurveyId) -> Result<BTreeMap<OfficeId, NaiveDate>, Error> {
    let rows: Vec<(Option<Uuid>, Option<DateTime<Utc>>)> = tx
        .rows::<survey_responses::Entity>()?
        .select_only()
        .column(survey_responses::Column::OfficeId)
        .column(survey_responses::Column::SubmittedAt)
        .filter(survey_responses::Column::SurveyId.eq(survey.uuid()))
        .filter(survey_responses::Column::SubmittedAt.is_not_null())
        .into_tuple()
        .all(tx.connection())
        .await?;
    Ok(rows.into_iter().filter_map(|(office, at)| Some((office?.into(), tokyo::date(at?)))).collect())
}

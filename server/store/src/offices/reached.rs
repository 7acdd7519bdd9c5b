//! The conditions of a segment about what was done with offices. Each is a query of its own by an index, within the one of
//! the register.

use crate::{
    Error, Tx, adoption,
    entities::{
        activity_recipients, association_members, demo_invitations, demo_registrations, mailing_recipients,
        mails, offices, survey_answers, survey_invitations, survey_responses,
    },
    follow_up, office_groups, partners,
    plans::holds,
    software,
};
use chrono::NaiveDate;
use domain::{
    campaigns::{Reply, Standing},
    ids::{ActivityId, DemoId, MailingId, OfficeId, SurveyId},
    office_number::OfficeNumber,
    offices::{Mailed, Reached, Segment, Sessioned, Surveyed},
    software::Linking,
    surveys::AskChannel,
};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect as _, QueryTrait as _, Select,
    sea_query::SelectStatement,
};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Narrows a query of the register by these conditions.
pub(super) async fn narrowed(
    tx: &Tx,
    mut query: Select<offices::Entity>,
    segment: &Segment,
) -> Result<Select<offices::Entity>, Error> {
    let id = offices::Column::Id;
    if let Some(halt) = segment.halt {
        query = query.filter(id.is_in(adoption::halted(tx, halt).await?));
    }
    if let Some(linking) = segment.linking {
        // What is said of products is dated until today, so the last day there is shows the newest.
        let known = software::linking_ids(tx, linking, NaiveDate::MAX).await?;
        query = match linking {
            Linking::Yes | Linking::No => query.filter(id.in_subquery(known)),
            Linking::Unknown => query.filter(id.not_in_subquery(known)),
        };
    }
    if let Some(least) = segment.partners {
        query = query.filter(id.is_in(with_partners(tx, least).await?));
    }
    if let Some(body) = &segment.association {
        let members = tx
            .rows::<association_members::Entity>()?
            .select_only()
            .column(association_members::Column::OfficeId)
            .filter(association_members::Column::AssociationId.eq(body.what.uuid()))
            .into_query();
        query = query.filter(id.in_subquery(members));
    }
    if let Some(survey) = &segment.survey {
        query = match &survey.what {
            Surveyed::Answered { survey } => query.filter(id.in_subquery(answered(tx, *survey, None)?)),
            Surveyed::Not { survey } => query.filter(id.not_in_subquery(answered(tx, *survey, None)?)),
            Surveyed::Silent { survey } => query.filter(id.in_subquery(silent(tx, *survey)?)),
            Surveyed::Chose { survey, question, choice } => {
                query.filter(id.in_subquery(answered(tx, *survey, Some((question, choice)))?))
            }
        };
    }
    if let Some(session) = &segment.session {
        query = match session.what {
            Sessioned::Invited { session } => query.filter(id.in_subquery(invited(tx, session)?)),
            Sessioned::Registered { session } => query.filter(id.in_subquery(registered(tx, session, None)?)),
            Sessioned::Attended { session } => {
                query.filter(id.in_subquery(registered(tx, session, Some(true))?))
            }
            Sessioned::Absent { session } => {
                query.filter(id.in_subquery(registered(tx, session, Some(false))?))
            }
        };
    }
    if let Some(mailing) = &segment.mailing {
        query = match mailing.what {
            Mailed::Sent { mailing } => query.filter(id.in_subquery(mailed(tx, mailing, true)?)),
            Mailed::Failed { mailing } => query.filter(id.in_subquery(mailed(tx, mailing, false)?)),
            Mailed::Not { mailing } => query.filter(id.not_in_subquery(mailed(tx, mailing, true)?)),
        };
    }
    if let Some(activity) = &segment.activity {
        query = query.filter(id.in_subquery(reached(tx, activity.what)?));
    }
    if let Some(group) = &segment.group {
        query = query.filter(id.in_subquery(office_groups::belonging(tx, group.what)?));
    }
    if !segment.numbers.is_empty() {
        let numbers = segment.numbers.iter().map(|number| number.as_str().to_owned());
        let own = Condition::any().add(offices::Column::Number.is_in(numbers));
        let merged = survivors(tx, &segment.numbers).await?;
        query = query.filter(if merged.is_empty() { own } else { own.add(id.is_in(merged)) });
    }
    if let Some(day) = segment.silent_since {
        query = query.filter(id.not_in_subquery(follow_up::spoken_since(tx, day)?));
    }
    Ok(query)
}

/// The offices that those with these numbers were merged into.
async fn survivors(tx: &Tx, numbers: &BTreeSet<OfficeNumber>) -> Result<Vec<Uuid>, Error> {
    let merged: Vec<Uuid> = tx
        .rows::<offices::Entity>()?
        .select_only()
        .column(offices::Column::Id)
        .filter(holds(offices::Column::MergedInto))
        .filter(offices::Column::Number.is_in(numbers.iter().map(|number| number.as_str().to_owned())))
        .into_tuple()
        .all(tx.connection())
        .await?;
    let mut survivors = Vec::new();
    for office in merged {
        survivors.extend(super::survivor(tx, office.into()).await?.map(OfficeId::uuid));
    }
    Ok(survivors)
}

/// The offices with at least so many partners that count as adopters.
async fn with_partners(tx: &Tx, least: u16) -> Result<Vec<Uuid>, Error> {
    let adopters: BTreeSet<Uuid> = super::segments::adopters(tx).await?.into_iter().collect();
    let mut counts: BTreeMap<Uuid, u16> = BTreeMap::new();
    for (one, other) in partners::every(tx).await? {
        for (office, partner) in [(one, other), (other, one)] {
            if adopters.contains(&partner.uuid()) {
                *counts.entry(office.uuid()).or_default() += 1;
            }
        }
    }
    Ok(counts.into_iter().filter(|(_, count)| *count >= least).map(|(office, _)| office).collect())
}

/// The offices that answered a survey, or chose something in it.
fn answered(tx: &Tx, survey: SurveyId, chose: Option<(&String, &String)>) -> Result<SelectStatement, Error> {
    let mut rows = tx
        .rows::<survey_responses::Entity>()?
        .select_only()
        .column(survey_responses::Column::OfficeId)
        .filter(survey_responses::Column::SurveyId.eq(survey.uuid()))
        .filter(survey_responses::Column::SubmittedAt.is_not_null())
        .filter(holds(survey_responses::Column::OfficeId));
    if let Some((question, choice)) = chose {
        let chosen = tx
            .rows::<survey_answers::Entity>()?
            .select_only()
            .column(survey_answers::Column::ResponseId)
            .filter(survey_answers::Column::SurveyId.eq(survey.uuid()))
            .filter(survey_answers::Column::Question.eq(question))
            .filter(survey_answers::Column::Choice.eq(choice))
            .into_query();
        rows = rows.filter(survey_responses::Column::Id.in_subquery(chosen));
    }
    Ok(rows.into_query())
}

/// The offices that were asked in a survey, by mail or letter, and have not answered.
fn silent(tx: &Tx, survey: SurveyId) -> Result<SelectStatement, Error> {
    Ok(tx
        .rows::<survey_invitations::Entity>()?
        .select_only()
        .column(survey_invitations::Column::OfficeId)
        .filter(survey_invitations::Column::SurveyId.eq(survey.uuid()))
        .filter(survey_invitations::Column::OfficeId.is_not_null())
        .filter(survey_invitations::Column::Channel.ne(AskChannel::None.code()))
        .filter(survey_invitations::Column::AnsweredOn.is_null())
        .into_query())
}

fn invited(tx: &Tx, session: DemoId) -> Result<SelectStatement, Error> {
    Ok(tx
        .rows::<demo_invitations::Entity>()?
        .select_only()
        .column(demo_invitations::Column::OfficeId)
        .filter(demo_invitations::Column::SessionId.eq(session.uuid()))
        .filter(demo_invitations::Column::MailedAt.is_not_null())
        .into_query())
}

/// The offices registered for a session; those that came, or those that did not.
fn registered(tx: &Tx, session: DemoId, came: Option<bool>) -> Result<SelectStatement, Error> {
    let mut rows = demo_registrations::Entity::find()
        .select_only()
        .column(demo_registrations::Column::OfficeId)
        .filter(demo_registrations::Column::SharedWith.eq(tx.tenant()?.uuid()))
        .filter(demo_registrations::Column::SessionId.eq(session.uuid()))
        .filter(demo_registrations::Column::OfficeId.is_not_null())
        .filter(demo_registrations::Column::CancelledAt.is_null());
    rows = match came {
        None => rows,
        Some(true) => rows.filter(demo_registrations::Column::Attended.gt(0)),
        Some(false) => rows.filter(
            Condition::any()
                .add(demo_registrations::Column::Attended.is_null())
                .add(demo_registrations::Column::Attended.eq(0)),
        ),
    };
    Ok(rows.into_query())
}

/// Where a mail stands that was to reach an office and does not: refused, come back, or too late.
const FAILED: [&str; 5] = ["refused", "bounced", "returned", "given_up", "expired"];

/// The offices for which a mail of a mailing left, or for which it did not though it was to.
fn mailed(tx: &Tx, mailing: MailingId, left: bool) -> Result<SelectStatement, Error> {
    let states: &[&str] = if left { &["sent"] } else { &FAILED };
    let mails = mails::Entity::find()
        .select_only()
        .column(mails::Column::Id)
        .filter(mails::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(mails::Column::SubjectKind.eq("mailing"))
        .filter(mails::Column::SubjectId.eq(mailing.uuid()))
        .filter(mails::Column::State.is_in(states.iter().copied()))
        .into_query();
    Ok(tx
        .rows::<mailing_recipients::Entity>()?
        .select_only()
        .column(mailing_recipients::Column::OfficeId)
        .filter(mailing_recipients::Column::MailingId.eq(mailing.uuid()))
        .filter(mailing_recipients::Column::Exclusion.is_null())
        .filter(mailing_recipients::Column::Id.in_subquery(mails))
        .into_query())
}

/// The offices of the list of an activity from which this came back, or that stand so; who is left out of it is in neither.
fn reached(tx: &Tx, what: Reached) -> Result<SelectStatement, Error> {
    let of = |activity: ActivityId| {
        let rows = tx.rows::<activity_recipients::Entity>()?;
        let rows = rows
            .select_only()
            .column(activity_recipients::Column::OfficeId)
            .filter(activity_recipients::Column::ActivityId.eq(activity.uuid()))
            .filter(activity_recipients::Column::OfficeId.is_not_null())
            .filter(activity_recipients::Column::Exclusion.is_null());
        Ok::<_, Error>(rows)
    };
    let rows = match what {
        Reached::Replied { activity, reply } => {
            of(activity)?.filter(activity_recipients::Column::Result.eq(reply.code()))
        }
        Reached::Stands { activity, standing: Standing::Open } => {
            of(activity)?.filter(activity_recipients::Column::Result.is_null())
        }
        Reached::Stands { activity, standing } => {
            let leading = Reply::ALL.iter().filter(|reply| reply.standing() == standing);
            of(activity)?.filter(activity_recipients::Column::Result.is_in(leading.map(|reply| reply.code())))
        }
    };
    Ok(rows.into_query())
}

//! The history of an office: what was said, sent, held, answered and found out, in one row of days, each with its source.

use super::{FollowUp, of_office};
use crate::{
    Error, Tx, adoption,
    demos::{calendar, sessions::Session},
    entities::{
        activity_recipients, applications, campaign_activities, demo_invitations, demo_registrations,
        mailing_recipients, mailings, mails, material_movements, survey_invitations, survey_responses,
        surveys,
    },
    materials,
    partners::{self, Partner},
    software::{self, Use},
    subsidies::appointments::{self, Appointment},
};
use chrono::NaiveDate;
use domain::{
    ids::{ActivityId, ApplicationId, CampaignId, DemoId, MailingId, MaterialId, OfficeId, SurveyId},
    materials::MovementKind,
    subsidies::StageName,
    surveys::AskChannel,
    tokyo,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Something of a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The day, in Japan.
    pub on: NaiveDate,
    /// What.
    pub what: What,
}

/// What there is to tell.
#[derive(Debug, Clone, PartialEq)]
pub enum What {
    /// Something was said.
    Spoke(FollowUp),
    /// A mail left for it.
    Mailed {
        /// Of which mailing.
        mailing: MailingId,
        /// Its subject.
        subject: String,
        /// Whether the server took it: `sent`, `refused` …
        state: String,
    },
    /// It was invited to a session.
    Invited(Box<Session>),
    /// It came to a session, with so many people.
    Attended(Box<Session>, u16),
    /// It was registered for a session and did not come, or that is not known yet.
    Registered(Box<Session>),
    /// It was asked in a survey.
    Asked {
        /// Which.
        survey: SurveyId,
        /// Its title.
        title: String,
        /// By which way.
        channel: AskChannel,
        /// The day on which it was last reminded, and how often it was.
        reminded: Option<(NaiveDate, i32)>,
        /// Whether it has not answered; of an anonymous survey nobody says so of an office.
        is_silent: bool,
    },
    /// It answered a survey.
    Answered {
        /// Which.
        survey: SurveyId,
        /// Its title.
        title: String,
        /// By which way.
        channel: String,
    },
    /// A part of a campaign reached it, with this result.
    Reached {
        /// Of which campaign.
        campaign: CampaignId,
        /// Which.
        activity: ActivityId,
        /// The activity's title.
        title: String,
        /// What kind of activity.
        kind: String,
        /// What came of it; none while nothing did.
        result: Option<String>,
    },
    /// Pieces of a material were handed to it.
    Handed {
        /// Which.
        material: MaterialId,
        /// What it is called.
        title: String,
        /// How many.
        pieces: u32,
    },
    /// It applied.
    Applied {
        /// The application.
        application: ApplicationId,
        /// 受付番号.
        receipt: String,
        /// Where it stands now.
        stage: StageName,
    },
    /// Its applicant and the municipality agreed to speak about an application on this day.
    Talked(Appointment),
    /// Something became known of its adoption.
    Adopted(adoption::Recorded),
    /// It is known to use something.
    Uses(Use),
    /// It is known to exchange plans with somebody.
    Linked(Partner),
}

/// Everything of an office, the latest first.
pub async fn history(tx: &Tx, office: OfficeId) -> Result<Vec<Entry>, Error> {
    let mut entries = Vec::new();
    let spoken = of_office(tx, office).await?.into_iter();
    entries.extend(spoken.map(|spoke| Entry { on: spoke.said.held_on, what: What::Spoke(spoke) }));
    let known = adoption::of_office(tx, office).await?.into_iter();
    entries.extend(known.map(|known| Entry { on: known.evidence.as_of, what: What::Adopted(known) }));
    let uses = software::of_office(tx, office).await?.into_iter();
    entries.extend(uses.map(|one| Entry { on: one.as_of, what: What::Uses(one) }));
    let links = partners::of_office(tx, office).await?.into_iter();
    entries.extend(links.map(|link| Entry { on: link.as_of, what: What::Linked(link) }));
    entries.extend(mailed(tx, office).await?);
    entries.extend(came(tx, office).await?);
    entries.extend(asked(tx, office).await?);
    entries.extend(answered(tx, office).await?);
    entries.extend(reached(tx, office).await?);
    entries.extend(handed(tx, office).await?);
    entries.extend(applied(tx, office).await?);
    let talks = appointments::agreed_with(tx, office).await?.into_iter();
    entries.extend(talks.map(|(at, talk)| Entry { on: tokyo::date(at), what: What::Talked(talk) }));
    // What was written down later stands first on its day.
    entries.reverse();
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.on));
    Ok(entries)
}

async fn mailed(tx: &Tx, office: OfficeId) -> Result<Vec<Entry>, Error> {
    let rows = tx
        .rows::<mailing_recipients::Entity>()?
        .filter(mailing_recipients::Column::OfficeId.eq(office.uuid()))
        .filter(mailing_recipients::Column::Exclusion.is_null())
        .all(tx.connection())
        .await?;
    let subjects: BTreeMap<Uuid, String> = tx
        .rows::<mailings::Entity>()?
        .filter(mailings::Column::Id.is_in(rows.iter().map(|row| row.mailing_id)))
        .all(tx.connection())
        .await?
        .into_iter()
        .map(|row| (row.id, row.subject))
        .collect();
    let sent = mails::Entity::find()
        .filter(mails::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(mails::Column::Id.is_in(rows.iter().map(|row| row.id)))
        .all(tx.connection())
        .await?;
    let mailing_of: BTreeMap<Uuid, Uuid> = rows.iter().map(|row| (row.id, row.mailing_id)).collect();
    Ok(sent
        .into_iter()
        .filter_map(|mail| {
            let mailing = mailing_of.get(&mail.id)?;
            let on = tokyo::date(mail.sent_at.unwrap_or(mail.created_at));
            let subject = subjects.get(mailing).cloned().unwrap_or(mail.subject);
            Some(Entry { on, what: What::Mailed { mailing: (*mailing).into(), subject, state: mail.state } })
        })
        .collect())
}

async fn came(tx: &Tx, office: OfficeId) -> Result<Vec<Entry>, Error> {
    let registered = tx
        .shared::<demo_registrations::Entity>()?
        .filter(demo_registrations::Column::OfficeId.eq(office.uuid()))
        .filter(demo_registrations::Column::CancelledAt.is_null())
        .all(tx.connection())
        .await?;
    let invited = tx
        .rows::<demo_invitations::Entity>()?
        .filter(demo_invitations::Column::OfficeId.eq(office.uuid()))
        .filter(demo_invitations::Column::MailedAt.is_not_null())
        .all(tx.connection())
        .await?;
    let ids: Vec<DemoId> = registered
        .iter()
        .map(|row| row.session_id)
        .chain(invited.iter().map(|row| row.session_id))
        .map(DemoId::from)
        .collect();
    let sessions: BTreeMap<DemoId, Session> =
        calendar::of_ids(tx, &ids).await?.into_iter().map(|session| (session.id, session)).collect();
    let session = |id: Uuid| sessions.get(&id.into()).cloned().map(Box::new);
    let mut entries = Vec::new();
    for row in invited {
        if let (Some(session), Some(at)) = (session(row.session_id), row.mailed_at) {
            entries.push(Entry { on: tokyo::date(at), what: What::Invited(session) });
        }
    }
    for row in registered {
        let Some(session) = session(row.session_id) else { continue };
        let people = row.attended.and_then(|people| u16::try_from(people).ok()).filter(|people| *people > 0);
        entries.push(match (people, row.attended_at) {
            (Some(people), at) => {
                let on = tokyo::date(at.unwrap_or(row.updated_at));
                Entry { on, what: What::Attended(session, people) }
            }
            (None, _) => Entry { on: tokyo::date(row.created_at), what: What::Registered(session) },
        });
    }
    Ok(entries)
}

/// Where it was asked, by mail or by letter. Whose mail is not written yet was not.
async fn asked(tx: &Tx, office: OfficeId) -> Result<Vec<Entry>, Error> {
    let rows = tx
        .rows::<survey_invitations::Entity>()?
        .filter(survey_invitations::Column::OfficeId.eq(office.uuid()))
        .all(tx.connection())
        .await?;
    let published: BTreeMap<Uuid, (String, bool)> = tx
        .rows::<surveys::Entity>()?
        .filter(surveys::Column::Id.is_in(rows.iter().map(|row| row.survey_id)))
        .filter(surveys::Column::OpenedAt.is_not_null())
        .all(tx.connection())
        .await?
        .into_iter()
        .map(|row| (row.id, (row.title, row.anonymous)))
        .collect();
    let entry = |row: survey_invitations::Model| {
        let channel = AskChannel::from_code(&row.channel)?;
        let at = match channel {
            AskChannel::Mail => row.mailed_at?,
            AskChannel::Letter => row.created_at,
            AskChannel::None => return None,
        };
        let (title, anonymous) = published.get(&row.survey_id).cloned()?;
        let what = What::Asked {
            survey: row.survey_id.into(),
            title,
            channel,
            reminded: row.reminded_on.zip((row.reminders > 0).then_some(row.reminders)),
            is_silent: !anonymous && row.answered_on.is_none(),
        };
        Some(Entry { on: tokyo::date(at), what })
    };
    Ok(rows.into_iter().filter_map(entry).collect())
}

async fn answered(tx: &Tx, office: OfficeId) -> Result<Vec<Entry>, Error> {
    let rows = tx
        .rows::<survey_responses::Entity>()?
        .filter(survey_responses::Column::OfficeId.eq(office.uuid()))
        .filter(survey_responses::Column::SubmittedAt.is_not_null())
        .all(tx.connection())
        .await?;
    let titles: BTreeMap<Uuid, String> = tx
        .rows::<surveys::Entity>()?
        .filter(surveys::Column::Id.is_in(rows.iter().map(|row| row.survey_id)))
        .all(tx.connection())
        .await?
        .into_iter()
        .map(|row| (row.id, row.title))
        .collect();
    let entry = |row: survey_responses::Model| {
        let title = titles.get(&row.survey_id).cloned()?;
        let on = tokyo::date(row.submitted_at?);
        Some(Entry { on, what: What::Answered { survey: row.survey_id.into(), title, channel: row.channel } })
    };
    Ok(rows.into_iter().filter_map(entry).collect())
}

async fn reached(tx: &Tx, office: OfficeId) -> Result<Vec<Entry>, Error> {
    let rows = tx
        .rows::<activity_recipients::Entity>()?
        .filter(activity_recipients::Column::OfficeId.eq(office.uuid()))
        .filter(activity_recipients::Column::Exclusion.is_null())
        .all(tx.connection())
        .await?;
    let activities: BTreeMap<Uuid, campaign_activities::Model> = tx
        .rows::<campaign_activities::Entity>()?
        .filter(campaign_activities::Column::Id.is_in(rows.iter().map(|row| row.activity_id)))
        .all(tx.connection())
        .await?
        .into_iter()
        .map(|row| (row.id, row))
        .collect();
    let entry = |row: activity_recipients::Model| {
        let activity = activities.get(&row.activity_id)?;
        let held = activity.done_on.or(activity.starts_on);
        let on = row.result_at.map(tokyo::date).or(held).or(activity.frozen_at.map(tokyo::date))?;
        let what = What::Reached {
            campaign: activity.campaign_id.into(),
            activity: row.activity_id.into(),
            title: activity.title.clone(),
            kind: activity.kind.clone(),
            result: row.result,
        };
        Some(Entry { on, what })
    };
    Ok(rows.into_iter().filter_map(entry).collect())
}

/// What was handed to it and not taken back.
async fn handed(tx: &Tx, office: OfficeId) -> Result<Vec<Entry>, Error> {
    let rows = tx
        .rows::<material_movements::Entity>()?
        .filter(material_movements::Column::OfficeId.eq(office.uuid()))
        .filter(material_movements::Column::Kind.eq(MovementKind::HandedOut.code()))
        .all(tx.connection())
        .await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let undone: BTreeSet<Uuid> = tx
        .rows::<material_movements::Entity>()?
        .filter(material_movements::Column::Undoes.is_in(rows.iter().map(|row| row.id)))
        .all(tx.connection())
        .await?
        .into_iter()
        .filter_map(|row| row.undoes)
        .collect();
    let titles: BTreeMap<MaterialId, String> =
        materials::all(tx).await?.into_iter().map(|kept| (kept.id, kept.material.title)).collect();
    let entry = |row: material_movements::Model| {
        let material = MaterialId::from_uuid(row.material_id);
        let title = titles.get(&material).cloned()?;
        let what = What::Handed { material, title, pieces: row.change.unsigned_abs() };
        Some(Entry { on: row.moved_on, what })
    };
    Ok(rows.into_iter().filter(|row| !undone.contains(&row.id)).filter_map(entry).collect())
}

async fn applied(tx: &Tx, office: OfficeId) -> Result<Vec<Entry>, Error> {
    let rows = tx
        .rows::<applications::Entity>()?
        .filter(applications::Column::OfficeId.eq(office.uuid()))
        .filter(applications::Column::SubmittedAt.is_not_null())
        .all(tx.connection())
        .await?;
    let entry = |row: applications::Model| {
        let stage = StageName::from_code(&row.stage).ok_or(Error::Unreadable(row.stage))?;
        let receipt = row.receipt_number.unwrap_or_default();
        let on = row.submitted_at.map(tokyo::date);
        Ok(on.map(|on| Entry { on, what: What::Applied { application: row.id.into(), receipt, stage } }))
    };
    rows.into_iter().map(entry).filter_map(Result::transpose).collect()
}

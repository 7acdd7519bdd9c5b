//! What was done to offices, and what of it they took up: sessions and meetings, mails, decisions, conversations,
//! applications.

use super::every;
use crate::{
    Error, Tx,
    campaigns::{Activity, activities},
    demos::calendar,
    entities::{
        activity_recipients, campaign_activities, campaigns, follow_ups, mailings, material_orders, offices,
        programmes,
    },
    materials,
    offices::live,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    adoption::{Evidence, Halt, Thing, Touch, Touched, Trail},
    campaigns::{ActivityKind, Channel, Reply, Standing},
    follow_up::Way,
    ids::{CampaignId, DemoId, MaterialId, OfficeId},
    tokyo,
};
use sea_orm::{ColumnTrait, ConnectionTrait as _, QueryFilter, QuerySelect as _, Value};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// What each query asks for: `$1` is the tenant, `$2` and `$3` the first moment and the first after the last. All of them give
/// the office, the moment, and which thing it was.
const SESSIONS: &str = "SELECT r.office_id, s.starts_at AS at, r.session_id AS thing FROM demo_registrations r \
    JOIN demo_sessions s ON s.tenant_id = r.tenant_id AND s.id = r.session_id \
    WHERE r.shared_with = $1 AND r.office_id IS NOT NULL AND r.attended > 0 AND r.cancelled_at IS NULL \
    AND s.starts_at >= $2 AND s.starts_at < $3";
const MAILS: &str = "SELECT r.office_id, m.sent_at AS at, r.mailing_id AS thing FROM mailing_recipients r \
    JOIN mails m ON m.tenant_id = r.tenant_id AND m.id = r.id \
    WHERE r.tenant_id = $1 AND m.state = 'sent' AND m.sent_at >= $2 AND m.sent_at < $3";
const DECISIONS: &str = "SELECT office_id, opened_at AS at, programme_id AS thing FROM awards \
    WHERE tenant_id = $1 AND opened_at >= $2 AND opened_at < $3";
const APPLICATIONS: &str = "SELECT office_id, submitted_at AS at, programme_id AS thing FROM applications \
    WHERE tenant_id = $1 AND submitted_at >= $2 AND submitted_at < $3";

/// What a thing is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Called {
    /// Its name.
    pub name: String,
    /// Its day, where it has one.
    pub on: Option<NaiveDate>,
    /// The campaign to which it belongs.
    pub campaign: Option<(CampaignId, String)>,
}

async fn asked(
    tx: &Tx,
    sql: &str,
    (from, until): (NaiveDate, NaiveDate),
) -> Result<Vec<(OfficeId, NaiveDate, Uuid)>, Error> {
    let values: [Value; 3] =
        [tx.tenant()?.uuid().into(), tokyo::start_of(from).into(), tokyo::end_of(until).into()];
    let rows = tx.connection().query_all_raw(tx.statement(sql, values)).await?;
    rows.into_iter()
        .map(|row| {
            let (office, thing): (Uuid, Uuid) = (row.try_get("", "office_id")?, row.try_get("", "thing")?);
            let at: DateTime<Utc> = row.try_get("", "at")?;
            Ok((office.into(), tokyo::date(at), thing))
        })
        .collect()
}

/// What was done to offices from one day to another, both included.
pub async fn touched(
    tx: &Tx,
    touch: Touch,
    (from, until): (NaiveDate, NaiveDate),
) -> Result<Vec<Touched>, Error> {
    let (sql, of): (_, fn(Uuid) -> Thing) = match touch {
        Touch::Session => (SESSIONS, |id| Thing::Session(id.into())),
        Touch::Mail => (MAILS, |id| Thing::Mailing(id.into())),
        Touch::Decision => (DECISIONS, |id| Thing::Programme(id.into())),
        Touch::Support => return conversations(tx, from, until).await,
    };
    let rows = asked(tx, sql, (from, until)).await?.into_iter();
    let mut all: Vec<Touched> =
        rows.map(|(office, on, thing)| Touched { office, on, of: of(thing) }).collect();
    if touch == Touch::Session {
        all.extend(meetings(tx, (from, until)).await?);
    }
    Ok(all)
}

/// Offices that were at a meeting of a campaign: 事業者連絡会 and 集団指導, where the system is explained as at a session.
async fn meetings(tx: &Tx, (from, until): (NaiveDate, NaiveDate)) -> Result<Vec<Touched>, Error> {
    let held: BTreeMap<Uuid, Activity> = activities::all(tx)
        .await?
        .into_iter()
        .filter(|activity| activity.text.kind.channel() == Some(Channel::Meeting))
        .map(|activity| (activity.id.uuid(), activity))
        .collect();
    if held.is_empty() {
        return Ok(Vec::new());
    }
    let rows = tx
        .rows::<activity_recipients::Entity>()?
        .filter(activity_recipients::Column::ActivityId.is_in(held.keys().copied()))
        .filter(activity_recipients::Column::Result.eq(Reply::Attended.code()))
        .all(tx.connection())
        .await?;
    let met = rows.into_iter().filter_map(|row| {
        let activity = held.get(&row.activity_id)?;
        let on = activity.reached_on(tokyo::date(row.result_at?));
        let touched = Touched { office: row.office_id?.into(), on, of: Thing::Activity(activity.id) };
        (from <= on && on <= until).then_some(touched)
    });
    Ok(met.collect())
}

/// Records of 伴走支援, and calls and visits of campaigns in which somebody was spoken with.
async fn conversations(tx: &Tx, from: NaiveDate, until: NaiveDate) -> Result<Vec<Touched>, Error> {
    let records = tx
        .rows::<follow_ups::Entity>()?
        .filter(follow_ups::Column::HeldOn.gte(from))
        .filter(follow_ups::Column::HeldOn.lte(until))
        .all(tx.connection())
        .await?;
    let mut all = Vec::new();
    for row in records {
        let way = Way::named(&row.way).ok_or(Error::Unreadable(row.way))?;
        if matches!(way, Way::Call | Way::Visit | Way::Online | Way::Meeting) {
            all.push(Touched { office: row.office_id.into(), on: row.held_on, of: Thing::Record(way) });
        }
    }
    let spoken: Vec<Uuid> = tx
        .rows::<campaign_activities::Entity>()?
        .select_only()
        .column(campaign_activities::Column::Id)
        .filter(
            campaign_activities::Column::Kind
                .is_in([ActivityKind::Phone, ActivityKind::Visit].map(ActivityKind::code)),
        )
        .into_tuple()
        .all(tx.connection())
        .await?;
    let entered = tx
        .rows::<activity_recipients::Entity>()?
        .filter(activity_recipients::Column::ActivityId.is_in(spoken))
        .filter(activity_recipients::Column::ResultAt.gte(tokyo::start_of(from)))
        .filter(activity_recipients::Column::ResultAt.lt(tokyo::end_of(until)))
        .all(tx.connection())
        .await?;
    for row in entered {
        let reply = row.result.as_deref().and_then(Reply::from_code);
        let answered =
            reply.is_some_and(|reply| matches!(reply.standing(), Standing::Answered | Standing::Declined));
        if let Some((at, office)) = row.result_at.filter(|_| answered).zip(row.office_id) {
            let of = Thing::Activity(row.activity_id.into());
            all.push(Touched { office: office.into(), on: tokyo::date(at), of });
        }
    }
    Ok(all)
}

/// What things are called; ways of speaking have their words elsewhere.
pub async fn called(tx: &Tx, things: &BTreeSet<Thing>) -> Result<BTreeMap<Thing, Called>, Error> {
    let ids = |of: fn(&Thing) -> Option<Uuid>| things.iter().filter_map(of).collect::<Vec<Uuid>>();
    let mut called = BTreeMap::new();
    let sessions = ids(|thing| if let Thing::Session(id) = thing { Some(id.uuid()) } else { None });
    let sessions: Vec<DemoId> = sessions.into_iter().map(DemoId::from).collect();
    for session in calendar::of_ids(tx, &sessions).await? {
        let on = session.stage.session().map(|held| held.slot.date);
        let name = session.place().1.to_owned();
        let name = if name.is_empty() { session.name.clone() } else { name };
        called.insert(Thing::Session(session.id), Called { name, on, campaign: None });
    }
    let sent = ids(|thing| if let Thing::Mailing(id) = thing { Some(id.uuid()) } else { None });
    let rows =
        tx.rows::<mailings::Entity>()?.filter(mailings::Column::Id.is_in(sent)).all(tx.connection()).await?;
    for row in rows {
        let one = Called { name: row.subject, on: None, campaign: None };
        called.insert(Thing::Mailing(row.id.into()), one);
    }
    let decided = ids(|thing| if let Thing::Programme(id) = thing { Some(id.uuid()) } else { None });
    let rows = tx
        .rows::<programmes::Entity>()?
        .filter(programmes::Column::Id.is_in(decided))
        .all(tx.connection())
        .await?;
    for row in rows {
        let one = Called { name: row.title, on: None, campaign: None };
        called.insert(Thing::Programme(row.id.into()), one);
    }
    let ordered = ids(|thing| if let Thing::Order(id) = thing { Some(id.uuid()) } else { None });
    let titles: BTreeMap<MaterialId, String> = if ordered.is_empty() {
        BTreeMap::new()
    } else {
        materials::all(tx).await?.into_iter().map(|kept| (kept.id, kept.material.title)).collect()
    };
    let rows = tx
        .rows::<material_orders::Entity>()?
        .filter(material_orders::Column::Id.is_in(ordered))
        .all(tx.connection())
        .await?;
    for row in rows {
        let title = titles.get(&MaterialId::from_uuid(row.material_id)).cloned().unwrap_or_default();
        let name = format!("{title}（{}）", row.supplier);
        called.insert(Thing::Order(row.id.into()), Called { name, on: Some(row.ordered_on), campaign: None });
    }
    in_campaigns(tx, things, &mut called).await?;
    Ok(called)
}

/// Names the campaign of what belongs to one, and its activities.
async fn in_campaigns(
    tx: &Tx,
    things: &BTreeSet<Thing>,
    called: &mut BTreeMap<Thing, Called>,
) -> Result<(), Error> {
    let names: BTreeMap<Uuid, String> = tx
        .rows::<campaigns::Entity>()?
        .select_only()
        .column(campaigns::Column::Id)
        .column(campaigns::Column::Name)
        .into_tuple::<(Uuid, String)>()
        .all(tx.connection())
        .await?
        .into_iter()
        .collect();
    for activity in activities::all(tx).await? {
        let campaign = names.get(&activity.campaign.uuid()).map(|name| (activity.campaign, name.clone()));
        let own = Thing::Activity(activity.id);
        if things.contains(&own) {
            let on = activity.done_on.or(activity.text.starts_on);
            let one = Called { name: activity.text.title, on, campaign: campaign.clone() };
            called.insert(own, one);
        }
        let mailing = activity.text.mailing.map(Thing::Mailing);
        let session = activity.text.session.map(Thing::Session);
        for thing in mailing.into_iter().chain(session) {
            if let Some(one) = called.get_mut(&thing) {
                one.campaign.clone_from(&campaign);
            }
        }
    }
    Ok(())
}

/// The trail of every office of which anything is on record until a day.
pub async fn trails(
    tx: &Tx,
    evidence: &BTreeMap<OfficeId, Vec<Evidence>>,
    until: NaiveDate,
) -> Result<BTreeMap<OfficeId, Trail>, Error> {
    let came = touched(tx, Touch::Session, (LONG_AGO, until)).await?;
    let came = first_days(came.into_iter().map(|one| (one.office, one.on)));
    let applied = asked(tx, APPLICATIONS, (LONG_AGO, until)).await?;
    let applied = first_days(applied.into_iter().map(|(office, on, _)| (office, on)));
    let offices: BTreeSet<OfficeId> =
        evidence.keys().chain(came.keys()).chain(applied.keys()).copied().collect();
    let nothing = Vec::new();
    Ok(offices
        .into_iter()
        .map(|office| {
            let known = evidence.get(&office).unwrap_or(&nothing);
            let days = (came.get(&office).copied(), applied.get(&office).copied());
            (office, Trail::of(known, days.0, days.1))
        })
        .collect())
}

fn first_days(days: impl Iterator<Item = (OfficeId, NaiveDate)>) -> BTreeMap<OfficeId, NaiveDate> {
    let mut first = BTreeMap::new();
    for (office, on) in days {
        let known = first.entry(office).or_insert(on);
        *known = on.min(*known);
    }
    first
}

/// The offices that have come so far and no further, as far as is known; what is known of a day to come counts as well.
pub(crate) async fn halted(tx: &Tx, halt: Halt) -> Result<Vec<Uuid>, Error> {
    let evidence = every(tx).await?;
    let trails = trails(tx, &evidence, FAR_AHEAD).await?;
    let at = |office: &OfficeId| {
        Halt::of(trails.get(office).and_then(|trail| trail.furthest(NaiveDate::MAX))) == halt
    };
    let ids: Vec<Uuid> =
        live(tx)?.select_only().column(offices::Column::Id).into_tuple().all(tx.connection()).await?;
    Ok(ids.into_iter().filter(|id| at(&OfficeId::from_uuid(*id))).collect())
}

/// Before anything was written down here, and after everything that is.
pub(super) const LONG_AGO: NaiveDate = fixed(1970);
const FAR_AHEAD: NaiveDate = fixed(2999);

const fn fixed(year: i32) -> NaiveDate {
    match NaiveDate::from_ymd_opt(year, 1, 2) {
        Some(day) => day,
        None => NaiveDate::MIN,
    }
}

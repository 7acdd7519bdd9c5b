//! What was spent from one day to another, by measure, with the newly adopted offices that each measure reached.

use super::{
    counting::population,
    handed::ordered,
    touched::{LONG_AGO, called, touched},
};
use crate::{
    Error, Tx,
    campaigns::{Activity, activities},
    dispatches,
    entities::{activity_recipients, awards, survey_responses},
    plans::holds,
};
use chrono::NaiveDate;
use domain::{
    adoption::{Course, Measure, Spent, Thing, Touch},
    campaigns::{Reply, Standing, State},
    dispatches::{Approval, House, Payer, StageName},
    ids::{ActivityId, CampaignId, OfficeId, ProgrammeId, SurveyId},
    money::Yen,
    tokyo,
};
use sea_orm::{ColumnTrait, ConnectionTrait as _, QueryFilter, QuerySelect as _, Value};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// What one thing cost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Whose money it is.
    pub measure: Measure,
    /// The programme, the activity or the session.
    pub thing: Thing,
    /// Its name.
    pub name: String,
    /// Its day, where it has one.
    pub on: Option<NaiveDate>,
    /// The campaign to which it belongs.
    pub campaign: Option<(CampaignId, String)>,
    /// What was spent.
    pub yen: Yen,
    /// Newly adopted offices that it reached; none where it keeps no list of whom it reaches.
    pub adopted: Option<u64>,
}

/// Everything of a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// What was spent, by measure.
    pub lines: Vec<Line>,
    /// Of each measure its sum, with the newly adopted offices that anything of it reached, each once.
    pub measures: BTreeMap<Measure, Spent>,
    /// Everything together, over all newly adopted offices.
    pub total: Spent,
    /// Activities that were done and of which no cost is kept.
    pub unpriced: u64,
    /// Orders of materials of which no amount is kept.
    pub unpriced_orders: u64,
}

/// The offices that something reached, each with the first day.
pub(super) type Reached = BTreeMap<OfficeId, NaiveDate>;

/// A line before it is named, with the newly adopted offices that it reached.
pub(super) type Entry = (Measure, Thing, Yen, Option<BTreeSet<OfficeId>>);

/// Counts what was spent from one day to another, both included.
pub async fn account(tx: &Tx, from: NaiveDate, until: NaiveDate) -> Result<Account, Error> {
    let all = population(tx, until).await?;
    let since_of =
        |office: &OfficeId| all.evidence.get(office).and_then(|known| Course::of(known).newly(from, until));
    let new: BTreeMap<OfficeId, NaiveDate> =
        all.open(until).filter_map(|office| since_of(&office.id).map(|since| (office.id, since))).collect();
    let mut entries = subsidies(tx, &new, from, until).await?;
    let done = done(tx, from, until).await?;
    let unpriced = done.iter().filter(|activity| activity.text.cost.is_none()).count() as u64;
    let sessions = of_things(tx, Touch::Session, until).await?;
    entries.extend(campaigns(tx, &new, &done, &sessions, until).await?);
    let (orders, unpriced_orders) = ordered(tx, &new, &sessions, from, until).await?;
    entries.extend(orders);
    entries.extend(travel(tx, &new, &sessions, from, until).await?);
    let things = entries.iter().map(|(_, thing, _, _)| *thing).collect();
    let names = called(tx, &things).await?;
    let sum = |entries: &mut dyn Iterator<Item = Yen>| {
        Yen::checked_sum(entries).ok_or_else(|| Error::Unreadable("a sum of costs".to_owned()))
    };
    let mut measures = BTreeMap::new();
    for measure in Measure::ALL {
        let own = || entries.iter().filter(move |(one, ..)| *one == measure);
        let yen = sum(&mut own().map(|(_, _, yen, _)| *yen))?;
        let offices: BTreeSet<&OfficeId> =
            own().filter_map(|(.., reached)| reached.as_ref()).flatten().collect();
        measures.insert(measure, Spent { yen, adopted: offices.len() as u64 });
    }
    let yen = sum(&mut entries.iter().map(|(_, _, yen, _)| *yen))?;
    let total = Spent { yen, adopted: new.len() as u64 };
    let lines = entries.into_iter().map(|(measure, thing, yen, reached)| {
        let own = names.get(&thing).cloned();
        Line {
            measure,
            thing,
            on: own.as_ref().and_then(|one| one.on),
            campaign: own.as_ref().and_then(|one| one.campaign.clone()),
            name: own.map(|one| one.name).unwrap_or_default(),
            yen,
            adopted: reached.map(|offices| offices.len() as u64),
        }
    });
    Ok(Account { lines: lines.collect(), measures, total, unpriced, unpriced_orders })
}

/// What programmes paid, less what came back, by the days of the ledger's lines; with the new adopters to whom they granted.
async fn subsidies(
    tx: &Tx,
    new: &BTreeMap<OfficeId, NaiveDate>,
    from: NaiveDate,
    until: NaiveDate,
) -> Result<Vec<Entry>, Error> {
    let sql = "SELECT programme_id, CAST(SUM(paid_yen) AS bigint) AS yen FROM budget_entries \
        WHERE tenant_id = $1 AND paid_yen <> 0 AND at >= $2 AND at < $3 GROUP BY programme_id";
    let values: [Value; 3] =
        [tx.tenant()?.uuid().into(), tokyo::start_of(from).into(), tokyo::end_of(until).into()];
    let mut paid: BTreeMap<ProgrammeId, Yen> = BTreeMap::new();
    for row in tx.connection().query_all_raw(tx.statement(sql, values)).await? {
        let programme: Uuid = row.try_get("", "programme_id")?;
        paid.insert(programme.into(), Yen(row.try_get("", "yen")?));
    }
    let granted: Vec<(Uuid, Uuid)> = tx
        .rows::<awards::Entity>()?
        .select_only()
        .column(awards::Column::ProgrammeId)
        .column(awards::Column::OfficeId)
        .filter(awards::Column::OpenedAt.lt(tokyo::end_of(until)))
        .into_tuple()
        .all(tx.connection())
        .await?;
    let entry = |(programme, yen): (ProgrammeId, Yen)| {
        let own = granted.iter().filter(|(of, _)| *of == programme.uuid());
        let reached =
            own.map(|(_, office)| OfficeId::from_uuid(*office)).filter(|office| new.contains_key(office));
        (Measure::Subsidy, Thing::Programme(programme), yen, Some(reached.collect()))
    };
    Ok(paid.into_iter().map(entry).collect())
}

/// The activities that were done within the days.
async fn done(tx: &Tx, from: NaiveDate, until: NaiveDate) -> Result<Vec<Activity>, Error> {
    let within = |activity: &Activity| {
        let on = activity.done_on.or(activity.text.ends_on).or(activity.text.starts_on);
        activity.state == State::Done && on.is_some_and(|on| from <= on && on <= until)
    };
    Ok(activities::all(tx).await?.into_iter().filter(within).collect())
}

/// What they cost, with the new adopters that each had reached before they began.
async fn campaigns(
    tx: &Tx,
    new: &BTreeMap<OfficeId, NaiveDate>,
    done: &[Activity],
    sessions: &BTreeMap<Thing, Reached>,
    until: NaiveDate,
) -> Result<Vec<Entry>, Error> {
    let priced: Vec<(&Activity, Yen)> =
        done.iter().filter_map(|activity| activity.text.cost.map(|yen| (activity, yen))).collect();
    // All mails that ever left are many: they are asked for where one of them cost something.
    let mails = if priced.iter().any(|(activity, _)| activity.text.mailing.is_some()) {
        of_things(tx, Touch::Mail, until).await?
    } else {
        BTreeMap::new()
    };
    let activities: Vec<&Activity> = priced.iter().map(|(activity, _)| *activity).collect();
    let listed = by_lists(tx, &activities).await?;
    let surveys = by_surveys(tx, &priced).await?;
    let nobody = Reached::new();
    let entries = priced.into_iter().map(|(activity, yen)| {
        let text = &activity.text;
        let reached = if text.kind.channel().is_some() {
            Some(listed.get(&activity.id))
        } else if let Some(mailing) = text.mailing {
            Some(mails.get(&Thing::Mailing(mailing)))
        } else if let Some(session) = text.session {
            Some(sessions.get(&Thing::Session(session)))
        } else {
            text.survey.map(|survey| surveys.get(&survey))
        };
        let reached = reached.map(|reached| before(new, reached.unwrap_or(&nobody)));
        (Measure::Campaign, Thing::Activity(activity.id), yen, reached)
    });
    Ok(entries.collect())
}

/// Of new adopters, those that something had reached by the day on which they began.
pub(super) fn before(new: &BTreeMap<OfficeId, NaiveDate>, reached: &Reached) -> BTreeSet<OfficeId> {
    let in_time = |(office, since): (&OfficeId, &NaiveDate)| {
        reached.get(office).is_some_and(|first| first <= since).then_some(*office)
    };
    new.iter().filter_map(in_time).collect()
}

async fn of_things(tx: &Tx, touch: Touch, until: NaiveDate) -> Result<BTreeMap<Thing, Reached>, Error> {
    let mut by: BTreeMap<Thing, Reached> = BTreeMap::new();
    for one in touched(tx, touch, (LONG_AGO, until)).await? {
        keep(by.entry(one.of).or_default(), one.office, one.on);
    }
    Ok(by)
}

pub(super) fn keep(reached: &mut Reached, office: OfficeId, on: NaiveDate) {
    let first = reached.entry(office).or_insert(on);
    *first = on.min(*first);
}

/// Whom letters, faxes, calls, visits and meetings reached.
pub(super) async fn by_lists(
    tx: &Tx,
    activities: &[&Activity],
) -> Result<BTreeMap<ActivityId, Reached>, Error> {
    let of: BTreeMap<Uuid, &Activity> =
        activities.iter().map(|activity| (activity.id.uuid(), *activity)).collect();
    let rows = tx
        .rows::<activity_recipients::Entity>()?
        .filter(activity_recipients::Column::ActivityId.is_in(of.keys().copied()))
        .filter(activity_recipients::Column::Result.is_not_null())
        .all(tx.connection())
        .await?;
    let mut by: BTreeMap<ActivityId, Reached> = BTreeMap::new();
    for row in rows {
        let Some(office) = row.office_id else { continue };
        let reply = row.result.as_deref().and_then(Reply::from_code);
        let arrived = reply.is_some_and(|reply| {
            matches!(reply.standing(), Standing::Answered | Standing::Delivered | Standing::Declined)
        });
        if let Some((at, activity)) = row.result_at.filter(|_| arrived).zip(of.get(&row.activity_id)) {
            let on = activity.reached_on(tokyo::date(at));
            keep(by.entry(activity.id).or_default(), office.into(), on);
        }
    }
    Ok(by)
}

/// Who answered surveys.
async fn by_surveys(tx: &Tx, priced: &[(&Activity, Yen)]) -> Result<BTreeMap<SurveyId, Reached>, Error> {
    let surveys = priced.iter().filter_map(|(activity, _)| activity.text.survey);
    let rows = tx
        .rows::<survey_responses::Entity>()?
        .filter(survey_responses::Column::SurveyId.is_in(surveys.map(SurveyId::uuid)))
        .filter(holds(survey_responses::Column::OfficeId))
        .all(tx.connection())
        .await?;
    let mut by: BTreeMap<SurveyId, Reached> = BTreeMap::new();
    for row in rows {
        if let (Some(office), Some(at)) = (row.office_id, row.submitted_at) {
            keep(by.entry(row.survey_id.into()).or_default(), office.into(), tokyo::date(at));
        }
    }
    Ok(by)
}

/// 旅費 that this municipality approved, of sessions held within the days; with the new adopters that had come to them.
async fn travel(
    tx: &Tx,
    new: &BTreeMap<OfficeId, NaiveDate>,
    sessions: &BTreeMap<Thing, Reached>,
    from: NaiveDate,
    until: NaiveDate,
) -> Result<Vec<Entry>, Error> {
    let (house, nobody) = (tx.tenant()?, Reached::new());
    let mut entries = Vec::new();
    for dispatch in dispatches::all(tx).await? {
        let on = dispatch.asked.slot.date;
        let held = dispatch.stage.name() == StageName::Accepted && from <= on && on <= until;
        let ours = dispatch.house(house) == Some(House::Municipality);
        let Some(costs) = dispatch.costs.filter(|_| held && ours) else { continue };
        if costs.payer == Payer::Municipality && matches!(costs.approval, Approval::Approved { .. }) {
            let thing = Thing::Session(dispatch.session);
            let reached = before(new, sessions.get(&thing).unwrap_or(&nobody));
            entries.push((Measure::Travel, thing, costs.total, Some(reached)));
        }
    }
    Ok(entries)
}

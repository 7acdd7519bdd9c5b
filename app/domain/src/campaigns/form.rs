//! A campaign and an activity as forms.

use super::{ActivityKind, Plan, dates};
use crate::{
    form::{Reader, Refusal, Typed},
    ids::{AccountId, AssociationId, DemoId, MailingId, MaterialId, SegmentId, SurveyId},
    money::{Yen, YenError},
    wareki::{self, DateError, Expected},
};
use chrono::{Duration, NaiveDate};
use std::str::FromStr;

/// A place in the forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// 名称.
    Name,
    /// ねらい.
    Aims,
    /// The first day.
    Starts,
    /// The last day.
    Ends,
    /// 担当.
    Owner,
    /// 予算.
    Budget,
    /// 対象リスト.
    Segment,
    /// 関係団体.
    Associations,
    /// The mailing of an activity by mail.
    Mailing,
    /// The survey.
    Survey,
    /// The demo session.
    Session,
    /// 資材.
    Material,
    /// A page of the web.
    Link,
    /// What is said or written.
    Script,
    /// 費用.
    Cost,
    /// Why it is dropped, or what came of it.
    Closing,
    /// When it was done.
    DoneOn,
}

/// How an activity ended: what came of it, when, and what it cost.
pub type Ended = (String, NaiveDate, Option<Yen>);

impl Field {
    /// Name of the control.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Aims => "aims",
            Self::Starts => "starts_on",
            Self::Ends => "ends_on",
            Self::Owner => "owner",
            Self::Budget => "budget",
            Self::Segment => "segment",
            Self::Associations => "associations",
            Self::Mailing => "mailing",
            Self::Survey => "survey",
            Self::Session => "session",
            Self::Material => "material",
            Self::Link => "link",
            Self::Script => "script",
            Self::Cost => "cost",
            Self::Closing => "closing",
            Self::DoneOn => "done_on",
        }
    }
}

/// What is wrong with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// Nothing was typed or chosen.
    #[error("nothing was typed")]
    Missing,
    /// Too long.
    #[error("more than {0} characters")]
    TooLong(usize),
    /// No day.
    #[error(transparent)]
    Date(#[from] DateError),
    /// The last day is before the first.
    #[error("the last day is before the first")]
    Backwards,
    /// No amount.
    #[error(transparent)]
    Money(#[from] YenError),
    /// An amount below nothing.
    #[error("below nothing")]
    Negative,
    /// Nothing that can be chosen.
    #[error("there is no such thing")]
    Unknown,
    /// No address of a page of the web.
    #[error("no address of a page")]
    Link,
    /// A day that has not come yet.
    #[error("not yet")]
    Future,
    /// So many pieces of the material before it were handed out for the activity.
    #[error("{0} pieces of the earlier material were handed out")]
    HandedOut(u32),
}

impl Refusal for Problem {
    fn missing() -> Self {
        Self::Missing
    }
    fn too_long(most: usize) -> Self {
        Self::TooLong(most)
    }
}

/// A campaign as a clerk writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCampaign {
    /// 名称.
    pub name: String,
    /// ねらい.
    pub aims: String,
    /// The first day.
    pub starts_on: NaiveDate,
    /// The last day, where one is set.
    pub ends_on: Option<NaiveDate>,
    /// 担当.
    pub owner: Option<AccountId>,
    /// 予算.
    pub budget: Option<Yen>,
}

impl NewCampaign {
    /// Among which days a day of its activities is looked for that was typed without a year.
    pub fn expected_days(&self, today: NaiveDate) -> Expected {
        dates::expected((self.starts_on, self.ends_on), today)
    }
}

/// An activity as a clerk writes it. What its kind does not have is empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewActivity {
    /// What it is.
    pub kind: ActivityKind,
    /// 名称.
    pub title: String,
    /// The day, or the first.
    pub starts_on: Option<NaiveDate>,
    /// The last day.
    pub ends_on: Option<NaiveDate>,
    /// 担当.
    pub owner: Option<AccountId>,
    /// Whom it is for.
    pub segment: Option<SegmentId>,
    /// Bodies that it is for as well.
    pub associations: Vec<AssociationId>,
    /// 資材.
    pub material: Option<MaterialId>,
    /// The mailing of an activity by mail.
    pub mailing: Option<MailingId>,
    /// The survey.
    pub survey: Option<SurveyId>,
    /// The demo session.
    pub session: Option<DemoId>,
    /// A page of the web.
    pub link: String,
    /// What is said or written.
    pub script: String,
    /// 費用.
    pub cost: Option<Yen>,
}

/// What the tenant has to choose from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choosable {
    /// Officers.
    pub owners: Vec<AccountId>,
    /// 対象リスト.
    pub segments: Vec<SegmentId>,
    /// 関係団体.
    pub associations: Vec<AssociationId>,
    /// お知らせ.
    pub mailings: Vec<MailingId>,
    /// アンケート.
    pub surveys: Vec<SurveyId>,
    /// デモ・説明会.
    pub sessions: Vec<DemoId>,
    /// 資材.
    pub materials: Vec<MaterialId>,
}

/// The most characters of a link.
const LINK: usize = 500;

type Reading<'a> = Reader<'a, Field, Problem>;

impl Reading<'_> {
    fn money(&mut self, field: Field) -> Option<Yen> {
        let amount = self.if_any(field, Yen::parse(self.get(field)))?;
        self.keep(field, if amount < Yen::ZERO { Err(Problem::Negative) } else { Ok(amount) })
    }

    /// One of those that the tenant has, and nothing where none was chosen.
    fn known<T: FromStr + PartialEq>(&mut self, field: Field, known: &[T]) -> Option<T> {
        self.choice(field, |id| id.parse().ok().filter(|id| known.contains(id)), Problem::Unknown)
    }

    /// Those that are ticked, each once, in the order in which they are known.
    fn all_known<T: FromStr + PartialEq + Copy>(&mut self, field: Field, known: &[T]) -> Vec<T> {
        let ticked: Vec<_> = self.all(field).map(|id| id.parse().ok()).collect();
        if ticked.iter().any(|id| id.is_none_or(|id| !known.contains(&id))) {
            self.refuse(field, Problem::Unknown);
        }
        known.iter().copied().filter(|id| ticked.contains(&Some(*id))).collect()
    }

    fn link(&mut self) -> String {
        let link = self.get(Field::Link).trim().to_owned();
        if !link.is_empty() && !is_link(&link) {
            self.refuse(Field::Link, Problem::Link);
        }
        link
    }

    fn in_order(&mut self, first: Option<NaiveDate>, last: Option<NaiveDate>) {
        if first.zip(last).is_some_and(|(first, last)| last < first) {
            self.refuse(Field::Ends, Problem::Backwards);
        }
    }
}

/// An address of the web without anything that a link may not hold.
pub fn is_link(text: &str) -> bool {
    text.len() <= LINK && crate::occasions::is_site(text)
}

/// Reads why something is dropped; it is always said.
pub fn read_reason(typed: &Typed) -> Result<String, (Field, Problem)> {
    let mut reading = Reading::new(typed, Field::name);
    let reason = reading.needed_prose(Field::Closing, Plan::TEXT);
    let wrong = |problems: Vec<_>| problems.into_iter().next().unwrap_or((Field::Closing, Problem::Missing));
    reading.done(Some(reason)).map_err(wrong)
}

/// Reads and fills the form of a campaign.
#[derive(Debug, Clone, Copy)]
pub struct CampaignForm;

impl CampaignForm {
    /// Reads the form on a day; all that is wrong at once.
    pub fn parse(
        typed: &Typed,
        known: &Choosable,
        today: NaiveDate,
    ) -> Result<NewCampaign, Vec<(Field, Problem)>> {
        let mut reader = Reading::new(typed, Field::name);
        let name = reader.needed_line(Field::Name, Plan::NAME);
        let aims = reader.prose(Field::Aims, Plan::TEXT);
        let starts_on = reader.need_expected_day(Field::Starts, Expected::planned(today));
        // Many last for a fiscal year.
        let year = |first: NaiveDate| Expected::between(first, first + Duration::days(364));
        let ends_on = reader.expected_day(Field::Ends, starts_on.map_or(Expected::planned(today), year));
        reader.in_order(starts_on, ends_on);
        let owner = reader.known(Field::Owner, &known.owners);
        let budget = reader.money(Field::Budget);
        reader.done(starts_on.map(|starts_on| NewCampaign { name, aims, starts_on, ends_on, owner, budget }))
    }

    /// The form as it would be typed.
    pub fn fill(campaign: &NewCampaign) -> Typed {
        let NewCampaign { name, aims, starts_on, ends_on, owner, budget } = campaign;
        Typed::default()
            .with(Field::Name.name(), name)
            .with(Field::Aims.name(), aims)
            .with(Field::Starts.name(), wareki::format_date(*starts_on))
            .with(Field::Ends.name(), ends_on.map(wareki::format_date).unwrap_or_default())
            .with(Field::Owner.name(), word(owner.as_ref()))
            .with(Field::Budget.name(), amount(*budget))
    }
}

/// Reads and fills the form of an activity.
#[derive(Debug, Clone, Copy)]
pub struct ActivityForm;

impl ActivityForm {
    /// Reads the form of an activity of a kind, which is expected on certain days; all that is wrong at once. What the kind
    /// does not have is not read.
    pub fn parse(
        typed: &Typed,
        kind: ActivityKind,
        known: &Choosable,
        expected: Expected,
    ) -> Result<NewActivity, Vec<(Field, Problem)>> {
        let mut reader = Reading::new(typed, Field::name);
        let title = reader.needed_line(Field::Name, Plan::NAME);
        let starts_on = reader.expected_day(Field::Starts, expected);
        let ends_on = reader.expected_day(Field::Ends, starts_on.map_or(expected, Expected::coming));
        reader.in_order(starts_on, ends_on);
        let owner = reader.known(Field::Owner, &known.owners);
        let (mut segment, mut associations) = (None, Vec::new());
        let (mut mailing, mut survey, mut session) = (None, None, None);
        match kind {
            ActivityKind::Mail => {
                segment = reader.known(Field::Segment, &known.segments);
                mailing = reader.known(Field::Mailing, &known.mailings);
            }
            ActivityKind::Survey => survey = reader.known(Field::Survey, &known.surveys),
            ActivityKind::DemoSession => session = reader.known(Field::Session, &known.sessions),
            kind if kind.channel().is_some() => {
                segment = reader.known(Field::Segment, &known.segments);
                associations = reader.all_known(Field::Associations, &known.associations);
            }
            _ => {}
        }
        let material = reader.known(Field::Material, &known.materials);
        let link = reader.link();
        let script = reader.prose(Field::Script, Plan::TEXT);
        let cost = reader.money(Field::Cost);
        reader.done(Some(NewActivity {
            kind,
            title,
            starts_on,
            ends_on,
            owner,
            segment,
            associations,
            material,
            mailing,
            survey,
            session,
            link,
            script,
            cost,
        }))
    }

    /// The form as it would be typed.
    pub fn fill(activity: &NewActivity) -> Typed {
        let day = |day: Option<NaiveDate>| day.map(wareki::format_date).unwrap_or_default();
        let typed = Typed::default()
            .with(Field::Name.name(), activity.title.clone())
            .with(Field::Starts.name(), day(activity.starts_on))
            .with(Field::Ends.name(), day(activity.ends_on))
            .with(Field::Owner.name(), word(activity.owner.as_ref()))
            .with(Field::Segment.name(), word(activity.segment.as_ref()))
            .with(Field::Mailing.name(), word(activity.mailing.as_ref()))
            .with(Field::Survey.name(), word(activity.survey.as_ref()))
            .with(Field::Session.name(), word(activity.session.as_ref()))
            .with(Field::Material.name(), word(activity.material.as_ref()))
            .with(Field::Link.name(), activity.link.clone())
            .with(Field::Script.name(), activity.script.clone())
            .with(Field::Cost.name(), amount(activity.cost));
        let bodies = activity.associations.iter();
        bodies.fold(typed, |typed, id| typed.with(Field::Associations.name(), id.to_string()))
    }

    /// Reads how an activity ended: what came of it, when, and what it cost.
    pub fn read_end(typed: &Typed, today: NaiveDate) -> Result<Ended, Vec<(Field, Problem)>> {
        let mut reader = Reading::new(typed, Field::name);
        let result = reader.needed_prose(Field::Closing, Plan::TEXT);
        let done_on = if reader.is_blank(Field::DoneOn) {
            Some(today)
        } else {
            reader.need_past_day(Field::DoneOn, today, Problem::Future)
        };
        let cost = reader.money(Field::Cost);
        reader.done(done_on.map(|done_on| (result, done_on, cost)))
    }
}

fn word<T: ToString>(id: Option<&T>) -> String {
    id.map(ToString::to_string).unwrap_or_default()
}

fn amount(amount: Option<Yen>) -> String {
    amount.map(|amount| amount.get().to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests;

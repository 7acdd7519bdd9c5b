//! 申請の一覧 as an address: which applications, in which order, which page, how it looks. The address is the whole state.

mod look;
mod view;

pub use look::{Look, QueueColumn, RowHeight};
pub use view::{NamedQueue, NamedQueueField, NamedQueueProblem};

use super::StageName;
use crate::{
    form::Typed,
    ids::{AccountId, ProgrammeId},
    service_type::ServiceType,
};
use chrono::{Datelike as _, NaiveDate};

/// What the list shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Queue {
    /// In which stages.
    pub stages: Stages,
    /// Of whom.
    pub owner: Owner,
    /// To one programme.
    pub programme: Option<ProgrammeId>,
    /// Of offices that provide one service.
    pub service: Option<ServiceType>,
    /// Of offices in one 日常生活圏域; empty for every one.
    pub area: String,
    /// With one flag; empty for all.
    pub flag: String,
    /// How much of the standard processing time is left.
    pub late: Option<Late>,
    /// That came in one month: its first day.
    pub month: Option<NaiveDate>,
    /// Only those with a message that nobody of the house has read.
    pub unread: bool,
    /// What was typed into the search box.
    pub words: String,
    /// In which order.
    pub order: Order,
    /// The other way round.
    pub reversed: bool,
    /// By what those are sorted that are alike in the order, and whether the other way round; none for when they came.
    pub then: Option<(Order, bool)>,
    /// How it looks.
    pub look: Look,
    /// Which page; 0 is the first.
    pub page: u64,
}

/// Which stages are shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Stages {
    /// Received and not decided.
    #[default]
    Open,
    /// Everything that was received.
    All,
    /// One stage.
    One(StageName),
}

/// Whose applications are shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Owner {
    /// Everybody's.
    #[default]
    Anybody,
    /// The asker's own.
    Mine,
    /// Nobody's: the ones that are forgotten first.
    Nobody,
    /// One colleague's.
    Person(AccountId),
}

/// 期限: how much of the standard processing time is left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Late {
    /// 注意, or worse.
    Soon,
    /// 超過.
    Overdue,
}

/// What the list is sorted by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Order {
    /// When it was received; the oldest first.
    #[default]
    Received,
    /// How much is asked for; the smallest first.
    Amount,
    /// When it was touched last; the longest untouched first.
    Updated,
    /// To which programme; the oldest programme first.
    Programme,
    /// Of which office, as its name is read; あ first.
    Office,
    /// Who reviews it: what is nobody's first, and then one colleague's after the other's.
    Assignee,
    /// The day by which the standard asks for a decision; the nearest first, and what no clock runs for last.
    Deadline,
}

impl Stages {
    /// Every choice, in the order of the chips.
    pub const ALL: [Self; 10] = [
        Self::Open,
        Self::One(StageName::Waiting),
        Self::One(StageName::Submitted),
        Self::One(StageName::UnderReview),
        Self::One(StageName::Returned),
        Self::One(StageName::Proposed),
        Self::One(StageName::Granted),
        Self::One(StageName::Refused),
        Self::One(StageName::Withdrawn),
        Self::All,
    ];

    /// As it stands in the address.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::All => "all",
            Self::One(name) => name.code(),
        }
    }

    /// The stages it shows. Drafts are the applicant's own and in no list of an officer.
    pub fn names(self) -> Vec<StageName> {
        StageName::ALL
            .into_iter()
            .filter(|name| match self {
                Self::Open => name.is_open(),
                Self::All => *name != StageName::Draft,
                Self::One(one) => *name == one,
            })
            .collect()
    }

    fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stages| stages.code() == code)
    }
}

impl Owner {
    /// The choices that everybody has, in the order of the chips.
    pub const ALL: [Self; 3] = [Self::Anybody, Self::Mine, Self::Nobody];

    /// As it stands in the address.
    pub fn code(self) -> String {
        match self {
            Self::Anybody => "all".to_owned(),
            Self::Mine => "mine".to_owned(),
            Self::Nobody => "unowned".to_owned(),
            Self::Person(id) => id.to_string(),
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        match Self::ALL.into_iter().find(|owner| owner.code() == code) {
            Some(owner) => Some(owner),
            None => code.parse().ok().map(Self::Person),
        }
    }
}

impl Late {
    /// Every choice.
    pub const ALL: [Self; 2] = [Self::Soon, Self::Overdue];

    /// As it stands in the address.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Soon => "soon",
            Self::Overdue => "overdue",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|late| late.code() == code)
    }
}

impl Order {
    /// Every choice.
    pub const ALL: [Self; 7] = [
        Self::Received,
        Self::Amount,
        Self::Updated,
        Self::Programme,
        Self::Office,
        Self::Assignee,
        Self::Deadline,
    ];

    const fn code(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Amount => "amount",
            Self::Updated => "updated",
            Self::Programme => "programme",
            Self::Office => "office",
            Self::Assignee => "assignee",
            Self::Deadline => "deadline",
        }
    }

    /// As it stands in the address, with its direction.
    pub fn word(self, reversed: bool) -> String {
        if reversed { format!("{}:desc", self.code()) } else { self.code().to_owned() }
    }

    /// Reads a word of the address.
    fn read(word: &str) -> Option<(Self, bool)> {
        let (code, reversed) = match word.split_once(':') {
            Some((code, direction)) => (code, direction == "desc"),
            None => (word, false),
        };
        Self::ALL.into_iter().find(|one| one.code() == code).map(|one| (one, reversed))
    }

    /// A second order beside this one; none where it says nothing more. No two come at the same moment, or are touched
    /// at it, so that only what many have in common leaves something to sort; and the first to come stand first anyway.
    fn beside(self, then: Option<(Self, bool)>) -> Option<(Self, bool)> {
        match self {
            Self::Received | Self::Updated => None,
            Self::Amount | Self::Programme | Self::Office | Self::Assignee | Self::Deadline => then
                .filter(|(other, reversed)| *other != self && (*other, *reversed) != (Self::Received, false)),
        }
    }
}

/// The first day of a month of the address; none where it is no month in which anything can have come.
fn month(code: &str) -> Option<NaiveDate> {
    let first: NaiveDate = format!("{code}-01").parse().ok()?;
    (2000..2200).contains(&first.year()).then_some(first)
}

/// A month as it stands in the address: `2026-10`.
pub fn month_code(month: NaiveDate) -> String {
    month.format("%Y-%m").to_string()
}

/// Most characters of a word in the address.
const LONGEST: usize = 100;

impl Queue {
    /// Reads an address. What it does not understand is as if it were not there: an old link still leads somewhere.
    pub fn parse(query: &Typed) -> Self {
        let (order, reversed) = Order::read(query.get("sort")).unwrap_or_default();
        let words = |name: &str| query.get(name).chars().take(LONGEST).collect::<String>().trim().to_owned();
        Self {
            stages: Stages::from_code(query.get("st")).unwrap_or_default(),
            owner: Owner::from_code(query.get("v")).unwrap_or_default(),
            programme: query.get("p").parse().ok(),
            service: ServiceType::from_code(query.get("sv")),
            area: words("area"),
            flag: words("flag"),
            late: Late::from_code(query.get("late")),
            month: month(query.get("m")),
            unread: query.get("unread") == "yes",
            words: words("q"),
            order,
            reversed,
            then: order.beside(Order::read(query.get("then"))),
            look: Look::parse(query),
            page: query.get("page").parse::<u64>().unwrap_or(1).clamp(1, 100_000) - 1,
        }
    }

    /// The pairs of the address; what is as usual is left out.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let Self {
            stages,
            owner,
            programme,
            service,
            area,
            flag,
            late,
            month,
            unread,
            words,
            order,
            reversed,
            then,
            look,
            page,
        } = self;
        let usual = Self::default();
        let mut pairs = Vec::new();
        if *stages != usual.stages {
            pairs.push(("st", stages.code().to_owned()));
        }
        if *owner != usual.owner {
            pairs.push(("v", owner.code()));
        }
        pairs.extend(programme.map(|id| ("p", id.to_string())));
        pairs.extend(service.map(|service| ("sv", service.code().to_owned())));
        if !area.is_empty() {
            pairs.push(("area", area.clone()));
        }
        if !flag.is_empty() {
            pairs.push(("flag", flag.clone()));
        }
        pairs.extend(late.map(|late| ("late", late.code().to_owned())));
        pairs.extend(month.map(|first| ("m", month_code(first))));
        if *unread {
            pairs.push(("unread", "yes".to_owned()));
        }
        if !words.is_empty() {
            pairs.push(("q", words.clone()));
        }
        if (*order, *reversed) != (usual.order, usual.reversed) {
            pairs.push(("sort", order.word(*reversed)));
        }
        pairs.extend(then.map(|(order, reversed)| ("then", order.word(reversed))));
        pairs.extend(look.pairs());
        if *page > 0 {
            pairs.push(("page", (page + 1).to_string()));
        }
        pairs
    }

    /// Whether it is narrowed by anything but the stages and the owner.
    pub fn is_narrowed(&self) -> bool {
        let rest = Self { stages: Stages::default(), owner: Owner::default(), ..self.clone() };
        rest.bare() != Self::default()
    }

    /// The same choice of applications from its first page, however it looks and whichever way it is sorted.
    #[must_use]
    pub fn bare(&self) -> Self {
        let usual = Self::default();
        Self {
            order: usual.order,
            reversed: usual.reversed,
            then: usual.then,
            look: usual.look,
            page: 0,
            ..self.clone()
        }
    }

    /// The same list from its first page, in these stages.
    #[must_use]
    pub fn in_stages(&self, stages: Stages) -> Self {
        Self { stages, page: 0, ..self.clone() }
    }

    /// The same list from its first page, of this owner.
    #[must_use]
    pub fn of(&self, owner: Owner) -> Self {
        Self { owner, page: 0, ..self.clone() }
    }

    /// The same list from its first page without the search.
    #[must_use]
    pub fn without_words(&self) -> Self {
        Self { words: String::new(), page: 0, ..self.clone() }
    }

    /// The same list sorted by a column, the other way round if it already is; by what it was sorted before, those are
    /// sorted that are alike in it.
    #[must_use]
    pub fn sorted_by(&self, order: Order) -> Self {
        let again = self.order == order;
        let before = if again { self.then } else { Some((self.order, self.reversed)) };
        Self { order, reversed: again && !self.reversed, then: order.beside(before), page: 0, ..self.clone() }
    }

    /// By what it is sorted, one after the other, and whether the other way round; at last by when each came.
    pub fn sorting(&self) -> Vec<(Order, bool)> {
        let mut sorting = vec![(self.order, self.reversed)];
        sorting.extend(self.then);
        if sorting.iter().all(|(order, _)| *order != Order::Received) {
            sorting.push((Order::Received, false));
        }
        sorting
    }

    /// Another page of the same list.
    #[must_use]
    pub fn at(&self, page: u64) -> Self {
        Self { page, ..self.clone() }
    }
}

#[cfg(test)]
mod tests;

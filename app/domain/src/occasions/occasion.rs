//! What an occasion is, as everybody who is invited reads it.

use crate::demos::{Place, kinds};
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use serde::{Deserialize, Serialize};

kinds! {
    /// What kind of occasion.
    OccasionKind {
        /// ウェビナー.
        Webinar = "webinar",
        /// 講演.
        Lecture = "lecture",
        /// 展示・ブース.
        Booth = "booth",
        /// 説明会.
        Briefing = "briefing",
    }
}

/// How one comes to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "admission", rename_all = "snake_case", deny_unknown_fields)]
pub enum Admission {
    /// 申込み here: bodies register until a day, up to a number of people where there is one.
    Here {
        /// The last day.
        closes_on: NaiveDate,
        /// The most people; none where there is no limit.
        places: Option<u16>,
    },
    /// 申込み at another site.
    Elsewhere {
        /// Its address.
        site: String,
    },
    /// 申込不要.
    NotNeeded,
    /// 申込不要・先着.
    First {
        /// The first so many people.
        people: u16,
    },
}

/// An occasion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Occasion {
    /// What kind.
    pub kind: OccasionKind,
    /// 名称.
    pub title: String,
    /// 内容.
    pub summary: String,
    /// The first day.
    pub first_on: NaiveDate,
    /// The last day; the first for most.
    pub last_on: NaiveDate,
    /// When it begins.
    pub start: NaiveTime,
    /// When it ends.
    pub end: NaiveTime,
    /// What is different on one of the days; may be empty.
    pub times_note: String,
    /// 現地 or オンライン.
    pub place: Place,
    /// Where, on site: hall and booth.
    pub venue: String,
    /// How one takes part online; told to those alone who registered.
    pub join: String,
    /// How one comes to it.
    pub admission: Admission,
    /// 内容は変更になることがある.
    pub may_change: bool,
    /// Whether the table by prefecture is on the public page.
    pub table_public: bool,
}

impl Occasion {
    /// The moment at which it begins.
    pub fn starts_at(&self) -> DateTime<Utc> {
        crate::tokyo::moment(self.first_on, self.start)
    }
    /// The moment at which it is over.
    pub fn ends_at(&self) -> DateTime<Utc> {
        crate::tokyo::moment(self.last_on, self.end)
    }
    /// The most people that may register here; none where there is no limit, or no registration.
    pub const fn places(&self) -> Option<u16> {
        match self.admission {
            Admission::Here { places, .. } => places,
            Admission::Elsewhere { .. } | Admission::NotNeeded | Admission::First { .. } => None,
        }
    }
    /// Whether bodies register here.
    pub const fn registers(&self) -> bool {
        matches!(self.admission, Admission::Here { .. })
    }
}

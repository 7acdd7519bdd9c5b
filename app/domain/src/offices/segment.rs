//! 対象リスト: a saved filter of the register, so that whom an officer means can be counted, read and used again.
//!
//! Every condition narrows (they are joined by "and"); several services are joined by "or". A segment is data, and is
//! kept with whatever it was used for.

use super::{Chosen, Mailed, Reached, Sessioned, Status, Surveyed};
use crate::{
    adoption::Halt,
    fiscal_year::FiscalYear,
    ids::{AssociationId, OfficeGroupId},
    municipality_code::MunicipalityCode,
    office_number::OfficeNumber,
    service_type::ServiceType,
    software::Linking,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Which offices of the register are meant.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Segment {
    /// Provides any of these services; any service when there are none.
    pub services: BTreeSet<ServiceType>,
    /// Stands in this municipality, as the register knows it.
    pub municipality: Option<MunicipalityCode>,
    /// Words of its 住所: a town.
    pub area: String,
    /// Words of its 日常生活圏域.
    pub district: String,
    /// Words or the number of its corporation.
    pub corporation: String,
    /// Whether a mail address is known.
    pub mail: Option<MailAddress>,
    /// Whether it is open.
    pub status: Option<Status>,
    /// Whether it has applied in a fiscal year.
    pub application: Option<Applied>,
    /// Whether it has adopted the system, as far as is known.
    pub adoption: Option<Adopted>,
    /// How far it has come, and no further, as far as is known now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub halt: Option<Halt>,
    /// Whether its 介護ソフト can link.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub linking: Option<Linking>,
    /// Has at least so many partners that have adopted the system.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub partners: Option<u16>,
    /// Belongs to a body.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub association: Option<Chosen<AssociationId>>,
    /// What it did with a survey.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub survey: Option<Chosen<Surveyed>>,
    /// What it did with a session.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session: Option<Chosen<Sessioned>>,
    /// What became of a mailing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mailing: Option<Chosen<Mailed>>,
    /// What came back from it in the list of an activity of a campaign.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub activity: Option<Chosen<Reached>>,
    /// Belongs to a 事業所グループ.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<Chosen<OfficeGroupId>>,
    /// Has one of these numbers; any number where there are none.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub numbers: BTreeSet<OfficeNumber>,
    /// Nobody has spoken with it since this day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub silent_since: Option<NaiveDate>,
    /// Words that the office must be known by, as in the box of the register.
    pub words: String,
}

impl Segment {
    /// The open offices of a 圏域.
    pub fn of_district(district: &str) -> Self {
        Self { district: district.to_owned(), status: Some(Status::Active), ..Self::default() }
    }
}

/// The 圏域 whose segments mean no offices of another: the words of a segment are looked for anywhere in what an office's 圏域
/// is called, so 北圏域 would mean the offices of 東北圏域, too.
pub fn told_apart(districts: &[String]) -> Vec<String> {
    let within =
        |one: &str, other: &str| one != other && one.split_whitespace().all(|word| other.contains(word));
    let alone = |one: &&String| !districts.iter().any(|other| within(one, other));
    districts.iter().filter(alone).cloned().collect()
}

/// Whether an office can be written to by mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailAddress {
    /// An address is known.
    Known,
    /// None is known.
    Unknown,
}

impl MailAddress {
    /// Both, in the order of a choice.
    pub const ALL: [Self; 2] = [Self::Known, Self::Unknown];

    /// The word posted.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Known => "known",
            Self::Unknown => "unknown",
        }
    }
    /// Reads the word posted.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.name() == name)
    }
}

/// Whether an office counts as an adopter: a licence, or use (`domain::adoption`). What is known of a day to come counts
/// as well, so that nobody is asked who has promised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Adopted {
    /// It does.
    Yes,
    /// It does not, or nothing is known.
    No,
}

impl Adopted {
    /// Both, in the order of a choice.
    pub const ALL: [Self; 2] = [Self::Yes, Self::No];

    /// The word posted.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
        }
    }
    /// Reads the word posted.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|adopted| adopted.name() == name)
    }
}

/// Whether an office has a live application (received, and neither refused nor withdrawn) in a fiscal year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "applied", content = "year", rename_all = "snake_case")]
pub enum Applied {
    /// It has one.
    Live(FiscalYear),
    /// It has none.
    Not(FiscalYear),
}

impl Applied {
    /// The fiscal year asked about.
    pub const fn year(self) -> FiscalYear {
        match self {
            Self::Live(year) | Self::Not(year) => year,
        }
    }
    /// The word posted.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Live(_) => "live",
            Self::Not(_) => "not",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_district_whose_words_stand_in_another_is_not_offered_as_one() {
        let all = ["中央圏域", "北圏域", "東北圏域", "第1 地区", "第1地区南"].map(str::to_owned);
        assert_eq!(told_apart(&all), ["中央圏域", "東北圏域", "第1地区南"]);
        assert!(told_apart(&[]).is_empty());
        let meant = Segment::of_district("中央圏域");
        assert_eq!((meant.district.as_str(), meant.status), ("中央圏域", Some(Status::Active)));
    }
}

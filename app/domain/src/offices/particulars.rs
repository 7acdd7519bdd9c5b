//! What is known of an office, or of one of its services, apart from its number.

use crate::{
    corporate_number::CorporateNumber, email::Email, municipality_code::MunicipalityCode, phone::Phone,
    postal_code::PostalCode,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What is known; empty text and `None` mean that it is not known, never that there is none, and are not written down.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Particulars {
    /// 名称, as typed, without control characters.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// 名称のカナ.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name_kana: String,
    /// 法人の名称.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub corporation_name: String,
    /// 法人番号.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub corporate_number: Option<CorporateNumber>,
    /// 全国地方公共団体コード of the place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub municipality: Option<MunicipalityCode>,
    /// 郵便番号.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub postal_code: Option<PostalCode>,
    /// 住所.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub address: String,
    /// 方書（ビル名等）.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub building: String,
    /// 電話番号.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<Phone>,
    /// FAX番号.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fax: Option<Phone>,
    /// メールアドレス; of the office, never of one of its services.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<Email>,
    /// 日常生活圏域, in the municipality's own words; of the office.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub area: String,
    /// Web site.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub url: String,
    /// 定員, never 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capacity: Option<u32>,
    /// 指定年月日.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub designated_on: Option<NaiveDate>,
    /// Whether it is open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    /// The day from which that is so, where it is known; of the office.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_on: Option<NaiveDate>,
    /// 備考.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub remarks: String,
}

/// Whether an office or service is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// 営業中.
    Active,
    /// 休止.
    Suspended,
    /// 廃止.
    Closed,
}

impl Status {
    /// Every status, in the order of a choice.
    pub const ALL: [Self; 3] = [Self::Active, Self::Suspended, Self::Closed];

    /// The word stored and posted.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Suspended => "suspended",
            Self::Closed => "closed",
        }
    }

    /// Reads the word stored and posted.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.name() == name)
    }
}

/// One of the things that can be known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Detail {
    /// 名称.
    Name,
    /// 名称のカナ.
    NameKana,
    /// 法人の名称.
    CorporationName,
    /// 法人番号.
    CorporateNumber,
    /// 全国地方公共団体コード.
    Municipality,
    /// 郵便番号.
    PostalCode,
    /// 住所.
    Address,
    /// 方書.
    Building,
    /// 電話番号.
    Phone,
    /// FAX番号.
    Fax,
    /// メールアドレス.
    Email,
    /// 日常生活圏域.
    Area,
    /// Web site.
    Url,
    /// 定員.
    Capacity,
    /// 指定年月日.
    DesignatedOn,
    /// Whether it is open.
    Status,
    /// Since when it is open or not.
    StatusOn,
    /// 備考.
    Remarks,
}

impl Detail {
    /// Every detail, in the order of a card.
    pub const ALL: [Self; 18] = [
        Self::Name,
        Self::NameKana,
        Self::CorporationName,
        Self::CorporateNumber,
        Self::Municipality,
        Self::PostalCode,
        Self::Address,
        Self::Building,
        Self::Phone,
        Self::Fax,
        Self::Email,
        Self::Area,
        Self::Url,
        Self::Capacity,
        Self::DesignatedOn,
        Self::Status,
        Self::StatusOn,
        Self::Remarks,
    ];

    /// True for what an officer would call a change of the office; the rest merely completes its card.
    pub const fn is_essential(self) -> bool {
        match self {
            Self::Name
            | Self::CorporationName
            | Self::CorporateNumber
            | Self::Address
            | Self::Phone
            | Self::Status => true,
            Self::NameKana
            | Self::Municipality
            | Self::PostalCode
            | Self::Building
            | Self::Fax
            | Self::Email
            | Self::Area
            | Self::Url
            | Self::Capacity
            | Self::DesignatedOn
            | Self::StatusOn
            | Self::Remarks => false,
        }
    }
}

impl Detail {
    /// True for what every service of an office may have of its own.
    pub const fn is_of_service(self) -> bool {
        !matches!(self, Self::Email | Self::Area | Self::StatusOn)
    }

    /// The detail with which it is kept together when two offices are merged: a 法人番号 belongs to its name, a day to the
    /// status that began on it. Itself, for all others.
    #[must_use]
    pub const fn leader(self) -> Self {
        match self {
            Self::CorporateNumber => Self::CorporationName,
            Self::StatusOn => Self::Status,
            other => other,
        }
    }
}

impl Particulars {
    /// A detail as text; nothing when it is not known.
    pub fn get(&self, detail: Detail) -> Option<String> {
        let text = |text: &String| (!text.is_empty()).then(|| text.clone());
        match detail {
            Detail::Name => text(&self.name),
            Detail::NameKana => text(&self.name_kana),
            Detail::CorporationName => text(&self.corporation_name),
            Detail::CorporateNumber => self.corporate_number.map(|number| number.to_string()),
            Detail::Municipality => self.municipality.map(|code| code.to_string()),
            Detail::PostalCode => self.postal_code.map(|code| code.to_string()),
            Detail::Address => text(&self.address),
            Detail::Building => text(&self.building),
            Detail::Phone => self.phone.as_ref().map(ToString::to_string),
            Detail::Fax => self.fax.as_ref().map(ToString::to_string),
            Detail::Email => self.email.as_ref().map(ToString::to_string),
            Detail::Area => text(&self.area),
            Detail::Url => text(&self.url),
            Detail::Capacity => self.capacity.map(|capacity| capacity.to_string()),
            Detail::DesignatedOn => self.designated_on.map(|day| day.to_string()),
            Detail::Status => self.status.map(|status| status.name().to_owned()),
            Detail::StatusOn => self.status_on.map(|day| day.to_string()),
            Detail::Remarks => text(&self.remarks),
        }
    }

    /// True when a detail is known.
    pub const fn knows(&self, detail: Detail) -> bool {
        match detail {
            Detail::Name => !self.name.is_empty(),
            Detail::NameKana => !self.name_kana.is_empty(),
            Detail::CorporationName => !self.corporation_name.is_empty(),
            Detail::CorporateNumber => self.corporate_number.is_some(),
            Detail::Municipality => self.municipality.is_some(),
            Detail::PostalCode => self.postal_code.is_some(),
            Detail::Address => !self.address.is_empty(),
            Detail::Building => !self.building.is_empty(),
            Detail::Phone => self.phone.is_some(),
            Detail::Fax => self.fax.is_some(),
            Detail::Email => self.email.is_some(),
            Detail::Area => !self.area.is_empty(),
            Detail::Url => !self.url.is_empty(),
            Detail::Capacity => self.capacity.is_some(),
            Detail::DesignatedOn => self.designated_on.is_some(),
            Detail::Status => self.status.is_some(),
            Detail::StatusOn => self.status_on.is_some(),
            Detail::Remarks => !self.remarks.is_empty(),
        }
    }

    /// True when a detail is the same in both to the letter, or known of neither.
    pub fn equals(&self, detail: Detail, other: &Self) -> bool {
        match detail {
            Detail::Name => self.name == other.name,
            Detail::NameKana => self.name_kana == other.name_kana,
            Detail::CorporationName => self.corporation_name == other.corporation_name,
            Detail::CorporateNumber => self.corporate_number == other.corporate_number,
            Detail::Municipality => self.municipality == other.municipality,
            Detail::PostalCode => self.postal_code == other.postal_code,
            Detail::Address => self.address == other.address,
            Detail::Building => self.building == other.building,
            Detail::Phone => self.phone == other.phone,
            Detail::Fax => self.fax == other.fax,
            Detail::Email => self.email == other.email,
            Detail::Area => self.area == other.area,
            Detail::Url => self.url == other.url,
            Detail::Capacity => self.capacity == other.capacity,
            Detail::DesignatedOn => self.designated_on == other.designated_on,
            Detail::Status => self.status == other.status,
            Detail::StatusOn => self.status_on == other.status_on,
            Detail::Remarks => self.remarks == other.remarks,
        }
    }

    /// Takes a detail over from another.
    pub fn take(&mut self, detail: Detail, from: &Self) {
        match detail {
            Detail::Name => self.name.clone_from(&from.name),
            Detail::NameKana => self.name_kana.clone_from(&from.name_kana),
            Detail::CorporationName => self.corporation_name.clone_from(&from.corporation_name),
            Detail::CorporateNumber => self.corporate_number = from.corporate_number,
            Detail::Municipality => self.municipality = from.municipality,
            Detail::PostalCode => self.postal_code = from.postal_code,
            Detail::Address => self.address.clone_from(&from.address),
            Detail::Building => self.building.clone_from(&from.building),
            Detail::Phone => self.phone.clone_from(&from.phone),
            Detail::Fax => self.fax.clone_from(&from.fax),
            Detail::Email => self.email.clone_from(&from.email),
            Detail::Area => self.area.clone_from(&from.area),
            Detail::Url => self.url.clone_from(&from.url),
            Detail::Capacity => self.capacity = from.capacity,
            Detail::DesignatedOn => self.designated_on = from.designated_on,
            Detail::Status => self.status = from.status,
            Detail::StatusOn => self.status_on = from.status_on,
            Detail::Remarks => self.remarks.clone_from(&from.remarks),
        }
    }

    /// Fills what is not known from another.
    pub fn complete(&mut self, from: &Self) {
        for detail in Detail::ALL {
            if !self.knows(detail) {
                self.take(detail, from);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_detail_that_is_taken_over_can_be_read_again() {
        let full = Particulars {
            name: "名".into(),
            name_kana: "ナ".into(),
            corporation_name: "法人".into(),
            corporate_number: "8999999000001".parse().ok(),
            municipality: "292991".parse().ok(),
            postal_code: "000-0101".parse().ok(),
            address: "所".into(),
            building: "階".into(),
            phone: "0741-00-1001".parse().ok(),
            fax: "0741-00-9001".parse().ok(),
            email: Email::parse("a@example.jp").ok(),
            area: "北部".into(),
            url: "https://www.example.jp/".into(),
            capacity: Some(10),
            designated_on: NaiveDate::from_ymd_opt(2024, 4, 1),
            status: Some(Status::Active),
            status_on: NaiveDate::from_ymd_opt(2024, 5, 1),
            remarks: "備".into(),
        };
        let mut copy = Particulars::default();
        for detail in Detail::ALL {
            assert_eq!(copy.get(detail), None, "{detail:?}");
            assert!(!copy.knows(detail) && !copy.equals(detail, &full), "{detail:?}");
            copy.take(detail, &full);
            assert!(copy.knows(detail) && copy.equals(detail, &full), "{detail:?}");
            assert_eq!(copy.get(detail), full.get(detail), "{detail:?}");
            assert!(copy.get(detail).is_some(), "{detail:?}");
        }
        assert_eq!(copy, full);
    }
}

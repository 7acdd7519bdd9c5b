//! The rules of a programme as data (domain.md §3.1), versioned: a decision keeps the version it was made under.
//!
//! Only [`super::ProgrammeForm`] and [`super::licence_fee_in_full`] make rules; everything else reads them.

use super::{Exhaustion, Rate, Window};
use crate::{
    fiscal_year::FiscalYear, money::Yen, municipality_code::MunicipalityCode, service_type::ServiceType,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What a programme pays, to whom, and what it asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    /// How this document is laid out.
    pub format: Format,
    /// 事業名.
    pub title: String,
    /// 要綱 that the programme rests on.
    pub legal_basis: LegalBasis,
    /// Fiscal year whose budget pays.
    pub fiscal_year: FiscalYear,
    /// When applications are received.
    pub window: Window,
    /// What one is counted by.
    pub unit: Unit,
    /// How often one unit may be paid.
    pub frequency: Frequency,
    /// Where an office must be.
    pub location: Location,
    /// サービス種類 that are eligible, never empty.
    pub services: Vec<ServiceType>,
    /// The cost that is paid for.
    pub expense: Expense,
    /// What an applicant declares.
    pub conditions: Vec<Condition>,
    /// What an applicant attaches.
    pub documents: Vec<RequiredDocument>,
    /// 予算額.
    pub budget: Yen,
    /// What becomes of applications beyond it. Rules of before there was a choice closed the reception.
    #[serde(default)]
    pub exhaustion: Exhaustion,
    /// What happens after the decision.
    pub procedure: Procedure,
    /// 標準処理期間 in 開庁日.
    pub standard_days: u16,
    /// Wording of the decision notice.
    pub notice: NoticeWording,
    /// 教示 for a refusal.
    pub appeal: String,
    /// Where questions are answered.
    pub desk: Desk,
}

/// Layout of stored rules. A later layout is another variant, and old decisions stay readable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub enum Format {
    /// The first layout.
    V1,
}

/// Rules laid out in a way this program does not know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("rules of format {0} are not known")]
pub struct UnknownFormat(u8);

impl TryFrom<u8> for Format {
    type Error = UnknownFormat;
    fn try_from(number: u8) -> Result<Self, UnknownFormat> {
        if number == 1 { Ok(Self::V1) } else { Err(UnknownFormat(number)) }
    }
}

impl From<Format> for u8 {
    fn from(format: Format) -> Self {
        match format {
            Format::V1 => 1,
        }
    }
}

/// 交付要綱.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LegalBasis {
    /// 要綱名.
    pub name: String,
    /// 告示番号 with its date, as printed; empty before it is given.
    pub number: String,
    /// 条項 that a decision rests on, as printed (第6条).
    pub articles: String,
}

/// Counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// One per 事業所番号.
    OfficeNumber,
}

/// How often one unit is paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Frequency {
    /// 1年度につき1回限り.
    OncePerFiscalYear,
}

/// 所在地の要件.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Location {
    /// Name shown to applicants (みどり野市).
    pub name: String,
    /// Codes that count as inside: the municipality, and its wards where it has them.
    pub municipalities: Vec<MunicipalityCode>,
}

/// 補助対象経費 and how its subsidy is counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expense {
    /// What the money was paid for.
    pub name: String,
    /// 補助率.
    pub rate: Rate,
    /// 上限額, a multiple of the rounding unit.
    pub cap: Yen,
    /// 下限額: below it nothing is paid. Zero where there is none.
    pub floor: Yen,
    /// Counted with or without consumption tax.
    pub tax: TaxBasis,
    /// 端数処理.
    pub rounding: Rounding,
    /// First day on which the cost may have been paid.
    pub paid_from: NaiveDate,
    /// Last day on which the cost may have been paid.
    pub paid_until: NaiveDate,
}

/// 税込・税抜.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaxBasis {
    /// 税込.
    Inclusive,
    /// 税抜, at the standard rate of ten percent.
    Exclusive,
}

/// 端数処理, always downwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rounding {
    /// 1円未満切捨て.
    OneYen,
    /// 100円未満切捨て.
    HundredYen,
    /// 千円未満切捨て.
    ThousandYen,
}

impl TaxBasis {
    /// Both, in the order officers choose from.
    pub const ALL: [Self; 2] = [Self::Inclusive, Self::Exclusive];

    /// As it stands in the form.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Inclusive => "inclusive",
            Self::Exclusive => "exclusive",
        }
    }
}

impl Rounding {
    /// Every way, in the order officers choose from.
    pub const ALL: [Self; 3] = [Self::OneYen, Self::HundredYen, Self::ThousandYen];

    /// As it stands in the form.
    pub const fn code(self) -> &'static str {
        match self {
            Self::OneYen => "one_yen",
            Self::HundredYen => "hundred_yen",
            Self::ThousandYen => "thousand_yen",
        }
    }

    /// The amount that grants are multiples of.
    pub const fn unit(self) -> i64 {
        match self {
            Self::OneYen => 1,
            Self::HundredYen => 100,
            Self::ThousandYen => 1_000,
        }
    }
}

/// 要件 that an applicant confirms by a tick.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// Name in stored answers; stays when the sentence is reworded.
    pub key: String,
    /// What is declared.
    pub sentence: String,
}

/// 添付書類.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequiredDocument {
    /// Name in stored attachments; stays when the document is renamed.
    pub key: String,
    /// What it is called.
    pub name: String,
    /// What must be seen in it.
    pub shows: String,
    /// Papers that do as well.
    pub alternatives: Vec<String>,
    /// Whether one may apply without it.
    pub optional: bool,
}

/// 手続.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Procedure {
    /// Applied for after paying; the decision fixes the amount.
    OneStep,
    /// Applied for before paying; a completion report fixes the amount.
    TwoStep,
}

/// What the notice says besides the facts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoticeWording {
    /// Office symbol of the document number (みどり介).
    pub symbol: String,
    /// 発信者 (みどり野市長 ○○ ○○).
    pub sender: String,
    /// 交付の条件, one sentence each.
    pub terms: Vec<String>,
}

/// 担当窓口.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Desk {
    /// 課・係.
    pub section: String,
    /// Telephone as printed.
    pub phone: String,
    /// 受付時間 as printed.
    pub hours: String,
}

impl Rules {
    /// The document with a key.
    pub fn document(&self, key: &str) -> Option<&RequiredDocument> {
        self.documents.iter().find(|document| document.key == key)
    }

    /// The condition with a key.
    pub fn condition(&self, key: &str) -> Option<&Condition> {
        self.conditions.iter().find(|condition| condition.key == key)
    }

    /// Whether a cost paid on a day is one of this programme's.
    pub fn covers_payment_on(&self, day: NaiveDate) -> bool {
        (self.expense.paid_from..=self.expense.paid_until).contains(&day)
    }
}

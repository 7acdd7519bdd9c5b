//! The fields of the officer's programme form, and what can be wrong in them.

use super::{RateError, parts::TimeError};
use crate::{fiscal_year::FiscalYearError, money::YenError, phone::PhoneError, wareki::DateError};

/// How many conditions the form has room for.
pub const CONDITIONS: usize = 8;
/// How many documents the form has room for.
pub const DOCUMENTS: usize = 6;

/// One field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ProgrammeField {
    /// 事業名.
    Title,
    /// 要綱名.
    BasisName,
    /// 告示番号.
    BasisNumber,
    /// 条項.
    BasisArticles,
    /// 年度.
    FiscalYear,
    /// 受付開始日.
    OpensOn,
    /// 受付開始時刻.
    OpensAt,
    /// 受付終了日.
    ClosesOn,
    /// 受付終了時刻.
    ClosesAt,
    /// Whether the closing time still counts.
    Closing,
    /// 補助対象経費.
    ExpenseName,
    /// 補助率.
    Rate,
    /// 上限額.
    Cap,
    /// 下限額.
    Floor,
    /// 税込・税抜.
    Tax,
    /// 端数処理.
    Rounding,
    /// 支払日の初日.
    PaidFrom,
    /// 支払日の末日.
    PaidUntil,
    /// 対象サービス.
    Services,
    /// 誓約 (row from zero).
    Condition(usize),
    /// 書類名 (row from zero).
    DocumentName(usize),
    /// What the document must show (row from zero).
    DocumentShows(usize),
    /// What does as well (row from zero).
    DocumentAlternatives(usize),
    /// 予算額.
    Budget,
    /// 予算を超えたとき.
    Exhaustion,
    /// 手続.
    Procedure,
    /// 標準処理期間.
    StandardDays,
    /// 文書記号.
    Symbol,
    /// 発信者.
    Sender,
    /// 交付の条件.
    Terms,
    /// 教示.
    Appeal,
    /// 担当課.
    Section,
    /// 電話番号.
    Phone,
    /// 受付時間.
    Hours,
}

const CONDITION: [&str; CONDITIONS] = [
    "condition_1",
    "condition_2",
    "condition_3",
    "condition_4",
    "condition_5",
    "condition_6",
    "condition_7",
    "condition_8",
];
const DOCUMENT_NAME: [&str; DOCUMENTS] = [
    "document_1_name",
    "document_2_name",
    "document_3_name",
    "document_4_name",
    "document_5_name",
    "document_6_name",
];
const DOCUMENT_SHOWS: [&str; DOCUMENTS] = [
    "document_1_shows",
    "document_2_shows",
    "document_3_shows",
    "document_4_shows",
    "document_5_shows",
    "document_6_shows",
];
const DOCUMENT_ALTERNATIVES: [&str; DOCUMENTS] = [
    "document_1_alternatives",
    "document_2_alternatives",
    "document_3_alternatives",
    "document_4_alternatives",
    "document_5_alternatives",
    "document_6_alternatives",
];

impl ProgrammeField {
    /// Name in the form.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::BasisName => "basis_name",
            Self::BasisNumber => "basis_number",
            Self::BasisArticles => "basis_articles",
            Self::FiscalYear => "fiscal_year",
            Self::OpensOn => "opens_on",
            Self::OpensAt => "opens_at",
            Self::ClosesOn => "closes_on",
            Self::ClosesAt => "closes_at",
            Self::Closing => "closing",
            Self::ExpenseName => "expense_name",
            Self::Rate => "rate",
            Self::Cap => "cap",
            Self::Floor => "floor",
            Self::Tax => "tax",
            Self::Rounding => "rounding",
            Self::PaidFrom => "paid_from",
            Self::PaidUntil => "paid_until",
            Self::Services => "service",
            Self::Condition(row) => CONDITION[row],
            Self::DocumentName(row) => DOCUMENT_NAME[row],
            Self::DocumentShows(row) => DOCUMENT_SHOWS[row],
            Self::DocumentAlternatives(row) => DOCUMENT_ALTERNATIVES[row],
            Self::Budget => "budget",
            Self::Exhaustion => "exhaustion",
            Self::Procedure => "procedure",
            Self::StandardDays => "standard_days",
            Self::Symbol => "symbol",
            Self::Sender => "sender",
            Self::Terms => "terms",
            Self::Appeal => "appeal",
            Self::Section => "section",
            Self::Phone => "phone",
            Self::Hours => "hours",
        }
    }
}

/// What is wrong in a field.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProgrammeProblem {
    /// Nothing was typed.
    #[error("nothing was typed")]
    Missing,
    /// Nothing, or something unknown, was chosen.
    #[error("nothing was chosen")]
    NotChosen,
    /// Longer than there is room for.
    #[error("more than {0} characters")]
    TooLong(usize),
    /// Not a fiscal year.
    #[error(transparent)]
    FiscalYear(FiscalYearError),
    /// Not a date.
    #[error(transparent)]
    Date(DateError),
    /// Not a time of day.
    #[error(transparent)]
    Time(TimeError),
    /// It closes before it opens.
    #[error("closes before it opens")]
    WindowEmpty,
    /// Not a rate.
    #[error(transparent)]
    Rate(RateError),
    /// Not an amount.
    #[error(transparent)]
    Amount(YenError),
    /// Zero yen.
    #[error("zero yen")]
    Nothing,
    /// A cap between two multiples of the rounding unit would make the order of rounding and capping matter.
    #[error("not a multiple of {unit}")]
    CapNotRounded {
        /// The rounding unit.
        unit: i64,
    },
    /// Nothing could ever be granted.
    #[error("the floor is above the cap")]
    FloorAboveCap,
    /// The last day is before the first.
    #[error("the last day is before the first")]
    PeriodEmpty,
    /// The budget does not pay for one application.
    #[error("the budget is below the cap")]
    BudgetBelowCap,
    /// No service is eligible.
    #[error("no service was chosen")]
    NoService,
    /// A code that is in no list of services.
    #[error("an unknown service")]
    UnknownService,
    /// Something is said of a document that has no name.
    #[error("a document without a name")]
    DocumentWithoutName,
    /// Not a number of days from 1 to 365.
    #[error("not a number of days")]
    Days,
    /// Not a telephone number.
    #[error(transparent)]
    Phone(PhoneError),
}

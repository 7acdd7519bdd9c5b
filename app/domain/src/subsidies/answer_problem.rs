//! The questions of an application, and what can be wrong with an answer.

use super::{EXPENSES, Task};
use crate::{email::EmailError, money::YenError, phone::PhoneError, wareki::DateError};
use chrono::NaiveDate;

/// One question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AnswerField {
    /// 登録内容は正しいか.
    OfficeCorrect,
    /// 異なる点.
    Difference,
    /// 法人名.
    Corporation,
    /// 代表者の職名.
    RepresentativeTitle,
    /// 代表者の氏名.
    RepresentativeName,
    /// 法人の所在地.
    Address,
    /// 担当者の氏名.
    ContactName,
    /// 電話番号.
    Phone,
    /// メールアドレス.
    Email,
    /// 支払った金額 in a category (its slot).
    Paid(usize),
    /// 支払日 in a category.
    PaidOn(usize),
    /// 連携先の数 in a category.
    Linkages(usize),
    /// 連携先の事業所, one on a line.
    Partners,
    /// 利用開始日.
    StartedOn,
    /// 消費税の申告.
    TaxStatus,
    /// Whether there are other subsidies for the same cost.
    Others,
    /// What another subsidy is called (row from zero).
    OtherName(usize),
    /// What it pays (row from zero).
    OtherAmount(usize),
    /// 補助金の累計: what others paid for the same kind in the years that count.
    PastAid,
    /// 添付書類.
    Document,
    /// 誓約.
    Declared,
    /// 同意.
    Consent,
}

/// How many other subsidies an application has room for.
pub const OTHERS: usize = 3;

const PAID: [&str; EXPENSES] = ["paid", "paid_2", "paid_3", "paid_4"];
const PAID_ON: [&str; EXPENSES] = ["paid_on", "paid_on_2", "paid_on_3", "paid_on_4"];
const LINKAGES: [&str; EXPENSES] = ["linkages", "linkages_2", "linkages_3", "linkages_4"];
const OTHER_NAME: [&str; OTHERS] = ["other_1_name", "other_2_name", "other_3_name"];
const OTHER_AMOUNT: [&str; OTHERS] = ["other_1_amount", "other_2_amount", "other_3_amount"];

impl AnswerField {
    /// Every question, in the order of the pages.
    pub fn all() -> impl Iterator<Item = Self> {
        let before = [
            Self::OfficeCorrect,
            Self::Difference,
            Self::Corporation,
            Self::RepresentativeTitle,
            Self::RepresentativeName,
            Self::Address,
            Self::ContactName,
            Self::Phone,
            Self::Email,
        ];
        let costs =
            (0..EXPENSES).flat_map(|slot| [Self::Paid(slot), Self::PaidOn(slot), Self::Linkages(slot)]);
        let once = [Self::Partners, Self::StartedOn, Self::TaxStatus, Self::Others];
        let others = (0..OTHERS).flat_map(|row| [Self::OtherName(row), Self::OtherAmount(row)]);
        let after = [Self::PastAid, Self::Document, Self::Declared, Self::Consent];
        before.into_iter().chain(costs).chain(once).chain(others).chain(after)
    }

    /// The question with a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::all().find(|field| field.name() == name)
    }

    /// The part of the application that asks it.
    pub const fn task(self) -> Task {
        match self {
            Self::OfficeCorrect | Self::Difference => Task::Office,
            Self::Corporation
            | Self::RepresentativeTitle
            | Self::RepresentativeName
            | Self::Address
            | Self::ContactName
            | Self::Phone
            | Self::Email => Task::Contact,
            Self::Paid(_)
            | Self::PaidOn(_)
            | Self::Linkages(_)
            | Self::Partners
            | Self::StartedOn
            | Self::TaxStatus
            | Self::Others
            | Self::OtherName(_)
            | Self::OtherAmount(_)
            | Self::PastAid => Task::Expense,
            Self::Document => Task::Documents,
            Self::Declared | Self::Consent => Task::Declarations,
        }
    }

    /// Name in the form and in the draft.
    pub const fn name(self) -> &'static str {
        match self {
            Self::OfficeCorrect => "office_correct",
            Self::Difference => "difference",
            Self::Corporation => "corporation",
            Self::RepresentativeTitle => "representative_title",
            Self::RepresentativeName => "representative_name",
            Self::Address => "address",
            Self::ContactName => "contact_name",
            Self::Phone => "phone",
            Self::Email => "email",
            Self::Paid(slot) => PAID[slot],
            Self::PaidOn(slot) => PAID_ON[slot],
            Self::Linkages(slot) => LINKAGES[slot],
            Self::Partners => "partners",
            Self::StartedOn => "started_on",
            Self::TaxStatus => "tax_status",
            Self::Others => "others",
            Self::OtherName(row) => OTHER_NAME[row],
            Self::OtherAmount(row) => OTHER_AMOUNT[row],
            Self::PastAid => "past_aid",
            Self::Document => "document",
            Self::Declared => "declared",
            Self::Consent => "consent",
        }
    }
}

/// What is wrong with an answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AnswerProblem {
    /// Nothing was typed.
    #[error("nothing was typed")]
    Missing,
    /// Neither choice was chosen.
    #[error("nothing was chosen")]
    NotChosen,
    /// The register is said to be wrong, but not where.
    #[error("the difference is not described")]
    DifferenceMissing,
    /// Longer than any form or notice has room for.
    #[error("too long")]
    TooLong,
    /// Not a telephone number.
    #[error(transparent)]
    Phone(PhoneError),
    /// Not a mail address.
    #[error(transparent)]
    Email(EmailError),
    /// Not an amount.
    #[error(transparent)]
    Amount(YenError),
    /// Zero yen were paid.
    #[error("nothing was paid")]
    PaidNothing,
    /// The rules pay nothing for so little.
    #[error("the grant would be nothing")]
    GrantIsNothing,
    /// Not a date.
    #[error(transparent)]
    Date(DateError),
    /// Paid before or after what the rules cover.
    #[error("paid outside {from}..={until}")]
    PaidOutside {
        /// First day covered.
        from: NaiveDate,
        /// Last day covered.
        until: NaiveDate,
    },
    /// Not paid yet.
    #[error("paid in the future")]
    PaidInFuture,
    /// Reported, and not paid yet.
    #[error("reported before it is paid")]
    ReportedInFuture,
    /// No category is claimed.
    #[error("nothing is claimed")]
    NothingClaimed,
    /// Not a whole number.
    #[error("not a number")]
    NotANumber,
    /// Fewer linkages than the rules ask for.
    #[error("fewer than {least} linkages")]
    TooFewLinkages {
        /// How many are asked for.
        least: u16,
    },
    /// More partners than a list may have.
    #[error("more than {most} partners")]
    TooManyPartners {
        /// How many there may be.
        most: usize,
    },
    /// The use began outside the fiscal year.
    #[error("begun outside the year")]
    StartedOutside,
    /// There are other subsidies, but none is named.
    #[error("no other subsidy is named")]
    OthersMissing,
    /// Other subsidies leave nothing of the cost.
    #[error("other subsidies pay for all of it")]
    NothingLeft,
    /// Aid of the years that count leaves nothing of the cap.
    #[error("nothing is left of the cap over years")]
    NothingLeftOfCap,
    /// A document is not attached, by its key.
    #[error("document {0} is missing")]
    DocumentMissing(String),
    /// A document is still being checked.
    #[error("document {0} is being checked")]
    DocumentChecking(String),
    /// A file cannot be read and must be replaced.
    #[error("document {0} cannot be read")]
    DocumentUnreadable(String),
    /// Not everything was declared.
    #[error("{open} conditions are not declared")]
    NotDeclared {
        /// How many are open.
        open: usize,
    },
    /// No consent.
    #[error("no consent")]
    NoConsent,
}

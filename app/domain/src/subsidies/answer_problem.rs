//! The questions of an application, and what can be wrong with an answer.

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
    /// 支払った金額.
    Paid,
    /// 支払日.
    PaidOn,
    /// 添付書類.
    Document,
    /// 誓約.
    Declared,
    /// 同意.
    Consent,
}

impl AnswerField {
    /// Every question, in the order of the pages.
    pub const ALL: [Self; 14] = [
        Self::OfficeCorrect,
        Self::Difference,
        Self::Corporation,
        Self::RepresentativeTitle,
        Self::RepresentativeName,
        Self::Address,
        Self::ContactName,
        Self::Phone,
        Self::Email,
        Self::Paid,
        Self::PaidOn,
        Self::Document,
        Self::Declared,
        Self::Consent,
    ];

    /// The question with a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.name() == name)
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
            Self::Paid => "paid",
            Self::PaidOn => "paid_on",
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

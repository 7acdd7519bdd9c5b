//! Places in the forms of materials, and what is wrong there.

use crate::{form::Refusal, money::YenError, wareki::DateError};

/// A place in the forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MaterialField {
    /// 種類.
    Kind,
    /// 名称.
    Title,
    /// 内容.
    Summary,
    /// Who made it.
    Source,
    /// 対象.
    Audience,
    /// The least pieces.
    Minimum,
    /// Whether offices see it.
    Shown,
    /// Whether it is used no more.
    Retired,
    /// The address of the web.
    Link,
    /// The file.
    File,
    /// What is new in a version.
    VersionNote,
    /// What happened to pieces.
    Movement,
    /// How many.
    Pieces,
    /// On which day.
    On,
    /// To whom: an office, a session, an activity, somebody else.
    To,
    /// 事業所番号.
    Office,
    /// デモ・説明会.
    Session,
    /// 活動.
    Activity,
    /// Whether each office of the activity has a line of its own.
    Each,
    /// Somebody else's name.
    Name,
    /// 備考.
    Note,
    /// Whom it is ordered from.
    Supplier,
    /// 注文日.
    OrderedOn,
    /// 納品予定日.
    ExpectedOn,
    /// 代金, with 消費税.
    Amount,
    /// Whether nothing more will come.
    Last,
    /// The large line of a card's front.
    FrontTitle,
    /// The front's text.
    FrontText,
    /// The large line of its back.
    BackTitle,
    /// The back's text.
    BackText,
    /// The page of its QR code.
    CardLink,
}

impl MaterialField {
    /// Name of the control.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Kind => "kind",
            Self::Title => "title",
            Self::Summary => "summary",
            Self::Source => "source",
            Self::Audience => "audience",
            Self::Minimum => "minimum",
            Self::Shown => "shown",
            Self::Retired => "retired",
            Self::Link => "link",
            Self::File => "file",
            Self::VersionNote => "version_note",
            Self::Movement => "movement",
            Self::Pieces => "pieces",
            Self::On => "on",
            Self::To => "to",
            Self::Office => "office",
            Self::Session => "session",
            Self::Activity => "activity",
            Self::Each => "each",
            Self::Name => "name",
            Self::Note => "note",
            Self::Supplier => "supplier",
            Self::OrderedOn => "ordered_on",
            Self::ExpectedOn => "expected_on",
            Self::Amount => "amount",
            Self::Last => "last",
            Self::FrontTitle => "front_title",
            Self::FrontText => "front_text",
            Self::BackTitle => "back_title",
            Self::BackText => "back_text",
            Self::CardLink => "card_link",
        }
    }
}

/// What is wrong with a field.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MaterialProblem {
    /// Nothing was typed.
    #[error("nothing was typed")]
    Missing,
    /// Nothing was chosen.
    #[error("nothing was chosen")]
    NotChosen,
    /// Longer than is kept.
    #[error("more than {0} characters")]
    TooLong(usize),
    /// More lines than there is room for.
    #[error("more than {0} lines")]
    TooManyLines(usize),
    /// Not a date.
    #[error(transparent)]
    Date(#[from] DateError),
    /// A day that has not come yet.
    #[error("a day to come")]
    Future,
    /// A day before the order.
    #[error("before the order")]
    BeforeOrder,
    /// Not a whole number in its range.
    #[error("not a number from {least} to {most}")]
    Number {
        /// The least.
        least: u32,
        /// The most.
        most: u32,
    },
    /// Not an amount of money.
    #[error(transparent)]
    Money(#[from] YenError),
    /// Not an address of the web.
    #[error("not an address of the web")]
    Link,
    /// Neither a file nor a link, or both.
    #[error("either a file or a link")]
    FileOrLink,
    /// Meant for municipalities alone.
    #[error("meant for municipalities alone")]
    NotForOffices,
    /// A link has no pieces, and there are some.
    #[error("{0} pieces are left")]
    StockLeft(u32),
    /// A link has no pieces, and some are ordered.
    #[error("{0} pieces are on their way")]
    OnTheWay(u32),
    /// Fewer pieces are there.
    #[error("only {left} pieces are left")]
    Short {
        /// How many there are.
        left: u32,
    },
    /// More pieces than the ledger counts.
    #[error("more pieces than are counted")]
    Full,
    /// No office of the register has this number.
    #[error("no office has this number")]
    UnknownOffice,
    /// The list of the activity is not made, or nobody stands in it.
    #[error("the activity has no list")]
    NoList,
    /// Not a number of an office.
    #[error("not a number of an office")]
    OfficeNumber,
}

impl Refusal for MaterialProblem {
    fn missing() -> Self {
        Self::Missing
    }
    fn too_long(most: usize) -> Self {
        Self::TooLong(most)
    }
}

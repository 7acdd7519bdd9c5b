//! What is odd about a row, cell by cell. No sentences here: the page has one for every code.

use super::field::Field;
use serde::{Deserialize, Serialize};

/// How much an issue matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Put right without asking; may be shown.
    Note,
    /// Written, and a person should look at it.
    Warning,
    /// Not written until a person has repaired it.
    Error,
}

/// What is odd.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// A branch that has the number of its office: not an office of its own.
    BranchOfOffice,
    /// Capacity 0 or no number: not known.
    CapacityUnknown,
    /// A character was lost before or while the file was read, and stands as U+FFFD.
    CharactersLost,
    /// The list says that the office is closed.
    ClosedOffice,
    /// Another row has the same number and service and says something else.
    ConflictInFile,
    /// The check digit of the corporate number is another one.
    CorpNumberCheckDigit,
    /// The corporate number has a wrong length or form.
    CorpNumberUnusable,
    /// The era had ended before that year.
    DateEraOverflow,
    /// The date is not in ISO form.
    DateReformatted,
    /// The date is none.
    DateUnusable,
    /// The row repeats an earlier one.
    DuplicateRow,
    /// The mail address is none.
    EmailUnusable,
    /// Among other words, or with another address, stands one that is taken.
    EmailAmongWords,
    /// The fax number is none.
    FaxUnusable,
    /// The text begins like a formula.
    FormulaText,
    /// A mark in the column of a service is not understood.
    MarkUnknown,
    /// The row is hidden.
    HiddenRow,
    /// No coordinates.
    LatLonUnknown,
    /// The value stands in the first row of a merge.
    MergedValue,
    /// The check digit of the municipality code is another one.
    MunicipalityCodeCheckDigit,
    /// The municipality code is none.
    MunicipalityCodeUnusable,
    /// The office belongs to the municipality by another row.
    MunicipalityDiffersWithinOffice,
    /// Characters that change the reading direction.
    NameBidiCharacters,
    /// Half-width kana, compatibility or radical characters.
    NameCompatCharacters,
    /// Control characters.
    NameControlCharacters,
    /// A line break.
    NameLineBreak,
    /// A service is said to be for prevention, or of 総合事業, and there is none such.
    NoPrevention,
    /// No name.
    NameMissing,
    /// The name of before stands beside the one of today.
    NameFormer,
    /// Longer than any name.
    NameTooLong,
    /// The check digit of the office number is another one.
    NumberCheckDigit,
    /// Full-width characters in the office number.
    NumberFullwidth,
    /// Nine digits: the leading zero was lost.
    NumberLeadingZeroLost,
    /// No office number.
    NumberMissing,
    /// A telephone or fax number was found in the cell of something else, or a word says that it is that one.
    NumberAmongWords,
    /// The office number is stored as a number.
    NumberNumericCell,
    /// Hyphens, commas or spaces in the office number.
    NumberSeparators,
    /// A spreadsheet program wrote the office number as `2.97E+09`: its digits are lost.
    NumberRounded,
    /// The office of the number was divided; a person says which of its successors is meant.
    NumberDivided,
    /// The office has another number today: it was merged with another, or followed by it.
    NumberFormer,
    /// The same, and the office of today has a row of its own in the list.
    NumberFormerRepeated,
    /// The office number is none: length or characters.
    NumberUnusable,
    /// The suffix `-00` of the national site.
    NumberUrlForm,
    /// Several offices of the register may be meant, or one that is not sure.
    OfficeUncertain,
    /// No office of the register is like it.
    OfficeUnknown,
    /// The row stands below a further header, whose columns stand elsewhere.
    OtherColumns,
    /// The row belongs to another municipality.
    OutsideMunicipality,
    /// The telephone number lost its leading zero.
    PhoneLeadingZeroLost,
    /// No telephone number.
    PhoneMissing,
    /// The telephone number is written in an unusual way.
    PhoneReformatted,
    /// The telephone number is none.
    PhoneUnusable,
    /// Several telephone numbers; the first is taken.
    PhoneSeveral,
    /// Another row has the same name, address and service under another number.
    PossibleRenumbering,
    /// The postal code is none.
    PostalCodeUnusable,
    /// The list says that it stands in another paper.
    SaidElsewhere,
    /// The address, or the name of the insurer, is that of another municipality.
    SeemsOutside,
    /// The service is not known.
    ServiceUnknown,
    /// The row is struck through, and no word says why: read as closed.
    StruckThrough,
    /// The list says that the office is suspended.
    SuspendedOffice,
    /// No-break or zero-width spaces.
    TextInvisibleCharacters,
    /// Text longer than is kept, in a column other than the name.
    TextTooLong,
    /// The column that says for whom a service is says it of the other rows only.
    WhomUnsaid,
}

impl Code {
    /// The level that the code usually has.
    pub const fn level(self) -> Level {
        match self {
            Self::ConflictInFile
            | Self::NameMissing
            | Self::NameTooLong
            | Self::NumberDivided
            | Self::NumberMissing
            | Self::NumberRounded
            | Self::NumberUnusable
            | Self::OfficeUncertain
            | Self::OfficeUnknown
            | Self::OtherColumns
            | Self::ServiceUnknown => Level::Error,
            Self::BranchOfOffice
            | Self::CharactersLost
            | Self::ClosedOffice
            | Self::CorpNumberCheckDigit
            | Self::CorpNumberUnusable
            | Self::DateEraOverflow
            | Self::DateUnusable
            | Self::DuplicateRow
            | Self::EmailUnusable
            | Self::FaxUnusable
            | Self::FormulaText
            | Self::MarkUnknown
            | Self::MunicipalityCodeCheckDigit
            | Self::MunicipalityCodeUnusable
            | Self::MunicipalityDiffersWithinOffice
            | Self::NameBidiCharacters
            | Self::NameControlCharacters
            | Self::NoPrevention
            | Self::NumberCheckDigit
            | Self::NumberFormer
            | Self::NumberLeadingZeroLost
            | Self::PhoneMissing
            | Self::PhoneUnusable
            | Self::PossibleRenumbering
            | Self::SaidElsewhere
            | Self::SeemsOutside
            | Self::StruckThrough
            | Self::SuspendedOffice
            | Self::TextTooLong
            | Self::WhomUnsaid => Level::Warning,
            Self::CapacityUnknown
            | Self::DateReformatted
            | Self::HiddenRow
            | Self::LatLonUnknown
            | Self::MergedValue
            | Self::NameCompatCharacters
            | Self::NameFormer
            | Self::NameLineBreak
            | Self::NumberAmongWords
            | Self::NumberFormerRepeated
            | Self::NumberFullwidth
            | Self::NumberNumericCell
            | Self::NumberSeparators
            | Self::NumberUrlForm
            | Self::OutsideMunicipality
            | Self::PhoneLeadingZeroLost
            | Self::PhoneReformatted
            | Self::EmailAmongWords
            | Self::PhoneSeveral
            | Self::PostalCodeUnusable
            | Self::TextInvisibleCharacters => Level::Note,
        }
    }
}

/// Something odd about a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issue {
    /// How much it matters here.
    pub level: Level,
    /// What is odd.
    pub code: Code,
    /// The field it concerns; none for the row as a whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<Field>,
    /// The column of the cell, A is 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<u16>,
    /// Which physical row of the record the cell stands in, from 0; more than 0 only where a record has several.
    #[serde(default, skip_serializing_if = "is_first")]
    pub line: u8,
    /// What stands in the cell.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub found: String,
    /// The value after repair; for errors, what a person may confirm.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repaired: Option<String>,
    /// The row it repeats or contradicts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other: Option<Place>,
}

/// Where a row stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// Index of the sheet in the workbook.
    pub sheet: usize,
    /// The row as a spreadsheet program numbers it.
    pub row: u32,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
const fn is_first(line: &u8) -> bool {
    *line == 0
}

impl Issue {
    /// An issue of the usual level about a row as a whole.
    pub fn of_row(code: Code) -> Self {
        Self {
            level: code.level(),
            code,
            field: None,
            column: None,
            line: 0,
            found: String::new(),
            repaired: None,
            other: None,
        }
    }
}

//! 依頼人: from which account a city pays, and how its bank wants the file.

use crate::{
    form::Typed,
    text::normalise_code,
    zengin::{
        BankText, ClearingHouse, DepositKind, Designation, FileOptions, LineEnds, Reference, Sender,
        TextError, sender_misfits,
    },
};

/// What is saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SenderForm {
    /// 依頼人.
    pub sender: Sender,
    /// How the bank wants its file.
    pub options: FileOptions,
}

/// A place in the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SenderField {
    /// 委託者コード.
    Code,
    /// 委託者名.
    Name,
    /// 仕向銀行番号.
    Bank,
    /// Its name.
    BankName,
    /// 仕向支店番号.
    Branch,
    /// Its name.
    BranchName,
    /// 預金種目.
    Kind,
    /// 口座番号.
    Number,
    /// CR LF or nothing.
    LineEnds,
    /// 手形交換所番号.
    ClearingHouse,
    /// 振込指定区分.
    Designation,
    /// 顧客コード or EDI.
    Reference,
    /// 0x1A at the end.
    EndOfFile,
}

impl SenderField {
    /// Every place.
    pub const ALL: [Self; 13] = [
        Self::Code,
        Self::Name,
        Self::Bank,
        Self::BankName,
        Self::Branch,
        Self::BranchName,
        Self::Kind,
        Self::Number,
        Self::LineEnds,
        Self::ClearingHouse,
        Self::Designation,
        Self::Reference,
        Self::EndOfFile,
    ];

    /// Its name in the form.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Name => "name",
            Self::Bank => "bank",
            Self::BankName => "bank_name",
            Self::Branch => "branch",
            Self::BranchName => "branch_name",
            Self::Kind => "kind",
            Self::Number => "number",
            Self::LineEnds => "line_ends",
            Self::ClearingHouse => "clearing_house",
            Self::Designation => "designation",
            Self::Reference => "reference",
            Self::EndOfFile => "end_of_file",
        }
    }
}

/// What is wrong in it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SenderProblem {
    /// Nothing was typed or chosen.
    #[error("nothing was typed")]
    Missing,
    /// Not so many digits.
    #[error("not {0} digits")]
    Digits(usize),
    /// More bytes than there is room for.
    #[error("{bytes} bytes, more than {most}")]
    Wide {
        /// How many it takes.
        bytes: usize,
        /// How many there is room for.
        most: usize,
    },
    /// Characters that no bank takes.
    #[error("unusable characters {0:?}")]
    Characters(Vec<char>),
}

type Problems = Vec<(SenderField, SenderProblem)>;

impl SenderForm {
    /// Reads the form, or says everything that is wrong in it.
    pub fn parse(typed: &Typed) -> Result<Self, Problems> {
        let mut problems = Problems::new();
        let sender = Sender {
            code: digits(typed, SenderField::Code, 1, 10, &mut problems),
            name: text(typed, SenderField::Name, 40, true, &mut problems),
            bank: digits(typed, SenderField::Bank, 4, 4, &mut problems),
            bank_name: text(typed, SenderField::BankName, 15, false, &mut problems),
            branch: digits(typed, SenderField::Branch, 3, 3, &mut problems),
            branch_name: text(typed, SenderField::BranchName, 15, false, &mut problems),
            kind: match typed.get(SenderField::Kind.name()) {
                "1" => DepositKind::Ordinary,
                "2" => DepositKind::Current,
                "9" => DepositKind::Other,
                _ => {
                    problems.push((SenderField::Kind, SenderProblem::Missing));
                    DepositKind::Ordinary
                }
            },
            number: digits(typed, SenderField::Number, 1, 7, &mut problems),
        };
        let mut choice = |field: SenderField, values: &[&str]| {
            let chosen = typed.get(field.name());
            let place = values.iter().position(|value| *value == chosen);
            if place.is_none() {
                problems.push((field, SenderProblem::Missing));
            }
            place
        };
        let options = FileOptions {
            line_ends: match choice(SenderField::LineEnds, &["crlf", "none"]) {
                Some(1) => LineEnds::None,
                _ => LineEnds::CrLf,
            },
            clearing_house: match choice(SenderField::ClearingHouse, &["spaces", "zeros"]) {
                Some(1) => ClearingHouse::Zeros,
                _ => ClearingHouse::Spaces,
            },
            designation: match choice(SenderField::Designation, &["7", "8", "0", "space"]) {
                Some(1) => Designation::Document,
                Some(2) => Designation::Zero,
                Some(3) => Designation::Space,
                _ => Designation::Wire,
            },
            reference: match choice(SenderField::Reference, &["codes", "edi"]) {
                Some(1) => Reference::Edi,
                _ => Reference::CustomerCodes,
            },
            end_of_file: !typed.get(SenderField::EndOfFile.name()).is_empty(),
        };
        let form = Self { sender, options };
        if problems.is_empty() && sender_misfits(&form.sender).is_empty() { Ok(form) } else { Err(problems) }
    }

    /// The form again, for a page that shows it.
    pub fn to_typed(&self) -> Typed {
        let Self { sender, options } = self;
        let typed = [
            (SenderField::Code, sender.code.as_str()),
            (SenderField::Name, sender.name.as_str()),
            (SenderField::Bank, &sender.bank),
            (SenderField::BankName, sender.bank_name.as_str()),
            (SenderField::Branch, &sender.branch),
            (SenderField::BranchName, sender.branch_name.as_str()),
            (SenderField::Kind, sender.kind.digit()),
            (SenderField::Number, &sender.number),
            (
                SenderField::LineEnds,
                match options.line_ends {
                    LineEnds::CrLf => "crlf",
                    LineEnds::None => "none",
                },
            ),
            (
                SenderField::ClearingHouse,
                match options.clearing_house {
                    ClearingHouse::Spaces => "spaces",
                    ClearingHouse::Zeros => "zeros",
                },
            ),
            (
                SenderField::Designation,
                match options.designation {
                    Designation::Wire => "7",
                    Designation::Document => "8",
                    Designation::Zero => "0",
                    Designation::Space => "space",
                },
            ),
            (
                SenderField::Reference,
                match options.reference {
                    Reference::CustomerCodes => "codes",
                    Reference::Edi => "edi",
                },
            ),
        ]
        .into_iter()
        .fold(Typed::default(), |typed, (field, value)| typed.with(field.name(), value));
        if options.end_of_file { typed.with(SenderField::EndOfFile.name(), "yes") } else { typed }
    }
}

fn digits(typed: &Typed, field: SenderField, least: usize, length: usize, problems: &mut Problems) -> String {
    let code: String = normalise_code(typed.get(field.name())).chars().filter(|c| *c != '-').collect();
    if code.is_empty() {
        problems.push((field, SenderProblem::Missing));
    } else if !(least..=length).contains(&code.len()) || !code.bytes().all(|b| b.is_ascii_digit()) {
        problems.push((field, SenderProblem::Digits(length)));
    }
    format!("{code:0>length$}")
}

fn text(typed: &Typed, field: SenderField, most: usize, wanted: bool, problems: &mut Problems) -> BankText {
    let problem = match BankText::convert(typed.get(field.name())) {
        Ok(converted) if converted.text.bytes() <= most => return converted.text,
        Ok(converted) => Some(SenderProblem::Wide { bytes: converted.text.bytes(), most }),
        Err(TextError::Missing) if wanted => Some(SenderProblem::Missing),
        Err(TextError::Missing) => None,
        Err(TextError::Characters(characters)) => Some(SenderProblem::Characters(characters)),
    };
    problems.extend(problem.map(|problem| (field, problem)));
    BankText::empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed() -> Typed {
        [
            ("code", "1234567890"),
            ("name", "ミドリノシ　カイケイカンリシャ"),
            ("bank", "0123"),
            ("bank_name", "ミドリ"),
            ("branch", "001"),
            ("branch_name", ""),
            ("kind", "1"),
            ("number", "12345"),
            ("line_ends", "none"),
            ("clearing_house", "zeros"),
            ("designation", "space"),
            ("reference", "edi"),
            ("end_of_file", "yes"),
        ]
        .into_iter()
        .fold(Typed::default(), |typed, (name, value)| typed.with(name, value))
    }

    #[test]
    fn what_is_saved_fills_the_form_again() {
        let form = SenderForm::parse(&typed()).expect("complete");
        assert_eq!(form.sender.name.as_str(), "ﾐﾄﾞﾘﾉｼ ｶｲｹｲｶﾝﾘｼﾔ");
        assert_eq!(SenderForm::parse(&form.to_typed()), Ok(form.clone()));
        for field in SenderField::ALL {
            assert!(form.to_typed().pairs().iter().any(|(name, _)| name == field.name()), "{field:?}");
        }
    }

    #[test]
    fn everything_that_is_wrong_is_told_at_once() {
        let problems = SenderForm::parse(&Typed::default().with("name", "緑")).expect_err("empty");
        assert_eq!(problems.len(), 10, "{problems:?}");
        assert!(problems.contains(&(SenderField::Name, SenderProblem::Characters(vec!['緑']))));
    }
}

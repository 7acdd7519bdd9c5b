//! 振込先口座: where somebody is paid, and the form that says so.

use super::{
    BankText, Converted, TextError, YUCHO_BANK, YuchoError, YuchoNumber, abbreviated, file::RECIPIENT_BYTES,
};
use crate::{
    form::Typed,
    text::{normalise_code, tidy_name},
};
use serde::{Deserialize, Serialize};
use std::fmt;

/// 預金種目.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DepositKind {
    /// 普通.
    Ordinary,
    /// 当座.
    Current,
    /// 貯蓄.
    Savings,
    /// その他.
    Other,
}

impl DepositKind {
    /// All, as they are offered.
    pub const ALL: [Self; 4] = [Self::Ordinary, Self::Current, Self::Savings, Self::Other];

    /// The digit of the file, and the value of the form.
    pub const fn digit(self) -> &'static str {
        match self {
            Self::Ordinary => "1",
            Self::Current => "2",
            Self::Savings => "4",
            Self::Other => "9",
        }
    }

    fn from_digit(digit: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.digit() == digit)
    }
}

/// 振込先口座. Sealed where it is stored; a debug print shows nothing of it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BankAccount {
    /// 金融機関コード.
    pub bank: String,
    /// 支店コード.
    pub branch: String,
    /// 預金種目.
    pub kind: DepositKind,
    /// 口座番号, seven digits.
    pub number: String,
    /// 口座名義 as it was typed from the passbook.
    pub holder: String,
    /// 受取人名 as the file writes it; none where it is still to be settled how.
    pub recipient: Option<BankText>,
    /// 記号 and 番号 of ゆうちょ, as they were typed.
    pub passbook: Option<(String, String)>,
}

impl BankAccount {
    /// Whether money sent to both arrives in one place, whatever the holder is called.
    pub fn is_same(&self, other: &Self) -> bool {
        self.bank == other.bank
            && self.branch == other.branch
            && self.kind == other.kind
            && self.number == other.number
    }
}

impl fmt::Debug for BankAccount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BankAccount(●●●)")
    }
}

/// The end of an account number, for pages that need no more.
pub fn masked(number: &str) -> String {
    let end: String = number.chars().skip(number.chars().count().saturating_sub(3)).collect();
    format!("●●●●{end}")
}

/// A place in the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AccountField {
    /// ゆうちょ or another bank.
    Way,
    /// 金融機関コード.
    Bank,
    /// 支店コード.
    Branch,
    /// 預金種目.
    Kind,
    /// 口座番号.
    Number,
    /// 記号.
    Symbol,
    /// 番号.
    Passbook,
    /// 口座名義（カナ）.
    Holder,
    /// How the recipient is written.
    Recipient,
    /// Whether the holder is the applicant.
    Whose,
    /// 委任状.
    Proxy,
}

impl AccountField {
    /// Its name in the form.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Way => "way",
            Self::Bank => "bank",
            Self::Branch => "branch",
            Self::Kind => "kind",
            Self::Number => "number",
            Self::Symbol => "symbol",
            Self::Passbook => "passbook",
            Self::Holder => "holder",
            Self::Recipient => "recipient",
            Self::Whose => "whose",
            Self::Proxy => "proxy",
        }
    }
}

/// What is wrong in it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AccountProblem {
    /// Nothing was typed or chosen.
    #[error("nothing was typed")]
    Missing,
    /// Not so many digits.
    #[error("not {0} digits")]
    Digits(usize),
    /// 記号 or 番号.
    #[error(transparent)]
    Yucho(#[from] YuchoError),
    /// ゆうちょ typed as another bank: its accounts are told by 記号 and 番号.
    #[error("ゆうちょ has its own boxes")]
    IsYucho,
    /// No such bank in the list.
    #[error("no such bank")]
    NoBank,
    /// No such branch of the bank in the list.
    #[error("no such branch")]
    NoBranch,
    /// Longer than any name.
    #[error("more than {0} characters")]
    TooLong(usize),
    /// More bytes than the file has room for.
    #[error("{0} bytes, more than 30")]
    Wide(usize),
    /// Characters that no bank takes.
    #[error("unusable characters {0:?}")]
    Characters(Vec<char>),
}

/// Who holds the account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Holder {
    /// The applicant.
    Applicant,
    /// Somebody else: 委任状 says that they may receive.
    Another,
}

/// How the name of the holder can be written in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HolderWay {
    /// As it was typed, in the letters of banks.
    pub written: Result<Converted, TextError>,
    /// With its form shortened, where there is something to shorten and the rest can be written.
    pub short: Option<Converted>,
}

impl HolderWay {
    /// The ways of a name.
    pub fn of(holder: &str) -> Self {
        let short = abbreviated(holder).and_then(|short| BankText::convert(&short).ok());
        Self { written: BankText::convert(holder), short }
    }

    /// Whether a text has room in the file.
    pub fn fits(text: &BankText) -> bool {
        (1..=RECIPIENT_BYTES).contains(&text.bytes())
    }

    /// What can be chosen: each with its value in the form.
    pub fn choices(&self) -> Vec<(&'static str, &Converted)> {
        let written = self.written.as_ref().ok().map(|written| ("written", written));
        let short = self.short.as_ref().map(|short| ("short", short));
        written.into_iter().chain(short).filter(|(_, way)| Self::fits(&way.text)).collect()
    }

    /// What was chosen; nothing fits where the choice is `later`: whoever pays settles it before.
    pub fn chosen(&self, value: &str) -> Option<Option<BankText>> {
        let choices = self.choices();
        if choices.is_empty() {
            return (value == "later").then_some(None);
        }
        choices.into_iter().find(|(name, _)| *name == value).map(|(_, way)| Some(way.text.clone()))
    }
}

/// Most characters of the name of a holder.
const HOLDER: usize = 100;

/// What the form holds. The recipient is chosen on the page that follows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountForm {
    /// The account; its recipient is still open.
    pub account: BankAccount,
    /// Whose it is.
    pub holder: Holder,
}

impl AccountForm {
    /// Reads the form, or says everything that is wrong in it.
    pub fn parse(typed: &Typed) -> Result<Self, Vec<(AccountField, AccountProblem)>> {
        let mut problems = Vec::new();
        let place = match typed.get(AccountField::Way.name()) {
            "bank" => bank(typed, &mut problems),
            "yucho" => yucho(typed, &mut problems),
            _ => {
                problems.push((AccountField::Way, AccountProblem::Missing));
                None
            }
        };
        let name = tidy_name(typed.get(AccountField::Holder.name())).trim().to_owned();
        match name.chars().count() {
            0 => problems.push((AccountField::Holder, AccountProblem::Missing)),
            count if count > HOLDER => {
                problems.push((AccountField::Holder, AccountProblem::TooLong(HOLDER)));
            }
            _ => {}
        }
        let holder = match typed.get(AccountField::Whose.name()) {
            "applicant" => Some(Holder::Applicant),
            "another" => Some(Holder::Another),
            _ => {
                problems.push((AccountField::Whose, AccountProblem::Missing));
                None
            }
        };
        match (place, holder) {
            (Some((bank, branch, kind, number, passbook)), Some(holder)) if problems.is_empty() => {
                let account =
                    BankAccount { bank, branch, kind, number, holder: name, recipient: None, passbook };
                Ok(Self { account, holder })
            }
            _ => Err(problems),
        }
    }

    /// The form again, for a page that shows it.
    pub fn filled(account: &BankAccount, holder: Holder) -> Typed {
        let typed = Typed::default()
            .with(AccountField::Holder.name(), account.holder.clone())
            .with(AccountField::Whose.name(), holder.word());
        match &account.passbook {
            Some((symbol, number)) => typed
                .with(AccountField::Way.name(), "yucho")
                .with(AccountField::Symbol.name(), symbol.clone())
                .with(AccountField::Passbook.name(), number.clone()),
            None => typed
                .with(AccountField::Way.name(), "bank")
                .with(AccountField::Bank.name(), account.bank.clone())
                .with(AccountField::Branch.name(), account.branch.clone())
                .with(AccountField::Kind.name(), account.kind.digit())
                .with(AccountField::Number.name(), account.number.clone()),
        }
    }

    /// Reads how an officer writes the recipient.
    pub fn recipient(typed: &str) -> Result<BankText, AccountProblem> {
        match BankText::convert(typed) {
            Ok(converted) if HolderWay::fits(&converted.text) => Ok(converted.text),
            Ok(converted) => Err(AccountProblem::Wide(converted.text.bytes())),
            Err(TextError::Missing) => Err(AccountProblem::Missing),
            Err(TextError::Characters(characters)) => Err(AccountProblem::Characters(characters)),
        }
    }
}

impl Holder {
    /// The word of the form and the row.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Applicant => "applicant",
            Self::Another => "another",
        }
    }
}

type Place = (String, String, DepositKind, String, Option<(String, String)>);

fn bank(typed: &Typed, problems: &mut Vec<(AccountField, AccountProblem)>) -> Option<Place> {
    let mut code = |field: AccountField, least: usize, length: usize| {
        let code: String = normalise_code(typed.get(field.name())).chars().filter(|c| *c != '-').collect();
        if code.is_empty() {
            problems.push((field, AccountProblem::Missing));
            return None;
        }
        if !(least..=length).contains(&code.len()) || !code.bytes().all(|b| b.is_ascii_digit()) {
            problems.push((field, AccountProblem::Digits(length)));
            return None;
        }
        Some(format!("{code:0>length$}"))
    };
    let bank = code(AccountField::Bank, 4, 4);
    let branch = code(AccountField::Branch, 3, 3);
    let number = code(AccountField::Number, 1, 7);
    let kind = DepositKind::from_digit(typed.get(AccountField::Kind.name()));
    if kind.is_none() {
        problems.push((AccountField::Kind, AccountProblem::Missing));
    }
    if bank.as_deref() == Some(YUCHO_BANK) {
        problems.push((AccountField::Bank, AccountProblem::IsYucho));
        return None;
    }
    Some((bank?, branch?, kind?, number?, None))
}

fn yucho(typed: &Typed, problems: &mut Vec<(AccountField, AccountProblem)>) -> Option<Place> {
    let symbol = typed.get(AccountField::Symbol.name()).trim();
    let number = typed.get(AccountField::Passbook.name()).trim();
    match YuchoNumber::of(symbol, number) {
        Ok(read) => {
            let passbook = Some((symbol.to_owned(), number.to_owned()));
            Some((YUCHO_BANK.to_owned(), read.branch, read.kind, read.number, passbook))
        }
        Err(error) => {
            let field = match error {
                YuchoError::SymbolMissing | YuchoError::Symbol => AccountField::Symbol,
                YuchoError::NumberMissing | YuchoError::Number | YuchoError::LastDigit => {
                    AccountField::Passbook
                }
            };
            problems.push((field, error.into()));
            // Both are told at once: whoever typed nothing is not asked twice.
            if error == YuchoError::SymbolMissing && number.is_empty() {
                problems.push((AccountField::Passbook, YuchoError::NumberMissing.into()));
            }
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(pairs: &[(&str, &str)]) -> Typed {
        pairs.iter().fold(Typed::default(), |typed, (name, value)| typed.with(name, *value))
    }

    #[test]
    fn a_bank_account_is_read_with_its_zeros() {
        let form = typed(&[
            ("way", "bank"),
            ("bank", "０１２３"),
            ("branch", "001"),
            ("kind", "1"),
            ("number", "12345"),
            ("holder", "カ）ヒダマリカイゴ"),
            ("whose", "applicant"),
        ]);
        let read = AccountForm::parse(&form).expect("complete");
        assert_eq!((read.account.bank.as_str(), read.account.number.as_str()), ("0123", "0012345"));
        assert_eq!(AccountForm::parse(&AccountForm::filled(&read.account, read.holder)), Ok(read));
    }

    #[test]
    fn a_passbook_of_yucho_is_kept_beside_what_it_means() {
        let form = typed(&[
            ("way", "yucho"),
            ("symbol", "10380"),
            ("passbook", "12345671"),
            ("holder", "ヤマダ"),
            ("whose", "another"),
        ]);
        let read = AccountForm::parse(&form).expect("complete");
        assert_eq!((read.account.branch.as_str(), read.account.number.as_str()), ("038", "1234567"));
        assert_eq!(AccountForm::parse(&AccountForm::filled(&read.account, read.holder)), Ok(read));
    }

    #[test]
    fn of_an_empty_passbook_both_numbers_are_asked_for() {
        let mut problems = Vec::new();
        assert!(yucho(&Typed::default(), &mut problems).is_none());
        let fields: Vec<_> = problems.iter().map(|(field, _)| *field).collect();
        assert_eq!(fields, [AccountField::Symbol, AccountField::Passbook]);
    }

    #[test]
    fn everything_that_is_wrong_is_told_at_once() {
        let form = typed(&[("way", "bank"), ("bank", "9900"), ("branch", "1"), ("number", "12345678")]);
        let problems = AccountForm::parse(&form).expect_err("wrong");
        let fields: Vec<_> = problems.iter().map(|(field, _)| *field).collect();
        for field in [
            AccountField::Bank,
            AccountField::Branch,
            AccountField::Kind,
            AccountField::Number,
            AccountField::Holder,
            AccountField::Whose,
        ] {
            assert!(fields.contains(&field), "{field:?}");
        }
    }

    #[test]
    fn a_name_that_is_too_long_can_be_shortened_or_left_to_whoever_pays() {
        let ways = HolderWay::of("トクテイヒエイリカツドウホウジンミドリノカイゴシエンセンター");
        assert_eq!(ways.choices().iter().map(|(name, _)| *name).collect::<Vec<_>>(), ["short"]);
        assert_eq!(ways.chosen("later"), None, "what fits is not left open");
        let ways = HolderWay::of("ヒダマリ＆コモレビ");
        assert_eq!(ways.chosen("written"), None);
        assert_eq!(ways.chosen("later"), Some(None));
        assert_eq!(AccountForm::recipient("ヒダマリ＆コモレビ"), Err(AccountProblem::Characters(vec!['&'])));
        assert_eq!(AccountForm::recipient(&"ア".repeat(31)), Err(AccountProblem::Wide(31)));
    }

    #[test]
    fn nothing_of_an_account_is_printed_by_accident() {
        let form = typed(&[
            ("way", "yucho"),
            ("symbol", "10380"),
            ("passbook", "12345671"),
            ("holder", "ヤマダ"),
            ("whose", "applicant"),
        ]);
        let printed = format!("{:?}", AccountForm::parse(&form).expect("complete"));
        assert!(!printed.contains("1234567") && !printed.contains("ヤマダ"), "{printed}");
        assert_eq!(masked("1234567"), "●●●●567");
    }
}

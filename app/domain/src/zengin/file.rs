//! The file: a header, a record for each transfer, a trailer with count and sum, an end.

use super::{
    BankText, Branch, DepositKind, YUCHO_BANK,
    branches::NAME_BYTES,
    record::{Record, TooWide},
};
use crate::money::Yen;
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// Bytes of 受取人名.
pub(super) const RECIPIENT_BYTES: usize = 30;
/// Bytes of 委託者名.
const SENDER_BYTES: usize = 40;
/// Most transfers of one file: six digits.
const MOST: usize = 999_999;
/// Most of one transfer: ten digits.
const MOST_YEN: i64 = 9_999_999_999;

/// What separates records.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum LineEnds {
    /// CR LF after each record: 122 bytes.
    #[default]
    CrLf,
    /// Nothing: 120 bytes.
    None,
}

/// What stands for 手形交換所番号, which nobody uses.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ClearingHouse {
    /// Spaces.
    #[default]
    Spaces,
    /// 0000.
    Zeros,
}

/// 振込指定区分.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Designation {
    /// 7 テレ振込.
    #[default]
    Wire,
    /// 8 文書振込.
    Document,
    /// 0, where the bank uses no designation.
    Zero,
    /// A space, where the bank wants nothing.
    Space,
}

/// What the twenty bytes behind 新規コード hold.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reference {
    /// 顧客コード1 and 2: the number of the recipient, and the number of the run.
    #[default]
    CustomerCodes,
    /// EDI情報, with 識別表示 Y.
    Edi,
}

/// How the bank wants its file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileOptions {
    /// CR LF or nothing.
    pub line_ends: LineEnds,
    /// 手形交換所番号.
    pub clearing_house: ClearingHouse,
    /// 振込指定区分.
    pub designation: Designation,
    /// Customer codes or EDI.
    pub reference: Reference,
    /// Whether the file ends in 0x1A.
    pub end_of_file: bool,
}

/// 新規コード.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum NewCode {
    /// 1: the first transfer to this account.
    First,
    /// 2: the account changed since the last.
    Changed,
    /// 0: neither.
    #[default]
    Other,
}

impl NewCode {
    const fn digit(self) -> &'static str {
        match self {
            Self::First => "1",
            Self::Changed => "2",
            Self::Other => "0",
        }
    }
}

/// 依頼人: whose money is sent, from which account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sender {
    /// 委託者コード, up to ten digits; the bank gives it.
    pub code: String,
    /// 委託者名, at most 40 bytes.
    pub name: BankText,
    /// 仕向銀行番号.
    pub bank: String,
    /// Its name; empty where it is left to the number.
    pub bank_name: BankText,
    /// 仕向支店番号.
    pub branch: String,
    /// Its name; empty where it is left to the number.
    pub branch_name: BankText,
    /// 普通, 当座 or その他.
    pub kind: DepositKind,
    /// 口座番号.
    pub number: String,
}

/// One transfer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transfer {
    /// The bank and the branch.
    pub to: Branch,
    /// 預金種目.
    pub kind: DepositKind,
    /// 口座番号.
    pub number: String,
    /// 受取人名; none where it is not settled how it is written.
    pub recipient: Option<BankText>,
    /// 振込金額.
    pub amount: Yen,
    /// 新規コード.
    pub new: NewCode,
    /// 顧客コード1 and 2, digits.
    pub codes: [String; 2],
    /// EDI情報, at most 20 bytes.
    pub edi: BankText,
}

/// Why a transfer cannot be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Misfit {
    /// It is not settled how the recipient is written.
    #[error("no recipient")]
    NoRecipient,
    /// The recipient takes more than 30 bytes.
    #[error("the recipient takes {0} bytes")]
    RecipientWide(usize),
    /// Nothing, or less, is paid.
    #[error("no amount")]
    NoAmount,
    /// More than ten digits.
    #[error("the amount is too large")]
    AmountLarge,
    /// A number of bank, branch or account is not as long as it is.
    #[error("a number has the wrong length")]
    Number,
    /// The name of the bank or the branch takes more than 15 bytes.
    #[error("the name of the bank takes {0} bytes")]
    BankNameWide(usize),
    /// The codes or the EDI text take more than their place.
    #[error("the reference is too long")]
    ReferenceWide,
}

/// Why a header cannot be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HeaderMisfit {
    /// 委託者コード.
    #[error("the code of the sender")]
    Code,
    /// 委託者名.
    #[error("the name of the sender takes {0} bytes")]
    NameWide(usize),
    /// 仕向銀行, 支店, 口座.
    #[error("the account of the sender")]
    Account,
    /// Only 普通, 当座 and その他 can pay.
    #[error("the kind of the account")]
    Kind,
    /// More than six digits of transfers, or twelve of yen.
    #[error("too many transfers")]
    TooMany,
    /// No transfer at all.
    #[error("no transfer")]
    Empty,
}

/// Everything that does not fit: of the sender, and of each transfer by its place in the list.
pub type Misfits = (Vec<HeaderMisfit>, Vec<(usize, Misfit)>);

/// What the trailer says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Totals {
    /// 合計件数.
    pub count: usize,
    /// 合計金額.
    pub yen: Yen,
}

impl Totals {
    /// Of so many amounts; none where they are too many or too much.
    pub fn of(amounts: impl IntoIterator<Item = Yen>) -> Option<Self> {
        let mut totals = Self::default();
        for amount in amounts {
            totals = Self { count: totals.count + 1, yen: totals.yen.checked_add(amount)? };
        }
        (totals.count <= MOST && totals.yen <= Yen::MAX).then_some(totals)
    }
}

impl Branch {
    /// A branch of ゆうちょ, whose name is its number read aloud.
    pub fn yucho(branch: &str) -> Option<Self> {
        let read = |digit: char| {
            Some(match digit {
                '0' => ("ｾﾞﾛ", "〇"),
                '1' => ("ｲﾁ", "一"),
                '2' => ("ﾆ", "二"),
                '3' => ("ｻﾝ", "三"),
                '4' => ("ﾖﾝ", "四"),
                '5' => ("ｺﾞ", "五"),
                '6' => ("ﾛｸ", "六"),
                '7' => ("ﾅﾅ", "七"),
                '8' => ("ﾊﾁ", "八"),
                '9' => ("ｷﾕｳ", "九"),
                _ => return None,
            })
        };
        let read: Vec<_> = branch.chars().map(read).collect::<Option<_>>()?;
        if read.len() != 3 {
            return None;
        }
        Some(Self {
            bank: YUCHO_BANK.to_owned(),
            branch: branch.to_owned(),
            bank_kana: BankText::exact("ﾕｳﾁﾖ")?,
            bank_name: "ゆうちょ銀行".to_owned(),
            branch_kana: BankText::exact(&read.iter().map(|(kana, _)| *kana).collect::<String>())?,
            branch_name: format!("{}店", read.iter().map(|(_, name)| *name).collect::<String>()),
        })
    }
}

/// Everything about a transfer that does not fit.
pub fn misfits(transfer: &Transfer, options: FileOptions) -> Vec<Misfit> {
    let Transfer { to, kind: _, number, recipient, amount, new: _, codes, edi } = transfer;
    let mut misfits = Vec::new();
    match recipient.as_ref().map(BankText::bytes) {
        None | Some(0) => misfits.push(Misfit::NoRecipient),
        Some(bytes) if bytes > RECIPIENT_BYTES => misfits.push(Misfit::RecipientWide(bytes)),
        Some(_) => {}
    }
    if *amount <= Yen::ZERO {
        misfits.push(Misfit::NoAmount);
    } else if amount.get() > MOST_YEN {
        misfits.push(Misfit::AmountLarge);
    }
    if !(digits(&to.bank, 4) && digits(&to.branch, 3) && digits(number, 7)) {
        misfits.push(Misfit::Number);
    }
    misfits.extend(
        [&to.bank_kana, &to.branch_kana]
            .into_iter()
            .map(BankText::bytes)
            .filter(|bytes| *bytes > NAME_BYTES)
            .map(Misfit::BankNameWide),
    );
    let fits = match options.reference {
        Reference::CustomerCodes => {
            codes.iter().all(|code| code.len() <= 10 && code.bytes().all(|b| b.is_ascii_digit()))
        }
        Reference::Edi => edi.bytes() <= 20,
    };
    if !fits {
        misfits.push(Misfit::ReferenceWide);
    }
    misfits
}

/// Everything about the sender that does not fit.
pub fn sender_misfits(sender: &Sender) -> Vec<HeaderMisfit> {
    let mut misfits = Vec::new();
    let code = &sender.code;
    if code.is_empty() || code.len() > 10 || !code.bytes().all(|b| b.is_ascii_digit()) {
        misfits.push(HeaderMisfit::Code);
    }
    if !(1..=SENDER_BYTES).contains(&sender.name.bytes()) {
        misfits.push(HeaderMisfit::NameWide(sender.name.bytes()));
    }
    let names = [&sender.bank_name, &sender.branch_name].into_iter().all(|name| name.bytes() <= NAME_BYTES);
    if !(names && digits(&sender.bank, 4) && digits(&sender.branch, 3) && digits(&sender.number, 7)) {
        misfits.push(HeaderMisfit::Account);
    }
    if sender.kind == DepositKind::Savings {
        misfits.push(HeaderMisfit::Kind);
    }
    misfits
}

fn digits(code: &str, length: usize) -> bool {
    code.len() == length && code.bytes().all(|b| b.is_ascii_digit())
}

/// The file, or everything that does not fit.
pub fn write(
    sender: &Sender,
    pay_on: NaiveDate,
    transfers: &[Transfer],
    options: FileOptions,
) -> Result<Vec<u8>, Misfits> {
    let mut header = sender_misfits(sender);
    let totals = Totals::of(transfers.iter().map(|transfer| transfer.amount));
    match totals {
        None => header.push(HeaderMisfit::TooMany),
        Some(totals) if totals.count == 0 => header.push(HeaderMisfit::Empty),
        Some(_) => {}
    }
    let wrong: Vec<_> = transfers
        .iter()
        .enumerate()
        .flat_map(|(place, transfer)| {
            misfits(transfer, options).into_iter().map(move |misfit| (place, misfit))
        })
        .collect();
    match totals {
        Some(totals) if header.is_empty() && wrong.is_empty() => {
            records(sender, pay_on, transfers, options, totals)
                .map_err(|TooWide| (vec![HeaderMisfit::TooMany], Vec::new()))
        }
        _ => Err((header, wrong)),
    }
}

fn records(
    sender: &Sender,
    pay_on: NaiveDate,
    transfers: &[Transfer],
    options: FileOptions,
    totals: Totals,
) -> Result<Vec<u8>, TooWide> {
    let line_end: &[u8] = match options.line_ends {
        LineEnds::CrLf => b"\r\n",
        LineEnds::None => b"",
    };
    let mut file = Vec::with_capacity((transfers.len() + 3) * 122 + 1);
    Record::begin(b'1')
        .number("21", 2)?
        .number("0", 1)?
        .number(&sender.code, 10)?
        .text(&sender.name, SENDER_BYTES)?
        .number(&format!("{:02}{:02}", pay_on.month(), pay_on.day()), 4)?
        .number(&sender.bank, 4)?
        .text(&sender.bank_name, NAME_BYTES)?
        .number(&sender.branch, 3)?
        .text(&sender.branch_name, NAME_BYTES)?
        .number(sender.kind.digit(), 1)?
        .number(&sender.number, 7)?
        .end(&mut file, line_end)?;
    for transfer in transfers {
        data(transfer, options)?.end(&mut file, line_end)?;
    }
    Record::begin(b'8')
        .number(&totals.count.to_string(), 6)?
        .number(&totals.yen.get().to_string(), 12)?
        .end(&mut file, line_end)?;
    Record::begin(b'9').end(&mut file, line_end)?;
    if options.end_of_file {
        file.push(0x1A);
    }
    Ok(file)
}

fn data(transfer: &Transfer, options: FileOptions) -> Result<Record, TooWide> {
    let recipient = transfer.recipient.as_ref().ok_or(TooWide)?;
    let record = Record::begin(b'2')
        .number(&transfer.to.bank, 4)?
        .text(&transfer.to.bank_kana, NAME_BYTES)?
        .number(&transfer.to.branch, 3)?
        .text(&transfer.to.branch_kana, NAME_BYTES)?;
    let record = match options.clearing_house {
        ClearingHouse::Spaces => record.blank(4),
        ClearingHouse::Zeros => record.number("0", 4)?,
    };
    let record = record
        .number(transfer.kind.digit(), 1)?
        .number(&transfer.number, 7)?
        .text(recipient, RECIPIENT_BYTES)?
        .number(&transfer.amount.get().to_string(), 10)?
        .number(transfer.new.digit(), 1)?;
    let record = match options.reference {
        Reference::CustomerCodes => record.number(&transfer.codes[0], 10)?.number(&transfer.codes[1], 10)?,
        Reference::Edi => record.text(&transfer.edi, 20)?,
    };
    let record = match options.designation {
        Designation::Wire => record.number("7", 1)?,
        Designation::Document => record.number("8", 1)?,
        Designation::Zero => record.number("0", 1)?,
        Designation::Space => record.blank(1),
    };
    match options.reference {
        Reference::CustomerCodes => Ok(record.blank(1)),
        Reference::Edi => record.text(&BankText::exact("Y").ok_or(TooWide)?, 1),
    }
}

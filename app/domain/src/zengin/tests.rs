//! The file byte for byte, and a reader that knows nothing of the writer: it is written from the table of the standard.

use super::*;
use crate::money::Yen;
use chrono::NaiveDate;
use proptest::prelude::*;
use std::collections::BTreeMap;

/// 項目 of データ・レコード as the standard lists them: name, length.
const DATA: [(&str, usize); 16] = [
    ("データ区分", 1),
    ("銀行番号", 4),
    ("銀行名", 15),
    ("支店番号", 3),
    ("支店名", 15),
    ("手形交換所番号", 4),
    ("預金種目", 1),
    ("口座番号", 7),
    ("受取人名", 30),
    ("金額", 10),
    ("新規コード", 1),
    ("顧客コード1", 10),
    ("顧客コード2", 10),
    ("振込指定区分", 1),
    ("識別表示", 1),
    ("ダミー", 7),
];
const HEADER: [(&str, usize); 13] = [
    ("データ区分", 1),
    ("種別コード", 2),
    ("コード区分", 1),
    ("委託者コード", 10),
    ("委託者名", 40),
    ("取組日", 4),
    ("銀行番号", 4),
    ("銀行名", 15),
    ("支店番号", 3),
    ("支店名", 15),
    ("預金種目", 1),
    ("口座番号", 7),
    ("ダミー", 17),
];
const TRAILER: [(&str, usize); 4] = [("データ区分", 1), ("合計件数", 6), ("合計金額", 12), ("ダミー", 101)];
const END: [(&str, usize); 2] = [("データ区分", 1), ("ダミー", 119)];

type Read = BTreeMap<&'static str, String>;

/// Half-width characters of the bytes, by Unicode's own place for them.
fn read(bytes: &[u8], fields: &[(&'static str, usize)]) -> Read {
    assert_eq!(fields.iter().map(|(_, length)| length).sum::<usize>(), 120, "the table of the standard");
    let mut at = 0;
    let mut read = Read::new();
    for (name, length) in fields {
        let text = bytes[at..at + length]
            .iter()
            .map(|byte| match byte {
                0x20..=0x7E => char::from(*byte),
                0xA1..=0xDF => char::from_u32(0xFF61 + u32::from(byte - 0xA1)).expect("a half-width kana"),
                other => panic!("{name}: byte {other:x}"),
            })
            .collect();
        read.insert(name, text);
        at += length;
    }
    read
}

/// Every record of a file, whatever stands between them.
fn reader(file: &[u8]) -> (Read, Vec<Read>, Read) {
    let mut records: Vec<&[u8]> = Vec::new();
    let mut rest = file.strip_suffix(&[0x1A]).unwrap_or(file);
    while !rest.is_empty() {
        let (record, after) = rest.split_at(120);
        records.push(record);
        rest = after.strip_prefix(b"\r\n").unwrap_or(after);
    }
    let last = records.len() - 1;
    assert_eq!(read(records[last], &END)["データ区分"], "9");
    assert_eq!(read(records[last], &END)["ダミー"].trim_end(), "");
    let data = records[1..last - 1].iter().map(|record| read(record, &DATA)).collect();
    (read(records[0], &HEADER), data, read(records[last - 1], &TRAILER))
}

fn text(text: &str) -> BankText {
    BankText::convert(text).expect("usable").text
}

fn sender() -> Sender {
    Sender {
        code: "1234567890".into(),
        name: text("ミドリノシ カイケイカンリシヤ"),
        bank: "0123".into(),
        bank_name: text("ミドリ"),
        branch: "001".into(),
        branch_name: text("ホンテン"),
        kind: DepositKind::Ordinary,
        number: "0000001".into(),
    }
}

fn branch(bank: &str, branch: &str) -> Branch {
    Branch {
        bank: bank.into(),
        branch: branch.into(),
        bank_kana: text("ミドリ"),
        bank_name: "みどり銀行".into(),
        branch_kana: text("エキマエ"),
        branch_name: "駅前支店".into(),
    }
}

fn transfer(place: usize, yen: i64) -> Transfer {
    Transfer {
        to: branch("0123", "002"),
        kind: DepositKind::Ordinary,
        number: format!("{place:07}"),
        recipient: Some(text("カ）ヒダマリカイゴ")),
        amount: Yen(yen),
        new: NewCode::Other,
        codes: [place.to_string(), "7".into()],
        edi: text("R6-0001"),
    }
}

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 10, 31).expect("a day")
}

#[test]
fn thirty_seven_times_21000_is_the_file_of_the_standard() {
    let transfers: Vec<_> = (1..=37).map(|place| transfer(place, 21_000)).collect();
    let options = FileOptions {
        line_ends: LineEnds::None,
        clearing_house: ClearingHouse::Zeros,
        ..FileOptions::default()
    };
    let bare = write(&sender(), day(), &transfers, options).expect("fits");
    assert_eq!(bare.len(), 4_800);
    let lines = write(&sender(), day(), &transfers, FileOptions { line_ends: LineEnds::CrLf, ..options })
        .expect("fits");
    assert_eq!(lines.len(), 4_880);
    assert!(lines.chunks(122).all(|line| line.ends_with(b"\r\n")));
    let eof = FileOptions { line_ends: LineEnds::CrLf, end_of_file: true, ..options };
    let ended = write(&sender(), day(), &transfers, eof).expect("fits");
    assert_eq!((ended.len(), ended.last()), (4_881, Some(&0x1A)));

    // Byte for byte, in the letters of JIS X 0201 written out by hand.
    let mut expected: Vec<u8> = Vec::new();
    let mut record = |parts: &[&[u8]]| {
        let record = parts.concat();
        assert_eq!(record.len(), 120);
        expected.extend(record);
    };
    // ﾐﾄﾞﾘﾉｼ ｶｲｹｲｶﾝﾘｼﾔ
    let name = b"\xD0\xC4\xDE\xD8\xC9\xBC \xB6\xB2\xB9\xB2\xB6\xDD\xD8\xBC\xD4";
    let bank = b"\xD0\xC4\xDE\xD8           ";
    record(&[
        b"12101234567890",
        name,
        &[b' '; 24],
        b"10310123",
        bank,
        b"001",
        b"\xCE\xDD\xC3\xDD           ",
        b"10000001",
        &[b' '; 17],
    ]);
    for place in 1..=37 {
        record(&[
            b"20123",
            bank,
            b"002",
            b"\xB4\xB7\xCF\xB4           ",
            b"00001",
            format!("{place:07}").as_bytes(),
            // ｶ)ﾋﾀﾞﾏﾘｶｲｺﾞ
            b"\xB6)\xCB\xC0\xDE\xCF\xD8\xB6\xB2\xBA\xDE                   ",
            b"00000210000",
            format!("{place:010}").as_bytes(),
            b"00000000077 ",
            &[b' '; 7],
        ]);
    }
    record(&[b"8000037000000777000", &[b' '; 101]]);
    record(&[b"9", &[b' '; 119]]);
    assert_eq!(bare, expected);
}

#[test]
fn what_does_not_fit_is_named_and_nothing_is_cut() {
    let mut transfers: Vec<_> = (1..=3).map(|place| transfer(place, 21_000)).collect();
    transfers[1].recipient = Some(text(&"ア".repeat(31)));
    transfers[2].recipient = None;
    transfers[2].amount = Yen(0);
    let (header, wrong) =
        write(&sender(), day(), &transfers, FileOptions::default()).expect_err("does not fit");
    assert_eq!(header, []);
    assert_eq!(wrong, [(1, Misfit::RecipientWide(31)), (2, Misfit::NoRecipient), (2, Misfit::NoAmount)]);
    let poor = Sender { code: "12345678901".into(), name: text(&"ア".repeat(41)), ..sender() };
    assert_eq!(
        write(&poor, day(), &[], FileOptions::default()),
        Err((vec![HeaderMisfit::Code, HeaderMisfit::NameWide(41), HeaderMisfit::Empty], Vec::new()))
    );
    transfers[0].amount = Yen(10_000_000_000);
    assert_eq!(misfits(&transfers[0], FileOptions::default()), [Misfit::AmountLarge]);
}

#[test]
fn a_branch_of_yucho_is_its_number_read_aloud() {
    let branch = Branch::yucho("408").expect("three digits");
    assert_eq!((branch.branch_kana.as_str(), branch.branch_name.as_str()), ("ﾖﾝｾﾞﾛﾊﾁ", "四〇八店"));
    assert_eq!(Branch::yucho("40"), None);
    for number in 0..1000 {
        let branch = Branch::yucho(&format!("{number:03}")).expect("three digits");
        assert!(branch.branch_kana.bytes() <= 15);
    }
}

fn any_text(most: usize) -> impl Strategy<Value = BankText> {
    proptest::string::string_regex(&format!("[ｱ-ﾝﾞA-Z0-9().-][ｱ-ﾝﾞﾟA-Z0-9() .-]{{0,{}}}", most - 1))
        .expect("an expression")
        .prop_map(|text| BankText::exact(&text).expect("of banks"))
}

fn any_transfer() -> impl Strategy<Value = Transfer> {
    let to = ("[0-9]{4}", any_text(15), "[0-9]{3}", any_text(15)).prop_map(
        |(bank, bank_kana, branch, branch_kana)| Branch {
            bank,
            branch,
            bank_kana,
            bank_name: String::new(),
            branch_kana,
            branch_name: String::new(),
        },
    );
    let kind = proptest::sample::select(DepositKind::ALL.to_vec());
    let new = proptest::sample::select(vec![NewCode::First, NewCode::Changed, NewCode::Other]);
    let codes = ("[0-9]{0,10}", "[0-9]{0,10}").prop_map(|(one, two)| [one, two]);
    (to, kind, "[0-9]{7}", any_text(30), 1..=9_999_999_999_i64, new, codes, any_text(20)).prop_map(
        |(to, kind, number, recipient, yen, new, codes, edi)| Transfer {
            to,
            kind,
            number,
            recipient: Some(recipient),
            amount: Yen(yen),
            new,
            codes,
            edi,
        },
    )
}

fn any_options() -> impl Strategy<Value = FileOptions> {
    use proptest::sample::select;
    (
        select(vec![LineEnds::CrLf, LineEnds::None]),
        select(vec![ClearingHouse::Spaces, ClearingHouse::Zeros]),
        select(vec![Designation::Wire, Designation::Document, Designation::Zero, Designation::Space]),
        select(vec![Reference::CustomerCodes, Reference::Edi]),
        any::<bool>(),
    )
        .prop_map(|(line_ends, clearing_house, designation, reference, end_of_file)| FileOptions {
            line_ends,
            clearing_house,
            designation,
            reference,
            end_of_file,
        })
}

proptest! {
    #[test]
    fn an_independent_reader_agrees(
        transfers in proptest::collection::vec(any_transfer(), 1..60),
        options in any_options(),
    ) {
        let file = write(&sender(), day(), &transfers, options).expect("everything fits");
        let (header, data, trailer) = reader(&file);
        prop_assert_eq!(&header["種別コード"], "21");
        prop_assert_eq!(&header["取組日"], "1031");
        prop_assert_eq!(data.len(), transfers.len());
        for (read, written) in data.iter().zip(&transfers) {
            prop_assert_eq!(&read["データ区分"], "2");
            prop_assert_eq!(&read["銀行番号"], &written.to.bank);
            prop_assert_eq!(read["銀行名"].trim_end(), written.to.bank_kana.as_str().trim_end());
            prop_assert_eq!(&read["支店番号"], &written.to.branch);
            prop_assert_eq!(read["支店名"].trim_end(), written.to.branch_kana.as_str().trim_end());
            prop_assert_eq!(&read["預金種目"], written.kind.digit());
            prop_assert_eq!(&read["口座番号"], &written.number);
            let recipient = written.recipient.as_ref().expect("there").as_str();
            prop_assert_eq!(read["受取人名"].trim_end(), recipient.trim_end());
            prop_assert_eq!(read["金額"].parse::<i64>().expect("digits"), written.amount.get());
            match options.reference {
                Reference::Edi => {
                    let edi = format!("{}{}", read["顧客コード1"], read["顧客コード2"]);
                    prop_assert_eq!(edi.trim_end(), written.edi.as_str().trim_end());
                    prop_assert_eq!(&read["識別表示"], "Y");
                }
                Reference::CustomerCodes => {
                    prop_assert_eq!(&read["顧客コード1"], &format!("{:0>10}", written.codes[0]));
                    prop_assert_eq!(&read["識別表示"], " ");
                }
            }
        }
        let total: i64 = transfers.iter().map(|transfer| transfer.amount.get()).sum();
        prop_assert_eq!(trailer["合計件数"].parse::<usize>().expect("digits"), transfers.len());
        prop_assert_eq!(trailer["合計金額"].parse::<i64>().expect("digits"), total);
    }

    #[test]
    fn a_record_is_120_bytes_or_there_is_no_file(
        transfers in proptest::collection::vec(any_transfer(), 1..5),
        long in any_text(60),
        options in any_options(),
    ) {
        let mut transfers = transfers;
        transfers[0].recipient = Some(long.clone());
        match write(&sender(), day(), &transfers, options) {
            Ok(file) => {
                let length = if options.line_ends == LineEnds::CrLf { 122 } else { 120 };
                prop_assert_eq!(file.len(), (transfers.len() + 3) * length + usize::from(options.end_of_file));
                prop_assert!(long.bytes() <= 30);
            }
            Err((header, wrong)) => {
                prop_assert_eq!(header, []);
                prop_assert_eq!(wrong, [(0, Misfit::RecipientWide(long.bytes()))]);
            }
        }
    }
}

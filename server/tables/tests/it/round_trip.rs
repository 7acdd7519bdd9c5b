//! Whatever is written is read as the same.

use crate::support::{created, read, table, texts};
use domain::{
    formula::{bared, is_formula},
    imports::{CellKind, Encoding as ReadEncoding, Source},
    money::Yen,
};
use proptest::prelude::*;
use tables::{Encoding, Value, csv, xlsx};

/// Texts as people type them, and as they attack: formulas, quotes, line breaks, white space, all of CP932.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        kanji(),
        "[ぁ-んァ-ヶー０-９Ａ-Ｚａ-ｚ㈱㈲①-⑳Ⅰ-Ⅹⅰ-ⅹ髙﨑々〆ヶｱ-ﾝﾞﾟ№℡㍻～－―∥￠￡￢]{0,20}",
        "[-=+@＝＋－＠'\" 　]{1,4}[0-9A-Za-zあ-ん(),!|]{0,8}",
        "[ -~]{0,20}",
        "[a-zあ-ん]{1,5}(\r\n|\n|\r)[a-zあ-ん\"]{0,5}",
        Just("+81-741-00-1001".to_owned()),
        Just("-".to_owned()),
        Just("0741001001".to_owned()),
    ]
}

/// Kanji of the first level and some of the second, by their codes in CP932.
fn kanji() -> impl Strategy<Value = String> {
    proptest::collection::vec((0x89..=0x97_u8, 0x9F..=0xFC_u8), 0..20).prop_map(|codes| {
        let bytes: Vec<u8> = codes.into_iter().flat_map(<[u8; 2]>::from).collect();
        encoding_rs::SHIFT_JIS.decode_without_bom_handling(&bytes).0.into_owned()
    })
}

fn rows() -> impl Strategy<Value = Vec<Vec<String>>> {
    proptest::collection::vec(proptest::collection::vec(text(), 3), 1..8)
}

fn values(rows: &[Vec<String>]) -> Vec<Vec<Value>> {
    rows.iter().map(|row| row.iter().map(|text| Value::from(text.as_str())).collect()).collect()
}

/// The texts of a row without the empty ones at its end, which no file keeps.
fn filled(row: &[String]) -> Vec<String> {
    let end = row.iter().rposition(|text| !text.is_empty()).map_or(0, |last| last + 1);
    row[..end].to_vec()
}

/// Every field of a file as it stands there, without its quotes.
fn fields(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut reader = ::csv::ReaderBuilder::new().has_headers(false).from_reader(bytes);
    let records = reader.byte_records().map(|record| record.expect("a record"));
    records.flat_map(|record| record.iter().map(<[u8]>::to_vec).collect::<Vec<_>>()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn text_comes_back_from_separated_values(rows in rows()) {
        for (encoding, found) in
            [(Encoding::Utf8Bom, ReadEncoding::Utf8WithBom), (Encoding::Cp932, ReadEncoding::Cp932)]
        {
            let written = csv(table(values(&rows)), encoding).expect("it is written");
            prop_assert_eq!(&written.unfit, &[]);
            let workbook = read(&written.bytes);
            prop_assert_eq!(workbook.source, Source::Text { encoding: found });
            for (number, row) in (2..).zip(&rows) {
                let found: Vec<String> =
                    texts(&workbook, number).iter().map(|text| bared(text).to_owned()).collect();
                prop_assert_eq!(found, filled(row), "row {}", number);
            }
        }
    }

    #[test]
    fn no_field_begins_a_formula(rows in rows()) {
        for encoding in [Encoding::Utf8Bom, Encoding::Cp932] {
            let written = csv(table(values(&rows)), encoding).expect("it is written");
            for field in fields(&written.bytes) {
                let text = match encoding {
                    Encoding::Utf8Bom => String::from_utf8(field).expect("UTF-8"),
                    Encoding::Cp932 => encoding_rs::SHIFT_JIS.decode_without_bom_handling(&field).0.into_owned(),
                };
                let begins = text.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n']);
                prop_assert!(!begins || ["-", "－", "+81-741-00-1001"].contains(&text.trim_end()), "{:?}", text);
                prop_assert!(text.starts_with('\'') || !is_formula(&text), "{:?}", text);
            }
        }
    }

    #[test]
    fn text_comes_back_from_a_workbook(rows in rows()) {
        let workbook = read(&xlsx(table(values(&rows)), created()).expect("it is written"));
        for (number, row) in (2..).zip(&rows) {
            prop_assert_eq!(texts(&workbook, number), filled(row), "row {}", number);
            let cells = workbook.sheets[0].row(number).into_iter().flat_map(|row| &row.cells);
            prop_assert!(cells.into_iter().all(|cell| cell.kind == CellKind::Text));
        }
    }

    #[test]
    fn numbers_and_days_come_back(number in any::<i64>(), days in -50_000..2_000_000_i32) {
        let day = chrono::NaiveDate::from_ymd_opt(1970, 1, 1)
            .and_then(|first| first.checked_add_signed(chrono::TimeDelta::days(days.into())))
            .expect("a day");
        let mut table = table(vec![vec![number.into(), Yen(number / 1_000_000).into(), day.into()]]);
        for (column, kind) in table.columns.iter_mut().zip([
            tables::Kind::Number,
            tables::Kind::Yen,
            tables::Kind::Date,
        ]) {
            column.kind = kind;
        }
        let wanted = [number.to_string(), (number / 1_000_000).to_string(), day.to_string()];
        let written = csv(table.clone(), Encoding::Utf8Bom).expect("it is written");
        prop_assert_eq!(texts(&read(&written.bytes), 2), &wanted);
        prop_assert_eq!(texts(&read(&xlsx(table, created()).expect("it is written")), 2), &wanted);
    }
}

#[test]
fn what_has_no_place_in_cp932_is_a_geta_in_the_file() {
    let rows = vec![vec!["辻\u{E0100}".into(), "𠮷野〜家".into(), "café".into()]];
    let written = csv(table(rows), Encoding::Cp932).unwrap();
    assert_eq!(texts(&read(&written.bytes), 2), ["辻", "〓野～家", "caf〓"]);
    let named: Vec<_> = written
        .unfit
        .iter()
        .map(|unfit| (unfit.row, unfit.column.as_str(), unfit.character.as_str()))
        .collect();
    assert_eq!(
        named,
        [(2, "事業所の番号と種類", "辻\u{E0100}"), (2, "事業所の名称と住所", "𠮷"), (2, "備考と摘要", "é")]
    );
}

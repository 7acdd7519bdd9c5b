//! The parts of a written workbook: cells, formats, filter, print setup.

use crate::support::{created, part, read, table, texts};
use chrono::NaiveDate;
use domain::{imports::CellKind, money::Yen};
use tables::{Column, Fault, Kind, Table, Value, XlsxWriter, xlsx, xlsx_sheets};

const SHEET: &str = "xl/worksheets/sheet1.xml";

fn payments() -> Table {
    let columns = [
        ("事業所番号", Kind::Code),
        ("事業所名", Kind::Text),
        ("定員", Kind::Number),
        ("交付決定額", Kind::Yen),
        ("決定日", Kind::Date),
        ("受付日時", Kind::Moment),
    ];
    Table {
        title: "交付決定一覧[令和6年度]".into(),
        columns: columns.into_iter().map(|(heading, kind)| Column::new(heading, kind)).collect(),
        rows: vec![
            vec![
                "0370999013".into(),
                "=HYPERLINK(\"http://example.jp\")".into(),
                (-5).into(),
                Yen(1_296_000).into(),
                NaiveDate::from_ymd_opt(2024, 4, 1).into(),
                "2024-03-31T15:30:00Z".parse::<chrono::DateTime<chrono::Utc>>().expect("a time").into(),
            ],
            vec![Value::Number(741), Value::Empty, "不明".into(), Value::Yen(Yen(i64::MAX))],
        ],
    }
}

#[test]
fn every_kind_is_a_cell_of_its_kind() {
    let bytes = xlsx(payments(), created()).unwrap();
    let workbook = read(&bytes);
    assert_eq!(workbook.sheets[0].name, "交付決定一覧［令和6年度］");
    let kinds = |row| -> Vec<_> {
        let row = workbook.sheets[0].row(row).expect("the row");
        row.cells.iter().map(|cell| (cell.column, cell.text.as_str(), cell.kind)).collect()
    };
    let day = NaiveDate::from_ymd_opt(2024, 4, 1).unwrap();
    assert_eq!(
        kinds(2),
        [
            (0, "0370999013", CellKind::Text),
            (1, "=HYPERLINK(\"http://example.jp\")", CellKind::Text),
            (2, "-5", CellKind::Number),
            (3, "1296000", CellKind::Number),
            (4, "2024-04-01", CellKind::Date(day)),
            (5, "2024-04-01", CellKind::Date(day)),
        ]
    );
    // A code is text whatever it was; a number of more than fifteen digits would be rounded, and is text.
    assert_eq!(
        kinds(3),
        [(0, "741", CellKind::Text), (2, "不明", CellKind::Text), (3, "9223372036854775807", CellKind::Text),]
    );
}

#[test]
fn no_cell_is_a_formula_and_what_looks_like_one_is_marked_as_text() {
    let bytes = xlsx(payments(), created()).unwrap();
    let sheet = part(&bytes, SHEET);
    assert!(!sheet.contains("<f>") && !sheet.contains("<f ") && !sheet.contains("hyperlink "));
    let styles = part(&bytes, "xl/styles.xml");
    assert_eq!(styles.matches("quotePrefix=\"1\"").count(), 1);
    let place = styles.split("<cellXfs").nth(1).unwrap().split("<xf ").skip(1);
    let quoted = place.into_iter().position(|xf| xf.contains("quotePrefix=\"1\"")).unwrap();
    assert!(sheet.contains(&format!("<c r=\"B2\" s=\"{quoted}\" t=\"inlineStr\">")), "{sheet}");
    assert!(styles.contains("numFmtId=\"49\""), "text cells have the format @");
    for code in ["yyyy/m/d", "yyyy/m/d h:mm"] {
        assert!(styles.contains(&format!("formatCode=\"{code}\"")), "{code}");
    }
}

#[test]
fn text_of_markup_stays_text() {
    let markup = "<r><t>x</t></r>";
    let rows = vec![vec![markup.into(), "_x0041_".into(), "a\u{7}&<\u{FFFE}\r\n".into()]];
    let workbook = read(&xlsx(table(rows), created()).unwrap());
    assert_eq!(texts(&workbook, 2), [markup, "_x0041_", "a\u{7}&<\u{FFFE}\r\n"]);
}

#[test]
fn the_sheet_opens_and_prints_well() {
    let bytes = xlsx(payments(), created()).unwrap();
    let sheet = part(&bytes, SHEET);
    for wanted in [
        "<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>",
        "<autoFilter ref=\"A1:F3\"/>",
        "<pageSetUpPr fitToPage=\"1\"/>",
        "paperSize=\"9\"",
        "fitToHeight=\"0\"",
        "orientation=\"landscape\"",
        "&amp;P / &amp;N",
        "<ignoredError sqref=\"A2:A3 B2:B3\" numberStoredAsText=\"1\"/>",
    ] {
        assert!(sheet.contains(wanted), "{wanted} in {sheet}");
    }
    assert!(part(&bytes, "xl/workbook.xml").contains("_xlnm.Print_Titles"));
    assert!(part(&bytes, "docProps/core.xml").contains("2026-04-01T00:00:00Z"));
    // The heading of four full-width characters, the button of the filter, the space beside.
    assert!(sheet.contains("<col min=\"3\" max=\"3\" width=\"9.7109375\""), "{sheet}");
}

#[test]
fn the_same_table_gives_the_same_bytes() {
    assert_eq!(xlsx(payments(), created()).unwrap(), xlsx(payments(), created()).unwrap());
}

#[test]
fn a_text_that_no_cell_holds_is_refused_with_its_place() {
    let long = "あ".repeat(32_768);
    let refused = xlsx(table(vec![vec![], vec!["a".into(), long.as_str().into()]]), created());
    let Err(Fault::TooLong { sheet, row, column }) = refused else { panic!("{refused:?}") };
    assert_eq!((sheet.as_str(), row, column.as_str()), ("事業所台帳", 3, "事業所の名称と住所"));
    let held = table(vec![vec![long['あ'.len_utf8()..].into()]]);
    assert_eq!(texts(&read(&xlsx(held, created()).unwrap()), 2)[0].chars().count(), 32_767);
}

#[test]
fn tables_without_rows_or_columns_are_known() {
    let workbook = read(&xlsx(table(vec![]), created()).unwrap());
    assert_eq!(workbook.sheets[0].rows.len(), 1);
    let none = Table { title: "x".into(), columns: vec![], rows: Vec::<Vec<Value>>::new() };
    assert!(matches!(xlsx(none, created()), Err(Fault::Columns(0))));
    let wide = table(vec![vec![Value::Empty; 4]]);
    assert!(matches!(xlsx(wide, created()), Err(Fault::TooManyValues { row: 2 })));
}

#[test]
fn a_width_may_be_given_and_long_text_is_wrapped() {
    let long = "長い備考".repeat(20);
    let mut given = table(vec![vec![long.as_str().into(), long.as_str().into()]]);
    given.columns[1].kind = Kind::Code;
    given.columns[1].width = Some(12);
    let bytes = xlsx(given, created()).unwrap();
    let sheet = part(&bytes, SHEET);
    assert!(sheet.contains("<col min=\"1\" max=\"1\" width=\"52.7109375\""), "{sheet}");
    assert!(sheet.contains("<col min=\"2\" max=\"2\" width=\"12.7109375\""), "{sheet}");
    let styles = part(&bytes, "xl/styles.xml");
    assert_eq!(styles.matches("vertical=\"top\" wrapText=\"1\"").count(), 1);
}

#[test]
fn rows_may_come_one_at_a_time() {
    let mut writer = XlsxWriter::new("一覧", table(vec![]).columns, created()).unwrap();
    for number in 0..3_000 {
        writer.row(&[Value::Number(number)]).unwrap();
    }
    let mut file = std::io::Cursor::new(Vec::new());
    writer.finish(&mut file).unwrap();
    let workbook = read(file.get_ref());
    assert_eq!(texts(&workbook, 3_001), ["2999"]);
    let iterated = Table {
        title: "一覧".into(),
        columns: table(vec![]).columns,
        rows: (0..3_000).map(|number| vec![Value::Number(number)]),
    };
    assert_eq!(xlsx(iterated, created()).unwrap(), file.into_inner());
}

#[test]
fn a_writer_may_wait_for_rows_on_any_thread() {
    fn is_send<T: Send>(_: &T) {}
    is_send(&XlsxWriter::new("一覧", table(vec![]).columns, created()).unwrap());
    is_send(&tables::CsvWriter::new(table(vec![]).columns, tables::Encoding::Cp932, Vec::new()).unwrap());
}

#[test]
fn more_tables_stand_on_sheets_of_their_own() {
    let second = Table {
        title: "集計".into(),
        columns: vec![Column::new("答え", Kind::Text), Column::new("件数", Kind::Number)],
        rows: vec![vec!["はい".into(), 52.into()], vec!["いいえ".into(), "非表示".into()]],
    };
    let workbook = read(&xlsx_sheets(payments(), vec![second], created()).unwrap());
    let names: Vec<_> = workbook.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    assert_eq!(names, ["交付決定一覧［令和6年度］", "集計"]);
    let cells = |sheet: usize, row| -> Vec<_> {
        let row = workbook.sheets[sheet].row(row).expect("the row");
        row.cells.iter().map(|cell| cell.text.as_str()).collect()
    };
    assert_eq!(cells(0, 2)[0], "0370999013");
    assert_eq!(
        [cells(1, 1), cells(1, 2), cells(1, 3)].concat(),
        ["答え", "件数", "はい", "52", "いいえ", "非表示"]
    );
    let second = part(
        &xlsx_sheets(payments(), vec![payments_elsewhere()], created()).unwrap(),
        "xl/worksheets/sheet2.xml",
    );
    assert!(second.contains("<autoFilter") && second.contains("state=\"frozen\""), "{second}");
}

fn payments_elsewhere() -> Table {
    Table { title: "別の表".into(), ..payments() }
}

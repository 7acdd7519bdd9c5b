//! A list of the reader's own tests, marked and read again.

use crate::support::{created, list, part, read};
use domain::imports::{Cell, CellKind, Choices, Level, Merge, Reading, Row, Sheet, Source, Workbook};
use rstest::rstest;
use tables::{Fault, HEADING, Mark, MarkedRow, annotate};

fn choices() -> Choices {
    Choices { municipalities: ["292991".parse().expect("a code")].into(), ..Choices::default() }
}

fn reading(workbook: &Workbook) -> Reading {
    domain::imports::read(workbook, &choices()).expect("an office list")
}

/// A mark for every issue of a reading.
fn marks(reading: &Reading) -> Vec<MarkedRow> {
    let rows = reading.rows.iter().filter(|row| !row.issues.is_empty());
    rows.map(|row| MarkedRow {
        sheet: row.place.sheet,
        row: row.place.row,
        marks: row
            .issues
            .iter()
            .map(|issue| Mark {
                column: issue.column,
                level: issue.level,
                word: "要確認".into(),
                sentence: format!("{:?}：事業所番号を確かめてください。", issue.code),
            })
            .collect(),
    })
    .collect()
}

/// A reading without the names that only a text file lacks, and without the column that was added.
fn comparable(mut reading: Reading) -> Reading {
    for table in &mut reading.tables {
        let added = table.columns.iter().position(|column| column.heading.ends_with(HEADING));
        if let Some(added) = added {
            assert_eq!(table.columns[added].field, None);
            table.columns.remove(added);
        }
        if table.name == "一覧" {
            table.name.clear();
        }
    }
    reading
}

#[rstest]
#[case("01_jigyosho_292991.csv")]
#[case("02_事業所一覧(R6.4.1).xlsx")]
#[case("04_事業所一覧_SJIS.csv")]
#[case("07_重複あり一覧.xlsx")]
#[case("hostile/formula_cells.csv")]
#[case("hostile/control_characters.csv")]
#[case("hostile/control_and_bidi_names.xlsx")]
fn a_marked_list_is_read_as_the_original(#[case] file: &str) {
    let original = read(&std::fs::read(list(file)).expect("the list"));
    let before = reading(&original);
    let marked = marks(&before);
    assert!(!marked.is_empty(), "there is something to mark");
    let bytes = annotate(&original, &choices(), &marked, created()).unwrap();
    let again = read(&bytes);
    for (old, new) in original.sheets.iter().zip(&again.sheets) {
        assert_eq!(old.hidden, new.hidden, "{}", old.name);
    }
    assert_eq!(comparable(reading(&again)), comparable(before.clone()));
    for row in &marked {
        let sheet = &again.sheets[row.sheet];
        let sentences = &sheet.row(row.row).expect("the row").cells.last().expect("a cell").text;
        assert_eq!(sentences.lines().count(), row.marks.len(), "{sentences}");
        assert!(sentences.starts_with("【要確認】"));
    }
    // Marked once more, the column of the first round is taken again.
    let twice = annotate(&again, &choices(), &marked, created()).unwrap();
    assert_eq!(read(&twice), again);
}

#[test]
fn the_result_of_a_failed_formula_is_a_note_and_no_value() {
    let original = read(&std::fs::read(list("hostile/formula_cells.xlsx")).expect("the list"));
    let bytes = annotate(&original, &choices(), &[], created()).unwrap();
    let outcomes = |workbook: &Workbook| -> Vec<_> {
        reading(workbook).rows.into_iter().map(|row| (row.place, row.record, row.outcome)).collect()
    };
    let again = read(&bytes);
    assert_eq!(outcomes(&again), outcomes(&original));
    assert_eq!(original.sheets[0].row(3).unwrap().text(1), "#REF!");
    assert_eq!(again.sheets[0].row(3).unwrap().text(1), "");
    let notes = part(&bytes, "xl/comments1.xml");
    assert!(notes.contains("<comment ref=\"B3\"") && notes.contains("#REF!"), "{notes}");
}

#[test]
fn every_cell_stands_where_it_stood() {
    let original = read(&std::fs::read(list("02_事業所一覧(R6.4.1).xlsx")).expect("the list"));
    let again = read(&annotate(&original, &choices(), &[], created()).unwrap());
    for (old, new) in original.sheets.iter().zip(&again.sheets) {
        assert_eq!(old.name, new.name);
        for row in &old.rows {
            let mut found = new.row(row.number).expect("the row").clone();
            found.cells.retain(|cell| cell.text != HEADING);
            assert_eq!(&found, row, "{}", old.name);
        }
        let mut merges = (old.merges.clone(), new.merges.clone());
        merges.0.sort_by_key(|merge| (merge.top, merge.left));
        merges.1.sort_by_key(|merge| (merge.top, merge.left));
        assert_eq!(merges.0, merges.1, "{}", old.name);
    }
    assert!(original.sheets.iter().any(|sheet| sheet.hidden));
    assert!(original.sheets.iter().any(|sheet| sheet.rows.iter().any(|row| row.hidden)));
    assert!(original.sheets.iter().any(|sheet| !sheet.merges.is_empty()));
}

fn small() -> Workbook {
    let row = |number, texts: &[&str]| Row {
        number,
        cells: (0..).zip(texts).map(|(column, text)| Cell::text(column, *text)).collect(),
        ..Row::default()
    };
    let sheet = Sheet {
        name: "一覧".into(),
        rows: vec![
            row(3, &["事業所番号", "事業所名", "電話番号"]),
            row(4, &["2970999013", "ひだまり", "0741-00-1001"]),
            row(6, &["", "いろり"]),
        ],
        ..Sheet::default()
    };
    Workbook { source: Source::Xlsx, sheets: vec![sheet] }
}

fn mark(column: Option<u16>, level: Level, word: &str, sentence: &str) -> Mark {
    Mark { column, level, word: word.into(), sentence: sentence.into() }
}

#[test]
fn cells_are_filled_by_level_and_carry_a_note() {
    let marks = vec![
        mark(Some(0), Level::Error, "要修正", "事業所番号がありません。"),
        mark(Some(1), Level::Warning, "要確認", "名前を確かめてください。"),
        mark(Some(1), Level::Note, "", "=そのまま使います。"),
        mark(None, Level::Note, "", "隠れた行です。"),
    ];
    let bytes = annotate(&small(), &choices(), &[MarkedRow { sheet: 0, row: 6, marks }], created()).unwrap();
    let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
    let styles = part(&bytes, "xl/styles.xml");
    let fill = |cell: &str| -> Option<String> {
        let tag = sheet.split(&format!("<c r=\"{cell}\" ")).nth(1).expect("the cell");
        let style: usize = tag.split("s=\"").nth(1)?.split('"').next()?.parse().ok()?;
        let formats = styles.split("<cellXfs").nth(1)?;
        let format = formats.split("<xf ").nth(style + 1)?;
        let fill: usize = format.split("fillId=\"").nth(1)?.split('"').next()?.parse().ok()?;
        let fill = styles.split("<fill>").nth(fill + 1)?;
        Some(fill.split("fgColor rgb=\"").nth(1)?.split('"').next()?.to_owned())
    };
    assert_eq!(fill("A6").as_deref(), Some("FFFFC7CE"));
    assert_eq!(fill("B6").as_deref(), Some("FFFFF2B3"));
    assert_eq!(fill("B4"), None);
    assert_eq!(fill("D6"), None);
    let notes = part(&bytes, "xl/comments1.xml");
    assert!(notes.contains("<comment ref=\"A6\"") && notes.contains("<comment ref=\"B6\""), "{notes}");
    assert_eq!(notes.matches("<comment ").count(), 2);
    assert!(notes.contains("【要確認】名前を確かめてください。\n=そのまま使います。"), "{notes}");
    let again = read(&bytes);
    let row = again.sheets[0].row(6).unwrap();
    assert_eq!(
        row.text(3),
        "【要修正】事業所番号がありません。\n【要確認】名前を確かめてください。\n=そのまま使います。\n隠れた行です。"
    );
    assert_eq!(again.sheets[0].row(3).unwrap().text(3), HEADING);
    assert_eq!(again.sheets[0].row(4).unwrap().cells, small().sheets[0].rows[1].cells);
    assert!(sheet.contains("<autoFilter ref=\"A3:D6\"/>"), "{sheet}");
    assert!(!sheet.contains("<f>"));
}

#[test]
fn what_was_put_right_is_no_longer_marked() {
    let marks = vec![mark(Some(0), Level::Error, "要修正", "事業所番号がありません。")];
    let marked = [MarkedRow { sheet: 0, row: 6, marks }];
    let first = read(&annotate(&small(), &choices(), &marked, created()).unwrap());
    let second = read(&annotate(&first, &choices(), &[], created()).unwrap());
    assert_eq!(second.sheets[0].row(3).unwrap().text(3), HEADING);
    assert_eq!(second.sheets[0].row(6).unwrap().text(3), "");
}

#[test]
fn the_same_marks_give_the_same_bytes() {
    let marks = vec![mark(Some(0), Level::Error, "要修正", "事業所番号がありません。")];
    let marked = [MarkedRow { sheet: 0, row: 6, marks }];
    let write = || annotate(&small(), &choices(), &marked, created()).unwrap();
    assert_eq!(write(), write());
}

#[test]
fn values_of_every_kind_are_read_as_the_same_kind() {
    let mut workbook = small();
    let day = "2024-04-01".parse().unwrap();
    let cell = |column, text: &str, kind| Cell { column, text: text.into(), kind, merged: false };
    workbook.sheets[0].rows[2].cells = vec![
        cell(0, "0370999013", CellKind::Number),
        cell(1, "1.5", CellKind::Number),
        cell(2, "0741-00-1005", CellKind::Number),
        cell(3, "2024-04-01", CellKind::Date(day)),
        cell(4, "TRUE", CellKind::Boolean),
        cell(5, "<r>=1</r>", CellKind::Text),
        cell(6, " 前後 \r\n", CellKind::Text),
    ];
    let again = read(&annotate(&workbook, &choices(), &[], created()).unwrap());
    assert_eq!(again.sheets[0].rows[2], workbook.sheets[0].rows[2]);
    // The result of a formula that failed is no value.
    workbook.sheets[0].rows[2].cells.push(cell(7, "#REF!", CellKind::Error));
    let again = read(&annotate(&workbook, &choices(), &[], created()).unwrap());
    assert_eq!(again.sheets[0].rows[2].cells.len(), 7);
}

#[test]
fn a_merge_that_is_not_kept_leaves_its_value_in_every_row() {
    let mut workbook = small();
    let sheet = &mut workbook.sheets[0];
    sheet.rows[1].cells.push(Cell::text(3, "合同会社いろり"));
    sheet.merges = vec![Merge { top: 4, left: 3, bottom: 900_000, right: 3 }];
    sheet.spread_vertical_merges();
    let again = read(&annotate(&workbook, &choices(), &[], created()).unwrap());
    assert_eq!(again.sheets[0].row(6).unwrap().text(3), "合同会社いろり");
    assert!(again.sheets[0].merges.is_empty());
}

#[test]
fn a_cell_below_the_first_of_a_merge_carries_neither_fill_nor_note() {
    let mut workbook = small();
    let sheet = &mut workbook.sheets[0];
    sheet.merges = vec![Merge { top: 4, left: 0, bottom: 6, right: 0 }];
    sheet.rows[2].cells.remove(0);
    sheet.spread_vertical_merges();
    let marks = vec![mark(Some(0), Level::Error, "", "上の行の値です。")];
    let marked = [4, 6].map(|row| MarkedRow { sheet: 0, row, marks: marks.clone() });
    let bytes = annotate(&workbook, &choices(), &marked, created()).unwrap();
    let notes = part(&bytes, "xl/comments1.xml");
    assert_eq!(notes.matches("<comment ref=\"A4\"").count(), 1);
    assert_eq!(notes.matches("<comment ").count(), 1);
    let again = read(&bytes);
    assert_eq!(again.sheets[0].merges, workbook.sheets[0].merges);
    assert_eq!(again.sheets[0].row(6).unwrap().text(3), "上の行の値です。");
}

#[test]
fn a_sheet_without_a_list_gets_no_column_unless_it_is_marked() {
    let mut workbook = small();
    let cover = Sheet {
        name: "表紙".into(),
        rows: vec![Row { number: 2, cells: vec![Cell::text(0, "みどり野市")], ..Row::default() }],
        hidden: true,
        ..Sheet::default()
    };
    workbook.sheets.insert(0, cover.clone());
    let again = read(&annotate(&workbook, &choices(), &[], created()).unwrap());
    assert_eq!(again.sheets[0], cover);
    let marks = vec![mark(None, Level::Warning, "", "一覧がありません。")];
    let marked = [MarkedRow { sheet: 0, row: 2, marks }];
    let again = read(&annotate(&workbook, &choices(), &marked, created()).unwrap());
    assert_eq!(again.sheets[0].row(2).unwrap().text(1), "一覧がありません。");
    assert_eq!(again.sheets[0].row(1).unwrap().text(1), HEADING);
    // A workbook of hidden sheets alone cannot be opened.
    workbook.sheets.truncate(1);
    let again = read(&annotate(&workbook, &choices(), &[], created()).unwrap());
    assert!(!again.sheets[0].hidden);
}

#[test]
fn a_text_that_no_cell_holds_is_refused_with_its_place() {
    let mut workbook = small();
    workbook.sheets[0].rows[2].cells = vec![Cell::text(27, "a".repeat(32_768))];
    let refused = annotate(&workbook, &choices(), &[], created());
    let Err(Fault::TooLong { sheet, row, column }) = refused else { panic!("{refused:?}") };
    assert_eq!((sheet.as_str(), row, column.as_str()), ("一覧", 6, "AB"));
}

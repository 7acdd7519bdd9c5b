//! The circular's table (介護保険最新情報 Vol.1310) as a file, as a workbook and as it is copied from the page: always the
//! same numbers, exactly three that cannot be right, and one note.

use super::*;
use crate::{
    form::Typed,
    imports::{Cell, CellKind, Merge, Row, Sheet},
    prefecture::Prefecture,
};
use proptest::prelude::*;

const CSV: &str = include_str!("webinar_table.csv");

fn cells(texts: &[&str]) -> Vec<Cell> {
    let filled = (0..).zip(texts).filter(|(_, text)| !text.is_empty());
    filled.map(|(column, text)| Cell::text(column, *text)).collect()
}

fn sheet(lines: &[Vec<&str>]) -> Sheet {
    let row = |(number, texts): (u32, &Vec<&str>)| Row { number, cells: cells(texts), ..Row::default() };
    Sheet { rows: (1..).zip(lines).map(row).collect(), ..Sheet::default() }
}

fn lines() -> Vec<Vec<&'static str>> {
    CSV.lines().map(|line| line.split(',').collect()).collect()
}

fn circular() -> Reading {
    read(&[sheet(&lines())]).expect("a table")
}

fn named(name: &str) -> Prefecture {
    Prefecture::all().find(|one| one.name() == name).expect("a prefecture")
}

/// The circular's header as it is printed: 国保連 over 人数 and 団体数, 市区町村数 over its kinds.
const TOP: [&str; 15] = [
    "No.",
    "都道府県",
    "合計\n(人数)",
    "合計\n(団体数)",
    "国保連",
    "",
    "都道府県",
    "",
    "申込率\n(合計/総数)",
    "総数",
    "市区町村数",
    "",
    "",
    "",
    "一部事務\n組合等",
];
const BELOW: [&str; 15] =
    ["", "", "", "", "人数", "団体数", "人数", "団体数", "", "", "合計", "特別区", "市", "町村", ""];

/// What the circular's table must say, however it came in.
fn assert_circular(reading: &Reading) {
    let table = &reading.table;
    assert_eq!(
        (table.lines.len(), table.total.is_some(), table.columns.as_slice()),
        (47, true, &Column::ALL[..])
    );
    let findings = table.check();
    let (notes, numbers): (Vec<_>, Vec<_>) = findings.into_iter().partition(Finding::is_note);
    let above = ["大分県", "大阪府", "和歌山県", "京都府", "香川県"].map(named);
    let above = above.into_iter().zip([3, 2, 2, 2, 2]).collect();
    let part = |column, count| Part { column, count };
    assert_eq!(
        numbers,
        [
            Finding::ColumnTotal {
                column: Column::PrefecturePeople,
                printed: 45,
                computed: 48,
                likely: Likely::Total { above },
            },
            Finding::TooFewPeople {
                at: Some(named("栃木県")),
                column: Column::People,
                printed: 13,
                least: 14,
                bodies: Some(13),
                parts: vec![
                    part(Column::FederationPeople, 2),
                    part(Column::PrefecturePeople, 1),
                    part(Column::Municipalities, 11),
                ],
            },
            Finding::TooFewPeople {
                at: Some(named("沖縄県")),
                column: Column::People,
                printed: 4,
                least: 5,
                bodies: Some(5),
                parts: Vec::new(),
            },
        ]
    );
    let [Finding::Precision { at: None, printed, usual: 1, computed: 202, fraction }] = &notes[..] else {
        panic!("{notes:?}")
    };
    assert_eq!((printed.text.as_str(), fraction.numerator, fraction.denominator), ("20%", 352, 1_741));
    // Every printed rate is 市区町村（合計）÷総数, and they stand in their order.
    let rates: Vec<(String, String)> = table
        .by_rate()
        .into_iter()
        .map(|line| {
            let printed = line.rate.as_ref().expect("a rate").text.clone();
            (printed, format!("{}%", line.fraction().expect("a fraction").tenths()))
        })
        .collect();
    assert_eq!(rates.len(), 47);
    assert!(rates.iter().all(|(printed, computed)| printed == computed), "{rates:?}");
    assert_eq!((rates[0].0.as_str(), rates[46].0.as_str()), ("65.0%", "3.9%"));
    assert!(table.by_rate().into_iter().eq(&table.lines), "it is printed in this order");
    let places: Vec<usize> = table.ranked().into_iter().filter_map(|(place, _)| place).collect();
    assert_eq!((places.len(), &places[12..16]), (47, &[13, 14, 14, 16][..]), "新潟県 and 富山県 are alike");
    let first = &table.lines[0];
    assert_eq!((first.prefecture, first.count(Column::People)), (Some(named("愛媛県")), Some(15)));
    assert_eq!(first.counts[&Column::SpecialWards], Printed::Blank, "a blank is no 0");
    assert_eq!(table.line(Prefecture::TOKYO).expect("東京都").count(Column::SpecialWards), Some(11));
    assert_eq!(table.recounted(Column::Bodies), Some(437));
}

#[test]
fn the_circular_has_three_numbers_that_cannot_be_right_and_one_note() {
    let reading = circular();
    assert_circular(&reading);
    assert_eq!(
        reading.notes,
        [Note::UnknownColumn { column: 0, heading: "seed_line".to_owned() }],
        "nothing else is said"
    );
}

#[test]
fn the_order_of_columns_and_the_names_of_prefectures_do_not_matter() {
    let mut turned = lines();
    for line in &mut turned {
        line.remove(0);
        line.reverse();
        if let Some(name) = line.get_mut(13) {
            *name =
                name.strip_suffix(['都', '府', '県']).filter(|bare| bare.chars().count() > 1).unwrap_or(name);
        }
    }
    // The heading lost its last character as well; the names below it say what it is.
    let reading = read(&[Sheet::default(), sheet(&turned)]).expect("a table");
    assert_circular(&reading);
    assert_eq!((reading.sheet, reading.notes.len()), (1, 0), "{:?}", reading.notes);
}

/// As a workbook: numbers are numbers, rates are fractions, groups are merged cells.
fn workbook() -> Sheet {
    let mut all = vec![vec!["道府県別申込数（申込率 降順）"], TOP.to_vec(), BELOW.to_vec()];
    all.extend(lines().into_iter().skip(1).map(|line| line[1..].to_vec()));
    let mut sheet = sheet(&all);
    let merge = |left, right, bottom| Merge { top: 2, left, bottom, right };
    sheet.merges = vec![
        merge(4, 5, 2),
        merge(6, 7, 2),
        merge(10, 13, 2),
        Merge { top: 1, left: 0, bottom: 1, right: 14 },
    ];
    sheet.merges.extend([0, 1, 2, 3, 8, 9, 14].map(|column| merge(column, column, 3)));
    for cell in sheet.rows.iter_mut().skip(3).flat_map(|row| &mut row.cells) {
        if cell.text.chars().all(|c| c.is_ascii_digit()) {
            cell.kind = CellKind::Number;
        }
    }
    sheet.spread_vertical_merges();
    sheet
}

#[test]
fn a_header_of_two_rows_is_read_by_its_groups() {
    let reading = read(&[workbook()]).expect("a table");
    assert_circular(&reading);
    assert_eq!(reading.title.as_deref(), Some("道府県別申込数（申込率 降順）"));
    assert!(reading.notes.is_empty(), "{:?}", reading.notes);
    // Without its merged cells, as CSV has it.
    let flat = Sheet { merges: Vec::new(), ..workbook() };
    assert_circular(&read(&[flat]).expect("a table"));
}

#[test]
fn rates_that_are_numbers_of_a_workbook_are_fractions_and_say_nothing_of_precision() {
    let mut sheet = workbook();
    for row in sheet.rows.iter_mut().skip(4) {
        let of: Vec<f64> = [10, 9].iter().map(|at| row.text(*at).parse().unwrap()).collect();
        let rate = row.cells.iter_mut().find(|cell| cell.column == 8).unwrap();
        (rate.text, rate.kind) = ((of[0] / of[1]).to_string(), CellKind::Number);
    }
    let findings = read(&[sheet]).expect("a table").table.check();
    assert_eq!(findings.len(), 3, "{findings:?}");
}

/// As it is copied from the printed page: the last two words of the header stand over one another's numbers.
#[test]
fn words_that_moved_when_they_were_copied_are_put_right_by_the_sums() {
    let mut top = TOP.to_vec();
    top.swap(13, 14);
    let mut below = BELOW.to_vec();
    below.swap(13, 14);
    let mut all = vec![vec!["道府県別申込数（申込率 降順）"], top, below];
    all.extend(lines().into_iter().skip(1).map(|line| line[1..].to_vec()));
    let reading = read(&[sheet(&all)]).expect("a table");
    assert_circular(&reading);
    let now = (Column::Towns, Column::Associations);
    assert_eq!(reading.notes, [Note::Exchanged { columns: (13, 14), now }]);
}

#[test]
fn what_a_person_says_of_a_column_stands_before_its_words() {
    let mut all = lines();
    all[0][3] = "のべ";
    let sheet = sheet(&all);
    let before = read(std::slice::from_ref(&sheet)).expect("a table");
    assert!(!before.table.columns.contains(&Column::People));
    let own = before.columns.iter().find(|place| place.at == 3).expect("its column");
    assert_eq!((own.heading.as_str(), own.meaning, own.samples[1].as_str()), ("のべ", None, "15"));
    let says = |typed: Typed, place: &Place| {
        let meaning = if place.at == 3 { Some(Meaning::Count(Column::People)) } else { place.meaning };
        typed.with(&field(place.at), word(meaning))
    };
    let typed = before.columns.iter().fold(Typed::default(), says);
    let columns: Vec<u16> = before.columns.iter().map(|place| place.at).collect();
    let chosen = Chosen::parse(&typed, &columns).expect("every column");
    let after = read_as(&sheet, &chosen).expect("a table");
    assert_circular(&after);
    assert!(after.notes.is_empty(), "nobody asks any more: {:?}", after.notes);
}

#[test]
fn a_table_whose_words_nobody_knows_waits_for_a_person_to_say_what_they_mean() {
    let mut all = lines();
    all[0] = vec!["甲"; all[0].len()];
    let (sheet, known) = (sheet(&all), sheet(&lines()));
    let second = read(&[sheet.clone(), known]).expect("a table");
    assert_eq!(second.sheet, 1, "a table whose words are known goes before");
    let before = read(std::slice::from_ref(&sheet)).expect("47 prefectures are a table");
    assert!(before.table.columns.is_empty() && before.table.check().is_empty());
    let holds = |at: u16| match at {
        0 => None,
        1 => Some(Meaning::Number),
        9 => Some(Meaning::Rate),
        at => Some(Meaning::Count(Column::ALL[usize::from(if at < 9 { at - 3 } else { at - 4 })])),
    };
    let says = |typed: Typed, place: &Place| typed.with(&field(place.at), word(holds(place.at)));
    let typed = before.columns.iter().fold(Typed::default(), says);
    let columns: Vec<u16> = before.columns.iter().map(|place| place.at).collect();
    let chosen = Chosen::parse(&typed, &columns).expect("every column");
    assert_circular(&read_as(&sheet, &chosen).expect("a table"));
}

#[test]
fn what_is_not_understood_is_named_with_its_place() {
    let mut all = lines();
    all[2][5] = "約15";
    all[3][2] = "みどり県";
    all[5][9] = "多い";
    all[6][2] = "愛媛県";
    all.push(vec!["※令和6年6月26日現在"]);
    let mut other = sheet(&[vec!["凡例"]]);
    other.name = "注記".to_owned();
    let reading = read(&[sheet(&all), other]).expect("a table");
    let unread = |row, column, text: &str| Note::Unread { row, column, text: text.to_owned() };
    let expected = [
        unread(3, 5, "約15"),
        Note::Nobodys { row: 4, text: "みどり県".to_owned() },
        unread(6, 9, "多い"),
        Note::Twice { row: 7, prefecture: named("愛媛県") },
        Note::Remark { row: 50, text: "※令和6年6月26日現在".to_owned() },
        Note::Missing(vec![named("熊本県"), named("宮崎県")]),
        Note::OtherSheets(vec!["注記".to_owned()]),
    ];
    assert_eq!(reading.notes[1..], expected, "after the column that is not known");
    // A cell that cannot be read keeps its column from being added up.
    assert_eq!(reading.table.recounted(Column::FederationPeople), None);
}

#[test]
fn an_error_in_one_row_is_told_from_an_error_in_the_total() {
    let mut all = lines();
    all[2][13] = "6";
    let findings = read(&[sheet(&all)]).expect("a table").table.check();
    let ehime = Some(named("愛媛県"));
    assert!(findings.contains(&Finding::ColumnTotal {
        column: Column::Cities,
        printed: 241,
        computed: 242,
        likely: Likely::Row(named("愛媛県")),
    }));
    assert!(findings.contains(&Finding::RowSum {
        at: ehime,
        column: Column::Municipalities,
        printed: 13,
        computed: 14
    }));
    // A wrong total of a column that every line says twice.
    let mut all = lines();
    all[1][13] = "240";
    let findings = read(&[sheet(&all)]).expect("a table").table.check();
    let likely = Likely::Total { above: Vec::new() };
    assert!(findings.contains(&Finding::ColumnTotal {
        column: Column::Cities,
        printed: 240,
        computed: 241,
        likely
    }));
}

#[test]
fn a_rate_that_is_no_fraction_and_a_row_out_of_order_are_found() {
    let mut all = lines();
    all[2][9] = "75.0%";
    all.swap(10, 11);
    let findings = read(&[sheet(&all)]).expect("a table").table.check();
    let rate = findings.iter().find_map(|finding| match finding {
        Finding::Rate { at, printed, computed, .. } => Some((*at, printed.digits, *computed)),
        _ => None,
    });
    assert_eq!(rate, Some((Some(named("愛媛県")), 750, 650)));
    let order = Finding::Order { above: named("群馬県"), below: named("岡山県") };
    assert!(findings.contains(&order), "{findings:?}");
}

#[test]
fn other_files_are_no_tables_of_an_event() {
    assert_eq!(read(&[]), Err(NoTable::NotFound));
    let offices = sheet(&[vec!["事業所番号", "名称", "定員"], vec!["2970999013", "ひだまり", "20"]]);
    assert_eq!(read(&[offices]), Err(NoTable::NotFound));
    let mut long = lines();
    long.extend((0..MOST_ROWS).map(|_| vec!["※"]));
    assert_eq!(read(&[sheet(&long)]), Err(NoTable::TooLarge));
    let much = "あ".repeat(MOST_TEXT);
    let mut heavy = lines();
    heavy.push(vec![much.as_str()]);
    assert_eq!(read(&[sheet(&heavy)]), Err(NoTable::TooLarge));
    let mut wide = lines();
    wide[1].extend(std::iter::repeat_n("1", usize::from(MOST_COLUMNS)));
    assert_eq!(read(&[sheet(&wide)]), Err(NoTable::TooLarge));
}

proptest! {
    /// Whatever stands in a sheet: nothing panics, and a total that is the sum of its column is never doubted.
    #[test]
    fn any_sheet_is_read_or_refused(
        texts in prop::collection::vec(
            prop::collection::vec(prop_oneof![
                Just(String::new()), "[0-9]{1,10}", "[0-9]{1,3}(\\.[0-9]{1,9})?%", Just("愛媛".to_owned()),
                Just("東京都".to_owned()), Just("合計人数".to_owned()), Just("総数".to_owned()), Just("市".to_owned()),
                ".{0,6}",
            ], 0..12), 0..12),
    ) {
        let lines: Vec<Vec<&str>> = texts.iter().map(|line| line.iter().map(String::as_str).collect()).collect();
        if let Ok(reading) = read(&[sheet(&lines)]) {
            for finding in reading.table.check() {
                if let Finding::ColumnTotal { column, printed, computed, .. } = finding {
                    prop_assert_ne!(printed, computed);
                    prop_assert_eq!(reading.table.recounted(column), Some(computed));
                }
            }
            prop_assert_eq!(reading.table.by_rate().len(), reading.table.lines.len());
        }
    }
}

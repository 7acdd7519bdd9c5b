//! Layouts of lists as cities write them, from the bytes to the records.

use domain::imports::{
    Choices, Code, Confidence, Field, FileIssue, Known, Level, NoRecord, Outcome, ReadRow, Reading, Refusal,
    ServiceFrom,
};
use domain::offices::Status;
use sheets::{Limits, read_bytes, read_cells};
use std::num::NonZero;

fn reading(text: &str) -> Reading {
    let workbook = read_bytes(text.as_bytes(), &Limits::web()).expect("the file is read");
    domain::imports::read(&workbook, &Choices::default()).expect("the file is accepted")
}

/// As the server reads it: every table with its header on top of a sheet of its own.
fn arranged(bytes: &[u8]) -> Reading {
    let cells = read_cells(bytes, &Limits::web()).expect("the file is read").arranged();
    let read = domain::imports::read_cells(&cells, &Choices::default(), NonZero::<usize>::MIN);
    read.expect("the file is accepted").unpacked()
}

fn numbers(reading: &Reading) -> Vec<String> {
    let number = |row: &ReadRow| row.record.number.map(|number| number.to_string()).unwrap_or_default();
    reading.rows.iter().map(number).collect()
}

fn services(row: &ReadRow) -> Vec<&str> {
    row.record.services.iter().map(|service| service.code()).collect()
}

fn level(row: &ReadRow, code: Code) -> Option<Level> {
    row.issues.iter().find(|issue| issue.code == code).map(|issue| issue.level)
}

#[test]
fn one_column_for_every_service_is_read_by_its_marks() {
    let reading = reading(
        "事業所番号,事業所名,サービスの種類,,\n,,訪問介護,通所介護,居宅介護支援\n\
         2970999013,ひだまり,○,,●\n2970999021,こもれび,×,H15.10.1,\n2970999039,つばめ,,準備中,１\n2990999050,里の家,,,\n",
    );
    assert_eq!(reading.tables[0].service, ServiceFrom::Marks);
    assert_eq!(
        reading.rows.iter().map(services).collect::<Vec<_>>(),
        [vec!["11", "43"], vec!["15"], vec!["43"], vec![]]
    );
    assert_eq!(level(&reading.rows[2], Code::MarkUnknown), Some(Level::Warning));
    assert_eq!(level(&reading.rows[3], Code::ServiceUnknown), Some(Level::Error));
}

#[test]
fn several_services_in_one_cell_are_taken_apart() {
    let reading = reading(
        "事業所番号,事業所名,サービス\n2970999013,ひだまり,訪問介護；通所介護（デイサービス）、居宅介護支援\n\
         2970999021,こもれび,訪問介護;訪問診療\n2970999039,つばめ,訪問看護及び介護予防訪問看護\n",
    );
    assert_eq!(services(&reading.rows[0]), ["11", "15", "43"]);
    assert_eq!(level(&reading.rows[1], Code::ServiceUnknown), Some(Level::Error));
    assert_eq!(services(&reading.rows[2]), ["13", "63"]);
}

#[test]
fn three_rows_for_one_record_are_read_together_and_a_missing_one_shifts_nothing() {
    let reading = reading(
        "事業所番号,事業所名\n電話番号,住所\nサービス種類,備考\n\
         2970999013,ひだまり\n0741-00-1001,ひかり町1-2-3\n訪問介護,x\n\
         2970999021,こもれび\n0741-00-1031,北新町9\n\
         2970999039,つばめ\n0741-00-1015,若葉台2\n通所介護,\n",
    );
    assert_eq!(reading.tables[0].lines, 3);
    assert_eq!(numbers(&reading), ["2970999013", "2970999021", "2970999039"]);
    assert_eq!(services(&reading.rows[2]), ["15"]);
    let address = reading.tables[0].spot(Field::named("address").expect("a field")).expect("a place");
    assert_eq!((address.line, address.column), (1, 1));
    assert_eq!(level(&reading.rows[1], Code::ServiceUnknown), Some(Level::Error));
}

#[test]
fn lost_digits_are_an_error_and_never_guessed() {
    let reading = reading(
        "事業所番号,事業所名,サービス\n2.97E+09,ひだまり,訪問介護\n2970999013.0,こもれび,訪問介護\n２９７０９９９０２１,つばめ,訪問介護\n370999013,里の家,訪問介護\n",
    );
    assert_eq!(level(&reading.rows[0], Code::NumberRounded), Some(Level::Error));
    assert_eq!(level(&reading.rows[1], Code::NumberNumericCell), Some(Level::Note));
    assert_eq!(level(&reading.rows[3], Code::NumberLeadingZeroLost), Some(Level::Error));
    assert_eq!(numbers(&reading), ["", "2970999013", "2970999021", ""]);
}

#[test]
fn dates_are_read_in_every_spelling_also_serial_numbers_in_text() {
    let dates =
        ["45383", "R6.4.1", "令和６年４月１日", "昭64. 1. 7", "㍻12年4月1日", "2024/4/1", "12345", "未定"];
    let rows: Vec<String> = dates
        .iter()
        .enumerate()
        .map(|(index, date)| format!("29709990{index}0,事業所{index},訪問介護,{date}\n"))
        .collect();
    let reading = reading(&format!("事業所番号,事業所名,サービス,指定年月日\n{}", rows.concat()));
    let found: Vec<_> = reading
        .rows
        .iter()
        .map(|row| row.record.particulars.designated_on.map(|day| day.to_string()).unwrap_or_default())
        .collect();
    assert_eq!(
        found,
        ["2024-04-01", "2024-04-01", "2024-04-01", "1989-01-07", "2000-04-01", "2024-04-01", "", ""]
    );
    assert_eq!(level(&reading.rows[7], Code::DateUnusable), Some(Level::Warning));
}

#[test]
fn odd_characters_are_kept_and_lost_ones_are_told() {
    let reading = reading(
        "事業所番号,事業所名,電話番号,サービス\n2970999013,㈱髙﨑⽴花𠮷野,0741‐00−1001,訪問介護\n2970999021,デイ\u{FFFD}サービス,0741－00ー1002,訪問介護\n2970999039,つばめ,0741\u{2013}00\u{2015}1003,訪問介護\n",
    );
    assert_eq!(reading.rows[0].record.particulars.name, "㈱髙﨑⽴花𠮷野");
    assert_eq!(level(&reading.rows[0], Code::NameCompatCharacters), Some(Level::Note));
    assert_eq!(level(&reading.rows[1], Code::CharactersLost), Some(Level::Warning));
    let phones: Vec<_> = reading
        .rows
        .iter()
        .filter_map(|row| row.record.particulars.phone.as_ref())
        .map(ToString::to_string)
        .collect();
    assert_eq!(phones, ["0741-00-1001", "0741-00-1002", "0741-00-1003"]);
}

#[test]
fn mail_addresses_and_areas_are_read_beside_what_the_register_keeps() {
    let reading = reading(
        "事業所番号,事業所名,サービス,連絡先メール,日常生活圏域\n2970999013,ひだまり,訪問介護,Ｉｎｆｏ＠example.jp,　北部圏域\n2970999021,こもれび,訪問介護,info(at)example.jp,\n2970999039,つばめ,訪問介護,,南部\n",
    );
    let record = &reading.rows[0].record;
    assert_eq!(
        record.particulars.email.as_ref().map(ToString::to_string).as_deref(),
        Some("Info@example.jp")
    );
    assert_eq!(record.particulars.area, "北部圏域");
    assert_eq!(level(&reading.rows[1], Code::EmailUnusable), Some(Level::Warning));
    assert_eq!((reading.rows[1].outcome, reading.rows[2].outcome), (Outcome::Warning, Outcome::Ok));
}

#[test]
fn columns_of_unknown_headings_are_proposed_by_what_stands_in_them() {
    let rows: Vec<String> = ["013", "021", "039"]
        .iter()
        .map(|end| {
            format!("ひだまり{end},2970999{end},みどり野市ひかり町1-2-3,0741-00-1{end},2030/3/31,訪問介護\n")
        })
        .collect();
    let reading = reading(&format!("なまえ,コード,場所,でんわ,有効な日,提供\n{}", rows.concat()));
    let table = &reading.tables[0];
    let fields: Vec<_> = table.columns.iter().map(|column| column.field.map(Field::name)).collect();
    assert_eq!(fields, [None, Some("office_number"), Some("address"), Some("phone"), None, Some("service")]);
    assert!(table.columns.iter().all(|column| column.confidence == Confidence::Low));
    assert_eq!(table.columns[1].known, Known::Content);
    assert_eq!(table.columns[1].samples, ["2970999013", "2970999021", "2970999039"]);
}

#[test]
fn content_does_not_override_a_sure_heading_but_lowers_the_confidence() {
    let rows: Vec<String> = ["013", "021", "039"]
        .iter()
        .map(|end| format!("2970999{end},2970999{end},0741-00-1{end},名\n"))
        .collect();
    let reading = reading(&format!("事業所番号,電話番号,覚え,事業所名\n{}", rows.concat()));
    let known: Vec<_> = reading.tables[0]
        .columns
        .iter()
        .map(|column| (column.field.map(Field::name), column.confidence))
        .collect();
    assert_eq!(
        known,
        [
            (Some("office_number"), Confidence::High),
            (Some("phone"), Confidence::Low),
            (None, Confidence::Low),
            (Some("name"), Confidence::High),
        ]
    );
}

#[test]
fn the_shape_is_that_of_the_headings_and_not_of_the_rows() {
    let shape = |text: &str| reading(text).tables[0].shape();
    let first = shape("一覧\n事業所番号,事業所名,電話\n2970999013,a,b\n");
    assert_eq!(first, shape("事業所 番号,事業所名,電　話\n2970999021,c,d\n2970999039,e,f\n"));
    assert_ne!(first, shape("事業所番号,電話,事業所名\n2970999013,a,b\n"));
    assert!(first.starts_with("1-") && first.len() == 18, "{first}");
}

#[test]
fn hidden_columns_are_read_and_told() {
    let page =
        "<table><tr><th>事業所番号<th>事業所名<th>サービス</tr><tr><td>2970999013<td>a<td>訪問介護</table>";
    let mut workbook = read_bytes(page.as_bytes(), &Limits::web()).expect("read");
    workbook.sheets[0].hidden_columns = vec![1];
    let reading = domain::imports::read(&workbook, &Choices::default()).expect("accepted");
    assert_eq!(reading.issues, [FileIssue::HiddenColumns { sheet: String::new(), columns: vec![1] }]);
    assert!(reading.tables[0].columns[1].hidden);
    assert_eq!(reading.rows[0].record.particulars.name, "a");
}

#[test]
fn a_line_through_a_row_means_closed_unless_a_word_says_otherwise() {
    let page = "<table><tr><th>事業所番号<th>事業所名<th>サービス<th>備考</tr>\
        <tr><td><s>2970999013</s><td><s>a</s><td><s>訪問介護</s><td></tr>\
        <tr><td><s>2970999021</s><td><s>b</s><td><s>訪問介護</s><td>R6.1.1～休止</table>";
    let reading = reading(page);
    let status: Vec<_> =
        reading.rows.iter().map(|row| row.record.particulars.status.map(Status::name)).collect();
    assert_eq!(status, [Some("closed"), Some("suspended")]);
    assert_eq!(level(&reading.rows[0], Code::StruckThrough), Some(Level::Warning));
    assert_eq!(level(&reading.rows[1], Code::StruckThrough), None);
}

#[test]
fn the_column_for_it_says_in_many_words_that_an_office_has_ended_or_rests() {
    let said = reading(
        "事業所番号,事業所名,サービス,状態,備考\n2970999013,ひだまり,訪問介護,指定取消,\n\
         2970999021,こもれび,訪問介護,休止中（R9.4再開予定）,\n2970999039,つばめ,訪問介護,営業中,予約の取消は前日まで\n\
         2990999050,里の家,訪問介護,新規受付停止中,\n",
    );
    let status: Vec<_> =
        said.rows.iter().map(|row| row.record.particulars.status.map(Status::name)).collect();
    assert_eq!(status, [Some("closed"), Some("suspended"), Some("active"), Some("active")]);
    let adopting = reading("事業所番号,事業所名,サービス,利用状況\n2970999013,ひだまり,訪問介護,利用停止\n");
    assert_eq!(adopting.rows[0].record.particulars.status, Some(Status::Active), "it is open");
}

#[test]
fn every_table_of_a_page_names_its_service_in_its_caption() {
    let table = |service: &str, number: &str| {
        format!(
            "<table><caption>{service}</caption><tr><th>事業所番号<th>事業所名</tr><tr><td>{number}<td>a</table>"
        )
    };
    let reading =
        reading(&format!("<html>{}{}", table("①訪問介護", "2970999013"), table("②通所介護", "2970999013")));
    assert_eq!(reading.rows.iter().map(services).collect::<Vec<_>>(), [["11"], ["15"]]);
}

#[test]
fn a_row_within_merges_over_its_office_is_one_more_service_of_it() {
    let reading = reading(
        "<html><table><tr><th>事業所番号<th>事業所名<th>サービス</tr><tr><td rowspan=3>2970999013<td rowspan=3>ひだまり\
         <td>訪問介護</tr><tr><td>通所介護</tr><tr><td>介護予防訪問看護</tr></table>",
    );
    assert_eq!(numbers(&reading), ["2970999013"; 3]);
    assert_eq!(reading.rows.iter().map(services).collect::<Vec<_>>(), [["11"], ["15"], ["63"]]);
}

#[test]
fn what_stands_above_is_read_where_a_cell_says_so() {
    let reading = reading(
        "事業所番号,事業所名,法人名,サービス\n2970999013,ひだまり,株式会社ひだまり介護,訪問介護\n〃,〃,〃,通所介護\n\
         2970999021,こもれび,同上,〃\n",
    );
    assert_eq!(numbers(&reading), ["2970999013", "2970999013", "2970999021"]);
    assert_eq!(reading.rows.iter().map(services).collect::<Vec<_>>(), [["11"], ["15"], ["15"]]);
    let last = &reading.rows[2];
    assert_eq!(last.record.particulars.corporation_name, "株式会社ひだまり介護");
    assert_eq!(level(last, Code::MergedValue), Some(Level::Note));
}

#[test]
fn services_that_stand_between_the_rows_are_those_of_the_rows_below() {
    let reading = reading(
        "介護サービス事業所一覧,,\n■訪問介護,,\n事業所番号,事業所名,電話番号\n2970999013,ひだまり,0741-00-1001\n\
         【通所介護】,,\n事業所番号,事業所名,電話番号\n2970999021,こもれび,0741-00-1031\n※送迎あり,,\n\
         2970999039,つばめ,0741-00-1015\nその他のサービス,,\n2990999050,里の家,0741-00-1050\n",
    );
    assert_eq!(
        reading.rows.iter().map(services).collect::<Vec<_>>(),
        [vec!["11"], vec!["15"], vec!["15"], vec![]]
    );
    assert_eq!(level(&reading.rows[3], Code::ServiceUnknown), Some(Level::Error), "of none, not of the last");
}

#[test]
fn care_and_prevention_below_one_service_are_two() {
    let two_rows = reading(
        "<html><table><tr><th rowspan=2>事業所番号<th rowspan=2>事業所名<th colspan=2>訪問看護<th colspan=2>訪問介護</tr>\
         <tr><th>介護<th>予防<th>居宅<th>総合事業</tr>\
         <tr><td>2970999013<td>ひだまり<td>○<td>○<td><td></tr><tr><td>2970999021<td>こもれび<td><td>○<td>○<td>○</table>",
    );
    assert_eq!(
        two_rows.rows.iter().map(services).collect::<Vec<_>>(),
        [vec!["13", "63"], vec!["11", "63", "A2"]]
    );
    let one_row = reading(
        "事業所番号,事業所名,訪問看護,予防,通所リハ,予防\n2970999013,ひだまり,○,○,,\n2970999021,こもれび,,○,○,○\n",
    );
    assert_eq!(
        one_row.rows.iter().map(services).collect::<Vec<_>>(),
        [["13", "63"].as_slice(), &["16", "63", "66"]]
    );
    let beside = reading(
        "事業所番号,事業所名,サービス種類,予防\n2970999013,ひだまり,訪問看護,○\n2970999021,こもれび,訪問介護,\n",
    );
    assert_eq!(beside.rows.iter().map(services).collect::<Vec<_>>(), [["13", "63"].as_slice(), &["11"]]);
    assert_eq!(beside.tables[0].columns[3].known, Known::ForWhom);
    let said = reading(
        "区分,サービス種別,事業所番号,事業所名\n居宅サービス,訪問看護,2970999013,ひだまり\n\
         地域密着型サービス,通所介護,2970999021,こもれび\n介護予防サービス,訪問看護,2970999039,つばめ\n",
    );
    assert_eq!(said.rows.iter().map(services).collect::<Vec<_>>(), [["13"], ["78"], ["63"]]);
}

#[test]
fn telephones_are_found_beside_a_fax_and_behind_an_address() {
    let numbers = |row: &ReadRow| {
        let kept = &row.record.particulars;
        [&kept.phone, &kept.fax].map(|number| number.as_ref().map(ToString::to_string).unwrap_or_default())
    };
    let both = ["0741-00-1001", "0741-00-9001"];
    let beside = reading(
        "事業所番号,事業所名,サービス,電話・FAX\n2970999013,ひだまり,訪問介護,0741-00-1001 FAX 0741-00-9001\n\
         2970999021,こもれび,訪問介護,\"0741-00-1001\n0741-00-9001\"\n2970999039,つばめ,訪問介護,FAX 0741-00-9001\n",
    );
    assert_eq!(beside.rows.iter().map(numbers).collect::<Vec<_>>(), [both, both, ["", "0741-00-9001"]]);
    assert_eq!(level(&beside.rows[0], Code::NumberAmongWords), Some(Level::Note));
    let same = reading(
        "事業所番号,事業所名,サービス,電話番号,FAX番号\n2970999013,ひだまり,訪問介護,0741-00-1001,同左\n",
    );
    assert_eq!(numbers(&same.rows[0]), [both[0]; 2]);
    let behind = reading(
        "事業所番号,事業所名,サービス,所在地・電話番号\n\
         2970999013,ひだまり,訪問介護,\"〒000-0101\nみどり野市ひかり町1-2-3\nTEL 0741-00-1001\nFAX 0741-00-9001\"\n",
    );
    assert_eq!(numbers(&behind.rows[0]), both);
    assert_eq!(behind.rows[0].record.particulars.address, "みどり野市ひかり町1-2-3");
}

#[test]
fn what_stands_around_a_name_between_rows_and_for_branches_is_no_office() {
    let reading = reading(
        "みどり野市 指定事業所一覧,,1/2ページ,\n事業所番号,事業所名,サービス,住所\n【北部圏域】,,,\n\
         2970999013,ひだまり（休止中）,訪問介護,ひかり町1\n2970999013,ひだまり北出張所,訪問介護,北町2\n\
         みどり野市 指定事業所一覧,,2/2ページ,\n事業所番号,事業所名,サービス,住所\n【南部圏域】,,,\n\
         2970999021,こもれび（旧：つばめ）,通所介護,別紙のとおり\n",
    );
    let told =
        |row: &ReadRow| (row.record.particulars.name.clone(), row.record.particulars.status, row.outcome);
    assert_eq!(
        reading.rows.iter().map(told).collect::<Vec<_>>(),
        [
            ("ひだまり".to_owned(), Some(Status::Suspended), Outcome::Warning),
            ("ひだまり北出張所".to_owned(), None, Outcome::Skipped),
            ("こもれび".to_owned(), None, Outcome::Warning),
        ]
    );
    assert_eq!(level(&reading.rows[1], Code::BranchOfOffice), Some(Level::Warning));
    assert_eq!(level(&reading.rows[2], Code::NameFormer), Some(Level::Note));
    assert_eq!(level(&reading.rows[2], Code::SaidElsewhere), Some(Level::Warning));
    assert_eq!(reading.rows[2].record.particulars.address, "");
    let areas = ["北部圏域", "南部圏域"].map(str::to_owned);
    assert_eq!(reading.issues, [FileIssue::AreaHeadings { sheet: String::new(), areas: areas.to_vec() }]);
}

#[test]
fn a_heading_for_an_area_holds_for_the_offices_below_it_and_only_where_all_have_one() {
    let areas = |csv: &str| -> Vec<String> {
        let rows = reading(csv).rows.into_iter();
        rows.map(|row| format!("{}{}", row.record.particulars.area, row.record.services.len())).collect()
    };
    let head = "事業所番号,事業所名,サービス\n";
    let three = "2970999013,ひだまり,訪問介護\n【南部圏域】\n2970999021,こもれび,通所介護\n【その他】\n\
                 2970999039,つばめ,訪問介護\n";
    assert_eq!(areas(&format!("{head}【北部圏域】\n{three}")), ["北部圏域1", "南部圏域1", "1"]);
    assert_eq!(areas(&format!("【北部圏域】\n{head}{three}")), ["北部圏域1", "南部圏域1", "1"]);
    assert_eq!(areas(&format!("{head}{three}")), ["1", "1", "1"], "the first has none above it");
    let column = "事業所番号,事業所名,サービス,圏域\n【北部圏域】\n2970999013,ひだまり,訪問介護,\n";
    assert_eq!(areas(column), ["1"], "a column says it");
    let within = "事業所番号,事業所名\n■訪問介護\n【北部圏域】\n2970999013,ひだまり\n【南部圏域】\n\
                  2970999021,こもれび\n■通所介護\n【北部圏域】\n2970999039,つばめ\n";
    assert_eq!(areas(within), ["北部圏域1", "南部圏域1", "北部圏域1"]);
}

#[test]
fn a_second_table_beside_the_first_is_not_left_out_without_a_word() {
    let reading = reading(
        "事業所番号,事業所名,サービス,,事業所番号,事業所名,サービス\n\
         2970999013,ひだまり,訪問介護,,2970999021,こもれび,訪問介護\n",
    );
    assert_eq!(numbers(&reading), ["2970999013"]);
    assert_eq!(reading.issues, [FileIssue::SecondTable { sheet: String::new(), column: 4 }]);
}

#[test]
fn tables_of_other_columns_in_one_sheet_are_neither_misread_nor_left_out_without_a_word() {
    let day = "事業所番号,事業所名,サービス,定員,住所,電話番号\n2970999021,こもれび,通所介護,20,北新町9,0741-00-1031\n";
    let visit = "事業所番号,事業所名,サービス,住所,電話番号\n2970999013,ひだまり,訪問介護,ひかり町1-2-3,0741-00-1001\n";
    let below = reading(&[day, "※訪問系,,,,,\n", visit, day].concat());
    assert_eq!(numbers(&below), ["2970999021", "2970999013", "2970999021"]);
    assert_eq!(below.rows[1].outcome, Outcome::Error);
    let issue = &below.rows[1].issues[..];
    assert_eq!(
        issue.iter().map(|issue| (issue.code, issue.other.map(|place| place.row))).collect::<Vec<_>>(),
        [(Code::OtherColumns, Some(4))]
    );
    assert_eq!(level(&below.rows[2], Code::OtherColumns), None, "the columns are again those of the table");
    let kinds: Vec<_> = below.passed_over.iter().map(|row| row.kind).collect();
    assert_eq!(kinds, [NoRecord::Note, NoRecord::OtherHeader, NoRecord::RepeatedHeader]);
    let fax = "事業所番号,事業所名,サービス,電話番号,ＦＡＸ番号\n2970999021,こもれび,通所介護,0741-00-1031,0741-00-9031\n";
    let alike = reading(&[visit, fax].concat());
    assert_eq!(level(&alike.rows[1], Code::OtherColumns), Some(Level::Error), "most of it is the same");
    let above = reading(&[visit, "\n", day].concat());
    assert_eq!(numbers(&above), ["2970999021"]);
    assert_eq!(above.issues, [FileIssue::AboveHeader { sheet: String::new(), header: 4, rows: 1 }]);
}

#[test]
fn tables_of_other_columns_are_read_each_by_its_own_header() {
    let text = "■訪問介護\n事業所番号,事業所名,住所,電話番号\n2970999013,ひだまり,ひかり町1-2-3,0741-00-1001\n\n\
                ■通所介護\n事業所番号,事業所名,定員,住所,電話番号\n2970999021,こもれび,20,北新町9,0741-00-1031\n";
    // The same in seven bits, in which nearly every cell begins and ends with a sign.
    let jis = encoding_rs::ISO_2022_JP.encode(text).0;
    for bytes in [text.as_bytes(), &jis[..]] {
        let reading = arranged(bytes);
        assert_eq!(numbers(&reading), ["2970999013", "2970999021"]);
        assert_eq!(reading.rows.iter().map(services).collect::<Vec<_>>(), [["11"], ["15"]]);
        let told = |row: &ReadRow| {
            let kept = &row.record.particulars;
            (row.place.row, kept.address.clone(), kept.phone.as_ref().map(ToString::to_string), kept.capacity)
        };
        assert_eq!(
            reading.rows.iter().map(told).collect::<Vec<_>>(),
            [
                (3, "ひかり町1-2-3".to_owned(), Some("0741-00-1001".to_owned()), None),
                (7, "北新町9".to_owned(), Some("0741-00-1031".to_owned()), Some(20)),
            ]
        );
        assert_eq!(reading.issues, [FileIssue::FurtherTable { sheet: "2つ目の表".into(), row: 5 }]);
    }
}

#[test]
fn a_table_with_its_fields_below_each_other_is_read_and_told() {
    let reading = arranged(
        "事業所番号,2970999013,2970999021\n事業所名,ひだまり,こもれび\nサービス,訪問介護,通所介護\n\
         電話番号,0741-00-1001,\n"
            .as_bytes(),
    );
    assert_eq!(numbers(&reading), ["2970999013", "2970999021"]);
    assert_eq!(reading.rows.iter().map(services).collect::<Vec<_>>(), [["11"], ["15"]]);
    assert_eq!(reading.rows[1].record.particulars.name, "こもれび");
    assert_eq!(level(&reading.rows[1], Code::PhoneMissing), Some(Level::Warning));
    assert_eq!(reading.issues, [FileIssue::Turned { sheet: String::new() }]);
}

#[test]
fn titles_totals_footers_and_a_header_far_down_are_no_records() {
    let title = "みどり野市\n".to_owned() + &"※注意\n".repeat(45);
    let reading = reading(&format!(
        "{title}No.,事業所番号,事業所名,サービス\n1,2970999013,ひだまり,訪問介護\nNo.,事業所番号,事業所名,サービス\n2,2970999021,こもれび,訪問介護\n,計,２件,\n3,,,\n※令和6年4月1日現在,,,\n"
    ));
    assert_eq!(numbers(&reading), ["2970999013", "2970999021"]);
    let kinds: Vec<_> = reading.passed_over.iter().map(|row| row.kind).collect();
    assert_eq!(kinds, [NoRecord::RepeatedHeader, NoRecord::Total, NoRecord::Blank, NoRecord::Note]);
}

#[test]
fn a_table_of_statistics_is_no_office_list() {
    let text = "第２表　保険者別　第１号被保険者数\n\n,,（単位：人）\n保険者,総数,うち\n,,７５歳以上\n全　 国,35000000,18000000\nみどり野市,12000,6000\n";
    let workbook = read_bytes(text.as_bytes(), &Limits::web()).expect("read");
    assert_eq!(
        domain::imports::read(&workbook, &Choices::default()).map(|_| ()),
        Err(Refusal::NoOfficeTable)
    );
}

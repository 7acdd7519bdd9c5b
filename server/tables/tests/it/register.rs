//! The register as an export: it is an office list to the reader, and says the same offices.

use crate::support::{created, read};
use domain::{
    imports::{Choices, Code, Level, Outcome, Reading},
    offices::Status,
};
use rstest::rstest;
use tables::{Column, Encoding, Kind, Table, Value, csv, xlsx};

const HEADINGS: [(&str, Kind); 16] = [
    ("事業所番号", Kind::Code),
    ("事業所名", Kind::Text),
    ("事業所名カナ", Kind::Text),
    ("サービス種類", Kind::Text),
    ("郵便番号", Kind::Code),
    ("住所", Kind::Text),
    ("建物名", Kind::Text),
    ("電話番号", Kind::Code),
    ("FAX番号", Kind::Code),
    ("メールアドレス", Kind::Text),
    ("法人名", Kind::Text),
    ("法人番号", Kind::Code),
    ("指定年月日", Kind::Date),
    ("定員", Kind::Number),
    ("状態", Kind::Text),
    ("備考", Kind::Text),
];

/// Five offices: of two services, without a building, suspended, closed, and with a remark like a formula.
const OFFICES: [[&str; 16]; 5] = [
    [
        "2970999013",
        "デイサービスひだまり",
        "デイサービスヒダマリ",
        "通所介護",
        "000-0001",
        "ひかり町1-2-3",
        "みどりビル2階",
        "0741-00-1001",
        "0741-00-1002",
        "hidamari@example.jp",
        "㈱髙﨑ケア",
        "9999999000017",
        "2012-04-01",
        "30",
        "営業中",
        "",
    ],
    [
        "2970999021",
        "居宅介護支援事業所〓",
        "",
        "居宅介護支援",
        "000-0002",
        "ひかり町4",
        "",
        "0741-00-1003",
        "",
        "",
        "社会福祉法人みどり会",
        "",
        "2000-04-01",
        "",
        "営業中",
        "毎週\n水曜日休み",
    ],
    [
        "2970999039",
        "訪問介護①番館",
        "",
        "訪問介護",
        "000-0003",
        "みどり町5",
        "",
        "0741-00-1004",
        "",
        "",
        "合同会社いろり",
        "",
        "2018-10-01",
        "",
        "休止",
        "",
    ],
    [
        "2970999047",
        "グループホームいろり",
        "",
        "認知症対応型共同生活介護",
        "000-0004",
        "みどり町6",
        "",
        "0741-00-1005",
        "",
        "",
        "合同会社いろり",
        "",
        "2019-04-01",
        "9",
        "廃止",
        "",
    ],
    [
        "2970999013",
        "デイサービスひだまり",
        "デイサービスヒダマリ",
        "訪問介護",
        "000-0001",
        "ひかり町1-2-3",
        "みどりビル2階",
        "0741-00-1001",
        "0741-00-1002",
        "hidamari@example.jp",
        "㈱髙﨑ケア",
        "9999999000017",
        "2015-04-01",
        "",
        "営業中",
        "=1+1",
    ],
];

fn register() -> Table {
    let value = |text: &str, kind: Kind| match kind {
        _ if text.is_empty() => Value::Empty,
        Kind::Date => Value::Date(text.parse().expect("a day")),
        Kind::Number => Value::Number(text.parse().expect("a number")),
        _ => Value::from(text),
    };
    let row = |office: &[&str; 16]| {
        office.iter().zip(HEADINGS).map(|(text, (_, kind))| value(text, kind)).collect()
    };
    Table {
        title: "事業所台帳".into(),
        columns: HEADINGS.into_iter().map(|(heading, kind)| Column::new(heading, kind)).collect(),
        rows: OFFICES.iter().map(row).collect(),
    }
}

fn reading(bytes: &[u8]) -> Reading {
    domain::imports::read(&read(bytes), &Choices::default()).expect("an office list")
}

#[rstest]
#[case::workbook(xlsx(register(), created()).unwrap())]
#[case::utf8(csv(register(), Encoding::Utf8Bom).unwrap().bytes)]
#[case::cp932(csv(register(), Encoding::Cp932).unwrap().bytes)]
fn the_exported_register_is_read_as_the_same_offices(#[case] bytes: Vec<u8>) {
    let reading = reading(&bytes);
    let unknown: Vec<_> = reading.tables[0].columns.iter().filter(|column| column.field.is_none()).collect();
    assert_eq!(unknown.iter().map(|column| column.heading.as_str()).collect::<Vec<_>>(), Vec::<&str>::new());
    assert_eq!(reading.rows.len(), 5);
    assert!(reading.passed_over.is_empty());
    for (row, office) in reading.rows.iter().zip(OFFICES) {
        let record = &row.record;
        let particulars = &record.particulars;
        let shown =
            |value: Option<&dyn std::fmt::Display>| value.map(ToString::to_string).unwrap_or_default();
        assert_eq!(record.number.map(|number| number.to_string()).as_deref(), Some(office[0]));
        assert_eq!(particulars.name, office[1]);
        assert_eq!(particulars.name_kana, office[2]);
        assert_eq!(record.services.iter().map(|service| service.name()).collect::<Vec<_>>(), [office[3]]);
        assert_eq!(shown(particulars.postal_code.as_ref().map(|code| code as _)), office[4]);
        assert_eq!(particulars.address, office[5]);
        assert_eq!(particulars.building, office[6]);
        assert_eq!(shown(particulars.phone.as_ref().map(|phone| phone as _)), office[7]);
        assert_eq!(shown(particulars.fax.as_ref().map(|fax| fax as _)), office[8]);
        assert_eq!(particulars.corporation_name, office[10]);
        assert_eq!(shown(particulars.corporate_number.as_ref().map(|number| number as _)), office[11]);
        assert_eq!(shown(particulars.designated_on.as_ref().map(|day| day as _)), office[12]);
        assert_eq!(shown(particulars.capacity.as_ref().map(|capacity| capacity as _)), office[13]);
        assert_eq!(domain::formula::bared(&particulars.remarks), office[15]);
    }
    let statuses: Vec<_> = reading.rows.iter().map(|row| row.record.particulars.status).collect();
    let active = Some(Status::Active);
    assert_eq!(statuses, [active, active, Some(Status::Suspended), Some(Status::Closed), active]);
}

#[test]
fn the_exported_register_gives_nobody_work() {
    let reading = reading(&xlsx(register(), created()).unwrap());
    for row in &reading.rows {
        let codes: Vec<_> =
            row.issues.iter().filter(|issue| issue.level > Level::Note).map(|issue| issue.code).collect();
        let wanted: &[Code] = match row.place.row {
            4 => &[Code::SuspendedOffice],
            5 => &[Code::ClosedOffice],
            6 => &[Code::FormulaText],
            _ => &[],
        };
        assert_eq!(codes, wanted, "row {}", row.place.row);
        assert_ne!(row.outcome, Outcome::Error);
    }
}

//! What only lists of adopters have: the day from which an office uses the system, and words about it.
//!
//! Nobody defined the columns of such lists (domain.md §2.3), so dates come with 予定 behind them, or without a day.

use super::{
    choices::ListKind,
    field::Field,
    issue::{Code, Issue, Level},
    record::Reader,
    workbook::CellKind,
};
use crate::{adoption::AdoptionState, office_number::OfficeNumber, offices::Detail, text::normalise_code};
use chrono::NaiveDate;

/// Further headings, of lists that others than the municipality made.
pub const ADOPTER_HEADINGS: [(Field, &[&str]); 5] = [
    (
        Field::AdoptedOn,
        &[
            "利用開始日",
            "利用開始年月日",
            "利用開始年月",
            "利用開始",
            "導入日",
            "導入年月日",
            "導入年月",
            "導入時期",
            "導入予定日",
            "ライセンス取得日",
            "ライセンス取得年月日",
            "ライセンス開始日",
            "利用登録日",
            "登録日",
            "登録年月日",
        ],
    ),
    (
        Field::Detail(Detail::Name),
        &["施設等の名称", "利用事業所名", "利用事業所", "導入事業所名", "導入事業所"],
    ),
    (Field::Detail(Detail::Address), &["設置場所", "設置住所"]),
    (Field::Detail(Detail::Status), &["利用状況", "導入状況", "利用状態"]),
    (Field::Detail(Detail::Remarks), &["メモ", "コメント"]),
];

/// What may stand behind a date and is no part of it.
const BEHIND: [&str; 12] = [
    "利用開始予定",
    "導入予定",
    "利用開始",
    "登録予定",
    "開始予定",
    "予定",
    "見込み",
    "見込",
    "導入",
    "開始",
    "頃",
    "から",
];

impl Reader<'_> {
    /// The day from which the office uses the system; a month alone means its first day.
    pub fn adopted_on(&mut self) -> Option<NaiveDate> {
        let field = Field::AdoptedOn;
        let cell = self.cell(field)?;
        let (text, kind) = (cell.text.clone(), cell.kind);
        if let CellKind::Date(day) = kind {
            return Some(day);
        }
        let code = normalise_code(&text);
        let code = code.trim_matches(['(', ')', '~']);
        let bare = BEHIND.iter().fold(code, |code, word| code.strip_suffix(word).unwrap_or(code));
        let bare = bare.trim_end_matches(['(', '~']);
        let day = first_of_month(bare).unwrap_or_else(|| if bare == code { text } else { bare.to_owned() });
        self.date_of(field, &day, kind)
    }

    /// What the row says in words about the adoption.
    pub fn adoption(&self) -> Option<AdoptionState> {
        let fields = [Field::AdoptedOn, Field::Detail(Detail::Status), Field::Detail(Detail::Remarks)];
        fields
            .into_iter()
            .filter_map(|field| self.cell(field))
            .find_map(|cell| AdoptionState::said(&cell.text))
    }

    /// A row of such a list may lack the name when it has a number; with neither, nobody knows who is meant.
    pub fn nobody_meant(&mut self, number: Option<OfficeNumber>, name: &str) {
        if self.kind == ListKind::Offices || !name.is_empty() || number.is_none() {
            return;
        }
        let is_missing = |issue: &&mut Issue| issue.code == Code::NameMissing;
        for issue in self.issues.iter_mut().filter(is_missing) {
            issue.level = Level::Note;
        }
    }
}

/// `令和6年3月` and `R6.3` with the first day of the month added.
fn first_of_month(code: &str) -> Option<String> {
    let is_short = matches!(crate::wareki::parse_date(code), Err(crate::wareki::DateError::DayMissing));
    let with_day = match code.strip_suffix('月') {
        Some(_) => format!("{code}1日"),
        None => format!("{code}{}1", code.chars().rfind(|c| matches!(c, '.' | '/' | '-'))?),
    };
    (is_short && crate::wareki::parse_date(&with_day).is_ok()).then_some(with_day)
}

#[cfg(test)]
mod tests {
    use super::super::{
        Choices, Outcome, read,
        workbook::{Cell, Row, Sheet, Source, Workbook},
    };
    use super::*;
    use rstest::rstest;

    fn workbook(rows: &[&[&str]]) -> Workbook {
        let row = |(index, texts): (usize, &&[&str])| Row {
            number: u32::try_from(index).unwrap() + 1,
            cells: texts
                .iter()
                .enumerate()
                .filter(|(_, text)| !text.is_empty())
                .map(|(column, text)| Cell::text(u16::try_from(column).unwrap(), *text))
                .collect(),
            ..Row::default()
        };
        let rows = rows.iter().enumerate().map(row).collect();
        Workbook { source: Source::Xlsx, sheets: vec![Sheet { rows, ..Sheet::default() }] }
    }

    fn choices(kind: ListKind) -> Choices {
        Choices { kind, ..Choices::default() }
    }

    #[rstest]
    #[case("令和6年3月", Some("2024-03-01"), None)]
    #[case("R6.3", Some("2024-03-01"), None)]
    #[case("2024/3", Some("2024-03-01"), None)]
    #[case("R7.5.1予定", Some("2025-05-01"), Some(AdoptionState::Pledged))]
    #[case("令和7年5月（予定）", Some("2025-05-01"), Some(AdoptionState::Pledged))]
    #[case("2024年4月1日から", Some("2024-04-01"), None)]
    #[case("令6.2.1", Some("2024-02-01"), None)]
    #[case("未定", None, None)]
    fn a_date_of_adoption_is_read_as_lists_write_it(
        #[case] typed: &str,
        #[case] day: Option<&str>,
        #[case] state: Option<AdoptionState>,
    ) {
        let workbook = workbook(&[&["施設等の名称", "利用開始日"], &["ひだまり", typed]]);
        let reading = read(&workbook, &choices(ListKind::Adopters)).unwrap();
        let record = &reading.rows[0].record;
        assert_eq!(record.adopted_on, day.map(|day| day.parse().unwrap()));
        assert_eq!(record.adoption, state);
    }

    #[test]
    fn names_and_addresses_alone_are_a_list_of_adopters_and_none_of_offices() {
        let workbook = workbook(&[&["名称", "所在地"], &["ひだまり", "ひかり町1-2-3"], &["", "北新町9-10"]]);
        let outcomes = |kind| -> Vec<Outcome> {
            let reading = read(&workbook, &choices(kind)).unwrap();
            reading.rows.iter().map(|row| row.outcome).collect()
        };
        assert_eq!(outcomes(ListKind::Adopters), [Outcome::Ok]);
        assert_eq!(outcomes(ListKind::Contacts), [Outcome::Ok]);
        assert_eq!(outcomes(ListKind::Offices), [Outcome::Error]);
    }

    #[test]
    fn a_number_that_cannot_be_read_is_a_warning_where_rows_are_matched() {
        let workbook = workbook(&[
            &["事業所番号", "名称", "サービス"],
            &["297099901", "ひだまり", "不明"],
            &["2970999013", "", ""],
            &["2.97E+09", "こもれび", ""],
        ]);
        let reading = read(&workbook, &choices(ListKind::Adopters)).unwrap();
        let outcomes: Vec<_> = reading.rows.iter().map(|row| row.outcome).collect();
        assert_eq!(outcomes, [Outcome::Warning, Outcome::Ok, Outcome::Warning]);
        assert_eq!(reading.rows[0].record.number, "0297099901".parse().ok());
    }

    #[test]
    fn two_rows_of_one_office_do_not_contradict_each_other_in_a_list_of_adopters() {
        let workbook = workbook(&[
            &["事業所番号", "名称", "サービス"],
            &["2970999013", "ひだまり", "居宅介護支援"],
            &["2970999013", "別の名", "居宅介護支援"],
        ]);
        let outcome = |kind| read(&workbook, &choices(kind)).unwrap().rows[0].outcome;
        assert_eq!(outcome(ListKind::Adopters), Outcome::Ok);
        assert_eq!(outcome(ListKind::Offices), Outcome::Error);
    }
}

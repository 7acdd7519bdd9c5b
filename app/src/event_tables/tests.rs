//! What is doubted stands before the numbers, and beside them.

use super::*;
use domain::{
    event_tables::{Details, read},
    imports::{Cell, Row, Sheet},
};
use elements::FormState;
use uuid::Uuid;

/// The circular's table; the whole of it is looked at in the domain.
const CIRCULAR: &str = include_str!("../../domain/src/event_tables/webinar_table.csv");

fn html(kept: bool, may_write: bool) -> String {
    let row = |(number, line): (u32, &str)| {
        let cells = (0..).zip(line.split(',')).filter(|(_, text)| !text.is_empty());
        let cells = cells.map(|(column, text)| Cell::text(column, text)).collect();
        Row { number, cells, ..Row::default() }
    };
    let reading =
        read(&[Sheet { rows: (1..).zip(CIRCULAR.lines()).map(row).collect(), ..Sheet::default() }]).unwrap();
    let view = EventTableView {
        slug: "chuokai".to_owned(),
        id: Uuid::from_u128(1).into(),
        version: 3,
        corrected: false,
        details: Details { title: "自治体向けセミナー".to_owned(), ..Details::default() },
        file_name: "webinar_table.csv".to_owned(),
        kept_at: kept.then(DateTime::default),
        removed_at: None,
        by: "中央 花子".to_owned(),
        at: DateTime::default(),
        table: reading.table,
        notes: reading.notes,
        may_write,
        done: None,
    };
    let owner = Owner::new();
    owner.with(|| view! { <EventTablePage view form=FormState::empty()/> }.to_html()).replace("<!>", "")
}

#[test]
fn three_numbers_are_doubted_before_the_table_and_marked_in_it() {
    let html = html(true, false);
    let at = |words: &str| html.find(words).unwrap_or_else(|| panic!("{words}: {html}"));
    assert!(at("合わない数字が3つあります") < at("読むときに注意する数字が1つあります"));
    assert!(at("各行を足すと48です") < at("申込率の高い順"));
    assert!(html.contains("45<br><strong>計算 48</strong>"), "{html}");
    assert!(html.contains("20%<br><strong>計算 20.2%</strong>"), "{html}");
    assert!(html.contains("13<br><strong>14以上</strong>") && html.contains("4<br><strong>5以上</strong>"));
    assert_eq!(html.matches("<strong>").count(), 4, "nothing else is doubted");
    assert!(at("65.0%") < at("60.0%") && html.contains("352 / 1,741市区町村"));
    assert!(!html.contains("<form"), "who may only look has no buttons");
}

#[test]
fn a_table_that_is_only_looked_at_can_be_kept_or_thrown_away() {
    let draft = html(false, true);
    assert!(draft.contains("まだ保存していません") && draft.contains("保存せずに捨てる"), "{draft}");
    assert!(draft.contains(r#"name="title""#) && draft.contains(r#"value="3""#), "{draft}");
    let kept = html(true, true);
    assert!(kept.contains("この表を取り除く") && !kept.contains(r#"name="title""#), "{kept}");
}

//! The table by 申込率: printed numbers, and beside them what they must be where that is something else.

use crate::messages::event_tables::{column, count, line as named, percent, printed, short};
use domain::event_tables::{Column as Of, EventTable, Finding, Line, Printed};
use elements::{Column, Density, Table};
use leptos::prelude::*;

/// What a cell must be, where it is something else.
fn corrected(findings: &[Finding], line: &Line, of: Of) -> Option<String> {
    findings.iter().find_map(|finding| match finding {
        Finding::ColumnTotal { column, computed, .. } if line.prefecture.is_none() && *column == of => {
            Some(format!("計算 {}", count(*computed)))
        }
        Finding::RowSum { at, column, computed, .. } if *at == line.prefecture && *column == of => {
            Some(format!("内訳の計 {}", count(*computed)))
        }
        Finding::TooFewPeople { at, column, least, .. } if *at == line.prefecture && *column == of => {
            Some(format!("{}以上", count(*least)))
        }
        _ => None,
    })
}

/// What a rate must be, where it is something else, or is printed with fewer digits.
fn corrected_rate(findings: &[Finding], line: &Line) -> Option<String> {
    findings.iter().find_map(|finding| match finding {
        Finding::Rate { at, computed, printed, .. } if *at == line.prefecture => {
            Some(format!("計算 {}", percent(*computed, printed.decimals)))
        }
        Finding::Precision { at, computed, usual, .. } if *at == line.prefecture => {
            Some(format!("計算 {}", percent(*computed, *usual)))
        }
        _ => None,
    })
}

fn beside(text: String, other: Option<String>) -> AnyView {
    match other {
        Some(other) => view! { <td class="number">{text}<br/><strong>{other}</strong></td> }.into_any(),
        None => view! { <td class="number">{text}</td> }.into_any(),
    }
}

fn cell(findings: &[Finding], line: &Line, of: Of) -> AnyView {
    let text = match line.counts.get(&of) {
        Some(Printed::Count(number)) => count(*number),
        Some(Printed::Unread(text)) => short(text),
        Some(Printed::Blank) | None => String::new(),
    };
    beside(text, corrected(findings, line, of))
}

/// 申込率 as printed; computed where none is printed.
fn rate(findings: &[Finding], line: &Line) -> AnyView {
    match (&line.rate, line.fraction()) {
        (Some(rate), _) => beside(printed(rate), corrected_rate(findings, line)),
        (None, Some(fraction)) => beside(String::new(), Some(format!("計算 {}%", fraction.tenths()))),
        (None, None) => beside(String::new(), None),
    }
}

fn row(place: Option<usize>, findings: &[Finding], columns: &[Of], line: &Line) -> impl IntoView + use<> {
    let cells = columns.iter().map(|of| cell(findings, line, *of)).collect_view();
    let place = place.map_or_else(String::new, |place| place.to_string());
    view! {
        <tr>
            <td class="number">{place}</td>
            <th scope="row">{named(line.prefecture)}</th>
            {rate(findings, line)}
            {cells}
        </tr>
    }
}

/// What 申込率 is made of stands beside it, then the rest in the order of the circular.
fn order(table: &EventTable) -> Vec<Of> {
    let beside = [Of::Municipalities, Of::ThereAre];
    let rest = table.columns.iter().copied().filter(|column| !beside.contains(column));
    beside.into_iter().filter(|column| table.columns.contains(column)).chain(rest).collect()
}

/// The table.
pub(super) fn by_rate(table: &EventTable, findings: &[Finding]) -> impl IntoView + use<> {
    let of = order(table);
    let mut columns = vec![Column::number("順位"), Column::new("都道府県"), Column::number("申込率")];
    columns.extend(of.iter().map(|of| Column::number(column(*of))));
    let total = table.total.as_ref().map(|line| row(None, findings, &of, line));
    let ranked = table.ranked();
    let rows = ranked.into_iter().map(|(place, line)| row(place, findings, &of, line)).collect_view();
    view! {
        <Table caption="都道府県別の申込状況（申込率の高い順）" caption_hidden=true density=Density::Tight columns>
            {total}
            {rows}
        </Table>
    }
}

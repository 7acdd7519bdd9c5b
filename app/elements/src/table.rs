//! Rows and columns.

use crate::icon::{Icon, Shape};
use leptos::prelude::*;

/// To which side the cells of a column keep.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Align {
    /// Words.
    #[default]
    Start,
    /// Numbers; write their cells as `<td class="number">`.
    End,
}

/// Which way a column is sorted now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Small, old, あ first.
    Ascending,
    /// Large, new, ん first.
    Descending,
}

/// A header that sorts when followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sort {
    /// The same page, sorted by this column, the other way round if it already is.
    pub href: String,
    /// How it is sorted now, if by this column.
    pub now: Option<Direction>,
}

/// The head of one column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    label: String,
    align: Align,
    sort: Option<Sort>,
    hidden: bool,
}

impl Column {
    /// A column of words.
    pub fn new(label: impl Into<String>) -> Self {
        Self { label: label.into(), align: Align::Start, sort: None, hidden: false }
    }
    /// A column of numbers.
    pub fn number(label: impl Into<String>) -> Self {
        Self { align: Align::End, ..Self::new(label) }
    }
    /// A column whose head is only for readers, such as 操作.
    pub fn unseen(label: impl Into<String>) -> Self {
        Self { hidden: true, ..Self::new(label) }
    }
    /// The same, sorting when its head is followed.
    #[must_use]
    pub fn sorted_by(mut self, href: impl Into<String>, now: Option<Direction>) -> Self {
        self.sort = Some(Sort { href: href.into(), now });
        self
    }
}

/// How close rows stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Density {
    /// For applicants and for reading.
    #[default]
    Comfortable,
    /// For officers: 45 px a row.
    Dense,
    /// For many rows at once: 32 px a row.
    Tight,
}

impl Density {
    const fn class(self) -> &'static str {
        match self {
            Self::Comfortable => "table",
            Self::Dense => "table table--dense",
            Self::Tight => "table table--tight",
        }
    }
}

/// A captioned table in a region of its own that scrolls sideways when it must, also by keyboard.
/// The children are its rows: `<tr>`, the first cell of each `<th scope="row">`, numbers `<td class="number">`.
///
/// On a small screen the rows of a table that `stacks` lie below each other as cards: their cells say with `data-label`
/// what they are, and with their roles (`row`, `rowheader`, `cell`) that they are still a table.
#[component]
pub fn Table(
    /// What the table holds; also the name of its scroll region.
    #[prop(into)]
    caption: String,
    /// Heads, in order.
    columns: Vec<Column>,
    /// How close rows stand.
    #[prop(optional)]
    density: Density,
    /// Whether the caption is only for readers, where a heading just above says the same.
    #[prop(optional)]
    caption_hidden: bool,
    /// Whether its rows become cards on a small screen.
    #[prop(optional)]
    stacks: bool,
    /// A last row of sums.
    #[prop(optional, into)]
    foot: Option<ViewFnOnce>,
    /// Rows.
    children: Children,
) -> impl IntoView {
    let heads = columns.into_iter().map(head).collect_view();
    let heading = caption.clone();
    let class =
        if stacks { format!("{} table--stacks", density.class()) } else { density.class().to_owned() };
    let role = |role: &'static str| stacks.then_some(role);
    let foot = foot.map(|foot| view! { <tfoot role=role("rowgroup")>{foot.run()}</tfoot> });
    view! {
        <div class="table-region" role="region" tabindex="0" aria-label=caption>
            <table class=class role=role("table")>
                <caption class=if caption_hidden { "hidden" } else { "table__caption" }>{heading}</caption>
                <thead role=role("rowgroup")><tr role=role("row")>{heads}</tr></thead>
                <tbody role=role("rowgroup")>{children()}</tbody>
                {foot}
            </table>
        </div>
    }
}

fn head(column: Column) -> impl IntoView {
    let Column { label, align, sort, hidden } = column;
    let class = match align {
        Align::Start => "words",
        Align::End => "number",
    };
    let now = sort.as_ref().and_then(|sort| sort.now);
    let aria = now.map(|now| match now {
        Direction::Ascending => "ascending",
        Direction::Descending => "descending",
    });
    let label = match sort {
        None if hidden => view! { <span class="hidden">{label}</span> }.into_any(),
        None => label.into_any(),
        Some(Sort { href, now }) => {
            let arrow = match now {
                None => Shape::UpDown,
                Some(Direction::Ascending) => Shape::Up,
                Some(Direction::Descending) => Shape::Down,
            };
            view! {
                <a class="table__sort" href=href>
                    {label}
                    <span class="table__arrow"><Icon shape=arrow/></span>
                </a>
            }
            .into_any()
        }
    };
    view! { <th scope="col" class=class aria-sort=aria>{label}</th> }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::html;

    #[test]
    fn a_wide_table_scrolls_in_a_named_region_that_the_keyboard_reaches() {
        let html = html(|| {
            view! {
                <Table caption="受け付けた申請" columns=vec![Column::new("受付番号"), Column::number("金額")] density=Density::Dense>
                    <tr><th scope="row">"R8-0001"</th><td class="number">"21,000"</td></tr>
                </Table>
            }
        });
        assert!(html.contains(r#"role="region" tabindex="0" aria-label="受け付けた申請""#), "{html}");
        assert!(
            html.contains("<caption") && html.contains(r#"<th scope="col" class="number">金額"#),
            "{html}"
        );
        assert!(html.contains("table--dense"));
    }

    #[test]
    fn a_table_that_becomes_cards_stays_a_table_for_the_ear() {
        let html = html(|| {
            view! {
                <Table caption="取込の行" columns=vec![Column::new("場所")] stacks=true>
                    <tr role="row"><th scope="row" role="rowheader">"2行目"</th></tr>
                </Table>
            }
        });
        assert!(
            html.contains(r#"class="table table--stacks""#) && html.contains(r#"role="table""#),
            "{html}"
        );
        assert_eq!(html.matches(r#"role="rowgroup""#).count(), 2, "{html}");
    }

    #[test]
    fn a_sorted_head_says_which_way_and_leads_to_the_other() {
        let column = Column::new("期限").sorted_by("?sort=due:desc", Some(Direction::Ascending));
        let html =
            html(|| view! { <Table caption="申請" columns=vec![column]><tr><td>"…"</td></tr></Table> });
        assert!(
            html.contains(r#"aria-sort="ascending""#) && html.contains(r#"href="?sort=due:desc""#),
            "{html}"
        );
    }
}

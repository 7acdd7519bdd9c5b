//! What stands around a drawing: what it is, what it shows, and its numbers.

use crate::{
    details::Details,
    table::{Column, Density, Table},
    words::Words,
};
use leptos::prelude::*;

/// The numbers of a drawing as a table: its heads, and rows of as many cells. The first cell of a row names it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Numbers {
    /// Heads; the first is that of the names, the others are of numbers.
    pub heads: Vec<String>,
    /// Rows.
    pub rows: Vec<Vec<String>>,
}

/// A drawing with its name, its finding in one sentence, and its numbers as a table that opens (and is printed).
#[component]
pub fn Figure(
    /// Unique on the page; the drawing inside is given the same.
    #[prop(into)]
    id: String,
    /// What it is.
    #[prop(into)]
    title: String,
    /// What it shows, in one sentence.
    #[prop(into)]
    finding: String,
    /// Its numbers.
    numbers: Numbers,
    /// Where the numbers can be saved as CSV.
    #[prop(optional, into)]
    csv: Words,
    /// The drawing.
    children: Children,
) -> impl IntoView {
    let columns = numbers
        .heads
        .into_iter()
        .enumerate()
        .map(|(place, head)| if place == 0 { Column::new(head) } else { Column::number(head) })
        .collect();
    let rows = numbers
        .rows
        .into_iter()
        .map(|row| {
            let mut cells = row.into_iter();
            let name = cells.next().unwrap_or_default();
            let cells = cells.map(|cell| view! { <td class="number nowrap">{cell}</td> }).collect_view();
            view! { <tr><th scope="row">{name}</th>{cells}</tr> }
        })
        .collect_view();
    let summary = format!("{title}の数値を表で見る");
    let csv = csv.map(|href| {
        let label = format!("{title}の数値をCSVで保存する");
        view! { <p class="chart__save no-print"><a href=href>{label}</a></p> }
    });
    let (name, finding_id) = (format!("{id}-title"), format!("{id}-finding"));
    view! {
        <figure class="chart" id=id>
            <figcaption>
                <p class="chart__title" id=name>{title.clone()}</p>
                <p id=finding_id>{finding}</p>
            </figcaption>
            {children()}
            <Details summary>
                <Table caption=title caption_hidden=true density=Density::Tight columns>{rows}</Table>
            </Details>
            {csv}
        </figure>
    }
}

/// What names a drawing: the name and the finding of its figure.
pub(super) fn labelled_by(id: &str) -> String {
    format!("{id}-title {id}-finding")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::{Bar, BarChart};
    use crate::testing::html;

    #[test]
    fn a_drawing_is_named_by_what_its_figure_says_and_its_numbers_are_a_table() {
        let html = html(|| {
            let numbers = Numbers {
                heads: vec!["圏域".into(), "導入率".into()],
                rows: vec![vec!["北部".into(), "12.5%（2／16）".into()]],
            };
            let bars = vec![Bar::new("北部", 125, "12.5%（2／16）")];
            view! {
                <Figure id="areas" title="圏域ごとの導入率" finding="北部が12.5%です。" numbers csv="/areas.csv">
                    <BarChart id="areas" bars most=1000/>
                </Figure>
            }
        });
        for part in [
            r#"role="img" aria-labelledby="areas-title areas-finding""#,
            r#"id="areas-title" class="chart__title">圏域ごとの導入率</p>"#,
            r#"id="areas-finding">北部が12.5%です。</p>"#,
            r#"<th scope="row">北部</th>"#,
            r#"<a href="/areas.csv">圏域ごとの導入率の数値をCSVで保存する</a>"#,
        ] {
            assert!(html.contains(part), "{part}\n{html}");
        }
        assert!(!html.contains("style="), "{html}");
    }
}

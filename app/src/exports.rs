//! Tables to save: the choice of a kind of file, and what an older encoding cannot write.

use elements::{ButtonKind, ButtonLink, Buttons, Column, Density, PageHeader, Table};
use leptos::prelude::*;

/// A character that an encoding cannot write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnfitLine {
    /// The row of the file; the heads are row 1.
    pub row: u32,
    /// The head of its column.
    pub column: String,
    /// The character.
    pub character: String,
    /// What would stand there instead.
    pub replacement: String,
}

/// Which characters do not fit, and the ways on.
#[component]
pub fn UnfitPage(
    /// The characters, the first of them.
    lines: Vec<UnfitLine>,
    /// How many there are.
    total: usize,
    /// The address of the table, ending in `?` or `&`.
    here: String,
) -> impl IntoView {
    let lead = format!(
        "この表には、Shift_JISにない文字が{total}か所あります。ExcelかUTF-8のCSVなら、そのまま保存できます。"
    );
    let rows = lines
        .into_iter()
        .map(|UnfitLine { row, column, character, replacement }| {
            let instead =
                if replacement.is_empty() { "（取り除きます）".to_owned() } else { replacement };
            view! {
                <tr>
                    <th scope="row" class="number">{row.to_string()}</th>
                    <td>{column}</td>
                    <td>{character}</td>
                    <td>{instead}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <PageHeader title="Shift_JISで書けない文字があります" lead/>
        <Buttons>
            <ButtonLink href=format!("{here}format=xlsx")>"Excelで保存する"</ButtonLink>
            <ButtonLink href=format!("{here}format=csv") kind=ButtonKind::Secondary>"CSV（UTF-8）で保存する"</ButtonLink>
            <ButtonLink href=format!("{here}format=cp932&unfit=replace") kind=ButtonKind::Quiet>"置き換えてShift_JISで保存する"</ButtonLink>
        </Buttons>
        <Table
            caption="書けない文字"
            density=Density::Dense
            columns=vec![
                Column::number("行"),
                Column::new("列"),
                Column::new("文字"),
                Column::new("代わりの文字"),
            ]
        >
            {rows}
        </Table>
    }
}

/// Links that save the table of a page; `here` ends in `?` or `&`.
#[component]
pub fn SaveLinks(
    /// What is saved, for those who do not see the page.
    #[prop(into)]
    what: String,
    /// The address of the table.
    #[prop(into)]
    here: String,
) -> impl IntoView {
    let link = |format: &str, words: &'static str| {
        let (href, label) = (format!("{here}format={format}"), format!("{what}を{words}で保存する"));
        view! { <a href=href aria-label=label>{words}</a> }
    };
    view! {
        <p class="no-print">
            "この表を保存する："{link("xlsx", "Excel")}"　"{link("csv", "CSV（UTF-8）")}"　"{link("cp932", "CSV（Shift_JIS）")}
        </p>
    }
}

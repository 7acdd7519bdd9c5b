//! What was entered, to look over.

use leptos::prelude::*;

/// Where a row can be changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The page (and field) where it is changed.
    pub href: String,
}

impl Change {
    /// A row that can be changed there.
    pub fn at(href: impl Into<String>) -> Self {
        Self { href: href.into() }
    }
}

/// Names and values, one pair a row.
#[component]
pub fn SummaryList(
    /// For officers: rows closer together.
    #[prop(optional)]
    dense: bool,
    /// `SummaryRow` each.
    children: Children,
) -> impl IntoView {
    view! { <dl class=if dense { "summary summary--dense" } else { "summary" }>{children()}</dl> }
}

/// One name and its value. An empty value of an optional field reads 「未入力（任意）」: pass no children.
#[component]
pub fn SummaryRow(
    /// The name.
    #[prop(into)]
    label: String,
    /// Where it can be changed.
    #[prop(optional_no_strip, into)]
    change: Option<Change>,
    /// The value.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let value = children.map_or_else(
        || view! { <span class="summary__none">"未入力（任意）"</span> }.into_any(),
        |children| children().into_any(),
    );
    let change = change.map(|Change { href }| {
        view! {
            <dd class="summary__change">
                <a href=href>"変更"<span class="hidden">{format!("：{label}")}</span></a>
            </dd>
        }
    });
    view! {
        <div class="summary__row">
            <dt class="summary__label">{label}</dt>
            <dd class="summary__value">{value}</dd>
            {change}
        </div>
    }
}

/// One card of the page before sending: a heading and a `SummaryList` with 変更 in each row.
#[component]
pub fn CheckAnswers(
    /// The part these answers belong to.
    #[prop(into)]
    title: String,
    /// `SummaryRow` each.
    children: Children,
) -> impl IntoView {
    view! {
        <section class="check-answers">
            <h2 class="check-answers__title">{title}</h2>
            <SummaryList>{children()}</SummaryList>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::html;

    #[test]
    fn the_change_link_says_to_the_ear_what_it_changes() {
        let html = html(|| {
            view! {
                <CheckAnswers title="連絡先">
                    <SummaryRow label="電話番号" change=Change::at("/apply/contact#phone")>"097-000-0000"</SummaryRow>
                    <SummaryRow label="FAX番号" change=Change::at("/apply/contact#fax")/>
                </CheckAnswers>
            }
        });
        assert!(
            html.contains(r#"href="/apply/contact#phone">変更<span class="hidden">：電話番号</span>"#),
            "{html}"
        );
        assert!(html.contains("未入力（任意）"));
    }
}

//! A box in a cell of a table.

use crate::field::{InputMode, Width};
use leptos::prelude::*;

/// One short line in a cell, named by what its row and column say; a form of many rows has one each.
#[component]
pub fn CellField(
    /// Name of the control.
    #[prop(into)]
    name: String,
    /// What belongs in it, for the ear: column and row.
    #[prop(into)]
    label: String,
    /// What stands in it.
    #[prop(into)]
    value: String,
    /// Which keyboard a phone shows.
    #[prop(optional)]
    inputmode: InputMode,
) -> impl IntoView {
    view! {
        <input
            class=Width::Short.class()
            type="text"
            name=name
            value=value
            inputmode=inputmode.attribute()
            autocomplete="off"
            aria-label=label
        />
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::html;

    #[test]
    fn a_box_in_a_cell_is_named_for_the_ear() {
        let html = html(
            || view! { <CellField name="came-1" label="来た人数：ひだまり" value="2" inputmode=InputMode::Numeric/> },
        );
        assert!(
            html.contains(r#"aria-label="来た人数：ひだまり""#) && html.contains(r#"inputmode="numeric""#),
            "{html}"
        );
    }
}

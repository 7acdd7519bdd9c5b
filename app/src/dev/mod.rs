//! Pages for those who build: every element in every state.

mod data;
mod feedback;
mod fields;
mod pictures;

use elements::{Breadcrumb, Crumb, ErrorSummary, FormState, PageHeader};
use leptos::prelude::*;

use crate::paths;
use data::Data;
use feedback::Feedback;
use fields::{Fields, sample_errors};
use pictures::Pictures;

/// `/dev/elements`: the design system to look at, and what automatic checks walk over.
#[component]
pub fn ElementsPage() -> impl IntoView {
    let refused: FormState = sample_errors();
    view! {
        <Breadcrumb crumbs=vec![Crumb::new("はじめ", paths::front())] here="部品の一覧"/>
        <ErrorSummary form=&refused/>
        <PageHeader
            title="部品の一覧"
            caption="開発用"
            lead="画面で使うすべての部品を、すべての状態で示します。"
        />
        <Feedback/>
        <Fields refused/>
        <Data/>
        <Pictures/>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page() -> String {
        let owner = Owner::new();
        owner.with(|| view! { <ElementsPage/> }.to_html()).replace("<!>", "")
    }

    #[test]
    fn no_element_needs_a_script_or_an_inline_style() {
        let html = page();
        for banned in ["<script", "style=", " onclick", " pattern=", " required", "javascript:"] {
            assert!(!html.contains(banned), "{banned}");
        }
        assert_eq!(html.matches("<h1").count(), 1);
    }

    #[test]
    fn no_two_things_share_an_id_and_every_description_is_there() {
        let html = page();
        let values = |attribute: &str| {
            let marker = format!(" {attribute}=\"");
            html.match_indices(&marker)
                .map(|(at, _)| {
                    let rest = &html[at + marker.len()..];
                    rest[..rest.find('"').expect("an attribute ends")].to_owned()
                })
                .collect::<Vec<_>>()
        };
        let mut ids = values("id");
        let count = ids.len();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), count, "an id is used twice: {ids:?}");
        for name in values("aria-describedby")
            .iter()
            .flat_map(|names| names.split(' '))
            .chain(values("for").iter().map(String::as_str))
        {
            assert!(ids.iter().any(|id| id == name), "nothing has the id {name}");
        }
    }

    #[test]
    fn every_refused_field_is_reached_from_the_summary() {
        let html = page();
        for error in sample_errors().errors() {
            assert!(html.contains(&format!("href=\"#{}\"", error.field)), "{}", error.field);
            assert!(html.contains(&format!(" id=\"{}\"", error.field)), "{}", error.field);
        }
    }
}

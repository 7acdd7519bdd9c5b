//! Where one is, and back.

use leptos::prelude::*;

/// A place above this one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crumb {
    /// Its name.
    pub label: String,
    /// Its address.
    pub href: String,
}

impl Crumb {
    /// A place and its address.
    pub fn new(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self { label: label.into(), href: href.into() }
    }
}

/// The places above this page, outermost first, and the page itself as plain words.
#[component]
pub fn Breadcrumb(
    /// Places above.
    crumbs: Vec<Crumb>,
    /// This page.
    #[prop(into)]
    here: String,
) -> impl IntoView {
    let crumbs = crumbs
        .into_iter()
        .map(|Crumb { label, href }| view! { <li class="breadcrumb__item"><a href=href>{label}</a></li> })
        .collect_view();
    view! {
        <nav class="breadcrumb" aria-label="現在位置">
            <ol class="breadcrumb__list">
                {crumbs}
                <li class="breadcrumb__item" aria-current="page">{here}</li>
            </ol>
        </nav>
    }
}

/// One step back, for pages that ask one question.
#[component]
pub fn BackLink(
    /// The page before.
    #[prop(into)]
    href: String,
    /// What it is, if not just 戻る.
    #[prop(default = "戻る".to_owned(), into)]
    label: String,
) -> impl IntoView {
    view! { <a class="back-link" href=href>{label}</a> }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::html;

    #[test]
    fn the_page_itself_is_named_and_not_linked() {
        let html = html(
            || view! { <Breadcrumb crumbs=vec![Crumb::new("台帳", "/t/oita/offices")] here="あおぞら"/> },
        );
        assert!(html.contains(r#"<a href="/t/oita/offices">台帳</a>"#), "{html}");
        assert!(html.contains(r#"aria-current="page" class="breadcrumb__item">あおぞら</li>"#), "{html}");
    }
}

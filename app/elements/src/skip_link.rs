//! Past the head of the page.

use leptos::prelude::*;

/// The first thing the keyboard reaches; seen only then.
#[component]
pub fn SkipLink() -> impl IntoView {
    view! { <a class="skip-link" href="#main">"本文へ移動"</a> }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::html;

    #[test]
    fn it_leads_to_the_main_part() {
        assert!(html(|| view! { <SkipLink/> }).contains(r##"href="#main""##));
    }
}

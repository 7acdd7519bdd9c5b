//! What the pages of 普及状況 have in common: the links from each to the others.

use crate::paths;
use leptos::prelude::*;

/// A page with its name and the address of it in a house.
type Part = (&'static str, fn(&str) -> String);

/// The pages of a city, in groups by what somebody comes for.
const PARTS: &[(&str, &[Part])] = &[
    (
        "状況",
        &[
            ("導入率", paths::adoption),
            ("普及の段階", paths::adoption_funnel),
            ("その後の導入", paths::adoption_cohorts),
            ("費用", paths::adoption_costs),
            ("公表された導入率", paths::published_rates),
        ],
    ),
    (
        "働きかけ",
        &[
            ("次に声をかける事業所", paths::next_best),
            ("連携のつながり", paths::network),
            ("事業所グループ", paths::office_groups),
            ("事業所の声", paths::voices),
        ],
    ),
    ("共有と公開", &[("数の共有", paths::adoption_sharing), ("公開ページ", paths::progress_settings)]),
    (
        "制度と資料",
        &[
            ("補助制度", paths::schemes),
            ("試算の前提", paths::simulator_parameters),
            ("申込状況の表", paths::event_tables),
        ],
    ),
];

/// The links; `here` is the name of the page that is shown.
#[component]
pub fn AdoptionParts(
    /// The tenant's word in addresses.
    #[prop(into)]
    slug: String,
    /// The page that is shown.
    here: &'static str,
) -> impl IntoView {
    let groups = PARTS
        .iter()
        .map(|(group, parts)| {
            let links = parts
                .iter()
                .map(|(name, href)| {
                    let current = (*name == here).then_some("true");
                    view! { <li><a class="chip" href=href(&slug) aria-current=current>{*name}</a></li> }
                })
                .collect_view();
            view! {
                <li class="parts__group"><span class="parts__name">{*group}</span><ul class="chips__list">{links}</ul></li>
            }
        })
        .collect_view();
    view! { <nav class="chips" aria-label="普及状況のページ"><ul class="parts">{groups}</ul></nav> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_has_a_name_and_an_address_of_its_own() {
        let parts: Vec<&Part> = PARTS.iter().flat_map(|(_, parts)| parts.iter()).collect();
        let names: std::collections::BTreeSet<_> = parts.iter().map(|(name, _)| *name).collect();
        let hrefs: std::collections::BTreeSet<_> = parts.iter().map(|(_, href)| href("x")).collect();
        assert_eq!((names.len(), hrefs.len()), (parts.len(), parts.len()));
        let owner = Owner::new();
        for name in names {
            let html = owner.with(|| view! { <AdoptionParts slug="x" here=name/> }.to_html());
            assert_eq!(html.matches("aria-current").count(), 1, "{name}: {html}");
            assert_eq!(html.matches("<a ").count(), parts.len(), "{html}");
        }
    }
}

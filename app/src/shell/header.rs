//! The head of a page: the mark, whose data this is, who looks, where to go.

use super::{Frame, NavItem, Surface, demo_bar::Demo};
use crate::paths;
use elements::{Mark, PostForm};
use leptos::prelude::*;

/// The bar at the top.
#[component]
pub(super) fn Header(frame: Frame) -> impl IntoView {
    let demo = frame.demo.map(|bar| view! { <Demo bar/> });
    let home = frame.tenant.as_ref().map_or_else(paths::front, |tenant| match frame.surface {
        Surface::Officer => paths::tenant(&tenant.slug),
        Surface::Applicant => paths::my(&tenant.slug),
        Surface::Public => paths::front(),
    });
    let tenant = frame.tenant.map(|tenant| {
        let year = tenant.year.map(|year| view! { <span class="identity__year">{year}</span> });
        view! { <p class="identity"><span class="identity__tenant">{tenant.name}</span>{year}</p> }
    });
    let search = frame.search.map(|action| {
        view! {
            <form class="find" method="get" action=action role="search" aria-label="すべてから探す">
                <label class="hidden" for="find">"受付番号・事業所・電話・法人・申請者・書類の文字"</label>
                <input class="find__box" type="search" id="find" name="q" autocomplete="off"/>
                <button type="submit" class="header-link">"検索"</button>
            </form>
        }
    });
    let viewer = match frame.viewer {
        Some(viewer) => {
            let roles = (!viewer.roles.is_empty())
                .then(|| view! { <span class="viewer__roles">{viewer.roles.join("・")}</span> });
            view! {
                <div class="viewer">
                    <p class="viewer__name">
                        {roles}
                        <a class="header-link" href=paths::account()>{viewer.name}<span class="hidden">"さんのアカウント"</span></a>
                    </p>
                    <PostForm action=paths::sign_out() class="inline">
                        <button type="submit" class="header-link">"ログアウト"</button>
                    </PostForm>
                </div>
            }
            .into_any()
        }
        None => view! { <div class="viewer"><a class="header-link" href=frame.sign_in>"ログイン"</a></div> }
            .into_any(),
    };
    view! {
        <header class="header">
            {demo}
            <div class="header__bar">
                <a class="brand" href=home><Mark/><span class="brand__name">"ひろめる"</span></a>
                {tenant}
                {search}
                {viewer}
            </div>
        </header>
    }
}

/// Where one can go: at the left for officers, in a row for applicants. Officers have more places than fit above a
/// page, so theirs are folded where there is no room at the left.
#[component]
pub(super) fn Nav(surface: Surface, nav: Vec<NavItem>) -> impl IntoView {
    let officer = matches!(surface, Surface::Officer);
    let class = if officer { "nav nav--side" } else { "nav nav--top" };
    (!nav.is_empty()).then(|| {
        // The list stands behind the fold and not in it: browsers without `::details-content` cannot show on a wide
        // screen what a closed fold holds.
        let fold = officer.then(|| {
            let here = nav.iter().find(|item| item.current);
            let here = here.map(|item| view! { <span class="nav__here">"　いまの場所："{item.label.clone()}</span> });
            view! { <details class="nav__fold"><summary class="nav__summary">"メニュー"{here}</summary></details> }
        });
        let items = nav
            .into_iter()
            .map(|NavItem { label, href, current }| {
                view! { <li><a class="nav__link" href=href aria-current=current.then_some("page")>{label}</a></li> }
            })
            .collect_view();
        view! { <nav class=class aria-label="メニュー">{fold}<ul class="nav__list">{items}</ul></nav> }
    })
}

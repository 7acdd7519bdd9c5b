//! The front page, for whoever has not signed in.

use crate::paths;
use elements::{ButtonLink, Buttons, PageHeader};
use leptos::prelude::*;

/// What this is, and the way in.
#[component]
pub fn FrontPage() -> impl IntoView {
    view! {
        <PageHeader
            title="ひろめる"
            lead="ケアプランデータ連携システムの普及に取り組む市区町村と、介護事業所のためのサイトです。"
        />
        <Buttons><ButtonLink href=paths::sign_in()>"ログインする"</ButtonLink></Buttons>
    }
}

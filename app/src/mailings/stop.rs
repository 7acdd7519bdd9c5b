//! 配信停止: the page behind the link of a mail. Looking changes nothing, because mail scanners look too; it needs no
//! sign-in, and it says what still arrives.

use crate::paths;
use elements::{Button, ButtonKind, PageHeader, PostForm};
use leptos::prelude::*;

/// What the page says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StopView {
    /// The token of the link.
    pub token: String,
    /// Whose outreach it is.
    pub municipality: String,
    /// The address, all but its first letter and its domain hidden.
    pub address: String,
    /// Whether it is stopped.
    pub stopped: bool,
}

/// Stops outreach, or takes that back.
#[component]
pub fn StopPage(
    /// What it says.
    stop: StopView,
) -> impl IntoView {
    let StopView { token, municipality, address, stopped } = stop;
    let still = format!(
        "補助金の申請の受付、補正のお願い、決定の通知など、手続に必要なお知らせは、{}{municipality}から届きます。",
        if stopped { "これからも" } else { "止めた後も" }
    );
    if stopped {
        view! {
            <PageHeader title="お知らせの配信を止めました" lead=format!("{address} には、{municipality}からの案内のお知らせを送りません。")/>
            <p>{still}</p>
            <PostForm action=paths::undo_stop(&token)>
                <p>"まちがえて止めたときは、元に戻せます。"</p>
                <Button kind=ButtonKind::Secondary>"お知らせの配信を再開する"</Button>
            </PostForm>
        }
        .into_any()
    } else {
        view! {
            <PageHeader title="お知らせの配信を止めますか" lead=format!("{address} に送っている、{municipality}からの案内のお知らせを止めます。")/>
            <p>{still}</p>
            <PostForm action=paths::stop(&token)>
                <Button>"配信を止める"</Button>
            </PostForm>
        }
        .into_any()
    }
}

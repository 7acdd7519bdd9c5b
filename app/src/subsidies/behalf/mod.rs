//! 代理入力: officers enter what offices send on paper, on the same question pages as the offices' own.

mod begin;
mod index;

pub use begin::{ArrivalPage, BeginPage, BeginView, ProgrammeChoice};
pub use index::{BehalfPage, BehalfView, FoundOffice, PaperLine, PaperState};

use crate::{messages::subsidies::arrival as arrival_words, paths};
use domain::{ids::ApplicationId, subsidies::Arrival};
use elements::Notice;
use leptos::prelude::*;

/// Says on every list of tasks that it is a paper, and when it came.
#[component]
pub(super) fn ArrivalLine(
    /// The municipality's word in addresses.
    slug: String,
    /// The application.
    id: ApplicationId,
    /// When and how it came.
    arrival: Arrival,
    /// Whether that may still be put right.
    draft: bool,
) -> impl IntoView {
    let change = draft.then(|| {
        view! { <p><a href=paths::arrival(&slug, id)>"到達日と方法を直す"</a></p> }
    });
    view! {
        <Notice title=format!("紙の申請書の代理入力です：{}", arrival_words(arrival))>
            <p>"書かれているとおりに入力してください。読めないところや空欄は、事業所に電話で確かめます。"</p>
            {change}
        </Notice>
    }
}

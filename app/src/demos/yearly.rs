//! 年度の回数: how many sessions on site a municipality had and may have, before it asks and at its request.

use crate::paths;
use domain::{demos::Yearly, ids::MemberId};
use elements::{Notice, NoticeKind};
use leptos::prelude::*;

/// How the municipality of a request stands in its year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct YearlyView {
    /// How it stands, the session itself not counted.
    pub yearly: Yearly,
    /// Whose page says how many it may have; for the federation's clerks alone.
    pub member: Option<MemberId>,
}

/// The part of the page of a session that waits: only where it is more than the municipality may have.
#[component]
pub(super) fn YearlyAtRequest(
    /// The tenant's word in addresses.
    slug: String,
    /// How it stands.
    at: YearlyView,
) -> impl IntoView {
    let YearlyView { yearly, member } = at;
    yearly.is_reached().then(|| {
        let Yearly { year, before, allowed } = yearly;
        let title = format!(
            "{}の現地開催は、この依頼を含めて{}回目です（目安 {allowed}回）",
            year.label(),
            before.saturating_add(1)
        );
        let decides = member.map(|member| {
            view! {
                <p>"お断りする前に、公開枠・オンライン・相乗りをご案内ください。このまま日時を決めて受けることもできます。"</p>
                <p><a href=paths::demo_city(&slug, member)>"この市区町村の回数を増やす"</a></p>
            }
        });
        let asks = member.is_none().then(|| {
            view! { <p>"連合会が、公開枠・オンライン・相乗りも含めて、開き方を決めます。"</p> }
        });
        view! { <Notice kind=NoticeKind::Info title>{decides}{asks}</Notice> }
    })
}

/// What a municipality reads before it asks.
#[component]
pub(super) fn YearlyBefore(
    /// The tenant's word in addresses.
    slug: String,
    /// The federation's name.
    federation: String,
    /// How it stands.
    yearly: Yearly,
) -> impl IntoView {
    let Yearly { year, before, allowed } = yearly;
    let title = format!(
        "{federation}が現地で開く目安は、1つの市区町村につき年度に{allowed}回です。{}は、これまでに{before}回です（依頼中を含みます）",
        year.label()
    );
    let more = yearly.is_reached().then(|| {
        view! {
            <p>"オンラインと、ほかの市区町村といっしょに開くものは、数えません。依頼はお断りしません。"</p>
            <p><a href=paths::open_dates(&slug)>"公開枠から選ぶ"</a></p>
        }
    });
    view! { <Notice kind=NoticeKind::Info title>{more}</Notice> }
}

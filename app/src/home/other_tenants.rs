//! The homes of those who have no work of their own here yet: prefectures and the central federation.

use crate::paths;
use domain::{accounts::TenantKind, fiscal_year::FiscalYear, settings::openable};
use elements::{Cards, LinkCard, Notice, NoticeKind, PageHeader};
use leptos::prelude::*;

/// What there is, and honestly what there is not.
#[component]
pub fn OtherTenantHomePage(
    /// The tenant's word in addresses.
    slug: String,
    /// What it is.
    kind: TenantKind,
    /// Whether the officer keeps the people.
    administers: bool,
    /// This year.
    year: FiscalYear,
) -> impl IntoView {
    let results = paths::county(&slug, year);
    let county = (kind == TenantKind::Prefecture).then(|| {
        let title = format!("{}の県内の実績集計", year.label());
        view! { <Cards><LinkCard href=results title><p>"市区町村が提出した、申請と交付の件数、金額、導入率です。"</p></LinkCard></Cards> }
    });
    let later = match kind {
        TenantKind::Municipality | TenantKind::Federation => "",
        TenantKind::Prefecture => "県内の市区町村が提出した年度ごとの実績集計を見られます。",
        TenantKind::Central => "講師派遣の依頼と全国の導入状況は、まだこの画面では扱えません。",
    };
    let people = administers.then(|| {
        let opens = (!openable(kind).is_empty()).then(|| {
            view! { <LinkCard href=paths::tenants(&slug) title="自治体・団体の開設"><p>"新しい自治体・団体を使えるようにします。"</p></LinkCard> }
        });
        view! {
            <Cards>
                <LinkCard href=paths::people(&slug) title="利用者"><p>"利用者を招き、役割を決めます。"</p></LinkCard>
                {opens}
                <LinkCard href=paths::settings(&slug) title="設定"><p>"差出人と閉庁日、監査記録などを確かめます。"</p></LinkCard>
            </Cards>
        }
    });
    view! {
        <PageHeader title="ホーム"/>
        <Notice kind=NoticeKind::Info title="いま使えるのは、市区町村の補助事業の機能です"><p>{later}</p></Notice>
        {county}
        {people}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_central_federation_is_told_what_is_not_there_yet() {
        let owner = Owner::new();
        let html = owner.with(|| {
            view! { <OtherTenantHomePage slug="chuokai".to_owned() kind=TenantKind::Central administers=false year=FiscalYear::from_year(2024).unwrap()/> }.to_html()
        });
        assert!(html.contains("まだこの画面では扱えません") && !html.contains("利用者を招き"), "{html}");
    }
}

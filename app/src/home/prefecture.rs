//! A prefecture's home: what its municipalities told it, and what there is to come.

use crate::paths;
use domain::fiscal_year::FiscalYear;
use elements::{Cards, LinkCard, PageHeader, Section};
use leptos::prelude::*;

/// A prefecture's home.
#[component]
pub fn PrefectureHomePage(
    /// The tenant's word in addresses.
    slug: String,
    /// Whether the officer keeps the people.
    administers: bool,
    /// This year.
    year: FiscalYear,
) -> impl IntoView {
    let results = paths::county(&slug, year);
    let title = format!("{}の県内の実績集計", year.label());
    let (occasions, invitations) = (paths::occasions(&slug), paths::occasion_invitations(&slug));
    let (demos, cities) = (paths::demos(&slug), paths::adoption_cities(&slug));
    let (inquiries, asked) = (paths::inquiries(&slug), paths::asked(&slug));
    let people = administers.then(|| {
        view! {
            <Section title="管理者の仕事">
                <Cards>
                    <LinkCard href=paths::people(&slug) title="利用者"><p>"利用者を招き、役割を決めます。"</p></LinkCard>
                    <LinkCard href=paths::settings(&slug) title="設定"><p>"差出人と閉庁日、監査記録などを確かめます。"</p></LinkCard>
                </Cards>
            </Section>
        }
    });
    view! {
        <PageHeader title="ホーム"/>
        <Section title="県の仕事">
            <Cards>
                <LinkCard href=results title><p>"市区町村が提出した、申請と交付の件数、金額、導入率です。"</p></LinkCard>
                <LinkCard href=demos title="デモ・説明会"><p>"市区町村を選んで、国保連合会に開催を依頼します。"</p></LinkCard>
                <LinkCard href=occasions title="催し"><p>"県が開く説明会などを公開し、団体の申込みを受けます。"</p></LinkCard>
                <LinkCard href=invitations title="催しの案内"><p>"国保中央会や国保連合会の催しに申し込みます。"</p></LinkCard>
                <LinkCard href=cities title="市区町村の普及状況"><p>"数を共有している市区町村の、導入率と推移です。"</p></LinkCard>
                <LinkCard href=inquiries title="照会"><p>"市区町村に同じ質問をして、回答を1つの表にまとめます。"</p></LinkCard>
                <LinkCard href=asked title="届いた照会"><p>"ほかの団体からの照会に回答します。"</p></LinkCard>
            </Cards>
        </Section>
        {people}
    }
}

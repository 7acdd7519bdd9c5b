//! What home pages say of dispatches: 国保中央会's whole home, and a part of the others'.

use super::list::{DispatchLine, DispatchTable};
use crate::{messages::demos::slot_short, paths};
use domain::{demos::Slot, dispatches::House, ids::DispatchId, money::Yen, settings::openable};
use elements::{
    ButtonKind, ButtonLink, Buttons, Cards, Column, Density, EmptyState, LinkCard, PageHeader, Section, Table,
};
use leptos::prelude::*;

/// What waits for 国保中央会.
#[derive(Debug, Clone)]
pub struct CentralHome {
    /// Its word in addresses.
    pub slug: String,
    /// Requests to answer.
    pub waiting: Vec<DispatchLine>,
    /// Dispatches to come.
    pub coming: Vec<DispatchLine>,
    /// Occasions to come: title, and who registered, in words, with its address.
    pub occasions: Vec<(String, String, String)>,
    /// Whether the officer keeps the people.
    pub administers: bool,
}

/// 国保中央会's home.
#[component]
pub fn CentralHomePage(
    /// What waits.
    home: CentralHome,
) -> impl IntoView {
    let CentralHome { slug, waiting, coming, occasions, administers } = home;
    let lead = match waiting.len() {
        0 => "いま回答する依頼はありません。".to_owned(),
        waiting => format!("講師派遣の依頼が{waiting}件、回答を待っています。"),
    };
    let requests = if waiting.is_empty() {
        view! { <EmptyState title="回答を待っている依頼はありません"/> }.into_any()
    } else {
        view! { <DispatchTable slug=slug.clone() caption="回答する依頼" lines=waiting house=House::Central/> }
            .into_any()
    };
    let coming = (!coming.is_empty()).then(|| {
        let slug = slug.clone();
        view! {
            <Section title="これからの派遣">
                <DispatchTable slug caption="これからの派遣" lines=coming house=House::Central/>
            </Section>
        }
    });
    let occasions = (!occasions.is_empty()).then(|| {
        let cards = occasions
            .into_iter()
            .map(|(title, words, href)| view! { <LinkCard href title><p>{words}</p></LinkCard> })
            .collect_view();
        view! { <Section title="これからの催し"><Cards>{cards}</Cards></Section> }
    });
    let own = slug.clone();
    let people = administers.then(|| {
        let slug = own;
        let opens = (!openable(domain::accounts::TenantKind::Central).is_empty()).then(|| {
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
        <PageHeader title="ホーム" lead/>
        <Buttons>
            <ButtonLink href=paths::lecturers(&slug) kind=ButtonKind::Secondary>"講師の予定を見る"</ButtonLink>
            <ButtonLink href=paths::occasions(&slug) kind=ButtonKind::Secondary>"催しを見る"</ButtonLink>
            <ButtonLink href=paths::adoption_cities(&slug) kind=ButtonKind::Secondary>"市区町村の普及状況を見る"</ButtonLink>
        </Buttons>
        <Section title="回答する依頼">{requests}</Section>
        {coming}
        {occasions}
        {people}
    }
}

/// A federation's part: proposals of 国保中央会 that wait for it.
#[component]
pub fn DispatchesAtHome(
    /// Its word in addresses.
    slug: String,
    /// Proposals that wait.
    proposed: Vec<DispatchLine>,
) -> impl IntoView {
    (!proposed.is_empty()).then(|| {
        view! {
            <Section title="国保中央会から別案が届いた依頼">
                <DispatchTable slug caption="国保中央会から別案が届いた依頼" lines=proposed house=House::Federation/>
            </Section>
        }
    })
}

/// A municipality's part: amounts that wait for its approver.
#[component]
pub fn CostsToApprove(
    /// Its word in addresses.
    slug: String,
    /// Dispatch, date of the session, amount.
    waiting: Vec<(DispatchId, Slot, Yen)>,
) -> impl IntoView {
    (!waiting.is_empty()).then(|| {
        let rows = waiting
            .into_iter()
            .map(|(id, slot, total)| {
                view! {
                    <tr>
                        <th scope="row"><a href=paths::dispatch_approval(&slug, id)>{slot_short(&slot)}</a></th>
                        <td class="number">{total.to_string()}</td>
                    </tr>
                }
            })
            .collect_view();
        let columns = vec![Column::new("デモ・説明会の日時"), Column::number("旅費")];
        view! {
            <Section title="承認を待っている国保中央会の旅費">
                <Table caption="承認を待っている国保中央会の旅費" caption_hidden=true columns density=Density::Dense>{rows}</Table>
            </Section>
        }
    })
}

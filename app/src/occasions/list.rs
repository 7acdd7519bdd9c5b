//! The occasions of a house, and what other houses invite to.

use super::when_words;
use crate::{
    messages::occasions::{kind, stage, stage_tone},
    paths,
};
use domain::{
    ids::OccasionId,
    occasions::{Headcount, Occasion, Stage},
};
use elements::{
    ButtonKind, ButtonLink, Buttons, Column, Density, EmptyState, PageHeader, Section, Table, Tag, Tone,
};
use leptos::prelude::*;

/// An occasion of the house.
#[derive(Debug, Clone)]
pub struct OccasionLine {
    /// Its id.
    pub id: OccasionId,
    /// What it is.
    pub occasion: Occasion,
    /// Where it stands.
    pub stage: Stage,
    /// Who is registered; none where nobody registers here.
    pub registered: Option<Headcount>,
    /// Who came; none while nobody was counted.
    pub came: Option<Headcount>,
}

/// The page.
#[component]
pub fn OccasionsPage(
    /// The tenant's word in addresses.
    slug: String,
    /// The occasions.
    lines: Vec<OccasionLine>,
    /// Whether the officer may add one.
    keeps: bool,
    /// Whether there is a public side to show them on.
    public_side: bool,
) -> impl IntoView {
    let add = keeps.then(|| {
        view! { <ButtonLink href=paths::new_occasion(&slug)>"催しを登録する"</ButtonLink> }
    });
    let public = public_side.then(|| {
        view! { <ButtonLink href=paths::public_occasions(&slug) kind=ButtonKind::Secondary>"公開しているページを見る"</ButtonLink> }
    });
    let list = if lines.is_empty() {
        view! { <EmptyState title="催しはまだありません"><p>"ウェビナー、講演、展示、説明会を登録できます。"</p></EmptyState> }
            .into_any()
    } else {
        let rows = lines
            .into_iter()
            .map(|line| {
                let OccasionLine { id, occasion, stage: state, registered, came } = line;
                let count = |count: Option<Headcount>| {
                    count.map_or_else(
                        || "―".to_owned(),
                        |count| format!("{}団体 {}人", count.bodies, count.people),
                    )
                };
                view! {
                    <tr role="row">
                        <th scope="row" role="rowheader"><a href=paths::occasion(&slug, id)>{occasion.title.clone()}</a></th>
                        <td role="cell" data-label="種類">{kind(occasion.kind)}</td>
                        <td role="cell" data-label="日時">{when_words(&occasion)}</td>
                        <td role="cell" data-label="状態"><Tag tone=stage_tone(&state) label=stage(&state)/></td>
                        <td role="cell" data-label="申込み">{count(registered)}</td>
                        <td role="cell" data-label="参加">{count(came)}</td>
                    </tr>
                }
            })
            .collect_view();
        let columns = ["名称", "種類", "日時", "状態", "申込み", "参加"].map(Column::new).to_vec();
        view! { <Table caption="催し" caption_hidden=true columns density=Density::Dense stacks=true>{rows}</Table> }
            .into_any()
    };
    view! {
        <PageHeader title="催し" lead="ウェビナー、講演、展示、説明会です。団体の申込みを受け、都道府県別の申込状況を集計します。"/>
        <Buttons>{add}{public}</Buttons>
        {list}
    }
}

/// An occasion that another house invites to.
#[derive(Debug, Clone)]
pub struct InvitationLine {
    /// Its id.
    pub id: OccasionId,
    /// Whose it is.
    pub host: String,
    /// What it is.
    pub occasion: Occasion,
    /// How many people the own body registered, and whether it waits; none where it did not.
    pub own: Option<(u16, bool)>,
    /// Whether one can register now.
    pub open: bool,
}

/// The way to what other houses invite to, on a home page.
#[component]
pub fn InvitationsAtHome(
    /// The tenant's word in addresses.
    slug: String,
) -> impl IntoView {
    view! {
        <Section title="催しの案内">
            <p>"国保中央会、国保連合会、都道府県のウェビナーや説明会に、団体として申し込めます。"</p>
            <Buttons><ButtonLink href=paths::occasion_invitations(&slug) kind=ButtonKind::Secondary>"催しの案内を見る"</ButtonLink></Buttons>
        </Section>
    }
}

/// What other houses invite to.
#[component]
pub fn InvitationsPage(
    /// The tenant's word in addresses.
    slug: String,
    /// The occasions to come.
    lines: Vec<InvitationLine>,
) -> impl IntoView {
    let list = if lines.is_empty() {
        view! { <EmptyState title="これからの催しの案内はありません"><p>"国保中央会、国保連合会、都道府県が公開すると、ここに並びます。"</p></EmptyState> }
            .into_any()
    } else {
        let rows = lines
            .into_iter()
            .map(|InvitationLine { id, host, occasion, own, open }| {
                let (tone, label) = match (own, open) {
                    (Some((people, false)), _) => (Tone::Success, format!("申込み済み（{people}人）")),
                    (Some((people, true)), _) => (Tone::Attention, format!("キャンセル待ち（{people}人）")),
                    (None, true) => (Tone::Attention, "申し込めます".to_owned()),
                    (None, false) => (Tone::Neutral, "申込みなし".to_owned()),
                };
                view! {
                    <tr role="row">
                        <th scope="row" role="rowheader"><a href=paths::occasion_invitation(&slug, id)>{occasion.title.clone()}</a></th>
                        <td role="cell" data-label="種類">{kind(occasion.kind)}</td>
                        <td role="cell" data-label="主催">{host}</td>
                        <td role="cell" data-label="日時">{when_words(&occasion)}</td>
                        <td role="cell" data-label="申込み"><Tag tone label/></td>
                    </tr>
                }
            })
            .collect_view();
        let columns = ["名称", "種類", "主催", "日時", "申込み"].map(Column::new).to_vec();
        view! { <Table caption="催しの案内" caption_hidden=true columns density=Density::Dense stacks=true>{rows}</Table> }
            .into_any()
    };
    view! {
        <PageHeader title="催しの案内" lead="国保中央会や国保連合会、都道府県が開く、自治体などに向けた催しです。団体として申し込めます。"/>
        {list}
    }
}

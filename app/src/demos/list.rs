//! S22/S23: the sessions of a municipality or a federation, those that wait first.

use crate::{
    exports::SaveLinks,
    messages::demos::{stage, stage_tone, time},
    paths,
};
use domain::{
    demos::{Side, Slot, StageName},
    ids::DemoId,
    wareki::format_date_with_weekday,
};
use elements::{
    ButtonKind, ButtonLink, Buttons, Column, Density, EmptyState, PageHeader, Section, Table, Tag,
};
use leptos::prelude::*;

/// One session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionLine {
    /// Its id.
    pub id: DemoId,
    /// The municipality.
    pub municipality: String,
    /// Where it stands.
    pub stage: StageName,
    /// The date that was confirmed, or the first candidate.
    pub slot: Option<Slot>,
    /// How many candidates there are besides.
    pub others: usize,
    /// People registered, and places; once it is confirmed.
    pub places: Option<(u16, u16)>,
    /// Whether attendance may be taken now.
    pub counts: bool,
}

/// The page.
#[component]
pub fn SessionsPage(
    /// The tenant's word in addresses.
    slug: String,
    /// Which side looks.
    side: Side,
    /// Whether the officer may ask or enter.
    may_ask: bool,
    /// Why nobody can be asked: the municipality belongs to no federation here.
    alone: bool,
    /// The sessions.
    sessions: Vec<SessionLine>,
) -> impl IntoView {
    let federation = side == Side::Federation;
    let lead = if federation {
        "市区町村からの開催依頼と、決まったデモ・説明会です。"
    } else {
        "国保連合会に開催を依頼し、決まったデモ・説明会の準備と参加者を確かめます。"
    };
    let asks = (may_ask && !alone).then(|| {
        let (href, label) = if federation {
            (paths::told_demo(&slug), "電話などで受けた依頼を入力する")
        } else {
            (paths::new_demo(&slug), "開催を依頼する")
        };
        view! { <ButtonLink href>{label}</ButtonLink> }
    });
    let week = federation.then(|| {
        view! { <ButtonLink href=paths::demo_week(&slug) kind=ButtonKind::Secondary>"週の予定を見る"</ButtonLink> }
    });
    let open = (!alone).then(|| {
        view! { <ButtonLink href=paths::open_dates(&slug) kind=ButtonKind::Secondary>"公開枠"</ButtonLink> }
    });
    let keeps = (federation && may_ask).then(|| {
        view! {
            <ButtonLink href=paths::demo_pools(&slug) kind=ButtonKind::Secondary>"相乗り開催の提案"</ButtonLink>
            <ButtonLink href=paths::demo_resources(&slug) kind=ButtonKind::Quiet>"講師・機材・会議室"</ButtonLink>
            <ButtonLink href=paths::demo_rules(&slug) kind=ButtonKind::Quiet>"予約の決まり"</ButtonLink>
        }
    });
    let alone = alone.then(|| {
        view! {
            <EmptyState title="依頼先の国保連合会が登録されていません">
                <p>"都道府県の国保連合会に、ひろめるの利用について問い合わせてください。"</p>
            </EmptyState>
        }
    });
    let (waiting, rest): (Vec<_>, Vec<_>) =
        sessions.into_iter().partition(|line| line.stage == StageName::Requested);
    let (coming, over): (Vec<_>, Vec<_>) = rest.into_iter().partition(|line| line.stage.is_arranged());
    let nothing = waiting.is_empty() && coming.is_empty() && over.is_empty();
    let save = (!nothing).then(|| {
        view! { <SaveLinks what="デモ・説明会の一覧" here=paths::export_of(&paths::demos(&slug))/> }
    });
    let empty = nothing.then(|| {
        view! { <EmptyState title="デモ・説明会はまだありません"><p>"依頼すると、ここに並びます。"</p></EmptyState> }
    });
    let part = |title: &'static str, lines: Vec<SessionLine>| {
        (!lines.is_empty()).then(|| {
            let slug = slug.clone();
            view! { <Section title><SessionTable slug caption=title.to_owned() side lines/></Section> }
        })
    };
    view! {
        <PageHeader title="デモ・説明会" lead=lead/>
        <Buttons>{asks}{week}{open}{keeps}</Buttons>
        {alone}
        {save}
        {empty}
        {part("日程を決める依頼", waiting)}
        {part("これから開催", coming)}
        {part("終わったもの", over)}
    }
}

/// Sessions as a table.
#[component]
pub fn SessionTable(
    /// The tenant's word in addresses.
    slug: String,
    /// What the table holds.
    caption: String,
    /// Which side looks.
    side: Side,
    /// The sessions.
    lines: Vec<SessionLine>,
) -> impl IntoView {
    let federation = side == Side::Federation;
    let columns = [
        Some(Column::new("日時")),
        federation.then(|| Column::new("市区町村")),
        Some(Column::new("状態")),
        Some(Column::number("申込み（人）")),
    ];
    let columns = columns.into_iter().flatten().collect();
    let rows = lines
        .into_iter()
        .map(|line| {
            let SessionLine { id, municipality, stage: name, slot, others, places, counts } = line;
            let when = match slot {
                Some(slot) => {
                    let day = format_date_with_weekday(slot.date);
                    view! { <span class="nowrap">{day}</span>" "<span class="nowrap">{time(&slot)}</span> }
                        .into_any()
                }
                None => "日時未定".into_any(),
            };
            let more = (others > 0).then(|| {
                view! { <br/><span class="muted">{format!("ほかに{others}つの候補")}</span> }
            });
            let attendance = counts.then(|| {
                view! { <br/><a href=paths::demo_attendance(&slug, id)>"出欠を付ける"</a> }
            });
            let who = federation.then(|| view! { <td>{municipality}</td> });
            let places = places.map_or_else(|| "―".to_owned(), |(taken, all)| format!("{taken} / {all}"));
            view! {
                <tr>
                    <th scope="row"><a href=paths::demo_session(&slug, id)>{when}</a>{more}</th>
                    {who}
                    <td><Tag tone=stage_tone(name) label=stage(name)/>{attendance}</td>
                    <td class="number">{places}</td>
                </tr>
            }
        })
        .collect_view();
    view! { <Table caption caption_hidden=true columns density=Density::Dense>{rows}</Table> }
}

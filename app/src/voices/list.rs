//! Every voice of a city, for its officers.

use crate::{adoption::AdoptionParts, exports::SaveLinks, messages::voices::reach, paths};
use chrono::NaiveDate;
use domain::{ids::VoiceId, voices::Reach, wareki::format_date};
use elements::{
    Breadcrumb, ButtonLink, Column, Crumb, Density, EmptyState, Notice, NoticeKind, PageHeader, Table, Tag,
    Tone,
};
use leptos::prelude::*;

/// A voice in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VoiceLine {
    /// Its id.
    pub id: VoiceId,
    /// Its office.
    pub office: String,
    /// Its services, in words.
    pub services: String,
    /// Its 日常生活圏域; may be empty.
    pub area: String,
    /// The beginning of what they say; empty once it was taken back.
    pub quote: String,
    /// Whether the name is told, and whether everybody reads it.
    pub named: bool,
    /// Whether everybody reads it.
    pub publicly: bool,
    /// How they are reached.
    pub reach: Reach,
    /// When it was agreed to.
    pub agreed_on: NaiveDate,
    /// When it was taken back.
    pub withdrawn: Option<NaiveDate>,
    /// Whether others read it: the office is open and uses the system still.
    pub shown: bool,
}

/// What the list shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VoicesView {
    /// The municipality's word in addresses.
    pub slug: String,
    /// The voices.
    pub lines: Vec<VoiceLine>,
    /// Whether the viewer may add one.
    pub may_write: bool,
    /// What was just done.
    pub done: Option<&'static str>,
}

/// The page.
#[component]
pub fn VoicesPage(
    /// What is shown.
    view: VoicesView,
) -> impl IntoView {
    let VoicesView { slug, lines, may_write, done } = view;
    let done = done.map(|title| view! { <Notice kind=NoticeKind::Success live=true title/> });
    let add = may_write
        .then(|| view! { <ButtonLink href=paths::new_voice(&slug)>"事業所の声を登録する"</ButtonLink> });
    let export = format!("{}?", paths::voices_export(&slug));
    let crumbs = vec![Crumb::new("普及状況", paths::adoption(&slug))];
    let list = if lines.is_empty() {
        view! {
            <EmptyState title="事業所の声はまだありません">
                <p>"使っている事業所に「ほかの事業所の相談に乗ってもらえますか」とたずねて、同意をもらえたら登録します。導入を迷っている事業所は、近くの同じサービスの事業所の話を聞きたがっています。"</p>
            </EmptyState>
        }
        .into_any()
    } else {
        view! { {rows(&slug, lines)}<SaveLinks what="事業所の声" here=export/> }.into_any()
    };
    view! {
        {done}
        <Breadcrumb crumbs here="事業所の声"/>
        <PageHeader title="事業所の声" lead="使っていて、ほかの事業所の相談に乗ってよいと言ってくれた事業所です。まだ導入していない事業所の画面に、近いものから表示します。">{add}</PageHeader>
        <AdoptionParts slug=slug.clone() here="事業所の声"/>
        {list}
    }
}

fn rows(slug: &str, lines: Vec<VoiceLine>) -> impl IntoView + use<> {
    let rows = lines
        .into_iter()
        .map(|line| {
            let (tone, state) = match line.withdrawn {
                Some(on) => (Tone::Neutral, format!("取下げ（{}）", format_date(on))),
                None if !line.shown => (Tone::Attention, "表示していません".to_owned()),
                None if line.publicly => (Tone::Success, "一般にも公開".to_owned()),
                None => (Tone::Info, "事業所だけに表示".to_owned()),
            };
            let name = if line.withdrawn.is_some() {
                "―"
            } else if line.named {
                "出す"
            } else {
                "出さない"
            };
            let way = if line.withdrawn.is_some() { "―" } else { reach(line.reach) };
            let about = [line.services, line.area].into_iter().filter(|words| !words.is_empty());
            let about = about.collect::<Vec<_>>().join("・");
            view! {
                <tr role="row">
                    <th scope="row" role="rowheader"><a href=paths::voice(slug, line.id)>{line.office}</a><br/><span class="muted">{about}</span></th>
                    <td role="cell" data-label="伝えてよいこと">{line.quote}</td>
                    <td role="cell" data-label="事業所名">{name}</td>
                    <td role="cell" data-label="たずねる方法">{way}</td>
                    <td role="cell" data-label="同意した日" class="nowrap">{format_date(line.agreed_on)}</td>
                    <td role="cell" data-label="表示"><Tag tone label=state/></td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![
        Column::new("事業所"),
        Column::new("伝えてよいこと"),
        Column::new("事業所名"),
        Column::new("たずねる方法"),
        Column::new("同意した日"),
        Column::new("表示"),
    ];
    view! { <Table caption="事業所の声" caption_hidden=true density=Density::Dense stacks=true columns>{rows}</Table> }
}

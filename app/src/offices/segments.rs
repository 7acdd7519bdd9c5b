//! 対象リスト: the saved segments, and one with the offices that it means now.

use super::OfficeLine;
use crate::{exports::SaveLinks, messages::offices::segments::sentence, paths};
use domain::{
    ids::{CampaignId, SegmentId, SurveyId},
    offices::{NamedSegment, ReadySegment},
};
use elements::{
    Breadcrumb, ButtonKind, ButtonLink, Column, Crumb, Density, Details, EmptyState, Notice, NoticeKind,
    PageHeader, Pagination, Section, Stat, Stats, Table,
};
use leptos::prelude::*;

/// A segment in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SegmentLine {
    /// Its id.
    pub id: SegmentId,
    /// Its name and whom it means.
    pub named: NamedSegment,
    /// How many offices it means now.
    pub count: u64,
}

/// A ready segment of which none is saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadyLine {
    /// Which.
    pub ready: ReadySegment,
    /// How many offices it means now.
    pub count: u64,
}

/// Every segment.
#[component]
pub fn SegmentsPage(
    /// The tenant's word in addresses.
    slug: String,
    /// The segments, by name.
    segments: Vec<SegmentLine>,
    /// The ready ones of which none is saved.
    ready: Vec<ReadyLine>,
    /// Whether the viewer may make and change them.
    may_write: bool,
) -> impl IntoView {
    let new = may_write
        .then(|| view! { <ButtonLink href=paths::new_segment(&slug)>"対象リストを作る"</ButtonLink> });
    let prepared = (may_write && !ready.is_empty()).then(|| prepared(&slug, ready));
    let below = prepared.is_some().then_some("よく使うものは、下に用意してあります。");
    let list = if segments.is_empty() {
        view! {
            <EmptyState title="対象リストはまだありません">
                <p>"「居宅介護支援で、今年度まだ申請していない事業所」のような条件を、名前を付けて保存できます。"{below}</p>
            </EmptyState>
        }
        .into_any()
    } else {
        let rows = segments
            .into_iter()
            .map(|SegmentLine { id, named, count }| {
                view! {
                    <tr role="row">
                        <th scope="row" role="rowheader"><a href=paths::segment(&slug, id)>{named.name}</a></th>
                        <td role="cell" data-label="対象">{sentence(&named.segment)}</td>
                        <td role="cell" data-label="いまの件数" class="number">{count}</td>
                    </tr>
                }
            })
            .collect_view();
        let columns = vec![Column::new("リストの名前"), Column::new("対象"), Column::number("いまの件数")];
        view! { <Table caption="対象リストの一覧" caption_hidden=true columns density=Density::Dense stacks=true>{rows}</Table> }.into_any()
    };
    view! {
        <Breadcrumb crumbs=vec![Crumb::new("周知", paths::mailings(&slug))] here="対象リスト"/>
        <PageHeader title="対象リスト" lead="事業所台帳から、お知らせを送る相手の条件を決めて保存します。">{new}</PageHeader>
        {list}
        {prepared}
    }
}

/// The ready ones, each with its ways on.
fn prepared(slug: &str, ready: Vec<ReadyLine>) -> impl IntoView + use<> {
    let rows = ready
        .into_iter()
        .map(|ReadyLine { ready, count }| {
            let write = paths::new_mailing_to(slug, ready);
            let look = paths::new_segment_ready(slug, ready);
            let unseen = format!("：{}", ready.name());
            view! {
                <tr role="row">
                    <th scope="row" role="rowheader">{ready.name()}</th>
                    <td role="cell" data-label="対象">{sentence(&ready.segment())}</td>
                    <td role="cell" data-label="いまの件数" class="number">{count}</td>
                    <td role="cell"><a href=write>"お知らせを書く"<span class="hidden">{unseen.clone()}</span></a></td>
                    <td role="cell"><a href=look>"条件を直して保存する"<span class="hidden">{unseen}</span></a></td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![
        Column::new("リストの名前"),
        Column::new("対象"),
        Column::number("いまの件数"),
        Column::unseen("お知らせを書く"),
        Column::unseen("条件を直す"),
    ];
    view! {
        <Section title="用意してある対象リスト">
            <p class="muted">"お知らせ、アンケート、活動、説明会の案内で、そのまま選べます。選んで使うと、対象リストとして保存されます。"</p>
            <Table caption="用意してある対象リスト" caption_hidden=true columns density=Density::Dense stacks=true>{rows}</Table>
        </Section>
    }
}

/// One segment as its page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SegmentView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// Its id.
    pub id: SegmentId,
    /// Its name and whom it means.
    pub named: NamedSegment,
    /// How many offices it means now.
    pub count: u64,
    /// How many offices the register has.
    pub all: u64,
    /// How many of those it means have no mail address.
    pub without_mail: u64,
    /// The offices of the page.
    pub offices: Vec<OfficeLine>,
    /// The page, from 1.
    pub page: u64,
    /// Offices on a page.
    pub per_page: u64,
    /// Whether the viewer may change it.
    pub may_write: bool,
    /// Surveys that take answers, in which its offices can be asked.
    pub surveys: Vec<(SurveyId, String)>,
    /// Campaigns that are open, of which a call, a visit or a letter to its offices can be a part.
    pub campaigns: Vec<(CampaignId, String)>,
    /// What was just done.
    pub done: Option<&'static str>,
}

/// One segment with the offices that it means now.
#[component]
pub fn SegmentPage(
    /// The segment.
    segment: SegmentView,
) -> impl IntoView {
    let further = segment.may_write.then(|| further(&segment));
    let SegmentView { slug, id, named, count, all, without_mail, offices, page, per_page, may_write, .. } =
        segment;
    let done = segment.done;
    let done = done.map(|done| view! { <Notice kind=NoticeKind::Success live=true title=done/> });
    let actions = may_write.then(|| {
        view! {
            <ButtonLink href=paths::edit_segment(&slug, id) kind=ButtonKind::Secondary>"条件を直す"</ButtonLink>
            <ButtonLink href=format!("{}?segment={id}", paths::new_mailing(&slug))>"このリストにお知らせを書く"</ButtonLink>
        }
    });
    let export = paths::export_of(&paths::segment(&slug, id));
    let NamedSegment { name, segment } = named;
    let address = slug.clone();
    let list = if offices.is_empty() {
        view! {
            <EmptyState title="当てはまる事業所はありません">
                <p>"条件を減らすか、台帳の内容を確かめてください。"</p>
            </EmptyState>
        }
        .into_any()
    } else {
        rows(&slug, offices).into_any()
    };
    view! {
        {done}
        <Breadcrumb
            crumbs=vec![
                Crumb::new("周知", paths::mailings(&slug)),
                Crumb::new("対象リスト", paths::segments(&slug)),
            ]
            here=name.clone()
        />
        <PageHeader title=name lead=sentence(&segment)>{actions}</PageHeader>
        <div class="list-head">
            <Stats>
                <Stat label="当てはまる事業所" value=count.to_string() unit="件" note=format!("台帳の{all}件のうち")/>
                <Stat label="メールアドレスあり" value=(count - without_mail).to_string() unit="件"/>
                <Stat label="メールアドレスなし" value=without_mail.to_string() unit="件" note="宛名ラベルで郵送できます"/>
            </Stats>
            <div class="list-line list-folds">{further}</div>
        </div>
        {list}
        <SaveLinks what="対象リストの事業所" here=export/>
        <Pagination page per_page total=count href=move |page| paths::segment_page(&address, id, page)/>
    }
}

/// Other ways than a mail by which its offices hear of something.
fn further(segment: &SegmentView) -> impl IntoView + use<> {
    let SegmentView { slug, id, surveys, campaigns, .. } = segment;
    let asking = surveys.iter().map(|(survey, title)| {
        let href = paths::survey_invitations_with(slug, *survey, *id);
        (href, format!("アンケート「{title}」に案内する"))
    });
    let activities = campaigns.iter().map(|(campaign, name)| {
        let href = paths::new_activity_with(slug, *campaign, None, *id);
        (href, format!("キャンペーン「{name}」に、電話・訪問・郵送などの活動を加える"))
    });
    let begin = campaigns
        .is_empty()
        .then(|| (paths::new_campaign(slug), "電話・訪問・郵送などを行うキャンペーンを作る".to_owned()));
    let links = asking
        .chain(activities)
        .chain(begin)
        .map(|(href, words)| view! { <li><a href=href>{words}</a></li> })
        .collect_view();
    view! { <Details summary="このリストに、ほかの方法で声をかける"><ul>{links}</ul></Details> }
}

fn rows(slug: &str, offices: Vec<OfficeLine>) -> impl IntoView + use<> {
    let rows = offices
        .into_iter()
        .map(|OfficeLine { id, number, name, corporation, address, phone: _, status: _, services }| {
            let services = services.iter().map(|service| service.name()).collect::<Vec<_>>().join("、");
            view! {
                <tr role="row">
                    <td role="cell" data-label="事業所番号" class="nowrap">{number.to_string()}</td>
                    <th scope="row" role="rowheader"><a href=paths::office(slug, id)>{name}</a></th>
                    <td role="cell" data-label="サービス">{services}</td>
                    <td role="cell" data-label="法人">{corporation}</td>
                    <td role="cell" data-label="住所">{address}</td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![
        Column::new("事業所番号"),
        Column::new("事業所名"),
        Column::new("サービス"),
        Column::new("法人"),
        Column::new("住所"),
    ];
    view! { <Table caption="当てはまる事業所" caption_hidden=true density=Density::Dense columns stacks=true>{rows}</Table> }
}

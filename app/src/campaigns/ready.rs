//! Ready campaigns: which there are, and one with its days before it is begun.

use crate::{
    messages::{campaigns::kind, starting::source},
    paths,
};
use chrono::NaiveDate;
use domain::campaigns::{ActivityKind, ReadyCampaign, Source, letter};
use elements::{
    BackLink, Button, ButtonKind, ButtonLink, Buttons, Cards, Checks, Choice, Column, DateField, Density,
    Details, ErrorSummary, FormState, LinkCard, PageHeader, PostForm, Section, Table, Tag, Tone,
};
use leptos::prelude::*;

/// Name of the field of the first day.
pub const START: &str = "start";
/// Name of the field of the areas.
pub const AREAS: &str = "areas";

/// Every ready campaign.
#[component]
pub fn ReadyCampaignsPage(
    /// The municipality's word in addresses.
    slug: String,
) -> impl IntoView {
    let forward = paths::forward_issue(&slug);
    let cards = ReadyCampaign::ALL
        .into_iter()
        .map(|ready| {
            let words = format!("{}　活動は{}件です。", ready.origin(), ready.activities().len());
            view! { <LinkCard href=paths::ready_campaign(&slug, ready) title=ready.name()><p>{words}</p></LinkCard> }
        })
        .collect_view();
    let (back, kits) = (paths::campaigns(&slug), paths::campaign_kits(&slug));
    view! {
        <BackLink href=back/>
        <PageHeader title="ひな形から始める" lead="開始する日を決めると、活動が日付の順に並びます。請求業務のある1日から10日と、閉庁日は避けます。始めた後で、どれも変えられます。"/>
        <Section title="キャンペーンのひな形"><Cards>{cards}</Cards></Section>
        <Section title="ほかの始め方">
            <Cards>
                <LinkCard href=forward title="介護保険最新情報を転送する"><p>"番号と件名を入れると、メールとFAXの下書きができます。だれに届いたかの記録が残ります。"</p></LinkCard>
                <LinkCard href=kits title="導入支援パッケージを取り込む"><p>"ほかの自治体が書き出したファイルから、キャンペーン、アンケート、お知らせや通知書の文、補助事業を取り込みます。"</p></LinkCard>
            </Cards>
        </Section>
    }
}

/// An activity with its days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatedActivity {
    /// What it is.
    pub kind: ActivityKind,
    /// 名称.
    pub title: String,
    /// The first and the last day.
    pub days: (NaiveDate, Option<NaiveDate>),
    /// Whom it is for; empty where that is not told.
    pub audience: String,
    /// What is said or written.
    pub note: String,
    /// Where it comes from; none where that is not told.
    pub source: Option<Source>,
}

/// Activities as a table, in their order.
#[component]
pub(super) fn DatedActivities(
    /// The activities.
    lines: Vec<DatedActivity>,
) -> impl IntoView {
    let sourced = lines.iter().any(|line| line.source.is_some());
    let addressed = lines.iter().any(|line| !line.audience.is_empty());
    let rows = lines
        .into_iter()
        .map(|line| {
            let DatedActivity { kind: of, title, days: (first, last), audience, note, source: from } = line;
            let from = from.map(|from| {
                let tone = if from == Source::Ours { Tone::Info } else { Tone::Neutral };
                view! { <td role="cell" data-label="出典"><Tag tone label=source(from)/></td> }
            });
            let audience = addressed.then(|| view! { <td role="cell" data-label="対象">{audience}</td> });
            // What is sent is a whole letter: it is opened by whoever wants to read it.
            let note = if letter(&note).0.is_some() {
                view! { <Details summary="文を読む"><p class="said__body">{note}</p></Details> }.into_any()
            } else {
                view! { <p class="said__body">{note}</p> }.into_any()
            };
            view! {
                <tr role="row">
                    <td role="cell" class="nowrap" data-label="日">{super::days(Some(first), last)}</td>
                    <td role="cell" data-label="種類">{kind(of)}</td>
                    <th scope="row" role="rowheader">{title}</th>
                    {audience}
                    <td role="cell" data-label="内容">{note}</td>
                    {from}
                </tr>
            }
        })
        .collect_view();
    let heads = ["日", "種類", "名称"].into_iter().chain(addressed.then_some("対象"));
    let heads = heads.chain(["内容"]).chain(sourced.then_some("出典"));
    let columns = heads.map(Column::new).collect();
    view! { <Table caption="活動" caption_hidden=true columns density=Density::Dense stacks=true>{rows}</Table> }
}

/// What the page of one shows.
#[derive(Debug, Clone)]
pub struct ReadyView {
    /// The municipality's word in addresses.
    pub slug: String,
    /// Which.
    pub ready: ReadyCampaign,
    /// Its activities on their days.
    pub lines: Vec<DatedActivity>,
    /// What an area can be: 圏域 of the register, and segments.
    pub areas: Vec<Choice>,
    /// The first day and the areas, as typed.
    pub form: FormState,
}

/// The page.
#[component]
pub fn ReadyCampaignPage(
    /// What it shows.
    view: ReadyView,
) -> impl IntoView {
    let ReadyView { slug, ready, lines, areas, form } = view;
    let here = paths::ready_campaign(&slug, ready);
    let back = paths::ready_campaigns(&slug);
    let none = ready.has_areas() && areas.is_empty();
    let hint = none.then(|| {
        let segments = paths::segments(&slug);
        view! {
            <p class="muted">
                "台帳に日常生活圏域の記載がなく、対象リストもないため、1つの一覧で作ります。圏域ごとに分けるときは、先に"
                <a href=segments>"対象リスト"</a>"を作ってください。"
            </p>
        }
    });
    let own = form.clone();
    let areas = (ready.has_areas() && !none).then(|| {
        view! {
            <Checks form=own.clone() name=AREAS legend="圏域" optional=true options=areas
                hint="選んだ圏域ごとに、電話と訪問の活動を作ります。選ばないと、全体で1つの一覧になります"/>
        }
    });
    view! {
        <BackLink href=back.clone()/>
        <ErrorSummary form/>
        <PageHeader title=ready.name() lead=ready.origin()/>
        <Section title="ねらい"><p class="said__body">{ready.aims()}</p></Section>
        <Section title="活動">
            <p class="muted">"日と文は、ひろめるの案です。「出典」は、その活動が元の取組にあることを示します。"</p>
            <DatedActivities lines/>
        </Section>
        <Section title="この内容で始める">
            {hint}
            <PostForm action=here>
                <DateField form=own name=START label="キャンペーンを開始する日"/>
                {areas}
                <Buttons>
                    <Button>"キャンペーンを作る"</Button>
                    <Button kind=ButtonKind::Secondary name="act" value="look">"この日で並べて見る"</Button>
                    <ButtonLink href=back kind=ButtonKind::Quiet>"やめる"</ButtonLink>
                </Buttons>
            </PostForm>
        </Section>
    }
}

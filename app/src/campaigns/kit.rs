//! 導入支援パッケージ of a campaign: where another city's file is taken in, what of it, and what goes into one's own.

use super::ready::{DatedActivities, DatedActivity, START};
use crate::{
    messages::{
        demos::{chore_owner as owner, due, place as place_words},
        subsidies::{Told, notice_kind},
    },
    paths,
    subsidies::KIT_TEXT,
};
use domain::{
    demos::{Place, Plan as Preparation},
    ids::{CampaignId, ProgrammeId},
    kits::{Bundle, SessionPlanPart},
    offices::ReadySegment,
};
use elements::{
    BackLink, Breadcrumb, Button, ButtonKind, ButtonLink, Buttons, Checks, Choice, Column, Crumb, DateField,
    Density, Details, EmptyState, ErrorSummary, FileField, FormState, HiddenField, Notice, NoticeKind,
    PageHeader, PostForm, Section, SelectField, SummaryList, SummaryRow, Table,
};
use leptos::prelude::*;

/// Name of the file's field.
pub const BUNDLE_FILE: &str = "kit_file";
/// Name of the field that carries the file's content to the second page.
pub const BUNDLE: &str = "kit";
/// Name of the field that carries whose it was.
pub const FROM: &str = "from";
/// Name of the field of the parts that are taken.
pub const PARTS: &str = "parts";
/// Name of the field of the segment that mails are for.
pub const SEGMENT: &str = "segment";
/// The campaign among the parts.
pub const CAMPAIGN_PART: &str = "campaign";

/// The word of a questionnaire among the parts, from 1.
pub fn survey_part(place: usize) -> String {
    format!("survey:{place}")
}
/// The word of a mail among the parts, from 1.
pub fn mail_part(place: usize) -> String {
    format!("mail:{place}")
}

/// Where a file is chosen.
#[component]
pub fn CampaignKitsPage(
    /// The municipality's word in addresses.
    slug: String,
    /// What was wrong with the file that was sent.
    form: FormState,
) -> impl IntoView {
    let title = "導入支援パッケージを取り込む";
    let back = paths::campaigns(&slug);
    view! {
        <Breadcrumb crumbs=vec![Crumb::new("周知", paths::campaigns(&slug))] here=title/>
        <ErrorSummary form=form.clone()/>
        <PageHeader title lead="ほかの自治体が書き出したファイルから、キャンペーン、アンケート、お知らせや通知書の文、補助事業を取り込みます。次の画面で内容を確かめ、取り込むものを選ぶまで、何も保存しません。"/>
        <PostForm action=paths::campaign_kits(&slug) multipart=true>
            <FileField form name=BUNDLE_FILE label="導入支援パッケージのファイル" hint="拡張子が.jsonのファイル" accept=".json,application/json"/>
            <Buttons>
                <Button>"内容を確かめる"</Button>
                <a href=back>"取り込まずに戻る"</a>
            </Buttons>
        </PostForm>
    }
}

/// The word of a notice among the parts, from 1.
pub fn notice_part(place: usize) -> String {
    format!("notice:{place}")
}

/// The programme of a file, as this city would have it.
#[derive(Debug, Clone)]
pub enum ProgrammePart {
    /// What its rules say.
    Told(Vec<Told>),
    /// Why it cannot be read.
    Unreadable(String),
}

/// What the page of what is in a file shows.
#[derive(Debug, Clone)]
pub struct BundleView {
    /// The municipality's word in addresses.
    pub slug: String,
    /// What is in it.
    pub bundle: Bundle,
    /// The file again, for the answer.
    pub file: String,
    /// Its programme, where there is one.
    pub programme: Option<ProgrammePart>,
    /// The campaign's activities on their days.
    pub lines: Vec<DatedActivity>,
    /// The segments that mails can be for.
    pub segments: Vec<Choice>,
    /// What was chosen.
    pub form: FormState,
}

/// What is in a file, and what of it is taken.
#[component]
pub fn BundlePage(
    /// What it shows.
    view: BundleView,
) -> impl IntoView {
    let BundleView { slug, bundle, file, programme, lines, segments, form } = view;
    let title = "取り込むものを選ぶ";
    let from = if bundle.from.is_empty() { "ほかの自治体".to_owned() } else { bundle.from.clone() };
    let lead =
        format!("{from}の導入支援パッケージです。自治体の名前は、この自治体のものに置き換えています。");
    let left_out = (!bundle.left_out.is_empty()).then(|| {
        let names = bundle.left_out.join("、");
        view! {
            <Notice kind=NoticeKind::Info title="取り込まないものがあります">
                <p>{format!("このシステムが知らない項目です：{names}")}</p>
            </Notice>
        }
    });
    let programme = programme.map(|part| of_programme(&slug, part, file.clone(), bundle.from.clone()));
    let house = house(&bundle);
    let (options, whose) = (parts(&bundle), bundle.from.clone());
    let (campaign, surveys, mails) = (bundle.campaign.clone(), bundle.surveys.clone(), bundle.mails.clone());
    let plan = campaign.map(|plan| {
        view! {
            <Section title="キャンペーンの内容">
                <p>{plan.name}</p>
                <p class="said__body">{plan.aims}</p>
                <DatedActivities lines/>
            </Section>
        }
    });
    let has_plan = plan.is_some();
    let surveys = surveys
        .into_iter()
        .map(|survey| {
            let questions = survey
                .questionnaire
                .questions
                .into_iter()
                .map(|question| view! { <li>{question.text}</li> })
                .collect_view();
            view! { <Details summary=format!("アンケートの内容：{}", survey.questionnaire.title)><ol>{questions}</ol></Details> }
        })
        .collect_view();
    let has_mails = !mails.is_empty();
    let mails = mails
        .into_iter()
        .map(|mail| {
            view! { <Details summary=format!("お知らせの文：{}", mail.subject)><p class="said__body">{mail.body}</p></Details> }
        })
        .collect_view();
    let (of_start, of_segment) = (form.clone(), form.clone());
    let start = has_plan.then(|| {
        view! { <DateField form=of_start name=START label="キャンペーンを開始する日" needed="キャンペーンを取り込むときは必須"/> }
    });
    let segment = has_mails.then(|| {
        view! {
            <SelectField form=of_segment name=SEGMENT label="お知らせを送る対象リスト" options=segments
                blank=Some(ReadySegment::Open.name().to_owned())/>
        }
    });
    let (action, back, own) = (paths::campaign_kits(&slug), paths::campaign_kits(&slug), form.clone());
    let back_link = back.clone();
    // A file may hold nothing but what is taken in elsewhere: the plans of sessions, a programme.
    let take = (!options.is_empty()).then(|| {
        view! {
            <Section title="取り込む">
                <PostForm action multipart=true>
                    <HiddenField name=BUNDLE value=file/>
                    <HiddenField name=FROM value=whose/>
                    <Checks form=own name=PARTS legend="取り込むもの" options/>
                    {start}
                    {segment}
                    <Buttons>
                        <Button>"選んだものを取り込む"</Button>
                        <ButtonLink href=back kind=ButtonKind::Quiet>"やめる"</ButtonLink>
                    </Buttons>
                </PostForm>
            </Section>
        }
    });
    view! {
        <BackLink href=back_link/>
        <ErrorSummary form/>
        <PageHeader title lead/>
        {left_out}
        {plan}
        {surveys}
        {mails}
        {house}
        {programme}
        {take}
    }
}

/// What can be taken.
fn parts(bundle: &Bundle) -> Vec<Choice> {
    let campaign = bundle.campaign.as_ref().map(|plan| {
        Choice::new(CAMPAIGN_PART, format!("キャンペーン：{}", plan.name))
            .hint(format!("活動は{}件です", plan.activities.len()))
    });
    let surveys = (1..).zip(&bundle.surveys).map(|(place, survey)| {
        let title = format!("アンケート：{}", survey.questionnaire.title);
        Choice::new(survey_part(place), title).hint("下書きとして取り込みます")
    });
    let mails = (1..).zip(&bundle.mails).map(|(place, mail)| {
        Choice::new(mail_part(place), format!("お知らせの文：{}", mail.subject))
            .hint("下書きとして取り込みます")
    });
    let notices = (1..).zip(bundle.wordings().unwrap_or_default()).map(|(place, notice)| {
        Choice::new(notice_part(place), format!("通知書の文：{}", notice_kind(notice.kind)))
            .hint("これから作る通知書に使います。いまの文は版として残ります")
    });
    campaign.into_iter().chain(surveys).chain(mails).chain(notices).collect()
}

/// How sessions are prepared and notices are worded, to be read.
fn house(bundle: &Bundle) -> impl IntoView + use<> {
    let plans = bundle.session_plan.iter().flat_map(SessionPlanPart::plans);
    let plans: Vec<_> = plans.map(|(place, plan)| prepared(place, plan)).collect();
    let plans = (!plans.is_empty()).then(|| {
        view! {
            {plans}
            <p class="muted">"準備計画は国保連合会のものです。連合会の「デモ・説明会」の画面で、同じファイルから取り込めます。"</p>
        }
    });
    let notices = bundle
        .wordings()
        .unwrap_or_default()
        .into_iter()
        .map(|notice| {
            let closing = (!notice.closing.is_empty())
                .then(|| view! { <p class="said__body">{notice.closing.clone()}</p> });
            view! {
                <Details summary=format!("通知書の文：{}", notice_kind(notice.kind))>
                    <p class="said__body">{notice.opening}</p>
                    {closing}
                </Details>
            }
        })
        .collect_view();
    view! { {plans}{notices} }
}

/// A plan of sessions, to be read.
pub(crate) fn prepared(place: Place, plan: &Preparation) -> impl IntoView + use<> {
    let tasks = plan
        .tasks()
        .iter()
        .map(|task| {
            let words = format!("{}（{}、{}）", task.title, owner(task.owner), due(task.due));
            let details = (!task.details.is_empty())
                .then(|| view! { <br/><span class="muted">{task.details.clone()}</span> });
            view! { <li>{words}{details}</li> }
        })
        .collect_view();
    let summary = format!("準備計画：{}で開くとき（準備{}件）", place_words(place), plan.tasks().len());
    view! { <Details summary><ol>{tasks}</ol></Details> }
}

/// The programme, to be read, with the way to take it in.
fn of_programme(slug: &str, part: ProgrammePart, file: String, from: String) -> impl IntoView + use<> {
    let told = match part {
        ProgrammePart::Unreadable(words) => {
            return view! {
                <Notice kind=NoticeKind::Warning title="補助事業も入っていますが、取り込めません"><p>{words}</p></Notice>
            }
            .into_any();
        }
        ProgrammePart::Told(told) => told,
    };
    let rows = told
        .into_iter()
        .map(|told| {
            let lines = told.lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
            view! { <SummaryRow label=told.label><ul>{lines}</ul></SummaryRow> }
        })
        .collect_view();
    let action = paths::programme_kits(slug);
    view! {
        <Section title="補助事業の内容">
            <Details summary="補助事業の内容を読む"><SummaryList dense=true>{rows}</SummaryList></Details>
            <p>"年度と日付はこの自治体の今年度に移してあります。名称、金額、予算、受付期間は、次の画面で答えてから保存します。"</p>
            <PostForm action multipart=true>
                <HiddenField name=KIT_TEXT value=file/>
                <HiddenField name=FROM value=from/>
                <Buttons><Button kind=ButtonKind::Secondary>"補助事業の下書きを作る"</Button></Buttons>
            </PostForm>
        </Section>
    }
    .into_any()
}

/// What the page of one's own file shows.
#[derive(Debug, Clone)]
pub struct PackView {
    /// The municipality's word in addresses.
    pub slug: String,
    /// The campaign.
    pub id: CampaignId,
    /// What goes into the file.
    pub bundle: Bundle,
    /// The programmes that can go with it.
    pub programmes: Vec<(ProgrammeId, String)>,
}

/// What goes into the starter kit of a campaign.
#[component]
pub fn PackPage(
    /// What it shows.
    view: PackView,
) -> impl IntoView {
    let PackView { slug, id, bundle, programmes } = view;
    let name = bundle.campaign.as_ref().map(|plan| plan.name.clone()).unwrap_or_default();
    let crumbs = vec![
        Crumb::new("周知", paths::campaigns(&slug)),
        Crumb::new(name.clone(), paths::campaign(&slug, id)),
    ];
    let parts = parts(&bundle);
    let body = if parts.is_empty() {
        view! { <EmptyState title="書き出すものがありません"><p>"活動を1件以上作ってください。"</p></EmptyState> }.into_any()
    } else {
        let rows = contents(&bundle)
            .into_iter()
            .map(|(what, words)| view! { <tr><th scope="row">{what}</th><td>{words}</td></tr> })
            .collect_view();
        let columns = vec![Column::new("種類"), Column::new("内容")];
        let file = paths::campaign_kit_file(&slug, id, None);
        let with = programmes
            .into_iter()
            .map(|(programme, title)| {
                let href = paths::campaign_kit_file(&slug, id, Some(programme));
                view! { <li><a href=href>{format!("補助事業「{title}」も入れて書き出す")}</a></li> }
            })
            .collect_view();
        view! {
            <Table caption="書き出すもの" columns density=Density::Dense>{rows}</Table>
            <p>"担当者、対象リスト、事業所、送った結果、費用は入りません。文の中の個人の名前は、書き出す前に確かめてください。"</p>
            <Buttons><ButtonLink href=file>"ファイルに書き出す"</ButtonLink></Buttons>
            <ul>{with}</ul>
        }
        .into_any()
    };
    view! {
        <Breadcrumb crumbs here="導入支援パッケージ"/>
        <PageHeader title="導入支援パッケージを書き出す" caption=name lead="このキャンペーンの進め方を、ほかの自治体が取り込めるファイルにします。"/>
        {body}
    }
}

fn contents(bundle: &Bundle) -> Vec<(&'static str, String)> {
    let campaign = bundle
        .campaign
        .as_ref()
        .map(|plan| ("キャンペーン", format!("{}（活動{}件）", plan.name, plan.activities.len())));
    let surveys = bundle.surveys.iter().map(|survey| {
        let questions = survey.questionnaire.questions.len();
        ("アンケート", format!("{}（{questions}問）", survey.questionnaire.title))
    });
    let mails = bundle.mails.iter().map(|mail| ("お知らせの文", mail.subject.clone()));
    let plans = bundle.session_plan.iter().flat_map(SessionPlanPart::plans).map(|(place, plan)| {
        ("準備計画", format!("{}で開くとき（準備{}件）", place_words(place), plan.tasks().len()))
    });
    let notices = bundle.wordings().unwrap_or_default().into_iter();
    let notices = notices.map(|notice| ("通知書の文", notice_kind(notice.kind).to_owned()));
    campaign.into_iter().chain(surveys).chain(mails).chain(plans).chain(notices).collect()
}

//! One activity: what it is, whom it is for, its list, and what came back.

use super::{
    NoticePlace, days, lines,
    lists::{List, Shown, entry, numbers, replies},
};
use crate::{
    messages::campaigns::{kind, state, state_tone, warning, whom},
    paths, when,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    campaigns::{ActivityKind, DateWarning, Standing, State, Whom},
    ids::{ActivityId, CampaignId},
    money::Yen,
    wareki,
};
use elements::{
    Breadcrumb, Button, ButtonKind, ButtonLink, Buttons, Crumb, Details, ErrorSummary, FormState,
    HiddenField, Notice, NoticeKind, PageHeader, PostForm, Section, SummaryList, SummaryRow,
};
use leptos::prelude::*;

/// Something that keeps the activity's own list: a mailing, a survey, a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Linked {
    /// What it is, such as お知らせ.
    pub what: &'static str,
    /// Its name.
    pub name: String,
    /// Its page.
    pub href: String,
    /// Its numbers, in words; empty where there are none.
    pub counts: String,
    /// What is to be done with it next: a sentence, the words of the way on, and its page.
    pub next: Option<(&'static str, &'static str, String)>,
}

/// The list of an activity that has one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Listed {
    /// The kind has none.
    None,
    /// It is not made yet: whether somebody was chosen of whom it can be made.
    Open(bool),
    /// It was made then, of these.
    Made(DateTime<Utc>, String, Box<Shown>),
}

/// An activity as its page shows it.
#[expect(clippy::struct_excessive_bools, reason = "each is a permission or a fact of its own")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActivityView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// The campaign and its name.
    pub campaign: (CampaignId, String),
    /// The activity.
    pub id: ActivityId,
    /// Its version.
    pub version: i32,
    /// What it is.
    pub kind: ActivityKind,
    /// 名称.
    pub title: String,
    /// Where it stands.
    pub state: State,
    /// From when until when.
    pub days: (Option<NaiveDate>, Option<NaiveDate>),
    /// Whether it is late.
    pub overdue: bool,
    /// What speaks against its first day, while it is open.
    pub warnings: Vec<DateWarning>,
    /// 担当者.
    pub owner: String,
    /// Whom it is for.
    pub audience: String,
    /// The associations that it is for besides, by name.
    pub associations: String,
    /// The activity of whose audience it asks some once more.
    pub follows: Option<(ActivityId, String, Whom)>,
    /// What keeps its list elsewhere.
    pub linked: Option<Linked>,
    /// Where a session is asked for; none where there is nobody to ask.
    pub asks: Option<String>,
    /// 資材, with its page.
    pub material: Option<(String, String)>,
    /// Where it is written down that pieces of it were handed out.
    pub handing: Option<String>,
    /// A page of the web.
    pub link: String,
    /// What is said or written.
    pub script: String,
    /// 費用.
    pub cost: Option<Yen>,
    /// What came of it.
    pub result: String,
    /// When it was done.
    pub done_on: Option<NaiveDate>,
    /// Its list.
    pub listed: Listed,
    /// Papers of its list to print: what, and where.
    pub papers: Vec<(String, String)>,
    /// Its page here; none of what is no notice of the web.
    pub notice: Option<NoticePlace>,
    /// Whether the viewer may write.
    pub keeps: bool,
    /// Whether the viewer may write, and the campaign is open.
    pub may_write: bool,
    /// Whether it can be followed by one that asks some once more.
    pub followable: bool,
    /// Whether its mailing can be written here.
    pub writes_mailing: bool,
    /// What was just done.
    pub done: Option<&'static str>,
}

/// An activity.
#[component]
pub fn ActivityPage(
    /// The activity.
    activity: ActivityView,
    /// What was keyed in.
    form: FormState,
) -> impl IntoView {
    let done = activity.done.map(|done| view! { <Notice kind=NoticeKind::Success live=true title=done/> });
    let buttons = buttons(&activity);
    let facts = facts(&activity);
    let (next, place) = (super::next::next(&activity), super::notice::place(&activity));
    let listed = listed(&activity, form.clone());
    let ActivityView {
        slug, campaign: (campaign, name), kind: of, title, state: now, overdue, script, ..
    } = activity;
    let late = overdue.then(|| view! { <Notice kind=NoticeKind::Warning title="予定の日を過ぎています"/> });
    let script = (!script.is_empty()).then(|| {
        view! { <Details summary="話すこと・書くこと" open=true><div class="letter">{script}</div></Details> }
    });
    let crumbs =
        vec![Crumb::new("周知", paths::campaigns(&slug)), Crumb::new(name, paths::campaign(&slug, campaign))];
    view! {
        {done}
        <Breadcrumb crumbs here=title.clone()/>
        <ErrorSummary form/>
        <PageHeader title caption=kind(of) tag=Some((state_tone(now), state(now).to_owned()))>{buttons}</PageHeader>
        {late}
        {facts}
        {next}
        {script}
        {place}
        {listed}
    }
}

fn buttons(activity: &ActivityView) -> Option<AnyView> {
    let ActivityView { slug, campaign: (campaign, _), id, version, state: now, may_write, .. } = activity;
    if !may_write {
        return None;
    }
    let begin = |label: &'static str, loud: ButtonKind| {
        let (action, version) = (paths::begin_activity(slug, *campaign, *id), version.to_string());
        view! {
            <PostForm action class="inline">
                <HiddenField name="version" value=version/>
                <Button kind=loud>{label}</Button>
            </PostForm>
        }
    };
    let edit = view! {
        <ButtonLink href=paths::edit_activity(slug, *campaign, *id) kind=ButtonKind::Quiet>"直す"</ButtonLink>
    };
    let finish = paths::finish_activity(slug, *campaign, *id);
    let dropping = paths::drop_activity(slug, *campaign, *id);
    let again = activity.followable.then(|| {
        view! {
            <ButtonLink href=paths::ask_again(slug, *campaign, *id) kind=ButtonKind::Secondary>"応答のない事業所にもう一度"</ButtonLink>
        }
    });
    Some(match now {
        State::Planned => view! {
            {begin("始める", ButtonKind::Secondary)}
            <ButtonLink href=finish kind=ButtonKind::Secondary>"完了にする"</ButtonLink>
            {again}
            {edit}
            <ButtonLink href=dropping kind=ButtonKind::Quiet>"中止・削除する"</ButtonLink>
        }
        .into_any(),
        State::UnderWay => view! {
            <ButtonLink href=finish kind=ButtonKind::Secondary>"完了にする"</ButtonLink>
            {again}
            {edit}
            <ButtonLink href=dropping kind=ButtonKind::Quiet>"中止する"</ButtonLink>
        }
        .into_any(),
        State::Done | State::Dropped => view! { {again}{begin("再開する", ButtonKind::Quiet)} }.into_any(),
    })
}

fn facts(activity: &ActivityView) -> impl IntoView + use<> {
    let a = activity.clone();
    let slug = a.slug;
    let campaign = a.campaign.0;
    let (first, last) = a.days;
    let against = a
        .warnings
        .iter()
        .map(|against| view! { <br/><span class="muted">{format!("⚠ {}", warning(*against))}</span> })
        .collect_view();
    let owner = if a.owner.is_empty() { "決まっていません".to_owned() } else { a.owner };
    let audience = (!a.audience.is_empty())
        .then(|| view! { <SummaryRow label="対象リスト">{a.audience.clone()}</SummaryRow> });
    let associations = (!a.associations.is_empty())
        .then(|| view! { <SummaryRow label="関係団体">{a.associations.clone()}</SummaryRow> });
    let follows = a.follows.map(|(earlier, title, of)| {
        let href = paths::activity(&slug, campaign, earlier);
        view! { <SummaryRow label="対象">"「"<a href=href>{title}</a>{format!("」の対象のうち、{}", whom(of))}</SummaryRow> }
    });
    let linked = a.linked.map(|Linked { what, name, href, counts, next: _ }| {
        let counts = (!counts.is_empty()).then(|| view! { <br/><span class="muted">{counts}</span> });
        view! { <SummaryRow label=what><a href=href>{name}</a>{counts}</SummaryRow> }
    });
    let write = (a.writes_mailing && a.may_write).then(|| {
        let action = paths::write_activity_mailing(&slug, campaign, a.id);
        view! {
            <SummaryRow label="お知らせ">
                <PostForm action class="inline"><Button kind=ButtonKind::Secondary>"お知らせの下書きを作る"</Button></PostForm>
            </SummaryRow>
        }
    });
    let handing = a.handing.map(|href| view! { "　"<a href=href>"配布を記録する"</a> });
    let material = a
        .material
        .map(|(name, href)| view! { <SummaryRow label="資材"><a href=href>{name}</a>{handing}</SummaryRow> });
    let link = (!a.link.is_empty()).then(|| {
        let href = a.link.clone();
        view! { <SummaryRow label="ページ"><a href=href rel="noreferrer">{a.link.clone()}</a></SummaryRow> }
    });
    let cost = a.cost.map(|cost| view! { <SummaryRow label="費用">{cost.to_string()}</SummaryRow> });
    let result = (!a.result.is_empty()).then(|| {
        let day = a.done_on.map(|day| format!("（{}）", wareki::format_date(day))).unwrap_or_default();
        view! { <SummaryRow label="結果・理由">{lines(&format!("{}{day}", a.result))}</SummaryRow> }
    });
    view! {
        <SummaryList dense=true>
            <SummaryRow label="日程">{days(first, last)}{against}</SummaryRow>
            <SummaryRow label="担当者">{owner}</SummaryRow>
            {audience}
            {associations}
            {follows}
            {linked}
            {write}
            {material}
            {link}
            {cost}
            {result}
        </SummaryList>
    }
}

fn listed(activity: &ActivityView, form: FormState) -> AnyView {
    let ActivityView { slug, campaign: (campaign, _), id, may_write, state: now, papers, version, .. } =
        activity;
    match &activity.listed {
        Listed::None => ().into_any(),
        Listed::Open(chosen) => {
            let (make, choose) =
                (paths::activity_audience(slug, *campaign, *id), paths::edit_activity(slug, *campaign, *id));
            let next = match (*may_write && now.is_open(), *chosen) {
                (true, true) => view! {
                    <Buttons>
                        <ButtonLink href=make>"対象の一覧を作る"</ButtonLink>
                    </Buttons>
                }
                .into_any(),
                (true, false) => view! {
                    <p>"はじめに、対象リストか関係団体を選んでください。"</p>
                    <Buttons>
                        <ButtonLink href=choose>"対象を選ぶ"</ButtonLink>
                    </Buttons>
                }
                .into_any(),
                (false, _) => ().into_any(),
            };
            view! {
                <Section title="対象">
                    <p>"対象の一覧はまだ作っていません。作ると、そのときの台帳の内容で固定され、結果を記録できます。"</p>
                    {next}
                </Section>
            }
            .into_any()
        }
        Listed::Made(at, of, shown) => {
            let papers = (!papers.is_empty()).then(|| {
                let links = papers
                    .iter()
                    .cloned()
                    .map(|(what, href)| view! { <li><a href=href>{what}</a></li> })
                    .collect_view();
                view! { <Section title="印刷する"><ul>{links}</ul></Section> }
            });
            let nothing = shown.tally.entered() == 0 && *may_write && now.is_open();
            let discard = nothing.then(|| {
                let (action, version) = (paths::discard_audience(slug, *campaign, *id), version.to_string());
                view! {
                    <PostForm action>
                        <HiddenField name="version" value=version/>
                        <Button kind=ButtonKind::Quiet>"一覧を破棄して作り直す"</Button>
                    </PostForm>
                }
            });
            let made = format!("{}に、「{of}」を対象に作りました。", when::moment(*at));
            let counted = numbers(&shown.tally);
            let back = replies((slug, *id), shown.channel, &shown.tally, *may_write);
            let enter = shown.enters.then(|| {
                let open = shown.tally.standing(Standing::Open);
                entry(slug, *campaign, *id, (shown.channel, open), form)
            });
            let shown = (**shown).clone();
            view! {
                <Section title="集計">
                    <p class="muted">{made}</p>
                    {counted}
                    {back}
                    {discard}
                </Section>
                {papers}
                {enter}
                <List shown/>
            }
            .into_any()
        }
    }
}

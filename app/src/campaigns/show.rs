//! One campaign: its activities in their order, what each channel reached, and adoption before and after.

use super::{days, lines};
use crate::{
    exports::SaveLinks,
    messages::campaigns::{kind, standing, state, state_tone, warning},
    paths,
};
use chrono::NaiveDate;
use domain::{
    adoption::Rate,
    campaigns::{ActivityKind, DateWarning, Effect, Standing, State, Tally, WITHIN_DAYS},
    ids::{ActivityId, CampaignId},
    money::Yen,
    wareki,
};
use elements::{
    Breadcrumb, Button, ButtonKind, ButtonLink, Buttons, Column, Crumb, Density, EmptyState, HiddenField,
    Notice, NoticeKind, PageHeader, PostForm, Section, Stat, Stats, SummaryList, SummaryRow, Table, Tag,
    Timeline, TimelineEntry, Tone,
};
use leptos::prelude::*;

/// An activity in its campaign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActivityLine {
    /// Its id.
    pub id: ActivityId,
    /// Its place, from 1.
    pub place: u32,
    /// What it is.
    pub kind: ActivityKind,
    /// 名称.
    pub title: String,
    /// Where it stands.
    pub state: State,
    /// From when until when.
    pub days: (Option<NaiveDate>, Option<NaiveDate>),
    /// What speaks against its first day, while it is open.
    pub warnings: Vec<DateWarning>,
    /// Whether it is late.
    pub overdue: bool,
    /// 担当者.
    pub owner: String,
    /// Whom it is for: a segment, a mailing, a session, a survey; empty where nobody was chosen.
    pub audience: String,
    /// 資材.
    pub material: String,
    /// The counts of its list, or of what it leads to, in words; empty where there are none.
    pub counts: String,
    /// What came of it.
    pub result: String,
    /// When it was done.
    pub done_on: Option<NaiveDate>,
}

/// The money of a campaign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Money {
    /// 予算.
    pub budget: Option<Yen>,
    /// What its activities cost.
    pub spent: Yen,
}

/// A campaign as its page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CampaignView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// The campaign.
    pub id: CampaignId,
    /// Its version.
    pub version: i32,
    /// 名称.
    pub name: String,
    /// ねらい.
    pub aims: String,
    /// Where it stands.
    pub state: State,
    /// From when until when.
    pub days: (NaiveDate, Option<NaiveDate>),
    /// 担当者.
    pub owner: String,
    /// What its end showed, or why it was dropped.
    pub closing: String,
    /// Its activities, in their order.
    pub activities: Vec<ActivityLine>,
    /// What each kind of activity reached.
    pub channels: Vec<(ActivityKind, Tally)>,
    /// Its money.
    pub money: Money,
    /// Adoption the day before it began, and now or on its last day.
    pub rates: (Rate, Rate),
    /// Offices it reached, and those of them that began.
    pub effect: Effect,
    /// Whether the viewer may write.
    pub may_write: bool,
    /// Whether nothing was done of it, so that it can be removed.
    pub removable: bool,
    /// What was just done.
    pub done: Option<&'static str>,
    /// Where one goes on from there: words and page.
    pub next: Vec<(&'static str, String)>,
}

/// A campaign.
#[component]
pub fn CampaignPage(
    /// The campaign.
    campaign: CampaignView,
) -> impl IntoView {
    let done = campaign.done.map(|done| done_with(done, campaign.next.clone()));
    let buttons = buttons(&campaign);
    let facts = facts(&campaign);
    let activities = activities(&campaign);
    let channels = channels(&campaign.channels);
    let followed = followed(&campaign);
    let timeline = timeline(&campaign);
    let further = super::proof::further(&campaign.slug, campaign.id, campaign.may_write);
    let CampaignView { slug, name, state: now, closing, .. } = campaign;
    let closing = (!closing.is_empty()).then(|| {
        view! { <Section title="ふり返り・理由"><div class="letter">{closing}</div></Section> }
    });
    view! {
        {done}
        <Breadcrumb crumbs=vec![Crumb::new("周知", paths::campaigns(&slug))] here=name.clone()/>
        <PageHeader title=name tag=Some((state_tone(now), state(now).to_owned()))>{buttons}</PageHeader>
        {facts}
        {closing}
        {activities}
        {channels}
        {followed}
        {timeline}
        {further}
    }
}

/// What was just done, and the ways on from there.
fn done_with(done: &'static str, next: Vec<(&'static str, String)>) -> impl IntoView {
    let ways = (!next.is_empty()).then(|| {
        let links = next.into_iter().map(|(words, href)| {
            view! { <ButtonLink href kind=ButtonKind::Secondary>{words}</ButtonLink> }
        });
        view! { <Buttons>{links.collect_view()}</Buttons> }
    });
    view! { <Notice kind=NoticeKind::Success live=true title=done>{ways}</Notice> }
}

fn buttons(campaign: &CampaignView) -> Option<AnyView> {
    let CampaignView { slug, id, version, state: now, may_write, removable, .. } = campaign;
    if !may_write {
        return None;
    }
    if !now.is_open() {
        let action = paths::reopen_campaign(slug, *id);
        let version = version.to_string();
        return Some(
            view! {
                <PostForm action class="inline">
                    <HiddenField name="version" value=version/>
                    <Button kind=ButtonKind::Secondary>"再開する"</Button>
                </PostForm>
            }
            .into_any(),
        );
    }
    let remove = removable.then(|| {
        view! { <ButtonLink href=paths::remove_campaign(slug, *id) kind=ButtonKind::Quiet>"削除する"</ButtonLink> }
    });
    Some(
        view! {
            <ButtonLink href=paths::new_activity(slug, *id, None)>"活動を加える"</ButtonLink>
            <ButtonLink href=paths::edit_campaign(slug, *id) kind=ButtonKind::Secondary>"内容を直す"</ButtonLink>
            <ButtonLink href=paths::close_campaign(slug, *id) kind=ButtonKind::Quiet>"終える・中止する"</ButtonLink>
            {remove}
        }
        .into_any(),
    )
}

fn facts(campaign: &CampaignView) -> impl IntoView + use<> {
    let Money { budget, spent } = campaign.money;
    let money = budget.map_or_else(
        || spent.to_string(),
        |budget| {
            let rest = Yen(budget.get() - spent.get());
            let over = if rest < Yen::ZERO { "（予算を超えています）" } else { "" };
            format!("{spent}（予算{budget}、残り{rest}）{over}")
        },
    );
    let aims = (!campaign.aims.is_empty()).then(|| {
        let aims = campaign.aims.clone();
        view! { <SummaryRow label="ねらい">{lines(&aims)}</SummaryRow> }
    });
    let (first, last) = campaign.days;
    let owner = if campaign.owner.is_empty() {
        "決まっていません".to_owned()
    } else {
        campaign.owner.clone()
    };
    view! {
        <SummaryList dense=true>
            {aims}
            <SummaryRow label="期間">{days(Some(first), last)}</SummaryRow>
            <SummaryRow label="担当者">{owner}</SummaryRow>
            <SummaryRow label="費用">{money}</SummaryRow>
        </SummaryList>
    }
}

fn activities(campaign: &CampaignView) -> AnyView {
    let CampaignView { slug, id, activities, may_write, state: now, .. } = campaign;
    if activities.is_empty() {
        let add = (*may_write && now.is_open()).then(|| {
            view! { <ButtonLink href=paths::new_activity(slug, *id, None)>"活動を加える"</ButtonLink> }
        });
        return view! {
            <Section title="活動">
                <EmptyState title="活動はまだありません">
                    <p>"ホームページ掲載、メール、電話、連絡会などを、行う順に加えてください。"</p>
                    {add}
                </EmptyState>
            </Section>
        }
        .into_any();
    }
    let last = activities.len();
    let moves = *may_write && now.is_open() && last > 1;
    let rows = activities
        .iter()
        .enumerate()
        .map(|(index, line)| row(slug, *id, line, moves.then_some((index > 0, index + 1 < last))))
        .collect_view();
    let mut columns = vec![
        Column::number("順"),
        Column::new("活動"),
        Column::new("日程"),
        Column::new("担当者"),
        Column::new("対象・資材"),
        Column::new("状態・結果"),
    ];
    if moves {
        columns.push(Column::unseen("順番を変える"));
    }
    let export = paths::campaign_export(slug, *id);
    view! {
        <Section title="活動" id="activities">
            <Table caption="活動の一覧" caption_hidden=true columns density=Density::Dense stacks=true>{rows}</Table>
            <SaveLinks what="活動の一覧" here=export/>
        </Section>
    }
    .into_any()
}

fn row(
    slug: &str,
    campaign: CampaignId,
    line: &ActivityLine,
    moves: Option<(bool, bool)>,
) -> impl IntoView + use<> {
    let line = line.clone();
    let href = paths::activity(slug, campaign, line.id);
    let late = line.overdue.then(|| view! { " "<Tag tone=Tone::Danger label="遅れ"/> });
    let against = line
        .warnings
        .iter()
        .map(|against| view! { <br/><span class="muted">{format!("⚠ {}", warning(*against))}</span> })
        .collect_view();
    let material = (!line.material.is_empty())
        .then(|| view! { <br/><span class="muted">{format!("資材：{}", line.material)}</span> });
    let counts = (!line.counts.is_empty()).then(|| view! { <br/>{line.counts.clone()} });
    let result =
        (!line.result.is_empty()).then(|| view! { <br/><span class="muted">{line.result.clone()}</span> });
    let moving = moves.map(|(up, down)| {
        let action = paths::move_activity(slug, campaign, line.id);
        let up = up.then(|| one_step("up", "上へ", &line.title));
        let down = down.then(|| one_step("down", "下へ", &line.title));
        view! { <td role="cell" class="nowrap"><PostForm action class="inline">{up}{down}</PostForm></td> }
    });
    let (first, last) = line.days;
    view! {
        <tr role="row">
            <td role="cell" data-label="順" class="number">{line.place.to_string()}</td>
            <th role="rowheader" scope="row"><a href=href>{line.title.clone()}</a><br/><span class="muted">{kind(line.kind)}</span></th>
            <td role="cell" data-label="日程">{days(first, last)}{late}{against}</td>
            <td role="cell" data-label="担当者">{line.owner.clone()}</td>
            <td role="cell" data-label="対象・資材">{line.audience.clone()}{material}</td>
            <td role="cell" data-label="状態・結果"><Tag tone=state_tone(line.state) label=state(line.state)/>{counts}{result}</td>
            {moving}
        </tr>
    }
}

fn one_step(value: &'static str, label: &'static str, title: &str) -> impl IntoView + use<> {
    let unseen = format!("：{title}");
    view! { <Button kind=ButtonKind::Quiet name="to" value>{label}<span class="hidden">{unseen}</span></Button> }
}

fn channels(channels: &[(ActivityKind, Tally)]) -> Option<AnyView> {
    if channels.is_empty() {
        return None;
    }
    let mut all = Tally::default();
    let rows = channels
        .iter()
        .map(|(of, tally)| {
            all.join(tally);
            view! { <tr role="row"><th scope="row" role="rowheader">{kind(*of)}</th>{cells(tally)}</tr> }
        })
        .collect_view();
    let numbers = heads().into_iter().map(Column::number);
    let columns: Vec<Column> = std::iter::once(Column::new("方法")).chain(numbers).collect();
    let sums = cells(&all);
    let foot = move || view! { <tr role="row"><th scope="row" role="rowheader">"合計"</th>{sums}</tr> };
    Some(
        view! {
            <Section title="方法ごとの集計">
                <p class="muted">"対象＝除いた＋知らせる。知らせる＝未実施から届かないまでの合計です。1つの事業所に2つの方法で知らせたときは、それぞれに数えます。"</p>
                <Table caption="方法ごとの集計" caption_hidden=true columns density=Density::Dense stacks=true
                    foot=ViewFnOnce::from(foot)>{rows}</Table>
            </Section>
        }
        .into_any(),
    )
}

/// What the numbers of a tally are called, in their order.
fn heads() -> Vec<&'static str> {
    let all = ["対象", "除いた", "知らせる"].into_iter();
    all.chain(Standing::ALL.iter().map(|of| standing(*of))).collect()
}

fn cells(tally: &Tally) -> impl IntoView + use<> {
    let mut numbers = vec![tally.total(), tally.left_out(), tally.targets()];
    numbers.extend(Standing::ALL.iter().map(|of| tally.standing(*of)));
    let cell = |(number, head): (u64, &'static str)| {
        view! { <td role="cell" data-label=head class="number">{number.to_string()}</td> }
    };
    numbers.into_iter().zip(heads()).map(cell).collect_view()
}

fn followed(campaign: &CampaignView) -> impl IntoView + use<> {
    let (before, after) = campaign.rates;
    let Effect { reached, began, already } = campaign.effect;
    let percent =
        |rate: Rate| rate.percent().map_or_else(|| "－".to_owned(), |percent| format!("{percent}％"));
    let note = |rate: Rate| {
        format!("{}／{}事業所（{}現在）", rate.numerator, rate.denominator, wareki::format_date(rate.as_of))
    };
    let points = after
        .points_since(before)
        .map_or_else(|| "－".to_owned(), |points| format!("{}ポイント", points.signed()));
    let cost = campaign.effect.cost_of_one(campaign.money.spent).map(|each| {
        view! {
            <Stat label="導入した1事業所あたりの費用" value=each.to_string()
                note=format!("費用{}÷{began}事業所", campaign.money.spent)/>
        }
    });
    view! {
        <Section title="導入の前後">
            <Stats>
                <Stat label="始まる前の導入率" value=percent(before) note=note(before)/>
                <Stat label="いまの導入率" value=percent(after) note=note(after)/>
                <Stat label="差" value=points/>
                <Stat label="知らせた後に導入した事業所" value=began.to_string() unit="件"
                    note=format!("届いた{reached}件のうち、{WITHIN_DAYS}日以内に導入。先に導入していた{already}件は除く")/>
                {cost}
            </Stats>
            <p class="muted">"導入率は、それぞれの日に台帳で営業中の事業所のうち、ライセンス取得か利用中の割合です。ほかの理由で導入した事業所も含むので、キャンペーンの効果とは限りません。"</p>
        </Section>
    }
}

/// The days on which something was done or is to be done, in their order.
fn timeline(campaign: &CampaignView) -> Option<AnyView> {
    let mut dated: Vec<_> = campaign
        .activities
        .iter()
        .filter_map(|line| Some((line.done_on.or(line.days.0).or(line.days.1)?, line)))
        .collect();
    if dated.is_empty() {
        return None;
    }
    dated.sort_by_key(|(day, line)| (*day, line.place));
    let entries = dated
        .into_iter()
        .map(|(day, line)| {
            let title = format!("{}（{}）", line.title, kind(line.kind));
            let tone = if line.overdue { Tone::Danger } else { state_tone(line.state) };
            let words = if line.overdue { "遅れています" } else { state(line.state) };
            view! {
                <TimelineEntry title at=wareki::format_date_with_weekday(day) datetime=day.to_string() tone>
                    <p>{words}</p>
                </TimelineEntry>
            }
        })
        .collect_view();
    Some(view! { <Section title="日程"><Timeline>{entries}</Timeline></Section> }.into_any())
}

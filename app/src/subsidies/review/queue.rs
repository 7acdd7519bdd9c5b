//! S12 申請の一覧: what waits, oldest first; every narrowing is an address.

use crate::{
    exports::SaveLinks,
    messages::subsidies::{
        band_tone, days_left, owner as owner_name, stage, stage_tone, stages as stages_name,
    },
    paths,
    subsidies::when,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    form::Typed,
    ids::ApplicationId,
    money::Yen,
    subsidies::{Ageing, Order, Owner, Queue, ReceiptNumber, StageName, Stages},
    wareki::format_date_short,
};
use elements::{
    Button, ButtonKind, ButtonLink, Column, Density, Direction, EmptyState, FilterChip, FilterChips,
    FormState, PageHeader, Pagination, SearchField, SearchForm, Stat, Stats, Table, Tag, Tone,
};
use islands::ListKeys;
use leptos::prelude::*;

/// Rows on a page.
pub const PER_PAGE: u64 = 50;

/// How long an application has been with the office.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AgeingView {
    /// Days used and left.
    pub ageing: Ageing,
    /// Whether the clock stands still: it is with the applicant, or decided.
    pub stands: bool,
}

/// One row.
#[derive(Debug, Clone)]
pub struct QueueLine {
    /// The application.
    pub id: ApplicationId,
    /// Its number.
    pub receipt: ReceiptNumber,
    /// 事業所名.
    pub office: String,
    /// 事業所番号.
    pub office_number: String,
    /// 事業所名 in kana.
    pub office_kana: String,
    /// 法人名.
    pub corporation: Option<String>,
    /// Title of the programme.
    pub programme: String,
    /// Whether an officer entered it from a paper.
    pub on_behalf: bool,
    /// 受付日: of a paper the day it came.
    pub received: NaiveDate,
    /// How long the office has had it, until it is decided.
    pub ageing: Option<AgeingView>,
    /// Where it stands.
    pub stage: StageName,
    /// Who reviews it.
    pub assignee: Option<String>,
    /// 申請額.
    pub amount: Yen,
    /// When it was touched last.
    pub updated: DateTime<Utc>,
}

/// What the strip above the list counts.
#[derive(Debug, Clone, Copy, Default)]
pub struct Strip {
    /// With the office now.
    pub waiting: u64,
    /// Working days of the oldest.
    pub oldest: Option<u32>,
    /// Over the standard processing time.
    pub overdue: u64,
    /// Of nobody.
    pub unowned: u64,
}

/// What the page shows.
#[derive(Debug, Clone)]
pub struct QueueView {
    /// The municipality's word in addresses.
    pub slug: String,
    /// What it is narrowed to.
    pub queue: Queue,
    /// Rows of this page.
    pub lines: Vec<QueueLine>,
    /// Rows in all.
    pub total: u64,
    /// How many in each choice of stages.
    pub in_stages: Vec<(Stages, u64)>,
    /// How many of each owner.
    pub of_owners: Vec<(Owner, u64)>,
    /// What waits at all.
    pub strip: Strip,
    /// Whether the officer may enter papers.
    pub may_enter: bool,
}

/// The page.
#[component]
pub fn QueuePage(
    /// What it shows.
    list: QueueView,
) -> impl IntoView {
    let QueueView { slug, queue, lines, total, in_stages, of_owners, strip, may_enter } = list;
    let enter = may_enter.then(|| {
        view! { <ButtonLink kind=ButtonKind::Secondary href=paths::behalf(&slug)>"紙の申請を代理入力する"</ButtonLink> }
    });
    let export = paths::export_of(&paths::queue(&slug, &queue.at(0)));
    let to = |queue: &Queue| paths::queue(&slug, queue);
    let stages = in_stages
        .into_iter()
        .map(|(one, n)| {
            FilterChip::view(stages_name(one), to(&queue.in_stages(one)), one == queue.stages).count(n)
        })
        .collect();
    let owners = of_owners
        .into_iter()
        .map(|(one, n)| FilterChip::view(owner_name(one), to(&queue.of(one)), one == queue.owner).count(n))
        .collect();
    let words = (!queue.words.is_empty())
        .then(|| FilterChip::remove(format!("「{}」を含む", queue.words), to(&queue.without_words())));
    let words = words.map(|chip| view! { <FilterChips label="絞り込み" chips=vec![chip]/> });
    let form = FormState::filled(Typed::default().with("q", queue.words.clone()));
    // A search keeps the rest of the address and begins at the first page.
    let kept = queue
        .without_words()
        .pairs()
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
        .collect_view();
    let rows = if lines.is_empty() {
        view! { <Nothing slug=slug.clone() queue=queue.clone()/> }.into_any()
    } else {
        view! { <Rows slug=slug.clone() queue=queue.clone() lines/> }.into_any()
    };
    let (packets, notices) = (paths::packets(&slug), paths::notices(&slug));
    let (page, here, place) = (queue.page + 1, queue, slug.clone());
    view! {
        <PageHeader title="申請の審査">{enter}<ButtonLink kind=ButtonKind::Quiet href=packets>"決裁のまとまり"</ButtonLink><ButtonLink kind=ButtonKind::Quiet href=notices>"通知書と文書番号"</ButtonLink></PageHeader>
        <StripStats slug=slug.clone() strip/>
        <div class="queue-filters">
            <FilterChips label="状態で絞り込む" chips=stages/>
            <FilterChips label="担当で絞り込む" chips=owners/>
            <SearchForm action=paths::applications(&slug) label="申請を探す">
                {kept}
                <SearchField form=form name="q" label="受付番号・事業所名・法人名・事業所番号"/>
                <Button kind=ButtonKind::Secondary>"探す"</Button>
            </SearchForm>
            {words}
        </div>
        <ListKeys list="queue" search="q"/>
        <div id="queue">{rows}</div>
        <SaveLinks what="申請の一覧" here=export/>
        <Pagination page per_page=PER_PAGE total href=move |number| paths::queue(&place, &here.at(number - 1))/>
    }
}

#[component]
fn StripStats(slug: String, strip: Strip) -> impl IntoView {
    let Strip { waiting, oldest, overdue, unowned } = strip;
    let nobody = Queue::default().of(Owner::Nobody);
    let oldest = oldest.map_or_else(|| "―".to_owned(), |days| days.to_string());
    view! {
        <Stats>
            <Stat label="市の処理待ち" value=waiting.to_string() unit="件" note="受付済み・審査中・決裁待ち" href=paths::applications(&slug)/>
            <Stat label="最も古い申請" value=oldest unit="開庁日"/>
            <Stat label="標準処理期間を超過" value=overdue.to_string() unit="件"/>
            <Stat label="担当なし" value=unowned.to_string() unit="件" href=paths::queue(&slug, &nobody)/>
        </Stats>
    }
}

#[component]
fn Nothing(slug: String, queue: Queue) -> impl IntoView {
    if queue == Queue::default() {
        view! { <EmptyState title="処理を待っている申請はありません"><p>"申請が届くと、ここに古い順に並びます。"</p></EmptyState> }.into_any()
    } else {
        view! {
            <EmptyState title="この条件に合う申請はありません">
                <p><a href=paths::applications(&slug)>"条件をすべて外す"</a></p>
            </EmptyState>
        }
        .into_any()
    }
}

#[component]
fn Rows(slug: String, queue: Queue, lines: Vec<QueueLine>) -> impl IntoView {
    let sorted = |label: &str, order: Order| {
        let now = (queue.order == order).then_some(if queue.reversed {
            Direction::Descending
        } else {
            Direction::Ascending
        });
        Column::new(label).sorted_by(paths::queue(&slug, &queue.sorted_by(order)), now)
    };
    let amount = {
        let now = (queue.order == Order::Amount).then_some(if queue.reversed {
            Direction::Descending
        } else {
            Direction::Ascending
        });
        Column::number("申請額").sorted_by(paths::queue(&slug, &queue.sorted_by(Order::Amount)), now)
    };
    let columns = vec![
        Column::new("受付番号"),
        Column::new("事業所"),
        Column::new("状態"),
        Column::new("期限まで"),
        Column::number("経過"),
        Column::new("担当"),
        sorted("受付日", Order::Received),
        amount,
        sorted("最終更新", Order::Updated),
        Column::new("補助事業"),
    ];
    let rows = lines.into_iter().map(|line| row(&slug, &queue, line)).collect_view();
    view! { <Table caption="申請の一覧" caption_hidden=true density=Density::Dense columns>{rows}</Table> }
}

fn row(slug: &str, queue: &Queue, line: QueueLine) -> impl IntoView + use<> {
    let QueueLine {
        id,
        receipt,
        office,
        office_number,
        office_kana,
        corporation,
        programme,
        on_behalf,
        received,
        ageing,
        stage: name,
        assignee,
        amount,
        updated,
    } = line;
    let href = paths::application_in(slug, id, queue);
    let (left, used) = match ageing {
        None => ("―".into_any(), "―".to_owned()),
        Some(AgeingView { ageing, stands: true }) => {
            (view! { <span class="quiet">"停止中"</span> }.into_any(), format!("{}開庁日", ageing.used))
        }
        Some(AgeingView { ageing, stands: false }) => {
            let label = days_left(ageing);
            (view! { <Tag tone=band_tone(ageing.band) label/> }.into_any(), format!("{}開庁日", ageing.used))
        }
    };
    let assignee =
        assignee.map_or_else(|| view! { <span class="quiet">"なし"</span> }.into_any(), IntoAny::into_any);
    let paper = on_behalf.then(|| view! { " "<Tag tone=Tone::Neutral label="代理入力"/> });
    let under =
        corporation.map_or_else(|| office_number.clone(), |owner| format!("{office_number}　{owner}"));
    view! {
        <tr>
            <th scope="row" class="nowrap"><a class="row-link" href=href>{receipt.to_string()}</a></th>
            <td><span class="queue-office" title=office_kana>{office}</span><span class="queue-under">{under}{paper}</span></td>
            <td class="nowrap"><Tag tone=stage_tone(name) label=stage(name)/></td>
            <td class="nowrap">{left}</td>
            <td class="number nowrap">{used}</td>
            <td class="nowrap">{assignee}</td>
            <td class="nowrap">{format_date_short(received)}</td>
            <td class="number nowrap">{amount.to_string()}</td>
            <td class="nowrap">{format_date_short(when::local(updated).date())}</td>
            <td class="nowrap">{programme}</td>
        </tr>
    }
}

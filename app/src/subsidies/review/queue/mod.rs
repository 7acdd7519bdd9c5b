//! S12 申請の一覧: what waits, oldest first; every narrowing is an address, and what is chosen is acted on at once.

mod rows;
mod tools;

use crate::{
    exports::SaveLinks,
    messages::subsidies::{owner as owner_name, stages as stages_name},
    paths,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    ids::{AccountId, ApplicationId, ProgrammeId, QueueViewId},
    money::Yen,
    service_type::ServiceType,
    subsidies::{Ageing, BulkKind, Late, Owner, Queue, ReceiptNumber, StageName, Stages},
};
use elements::{
    Button, ButtonKind, ButtonLink, EmptyState, ErrorSummary, FilterChip, FilterChips, FormState, Notice,
    NoticeKind, PageHeader, Pagination, SearchField, SearchForm, Stat, Stats,
};
use leptos::prelude::*;
use rows::Rows;
use tools::{Narrowed, Tools, kept};

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
    /// 日常生活圏域.
    pub area: String,
    /// What the office provides.
    pub services: Vec<ServiceType>,
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
    /// Its flags.
    pub flags: Vec<String>,
    /// How many criteria do not fit.
    pub faults: u64,
    /// Whether the applicant wrote something that nobody has read.
    pub unread: bool,
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
    /// Messages of applicants that nobody has read.
    pub unread: u64,
}

/// A saved view of the list.
#[derive(Debug, Clone)]
pub struct SavedView {
    /// Which.
    pub id: QueueViewId,
    /// Its name.
    pub name: String,
    /// Whether everybody of the house has it.
    pub shared: bool,
    /// Whether the asker may take it away.
    pub removable: bool,
    /// Whether it is the one that the asker opens first.
    pub first: bool,
    /// How many applications it shows.
    pub count: u64,
    /// Its list.
    pub queue: Queue,
}

/// What the list can be narrowed to.
#[derive(Debug, Clone, Default)]
pub struct QueueChoices {
    /// The programmes.
    pub programmes: Vec<(ProgrammeId, String)>,
    /// The services that offices of the register provide.
    pub services: Vec<ServiceType>,
    /// 日常生活圏域.
    pub areas: Vec<String>,
    /// Flags in use, with on how many.
    pub flags: Vec<(String, u64)>,
    /// Months in which something may have come, the last first: the first day of each.
    pub months: Vec<NaiveDate>,
    /// Who works here or holds something.
    pub people: Vec<(AccountId, String)>,
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
    /// What it can be narrowed to.
    pub choices: QueueChoices,
    /// Saved views.
    pub views: Vec<SavedView>,
    /// What may be done with many at once; nothing where the officer may only look.
    pub acts: Vec<BulkKind>,
    /// Most that may be done at once.
    pub most: u64,
    /// Whether the officer may enter papers.
    pub may_enter: bool,
    /// What was chosen or typed, and what is wrong with it.
    pub form: FormState,
    /// What was just done, as a sentence.
    pub done: Option<&'static str>,
}

/// The page.
#[component]
pub fn QueuePage(
    /// What it shows.
    list: QueueView,
) -> impl IntoView {
    let QueueView {
        slug,
        queue,
        lines,
        total,
        in_stages,
        of_owners,
        strip,
        choices,
        views,
        acts,
        most,
        may_enter,
        form,
        done,
    } = list;
    let enter = may_enter.then(|| {
        view! { <ButtonLink kind=ButtonKind::Secondary href=paths::behalf(&slug)>"紙の申請を代理入力する"</ButtonLink> }
    });
    let export = paths::export_of(&paths::queue(&slug, &queue.at(0)));
    let as_shown = format!("{export}only=shown&format=xlsx");
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
    let search = FormState::filled(domain::form::Typed::default().with("q", queue.words.clone()));
    // A search keeps the rest of the address and begins at the first page.
    let rest = kept(&queue.without_words(), &[]);
    let done = done.map(|done| view! { <Notice kind=NoticeKind::Success live=true title=done/> });
    let rows = if lines.is_empty() {
        view! { <Nothing slug=slug.clone() queue=queue.clone()/> }.into_any()
    } else {
        view! { <Rows slug=slug.clone() queue=queue.clone() lines total acts most form=form.clone()/> }
            .into_any()
    };
    let (packets, notices) = (paths::packets(&slug), paths::notices(&slug));
    let (page, here, place) = (queue.page + 1, queue.clone(), slug.clone());
    view! {
        <ErrorSummary form=&form/>
        {done}
        <PageHeader title="申請の審査">{enter}<ButtonLink kind=ButtonKind::Quiet href=packets>"決裁のまとまり"</ButtonLink><ButtonLink kind=ButtonKind::Quiet href=notices>"通知書と文書番号"</ButtonLink></PageHeader>
        <div class="list-head">
            <StripStats slug=slug.clone() strip/>
            <FilterChips label="状態で絞り込む" chips=stages/>
            <div class="list-line">
                <FilterChips label="担当で絞り込む" chips=owners/>
                <SearchForm action=paths::applications(&slug) label="申請を探す">
                    {rest}
                    <SearchField form=search name="q" label="受付番号・事業所名・法人名・事業所番号"/>
                    <Button kind=ButtonKind::Secondary>"探す"</Button>
                </SearchForm>
            </div>
            <Tools slug=slug.clone() queue=queue.clone() choices=choices.clone() views form/>
            <Narrowed slug=slug.clone() queue choices/>
        </div>
        <div id="queue" class="list-rows">{rows}</div>
        <SaveLinks what="申請の一覧" here=export/>
        <p class="no-print"><a href=as_shown>"表示している列だけをExcelで保存する"</a></p>
        <Pagination page per_page=PER_PAGE total href=move |number| paths::queue(&place, &here.at(number - 1))/>
    }
}

#[component]
fn StripStats(slug: String, strip: Strip) -> impl IntoView {
    let Strip { waiting, oldest, overdue, unowned, unread } = strip;
    let nobody = Queue::default().of(Owner::Nobody);
    let late = Queue { late: Some(Late::Overdue), ..Queue::default() };
    let written = Queue { unread: true, stages: Stages::All, ..Queue::default() };
    let oldest = oldest.map_or_else(|| "―".to_owned(), |days| days.to_string());
    view! {
        <Stats>
            <Stat label="市の処理待ち" value=waiting.to_string() unit="件" note="受付済み・審査中・決裁待ち" href=paths::queue(&slug, &Queue::default())/>
            <Stat label="最も古い申請" value=oldest unit="開庁日"/>
            <Stat label="標準処理期間を超過" value=overdue.to_string() unit="件" href=paths::queue(&slug, &late)/>
            <Stat label="担当なし" value=unowned.to_string() unit="件" href=paths::queue(&slug, &nobody)/>
            <Stat label="未読のメッセージ" value=unread.to_string() unit="件" href=paths::queue(&slug, &written)/>
        </Stats>
    }
}

#[component]
fn Nothing(slug: String, queue: Queue) -> impl IntoView {
    if queue.bare() == Queue::default() {
        view! { <EmptyState title="処理を待っている申請はありません"><p>"申請が届くと、ここに古い順に並びます。"</p></EmptyState> }.into_any()
    } else {
        view! {
            <EmptyState title="この条件に合う申請はありません">
                <p><a href=paths::queue(&slug, &Queue::default())>"条件をすべて外す"</a></p>
            </EmptyState>
        }
        .into_any()
    }
}

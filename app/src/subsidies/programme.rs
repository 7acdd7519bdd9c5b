//! One programme for officers: where it stands, its money, its versions, what can be done.

use super::programmes::tone;
use crate::{
    messages::subsidies::{Told, programme_state, stage, told},
    paths, when,
};
use chrono::NaiveDate;
use domain::{
    ids::ProgrammeId,
    money::Yen,
    subsidies::{ProgrammeState, Rules, StageName, VersionNumber},
    wareki::format_date_with_weekday,
};
use elements::{
    Breadcrumb, BudgetBar, Button, ButtonKind, ButtonLink, Buttons, Column, Crumb, Density, Notice,
    NoticeKind, PageHeader, Part, PostForm, Section, SummaryList, SummaryRow, Table,
};
use leptos::prelude::*;

/// What the page shows.
#[derive(Debug, Clone)]
pub struct ProgrammeView {
    /// The municipality's word in addresses.
    pub slug: String,
    /// The programme.
    pub id: ProgrammeId,
    /// Its title.
    pub title: String,
    /// Where it stands.
    pub state: ProgrammeState,
    /// The rules as saved.
    pub rules: Rules,
    /// Whether they differ from what is published.
    pub edited: bool,
    /// 予算額.
    pub budget: Yen,
    /// Reserved by live applications.
    pub reserved: Yen,
    /// Decided.
    pub granted: Yen,
    /// Applications by stage.
    pub counts: Vec<(StageName, u64)>,
    /// What applicants have not handed in, while reception goes on.
    pub unsent: Option<Unsent>,
    /// Published versions, the newest first.
    pub versions: Vec<VersionLine>,
    /// Whether the officer may change it.
    pub may_edit: bool,
    /// The whole address of the page that everybody reads; none where nobody outside reaches the program.
    pub public_address: Option<String>,
    /// What was just done, as a sentence.
    pub done: Option<String>,
}

/// Drafts of applicants, and what they are told before reception ends.
#[derive(Debug, Clone, Copy)]
pub struct Unsent {
    /// How many.
    pub drafts: u64,
    /// Of how many it was told that reception ends.
    pub told: u64,
    /// The day on which the mails leave.
    pub from: NaiveDate,
}

/// One published version.
#[derive(Debug, Clone)]
pub struct VersionLine {
    /// Its number.
    pub number: VersionNumber,
    /// Since when it applies.
    pub published_at: chrono::DateTime<chrono::Utc>,
}

/// The page.
#[component]
pub fn ProgrammePage(
    /// What it shows.
    programme: ProgrammeView,
) -> impl IntoView {
    let ProgrammeView {
        slug,
        id,
        title,
        state,
        rules,
        edited,
        budget,
        reserved,
        granted,
        counts,
        unsent,
        versions,
        may_edit,
        public_address,
        done,
    } = programme;
    let public_side = public_address.is_some();
    let done = done.map(|done| view! { <Notice kind=NoticeKind::Success live=true title=done/> });
    let published = matches!(state, ProgrammeState::Published { .. });
    let spread = published.then(|| spread(&slug, id, public_address, may_edit));
    let unpublished = (edited && !matches!(state, ProgrammeState::Draft)).then(|| {
        view! {
            <Notice kind=NoticeKind::Warning title="公開していない変更があります">
                <p>"公開すると、これから受け付ける申請に適用されます。すでに受け付けた申請は、受付時の内容のままです。"</p>
            </Notice>
        }
    });
    let actions = may_edit.then(|| view! { <Actions slug=slug.clone() id state edited public_side/> });
    let pending = reserved.checked_sub(granted).unwrap_or(Yen::ZERO);
    let rest = budget.checked_sub(reserved).unwrap_or(Yen::ZERO);
    let ledger = paths::budget(&slug, id);
    let consulted = (rules.procedure.consults() && !matches!(state, ProgrammeState::Draft)).then(|| {
        let href = paths::consultations(&slug, id);
        view! { <p><a href=href>"事前協議の一覧を見る"</a></p> }
    });
    let money = (!matches!(state, ProgrammeState::Draft)).then(|| {
        let part = |label: &str, yen: Yen| Part {
            label: label.to_owned(),
            amount: yen.get(),
            words: yen.to_string(),
        };
        view! {
            <Section title="予算">
                <BudgetBar
                    label="予算額"
                    total=budget.get()
                    total_words=budget.to_string()
                    parts=vec![part("交付決定", granted), part("申請中（確保済み）", pending)]
                    rest_words=rest.to_string()
                />
                <p><a href=ledger>"予算の台帳と見込みを見る"</a></p>
            </Section>
        }
    });
    let counts = (!counts.is_empty()).then(|| view! { <Counts slug=slug.clone() counts unsent/> });
    let file = paths::programme_kit(&slug, id);
    let kit = may_edit.then(|| {
        view! {
            <Section title="導入支援パッケージ">
                <p>"この制度の決まりを、ほかの自治体が使えるファイルに書き出します。予算額、担当窓口、発信者と申請の内容は入りません。"</p>
                <p><a href=file download>"導入支援パッケージを書き出す（JSON）"</a></p>
            </Section>
        }
    });
    let versions = (!versions.is_empty()).then(|| view! { <Versions slug=slug.clone() id versions/> });
    view! {
        <Breadcrumb crumbs=vec![Crumb::new("補助事業", paths::programmes(&slug))] here=title.clone()/>
        <PageHeader
            title=title
            caption=rules.fiscal_year.label()
            tag=Some((tone(state), programme_state(state).to_owned()))
        />
        {done}
        {unpublished}
        {spread}
        {actions}
        {consulted}
        {money}
        {counts}
        <Section title="内容">
            <RulesSummary rules/>
        </Section>
        {versions}
        {kit}
    }
}

/// How a published programme reaches the offices: its page, whole, so that it can be copied into the site and the letters of
/// the house; papers; and who is told next.
fn spread(slug: &str, id: ProgrammeId, address: Option<String>, may_edit: bool) -> impl IntoView + use<> {
    let letters = address
        .is_some()
        .then(|| view! { <a href=paths::all_letters(slug)>"はじめてのお手紙を出す"</a>"　" });
    let public =
        address.map(|address| view! { <p>"公開ページ："<a href=paths::guide(slug, id)>{address}</a></p> });
    let tell = may_edit.then(|| {
        view! { <p>"事業所に知らせる："{letters}<a href=paths::campaigns(slug)>"周知の計画を立てる"</a></p> }
    });
    view! {
        {public}
        <p>
            "紙で配るもの："<a href=paths::programme_sheet(slug, id)>"A4の案内（PDF）"</a>
            "　"<a href=paths::programme_form(slug, id, None)>"紙の申請書（PDF）"</a>
        </p>
        {tell}
    }
}

/// Applications by stage.
#[component]
fn Counts(slug: String, counts: Vec<(StageName, u64)>, unsent: Option<Unsent>) -> impl IntoView {
    let rows = counts
        .into_iter()
        .map(|(name, count)| view! { <tr><th scope="row">{stage(name)}</th><td class="number">{count}</td></tr> })
        .collect_view();
    let queue = paths::applications(&slug);
    let unsent = unsent.map(|unsent| view! { <p>{unsent_words(unsent)}</p> });
    view! {
        <Section title="申請の状況">
            <Table caption="段階ごとの件数" caption_hidden=true density=Density::Dense columns=vec![Column::new("段階"), Column::number("件数")]>
                {rows}
            </Table>
            {unsent}
            <p><a href=queue>"審査の一覧を開く"</a></p>
        </Section>
    }
}

/// That the drafts are not forgotten when reception ends.
fn unsent_words(Unsent { drafts, told, from }: Unsent) -> String {
    if told > 0 {
        format!(
            "申請者が入力の途中の{drafts}件のうち{told}件に、受付がまもなく終わることをメールでお知らせしました。"
        )
    } else {
        format!(
            "申請者が入力の途中の申請が{drafts}件あります。提出されないままのときは、{}から、受付がまもなく終わることをメールで一度だけお知らせします。",
            format_date_with_weekday(from)
        )
    }
}

/// What was published, the newest first.
#[component]
fn Versions(slug: String, id: ProgrammeId, versions: Vec<VersionLine>) -> impl IntoView {
    let rows = versions
        .into_iter()
        .map(|VersionLine { number, published_at }| {
            let href = paths::programme_version(&slug, id, number);
            view! { <tr><th scope="row"><a href=href>{format!("第{}版", number.get())}</a></th><td>{when::moment(published_at)}</td></tr> }
        })
        .collect_view();
    view! {
        <Section title="公開した版">
            <Table caption="公開した版" caption_hidden=true density=Density::Dense columns=vec![Column::new("版"), Column::new("公開日時")]>
                {rows}
            </Table>
        </Section>
    }
}

#[component]
fn Actions(
    slug: String,
    id: ProgrammeId,
    state: ProgrammeState,
    edited: bool,
    public_side: bool,
) -> impl IntoView {
    let edit = view! { <ButtonLink kind=ButtonKind::Secondary href=paths::edit_programme(&slug, id)>"内容を直す"</ButtonLink> };
    let copy = view! { <ButtonLink kind=ButtonKind::Secondary href=paths::copy_programme(&slug, id)>"翌年度の制度を作る"</ButtonLink> };
    let preview = public_side.then(|| view! { <ButtonLink kind=ButtonKind::Secondary href=paths::preview_programme(&slug, id)>"公開ページのプレビュー"</ButtonLink> });
    let publish = paths::publish_programme(&slug, id);
    let close = paths::close_programme(&slug, id);
    match state {
        ProgrammeState::Draft => view! {
            <Buttons>
                <ButtonLink href=publish>"公開する"</ButtonLink>
                {edit}
                {preview}
            </Buttons>
        }
        .into_any(),
        ProgrammeState::Published { .. } => {
            let publish = edited.then(|| view! { <ButtonLink href=publish>"変更を公開する"</ButtonLink> });
            view! {
                <Buttons>
                    {publish}
                    {edit}
                    {preview}
                    {copy}
                    <ButtonLink kind=ButtonKind::Warning href=close>"受付を終了する"</ButtonLink>
                </Buttons>
            }
            .into_any()
        }
        ProgrammeState::Closed { .. } => view! {
            <Buttons>{copy}</Buttons>
            <PostForm action=paths::reopen_programme(&slug, id) class="inline">
                <Button kind=ButtonKind::Secondary>"受付を再開する"</Button>
            </PostForm>
        }
        .into_any(),
    }
}

/// The rules in words, for a look before and after publishing.
#[component]
pub(super) fn RulesSummary(
    /// The rules.
    rules: Rules,
) -> impl IntoView {
    let rows = told(&rules)
        .into_iter()
        .map(|Told { label, lines }| {
            let said = match &lines[..] {
                [one] => one.clone().into_any(),
                // Many short names read better as one line.
                many if label == "対象サービス" => {
                    format!("{}種類：{}", many.len(), many.join("、")).into_any()
                }
                many => {
                    let items = many.iter().map(|line| view! { <li>{line.clone()}</li> }).collect_view();
                    view! { <ul>{items}</ul> }.into_any()
                }
            };
            view! { <SummaryRow label=label>{said}</SummaryRow> }
        })
        .collect_view();
    view! { <SummaryList dense=true>{rows}</SummaryList> }
}

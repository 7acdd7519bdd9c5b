//! What became of a sent campaign: counts that add up, and every office with its outcome and the reason.

use crate::{
    exports::SaveLinks,
    messages::{
        campaigns::{outcome, outcome_tone, reason, stage, stage_tone},
        offices::segments::sentence,
    },
    paths, when,
};
use chrono::{DateTime, Utc};
use domain::{
    campaigns::{Counts, Outcome, Refusal, StageName},
    ids::{CampaignId, OfficeId},
    offices::NamedSegment,
};
use elements::{
    Breadcrumb, ButtonKind, ButtonLink, Column, Crumb, Density, Details, FilterChip, FilterChips, Notice,
    NoticeKind, PageHeader, Pagination, Section, Stat, Stats, SummaryList, SummaryRow, Table, Tag,
};
use leptos::prelude::*;

/// One office of the audience.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecipientLine {
    /// The office.
    pub office: OfficeId,
    /// 事業所番号.
    pub number: String,
    /// 事業所名.
    pub name: String,
    /// Its address; empty when there was none.
    pub email: String,
    /// What became of it.
    pub outcome: Outcome,
    /// Who refused the mail.
    pub refusal: Option<Refusal>,
    /// What the mail server said.
    pub answer: Option<String>,
    /// When the mail left.
    pub sent_at: Option<DateTime<Utc>>,
}

/// A sent campaign as its page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResultView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// The campaign.
    pub id: CampaignId,
    /// 件名, as written.
    pub subject: String,
    /// 本文, as written.
    pub body: String,
    /// Where it stands.
    pub stage: StageName,
    /// When its sending began; none for a draft that was given up.
    pub begun: Option<DateTime<Utc>>,
    /// The segment as it was then.
    pub audience: Option<NamedSegment>,
    /// How many offices ended how.
    pub counts: Counts,
    /// How many of those without a mail address have a postal one.
    pub labels: u64,
    /// The outcome that the list is narrowed to.
    pub ended: Option<Outcome>,
    /// The page of the list, from 1.
    pub page: u64,
    /// Offices on a page.
    pub per_page: u64,
    /// The offices of the page.
    pub lines: Vec<RecipientLine>,
    /// Whether the viewer may stop it.
    pub may_stop: bool,
    /// What was just done.
    pub done: Option<&'static str>,
}

/// A sent campaign.
#[component]
pub fn ResultPage(
    /// The campaign.
    result: ResultView,
) -> impl IntoView {
    let ResultView {
        slug,
        id,
        subject,
        body,
        stage: name,
        begun,
        audience: segment,
        counts,
        labels,
        ended,
        page,
        per_page,
        lines,
        may_stop,
        done,
    } = result;
    let done = done.map(|done| view! { <Notice kind=NoticeKind::Success live=true title=done/> });
    let stop = may_stop.then(|| {
        view! {
            <ButtonLink href=paths::cancel_campaign(&slug, id) kind=ButtonKind::Secondary>"送信を止める"</ButtonLink>
        }
    });
    let progress = (name == StageName::Sending).then(|| {
        let reload = paths::campaign(&slug, id);
        view! {
            <Notice title=format!("送信しています（残り{}通）", counts.open())>
                <p>"このページを閉じても、送信は続きます。"<a href=reload>"最新の状態を見る"</a></p>
            </Notice>
        }
    });
    let sent_at = begun.map(|at| view! { <SummaryRow label="送信開始">{when::moment(at)}</SummaryRow> });
    let segment = segment.map(|NamedSegment { name, segment }| {
        let explained = sentence(&segment);
        view! { <SummaryRow label="対象リスト（送信したとき）">{name}<br/><span class="muted">{explained}</span></SummaryRow> }
    });
    let frozen = (counts.total() > 0).then(|| {
        let total = ended.map_or(counts.total(), |ended| counts.get(ended));
        let address = slug.clone();
        let (chips, table) = (chips(&slug, id, &counts, ended), table(&slug, lines));
        let export = paths::campaign_export(&slug, id);
        view! {
            {audience(&slug, id, &counts, labels, true)}
            <Section title="事業所ごとの結果" id="recipients">
                {chips}
                {table}
                <Pagination page per_page total href=move |page| paths::campaign_results(&address, id, ended, page)/>
                <SaveLinks what="事業所ごとの結果" here=export/>
            </Section>
        }
    });
    view! {
        {done}
        <Breadcrumb crumbs=vec![Crumb::new("周知", paths::campaigns(&slug))] here=subject.clone()/>
        <PageHeader title=subject tag=Some((stage_tone(name), stage(name).to_owned()))>{stop}</PageHeader>
        {progress}
        <SummaryList dense=true>{sent_at}{segment}</SummaryList>
        {frozen}
        <Details summary="本文を見る"><div class="letter">{body}</div></Details>
    }
}

/// Who is written to, who is not and why: 188 = 171 + 17, and 171 = 163 + 3 + 5 (domain.md J19).
pub(super) fn audience(
    slug: &str,
    id: CampaignId,
    counts: &Counts,
    labels: u64,
    sent: bool,
) -> impl IntoView + use<> {
    let counts = *counts;
    let with_address = Outcome::ALL
        .into_iter()
        .filter(|outcome| !matches!(outcome, Outcome::NoAddress | Outcome::NotOpen))
        .filter(|outcome| counts.get(*outcome) > 0)
        .map(|ended| {
            let label = match ended {
                Outcome::Queued if !sent => "メールを送る".to_owned(),
                ended => outcome(ended).to_owned(),
            };
            let why = reason(ended, None);
            view! {
                <tr>
                    <th scope="row">{label}</th>
                    <td class="number">{counts.get(ended)}</td>
                    <td>{why}</td>
                </tr>
            }
        })
        .collect_view();
    let without = counts.get(Outcome::NoAddress);
    let not_open = counts.get(Outcome::NotOpen);
    let note = if not_open > 0 { "下の3つの合計" } else { "下の2つの合計" };
    let left_out = (not_open > 0).then(|| {
        view! {
            <Stat label="休止中・廃止" value=not_open.to_string() unit="件" note="送りません。対象リストの「状態」で選んだときだけ送ります"/>
        }
    });
    let columns = vec![Column::new("内訳"), Column::number("事業所"), Column::new("説明")];
    let labelled = (without > 0).then(|| labels_links(slug, id, without, labels));
    view! {
        <Section title="対象の事業所">
            <Stats>
                <Stat label="対象" value=counts.total().to_string() unit="件" note=note/>
                <Stat label="メールアドレスあり" value=counts.with_address().to_string() unit="件" note="下の表の合計"/>
                <Stat label="メールアドレスなし" value=without.to_string() unit="件"/>
                {left_out}
            </Stats>
            <Table caption="メールアドレスのある事業所の内訳" columns density=Density::Dense>{with_address}</Table>
            {labelled}
        </Section>
    }
}

fn labels_links(slug: &str, id: CampaignId, without: u64, labels: u64) -> impl IntoView + use<> {
    let note = if labels < without {
        format!(
            "住所のわからない{}件は、ラベルになりません。台帳に住所を書き足してください。",
            without - labels
        )
    } else {
        String::new()
    };
    let (twelve, twenty_four) = (paths::campaign_labels(slug, id, 12), paths::campaign_labels(slug, id, 24));
    view! {
        <Notice title=format!("メールアドレスのない{without}件には、郵送でお知らせできます")>
            <p>
                <a href=twelve>"宛名ラベル（A4・12面）"</a>
                "　"
                <a href=twenty_four>"宛名ラベル（A4・24面）"</a>
            </p>
            <p>{note}</p>
        </Notice>
    }
}

fn chips(slug: &str, id: CampaignId, counts: &Counts, ended: Option<Outcome>) -> impl IntoView + use<> {
    let all = FilterChip::view("すべて", paths::campaign_results(slug, id, None, 1), ended.is_none())
        .count(counts.total());
    let each = Outcome::ALL.into_iter().filter(|of| counts.get(*of) > 0 || ended == Some(*of)).map(|of| {
        let href = paths::campaign_results(slug, id, Some(of), 1);
        FilterChip::view(outcome(of), href, ended == Some(of)).count(counts.get(of))
    });
    view! { <FilterChips label="結果で絞り込む" chips=std::iter::once(all).chain(each).collect()/> }
}

fn table(slug: &str, lines: Vec<RecipientLine>) -> impl IntoView + use<> {
    let rows = lines
        .into_iter()
        .map(|line| {
            let RecipientLine { office, number, name, email, outcome: ended, refusal, answer, sent_at } =
                line;
            let answer = answer
                .map(|answer| view! { <p class="muted">{format!("メールサーバーの返事：{answer}")}</p> });
            let sent = sent_at.map(|at| view! { <p class="muted">{when::moment(at)}</p> });
            view! {
                <tr>
                    <td class="nowrap">{number}</td>
                    <th scope="row"><a href=paths::office(slug, office)>{name}</a></th>
                    <td>{email}</td>
                    <td><Tag tone=outcome_tone(ended) label=outcome(ended)/>{sent}</td>
                    <td>{reason(ended, refusal)}{answer}</td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![
        Column::new("事業所番号"),
        Column::new("事業所名"),
        Column::new("メールアドレス"),
        Column::new("結果"),
        Column::new("理由"),
    ];
    view! { <Table caption="事業所ごとの結果" caption_hidden=true columns density=Density::Dense>{rows}</Table> }
}

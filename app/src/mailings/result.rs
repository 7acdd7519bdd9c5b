//! What became of a sent mailing: counts that add up, and every office with its outcome and the reason.

use super::{approval::planned, confirm::pace};
use crate::{
    exports::SaveLinks,
    messages::{
        mailings::{outcome, outcome_tone, reason, stage, stage_tone, topic as topic_word},
        offices::segments::sentence,
    },
    paths, when,
};
use chrono::{DateTime, Utc};
use domain::{
    ids::{MailId, MailingId, OfficeId},
    mailings::{Counts, Outcome, Plan, Refusal, StageName, Topic},
    mails::{Days, Slowest},
    offices::{Mailed, NamedSegment},
};
use elements::{
    Breadcrumb, Button, ButtonKind, ButtonLink, Buttons, Column, Crumb, Density, Details, FilterChip,
    FilterChips, Notice, NoticeKind, PageHeader, Pagination, PostForm, Section, Stat, Stats, SummaryList,
    SummaryRow, Table, Tag,
};
use leptos::prelude::*;

/// One office of the audience.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecipientLine {
    /// The row, whose log can be read.
    pub id: MailId,
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

/// A sent mailing as its page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResultView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// The mailing.
    pub id: MailingId,
    /// 件名, as written.
    pub subject: String,
    /// 本文, as written.
    pub body: String,
    /// What it is about.
    pub topic: Topic,
    /// Where it stands.
    pub stage: StageName,
    /// While it is sent: the domain to which mails go on longest, and on how many days they leave.
    pub pace: (Option<Slowest>, Option<Days>),
    /// Whether everybody reads it on a page; none where there can be none.
    pub public: Option<bool>,
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
    /// When it leaves, or was to.
    pub plan: Plan,
    /// Who approved it, where a second person did.
    pub approved_by: Option<String>,
    /// Whether the viewer may stop it, let it wait, and send it again.
    pub may_write: bool,
    /// What was just done.
    pub done: Option<&'static str>,
}

/// A sent mailing.
#[component]
pub fn ResultPage(
    /// The mailing.
    result: ResultView,
) -> impl IntoView {
    let ResultView {
        slug,
        id,
        subject,
        body,
        topic,
        stage: name,
        pace: (slowest, days),
        public,
        begun,
        audience: segment,
        counts,
        labels,
        ended,
        page,
        per_page,
        lines,
        plan,
        approved_by,
        may_write,
        done,
    } = result;
    let done = done.map(|done| view! { <Notice kind=NoticeKind::Success live=true title=done/> });
    let next = if may_write && name == StageName::Sent { next(&slug, id, &counts) } else { None };
    let acts = may_write.then(|| acts(&slug, id, name));
    let progress = progress(&slug, id, name, &counts);
    let slow = pace(slowest, days);
    let public = public.map(|public| publication(&slug, id, public, may_write));
    let planned = (plan != Plan::default()).then(|| planned(&plan));
    let approved = approved_by.map(|who| view! { <SummaryRow label="承認した人">{who}</SummaryRow> });
    let sent_at = begun.map(|at| view! { <SummaryRow label="送信開始">{when::moment(at)}</SummaryRow> });
    let segment = segment.map(|NamedSegment { name, segment }| {
        let explained = sentence(&segment);
        view! { <SummaryRow label="対象リスト（送信したとき）">{name}<br/><span class="muted">{explained}</span></SummaryRow> }
    });
    let frozen = (counts.total() > 0).then(|| {
        let total = ended.map_or(counts.total(), |ended| counts.get(ended));
        let address = slug.clone();
        let (chips, table) = (chips(&slug, id, &counts, ended), table(&slug, id, lines));
        let export = paths::mailing_export(&slug, id);
        view! {
            {audience(&slug, id, &counts, labels, true)}
            <Section title="事業所ごとの結果" id="recipients">
                {chips}
                {table}
                <Pagination page per_page total href=move |page| paths::mailing_results(&address, id, ended, page)/>
                <SaveLinks what="事業所ごとの結果" here=export/>
            </Section>
        }
    });
    view! {
        {done}
        <Breadcrumb crumbs=vec![Crumb::new("お知らせ", paths::mailings(&slug))] here=subject.clone()/>
        <PageHeader title=subject tag=Some((stage_tone(name), stage(name).to_owned()))/>
        {progress}
        {slow}
        {acts}
        <SummaryList dense=true><SummaryRow label="分野">{topic_word(topic)}</SummaryRow>{planned}{sent_at}{approved}{segment}{public}</SummaryList>
        {frozen}
        {next}
        <Details summary="本文を見る"><div class="letter">{body}</div></Details>
    }
}

/// Whether everybody reads it on a page, and the button of whoever decides that.
fn publication(slug: &str, id: MailingId, public: bool, may_write: bool) -> impl IntoView + use<> {
    let (act, button) = if public {
        ("hide", "公開をやめる")
    } else {
        ("publish", "ウェブページで公開する")
    };
    let told = if public {
        view! { <a href=paths::announcement(slug, id)>"公開しているページを見る"</a> }.into_any()
    } else {
        "公開していません".into_any()
    };
    let action = paths::publish_mailing(slug, id);
    let form = may_write.then(|| {
        view! {
            <PostForm action class="inline">
                <Button kind=ButtonKind::Secondary name="act" value=act>{button}</Button>
            </PostForm>
        }
    });
    view! { <SummaryRow label="ウェブページ"><p>{told}</p>{form}</SummaryRow> }
}

/// What can be done about it where it stands.
fn acts(slug: &str, id: MailingId, name: StageName) -> impl IntoView + use<> {
    let stop = name.can_be_cancelled().then(|| {
        view! { <ButtonLink href=paths::cancel_mailing(slug, id) kind=ButtonKind::Quiet>"送信を止める"</ButtonLink> }
    });
    let turn = match name {
        StageName::Sending => Some((paths::pause_mailing(slug, id), "一時停止する")),
        StageName::Paused => Some((paths::resume_mailing(slug, id), "送信を再開する")),
        StageName::Draft
        | StageName::Proposed
        | StageName::Scheduled
        | StageName::Sent
        | StageName::Cancelled
        | StageName::Expired => None,
    };
    let turn = turn.map(|(action, words)| {
        view! { <PostForm action class="inline"><Button kind=ButtonKind::Secondary>{words}</Button></PostForm> }
    });
    let again = (name == StageName::Sent).then(|| {
        view! {
            <ButtonLink href=paths::mailing_again(slug, id) kind=ButtonKind::Secondary>"回答のない事業所に、もう一度送る"</ButtonLink>
        }
    });
    let bodies = matches!(name, StageName::Sending | StageName::Sent).then(|| {
        let href = paths::association_mailing_of(slug, id);
        view! { <ButtonLink href kind=ButtonKind::Secondary>"関係団体にも送る"</ButtonLink> }
    });
    view! { <Buttons>{turn}{again}{bodies}{stop}</Buttons> }
}

/// Lists for what comes next, such as a call: of those whom it did not reach, and of those to whom it left.
fn next(slug: &str, mailing: MailingId, counts: &Counts) -> Option<impl IntoView + use<>> {
    let failed = [Outcome::Refused, Outcome::GivenUp, Outcome::Expired].map(|of| counts.get(of));
    let mut ways = vec![
        (failed.iter().sum::<u64>(), Mailed::Failed { mailing }, "届かなかった事業所を対象リストにする"),
        (counts.get(Outcome::Sent), Mailed::Sent { mailing }, "送信済みの事業所を対象リストにする"),
    ];
    ways.retain(|(offices, ..)| *offices > 0);
    if ways.is_empty() {
        return None;
    }
    let links = ways
        .into_iter()
        .map(|(_, what, words)| {
            view! { <li><a href=paths::new_segment_of_mailing(slug, &what)>{words}</a></li> }
        })
        .collect_view();
    Some(view! {
        <Section title="次に声をかける">
            <p>"電話や訪問、アンケートなど、次の周知の相手にできます。"</p>
            <ul>{links}</ul>
        </Section>
    })
}

/// What is going on, where something is.
fn progress(slug: &str, id: MailingId, name: StageName, counts: &Counts) -> Option<AnyView> {
    let open = counts.open();
    let reload = paths::mailing(slug, id);
    match name {
        StageName::Sending => Some(
            view! {
                <Notice title=format!("送信しています（残り{open}通）")>
                    <p>"このページを閉じても、送信は続きます。"<a href=reload>"最新の状態を見る"</a></p>
                </Notice>
            }
            .into_any(),
        ),
        StageName::Paused => Some(
            view! {
                <Notice kind=NoticeKind::Warning title=format!("一時停止しています（残り{open}通）")>
                    <p>"再開するまで、残りのメールは送りません。停止した瞬間に送り始めていた数通は、そのまま届くことがあります。"</p>
                </Notice>
            }
            .into_any(),
        ),
        StageName::Scheduled => Some(
            view! {
                <Notice title=format!("予約した日時に、{open}通を送ります")>
                    <p>"送る事業所は、予約したときに決まっています。その後に配信を止めた事業所には送りません。"</p>
                </Notice>
            }
            .into_any(),
        ),
        StageName::Expired => Some(
            view! {
                <Notice kind=NoticeKind::Warning title="期限を過ぎたので、送りませんでした">
                    <p>"予約した日時に送れる状態でなく、決めた期限を過ぎました。必要なら、新しく書いて送ってください。"</p>
                </Notice>
            }
            .into_any(),
        ),
        StageName::Draft | StageName::Proposed | StageName::Sent | StageName::Cancelled => None,
    }
}

/// Who is written to, who is not and why: 188 = 171 + 17, and 171 = 163 + 3 + 5 (domain.md J19).
pub(super) fn audience(
    slug: &str,
    id: MailingId,
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
                <tr role="row">
                    <th scope="row" role="rowheader">{label}</th>
                    <td role="cell" data-label="事業所" class="number">{counts.get(ended)}</td>
                    <td role="cell">{why}</td>
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
            <Table caption="メールアドレスのある事業所の内訳" columns density=Density::Dense stacks=true>{with_address}</Table>
            {labelled}
        </Section>
    }
}

fn labels_links(slug: &str, id: MailingId, without: u64, labels: u64) -> impl IntoView + use<> {
    let note = if labels < without {
        format!(
            "住所のわからない{}件は、ラベルになりません。台帳に住所を書き足してください。",
            without - labels
        )
    } else {
        String::new()
    };
    let (twelve, twenty_four) = (paths::mailing_labels(slug, id, 12), paths::mailing_labels(slug, id, 24));
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

fn chips(slug: &str, id: MailingId, counts: &Counts, ended: Option<Outcome>) -> impl IntoView + use<> {
    let all = FilterChip::view("すべて", paths::mailing_results(slug, id, None, 1), ended.is_none())
        .count(counts.total());
    let each = Outcome::ALL.into_iter().filter(|of| counts.get(*of) > 0 || ended == Some(*of)).map(|of| {
        let href = paths::mailing_results(slug, id, Some(of), 1);
        FilterChip::view(outcome(of), href, ended == Some(of)).count(counts.get(of))
    });
    view! { <FilterChips label="結果で絞り込む" chips=std::iter::once(all).chain(each).collect()/> }
}

fn table(slug: &str, mailing: MailingId, lines: Vec<RecipientLine>) -> impl IntoView + use<> {
    let rows = lines
        .into_iter()
        .map(|line| {
            let RecipientLine { id, office, number, name, email, outcome: ended, refusal, answer, sent_at } =
                line;
            let answer = answer
                .map(|answer| view! { <p class="muted">{format!("メールサーバーの返事：{answer}")}</p> });
            let sent = sent_at.map(|at| view! { <p class="muted">{when::moment(at)}</p> });
            let (log, label) = (paths::mailing_recipient(slug, mailing, id), format!("{name}への送信の記録"));
            view! {
                <tr role="row">
                    <td role="cell" data-label="事業所番号" class="nowrap">{number}</td>
                    <th scope="row" role="rowheader"><a href=paths::office(slug, office)>{name}</a></th>
                    <td role="cell" data-label="メールアドレス">{email}</td>
                    <td role="cell" data-label="結果"><Tag tone=outcome_tone(ended) label=outcome(ended)/>{sent}</td>
                    <td role="cell">{reason(ended, refusal)}{answer}<p><a href=log aria-label=label>"送信の記録"</a></p></td>
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
    view! { <Table caption="事業所ごとの結果" caption_hidden=true columns density=Density::Dense stacks=true>{rows}</Table> }
}

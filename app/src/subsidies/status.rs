//! S10 状況: whose turn it is in one sentence, what happened so far, what can still be done.

use super::{desk::DeskLine, looking::LookedAtCard};
use crate::{
    awards::{AwardStatus, AwardStatusSection},
    messages::{
        awards as after,
        subsidies::{stage, stage_tone, turn_sentence},
    },
    paths::{self, Filling},
    when,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    ids::ApplicationId,
    money::Yen,
    subsidies::{Desk, ReceiptNumber, StageName, Turn as Whose},
    wareki::format_date,
};
use elements::{
    BackLink, ButtonKind, ButtonLink, Buttons, Notice, NoticeKind, PageHeader, Section, SummaryList,
    SummaryRow, Timeline, TimelineEntry, Tone, Turn, TurnCard,
};
use leptos::prelude::*;

/// What the page shows.
#[derive(Debug, Clone)]
pub struct StatusView {
    /// The municipality's word in addresses.
    pub slug: String,
    /// Its name.
    pub municipality: String,
    /// The application.
    pub id: ApplicationId,
    /// Its number.
    pub receipt: ReceiptNumber,
    /// The programme's title.
    pub programme: String,
    /// The office's name and number.
    pub office: String,
    /// When and how it came on paper, in words, where the municipality entered it.
    pub arrival: Option<String>,
    /// Where it stands.
    pub stage: StageName,
    /// 待機の順番, where it waits and there is one.
    pub place: Option<u64>,
    /// Last day for a correction.
    pub due: Option<NaiveDate>,
    /// The day by which a decision is expected, while the municipality has it.
    pub expected: Option<NaiveDate>,
    /// 交付申請額.
    pub asked: Yen,
    /// 交付決定額.
    pub granted: Option<Yen>,
    /// Why it was refused.
    pub reason: Option<String>,
    /// Where the decision notice is, once there is one.
    pub notice: Option<String>,
    /// What happened, the newest first.
    pub moments: Vec<Moment>,
    /// Messages of the municipality that nobody of theirs has read.
    pub unread: bool,
    /// Talks with the municipality that are to be chosen or to come: what, and where.
    pub talks: Vec<(String, String)>,
    /// Whether it can be withdrawn.
    pub may_withdraw: bool,
    /// Where the office applies again, while that is possible and nothing else of it stands.
    pub again: Option<String>,
    /// What follows its grant.
    pub award: Option<AwardStatus>,
    /// Who answers.
    pub desk: Desk,
    /// What was just done, as a sentence.
    pub done: Option<String>,
}

/// Something that happened.
#[derive(Debug, Clone)]
pub struct Moment {
    /// When.
    pub at: DateTime<Utc>,
    /// What, as a sentence.
    pub title: String,
    /// How loud.
    pub tone: Tone,
}

/// The page.
#[component]
pub fn StatusPage(
    /// What it shows.
    status: StatusView,
) -> impl IntoView {
    let StatusView {
        slug,
        municipality,
        id,
        receipt,
        programme,
        office,
        arrival,
        stage: name,
        place,
        due,
        expected,
        asked,
        granted,
        reason,
        notice,
        moments,
        unread,
        talks,
        may_withdraw,
        again,
        award,
        desk,
        done,
    } = status;
    let own = Filling::own(slug.clone());
    let (turn, tag) = turn(name, &municipality, (due, expected), award.as_ref());
    let calendar = calendar(&slug, id, expected, award.as_ref());
    let place = place.map(|place| {
        view! { <SummaryRow label="待機の順番"><strong>{format!("待機{place}番")}</strong></SummaryRow> }
    });
    let done = done.map(|done| view! { <Notice kind=NoticeKind::Success live=true title=done/> });
    let letter = notice.map(|href| view! { <ButtonLink href>"決定通知書（PDF）を開く"</ButtonLink> });
    let granted = granted
        .map(|yen| view! { <SummaryRow label="交付決定額"><strong>{yen.to_string()}</strong></SummaryRow> });
    let arrival = arrival.map(|arrival| {
        view! { <SummaryRow label="申請の方法">{format!("紙の申請書：{arrival}。{municipality}が代わりに入力しました")}</SummaryRow> }
    });
    let reason = reason.map(|reason| view! { <SummaryRow label="不交付の理由">{reason}</SummaryRow> });
    let entries = moments
        .into_iter()
        .map(|Moment { at, title, tone }| view! { <TimelineEntry title at=when::moment(at) datetime=when::datetime(at) tone/> })
        .collect_view();
    let written = paths::my_messages(&slug, id);
    let there = written.clone();
    let unread = unread.then(|| {
        let title = format!("{municipality}からのメッセージがあります");
        view! { <Notice title><p><a href=there>"メッセージを読む"</a></p></Notice> }
    });
    let talks = talks
        .into_iter()
        .map(|(title, href)| view! { <Notice title><p><a href=href>"話す日時を見る"</a></p></Notice> })
        .collect_view();
    let withdraw =
        may_withdraw.then(|| view! { <p><a href=own.withdrawal(id)>"この申請を取り下げる"</a></p> });
    let again = again.map(|href| {
        view! {
            <ButtonLink href>"もう一度申請する"</ButtonLink>
        }
    });
    view! {
        <BackLink href=own.home() label="ホームへ戻る"/>
        {done}
        <PageHeader title="申請の状況" caption=format!("受付番号 {receipt}") tag=Some(tag)/>
        {unread}
        {talks}
        {turn}
        {award.map(|award| view! { <AwardStatusSection award/> })}
        <Buttons>
            {again}
            {letter}
            <ButtonLink kind=ButtonKind::Secondary href=own.copy(id)>"申請書の控え（PDF）"</ButtonLink>
        </Buttons>
        {calendar}
        <Section title="申請の内容">
            <SummaryList>
                <SummaryRow label="補助金">{programme}</SummaryRow>
                <SummaryRow label="事業所">{office}</SummaryRow>
                {arrival}
                {place}
                <SummaryRow label="申請額">{asked.to_string()}</SummaryRow>
                {granted}
                {reason}
            </SummaryList>
        </Section>
        <Section title="これまでの経過">
            <Timeline>{entries}</Timeline>
        </Section>
        <Section title="お問い合わせ">
            <p><a href=written>"担当者とのメッセージ（質問・返信）"</a></p>
            <DeskLine desk/>
            <p>{format!("お電話では受付番号「{receipt}」をお伝えください。")}</p>
        </Section>
        {withdraw}
    }
}

/// Whose turn it is, and the stage as a tag.
fn turn(
    name: StageName,
    municipality: &str,
    (due, expected): (Option<NaiveDate>, Option<NaiveDate>),
    award: Option<&AwardStatus>,
) -> (AnyView, (Tone, String)) {
    // After a grant it is the award that says whose turn it is.
    let (whose, tag, sentence) = match award {
        Some(own) => (
            own.stage.turn(),
            (after::stage_tone(own.stage), after::stage(own.stage).to_owned()),
            after::turn_sentence(own.stage, municipality, own.due),
        ),
        None => {
            (name.turn(), (stage_tone(name), stage(name).to_owned()), turn_sentence(name, municipality, due))
        }
    };
    // Where a colleague is asked to look, that is whose turn it is.
    if let Some((looked, until)) = award.and_then(AwardStatus::looked_at) {
        return (view! { <LookedAtCard looked deadline=until kind=ButtonKind::Primary/> }.into_any(), tag);
    }
    let turn = match whose {
        Whose::Applicant => Turn::Yours,
        Whose::Municipality => Turn::Theirs,
        Whose::Nobody => Turn::Nobody,
    };
    let deadline = expected.map(|day| format!("決定の目安：{}ごろまで", format_date(day)));
    (view! { <TurnCard turn sentence deadline/> }.into_any(), tag)
}

/// Where the days that matter are saved for a calendar, where there are any.
fn calendar(
    slug: &str,
    id: ApplicationId,
    expected: Option<NaiveDate>,
    award: Option<&AwardStatus>,
) -> Option<impl IntoView + use<>> {
    let later = award.is_some_and(|award| award.due.is_some() || !award.owed.is_empty());
    (expected.is_some() || later).then(|| {
        let href = paths::application_dates(slug, id);
        view! { <p><a href=href>"期限などの日をカレンダーに入れる（ics）"</a></p> }
    })
}

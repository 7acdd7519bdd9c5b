//! On a session's page: everything about those who come, for the officers of both sides.

use crate::{
    accounts::QrCode,
    messages::demos::{admission, hands_on},
    paths,
};
use domain::{
    demos::{Admission, AdmissionKind, HandsOn},
    ids::DemoId,
};
use elements::{ButtonKind, ButtonLink, Buttons, Details, Section, SummaryList, SummaryRow};
use leptos::prelude::*;

/// What the part shows.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is one thing that the part offers or does not")]
pub struct ComingPart {
    /// The tenant's word in addresses.
    pub slug: String,
    /// The session.
    pub id: DemoId,
    /// How people are let in.
    pub admission: Admission,
    /// For how many people.
    pub capacity: u16,
    /// Places that are left, in people.
    pub left: u16,
    /// How many offices wait for places.
    pub waiting: usize,
    /// People of those for whom places are kept until they take them: they do not come yet.
    pub kept: u16,
    /// Questions that nobody answered.
    pub open_questions: usize,
    /// How so many people try the system.
    pub hands_on: Option<HandsOn>,
    /// The address of the public page, where there is one.
    pub address: Option<String>,
    /// Whether the officer may change anything.
    pub may_act: bool,
    /// Whether the officer may register somebody; who only joined a session registers its own.
    pub may_enter: bool,
    /// Whether registration is open.
    pub open: bool,
    /// Whether the officer's house has a register to invite from.
    pub invites: bool,
    /// Whether the day has come.
    pub counts: bool,
    /// Whether the officer may stand at the door: from the day on, until it is over.
    pub door: bool,
}

/// The part.
#[component]
pub fn ComingSection(
    /// What it shows.
    part: ComingPart,
) -> impl IntoView {
    let ComingPart {
        slug,
        id,
        admission: how,
        capacity,
        left,
        waiting,
        kept,
        open_questions,
        hands_on: turns,
        address,
        may_act,
        may_enter,
        open,
        invites,
        counts,
        door,
    } = part;
    // Once nobody registers any more, there is nothing to decide about it, and no page to lead anybody to.
    let is_past = counts && !open;
    let set = (may_act && !is_past).then(|| {
        view! { <p><a href=paths::demo_admission(&slug, id)>"参加の受付を決める"</a></p> }
    });
    let waiting = (waiting > 0).then(|| {
        let kept = if kept > 0 {
            format!("（うち{kept}人分の席を取り置き中）")
        } else {
            String::new()
        };
        view! { <SummaryRow label="キャンセル待ち">{format!("{waiting}件{kept}")}</SummaryRow> }
    });
    let turns = turns.map(|how| view! { <SummaryRow label="体験の進め方">{hands_on(how)}</SummaryRow> });
    let registers = how.kind == AdmissionKind::Registration;
    let left = (registers && open).then(|| {
        let words = if left == 0 { "なし（満席）".to_owned() } else { format!("あと{left}人") };
        view! { <SummaryRow label="空き">{words}</SummaryRow> }
    });
    let words = admission(&how, capacity);
    let address = address.filter(|_| !is_past).map(|address| {
        let (href, text) = (address.clone(), address.clone());
        view! {
            <SummaryRow label="申込みのページ">
                <p><a href=href>{address}</a></p>
                <Details summary="チラシに載せるQRコード"><QrCode text label="申込みのページを開くQRコード"/></Details>
            </SummaryRow>
        }
    });
    let questions = paths::demo_questions(&slug, id);
    let questions_label = if open_questions > 0 {
        format!("質問の記録（未回答 {open_questions}件）")
    } else {
        "質問の記録".to_owned()
    };
    let invite = (invites && open).then(|| {
        view! { <ButtonLink href=paths::demo_invitations(&slug, id) kind=ButtonKind::Secondary>"事業所に案内する"</ButtonLink> }
    });
    let enter = (may_enter && open && registers).then(|| {
        view! { <ButtonLink href=paths::demo_entry(&slug, id) kind=ButtonKind::Secondary>"申込みを代わりに入力する"</ButtonLink> }
    });
    let door = door.then(|| {
        view! { <ButtonLink href=paths::demo_door(&slug, id)>"受付を始める"</ButtonLink> }
    });
    let report = counts.then(|| {
        view! { <ButtonLink href=paths::demo_report(&slug, id) kind=ButtonKind::Secondary>"実施報告"</ButtonLink> }
    });
    view! {
        <Section title="参加の受付と当日">
            <SummaryList dense=true>
                <SummaryRow label="参加の方法"><p>{words}</p>{set}</SummaryRow>
                {address}
                {left}
                {waiting}
                {turns}
            </SummaryList>
            <Buttons>
                {door}
                {invite}
                {enter}
                <ButtonLink href=questions kind=ButtonKind::Secondary>{questions_label}</ButtonLink>
                <ButtonLink href=paths::demo_day_sheet(&slug, id) kind=ButtonKind::Secondary>"当日の資料（PDF）"</ButtonLink>
                {report}
            </Buttons>
        </Section>
    }
}

//! What is told once several applications were sent together: how many arrived, what keeps the others, what comes next.

use super::{desk::DeskLine, joint::JointDraft};
use chrono::NaiveDate;
use domain::{subsidies::Desk, wareki::format_date};
use elements::{Notice, NoticeKind, Section, Step, StepState, Steps};
use leptos::prelude::*;

/// What was sent, and what becomes of it.
#[derive(Debug, Clone)]
pub struct JointSent {
    /// How many were received just now; those of earlier days are not among them.
    pub received: usize,
    /// By when a decision is expected; none where all of them wait for the budget.
    pub expected: Option<NaiveDate>,
    /// What whoever waits is told, where one of them waits.
    pub waiting: Option<&'static str>,
    /// Who decides.
    pub municipality: String,
    /// Who answers.
    pub desk: Desk,
}

/// The news above the page; nothing where the page is opened again later.
pub(super) fn told(drafts: &[JointDraft], received: usize) -> Option<AnyView> {
    let waits = drafts.iter().filter(|draft| draft.waits).count();
    let left = drafts.len() - waits;
    let words = match (received, waits) {
        (0, 0) if drafts.iter().all(|draft| draft.why_not.is_none()) => return None,
        (0, 0) => "受け付けた申請はありません".to_owned(),
        (0, _) => "確認を依頼しました".to_owned(),
        (_, _) => format!("{received}件を受け付けました"),
    };
    if drafts.is_empty() {
        return Some(view! { <Notice kind=NoticeKind::Success live=true title=words/> }.into_any());
    }
    let kind = if left == 0 { NoticeKind::Success } else { NoticeKind::Warning };
    let waiting = (waits > 0).then(|| {
        view! { <p>{format!("{waits}件は、確認者の確認を待っています。まだ受け付けられていません。")}</p> }
    });
    let left = (left > 0).then(|| {
        view! { <p>{format!("{left}件は受け付けていません。理由は下にあります。入力した内容は保存されています。")}</p> }
    });
    Some(view! { <Notice kind live=true title=words>{waiting}{left}</Notice> }.into_any())
}

/// このあとの流れ, as the receipt of a single application tells it.
#[component]
pub(super) fn NextSteps(
    /// What was sent.
    sent: JointSent,
) -> impl IntoView {
    let JointSent { received: _, expected, waiting, municipality, desk } = sent;
    let waiting = waiting.map(|words| view! { <p>{format!("待機中の申請：{words}")}</p> });
    let when = expected.map(|day| format!("{}ごろまで", format_date(day)));
    view! {
        <Section title="このあとの流れ">
            {waiting}
            <Steps>
                <Step title="申請の受付" state=StepState::Done>
                    <p>"受付のお知らせを、それぞれの申請の連絡先にメールで送りました。届かないときは、下の担当窓口へお電話ください。申請書の控え（PDF）は、受付番号から開くページで保存できます。"</p>
                </Step>
                <Step title=format!("{municipality}が審査します") state=StepState::Current>
                    <p>"足りないものがあれば、補正のお願いをメールで送ります。"</p>
                </Step>
                <Step title="決定のお知らせ" when=when>
                    <p>"決定通知書はこのサイトから開けます。"</p>
                </Step>
            </Steps>
            <DeskLine desk/>
        </Section>
    }
}

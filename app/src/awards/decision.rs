//! 決裁 of what is proposed about an award: by another person than proposed it.

use super::forms::{AboutAward, AwardTrail, MoneyFacts};
use crate::messages::awards::proposal_kind;
use chrono::NaiveDate;
use domain::{awards::ProposalKind, money::Yen, wareki::format_date};
use elements::{
    Button, ButtonKind, ButtonLink, Buttons, ErrorSummary, FormState, HiddenField, Notice, NoticeKind,
    PageHeader, PostForm, Section, SummaryList, SummaryRow, TextArea,
};
use leptos::prelude::*;

/// What the page shows.
#[derive(Debug, Clone)]
pub struct AwardDecisionView {
    /// Which award.
    pub about: AboutAward,
    /// What is proposed.
    pub kind: ProposalKind,
    /// What is left to the office by it.
    pub amount: Yen,
    /// What comes back to the budget at once.
    pub freed: Yen,
    /// What is to come back from the office, and by when.
    pub comes_back: Option<(Yen, NaiveDate)>,
    /// When it was paid, where no run did.
    pub paid_on: Option<NaiveDate>,
    /// Why, as the letter says.
    pub reason: String,
    /// The clerk's word to the approver.
    pub note: String,
    /// Who proposed, and when.
    pub by: String,
    /// Why whoever looks may not decide it.
    pub barred: Option<String>,
    /// For whom they stand in.
    pub standing: Option<String>,
    /// What was typed.
    pub form: FormState,
}

/// The page.
#[component]
pub fn AwardDecisionPage(
    /// What it shows.
    view: AwardDecisionView,
) -> impl IntoView {
    let AwardDecisionView {
        about,
        kind,
        amount,
        freed,
        comes_back,
        paid_on,
        reason,
        note,
        by,
        barred,
        standing,
        form,
    } = view;
    let (money, caption, back_to) = (about.money, about.caption(), about.href());
    let (action, version) = (about.act("decision"), about.version.to_string());
    let errors = form.clone();
    let title = format!("{}を決裁する", proposal_kind(kind));
    let standing = standing.map(|title| view! { <Notice title/> });
    let reason = (!reason.is_empty()).then(|| view! { <SummaryRow label="理由">{reason}</SummaryRow> });
    let note = (!note.is_empty()).then(|| view! { <SummaryRow label="申し送り">{note}</SummaryRow> });
    let back = comes_back.map(|(yen, due)| {
        view! { <SummaryRow label="返還を命じる額">{format!("{yen}（期限 {}）", format_date(due))}</SummaryRow> }
    });
    let paid = paid_on
        .map(|day| view! { <SummaryRow label="支払日"><strong>{format_date(day)}</strong></SummaryRow> });
    let follows = if kind == ProposalKind::Elsewhere {
        "決裁すると、支払済みになり、振込の対象から外れます。通知書は作られません。元に戻せないので、支払いの分かる書類を確かめてください。"
    } else {
        "決裁すると、文書番号が付いて通知書が作られ、申請者に知らせます。"
    };
    let act = match barred {
        Some(title) => view! {
            <Notice kind=NoticeKind::Warning title/>
            <Buttons><ButtonLink kind=ButtonKind::Secondary href=back_to>"手続の画面に戻る"</ButtonLink></Buttons>
        }
        .into_any(),
        None => view! {
            <PostForm action>
                <HiddenField name="version" value=version/>
                <TextArea form=form.clone() name="note" label="コメント" hint="差し戻すときは、直してほしいことを書きます。庁内だけに見えます。" optional=true rows=3/>
                <p>{follows}</p>
                <Buttons>
                    <Button name="act" value="approve">"決裁する"</Button>
                    <Button kind=ButtonKind::Secondary name="act" value="send_back">"差し戻す"</Button>
                    <ButtonLink kind=ButtonKind::Quiet href=back_to>"手続の画面を見る"</ButtonLink>
                </Buttons>
            </PostForm>
        }
        .into_any(),
    };
    view! {
        <ErrorSummary form=errors/>
        <AwardTrail about here="決裁"/>
        <PageHeader title caption/>
        {standing}
        <Section title="起案の内容">
            <SummaryList dense=true>
                <SummaryRow label="起案"><strong>{proposal_kind(kind)}</strong></SummaryRow>
                <SummaryRow label="決裁後の額"><strong>{amount.to_string()}</strong></SummaryRow>
                <SummaryRow label="決裁のときに予算に戻る額">{freed.to_string()}</SummaryRow>
                {back}
                {paid}
                {reason}
                {note}
                <SummaryRow label="起案した人">{by}</SummaryRow>
            </SummaryList>
        </Section>
        <Section title="いまの金額"><MoneyFacts money/></Section>
        {act}
    }
}

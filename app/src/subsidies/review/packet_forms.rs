//! Deciding a packet: here, case by case on one page; or recording what was decided on paper.

use super::BudgetLine;
use super::{
    decision::BudgetEffect,
    packets::{Facts, Head, PacketCaseView, PacketHead},
};
use crate::{messages::subsidies::outside_label, paths};
use domain::subsidies::{OutsideField, REST_APPROVED, verdict_field, verdict_note_field};
use elements::{
    Button, Buttons, Check, Choice, Choices, DateField, ErrorSummary, FileField, FormState, HiddenField,
    Notice, PageHeader, PostForm, Section, TextArea, TextField, Width,
};
use leptos::prelude::*;

/// What the pages show.
#[derive(Debug, Clone)]
pub struct PacketDecisionView {
    /// Its head.
    pub head: PacketHead,
    /// The cases that wait.
    pub cases: Vec<PacketCaseView>,
    /// What it does to the budget.
    pub budget: Vec<BudgetLine>,
    /// For whom it is decided, as a sentence.
    pub standing: Option<String>,
    /// What is typed.
    pub form: FormState,
}

/// Decides here.
#[component]
pub fn PacketDecisionPage(
    /// What it shows.
    decision: PacketDecisionView,
) -> impl IntoView {
    let PacketDecisionView { head, cases, budget, standing, form } = decision;
    let standing = standing.map(|title| view! { <Notice title/> });
    let action = paths::packet_decision(&head.slug, head.id);
    let back = paths::packet(&head.slug, head.id);
    let version = head.version.to_string();
    view! {
        <ErrorSummary form=form.clone()/>
        <Head head=head.clone() here=Some("決裁する")/>
        {standing}
        <Facts head/>
        <BudgetEffect budget/>
        <PostForm action>
            <HiddenField name="version" value=version/>
            <Verdicts cases form/>
            <p>"決裁した申請には文書番号が付き、決定通知書が作られます。取り消すことはできません。差し戻した申請は、起案した人に戻ります。"</p>
            <Buttons>
                <Button>"この内容で決裁する"</Button>
                <a href=back>"やめて戻る"</a>
            </Buttons>
        </PostForm>
    }
}

/// Records what was decided on paper.
#[component]
pub fn PacketRecordPage(
    /// What it shows.
    decision: PacketDecisionView,
) -> impl IntoView {
    let PacketDecisionView { head, cases, budget: _, standing: _, form } = decision;
    let action = paths::packet_record(&head.slug, head.id);
    let back = paths::packet(&head.slug, head.id);
    let version = head.version.to_string();
    let fields = form.clone();
    view! {
        <ErrorSummary form=form.clone()/>
        <Head head=head.clone() here=Some("庁内の決裁を記録する")/>
        <OnlyOutside/>
        <Facts head/>
        <PostForm action multipart=true>
            <HiddenField name="version" value=version/>
            <OnPaper form=fields/>
            <Verdicts cases form/>
            <p>"記録すると、文書番号が付いて決定通知書が作られます。取り消すことはできません。"</p>
            <Buttons>
                <Button>"決裁の結果を記録する"</Button>
                <a href=back>"やめて戻る"</a>
            </Buttons>
        </PostForm>
    }
}

/// What is recorded, and that it is recorded.
#[component]
pub(super) fn OnlyOutside() -> impl IntoView {
    view! {
        <Notice title="紙や文書管理システムで受けた決裁だけを記録してください">
            <p>"記録には、あなたの名前と「庁内の決裁を記録」が残ります。決裁の写しは、あとからだれでも確かめられます。"</p>
        </Notice>
    }
}

/// A decision as it stands on its sheet, and the sheet.
#[component]
pub(super) fn OnPaper(form: FormState) -> impl IntoView {
    view! {
        <Section title="決裁された内容">
            <DateField form=&form name=OutsideField::On.name() label=outside_label(OutsideField::On)/>
            <TextField form=&form name=OutsideField::By.name() label=outside_label(OutsideField::By) hint="職名と氏名。例：介護保険課長　山田　太郎" width=Width::Long/>
            <TextField form=&form name=OutsideField::Number.name() label=outside_label(OutsideField::Number) hint="起案の文書番号。例：みどり介起第12号" width=Width::Long/>
            <FileField form=&form name=OutsideField::Sheet.name() label=outside_label(OutsideField::Sheet) hint="PDF、JPEG、PNG。10MBまで" accept="application/pdf,image/jpeg,image/png"/>
        </Section>
    }
}

/// One answer a case.
#[component]
fn Verdicts(cases: Vec<PacketCaseView>, form: FormState) -> impl IntoView {
    let rest = (cases.len() > 1).then(|| {
        let label = "下で何も選ばない申請は、すべて起案のとおり決裁する";
        let hint = "差し戻す申請だけを、下で選びます。";
        view! { <Check form=form.clone() name=REST_APPROVED label hint/> }
    });
    let cases = cases
        .into_iter()
        .map(|case| {
            let facts = [
                Some(case.outcome.clone()),
                Some(case.reason.clone()).filter(|reason| !reason.is_empty()),
                Some(format!("起案：{}", case.by)),
            ];
            let facts = facts.into_iter().flatten().collect::<Vec<_>>().join("　");
            let (result, note) = (verdict_field(case.proposal), verdict_note_field(case.proposal));
            let options =
                vec![Choice::new("approve", "起案のとおり決裁する"), Choice::new("send_back", "差し戻す")];
            let legend = format!("{}　{}", case.receipt, case.office);
            view! {
                <div class="panel">
                    <Choices form=form.clone() name=result legend options hint=facts/>
                    <p><a href=case.href>{format!("{}の審査の画面を見る", case.receipt)}</a></p>
                    <TextArea form=form.clone() name=note label=format!("{}を差し戻す理由", case.receipt) optional=true rows=2/>
                </div>
            }
        })
        .collect_view();
    view! { <Section title="申請ごとの結果">{rest}<div class="stack">{cases}</div></Section> }
}

/// Says that a clerk may not record decisions, and who can change that.
#[component]
pub fn MayNotRecordPage(
    /// Where they came from.
    back: String,
    /// What that is, in words.
    words: &'static str,
) -> impl IntoView {
    view! {
        <PageHeader title="庁内の決裁を記録する権限がありません"/>
        <p>"紙や文書管理システムで受けた決裁を記録できるのは、管理者が指定した担当者だけです。必要なときは、管理者に「決裁の設定」での指定を頼んでください。"</p>
        <p><a href=back>{words}</a></p>
    }
}

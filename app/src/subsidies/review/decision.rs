//! S15 決裁: what was proposed and by whom, what it does to the budget, and yes or back.

use super::{
    About, Trail,
    verdicts::{VerdictLine, Verdicts},
};
use crate::{paths, subsidies::amount_steps::AmountSteps};
use domain::{
    money::Yen,
    subsidies::{Claim, Rules},
};
use elements::{
    Button, ButtonKind, ButtonLink, Buttons, Column, Density, ErrorSummary, FormState, HiddenField, Notice,
    NoticeKind, PageHeader, PostForm, Section, SummaryList, SummaryRow, Table, TextArea,
};
use leptos::prelude::*;

/// One line of the budget.
#[derive(Debug, Clone)]
pub struct BudgetLine {
    /// What.
    pub label: &'static str,
    /// Before the decision.
    pub before: Yen,
    /// After it.
    pub after: Yen,
}

/// What the page shows.
#[derive(Debug, Clone)]
pub struct DecisionView {
    /// Which application.
    pub about: About,
    /// 交付 or 不交付, in words.
    pub outcome: String,
    /// 交付決定額; none for a refusal.
    pub amount: Option<Yen>,
    /// 不交付の理由, or why less is granted than the rules give: what it is, and the words.
    pub reason: Option<(&'static str, String)>,
    /// The clerk's word to the approver.
    pub note: String,
    /// Whether the applicant has an address to which the news is mailed.
    pub mailed: bool,
    /// Who proposed.
    pub by: String,
    /// When, in words.
    pub at: String,
    /// Why whoever looks may not decide it, as a sentence: then there is nothing to press.
    pub barred: Option<String>,
    /// For whom they stand in, as a sentence.
    pub standing: Option<String>,
    /// The verdicts.
    pub verdicts: Vec<VerdictLine>,
    /// The rules it was received under.
    pub rules: Rules,
    /// What is claimed.
    pub claim: Claim,
    /// What it does to the budget.
    pub budget: Vec<BudgetLine>,
    /// What was typed.
    pub form: FormState,
}

/// The page.
#[component]
pub fn DecisionPage(
    /// What it shows.
    decision: DecisionView,
) -> impl IntoView {
    let DecisionView {
        about,
        outcome,
        amount,
        reason,
        note,
        mailed,
        by,
        at,
        barred,
        standing,
        verdicts,
        rules,
        claim,
        budget,
        form,
    } = decision;
    let (programme, workspace) = (about.programme.clone(), about.workspace());
    let amount = amount
        .map(|yen| view! { <SummaryRow label="交付決定額"><strong>{yen.to_string()}</strong></SummaryRow> });
    let reason = reason.map(|(label, words)| view! { <SummaryRow label>{words}</SummaryRow> });
    let note = (!note.is_empty()).then(|| view! { <SummaryRow label="申し送り">{note}</SummaryRow> });
    let standing = standing.map(|title| view! { <Notice title/> });
    let act = if let Some(title) = barred {
        view! {
            <Notice kind=NoticeKind::Warning title/>
            <Buttons><ButtonLink kind=ButtonKind::Secondary href=workspace>"審査の画面に戻る"</ButtonLink></Buttons>
        }
        .into_any()
    } else {
        view! { <Act about=about.clone() outcome=outcome.clone() mailed form=form.clone()/> }.into_any()
    };
    view! {
        <ErrorSummary form/>
        <Trail about=about.clone() here="決裁"/>
        <PageHeader title="決裁する" caption=about.caption()/>
        {standing}
        <Section title="起案の内容">
            <SummaryList dense=true>
                <SummaryRow label="起案"><strong>{outcome}</strong></SummaryRow>
                {amount}
                {reason}
                {note}
                <SummaryRow label="起案した人">{format!("{by}　{at}")}</SummaryRow>
                <SummaryRow label="補助事業">{programme}</SummaryRow>
            </SummaryList>
        </Section>
        <BudgetEffect budget/>
        <Section title="要件の判定"><Verdicts lines=verdicts/></Section>
        <Section title="補助額の計算"><AmountSteps rules claim/></Section>
        {act}
    }
}

/// What a decision does to the budget.
#[component]
pub(super) fn BudgetEffect(
    /// The lines.
    budget: Vec<BudgetLine>,
) -> impl IntoView {
    let rows = budget
        .into_iter()
        .map(|BudgetLine { label, before, after }| {
            let changed = (before != after).then_some("is-changed");
            view! {
                <tr class=changed>
                    <th scope="row">{label}</th>
                    <td class="number">{before.to_string()}</td>
                    <td class="number">{after.to_string()}</td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![Column::new("予算"), Column::number("決裁前"), Column::number("決裁後")];
    view! {
        <Section title="予算への影響">
            <Table caption="決裁の前と後" caption_hidden=true density=Density::Dense columns>{rows}</Table>
        </Section>
    }
}

#[component]
fn Act(about: About, outcome: String, mailed: bool, form: FormState) -> impl IntoView {
    let told = if mailed {
        "決裁すると、文書番号が付いて決定通知書が作られ、申請者にメールで知らせます。取り消すことはできません。"
    } else {
        "決裁すると、文書番号が付いて決定通知書が作られます。申請者のメールアドレスがないため、印刷して郵送してください。取り消すことはできません。"
    };
    let action = paths::decision(&about.slug, about.id, &about.queue);
    view! {
        <PostForm action>
            <HiddenField name="version" value=about.version.to_string()/>
            <TextArea
                form
                name="note"
                label="コメント"
                hint="差し戻すときは、直してほしいことを書きます。庁内だけに見えます。"
                optional=true
                rows=3
            />
            <p>{told}</p>
            <Buttons>
                <Button name="act" value="approve">{format!("{outcome}で決裁する")}</Button>
                <Button kind=ButtonKind::Secondary name="act" value="send_back">"差し戻す"</Button>
                <ButtonLink kind=ButtonKind::Quiet href=about.workspace()>"審査の画面を見る"</ButtonLink>
            </Buttons>
        </PostForm>
    }
}

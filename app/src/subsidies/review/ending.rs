//! 待機の打切り: what is proposed for everybody who waits, and what another person decides.

use super::packet_forms::{OnPaper, OnlyOutside};
use crate::paths;
use domain::{
    ids::ProgrammeId,
    money::Yen,
    subsidies::{Reason, ReasonError},
};
use elements::{
    Breadcrumb, Button, ButtonKind, ButtonLink, Buttons, Column, Crumb, Density, ErrorSummary, FormState,
    HiddenField, Notice, NoticeKind, PageHeader, PostForm, Section, SummaryList, SummaryRow, Table, TextArea,
};
use leptos::prelude::*;

/// The reason as it stands before somebody writes another.
pub const USUAL_REASON: &str =
    "予算額に達し、待機の順番までに予算の残りが生じなかったため、交付することができません。";

/// What both pages show.
#[derive(Debug, Clone)]
pub struct EndingView {
    /// The municipality's word in addresses.
    pub slug: String,
    /// The programme.
    pub id: ProgrammeId,
    /// Its title.
    pub title: String,
    /// How many wait; the form carries it.
    pub waits: usize,
    /// What they ask for together.
    pub asked: Yen,
    /// The first of them: number, office, amount, page.
    pub waiting: Vec<(String, String, Yen, String)>,
    /// What is proposed.
    pub proposed: Option<EndingProposal>,
    /// The word with which the last proposal was sent back.
    pub sent_back: Option<String>,
    /// Why it cannot be proposed, or whoever looks may not decide it, as a sentence: then there is nothing to press.
    pub barred: Option<String>,
    /// For whom they stand in, as a sentence.
    pub standing: Option<String>,
    /// Whether whoever looks may record what was decided on paper.
    pub may_record: bool,
    /// What was typed.
    pub form: FormState,
}

/// What is proposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EndingProposal {
    /// Who proposed.
    pub by: String,
    /// When, in words.
    pub at: String,
    /// As the form carries it.
    pub mark: String,
    /// 不交付の理由.
    pub reason: String,
}

/// What is wrong with the reason.
pub fn ending_reason_error(error: ReasonError) -> String {
    crate::messages::subsidies::reason_error("不交付の理由", error)
}

/// The clerk's page.
#[component]
pub fn EndingPage(
    /// What it shows.
    ending: EndingView,
) -> impl IntoView {
    let (budget, action) =
        (paths::budget(&ending.slug, ending.id), paths::waiting_end(&ending.slug, ending.id));
    let form = ending.form.clone();
    let sent_back = ending.sent_back.clone().map(|note| {
        view! { <Notice kind=NoticeKind::Warning title="前の起案は差し戻されました"><p>{note}</p></Notice> }
    });
    let act = if let Some(proposed) = ending.proposed.clone() {
        let paper = paths::waiting_end_paper(&ending.slug, ending.id);
        let record = ending.may_record.then(|| {
            let href = paths::waiting_end_record(&ending.slug, ending.id);
            view! { <ButtonLink kind=ButtonKind::Secondary href>"庁内の決裁を記録する"</ButtonLink> }
        });
        view! {
            <Notice title="起案済みです。決裁を待っています"/>
            <Proposed proposed/>
            <Buttons>
                <ButtonLink kind=ButtonKind::Secondary href=paper>"起案を印刷する（PDF）"</ButtonLink>
                {record}
                <ButtonLink kind=ButtonKind::Quiet href=budget>"予算の台帳に戻る"</ButtonLink>
            </Buttons>
        }
        .into_any()
    } else if let Some(title) = ending.barred.clone() {
        view! {
            <Notice kind=NoticeKind::Warning title/>
            <Buttons><ButtonLink kind=ButtonKind::Secondary href=budget>"予算の台帳に戻る"</ButtonLink></Buttons>
        }
        .into_any()
    } else {
        view! {
            <PostForm action>
                <HiddenField name="waits" value=ending.waits.to_string()/>
                <TextArea
                    form=form.clone()
                    name="reason"
                    label="不交付の理由"
                    hint=format!("申請者ごとの不交付決定通知書に、このまま載ります。{}文字まで", Reason::LONGEST)
                    rows=4
                />
                <p>"決裁されるまでは待機のままで、予算の残りが生じれば繰り上がります。"</p>
                <Buttons>
                    <Button>{format!("待機{}件の打切りを起案する", ending.waits)}</Button>
                    <ButtonLink kind=ButtonKind::Quiet href=budget>"やめて戻る"</ButtonLink>
                </Buttons>
            </PostForm>
        }
        .into_any()
    };
    view! {
        <Head ending=ending.clone() here="待機の打切り"/>
        {sent_back}
        {act}
        <Waiting ending/>
    }
}

/// The approver's page.
#[component]
pub fn EndingDecisionPage(
    /// What it shows.
    ending: EndingView,
    /// What is proposed.
    proposed: EndingProposal,
) -> impl IntoView {
    let budget = paths::budget(&ending.slug, ending.id);
    let action = paths::waiting_end_decision(&ending.slug, ending.id);
    let form = ending.form.clone();
    let mark = proposed.mark.clone();
    let standing = ending.standing.clone().map(|title| view! { <Notice title/> });
    let act = if let Some(title) = ending.barred.clone() {
        view! {
            <Notice kind=NoticeKind::Warning title/>
            <Buttons><ButtonLink kind=ButtonKind::Secondary href=budget>"予算の台帳に戻る"</ButtonLink></Buttons>
        }
        .into_any()
    } else {
        view! {
            <PostForm action>
                <HiddenField name="waits" value=ending.waits.to_string()/>
                <HiddenField name="mark" value=mark/>
                <TextArea form=form name="note" label="コメント" hint="差し戻すときは必ず入力します" optional=true rows=3/>
                <p>
                    "決裁すると、1件ずつ文書番号が付いて不交付決定通知書が作られ、申請者にメールで知らせます。取り消すことはできません。"
                </p>
                <Buttons>
                    <Button name="act" value="approve">{format!("待機{}件を不交付と決裁する", ending.waits)}</Button>
                    <Button kind=ButtonKind::Secondary name="act" value="send_back">"差し戻す"</Button>
                </Buttons>
            </PostForm>
        }
        .into_any()
    };
    view! {
        <Head ending=ending.clone() here="待機の打切りの決裁"/>
        {standing}
        <Proposed proposed/>
        <Waiting ending/>
        {act}
    }
}

/// Records what was decided on paper.
#[component]
pub fn EndingRecordPage(
    /// What it shows.
    ending: EndingView,
) -> impl IntoView {
    let back = paths::waiting_end(&ending.slug, ending.id);
    let action = paths::waiting_end_record(&ending.slug, ending.id);
    let (form, waits) = (ending.form.clone(), ending.waits);
    let proposed = ending.proposed.clone().map(|proposed| {
        let mark = proposed.mark.clone();
        (view! { <Proposed proposed/> }, view! { <HiddenField name="mark" value=mark/> })
    });
    let (content, mark) = proposed.unzip();
    view! {
        <Head ending=ending.clone() here="庁内の決裁を記録する"/>
        <OnlyOutside/>
        {content}
        <PostForm action multipart=true>
            <HiddenField name="waits" value=waits.to_string()/>
            {mark}
            <OnPaper form/>
            <p>"記録すると、1件ずつ文書番号が付いて不交付決定通知書が作られ、申請者にメールで知らせます。取り消すことはできません。"</p>
            <Buttons>
                <Button>{format!("待機{waits}件の不交付を記録する")}</Button>
                <ButtonLink kind=ButtonKind::Quiet href=back>"やめて戻る"</ButtonLink>
            </Buttons>
        </PostForm>
        <Waiting ending/>
    }
}

#[component]
fn Head(ending: EndingView, here: &'static str) -> impl IntoView {
    let EndingView { slug, id, title, waits, asked, form, .. } = ending;
    view! {
        <ErrorSummary form/>
        <Breadcrumb
            crumbs=vec![
                Crumb::new("補助事業", paths::programmes(&slug)),
                Crumb::new(title.clone(), paths::programme(&slug, id)),
                Crumb::new("予算の台帳", paths::budget(&slug, id)),
            ]
            here=here
        />
        <PageHeader title=here caption=title lead="予算の残りが生じる見込みがないとき、待機している申請をすべて不交付とします。"/>
        <SummaryList dense=true>
            <SummaryRow label="待機している申請">{format!("{waits}件")}</SummaryRow>
            <SummaryRow label="申請額の合計">{asked.to_string()}</SummaryRow>
        </SummaryList>
    }
}

#[component]
fn Proposed(proposed: EndingProposal) -> impl IntoView {
    let EndingProposal { by, at, mark: _, reason } = proposed;
    view! {
        <Section title="起案の内容">
            <SummaryList dense=true>
                <SummaryRow label="起案"><strong>"待機の打切り（不交付）"</strong></SummaryRow>
                <SummaryRow label="不交付の理由">{reason}</SummaryRow>
                <SummaryRow label="起案した人">{format!("{by}　{at}")}</SummaryRow>
            </SummaryList>
        </Section>
    }
}

#[component]
fn Waiting(ending: EndingView) -> impl IntoView {
    let EndingView { waits, waiting, .. } = ending;
    let more = (waits > waiting.len())
        .then(|| view! { <p>{format!("順番の先の{}件を表示しています。", waiting.len())}</p> });
    let rows = waiting
        .into_iter()
        .map(|(receipt, office, yen, href)| {
            view! {
                <tr>
                    <th scope="row"><a href=href>{receipt}</a></th>
                    <td>{office}</td>
                    <td class="number">{yen.to_string()}</td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![Column::new("受付番号"), Column::new("事業所"), Column::number("申請額")];
    (waits > 0).then(|| {
        view! {
            <Section title=format!("待機している申請（{waits}件）")>
                {more}
                <Table caption="待機している申請" caption_hidden=true density=Density::Dense columns>{rows}</Table>
            </Section>
        }
    })
}

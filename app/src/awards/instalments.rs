//! 概算払・分割払: what was paid of what, instalment by instalment; its claim, and the answer to that.

use super::{
    forms::{AboutAward, AwardForm, form_row},
    mine::{AboutMine, told},
};
use crate::{
    messages::awards::instalment_title,
    subsidies::{ConfirmingActs, ConfirmingView},
};
use domain::{
    awards::{After, AwardField as Field},
    money::Yen,
    subsidies::FormName,
};
use elements::{
    BackLink, Button, Buttons, Check, Choice, Choices, ErrorSummary, FormState, HiddenField, Notice,
    NoticeKind, PageHeader, PostForm, Section, SummaryList, SummaryRow, TextArea,
};
use leptos::prelude::*;

/// Where one of them stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Not claimed; from when it can be.
    Planned(After),
    /// Claimed, and not answered.
    Asked,
    /// To be paid, or paid: how much of it was.
    Counted(Yen),
    /// The rest, before the amount is fixed.
    NotFixed,
}

/// One of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InstalmentLine {
    /// 第何回; none for the rest.
    pub instalment: Option<u8>,
    /// How much.
    pub yen: Yen,
    /// Where it stands.
    pub standing: Standing,
}

impl InstalmentLine {
    /// How much, and what became of it.
    fn words(&self) -> String {
        let yen = self.yen;
        match self.standing {
            Standing::Planned(after) => format!("{yen}（{}に請求できます）", after.words()),
            Standing::Asked => format!("{yen}（請求済み・受理待ち）"),
            Standing::Counted(paid) if paid == yen => format!("{yen}（支払済み）"),
            Standing::Counted(Yen::ZERO) => format!("{yen}（未払い）"),
            Standing::Counted(paid) => format!("{yen}のうち{paid}を支払済み"),
            Standing::NotFixed => format!("{yen}まで（額の確定の後に決まります）"),
        }
    }
}

/// All of them; nothing where the programme pays once.
#[component]
pub fn Instalments(
    /// The parts, in their order.
    lines: Vec<InstalmentLine>,
    /// Why the last claim was sent back, until it is claimed again.
    returned: Option<String>,
) -> impl IntoView {
    let returned = returned.map(|words| {
        view! { <Notice kind=NoticeKind::Warning title="概算払の請求が差し戻されました"><p>{words}</p></Notice> }
    });
    (!lines.is_empty()).then(|| {
        let rows = lines
            .into_iter()
            .map(|line| {
                let label = instalment_title(line.instalment);
                view! { <SummaryRow label>{line.words()}</SummaryRow> }
            })
            .collect_view();
        view! {
            <Section title="概算払・分割払">
                {returned}
                <SummaryList dense=true>{rows}</SummaryList>
            </Section>
        }
    })
}

/// 概算払の請求.
#[component]
pub fn AdvanceClaimPage(
    /// Of which application.
    about: AboutMine,
    /// 第何回.
    instalment: u8,
    /// How much.
    amount: Yen,
    /// 交付決定額.
    granted: Yen,
    /// What was paid until now.
    paid: Yen,
    /// Whether it tells how far the work is.
    interim: bool,
    /// To whom it is paid.
    corporation: String,
    /// The municipality.
    municipality: String,
    /// Where a colleague looks before it is claimed.
    confirming: Option<ConfirmingView>,
    /// What was typed.
    form: FormState,
) -> impl IntoView {
    let AboutMine { filling, id, caption } = about;
    let title = instalment_title(Some(instalment));
    let (back, errors) = (filling.elsewhere(id), form.clone());
    let (declined, told) = told(confirming.as_ref());
    let typed_here = confirming.as_ref().is_none_or(|one| one.step.asks());
    // What was asked about stands as it was typed then.
    let asked_about = confirming.as_ref().filter(|_| interim && !typed_here).map(|one| one.words.clone());
    let shown = asked_about.clone().map(|words| view! { <SummaryRow label="中間報告">{words}</SummaryRow> });
    let words = (interim && typed_here).then(|| {
        view! {
            <TextArea form=form.clone() name=Field::Interim.name() label="中間報告" hint="いままでにしたこと、これからすることを書いてください。例：ライセンスの契約が済み、7月から2か所と試しています。" rows=4/>
        }
    });
    let tick =
        view! { <Check form=form name=Field::Confirmed.name() label="上のとおり、概算払を請求します"/> };
    let button = "請求する";
    let acts = match confirming {
        None => view! {
            <PostForm action=filling.advance(id)>
                {words}
                {tick}
                <Buttons><Button>{button}</Button></Buttons>
            </PostForm>
        }
        .into_any(),
        Some(confirming) => {
            let again = asked_about.map(|words| {
                view! { <HiddenField name=Field::Interim.name() value=words/> }
            });
            let asking = view! { {words}{again} }.into_any();
            view! { <ConfirmingActs filling id confirming button asking>{tick}</ConfirmingActs> }.into_any()
        }
    };
    view! {
        <BackLink href=back label="申請の状況へ戻る"/>
        <ErrorSummary form=errors/>
        {declined}
        <PageHeader title="概算払の請求" caption lead="額の確定の前に、交付決定額の一部を請求します。確定した額のほうが少なくなったときは、差額を返していただきます。"/>
        {told}
        <SummaryList>
            <SummaryRow label=title><strong>{amount.to_string()}</strong></SummaryRow>
            <SummaryRow label="交付決定額">{granted.to_string()}</SummaryRow>
            <SummaryRow label="支払済額">{paid.to_string()}</SummaryRow>
            <SummaryRow label="請求する方">{corporation}</SummaryRow>
            <SummaryRow label="請求先">{municipality}</SummaryRow>
            {shown}
        </SummaryList>
        {acts}
    }
}

/// A claim, as officers see it.
#[derive(Debug, Clone)]
pub struct AdvanceView {
    /// 第何回.
    pub instalment: u8,
    /// How much.
    pub yen: Yen,
    /// 中間報告; empty where none is asked for.
    pub interim: String,
    /// When it was claimed, in words.
    pub at: String,
    /// 様式 of it, where the grant rules name it.
    pub named: Option<FormName>,
}

/// The answer to it: 受理, or 差戻し.
#[component]
pub fn AdvanceAnswerPage(
    /// Which award.
    about: AboutAward,
    /// What is claimed.
    claim: AdvanceView,
    /// What was typed.
    form: FormState,
) -> impl IntoView {
    let AdvanceView { instalment, yen, interim, at, named } = claim;
    let fields = form.clone();
    let options = vec![
        Choice::new("accept", "受理する").hint("支払データに入れられるようになります"),
        Choice::new("return", "差し戻す").hint("申請者は、直してもう一度請求できます"),
    ];
    let interim =
        (!interim.is_empty()).then(|| view! { <SummaryRow label="中間報告">{interim}</SummaryRow> });
    view! {
        <AwardForm about act="instalment" title="概算払の請求に答える" lead="受理すると、額の確定の前に支払います。確定額のほうが少なくなったときは、差額の返還を命じます。" button="この内容で進める" form>
            <SummaryList dense=true>
                {form_row("様式", named.as_ref())}
                <SummaryRow label=instalment_title(Some(instalment))><strong>{yen.to_string()}</strong></SummaryRow>
                {interim}
                <SummaryRow label="請求の日時">{at}</SummaryRow>
            </SummaryList>
            <Choices form=fields.clone() name="answer" legend="回答" options/>
            <TextArea form=fields name=Field::Reason.name() label="差し戻す理由（「差し戻す」のとき）" hint="申請者に表示されます。" optional=true rows=3/>
        </AwardForm>
    }
}

//! 起案: what the verdicts come to, the amount of the rules, and a word to the approver.

use super::{
    About, Trail,
    verdicts::{VerdictLine, Verdicts},
};
use crate::{paths, subsidies::amount_steps::AmountSteps};
use domain::{
    money::Yen,
    subsidies::{Claim, ProposalField, Rules},
};
use elements::{
    Button, ButtonKind, ButtonLink, Buttons, Choice, Choices, ErrorSummary, FormState, HiddenField,
    MoneyField, PageHeader, PostForm, Section, TextArea,
};
use leptos::prelude::*;

/// What the page shows.
#[derive(Debug, Clone)]
pub struct ProposalView {
    /// Which application.
    pub about: About,
    /// The verdicts.
    pub verdicts: Vec<VerdictLine>,
    /// The rules it was received under.
    pub rules: Rules,
    /// What is claimed.
    pub claim: Claim,
    /// What the rules give.
    pub amount: Yen,
    /// What was typed.
    pub form: FormState,
}

/// The page.
#[component]
pub fn ProposalPage(
    /// What it shows.
    proposal: ProposalView,
) -> impl IntoView {
    let ProposalView { about, verdicts, rules, claim, amount, form } = proposal;
    let options = vec![
        Choice::new("grant", format!("交付する（{amount}）")).hint("すべての要件が適合のとき"),
        Choice::new("refuse", "交付しない").hint("不適合の要件があるとき"),
    ];
    let less = format!("空欄なら{amount}です。これより多くすることはできません");
    let action = paths::proposal(&about.slug, about.id, &about.queue);
    view! {
        <ErrorSummary form=form.clone()/>
        <Trail about=about.clone() here="起案"/>
        <PageHeader title="起案する" caption=about.caption() lead="起案すると、別の決裁者が決裁します。自分で決裁することはできません。"/>
        <Section title="要件の判定"><Verdicts lines=verdicts/></Section>
        <Section title="補助額の計算"><AmountSteps rules claim/></Section>
        <PostForm action>
            <HiddenField name="version" value=about.version.to_string()/>
            <Choices form=form.clone() name="outcome" legend="起案の内容" options/>
            <MoneyField form=form.clone() name=ProposalField::Amount.name() label="交付額（計算上の額より減らすとき）" hint=less optional=true/>
            <TextArea form=form.clone() name=ProposalField::Lowered.name() label="減額の理由（減らすとき）" hint="決定通知書にこのまま載ります。例：申請額のうち、要綱第4条に定める経費に当たらないもの（3,000円）を除いたため。" optional=true rows=3/>
            <TextArea
                form=form.clone()
                name="reason"
                label="不交付の理由（「交付しない」のとき）"
                hint="決定通知書にこのまま載ります。要綱のどの条項に当たるかを書きます。例：要綱第3条第1項第2号に定める対象サービスを提供していないため。"
                optional=true
            />
            <TextArea form name="note" label="決裁者への申し送り" hint="庁内だけに見えます。" optional=true rows=3/>
            <Buttons>
                <Button>"この内容で起案する"</Button>
                <ButtonLink kind=ButtonKind::Quiet href=about.workspace()>"やめて審査に戻る"</ButtonLink>
            </Buttons>
        </PostForm>
    }
}

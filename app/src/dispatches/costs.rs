//! 旅費: the estimate as a form, and the municipality's yes or no.

use crate::{
    messages::{
        demos::slot,
        dispatches::{cost_line, house, label, payer},
    },
    paths,
};
use domain::{
    demos::Slot,
    dispatches::{CostLine, Field, House, Payer},
    ids::DispatchId,
    money::Yen,
};
use elements::{
    BackLink, Button, ButtonKind, ButtonLink, Buttons, Choice, Choices, Column, Density, ErrorSummary,
    FormState, HiddenField, InputMode, MoneyField, PageHeader, PostForm, Section, SummaryList, SummaryRow,
    Table, TextArea, TextField, Width,
};
use leptos::prelude::*;

/// What the page of the estimate shows.
#[derive(Debug, Clone)]
pub struct CostsView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// The dispatch.
    pub id: DispatchId,
    /// The version that is estimated.
    pub version: i32,
    /// What it is, in words.
    pub about: String,
    /// Whether the federation records what a municipality without a house here said.
    pub tells: bool,
    /// What was typed.
    pub form: FormState,
}

/// The page of the estimate.
#[component]
pub fn CostsPage(
    /// What it shows.
    costs: CostsView,
) -> impl IntoView {
    let CostsView { slug, id, version, about, tells, form } = costs;
    let back = paths::dispatch(&slug, id);
    let number = |field: Field, suffix: &'static str| {
        view! { <TextField form=form.clone() name=field.name() label=label(field) inputmode=InputMode::Numeric width=Width::Short suffix autocomplete="off"/> }
    };
    let yen = |field: Field| {
        view! { <MoneyField form=form.clone() name=field.name() label=label(field) optional=true/> }
    };
    let payers = Payer::ALL.iter().map(|one| Choice::new(one.code(), payer(*one))).collect();
    let told = tells.then(|| {
        view! {
            <TextField form=form.clone() name=Field::ToldApproval.name() label=label(Field::ToldApproval) optional=true width=Width::Long autocomplete="off"
                hint="ひろめるを使っていない市区町村の承認を、電話などで受けたときに記録します。例：福祉課長 9月20日 電話"/>
        }
    });
    let fields = (
        number(Field::Travellers, "人"),
        (yen(Field::Rail), yen(Field::Air)),
        (number(Field::Nights, "泊"), yen(Field::Lodging)),
        (number(Field::Days, "日"), yen(Field::Daily)),
        yen(Field::Other),
    );
    view! {
        <BackLink href=back.clone()/>
        <ErrorSummary form=&form/>
        <PageHeader title="国保中央会の旅費を見積もる" caption=about
            lead="合計は、人数と単価から計算します。市区町村が負担するときは、決裁者に承認を依頼するメールを送ります。"/>
        <PostForm action=paths::dispatch_costs(&slug, id)>
            <HiddenField name="version" value=version.to_string()/>
            <Section title="旅費の内訳">{fields}</Section>
            <Section title="負担と承認">
                <Choices form=&form name=Field::Payer.name() legend=label(Field::Payer) inline=true options=payers/>
                {told}
            </Section>
            <Buttons>
                <Button>"この内容で見積もる"</Button>
                <ButtonLink href=back kind=ButtonKind::Quiet>"やめる"</ButtonLink>
            </Buttons>
        </PostForm>
    }
}

/// What the page of the approval shows.
#[derive(Debug, Clone)]
pub struct ApprovalView {
    /// The municipality's word in addresses.
    pub slug: String,
    /// The dispatch.
    pub id: DispatchId,
    /// The version that is decided.
    pub version: i32,
    /// When the session is.
    pub slot: Slot,
    /// The parts of the amount.
    pub lines: Vec<(CostLine, Yen)>,
    /// The amount.
    pub total: Yen,
    /// Which house estimated it.
    pub by: House,
    /// How many people travel.
    pub people: u8,
    /// What was typed.
    pub form: FormState,
}

/// The page of the approval.
#[component]
pub fn ApprovalPage(
    /// What it shows.
    approval: ApprovalView,
) -> impl IntoView {
    let ApprovalView { slug, id, version, slot: at, lines, total, by, people, form } = approval;
    let back = paths::dispatch(&slug, id);
    let rows = lines
        .into_iter()
        .map(|(line, yen)| {
            view! { <tr><th scope="row">{cost_line(line)}</th><td class="number">{yen.to_string()}</td></tr> }
        })
        .collect_view();
    let columns = vec![Column::new("費目"), Column::number("金額")];
    let answers = vec![Choice::new("approve", "承認する"), Choice::new("refuse", "承認しない")];
    view! {
        <BackLink href=back.clone()/>
        <ErrorSummary form=&form/>
        <PageHeader title="国保中央会の旅費を承認する" lead="講師を派遣する国保中央会の旅費を、市区町村が負担する見積りです。"/>
        <SummaryList dense=true>
            <SummaryRow label="デモ・説明会の日時">{slot(&at)}</SummaryRow>
            <SummaryRow label="見積もったところ">{house(by)}</SummaryRow>
        </SummaryList>
        <Table caption=format!("旅費の見積り（{people}人）") columns density=Density::Dense>
            {rows}
            <tr><th scope="row">"合計"</th><td class="number"><strong>{total.to_string()}</strong></td></tr>
        </Table>
        <PostForm action=paths::dispatch_approval(&slug, id)>
            <HiddenField name="version" value=version.to_string()/>
            <Choices form=&form name=Field::Decision.name() legend=label(Field::Decision) options=answers/>
            <TextArea form=&form name=Field::Reason.name() label=label(Field::Reason) needed="承認しないときは必須" rows=3
                hint="連合会に伝わります。例：オンラインへの変更を希望します"/>
            <Buttons>
                <Button>"この内容で回答する"</Button>
                <ButtonLink href=back kind=ButtonKind::Quiet>"やめる"</ButtonLink>
            </Buttons>
        </PostForm>
    }
}

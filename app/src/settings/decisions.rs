//! 決裁の設定: who decides up to how much, who stands in for whom, who may record what was decided on paper.

use crate::{messages::subsidies::authority_label, paths};
use domain::{
    ids::{AccountId, SubstitutionId},
    subsidies::AuthorityField as Field,
};
use elements::{
    BackLink, Button, ButtonKind, Check, Choice, Column, DateField, Density, EmptyState, ErrorSummary,
    FormState, HiddenField, MoneyField, Notice, NoticeKind, PageHeader, PostForm, Section, SelectField,
    Table, TextField, Width,
};
use leptos::prelude::*;

/// An approver.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApproverLine {
    /// Who.
    pub id: AccountId,
    /// The name.
    pub name: String,
    /// The limit as it stands, as the form shows it.
    pub limit: String,
}

/// A clerk who may be named to record decisions on paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecorderLine {
    /// Who.
    pub id: AccountId,
    /// The name.
    pub name: String,
}

/// A 代決者.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubstituteLine {
    /// Which.
    pub id: SubstitutionId,
    /// Who is away.
    pub absent: String,
    /// Who decides for them.
    pub substitute: String,
    /// From when to when.
    pub days: String,
    /// Why.
    pub reason: String,
}

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionSettings {
    /// The municipality's word in addresses.
    pub slug: String,
    /// Everybody who decides.
    pub approvers: Vec<ApproverLine>,
    /// Everybody who reviews.
    pub clerks: Vec<RecorderLine>,
    /// Who stands in for whom.
    pub substitutes: Vec<SubstituteLine>,
    /// What was just done.
    pub done: Option<&'static str>,
}

/// The page: two forms, each with what was typed into it.
#[component]
pub fn DecisionSettingsPage(
    /// What it shows.
    settings: DecisionSettings,
    /// The limits and who records.
    limits: FormState,
    /// Who stands in for whom.
    substitute: FormState,
) -> impl IntoView {
    let DecisionSettings { slug, approvers, clerks, substitutes, done } = settings;
    let notice = done.map(|done| view! { <Notice kind=NoticeKind::Success live=true title=done/> });
    let summary = if substitute.has_errors() { substitute.clone() } else { limits.clone() };
    let people: Vec<_> =
        approvers.iter().map(|one| Choice::new(one.id.to_string(), one.name.clone())).collect();
    view! {
        <BackLink href=paths::settings(&slug) label="設定"/>
        {notice}
        <ErrorSummary form=summary/>
        <PageHeader title="決裁の設定"/>
        <Limits slug=slug.clone() approvers clerks form=limits/>
        <Section title="不在のときに代わりに決裁する人（代決）">
            <p>"期間中、代わりの人は、不在の人が決裁できる額まで決裁できます。決裁の記録には「代決」と残ります。"</p>
            <Substitutes slug=slug.clone() substitutes/>
            {stand_in(&slug, people, substitute)}
        </Section>
    }
}

/// The form that names who stands in; nobody stands in for themselves.
fn stand_in(slug: &str, people: Vec<Choice>, form: FormState) -> AnyView {
    if people.len() < 2 {
        return view! { <p>"代わりの人を決めるには、決裁者が2人以上要ります。"</p> }.into_any();
    }
    view! {
        <PostForm action=paths::substitutes(slug)>
            <SelectField form=&form name=Field::Absent.name() label=authority_label(Field::Absent) options=people.clone()/>
            <SelectField form=&form name=Field::Substitute.name() label=authority_label(Field::Substitute) options=people/>
            <DateField form=&form name=Field::From.name() label=authority_label(Field::From)/>
            <DateField form=&form name=Field::Until.name() label=authority_label(Field::Until)/>
            <TextField form=&form name=Field::Reason.name() label=authority_label(Field::Reason) hint="例：出張、年次休暇" width=Width::Long autocomplete="off"/>
            <Button kind=ButtonKind::Secondary>"代わりの人を決める"</Button>
        </PostForm>
    }
    .into_any()
}

/// Who decides up to how much, and who records.
#[component]
fn Limits(
    slug: String,
    approvers: Vec<ApproverLine>,
    clerks: Vec<RecorderLine>,
    form: FormState,
) -> impl IntoView {
    let (decides, records) = (!approvers.is_empty(), !clerks.is_empty());
    let boxes = approvers
        .into_iter()
        .map(|ApproverLine { id, name, limit }| {
            view! {
                <MoneyField form=&form name=Field::Limit(id).name() label=format!("{name}さんが決裁できる額") hint="1つの起案の合計額。空欄なら上限なし" optional=true/>
                <HiddenField name=format!("was.{id}") value=limit/>
            }
        })
        .collect_view();
    let recorders = clerks
        .into_iter()
        .map(|RecorderLine { id, name }| {
            view! { <Check form=&form name=format!("recorder.{id}") label=format!("{name}さんは、庁内の決裁を記録できる")/> }
        })
        .collect_view();
    let missing = |there: bool, role: &str| {
        (!there).then(|| {
            let words = format!("{role}の役割を持つ人が、まだいません。");
            view! { <p>{words}<a href=paths::people(&slug)>"利用者を招待するか、役割を付けてください"</a></p> }
        })
    };
    let (no_approver, no_clerk) = (missing(decides, "決裁者"), missing(records, "担当"));
    let save = (decides || records).then(|| view! { <Button>"保存する"</Button> });
    view! {
        <PostForm action=paths::decision_settings(&slug)>
            <Section title="決裁できる額（専決）">
                <p>"額を超える起案は、その額を決裁できる人に回ります。"</p>
                {no_approver}
                {boxes}
            </Section>
            <Section title="庁内の決裁を記録できる人">
                <p>"紙や文書管理システムで受けた決裁を、写しを添えて記録する担当者です。指定した人だけが記録できます。"</p>
                {no_clerk}
                {recorders}
            </Section>
            {save}
        </PostForm>
    }
}

#[component]
fn Substitutes(slug: String, substitutes: Vec<SubstituteLine>) -> impl IntoView {
    if substitutes.is_empty() {
        return view! { <EmptyState title="代わりに決裁する人は決まっていません"/> }.into_any();
    }
    let rows = substitutes
        .into_iter()
        .map(|SubstituteLine { id, absent, substitute, days, reason }| {
            let whom = format!("：{absent}さんの代わりの{substitute}さん");
            view! {
                <tr>
                    <th scope="row">{absent}</th>
                    <td>{substitute}</td>
                    <td>{days}</td>
                    <td>{reason}</td>
                    <td>
                        <PostForm action=paths::substitute_removal(&slug) class="inline">
                            <HiddenField name="substitution" value=id.to_string()/>
                            <Button kind=ButtonKind::Quiet>"取り消す"<span class="hidden">{whom}</span></Button>
                        </PostForm>
                    </td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![
        Column::new("不在の人"),
        Column::new("代わりの人"),
        Column::new("期間"),
        Column::new("理由"),
        Column::unseen("操作"),
    ];
    view! { <Table caption="代わりに決裁する人" caption_hidden=true density=Density::Dense columns>{rows}</Table> }.into_any()
}

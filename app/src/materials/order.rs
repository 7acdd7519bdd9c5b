//! Writing an order down, and what arrives of it.

use crate::{
    messages::materials::{label, order_state, order_tone},
    paths,
};
use domain::{
    form::Typed,
    ids::{MaterialId, MaterialOrderId},
    materials::{MaterialField as Field, NewOrder, OrderState},
    money::Yen,
    wareki::format_date,
};
use elements::{
    BackLink, Button, ButtonKind, ButtonLink, Buttons, Check, DateField, ErrorSummary, FormState,
    HiddenField, InputMode, PageHeader, PostForm, Section, SummaryList, SummaryRow, TextField, Width,
};
use leptos::prelude::*;

/// The page that writes an order down.
#[component]
pub fn OrderFormPage(
    /// The tenant's word in addresses.
    slug: String,
    /// Of which material.
    id: MaterialId,
    /// What it is called.
    title: String,
    /// What was typed.
    form: FormState,
) -> impl IntoView {
    let back = paths::material(&slug, id);
    view! {
        <BackLink href=back.clone()/>
        <ErrorSummary form=&form/>
        <PageHeader title="注文を記録する" caption=title lead="注文した数は、納品を記録するまで在庫に入りません。"/>
        <PostForm action=paths::new_material_order(&slug, id)>
            <TextField form=&form name=Field::Supplier.name() label=label(Field::Supplier) hint="例：みどり印刷、国民健康保険中央会" width=Width::Long autocomplete="off"/>
            <TextField form=&form name=Field::Pieces.name() label=label(Field::Pieces) inputmode=InputMode::Numeric width=Width::Short suffix="部" autocomplete="off"/>
            <DateField form=&form name=Field::OrderedOn.name() label=label(Field::OrderedOn)/>
            <DateField form=&form name=Field::ExpectedOn.name() label=label(Field::ExpectedOn) optional=true/>
            <TextField form=&form name=Field::Amount.name() label=label(Field::Amount) hint="請求書が届いてからでも入力できます。活動の費用に入れる印刷費は、ここには入れません" inputmode=InputMode::Numeric width=Width::Short suffix="円" optional=true autocomplete="off"/>
            <TextField form=&form name=Field::Note.name() label=label(Field::Note) optional=true autocomplete="off"/>
            <Buttons>
                <Button>"記録する"</Button>
                <ButtonLink href=back kind=ButtonKind::Quiet>"やめる"</ButtonLink>
            </Buttons>
        </PostForm>
    }
}

/// What the page of an order shows.
#[derive(Debug, Clone)]
pub struct OrderView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// Of which material.
    pub material: MaterialId,
    /// What it is called.
    pub title: String,
    /// The order.
    pub id: MaterialOrderId,
    /// What was ordered.
    pub order: NewOrder,
    /// What came of it.
    pub arrived: u32,
    /// Where it stands.
    pub state: OrderState,
    /// Whether it should have come.
    pub late: bool,
    /// The version that is looked at.
    pub version: i32,
    /// Whether the officer may write down what came.
    pub keeps: bool,
    /// What was typed.
    pub form: FormState,
}

/// An order, with the form for what came of it.
#[component]
pub fn OrderPage(
    /// What it shows.
    view: OrderView,
) -> impl IntoView {
    let OrderView { slug, material, title, id, order, arrived, state, late, version, keeps, form } = view;
    let back = paths::material(&slug, material);
    let expected = order.expected_on.map_or_else(|| "決まっていません".to_owned(), format_date);
    let note = (!order.note.is_empty())
        .then(|| view! { <SummaryRow label=label(Field::Note)>{order.note.clone()}</SummaryRow> });
    let words = if late { "納品予定日を過ぎています" } else { order_state(state) };
    let came = format!("{arrived}部（注文 {}部）", order.pieces);
    let summary = form.clone();
    let amount = order.amount.map_or_else(|| "記録がありません".to_owned(), |amount| amount.to_string());
    let cost = keeps.then(|| {
        let action = paths::material_order_cost(&slug, material, id);
        // What was typed of another form on this page says nothing of the amount.
        let own = if form.error(Field::Amount.name()).is_some() {
            form.clone()
        } else {
            let known = order.amount.map(Yen::grouped).unwrap_or_default();
            FormState::filled(Typed::default().with(Field::Amount.name(), known))
        };
        view! {
            <Section title="代金を記録する">
                <p>"普及状況の「1件あたりの費用」に、注文日の費用として入ります。活動の費用に入れた印刷費は、ここには入れません。"</p>
                <PostForm action>
                    <HiddenField name="version" value=version.to_string()/>
                    <TextField form=own name=Field::Amount.name() label=label(Field::Amount) inputmode=InputMode::Numeric width=Width::Short suffix="円" optional=true autocomplete="off"/>
                    <Buttons><Button kind=ButtonKind::Secondary>"代金を保存する"</Button></Buttons>
                </PostForm>
            </Section>
        }
    });
    let arrival = (keeps && state == OrderState::Open).then(|| {
        let action = paths::material_order(&slug, material, id);
        let cancellation = paths::material_order_cancellation(&slug, material, id);
        view! {
            <Section title="納品を記録する">
                <PostForm action>
                    <HiddenField name="version" value=version.to_string()/>
                    <TextField form=&form name=Field::Pieces.name() label="納品された数" inputmode=InputMode::Numeric width=Width::Short suffix="部" autocomplete="off"/>
                    <DateField form=&form name=Field::On.name() label="納品日"/>
                    <Check form=&form name=Field::Last.name() label="これで終わり（残りは届かない）"/>
                    <TextField form=&form name=Field::Note.name() label=label(Field::Note) optional=true autocomplete="off"/>
                    <Buttons><Button>"在庫に入れる"</Button></Buttons>
                </PostForm>
            </Section>
            <Section title="注文を取りやめる">
                <p>"すでに納品された数は、在庫に残ります。"</p>
                <PostForm action=cancellation>
                    <HiddenField name="version" value=version.to_string()/>
                    <Buttons><Button kind=ButtonKind::Warning>"この注文を取りやめる"</Button></Buttons>
                </PostForm>
            </Section>
        }
    });
    view! {
        <BackLink href=back/>
        <ErrorSummary form=summary/>
        <PageHeader title="注文" caption=title tag=Some((order_tone(state, late), words.to_owned()))/>
        <SummaryList>
            <SummaryRow label=label(Field::Supplier)>{order.supplier.clone()}</SummaryRow>
            <SummaryRow label="納品された数">{came}</SummaryRow>
            <SummaryRow label=label(Field::OrderedOn)>{format_date(order.ordered_on)}</SummaryRow>
            <SummaryRow label=label(Field::ExpectedOn)>{expected}</SummaryRow>
            <SummaryRow label=label(Field::Amount)>{amount}</SummaryRow>
            {note}
        </SummaryList>
        {arrival}
        {cost}
    }
}

//! 参加申込 of a body: the fields, and the page on which a host enters what it was told.

use super::waiting::WaitField;
use crate::{
    messages::occasions::{body_kind, label},
    paths,
};
use domain::{
    ids::OccasionId,
    occasions::{BodyKind, Field},
    prefecture::Prefecture,
};
use elements::{
    BackLink, Button, ButtonKind, ButtonLink, Buttons, Choice, Choices, ErrorSummary, FormState, InputMode,
    PageHeader, PostForm, Section, SelectField, TextArea, TextField, Width,
};
use leptos::prelude::*;

/// Which body.
#[component]
pub(super) fn BodyFields(
    /// What was typed.
    form: FormState,
) -> impl IntoView {
    let kinds = BodyKind::ALL.iter().map(|one| Choice::new(one.code(), body_kind(*one))).collect();
    let prefectures =
        Prefecture::all().map(|one| Choice::new(one.number().to_string(), one.name())).collect();
    view! {
        <Section title="団体">
            <Choices form=form.clone() name=Field::BodyKind.name() legend=label(Field::BodyKind) inline=true options=kinds/>
            <SelectField form=form.clone() name=Field::Prefecture.name() label=label(Field::Prefecture) width=Width::Medium options=prefectures/>
            <TextField form name=Field::BodyName.name() label=label(Field::BodyName) hint="例：みどり野市　みどり県国保連合会" width=Width::Long autocomplete="organization"/>
        </Section>
    }
}

/// How many, and who answers.
#[component]
pub(super) fn ChangeFields(
    /// What was typed.
    form: FormState,
    /// Whether an address may be missing.
    #[prop(optional)]
    told: bool,
) -> impl IntoView {
    view! {
        <Section title="参加する人と担当者">
            <TextField form=form.clone() name=Field::People.name() label=label(Field::People) inputmode=InputMode::Numeric width=Width::Short suffix="人" autocomplete="off"/>
            <TextField form=form.clone() name=Field::ContactName.name() label=label(Field::ContactName) width=Width::Medium autocomplete="name"/>
            <TextField form=form.clone() name=Field::ContactPhone.name() label=label(Field::ContactPhone) inputmode=InputMode::Tel width=Width::Medium autocomplete="tel"/>
            <TextField form=form.clone() name=Field::ContactEmail.name() label=label(Field::ContactEmail) hint="控えと参加方法を送ります" inputmode=InputMode::Email width=Width::Long optional=told autocomplete="email"/>
            <TextArea form name=Field::Question.name() label=label(Field::Question) optional=true rows=3/>
        </Section>
    }
}

/// What the host's page shows.
#[derive(Debug, Clone)]
pub struct BodyFormView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// The occasion.
    pub id: OccasionId,
    /// What it is called.
    pub title: String,
    /// Places left; none where there is no limit.
    pub left: Option<u16>,
    /// What was typed.
    pub form: FormState,
}

/// The host enters what it was told.
#[component]
pub fn BodyFormPage(
    /// What it shows.
    view: BodyFormView,
) -> impl IntoView {
    let BodyFormView { slug, id, title, left, form } = view;
    let back = paths::occasion(&slug, id);
    view! {
        <BackLink href=back.clone()/>
        <ErrorSummary form=&form/>
        <PageHeader title="受けた申込みを入力する" caption=title lead="電話やFAXで受けた団体の申込みを入力します。メールアドレスがあれば、控えを送ります。満席のときは、キャンセル待ちで受け付けます。"/>
        <PostForm action=paths::occasion_body(&slug, id)>
            <BodyFields form=form.clone()/>
            <ChangeFields form=form.clone() told=true/>
            <WaitField form left/>
            <Buttons>
                <Button>"この内容で受け付ける"</Button>
                <ButtonLink href=back kind=ButtonKind::Quiet>"やめる"</ButtonLink>
            </Buttons>
        </PostForm>
    }
}

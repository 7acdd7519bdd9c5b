//! What stands on a card that is printed here.

use crate::{messages::materials::label, paths};
use domain::{ids::MaterialId, materials::MaterialField as Field};
use elements::{
    BackLink, Button, ButtonKind, ButtonLink, Buttons, ErrorSummary, FormState, HiddenField, Notice,
    NoticeKind, PageHeader, PostForm, Section, TextArea, TextField, Width,
};
use leptos::prelude::*;

/// What the page shows.
#[derive(Debug, Clone)]
pub struct CardFormView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// Of which material.
    pub id: MaterialId,
    /// What it is called.
    pub title: String,
    /// The version that is looked at.
    pub version: i32,
    /// Whether there is something to print.
    pub printable: bool,
    /// What was just done, as a sentence.
    pub done: Option<&'static str>,
    /// What was typed.
    pub form: FormState,
}

/// The page.
#[component]
pub fn CardFormPage(
    /// What it shows.
    view: CardFormView,
) -> impl IntoView {
    let CardFormView { slug, id, title, version, printable, done, form } = view;
    let back = paths::material(&slug, id);
    let done = done.map(|done| view! { <Notice kind=NoticeKind::Success live=true title=done/> });
    let (action, pdf) = (paths::material_card(&slug, id), paths::material_card_pdf(&slug, id));
    let sides = (front(form.clone()), reverse(form.clone()));
    let print = printable.then(|| {
        view! {
            <Section title="印刷する">
                <p>"A4の用紙1枚に10枚（91×55mm）です。1ページ目が表、2ページ目が裏です。両面印刷は「長辺とじ」、倍率は「実際のサイズ（100%）」にして、トンボに沿って切ります。"</p>
                <Buttons><ButtonLink href=pdf kind=ButtonKind::Secondary>"カードを印刷する（PDF）"</ButtonLink></Buttons>
            </Section>
        }
    });
    view! {
        <BackLink href=back.clone()/>
        {done}
        <ErrorSummary form/>
        <PageHeader title="カードの両面" caption=title lead="名刺サイズのカードに、窓口とQRコードを載せて印刷します。"/>
        {print}
        <PostForm action>
            <HiddenField name="version" value=version.to_string()/>
            {sides}
            <Buttons>
                <Button>"保存する"</Button>
                <ButtonLink href=back kind=ButtonKind::Quiet>"やめる"</ButtonLink>
            </Buttons>
        </PostForm>
    }
}

fn front(form: FormState) -> impl IntoView {
    view! {
        <Section title="表">
            <TextField form=&form name=Field::FrontTitle.name() label=label(Field::FrontTitle) hint="30文字まで" width=Width::Long autocomplete="off"/>
            <TextArea form=&form name=Field::FrontText.name() label=label(Field::FrontText) hint="7行、140文字まで" optional=true rows=5/>
        </Section>
    }
}

fn reverse(form: FormState) -> impl IntoView {
    view! {
        <Section title="裏">
            <TextField form=&form name=Field::BackTitle.name() label=label(Field::BackTitle) hint="30文字まで" optional=true width=Width::Long autocomplete="off"/>
            <TextArea form=&form name=Field::BackText.name() label=label(Field::BackText) hint="7行、140文字まで。窓口の名前、電話番号、受付時間など" optional=true rows=6/>
            <TextField form=&form name=Field::CardLink.name() label=label(Field::CardLink) hint="ヘルプデスクサイトか、市のページ。空にすると、QRコードを載せません。" optional=true autocomplete="off"/>
        </Section>
    }
}

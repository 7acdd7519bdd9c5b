//! What an office agreed to, as a form.

use crate::{
    messages::voices::{label, reach},
    paths,
};
use domain::{
    ids::VoiceId,
    voices::{Field, Reach},
};
use elements::{
    BackLink, Button, ButtonKind, ButtonLink, Buttons, Check, Choice, Choices, DateField, ErrorSummary,
    FormState, HiddenField, InputMode, Notice, NoticeKind, PageHeader, PostForm, Section, TextArea,
    TextField, Width,
};
use leptos::prelude::*;

/// Whose form it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum VoiceUse {
    /// A new one; of an office that is named by its number.
    New,
    /// One that is corrected: its id, its version, its office.
    Edit(VoiceId, i32, String),
}

/// What the form's page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VoiceFormView {
    /// The municipality's word in addresses.
    pub slug: String,
    /// Whose form.
    pub usage: VoiceUse,
}

/// The page.
#[component]
pub fn VoiceFormPage(
    /// What is shown.
    page: VoiceFormView,
    /// What was typed.
    form: FormState,
) -> impl IntoView {
    let VoiceFormView { slug, usage } = page;
    let (title, action, back, caption, hidden) = match usage {
        VoiceUse::New => {
            let list = paths::voices(&slug);
            ("事業所の声を登録する", paths::new_voice(&slug), list, None, None)
        }
        VoiceUse::Edit(id, version, office) => {
            let hidden = view! { <HiddenField name="version" value=version.to_string()/> };
            let (action, back) = (paths::edit_voice(&slug, id), paths::voice(&slug, id));
            ("事業所の声を直す", action, back, Some(office), Some(hidden))
        }
    };
    let which = hidden.is_none().then(|| {
        view! {
            <TextField form=&form name=Field::Office.name() label=label(Field::Office) hint="10桁。導入済みと記録されている事業所" inputmode=InputMode::Numeric width=Width::Medium autocomplete="off"/>
        }
    });
    let (said, reached, agreed) = (said(form.clone()), reached(form.clone()), agreed(form.clone()));
    view! {
        <BackLink href=back.clone()/>
        <ErrorSummary form/>
        <PageHeader title caption=caption lead="すでに使っている事業所のうち、ほかの事業所の相談に乗ってよいと言ってくれた事業所を登録します。"/>
        <Notice kind=NoticeKind::Info title="事業所に確かめてから登録してください">
            <p>"載せる文、名前を出すか、たずねる方法を、事業所の方に読み上げるか見せて、同意を得てください。"</p>
        </Notice>
        <PostForm action>
            {hidden}
            {which}
            {said}
            {reached}
            {agreed}
            <Buttons>
                <Button>"保存する"</Button>
                <ButtonLink href=back kind=ButtonKind::Quiet>"やめる"</ButtonLink>
            </Buttons>
        </PostForm>
    }
}

fn said(form: FormState) -> impl IntoView {
    view! {
        <Section title="伝えること">
            <TextArea form=&form name=Field::Quote.name() label=label(Field::Quote) hint="400文字まで。利用者や職員の個人情報は書かないでください" rows=5/>
            <Check form=&form name=Field::Named.name() label=label(Field::Named) hint="チェックがないときは「地域の事業所（居宅介護支援）」のように表示します"/>
            <Check form=&form name=Field::Publicly.name() label=label(Field::Publicly) hint="チェックがないときは、ログインしたこの自治体の事業所だけが見られます"/>
        </Section>
    }
}

fn reached(form: FormState) -> impl IntoView {
    let ways = Reach::ALL.map(|one| Choice::new(one.name(), reach(one))).to_vec();
    view! {
        <Section title="たずねる方法">
            <Choices form=&form name=Field::Reach.name() legend=label(Field::Reach) options=ways/>
            <TextField form=&form name=Field::Person.name() label=label(Field::Person) needed="直接のときは必須" hint="例：管理者の方" width=Width::Long autocomplete="off"/>
            <TextField form=&form name=Field::Phone.name() label=label(Field::Phone) needed="直接のときはメールとどちらか必須" inputmode=InputMode::Tel width=Width::Medium autocomplete="off"/>
            <TextField form=&form name=Field::Email.name() label=label(Field::Email) optional=true inputmode=InputMode::Email width=Width::Long autocomplete="off"/>
            <TextField form=&form name=Field::Times.name() label=label(Field::Times) hint="例：平日の午後" optional=true width=Width::Long autocomplete="off"/>
        </Section>
    }
}

fn agreed(form: FormState) -> impl IntoView {
    view! {
        <Section title="同意">
            <DateField form=&form name=Field::AgreedOn.name() label=label(Field::AgreedOn)/>
            <TextField form=&form name=Field::AgreedBy.name() label=label(Field::AgreedBy) hint="例：管理者 山田さん" width=Width::Long autocomplete="off"/>
        </Section>
    }
}

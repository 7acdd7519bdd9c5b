//! What is asked and why, as a form.

use crate::{
    messages::inquiries::{label, ready_hint},
    paths,
};
use domain::{
    ids::InquiryId,
    inquiries::{Field, Ready},
};
use elements::{
    BackLink, Button, ButtonKind, ButtonLink, Buttons, Choice, Choices, DateField, Details, ErrorSummary,
    FormState, HiddenField, InputMode, PageHeader, PostForm, Section, TextArea, TextField, Width,
};
use leptos::prelude::*;

/// The choice of beginning without any question.
pub const BEGIN_BLANK: &str = "blank";

/// Whose form it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InquiryFormUse {
    /// A new inquiry: earlier ones of the house, whose questions it can begin with.
    New(Vec<(InquiryId, String)>),
    /// A draft that is changed: its version.
    Edit(InquiryId, i32),
}

/// The page.
#[component]
pub fn InquiryFormPage(
    /// The tenant's word in addresses.
    slug: String,
    /// Whose form.
    usage: InquiryFormUse,
    /// What was typed.
    form: FormState,
) -> impl IntoView {
    let (title, lead, action, back, button) = match &usage {
        InquiryFormUse::New(_) => (
            "照会を作る",
            "設問は、次の画面で足したり直したりできます。送るまで、ほかの団体には見えません。",
            paths::new_inquiry(&slug),
            paths::inquiries(&slug),
            "設問に進む",
        ),
        InquiryFormUse::Edit(id, _) => (
            "照会の内容を変更する",
            "送るまで、ほかの団体には見えません。",
            paths::inquiry_edit(&slug, *id),
            paths::inquiry(&slug, *id),
            "変更する",
        ),
    };
    let (begin, version, discard) = match usage {
        InquiryFormUse::New(earlier) => (Some(begin(form.clone(), earlier)), None, None),
        InquiryFormUse::Edit(id, version) => {
            let value = version.to_string();
            let version = view! { <HiddenField name="version" value=value.clone()/> };
            let action = paths::inquiry_edit(&slug, id);
            let discard = view! {
                <Details summary="この下書きを捨てる">
                    <p>"件名と設問が消えます。元には戻せません。"</p>
                    <PostForm action>
                        <HiddenField name="act" value="discard"/>
                        <HiddenField name="version" value=value/>
                        <Button kind=ButtonKind::Warning>"捨てる"</Button>
                    </PostForm>
                </Details>
            };
            (None, Some(version), Some(discard))
        }
    };
    let (content, contact) = (content(form.clone()), contact(form.clone()));
    view! {
        <BackLink href=back.clone()/>
        <ErrorSummary form/>
        <PageHeader title lead/>
        <PostForm action>
            {version}
            {begin}
            {content}
            {contact}
            <Buttons>
                <Button>{button}</Button>
                <ButtonLink href=back kind=ButtonKind::Quiet>"やめる"</ButtonLink>
            </Buttons>
        </PostForm>
        {discard}
    }
}

fn content(form: FormState) -> impl IntoView {
    view! {
            <Section title="照会の内容">
                <TextField form=&form name=Field::Title.name() label=label(Field::Title) hint="例：普及の取組と来年度の予定についての照会" autocomplete="off"/>
                <TextArea form=&form name=Field::Purpose.name() label=label(Field::Purpose) rows=5
                    hint="なぜ聞くのか、回答を何に使い、だれに共有するのかを書きます"/>
                <DateField form=&form name=Field::Deadline.name() label=label(Field::Deadline)
                    hint="この日の終わりまで、回答と訂正ができます"/>
            </Section>
    }
}

fn contact(form: FormState) -> impl IntoView {
    view! {
            <Section title="問い合わせ先">
                <TextField form=&form name=Field::ContactName.name() label=label(Field::ContactName) width=Width::Long autocomplete="off"/>
                <TextField form=&form name=Field::ContactPhone.name() label=label(Field::ContactPhone) inputmode=InputMode::Tel width=Width::Medium autocomplete="off"/>
                <TextField form=&form name=Field::ContactEmail.name() label=label(Field::ContactEmail) inputmode=InputMode::Email width=Width::Long optional=true autocomplete="off"/>
            </Section>
    }
}

fn begin(form: FormState, earlier: Vec<(InquiryId, String)>) -> impl IntoView {
    let blank = Choice::new(BEGIN_BLANK, "設問を1つずつ作る");
    let ready = Ready::ALL
        .into_iter()
        .map(|ready| Choice::new(format!("ready:{}", ready.code()), ready.title()).hint(ready_hint(ready)));
    let copies = earlier
        .into_iter()
        .map(|(id, title)| Choice::new(format!("copy:{id}"), format!("前の照会の設問を使う：{title}")));
    let options = ready.chain(copies).chain([blank]).collect();
    view! {
        <Section title="設問の元">
            <Choices form name=Field::Begin.name() legend=label(Field::Begin) options
                hint="件名と趣旨が空のままなら、選んだものの文が入ります"/>
        </Section>
    }
}

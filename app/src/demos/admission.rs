//! How people are let in: set by either house.

use crate::{messages::demos::admission_kind, paths};
use domain::{
    demos::{Admission, AdmissionField as Field, AdmissionKind},
    ids::DemoId,
};
use elements::{
    BackLink, Button, ButtonKind, ButtonLink, Buttons, Check, Choice, Choices, ErrorSummary, FormState,
    HiddenField, InputMode, PageHeader, PostForm, TextArea, TextField, Width,
};
use leptos::prelude::*;

/// The form.
#[component]
pub fn AdmissionPage(
    /// The tenant's word in addresses.
    slug: String,
    /// The session.
    id: DemoId,
    /// When and where.
    about: String,
    /// How often it was set.
    version: i32,
    /// What was typed.
    form: FormState,
) -> impl IntoView {
    let back = paths::demo_session(&slug, id);
    let kinds =
        AdmissionKind::ALL.into_iter().map(|kind| Choice::new(kind.code(), admission_kind(kind))).collect();
    let hint = format!("{}文字まで。持ち物、駐車場、内容が変わることがあることなど", Admission::NOTE);
    view! {
        <BackLink href=back.clone()/>
        <ErrorSummary form=&form/>
        <PageHeader title="参加の受付を決める" caption=about/>
        <PostForm action=paths::demo_admission(&slug, id)>
            <HiddenField name="version" value=version.to_string()/>
            <Choices form=&form name=Field::Kind.name() legend="申込みの要否" options=kinds/>
            <Check form=&form name="public" label="だれでも見られるページに載せる" hint="チェックを外すと、ログインした事業所と、案内を送った事業所だけが申し込めます"/>
            <TextField form=&form name=Field::Until.name() label="申込みの締切" hint="この日まで受け付けます。空のときは、始まるまで受け付けます" optional=true width=Width::Medium autocomplete="off"/>
            <TextField form=&form name=Field::Each.name() label="1つの事業所の人数の上限" optional=true inputmode=InputMode::Numeric width=Width::Short suffix="人" autocomplete="off"/>
            <TextArea form=&form name=Field::Note.name() label="参加する方へのお知らせ" hint optional=true rows=4/>
            <Buttons>
                <Button>"この内容で決める"</Button>
                <ButtonLink href=back kind=ButtonKind::Quiet>"やめる"</ButtonLink>
            </Buttons>
        </PostForm>
    }
}

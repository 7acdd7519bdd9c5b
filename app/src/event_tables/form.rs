//! What is said of a table: its name, the day of the event, where it is printed.

use crate::{messages::event_tables::label, paths};
use domain::{event_tables::Field, ids::EventTableId};
use elements::{
    BackLink, Button, ButtonKind, ButtonLink, Buttons, DateField, ErrorSummary, FormState, HiddenField,
    PageHeader, PostForm, TextField, Width,
};
use leptos::prelude::*;

/// The fields and the button.
pub(super) fn fields(
    slug: &str,
    id: EventTableId,
    version: i32,
    form: &FormState,
    back: Option<String>,
) -> impl IntoView + use<> {
    let form = form.clone();
    let back = back.map(|back| view! { <ButtonLink href=back kind=ButtonKind::Quiet>"やめる"</ButtonLink> });
    view! {
        <PostForm action=paths::edit_event_table(slug, id)>
            <HiddenField name="version" value=version.to_string()/>
            <TextField form=&form name=Field::Title.name() label=label(Field::Title) hint="例：自治体向けセミナー 都道府県別申込数" width=Width::Long autocomplete="off"/>
            <DateField form=&form name=Field::HeldOn.name() label=label(Field::HeldOn) optional=true/>
            <TextField form=&form name=Field::Source.name() label=label(Field::Source) hint="例：介護保険最新情報 Vol.1310" optional=true width=Width::Long autocomplete="off"/>
            <Buttons>
                <Button>"保存する"</Button>
                {back}
            </Buttons>
        </PostForm>
    }
}

/// The form of one that is kept.
#[component]
pub fn EventTableFormPage(
    /// The tenant's word in addresses.
    slug: String,
    /// Which.
    id: EventTableId,
    /// Which version was seen.
    version: i32,
    /// What was typed.
    form: FormState,
) -> impl IntoView {
    let fields = fields(&slug, id, version, &form, Some(paths::event_table(&slug, id)));
    view! {
        <BackLink href=paths::event_table(&slug, id)/>
        <ErrorSummary form/>
        <PageHeader title="表の名前と出典を直す" lead="読み込んだ数字は変わりません。"/>
        {fields}
    }
}

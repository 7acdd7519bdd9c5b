//! Adding an office, and correcting one.

use crate::{messages::offices as words, paths};
use domain::{
    ids::{BatchId, OfficeId},
    offices::{Field, Status},
    service_type::{Group, ServiceType},
};
use elements::{
    BackLink, Button, ButtonKind, ButtonLink, Buttons, Checks, Choice, Choices, DateField, ErrorSummary,
    FormState, HiddenField, InputMode, PageHeader, PostForm, Section, TextArea, TextField, Width,
};
use leptos::prelude::*;

/// The list of adopters, and the place of a row in it, for which an office is added.
pub const ADOPTERS: &str = "adopters";
/// See [`ADOPTERS`].
pub const ADOPTER: &str = "row";

/// What the form is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OfficeFormUse {
    /// A new office.
    Add,
    /// A new office that a row of a list of adopters means.
    AddAdopter {
        /// The list.
        batch: BatchId,
        /// The place of the row in it.
        seq: u32,
    },
    /// Correcting an office that was seen with this version.
    Edit {
        /// The office.
        id: OfficeId,
        /// Its version.
        version: i32,
    },
}

/// The form of an office.
#[component]
pub fn OfficeFormPage(
    /// The tenant's word in addresses.
    slug: String,
    /// What it is for.
    usage: OfficeFormUse,
    /// What was typed.
    form: FormState,
) -> impl IntoView {
    let (title, action, back, version) = match usage {
        OfficeFormUse::Add => ("事業所を追加する", paths::new_office(&slug), paths::offices(&slug), None),
        OfficeFormUse::AddAdopter { batch, .. } => {
            let back = paths::import_rows(&slug, batch, "open", 1);
            ("事業所を追加する", paths::new_office(&slug), back, None)
        }
        OfficeFormUse::Edit { id, version } => {
            ("事業所を編集する", paths::edit_office(&slug, id), paths::office(&slug, id), Some(version))
        }
    };
    let version = version.map(|version| view! { <HiddenField name="version" value=version.to_string()/> });
    let row = match usage {
        OfficeFormUse::AddAdopter { batch, seq } => Some(view! {
            <HiddenField name=ADOPTERS value=batch.to_string()/>
            <HiddenField name=ADOPTER value=seq.to_string()/>
        }),
        OfficeFormUse::Add | OfficeFormUse::Edit { .. } => None,
    };
    let lead = row.is_some().then_some("一覧の行の内容を入れてあります。保存すると、その行を照合します。");
    view! {
        <BackLink href=back.clone()/>
        <ErrorSummary form=&form/>
        <PageHeader title=title lead=lead/>
        <PostForm action=action>
            {version}
            {row}
            {identity(form.clone())}
            {corporation(form.clone())}
            {contact(form.clone())}
            {rest(form)}
            <Buttons>
                <Button>"この内容で保存する"</Button>
                <ButtonLink href=back kind=ButtonKind::Quiet>"やめる"</ButtonLink>
            </Buttons>
        </PostForm>
    }
}

fn identity(form: FormState) -> impl IntoView {
    let label = words::field;
    view! {
        <Section title="事業所">
            <TextField form=&form name=Field::Number.name() label=label(Field::Number) hint="10桁。例：2970999013" inputmode=InputMode::Numeric width=Width::Medium autocomplete="off"/>
            <TextField form=&form name=Field::Name.name() label=label(Field::Name) autocomplete="off"/>
            <TextField form=&form name=Field::NameKana.name() label=label(Field::NameKana) optional=true hint="並べ替えと検索に使います" autocomplete="off"/>
            {services(&form)}
            <Choices form=&form name=Field::Status.name() legend=label(Field::Status) inline=true
                options=Status::ALL.iter().map(|status| Choice::new(status.name(), words::status(*status))).collect()/>
            <DateField form=&form name=Field::StatusOn.name() label=label(Field::StatusOn) optional=true year_needed=true/>
        </Section>
    }
}

fn corporation(form: FormState) -> impl IntoView {
    let label = words::field;
    view! {
        <Section title="法人">
            <TextField form=&form name=Field::CorporationName.name() label=label(Field::CorporationName) optional=true autocomplete="off"/>
            <TextField form=&form name=Field::CorporateNumber.name() label=label(Field::CorporateNumber) optional=true hint="13桁" inputmode=InputMode::Numeric width=Width::Medium autocomplete="off"/>
        </Section>
    }
}

/// Every service, group by group, in the order of lists.
fn services(form: &FormState) -> impl IntoView + use<> {
    let in_group = |group: Group| ServiceType::all().filter(move |service| service.group() == group);
    let options = Group::ALL
        .into_iter()
        .flat_map(in_group)
        .map(|service| Choice::new(service.code(), format!("{} {}", service.code(), service.name())))
        .collect();
    view! {
        <Checks form name=Field::Services.name() legend=words::field(Field::Services) options=options
            hint="この事業所番号で行っているものをすべて選んでください"/>
    }
}

fn contact(form: FormState) -> impl IntoView {
    let label = words::field;
    view! {
        <Section title="所在地と連絡先">
            <TextField form=&form name=Field::PostalCode.name() label=label(Field::PostalCode) optional=true inputmode=InputMode::Numeric width=Width::Medium autocomplete="off"/>
            <TextField form=&form name=Field::Address.name() label=label(Field::Address) optional=true autocomplete="off"/>
            <TextField form=&form name=Field::Building.name() label=label(Field::Building) optional=true autocomplete="off"/>
            <TextField form=&form name=Field::Municipality.name() label=label(Field::Municipality) optional=true hint="6桁の全国地方公共団体コード" inputmode=InputMode::Numeric width=Width::Medium autocomplete="off"/>
            <TextField form=&form name=Field::Phone.name() label=label(Field::Phone) optional=true inputmode=InputMode::Tel width=Width::Medium autocomplete="off"/>
            <TextField form=&form name=Field::Fax.name() label=label(Field::Fax) optional=true inputmode=InputMode::Tel width=Width::Medium autocomplete="off"/>
            <TextField form=&form name=Field::Email.name() label=label(Field::Email) optional=true inputmode=InputMode::Email width=Width::Long autocomplete="off"/>
            <TextField form=&form name=Field::Url.name() label=label(Field::Url) optional=true autocomplete="off"/>
        </Section>
    }
}

fn rest(form: FormState) -> impl IntoView {
    let label = words::field;
    view! {
        <Section title="そのほか">
            <TextField form=&form name=Field::Area.name() label=label(Field::Area) optional=true hint="例：北部圏域。地域包括支援センターの担当区域など" autocomplete="off"/>
            <DateField form=&form name=Field::DesignatedOn.name() label=label(Field::DesignatedOn) optional=true year_needed=true/>
            <TextArea form=&form name=Field::Remarks.name() label=label(Field::Remarks) optional=true hint="利用者の個人情報は書かないでください" rows=4/>
        </Section>
    }
}

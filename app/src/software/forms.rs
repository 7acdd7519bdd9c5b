//! A product and a vendor, as forms.

use crate::{messages::software::label, paths};
use domain::{
    ids::{SoftwareProductId, SoftwareVendorId},
    software::Field,
};
use elements::{
    BackLink, Button, ButtonKind, ButtonLink, Buttons, Choice, DateField, ErrorSummary, FormState,
    HiddenField, PageHeader, PostForm, Section, SelectField, TextArea, TextField, Width,
};
use leptos::prelude::*;

/// Whose form it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProductUse {
    /// A new product; the house's own vendors by id.
    New(Vec<(String, String)>),
    /// One that is corrected, with its version.
    Edit(SoftwareProductId, i32),
}

/// The form of a product.
#[component]
pub fn ProductFormPage(
    /// The tenant's word in addresses.
    slug: String,
    /// Whose form.
    usage: ProductUse,
    /// What was typed.
    form: FormState,
) -> impl IntoView {
    let (title, action, back, version) = match &usage {
        ProductUse::New(_) => ("製品を登録する", paths::new_software(&slug), paths::software(&slug), None),
        ProductUse::Edit(id, version) => (
            "製品の登録を直す",
            paths::edit_software(&slug, *id),
            paths::software_product(&slug, *id),
            Some(*version),
        ),
    };
    let version = version.map(|version| view! { <HiddenField name="version" value=version.to_string()/> });
    let vendor = match usage {
        ProductUse::New(vendors) => Some(vendor(form.clone(), vendors)),
        ProductUse::Edit(..) => None,
    };
    view! {
        <BackLink href=back.clone()/>
        <ErrorSummary form=form.clone()/>
        <PageHeader title/>
        <PostForm action>
            {version}
            {vendor}
            <Section title="製品">
                <TextField form=&form name=Field::Name.name() label=label(Field::Name) width=Width::Long autocomplete="off"/>
                <TextArea form=&form name=Field::Aliases.name() label=label(Field::Aliases) optional=true rows=3
                    hint="アンケートなどで書かれる略称や旧称を、1行に1つ。この名前で答えた事業所を、自動で結び付けます"/>
                <TextArea form=&form name=Field::Note.name() label=label(Field::Note) optional=true rows=3/>
                <DateField form=&form name=Field::EndedOn.name() label=label(Field::EndedOn) optional=true year_needed=true/>
            </Section>
            <Buttons>
                <Button>"保存する"</Button>
                <ButtonLink href=back kind=ButtonKind::Quiet>"やめる"</ButtonLink>
            </Buttons>
        </PostForm>
    }
}

fn vendor(form: FormState, vendors: Vec<(String, String)>) -> impl IntoView {
    let options: Vec<Choice> = vendors.into_iter().map(|(id, name)| Choice::new(id, name)).collect();
    let known = (!options.is_empty()).then(|| {
        view! {
            <SelectField form=&form name="vendor" label="登録済みの開発会社" options blank=Some("新しい開発会社（下に入力します）".to_owned()) optional=true/>
        }
    });
    view! {
        <Section title="開発会社">
            {known}
            <TextField form=&form name=Field::VendorName.name() label=label(Field::VendorName) needed="新しい開発会社のときは必須" width=Width::Long autocomplete="off"/>
            <TextField form=&form name=Field::Url.name() label=label(Field::Url) optional=true hint="例：https://www.example.jp/" autocomplete="off"/>
        </Section>
    }
}

/// The form of a vendor.
#[component]
pub fn VendorFormPage(
    /// The tenant's word in addresses.
    slug: String,
    /// The vendor, with its version.
    vendor: (SoftwareVendorId, i32),
    /// What was typed.
    form: FormState,
) -> impl IntoView {
    let (id, version) = vendor;
    let back = paths::software(&slug);
    view! {
        <BackLink href=back.clone()/>
        <ErrorSummary form=form.clone()/>
        <PageHeader title="開発会社の登録を直す"/>
        <PostForm action=paths::edit_vendor(&slug, id)>
            <HiddenField name="version" value=version.to_string()/>
            <TextField form=&form name=Field::VendorName.name() label=label(Field::VendorName) width=Width::Long autocomplete="off"/>
            <TextField form=&form name=Field::Url.name() label=label(Field::Url) optional=true hint="例：https://www.example.jp/" autocomplete="off"/>
            <Buttons>
                <Button>"保存する"</Button>
                <ButtonLink href=back kind=ButtonKind::Quiet>"やめる"</ButtonLink>
            </Buttons>
        </PostForm>
    }
}

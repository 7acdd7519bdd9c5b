//! Adding a version of a material.

use crate::{messages::materials::label, paths};
use domain::{ids::MaterialId, materials::MaterialField as Field};
use elements::{
    BackLink, Button, ButtonKind, ButtonLink, Buttons, ErrorSummary, FileField, FormState, PageHeader,
    PostForm, TextField,
};
use leptos::prelude::*;

/// What the page shows.
#[derive(Debug, Clone)]
pub struct VersionFormView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// Of which material.
    pub id: MaterialId,
    /// What it is called.
    pub title: String,
    /// What was typed.
    pub form: FormState,
}

/// The page.
#[component]
pub fn VersionFormPage(
    /// What it shows.
    view: VersionFormView,
) -> impl IntoView {
    let VersionFormView { slug, id, title, form } = view;
    let back = paths::material(&slug, id);
    view! {
        <BackLink href=back.clone()/>
        <ErrorSummary form=&form/>
        <PageHeader title="新しい版を加える" caption=title lead="ファイルかリンクの、どちらか一方です。前の版は記録として残り、公開のページには最新の版だけが載ります。"/>
        <PostForm action=paths::new_material_version(&slug, id) multipart=true>
            <FileField form=&form name=Field::File.name() label=label(Field::File) hint="PDF、JPEG、PNG。10MBまで。" accept="application/pdf,image/jpeg,image/png" needed="リンクがないときは必須"/>
            <TextField form=&form name=Field::Link.name() label=label(Field::Link) hint="例：https://www.careplan-renkei-support.jp/" needed="ファイルがないときは必須" autocomplete="off"/>
            <TextField form=&form name=Field::VersionNote.name() label=label(Field::VersionNote) hint="例：窓口の電話番号を変更" optional=true autocomplete="off"/>
            <Buttons>
                <Button>"加える"</Button>
                <ButtonLink href=back kind=ButtonKind::Quiet>"やめる"</ButtonLink>
            </Buttons>
        </PostForm>
    }
}

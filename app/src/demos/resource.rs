//! One thing that a federation shares: its name, what is in its box, when it is there, whether it is lent at all.

use super::rules::HoursFields;
use crate::{messages::demos::resource_kind, paths};
use domain::{
    demos::{ResourceField as Field, ResourceKind},
    ids::ResourceId,
};
use elements::{
    Breadcrumb, Button, ButtonKind, ButtonLink, Buttons, Check, Crumb, ErrorSummary, FormState, HiddenField,
    PageHeader, PostForm, Section, TextArea, TextField, Width,
};
use leptos::prelude::*;

/// What the page shows.
#[derive(Debug, Clone)]
pub struct ResourceView {
    /// The federation's word in addresses.
    pub slug: String,
    /// Which one.
    pub id: ResourceId,
    /// What it is.
    pub kind: ResourceKind,
    /// Its name as it is kept.
    pub name: String,
    /// The edit it shows.
    pub version: i32,
    /// What was typed.
    pub form: FormState,
}

/// The page.
#[component]
pub fn ResourcePage(
    /// What it shows.
    resource: ResourceView,
) -> impl IntoView {
    let ResourceView { slug, id, kind, name, version, form } = resource;
    let list = paths::demo_resources(&slug);
    let action = paths::demo_resource(&slug, id);
    let (own, hours) = (form.clone(), form.clone());
    let contents = kind.is_equipment().then(|| {
        view! {
            <Section title="箱に入っているもの">
                <TextArea form=own name=Field::Contents.name() label="中身の一覧" hint="1行に1つ。貸し出すときと返ってきたときに、この一覧で確かめます。例：ノートパソコン 1台目" optional=true rows=8/>
            </Section>
        }
    });
    view! {
        <Breadcrumb crumbs=vec![Crumb::new("デモ・説明会", paths::demos(&slug)), Crumb::new("講師・機材・会議室", list.clone())] here=name/>
        <ErrorSummary form=form.clone()/>
        <PageHeader title="登録した内容を変える" caption=resource_kind(kind)/>
        <PostForm action>
            <HiddenField name="version" value=version.to_string()/>
            <TextField form=form.clone() name=Field::Name.name() label="名前" width=Width::Long autocomplete="off"/>
            {contents}
            <Section title="使える曜日と時間">
                <p>"すべて空にすると、連合会の決まりと同じです。曜日の決まった講師などに使います。"</p>
                <HoursFields form=hours/>
            </Section>
            <Check form name=Field::Retired.name() label="もう貸し出さない（決まっている開催はそのまま残ります）"/>
            <Buttons>
                <Button>"保存する"</Button>
                <ButtonLink href=list kind=ButtonKind::Quiet>"やめる"</ButtonLink>
            </Buttons>
        </PostForm>
    }
}

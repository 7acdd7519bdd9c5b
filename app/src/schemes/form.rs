//! A scheme, as a form.

use crate::{messages::schemes::label, paths};
use domain::{ids::SchemeId, prefecture::Prefecture, schemes::Field};
use elements::{
    BackLink, Button, ButtonKind, ButtonLink, Buttons, Choice, DateField, ErrorSummary, FormState,
    HiddenField, PageHeader, PostForm, SelectField, TextArea, TextField, Width,
};
use leptos::prelude::*;

/// What the form shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchemeFormView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// The scheme that is corrected, with its version; none for a new one.
    pub editing: Option<(SchemeId, i32)>,
    /// What was typed.
    pub form: FormState,
}

/// The form.
#[component]
pub fn SchemeFormPage(
    /// What is shown.
    view: SchemeFormView,
) -> impl IntoView {
    let SchemeFormView { slug, editing, form } = view;
    let back = paths::schemes(&slug);
    let (title, action) = match editing {
        None => ("補助制度を加える", paths::new_scheme(&slug)),
        Some((id, _)) => ("補助制度の登録を直す", paths::edit_scheme(&slug, id)),
    };
    let version =
        editing.map(|(_, version)| view! { <HiddenField name="version" value=version.to_string()/> });
    let prefectures: Vec<Choice> =
        Prefecture::all().map(|one| Choice::new(one.number().to_string(), one.name())).collect();
    view! {
        <BackLink href=back.clone()/>
        <ErrorSummary form=form.clone()/>
        <PageHeader title lead="すべての市区町村・都道府県・国保連合会の職員が見ます。募集要項で確かめたことを書いてください。"/>
        <PostForm action>
            {version}
            <TextField form=&form name=Field::Name.name() label=label(Field::Name) width=Width::Long autocomplete="off"/>
            <TextField form=&form name=Field::Runs.name() label=label(Field::Runs) hint="例：国（厚生労働省）と都道府県" width=Width::Long autocomplete="off"/>
            <SelectField form=&form name=Field::Prefecture.name() label=label(Field::Prefecture) options=prefectures
                blank=Some("すべての都道府県".to_owned()) optional=true/>
            <TextArea form=&form name=Field::Takers.name() label=label(Field::Takers) hint="例：都道府県の意向調査に手を挙げた市区町村" rows=2/>
            <TextArea form=&form name=Field::PaysFor.name() label=label(Field::PaysFor) hint="1行に1つ" rows=3/>
            <TextArea form=&form name=Field::Amount.name() label=label(Field::Amount) hint="例：補助上限850万円、補助率4分の3" rows=2/>
            <DateField form=&form name=Field::EndsOn.name() label=label(Field::EndsOn) optional=true hint="決まっていなければ、空けておきます" year_needed=true/>
            <TextArea form=&form name=Field::Next.name() label=label(Field::Next) hint="市区町村が、どこに何を確かめ、どう始めるか" rows=3/>
            <TextField form=&form name=Field::Source.name() label=label(Field::Source) hint="例：介護保険最新情報 Vol.1310" autocomplete="off"/>
            <TextField form=&form name=Field::Url.name() label=label(Field::Url) optional=true hint="例：https://www.mhlw.go.jp/" autocomplete="off"/>
            <DateField form=&form name=Field::AsOf.name() label=label(Field::AsOf) hint="この内容を確かめた日"/>
            <Buttons>
                <Button>"保存する"</Button>
                <ButtonLink href=back kind=ButtonKind::Quiet>"やめる"</ButtonLink>
            </Buttons>
        </PostForm>
    }
}

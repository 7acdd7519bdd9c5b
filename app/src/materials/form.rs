//! A material as a form.

use crate::{
    messages::materials::{audience, kind, label},
    paths,
};
use domain::{
    ids::MaterialId,
    materials::{Audience, MaterialField as Field, MaterialKind},
};
use elements::{
    BackLink, Button, ButtonKind, ButtonLink, Buttons, Check, Choice, Choices, ErrorSummary, FormState,
    HiddenField, InputMode, PageHeader, PostForm, TextArea, TextField, Width,
};
use leptos::prelude::*;

/// Whose form it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MaterialFormUse {
    /// A new material.
    New,
    /// One that is described anew, from this version.
    Edit(MaterialId, i32),
}

/// The page.
#[component]
pub fn MaterialFormPage(
    /// The tenant's word in addresses.
    slug: String,
    /// Whose form.
    usage: MaterialFormUse,
    /// What was typed.
    form: FormState,
) -> impl IntoView {
    let (title, action, back, button, version) = match usage {
        MaterialFormUse::New => {
            ("資材を登録する", paths::new_material(&slug), paths::materials(&slug), "登録する", None)
        }
        MaterialFormUse::Edit(id, version) => (
            "資材の内容を変更する",
            paths::material_edit(&slug, id),
            paths::material(&slug, id),
            "変更する",
            Some(version),
        ),
    };
    let retired = version.map(|version| {
        view! {
            <HiddenField name="version" value=version.to_string()/>
            <Check form=&form name=Field::Retired.name() label="もう使わない（一覧の下に残り、記録はそのままです）"/>
        }
    });
    let kinds = MaterialKind::ALL.iter().map(|one| Choice::new(one.code(), kind(*one))).collect();
    let audiences = Audience::ALL
        .iter()
        .map(|one| {
            let choice = Choice::new(one.code(), audience(*one));
            match one {
                Audience::Everybody | Audience::Offices => choice,
                Audience::Municipalities => {
                    choice.hint("自治体向けウェビナーのスライドなど。事業所には渡せず、公開もできません。")
                }
            }
        })
        .collect();
    view! {
        <BackLink href=back.clone()/>
        <ErrorSummary form=&form/>
        <PageHeader title lead="登録した後に、ファイルまたはリンクを版として加えます。"/>
        <PostForm action>
            <Choices form=&form name=Field::Kind.name() legend=label(Field::Kind) options=kinds
                hint="ポスター、リーフレット、カード、そのほかの配布物は、数を記録できます。"/>
            <TextField form=&form name=Field::Title.name() label=label(Field::Title) hint="例：ケアプランデータ連携システム リーフレット" autocomplete="off"/>
            <TextArea form=&form name=Field::Summary.name() label=label(Field::Summary) optional=true rows=4/>
            <TextField form=&form name=Field::Source.name() label=label(Field::Source) hint="例：国民健康保険中央会、みどり野市" optional=true width=Width::Long autocomplete="off"/>
            <Choices form=&form name=Field::Audience.name() legend=label(Field::Audience) options=audiences/>
            <TextField form=&form name=Field::Minimum.name() label=label(Field::Minimum) hint="これより少なくなると、一覧で知らせます。動画などのリンクには使いません。" optional=true inputmode=InputMode::Numeric width=Width::Short suffix="部" autocomplete="off"/>
            <Check form=&form name=Field::Shown.name() label="公開のページに載せる（事業所も、ログインせずに見られます）"/>
            {retired}
            <Buttons>
                <Button>{button}</Button>
                <ButtonLink href=back kind=ButtonKind::Quiet>"やめる"</ButtonLink>
            </Buttons>
        </PostForm>
    }
}

//! Where a city decides whether everybody sees its progress, what it says there, and looks at exactly that.

use super::{
    ProgressView,
    public::{in_a_line, parts},
};
use crate::{adoption::AdoptionParts, messages::progress::label, paths};
use domain::progress::{Field, Licence};
use elements::{
    Breadcrumb, Button, ButtonKind, Buttons, Check, Choice, Choices, Crumb, ErrorSummary, FormState,
    HiddenField, Notice, NoticeKind, PageHeader, PostForm, Section, TextArea, TextField, Tone,
};
use leptos::prelude::*;

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProgressSettingsView {
    /// What is, or would be, public: as it is saved.
    pub preview: ProgressView,
    /// Since when it is public, in words; none while nobody sees it.
    pub since: Option<String>,
    /// Where it is public, with the beginning that people type; none where nobody outside reaches the program.
    pub address: Option<String>,
    /// With which version it was seen.
    pub version: i32,
    /// Whether the viewer may change anything.
    pub may_write: bool,
    /// What was just done.
    pub done: Option<&'static str>,
}

/// The page.
#[component]
pub fn ProgressSettingsPage(
    /// What it shows.
    view: ProgressSettingsView,
    /// What was typed.
    form: FormState,
) -> impl IntoView {
    let ProgressSettingsView { preview, since, address, version, may_write, done } = view;
    let slug = preview.slug.clone();
    let done = done.map(|title| view! { <Notice kind=NoticeKind::Success live=true title/> });
    let tag = Some(match &since {
        Some(_) => (Tone::Success, "公開中".to_owned()),
        None => (Tone::Neutral, "公開していません".to_owned()),
    });
    let reached = address.is_some();
    let stands = match (&since, preview.figures.as_ref()) {
        _ if !reached => view! {
            <p>"ここは職員だけが使う設定（外部から接続しない設定）で動いているため、ページを公開できません。下の内容は、この画面を印刷して使えます。"</p>
        }
        .into_any(),
        (Some(since), _) => {
            let words = format!("{since}から、だれでも見られます。数は毎日新しくなります。");
            let href = paths::public_progress(&slug);
            view! { <p>{words}</p><p><a href=href>{address}</a></p> }.into_any()
        }
        (None, Some(figures)) => {
            let words = format!(
                "いまの導入率は{}です。下の「公開する内容」を確かめてから公開してください。",
                in_a_line(figures)
            );
            view! { <p>{words}</p> }.into_any()
        }
        (None, None) => {
            view! { <p>"事業所台帳の営業中の事業所が5件に満たないため、公開しても数は表示されません。"</p> }
                .into_any()
        }
    };
    let switch = (may_write && reached).then(|| {
        let action = paths::progress_switch(&slug);
        let (act, words, kind) = if since.is_some() {
            ("hide", "公開をやめる", ButtonKind::Secondary)
        } else {
            ("publish", "この内容で公開する", ButtonKind::Primary)
        };
        view! {
            <PostForm action>
                <HiddenField name="version" value=version.to_string()/>
                <Buttons><Button kind name="act" value=act>{words}</Button></Buttons>
            </PostForm>
        }
    });
    let is_public = since.is_some();
    let not_yet = (!is_public).then(|| {
        view! { <p class="muted">"データを保存するボタンは、公開すると表示されます。"</p> }
    });
    let editing = may_write.then(|| editing(&slug, version, is_public, form.clone()));
    let (crumbs, voices) = (vec![Crumb::new("普及状況", paths::adoption(&slug))], paths::voices(&slug));
    view! {
        {done}
        <ErrorSummary form/>
        <Breadcrumb crumbs here="公開ページ"/>
        <PageHeader title="普及状況の公開" caption=preview.municipality.clone() tag=tag lead="導入率とその動きを、ログインなしでだれでも見られるページにします。事業所の名前は、同意した事業所の声のほかには出ません。"/>
        <AdoptionParts slug=slug.clone() here="公開ページ"/>
        <Section title="公開の状態">{stands}{switch}</Section>
        {editing}
        <Section title="公開する内容">
            <p>"保存した内容です。公開すると、ここから下がそのまま表示されます。載せる声は"<a href=voices>"事業所の声"</a>"で登録します。"</p>
            {not_yet}
        </Section>
        <div class="stack">{parts(preview, is_public)}</div>
    }
}

fn editing(slug: &str, version: i32, is_public: bool, form: FormState) -> impl IntoView + use<> {
    let licences = Licence::ALL.map(|one| Choice::new(one.code(), one.title())).to_vec();
    let action = paths::progress_settings(slug);
    let save = if is_public { "保存して公開中の内容を変える" } else { "保存する" };
    view! {
        <Section title="載せる文と範囲">
            <PostForm action>
                <HiddenField name="version" value=version.to_string()/>
                <TextArea form=&form name=Field::Lead.name() label=label(Field::Lead) hint="例：本市は、介護現場の書類の負担を減らすために、普及に取り組んでいます。" optional=true rows=4/>
                <TextField form=&form name=Field::Contact.name() label=label(Field::Contact) hint="空けておくと、設定の「差出人と窓口」から入ります" optional=true autocomplete="off"/>
                <Choices form=&form name=Field::Licence.name() legend=label(Field::Licence) options=licences/>
                <Check form=&form name=Field::ByService.name() label=label(Field::ByService) hint="5事業所に満たないサービス種類と、逆算できる数は表示しません"/>
                <Check form=&form name=Field::WithVoices.name() label=label(Field::WithVoices)/>
                <Buttons><Button kind=ButtonKind::Secondary>{save}</Button></Buttons>
            </PostForm>
        </Section>
    }
}

//! What was said with an office, as a form.

use crate::{
    messages::follow_up::{label, way},
    paths,
};
use domain::{
    follow_up::{Field, Way},
    ids::{FollowUpId, OfficeId},
};
use elements::{
    BackLink, Button, ButtonKind, ButtonLink, Buttons, Choice, Choices, DateField, ErrorSummary, FormState,
    HiddenField, Notice, PageHeader, PostForm, Section, SelectField, TextArea, TextField, Width,
};
use leptos::prelude::*;

/// Whose form it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FollowUpUse {
    /// A new record; it may end the next action of another.
    New(Option<(FollowUpId, i32, String)>),
    /// One that is corrected, with its version.
    Edit(FollowUpId, i32),
}

/// What the form's page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowUpFormView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// The office.
    pub office: OfficeId,
    /// Its name.
    pub name: String,
    /// Its telephone, as it is written and as it is called.
    pub phone: Option<(String, String)>,
    /// Who may have the next action, by id.
    pub members: Vec<(String, String)>,
    /// Whose form.
    pub usage: FollowUpUse,
    /// What was said last, in words.
    pub last: Vec<String>,
}

/// The page.
#[component]
pub fn FollowUpFormPage(
    /// What is shown.
    page: FollowUpFormView,
    /// What was typed.
    form: FormState,
) -> impl IntoView {
    let FollowUpFormView { slug, office, name, phone, members, usage, last } = page;
    let back = paths::office_history(&slug, office);
    let (title, action, hidden) = match &usage {
        FollowUpUse::New(settles) => {
            let hidden = settles.as_ref().map(|(id, version, action)| {
                view! {
                    <HiddenField name="settles" value=id.to_string()/>
                    <HiddenField name="settles_version" value=version.to_string()/>
                    <Notice title=format!("記録すると「{action}」は済みになります")/>
                }
                .into_any()
            });
            ("支援を記録する", paths::new_follow_up(&slug, office), hidden)
        }
        FollowUpUse::Edit(id, version) => {
            let hidden = view! { <HiddenField name="version" value=version.to_string()/> }.into_any();
            ("支援の記録を直す", paths::edit_follow_up(&slug, *id), Some(hidden))
        }
    };
    let call = phone.map(|(written, digits)| {
        view! { <p>"電話番号："<a href=format!("tel:{digits}")>{written}</a></p> }
    });
    let before = (!last.is_empty()).then(|| {
        let lines = last.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
        view! { <Section title="前回まで"><ul>{lines}</ul></Section> }
    });
    let (said, next) = (said(form.clone()), next(form.clone(), members));
    view! {
        <BackLink href=back.clone()/>
        <ErrorSummary form/>
        <PageHeader title caption=name/>
        {call}
        {before}
        <PostForm action>
            {hidden}
            {said}
            {next}
            <Buttons>
                <Button>"記録する"</Button>
                <ButtonLink href=back kind=ButtonKind::Quiet>"やめる"</ButtonLink>
            </Buttons>
        </PostForm>
    }
}

fn said(form: FormState) -> impl IntoView {
    let ways = Way::ALL.map(|one| Choice::new(one.name(), way(one))).to_vec();
    view! {
        <Section title="話したこと">
            <Choices form=&form name=Field::Way.name() legend=label(Field::Way) options=ways inline=true/>
            <DateField form=&form name=Field::HeldOn.name() label=label(Field::HeldOn) hint="空けておくと今日になります。" optional=true/>
            <TextField form=&form name=Field::SpokenWith.name() label=label(Field::SpokenWith) hint="例：管理者の方" optional=true width=Width::Long autocomplete="off"/>
            <TextArea form=&form name=Field::Notes.name() label=label(Field::Notes) hint="利用者の個人情報は書かないでください" rows=5/>
            <TextArea form=&form name=Field::Agreed.name() label=label(Field::Agreed) optional=true rows=3/>
        </Section>
    }
}

fn next(form: FormState, members: Vec<(String, String)>) -> impl IntoView {
    let people = members.into_iter().map(|(id, name)| Choice::new(id, name)).collect();
    view! {
        <Section title="次にすること">
            <p>"なければ空けておいてください。書いておくと、その日に一覧に出ます。"</p>
            <TextField form=&form name=Field::NextAction.name() label=label(Field::NextAction) hint="例：見積が届いたか電話する" optional=true autocomplete="off"/>
            <DateField form=&form name=Field::NextOn.name() label=label(Field::NextOn) needed="次にすることがあるときは必須"/>
            <SelectField form=&form name=Field::NextOwner.name() label=label(Field::NextOwner) options=people blank=Some("自分".to_owned()) optional=true/>
        </Section>
    }
}

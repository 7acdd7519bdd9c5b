//! One reply, for whoever asks: what it says; and the entry of an answer that was told.

use super::answer::{AnswerFields, AnswersShown, Unsaved};
use crate::{
    messages::inquiries::{closed_here, label, progress, progress_tone, way},
    paths, when,
};
use chrono::{DateTime, Utc};
use domain::{
    ids::{InquiryId, ReplyId},
    inquiries::{Closed, Field, Progress, Way},
    surveys::{Answers, Questionnaire},
};
use elements::{
    Breadcrumb, Button, ButtonKind, Buttons, Choice, Choices, Crumb, EmptyState, ErrorSummary, FormState,
    HiddenField, Notice, NoticeKind, PageHeader, PostForm, Section, TextField, Width,
};
use leptos::prelude::*;

/// What the page shows.
#[derive(Debug, Clone)]
pub struct ReplyView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// The inquiry.
    pub inquiry: InquiryId,
    /// Its title.
    pub title: String,
    /// The reply.
    pub id: ReplyId,
    /// The version that is looked at.
    pub version: i32,
    /// Whose it is.
    pub name: String,
    /// How far it is.
    pub progress: Progress,
    /// What was asked.
    pub questionnaire: Questionnaire,
    /// What was answered.
    pub answers: Option<Answers>,
    /// Who answered, by which way, and when.
    pub answered: Option<(String, Option<Way>, DateTime<Utc>)>,
    /// What was sent after the end, and is kept nowhere.
    pub unsaved: Option<Answers>,
    /// Whether the officer writes the answer down: it was told, by a house that is only a name.
    pub writes: bool,
    /// Why nobody writes one any more.
    pub closed: Option<Closed>,
    /// What was typed.
    pub form: FormState,
    /// What was just done, as a sentence.
    pub done: Option<String>,
}

/// The page.
#[component]
pub fn ReplyPage(
    /// What it shows.
    view: ReplyView,
) -> impl IntoView {
    let ReplyView {
        slug,
        inquiry,
        title,
        id,
        version,
        name,
        progress: at,
        questionnaire,
        answers,
        answered,
        unsaved,
        writes,
        closed,
        form,
        done,
    } = view;
    let done = done.map(|done| view! { <Notice kind=NoticeKind::Success live=true title=done/> });
    let said = answered.map(|(by, told, at)| {
        let told = told.map(|told| format!("　{}で受けた回答", way(told))).unwrap_or_default();
        view! { <p>{format!("回答者：{by}{told}　{}", when::moment(at))}</p> }
    });
    let shown = match answers {
        Some(answers) => {
            let questionnaire = questionnaire.clone();
            view! { <AnswersShown questionnaire answers/> }.into_any()
        }
        None => view! { <EmptyState title="回答はまだありません"/> }.into_any(),
    };
    let unsaved = unsaved.map(|answers| {
        let questionnaire = questionnaire.clone();
        view! { <Unsaved questionnaire answers/> }
    });
    let entry = match (writes, closed) {
        (false, _) => None,
        (true, Some(closed)) => {
            Some(view! { <Notice kind=NoticeKind::Info title=closed_here(closed)/> }.into_any())
        }
        (true, None) => {
            let (form, action) = (form.clone(), paths::inquiry_reply(&slug, inquiry, id));
            let ways = Way::ALL.iter().map(|one| Choice::new(one.code(), way(*one))).collect();
            Some(
                view! {
                    <Section title="受けた回答を記録する">
                        <PostForm action>
                            <HiddenField name="version" value=version.to_string()/>
                            <Choices form=&form name=Field::Way.name() legend=label(Field::Way) inline=true options=ways/>
                            <TextField form=&form name=Field::AnsweredBy.name() label=label(Field::AnsweredBy) width=Width::Long autocomplete="off"/>
                            <AnswerFields questionnaire form=form.clone()/>
                            <Buttons>
                                <Button>"回答を記録する"</Button>
                                <Button kind=ButtonKind::Secondary name="act" value="keep">"途中で保存する"</Button>
                            </Buttons>
                        </PostForm>
                    </Section>
                }
                .into_any(),
            )
        }
    };
    let crumbs =
        vec![Crumb::new("照会", paths::inquiries(&slug)), Crumb::new(title, paths::inquiry(&slug, inquiry))];
    view! {
        <Breadcrumb crumbs here=name.clone()/>
        <ErrorSummary form/>
        {done}
        <PageHeader title=name tag=Some((progress_tone(at), progress(at).to_owned()))/>
        <Section title="回答">{said}{shown}</Section>
        {entry}
        {unsaved}
    }
}

//! Free texts: read, named with tags, looked for by tag, and given on without whose they are.

use super::results::crumbs;
use crate::{exports::SaveLinks, paths};
use domain::{
    ids::{OfficeId, SurveyId, SurveyResponseId},
    surveys::QuestionId,
};
use elements::{
    Breadcrumb, Button, Buttons, Crumb, EmptyState, ErrorSummary, FilterChip, FilterChips, FormState,
    HiddenField, Notice, NoticeKind, PageHeader, Pagination, PostForm, TextField,
};
use leptos::prelude::*;

/// What an address says for the texts without a tag.
pub const UNTAGGED: &str = "-";

/// A text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextLine {
    /// The answer it stands in.
    pub response: SurveyResponseId,
    /// What was written.
    pub text: String,
    /// Who wrote it; none of an anonymous survey.
    pub office: Option<(OfficeId, String)>,
    /// Its tags, as they are typed again.
    pub tags: String,
}

/// What the page shows.
#[derive(Debug, Clone)]
pub struct SurveyTextsView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// The survey.
    pub id: SurveyId,
    /// Its title.
    pub title: String,
    /// The questions that have texts, with their places and words.
    pub questions: Vec<(QuestionId, String)>,
    /// The question that is read.
    pub question: QuestionId,
    /// Its tags, with how many texts have each.
    pub tags: Vec<(String, u32)>,
    /// The tag that is looked for: empty for all, [`UNTAGGED`] for those without.
    pub tag: String,
    /// The page, from 1.
    pub page: u64,
    /// Texts on a page.
    pub per_page: u64,
    /// How many there are.
    pub total: u64,
    /// The texts of the page.
    pub lines: Vec<TextLine>,
    /// Whether the viewer may set tags.
    pub may_tag: bool,
    /// What was typed.
    pub form: FormState,
    /// What was just done.
    pub done: Option<&'static str>,
}

/// Name of the field with the tags of a text.
pub fn tags_field(response: SurveyResponseId) -> String {
    format!("tags-{response}")
}
/// Name of the field with the tags that it had when it was read.
pub fn was_field(response: SurveyResponseId) -> String {
    format!("was-{response}")
}

/// The page.
#[component]
pub fn SurveyTextsPage(
    /// What it shows.
    texts: SurveyTextsView,
) -> impl IntoView {
    let SurveyTextsView {
        slug,
        id,
        title,
        questions,
        question,
        tags,
        tag,
        page,
        per_page,
        total,
        lines,
        may_tag,
        form,
        done,
    } = texts;
    let mut crumbs = crumbs(&slug, id, &title);
    crumbs.push(Crumb::new("集計", paths::survey_results(&slug, id)));
    let done = done.map(|done| view! { <Notice kind=NoticeKind::Success live=true title=done/> });
    let asked = questions.iter().find(|(one, _)| *one == question).map(|(_, words)| words.clone());
    let of = |question, tag: &str| paths::survey_texts_of(&slug, id, question, tag, 1);
    let question_chips = questions
        .into_iter()
        .map(|(one, words)| FilterChip::view(words, of(one, ""), one == question))
        .collect::<Vec<_>>();
    let mut tag_chips = vec![FilterChip::view("すべて", of(question, ""), tag.is_empty())];
    tag_chips.extend(tags.iter().map(|(name, count)| {
        FilterChip::view(name.clone(), of(question, name), *name == tag).count(u64::from(*count))
    }));
    tag_chips.push(FilterChip::view("タグなし", of(question, UNTAGGED), tag == UNTAGGED));
    let here = paths::survey_texts_table(&slug, id, question, &tag);
    let list = if lines.is_empty() {
        let title = if tag.is_empty() {
            "記述はまだありません"
        } else {
            "この条件の記述はありません"
        };
        view! { <EmptyState title=title><p>"上の設問かタグを選び直してください。"</p></EmptyState> }
            .into_any()
    } else {
        let action = paths::survey_texts(&slug, id);
        let lines: Vec<_> = lines.into_iter().map(|line| text(&slug, line, &form, may_tag)).collect();
        let fields = view! {
            <HiddenField name="question" value=question.to_string()/>
            <HiddenField name="tag" value=tag.clone()/>
            <HiddenField name="page" value=page.to_string()/>
            <div class="stack">{lines}</div>
        };
        if may_tag {
            view! { <PostForm action>{fields}<Buttons><Button>"タグを保存する"</Button></Buttons></PostForm> }
                .into_any()
        } else {
            fields.into_any()
        }
    };
    let (address, looked_for) = (slug.clone(), tag.clone());
    let href = move |page| paths::survey_texts_of(&address, id, question, &looked_for, page);
    view! {
        {done}
        <Breadcrumb crumbs here="自由記述"/>
        <ErrorSummary form=&form/>
        <PageHeader title="自由記述" caption=title lead=asked.unwrap_or_default()/>
        <FilterChips label="設問を選ぶ" chips=question_chips/>
        <FilterChips label="タグで絞り込む" chips=tag_chips/>
        <p>{format!("{total}件")}</p>
        {list}
        <Pagination page per_page total href/>
        <p class="no-print">"事業所名を付けずに書き出します。記述の中に名前や連絡先がないか、外に出す前に確かめてください。"</p>
        <SaveLinks what="事業所名のない自由記述" here/>
    }
}

fn text(slug: &str, line: TextLine, form: &FormState, may_tag: bool) -> impl IntoView + use<> {
    let TextLine { response, text, office, tags } = line;
    let (field, was) = (tags_field(response), was_field(response));
    let from = office.map(|(office, name)| {
        view! { <p class="muted"><a href=paths::office(slug, office)>{name}</a></p> }
    });
    let about: String = text.chars().take(12).collect();
    let tagged = if may_tag {
        // What was typed stays, and so does what the form knew when it was read.
        let sent = form.typed().pairs().iter().any(|(name, _)| *name == field);
        let (shown, known) = if sent {
            (form.clone(), form.value(&was).to_owned())
        } else {
            (FormState::filled(domain::form::Typed::default().with(&field, &tags)), tags.clone())
        };
        view! {
            <HiddenField name=was value=known/>
            <TextField form=shown name=field label=format!("タグ（{about}…）") hint="「、」で区切って入力します" optional=true autocomplete="off"/>
        }
        .into_any()
    } else if tags.is_empty() {
        ().into_any()
    } else {
        view! { <p class="muted">{format!("タグ：{tags}")}</p> }.into_any()
    };
    view! {
        <div class="panel">
            <div class="letter">{text}</div>
            {from}
            {tagged}
        </div>
    }
}

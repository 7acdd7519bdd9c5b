//! The questions of a draft: their order, and one question as a form.

use super::answer::kind_words;
use crate::{
    messages::surveys as words,
    paths,
    surveys::{condition_field, kind_fields},
};
use domain::{
    ids::InquiryId,
    surveys::{KINDS, Question, QuestionField, QuestionProblem, Questionnaire, QuestionnaireFault},
};
use elements::{
    BackLink, Breadcrumb, Button, ButtonKind, ButtonLink, Buttons, Check, Column, Crumb, Density, EmptyState,
    ErrorSummary, FormState, HiddenField, Notice, NoticeKind, PageHeader, PostForm, Section, Table, TextArea,
};
use leptos::prelude::*;

/// What the page shows.
#[derive(Debug, Clone)]
pub struct QuestionsView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// The inquiry.
    pub id: InquiryId,
    /// The version that is changed.
    pub version: i32,
    /// 件名.
    pub title: String,
    /// The questions.
    pub questionnaire: Questionnaire,
    /// What was just done, as a sentence.
    pub done: Option<String>,
    /// Why it was not done.
    pub refused: Option<String>,
}

/// The kind that only a register of offices can fill in: nothing of a house stands there.
const OF_OFFICES: &str = "office_attribute";

/// The page.
#[component]
pub fn QuestionsPage(
    /// What it shows.
    view: QuestionsView,
) -> impl IntoView {
    let QuestionsView { slug, id, version, title, questionnaire, done, refused } = view;
    let done = done.map(|done| view! { <Notice kind=NoticeKind::Success live=true title=done/> });
    let refused = refused.map(|words| view! { <Notice kind=NoticeKind::Warning live=true title=words/> });
    let add = KINDS
        .into_iter()
        .filter(|code| *code != OF_OFFICES)
        .map(|code| {
            let href = paths::inquiry_question(&slug, id, code);
            let words = format!("「{}」設問を足す", words::kind_by_code(code));
            view! { <ButtonLink href kind=ButtonKind::Secondary>{words}</ButtonLink> }
        })
        .collect_view();
    let list = if questionnaire.questions.is_empty() {
        view! { <EmptyState title="設問はまだありません"/> }.into_any()
    } else {
        let last = questionnaire.questions.len();
        let rows = (1..)
            .zip(&questionnaire.questions)
            .map(|(place, question): (usize, &Question)| {
                let act = |act: &'static str, words: &'static str| {
                    let label = format!("問{place}を{words}");
                    let (action, version, field) =
                        (paths::inquiry_questions(&slug, id), version.to_string(), question.field());
                    view! {
                        <PostForm action class="inline">
                            <HiddenField name="version" value=version/>
                            <HiddenField name="act" value=act/>
                            <HiddenField name="question" value=field/>
                            <Button kind=ButtonKind::Quiet>{label}</Button>
                        </PostForm>
                    }
                };
                let up = (place > 1).then(|| act("up", "上へ"));
                let down = (place < last).then(|| act("down", "下へ"));
                let remove = act("remove", "外す");
                let needed = if question.required { "必須" } else { "任意" };
                view! {
                    <tr>
                        <td class="number">{place.to_string()}</td>
                        <th scope="row"><a href=paths::inquiry_question(&slug, id, &question.field())>{question.text.clone()}</a></th>
                        <td>{kind_words(question)}</td>
                        <td>{needed}</td>
                        <td><div class="cluster">{up}{down}{remove}</div></td>
                    </tr>
                }
            })
            .collect_view();
        let columns = vec![
            Column::number("問"),
            Column::new("質問文"),
            Column::new("答え方"),
            Column::new("必須"),
            Column::unseen("操作"),
        ];
        view! { <Table caption="設問" caption_hidden=true columns density=Density::Dense>{rows}</Table> }
            .into_any()
    };
    let crumbs = vec![
        Crumb::new("照会", paths::inquiries(&slug)),
        Crumb::new(title.clone(), paths::inquiry(&slug, id)),
    ];
    view! {
        <Breadcrumb crumbs here="設問"/>
        {done}
        {refused}
        <PageHeader title="設問" caption=title lead="照会するまで、足したり直したりできます。"/>
        {list}
        <Section title="設問を足す"><Buttons>{add}</Buttons></Section>
        <Buttons>
            <ButtonLink href=paths::inquiry_opening(&slug, id)>"確かめて照会する"</ButtonLink>
            <ButtonLink href=paths::inquiry(&slug, id) kind=ButtonKind::Quiet>"照会の下書きに戻る"</ButtonLink>
        </Buttons>
    }
}

/// What the page of one question shows.
#[derive(Debug, Clone)]
pub struct QuestionView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// The inquiry.
    pub id: InquiryId,
    /// The version that is changed.
    pub version: i32,
    /// Its word in addresses: its id, or the kind of a new one.
    pub word: String,
    /// The question as it stands.
    pub question: Question,
    /// The questionnaire, for the questions that it can be shown by.
    pub questionnaire: Questionnaire,
    /// What was typed.
    pub form: FormState,
}

/// The page.
#[component]
pub fn QuestionPage(
    /// What it shows.
    view: QuestionView,
) -> impl IntoView {
    let QuestionView { slug, id, version, word, question, questionnaire, form } = view;
    let place = questionnaire.place(question.id);
    let title = place.map_or_else(|| "設問を足す".to_owned(), |place| format!("問{place}を直す"));
    let back = paths::inquiry_questions(&slug, id);
    let kind = kind_fields(&question, &form);
    let condition = condition_field(&questionnaire, &question, place.is_none(), &form);
    view! {
        <BackLink href=back.clone()/>
        <ErrorSummary form=form.clone()/>
        <PageHeader title caption=kind_words(&question)/>
        <PostForm action=paths::inquiry_question(&slug, id, &word)>
            <HiddenField name="version" value=version.to_string()/>
            <TextArea form=&form name=QuestionField::Text.name() label="質問文" rows=2/>
            <TextArea form=&form name=QuestionField::Help.name() label="補足" rows=2 optional=true hint="質問文の下に小さく出ます"/>
            <Check form=&form name=QuestionField::Required.name() label="必ず回答してもらう"/>
            {kind}
            {condition}
            <Buttons>
                <Button>"保存する"</Button>
                <ButtonLink href=back kind=ButtonKind::Quiet>"やめる"</ButtonLink>
            </Buttons>
        </PostForm>
    }
}

/// Sentences for the form of a question.
pub fn question_errors(
    questionnaire: &Questionnaire,
    problems: &[(QuestionField, QuestionProblem)],
) -> Vec<(String, String)> {
    let sentence = |field, problem| words::question_problem(questionnaire, field, problem);
    problems.iter().map(|(field, problem)| (field.name().to_owned(), sentence(*field, problem))).collect()
}

/// What keeps a questionnaire from being sent, and what to do.
pub fn fault_words(fault: &QuestionnaireFault) -> String {
    words::question_fault(words::question_field(QuestionField::Text), fault)
}

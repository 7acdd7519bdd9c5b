//! The questions of a survey in their order, and how they look to whoever answers.

use super::QuestionControl;
use crate::{
    messages::surveys::{condition, kind, kind_by_code, meaning, question_fault},
    paths,
};
use domain::{
    ids::SurveyId,
    surveys::{KINDS, Question, QuestionId, Questionnaire, QuestionnaireProblem},
};
use elements::{
    Breadcrumb, Button, ButtonKind, ButtonLink, Buttons, Column, Crumb, Density, Details, EmptyState,
    ErrorSummary, FormState, HiddenField, Notice, NoticeKind, PageHeader, PostForm, Section, Table,
};
use leptos::prelude::*;
use std::collections::BTreeSet;

/// What the page of the questions shows.
#[derive(Debug, Clone)]
pub struct BlocksView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// The survey.
    pub id: SurveyId,
    /// The version that is changed.
    pub version: i32,
    /// The questionnaire as it is written now.
    pub questionnaire: Questionnaire,
    /// The number of the version that is answered now.
    pub published: Option<i32>,
    /// What was just done, as a sentence.
    pub done: Option<String>,
    /// Why something was not done, as a sentence.
    pub refused: Option<String>,
}

/// The questions in their order.
#[component]
pub fn BlocksPage(
    /// What it shows.
    blocks: BlocksView,
) -> impl IntoView {
    let BlocksView { slug, id, version, questionnaire, published, done, refused } = blocks;
    let done = done.map(|done| view! { <Notice kind=NoticeKind::Success live=true title=done/> });
    let refused = refused.map(|why| view! { <Notice kind=NoticeKind::Error live=true title=why/> });
    let problems = problems(&questionnaire, &questionnaire.problems());
    let published = published.map(|number| {
        view! { <Notice kind=NoticeKind::Info title=format!("第{number}版が公開されています")><p>"ここでの変更は、新しい版として公開するまで、回答する人には見えません。届いた回答は、答えた時の版のまま残ります。"</p></Notice> }
    });
    let list = if questionnaire.questions.is_empty() {
        view! { <EmptyState title="設問はまだありません"><p>"下のボタンから、設問を追加してください。"</p></EmptyState> }
            .into_any()
    } else {
        table(&slug, id, version, &questionnaire).into_any()
    };
    let add = KINDS
        .into_iter()
        .map(|code| {
            let href = paths::new_survey_question(&slug, id, code);
            view! { <ButtonLink href kind=ButtonKind::Secondary>{format!("＋ {}", kind_by_code(code))}</ButtonLink> }
        })
        .collect_view();
    let crumbs = vec![
        Crumb::new("アンケート", paths::surveys(&slug)),
        Crumb::new(questionnaire.title.clone(), paths::survey(&slug, id)),
    ];
    view! {
        <Breadcrumb crumbs here="設問"/>
        {done}
        {refused}
        <PageHeader title="設問" caption=questionnaire.title.clone()/>
        {published}
        {problems}
        <Section title="設問の並び">{list}</Section>
        <Section title="設問を追加する" id="add"><Buttons>{add}</Buttons></Section>
        <Buttons>
            <ButtonLink href=paths::survey_preview(&slug, id) kind=ButtonKind::Secondary>"回答画面のプレビュー"</ButtonLink>
            <ButtonLink href=paths::survey(&slug, id) kind=ButtonKind::Quiet>"アンケートへ戻る"</ButtonLink>
        </Buttons>
    }
}

/// What keeps it from being published.
pub(super) fn problems(
    questionnaire: &Questionnaire,
    problems: &[QuestionnaireProblem],
) -> Option<impl IntoView + use<>> {
    (!problems.is_empty()).then(|| {
        let items = problems
            .iter()
            .map(|(question, fault)| {
                let words = question_fault("題名・質問文", fault);
                let words = match question.and_then(|id| questionnaire.place(id)) {
                    Some(place) => format!("問{place}　{words}"),
                    None => words,
                };
                view! { <li>{words}</li> }
            })
            .collect_view();
        view! { <Notice kind=NoticeKind::Warning title="公開する前に直すこと"><ul>{items}</ul></Notice> }
    })
}

fn table(slug: &str, id: SurveyId, version: i32, questionnaire: &Questionnaire) -> impl IntoView + use<> {
    let last = questionnaire.questions.len();
    let rows = (1..)
        .zip(&questionnaire.questions)
        .map(|(place, question): (usize, &Question)| {
            let button = |act: &'static str, words: String, kind: ButtonKind| {
                let (action, field) = (paths::edit_survey(slug, id), question.field());
                view! {
                    <PostForm action class="inline">
                        <HiddenField name="version" value=version.to_string()/>
                        <HiddenField name="question" value=field/>
                        <Button kind name="act" value=act>{words}</Button>
                    </PostForm>
                }
            };
            let up = (place > 1).then(|| button("up", format!("問{place}を↑"), ButtonKind::Quiet));
            let down = (place < last).then(|| button("down", format!("問{place}を↓"), ButtonKind::Quiet));
            let remove = button("remove", format!("問{place}を外す"), ButtonKind::Quiet);
            let needed = if question.required { "必須" } else { "任意" };
            let shown = condition(questionnaire, question).unwrap_or_default();
            let means = question.meaning.as_ref().map(meaning).unwrap_or_default();
            view! {
                <tr role="row">
                    <td role="cell" data-label="問" class="number">{place.to_string()}</td>
                    <th scope="row" role="rowheader"><a href=paths::survey_question(slug, id, question.id)>{question.text.clone()}</a></th>
                    <td role="cell" data-label="形式">{kind(&question.kind)}</td>
                    <td role="cell" data-label="必須">{needed}</td>
                    <td role="cell" data-label="表示の条件">{shown}</td>
                    <td role="cell" data-label="回答の意味">{means}</td>
                    <td role="cell"><div class="cluster">{up}{down}{remove}</div></td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![
        Column::number("問"),
        Column::new("質問文"),
        Column::new("形式"),
        Column::new("必須"),
        Column::new("表示の条件"),
        Column::new("回答の意味"),
        Column::unseen("操作"),
    ];
    view! { <Table caption="設問の並び" caption_hidden=true columns density=Density::Dense stacks=true>{rows}</Table> }
}

/// How it looks: every question one below the other, as wide as a phone; and tried, what is asked of whoever answers so.
#[component]
pub fn PreviewPage(
    /// The tenant's word in addresses.
    slug: String,
    /// The survey.
    id: SurveyId,
    /// What it asks.
    questionnaire: Questionnaire,
    /// What is asked after these answers; none before anything was tried.
    asked: Option<BTreeSet<QuestionId>>,
    /// The answers that were tried, and what is wrong with them.
    form: FormState,
) -> impl IntoView {
    let crumbs = vec![
        Crumb::new("アンケート", paths::surveys(&slug)),
        Crumb::new(questionnaire.title.clone(), paths::survey(&slug, id)),
    ];
    let (edit, action) = (paths::edit_survey(&slug, id), paths::survey_preview(&slug, id));
    let all = (1..).zip(&questionnaire.questions);
    let (shown, hidden): (Vec<_>, Vec<_>) =
        all.partition(|(_, question)| asked.as_ref().is_none_or(|asked| asked.contains(&question.id)));
    let told = asked.is_some().then(|| told(&form, shown.len(), questionnaire.questions.len()));
    let before = asked.is_none();
    let panels = |questions: Vec<(usize, &Question)>, with_condition: bool| {
        let panel = |(place, question): (usize, &Question)| {
            let shown = condition(&questionnaire, question)
                .filter(|_| with_condition)
                .map(|words| view! { <p class="muted">{format!("{words}に表示します")}</p> });
            let label = format!("問{place}　{}", question.text);
            let (question, form) = (question.clone(), form.clone());
            view! { <div class="panel">{shown}<QuestionControl question label form/></div> }
        };
        questions.into_iter().map(panel).collect_view()
    };
    // What was tried in a question that is not asked any more stays, as it does for whoever answers.
    let left = hidden.len();
    let hidden = (left > 0).then(|| {
        let panels = panels(hidden, true);
        view! { <Details summary=format!("この答えでは聞かない設問（{left}問）")><div class="stack">{panels}</div></Details> }
    });
    let questions = panels(shown, before);
    let lead = (!questionnaire.lead.is_empty())
        .then(|| view! { <p class="said__body">{questionnaire.lead.clone()}</p> });
    let again = (!before).then(|| {
        view! { <ButtonLink href=action.clone() kind=ButtonKind::Quiet>"はじめからやり直す"</ButtonLink> }
    });
    view! {
        <Breadcrumb crumbs here="プレビュー"/>
        <ErrorSummary form=&form/>
        <PageHeader title=questionnaire.title.clone() caption="プレビュー" lead="実際の回答画面では、1画面に1問ずつ表示します。ここで入力したものは、どこにも送られません。"/>
        {told}
        <form method="get" action=action class="form" novalidate>
            <HiddenField name="try" value="yes"/>
            <div class="measure stack">{lead}{questions}{hidden}</div>
            <Buttons>
                <Button kind=ButtonKind::Secondary>"試しに答えて、聞かれる設問を確かめる"</Button>
                {again}
                <ButtonLink href=edit kind=ButtonKind::Quiet>"設問へ戻る"</ButtonLink>
            </Buttons>
        </form>
    }
}

/// What would become of the answers that were tried.
fn told(form: &FormState, shown: usize, all: usize) -> impl IntoView + use<> {
    let words = format!("この答えでは、{all}問のうち{shown}問を聞きます。");
    if form.has_errors() {
        view! { <Notice kind=NoticeKind::Warning title=words><p>"このままでは送信できません。下の設問で確かめてください。"</p></Notice> }
            .into_any()
    } else {
        view! { <Notice kind=NoticeKind::Success live=true title=words><p>"この内容で送信できます（試しなので、どこにも送っていません）。"</p></Notice> }
            .into_any()
    }
}

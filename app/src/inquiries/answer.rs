//! Questions as officers answer them, all on one page; and answers as they are read.

use crate::{
    messages::surveys::{answer_problem, answer_words, condition},
    surveys::QuestionControl,
};
use domain::{
    surveys::{AnswerProblem, Answers, Kind, Question, QuestionId, Questionnaire},
    text::graphemes,
};
use elements::{FormState, Notice, NoticeKind, Section, SummaryList, SummaryRow};
use leptos::prelude::*;

/// The longest answer that stands on one line.
const LINE: usize = 60;

/// `問3　来年度に…`.
fn head(questionnaire: &Questionnaire, question: &Question) -> String {
    let place = questionnaire.place(question.id).unwrap_or_default();
    format!("問{place}　{}", question.text)
}

/// Every question with its control.
#[component]
pub(super) fn AnswerFields(
    /// What is asked.
    questionnaire: Questionnaire,
    /// What was typed.
    form: FormState,
) -> impl IntoView {
    questionnaire
        .questions
        .iter()
        .map(|question| {
            let hints = [condition(&questionnaire, question), Some(question.help.clone())];
            let hints: Vec<String> = hints.into_iter().flatten().filter(|hint| !hint.is_empty()).collect();
            let label = head(&questionnaire, question);
            // All stand on one page: what is shown by another is asked for where that is so.
            let required = question.required && question.show_if.is_none();
            let question = Question { help: hints.join("。"), required, ..question.clone() };
            view! { <QuestionControl question label=Some(label) form=form.clone()/> }
        })
        .collect_view()
}

/// The questions without their controls, for whoever looks before it is sent.
#[component]
pub(super) fn QuestionsShown(
    /// What is asked.
    questionnaire: Questionnaire,
) -> impl IntoView {
    let items = questionnaire
        .questions
        .iter()
        .map(|question| {
            let shown =
                condition(&questionnaire, question).map(|words| view! { <p class="muted">{words}</p> });
            let help =
                (!question.help.is_empty()).then(|| view! { <p class="muted">{question.help.clone()}</p> });
            let needed = if question.required { "必須" } else { "任意" };
            let words = format!("{}（{needed}）", kind_words(question));
            let choices = question
                .choices()
                .iter()
                .map(|choice| view! { <li>{choice.text.clone()}</li> })
                .collect_view();
            let other = question.has_other().then(|| view! { <li>"その他"</li> });
            let list = (!question.choices().is_empty()).then(|| view! { <ul>{choices}{other}</ul> });
            view! {
                <div class="stack">
                    <h3>{head(&questionnaire, question)}</h3>
                    {shown}
                    {help}
                    <p>{words}</p>
                    {list}
                </div>
            }
        })
        .collect_view();
    view! { <div class="stack">{items}</div> }
}

/// How a question is answered, in words.
pub(super) fn kind_words(question: &Question) -> String {
    match &question.kind {
        Kind::Single { .. } => "1つ選ぶ".to_owned(),
        Kind::Multiple { at_most: Some(most), .. } => format!("{most}つまで選ぶ"),
        Kind::Multiple { at_most: None, .. } => "いくつでも選ぶ".to_owned(),
        Kind::Scale { from, to, .. } => format!("{from}から{to}までの段階で答える"),
        Kind::Number { unit, .. } if unit.is_empty() => "数で答える".to_owned(),
        Kind::Number { unit, .. } => format!("数で答える（{unit}）"),
        Kind::FreeText { .. } => "文章で答える".to_owned(),
        Kind::OfficeAttribute(_) => "1行で答える".to_owned(),
    }
}

/// Answers as they are read.
#[component]
pub(super) fn AnswersShown(
    /// What was asked.
    questionnaire: Questionnaire,
    /// What was answered.
    answers: Answers,
) -> impl IntoView {
    let rows = questionnaire
        .visible(&answers)
        .into_iter()
        .map(|question| {
            let words = answers.get(&question.id).map(|answer| answer_words(question, answer));
            let words = match words {
                None => view! { <span class="muted">"回答なし"</span> }.into_any(),
                Some(words) if graphemes(&words) > LINE || words.contains('\n') => {
                    view! { <p class="said__body">{words}</p> }.into_any()
                }
                Some(words) => words.into_any(),
            };
            view! { <SummaryRow label=head(&questionnaire, question)>{words}</SummaryRow> }
        })
        .collect_view();
    view! { <SummaryList>{rows}</SummaryList> }
}

/// What was sent after the end, and is kept nowhere.
#[component]
pub(super) fn Unsaved(
    /// What was asked.
    questionnaire: Questionnaire,
    /// What was typed.
    answers: Answers,
) -> impl IntoView {
    view! {
        <Notice kind=NoticeKind::Warning live=true title="いま送った内容は保存していません"/>
        <Section title="保存していない入力"><AnswersShown questionnaire answers/></Section>
    }
}

/// Sentences beside the questions.
pub fn answering_errors(
    questionnaire: &Questionnaire,
    problems: &[(QuestionId, AnswerProblem)],
) -> Vec<(String, String)> {
    problems
        .iter()
        .filter_map(|(id, problem)| {
            let question = questionnaire.question(*id)?;
            let place = questionnaire.place(*id)?;
            Some((question.field(), format!("問{place}：{}", answer_problem(question, *problem))))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{form::Typed, inquiries::Ready, surveys::OTHER};

    fn html(view: impl FnOnce() -> AnyView) -> String {
        Owner::new().with(|| view().to_html())
    }

    #[test]
    fn every_question_has_a_control_that_is_read_back() {
        for ready in Ready::ALL {
            let questionnaire = ready.questionnaire();
            let own = questionnaire.clone();
            let page =
                html(move || view! { <AnswerFields questionnaire=own form=FormState::empty()/> }.into_any());
            for question in &questionnaire.questions {
                assert!(page.contains(&format!("name=\"{}\"", question.field())), "{}", question.text);
            }
        }
    }

    #[test]
    fn what_is_not_everybodys_says_whose_it_is() {
        let questionnaire = Ready::Plans.questionnaire();
        let words = questionnaire.questions.iter().filter_map(|one| condition(&questionnaire, one));
        assert_eq!(words.collect::<Vec<_>>(), ["問4で「予定はない」と答えた方だけ"]);
    }

    #[test]
    fn an_answer_is_read_as_it_was_meant() {
        let questionnaire = Ready::Plans.questionnaire();
        let typed = Typed::default()
            .with("q1", "a")
            .with("q1", OTHER)
            .with("q1.other", "広報紙")
            .with("q2", "１８８");
        let words: Vec<String> = questionnaire
            .questions
            .iter()
            .filter_map(|question| Some(answer_words(question, &question.read(&typed).ok()??)))
            .collect();
        assert_eq!(words, ["ホームページやメールでの周知、その他（広報紙）", "188事業所"]);
        let problems = questionnaire.check(&Answers::new());
        let sentences = answering_errors(&questionnaire, &problems);
        assert_eq!(sentences[0], ("q1".to_owned(), "問1：この質問の回答を選んでください".to_owned()));
        assert_eq!(sentences.len(), 2);
    }
}

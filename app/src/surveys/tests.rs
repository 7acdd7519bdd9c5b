//! What the pages of results and of papers promise.

use super::*;
use domain::{
    form::Typed,
    ids::{SurveyId, SurveyInvitationId},
    surveys::{
        AnswerChannel, ChoiceId, Counted, QuestionId, Questionnaire, Reach, ReadySurvey, Small, Tally,
    },
};
use elements::FormState;
use leptos::prelude::*;
use std::collections::BTreeMap;
use uuid::Uuid;

fn html<V: IntoView>(view: impl FnOnce() -> V) -> String {
    Owner::new().with(|| view().to_html()).replace("<!>", "")
}

fn id<T: From<Uuid>>() -> T {
    Uuid::from_u128(1).into()
}

fn ready() -> Questionnaire {
    ReadySurvey::AdoptionIntention.questionnaire()
}

fn results(anonymous: bool, small: Small) -> SurveyResultsView {
    let question = ready().question(QuestionId::numbered(2)).unwrap().clone();
    let choices = [(1, 3), (2, 52), (3, 41)].map(|(number, count)| (ChoiceId::numbered(number), count));
    let counted = Counted { asked: 96, answered: 96, choices: choices.into(), ..Counted::default() };
    SurveyResultsView {
        slug: "midorino".into(),
        id: id::<SurveyId>(),
        title: "アンケート".into(),
        anonymous,
        reach: Reach { asked: 188, answered: 96 },
        responses: 96,
        channels: vec![(AnswerChannel::Web, 90), (AnswerChannel::Fax, 6)],
        small,
        blocks: vec![ResultBlock { place: 2, tally: Tally::of(&question, &counted, small), question }],
        may_enter: true,
        asks_software: true,
    }
}

#[test]
fn a_hidden_number_has_no_bar_and_every_shown_one_has() {
    let hidden = html(|| view! { <SurveyResultsPage results=results(false, Small::Hidden)/> });
    // 3 takes 41 with it; four choices have nobody.
    assert_eq!(hidden.matches(">非表示</td>").count(), 4, "{hidden}");
    assert_eq!(hidden.matches("class=\"bar__svg\"").count(), 5, "{hidden}");
    assert!(hidden.contains(r#"width="541""#) && hidden.contains("54.2%"), "{hidden}");
    assert!(hidden.contains("51.1") && hidden.contains("188件に依頼し、96件が回答"), "{hidden}");
    // From a choice one goes on to those who made it; a hidden number leads to nobody.
    let segment = |choice| format!("segments/new?survey=chose:{}:q2:{choice}", id::<SurveyId>());
    assert!(hidden.contains(&segment("b")) && !hidden.contains(&segment("a")), "{hidden}");
    let shown = html(|| view! { <SurveyResultsPage results=results(false, Small::Shown)/> });
    assert!(!shown.contains(">非表示</td>") && shown.contains("庁外に出さないで"), "{shown}");
}

#[test]
fn an_anonymous_survey_offers_neither_small_numbers_nor_answers_nor_names() {
    let page = html(|| view! { <SurveyResultsPage results=results(true, Small::Hidden)/> });
    for part in ["small=shown", "/silent", "export?format", "segments/new"] {
        assert!(!page.contains(part), "{part}: {page}");
    }
    assert!(page.contains("of=tallies") && page.contains("1件ずつの回答は書き出しません"), "{page}");
}

#[test]
fn a_line_of_the_entry_says_its_keys_and_keeps_what_was_typed_wrong() {
    let form = FormState::rejected(
        Typed::default().with("q2", "９"),
        vec![("q2", "問2に「９」の選択肢はありません".to_owned())],
    );
    let entry = SurveyEntryView {
        slug: "midorino".into(),
        id: id::<SurveyId>(),
        title: "アンケート".into(),
        channel: AnswerChannel::Fax,
        version: 1,
        versions: vec![1],
        takes_blank: false,
        entered: 0,
        done: None,
        step: EntryStep::Form(Box::new(EntryForm {
            whose: Whose::Invitation(id::<SurveyInvitationId>()),
            name: "ひだまり".into(),
            questionnaire: ready(),
            known: BTreeMap::from([(QuestionId::numbered(1), "ひだまり".to_owned())]),
            before: None,
            form,
        })),
    };
    let page = html(|| view! { <SurveyEntryPage entry/> });
    assert!(page.contains("番号を1つ") && page.contains("1 システムを知らなかった"), "{page}");
    assert!(page.contains("ひだまり（台帳から）") && !page.contains(r#"name="q1""#), "{page}");
    assert!(
        page.contains(r#"value="９""#) && page.contains(r#"aria-describedby="q2-error q2-hint""#),
        "{page}"
    );
    assert_eq!(page.matches("autofocus").count(), 1, "the summary has the focus, not the first line: {page}");
}

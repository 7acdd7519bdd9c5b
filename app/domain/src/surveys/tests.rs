//! Rules that hold whatever is asked and answered.

use super::*;
use crate::{adoption::AdoptionState, form::Typed};
use proptest::{prelude::*, sample::Index};

fn q(number: u16) -> QuestionId {
    QuestionId::numbered(number)
}

fn c(number: u16) -> ChoiceId {
    ChoiceId::numbered(number)
}

fn intention() -> Questionnaire {
    ReadySurvey::AdoptionIntention.questionnaire()
}

fn chosen(ids: &[u16]) -> Answer {
    Answer::Choices { ids: ids.iter().copied().map(c).collect(), other: None }
}

#[test]
fn the_ready_surveys_can_be_published_and_read_back() {
    for ready in ReadySurvey::ALL {
        let questionnaire = ready.questionnaire();
        assert_eq!(questionnaire.problems(), []);
        let json = serde_json::to_string(&questionnaire).unwrap();
        assert_eq!(serde_json::from_str::<Questionnaire>(&json).unwrap(), questionnaire);
        assert_eq!(ReadySurvey::from_code(ready.code()), Some(ready));
        for question in &questionnaire.questions {
            let again = questionnaire.with_question(question, 0, &fill_question(question));
            assert_eq!(again.as_ref(), Ok(&questionnaire), "{}", question.id);
        }
    }
}

#[test]
fn who_uses_it_is_not_asked_why_not() {
    let questionnaire = intention();
    let answers = Answers::from([(q(2), chosen(&[6])), (q(3), chosen(&[1]))]);
    assert!(!questionnaire.visible(&answers).iter().any(|question| question.id == q(3)));
    assert_eq!(questionnaire.check(&answers), []);
    assert_eq!(questionnaire.kept(&answers), Answers::from([(q(2), chosen(&[6]))]));
    let answers = Answers::from([(q(2), chosen(&[2]))]);
    assert_eq!(questionnaire.check(&answers), [(q(3), AnswerProblem::Missing)]);
}

#[test]
fn answers_say_which_state_which_software_and_which_partners() {
    let answers = Answers::from([
        (q(2), chosen(&[2])),
        (q(3), chosen(&[1, 5])),
        (q(5), Answer::Text("ほのぼのケア".into())),
        (q(7), Answer::Text("２９７０９９９０１３\n\nケアプラン つばめ\n2970999013\nなし".into())),
    ]);
    let said = intention().said(&answers);
    assert_eq!(said.adoption, Some(AdoptionState::Aware));
    assert_eq!(said.software, ["ほのぼのケア"]);
    assert_eq!(
        said.partners,
        [Partner::Number("2970999013".parse().unwrap()), Partner::Name("ケアプラン つばめ".into())]
    );
    let unknown = Answers::from([(q(2), chosen(&[1]))]);
    assert_eq!(intention().said(&unknown), Said::default(), "who knows nothing says nothing");
}

#[test]
fn answers_are_read_as_they_are_typed() {
    let questionnaire = intention();
    let read = |number: u16, typed: Typed| questionnaire.question(q(number)).unwrap().read(&typed);
    assert_eq!(read(2, Typed::default()), Ok(None));
    assert_eq!(read(2, Typed::default().with("q2", "b")), Ok(Some(chosen(&[2]))));
    let twice = Typed::default().with("q2", "b").with("q2", "a");
    assert_eq!(read(2, twice), Err(AnswerProblem::MoreThanOne));
    assert_eq!(read(2, Typed::default().with("q2", "z")), Err(AnswerProblem::UnknownChoice));
    assert_eq!(read(2, Typed::default().with("q2", "other")), Err(AnswerProblem::UnknownChoice));
    let other = Answer::Choices { ids: Vec::new(), other: Some("人手".into()) };
    assert_eq!(read(3, Typed::default().with("q3.other", " 人手 ")), Ok(Some(other)));
    let beside = Typed::default().with("q3", "a").with("q3.other", "人手");
    assert_eq!(read(3, beside), Err(AnswerProblem::OtherNotChosen));
    assert_eq!(read(6, Typed::default().with("q6", "１２")), Ok(Some(Answer::Number(12))));
    assert_eq!(read(6, Typed::default().with("q6", "十二")), Err(AnswerProblem::NotANumber));
    let range = AnswerProblem::OutOfRange { min: Some(0), max: Some(999) };
    assert_eq!(read(6, Typed::default().with("q6", "1,000")), Err(range));
    let long = Typed::default().with("q9", "長".repeat(2001));
    assert_eq!(read(9, long), Err(AnswerProblem::TooLong { most: 2000 }));
}

#[test]
fn a_question_is_shown_only_by_an_earlier_one_and_by_choices_that_there_are() {
    let faults = |change: &dyn Fn(&mut Questionnaire)| {
        let mut questionnaire = intention();
        change(&mut questionnaire);
        questionnaire.problems().into_iter().map(|(_, fault)| fault).collect::<Vec<_>>()
    };
    assert_eq!(faults(&|one| one.questions.swap(1, 2)), [QuestionnaireFault::ConditionNotEarlier]);
    let by = |question, any_of: &[u16]| {
        Some(ShowIf { question: q(question), any_of: any_of.iter().copied().map(c).collect() })
    };
    assert_eq!(faults(&|one| one.questions[8].show_if = by(2, &[9])), [QuestionnaireFault::NeverShown]);
    assert_eq!(faults(&|one| one.questions[8].show_if = by(2, &[])), [QuestionnaireFault::NeverShown]);
    assert_eq!(
        faults(&|one| one.questions[8].show_if = by(6, &[1])),
        [QuestionnaireFault::ConditionWithoutChoices]
    );
    assert_eq!(
        faults(&|one| one.questions[8].show_if = by(9, &[1])),
        [QuestionnaireFault::ConditionNotEarlier]
    );
    assert_eq!(faults(&|one| one.questions.clear()), [QuestionnaireFault::NoQuestions]);
    assert_eq!(
        faults(&|one| one.questions[4].meaning = Some(Meaning::Reasons)),
        [QuestionnaireFault::Meaning]
    );
    assert_eq!(faults(&|one| one.questions[7].id = q(5)), [QuestionnaireFault::SameId("q5".into())]);
}

#[test]
fn the_form_of_a_question_keeps_letters_and_tells_what_depends_on_them() {
    let questionnaire = intention();
    let question = questionnaire.question(q(2)).unwrap();
    let pairs = |without: &'static str| {
        let filled = fill_question(question).pairs().to_vec();
        filled.into_iter().filter(move |(name, _)| name != without).collect::<Typed>()
    };
    // 「以前は使っていたが、やめた」 shows the reasons.
    let problems = questionnaire.with_question(question, 0, &pairs("choice.g")).unwrap_err();
    assert!(matches!(
        &problems[0],
        (QuestionField::Choices, QuestionProblem::ChoiceShows { question, .. }) if *question == q(3)
    ));
    // 「導入し、使っている」 shows nothing: it goes, and its letter is not given again.
    let typed = pairs("choice.f").with(NEW_CHOICE, "準備している").with(NEW_CHOICE, "");
    let changed = questionnaire.with_question(question, 0, &typed).unwrap();
    let letters: String =
        changed.question(q(2)).unwrap().choices().iter().map(|one| one.id.to_string()).collect();
    assert_eq!(letters, "abcdegh");
    let typed = pairs("").with(NEW_CHOICE, "準備している");
    let changed = questionnaire.with_question(question, 11, &typed).unwrap();
    assert!(changed.question(q(2)).unwrap().choice(c(12)).is_some(), "after the highest that was published");
}

#[test]
fn a_new_question_gets_a_number_that_none_had() {
    let mut questionnaire = intention();
    questionnaire.questions.pop();
    let id = questionnaire.next_id();
    assert_eq!(id, q(10), "q9 was another");
    let kind = new_kind("single").unwrap();
    let blank = Question { id, kind, text: String::new(), ..questionnaire.questions[1].clone() };
    let typed = Typed::default()
        .with("text", "どちらですか")
        .with("choice.new", "はい")
        .with("choice.new", "いいえ")
        .with("show_if", "q2:a")
        .with("show_if", "q2:b");
    let changed = questionnaire.with_question(&blank, 0, &typed).unwrap();
    let added = changed.questions.last().unwrap();
    assert_eq!(added.show_if, Some(ShowIf { question: q(2), any_of: vec![c(1), c(2)] }));
    assert_eq!((changed.used, added.required, added.meaning.clone()), (10, false, None));
    let wrong = typed.with("show_if", "q3:a");
    assert_eq!(
        questionnaire.with_question(&blank, 0, &wrong),
        Err(vec![(QuestionField::ShowIf, QuestionProblem::SeveralQuestions)])
    );
    let all = |code: &str| new_kind(code).map(|kind| kind.code());
    assert_eq!(KINDS.map(all), KINDS.map(Some));
    assert_eq!(new_kind("matrix"), None);
}

/// Questionnaires of choices, each perhaps shown by an earlier one.
fn questionnaires() -> impl Strategy<Value = Questionnaire> {
    let one = (1..4_u16, any::<bool>(), any::<bool>(), any::<Option<(Index, Index)>>());
    prop::collection::vec(one, 1..8).prop_map(|drawn| {
        let mut questions: Vec<Question> = Vec::new();
        for (number, (most, many, required, shown)) in (1..).zip(drawn) {
            let choices: Vec<Choice> = (1..=most + 1)
                .map(|number| Choice { id: c(number), text: format!("選択肢{number}") })
                .collect();
            let show_if = shown.filter(|_| !questions.is_empty()).map(|(question, choice)| {
                let question = question.get(&questions);
                ShowIf { question: question.id, any_of: vec![choice.get(question.choices()).id] }
            });
            let kind = if many {
                Kind::Multiple { choices, other: true, at_most: None }
            } else {
                Kind::Single { choices, other: true }
            };
            let (id, text, help) = (q(number), format!("問{number}"), String::new());
            questions.push(Question { id, text, help, required, kind, show_if, meaning: None });
        }
        Questionnaire { title: "調べる".into(), lead: String::new(), questions, used: 0 }
    })
}

fn answers() -> impl Strategy<Value = Answers> {
    let answer = (prop::collection::btree_set(1..6_u16, 0..3), any::<bool>()).prop_map(|(ids, other)| {
        Answer::Choices { ids: ids.into_iter().map(c).collect(), other: other.then(String::new) }
    });
    prop::collection::btree_map((1..10_u16).prop_map(q), answer, 0..9)
}

proptest! {
    #[test]
    fn what_is_not_shown_is_neither_required_nor_kept(asked in questionnaires(), answers in answers()) {
        prop_assert_eq!(asked.problems(), vec![]);
        let shown: Vec<_> = asked.visible(&answers).into_iter().map(|question| question.id).collect();
        let kept = asked.kept(&answers);
        prop_assert!(kept.keys().all(|id| shown.contains(id)));
        prop_assert!(asked.check(&answers).iter().all(|(id, _)| shown.contains(id)));
        // What is kept shows the same and has the same faults: handing in twice changes nothing.
        let again: Vec<_> = asked.visible(&kept).into_iter().map(|question| question.id).collect();
        prop_assert_eq!(&again, &shown);
        prop_assert_eq!(asked.check(&kept), asked.check(&answers));
        prop_assert_eq!(asked.kept(&kept), kept);
    }

    #[test]
    fn every_question_is_shown_to_somebody(asked in questionnaires()) {
        for question in &asked.questions {
            let mut answers = Answers::new();
            let mut condition = question.show_if.as_ref();
            while let Some(by) = condition {
                answers.insert(by.question, Answer::Choices { ids: by.any_of.clone(), other: None });
                condition = asked.question(by.question).and_then(|one| one.show_if.as_ref());
            }
            prop_assert!(asked.visible(&answers).iter().any(|one| one.id == question.id));
        }
    }

    #[test]
    fn an_answer_that_is_kept_is_typed_and_read_again(asked in questionnaires(), answers in answers()) {
        let wrong: Vec<_> = asked.check(&answers).into_iter().map(|(id, _)| id).collect();
        for (id, answer) in asked.kept(&answers).into_iter().filter(|(id, _)| !wrong.contains(id)) {
            let question = asked.question(id).unwrap();
            prop_assert_eq!(question.read(&question.fill(&answer)), Ok(Some(answer)));
        }
    }
}

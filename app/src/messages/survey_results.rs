//! Words of what a survey said, and of the answers that are typed in from paper.

use domain::surveys::{
    Answer, AnswerProblem, Head, Key, KeyProblem, Kind, NOTHING_KEY, OfficeSide, Question, QuestionId,
    Questionnaire, Share, Side, Tally, TallyLine, Told, What, tags,
};

/// What stands where a number is hidden.
pub const HIDDEN: &str = "非表示";

/// What a line counts.
pub fn what(what: &What) -> String {
    match what {
        What::Choice(_, text) => text.clone(),
        What::Other => "その他".to_owned(),
        What::Step(step) => step.to_string(),
        What::Unanswered => "無回答".to_owned(),
    }
}

/// So many percent: `51.1%`.
pub fn percent(share: Share) -> String {
    share.percent().map_or_else(|| "－".to_owned(), |tenths| format!("{tenths}%"))
}

/// The result of a question in a sentence.
pub fn finding(question: &Question, tally: &Tally) -> String {
    let Tally { asked, answered, top, told } = tally;
    let base = match answered {
        Some(answered) => format!("{asked}件に聞き、{answered}件が答えました。"),
        None => format!("{asked}件に聞きました。"),
    };
    let most = top.as_ref().and_then(leads).unwrap_or_default();
    match (told, &question.kind) {
        _ if *asked == 0 => "まだ答えがありません。".to_owned(),
        // So few chose what shows the question: how many, the earlier one hides.
        (Told::TooFew, _) => "聞いた件数が5件に満たないため、結果は示しません。".to_owned(),
        (Told::Scale { mean: Some(mean), .. }, Kind::Scale { from, to, .. }) => {
            format!("平均は{mean}（{from}〜{to}）です。{most}{base}")
        }
        (Told::Chosen { .. } | Told::Scale { .. }, _) => format!("{most}{base}"),
        (Told::Number(Some(numbers)), Kind::Number { unit, .. }) => format!(
            "中央値は{}{unit}（最小{}{unit}、最大{}{unit}）です。{base}",
            numbers.median, numbers.least, numbers.most
        ),
        (Told::Number(None), _) if *answered != Some(0) => {
            format!("{base}答えが5件に満たないため、中央値は示しません。")
        }
        (Told::Number(_) | Told::Texts, _) => base,
    }
}

/// What stands at the top.
fn leads(line: &TallyLine) -> Option<String> {
    let share = line.share?;
    Some(format!("最も多いのは「{}」で、{}件（{}）です。", what(&line.what), share.count, percent(share)))
}

/// What the register says of an office.
pub const fn office_side(side: OfficeSide) -> &'static str {
    match side {
        OfficeSide::Service => "サービス種類",
        OfficeSide::Area => "圏域",
        OfficeSide::Corporation => "法人",
    }
}

/// A side of a cross table: 「問2 …」.
pub fn side(questionnaire: &Questionnaire, side: Side) -> String {
    match side {
        Side::Office(side) => office_side(side).to_owned(),
        Side::Question(id) => numbered(questionnaire, id),
    }
}

/// A question with its place: 「問2 いつ導入しますか」.
pub fn numbered(questionnaire: &Questionnaire, id: QuestionId) -> String {
    let text = questionnaire.question(id).map_or("", |question| question.text.as_str());
    format!("{} {text}", place(questionnaire, id))
}

/// The place of a question: 「問2」.
pub fn place(questionnaire: &Questionnaire, id: QuestionId) -> String {
    questionnaire.place(id).map_or_else(|| id.to_string(), |place| format!("問{place}"))
}

/// What is written beside a row or above a column.
pub fn head(head: &Head) -> String {
    match &head.key {
        Key::Rest => "そのほか（5件に満たないものの合計）".to_owned(),
        Key::Named(_) if head.label.is_empty() => "（登録なし）".to_owned(),
        Key::Named(_) | Key::Choice(_) | Key::Other | Key::Step(_) => head.label.clone(),
    }
}

/// An answer in words, as a table has it: what was chosen, one after the other.
pub fn answer(question: &Question, answer: &Answer) -> String {
    match answer {
        Answer::Choices { ids, other } => {
            let named = |id| question.choice(id).map_or_else(|| id.to_string(), |choice| choice.text.clone());
            let other = other.iter().map(|words| match words.as_str() {
                "" => "その他".to_owned(),
                words => format!("その他（{words}）"),
            });
            ids.iter().map(|id| named(*id)).chain(other).collect::<Vec<_>>().join("、")
        }
        Answer::Number(number) => number.to_string(),
        Answer::Text(text) => text.clone(),
    }
}

/// What a line of the fast entry takes.
pub fn key_hint(question: &Question) -> String {
    match &question.kind {
        Kind::Single { .. } => "番号を1つ".to_owned(),
        Kind::Multiple { at_most: Some(most), .. } => format!("番号を{most}つまで（例 1 4）"),
        Kind::Multiple { at_most: None, .. } => "番号をいくつでも（例 1 4）".to_owned(),
        Kind::Scale { from, to, .. } => format!("{from}〜{to}"),
        Kind::Number { unit, .. } if unit.is_empty() => "数字".to_owned(),
        Kind::Number { unit, .. } => format!("数字（{unit}）"),
        Kind::FreeText { .. } | Kind::OfficeAttribute(_) => "文章".to_owned(),
    }
}

/// What is wrong with a line, and what to type.
pub fn key_problem(questionnaire: &Questionnaire, id: QuestionId, problem: &KeyProblem) -> String {
    let at = place(questionnaire, id);
    let question = questionnaire.question(id);
    match problem {
        KeyProblem::NoSuchChoice(typed) => {
            let apart = apart(typed).filter(|_| question.is_some_and(|one| one.choices().len() > 1));
            let apart =
                apart.map(|apart| format!("いくつかの番号なら、「{apart}」のように空けて入力してください"));
            let apart = apart.unwrap_or_else(|| "選択肢の番号を確かめてください".to_owned());
            format!("{at}に「{typed}」の選択肢はありません。{apart}")
        }
        KeyProblem::Blank => {
            format!("{at}は答えが必要な設問です。紙に答えがないときは「{NOTHING_KEY}」と入力してください")
        }
        KeyProblem::NotAsked(by) => format!(
            "{at}は、{}の答えでは聞かない設問です。{at}を空にするか、{}を確かめてください",
            place(questionnaire, *by),
            place(questionnaire, *by)
        ),
        KeyProblem::Answer(problem) => format!("{at}{}", wrong_answer(*problem)),
    }
}

/// Digits apart from each other: 「25」 may have been meant as 「2 5」.
fn apart(typed: &str) -> Option<String> {
    let digits: Vec<String> = typed.chars().map(String::from).collect();
    let all = digits.len() > 1 && typed.chars().all(char::is_numeric);
    all.then(|| digits.join(" "))
}

/// What is wrong with an answer, after the place of its question.
fn wrong_answer(problem: AnswerProblem) -> String {
    match problem {
        AnswerProblem::Missing => "の番号を入力してください".to_owned(),
        AnswerProblem::UnknownChoice => "にない選択肢です。番号を確かめてください".to_owned(),
        AnswerProblem::MoreThanOne => "は1つだけ選ぶ設問です。番号を1つにしてください".to_owned(),
        AnswerProblem::TooMany { at_most } => {
            format!("は{at_most}つまで選ぶ設問です。番号を減らしてください")
        }
        AnswerProblem::OtherNotChosen => "の「その他」の言葉は、「0」の後に入力してください".to_owned(),
        AnswerProblem::NotANumber => "は数字で入力してください".to_owned(),
        AnswerProblem::OutOfRange { min: Some(min), max: Some(max) } => {
            format!("は{min}から{max}までの数字で入力してください")
        }
        AnswerProblem::OutOfRange { min: Some(min), max: None } => {
            format!("は{min}以上の数字で入力してください")
        }
        AnswerProblem::OutOfRange { min: None, max: Some(max) } => {
            format!("は{max}以下の数字で入力してください")
        }
        AnswerProblem::OutOfRange { min: None, max: None } => "の数字を確かめてください".to_owned(),
        AnswerProblem::TooLong { most } => format!("は{most}文字までにしてください"),
        AnswerProblem::WrongKind => "の答えの形が違います。入力し直してください".to_owned(),
    }
}

/// Why tags were not taken.
pub fn tag_problem(problem: &tags::TagProblem) -> String {
    match problem {
        tags::TagProblem::TooLong(tag) => {
            format!("タグ「{tag}」を{}文字までにしてください。タグは「、」で区切ります", tags::LENGTH)
        }
        tags::TagProblem::TooMany(_) => format!("タグを{}個までにしてください", tags::MOST),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::surveys::{Choice, ChoiceId, Counted, ReadySurvey, Small};
    use std::collections::BTreeMap;

    #[test]
    fn the_finding_names_what_leads_with_its_share_of_those_who_were_asked() {
        let questionnaire = ReadySurvey::AdoptionIntention.questionnaire();
        let question = questionnaire.question(QuestionId::numbered(2)).unwrap();
        let choices = BTreeMap::from([(ChoiceId::numbered(2), 52), (ChoiceId::numbered(1), 44)]);
        let counted = Counted { asked: 96, answered: 96, choices, ..Counted::default() };
        let tally = Tally::of(question, &counted, Small::Hidden);
        assert_eq!(
            finding(question, &tally),
            "最も多いのは「システムの存在は知っているが、導入の予定はない」で、52件（54.2%）です。96件に聞き、96件が答えました。"
        );
        let few =
            Tally::of(question, &Counted { asked: 3, answered: 3, ..Counted::default() }, Small::Hidden);
        assert!(finding(question, &few).contains("5件に満たない"));
    }

    #[test]
    fn a_wrong_key_is_told_with_what_to_type() {
        let questionnaire = ReadySurvey::AdoptionIntention.questionnaire();
        let id = QuestionId::numbered(3);
        let told = key_problem(&questionnaire, id, &KeyProblem::NoSuchChoice("25".to_owned()));
        assert_eq!(
            told,
            "問3に「25」の選択肢はありません。いくつかの番号なら、「2 5」のように空けて入力してください"
        );
        let told = key_problem(&questionnaire, id, &KeyProblem::NotAsked(QuestionId::numbered(2)));
        assert!(told.contains("問2の答えでは聞かない"), "{told}");
        let told = key_problem(&questionnaire, id, &KeyProblem::Blank);
        assert!(told.contains("「-」と入力"), "{told}");
    }

    #[test]
    fn an_answer_reads_as_its_words() {
        let choices = vec![Choice { id: ChoiceId::numbered(1), text: "費用".into() }];
        let question = Question {
            id: QuestionId::numbered(1),
            text: String::new(),
            help: String::new(),
            required: false,
            kind: Kind::Multiple { choices, other: true, at_most: None },
            show_if: None,
            meaning: None,
        };
        let chosen = Answer::Choices { ids: vec![ChoiceId::numbered(1)], other: Some("人手".into()) };
        assert_eq!(answer(&question, &chosen), "費用、その他（人手）");
    }
}

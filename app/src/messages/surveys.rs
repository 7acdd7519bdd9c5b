//! Sentences of surveys.

use super::values;
use domain::{
    adoption::AdoptionState,
    mailings::Exclusion,
    surveys::{
        Answer, AnswerChannel, AnswerProblem, ArrangeProblem, AskChannel, Attribute, Kind, Meaning, NotOpen,
        Question, QuestionField, QuestionProblem, Questionnaire, QuestionnaireFault as Fault, ReadySurvey,
        SurveyField, SurveyProblem, SurveyState,
    },
    wareki::format_date,
};

/// How a question is answered.
pub fn kind(kind: &Kind) -> &'static str {
    kind_by_code(kind.code())
}

/// How a question of this kind is answered, by the word that is posted.
pub fn kind_by_code(code: &str) -> &'static str {
    match code {
        "single" => "1つ選ぶ",
        "multiple" => "いくつでも選ぶ",
        "scale" => "段階で答える",
        "number" => "数で答える",
        "free_text" => "文章で答える",
        _ => "事業所の情報（台帳から）",
    }
}

/// What the register fills in.
pub const fn attribute(attribute: Attribute) -> &'static str {
    match attribute {
        Attribute::Name => "事業所名",
        Attribute::Number => "事業所番号",
        Attribute::Corporation => "法人名",
        Attribute::Services => "サービス種類",
        Attribute::Phone => "電話番号",
    }
}

/// What an answer says about the office.
pub fn meaning(meaning: &Meaning) -> &'static str {
    meaning_by_code(meaning.code())
}

/// The same, by the word that is posted.
pub fn meaning_by_code(code: &str) -> &'static str {
    match code {
        "adoption" => "導入状況（選択肢ごとに状態を決める）",
        "reasons" => "導入しない理由",
        "software" => "使っている介護ソフト",
        "partners" => "連携先の事業所",
        _ => "なし（集計だけに使う）",
    }
}

/// The state a choice stands for.
pub const fn state(state: AdoptionState) -> &'static str {
    super::adoption::state(state)
}

/// Where a survey stands.
pub const fn survey_state(state: SurveyState) -> &'static str {
    match state {
        SurveyState::Draft => "下書き",
        SurveyState::Open => "受付中",
        SurveyState::Closed => "終了",
    }
}

/// How an answer came in.
pub const fn answer_channel(channel: AnswerChannel) -> &'static str {
    match channel {
        AnswerChannel::Web => "ウェブ",
        AnswerChannel::Paper => "紙",
        AnswerChannel::Fax => "FAX",
        AnswerChannel::Phone => "電話",
    }
}

/// How somebody is asked, or why not.
pub const fn asked_by(channel: AskChannel, exclusion: Option<Exclusion>, mailed: bool) -> &'static str {
    match (channel, exclusion) {
        (AskChannel::Mail, Some(Exclusion::OptedOut | Exclusion::TopicStopped)) => {
            "メール（その後、配信停止）"
        }
        (AskChannel::Mail, Some(_)) => "メール（その後、不達）",
        (AskChannel::Mail, None) if mailed => "メール",
        (AskChannel::Mail, None) => "メール（送信待ち）",
        (AskChannel::Letter, Some(Exclusion::DuplicateAddress)) => "依頼状（同じメールの事業所に送信済み）",
        (AskChannel::Letter, Some(Exclusion::Suppressed)) => "依頼状（メールが届かない）",
        (AskChannel::Letter, _) => "依頼状（メールなし）",
        (AskChannel::None, Some(Exclusion::OptedOut)) => "送らない（配信停止）",
        (AskChannel::None, Some(Exclusion::TopicStopped)) => "送らない（調査を希望しない）",
        (AskChannel::None, Some(Exclusion::NotOpen)) => "送らない（休止・廃止）",
        (AskChannel::None, Some(Exclusion::Answered)) => "送らない（案内の前に回答）",
        (AskChannel::None, _) => "送らない",
    }
}

/// Why an office cannot be asked, and what can be done.
pub fn cannot_be_asked(name: &str, exclusion: Option<Exclusion>) -> String {
    match exclusion {
        Some(Exclusion::NotOpen) => format!(
            "「{name}」は、台帳では休止中か廃止です。案内するときは、先に台帳の事業所の状態を直してください"
        ),
        _ => format!(
            "「{name}」は、お知らせの配信停止を希望しています。希望が変わったときは、先に事業所のページで配信停止を解いてください"
        ),
    }
}

/// Questionnaires that are ready.
pub const fn ready(ready: ReadySurvey) -> (&'static str, &'static str) {
    match ready {
        ReadySurvey::AdoptionIntention => (
            "導入意向アンケート",
            "認知と導入の意向、導入しない理由、介護ソフト、連携先を聞きます。回答は導入状況に反映されます（生駒市の調査を参考にした9問）。",
        ),
        ReadySurvey::AfterSession => (
            "デモ・説明会の後のアンケート",
            "分かりやすさ、役に立つか、導入の意向、心配なことを聞きます（5問）。",
        ),
    }
}

/// Why no answer is taken.
pub fn not_open(why: NotOpen) -> String {
    match why {
        NotOpen::NotYet => "このアンケートは、まだ公開されていません".to_owned(),
        NotOpen::Closed => "このアンケートの受付は終わりました。ご協力ありがとうございました".to_owned(),
        NotOpen::Over(last) => format!(
            "このアンケートの受付は、{}に終わりました。ご協力ありがとうございました",
            format_date(last)
        ),
    }
}

/// What a field of the form about a survey is called.
pub const fn survey_field(field: SurveyField) -> &'static str {
    match field {
        SurveyField::Title => "題名",
        SurveyField::Lead => "はじめの文",
        SurveyField::Asking => "依頼の文",
        SurveyField::Deadline => "回答の期限",
        SurveyField::Anonymous => "記名か無記名か",
        SurveyField::General => "案内していない人の回答も受け付ける",
        SurveyField::RemindOn => "督促する日",
    }
}

/// What is wrong with it.
pub fn survey_problem(field: SurveyField, problem: &SurveyProblem) -> String {
    let name = survey_field(field);
    match problem {
        SurveyProblem::Missing => format!("{name}を入力してください"),
        SurveyProblem::NotChosen => format!("{name}を選んでください"),
        SurveyProblem::TooLong(most) => format!("{name}は、{most}文字以内で入力してください"),
        SurveyProblem::Date(error) => values::date(name, error),
        SurveyProblem::Past => format!("{name}は、今日か、今日より後の日にしてください"),
        SurveyProblem::NotBeforeDeadline => {
            "督促する日は、回答の期限までの日にしてください。期限がないときは、先に期限を入力してください"
                .to_owned()
        }
        SurveyProblem::Fixed => {
            "公開した後は、記名・無記名を変えられません。案内した相手に、回答の扱いを伝えているためです"
                .to_owned()
        }
    }
}

/// What a field of the form of a question is called.
pub const fn question_field(field: QuestionField) -> &'static str {
    match field {
        QuestionField::Text => "質問文",
        QuestionField::Help => "補足",
        QuestionField::Required => "必ず答えてもらう",
        QuestionField::Many => "いくつ選べるか",
        QuestionField::Choices => "新しい選択肢",
        QuestionField::Other => "「その他」と記入欄を付ける",
        QuestionField::AtMost => "選べる数の上限",
        QuestionField::From => "最小の段階",
        QuestionField::To => "最大の段階",
        QuestionField::Low => "最小の段階の意味",
        QuestionField::High => "最大の段階の意味",
        QuestionField::Unit => "単位",
        QuestionField::Min => "最小の数",
        QuestionField::Max => "最大の数",
        QuestionField::Lines => "記入欄の行数",
        QuestionField::Attribute => "表示する情報",
        QuestionField::ShowIf => "この設問を表示する条件",
        QuestionField::Meaning => "回答の意味",
    }
}

/// What is wrong with it; `questionnaire` is the one it stands in.
pub fn question_problem(
    questionnaire: &Questionnaire,
    field: QuestionField,
    problem: &QuestionProblem,
) -> String {
    let name = question_field(field);
    match problem {
        QuestionProblem::NotANumber => format!("{name}は、整数で入力してください"),
        QuestionProblem::NotChosen => format!("{name}を選んでください"),
        QuestionProblem::SeveralQuestions => "表示の条件は、1つの設問の選択肢から選んでください".to_owned(),
        QuestionProblem::ChoiceShows { choice, question } => {
            let place = questionnaire.place(*question).unwrap_or_default();
            format!(
                "選択肢「{choice}」は、問{place}を表示する条件に使っています。先に問{place}の条件を変えてください"
            )
        }
        QuestionProblem::Fault(fault) => question_fault(name, fault),
    }
}

/// What is wrong with a question or a questionnaire.
pub fn question_fault(name: &str, fault: &Fault) -> String {
    match fault {
        Fault::Missing => format!("{name}を入力してください"),
        Fault::TooLong { most } => format!("{name}は、{most}文字以内で入力してください"),
        Fault::NoQuestions => "設問がありません。設問を追加してください".to_owned(),
        Fault::TooManyQuestions { most } => format!("設問は{most}問までです。いらない設問を外してください"),
        Fault::SameId(id) => format!("記号「{id}」が二度使われています。どちらかを作り直してください"),
        Fault::FewChoices => "選択肢を2つ以上入力してください".to_owned(),
        Fault::TooManyChoices { most } => format!("選択肢は{most}個までです。減らしてください"),
        Fault::SameChoice(words) => format!("選択肢「{words}」が二度あります。どちらかを変えてください"),
        Fault::EmptyChoice => "文のない選択肢があります。文を入力してください".to_owned(),
        Fault::AtMost { most } => {
            format!("選べる数の上限は、2から{most}までの数にしてください。決めないときは空のままにします")
        }
        Fault::Scale => {
            "最大の段階は、最小の段階より大きくし、差を10以内にしてください（例：1から5）".to_owned()
        }
        Fault::Range => "最大の数は、最小の数以上にしてください".to_owned(),
        Fault::Lines { most } => format!("記入欄の行数は、1から{most}までの数にしてください"),
        Fault::ConditionNotEarlier => {
            "表示の条件には、この設問より前の設問を選んでください".to_owned()
        }
        Fault::ConditionWithoutChoices => "表示の条件には、選択肢のある設問を選んでください".to_owned(),
        Fault::NeverShown => {
            "表示の条件の選択肢が見つかりません。このままではだれにも表示されないため、選び直してください"
                .to_owned()
        }
        Fault::Meaning => {
            "この形式の回答には、その意味を付けられません。導入状況は「1つ選ぶ」、連携先は「文章で答える」設問に付けてください"
                .to_owned()
        }
        Fault::States => {
            "選択肢ごとに、どの導入状況にあたるかを1つ以上選んでください".to_owned()
        }
        Fault::SecondAdoption => {
            "導入状況を聞く設問は、ほかにもあります。1つのアンケートに1問だけにしてください".to_owned()
        }
        Fault::Identifies => {
            "無記名のアンケートでは、事業所の分かる情報を聞けません。設問を外すか、記名にしてください"
                .to_owned()
        }
    }
}

/// An answer in words: what was chosen, a number with its unit, a text.
pub fn answer_words(question: &Question, answer: &Answer) -> String {
    match answer {
        Answer::Choices { ids, other } => {
            let chosen = ids.iter().filter_map(|id| question.choice(*id)).map(|choice| choice.text.clone());
            let other = other.as_ref().map(|words| match words.as_str() {
                "" => "その他".to_owned(),
                words => format!("その他（{words}）"),
            });
            chosen.chain(other).collect::<Vec<_>>().join("、")
        }
        Answer::Number(number) => match &question.kind {
            Kind::Number { unit, .. } => format!("{number}{unit}"),
            Kind::Single { .. }
            | Kind::Multiple { .. }
            | Kind::Scale { .. }
            | Kind::FreeText { .. }
            | Kind::OfficeAttribute(_) => number.to_string(),
        },
        Answer::Text(text) => text.clone(),
    }
}

/// What is wrong with an answer, told to whoever answers.
pub fn answer_problem(question: &Question, problem: AnswerProblem) -> String {
    match problem {
        AnswerProblem::Missing => match question.kind {
            Kind::Single { .. } | Kind::Multiple { .. } | Kind::Scale { .. } => {
                "この質問の回答を選んでください".to_owned()
            }
            Kind::Number { .. } | Kind::FreeText { .. } | Kind::OfficeAttribute(_) => {
                "この質問の回答を入力してください".to_owned()
            }
        },
        AnswerProblem::UnknownChoice => "表示された選択肢から選んでください".to_owned(),
        AnswerProblem::MoreThanOne => "1つだけ選んでください".to_owned(),
        AnswerProblem::TooMany { at_most } => format!("選べるのは{at_most}つまでです。選び直してください"),
        AnswerProblem::OtherNotChosen => {
            "「その他」の内容が入力されています。「その他」を選ぶか、内容を消してください".to_owned()
        }
        AnswerProblem::NotANumber => "数字で入力してください（例：12）".to_owned(),
        AnswerProblem::OutOfRange { min: Some(min), max: Some(max) } => {
            format!("{min}から{max}までの数を入力してください")
        }
        AnswerProblem::OutOfRange { min: Some(min), max: None } => {
            format!("{min}以上の数を入力してください")
        }
        AnswerProblem::OutOfRange { min: None, max: Some(max) } => {
            format!("{max}以下の数を入力してください")
        }
        AnswerProblem::OutOfRange { min: None, max: None } => "数を確かめてください".to_owned(),
        AnswerProblem::TooLong { most } => format!("{most}文字以内で入力してください"),
        AnswerProblem::WrongKind => "この質問の回答を、もう一度入力してください".to_owned(),
    }
}

/// Why a question stays where it is.
pub fn arrange_problem(problem: ArrangeProblem) -> String {
    match problem {
        ArrangeProblem::Gone => "その設問は、もうありません。並びを確かめてください".to_owned(),
        ArrangeProblem::AtTheEnd => "これ以上は動かせません".to_owned(),
        ArrangeProblem::Shows { own, other } => {
            format!("問{own}は、問{other}を表示する条件に使っています。先に問{other}の条件を変えてください")
        }
        ArrangeProblem::BeforeWhatShowsIt { shown, by } => {
            format!("問{shown}は、問{by}の答えで表示が決まるため、その前には動かせません")
        }
    }
}

/// When a question is shown: 「問2で『…』か『…』を選んだ方」.
pub fn condition(questionnaire: &Questionnaire, question: &Question) -> Option<String> {
    let condition = question.show_if.as_ref()?;
    let earlier = questionnaire.question(condition.question)?;
    let place = questionnaire.place(condition.question)?;
    let words: Vec<String> = condition
        .any_of
        .iter()
        .filter_map(|id| earlier.choice(*id))
        .map(|choice| format!("「{}」", choice.text))
        .collect();
    Some(format!("問{place}で{}と答えた方だけ", words.join("か")))
}

/// How an answer is kept, told truly before it is given.
pub const fn keeping(anonymous: bool) -> &'static str {
    if anonymous {
        "無記名のアンケートです。送信した回答には、事業所も案内も結び付けず、日にちだけを残します。担当課に分かるのは、案内した事業所が回答したかどうかと、その日だけです。途中までの回答は、続きから入力できるように、送信するまで案内と結び付けて保存します（リンクやコードを知っている人は開けます）。送信した後は、だれも開けず、直せません。"
    } else {
        "記名のアンケートです。回答は事業所と結び付けて保存し、担当課が見ます。期限までは、同じリンクから直せます。"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_cannot_move_a_question_is_told_what_hangs_on_it() {
        let behind = arrange_problem(ArrangeProblem::BeforeWhatShowsIt { shown: 3, by: 2 });
        assert!(behind.contains("問3は、問2の答えで"), "{behind}");
        let shows = arrange_problem(ArrangeProblem::Shows { own: 2, other: 3 });
        assert!(shows.contains("先に問3の条件"), "{shows}");
    }
}

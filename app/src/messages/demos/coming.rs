//! Sentences about coming to a session: registering, waiting, the desk at the door, questions, the report.

use super::{forms::people, words::slot_short};
use crate::{
    messages::{accounts, kernel, values},
    when,
};
use chrono::{DateTime, Utc};
use domain::{
    demos::{
        AROUND_A_PC, Admission, AdmissionField, AdmissionKind, AdmissionProblem, ComingField, ComingProblem,
        Effect, HOLDS, HandsOn, MOST_OFFERS, Prompt, PromptKind, PromptPart, PromptProblem, QuestionField,
        QuestionProblem, Reply, ReplyProblem, ReportField, ReportProblem, Side, Slot, TURN_MINUTES,
    },
    wareki::{format_date, format_date_with_weekday},
};

/// What a field of a registration without an account is called.
pub const fn coming_label(field: ComingField) -> &'static str {
    match field {
        ComingField::Office => "事業所や団体の名前",
        ComingField::Number => "介護保険事業所番号",
        ComingField::People => "参加する人数",
        ComingField::Name => "参加する人（代表）の氏名",
        ComingField::Email => "メールアドレス",
        ComingField::Phone => "電話番号",
        ComingField::Question => "講師への質問",
    }
}

/// Sentences for a registration without an account, field by field.
pub fn coming_errors(problems: &[(ComingField, ComingProblem)]) -> Vec<(&'static str, String)> {
    problems.iter().map(|(field, problem)| (field.name(), coming_problem(*field, problem))).collect()
}

fn coming_problem(field: ComingField, problem: &ComingProblem) -> String {
    let what = coming_label(field);
    match problem {
        ComingProblem::NoOffice => format!("{what}を入力してください"),
        ComingProblem::TooLong(most) => format!("{what}は{most}文字までで入力してください"),
        ComingProblem::Number(error) => {
            kernel::office_number(what, error)
        }
        ComingProblem::UnknownNumber => unknown_number(),
        ComingProblem::Registered => {
            "この事業所は、すでに申込みをしています。届いたメールのリンクから変更できます。メールが見つからないときは、お問い合わせください".to_owned()
        }
        ComingProblem::People(error) => people(what, *error),
        ComingProblem::Each(most) => each(what, *most),
        ComingProblem::Full { left, waits } => full(what, *left, *waits),
        ComingProblem::Name(error) => accounts::person_name(what, error),
        ComingProblem::Email(error) => values::email(what, error),
        ComingProblem::Phone(error) => values::phone(what, error),
        ComingProblem::NoContact => {
            "電話番号かメールアドレスを入力してください。中止や変更をお知らせするために必要です".to_owned()
        }
    }
}

/// More than one office may send.
pub(super) fn each(what: &str, most: u16) -> String {
    format!("{what}は、1つの事業所につき{most}人までです。{most}人以下にしてください")
}

/// More than there are places left, and what one can do: where one may wait, the box that says so is ticked already.
pub(super) fn full(what: &str, left: u16, waits: bool) -> String {
    match (left, waits) {
        (0, true) => format!(
            "{what}を確保できませんでした。満席になりました。キャンセル待ちにチェックを入れました。このまま申し込むと、席が空いたときにお知らせします"
        ),
        (0, false) => format!("{what}を確保できませんでした。満席になりました。定員以下の人数にしてください"),
        (left, true) => format!(
            "{what}が空きを超えています。空きはあと{left}人です。{left}人以下にしてください。この人数のまま申し込むと、キャンセル待ちに入ります"
        ),
        (left, false) => {
            format!("{what}が空きを超えています。空きはあと{left}人です。{left}人以下にしてください")
        }
    }
}

/// Another session has no places for so many: where one is registered one stays, and may wait there beside it. Where one may
/// wait, the box that says so is ticked already.
pub fn switch_full(left: u16, waits: bool) -> String {
    let stays = "いまの申込みは、そのまま残っています";
    match (left, waits) {
        (0, true) => format!(
            "この回は満席になりました。席が空くのを待つときは、もう一度、下のボタンを押してください。この回のキャンセル待ちに入ります。{stays}"
        ),
        (0, false) => format!(
            "この回の席を確保できませんでした。定員以下の人数にするか、ほかの回を選んでください。{stays}"
        ),
        (left, true) => format!(
            "この回の空きは、あと{left}人です。{left}人以下にしてください。この人数のまま押すと、この回のキャンセル待ちに入ります。{stays}"
        ),
        (left, false) => {
            format!("この回の空きは、あと{left}人です。{left}人以下にしてください。{stays}")
        }
    }
}

/// Another registration that stays until whoever waits takes the places of this one.
pub fn kept_beside(at: &Slot, waits: bool) -> String {
    let what = if waits { "キャンセル待ち" } else { "申込み" };
    format!("{}の回の{what}は、そのまま残っています。この回の席を取ったときに取り消します", slot_short(at))
}

/// Another session in whose line one waits, with this registration kept until then.
pub fn waits_beside(at: &Slot) -> String {
    format!(
        "{}の回のキャンセル待ちにも入っています。その席を取ると、この回は取り消しになります",
        slot_short(at)
    )
}

/// Whoever wants to come to another session is registered for that already.
pub fn switch_already() -> String {
    "この回には、すでに申込みをしています。ほかの回を選んでください。参加しない回は、その回の申込みから取り消してください"
        .to_owned()
}

/// The registration was changed while whoever wants to come to another session looked at that.
pub fn switch_changed() -> String {
    "この画面を開いた後に、申込みが変わりました。内容を確かめて、もう一度「この回に変える」を押してください"
        .to_owned()
}

/// How people are let in, in words.
pub const fn admission_kind(kind: AdmissionKind) -> &'static str {
    match kind {
        AdmissionKind::Registration => "事前の申込みが必要",
        AdmissionKind::Open => "申込みは不要",
        AdmissionKind::First => "申込みは不要（先着順）",
    }
}

/// The same for who comes, with numbers.
pub fn admission(admission: &Admission, capacity: u16) -> String {
    match admission.kind {
        AdmissionKind::Registration => match admission.until {
            Some(until) => format!("事前の申込みが必要です（{}まで）", format_date_with_weekday(until)),
            None => "事前の申込みが必要です".to_owned(),
        },
        AdmissionKind::Open => "申込みはいりません。当日、会場にお越しください".to_owned(),
        AdmissionKind::First => {
            format!("申込みはいりません。先着{capacity}名です。当日、会場にお越しください")
        }
    }
}

/// Sentences for how people are let in, field by field.
pub fn admission_errors(problems: &[(AdmissionField, AdmissionProblem)]) -> Vec<(String, String)> {
    problems
        .iter()
        .map(|(field, problem)| {
            let what = match field {
                AdmissionField::Kind => "申込みの要否".to_owned(),
                AdmissionField::Until => "申込みの締切".to_owned(),
                AdmissionField::Each => "1つの事業所の人数の上限".to_owned(),
                AdmissionField::Note => "参加する方へのお知らせ".to_owned(),
                AdmissionField::Prompt(number, part) => prompt_label(*number, *part),
            };
            let what = what.as_str();
            let sentence = match problem {
                AdmissionProblem::NotChosen => format!("{what}を選んでください"),
                AdmissionProblem::Date(error) => values::date(what, error),
                AdmissionProblem::After(day) => {
                    format!("{what}は、開催の日（{}）か、その前の日を入力してください", format_date(*day))
                }
                AdmissionProblem::People(error) => people(what, *error),
                AdmissionProblem::TooLong(most) => format!("{what}は{most}文字までで入力してください"),
                AdmissionProblem::Prompt(problem) => prompt_problem(what, *problem),
            };
            (field.name(), sentence)
        })
        .collect()
}

/// What a part of the n-th thing is called that is asked of whoever registers.
pub fn prompt_label(number: usize, part: PromptPart) -> String {
    let number = number + 1;
    match part {
        PromptPart::Asked => format!("聞くこと{number}"),
        PromptPart::Kind => format!("聞くこと{number}の答え方"),
        PromptPart::Options => format!("聞くこと{number}の選択肢"),
        PromptPart::Needed => format!("聞くこと{number}は必ず答えてもらう"),
    }
}

/// How something is replied to.
pub const fn prompt_kind(kind: PromptKind) -> &'static str {
    match kind {
        PromptKind::Text => "短い文で答える",
        PromptKind::Choice => "選択肢から1つ選ぶ",
        PromptKind::YesNo => "はい・いいえ",
    }
}

fn prompt_problem(what: &str, problem: PromptProblem) -> String {
    match problem {
        PromptProblem::Missing => {
            format!("{what}を入力してください。聞かないときは、この欄をすべて空にしてください")
        }
        PromptProblem::NotChosen => format!("{what}を選んでください"),
        PromptProblem::Repeated(same) => {
            format!("{what}は、聞くこと{same}と同じです。どちらかを直すか、空にしてください")
        }
        PromptProblem::TooLong(most) => format!("{what}は{most}文字までで入力してください"),
        PromptProblem::Options => {
            let (least, most) = Prompt::OPTIONS;
            format!("{what}は、1行に1つずつ、{least}つ以上{most}個以下で入力してください")
        }
        PromptProblem::NoChoice => {
            format!("{what}を空にするか、答え方で「{}」を選んでください", prompt_kind(PromptKind::Choice))
        }
    }
}

/// Sentences for what whoever registers says to what is asked besides.
pub fn reply_errors(prompts: &[Prompt], problems: &[(usize, ReplyProblem)]) -> Vec<(String, String)> {
    problems
        .iter()
        .map(|(number, problem)| {
            let what = prompts.get(*number).map_or("", |prompt| prompt.asked.as_str());
            let sentence = match problem {
                ReplyProblem::Missing => format!("「{what}」に答えてください"),
                ReplyProblem::NotChosen => format!("「{what}」の答えを選んでください"),
                ReplyProblem::TooLong(most) => format!("「{what}」の答えは{most}文字までで入力してください"),
                ReplyProblem::Changed => {
                    format!("聞くことが「{what}」に変わりました。答えを確かめて、もう一度送ってください")
                }
            };
            (Reply::name(*number), sentence)
        })
        .collect()
}

/// Where one stands who waits.
pub fn waits(place: usize, holds: bool, offered_at: Option<DateTime<Utc>>) -> String {
    match (holds, offered_at) {
        (true, Some(at)) => {
            format!("席が空きました。{}まで取り置いています", when::moment(at + HOLDS))
        }
        _ => format!("キャンセル待ちの{place}番目です"),
    }
}

/// How the line works, for who waits.
pub fn waiting_rules() -> String {
    format!(
        "席が空くと、順番にメールでお知らせします。お知らせから1日の間、席を取り置きます。お知らせは1日1回、{MOST_OFFERS}回までです。開催の7日前からは取り置かず、空いた席は先着順になります。"
    )
}

/// How so many people try the system, for the officers who prepare it.
pub fn hands_on(how: HandsOn) -> String {
    match how {
        HandsOn::Together => {
            format!("全員が一度に体験できます（1台を{AROUND_A_PC}人で囲みます）。")
        }
        HandsOn::Turns { turns, people } => format!(
            "{turns}組に分けて、1組{people}人・{TURN_MINUTES}分ずつ交代で体験します（1台を{AROUND_A_PC}人で囲みます）。待つ組には説明や相談をします。"
        ),
        HandsOn::Projector { most } => format!(
            "デモ機で体験できるのは{most}人までです。プロジェクターに映して全員に説明し、希望する人が操作する進め方に切り替えてください。スクリーン・プロジェクター・延長コードを確かめてください。"
        ),
    }
}

/// What a field of a question is called.
pub const fn question_label(field: QuestionField) -> &'static str {
    match field {
        QuestionField::Asked => "質問",
        QuestionField::By => "質問した人・事業所",
        QuestionField::Owner => "答える側",
        QuestionField::Answer => "回答",
    }
}

/// Sentences for a question, field by field.
pub fn question_errors(problems: &[(QuestionField, QuestionProblem)]) -> Vec<(&'static str, String)> {
    problems
        .iter()
        .map(|(field, problem)| {
            let what = question_label(*field);
            let sentence = match problem {
                QuestionProblem::Missing => format!("{what}を入力してください"),
                QuestionProblem::TooLong(most) => format!("{what}は{most}文字までで入力してください"),
            };
            (field.name(), sentence)
        })
        .collect()
}

/// Who follows a question up.
pub const fn owner(side: Side) -> &'static str {
    match side {
        Side::Federation => "国保連合会が答える",
        Side::Municipality => "市区町村が答える",
        Side::Both => "決めていない",
    }
}

/// What a part of a report is called.
pub const fn report_label(field: ReportField) -> &'static str {
    match field {
        ReportField::Summary => "実施の概要",
        ReportField::Remarks => "気づいたこと",
        ReportField::Next => "今後の対応",
    }
}

/// Sentences for a report, field by field.
pub fn report_errors(problems: &[(ReportField, ReportProblem)]) -> Vec<(&'static str, String)> {
    problems
        .iter()
        .map(|(field, problem)| {
            let what = report_label(*field);
            let sentence = match problem {
                ReportProblem::Missing => format!("{what}を入力してください"),
                ReportProblem::TooLong(most) => format!("{what}は{most}文字までで入力してください"),
            };
            (field.name(), sentence)
        })
        .collect()
}

/// What became of an office that came.
pub const fn effect(effect: Effect) -> &'static str {
    match effect {
        Effect::Before => "開催の前から導入",
        Effect::Followed => "90日以内に導入",
        Effect::NotYet => "まだ導入していない",
    }
}

/// A number that no office of the register has.
pub fn unknown_number() -> String {
    "この事業所番号は、事業所台帳にありません。番号を確かめるか、空にしてください".to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{
        demos::{ComingForm, FilledBy},
        form::Typed,
    };

    #[test]
    fn every_mistake_says_what_to_do() {
        let wrong = Typed::default()
            .with("office_number", "12")
            .with("phone", "1")
            .with("email", "a")
            .with("question", "長".repeat(501));
        let problems = ComingForm::parse(&wrong, FilledBy::Office, None).expect_err("nothing fits");
        for (field, sentence) in coming_errors(&problems) {
            assert!(sentence.contains("ください") || sentence.contains('@'), "{field}: {sentence}");
        }
        assert!(full("人数", 0, true).contains("キャンセル待ち"));
        assert!(!full("人数", 3, false).contains("キャンセル待ち"), "nobody waits for more than there are");
        for sentence in [switch_full(0, false), switch_full(2, true), switch_already(), switch_changed()] {
            assert!(sentence.contains("ください"), "{sentence}");
        }
        assert!(switch_full(0, true).contains("キャンセル待ち"));
        assert!(!switch_full(2, false).contains("キャンセル待ち"), "nor there");
    }
}

//! Sentences for the network of 連携先, for whom to ask next, and for 事業所グループ.

use super::{adoption, kernel, offices::segments::lines_of_numbers, values};
use domain::{
    adoption::AdoptionState,
    network::{AskingField, AskingProblem, Gain, LineProblem, Links, MOST_LINES},
    office_groups::{Field, LEAST, MOST, Problem},
};

/// What a field of the form of a list to ask is called.
pub const fn asking(field: AskingField) -> &'static str {
    match field {
        AskingField::Most => "何か所まで",
        AskingField::Area => "日常生活圏域",
        AskingField::Unknown => "不明",
        AskingField::Aware => "認知",
        AskingField::Planning => "検討中",
        AskingField::Pledged => "導入予定",
        AskingField::Stopped => "停止",
    }
}

/// What is wrong with a field of it, and what to do.
pub fn asking_errors(errors: &[(AskingField, AskingProblem)]) -> Vec<(&'static str, String)> {
    let told = |(field, AskingProblem::Number { least, most }): &(AskingField, AskingProblem)| {
        let what = match field {
            AskingField::Most | AskingField::Area => asking(*field).to_owned(),
            chance => format!("「{}」の見込み", asking(*chance)),
        };
        (field.name(), format!("{what}は{least}から{most}までの数字で入力してください"))
    };
    errors.iter().map(told).collect()
}

/// An expected number of exchanges in figures: whole, or with one decimal.
pub fn gain(gain: Gain) -> String {
    if gain.0.is_multiple_of(Gain::ONE.0) {
        (gain.0 / Gain::ONE.0).to_string()
    } else {
        let tenths = gain.tenths();
        format!("{}.{}", tenths / 10, tenths % 10)
    }
}

/// An office that would be asked, as its reason names others.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reason {
    /// What it adds.
    pub gain: Gain,
    /// Its partners that have adopted.
    pub ready: usize,
    /// Its partners before it on the list.
    pub listed: usize,
    /// The office with which it was chosen.
    pub together: Option<String>,
    /// The partner that would add most after it, with what that would add.
    pub then: Option<(String, Gain)>,
    /// Somebody might refuse: the numbers are expectations.
    pub expected: bool,
}

/// Why an office is asked, in words.
pub fn reason(reason: &Reason) -> String {
    let Reason { gain: gained, ready, listed, together, then, expected } = reason;
    let number = gain(*gained);
    let begins = if *expected {
        format!("見込みで{number}組のやりとりが始まります")
    } else {
        format!("{number}組のやりとりが始まります")
    };
    let mut told = match (*ready, *listed) {
        (0, 0) => "連携先はまだ導入していません。1か所だけの導入では、やりとりは始まりません".to_owned(),
        (ready, 0) => format!("すでに導入した連携先が{ready}か所あり、導入すると{begins}"),
        (0, listed) => {
            format!("この一覧で先に挙げた連携先が{listed}か所あり、それらとともに導入すると{begins}")
        }
        (ready, listed) => format!(
            "すでに導入した連携先が{ready}か所、この一覧で先に挙げた連携先が{listed}か所あり、どれもがそろうと{begins}"
        ),
    };
    if let Some(other) = together {
        told = format!("{told}。「{other}」と一緒に声をかけます");
    }
    if let Some((other, more)) = then {
        told = format!("{told}。「{other}」も導入すれば、さらに{}組", gain(*more));
    }
    told
}

/// What the numbers of a network say, in one sentence.
pub fn finding(links: Links) -> String {
    match links {
        Links { both: 0, one: 0, none: 0 } => "わかっている連携先の組は、まだありません。".to_owned(),
        Links { both, one, none } => format!(
            "{}組のうち{both}組は両方が導入していて、いまデータでやりとりできます。{one}組は片方が導入すれば始まり、{none}組はどちらも導入していません。",
            both + one + none
        ),
    }
}

/// What the shapes of the drawing mean.
pub fn marks() -> [String; 3] {
    use AdoptionState as State;
    let words = |states: &[AdoptionState]| {
        states.iter().map(|state| adoption::state(*state)).collect::<Vec<_>>().join("・")
    };
    [
        format!("導入済み（{}）", words(&[State::Licensed, State::Using])),
        words(&[State::Aware, State::Planning, State::Pledged]),
        words(&[State::Unknown, State::Stopped]),
    ]
}

/// What its lines mean.
pub fn lines() -> [String; 3] {
    ["いまやりとりできる組", "片方だけが導入している組", "どちらも導入していない組"].map(str::to_owned)
}

/// Why a pasted line names no two offices, and what to do.
pub fn line(problem: &LineProblem) -> String {
    match problem {
        LineProblem::Columns(count) => {
            format!("事業所を2つ、タブかカンマで区切って並べてください（今は{count}つです）")
        }
        LineProblem::Number(error) => kernel::office_number("事業所番号", error),
        LineProblem::TooMany => {
            format!("一度に読めるのは{MOST_LINES}行までです。残りは分けて貼り付けてください")
        }
    }
}

/// What a field of a group is called.
pub const fn field(field: Field) -> &'static str {
    match field {
        Field::Name => "グループの名前",
        Field::Members => "グループの事業所",
        Field::Note => "メモ",
        Field::NextAction => "次にすること",
        Field::NextOn => "次にする日",
    }
}

/// What is wrong with a group, and what to do.
pub fn errors(problems: &[(Field, Problem)]) -> Vec<(&'static str, String)> {
    problems.iter().map(|(of, wrong)| (of.name(), problem(*of, wrong))).collect()
}

fn problem(of: Field, problem: &Problem) -> String {
    let what = field(of);
    match problem {
        Problem::Missing => format!("{what}を入力してください"),
        Problem::TooLong { most } => format!("{what}は{most}文字までで入力してください"),
        Problem::Lines(lines) => lines_of_numbers(what, lines),
        Problem::TooFew => format!("{what}は{LEAST}か所以上にしてください"),
        Problem::TooMany => format!("{what}は{MOST}か所までです。分けて登録してください"),
        Problem::Day(error) => values::date(what, error),
        Problem::NoDay => format!("次にすることがあるときは、{what}を入力してください"),
        Problem::NoAction => format!("次にする日があるときは、{what}を入力してください"),
    }
}

/// Another group has the name.
pub const NAME_TAKEN: &str = "この名前のグループは、すでにあります。別の名前を付けてください";

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;
    use domain::{form::Typed, network::Asking, office_groups::GroupForm};

    #[test]
    fn a_reason_says_who_is_ready_and_who_would_be_next() {
        let one = Reason { gain: Gain(70_000), ready: 7, ..Reason::default() };
        assert_eq!(reason(&one), "すでに導入した連携先が7か所あり、導入すると7組のやりとりが始まります");
        let then = Some(("ひだまり".to_owned(), Gain(40_000)));
        let more = Reason { gain: Gain(35_000), ready: 3, listed: 2, then, expected: true, together: None };
        assert_eq!(
            reason(&more),
            "すでに導入した連携先が3か所、この一覧で先に挙げた連携先が2か所あり、どれもがそろうと見込みで3.5組のやりとりが始まります。「ひだまり」も導入すれば、さらに4組"
        );
        let pair = Reason { together: Some("あおぞら".to_owned()), ..Reason::default() };
        assert!(reason(&pair).ends_with("「あおぞら」と一緒に声をかけます"));
    }

    #[test]
    fn every_mistake_says_what_to_do() {
        let typed = Typed::default().with("most", "0").with("stopped", "たぶん");
        for (_, told) in asking_errors(&Asking::parse(&typed).unwrap_err()) {
            assert!(told.ends_with("ください"), "{told}");
        }
        let typed = Typed::default().with("members", "1").with("next_action", "電話");
        let day = NaiveDate::from_ymd_opt(2026, 11, 28).unwrap();
        for (_, told) in errors(&GroupForm::parse(&typed, day).unwrap_err()) {
            assert!(told.contains("ください"), "{told}");
        }
        assert!(line(&LineProblem::Columns(1)).contains("ください"));
    }
}

//! Sentences for 介護ソフト: fields, versions, what is known, what is wrong.

use super::values;
use domain::software::{Conforms, Field, LineProblem, Linking, MOST_LINES, Problem, Standard};
use elements::Tone;

/// A version of the standard specification.
pub const fn standard(standard: Standard) -> &'static str {
    match standard {
        Standard::Earlier => "V4より前",
        Standard::V4 => "V4",
        Standard::V4_1 => "V4.1",
    }
}

/// What is said of a product and a version.
pub const fn conforms(conforms: Conforms) -> &'static str {
    match conforms {
        Conforms::Yes => "対応",
        Conforms::No => "未対応",
        Conforms::Planned => "対応予定",
    }
}

/// Whether software can link.
pub const fn linking(linking: Linking) -> &'static str {
    match linking {
        Linking::Yes => "連携できます",
        Linking::No => "連携できません",
        Linking::Unknown => "わかりません",
    }
}

/// The tone of that.
pub const fn linking_tone(linking: Linking) -> Tone {
    match linking {
        Linking::Yes => Tone::Success,
        Linking::No => Tone::Attention,
        Linking::Unknown => Tone::Neutral,
    }
}

/// By which way something is known.
pub fn basis(word: &str) -> &'static str {
    match word {
        "survey" => "アンケートの回答",
        "officer" => "職員の記録",
        "list" => "一覧の貼り付け",
        "application" => "申請",
        _ => "そのほか",
    }
}

/// What a field of the forms is called.
pub const fn label(field: Field) -> &'static str {
    match field {
        Field::VendorName => "開発会社の名称",
        Field::Url => "開発会社のページ",
        Field::Name => "製品名",
        Field::Aliases => "ほかの呼び方",
        Field::Note => "備考",
        Field::EndedOn => "提供を終えた日",
        Field::Standard => "標準仕様の版",
        Field::Conforms => "対応",
        Field::AsOf => "いつの時点か",
        Field::Source => "出典",
    }
}

/// What is wrong with a field, and what to do.
pub fn problem(of: Field, problem: &Problem) -> String {
    let what = label(of);
    match problem {
        Problem::Missing if matches!(of, Field::Standard | Field::Conforms) => {
            format!("{what}を選んでください")
        }
        Problem::Missing => format!("{what}を入力してください"),
        Problem::TooLong { most } => format!("{what}は{most}文字までで入力してください"),
        Problem::Url => format!("{what}は「https://」から始まるアドレスで入力してください"),
        Problem::Day(error) => values::date(what, error),
        Problem::UnknownChoice => format!("{what}を選び直してください"),
        Problem::Future => {
            format!(
                "{what}は今日までの日付で入力してください。これから対応するものは「対応予定」を選んでください"
            )
        }
    }
}

/// Every mistake with its field.
pub fn errors(problems: &[(Field, Problem)]) -> Vec<(&'static str, String)> {
    problems.iter().map(|(field, error)| (field.name(), problem(*field, error))).collect()
}

/// The vendor has a product of this name.
pub const NAME_TAKEN: &str =
    "この開発会社には、同じ名前の製品がすでにあります。名前を確かめるか、登録してある製品を直してください";
/// The house has a vendor of this name.
pub const VENDOR_TAKEN: &str = "同じ名前の開発会社がすでにあります。名前を確かめてください";

/// Why a line of a pasted table is not taken over.
pub fn line(number: usize, wrong: &LineProblem) -> String {
    let why = match wrong {
        LineProblem::Nameless => "開発会社と製品名を入力してください".to_owned(),
        LineProblem::Columns(columns) => {
            format!(
                "列は「開発会社・製品名」の2列か、「開発会社・製品名・標準仕様・対応・時点・出典」の6列にしてください（今は{columns}列です）"
            )
        }
        LineProblem::Standard => "標準仕様は「V4.1」「V4」「V4より前」のどれかで入力してください".to_owned(),
        LineProblem::Conforms => "対応は「対応」「未対応」「対応予定」のどれかで入力してください".to_owned(),
        LineProblem::Field(field, error) => problem(*field, error),
        LineProblem::TooMany => {
            format!("一度に読めるのは{MOST_LINES}行までです。残りは分けて貼り付けてください")
        }
    };
    format!("{number}行目：{why}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{
        form::Typed,
        software::{ClaimForm, VendorForm},
    };

    #[test]
    fn every_mistake_names_its_field_and_says_what_to_do() {
        let today = "2026-01-15".parse().unwrap();
        let wrong = Typed::default().with("as_of", "2030-01-01").with("url", "x").with("standard", "9");
        let mut errors = ClaimForm::parse(&wrong, today).unwrap_err();
        errors.extend(VendorForm::parse(&wrong).unwrap_err());
        assert_eq!(errors.len(), 6);
        for (of, error) in errors {
            let sentence = problem(of, &error);
            assert!(sentence.starts_with(label(of)) && sentence.contains("ください"), "{sentence}");
        }
    }

    #[test]
    fn every_line_that_is_not_taken_over_is_named() {
        let (_, wrong) =
            domain::software::read("A\nA\tB\t9\t対応\t令和7年1月1日\t案内", "2026-01-15".parse().unwrap());
        let told: Vec<String> = wrong.iter().map(|(number, wrong)| line(*number, wrong)).collect();
        assert!(told[0].starts_with("1行目：列は") && told[1].starts_with("2行目：標準仕様は"), "{told:?}");
    }
}

//! Sentences for 補助制度: fields, what is wrong.

use super::values;
use domain::schemes::{Field, Problem};

/// What a field is called.
pub const fn label(field: Field) -> &'static str {
    match field {
        Field::Name => "制度の名称",
        Field::Runs => "実施する団体",
        Field::Prefecture => "対象の都道府県",
        Field::Takers => "使える方",
        Field::PaysFor => "対象になる費用",
        Field::Amount => "補助額",
        Field::EndsOn => "終わる日",
        Field::Next => "次にすること",
        Field::Source => "出典",
        Field::Url => "案内のページ",
        Field::AsOf => "いつの時点か",
    }
}

/// What is wrong with a field, and what to do.
pub fn problem(field: Field, problem: &Problem) -> String {
    let what = label(field);
    match problem {
        Problem::Missing => format!("{what}を入力してください"),
        Problem::TooLong(most) => format!("{what}は{most}文字までで入力してください"),
        Problem::Day(error) => values::date(what, error),
        Problem::Future => format!("{what}は、今日までの日付で入力してください"),
        Problem::Url => format!("{what}は「https://」から始まるアドレスで入力してください"),
        Problem::UnknownChoice => format!("{what}を選び直してください"),
    }
}

/// Every mistake with its field.
pub fn errors(problems: &[(Field, Problem)]) -> Vec<(&'static str, String)> {
    problems.iter().map(|(field, error)| (field.name(), problem(*field, error))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{form::Typed, schemes::SchemeForm};

    #[test]
    fn every_mistake_names_its_field_and_says_what_to_do() {
        let wrong = Typed::default()
            .with("name", "あ".repeat(300))
            .with("prefecture", "99")
            .with("ends_on", "あす")
            .with("url", "example.jp")
            .with("as_of", "2030-01-01");
        let problems = SchemeForm::parse(&wrong, "2026-11-27".parse().unwrap()).unwrap_err();
        assert_eq!(problems.len(), 11);
        for (field, error) in problems {
            let sentence = problem(field, &error);
            assert!(sentence.starts_with(label(field)) && sentence.contains("ください"), "{sentence}");
        }
    }
}

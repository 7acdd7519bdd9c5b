//! Sentences for 事業所の声.

use super::{kernel, values};
use domain::voices::{Field, Nearness, Problem, Reach};

/// What a field of the form is called.
pub const fn label(field: Field) -> &'static str {
    match field {
        Field::Office => "事業所番号",
        Field::Quote => "伝えてよいこと",
        Field::Named => "事業所名を出してよい",
        Field::Publicly => "だれでも見られるページに載せてよい",
        Field::Reach => "相談したい事業所がたずねる方法",
        Field::Person => "答える方",
        Field::Phone => "電話番号",
        Field::Email => "メールアドレス",
        Field::Times => "都合のよい時間",
        Field::AgreedOn => "同意した日",
        Field::AgreedBy => "同意した方",
    }
}

/// How they are reached.
pub const fn reach(reach: Reach) -> &'static str {
    match reach {
        Reach::City => "市区町村が取り次ぐ",
        Reach::Direct => "直接たずねてよい",
    }
}

/// Why a voice stands above others; nothing where it does not.
pub const fn nearness(near: Nearness) -> Option<&'static str> {
    match (near.service, near.area) {
        (true, true) => Some("同じサービス・同じ圏域"),
        (true, false) => Some("同じサービス"),
        (false, true) => Some("同じ圏域"),
        (false, false) => None,
    }
}

/// What is wrong with a field, and what to do.
pub fn problem(of: Field, problem: &Problem) -> String {
    let what = label(of);
    match problem {
        Problem::Missing if of == Field::Reach => format!("{what}を選んでください"),
        Problem::Missing => format!("{what}を入力してください"),
        Problem::TooLong { most } => format!("{what}は{most}文字までで入力してください"),
        Problem::UnknownChoice => format!("{what}を選び直してください"),
        Problem::Number(error) => kernel::office_number(what, error),
        Problem::UnknownOffice => {
            format!("{what}が事業所台帳にありません。番号を確かめるか、先に事業所を登録してください")
        }
        Problem::NotUsing => {
            "事業所番号の事業所は、まだ導入済みと記録されていません。先に事業所の画面で導入状況を記録してください"
                .to_owned()
        }
        Problem::Email(error) => values::email(what, error),
        Problem::Phone(error) => values::phone(what, error),
        Problem::Day(error) => values::date(what, error),
        Problem::Future => format!("{what}は今日までの日付で入力してください"),
        Problem::NoChannel => {
            "電話番号かメールアドレスを入力してください。直接たずねるときに使います".to_owned()
        }
        Problem::Nameless => {
            "事業所名を出してよいことを確かめて、チェックを入れてください。名前を出さないときは「市区町村が取り次ぐ」を選んでください"
                .to_owned()
        }
    }
}

/// Every mistake with its field.
pub fn errors(problems: &[(Field, Problem)]) -> Vec<(&'static str, String)> {
    problems.iter().map(|(field, error)| (field.name(), problem(*field, error))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;
    use domain::{form::Typed, voices::VoiceForm};

    #[test]
    fn every_mistake_says_what_to_do() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 1).unwrap();
        let wrong = Typed::default().with("reach", "direct").with("phone", "1").with("agreed_on", "x");
        let mut problems = VoiceForm::parse(&wrong, today).unwrap_err();
        problems.extend([(Field::Office, Problem::UnknownOffice), (Field::Office, Problem::NotUsing)]);
        problems.extend([(Field::Phone, Problem::NoChannel), (Field::AgreedOn, Problem::Future)]);
        for (of, error) in problems {
            let sentence = problem(of, &error);
            let helps = sentence.contains("ください") || sentence.contains("例：");
            assert!(sentence.starts_with(label(of)) && helps, "{sentence}");
        }
    }
}

//! Sentences for 関係団体.

use super::{kernel, values};
use domain::associations::{Field, Kind, Problem};

/// What an association is.
pub const fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Liaison => "事業者連絡会",
        Kind::CareManagers => "介護支援専門員の会",
        Kind::WelfareCouncil => "社会福祉協議会",
        Kind::SupportCentre => "地域包括支援センター",
        Kind::Medical => "医師会など",
        Kind::Other => "そのほか",
    }
}

/// Where a mail to an association stands.
pub fn mail(state: &str) -> &'static str {
    match state {
        "waiting" | "sending" | "paused" => "送信待ち",
        "unknown" => "届いたかどうかわかりません",
        "withdrawn" => "取りやめました",
        "sent" => "送信済み",
        "suppressed" | "unwanted" => "配信停止のため送っていません",
        _ => "届けられませんでした",
    }
}

/// What a field of the form is called.
pub const fn label(field: Field) -> &'static str {
    match field {
        Field::Name => "団体の名称",
        Field::Kind => "団体の種類",
        Field::Person => "担当の方",
        Field::Email => "メールアドレス",
        Field::Phone => "電話番号",
        Field::Fax => "FAX番号",
        Field::PostalCode => "郵便番号",
        Field::Address => "住所",
        Field::Note => "備考",
    }
}

/// What is wrong with a field, and what to do.
pub fn problem(of: Field, problem: &Problem) -> String {
    let what = label(of);
    match problem {
        Problem::Missing if of == Field::Kind => format!("{what}を選んでください"),
        Problem::Missing => format!("{what}を入力してください"),
        Problem::TooLong { most } => format!("{what}は{most}文字までで入力してください"),
        Problem::UnknownChoice => format!("{what}を選び直してください"),
        Problem::Email(error) => values::email(what, error),
        Problem::Phone(error) => values::phone(what, error),
        Problem::PostalCode(error) => kernel::postal_code(what, error),
        Problem::NoChannel => {
            "メールアドレス、電話番号、FAX番号、住所のどれか1つは入力してください。連絡に使います".to_owned()
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
    use domain::{associations::Association, form::Typed};

    #[test]
    fn every_mistake_names_its_field_and_says_what_to_do() {
        let wrong = Typed::default().with("email", "a").with("phone", "1").with("postal_code", "1");
        let errors = Association::parse(&wrong).unwrap_err();
        assert_eq!(errors.len(), 5);
        for (of, error) in errors {
            let sentence = problem(of, &error);
            let helps = sentence.contains("ください") || sentence.contains("例：");
            assert!(sentence.starts_with(label(of)) && helps, "{sentence}");
        }
    }
}

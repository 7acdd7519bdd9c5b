//! Sentences for 導入効果の試算: fields, assumptions, results, what is wrong.

use super::values;
use domain::{
    money::Yen,
    simulator::{
        Case, Field, MOST, Milli, MilliError, Parameter, ParameterField, ParameterProblem, Problem, Side,
        sensible,
    },
};

/// On which side an office stands.
pub const fn side(side: Side) -> &'static str {
    match side {
        Side::CareManagement => "居宅介護支援事業所・地域包括支援センター",
        Side::Service => "サービス事業所",
    }
}

/// What a field is called.
pub const fn label(field: Field) -> &'static str {
    match field {
        Field::Side => "事業所の種類",
        Field::People => "介護支援専門員の人数",
        Field::Partners => "取引事業所数",
        Field::Adopted => "取引事業所のうち、システムを導入している数",
        Field::Users => "利用者の人数",
    }
}

/// What belongs in it.
pub const fn hint(field: Field) -> &'static str {
    match field {
        Field::Side => "",
        Field::People => "例：4。サービス事業所は、提供票の受取りや実績の送付を担当する職員の人数",
        Field::Partners => "例：89。ケアプランをやりとりしている相手の事業所の数",
        Field::Adopted => "例：45。わからないときは0。WAM NETで、導入している事業所を調べられます",
        Field::Users => "例：84。ケアプランをやりとりしている利用者の数",
    }
}

/// The unit of a field.
pub const fn unit(field: Field) -> &'static str {
    match field {
        Field::Side => "",
        Field::People | Field::Users => "人",
        Field::Partners | Field::Adopted => "か所",
    }
}

/// What is wrong with a field, and what to do.
pub fn problem(field: Field, problem: Problem) -> String {
    let what = label(field);
    match problem {
        Problem::Missing => format!("{what}を入力してください"),
        Problem::Character('.' | '-') => format!("{what}は、0以上の整数で入力してください"),
        Problem::Character(other) => {
            format!("{what}は、数字だけで入力してください（「{other}」は使えません）")
        }
        Problem::TooMany => format!("{what}は、{MOST}までの数で入力してください"),
        Problem::None => format!("{what}は、1以上の数で入力してください"),
        Problem::MoreThanPartners { partners } => {
            format!("{what}は、取引事業所数（{partners}か所）までの数で入力してください")
        }
        Problem::UnknownChoice => format!("{what}を選び直してください"),
    }
}

/// Every mistake with its field.
pub fn errors(problems: &[(Field, Problem)]) -> Vec<(&'static str, String)> {
    problems.iter().map(|(field, error)| (field.name(), problem(*field, *error))).collect()
}

/// How careful one is.
pub const fn case(case: Case) -> &'static str {
    match case {
        Case::Cautious => "控えめ",
        Case::Standard => "標準",
        Case::Generous => "多め",
    }
}

/// What an assumption is called.
pub const fn parameter(parameter: Parameter) -> &'static str {
    match parameter {
        Parameter::OfficesPerUser => "利用者1人のケアプランをやりとりする相手の数",
        Parameter::MinutesPerExchange => "紙でのやりとりにかかる時間（利用者1人・相手1か所・1か月あたり）",
        Parameter::HourlyCost => "職員1人の1時間あたりの人件費",
        Parameter::MaterialCost => "用紙・郵送・FAX・電話の費用（利用者1人・相手1か所・1か月あたり）",
        Parameter::RemainingTime => "システムを使ったときに残る、やりとりの時間の割合",
        Parameter::OtherMinutes => "システムを使っても残る、連絡・調整の時間（職員1人・1か月あたり）",
    }
}

/// The unit of an assumption.
pub const fn parameter_unit(parameter: Parameter) -> &'static str {
    match parameter {
        Parameter::OfficesPerUser => "か所",
        Parameter::MinutesPerExchange | Parameter::OtherMinutes => "分",
        Parameter::HourlyCost | Parameter::MaterialCost => "円",
        Parameter::RemainingTime => "%",
    }
}

/// A value of an assumption with its unit.
pub fn value(of: Parameter, value: Milli) -> String {
    format!("{value}{}", parameter_unit(of))
}

/// What a field of an assumption's form is called.
pub const fn parameter_label(field: ParameterField) -> &'static str {
    match field {
        ParameterField::Cautious => "控えめの値",
        ParameterField::Standard => "標準の値",
        ParameterField::Generous => "多めの値",
        ParameterField::ValidFrom => "いつから使うか",
        ParameterField::Source => "出典",
        ParameterField::Note => "備考",
    }
}

/// What is wrong with such a field, and what to do.
pub fn parameter_problem(of: Parameter, field: ParameterField, problem: &ParameterProblem) -> String {
    let what = parameter_label(field);
    match problem {
        ParameterProblem::Missing if field == ParameterField::Source => {
            format!("{what}を入力してください。仮定であれば、そう書いてください")
        }
        ParameterProblem::Missing | ParameterProblem::Number(MilliError::Missing) => {
            format!("{what}を入力してください")
        }
        ParameterProblem::Number(MilliError::Character(other)) => {
            format!("{what}は、0以上の数字で入力してください（「{other}」は使えません）")
        }
        ParameterProblem::Number(MilliError::Decimals) => {
            format!("{what}は、小数点以下3桁までで入力してください")
        }
        ParameterProblem::Number(MilliError::TooLarge) => {
            format!("{what}は、桁を確かめて入力し直してください")
        }
        ParameterProblem::Bounds(least, most) => {
            format!("{what}は、{}から{}までの数で入力してください", value(of, *least), value(of, *most))
        }
        ParameterProblem::Order { rises: true } => {
            format!("{what}は、控えめの値以上、多めの値以下にしてください（控えめほど、小さな値です）")
        }
        ParameterProblem::Order { rises: false } => {
            format!("{what}は、多めの値以上、控えめの値以下にしてください（控えめほど、大きな値です）")
        }
        ParameterProblem::Day(error) => values::date(what, error),
        ParameterProblem::TooLong(most) => format!("{what}は{most}文字までで入力してください"),
    }
}

/// Every mistake with its field.
pub fn parameter_errors(
    of: Parameter,
    problems: &[(ParameterField, ParameterProblem)],
) -> Vec<(&'static str, String)> {
    problems.iter().map(|(field, error)| (field.name(), parameter_problem(of, *field, error))).collect()
}

/// An amount as it is told: 約168,000円.
pub fn about(yen: Yen) -> String {
    format!("約{}", sensible(yen))
}

/// What remains after the licence, or is missing.
pub fn net(yen: Yen) -> String {
    if yen < Yen::ZERO {
        format!("{}の持ち出し", about(Yen(yen.get().saturating_neg())))
    } else {
        about(yen)
    }
}

/// Minutes as hours: whole ones, below ten with a tenth.
pub fn hours(minutes: i64) -> String {
    if minutes >= 600 {
        return format!("{}時間", Yen((minutes + 30) / 60).grouped());
    }
    let tenths = (minutes * 10 + 30) / 60;
    format!("{}.{}時間", tenths / 10, tenths % 10)
}

/// With how many partners the licence is paid for.
pub fn break_even(partners: Option<u32>) -> String {
    match partners {
        Some(partners) => format!("{partners}か所"),
        None => "届きません".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{
        form::Typed,
        simulator::{Inputs, ParameterForm},
    };

    #[test]
    fn every_mistake_names_its_field_and_says_what_to_do() {
        let typed = |people: &str, partners: &str, adopted: &str, users: &str| {
            let typed = Typed::default().with("people", people).with("partners", partners);
            typed.with("adopted", adopted).with("users", users)
        };
        for wrong in [typed("", "10", "11", "四"), typed("0", "1.5", "-1", "99999").with("side", "x")] {
            for (field, error) in Inputs::parse(&wrong).unwrap_err() {
                let sentence = problem(field, error);
                assert!(sentence.starts_with(label(field)) && sentence.contains("ください"), "{sentence}");
            }
        }
    }

    #[test]
    fn every_mistake_of_an_assumption_says_what_to_do() {
        let typed = |value: &str| {
            Typed::default().with("cautious", value).with("standard", "5").with("generous", "4")
        };
        for wrong in
            [typed("x"), typed("1.23456"), typed("99999"), typed(""), typed("6"), typed("9999999999")]
        {
            let of = Parameter::MinutesPerExchange;
            for (field, error) in ParameterForm::parse(&wrong, of).unwrap_err() {
                let sentence = parameter_problem(of, field, &error);
                let named = sentence.starts_with(parameter_label(field));
                assert!(named && sentence.contains("ください"), "{sentence}");
            }
        }
    }

    #[test]
    fn results_are_told_as_people_say_them() {
        assert_eq!(about(Yen(167_838)), "約168,000円");
        assert_eq!(net(Yen(-20_838)), "約21,000円の持ち出し");
        assert_eq!(hours(22_680), "378時間");
        assert_eq!(hours(599), "10.0時間");
        assert_eq!(hours(95), "1.6時間");
        assert_eq!(hours(120_000), "2,000時間");
        assert_eq!(break_even(Some(6)), "6か所");
        assert_eq!(value(Parameter::RemainingTime, Milli(33_300)), "33.3%");
    }
}

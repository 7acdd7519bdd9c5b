//! Words of the page that shows a city's progress to everybody: fields, mistakes, what each number means.

use domain::{
    adoption::Indicator,
    progress::{Field, Problem, ProgressFigures},
    wareki::format_date,
};

/// What a field of the form is called.
pub const fn label(field: Field) -> &'static str {
    match field {
        Field::Lead => "はじめの文",
        Field::Contact => "問い合わせ先",
        Field::Licence => "オープンデータの利用条件",
        Field::ByService => "サービス種類ごとの導入率も公開する",
        Field::WithVoices => "公開に同意した事業所の声も載せる",
    }
}

/// What is wrong with a field, and what to do.
pub fn problem(of: Field, problem: Problem) -> String {
    let what = label(of);
    match problem {
        Problem::TooLong { most } => format!("{what}は{most}文字までで入力してください"),
        Problem::NotChosen => format!("{what}を選んでください"),
    }
}

/// Every mistake with its field.
pub fn errors(problems: &[(Field, Problem)]) -> Vec<(&'static str, String)> {
    problems.iter().map(|(field, error)| (field.name(), problem(*field, *error))).collect()
}

/// What a number means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Meaning {
    /// Its name in data.
    pub id: &'static str,
    /// What it is called.
    pub name: &'static str,
    /// In what it is counted.
    pub unit: &'static str,
    /// What it means.
    pub words: &'static str,
}

/// What each number of the page and of its data means.
pub const MEANINGS: [Meaning; 5] = [
    Meaning {
        id: "offices",
        name: "営業中の事業所",
        unit: "事業所",
        words: "基準日に、市区町村の事業所台帳で営業中の介護サービス事業所の数です。休止・廃止した事業所は数えません。導入率の分母です。",
    },
    Meaning {
        id: "adopted",
        name: "導入済みの事業所",
        unit: "事業所",
        words: "営業中の事業所のうち、基準日にケアプランデータ連携システムのライセンスを持っているか、利用している事業所の数です。WAM NETの一覧、市区町村の名簿、アンケート、職員の確認などによります。導入率の分子です。",
    },
    Meaning {
        id: "using",
        name: "利用中の事業所",
        unit: "事業所",
        words: "導入済みの事業所のうち、ケアプランのデータをやり取りしていることが分かっている事業所の数です。",
    },
    Meaning {
        id: "rate",
        name: "導入率",
        unit: "%",
        words: "導入済みの事業所 ÷ 営業中の事業所。小数第2位を四捨五入しています。",
    },
    Meaning {
        id: "hidden",
        name: "非表示",
        unit: "",
        words: "5事業所に満たないサービス種類と、ほかの数から逆算できてしまうサービス種類は、個々の事業所のことが分からないように表示しません。1つの事業所が複数のサービスを行うときは、それぞれで数えるので、サービス種類の合計は全体と一致しません。",
    },
];

/// A rate with its two numbers: `16.0%（30／188事業所）`.
pub fn rate(number: Indicator) -> String {
    let Indicator { numerator, denominator, .. } = number;
    number
        .rate()
        .map_or_else(|| "―".to_owned(), |rate| format!("{rate}%（{numerator}／{denominator}事業所）"))
}

/// How the rate grew, in one sentence.
pub fn finding(figures: &ProgressFigures) -> String {
    let now = figures.whole;
    let on = format_date(now.as_of);
    let Some(first) = figures.trend.first() else {
        return format!("{on}の導入率は{}です。", rate(now));
    };
    let since = format_date(first.as_of);
    match now.points_since(*first) {
        Some(points) if points.0 > 0 => {
            format!("{on}の導入率は{}で、{since}から{points}ポイント上がりました。", rate(now))
        }
        Some(points) if points.0 < 0 => {
            let fall = domain::adoption::Tenths(-points.0);
            format!("{on}の導入率は{}で、{since}から{fall}ポイント下がりました。", rate(now))
        }
        Some(_) => format!("{on}の導入率は{}で、{since}と変わっていません。", rate(now)),
        None => format!("{on}の導入率は{}です。", rate(now)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;
    use domain::adoption::{Definition, Origin};

    fn indicator(numerator: u64, denominator: u64, on: &str) -> Indicator {
        let as_of: NaiveDate = on.parse().unwrap();
        Indicator { definition: Definition::Adopted, numerator, denominator, as_of, source: Origin::Register }
    }

    #[test]
    fn growth_is_told_from_the_fractions() {
        let (before, after) = (indicator(4, 188, "2025-12-01"), indicator(30, 188, "2026-11-27"));
        let figures = |trend| ProgressFigures { whole: after, using: 20, trend, services: Vec::new() };
        assert_eq!(
            finding(&figures(vec![before, after])),
            "令和8年11月27日の導入率は16.0%（30／188事業所）で、令和7年12月1日から13.8ポイント上がりました。"
        );
        let fallen = finding(&figures(vec![indicator(40, 188, "2025-12-01"), after]));
        assert!(fallen.ends_with("5.3ポイント下がりました。"), "{fallen}");
        assert!(finding(&figures(vec![after])).ends_with("と変わっていません。"));
    }

    #[test]
    fn every_mistake_names_its_field_and_says_what_to_do() {
        for field in Field::ALL {
            for wrong in [Problem::TooLong { most: 9 }, Problem::NotChosen] {
                let sentence = problem(field, wrong);
                assert!(sentence.starts_with(label(field)) && sentence.ends_with("ください"), "{sentence}");
            }
        }
    }
}

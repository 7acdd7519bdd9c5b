//! Sentences for rates of adoption: what is counted over what, from where, by which steps and groups; and for what others
//! published.

use super::values;
use chrono::NaiveDate;
use domain::{
    adoption::{
        By, DaysProblem, Definition, Indicator, Origin, PublishedField, PublishedProblem, PublishedRate,
        Step, Tenths,
    },
    software::Linking,
    wareki::format_date,
};

/// What is counted over what, in one sentence.
pub const fn definition(definition: Definition) -> &'static str {
    match definition {
        Definition::Adopted => {
            "その日に「ライセンス取得」か「利用中」とわかっている事業所 ÷ その日に台帳で営業中の事業所（統合した事業所は1件。指定日や廃止日が分からない事業所は、いまの台帳のとおりに数えます）"
        }
        Definition::Pledged => "その日に「導入予定」とわかっている事業所 ÷ その日に台帳で営業中の事業所",
        Definition::Stopped => "その日に「停止」とわかっている事業所 ÷ その日に台帳で営業中の事業所",
        Definition::AdoptedOfCities => {
            "集計を共有している市区町村の「ライセンス取得」か「利用中」の事業所の合計 ÷ その市区町村の台帳で営業中の事業所の合計"
        }
    }
}

/// Where the two numbers come from.
pub const fn origin(origin: Origin) -> &'static str {
    match origin {
        Origin::Register => {
            "この自治体の事業所台帳と、導入状況の記録（一覧・アンケート・説明会の出欠・職員の確認）"
        }
        Origin::Cities => "市区町村が共有した集計",
        Origin::Published => "公表された資料",
    }
}

/// A rate in words: `16.0%（30／188事業所、令和6年4月1日現在）`.
pub fn rate(indicator: Indicator) -> String {
    format!(
        "{}（{}／{}事業所、{}現在）",
        percent(indicator.rate()),
        indicator.numerator,
        indicator.denominator,
        format_date(indicator.as_of)
    )
}

/// A percentage; a dash where there is nothing to count over.
pub fn percent(rate: Option<Tenths>) -> String {
    rate.map_or_else(|| "―".to_owned(), |rate| format!("{rate}%"))
}

/// A difference in points; a dash where there is none.
pub fn points(difference: Option<Tenths>) -> String {
    difference.map_or_else(|| "―".to_owned(), |points| format!("{}ポイント", points.signed()))
}

/// What became of a rate from one day to another, as a sentence.
pub fn rise(before: Indicator, now: Indicator) -> String {
    let (from, until) = (format_date(before.as_of), format_date(now.as_of));
    match now.points_since(before) {
        None => format!(
            "{from}と{until}の導入率は比べられません。どちらかの日に、台帳で営業中の事業所がありません。"
        ),
        Some(points) => {
            let change = match points.0.signum() {
                1 => format!("{points}ポイント上がりました"),
                0 => "変わっていません".to_owned(),
                _ => format!("{}ポイント下がりました", Tenths(-points.0)),
            };
            format!(
                "導入率は、{from}の{}から{until}の{}へ、{change}。",
                percent(before.rate()),
                percent(now.rate())
            )
        }
    }
}

/// Why two days cannot be told of, with the field.
pub fn days(problem: &DaysProblem) -> (&'static str, String) {
    match problem {
        DaysProblem::On(error) => ("on", values::date("導入率を見る日", error)),
        DaysProblem::Future => ("on", "導入率を見る日は、今日までの日付で入力してください".to_owned()),
        DaysProblem::Since(error) => ("since", values::date("比べる日", error)),
        DaysProblem::NotEarlier => {
            ("since", "比べる日は、導入率を見る日より前の日付で入力してください".to_owned())
        }
    }
}

/// A step, in the words of a table.
pub const fn step(step: Step) -> &'static str {
    match step {
        Step::Adopted => "導入済み",
        Step::Pledged => "導入予定",
        Step::Interested => "認知・検討中",
        Step::Stopped => "停止",
        Step::Unknown => "不明",
    }
}

/// Which states a step holds.
pub const fn step_means(step: Step) -> &'static str {
    match step {
        Step::Adopted => "ライセンス取得、または利用中。導入率の分子はこれだけです",
        Step::Pledged => "導入を約束した、または導入する予定がある。まだ導入率に入りません",
        Step::Interested => "システムを知っている、または検討している",
        Step::Stopped => "利用していたが、やめた",
        Step::Unknown => "何も記録がない",
    }
}

/// By what offices are told apart.
pub const fn by(by: By) -> &'static str {
    match by {
        By::Service => "サービス種類",
        By::Area => "日常生活圏域",
        By::Corporation => "法人",
        By::Software => "介護ソフト",
    }
}

/// What has to be known to read a table of it.
pub const fn by_means(by: By) -> &'static str {
    match by {
        By::Service => {
            "複数のサービスを行う事業所は、それぞれの行に数えます。行を足しても全体の数にはなりません。"
        }
        By::Area => "台帳の日常生活圏域ごとの数です。",
        By::Corporation => {
            "事業所の多い法人から並べています。同じ法人の事業所がまとまって導入することが多いためです。"
        }
        By::Software => {
            "使っている介護ソフトが、標準仕様に対応してデータ連携できるかどうかです。いま台帳にある介護ソフトの記録によります。"
        }
    }
}

/// Whether the software of a group can link.
pub const fn software(linking: Linking) -> &'static str {
    match linking {
        Linking::Yes => "連携できる介護ソフト",
        Linking::No => "連携できない介護ソフト",
        Linking::Unknown => "わからない（記録なしを含む）",
    }
}

/// What a field of a published rate is called.
pub const fn published_label(field: PublishedField) -> &'static str {
    match field {
        PublishedField::Whose => "どこの導入率か",
        PublishedField::Percent => "公表された割合（%）",
        PublishedField::Numerator => "分子（導入した事業所数）",
        PublishedField::Denominator => "分母（全体の事業所数）",
        PublishedField::Definition => "何を何で割ったものか",
        PublishedField::AsOf => "いつの時点か",
        PublishedField::MonthOnly => "時点の精度",
        PublishedField::Source => "出典",
        PublishedField::Url => "出典のページ",
        PublishedField::Note => "備考",
    }
}

/// What is wrong with a field, and what to do.
pub fn published_problem(of: PublishedField, problem: &PublishedProblem) -> String {
    let what = published_label(of);
    match problem {
        PublishedProblem::Missing => format!("{what}を入力してください"),
        PublishedProblem::NoNumber => {
            "公表された割合か、分子（導入した事業所数）のどちらかを入力してください".to_owned()
        }
        PublishedProblem::TooLong { most } => format!("{what}は{most}文字までで入力してください"),
        PublishedProblem::Percent => {
            format!("{what}は0から100までの数で、小数は1けたまで入力してください。例：9.8")
        }
        PublishedProblem::Count if of == PublishedField::Denominator => {
            format!("{what}は1以上の整数で入力してください。例：287700")
        }
        PublishedProblem::Count => format!("{what}は0以上の整数で入力してください。例：28191"),
        PublishedProblem::MoreThanAll => {
            format!("{what}が、分母より大きくなっています。どちらかを直してください")
        }
        PublishedProblem::Url => format!("{what}は「https://」から始まるアドレスで入力してください"),
        PublishedProblem::Day(error) => values::date(what, error),
        PublishedProblem::Future => format!("{what}は今日までの日付で入力してください"),
    }
}

/// Every mistake with its field.
pub fn published_errors(problems: &[(PublishedField, PublishedProblem)]) -> Vec<(&'static str, String)> {
    problems.iter().map(|(field, error)| (field.name(), published_problem(*field, error))).collect()
}

/// A month, as a day of it is written.
pub fn month(day: NaiveDate) -> String {
    let day = format_date(day);
    let until = day.find('月').map(|at| at + '月'.len_utf8());
    until.and_then(|until| day.get(..until)).map_or_else(|| day.clone(), str::to_owned)
}

/// As of when something was published.
pub fn published_as_of(rate: &PublishedRate) -> String {
    if rate.month_only { month(rate.as_of) } else { format_date(rate.as_of) }
}

/// The counts behind a published percentage, as far as they are known.
pub fn published_counts(rate: &PublishedRate) -> String {
    match (rate.numerator, rate.denominator) {
        (Some(some), Some(all)) => format!("{}／{}事業所", grouped(some), grouped(all)),
        (Some(some), None) => match rate.implied_denominator() {
            Some(all) => {
                format!("{}事業所（割合から逆算した分母は、およそ{}事業所）", grouped(some), grouped(all))
            }
            None => format!("{}事業所（分母は公表されていません）", grouped(some)),
        },
        (None, Some(all)) => format!("分母は{}事業所", grouped(all)),
        (None, None) => "分子・分母は公表されていません".to_owned(),
    }
}

/// What both counts give, where that is not what was printed.
pub fn contradiction(rate: &PublishedRate) -> Option<String> {
    let (counted, printed) = (rate.contradiction()?, rate.percent?);
    Some(format!(
        "分子と分母から計算すると{counted}%で、公表された{printed}%と合いません。出典を確かめてください。"
    ))
}

/// A number with a comma at each thousand.
pub fn grouped(number: u64) -> String {
    elements::charts::Scale::Whole.words(i64::try_from(number).unwrap_or(i64::MAX))
}

/// Why published rates and one's own cannot be compared.
pub const WHY_THEY_DIFFER: &str = "公表された導入率は、分母（対象にするサービス、休止・みなし指定の事業所を含めるか、事業所番号とサービスのどちらで数えるか）も時点も、この自治体の数え方と違います。並べて見るだけにし、計算には使いません。";

/// The same where the house has no rate of its own.
pub const WHY_THEY_DIFFER_FROM_EACH_OTHER: &str = "公表された導入率は、分母（対象にするサービス、休止・みなし指定の事業所を含めるか、事業所番号とサービスのどちらで数えるか）も時点も、公表した団体ごとに違います。並べて見るだけにし、計算には使いません。";

#[cfg(test)]
mod tests {
    use super::*;
    use domain::form::Typed;

    fn indicator(numerator: u64, denominator: u64, as_of: &str) -> Indicator {
        Indicator {
            definition: Definition::Adopted,
            numerator,
            denominator,
            as_of: as_of.parse().unwrap(),
            source: Origin::Register,
        }
    }

    #[test]
    fn a_rise_is_told_from_the_fractions() {
        let (before, now) = (indicator(4, 188, "2024-04-01"), indicator(30, 188, "2025-04-01"));
        assert_eq!(
            rise(before, now),
            "導入率は、令和6年4月1日の2.1%から令和7年4月1日の16.0%へ、13.8ポイント上がりました。"
        );
        assert!(rise(now, before).ends_with("13.8ポイント下がりました。"));
        assert!(rise(now, now).ends_with("変わっていません。"));
        assert!(rise(indicator(0, 0, "2024-04-01"), now).contains("比べられません"));
        assert_eq!(rate(now), "16.0%（30／188事業所、令和7年4月1日現在）");
    }

    #[test]
    fn every_mistake_names_its_field_and_says_what_to_do() {
        let today = "2026-01-15".parse().unwrap();
        let wrong = Typed::default()
            .with("percent", "x")
            .with("numerator", "y")
            .with("as_of", "2030-01-01")
            .with("url", "x");
        for (of, error) in PublishedRate::parse(&wrong, today).unwrap_err() {
            let sentence = published_problem(of, &error);
            assert!(sentence.contains(published_label(of)) && sentence.contains("ください"), "{sentence}");
        }
    }

    #[test]
    fn the_denominator_that_nobody_told_is_said_to_be_a_guess() {
        let typed = Typed::default()
            .with("whose", "全国")
            .with("percent", "9.8")
            .with("numerator", "28191")
            .with("as_of", "2025-08-31")
            .with("month_only", "yes")
            .with("source", "記事");
        let rate = PublishedRate::parse(&typed, "2026-01-15".parse().unwrap()).unwrap();
        assert_eq!(published_counts(&rate), "28,191事業所（割合から逆算した分母は、およそ287,700事業所）");
        assert_eq!(published_as_of(&rate), "令和7年8月");
        let odd = PublishedRate { denominator: Some(188), numerator: Some(30), ..rate };
        assert!(contradiction(&odd).unwrap().contains("16.0%"));
    }

    #[test]
    fn every_word_is_its_own() {
        let steps: std::collections::BTreeSet<_> = Step::ALL.map(step).into();
        let groups: std::collections::BTreeSet<_> = By::ALL.map(by).into();
        assert_eq!((steps.len(), groups.len()), (Step::ALL.len(), By::ALL.len()));
    }
}

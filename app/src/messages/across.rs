//! Sentences about what cities share of their adoption, and with whom.

use super::{adoption_counts::step, survey_results::HIDDEN};
use chrono::{Datelike as _, NaiveDate};
use domain::{
    accounts::TenantKind,
    adoption::{
        Step, Tenths,
        across::{FEWEST_CITIES, Line, MONTHS, Reader, Sum, rate_of},
    },
    small::SMALLEST,
    wareki::EraYear,
};

/// A kind of house that may read.
pub const fn reader(reader: Reader) -> &'static str {
    match reader {
        Reader::Federation => "国保連合会",
        Reader::Prefecture => "都道府県",
        Reader::Central => "国保中央会",
    }
}

/// What becomes of sharing with it.
pub fn reader_hint(of: Reader, house: Option<&str>) -> String {
    let purpose = match of {
        Reader::Federation => "連合会の市区町村と並べて示されます。",
        Reader::Prefecture => {
            return format!(
                "{}県内の市区町村と並べて示されます。{FEWEST_CITIES}つ以上の市区町村が共有すると、その中央値だけが県内の市区町村にも示されます。",
                here(house)
            );
        }
        Reader::Central => "都道府県ごとの地図と、全国の市区町村の表に示されます。",
    };
    format!("{}{purpose}", here(house))
}

fn here(house: Option<&str>) -> String {
    house.map_or_else(
        || "まだひろめるを使っていません。使い始めると、見えるようになります。".to_owned(),
        |name| format!("{name}です。"),
    )
}

/// With whom, in words.
pub fn readers<'a>(readers: impl IntoIterator<Item = &'a Reader>) -> String {
    let names: Vec<&str> = readers.into_iter().map(|one| reader(*one)).collect();
    if names.is_empty() { "共有していません".to_owned() } else { names.join("、") }
}

/// What is counted over what; stands beside every rate of several cities.
pub const DEFINITION: &str = "導入率は、ライセンスを取得した、または利用している事業所の数を、その日に台帳で開いていた事業所の数で割ったものです。合計は、数を示している市区町村の分子と分母をそれぞれ足して計算し、ほかの市区町村の分は推計しません。";

/// What a reader sees of numbers that are hidden.
pub fn hidden_note() -> String {
    format!("{SMALLEST}事業所に満たない数と、引き算でそれが分かる数は「{HIDDEN}」としています。")
}

/// What others see, and what they do not.
pub fn seen() -> Vec<String> {
    vec![
        format!("直近{MONTHS}か月の、月末（今月は集計した日）に開いていた事業所の数と、導入の段階ごとの数"),
        "同じ数の、サービスの区分ごとの内訳".to_owned(),
        "普及の段階（認知・説明会・申込・導入・利用）ごとの数と、説明会への参加、お知らせのメール、交付決定のあと90日以内に導入した数"
            .to_owned(),
        format!("{SMALLEST}事業所に満たない数は、相手に渡る前に「{HIDDEN}」に置き換えます。"),
        "「公開ページ」を公開している間は、そこに載る導入率の分子と分母は、小さくてもだれでも見られます。"
            .to_owned(),
    ]
}

/// What they do not see.
pub const UNSEEN: &str = "事業所・法人・担当者の名前、事業所番号、一つひとつの申請や助成の内容、アンケートの回答は、共有されません。";

/// Which cities the sums are of.
pub fn shared_of(kind: TenantKind, shared: usize, all: usize) -> String {
    let where_to = match kind {
        TenantKind::Federation => "連合会の",
        TenantKind::Prefecture => "県内の",
        TenantKind::Central | TenantKind::Municipality => "ひろめるを使う",
    };
    format!("{where_to}{all}市区町村のうち{shared}市区町村が共有しています。")
}

/// Whose sum it is: `共有している12市区町村の合計`.
pub fn sum_of(sum: Sum) -> String {
    if sum.hidden == 0 {
        format!("共有している{}市区町村の合計", sum.cities)
    } else {
        let all = sum.cities + sum.hidden;
        format!(
            "共有している{all}市区町村のうち、数を示している{}市区町村の合計（{}市区町村は{HIDDEN}）",
            sum.cities, sum.hidden
        )
    }
}

/// A number, or that it is hidden.
pub fn number(number: Option<u32>) -> String {
    number.map_or_else(|| HIDDEN.to_owned(), |number| number.to_string())
}

/// Who adopted and of how many, and what of it is hidden.
pub fn fraction(line: Line) -> String {
    match (line.offices, line.adopted) {
        (Some(offices), Some(adopted)) => format!("{offices}事業所のうち{adopted}"),
        (Some(offices), None) => format!("{offices}事業所（導入済みは{HIDDEN}）"),
        (None, _) => format!("事業所の数は{HIDDEN}"),
    }
}

/// The rate of a line: `16.0%`; hidden, or a dash where there is no office.
pub fn rate(line: Line) -> String {
    match (line.fraction(), rate_of(line)) {
        (None, _) => HIDDEN.to_owned(),
        (Some(_), None) => "―".to_owned(),
        (Some(_), Some(rate)) => format!("{rate}%"),
    }
}

/// The rate of a sum.
pub fn rate_of_sum(sum: Sum) -> String {
    sum.rate().map_or_else(|| "―".to_owned(), |rate| format!("{rate}%"))
}

/// Points, or a dash where the two cannot be compared.
pub fn points(points: Option<Tenths>) -> String {
    points.map_or_else(|| "―".to_owned(), |points| format!("{}ポイント", points.signed()))
}

/// A month: `令和8年11月`.
pub fn month(month: NaiveDate) -> String {
    let year = EraYear::of(month).map_or_else(|| format!("{}年", month.year()), |year| year.to_string());
    format!("{year}{}月", month.month())
}

/// A month where there is little room: `R8.11`.
pub fn month_short(month: NaiveDate) -> String {
    let year = EraYear::of(month)
        .map_or_else(|| month.year().to_string(), |year| format!("{}{}", year.era.letter, year.year));
    format!("{year}.{}", month.month())
}

/// What a trend shows, in one sentence.
pub fn trend(first: Option<(NaiveDate, Tenths)>, last: Option<(NaiveDate, Tenths)>) -> String {
    match (first, last) {
        (Some((from, before)), Some((until, now))) if from < until => {
            format!("導入率は、{}の{before}%から、{}の{now}%になりました。", month(from), month(until))
        }
        (_, Some((until, now))) => format!("導入率は、{}に{now}%です。", month(until)),
        _ => "示せる月がありません。".to_owned(),
    }
}

/// What the sums of the steps show, in one sentence: who could be moved next.
pub fn steps_finding(steps: &[(Step, Sum)]) -> String {
    let on_the_way = |of: Step| {
        let (_, sum) = steps.iter().find(|(step, _)| *step == of)?;
        let percent = sum.rate()?;
        Some(format!("「{}」が{}件（全事業所の{percent}%）", step(of), sum.adopted))
    };
    let told: Vec<String> = [Step::Pledged, Step::Interested].into_iter().filter_map(on_the_way).collect();
    if told.is_empty() {
        "まだ導入していない事業所の段階は、示せる数がありません。".to_owned()
    } else {
        format!("まだ導入していない事業所では、{}です。", told.join("、"))
    }
}

/// What the map shows, in one sentence.
pub fn map(told: usize, highest: Option<(&str, Tenths)>) -> String {
    highest.map_or_else(
        || "導入率を示している都道府県はまだありません。".to_owned(),
        |(name, rate)| {
            format!("47都道府県のうち{told}都道府県の導入率を示しています。最も高いのは{name}の{rate}%です。")
        },
    )
}

/// How a city stands beside the middle of its prefecture.
pub fn median(own: Option<Tenths>, (median, cities): (Tenths, usize)) -> String {
    let middle = format!("県内で共有している{cities}市区町村の中央値は{median}%です。");
    own.map_or_else(
        || middle.clone(),
        |own| {
            let difference = Tenths(own.0 - median.0);
            format!("{middle}自団体は{own}%で、中央値との差は{}ポイントです。", difference.signed())
        },
    )
}

/// Why there is no median.
pub fn no_median() -> String {
    format!("県内で共有している市区町村が{FEWEST_CITIES}つ未満のため、中央値は示しません。")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn a_sum_says_of_how_many_and_how_many_are_hidden() {
        let sum = Sum { cities: 12, hidden: 0, adopted: 30, offices: 188 };
        assert_eq!(sum_of(sum), "共有している12市区町村の合計");
        assert_eq!(rate_of_sum(sum), "16.0%");
        let some = sum_of(Sum { hidden: 2, ..sum });
        assert!(some.contains("14市区町村のうち") && some.contains("2市区町村は非表示"), "{some}");
        assert_eq!(rate_of_sum(Sum::default()), "―");
    }

    #[test]
    fn who_is_on_the_way_is_told_where_any_city_tells_it() {
        let at = |adopted| Sum { cities: 3, hidden: 1, adopted, offices: 200 };
        let told =
            steps_finding(&[(Step::Adopted, at(30)), (Step::Pledged, at(20)), (Step::Interested, at(41))]);
        assert_eq!(
            told,
            "まだ導入していない事業所では、「導入予定」が20件（全事業所の10.0%）、「認知・検討中」が41件（全事業所の20.5%）です。"
        );
        let hidden = steps_finding(&[(Step::Pledged, Sum { hidden: 4, ..Sum::default() })]);
        assert!(hidden.contains("示せる数がありません"), "{hidden}");
    }

    #[test]
    fn a_rate_that_is_hidden_is_no_dash() {
        let line = Line { offices: Some(188), adopted: Some(30), ..Line::default() };
        assert_eq!(rate(line), "16.0%");
        assert_eq!(rate(Line { adopted: None, ..line }), "非表示");
        let said = [line, Line { adopted: None, ..line }, Line::default()].map(fraction);
        assert_eq!(said, ["188事業所のうち30", "188事業所（導入済みは非表示）", "事業所の数は非表示"]);
        assert_eq!(rate(Line { offices: Some(0), adopted: Some(0), ..Line::default() }), "―");
    }

    #[test]
    fn months_are_told_in_the_years_of_japan() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 1).unwrap();
        assert_eq!((month(day), month_short(day)), ("令和8年11月".to_owned(), "R8.11".to_owned()));
        let before = NaiveDate::from_ymd_opt(2025, 11, 1).unwrap();
        let told = trend(Some((before, Tenths(21))), Some((day, Tenths(160))));
        assert_eq!(told, "導入率は、令和7年11月の2.1%から、令和8年11月の16.0%になりました。");
        assert_eq!(trend(None, None), "示せる月がありません。");
    }

    #[test]
    fn with_whom_is_told_in_the_order_of_the_form() {
        assert_eq!(readers(&BTreeSet::new()), "共有していません");
        let all: BTreeSet<_> = Reader::ALL.into_iter().collect();
        assert_eq!(readers(&all), "国保連合会、都道府県、国保中央会");
        assert!(reader_hint(Reader::Central, None).contains("まだひろめるを使っていません"));
    }
}

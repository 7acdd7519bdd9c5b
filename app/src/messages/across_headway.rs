//! Sentences about how far offices of several cities have come, and about what followed what was done to them.

use super::{
    adoption_funnel::{share, step, touch},
    survey_results::HIDDEN,
};
use chrono::NaiveDate;
use domain::{
    adoption::{FunnelStep, Touch, Window, across::Sum, usual_period},
    wareki::format_date,
};

/// What is counted over what, of steps.
pub const FUNNEL_COUNTS: &str = "事業所は、達したすべての段階で数えます。割合の分母は、その段階の数を示している市区町村で、その日に台帳で開いていた事業所です。段階ごとに市区町村が違うため、割合どうしを引いたり足したりはできません。";

/// Of which days what followed is told, and of whom.
pub fn cohorts_count(until: NaiveDate) -> String {
    format!(
        "{}から{}までに行ったことのうち、{}日がたったものを数えます。割合の分母は、前の日に導入していなかった事業所です。1つの市区町村の中では、最初の1回から数えて1事業所を1件とします。",
        format_date(usual_period(until).from),
        format_date(until),
        Window::USUAL.days()
    )
}

/// What the steps show, in one sentence: where the way begins, and where it has led.
pub fn funnel_finding(steps: &[(FunnelStep, Sum)]) -> String {
    let reached = |of: FunnelStep| {
        let (_, sum) = steps.iter().find(|(step, _)| *step == of)?;
        let percent = sum.rate()?;
        Some(format!(
            "「{}」に達した事業所は{}件のうち{}件（{percent}%）",
            step(of),
            sum.offices,
            sum.adopted
        ))
    };
    let told: Vec<String> =
        [FunnelStep::Aware, FunnelStep::Adopted].into_iter().filter_map(reached).collect();
    if told.is_empty() {
        "「認知」と「導入」に達した事業所の数を示している市区町村が、まだありません。".to_owned()
    } else {
        format!("{}です。", told.join("、"))
    }
}

/// What followed, in one sentence.
pub fn cohorts_finding(cohorts: &[(Touch, Sum)]) -> String {
    let followed = |(of, sum): &(Touch, Sum)| {
        let percent = sum.rate()?;
        Some(format!("「{}」では{}件のうち{}件（{percent}%）", touch(*of), sum.offices, sum.adopted))
    };
    let told: Vec<String> = cohorts.iter().filter_map(followed).collect();
    let days = Window::USUAL.days();
    if told.is_empty() {
        format!("{days}日がたった事業所の数を示している市区町村が、まだありません。")
    } else {
        format!("そのあと{days}日以内に導入したのは、{}です。", told.join("、"))
    }
}

/// Of which cities the sums are: of those that share their counts, some share this as well.
pub fn of_cities(cities: usize, shared: usize) -> String {
    format!("数を共有している{shared}市区町村のうち、{cities}市区町村がこの数も共有しています。")
}

/// Which cities share their counts and not this; their names where they are told.
pub fn without(names: &[String], count: usize) -> String {
    if names.is_empty() {
        format!("この数をまだ共有していない市区町村：{count}市区町村（都道府県を選ぶと、名前を示します）")
    } else {
        format!("この数をまだ共有していない市区町村：{}", names.join("、"))
    }
}

/// Of how many cities a sum is, and how many share it: `3／4`.
pub fn telling(sum: Sum) -> String {
    format!("{}／{}", sum.cities, sum.cities + sum.hidden)
}

/// A sum with what is counted over what: `16.0%（30／188）`.
pub fn share_of(sum: Sum) -> String {
    share(sum.adopted, sum.offices, sum.rate())
}

/// What one city tells, or that it is hidden.
pub fn part(told: Option<(u64, u64)>) -> String {
    told.map_or_else(|| HIDDEN.to_owned(), |told| share_of(Sum::default().with(Some(told))))
}

/// A city that decided before these numbers were shared.
pub const LESS: &str = "普及の段階とその後の導入の数は、まだ共有していません。下の表を確かめ、「この内容で保存する」を押すと、選んだ相手に共有されます。";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_finding_says_how_many_of_how_many_and_nothing_of_what_nobody_tells() {
        let sum = Sum { cities: 3, hidden: 1, adopted: 30, offices: 188 };
        let told = funnel_finding(&[
            (FunnelStep::Aware, Sum { hidden: 4, ..Sum::default() }),
            (FunnelStep::Adopted, sum),
        ]);
        assert_eq!(told, "「導入」に達した事業所は188件のうち30件（16.0%）です。");
        assert!(funnel_finding(&[]).contains("まだありません"));
        let told = cohorts_finding(&[(Touch::Session, sum), (Touch::Mail, Sum::default())]);
        assert_eq!(
            told,
            "そのあと90日以内に導入したのは、「説明会への参加」では188件のうち30件（16.0%）です。"
        );
        assert!(cohorts_finding(&[]).contains("まだありません"));
        assert_eq!((telling(sum), share_of(sum)), ("3／4".to_owned(), "16.0%（30／188）".to_owned()));
        assert_eq!(
            [part(Some((7, 12))), part(Some((0, 0))), part(None)],
            ["58.3%（7／12）", "―（0／0）", "非表示"]
        );
    }

    #[test]
    fn the_days_of_what_followed_are_named() {
        let told = cohorts_count(NaiveDate::from_ymd_opt(2024, 6, 30).unwrap());
        assert!(
            told.starts_with("令和5年4月1日から令和6年6月30日までに行ったことのうち、90日がたったもの"),
            "{told}"
        );
    }

    #[test]
    fn who_shares_less_is_named_where_names_are_told() {
        assert_eq!(without(&["たかね村".to_owned()], 1), "この数をまだ共有していない市区町村：たかね村");
        assert!(without(&[], 12).contains("12市区町村"));
    }
}

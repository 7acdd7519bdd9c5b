//! Sentences by which a programme is announced, on its page and on its sheet: they follow whether one pays before applying
//! or after the decision, and what becomes of applications beyond the budget.

use domain::{
    subsidies::{Exhaustion, Expense, PaperRule, Procedure, Rules, is_capped, most},
    wareki::format_date,
};

/// What is paid for, in one sentence.
pub fn announced(rules: &Rules) -> String {
    let names = rules.expenses().map(|expense| expense.name.as_str()).collect::<Vec<_>>().join("」「");
    let paid = if rules.expenses().all(Expense::is_paid) {
        format!("が{}", paid(rules.procedure))
    } else {
        "の".to_owned()
    };
    let (place, year) = (&rules.location.name, rules.fiscal_year.label());
    format!("{place}の事業所{paid}「{names}」を、{year}の予算で補助します。")
}

/// The most that one application is paid.
pub fn most_words(rules: &Rules) -> String {
    if is_capped(rules) {
        format!("最大 {}", most(rules))
    } else {
        "上限なし（予算の範囲内）".to_owned()
    }
}

/// Whether a cost was paid, or is to be paid.
pub(super) const fn paid(procedure: Procedure) -> &'static str {
    if procedure.pays_first() { "支払った" } else { "支払う" }
}

/// When a cost must have been paid, or is to be paid.
pub fn paid_words(expense: &Expense, rules: &Rules) -> String {
    format!(
        "{}から{}までに{}ものが対象です。",
        format_date(expense.paid_from),
        format_date(expense.paid_until),
        paid(rules.procedure)
    )
}

/// Until when one reports, where one does.
pub fn report_until_words(rules: &Rules) -> String {
    format!("{}まで", format_date(rules.report_until.unwrap_or_else(|| rules.fiscal_year.end())))
}

/// What becomes of applications beyond the budget, in a line.
pub const fn beyond_the_budget(policy: Exhaustion) -> &'static str {
    match policy {
        Exhaustion::Close => "予算がなくなり次第、受付を終わります。",
        Exhaustion::Waitlist => "予算額に達した後の申請は、待機になります。",
        Exhaustion::Lottery => "申請が予算額を超えたときは、抽選します。",
        Exhaustion::ProRata => "申請が予算額を超えたときは、補助額を同じ割合で減らします。",
        Exhaustion::ByScore => "申請が予算額を超えたときは、採点の順に配ります。",
    }
}

/// Whether one may apply on paper, for officers who choose.
pub const fn paper_rule(rule: PaperRule) -> &'static str {
    match rule {
        PaperRule::Welcome => "紙でも受け付ける",
        PaperRule::WhereDifficult => "オンラインを原則とし、むずかしいと認めたときだけ紙で受け付ける",
    }
}

/// What an office does from the beginning to the money, each in a line; `apply` is how it applies.
pub fn ways_to_the_money(rules: &Rules, apply: &str) -> Vec<String> {
    let before = if rules.expenses().any(Expense::is_licence) {
        "システムの利用を申し込み、ライセンス料を支払う。"
    } else if rules.expense.is_paid() {
        "対象の経費を支払う。"
    } else {
        "システムで、ほかの事業所とデータを連携する。"
    };
    let decided =
        format!("申請から{}開庁日（標準処理期間）ほどで、決定をお知らせします。", rules.standard_days);
    if rules.procedure.pays_first() {
        return vec![before.to_owned(), apply.to_owned(), decided];
    }
    let consult = rules.procedure.consults().then(|| "計画の事前協議を送り、了承を受ける。".to_owned());
    let after = [
        format!("支払う前に、{apply}"),
        decided,
        format!("決定の通知を受けてから支払い、{}に実績を報告する。", report_until_words(rules)),
        "額が確定したら、請求する。".to_owned(),
    ];
    consult.into_iter().chain(after).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{
        fiscal_year::FiscalYear,
        money::Yen,
        municipality_code::MunicipalityCode,
        subsidies::{City, Desk, Licence, Location, Template},
    };

    fn rules(template: Template) -> Rules {
        let city = City {
            location: Location {
                name: "みどり野市".to_owned(),
                municipalities: vec![MunicipalityCode::parse("292991").unwrap().code],
            },
            desk: Desk {
                section: "介護保険課".to_owned(),
                phone: "0741-00-1000".to_owned(),
                hours: "平日".to_owned(),
            },
            symbol: "みどり介".to_owned(),
            sender: "みどり野市長".to_owned(),
            licence: Licence {
                of: "ケアプランデータ連携システム".to_owned(), fee: Yen(21_000)
            },
        };
        template.rules(&city, FiscalYear::parse("R6").unwrap())
    }

    #[test]
    fn who_applies_before_paying_is_never_told_to_pay_first() {
        let own = rules(Template::ModelRegion);
        assert!(announced(&own).contains("の事業所が支払う「"), "{}", announced(&own));
        let ways = ways_to_the_money(&own, "下のページから申請する。");
        assert_eq!(ways[0], "支払う前に、下のページから申請する。");
        assert!(
            ways[2].contains("決定の通知を受けてから支払い、令和7年3月31日までに実績を報告する"),
            "{ways:?}"
        );
        let consulted = Rules { procedure: Procedure::Consulted, ..own };
        assert!(ways_to_the_money(&consulted, "申請する。")[0].contains("事前協議"));
        let first = rules(Template::LicenceInFull);
        assert!(announced(&first).contains("の事業所が支払った「"));
        assert!(ways_to_the_money(&first, "申請する。")[0].ends_with("ライセンス料を支払う。"));
    }

    #[test]
    fn what_is_counted_by_linkages_was_not_paid() {
        let own = rules(Template::Linkages);
        assert!(announced(&own).contains("の事業所の「データ連携"), "{}", announced(&own));
        assert!(ways_to_the_money(&own, "申請する。")[0].contains("データを連携する"));
    }

    #[test]
    fn where_there_is_no_cap_that_is_said() {
        let own = rules(Template::ModelArea);
        assert_eq!(most_words(&own), "上限なし（予算の範囲内）");
        let capped = rules(Template::LicenceInFull);
        assert_eq!(most_words(&capped), "最大 21,000円");
    }
}

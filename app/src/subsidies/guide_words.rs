//! Words of the guide: what is paid for, how it is counted, with what it may be combined.

use super::amount_steps::AmountSteps;
use crate::messages::subsidies::{amount_words, applies_words, claim_words, paid_words, unit_and_frequency};
use domain::{
    subsidies::{Applies, Basis, Example, Expense, Reach, Rules, Stacking, TaxBasis},
    wareki::format_date,
};
use leptos::prelude::*;

/// For whom something is, where it is not for all.
pub(super) fn only(applies: Applies) -> Option<String> {
    match applies {
        Applies::Everyone => None,
        applies => Some(format!("（{}）", applies_words(applies))),
    }
}

/// Which offices the programme is for.
pub(super) fn who_words(rules: &Rules) -> Vec<String> {
    let place = match rules.reach {
        Reach::Inside => format!("{}にある事業所", rules.location.name),
        Reach::Serves => format!("{}でサービスを提供している事業所", rules.location.name),
    };
    let services = format!("次の{}種類のサービスのどれかを提供している事業所", rules.services.len());
    let mut who = vec![place, services, unit_and_frequency(rules)];
    if rules.exclusions.deemed {
        who.push("みなし指定の医療機関等は対象外".to_owned());
    }
    if rules.exclusions.support_centres {
        who.push("地域包括支援センターは対象外".to_owned());
    }
    who.extend(rules.attendance.map(|days| {
        format!("{}から{}までに開く説明会に参加した事業所", format_date(days.from), format_date(days.until))
    }));
    who.extend(rules.survey.map(|days| {
        format!(
            "{}から{}までに市区町村のアンケートに回答した事業所",
            format_date(days.from),
            format_date(days.until)
        )
    }));
    who
}

/// What one category pays for, and how it is counted.
pub(super) fn expense_words(expense: &Expense, rules: &Rules) -> String {
    let whom = only(expense.applies).unwrap_or_default();
    let paid = if expense.is_paid() { paid_words(expense, rules) } else { String::new() };
    format!("「{}」{whom}：{}。{paid}", expense.name, amount_words(expense))
}

/// What other subsidies may pay besides.
pub(super) fn stacking_words(rules: &Rules) -> String {
    match &rules.stacking {
        Stacking::Forbidden => "同じ経費について、ほかの補助金と一緒に受けることはできません。".to_owned(),
        Stacking::Allowed => "ほかの補助金を受けているときは、合わせて経費の額まで補助します。".to_owned(),
        Stacking::CoFunder { name, rate } => {
            format!("「{name}」（補助率{rate}）の交付決定を、先に受けてください。")
        }
    }
}

/// The first two examples, worked out.
#[component]
pub(super) fn Worked(rules: Rules, examples: Vec<Example>) -> impl IntoView {
    examples
        .into_iter()
        .take(2)
        .map(|Example { claim, .. }| {
            let words = format!("例：{}を申請したとき", claim_words(&claim, &rules));
            view! { <p>{words}</p><AmountSteps rules=rules.clone() claim/> }
        })
        .collect_view()
}

/// How the amount is counted, in a few words.
pub(super) fn rate_words(rules: &Rules) -> String {
    if !rules.further_expenses.is_empty() {
        return "経費ごとに計算して合わせた額".to_owned();
    }
    let tax = match rules.expense.tax {
        TaxBasis::Inclusive => "税込",
        TaxBasis::Exclusive => "税抜",
        TaxBasis::ByApplicant => "課税事業者は税抜",
    };
    if let Basis::Linkage { yen, .. } = rules.expense.basis {
        return format!("連携先1か所につき{yen}");
    }
    if rules.expense.rate.is_whole() {
        format!("経費（{tax}）の全額")
    } else {
        format!("経費（{tax}）の{}", rules.expense.rate)
    }
}

/// In brackets, where there is something.
pub(super) fn bracketed(number: &str) -> String {
    if number.is_empty() { String::new() } else { format!("（{number}）") }
}

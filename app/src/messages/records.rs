//! Sentences about records: what is kept how long, what goes, and what a year's numbers are called.

use super::values;
use domain::year_end::{DemandField, DemandProblem, Retention, ScenarioName};

/// 5年保存.
pub fn retention(class: Retention) -> String {
    format!("{}年保存", class.years())
}

/// Why a record on a list stayed; without a reason of a person, because somebody took it up again meanwhile.
pub fn kept(reason: String) -> String {
    if reason.is_empty() {
        "一覧を作った後に動きがあったか、保存年限が延びたため".to_owned()
    } else {
        reason
    }
}

/// The name of a way of thinking about next year.
pub const fn scenario(name: ScenarioName) -> &'static str {
    match name {
        ScenarioName::Low => "低位",
        ScenarioName::Middle => "中位",
        ScenarioName::High => "高位",
    }
}

/// How it is counted.
pub const fn scenario_formula(name: ScenarioName) -> &'static str {
    match name {
        ScenarioName::Low => "今年度と前年度のうち、少ないほうの事業所数",
        ScenarioName::Middle => "今年度の事業所数に、前年度からの増加分を足したもの",
        ScenarioName::High => "まだ導入していない事業所のすべてと、今年度の事業所の更新分",
    }
}

/// The name of a field of the demand.
pub const fn demand_label(field: DemandField) -> &'static str {
    match field {
        DemandField::Each => "1事業所あたりの額",
        DemandField::Asked => "要求する見込み",
    }
}

/// What to do about it.
pub fn demand(field: DemandField, problem: &DemandProblem) -> String {
    match problem {
        DemandProblem::Yen(error) => values::yen(demand_label(field), error),
    }
}

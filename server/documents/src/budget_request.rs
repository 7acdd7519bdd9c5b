//! 予算要求資料: two pages. What is asked for and why; what was achieved and how the demand was counted.

use crate::{BASE, Contact, Fonts, RenderError, Rendered, file_name};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{money::Yen, wareki::format_date};
use pdf::Template;
use serde_json::json;

const TEMPLATE: Template = Template { main: include_str!("../templates/budget_request.typ"), parts: BASE };

/// The paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BudgetRequest {
    /// The year that is asked for (令和7年度).
    pub year: String,
    /// The year that the numbers are of.
    pub of_year: String,
    /// What is rolled out.
    pub initiative: String,
    /// What is asked for; none where it is more than an amount can be.
    pub asked: Option<Yen>,
    /// How it is counted: 48事業所 × 21,000円.
    pub counted: String,
    /// The three: name, how it is counted, offices, cost, whether it is asked for.
    pub scenarios: Vec<DemandLine>,
    /// Facts of the year: name and value.
    pub achieved: Vec<(String, String)>,
    /// Programmes of the year: title, budget, received, granted, committed, paid.
    pub programmes: Vec<RequestProgramme>,
    /// By service: name, received, granted, amount.
    pub services: Vec<(String, String, String, String)>,
    /// The day on which the numbers stood so.
    pub as_of: NaiveDate,
    /// Who asks.
    pub contact: Contact,
}

/// One way of thinking about next year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemandLine {
    /// 低位・中位・高位.
    pub name: String,
    /// How it is counted.
    pub formula: String,
    /// How many offices.
    pub offices: u32,
    /// What they cost.
    pub cost: Option<Yen>,
    /// Whether it is asked for.
    pub asked: bool,
}

/// One programme of the year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestProgramme {
    /// Its title.
    pub title: String,
    /// 予算額.
    pub budget: Yen,
    /// 受付.
    pub received: u64,
    /// 交付決定.
    pub granted: u64,
    /// 決定額.
    pub committed: Yen,
    /// 支払額.
    pub paid: Yen,
}

impl BudgetRequest {
    /// Sets the paper. `made` goes into the file's properties.
    ///
    /// # Errors
    /// When the template fails; that is a fault of the program.
    pub fn render(&self, made: DateTime<Utc>, fonts: &Fonts) -> Result<Rendered, RenderError> {
        pdf::render(&TEMPLATE, &self.view(), made, fonts)
    }

    /// The name under which the paper is saved.
    pub fn file_name(&self) -> String {
        file_name(&["予算要求資料", &self.year])
    }

    fn view(&self) -> serde_json::Value {
        let Self {
            year,
            of_year,
            initiative,
            asked,
            counted,
            scenarios,
            achieved,
            programmes,
            services,
            as_of,
            contact,
        } = self;
        let money = |yen: Option<Yen>| yen.map_or_else(|| "計算できません".to_owned(), |yen| yen.to_string());
        json!({
            "title": format!("{year} 予算要求資料　{initiative}"),
            "body": contact.body,
            "year": year,
            "of_year": of_year,
            "initiative": initiative,
            "asked": money(*asked),
            "counted": counted,
            "scenarios": scenarios.iter().map(|line| json!({
                "name": line.name,
                "formula": line.formula,
                "offices": line.offices.to_string(),
                "cost": money(line.cost),
                "asked": line.asked,
            })).collect::<Vec<_>>(),
            "achieved": achieved.iter().map(|(name, value)| [name, value]).collect::<Vec<_>>(),
            "programmes": programmes.iter().map(|line| json!([
                line.title, line.budget.to_string(), line.received.to_string(), line.granted.to_string(),
                line.committed.to_string(), line.paid.to_string(),
            ])).collect::<Vec<_>>(),
            "services": services.iter().map(|(name, received, granted, yen)| [name, received, granted, yen])
                .collect::<Vec<_>>(),
            "as_of": format_date(*as_of),
            "desk": {
                "body": contact.body, "section": contact.section, "phone": contact.phone, "hours": contact.hours,
            },
        })
    }
}

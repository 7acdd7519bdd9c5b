//! The officer's programme form: every field of the rules, read at once, and filled again from rules.
//!
//! Who runs the programme and where it is come from the municipality, unless the form says otherwise. A field that was
//! added later and is not in a form stored before reads as what the rules said before it was there.

use super::{
    Attendance, Desk, Exclusions, Exhaustion, Form, FormName, Format, Frequency, LegalBasis, Location,
    MOST_POINTS, NoticeWording, PaperRule, PointsError, Procedure, ProgrammeField as Field,
    ProgrammeProblem as Problem, Rate, Reach, ReviewPoint, Rules, Stacking, Unit, Window, YearBy, most,
    parts::parse_days,
};
use crate::{
    awards::{Advance, AfterCancellation, MOST_ADVANCES, PlanError},
    fiscal_year::FiscalYear,
    form::Typed,
};
use chrono::NaiveDate;
use reader::Reader;

mod expenses;
mod fill;
mod lists;
mod reader;
mod windows;

/// Reads and fills the form.
#[derive(Debug)]
pub struct ProgrammeForm;

/// 単位, as it stands in the form.
pub const UNITS: [(&str, Unit); 4] = [
    ("office_number", Unit::OfficeNumber),
    ("corporation", Unit::Corporation),
    ("licence", Unit::Licence),
    ("linkage", Unit::Linkage),
];
/// 所在地の要件, as it stands in the form.
pub const REACHES: [(&str, Reach); 2] = [("inside", Reach::Inside), ("serves", Reach::Serves)];
/// What decides the fiscal year, as it stands in the form.
pub const YEARS_BY: [(&str, YearBy); 3] =
    [("payment", YearBy::Payment), ("application", YearBy::Application), ("start", YearBy::Start)];
const PROCEDURES: [(&str, Procedure); 3] =
    [("one_step", Procedure::OneStep), ("two_step", Procedure::TwoStep), ("consulted", Procedure::Consulted)];
/// Most years over which one may be paid.
const MOST_YEARS: u16 = 20;

impl ProgrammeForm {
    /// Reads the rules of a programme in a municipality, or says everything that is wrong at once.
    pub fn parse(typed: &Typed, location: &Location) -> Result<Rules, Vec<(Field, Problem)>> {
        let mut form = Reader { typed, problems: Vec::new() };
        let title = form.line(Field::Title, true);
        let sponsor = form.line(Field::Sponsor, false);
        let legal_basis = LegalBasis {
            name: form.line(Field::BasisName, true),
            number: form.line(Field::BasisNumber, false),
            articles: form.line(Field::BasisArticles, true),
        };
        let fiscal_year =
            form.read(Field::FiscalYear, |typed| FiscalYear::parse(typed).map_err(Problem::FiscalYear));
        let last_year = form.last_year(fiscal_year);
        let year_by = form.choice_or(Field::YearBy, &YEARS_BY, YearBy::Payment);
        let windows = form.windows(year_by.zip(fiscal_year));
        let unit = form.choice_or(Field::Unit, &UNITS, Unit::OfficeNumber);
        let frequency = form.frequency();
        let location = form.location(location);
        let reach = form.choice_or(Field::Reach, &REACHES, Reach::Inside);
        let exclusions = form.exclusions();
        let services = form.services();
        let expenses = form.expenses();
        let total_cap = form.total_cap(expenses.as_deref().unwrap_or_default());
        let aid_cap = form.aid_cap();
        let stacking = form.stacking();
        let documents = form.documents();
        let conditions = form.conditions(&documents);
        let documents = documents.into_iter().map(|(_, document)| document).collect();
        let attendance = form.days(Field::AttendedFrom, Field::AttendedUntil);
        let survey = form.days(Field::AnsweredFrom, Field::AnsweredUntil);
        let budget = form.amount(Field::Budget, false);
        let exhaustion = form.exhaustion();
        let procedure = form.choice(Field::Procedure, &PROCEDURES);
        let on_paper = form.on_paper();
        let (report_until, after_cancellation) = form.after_grant();
        let report_documents = form.report_documents();
        let advances = form.advances();
        let review_points = form.review_points();
        let standard_days = form.read(Field::StandardDays, |typed| {
            parse_days(typed).filter(|days| (1..=365).contains(days)).ok_or(Problem::Days)
        });
        let forms = form.forms();
        let notice = NoticeWording {
            symbol: form.line(Field::Symbol, true),
            sender: form.line(Field::Sender, true),
            terms: form.lines(Field::Terms),
        };
        let appeal = form.text(Field::Appeal);
        let desk = form.desk();
        // Everything that may be missing here has said so.
        let read = || {
            let (window, further_windows) = split(windows?)?;
            let (expense, further_expenses) = split(expenses?)?;
            Some(Rules {
                format: Format::V1,
                title,
                legal_basis,
                fiscal_year: fiscal_year?,
                window,
                unit: unit?,
                frequency: frequency?,
                location,
                services,
                expense,
                conditions,
                documents,
                budget: budget?,
                exhaustion: exhaustion?,
                procedure: procedure?,
                standard_days: standard_days?,
                notice,
                appeal,
                desk,
                sponsor,
                last_year,
                further_windows,
                further_expenses,
                total_cap,
                reach: reach?,
                exclusions,
                stacking: stacking?,
                year_by: year_by?,
                forms,
                on_paper: on_paper?,
                attendance,
                survey,
                report_until,
                report_documents,
                after_cancellation: after_cancellation?,
                advances,
                aid_cap,
                review_points,
            })
        };
        let rules = read();
        if let Some(rules) = &rules {
            form.hang_together(rules);
        }
        match rules {
            Some(rules) if form.problems.is_empty() => Ok(rules),
            Some(_) | None => Err(form.problems),
        }
    }
}

/// The first, and the others; nothing where there is none.
fn split<T>(mut rows: Vec<T>) -> Option<(T, Vec<T>)> {
    if rows.is_empty() {
        return None;
    }
    let first = rows.remove(0);
    Some((first, rows))
}

/// How a frequency stands in the form.
const fn frequency_code(frequency: Frequency) -> &'static str {
    match frequency {
        Frequency::OncePerFiscalYear => "once_per_fiscal_year",
        Frequency::OnceEver => "once_ever",
        Frequency::FirstYears(_) => "first_years",
    }
}

impl Reader<'_> {
    fn last_year(&mut self, first: Option<FiscalYear>) -> Option<FiscalYear> {
        if self.is_blank(Field::LastYear) {
            return None;
        }
        let last =
            self.read(Field::LastYear, |typed| FiscalYear::parse(typed).map_err(Problem::FiscalYear))?;
        if first.is_some_and(|first| last < first) {
            self.reject(Field::LastYear, Problem::LastYearBefore);
        }
        Some(last)
    }

    fn frequency(&mut self) -> Option<Frequency> {
        match self.typed.get(Field::Frequency.name()) {
            "" | "once_per_fiscal_year" => Some(Frequency::OncePerFiscalYear),
            "once_ever" => Some(Frequency::OnceEver),
            "first_years" => {
                let years = self.number(Field::Years, MOST_YEARS)?;
                u8::try_from(years).ok().map(Frequency::FirstYears)
            }
            _ => {
                self.reject(Field::Frequency, Problem::NotChosen);
                None
            }
        }
    }

    /// 対象地域: the municipality's own, unless the form names others.
    fn location(&mut self, own: &Location) -> Location {
        let name = self.line(Field::LocationName, false);
        let mut municipalities = Vec::new();
        let typed =
            self.typed.get(Field::Municipalities.name()).chars().take(reader::TEXT).collect::<String>();
        for word in
            typed.split(|c: char| c.is_whitespace() || "、，,".contains(c)).filter(|word| !word.is_empty())
        {
            match crate::municipality_code::MunicipalityCode::parse(word) {
                Ok(parsed) if municipalities.contains(&parsed.code) => {}
                Ok(parsed) => municipalities.push(parsed.code),
                Err(_) => {
                    let word = word.chars().take(20).collect();
                    self.reject(Field::Municipalities, Problem::Municipality(word));
                    break;
                }
            }
        }
        Location {
            name: if name.is_empty() { own.name.clone() } else { name },
            municipalities: if municipalities.is_empty() {
                own.municipalities.clone()
            } else {
                municipalities
            },
        }
    }

    fn stacking(&mut self) -> Option<Stacking> {
        match self.typed.get(Field::Stacking.name()) {
            "" | "forbidden" => Some(Stacking::Forbidden),
            "allowed" => Some(Stacking::Allowed),
            "co_funder" => {
                let name = self.line(Field::CoFunderName, true);
                let rate = self.read(Field::CoFunderRate, |typed| Rate::parse(typed).map_err(Problem::Rate));
                Some(Stacking::CoFunder { name, rate: rate? })
            }
            _ => {
                self.reject(Field::Stacking, Problem::NotChosen);
                None
            }
        }
    }

    fn desk(&mut self) -> Desk {
        Desk {
            section: self.line(Field::Section, true),
            phone: self.phone(),
            hours: self.line(Field::Hours, true),
        }
    }

    fn exclusions(&self) -> Exclusions {
        Exclusions {
            deemed: self.ticked(Field::ExcludesDeemed),
            support_centres: self.ticked(Field::ExcludesSupportCentres),
        }
    }

    /// Notes what fits by itself and not with the rest.
    fn hang_together(&mut self, rules: &Rules) {
        if rules.budget < most(rules) {
            self.reject(Field::Budget, Problem::BudgetBelowCap);
        }
        if rules.unit == Unit::Linkage && rules.expenses().all(super::Expense::is_paid) {
            self.reject(Field::Unit, Problem::NoLinkage);
        }
        if !rules.advances.is_empty() && rules.procedure == Procedure::OneStep {
            self.reject(Field::Advances, Problem::AdvancesInOneStep);
        }
        if rules.exhaustion == Exhaustion::ByScore && rules.review_points.is_empty() {
            self.reject(Field::ReviewPoints, Problem::NoPoints);
        }
    }

    /// 審査の着眼点, one on a line.
    fn review_points(&mut self) -> Vec<ReviewPoint> {
        let lines = self.lines(Field::ReviewPoints);
        ReviewPoint::list(&lines).unwrap_or_else(|error| {
            let problem = match error {
                PointsError::Line(number) => Problem::Point(number),
                PointsError::Twice(number) => Problem::PointTwice(number),
                PointsError::TooMany => Problem::TooMany(MOST_POINTS),
            };
            self.reject(Field::ReviewPoints, problem);
            Vec::new()
        })
    }

    /// 概算払・分割払, one on a line.
    fn advances(&mut self) -> Vec<Advance> {
        let lines = self.lines(Field::Advances);
        Advance::plan(&lines).unwrap_or_else(|error| {
            let problem = match error {
                PlanError::Line(number) => Problem::Advance(number),
                PlanError::TooMany => Problem::TooMany(MOST_ADVANCES),
                PlanError::AboveWhole => Problem::AdvancesAboveWhole,
            };
            self.reject(Field::Advances, problem);
            Vec::new()
        })
    }

    fn exhaustion(&mut self) -> Option<Exhaustion> {
        let policies = Exhaustion::ALL.map(|policy| (policy.code(), policy));
        self.choice_or(Field::Exhaustion, &policies, Exhaustion::Close)
    }

    fn on_paper(&mut self) -> Option<PaperRule> {
        let rules = PaperRule::ALL.map(|rule| (rule.code(), rule));
        self.choice_or(Field::OnPaper, &rules, PaperRule::Welcome)
    }

    /// 実績報告の期限, and what becomes of the place of an office whose grant is cancelled.
    fn after_grant(&mut self) -> (Option<NaiveDate>, Option<AfterCancellation>) {
        let until = (!self.is_blank(Field::ReportUntil)).then(|| self.date(Field::ReportUntil)).flatten();
        let places = AfterCancellation::ALL.map(|place| (place.code(), place));
        (until, self.choice_or(Field::AfterCancellation, &places, AfterCancellation::Locked))
    }

    /// Both days, or neither.
    fn days(&mut self, first: Field, last: Field) -> Option<Attendance> {
        if self.is_blank(first) && self.is_blank(last) {
            return None;
        }
        let (from, until): (Option<NaiveDate>, _) = (self.date(first), self.date(last));
        let (from, until) = (from?, until?);
        if from > until {
            self.reject(last, Problem::PeriodEmpty);
        }
        Some(Attendance { from, until })
    }

    fn forms(&mut self) -> Vec<FormName> {
        Form::ALL
            .into_iter()
            .filter_map(|form| {
                let line = self.line(Field::FormName(form), false);
                (!line.is_empty()).then(|| match line.split_once(char::is_whitespace) {
                    Some((number, title)) => {
                        FormName { form, number: number.to_owned(), title: title.trim().to_owned() }
                    }
                    None => FormName { form, number: String::new(), title: line },
                })
            })
            .collect()
    }
}

#[cfg(test)]
mod tests;

//! The officer's programme form: every field of the rules, read at once, and filled again from rules.
//!
//! Where the programme is and who runs it come from the municipality, not from the form.

use super::{
    Closing, Condition, Desk, Exhaustion, Expense, Format, Frequency, LegalBasis, Location, NoticeWording,
    Procedure, ProgrammeField as Field, ProgrammeProblem as Problem, Rate, RequiredDocument, Rounding, Rules,
    TaxBasis, Unit, Window,
    parts::{parse_days, parse_time, show_time},
    programme_field::{CONDITIONS, DOCUMENTS},
};
use crate::{
    fiscal_year::FiscalYear,
    form::Typed,
    money::{Yen, YenError},
    phone::Phone,
    service_type::ServiceType,
    text::{tidy_name, tidy_prose},
    wareki::{format_date, parse_date},
};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

/// Reads and fills the form.
#[derive(Debug)]
pub struct ProgrammeForm;

/// Most characters of one line.
const LINE: usize = 120;
/// Most characters of a sentence.
const SENTENCE: usize = 400;
/// Most characters of a text of several lines.
const TEXT: usize = 2_000;

impl ProgrammeForm {
    /// Reads the rules of a programme in a municipality, or says everything that is wrong at once.
    pub fn parse(typed: &Typed, location: &Location) -> Result<Rules, Vec<(Field, Problem)>> {
        let mut form = Reader { typed, problems: Vec::new() };
        let title = form.line(Field::Title, true);
        let legal_basis = LegalBasis {
            name: form.line(Field::BasisName, true),
            number: form.line(Field::BasisNumber, false),
            articles: form.line(Field::BasisArticles, true),
        };
        let fiscal_year =
            form.read(Field::FiscalYear, |typed| FiscalYear::parse(typed).map_err(Problem::FiscalYear));
        let window = form.window();
        let services = form.services();
        let expense = form.expense();
        let conditions = form.conditions();
        let documents = form.documents();
        let budget = form.amount(Field::Budget, false);
        if let (Some(budget), Some(expense)) = (budget, &expense)
            && budget < expense.cap
        {
            form.reject(Field::Budget, Problem::BudgetBelowCap);
        }
        let exhaustion = form.exhaustion();
        let procedure = form
            .choice(Field::Procedure, &[("one_step", Procedure::OneStep), ("two_step", Procedure::TwoStep)]);
        let standard_days = form.read(Field::StandardDays, |typed| {
            parse_days(typed).filter(|days| (1..=365).contains(days)).ok_or(Problem::Days)
        });
        let notice = NoticeWording {
            symbol: form.line(Field::Symbol, true),
            sender: form.line(Field::Sender, true),
            terms: form.lines(Field::Terms),
        };
        let appeal = form.text(Field::Appeal);
        let desk = Desk {
            section: form.line(Field::Section, true),
            phone: form.phone(),
            hours: form.line(Field::Hours, true),
        };
        match (fiscal_year, window, expense, budget, exhaustion, procedure, standard_days) {
            (
                Some(fiscal_year),
                Some(window),
                Some(expense),
                Some(budget),
                Some(exhaustion),
                Some(procedure),
                Some(standard_days),
            ) if form.problems.is_empty() => Ok(Rules {
                format: Format::V1,
                title,
                legal_basis,
                fiscal_year,
                window,
                unit: Unit::OfficeNumber,
                frequency: Frequency::OncePerFiscalYear,
                location: location.clone(),
                services,
                expense,
                conditions,
                documents,
                budget,
                exhaustion,
                procedure,
                standard_days,
                notice,
                appeal,
                desk,
            }),
            _ => Err(form.problems),
        }
    }

    /// The form as it reads for these rules.
    pub fn fill(rules: &Rules) -> Typed {
        let Rules {
            format: Format::V1,
            title,
            legal_basis,
            fiscal_year,
            window,
            unit: Unit::OfficeNumber,
            frequency: Frequency::OncePerFiscalYear,
            location: _,
            services,
            expense,
            conditions,
            documents,
            budget,
            exhaustion,
            procedure,
            standard_days,
            notice,
            appeal,
            desk,
        } = rules;
        let mut typed = Typed::default()
            .with("title", title)
            .with("basis_name", &legal_basis.name)
            .with("basis_number", &legal_basis.number)
            .with("basis_articles", &legal_basis.articles)
            .with("fiscal_year", fiscal_year.label())
            .with("opens_on", format_date(window.opens.date()))
            .with("opens_at", show_time(window.opens.time()))
            .with("closes_on", format_date(window.closes.date()))
            .with("closes_at", show_time(window.closes.time()))
            .with(
                "closing",
                match window.closing {
                    Closing::Inclusive => "inclusive",
                    Closing::Exclusive => "exclusive",
                },
            )
            .with("expense_name", &expense.name)
            .with("rate", expense.rate.to_string())
            .with("cap", expense.cap.grouped())
            .with("floor", expense.floor.grouped())
            .with("tax", expense.tax.code())
            .with("rounding", expense.rounding.code())
            .with("paid_from", format_date(expense.paid_from))
            .with("paid_until", format_date(expense.paid_until))
            .with("budget", budget.grouped())
            .with("exhaustion", exhaustion.code())
            .with(
                "procedure",
                match procedure {
                    Procedure::OneStep => "one_step",
                    Procedure::TwoStep => "two_step",
                },
            )
            .with("standard_days", standard_days.to_string())
            .with("symbol", &notice.symbol)
            .with("sender", &notice.sender)
            .with("terms", notice.terms.join("\n"))
            .with("appeal", appeal)
            .with("section", &desk.section)
            .with("phone", &desk.phone)
            .with("hours", &desk.hours);
        for service in services {
            typed = typed.with("service", service.code());
        }
        for (row, condition) in (1..).zip(conditions) {
            typed = typed
                .with(&format!("condition_{row}"), &condition.sentence)
                .with(&format!("condition_{row}_key"), &condition.key);
        }
        for (row, document) in (1..).zip(documents) {
            typed = typed
                .with(&format!("document_{row}_name"), &document.name)
                .with(&format!("document_{row}_shows"), &document.shows)
                .with(&format!("document_{row}_alternatives"), document.alternatives.join("\n"))
                .with(&format!("document_{row}_optional"), if document.optional { "yes" } else { "" })
                .with(&format!("document_{row}_key"), &document.key);
        }
        typed
    }
}

/// The form while it is read.
struct Reader<'a> {
    typed: &'a Typed,
    problems: Vec<(Field, Problem)>,
}

impl Reader<'_> {
    fn reject(&mut self, field: Field, problem: Problem) {
        self.problems.push((field, problem));
    }

    fn read<T>(&mut self, field: Field, parse: impl FnOnce(&str) -> Result<T, Problem>) -> Option<T> {
        parse(self.typed.get(field.name())).map_err(|problem| self.reject(field, problem)).ok()
    }

    fn line(&mut self, field: Field, required: bool) -> String {
        self.limited(field, required, LINE)
    }

    fn limited(&mut self, field: Field, required: bool, most: usize) -> String {
        let text = tidy_name(self.typed.get(field.name())).trim().to_owned();
        if required && text.is_empty() {
            self.reject(field, Problem::Missing);
        } else if text.chars().count() > most {
            self.reject(field, Problem::TooLong(most));
        }
        text
    }

    fn text(&mut self, field: Field) -> String {
        let text = tidy_prose(self.typed.get(field.name())).trim().to_owned();
        if text.chars().count() > TEXT {
            self.reject(field, Problem::TooLong(TEXT));
        }
        text
    }

    fn lines(&mut self, field: Field) -> Vec<String> {
        self.text(field)
            .lines()
            .map(|line| tidy_name(line).trim().to_owned())
            .filter(|line| !line.is_empty())
            .collect()
    }

    fn choice<T: Copy>(&mut self, field: Field, choices: &[(&str, T)]) -> Option<T> {
        self.read(field, |typed| {
            choices
                .iter()
                .find(|(code, _)| *code == typed)
                .map(|(_, choice)| *choice)
                .ok_or(Problem::NotChosen)
        })
    }

    /// 予算を超えたとき. A form of before there was a choice closed the reception.
    fn exhaustion(&mut self) -> Option<Exhaustion> {
        self.read(Field::Exhaustion, |typed| match typed {
            "" => Ok(Exhaustion::Close),
            code => Exhaustion::from_code(code).ok_or(Problem::NotChosen),
        })
    }

    fn date(&mut self, field: Field) -> Option<NaiveDate> {
        self.read(field, |typed| parse_date(typed).map(|parsed| parsed.date).map_err(Problem::Date))
    }

    fn time(&mut self, field: Field) -> Option<NaiveTime> {
        self.read(field, |typed| parse_time(typed).map_err(Problem::Time))
    }

    /// An amount; nothing typed is zero where `optional`, zero is refused where not.
    fn amount(&mut self, field: Field, optional: bool) -> Option<Yen> {
        self.read(field, |typed| match Yen::parse(typed) {
            Err(YenError::Missing) if optional => Ok(Yen::ZERO),
            Ok(Yen::ZERO) if !optional => Err(Problem::Nothing),
            Ok(yen) => Ok(yen),
            Err(error) => Err(Problem::Amount(error)),
        })
    }

    fn phone(&mut self) -> String {
        self.read(Field::Phone, |typed| {
            let parsed = Phone::parse(typed).map_err(Problem::Phone)?;
            let rest = parsed.rest.map(|rest| format!(" {rest}")).unwrap_or_default();
            Ok(format!("{}{rest}", parsed.phone))
        })
        .unwrap_or_default()
    }

    fn window(&mut self) -> Option<Window> {
        let moment =
            |date: Option<NaiveDate>, time: Option<NaiveTime>| Some(NaiveDateTime::new(date?, time?));
        let (opens_on, opens_at) = (self.date(Field::OpensOn), self.time(Field::OpensAt));
        let (closes_on, closes_at) = (self.date(Field::ClosesOn), self.time(Field::ClosesAt));
        let closing = self
            .choice(Field::Closing, &[("inclusive", Closing::Inclusive), ("exclusive", Closing::Exclusive)]);
        let window = Window {
            opens: moment(opens_on, opens_at)?,
            closes: moment(closes_on, closes_at)?,
            closing: closing?,
        };
        if !window.is_possible() {
            self.reject(Field::ClosesOn, Problem::WindowEmpty);
        }
        Some(window)
    }

    fn expense(&mut self) -> Option<Expense> {
        let name = self.line(Field::ExpenseName, true);
        let rate = self.read(Field::Rate, |typed| Rate::parse(typed).map_err(Problem::Rate));
        let cap = self.amount(Field::Cap, false);
        let floor = self.amount(Field::Floor, true);
        let tax = self.choice(Field::Tax, &TaxBasis::ALL.map(|tax| (tax.code(), tax)));
        let rounding =
            self.choice(Field::Rounding, &Rounding::ALL.map(|rounding| (rounding.code(), rounding)));
        let paid_from = self.date(Field::PaidFrom);
        let paid_until = self.date(Field::PaidUntil);
        if let (Some(cap), Some(rounding)) = (cap, rounding)
            && cap.get() % rounding.unit() != 0
        {
            self.reject(Field::Cap, Problem::CapNotRounded { unit: rounding.unit() });
        }
        if let (Some(cap), Some(floor)) = (cap, floor)
            && floor > cap
        {
            self.reject(Field::Floor, Problem::FloorAboveCap);
        }
        if let (Some(from), Some(until)) = (paid_from, paid_until)
            && from > until
        {
            self.reject(Field::PaidUntil, Problem::PeriodEmpty);
        }
        Some(Expense {
            name,
            rate: rate?,
            cap: cap?,
            floor: floor?,
            tax: tax?,
            rounding: rounding?,
            paid_from: paid_from?,
            paid_until: paid_until?,
        })
    }

    fn services(&mut self) -> Vec<ServiceType> {
        let mut services = Vec::new();
        for code in self.typed.all(Field::Services.name()).filter(|code| !code.is_empty()) {
            match ServiceType::from_code(code) {
                Some(service) if !services.contains(&service) => services.push(service),
                Some(_) => {}
                None => {
                    self.problems.push((Field::Services, Problem::UnknownService));
                    return services;
                }
            }
        }
        if services.is_empty() {
            self.reject(Field::Services, Problem::NoService);
        }
        services
    }

    /// The stored key of a row, or a new one that no other row has.
    fn key(&self, kind: &str, row: usize, rows: usize) -> String {
        let own = |row: usize| self.typed.get(&format!("{kind}_{}_key", row + 1));
        let valid = |key: &str| {
            !key.is_empty() && key.len() <= 40 && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
        };
        let key = own(row);
        if valid(key) && !(0..row).any(|earlier| own(earlier) == key) {
            return key.to_owned();
        }
        let letter = &kind[..1];
        let mut number = row + 1;
        while (0..rows).any(|other| own(other) == format!("{letter}{number}")) {
            number += rows;
        }
        format!("{letter}{number}")
    }

    fn conditions(&mut self) -> Vec<Condition> {
        (0..CONDITIONS)
            .filter_map(|row| {
                let sentence = self.limited(Field::Condition(row), false, SENTENCE);
                (!sentence.is_empty())
                    .then(|| Condition { key: self.key("condition", row, CONDITIONS), sentence })
            })
            .collect()
    }

    fn documents(&mut self) -> Vec<RequiredDocument> {
        (0..DOCUMENTS)
            .filter_map(|row| {
                let name = self.line(Field::DocumentName(row), false);
                let shows = self.limited(Field::DocumentShows(row), false, SENTENCE);
                let alternatives = self.lines(Field::DocumentAlternatives(row));
                if name.is_empty() {
                    if !shows.is_empty() || !alternatives.is_empty() {
                        self.reject(Field::DocumentName(row), Problem::DocumentWithoutName);
                    }
                    return None;
                }
                let optional = self.typed.get(&format!("document_{}_optional", row + 1)) == "yes";
                let key = self.key("document", row, DOCUMENTS);
                Some(RequiredDocument { key, name, shows, alternatives, optional })
            })
            .collect()
    }
}

#[cfg(test)]
mod tests;

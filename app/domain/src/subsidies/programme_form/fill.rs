//! The form as it reads for rules.

use super::{
    Field, PROCEDURES, ProgrammeForm, REACHES, UNITS, YEARS_BY, expenses::price_line, frequency_code,
    windows::CLOSINGS,
};
use crate::{
    awards::{Advance, AfterCancellation},
    fiscal_year::FiscalYear,
    form::Typed,
    money::Yen,
    subsidies::{
        Attendance, Basis, Condition, Expense, FormName, Format, Frequency, RequiredDocument, ReviewPoint,
        Rules, Stacking, Window, parts::show_time, report_documents,
    },
    wareki::format_date,
};
use chrono::NaiveDate;

/// How a choice stands in the form.
fn code<T: PartialEq>(choices: &[(&'static str, T)], chosen: &T) -> &'static str {
    choices.iter().find(|(_, choice)| choice == chosen).map_or("", |(code, _)| code)
}

impl ProgrammeForm {
    /// The form as it reads for these rules.
    pub fn fill(rules: &Rules) -> Typed {
        let Rules {
            format: Format::V1,
            title,
            legal_basis,
            fiscal_year,
            window: _,
            unit,
            frequency,
            location,
            services,
            expense: _,
            conditions,
            documents,
            budget,
            exhaustion,
            procedure,
            standard_days,
            notice,
            appeal,
            desk,
            sponsor,
            last_year,
            further_windows: _,
            further_expenses: _,
            total_cap,
            reach,
            exclusions,
            stacking,
            year_by,
            forms,
            on_paper,
            attendance,
            survey,
            report_until,
            report_documents: _,
            after_cancellation,
            advances,
            aid_cap,
            review_points,
        } = rules;
        let codes: Vec<_> = location.municipalities.iter().map(ToString::to_string).collect();
        let mut form = Filler(Typed::default());
        form.set(Field::Title, title);
        form.set(Field::BasisName, &legal_basis.name);
        form.set(Field::BasisNumber, &legal_basis.number);
        form.set(Field::BasisArticles, &legal_basis.articles);
        form.set(Field::Sponsor, sponsor);
        form.set(Field::FiscalYear, fiscal_year.label());
        form.set(Field::LastYear, last_year.map(FiscalYear::label).unwrap_or_default());
        for (row, window) in rules.windows().enumerate() {
            form.window(row, window);
        }
        form.set(Field::Unit, code(&UNITS, unit));
        form.frequency(*frequency);
        form.set(Field::LocationName, &location.name);
        form.set(Field::Municipalities, codes.join(" "));
        form.set(Field::Reach, code(&REACHES, reach));
        form.tick(Field::ExcludesDeemed, exclusions.deemed);
        form.tick(Field::ExcludesSupportCentres, exclusions.support_centres);
        for expense in rules.expenses() {
            form.expense(expense);
        }
        form.set(Field::TotalCap, total_cap.map(Yen::grouped).unwrap_or_default());
        if let Some(aid) = aid_cap {
            form.set(Field::AidYears, aid.years.to_string());
            form.set(Field::AidCap, aid.cap.grouped());
        }
        form.stacking(stacking);
        form.set(Field::YearBy, code(&YEARS_BY, year_by));
        for service in services {
            form.set(Field::Services, service.code());
        }
        for (row, document) in documents.iter().enumerate() {
            form.document(row, document);
        }
        for (row, condition) in conditions.iter().enumerate() {
            form.condition(row, condition, documents);
        }
        form.days((Field::AttendedFrom, Field::AttendedUntil), *attendance);
        form.days((Field::AnsweredFrom, Field::AnsweredUntil), *survey);
        form.set(Field::Budget, budget.grouped());
        form.set(Field::Exhaustion, exhaustion.code());
        form.set(Field::Procedure, code(&PROCEDURES, procedure));
        form.set(Field::OnPaper, on_paper.code());
        form.after_grant(*report_until, *after_cancellation);
        form.set(Field::ReportDocuments, report_documents::lines(rules));
        let advances: Vec<_> = advances.iter().map(Advance::line).collect();
        form.set(Field::Advances, advances.join("\n"));
        let points: Vec<_> = review_points.iter().map(ReviewPoint::line).collect();
        form.set(Field::ReviewPoints, points.join("\n"));
        form.set(Field::StandardDays, standard_days.to_string());
        form.forms(forms);
        form.set(Field::Symbol, &notice.symbol);
        form.set(Field::Sender, &notice.sender);
        form.set(Field::Terms, notice.terms.join("\n"));
        form.set(Field::Appeal, appeal);
        form.set(Field::Section, &desk.section);
        form.set(Field::Phone, &desk.phone);
        form.set(Field::Hours, &desk.hours);
        form.0
    }
}

/// The form while it is filled.
struct Filler(Typed);

impl Filler {
    fn named(&mut self, name: &str, value: impl Into<String>) {
        self.0 = std::mem::take(&mut self.0).with(name, value);
    }

    fn set(&mut self, field: Field, value: impl Into<String>) {
        self.named(field.name(), value);
    }

    fn tick(&mut self, field: Field, ticked: bool) {
        if ticked {
            self.set(field, "yes");
        }
    }

    fn window(&mut self, row: usize, window: &Window) {
        self.set(Field::OpensOn(row), format_date(window.opens.date()));
        self.set(Field::OpensAt(row), show_time(window.opens.time()));
        self.set(Field::ClosesOn(row), format_date(window.closes.date()));
        self.set(Field::ClosesAt(row), show_time(window.closes.time()));
        self.set(Field::Closing(row), code(&CLOSINGS, &window.closing));
    }

    fn document(&mut self, row: usize, document: &RequiredDocument) {
        let number = row + 1;
        self.set(Field::DocumentName(row), &document.name);
        self.set(Field::DocumentShows(row), &document.shows);
        self.set(Field::DocumentAlternatives(row), document.alternatives.join("\n"));
        self.set(Field::DocumentApplies(row), document.applies.code());
        self.named(&format!("document_{number}_optional"), if document.optional { "yes" } else { "" });
        self.named(&format!("document_{number}_key"), &document.key);
    }

    fn condition(&mut self, row: usize, condition: &Condition, documents: &[RequiredDocument]) {
        self.set(Field::Condition(row), &condition.sentence);
        self.set(Field::ConditionApplies(row), condition.applies.code());
        let shown_by = condition.evidence.as_ref().and_then(|key| {
            documents.iter().position(|document| document.key == *key).map(|place| (place + 1).to_string())
        });
        self.set(Field::ConditionEvidence(row), shown_by.unwrap_or_default());
        self.named(&format!("condition_{}_key", row + 1), &condition.key);
    }

    fn expense(&mut self, expense: &Expense) {
        let row = usize::from(expense.slot);
        self.set(Field::ExpenseName(row), &expense.name);
        match expense.basis {
            Basis::Cost => self.set(Field::Basis(row), "cost"),
            Basis::Linkage { yen, least } => {
                self.set(Field::Basis(row), "linkage");
                self.set(Field::LinkageYen(row), yen.grouped());
                self.set(Field::LinkageLeast(row), least.to_string());
            }
        }
        self.set(Field::Rate(row), expense.rate.to_string());
        self.set(Field::Cap(row), expense.cap.map(Yen::grouped).unwrap_or_default());
        self.tick(Field::NoCap(row), expense.cap.is_none());
        self.set(Field::Floor(row), expense.floor.grouped());
        self.set(Field::Tax(row), expense.tax.code());
        self.set(Field::Rounding(row), expense.rounding.code());
        self.set(Field::PaidFrom(row), format_date(expense.paid_from));
        self.set(Field::PaidUntil(row), format_date(expense.paid_until));
        let prices: Vec<_> = expense.prices.iter().map(price_line).collect();
        self.set(Field::Prices(row), prices.join("\n"));
        self.set(Field::ExpenseApplies(row), expense.applies.code());
    }

    fn forms(&mut self, forms: &[FormName]) {
        for FormName { form: which, number, title } in forms {
            let both = if number.is_empty() { title.clone() } else { format!("{number}　{title}") };
            self.set(Field::FormName(*which), both);
        }
    }

    fn after_grant(&mut self, report_until: Option<NaiveDate>, place: AfterCancellation) {
        self.set(Field::ReportUntil, report_until.map(format_date).unwrap_or_default());
        self.set(Field::AfterCancellation, place.code());
    }

    fn days(&mut self, (first, last): (Field, Field), days: Option<Attendance>) {
        if let Some(days) = days {
            self.set(first, format_date(days.from));
            self.set(last, format_date(days.until));
        }
    }

    fn frequency(&mut self, frequency: Frequency) {
        self.set(Field::Frequency, frequency_code(frequency));
        if let Frequency::FirstYears(years) = frequency {
            self.set(Field::Years, years.to_string());
        }
    }

    fn stacking(&mut self, stacking: &Stacking) {
        match stacking {
            Stacking::Forbidden => self.set(Field::Stacking, "forbidden"),
            Stacking::Allowed => self.set(Field::Stacking, "allowed"),
            Stacking::CoFunder { name, rate } => {
                self.set(Field::Stacking, "co_funder");
                self.set(Field::CoFunderName, name);
                self.set(Field::CoFunderRate, rate.to_string());
            }
        }
    }
}

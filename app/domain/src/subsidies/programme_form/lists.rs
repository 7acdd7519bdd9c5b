//! Services, conditions and documents: the lists of the form.

use super::{
    Field, Problem,
    reader::{Reader, SENTENCE},
};
use crate::{
    service_type::ServiceType,
    subsidies::{Applies, CONDITIONS, Condition, DOCUMENTS, RequiredDocument, report_documents},
};

impl Reader<'_> {
    pub(super) fn services(&mut self) -> Vec<ServiceType> {
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

    /// Conditions, each with the document of the form that shows it.
    pub(super) fn conditions(&mut self, documents: &[(usize, RequiredDocument)]) -> Vec<Condition> {
        (0..CONDITIONS)
            .filter_map(|row| {
                let sentence = self.limited(Field::Condition(row), false, SENTENCE);
                if sentence.is_empty() {
                    return None;
                }
                let applies = self.applies(Field::ConditionApplies(row)).unwrap_or(Applies::Everyone);
                let evidence = self.evidence(Field::ConditionEvidence(row), documents);
                Some(Condition { key: self.key("condition", row, CONDITIONS), sentence, applies, evidence })
            })
            .collect()
    }

    fn evidence(&mut self, field: Field, documents: &[(usize, RequiredDocument)]) -> Option<String> {
        let chosen = self.typed.get(field.name());
        if chosen.is_empty() {
            return None;
        }
        let row = chosen.parse::<usize>().ok();
        let found =
            documents.iter().find(|(own, _)| row == Some(own + 1)).map(|(_, document)| document.key.clone());
        if found.is_none() {
            self.reject(field, Problem::NoSuchDocument);
        }
        found
    }

    /// The documents of a completion report.
    pub(super) fn report_documents(&mut self) -> Vec<RequiredDocument> {
        let lines = self.lines(Field::ReportDocuments);
        report_documents::read(&lines).unwrap_or_else(|problem| {
            self.reject(Field::ReportDocuments, problem);
            Vec::new()
        })
    }

    /// Documents, each with its row.
    pub(super) fn documents(&mut self) -> Vec<(usize, RequiredDocument)> {
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
                let applies = self.applies(Field::DocumentApplies(row)).unwrap_or(Applies::Everyone);
                let key = self.key("document", row, DOCUMENTS);
                Some((row, RequiredDocument { key, name, shows, alternatives, optional, applies }))
            })
            .collect()
    }
}

//! 実績報告に付ける書類: what a completion report is shown by. A programme that says nothing asks for the usual two; in
//! its form each stands on a line of its own, with what must be seen in it.

use super::{Applies, DOCUMENTS, Procedure, ProgrammeProblem as Problem, RequiredDocument, Rules};

/// The mark behind the name of a document without which one may report.
const OPTIONAL: &str = "（任意）";
/// What parts the name from what must be seen.
const PARTS: [char; 2] = ['：', ':'];

impl Rules {
    /// The documents of a completion report, in their order.
    pub fn documents_of_report(&self) -> Vec<RequiredDocument> {
        if self.report_documents.is_empty() { usual() } else { self.report_documents.clone() }
    }

    /// The rules as a completion report asks by them: what it names was paid, whenever one applied.
    #[must_use]
    pub fn of_what_was_paid(&self) -> Self {
        Self { procedure: Procedure::OneStep, ..self.clone() }
    }
}

/// What is asked for where a programme says nothing else.
fn usual() -> Vec<RequiredDocument> {
    [
        (
            "report_payment",
            "支払いを確認できる書類",
            "支払った日、金額、支払先が分かるもの（領収書、振込の控え、国保連の支払明細など）",
            false,
        ),
        ("report_result", "事業の成果を確認できる書類", "利用を始めたことが分かる画面の写しなど", true),
    ]
    .map(|(key, name, shows, optional)| document(key, name, shows, optional))
    .into()
}

fn document(key: &str, name: &str, shows: &str, optional: bool) -> RequiredDocument {
    RequiredDocument {
        key: key.to_owned(),
        name: name.to_owned(),
        shows: shows.to_owned(),
        alternatives: Vec::new(),
        optional,
        applies: Applies::Everyone,
    }
}

/// The lines of the form.
pub(super) fn lines(rules: &Rules) -> String {
    let line = |document: RequiredDocument| {
        let mark = if document.optional { OPTIONAL } else { "" };
        let parted = if document.shows.is_empty() { "" } else { "：" };
        format!("{}{mark}{parted}{}", document.name, document.shows)
    };
    rules.documents_of_report().into_iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Reads the lines of the form; none where they are the usual ones.
pub(super) fn read(lines: &[String]) -> Result<Vec<RequiredDocument>, Problem> {
    if lines.len() > DOCUMENTS {
        return Err(Problem::TooMany(DOCUMENTS));
    }
    let usual = usual();
    let mut read: Vec<RequiredDocument> = Vec::new();
    for (place, line) in lines.iter().enumerate() {
        let (name, shows) = line.split_once(PARTS).unwrap_or((line.as_str(), ""));
        let name = name.trim();
        let plain = name.strip_suffix(OPTIONAL).or_else(|| name.strip_suffix("(任意)"));
        let (name, optional) = (plain.unwrap_or(name).trim(), plain.is_some());
        if name.is_empty() {
            return Err(Problem::DocumentWithoutName);
        }
        // What a document is called decides where its files are, so that a usual one keeps its place.
        let known = usual.iter().find(|one| one.name == name).map(|one| one.key.clone());
        let known = known.filter(|key| read.iter().all(|earlier| earlier.key != *key));
        let key = known.unwrap_or_else(|| format!("report_{}", place + 1));
        read.push(document(&key, name, shows.trim(), optional));
    }
    Ok(if read == usual { Vec::new() } else { read })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::subsidies::{ProgrammeField, ProgrammeForm, licence_fee_in_full, sample};

    fn rules(typed: &str) -> Result<Rules, Vec<(ProgrammeField, Problem)>> {
        let plain = licence_fee_in_full(&sample::city(), sample::r6());
        let form = ProgrammeForm::fill(&plain);
        let others = form.pairs().iter().filter(|(name, _)| name != "report_documents").cloned();
        let form: crate::form::Typed = others.collect();
        ProgrammeForm::parse(&form.with("report_documents", typed), &plain.location)
    }

    #[test]
    fn a_programme_that_says_nothing_asks_for_the_usual_two() {
        let plain = licence_fee_in_full(&sample::city(), sample::r6());
        assert_eq!(rules("").unwrap(), plain);
        assert_eq!(rules(&lines(&plain)).unwrap(), plain, "and so does the form as it was filled");
        let keys: Vec<_> =
            plain.documents_of_report().into_iter().map(|one| (one.key, one.optional)).collect();
        assert_eq!(keys, [("report_payment".to_owned(), false), ("report_result".to_owned(), true)]);
    }

    #[test]
    fn each_line_is_a_document_with_what_must_be_seen() {
        let typed = "支払いを確認できる書類\n送受信の画面の写し（任意）：連携先の名称が読めるもの\n実績表:月ごとの件数";
        let rules = rules(typed).unwrap();
        let read: Vec<_> = rules
            .documents_of_report()
            .into_iter()
            .map(|one| (one.key, one.name, one.shows, one.optional))
            .collect();
        let line = |key: &str, name: &str, shows: &str, optional| {
            (key.to_owned(), name.to_owned(), shows.to_owned(), optional)
        };
        assert_eq!(
            read,
            [
                line("report_payment", "支払いを確認できる書類", "", false),
                line("report_2", "送受信の画面の写し", "連携先の名称が読めるもの", true),
                line("report_3", "実績表", "月ごとの件数", false),
            ]
        );
        let again = ProgrammeForm::parse(&ProgrammeForm::fill(&rules), &rules.location);
        assert_eq!(again, Ok(rules));
    }

    #[test]
    fn a_line_without_a_name_or_too_many_of_them_are_refused() {
        let problem = |typed: &str| rules(typed).unwrap_err();
        assert_eq!(
            problem("：何が分かるか"),
            [(ProgrammeField::ReportDocuments, Problem::DocumentWithoutName)]
        );
        let many = ["書類"; DOCUMENTS + 1].join("\n");
        assert_eq!(problem(&many), [(ProgrammeField::ReportDocuments, Problem::TooMany(DOCUMENTS))]);
    }
}

//! 再提出で変わったところ: what an application says otherwise than when it was asked back the last time.

use super::case::Case;
use app::{
    messages::subsidies::{answer_typed, question_label, target},
    subsidies::review::ChangesView,
};

/// What changed since the last correction was asked for; none before it was answered, once the application is decided, and
/// where it was not kept how it was.
pub(super) fn of(case: &Case) -> Option<ChangesView> {
    let last = case.corrections.first().filter(|last| last.answered_at.is_some())?;
    let before = last.before.as_ref().filter(|_| case.application.stage.name().is_open())?;
    let rules = &case.version.rules;
    let answers = case.application.answers.changes(before).into_iter().map(|(field, was, is)| {
        (question_label(field, rules), answer_typed(field, &was, rules), answer_typed(field, &is, rules))
    });
    let files = case.files.iter().filter(|file| file.created_at > last.at).map(|file| {
        let document = rules.document(&file.document).map_or(&file.document, |document| &document.name);
        (format!("添付：{document}"), String::new(), file.name.clone())
    });
    Some(ChangesView {
        asked: last
            .request
            .items
            .iter()
            .map(|item| (target(&item.target, rules), item.sentence.as_str().to_owned()))
            .collect(),
        lines: answers.chain(files).collect(),
    })
}

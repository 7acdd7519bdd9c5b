//! What the register knows of an office, for the questions that ask it.

use domain::surveys::{Attribute, QuestionId, Questionnaire};
use std::collections::BTreeMap;
use store::offices::Office;

/// The words for each question that asks the register; nothing where it knows nothing.
pub(super) fn known(questionnaire: &Questionnaire, office: &Office) -> BTreeMap<QuestionId, String> {
    let asked =
        questionnaire.questions.iter().filter_map(|question| Some((question.id, question.attribute()?)));
    asked
        .map(|(id, attribute)| (id, words(attribute, office)))
        .filter(|(_, words)| !words.is_empty())
        .collect()
}

/// What it knows of one thing; may be empty.
pub(super) fn words(attribute: Attribute, office: &Office) -> String {
    let particulars = &office.particulars;
    match attribute {
        Attribute::Name => particulars.name.clone(),
        Attribute::Number => office.number.to_string(),
        Attribute::Corporation => particulars.corporation_name.clone(),
        Attribute::Services => {
            office.services.iter().map(|one| one.service.name()).collect::<Vec<_>>().join("、")
        }
        Attribute::Phone => particulars.phone.as_ref().map(ToString::to_string).unwrap_or_default(),
    }
}

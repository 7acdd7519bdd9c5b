//! What handed-in answers say about the office beyond being counted.

use super::{Answer, Answers, Meaning, Question, Questionnaire};
use crate::{adoption::AdoptionState, office_number::OfficeNumber, text::tidy_name};

/// What answers say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Said {
    /// The adoption state that was chosen.
    pub adoption: Option<AdoptionState>,
    /// Names of software as they were typed or chosen.
    pub software: Vec<String>,
    /// Offices with which plans are exchanged, as they were typed.
    pub partners: Vec<Partner>,
}

/// An office as it was typed into a line.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Partner {
    /// By its number.
    Number(OfficeNumber),
    /// By its name.
    Name(String),
}

/// What people write where there is nothing to name.
const NOTHING: [&str; 8] = ["なし", "無し", "無", "ない", "特になし", "なし。", "-", "ー"];

impl Questionnaire {
    /// What the answers say, of the questions that are shown.
    pub fn said(&self, answers: &Answers) -> Said {
        let mut said = Said::default();
        for question in self.visible(answers) {
            let (Some(meaning), Some(answer)) = (&question.meaning, answers.get(&question.id)) else {
                continue;
            };
            match meaning {
                Meaning::Adoption(states) => {
                    let chosen = states.iter().find(|(choice, _)| answer.has(**choice));
                    said.adoption = said.adoption.or(chosen.map(|(_, state)| *state));
                }
                Meaning::Software => said.software.extend(lines(question, answer)),
                Meaning::Partners => said.partners.extend(lines(question, answer).into_iter().map(partner)),
                Meaning::Reasons => {}
            }
        }
        said.partners.sort();
        said.partners.dedup();
        said
    }
}

/// The names in an answer: the words of what was chosen, or one a line.
fn lines(question: &Question, answer: &Answer) -> Vec<String> {
    let typed: Vec<String> = match answer {
        Answer::Choices { ids, other } => {
            let chosen = ids.iter().filter_map(|id| question.choice(*id)).map(|choice| choice.text.clone());
            chosen.chain(other.clone()).collect()
        }
        Answer::Text(text) => text.lines().map(tidy_name).collect(),
        Answer::Number(_) => Vec::new(),
    };
    typed.into_iter().filter(|name| !name.is_empty() && !NOTHING.contains(&name.as_str())).collect()
}

fn partner(line: String) -> Partner {
    match OfficeNumber::parse(&line) {
        Ok(parsed) => Partner::Number(parsed.number),
        Err(_) => Partner::Name(line),
    }
}

//! The answers of each task once they hold: parsed from the draft, all problems of a task at once.

use super::{AnswerField, AnswerProblem, Rules};
use crate::{
    email::Email,
    form::Typed,
    phone::Phone,
    text::{graphemes, tidy_name, tidy_prose},
};

pub(super) type Problems = Vec<(AnswerField, AnswerProblem)>;

/// 事業所の確認.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficeSection {
    /// What differs from the register, in the applicant's words, if anything does.
    pub difference: Option<String>,
}

/// 申請者・連絡先.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactSection {
    /// 法人名.
    pub corporation: String,
    /// 代表者の職名; empty where there is none.
    pub representative_title: String,
    /// 代表者の氏名.
    pub representative_name: String,
    /// 法人の所在地.
    pub address: String,
    /// 担当者の氏名.
    pub contact_name: String,
    /// 担当者の電話番号.
    pub phone: Phone,
    /// What was typed behind the number, such as an extension.
    pub extension: Option<String>,
    /// 担当者のメールアドレス; none where there is none and the application came on paper.
    pub email: Option<Email>,
}

/// 誓約・同意: keys of the conditions that were declared, all of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeclarationsSection {
    /// Keys of the conditions.
    pub declared: Vec<String>,
}

impl OfficeSection {
    /// Reads the answers of the task.
    pub fn parse(typed: &Typed) -> Result<Self, Problems> {
        match typed.get("office_correct") {
            "yes" => Ok(Self { difference: None }),
            "no" => {
                let difference = prose(typed.get("difference"));
                if difference.is_empty() {
                    Err(vec![(AnswerField::Difference, AnswerProblem::DifferenceMissing)])
                } else if graphemes(&difference) > LONG {
                    Err(vec![(AnswerField::Difference, AnswerProblem::TooLong)])
                } else {
                    Ok(Self { difference: Some(difference) })
                }
            }
            _ => Err(vec![(AnswerField::OfficeCorrect, AnswerProblem::NotChosen)]),
        }
    }
}

impl ContactSection {
    /// Reads the answers of the task. On paper the mail address may be missing, but not wrong.
    pub fn parse(typed: &Typed, on_paper: bool) -> Result<Self, Problems> {
        let mut problems = Vec::new();
        let corporation = name(typed, AnswerField::Corporation, true, &mut problems);
        let representative_title = name(typed, AnswerField::RepresentativeTitle, false, &mut problems);
        let representative_name = name(typed, AnswerField::RepresentativeName, true, &mut problems);
        let address = name(typed, AnswerField::Address, true, &mut problems);
        let contact_name = name(typed, AnswerField::ContactName, true, &mut problems);
        let phone = Phone::parse(typed.get(AnswerField::Phone.name()))
            .map(|parsed| (parsed.phone, parsed.rest))
            .map_err(|error| problems.push((AnswerField::Phone, AnswerProblem::Phone(error))));
        let email = match typed.get(AnswerField::Email.name()) {
            none if on_paper && none.trim().is_empty() => Ok(None),
            email => Email::parse(email).map(Some),
        }
        .map_err(|error| problems.push((AnswerField::Email, AnswerProblem::Email(error))));
        match (phone, email) {
            (Ok((phone, extension)), Ok(email)) if problems.is_empty() => Ok(Self {
                corporation,
                representative_title,
                representative_name,
                address,
                contact_name,
                phone,
                extension,
                email,
            }),
            _ => Err(problems),
        }
    }
}

impl DeclarationsSection {
    /// Reads the answers of the task: everything that the rules ask to be declared, and the consent.
    pub fn parse(typed: &Typed, rules: &Rules) -> Result<Self, Problems> {
        let mut problems = Vec::new();
        let declared: Vec<String> = typed.all(AnswerField::Declared.name()).map(str::to_owned).collect();
        let open = rules.conditions.iter().filter(|condition| !declared.contains(&condition.key)).count();
        if open > 0 {
            problems.push((AnswerField::Declared, AnswerProblem::NotDeclared { open }));
        }
        if typed.get(AnswerField::Consent.name()) != "yes" {
            problems.push((AnswerField::Consent, AnswerProblem::NoConsent));
        }
        if problems.is_empty() {
            let declared = rules.conditions.iter().map(|condition| condition.key.clone()).collect();
            Ok(Self { declared })
        } else {
            Err(problems)
        }
    }
}

/// Most characters of a name or an address.
const SHORT: usize = 120;
/// Most characters of a few sentences.
const LONG: usize = 1_000;

fn prose(typed: &str) -> String {
    tidy_prose(typed).trim().to_owned()
}

pub(super) fn name(typed: &Typed, field: AnswerField, required: bool, problems: &mut Problems) -> String {
    let text = tidy_name(typed.get(field.name())).trim().to_owned();
    if required && text.is_empty() {
        problems.push((field, AnswerProblem::Missing));
    } else if graphemes(&text) > SHORT {
        problems.push((field, AnswerProblem::TooLong));
    }
    text
}

//! What a city says on its page besides numbers, as an officer types it.

use crate::form::{Reader, Refusal, Typed, YES};

/// The fields of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// What stands above the numbers.
    Lead,
    /// Whom to ask.
    Contact,
    /// Under which terms the numbers may be used.
    Licence,
    /// Whether services are told apart.
    ByService,
    /// Whether voices are shown.
    WithVoices,
}

impl Field {
    /// Every one, in the order of the page.
    pub const ALL: [Self; 5] = [Self::Lead, Self::Contact, Self::Licence, Self::ByService, Self::WithVoices];

    /// The name of the posted field.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Lead => "lead",
            Self::Contact => "contact",
            Self::Licence => "licence",
            Self::ByService => "by_service",
            Self::WithVoices => "with_voices",
        }
    }
}

/// Why a field is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// Longer than is kept.
    #[error("more than {most} characters")]
    TooLong {
        /// The most characters.
        most: usize,
    },
    /// Nothing was chosen.
    #[error("nothing was chosen")]
    NotChosen,
}

impl Refusal for Problem {
    fn missing() -> Self {
        Self::NotChosen
    }
    fn too_long(most: usize) -> Self {
        Self::TooLong { most }
    }
}

/// Under which terms numbers may be used.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Licence {
    /// クリエイティブ・コモンズ 表示 4.0 国際.
    #[default]
    CcBy4,
    /// 公共データ利用規約（第1.0版）.
    Pdl1,
}

impl Licence {
    /// Both, in the order of a choice.
    pub const ALL: [Self; 2] = [Self::CcBy4, Self::Pdl1];

    /// The word stored and posted.
    pub const fn code(self) -> &'static str {
        match self {
            Self::CcBy4 => "cc_by_4",
            Self::Pdl1 => "pdl_1",
        }
    }
    /// Reads that word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|licence| licence.code() == code)
    }
    /// What it is called.
    pub const fn title(self) -> &'static str {
        match self {
            Self::CcBy4 => "クリエイティブ・コモンズ 表示 4.0 国際（CC BY 4.0）",
            Self::Pdl1 => "公共データ利用規約（第1.0版）（PDL1.0）",
        }
    }
    /// Where it stands.
    pub const fn url(self) -> &'static str {
        match self {
            Self::CcBy4 => "https://creativecommons.org/licenses/by/4.0/deed.ja",
            Self::Pdl1 => "https://www.digital.go.jp/resources/open_data/public_data_license_v1.0",
        }
    }
}

/// What a city says on its page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ProgressForm {
    /// What stands above the numbers; may be empty.
    pub lead: String,
    /// Whom to ask; the house's desk where it is empty.
    pub contact: String,
    /// Under which terms the numbers may be used.
    pub licence: Licence,
    /// Whether services are told apart.
    pub by_service: bool,
    /// Whether voices are shown whose office agreed to that.
    pub with_voices: bool,
}

/// The most characters of the lead, and of whom to ask.
const LEAD: usize = 600;
const CONTACT: usize = 120;

impl ProgressForm {
    /// What a city begins with.
    pub fn usual() -> Self {
        Self { by_service: true, with_voices: true, ..Self::default() }
    }

    /// Reads the form; all errors at once, in the order of the page.
    pub fn parse(typed: &Typed) -> Result<Self, Vec<(Field, Problem)>> {
        let mut reading = Reader::new(typed, Field::name);
        let lead = reading.prose(Field::Lead, LEAD);
        let contact = reading.line(Field::Contact, CONTACT);
        let licence = reading.chosen(Field::Licence, Licence::from_code, Problem::NotChosen);
        let (by_service, with_voices) = (reading.ticked(Field::ByService), reading.ticked(Field::WithVoices));
        reading.done(licence.map(|licence| Self { lead, contact, licence, by_service, with_voices }))
    }

    /// As the form would be typed.
    pub fn fill(&self) -> Typed {
        let yes = |yes: bool| if yes { YES } else { "" };
        Typed::default()
            .with(Field::Lead.name(), self.lead.clone())
            .with(Field::Contact.name(), self.contact.clone())
            .with(Field::Licence.name(), self.licence.code())
            .with(Field::ByService.name(), yes(self.by_service))
            .with(Field::WithVoices.name(), yes(self.with_voices))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_too_long_or_not_chosen_is_told() {
        let typed = Typed::default().with("lead", "あ".repeat(601)).with("contact", "い".repeat(121));
        assert_eq!(
            ProgressForm::parse(&typed),
            Err(vec![
                (Field::Lead, Problem::TooLong { most: 600 }),
                (Field::Contact, Problem::TooLong { most: 120 }),
                (Field::Licence, Problem::NotChosen),
            ])
        );
        assert_eq!(ProgressForm::parse(&ProgressForm::usual().fill()), Ok(ProgressForm::usual()));
    }

    proptest! {
        #[test]
        fn what_is_read_is_filled_and_read_again(
            lead in ".{0,80}", contact in ".{0,40}", by_service in any::<bool>(), pdl in any::<bool>(),
        ) {
            let licence = if pdl { Licence::Pdl1 } else { Licence::CcBy4 };
            let form = ProgressForm { lead, contact, licence, by_service, with_voices: !by_service };
            let read = ProgressForm::parse(&form.fill()).unwrap();
            prop_assert_eq!(ProgressForm::parse(&read.fill()), Ok(read));
        }
    }
}

//! What a federation keeps of one of its members: by which number it is called, and how many sessions it may have in a year.

use super::yearly;
use crate::{
    form::Typed,
    phone::{Phone, PhoneError},
};

/// A place in the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MemberField {
    /// 電話番号.
    Phone,
    /// Sessions of a year.
    Yearly,
}

impl MemberField {
    /// Name of the control.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Yearly => "yearly",
        }
    }
}

/// What is wrong with a field.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MemberProblem {
    /// Not a telephone number.
    #[error(transparent)]
    Phone(PhoneError),
    /// Not a number of sessions.
    #[error("not a number of sessions from 0 to {0}")]
    Sessions(u16),
}

/// The form, read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MemberForm {
    /// 電話番号; may be empty.
    pub phone: String,
    /// Sessions of a year; none where the rules say it.
    pub yearly: Option<u16>,
}

impl MemberForm {
    /// Reads the form.
    pub fn parse(typed: &Typed) -> Result<Self, Vec<(MemberField, MemberProblem)>> {
        let mut problems = Vec::new();
        let phone = match typed.get(MemberField::Phone.name()).trim() {
            "" => String::new(),
            phone => match Phone::parse(phone) {
                Ok(parsed) => parsed.phone.as_str().to_owned(),
                Err(error) => {
                    problems.push((MemberField::Phone, MemberProblem::Phone(error)));
                    String::new()
                }
            },
        };
        let yearly = yearly::parse(typed.get(MemberField::Yearly.name())).unwrap_or_else(|most| {
            problems.push((MemberField::Yearly, MemberProblem::Sessions(most)));
            None
        });
        if problems.is_empty() { Ok(Self { phone, yearly }) } else { Err(problems) }
    }

    /// Fills the form.
    pub fn fill(&self) -> Typed {
        Typed::default()
            .with(MemberField::Phone.name(), &*self.phone)
            .with(MemberField::Yearly.name(), self.yearly.map(|times| times.to_string()).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_member_is_read_as_it_is_filled_in_and_both_may_be_empty() {
        let typed = Typed::default().with("phone", "０７４１-００-４０００").with("yearly", "３回");
        let form = MemberForm::parse(&typed).expect("both fit");
        assert_eq!((form.phone.as_str(), form.yearly), ("0741-00-4000", Some(3)));
        assert_eq!(MemberForm::parse(&form.fill()), Ok(form));
        assert_eq!(MemberForm::parse(&Typed::default()), Ok(MemberForm::default()));
    }

    #[test]
    fn everything_that_is_wrong_is_told_at_once() {
        let problems = MemberForm::parse(&Typed::default().with("phone", "12").with("yearly", "たくさん"))
            .expect_err("neither fits");
        assert_eq!(problems.len(), 2);
    }
}

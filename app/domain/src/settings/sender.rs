//! 差出人と窓口: whose name stands under a notice, who answers, and what stands before a document number.
//!
//! A telephone number may carry an extension (内線); the reply address and the document prefix may stay empty.

use crate::{
    email::{Email, EmailError},
    form::Typed,
    phone::{Phone, PhoneError},
    text::{graphemes, tidy_name},
};

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SenderField {
    /// 首長名: みどり野市長　緑川　進.
    Head,
    /// 担当課.
    Department,
    /// 電話番号.
    Phone,
    /// 受付時間.
    Hours,
    /// 返信用メールアドレス.
    Email,
    /// 所在地.
    Address,
    /// 文書記号: みどり介.
    DocumentPrefix,
}

impl SenderField {
    /// Every field, in the order of the page.
    pub const ALL: [Self; 7] = [
        Self::Head,
        Self::Department,
        Self::Phone,
        Self::Hours,
        Self::Email,
        Self::Address,
        Self::DocumentPrefix,
    ];

    /// The name of the control.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Head => "head",
            Self::Department => "department",
            Self::Phone => "phone",
            Self::Hours => "hours",
            Self::Email => "email",
            Self::Address => "address",
            Self::DocumentPrefix => "document_prefix",
        }
    }

    /// The most characters, as people count them.
    pub const fn max(self) -> usize {
        match self {
            Self::DocumentPrefix => 20,
            Self::Phone => 40,
            Self::Head | Self::Department | Self::Hours => 60,
            Self::Address => 100,
            Self::Email => Email::MAX,
        }
    }
}

/// What is wrong with a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SenderProblem {
    /// Nothing was typed.
    Missing,
    /// So many characters, more than [`SenderField::max`].
    TooLong(usize),
    /// Not a telephone number.
    Phone(PhoneError),
    /// Not a mail address.
    Email(EmailError),
    /// 第 or 号 stands in the prefix; both are written by the program.
    NumberInPrefix,
}

/// 差出人と窓口.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sender {
    /// 首長名.
    pub head: String,
    /// 担当課.
    pub department: String,
    /// 電話番号, with an extension where one was typed.
    pub phone: String,
    /// 受付時間.
    pub hours: String,
    /// 返信用メールアドレス, or nothing.
    pub email: String,
    /// 所在地, or nothing.
    pub address: String,
    /// 文書記号, or nothing.
    pub document_prefix: String,
}

impl Sender {
    /// Reads the form; all that is wrong at once, in the order of the page.
    pub fn parse(typed: &Typed) -> Result<Self, Vec<(SenderField, SenderProblem)>> {
        let mut errors = Vec::new();
        let mut read = |field: SenderField| match value(field, typed.get(field.name())) {
            Ok(value) => value,
            Err(problem) => {
                errors.push((field, problem));
                String::new()
            }
        };
        let sender = Self {
            head: read(SenderField::Head),
            department: read(SenderField::Department),
            phone: read(SenderField::Phone),
            hours: read(SenderField::Hours),
            email: read(SenderField::Email),
            address: read(SenderField::Address),
            document_prefix: read(SenderField::DocumentPrefix),
        };
        if errors.is_empty() { Ok(sender) } else { Err(errors) }
    }

    /// The value of a field.
    pub fn get(&self, field: SenderField) -> &str {
        match field {
            SenderField::Head => &self.head,
            SenderField::Department => &self.department,
            SenderField::Phone => &self.phone,
            SenderField::Hours => &self.hours,
            SenderField::Email => &self.email,
            SenderField::Address => &self.address,
            SenderField::DocumentPrefix => &self.document_prefix,
        }
    }

    /// The form that gives this again.
    pub fn to_typed(&self) -> Typed {
        SenderField::ALL
            .into_iter()
            .fold(Typed::default(), |typed, field| typed.with(field.name(), self.get(field)))
    }
}

fn value(field: SenderField, typed: &str) -> Result<String, SenderProblem> {
    let text = tidy_name(typed);
    let text = match field {
        SenderField::Head | SenderField::Department => required(text)?,
        SenderField::Phone => {
            let parsed = Phone::parse(typed).map_err(SenderProblem::Phone)?;
            match parsed.rest {
                Some(rest) => format!("{}（{rest}）", parsed.phone.as_str()),
                None => parsed.phone.as_str().to_owned(),
            }
        }
        SenderField::Email if text.is_empty() => text,
        SenderField::Email => Email::parse(typed).map_err(SenderProblem::Email)?.as_str().to_owned(),
        SenderField::DocumentPrefix if text.contains(['第', '号']) => {
            return Err(SenderProblem::NumberInPrefix);
        }
        SenderField::Hours | SenderField::Address | SenderField::DocumentPrefix => text,
    };
    match graphemes(&text) {
        count if count > field.max() => Err(SenderProblem::TooLong(count)),
        _ => Ok(text),
    }
}

fn required(text: String) -> Result<String, SenderProblem> {
    if text.is_empty() { Err(SenderProblem::Missing) } else { Ok(text) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn form(pairs: &[(&str, &str)]) -> Typed {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn everything_that_is_wrong_is_told_at_once_in_the_order_of_the_page() {
        let errors =
            Sender::parse(&form(&[("phone", "03"), ("email", "kaigo"), ("document_prefix", "第1号")]))
                .expect_err("nothing fits");
        let fields: Vec<SenderField> = errors.iter().map(|(field, _)| *field).collect();
        assert_eq!(
            fields,
            [
                SenderField::Head,
                SenderField::Department,
                SenderField::Phone,
                SenderField::Email,
                SenderField::DocumentPrefix
            ]
        );
    }

    #[test]
    fn full_width_is_welcome_and_an_extension_stays() {
        let sender = Sender::parse(&form(&[
            ("head", "みどり野市長　緑川　進"),
            ("department", "介護保険課"),
            ("phone", "０７４１－００－１０００ 内線２１"),
            ("email", "ｋａｉｇｏ＠ｅｘａｍｐｌｅ．ｊｐ"),
        ]))
        .expect("good");
        assert_eq!(sender.phone, "0741-00-1000（内線21）");
        assert_eq!(sender.email, "kaigo@example.jp");
        assert_eq!(sender.head, "みどり野市長　緑川　進");
    }

    proptest! {
        #[test]
        fn what_was_accepted_is_accepted_again_unchanged(head in "[一-龠ぁ-ん　 ]{1,30}", prefix in "[一-龠]{0,10}") {
            let typed = form(&[("head", &head), ("department", "課"), ("phone", "0741-00-1000 内線21"), ("document_prefix", &prefix)]);
            if let Ok(sender) = Sender::parse(&typed) {
                prop_assert_eq!(Sender::parse(&sender.to_typed()), Ok(sender));
            }
        }
    }
}

//! Whom the federation calls about a request.

use crate::{
    accounts::{PersonName, PersonNameError},
    email::EmailError,
    form::{Reader, Refusal},
    phone::{Phone, PhoneError},
};
use serde::{Deserialize, Serialize};

/// Name, telephone, mail: as typed into the request, in normal form. Empty where the request came by telephone and
/// was not told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// 担当者名.
    pub name: String,
    /// 電話番号.
    pub phone: String,
    /// メールアドレス; empty where there is none.
    pub email: String,
}

impl Contact {
    /// Reads whom to call from three fields of a form; the mail address may be left empty.
    pub(crate) fn read<F, P>(reader: &mut Reader<'_, F, P>, (name, phone, email): (F, F, F)) -> Option<Self>
    where
        F: Copy + PartialEq,
        P: Refusal + From<PersonNameError> + From<PhoneError> + From<EmailError>,
    {
        let person = reader.keep(name, PersonName::parse(reader.get(name)));
        let called = reader.keep(phone, Phone::parse(reader.get(phone)));
        let written = reader.email(email);
        person.zip(called).map(|(person, called)| Self {
            name: person.as_str().to_owned(),
            phone: called.phone.as_str().to_owned(),
            email: written.map(|email| email.as_str().to_owned()).unwrap_or_default(),
        })
    }
}

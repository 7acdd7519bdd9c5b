//! Who was faster, when somebody was: whoever saves over what was changed meanwhile is told by whom, when, and what
//! differs. What was typed is kept (`kept_forms`).

use crate::error::Error;
use app::{
    errors::{ANOTHER, Conflict},
    when,
};
use chrono::{DateTime, Utc};
use domain::ids::AccountId;
use store::{
    Tx,
    events::{self, Recorded},
    members,
};
use uuid::Uuid;

/// Who changed a thing last and when, as far as both are known and may be told: somebody of another house, and who works
/// here no longer, has no name.
#[derive(Debug, Default)]
pub(crate) struct Faster {
    who: Option<String>,
    at: Option<DateTime<Utc>>,
}

impl Faster {
    /// Whoever did something to a thing last, as the chain of the house has it; what the program did by itself is nobody's.
    pub(crate) async fn last(tx: &Tx, subject: (&str, Uuid)) -> Result<Self, Error> {
        Self::of(tx, subject, |event| event.account.is_some()).await
    }

    /// Whoever did the last thing of those that concern the form.
    pub(crate) async fn of(
        tx: &Tx,
        (noun, id): (&str, Uuid),
        concerns: impl Fn(&Recorded) -> bool,
    ) -> Result<Self, Error> {
        match events::of_subject(tx, noun, id).await?.into_iter().rfind(concerns) {
            Some(last) => Self::by(tx, last.account, last.at).await,
            None => Ok(Self::default()),
        }
    }

    /// Whoever is kept with the thing itself.
    pub(crate) async fn by(tx: &Tx, account: Option<AccountId>, at: DateTime<Utc>) -> Result<Self, Error> {
        let known = match account {
            Some(account) => members::find(tx, account).await?,
            None => None,
        };
        Ok(Self { who: known.map(|member| member.account.name), at: Some(at) })
    }

    /// Somebody whose name is known already.
    pub(crate) fn named(who: &str, at: Option<DateTime<Utc>>) -> Self {
        Self { who: (!who.is_empty()).then(|| who.to_owned()), at }
    }

    /// Who it was where nobody is named.
    pub(crate) fn or(self, somebody: &str) -> Self {
        Self { who: self.who.or_else(|| Some(somebody.to_owned())), ..self }
    }

    /// When it was, as the thing itself says.
    pub(crate) fn at(self, at: DateTime<Utc>) -> Self {
        Self { at: Some(at), ..self }
    }

    /// When it was where nothing is known of that, as the thing itself says.
    pub(crate) fn or_at(self, at: DateTime<Utc>) -> Self {
        Self { at: self.at.or(Some(at)), ..self }
    }

    /// The page that tells it: of what, what they did, what differs, and where it stands as it is now.
    pub(crate) fn conflict(
        self,
        what: impl Into<String>,
        did: impl Into<String>,
        differences: Vec<(String, String, String)>,
        latest: String,
    ) -> Error {
        Error::Conflict(Box::new(Conflict {
            what: what.into(),
            who: self.who.unwrap_or_else(|| ANOTHER.to_owned()),
            when: self.at.map_or_else(|| "先ほど".to_owned(), when::moment),
            did: did.into(),
            differences,
            latest,
        }))
    }
}

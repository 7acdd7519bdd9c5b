//! Who asks: the demonstration's people, and three whose sessions have proved other things.

use crate::{
    accounts::officer_of_misaki,
    support::{Asker, World},
};
use domain::ids::{AccountId, SessionId};
use store::{Scope, accounts, sessions::Level};

/// The kinds of people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    Anonymous,
    Applicant,
    OtherApplicant,
    Clerk,
    Approver,
    Viewer,
    Administrator,
    OtherTenant,
    Federation,
    Prefecture,
    Central,
    Disabled,
    /// An officer of みさき町 with a password and an authenticator; demo people have neither.
    WithPassword,
    /// The same officer, who typed the password and not yet the authenticator's number.
    HalfSignedIn,
    /// An officer who typed a password and has no authenticator yet.
    Enrolling,
}

impl Who {
    pub const ALL: [Self; 15] = [
        Self::Anonymous,
        Self::Applicant,
        Self::OtherApplicant,
        Self::Clerk,
        Self::Approver,
        Self::Viewer,
        Self::Administrator,
        Self::OtherTenant,
        Self::Federation,
        Self::Prefecture,
        Self::Central,
        Self::Disabled,
        Self::WithPassword,
        Self::HalfSignedIn,
        Self::Enrolling,
    ];

    /// The demo person of this kind.
    const fn key(self) -> Option<&'static str> {
        match self {
            Self::Anonymous | Self::WithPassword | Self::HalfSignedIn | Self::Enrolling => None,
            Self::Applicant => Some("hidamari"),
            Self::OtherApplicant => Some("komorebi"),
            Self::Clerk => Some("clerk"),
            Self::Approver => Some("approver"),
            Self::Viewer => Some("viewer"),
            Self::Administrator => Some("administrator"),
            Self::OtherTenant => Some("misaki-clerk"),
            Self::Federation => Some("federation"),
            Self::Prefecture => Some("prefecture"),
            Self::Central => Some("central"),
            Self::Disabled => Some("clerk-two"),
        }
    }

    /// What their session has proved.
    const fn level(self) -> Level {
        match self {
            Self::WithPassword => Level::Full,
            Self::HalfSignedIn | Self::Enrolling => Level::Password,
            Self::Anonymous
            | Self::Applicant
            | Self::OtherApplicant
            | Self::Clerk
            | Self::Approver
            | Self::Viewer
            | Self::Administrator
            | Self::OtherTenant
            | Self::Federation
            | Self::Prefecture
            | Self::Central
            | Self::Disabled => Level::Demo,
        }
    }
}

/// The accounts of all kinds of people.
pub struct People(Vec<(Who, AccountId)>);

impl People {
    /// Finds the demonstration's people, adds the others, and disables whom the matrix wants disabled.
    pub async fn of(world: &World) -> Self {
        let tx = world.app.store.read(&Scope::system("test")).await.unwrap();
        let demo = accounts::demo_people(&tx).await.unwrap();
        drop(tx);
        let mut people = Vec::new();
        for who in Who::ALL {
            if let Some(key) = who.key() {
                let person = demo.iter().find(|person| person.demo_key.as_deref() == Some(key)).unwrap();
                people.push((who, person.id));
            }
        }
        let officer = officer_of_misaki(world, "kanae@misaki.example.jp", true).await;
        people.extend([(Who::WithPassword, officer), (Who::HalfSignedIn, officer)]);
        people.push((Who::Enrolling, officer_of_misaki(world, "shinya@misaki.example.jp", false).await));
        let people = Self(people);
        let tx = world.app.store.write(&Scope::system("test")).await.unwrap();
        let disabled = people.account(Who::Disabled).unwrap();
        accounts::set_disabled(&tx, disabled, Some(world.app.clock.now())).await.unwrap();
        tx.commit().await.unwrap();
        people
    }

    fn account(&self, who: Who) -> Option<AccountId> {
        self.0.iter().find(|(known, _)| *known == who).map(|(_, account)| *account)
    }

    /// A new browser of a person of this kind.
    pub async fn arrive(&self, world: &World, who: Who) -> Asker {
        match self.account(who) {
            Some(account) => world.signed_in(account, who.level()).await,
            None => world.anybody(),
        }
    }

    /// A session in another browser of the same person; of the clerk, where nobody is signed in.
    pub async fn elsewhere(&self, world: &World, who: Who) -> SessionId {
        let account = self.account(who).or_else(|| self.account(Who::Clerk)).unwrap();
        world.begin_session(account, who.level()).await.0
    }
}

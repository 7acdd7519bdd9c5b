//! What a link to a survey leads to: whose answer, of which version, and why it is not taken any more.

use super::{
    known,
    tokens::{self, Link},
};
use crate::{actor::Visitor, app::App, demos::desk, error::Error};
use app::{messages::surveys::not_open, paths, surveys::AnsweringView};
use domain::surveys::{Answers, Question};
use store::{
    Scope, Tx,
    offices::{self, Office},
    surveys::{
        self, Survey, Version,
        invitations::{self, Invitation},
        responses::{self, Response as Filled},
    },
};

/// Why its pages are read and written by nobody who signed in.
const WHY: &str = "a survey that is answered";

/// What a link leads to.
pub(super) struct Opened {
    pub token: String,
    pub survey: Survey,
    pub link: Link,
    pub invitation: Option<Invitation>,
    pub filled: Option<Filled>,
    /// What is asked: the version of what was begun, or the one that is answered now.
    pub version: Version,
    /// The office, as the register has it now.
    pub office: Option<Office>,
    /// Whether the office answered by another way, whose answer this link does not open.
    pub elsewhere: bool,
}

impl Opened {
    pub async fn of(app: &App, tx: &Tx, token: String) -> Result<Self, Error> {
        let link = tokens::link(&app.keys, &token).ok_or(Error::NotFound)?;
        let (survey, invitation, filled) = match link {
            Link::Invitation(id) => {
                let invitation = invitations::find(tx, id).await?.ok_or(Error::NotFound)?;
                let filled = responses::of_invitation(tx, id).await?;
                (invitation.survey, Some(invitation), filled)
            }
            Link::Everybody(id) => (id, None, None),
            Link::Response(id) => {
                let filled = responses::find(tx, id).await?.ok_or(Error::NotFound)?;
                (filled.survey, None, Some(filled))
            }
        };
        let survey = surveys::find(tx, survey).await?.ok_or(Error::NotFound)?;
        let number = filled.as_ref().map(|filled| filled.number).or(survey.current).ok_or(Error::NotFound)?;
        let version = surveys::version(tx, survey.id, number).await?.ok_or(Error::NotFound)?;
        if matches!(link, Link::Everybody(_)) && !survey.general {
            return Err(Error::NotFound);
        }
        let office = invitation.as_ref().and_then(|one| one.office);
        let office = match office.or(filled.as_ref().and_then(|filled| filled.office)) {
            Some(office) => offices::find(tx, office).await?,
            None => None,
        };
        let elsewhere = match &office {
            Some(office) if filled.is_none() && !survey.anonymous => {
                responses::of_office(tx, survey.id, office.id).await?.is_some()
            }
            Some(_) | None => false,
        };
        Ok(Self { token, survey, link, invitation, filled, version, office, elsewhere })
    }

    /// Why nothing is answered any more.
    pub fn refused(&self, app: &App) -> Option<String> {
        if let Err(why) = self.survey.state.accepts(self.survey.deadline, app.clock.today()) {
            return Some(not_open(why));
        }
        if self.elsewhere {
            return Some(
                "この事業所からは、ほかの方法ですでに回答が届いています。直すときは、担当へお問い合わせください"
                    .to_owned(),
            );
        }
        let used = self.invitation.as_ref().is_some_and(|one| one.answered_on.is_some());
        (self.survey.anonymous && used).then(|| {
            "このリンク・コードからの回答は送信済みです。無記名のため、開くことも直すこともできません"
                .to_owned()
        })
    }

    pub fn view(&self, visitor: &Visitor) -> AnsweringView {
        AnsweringView {
            slug: visitor.tenant.slug.clone(),
            municipality: visitor.tenant.name.clone(),
            desk: desk(&visitor.tenant),
            token: self.token.clone(),
            title: self.version.questionnaire.title.clone(),
        }
    }

    pub fn answers(&self) -> Answers {
        self.filled.as_ref().map(|filled| filled.draft.clone()).unwrap_or_default()
    }

    /// What the register knows for a question; of an anonymous survey only what tells nobody who answers.
    pub fn known(&self, question: &Question) -> Option<String> {
        let attribute = question.attribute().filter(|one| !self.survey.anonymous || !one.identifies())?;
        let known = known::words(attribute, self.office.as_ref()?);
        (!known.is_empty()).then_some(known)
    }

    /// Where one goes on: the first question that is not answered, or the summary.
    pub fn next_open(&self, slug: &str) -> String {
        let answers = self.answers();
        let open = self.version.questionnaire.visible(&answers).into_iter();
        match open.map(|question| question.id).find(|id| !answers.contains_key(id)) {
            Some(id) => paths::survey_answer_question(slug, &self.token, id),
            None => paths::survey_answer_check(slug, &self.token),
        }
    }
}

/// What a house shows to whoever has a link.
pub(super) fn reading(visitor: &Visitor) -> Scope {
    Scope::tenant_by_system(visitor.tenant.id, WHY)
}

/// The same, where something is kept.
pub(super) fn writing(visitor: &Visitor) -> Scope {
    visitor.visit.once(reading(visitor))
}

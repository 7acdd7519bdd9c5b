//! The last places are held for ten minutes before a registration is filled in, by a form of its own that asks for nothing but
//! how many come. What holds them is named by a token that the page writes: whoever loads it again, goes back or presses twice
//! holds the same places.

use super::{line, tokens};
use crate::{app::App, error::Error};
use app::{demos::HeldPlaces, paths};
use domain::{
    demos::{
        Admission, ComingField as Field, ComingProblem as Problem, LAST_PLACES, PLACE_HOLD, holds_first,
        people_to_hold,
    },
    form::Typed,
    ids::{PlaceHoldId, RegistrationId},
};
use serde::Deserialize;
use store::{
    Tx,
    demos::{
        coming::RegisterError,
        place_holds::{self, PlaceHold},
        registrations::{self, Registration},
        sessions::Session,
    },
};

/// Which places are held for whoever opens the form.
#[derive(Debug, Deserialize)]
pub struct Held {
    #[serde(default)]
    pub(super) hold: String,
}

/// How places stand for whoever fills in the form.
#[derive(Debug, Default)]
pub(super) struct Standing {
    /// Under which token the last ones are held first; none where the whole form is shown.
    pub first: Option<String>,
    /// What is held for them.
    pub held: Option<HeldPlaces>,
    /// Whether what was held for them had its time.
    pub lapsed: bool,
    /// Whether none are left because others fill in the form.
    pub others: bool,
    /// The page of the registration that was made with what was held.
    pub made: Option<String>,
}

impl Standing {
    /// As they stand for whoever has a token, or none.
    pub async fn of(app: &App, tx: &Tx, session: &Session, token: &str) -> Result<Self, Error> {
        let id = tokens::read_held(&app.keys, token);
        let found = match id {
            Some(id) => place_holds::find(tx, session, id).await?,
            None => None,
        };
        if let Some(PlaceHold { people, until, .. }) = found.filter(|found| found.until > app.clock.now()) {
            let held = HeldPlaces { token: token.to_owned(), people, until };
            return Ok(Self { held: Some(held), ..Self::default() });
        }
        let made = match id {
            Some(id) => registrations::find(tx, made_with(id)).await?,
            None => None,
        };
        let left = session.left();
        Ok(Self {
            first: holds_first(left).then(|| tokens::held(&app.keys, app.clock.id())),
            held: None,
            lapsed: id.is_some() && made.is_none(),
            others: left == 0 && place_holds::held(tx, session).await? > 0,
            made: made
                .filter(Registration::is_live)
                .map(|one| paths::coming(&tokens::coming(&app.keys, one.id))),
        })
    }

    /// The step before the form, again.
    pub fn first(token: String) -> Self {
        Self { first: Some(token), ..Self::default() }
    }

    /// The same for whoever sent the whole form: it is shown again, and not the step before.
    pub fn typed(self) -> Self {
        Self { first: None, ..self }
    }

    /// A form with the number of people for whom places are held.
    pub fn fill(&self, form: Typed) -> Typed {
        match &self.held {
            Some(held) => form.with(Field::People.name(), held.people.to_string()),
            None => form,
        }
    }
}

/// The registration that is made with what was held has its id: whoever goes back to the form finds it by the same token.
fn made_with(held: PlaceHoldId) -> RegistrationId {
    RegistrationId::from_uuid(held.uuid())
}

/// The id for a registration, with the places of a token given back to it; another one where that made one already.
pub(super) async fn to_register(
    app: &App,
    tx: &Tx,
    session: &Session,
    token: &str,
) -> Result<RegistrationId, Error> {
    let Some(held) = tokens::read_held(&app.keys, token) else { return Ok(app.clock.id()) };
    place_holds::release(tx, session, held).await?;
    let is_used = registrations::find(tx, made_with(held)).await?.is_some();
    Ok(if is_used { app.clock.id() } else { made_with(held) })
}

/// Holds what the step before asks for, and whether anything had to be held: where there are plenty, nothing has. Else the
/// problem to tell.
pub(super) async fn hold(
    app: &App,
    tx: Tx,
    (session, admission): (&Session, &Admission),
    typed: &Typed,
) -> Result<Result<bool, Problem>, Error> {
    let people = match people_to_hold(typed, admission.each) {
        Ok(people) => people,
        Err(problem) => return Ok(Err(problem)),
    };
    let Some(id) = tokens::read_held(&app.keys, typed.get(PLACE_HOLD)) else {
        return Ok(Ok(false));
    };
    if session.left() > LAST_PLACES {
        return Ok(Ok(false));
    }
    match place_holds::hold(&tx, session, (id, people), app.clock.now()).await {
        Ok(hold) => {
            line::look_at(app, &tx, session, hold.until).await?;
            tx.commit().await?;
            Ok(Ok(true))
        }
        Err(RegisterError::Full { left }) => Ok(Err(Problem::Full { left, waits: session.may_wait(people) })),
        Err(RegisterError::Stage(_)) => Ok(Ok(false)),
        Err(RegisterError::Already) => Err(Error::Internal("holding places registers nobody")),
        Err(RegisterError::Store(error)) => Err(error.into()),
    }
}

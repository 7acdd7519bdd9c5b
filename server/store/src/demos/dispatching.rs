//! Where a session stands while 国保中央会 is asked for a speaker.

use super::{
    ActError,
    sessions::{self, Session},
};
use crate::{Error, Tx};
use chrono::{DateTime, Utc};
use domain::demos::Stage;

/// A speaker was asked for: what is booked tentatively says so, what is confirmed stays as it is, and a request waits on.
pub async fn asked(tx: &Tx, session: &Session, now: DateTime<Utc>) -> Result<(), ActError> {
    match session.stage {
        Stage::Requested { .. } => Ok(()),
        _ => Ok(stand(tx, session, session.stage.clone().ask_dispatch(now)?, now).await?),
    }
}

/// It was answered: the date is held as before, and can be confirmed.
pub async fn settled(tx: &Tx, session: &Session, now: DateTime<Utc>) -> Result<(), Error> {
    match session.stage.clone().settle_dispatch(now) {
        Ok(stage) => stand(tx, session, stage, now).await,
        // Whatever else became of it meanwhile needs no answer.
        Err(_) => Ok(()),
    }
}

async fn stand(tx: &Tx, session: &Session, stage: Stage, now: DateTime<Utc>) -> Result<(), Error> {
    if stage.name() == session.stage.name() {
        return Ok(());
    }
    sessions::move_to(tx, session, &stage, false, now).await
}

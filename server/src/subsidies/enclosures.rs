//! Files that go with a message: judged, kept, examined and thrown away as the documents of an application are, and apart
//! from these.

use super::documents;
use crate::{app::App, error::Error, posted::UploadedFile};
use app::{
    messages::subsidies::{enclosed_no_more, enclosed_too_many, reason_error},
    subsidies::{ENCLOSED, MOST_ENCLOSED, MOST_ENCLOSED_IN_ALL},
};
use domain::{
    attachments::Kind,
    form::Typed,
    ids::{AccountId, ApplicationId, TenantId},
    subsidies::{Reason, ReasonError},
};
use store::{
    Tx, files as stored,
    subsidies::{
        applications::Application,
        attachments,
        messages::{self, Message},
    },
};

/// What the message says that is nothing but files.
const WORDS: &str = "ファイルを送りました。";

/// What is to be sent: words, files, or both.
pub(super) struct Sending {
    /// The words.
    pub body: String,
    /// The files that were chosen, each with what it is by its content.
    pub files: Vec<(UploadedFile, Kind)>,
}

/// What is wrong, each with its field.
pub(super) type Wrong = Vec<(&'static str, String)>;

/// How many files went with the messages about an application so far, from both sides.
pub(super) async fn sent(tx: &Tx, application: ApplicationId) -> Result<usize, Error> {
    Ok(attachments::of_messages(tx, application).await?.values().map(Vec::len).sum())
}

/// What is to be sent, or what is wrong with it. `field` is the box for the words, `what` its name; `sent` files went before.
pub(super) fn read(
    typed: &Typed,
    (field, what): (&'static str, &str),
    files: Vec<UploadedFile>,
    sent: usize,
) -> Result<Result<Sending, Wrong>, Error> {
    let mut errors = Vec::new();
    let files = judged(files, sent)?.map_err(|why| errors.push((ENCLOSED, why))).ok();
    let alone = files.as_ref().is_some_and(|files| !files.is_empty());
    let body = match Reason::parse(typed.get(field)) {
        Ok(body) => Some(body.into()),
        // A file can speak for itself; where it is refused, that is all there is to say.
        Err(ReasonError::Missing) if alone || files.is_none() => Some(WORDS.to_owned()),
        Err(error) => {
            errors.push((field, reason_error(what, error)));
            None
        }
    };
    Ok(match (body, files) {
        (Some(body), Some(files)) => Ok(Sending { body, files }),
        _ => Err(errors),
    })
}

/// The files, each with what it is by its content, or a sentence that says what to send instead.
fn judged(files: Vec<UploadedFile>, sent: usize) -> Result<Result<Vec<(UploadedFile, Kind)>, String>, Error> {
    let files: Vec<_> = files.into_iter().filter(|file| file.field == ENCLOSED).collect();
    if files.len() > MOST_ENCLOSED {
        return Ok(Err(enclosed_too_many()));
    }
    if !files.is_empty() && sent + files.len() > MOST_ENCLOSED_IN_ALL {
        return Ok(Err(enclosed_no_more()));
    }
    let several = files.len() > 1;
    let mut good = Vec::with_capacity(files.len());
    for file in files {
        let name = file.name.clone();
        match documents::judged(Some(file), 0)? {
            Ok(one) => good.push(one),
            Err(why) if several => return Ok(Err(format!("{name}：{why}"))),
            Err(why) => return Ok(Err(why)),
        }
    }
    Ok(Ok(good))
}

/// Puts the bytes of the files away, before the message is written.
pub(super) async fn keep(
    app: &App,
    tenant: TenantId,
    by: AccountId,
    files: Vec<(UploadedFile, Kind)>,
) -> Result<Vec<stored::File>, Error> {
    let mut kept = Vec::with_capacity(files.len());
    for (file, kind) in files {
        let media_type = kind.media_type();
        kept.push(app.storage.put(&app.clock, tenant, Some(by), &file.name, media_type, file.bytes).await?);
    }
    Ok(kept)
}

/// Sends a message with its files, and has the files examined.
pub(super) async fn send(
    app: &App,
    tx: &Tx,
    tenant: TenantId,
    application: &Application,
    message: &Message,
    kept: &[stored::File],
) -> Result<(), Error> {
    messages::add(tx, application, message).await?;
    let document = attachments::of_message(message.id);
    for file in kept {
        stored::add(tx, file).await?;
        documents::attach(app, tx, tenant, application.id, &document, file).await?;
    }
    Ok(())
}

//! What the desk has beside its applications: a flag, a list that is kept for everybody, a note, and a question to an
//! applicant that was answered.

use super::super::seed::find;
use crate::{app::App, error::Error};
use domain::{
    ids::{CaseMessageId, CaseNoteId, QueueViewId},
    subsidies::{Flag, NamedQueue, Owner, Queue, Reason, StageName, Stages},
};
use store::{
    Scope,
    subsidies::{
        applications, desk_views, flags,
        messages::{self, Message, Side},
        notes,
        queue::{self, List},
    },
};

const FLAG: &str = "要電話";

/// Adds the desk's part of the story.
pub async fn begin(app: &App) -> Result<(), Error> {
    let (tenant, clerk) = find(app, "midorino", "clerk").await?;
    let now = app.clock.now();
    let tx = app.store.write(&Scope::tenant(tenant, clerk)).await?;
    let mine = Queue { stages: Stages::One(StageName::UnderReview), owner: Owner::Mine, ..Queue::default() };
    let ids = queue::ids(&tx, &List { queue: &mine, asker: clerk, late: Vec::new() }, 0, 1).await?;
    let Some(id) = ids.first() else { return Ok(()) };
    let Some(application) = applications::find_to_change(&tx, *id).await? else { return Ok(()) };
    let flag = Flag::parse(FLAG).map_err(|_| Error::Internal("the story's flag is none"))?;
    flags::add(&tx, &application, &flag, clerk, now).await?;
    let note = Reason::parse("7月分の明細は月末に届くとのこと。届いたら宛名を確かめる。")
        .map_err(|_| Error::Internal("the story's note is none"))?;
    let note = notes::of(app.clock.id::<CaseNoteId>(), clerk, note, now);
    notes::add(&tx, &application, &note).await?;
    for (side, by, body) in [
        (
            Side::Office,
            clerk,
            "領収書の宛名が法人名と異なるようです。どちらのお名前で支払われたか、教えてください。",
        ),
        (Side::Applicant, application.account, "法人の口座から支払い、宛名だけが事業所名になっています。"),
    ] {
        let id: CaseMessageId = app.clock.id();
        let message = Message { id, side, by, at: now, body: body.to_owned(), read: None };
        messages::add(&tx, &application, &message).await?;
    }
    // The applicant has read the question; the answer waits for somebody.
    messages::read(&tx, application.id, Side::Applicant, application.account, now).await?;
    let named = NamedQueue {
        name: "電話で確かめる申請".to_owned(),
        shared: true,
        queue: Queue { flag: FLAG.to_owned(), stages: Stages::All, ..Queue::default() },
    };
    desk_views::add(&tx, app.clock.id::<QueueViewId>(), clerk, &named, now)
        .await?
        .map_err(|_| Error::Internal("the story's list cannot be kept"))?;
    Ok(tx.commit().await?)
}

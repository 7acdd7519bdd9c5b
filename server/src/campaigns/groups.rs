//! Segments that campaigns begin with: everybody, those of a segment without a mail address, those of a 圏域. They are saved
//! once and found again.

use crate::{app::App, error::Error};
use domain::{
    campaigns::ActivityKind,
    ids::SegmentId,
    offices::{MailAddress, NamedSegment, Segment},
};
use store::{
    Tx,
    offices::segments::{self, Saved},
};

/// What everybody is called.
const EVERYBODY: &str = "台帳のすべての事業所";
/// The most characters of a segment's name that another name is made of.
const NAME: usize = 40;

/// Whether an activity of this kind is for a segment.
pub(super) const fn has_audience(kind: ActivityKind) -> bool {
    kind.channel().is_some() || matches!(kind, ActivityKind::Mail)
}

/// The segment of everybody in the register.
pub(super) async fn everybody(app: &App, tx: &Tx) -> Result<SegmentId, Error> {
    of(app, tx, &Segment::default(), EVERYBODY).await
}

/// Those of a segment who have no mail address; none where the segment asks for an address.
pub(super) async fn without_mail(app: &App, tx: &Tx, saved: &Saved) -> Result<Option<SegmentId>, Error> {
    match saved.named.segment.mail {
        Some(MailAddress::Known) => Ok(None),
        Some(MailAddress::Unknown) => Ok(Some(saved.id)),
        None => {
            let filter = Segment { mail: Some(MailAddress::Unknown), ..saved.named.segment.clone() };
            let whole: String = saved.named.name.chars().take(NAME).collect();
            of(app, tx, &filter, &format!("{whole}（メールなし）")).await.map(Some)
        }
    }
}

/// The open offices of a 圏域.
pub(super) async fn of_district(app: &App, tx: &Tx, district: &str) -> Result<SegmentId, Error> {
    of(app, tx, &Segment::of_district(district), district).await
}

/// The segment with this filter: one that there is, or a new one of this name.
async fn of(app: &App, tx: &Tx, filter: &Segment, name: &str) -> Result<SegmentId, Error> {
    if let Some(known) = segments::all(tx).await?.into_iter().find(|saved| saved.named.segment == *filter) {
        return Ok(known.id);
    }
    let mut free = name.to_owned();
    let mut number = 2;
    while segments::is_named(tx, &free, None).await? {
        free = format!("{name} {number}");
        number += 1;
    }
    let id: SegmentId = app.clock.id();
    let named = NamedSegment { name: free, segment: filter.clone() };
    segments::add(tx, id, &named, app.clock.now()).await?;
    Ok(id)
}

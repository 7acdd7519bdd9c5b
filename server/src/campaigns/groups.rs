//! Segments that campaigns begin with: every open office, those of a segment without a mail address, those of a 圏域. They are
//! saved once and found again.

use crate::{
    app::App,
    error::Error,
    offices::choosing::{meaning, ready_one},
};
use domain::{
    campaigns::ActivityKind,
    ids::SegmentId,
    offices::{MailAddress, ReadySegment, Segment},
};
use store::{Tx, offices::segments::Saved};

/// The most characters of a segment's name that another name is made of.
const NAME: usize = 40;

/// Whether an activity of this kind is for a segment.
pub(super) const fn has_audience(kind: ActivityKind) -> bool {
    kind.channel().is_some() || matches!(kind, ActivityKind::Mail)
}

/// The segment of every open office.
pub(super) async fn everybody(app: &App, tx: &Tx) -> Result<SegmentId, Error> {
    ready_one(app, tx, ReadySegment::Open).await
}

/// Those of a segment who have no mail address; none where the segment asks for an address.
pub(super) async fn without_mail(app: &App, tx: &Tx, saved: &Saved) -> Result<Option<SegmentId>, Error> {
    match saved.named.segment.mail {
        Some(MailAddress::Known) => Ok(None),
        Some(MailAddress::Unknown) => Ok(Some(saved.id)),
        None => {
            let filter = Segment { mail: Some(MailAddress::Unknown), ..saved.named.segment.clone() };
            let whole: String = saved.named.name.chars().take(NAME).collect();
            meaning(app, tx, &filter, &format!("{whole}（メールなし）")).await.map(Some)
        }
    }
}

/// The open offices of a 圏域.
pub(super) async fn of_district(app: &App, tx: &Tx, district: &str) -> Result<SegmentId, Error> {
    meaning(app, tx, &Segment::of_district(district), district).await
}

//! 宛名ラベル for the offices of a mailing that have no mail address.

use super::load;
use crate::{actor::Reader, app::App, download, error::Error};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use documents::{AddressLabels, LabelSheet, PostalAddress};
use domain::{
    ids::{MailingId, OfficeId},
    mailings::{Exclusion, Outcome, Recipient},
};
use std::collections::HashMap;
use store::{Tx, mailings, offices};

/// How the sheets are cut; twelve labels unless the address says otherwise.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Cut {
    per: String,
    /// The first label of a used sheet.
    start: String,
}

/// The sheets, to print.
pub async fn show(
    reader: Reader,
    State(app): State<App>,
    Path((_, id)): Path<(String, MailingId)>,
    Query(Cut { per, start }): Query<Cut>,
) -> Result<Response, Error> {
    let tx = app.store.read(&reader.scope()).await?;
    let (mailing, segment) = load(&tx, id).await?;
    let addresses = match mailing.stage.name() {
        name if name.is_open() => {
            without_mail(&tx, &mailings::decide_for(&tx, &mailing, &segment).await?).await?
        }
        _ => of_sent(&tx, id).await?,
    };
    drop(tx);
    if addresses.is_empty() {
        return Err(Error::NotFound);
    }
    let labels = AddressLabels {
        purpose: mailing.text.subject,
        sender: reader.tenant.name.clone(),
        sheet: per.parse().ok().and_then(LabelSheet::of).unwrap_or(LabelSheet::Twelve),
        start: start.parse().unwrap_or(1),
        addresses,
    };
    let (name, now, fonts) = (labels.file_name(), app.clock.now(), app.fonts.clone());
    let made = tokio::task::spawn_blocking(move || labels.render(now, &fonts))
        .await
        .map_err(|_| Error::Internal("setting the labels was broken off"))?
        .map_err(|_| Error::Internal("the labels cannot be set"))?;
    Ok(download::file(&name, "application/pdf", made.pdf))
}

/// The postal addresses of those who would get no mail for want of an address, by office number.
pub(super) async fn without_mail(tx: &Tx, recipients: &[Recipient]) -> Result<Vec<PostalAddress>, Error> {
    let ids: Vec<_> = recipients
        .iter()
        .filter(|recipient| recipient.exclusion == Some(Exclusion::NoAddress))
        .map(|recipient| recipient.candidate.office)
        .collect();
    addresses(tx, &ids).await
}

/// The same of a mailing that was sent.
pub(super) async fn of_sent(tx: &Tx, id: MailingId) -> Result<Vec<PostalAddress>, Error> {
    let lines = mailings::lines(tx, id, Some(Outcome::NoAddress), 0, u64::from(u32::MAX)).await?;
    let ids: Vec<_> = lines.into_iter().map(|line| line.office).collect();
    addresses(tx, &ids).await
}

/// The postal addresses of offices, in their order; those whose address is not known are left out.
async fn addresses(tx: &Tx, ids: &[OfficeId]) -> Result<Vec<PostalAddress>, Error> {
    let mut known: HashMap<_, _> =
        offices::several(tx, ids).await?.into_iter().map(|office| (office.id, office.particulars)).collect();
    Ok(ids
        .iter()
        .filter_map(|id| known.remove(id))
        .filter(|particulars| !particulars.address.is_empty())
        .map(|particulars| PostalAddress {
            postal_code: particulars.postal_code.map(|code| code.to_string()).unwrap_or_default(),
            address: format!("{}\n{}", particulars.address, particulars.building).trim_end().to_owned(),
            name: particulars.name,
        })
        .collect())
}

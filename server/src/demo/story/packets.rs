//! The first and the last proposal of the story lie in one packet and wait for the approver; those between wait one by
//! one.

use super::past::Past;
use crate::{demo::seed::find, error::Error};
use domain::ids::ProgrammeId;
use store::{
    Scope,
    subsidies::{applications, proposals},
};

/// Puts the first and the last together.
pub async fn begin(past: &Past, programme: ProgrammeId) -> Result<(), Error> {
    let (tenant, _) = find(&past.app, "midorino", "clerk").await?;
    let waiting = {
        let tx = past.app.store.read(&Scope::tenant_by_system(tenant, "demo data")).await?;
        let mut waiting = Vec::new();
        for (id, proposal) in proposals::open(&tx).await? {
            let application = applications::find(&tx, id).await?.ok_or(Error::NotFound)?;
            if application.programme == programme {
                waiting.push((application.receipt, proposal.proposal.id.to_string()));
            }
        }
        waiting.sort();
        waiting
    };
    let [first, .., last] = waiting.as_slice() else { return Ok(()) };
    let mut typed = vec![
        ("title", "最近の受付分の交付決定について"),
        ("note", "2件とも、支払日と金額を書類で確かめました。"),
    ];
    typed.extend([first, last].map(|(_, id)| ("case", id.as_str())));
    let mut clerk = past.person("clerk").await?;
    clerk.post(&format!("/t/midorino/packets/new?programme={programme}"), &typed).await?;
    past.work().await
}

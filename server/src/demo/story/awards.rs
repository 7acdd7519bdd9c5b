//! One grant of last year is to be cancelled: its office has given its licence up, and an approver decides.

use super::past::Past;
use crate::{demo::seed::find, error::Error};
use domain::{awards::StageName, ids::ProgrammeId};
use store::{Scope, awards};

/// Proposes it.
pub async fn begin(past: &Past, programme: ProgrammeId) -> Result<(), Error> {
    let (tenant, _) = find(&past.app, "midorino", "clerk").await?;
    let found = {
        let tx = past.app.store.read(&Scope::tenant_by_system(tenant, "demo data")).await?;
        // The one that was not paid.
        let all = awards::of_programme(&tx, programme).await?;
        all.into_iter().find(|award| award.stage.name() == StageName::Payable)
    };
    let Some(award) = found else { return Ok(()) };
    let version = award.version.to_string();
    let typed = [
        ("version", version.as_str()),
        ("extent", "whole"),
        ("reason", "要綱第12条第1項第1号に該当するため（支払いの前にライセンスを解約した）。"),
        ("note", "電話で確認しました。まだ支払っていません。"),
    ];
    let mut clerk = past.person("clerk").await?;
    clerk.post(&format!("/t/midorino/awards/{}/cancellation", award.id), &typed).await?;
    past.work().await
}

//! What waits for each person of the demonstration, in a few words for their card.

use super::places::{DemoPersona, DemoRole};
use crate::{app::App, error::Error};
use domain::{
    accounts::Role,
    demos,
    dispatches::StageName as Asked,
    ids::AccountId,
    payments::RunState,
    subsidies::{StageName, Turn},
};
use store::{
    Scope, Tx, accounts,
    demos::sessions,
    dispatches::{self, Dispatch},
    handovers,
    home::{self, Waits},
    mailings,
    payments::runs,
    subsidies::applications,
    tenants::Tenant,
};

/// What waits, as 「未担当の申請 6件」; none where nothing does.
pub async fn of(
    app: &App,
    houses: &[Tenant],
    person: &DemoPersona,
    account: AccountId,
) -> Result<Option<String>, Error> {
    let (DemoRole::Staff { tenant: slug, .. } | DemoRole::Applicant { tenant: slug, .. }) = person.is;
    let house = houses.iter().find(|house| house.slug == slug).ok_or(Error::NotFound)?.id;
    let tx = app.store.read(&Scope::tenant_by_system(house, "what waits for a demo person")).await?;
    let counts = match person.is {
        DemoRole::Staff { roles, .. } => of_officer(&tx, roles, account).await?,
        DemoRole::Applicant { .. } => of_applicant(&tx, account).await?,
    };
    let words: Vec<_> = counts
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(what, count)| format!("{what} {count}件"))
        .collect();
    Ok((!words.is_empty()).then(|| words.join("、")))
}

async fn of_officer(tx: &Tx, roles: &[Role], account: AccountId) -> Result<Vec<(&'static str, u64)>, Error> {
    let mut counts = Vec::new();
    let waits: &[(&str, Waits)] = &[
        ("未担当の申請", Waits::Unowned),
        ("再提出された申請", Waits::Answered),
        ("審査中の申請", Waits::Review(account)),
    ];
    let decides = [("決裁待ちの申請", Waits::Decision(account))];
    let waits = if roles.contains(&Role::Clerk) { waits } else { &[] };
    let decides: &[_] = if roles.contains(&Role::Approver) { &decides } else { &[] };
    for (what, waits) in decides.iter().chain(waits) {
        counts.push((*what, home::waiting(tx, *waits, 1).await?.1));
    }
    if roles.contains(&Role::Administrator) {
        counts.push(("引き継ぎの要る仕事", handovers::stranded(tx).await?));
    }
    if roles.contains(&Role::Clerk) {
        counts.push(("書きかけのお知らせ", mailings::drafts(tx, account).await?.len() as u64));
        let house = tx.tenant()?;
        let asked = sessions::in_stage(tx, demos::StageName::Requested).await?;
        let to_decide = asked.iter().filter(|session| session.federation == house).count();
        counts.push(("デモ・説明会の依頼", to_decide as u64));
        let all = dispatches::all(tx).await?;
        let asked = |one: &&Dispatch| one.stage.name() == Asked::Asked && one.central == Some(house);
        counts.push(("講師派遣の依頼", all.iter().filter(asked).count() as u64));
    }
    if roles.contains(&Role::Approver) {
        let mut to_release = runs::under_way(tx).await?;
        to_release.retain(|run| run.state == RunState::Draft && run.by != account);
        counts.push(("承認待ちの支払データ", to_release.len() as u64));
        counts.push(("承認待ちの旅費", dispatches::to_approve(tx).await?.len() as u64));
        counts.push(("承認待ちのお知らせ", mailings::proposed(tx).await?.len() as u64));
    }
    Ok(counts)
}

async fn of_applicant(tx: &Tx, account: AccountId) -> Result<Vec<(&'static str, u64)>, Error> {
    let offices: Vec<_> =
        accounts::offices_of(tx, account).await?.into_iter().map(|(_, office)| office).collect();
    let applications = applications::of_offices(tx, &offices).await?;
    let of = |stage: StageName| {
        applications.iter().filter(|application| application.stage.name() == stage).count() as u64
    };
    let with_the_city =
        applications.iter().filter(|one| one.stage.name().turn() == Turn::Municipality).count() as u64;
    Ok(vec![
        ("補正の依頼", of(StageName::Returned)),
        ("書きかけの申請", of(StageName::Draft)),
        ("市が審査中の申請", with_the_city),
        ("交付決定", of(StageName::Granted)),
    ])
}

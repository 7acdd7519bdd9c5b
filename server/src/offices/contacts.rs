//! 連絡先の変更の申し出: an office proposes, an officer takes it into the register or not.

use super::OfficePath;
use crate::{
    actor::{Applicant, Keeper, Reader},
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    messages::offices as words,
    offices::{CONTACTS, ContactsPage, ProposalLine, ProposalsPage},
    paths,
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    accounts::Role,
    form::Typed,
    ids::OfficeId,
    offices::{Detail, Field, NewOffice, Problem, to_typed},
};
use elements::FormState;
use leptos::prelude::*;
use std::collections::BTreeMap;
use store::{
    Tx, accounts,
    offices::{
        self, Office,
        proposals::{self, Ended, Proposal},
    },
};

const TITLE: &str = "連絡先の変更を申し出る";

/// What an address may say.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    done: String,
}

/// The office as a form says it, with other contacts.
fn with_contacts(
    office: &Office,
    contact: impl Fn(Field) -> String,
) -> Result<NewOffice, Vec<(Field, Problem)>> {
    let services = office.services.iter().map(|service| service.service);
    let before = to_typed(Some(office.number), &office.particulars, services);
    let kept = before.pairs().iter().filter(|(name, _)| !CONTACTS.iter().any(|field| field.name() == name));
    let typed: Typed = kept.cloned().collect();
    let typed = CONTACTS.iter().fold(typed, |typed, field| typed.with(field.name(), contact(*field)));
    NewOffice::parse(&typed)
}

async fn own(applicant: &Applicant, tx: &Tx, office: OfficeId) -> Result<Office, Error> {
    if !applicant.speaks_for(office) {
        return Err(Error::NotFound);
    }
    offices::find(tx, office).await?.ok_or(Error::NotFound)
}

/// The form, with what the register has or what was proposed before.
pub async fn edit(
    applicant: Applicant,
    State(app): State<App>,
    page: Page,
    Path(OfficePath { office }): Path<OfficePath>,
) -> Result<Response, Error> {
    let tx = app.store.read(&applicant.scope()).await?;
    let office = own(&applicant, &tx, office).await?;
    let proposed = proposals::of_office(&tx, office.id).await?;
    drop(tx);
    let [phone, fax, email] = match &proposed {
        Some(Proposal { phone, fax, email, .. }) => [phone.clone(), fax.clone(), email.clone()],
        None => [Detail::Phone, Detail::Fax, Detail::Email]
            .map(|detail| office.particulars.get(detail).unwrap_or_default()),
    };
    let typed = Typed::default()
        .with(Field::Phone.name(), phone)
        .with(Field::Fax.name(), fax)
        .with(Field::Email.name(), email);
    let (slug, waits, id) = (applicant.tenant.slug.clone(), proposed.is_some(), office.id);
    let (name, form) = (office.particulars.name, FormState::filled(typed));
    Ok(page.ok(TITLE, move || view! { <ContactsPage slug office=id name waits form/> }))
}

/// Proposes what was typed.
pub async fn update(
    applicant: Applicant,
    State(app): State<App>,
    page: Page,
    Path(OfficePath { office }): Path<OfficePath>,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&applicant.scope()).await?;
    let office = own(&applicant, &tx, office).await?;
    let slug = applicant.tenant.slug.clone();
    let proposed = match with_contacts(&office, |field| typed.get(field.name()).to_owned()) {
        Ok(proposed) => proposed,
        Err(errors) => {
            let errors = errors
                .into_iter()
                .filter(|(field, _)| CONTACTS.contains(field))
                .map(|(field, problem)| (field.name(), words::problem(field, &problem)))
                .collect();
            let (form, id, name) = (FormState::rejected(typed, errors), office.id, office.particulars.name);
            return Ok(page.unprocessable(TITLE, move || {
                view! { <ContactsPage slug office=id name waits=false form/> }
            }));
        }
    };
    let text = |detail| proposed.particulars.get(detail).unwrap_or_default();
    let changed = [Detail::Phone, Detail::Fax, Detail::Email]
        .into_iter()
        .any(|detail| proposed.particulars.get(detail) != office.particulars.get(detail));
    if !changed {
        return Ok(see_other(&paths::my(&slug)));
    }
    let proposal = Proposal {
        id: app.clock.id(),
        office: office.id,
        phone: text(Detail::Phone),
        fax: text(Detail::Fax),
        email: text(Detail::Email),
        by: applicant.id(),
        at: app.clock.now(),
    };
    proposals::propose(&tx, &proposal).await?;
    tx.commit().await?;
    Ok(see_other(&paths::my_office_contacts(&slug, office.id)))
}

/// What offices propose, the oldest first.
pub async fn index(
    reader: Reader,
    State(app): State<App>,
    page: Page,
    Query(asked): Query<Asked>,
) -> Result<Response, Error> {
    let tx = app.store.read(&reader.scope()).await?;
    let open = proposals::open(&tx).await?;
    let ids: Vec<OfficeId> = open.iter().map(|proposal| proposal.office).collect();
    let known: BTreeMap<_, _> =
        offices::several(&tx, &ids).await?.into_iter().map(|office| (office.id, office)).collect();
    let mut lines = Vec::with_capacity(open.len());
    for proposal in open {
        let Some(office) = known.get(&proposal.office) else { continue };
        let by = accounts::find(&tx, proposal.by).await?.map(|account| account.name).unwrap_or_default();
        let now = |detail| office.particulars.get(detail).unwrap_or_default();
        let differences =
            [(Detail::Phone, proposal.phone), (Detail::Fax, proposal.fax), (Detail::Email, proposal.email)]
                .into_iter()
                .filter(|(detail, after)| now(*detail) != *after)
                .map(|(detail, after)| (words::detail(detail), now(detail), after))
                .collect();
        lines.push(ProposalLine {
            office: office.id,
            name: format!("{} {}", office.number, office.particulars.name),
            by,
            at: proposal.at,
            differences,
        });
    }
    drop(tx);
    let done = match asked.done.as_str() {
        "taken" => Some("台帳に反映しました"),
        "refused" => Some("申し出を見送りました"),
        "earlier" => Some("この申し出は、ほかの人が先に処理したか、事業所の内容が変わりました"),
        _ => None,
    };
    let slug = reader.tenant.slug.clone();
    let keeper = reader.has(Role::Clerk) || reader.has(Role::Administrator);
    Ok(page.ok("連絡先の変更の申し出", move || view! { <ProposalsPage slug lines keeper done/> }))
}

/// Takes a proposal into the register, or refuses it. Of two who decide, the first counts.
pub async fn decide(
    keeper: Keeper,
    State(app): State<App>,
    Path(OfficePath { office }): Path<OfficePath>,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let list = paths::office_proposals(&keeper.tenant.slug);
    let tx = app.store.write(&keeper.scope()).await?;
    let office = offices::find(&tx, office).await?.ok_or(Error::NotFound)?;
    let Some(proposal) = proposals::of_office(&tx, office.id).await? else {
        return Ok(see_other(&format!("{list}?done=earlier")));
    };
    let now = app.clock.now();
    let outcome = if typed.get("act") == "take" {
        let proposed = with_contacts(&office, |field| match field {
            Field::Phone => proposal.phone.clone(),
            Field::Fax => proposal.fax.clone(),
            _ => proposal.email.clone(),
        });
        let proposed = proposed.map_err(|_| Error::Internal("a checked proposal does not read back"))?;
        match offices::change(&tx, office.id, office.version, &proposed, &|| app.clock.id(), now).await {
            Ok(()) => proposals::end(&tx, &proposal, Ended::Taken, now).await.map(|()| "taken"),
            Err(error) => Err(error),
        }
    } else {
        proposals::end(&tx, &proposal, Ended::Refused, now).await.map(|()| "refused")
    };
    match outcome {
        Ok(done) => {
            tx.commit().await?;
            Ok(see_other(&format!("{list}?done={done}")))
        }
        Err(store::Error::Stale) => Ok(see_other(&format!("{list}?done=earlier"))),
        Err(error) => Err(error.into()),
    }
}

//! Putting proposals together: of one programme, none of which lies in another open packet.

use crate::{
    actor::{Clerk, Officer},
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
    subsidies::{
        review::{authority, views},
        work_mails,
    },
};
use app::{
    messages::subsidies::packet_problem,
    paths,
    subsidies::review::{NewPacketPage, OfferView},
};
use axum::{
    extract::{Query, State},
    response::Response,
};
use domain::{
    fiscal_year::FiscalYear,
    ids::{PacketId, ProgrammeId, ProposalId},
    money::Yen,
    subsidies::{PacketForm, ReceiptNumber},
};
use elements::FormState;
use leptos::prelude::*;
use serde::Deserialize;
use std::collections::BTreeMap;
use store::{
    Tx,
    subsidies::{
        applications::{self, Application},
        offices,
        packets::{self, NewPacket},
        programmes,
        proposals::{self, Proposal},
    },
};

const TITLE: &str = "起案をまとめる";

/// What the address may carry.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    programme: Option<ProgrammeId>,
}

/// The form.
pub async fn new(
    officer: Clerk,
    State(app): State<App>,
    Query(asked): Query<Asked>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let offered = Offered::find(&tx, asked.programme).await?;
    let offer = offered.view(&tx, &officer).await?;
    let form = FormState::empty();
    Ok(page.ok(TITLE, move || view! { <NewPacketPage offer form/> }))
}

/// Makes the packet, and writes to those who may decide it.
pub async fn create(
    officer: Clerk,
    State(app): State<App>,
    Query(asked): Query<Asked>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let offered = Offered::find(&tx, asked.programme).await?;
    let ids: Vec<_> = offered.cases.iter().map(|(_, proposal)| proposal.proposal.id).collect();
    let form = match (PacketForm::parse(&typed, &ids), offered.programme) {
        (Ok(form), Some(programme)) => (form, programme),
        (Err(problems), _) => {
            let errors = problems
                .into_iter()
                .map(|(field, problem)| (field.name(), packet_problem(field, problem)))
                .collect();
            let form = FormState::rejected(typed, errors);
            let offer = offered.view(&tx, &officer).await?;
            return Ok(page.unprocessable(TITLE, move || view! { <NewPacketPage offer form/> }));
        }
        (Ok(_), None) => return Err(Error::Internal("a packet of no programme")),
    };
    let (PacketForm { title, note, cases }, programme) = form;
    let id: PacketId = app.clock.id();
    let chosen: Vec<_> =
        offered.cases.iter().filter(|(_, proposal)| cases.contains(&proposal.proposal.id)).collect();
    let packet = NewPacket {
        id,
        programme,
        title,
        note,
        by: officer.id(),
        cases: chosen.iter().map(|(one, proposal)| (one.id, proposal.proposal.id)).collect(),
    };
    let number = packets::make(&tx, &packet, FiscalYear::of(app.clock.today()), app.clock.now()).await?;
    let amounts = chosen.iter().map(|(_, proposal)| authority::amount(&proposal.proposal.outcome));
    let total = Yen::checked_sum(amounts).unwrap_or(Yen::MAX);
    let waiting = work_mails::WaitingPacket {
        tenant: &officer.tenant,
        packet: id,
        number: format!("{}-起案-{number}", FiscalYear::of(app.clock.today()).short()),
        title: &packet.title,
        cases: chosen.len(),
    };
    work_mails::packet_awaiting_decision(&app, &tx, &waiting, officer.id(), total).await?;
    tx.commit().await?;
    app.wake.notify_one();
    Ok(see_other(&format!("{}?done=made", paths::packet(&officer.tenant.slug, id))))
}

/// What can be put together.
struct Offered {
    /// The programme that is shown; none where nothing waits.
    programme: Option<ProgrammeId>,
    /// Every programme of which something waits.
    programmes: Vec<(ProgrammeId, String)>,
    /// Its proposals.
    cases: Vec<(Application, Proposal)>,
}

impl Offered {
    async fn find(tx: &Tx, asked: Option<ProgrammeId>) -> Result<Self, Error> {
        let taken = packets::in_open_packets(tx).await?;
        let mut waiting: Vec<(Application, Proposal)> = Vec::new();
        for (id, proposal) in proposals::open(tx).await? {
            if taken.contains(&proposal.proposal.id) {
                continue;
            }
            if let Some(application) = applications::find(tx, id).await? {
                waiting.push((application, proposal));
            }
        }
        let mut programmes = Vec::new();
        for programme in programmes::all(tx).await? {
            if waiting.iter().any(|(one, _)| one.programme == programme.id) {
                programmes.push((programme.id, programme.title));
            }
        }
        let programme = programmes
            .iter()
            .map(|(id, _)| *id)
            .find(|id| Some(*id) == asked)
            .or_else(|| programmes.first().map(|(id, _)| *id));
        waiting.retain(|(one, _)| Some(one.programme) == programme);
        waiting.sort_by_key(|(one, _)| one.receipt);
        Ok(Self { programme, programmes, cases: waiting })
    }

    async fn view(&self, tx: &Tx, officer: &Officer) -> Result<OfferView, Error> {
        let slug = officer.tenant.slug.clone();
        let ids: Vec<_> = self.cases.iter().map(|(one, _)| one.office).collect();
        let names: BTreeMap<_, _> =
            offices::several(tx, &ids).await?.into_iter().map(|office| (office.id, office.name)).collect();
        let address = |id: ProgrammeId| format!("{}?programme={id}", paths::new_packet(&slug));
        let words = |application: &Application, proposal: &Proposal| -> (ProposalId, String) {
            let receipt = application.receipt.map(|receipt: ReceiptNumber| receipt.to_string());
            let office = names.get(&application.office).cloned().unwrap_or_default();
            let outcome = views::outcome(&proposal.proposal.outcome);
            (proposal.proposal.id, format!("{}　{office}　{outcome}", receipt.unwrap_or_default()))
        };
        Ok(OfferView {
            programmes: self
                .programmes
                .iter()
                .map(|(id, title)| (title.clone(), address(*id), Some(*id) == self.programme))
                .collect(),
            here: self.programme.map_or_else(|| paths::new_packet(&slug), address),
            cases: self.cases.iter().map(|(application, proposal)| words(application, proposal)).collect(),
            slug,
        })
    }
}

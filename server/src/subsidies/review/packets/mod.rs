//! S15 決裁のまとまり: proposals that are decided together, each with its own result; here or on paper.

pub mod deciding;
pub mod making;
pub mod papers;
pub mod recording;

use super::{authority, case::Case, version_of, views};
use crate::{
    actor::{Clerk, Officer, Reader},
    app::App,
    clock::in_japan,
    error::Error,
    faster::Faster,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    messages::subsidies::no_authority,
    paths,
    subsidies::review::{
        BudgetLine, PacketCaseView, PacketHead, PacketLine, PacketPage, PacketView, PacketsPage,
    },
    when,
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    accounts::Role,
    form::Typed,
    ids::{AccountId, PacketId, ProposalId},
    money::Yen,
    subsidies::{Entry, Outcome, Queue, StageName},
    wareki::format_date,
};
use leptos::prelude::*;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use store::{
    Tx, accounts,
    subsidies::{
        authority as kept, ledger,
        packets::{self, CaseResult, ClosingWay, Packet, PacketCase, State as PacketState},
        programmes,
        proposals::Proposal,
    },
};

/// What was just done, told once after a redirect.
#[derive(Debug, Default, Deserialize)]
pub struct Done {
    #[serde(default)]
    done: String,
}

/// Every packet.
pub async fn index(officer: Reader, State(app): State<App>, page: Page) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let names = accounts::names(&tx).await?;
    let slug = officer.tenant.slug.clone();
    let mut lines = Vec::new();
    for packet in packets::all(&tx).await? {
        let cases = packets::cases(&tx, packet.id).await?.len();
        lines.push(PacketLine {
            href: paths::packet(&slug, packet.id),
            number: number(&packet),
            title: packet.title.clone(),
            cases,
            made: format!("{}　{}", name(&names, packet.by), when::moment(packet.at)),
            open: packet.state == PacketState::Open,
            dissolved: packet.state == PacketState::Dissolved,
        });
    }
    let may_make = officer.has(Role::Clerk);
    Ok(page.ok("決裁のまとまり", move || view! { <PacketsPage slug packets=lines may_make/> }))
}

/// One packet.
pub async fn show(
    officer: Reader,
    State(app): State<App>,
    Path((_, id)): Path<(String, PacketId)>,
    Query(Done { done }): Query<Done>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let loaded = Loaded::find(&tx, id).await?;
    let open = loaded.packet.state == PacketState::Open;
    let waits = loaded.waiting().next().is_some();
    let decides = open && waits && officer.has(Role::Approver);
    let mut barred = None;
    if decides && let Err(why) = loaded.authority(&app, &tx, &officer).await? {
        barred = Some(no_authority(why, &authority::who_may(&tx, loaded.total()).await?));
    }
    let recorders = kept::recorders(&tx).await?;
    let view = PacketView {
        head: loaded.head(&officer),
        cases: loaded.views(&officer),
        budget: loaded.budget(&tx).await?,
        may_decide: decides && barred.is_none(),
        barred,
        may_record: open && waits && officer.has(Role::Clerk) && recorders.contains(&officer.id()),
        may_dissolve: open && officer.has(Role::Clerk),
        done: told(&done).map(str::to_owned),
    };
    let title = view.head.title.clone();
    Ok(page.ok(&title, move || view! { <PacketPage packet=view/> }))
}

/// Dissolves a packet: its cases can be decided one by one, or lie in another.
pub async fn dissolve(
    officer: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, PacketId)>,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let loaded = Loaded::find(&tx, id).await?;
    loaded.fresh(&tx, &slug, &typed).await?;
    packets::dissolve(&tx, &loaded.packet, app.clock.now()).await?;
    tx.commit().await?;
    Ok(see_other(&format!("{}?done=dissolved", paths::packet(&slug, id))))
}

fn told(done: &str) -> Option<&'static str> {
    match done {
        "made" => Some("まとめて決裁に回しました。"),
        "decided" => Some("決裁しました。決定通知書を作り、申請者に知らせます。"),
        "recorded" => Some("庁内の決裁を記録しました。決定通知書を作り、申請者に知らせます。"),
        "dissolved" => Some("まとめるのをやめました。申請は1件ずつ決裁できます。"),
        _ => None,
    }
}

/// 起案番号.
pub(super) fn number(packet: &Packet) -> String {
    format!("{}-起案-{}", packet.fiscal_year.short(), packet.number)
}

fn name(names: &BTreeMap<AccountId, String>, id: AccountId) -> String {
    names.get(&id).cloned().unwrap_or_else(|| "ほかの人".to_owned())
}

/// A packet with everything that lies in it.
pub(super) struct Loaded {
    /// The packet.
    pub packet: Packet,
    /// Its cases in the order of receipt, each with what became of it.
    pub cases: Vec<(PacketCase, Case)>,
    programme: String,
    basis: String,
    names: BTreeMap<AccountId, String>,
}

impl Loaded {
    /// The packet with this id.
    pub(super) async fn find(tx: &Tx, id: PacketId) -> Result<Self, Error> {
        Self::whole(tx, id, false).await
    }

    /// The same, for a change: nobody else changes its cases meanwhile.
    pub(super) async fn find_to_change(tx: &Tx, id: PacketId) -> Result<Self, Error> {
        Self::whole(tx, id, true).await
    }

    async fn whole(tx: &Tx, id: PacketId, to_change: bool) -> Result<Self, Error> {
        let packet = packets::find(tx, id).await?.ok_or(Error::NotFound)?;
        let programme = programmes::find(tx, packet.programme).await?.ok_or(Error::NotFound)?;
        let inside = packets::cases(tx, id).await?;
        let ids: Vec<_> = inside.iter().map(|case| case.application).collect();
        let mut found = Case::several(tx, &ids, to_change).await?;
        let mut cases = Vec::with_capacity(inside.len());
        for inside in inside {
            let case = found.remove(&inside.application).ok_or(Error::NotFound)?;
            cases.push((inside, case));
        }
        cases.sort_by_key(|(_, case)| case.receipt);
        let basis = cases.first().map_or_else(String::new, |(_, case)| {
            let basis = &case.version.rules.legal_basis;
            format!("{}{}", basis.name, basis.articles)
        });
        Ok(Self { packet, cases, programme: programme.title, basis, names: accounts::names(tx).await? })
    }

    /// Refuses a form that was made before somebody else's change.
    pub(super) async fn fresh(&self, tx: &Tx, slug: &str, typed: &Typed) -> Result<(), Error> {
        let version = version_of(typed)?;
        if self.packet.state == PacketState::Open && version == self.packet.version {
            return Ok(());
        }
        let faster = Faster::last(tx, ("packet", self.packet.id.uuid())).await?;
        let what = format!("{}　{}", number(&self.packet), self.packet.title);
        let latest = paths::packet(slug, self.packet.id);
        Err(faster.conflict(what, "この起案のまとまりを変えました", Vec::new(), latest))
    }

    /// The cases that can still be decided, with what is proposed: not what its applicant withdrew meanwhile.
    pub(super) fn waiting(&self) -> impl Iterator<Item = (&Case, &Proposal)> {
        self.cases.iter().filter_map(|(inside, case)| {
            let proposal = case.proposal()?;
            let waits = case.application.stage.name() == StageName::Proposed;
            (waits && inside.result.is_none() && proposal.proposal.id == inside.proposal)
                .then_some((case, proposal))
        })
    }

    /// The proposals that can still be decided.
    pub(super) fn proposals(&self) -> Vec<ProposalId> {
        self.waiting().map(|(_, proposal)| proposal.proposal.id).collect()
    }

    /// What is granted together: by this it is measured who may decide.
    pub(super) fn total(&self) -> Yen {
        let amounts = self.cases.iter().filter_map(|(inside, case)| {
            let proposal = case.proposals.iter().find(|one| one.proposal.id == inside.proposal)?;
            Some(authority::amount(&proposal.proposal.outcome))
        });
        Yen::checked_sum(amounts).unwrap_or(Yen::MAX)
    }

    /// Whether the officer may decide all of it: nothing of their own, and within their limit.
    pub(super) async fn authority(
        &self,
        app: &App,
        tx: &Tx,
        officer: &Officer,
    ) -> Result<Result<domain::subsidies::Authority, domain::subsidies::NoAuthority>, Error> {
        let mut proposers: Vec<_> = self.waiting().map(|(_, proposal)| proposal.proposal.by).collect();
        proposers.push(self.packet.by);
        authority::of(app, tx, officer, &proposers, self.total()).await
    }

    /// What stands at the head of its pages.
    pub(super) fn head(&self, officer: &Officer) -> PacketHead {
        let packet = &self.packet;
        let (decided, scan) = self.decided();
        PacketHead {
            slug: officer.tenant.slug.clone(),
            id: packet.id,
            version: packet.version,
            number: number(packet),
            title: packet.title.clone(),
            programme: self.programme.clone(),
            made: format!("{}　{}", name(&self.names, packet.by), when::moment(packet.at)),
            note: packet.note.clone(),
            open: packet.state == PacketState::Open,
            dissolved: packet.state == PacketState::Dissolved,
            decided,
            scan,
            total: self.total(),
        }
    }

    /// How it was decided, as facts; and whether there is a sheet.
    fn decided(&self) -> (Vec<(String, String)>, bool) {
        let PacketState::Decided(closing) = &self.packet.state else { return (Vec::new(), false) };
        let by = name(&self.names, closing.by);
        let on = ("決裁日".to_owned(), format_date(closing.on));
        match &closing.way {
            ClosingWay::Here { absent: None } => (vec![on, ("決裁者".to_owned(), by)], false),
            ClosingWay::Here { absent: Some(absent) } => {
                let whom = format!("{by}（代決：{}の不在のため）", name(&self.names, *absent));
                (vec![on, ("決裁者".to_owned(), whom)], false)
            }
            ClosingWay::Outside { by: decider, number, sheet: _ } => {
                let facts = [
                    ("決裁の方法", "庁内の決裁（紙・文書管理システム）".to_owned()),
                    ("決裁者", decider.clone()),
                    ("文書番号", number.clone()),
                    ("記録した人", format!("{by}　{}", when::moment(closing.at))),
                ];
                let facts = facts.map(|(label, value)| (label.to_owned(), value));
                (std::iter::once(on).chain(facts).collect(), true)
            }
        }
    }

    /// The cases as pages show them.
    pub(super) fn views(&self, officer: &Officer) -> Vec<PacketCaseView> {
        let waiting: BTreeSet<ProposalId> = self.proposals().into_iter().collect();
        let view = |(inside, case): &(PacketCase, Case)| {
            self.view(officer, inside, case, waiting.contains(&inside.proposal))
        };
        self.cases.iter().filter_map(view).collect()
    }

    fn view(
        &self,
        officer: &Officer,
        inside: &PacketCase,
        case: &Case,
        waits: bool,
    ) -> Option<PacketCaseView> {
        let proposed = case.proposals.iter().find(|one| one.proposal.id == inside.proposal)?;
        let outcome = &proposed.proposal.outcome;
        let reason = views::said(&proposed.proposal);
        let open = self.packet.state == PacketState::Open;
        let result = match inside.result {
            Some(CaseResult::Approved) => "決裁".to_owned(),
            Some(CaseResult::SentBack) => format!("差戻し：{}", inside.note),
            None if open && !waits => "取下げなどのため対象外".to_owned(),
            None if open => String::new(),
            None => "―".to_owned(),
        };
        Some(PacketCaseView {
            proposal: inside.proposal,
            receipt: case.receipt.to_string(),
            href: case.about(officer, Queue::default()).workspace(),
            office: case.office.name.clone(),
            outcome: views::outcome(outcome),
            amount: match outcome {
                Outcome::Grant { amount, .. } => Some(*amount),
                Outcome::Refuse { .. } => None,
            },
            reason,
            by: name(&self.names, proposed.proposal.by),
            result,
            waits,
        })
    }

    /// 予算額, 交付決定額, 確保, 残額: before and after all that waits is decided as proposed.
    pub(super) async fn budget(&self, tx: &Tx) -> Result<Vec<BudgetLine>, Error> {
        let before = ledger::balance(tx, self.packet.programme).await?;
        let after = self.waiting().fold(before, |sum, (case, proposal)| {
            let line = match &proposal.proposal.outcome {
                Outcome::Grant { amount, .. } => Entry::committed(case.application.amount, *amount),
                Outcome::Refuse { .. } => Entry::released(case.application.amount),
            };
            sum.after(&line).unwrap_or(sum)
        });
        Ok(vec![
            BudgetLine { label: "予算額", before: before.budget, after: after.budget },
            BudgetLine { label: "交付決定額", before: before.committed, after: after.committed },
            BudgetLine {
                label: "審査中の申請の確保額", before: before.reserved, after: after.reserved
            },
            BudgetLine { label: "残額", before: before.remaining(), after: after.remaining() },
        ])
    }

    /// A person's name.
    pub(super) fn name(&self, id: AccountId) -> String {
        name(&self.names, id)
    }

    /// 起案日.
    fn made_on(&self) -> chrono::NaiveDate {
        in_japan(self.packet.at).date_naive()
    }
}

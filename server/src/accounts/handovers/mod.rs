//! 引き継ぎ: whose work to whom, what was handed over before, and the way back.

mod confirmation;
mod sides;

pub use confirmation::{create, show};

use crate::{
    actor::Administrator,
    app::App,
    error::Error,
    faster::Faster,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    accounts::{HandoverLine, HandoversPage, HandoversView, Holder},
    errors::ANOTHER_ADMINISTRATOR,
    messages::{self, settings as words},
    paths,
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    accounts::{HandoverField, HandoverProblem},
    form::Typed,
    ids::{AccountId, HandoverId},
};
use elements::FormState;
use leptos::prelude::*;
use serde::Deserialize;
use sides::{GONE, able, judge, side, tell};
use store::{
    Tx,
    accounts::{self, Member},
    handovers::{self, Handover},
};

const TITLE: &str = "仕事の引き継ぎ";
/// How many handovers the first page shows.
const SHOWN: u64 = 20;

/// What the address may carry.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    from: String,
    #[serde(default)]
    done: String,
    #[serde(default)]
    pieces: usize,
}

impl Asked {
    fn told(&self) -> Option<String> {
        let Self { done, pieces, .. } = self;
        match done.as_str() {
            "handed" => Some(format!("{pieces}件を引き継ぎました。二人にメールでお知らせしました。")),
            "returned" => Some(format!("{pieces}件を元の人に戻しました。")),
            _ => None,
        }
    }
}

/// Who holds which work, and what was handed over before.
pub(super) async fn index(
    administrator: Administrator,
    State(app): State<App>,
    Query(asked): Query<Asked>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&administrator.scope()).await?;
    let view = HandoversView { told: asked.told(), ..all(&tx, &administrator).await? };
    let form = FormState::filled(Typed::default().with(HandoverField::From.name(), asked.from));
    Ok(page.ok(TITLE, move || view! { <HandoversPage view form/> }))
}

/// Leads to what would move, or says who cannot receive it.
pub(super) async fn choose(
    administrator: Administrator,
    State(app): State<App>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.read(&administrator.scope()).await?;
    let chosen = |field: HandoverField| {
        typed.get(field.name()).parse::<AccountId>().map_err(|_| (field, HandoverProblem::Nobody))
    };
    let errors = match (chosen(HandoverField::From), chosen(HandoverField::To)) {
        (Ok(from), Ok(to)) => match judge(&tx, from, to).await? {
            Ok(_) => return Ok(see_other(&paths::handover(&administrator.tenant.slug, from, to))),
            Err((field, sentence)) => vec![(field.name(), sentence)],
        },
        (from, to) => [from.err(), to.err()]
            .into_iter()
            .flatten()
            .map(|(field, problem)| (field.name(), words::handover(problem, "")))
            .collect(),
    };
    let view = all(&tx, &administrator).await?;
    let form = FormState::rejected(typed, errors);
    Ok(page.unprocessable(TITLE, move || view! { <HandoversPage view form/> }))
}

/// Gives back what the receiver still has, if the first can do the work (again).
pub(super) async fn give_back(
    administrator: Administrator,
    State(app): State<App>,
    Path((slug, id)): Path<(String, HandoverId)>,
    page: Page,
    Posted(_): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&administrator.scope()).await?;
    let handover = handovers::find_to_change(&tx, id).await?.ok_or(Error::NotFound)?;
    if let Some(at) = handover.returned_at {
        let faster = Faster::named(ANOTHER_ADMINISTRATOR, Some(at));
        let did = "この引き継ぎを元に戻しました";
        return Err(faster.conflict("仕事の引き継ぎ", did, Vec::new(), paths::handovers(&slug)));
    }
    // The work comes from the receiver; whether anything is left of it, giving back finds out.
    if let Err((_, sentence)) = able(&tx, &handover).await? {
        let refused = Some(format!("元に戻せません。{sentence}"));
        let view = HandoversView { refused, ..all(&tx, &administrator).await? };
        let form = FormState::empty();
        return Ok(page.unprocessable(TITLE, move || view! { <HandoversPage view form/> }));
    }
    let work = handovers::give_back(&tx, &handover, app.clock.now()).await?.unwrap_or_default();
    let pieces = work.pieces();
    if pieces > 0 {
        let (giver, receiver) = (side(&tx, handover.to).await?, side(&tx, handover.from).await?);
        tell(&app, &tx, &administrator, id, (&giver, &receiver), &work).await?;
    }
    tx.commit().await?;
    Ok(see_other(&format!("{}?done=returned&pieces={pieces}", paths::handovers(&slug))))
}

async fn all(tx: &Tx, administrator: &Administrator) -> Result<HandoversView, Error> {
    let members = accounts::members(tx).await?;
    let holders = handovers::holders(tx).await?;
    let done = handovers::latest(tx, SHOWN).await?;
    let ids = holders.keys().copied().chain(done.iter().flat_map(|one| [one.from, one.to, one.by]));
    let names = accounts::names_of(tx, ids).await?;
    let name = |id: AccountId| names.get(&id).cloned().unwrap_or_else(|| GONE.to_owned());
    let works = |id: AccountId| {
        members.iter().any(|member| member.account.id == id && member.account.disabled_at.is_none())
    };
    Ok(HandoversView {
        slug: administrator.tenant.slug.clone(),
        holders: holders
            .iter()
            .map(|(id, held)| Holder { id: *id, name: name(*id), away: !works(*id), held: held.clone() })
            .collect(),
        receivers: members.iter().map(receiver).collect(),
        done: done
            .into_iter()
            .map(|Handover { id, from, to, by, at, returned_at, pieces }| HandoverLine {
                id,
                from: name(from),
                to: name(to),
                by: name(by),
                at,
                returned_at,
                pieces,
            })
            .collect(),
        told: None,
        refused: None,
    })
}

/// A member as a choice: the name, and what they are here.
fn receiver(Member { account, roles }: &Member) -> (AccountId, String) {
    let roles: Vec<&str> = roles.iter().map(messages::role).collect();
    let state = if account.disabled_at.is_some() { "・停止中" } else { "" };
    (account.id, format!("{}（{}{state}）", account.name, roles.join("・")))
}

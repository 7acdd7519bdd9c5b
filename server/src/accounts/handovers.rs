//! 引き継ぎ: whose work to whom, what exactly moves, done in one transaction, told to both, and given back.

use crate::{
    actor::Administrator,
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    accounts::{HandoverLine, HandoverPage, HandoverView, HandoversPage, HandoversView, Holder},
    errors::Conflict,
    mails::handovers::Handed,
    messages::{self, settings as words},
    paths, when,
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    accounts::{HandoverField, HandoverProblem, Receiver, Roles},
    form::Typed,
    ids::{AccountId, HandoverId, MailId},
    subsidies::{Owner, Queue},
};
use elements::FormState;
use leptos::prelude::*;
use serde::Deserialize;
use store::{
    Tx,
    accounts::{self, Account, Member},
    handovers::{self, Handover},
    mails::{self, Class, Mail},
    subsidies::queue,
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

/// Both sides of a handover that can be done.
struct Sides {
    from: Side,
    to: Side,
    work: Vec<store::subsidies::applications::Application>,
}

/// One side: a name, and where to write, where the tenant knows them.
struct Side {
    id: AccountId,
    name: String,
    account: Option<Account>,
}

async fn side(tx: &Tx, id: AccountId) -> Result<Side, Error> {
    let account = accounts::find(tx, id).await?;
    let name = account.as_ref().map_or_else(|| GONE.to_owned(), |account| account.name.clone());
    Ok(Side { id, name, account })
}

/// The name of somebody who is no member any more.
const GONE: &str = "この自治体を離れた人";

/// What would move, or the field and the sentence why nothing would.
async fn judge(
    tx: &Tx,
    from: AccountId,
    to: AccountId,
) -> Result<Result<Sides, (HandoverField, String)>, Error> {
    let members = accounts::members(tx).await?;
    let (from, to) = (side(tx, from).await?, side(tx, to).await?);
    let work = handovers::work_of(tx, from.id).await?;
    let nobody = Roles::default();
    let member = members.iter().find(|member| member.account.id == to.id);
    let receiver = Receiver {
        id: to.id,
        roles: member.map_or(&nobody, |member| &member.roles),
        suspended: member.is_some_and(|member| member.account.disabled_at.is_some()),
    };
    Ok(match receiver.accepts(from.id, work.len()) {
        Ok(()) => Ok(Sides { from, to, work }),
        Err((field, problem)) => Err((field, words::handover(problem, &to.name))),
    })
}

/// What would move, to look over.
pub(super) async fn show(
    administrator: Administrator,
    State(app): State<App>,
    Path((slug, from, to)): Path<(String, AccountId, AccountId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&administrator.scope()).await?;
    let view = confirmation(&tx, slug, from, to, false).await?;
    Ok(page.ok(TITLE, move || view! { <HandoverPage view/> }))
}

async fn confirmation(
    tx: &Tx,
    slug: String,
    from: AccountId,
    to: AccountId,
    changed: bool,
) -> Result<HandoverView, Error> {
    let (work, refused) = match judge(tx, from, to).await? {
        Ok(sides) => (sides.work, None),
        Err((_, sentence)) => (handovers::work_of(tx, from).await?, Some(sentence)),
    };
    let (from, to) = (side(tx, from).await?, side(tx, to).await?);
    Ok(HandoverView {
        slug,
        from: (from.id, from.name),
        to: (to.id, to.name),
        counts: handovers::counts(&work),
        digest: handovers::digest(&work),
        refused,
        changed,
    })
}

/// Hands over exactly what was shown; where that changed meanwhile, nothing moves and it is shown again.
pub(super) async fn create(
    administrator: Administrator,
    State(app): State<App>,
    Path((slug, from, to)): Path<(String, AccountId, AccountId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&administrator.scope()).await?;
    let again = async |tx: &Tx, changed: bool| -> Result<Response, Error> {
        let view = confirmation(tx, slug.clone(), from, to, changed).await?;
        Ok(page.unprocessable(TITLE, move || view! { <HandoverPage view/> }))
    };
    let Ok(Sides { from: giver, to: receiver, work }) = judge(&tx, from, to).await? else {
        return again(&tx, false).await;
    };
    if typed.get("digest") != handovers::digest(&work) {
        return again(&tx, true).await;
    }
    let id: HandoverId = app.clock.id();
    match handovers::hand_over(&tx, id, (from, to), &work, app.clock.now()).await {
        Ok(()) => {}
        Err(store::Error::Stale) => {
            drop(tx);
            let tx = app.store.read(&administrator.scope()).await?;
            return again(&tx, true).await;
        }
        Err(error) => return Err(error.into()),
    }
    tell(&app, &tx, &administrator, id, (&giver, &receiver), work.len()).await?;
    tx.commit().await?;
    Ok(see_other(&format!("{}?done=handed&pieces={}", paths::handovers(&slug), work.len())))
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
        return Err(Error::Conflict(Box::new(Conflict {
            what: "仕事の引き継ぎ".to_owned(),
            who: "ほかの管理者".to_owned(),
            when: when::moment(at),
            did: "この引き継ぎを元に戻しました".to_owned(),
            differences: Vec::new(),
            latest: paths::handovers(&slug),
        })));
    }
    // The work comes from the receiver; whether anything is left of it, giving back finds out.
    if let Err((_, sentence)) = able(&tx, &handover).await? {
        let refused = Some(format!("元に戻せません。{sentence}"));
        let view = HandoversView { refused, ..all(&tx, &administrator).await? };
        let form = FormState::empty();
        return Ok(page.unprocessable(TITLE, move || view! { <HandoversPage view form/> }));
    }
    let pieces = handovers::give_back(&tx, &handover, app.clock.now()).await?.unwrap_or(0);
    if pieces > 0 {
        let (giver, receiver) = (side(&tx, handover.to).await?, side(&tx, handover.from).await?);
        tell(&app, &tx, &administrator, id, (&giver, &receiver), pieces).await?;
    }
    tx.commit().await?;
    Ok(see_other(&format!("{}?done=returned&pieces={pieces}", paths::handovers(&slug))))
}

async fn able(tx: &Tx, handover: &Handover) -> Result<Result<(), (HandoverField, String)>, Error> {
    let first = side(tx, handover.from).await?;
    let member = store::members::find(tx, handover.from).await?;
    let roles = member.as_ref().map(|member| member.roles.clone()).unwrap_or_default();
    let suspended = member.is_some_and(|member| member.account.disabled_at.is_some());
    let receiver = Receiver { id: handover.from, roles: &roles, suspended };
    Ok(receiver
        .accepts(handover.to, 1)
        .map_err(|(field, problem)| (field, words::handover(problem, &first.name))))
}

/// Writes to both sides, where the tenant knows an address.
async fn tell(
    app: &App,
    tx: &Tx,
    administrator: &Administrator,
    id: HandoverId,
    (giver, receiver): (&Side, &Side),
    pieces: usize,
) -> Result<(), Error> {
    let tenant = &administrator.tenant;
    let mine = Queue { owner: Owner::Mine, ..Queue::default() };
    let handed = Handed {
        municipality: &tenant.name,
        from: &giver.name,
        to: &receiver.name,
        pieces,
        url: &format!("{}{}", app.config.public_url, paths::queue(&tenant.slug, &mine)),
    };
    for (side, text) in [(receiver, handed.received()), (giver, handed.given())] {
        let Some((account, address)) =
            side.account.as_ref().and_then(|account| Some((account, account.email.clone()?)))
        else {
            continue;
        };
        let mail: MailId = app.clock.id();
        let mail = Mail {
            id: mail,
            tenant: tenant.id,
            class: Class::Statutory,
            recipient: address,
            recipient_name: account.name.clone(),
            sender_name: tenant.name.clone(),
            subject: text.subject,
            body: text.body,
            message_id: mail.to_string(),
            about: Some(("handover", id.uuid())),
            created_at: app.clock.now(),
        };
        mails::enqueue(tx, app.clock.id(), mail).await?;
    }
    Ok(())
}

async fn all(tx: &Tx, administrator: &Administrator) -> Result<HandoversView, Error> {
    let members = accounts::members(tx).await?;
    let holders = handovers::holders(tx).await?;
    let done = handovers::latest(tx, SHOWN).await?;
    let ids = holders.keys().copied().chain(done.iter().flat_map(|one| [one.from, one.to, one.by]));
    let names = queue::names(tx, ids).await?;
    let name = |id: AccountId| names.get(&id).cloned().unwrap_or_else(|| GONE.to_owned());
    let works = |id: AccountId| {
        members.iter().any(|member| member.account.id == id && member.account.disabled_at.is_none())
    };
    Ok(HandoversView {
        slug: administrator.tenant.slug.clone(),
        holders: holders
            .iter()
            .map(|(id, counts)| Holder {
                id: *id,
                name: name(*id),
                away: !works(*id),
                counts: counts.clone(),
            })
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

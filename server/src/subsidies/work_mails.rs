//! Mails to officers, within the change that makes something wait for them; one recipient each.

use super::review::authority as powers;
use crate::{app::App, error::Error, mail::letters};
use app::{
    mails::{
        MailText,
        review::{self, Work},
    },
    paths,
};
use domain::{
    accounts::Role,
    ids::{AccountId, ApplicationId, AwardId, PacketId, PayRunId, ProgrammeId},
    money::Yen,
    subsidies::{Queue, ReceiptNumber, StageName, Stages},
};
use store::{Tx, accounts, subsidies::authority, tenants::Tenant};

/// The application that waits.
pub(crate) struct Waiting<'a> {
    /// In which house.
    pub tenant: &'a Tenant,
    /// Which.
    pub application: ApplicationId,
    /// Its number.
    pub receipt: ReceiptNumber,
    /// Its programme's title.
    pub programme: &'a str,
    /// Whether it is about what follows the grant: the mail leads there.
    pub after_grant: bool,
}

/// 決裁待ち: to everybody who may decide so much, and whoever stands in for them today; who proposed never does.
pub(crate) async fn awaiting_decision(
    app: &App,
    tx: &Tx,
    waiting: &Waiting<'_>,
    proposer: AccountId,
    total: Yen,
) -> Result<(), Error> {
    let deciders = deciders(app, tx, proposer, total).await?;
    send(app, tx, waiting, deciders, review::awaiting_decision).await
}

/// A packet that waits.
pub(super) struct WaitingPacket<'a> {
    /// In which house.
    pub tenant: &'a Tenant,
    /// Which.
    pub packet: PacketId,
    /// 起案番号.
    pub number: String,
    /// 件名.
    pub title: &'a str,
    /// How many cases.
    pub cases: usize,
}

/// 決裁待ち of a packet: to everybody who may decide so much; who made it never does.
pub(super) async fn packet_awaiting_decision(
    app: &App,
    tx: &Tx,
    waiting: &WaitingPacket<'_>,
    maker: AccountId,
    total: Yen,
) -> Result<(), Error> {
    let WaitingPacket { tenant, packet, number, title, cases } = waiting;
    let url = app.address_of(&paths::packet(&tenant.slug, *packet));
    for person in deciders(app, tx, maker, total).await? {
        let text = review::packet_awaiting_decision(&review::PacketWork {
            name: &person.name,
            municipality: &tenant.name,
            number,
            title,
            cases: *cases,
            url: &url,
        });
        post(app, tx, tenant, person, text, Some(("packet", packet.uuid()))).await?;
    }
    Ok(())
}

/// 決裁待ち of many at once: one mail to everybody who may decide any of them, and not one each.
pub(super) async fn many_await_decision(
    app: &App,
    tx: &Tx,
    house: &Tenant,
    proposer: AccountId,
    count: usize,
    least: Yen,
) -> Result<(), Error> {
    let list = Queue { stages: Stages::One(StageName::Proposed), ..Queue::default() };
    let url = app.address_of(&paths::queue(&house.slug, &list));
    for person in deciders(app, tx, proposer, least).await? {
        let text = review::many_await_decision(&person.name, &house.name, count, &url);
        post(app, tx, house, person, text, None).await?;
    }
    Ok(())
}

/// 待機の打切り: to everybody who may decide it, with how many wait.
pub(super) async fn ending_awaits_decision(
    app: &App,
    tx: &Tx,
    house: &Tenant,
    (programme, title): (ProgrammeId, &str),
    proposer: AccountId,
    count: usize,
) -> Result<(), Error> {
    let url = app.address_of(&paths::waiting_end_decision(&house.slug, programme));
    for person in deciders(app, tx, proposer, Yen::ZERO).await? {
        let text = review::ending_awaits_decision(&person.name, &house.name, title, count, &url);
        post(app, tx, house, person, text, None).await?;
    }
    Ok(())
}

/// 差戻し of 待機の打切り: to whoever proposed it.
pub(super) async fn ending_sent_back(
    app: &App,
    tx: &Tx,
    house: &Tenant,
    (programme, title): (ProgrammeId, &str),
    proposer: AccountId,
) -> Result<(), Error> {
    let url = app.address_of(&paths::waiting_end(&house.slug, programme));
    for person in people(tx, |role, id| role == Role::Clerk && id == proposer).await? {
        let text = review::ending_sent_back(&person.name, &house.name, title, &url);
        post(app, tx, house, person, text, None).await?;
    }
    Ok(())
}

/// 承認待ち of a run of payments: to everybody who may release so much; who made it never does.
pub(crate) async fn run_awaits_release(
    app: &App,
    tx: &Tx,
    house: &Tenant,
    (run, maker): (PayRunId, AccountId),
    says: &review::RunSays<'_>,
    total: Yen,
) -> Result<(), Error> {
    let url = app.address_of(&paths::pay_run(&house.slug, run));
    for person in deciders(app, tx, maker, total).await? {
        let text = review::run_awaits_release(&person.name, &house.name, says, &url);
        post(app, tx, house, person, text, Some(("pay_run", run.uuid()))).await?;
    }
    Ok(())
}

/// Whoever may decide so much, and whoever stands in for them today.
async fn deciders(
    app: &App,
    tx: &Tx,
    proposer: AccountId,
    total: Yen,
) -> Result<Vec<accounts::Account>, Error> {
    let mut deciders = people(tx, |role, id| role == Role::Approver && id != proposer).await?;
    let limits = authority::limits(tx).await?;
    let ids: Vec<_> = deciders.iter().map(|person| person.id).collect();
    let able = powers::concerned(&limits, &ids, total);
    let today = app.clock.today();
    let named = authority::substitutions(tx, today).await?;
    deciders.retain(|person| {
        able.contains(&person.id)
            || named
                .iter()
                .map(|one| one.substitution)
                .any(|one| one.substitute == person.id && one.holds_on(today) && able.contains(&one.absent))
    });
    Ok(deciders)
}

/// 差戻し: to whoever proposed.
pub(crate) async fn sent_back(
    app: &App,
    tx: &Tx,
    waiting: &Waiting<'_>,
    proposer: AccountId,
) -> Result<(), Error> {
    let proposer = people(tx, |role, id| role == Role::Clerk && id == proposer).await?;
    send(app, tx, waiting, proposer, review::sent_back).await
}

/// 再提出: to whoever asked for the correction; to every clerk where that person is no longer one.
pub(super) async fn resubmitted(
    app: &App,
    tx: &Tx,
    waiting: &Waiting<'_>,
    asker: Option<AccountId>,
) -> Result<(), Error> {
    let clerks = people(tx, |role, _| role == Role::Clerk).await?;
    let one: Vec<_> = clerks.iter().filter(|person| Some(person.id) == asker).cloned().collect();
    send(app, tx, waiting, if one.is_empty() { clerks } else { one }, review::resubmitted).await
}

/// メッセージ: to whoever answers for it; to every clerk where nobody does, or that person is no clerk any more.
pub(super) async fn written(
    app: &App,
    tx: &Tx,
    waiting: &Waiting<'_>,
    assignee: Option<AccountId>,
) -> Result<(), Error> {
    let clerks = people(tx, |role, _| role == Role::Clerk).await?;
    let one: Vec<_> = clerks.iter().filter(|person| Some(person.id) == assignee).cloned().collect();
    send(app, tx, waiting, if one.is_empty() { clerks } else { one }, review::written).await
}

/// 概算払の支払待ち: to whoever answers for what follows the grant; to every clerk where nobody does, or that person is no
/// clerk any more.
pub(crate) async fn advance_unpaid(
    app: &App,
    tx: &Tx,
    waiting: &Waiting<'_>,
    owner: Option<AccountId>,
    yen: Yen,
) -> Result<(), Error> {
    let clerks = people(tx, |role, _| role == Role::Clerk).await?;
    let one: Vec<_> = clerks.iter().filter(|person| Some(person.id) == owner).cloned().collect();
    let to = if one.is_empty() { clerks } else { one };
    send(app, tx, waiting, to, |work| review::advance_unpaid(work, yen)).await
}

/// 庁内メモ: to the colleague whom it calls.
pub(super) async fn called(
    app: &App,
    tx: &Tx,
    waiting: &Waiting<'_>,
    colleague: accounts::Account,
) -> Result<(), Error> {
    send(app, tx, waiting, vec![colleague], review::called).await
}

/// 意見: to whoever asked; to every clerk where that person is no clerk any more.
pub(super) async fn opinion_given(
    app: &App,
    tx: &Tx,
    waiting: &Waiting<'_>,
    asker: AccountId,
) -> Result<(), Error> {
    let clerks = people(tx, |role, _| role == Role::Clerk).await?;
    let one: Vec<_> = clerks.iter().filter(|person| person.id == asker).cloned().collect();
    send(app, tx, waiting, if one.is_empty() { clerks } else { one }, review::opinion_given).await
}

/// The members who may sign in and have one of the roles that are asked for.
pub(crate) async fn people(
    tx: &Tx,
    asked_for: impl Fn(Role, AccountId) -> bool,
) -> Result<Vec<accounts::Account>, Error> {
    let members = accounts::members(tx).await?.into_iter();
    Ok(members
        .filter(|member| member.account.disabled_at.is_none())
        .filter(|member| member.roles.iter().any(|role| asked_for(role, member.account.id)))
        .map(|member| member.account)
        .collect())
}

async fn send(
    app: &App,
    tx: &Tx,
    waiting: &Waiting<'_>,
    people: Vec<accounts::Account>,
    write: impl Fn(&Work) -> MailText,
) -> Result<(), Error> {
    let Waiting { tenant, application, receipt, programme, after_grant } = *waiting;
    let url = app.address_of(&if after_grant {
        paths::award(&tenant.slug, AwardId::from_uuid(application.uuid()))
    } else {
        paths::application(&tenant.slug, application)
    });
    for person in people {
        let text =
            write(&Work { name: &person.name, municipality: &tenant.name, programme, receipt, url: &url });
        post(app, tx, tenant, person, text, Some(("application", application.uuid()))).await?;
    }
    Ok(())
}

/// One mail to one officer; nothing to whoever has no address.
pub(crate) async fn post(
    app: &App,
    tx: &Tx,
    tenant: &Tenant,
    person: accounts::Account,
    text: MailText,
    about: Option<(&'static str, uuid::Uuid)>,
) -> Result<(), Error> {
    let accounts::Account { email: Some(address), name, .. } = person else { return Ok(()) };
    letters::write_to_officer(app, tx, tenant, (&address, &name), text, about).await?;
    Ok(())
}

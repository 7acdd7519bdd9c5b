//! 重複の確認: other applications that have something in common with one, in this year and in others, in this programme
//! and in others, each with what that is.

use super::{applications::Application, attachments::is_document, queue};
#[cfg(feature = "testing")]
use super::{corrections, offices::provided};
#[cfg(feature = "testing")]
use crate::events;
use crate::{
    Error, Tx,
    entities::{applications, attachments, files, offices},
    payments::accounts::Party,
};
use domain::{
    ids::{AccountId, ApplicationId},
    subsidies::Common,
};
use sea_orm::{
    ColumnTrait, ExprTrait as _, QueryFilter, QueryOrder, QuerySelect, QueryTrait as _, Select,
    sea_query::Expr,
};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Another application.
#[derive(Debug, Clone, PartialEq)]
pub struct Related {
    /// As the list shows it.
    pub line: queue::Line,
    /// What it has in common with the one that was asked about.
    pub common: Vec<Common>,
}

/// Most that are shown.
const MOST: u64 = 30;

/// The applications that have something in common with this one, those that have most first; and whether there are more.
/// `accounts` are the others to whom money goes on the account of its office.
pub async fn of(
    tx: &Tx,
    application: &Application,
    accounts: &BTreeSet<Party>,
) -> Result<(Vec<Related>, bool), Error> {
    let own = tx
        .rows::<offices::Entity>()?
        .filter(offices::Column::Id.eq(application.office.uuid()))
        .one(tx.connection())
        .await?
        .ok_or(Error::Missing)?;
    let mut siblings = siblings(tx, &own).await?;
    for id in queue::counted_together(tx, application).await?.into_iter().filter(|id| *id != own.id) {
        siblings.entry(id).or_default().push(Common::Succession);
    }
    for id in paid_together(tx, accounts).await? {
        siblings.entry(id).or_default().push(Common::Account);
    }
    let sharing = sharing(tx, application.id).await?;
    let mut found: BTreeMap<ApplicationId, BTreeSet<Common>> = BTreeMap::new();
    let places: Vec<Uuid> = siblings.keys().copied().chain([own.id]).collect();
    let sharing_ids = applications::Column::Id.is_in(sharing.iter().map(|id| id.uuid()));
    // Who enters papers enters many.
    let by_account = application.arrival.is_none().then(|| of_account(application.account));
    let conditions = [Some(applications::Column::OfficeId.is_in(places)), Some(sharing_ids), by_account];
    let mut more = false;
    for condition in conditions.into_iter().flatten() {
        let rows: Vec<(Uuid, Uuid, Uuid, Option<chrono::NaiveDate>)> =
            last(tx, application.id, condition)?.into_tuple().all(tx.connection()).await?;
        more = more || rows.len() as u64 > MOST;
        for (id, office, account, paper) in rows {
            let common = found.entry(id.into()).or_default();
            if office == own.id {
                common.insert(Common::Office);
            }
            common.extend(siblings.get(&office).into_iter().flatten().copied());
            if sharing.contains(&ApplicationId::from_uuid(id)) {
                common.insert(Common::File);
            }
            if account == application.account.uuid() && paper.is_none() && application.arrival.is_none() {
                common.insert(Common::Applicant);
            }
        }
    }
    found.retain(|_, common| !common.is_empty());
    let ids: Vec<ApplicationId> = found.keys().copied().collect();
    let mut related: Vec<_> = queue::of_ids(tx, &ids)
        .await?
        .into_iter()
        .map(|line| {
            let common = found.remove(&line.application.id).unwrap_or_default().into_iter().collect();
            Related { line, common }
        })
        .collect();
    related.sort_by(|one, other| {
        let key =
            |it: &Related| (it.common.first().copied(), std::cmp::Reverse(it.line.application.submitted_at));
        key(one).cmp(&key(other))
    });
    let most = usize::try_from(MOST).unwrap_or(usize::MAX);
    more = more || related.len() > most;
    related.truncate(most);
    Ok((related, more))
}

/// What an account sent itself.
fn of_account(account: AccountId) -> Expr {
    applications::Column::AccountId.eq(account.uuid()).and(applications::Column::ArrivedOn.is_null())
}

/// The last that were received of others: id, office, account, and the day on which a paper came.
fn last(tx: &Tx, id: ApplicationId, condition: Expr) -> Result<Select<applications::Entity>, Error> {
    Ok(tx
        .rows::<applications::Entity>()?
        .filter(applications::Column::ReceiptSeq.is_not_null())
        .filter(applications::Column::Id.ne(id.uuid()))
        .filter(condition)
        .order_by_desc(applications::Column::SubmittedAt)
        .limit(MOST + 1)
        .select_only()
        .column(applications::Column::Id)
        .column(applications::Column::OfficeId)
        .column(applications::Column::AccountId)
        .column(applications::Column::ArrivedOn))
}

/// How the database finds what an account sent, offices of one name, and what belongs to one case: for the test that it
/// sorts and reads none of them whole.
#[cfg(feature = "testing")]
pub async fn plans(tx: &Tx, account: AccountId) -> Result<Vec<(String, String)>, Error> {
    let backend = tx.engine().backend();
    let sent = last(tx, ApplicationId::from_uuid(Uuid::nil()), of_account(account))?.build(backend);
    let named = tx.rows::<offices::Entity>()?.filter(called("ひだまり", "緑野市")).build(backend);
    let one = Uuid::nil();
    let happened = events::about(tx, "application", &[one])?.build(backend);
    let corrected = corrections::about(tx, &[ApplicationId::from_uuid(one)])?.build(backend);
    let others = queue::of_counted(tx, &[one])?.build(backend);
    let provided = provided(tx, &[one, Uuid::from_u128(1)])?.build(backend);
    crate::plans::of(tx, vec![sent, named, happened, corrected, others, provided]).await
}

/// The offices to which these are paid: themselves, and those of a corporation.
async fn paid_together(tx: &Tx, accounts: &BTreeSet<Party>) -> Result<BTreeSet<Uuid>, Error> {
    let (mut paid, mut corporations) = (BTreeSet::new(), Vec::new());
    for party in accounts {
        match party {
            Party::Office(office) => {
                paid.insert(office.uuid());
            }
            Party::Corporation(corporation) => corporations.push(*corporation),
        }
    }
    if !corporations.is_empty() {
        let rows: Vec<Uuid> = tx
            .rows::<offices::Entity>()?
            .filter(offices::Column::CorporationId.is_in(corporations))
            .select_only()
            .column(offices::Column::Id)
            .into_tuple()
            .all(tx.connection())
            .await?;
        paid.extend(rows);
    }
    Ok(paid)
}

/// Of this name at this address.
fn called(name: &str, address: &str) -> Expr {
    offices::Column::Name.eq(name).and(offices::Column::Address.eq(address))
}

/// Other offices of the register that are of the same corporation, or bear the same name at the same address.
async fn siblings(tx: &Tx, own: &offices::Model) -> Result<BTreeMap<Uuid, Vec<Common>>, Error> {
    let mut siblings: BTreeMap<Uuid, Vec<Common>> = BTreeMap::new();
    if let Some(corporation) = own.corporation_id {
        let rows = tx
            .rows::<offices::Entity>()?
            .filter(offices::Column::CorporationId.eq(corporation))
            .filter(offices::Column::Id.ne(own.id))
            .all(tx.connection())
            .await?;
        for row in rows {
            siblings.entry(row.id).or_default().push(Common::Corporation);
        }
    }
    let named = tx
        .rows::<offices::Entity>()?
        .filter(called(&own.name, &own.address))
        .filter(offices::Column::Id.ne(own.id))
        .all(tx.connection())
        .await?;
    for row in named {
        siblings.entry(row.id).or_default().insert(0, Common::Place);
    }
    Ok(siblings)
}

/// The applications to which a document is attached that is attached to this one. Files of messages are no documents: a
/// municipality sends the same example to many.
async fn sharing(tx: &Tx, application: ApplicationId) -> Result<BTreeSet<ApplicationId>, Error> {
    let attached = tx
        .rows::<attachments::Entity>()?
        .filter(attachments::Column::ApplicationId.eq(application.uuid()))
        .filter(attachments::Column::RemovedAt.is_null())
        .filter(is_document())
        .select_only()
        .column(attachments::Column::FileId)
        .into_query();
    let hashes: Vec<String> = tx
        .rows::<files::Entity>()?
        .filter(files::Column::Id.in_subquery(attached))
        .select_only()
        .column(files::Column::Hash)
        .into_tuple()
        .all(tx.connection())
        .await?;
    if hashes.is_empty() {
        return Ok(BTreeSet::new());
    }
    let same = tx
        .rows::<files::Entity>()?
        .filter(files::Column::Hash.is_in(hashes))
        .select_only()
        .column(files::Column::Id)
        .into_query();
    let ids: Vec<Uuid> = tx
        .rows::<attachments::Entity>()?
        .filter(attachments::Column::FileId.in_subquery(same))
        .filter(attachments::Column::RemovedAt.is_null())
        .filter(is_document())
        .filter(attachments::Column::ApplicationId.ne(application.uuid()))
        .select_only()
        .column(attachments::Column::ApplicationId)
        .distinct()
        .limit(MOST * 4)
        .into_tuple()
        .all(tx.connection())
        .await?;
    Ok(ids.into_iter().map(ApplicationId::from_uuid).collect())
}

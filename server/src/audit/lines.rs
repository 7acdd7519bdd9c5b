//! Entries of the store as lines of the page: names for people, words for kinds, numbers for things.

use crate::error::Error;
use app::{
    audit::EntryLine,
    messages::{audit as words, audit_details},
    paths,
};
use domain::ids::AccountId;
use std::collections::{BTreeMap, BTreeSet};
use store::{
    Tx, accounts,
    audit::{self, Entry, Thing},
};

/// The name of somebody whom the tenant does not know any more.
const GONE: &str = "（いまは所属していない人）";

/// The lines of these entries, in their order.
pub(super) async fn of(tx: &Tx, slug: &str, entries: Vec<Entry>) -> Result<Vec<EntryLine>, Error> {
    let people = entries.iter().filter_map(|entry| entry.account);
    let names = accounts::names_of(tx, people).await?;
    let subjects: BTreeSet<_> = entries
        .iter()
        .filter_map(|entry| entry.subject.map(|subject| (entry.subject_kind.clone(), subject)))
        .collect();
    let things = audit::things(tx, &subjects).await?;
    Ok(entries
        .into_iter()
        .map(|entry| EntryLine {
            seq: entry.seq,
            at: entry.at,
            who: who(&names, entry.account),
            what: words::happened(&entry.kind).map_or_else(|| entry.kind.clone(), str::to_owned),
            details: entry.payload.as_ref().and_then(|payload| audit_details::of(&entry.kind, payload)),
            about: entry.subject.and_then(|subject| things.get(&subject)).map(|thing| about(slug, thing)),
        })
        .collect())
}

pub(super) fn who(names: &BTreeMap<AccountId, String>, account: Option<AccountId>) -> String {
    match account {
        Some(account) => names.get(&account).cloned().unwrap_or_else(|| GONE.to_owned()),
        None => "システム".to_owned(),
    }
}

/// A thing in words, and where everything about it stands.
fn about(slug: &str, thing: &Thing) -> (String, Option<String>) {
    match thing {
        Thing::Application { id, receipt: Some(receipt) } => {
            (format!("申請 {receipt}"), Some(paths::audit_application(slug, *id)))
        }
        Thing::Application { id: _, receipt: None } => ("申請の下書き".to_owned(), None),
        Thing::Office { id, number, name } => {
            (format!("{number} {name}"), Some(paths::audit_office(slug, *id)))
        }
        Thing::Programme(title) => (format!("補助事業「{title}」"), None),
        Thing::Person(name) => (format!("{name}さん"), None),
        Thing::Import(file) => (file.clone(), None),
    }
}

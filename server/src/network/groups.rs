//! 事業所グループ: those that were made, those that the links propose, and their forms.

use super::name;
use crate::{
    actor::{Clerk, Reader},
    app::App,
    error::Error,
    faster::Faster,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    errors::differing,
    messages::{network as words, offices::segments::unknown_numbers},
    network::{GroupFormPage, GroupLine, GroupUse, GroupsPage, GroupsView, ProposedLine},
    paths,
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use chrono::NaiveDate;
use domain::{
    accounts::Role,
    form::Typed,
    ids::{OfficeGroupId, OfficeId},
    network::{Cluster, clusters},
    office_groups::{Field, GroupForm, GroupText},
};
use elements::FormState;
use leptos::prelude::*;
use std::collections::BTreeSet;
use store::{
    Tx,
    network::{self as networks, Charted},
    office_groups::{self, Kept},
    offices::{self, Office},
};

pub(super) const TITLE: &str = "事業所グループ";
const NEW: &str = "事業所グループを作る";
const EDIT: &str = "事業所グループを直す";
/// Proposals that the page shows.
const SHOWN: usize = 12;

/// What an address may say.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    done: String,
    /// An office of the proposal with which a group begins.
    around: String,
}

/// The groups and the proposals.
pub async fn index(
    reader: Reader,
    State(app): State<App>,
    Query(asked): Query<Asked>,
    page: Page,
) -> Result<Response, Error> {
    let today = app.clock.today();
    let tx = app.store.read(&reader.scope()).await?;
    let charted = networks::on(&tx, today).await?;
    let (kept, members) = (office_groups::all(&tx).await?, office_groups::every(&tx).await?);
    drop(tx);
    let network = &charted.network;
    let places = |offices: &BTreeSet<OfficeId>| -> Vec<usize> {
        offices.iter().filter_map(|office| network.place(*office)).collect()
    };
    let taken: Vec<Vec<usize>> = members.values().map(places).collect();
    let line = |kept: Kept| {
        let mut of = members.get(&kept.id).map(places).unwrap_or_default();
        of.sort_unstable();
        GroupLine {
            id: kept.id,
            text: kept.text,
            members: of.len(),
            adopted: of.iter().filter(|place| network.adopted(**place)).count(),
            links: network.counts_within(&of),
        }
    };
    let groups = GroupsView {
        slug: reader.tenant.slug.clone(),
        today,
        groups: kept.into_iter().map(line).collect(),
        proposed: clusters(network)
            .iter()
            .filter(|cluster| !taken.iter().any(|group| is_there(cluster, group)))
            .take(SHOWN)
            .filter_map(|cluster| proposed(&charted, cluster))
            .collect(),
        may_write: reader.has(Role::Clerk),
        done: (asked.done == "dissolved").then_some("グループを解散しました"),
    };
    Ok(page.ok(TITLE, move || view! { <GroupsPage groups/> }))
}

/// Whether a proposal is a group already, at least by half.
fn is_there(cluster: &Cluster, group: &[usize]) -> bool {
    let both = group.iter().filter(|place| cluster.members.binary_search(place).is_ok()).count();
    both * 2 >= cluster.members.len()
}

fn proposed(charted: &Charted, cluster: &Cluster) -> Option<ProposedLine> {
    let network = &charted.network;
    Some(ProposedLine {
        around: network.nodes().get(*cluster.members.first()?)?.office,
        area: cluster.area.clone(),
        names: cluster.members.iter().map(|place| name(charted, *place)).collect(),
        adopted: cluster.members.iter().filter(|place| network.adopted(**place)).count(),
        links: cluster.links,
    })
}

/// A form, filled with the offices of a proposal where one is named.
pub async fn new(
    clerk: Clerk,
    State(app): State<App>,
    Query(asked): Query<Asked>,
    page: Page,
) -> Result<Response, Error> {
    let slug = clerk.tenant.slug.clone();
    let typed = match asked.around.parse::<OfficeId>() {
        Ok(around) => {
            let tx = app.store.read(&clerk.scope()).await?;
            let charted = networks::on(&tx, app.clock.today()).await?;
            begun(&charted, around)
        }
        Err(_) => Typed::default(),
    };
    let form = FormState::filled(typed);
    Ok(page.ok(NEW, move || view! { <GroupFormPage slug used=GroupUse::New form/> }))
}

/// The form of the proposal to which an office belongs.
fn begun(charted: &Charted, around: OfficeId) -> Typed {
    let Some(place) = charted.network.place(around) else { return Typed::default() };
    let all = clusters(&charted.network);
    let Some(cluster) = all.iter().find(|cluster| cluster.members.contains(&place)) else {
        return Typed::default();
    };
    let name = if cluster.area.is_empty() {
        format!("{}のグループ", name(charted, place))
    } else {
        format!("{}のグループ", cluster.area)
    };
    let called: Vec<_> = cluster.members.iter().filter_map(|place| charted.called(*place)).collect();
    let text = GroupText { name, note: String::new(), next: None };
    text.fill(called.iter().map(|called| (called.number, called.name.as_str())))
}

/// A group with its offices, or what is wrong with its form, in words.
type Read = Result<(GroupText, BTreeSet<OfficeId>), Vec<(&'static str, String)>>;

/// Reads a form.
async fn read(
    tx: &Tx,
    typed: &Typed,
    editing: Option<OfficeGroupId>,
    today: NaiveDate,
) -> Result<Read, Error> {
    let form = match GroupForm::parse(typed, today) {
        Ok(form) => form,
        Err(problems) => return Ok(Err(words::errors(&problems))),
    };
    let mut errors = Vec::new();
    if office_groups::is_named(tx, &form.text.name, editing).await? {
        errors.push((Field::Name.name(), words::NAME_TAKEN.to_owned()));
    }
    let (mut members, mut unknown) = (BTreeSet::new(), Vec::new());
    for number in &form.members {
        match offices::by_number(tx, *number).await? {
            Some(office) => {
                members.insert(office);
            }
            None => unknown.push(number.to_string()),
        }
    }
    if !unknown.is_empty() {
        errors.push((Field::Members.name(), unknown_numbers(words::field(Field::Members), &unknown)));
    }
    Ok(if errors.is_empty() { Ok((form.text, members)) } else { Err(errors) })
}

/// Makes a group.
pub async fn create(
    clerk: Clerk,
    State(app): State<App>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let slug = clerk.tenant.slug.clone();
    let tx = app.store.write(&clerk.scope()).await?;
    let id: OfficeGroupId = app.clock.id();
    let made = match read(&tx, &typed, None, app.clock.today()).await? {
        Ok((text, members)) => {
            let (who, now) = ((id, clerk.id()), app.clock.now());
            let added = office_groups::add(&tx, who, &text, &members, &|| app.clock.id(), now).await?;
            if added { Ok(()) } else { Err(vec![(Field::Name.name(), words::NAME_TAKEN.to_owned())]) }
        }
        Err(errors) => Err(errors),
    };
    if let Err(errors) = made {
        let form = FormState::rejected(typed, errors);
        let used = GroupUse::New;
        return Ok(page.unprocessable(NEW, move || view! { <GroupFormPage slug used form/> }));
    }
    tx.commit().await?;
    Ok(see_other(&format!("{}?done=made", paths::office_group(&slug, id))))
}

/// One that was not dissolved, or not there.
async fn open(tx: &Tx, id: OfficeGroupId) -> Result<Kept, Error> {
    let kept = office_groups::find(tx, id).await?.ok_or(Error::NotFound)?;
    if kept.dissolved_at.is_some() { Err(Error::NotFound) } else { Ok(kept) }
}

/// The offices of a group, by number.
pub(super) async fn members(tx: &Tx, id: OfficeGroupId) -> Result<Vec<Office>, Error> {
    let ids = office_groups::members(tx, id).await?;
    let mut members = offices::several(tx, &ids).await?;
    members.sort_by_key(|office| office.number);
    Ok(members)
}

/// The form as it stands.
async fn fill(tx: &Tx, kept: &Kept) -> Result<Typed, Error> {
    let members = members(tx, kept.id).await?;
    Ok(kept.text.fill(members.iter().map(|office| (office.number, office.particulars.name.as_str()))))
}

/// The form, filled from what stands.
pub async fn edit(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, OfficeGroupId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&clerk.scope()).await?;
    let kept = open(&tx, id).await?;
    let form = FormState::filled(fill(&tx, &kept).await?);
    let used = GroupUse::Edit(id, kept.version);
    Ok(page.ok(EDIT, move || view! { <GroupFormPage slug used form/> }))
}

/// Saves it over the version that was seen.
pub async fn update(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, OfficeGroupId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&clerk.scope()).await?;
    // One that was dissolved meanwhile is told as a change of another's, so that what was typed is not lost.
    let kept = office_groups::find(&tx, id).await?.ok_or(Error::NotFound)?;
    let version = typed.version();
    let (text, members) = match read(&tx, &typed, Some(id), app.clock.today()).await? {
        Ok(read) => read,
        Err(errors) => {
            let form = FormState::rejected(typed, errors);
            let used = GroupUse::Edit(id, version);
            return Ok(page.unprocessable(EDIT, move || view! { <GroupFormPage slug used form/> }));
        }
    };
    let seen = Kept { version, ..kept.clone() };
    match office_groups::save(&tx, &seen, &text, &members, &|| app.clock.id(), app.clock.now()).await {
        Ok(()) => tx.commit().await?,
        Err(store::Error::Stale) => return Err(conflict(&tx, &slug, &kept, Some(&typed)).await?),
        Err(error) => return Err(error.into()),
    }
    Ok(see_other(&format!("{}?done=saved", paths::office_group(&slug, id))))
}

/// What another changed, beside what was typed.
pub(super) async fn conflict(tx: &Tx, slug: &str, now: &Kept, mine: Option<&Typed>) -> Result<Error, Error> {
    let stands = fill(tx, now).await?;
    let differences =
        mine.map(|mine| differing(Field::ALL, Field::name, words::field, &stands, mine)).unwrap_or_default();
    let faster = Faster::last(tx, ("office-group", now.id.uuid())).await?.at(now.updated_at);
    let what = format!("事業所グループ「{}」", now.text.name);
    Ok(faster.conflict(what, "このグループを変えました", differences, paths::office_group(slug, now.id)))
}

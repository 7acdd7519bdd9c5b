//! Whom a house may ask: a federation its members, a prefecture its municipalities, 国保中央会 the federations.

use crate::{actor::Officer, app::App, error::Error};
use domain::{accounts::TenantKind, ids::TenantId};
use std::collections::{BTreeMap, BTreeSet};
use store::{
    Scope, Tx,
    demos::members::{self, Member},
    inquiries::{House, replies::Reply},
    tenants::{self, Tenant},
};

/// The houses that the officer's house may ask, in the order of its lists; of a federation and a prefecture they are its cities.
pub(crate) async fn of(app: &App, officer: &Officer) -> Result<Vec<House>, Error> {
    let whole = |tenant: Tenant| House { tenant: Some(tenant.id), name: tenant.name };
    match officer.tenant.kind {
        TenantKind::Federation => {
            let tx = app.store.read(&officer.scope()).await?;
            let all = members::all(&tx).await?;
            let here: Vec<TenantId> = all.iter().filter_map(|member| member.municipality).collect();
            let of_kind = |tenant: Tenant| (tenant.kind == TenantKind::Municipality).then_some(tenant.id);
            let cities: BTreeSet<TenantId> =
                tenants::several(&tx, &here).await?.into_iter().filter_map(of_kind).collect();
            // A prefecture that asks for sessions is a member, and no municipality.
            let is_municipality = |house: &House| house.tenant.is_none_or(|id| cities.contains(&id));
            let house = |member: Member| House { tenant: member.municipality, name: member.name };
            Ok(all.into_iter().map(house).filter(is_municipality).collect())
        }
        TenantKind::Prefecture => {
            let own = officer.tenant.prefecture();
            let tx = app.store.read(&Scope::system("whom a prefecture asks")).await?;
            let near = |tenant: &Tenant| own.is_some() && tenant.prefecture() == own;
            let all = tenants::of_kind(&tx, TenantKind::Municipality).await?;
            Ok(all.into_iter().filter(near).map(whole).collect())
        }
        TenantKind::Central => {
            let tx = app.store.read(&Scope::system("whom the central federation asks")).await?;
            Ok(tenants::of_kind(&tx, TenantKind::Federation).await?.into_iter().map(whole).collect())
        }
        TenantKind::Municipality => Ok(Vec::new()),
    }
}

/// The houses that are not asked yet. Who was only a name when it was asked, and is here now, was asked by its name.
pub(super) fn not_asked(known: Vec<House>, replies: &[Reply]) -> Vec<House> {
    let key = |tenant: Option<TenantId>, name: &str| House { tenant, name: name.to_owned() }.key();
    let asked: Vec<String> = replies.iter().map(|reply| key(reply.house, &reply.name)).collect();
    let is_asked = |house: &House| asked.contains(&house.key()) || asked.contains(&key(None, &house.name));
    known.into_iter().filter(|house| !is_asked(house)).collect()
}

/// The addresses to which houses get their mail; of one that set none it is empty.
pub(super) async fn addresses(tx: &Tx, houses: &[House]) -> Result<BTreeMap<TenantId, String>, Error> {
    let here: Vec<TenantId> = houses.iter().filter_map(|house| house.tenant).collect();
    let all = tenants::several(tx, &here).await?.into_iter();
    Ok(all.map(|tenant| (tenant.id, tenant.settings.email)).collect())
}

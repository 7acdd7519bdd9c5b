//! Whom a house may ask: a federation its members, a prefecture its municipalities, 国保中央会 the federations.

use crate::{actor::Officer, app::App, error::Error};
use domain::{accounts::TenantKind, ids::TenantId, municipality_code::MunicipalityCode};
use store::{
    Scope,
    demos::members,
    inquiries::{House, replies::Reply},
    tenants::{self, Tenant},
};

/// In which prefecture a house is, by its codes.
fn prefecture_of(tenant: &Tenant) -> Option<u8> {
    let code = tenant.codes.first()?.parse::<MunicipalityCode>().ok()?;
    Some(code.prefecture())
}

/// The houses that the officer's house may ask, in the order of its lists; of a federation and a prefecture they are its cities.
pub(crate) async fn of(app: &App, officer: &Officer) -> Result<Vec<House>, Error> {
    let whole = |tenant: Tenant| House { tenant: Some(tenant.id), name: tenant.name };
    match officer.tenant.kind {
        TenantKind::Federation => {
            let tx = app.store.read(&officer.scope()).await?;
            let mut houses = Vec::new();
            for member in members::all(&tx).await? {
                // A prefecture that asks for sessions is a member, and no municipality.
                let is_municipality = match member.municipality {
                    Some(house) => tenants::by_id(&tx, house).await?.kind == TenantKind::Municipality,
                    None => true,
                };
                if is_municipality {
                    houses.push(House { tenant: member.municipality, name: member.name });
                }
            }
            Ok(houses)
        }
        TenantKind::Prefecture => {
            let own = prefecture_of(&officer.tenant);
            let tx = app.store.read(&Scope::system("whom a prefecture asks")).await?;
            let near = |tenant: &Tenant| own.is_some() && prefecture_of(tenant) == own;
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

/// The address to which a house gets its mail; empty where it set none.
pub(super) async fn address(tx: &store::Tx, house: Option<TenantId>) -> Result<String, Error> {
    match house {
        Some(house) => Ok(tenants::by_id(tx, house).await?.settings.email),
        None => Ok(String::new()),
    }
}

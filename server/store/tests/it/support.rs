//! Two tenants, a fixed instant.

use chrono::{DateTime, TimeZone as _, Utc};
use domain::{accounts::TenantKind, ids::TenantId};
use store::{
    Scope, Store,
    tenants::{self, Tenant, TenantSettings},
};
use uuid::Uuid;

pub fn noon() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2024, 7, 3, 3, 0, 0).unwrap()
}

pub fn id<T: From<Uuid>>(n: u128) -> T {
    Uuid::from_u128(n).into()
}

/// みどり野市 is 1, みさき町 is 2.
pub async fn two_tenants(store: &Store) -> (TenantId, TenantId) {
    let (first, second) = (id(1), id(2));
    let tx = store.write(&Scope::system("test")).await.unwrap();
    for (tenant, slug, name, code) in
        [(first, "midorino", "みどり野市", "292991"), (second, "misaki", "みさき町", "293997")]
    {
        let tenant = Tenant {
            id: tenant,
            kind: TenantKind::Municipality,
            slug: slug.into(),
            name: name.into(),
            settings: TenantSettings::default(),
            codes: vec![code.into()],
        };
        tenants::add(&tx, &tenant, noon()).await.unwrap();
    }
    tx.commit().await.unwrap();
    (first, second)
}

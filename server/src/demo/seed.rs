//! Fills an empty database with the people and places of the demonstration.

use super::places::{DemoRole, DemoTenant, OFFICES, PEOPLE, TENANTS};
use crate::{app::App, error::Error};
use domain::{
    accounts::AccountKind,
    form::Typed,
    ids::{AccountId, TenantId},
    office_number::OfficeNumber,
    offices::{Field, NewOffice},
};
use serde_json::json;
use store::{
    Scope, Tx,
    accounts::{self, Account, NewAccount},
    events::Event,
    offices,
    tenants::{self, Tenant, TenantSettings},
};

/// Adds the demonstration's data; does nothing when they are there. True when they were added.
pub async fn fill(app: &App) -> Result<bool, Error> {
    let scope = Scope::system("demo data");
    let tx = app.store.write(&scope).await?;
    if !tenants::all(&tx).await?.is_empty() {
        return Ok(false);
    }
    let now = app.clock.now();
    for place in TENANTS {
        let tenant = Tenant {
            id: app.clock.id(),
            kind: place.kind,
            slug: place.slug.into(),
            name: place.name.into(),
            settings: TenantSettings {
                head: place.head.into(),
                department: place.department.into(),
                phone: place.phone.into(),
                hours: "平日 8時30分から17時15分".into(),
                email: place.email.into(),
                address: place.address.into(),
                document_prefix: place.document_prefix.into(),
            },
            codes: place.codes.iter().map(|code| (*code).to_owned()).collect(),
        };
        tenants::add(&tx, &tenant, now).await?;
        let event =
            Event::of(now, "tenant.added", "tenant", tenant.id.uuid(), json!({ "kind": tenant.kind.word() }));
        tx.record_for(tenant.id, event)?;
    }
    for person in PEOPLE {
        let account = NewAccount {
            id: app.clock.id(),
            kind: match person.is {
                DemoRole::Staff { .. } => AccountKind::Staff,
                DemoRole::Applicant { .. } => AccountKind::Applicant,
            },
            name: person.name.into(),
            email: Some((person.email.into(), person.email.into())),
            password_hash: None,
            demo_key: Some(person.key.into()),
        };
        accounts::add(&tx, account, now).await?;
    }
    tx.commit().await?;
    let tx = app.store.read(&scope).await?;
    let (houses, people) = (tenants::all(&tx).await?, accounts::demo_people(&tx).await?);
    drop(tx);
    for place in TENANTS {
        let house = houses.iter().find(|house| house.slug == place.slug).ok_or(Error::NotFound)?;
        furnish(app, house.id, place, &people).await?;
    }
    Ok(true)
}

/// Gives a tenant its offices and its people, in one change.
async fn furnish(app: &App, house: TenantId, place: &DemoTenant, people: &[Account]) -> Result<(), Error> {
    let tx = app.store.write(&Scope::tenant_by_system(house, "demo data")).await?;
    for office in OFFICES.iter().filter(|[slug, ..]| *slug == place.slug) {
        register(app, &tx, place, office).await?;
    }
    for person in PEOPLE {
        let (DemoRole::Staff { tenant: slug, .. } | DemoRole::Applicant { tenant: slug, .. }) = &person.is;
        if *slug == place.slug {
            let account = people.iter().find(|account| account.demo_key.as_deref() == Some(person.key));
            settle(app, &tx, account.ok_or(Error::NotFound)?.id, &person.is).await?;
        }
    }
    Ok(tx.commit().await?)
}

/// Gives a demo person their place.
async fn settle(app: &App, tx: &Tx, account: AccountId, is: &DemoRole) -> Result<(), Error> {
    let now = app.clock.now();
    match is {
        DemoRole::Staff { roles, .. } => {
            for role in *roles {
                accounts::grant(tx, account, *role, now).await?;
            }
        }
        DemoRole::Applicant { offices: numbers, .. } => {
            for number in *numbers {
                let office = offices::by_number(tx, office_number(number)?).await?.ok_or(Error::NotFound)?;
                accounts::speak_for(tx, account, office, now).await?;
            }
        }
    }
    Ok(())
}

/// Adds an office as an officer would by hand, through the same parser.
async fn register(app: &App, tx: &Tx, place: &DemoTenant, office: &[&str; 9]) -> Result<(), Error> {
    let [_, number, name, kana, service, address, phone, corporation, corporate_number] = office;
    let code = place.codes.first().copied().unwrap_or_default();
    let typed = [
        (Field::Number, *number),
        (Field::Name, name),
        (Field::NameKana, kana),
        (Field::Services, service),
        (Field::Municipality, code),
        (Field::Address, address),
        (Field::Phone, phone),
        (Field::CorporationName, corporation),
        (Field::CorporateNumber, corporate_number),
        (Field::Status, "active"),
    ];
    let typed: Typed =
        typed.into_iter().map(|(field, value)| (field.name().to_owned(), value.to_owned())).collect();
    let new = NewOffice::parse(&typed).map_err(|_| Error::Internal("a demo office does not parse"))?;
    offices::add(tx, app.clock.id(), &new, &|| app.clock.id(), app.clock.now()).await?;
    Ok(())
}

fn office_number(number: &str) -> Result<OfficeNumber, Error> {
    let parsed =
        OfficeNumber::parse(number).map_err(|_| Error::Internal("a demo office number does not parse"))?;
    Ok(parsed.number)
}

pub(super) async fn find(app: &App, slug: &str, key: &str) -> Result<(TenantId, AccountId), Error> {
    let tx = app.store.read(&Scope::system("demo data")).await?;
    let tenant = tenants::by_slug(&tx, slug).await?.ok_or(Error::NotFound)?;
    let people = accounts::demo_people(&tx).await?;
    let person =
        people.into_iter().find(|person| person.demo_key.as_deref() == Some(key)).ok_or(Error::NotFound)?;
    Ok((tenant.id, person.id))
}

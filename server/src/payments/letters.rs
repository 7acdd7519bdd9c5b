//! Mails about accounts and payments: to everybody who speaks for the office, statutory, one recipient each.

use crate::{app::App, error::Error, mail::letters};
use app::{
    mails::{MailText, payments as texts},
    messages::payments::return_reason,
    paths,
};
use chrono::NaiveDate;
use domain::{ids::OfficeId, money::Yen, payments::ReturnReason};
use store::{
    Tx, accounts, members, payments::accounts::StoredAccount, subsidies::offices::Office, tenants::Tenant,
};

/// 振込先口座が登録されました: to all who speak for the office, and to whoever told the account before.
pub(super) async fn account_set(
    app: &App,
    tx: &Tx,
    tenant: &Tenant,
    office: &Office,
    account: &StoredAccount,
) -> Result<(), Error> {
    let held = (account.usable_on > app.clock.today()).then_some(account.usable_on);
    let about = ("bank_account", account.id.uuid());
    send(app, tx, tenant, (office.id, &office.name), about, |about| texts::account_set(about, held)).await
}

/// 振り込めませんでした.
pub(super) async fn returned(
    app: &App,
    tx: &Tx,
    tenant: &Tenant,
    office: (OfficeId, &str),
    payment: uuid::Uuid,
    reason: ReturnReason,
) -> Result<(), Error> {
    let why = return_reason(reason);
    send(app, tx, tenant, office, ("payment", payment), |about| texts::returned(about, why)).await
}

/// 振り込みました.
pub(super) async fn paid(
    app: &App,
    tx: &Tx,
    tenant: &Tenant,
    office: (OfficeId, &str),
    payment: uuid::Uuid,
    on: NaiveDate,
    yen: Yen,
) -> Result<(), Error> {
    let yen = yen.to_string();
    send(app, tx, tenant, office, ("payment", payment), |about| texts::paid(about, on, &yen)).await
}

async fn send(
    app: &App,
    tx: &Tx,
    tenant: &Tenant,
    (office, name): (OfficeId, &str),
    about: (&'static str, uuid::Uuid),
    write: impl Fn(&texts::About) -> MailText,
) -> Result<(), Error> {
    let settings = &tenant.settings;
    let desk = format!("{}\n電話 {}（{}）", settings.department, settings.phone, settings.hours);
    let url = app.public_address_of(&paths::my_account(&tenant.slug, office));
    for (_, person) in members::speakers_of(tx, &[office]).await? {
        let accounts::Account { name: person_name, email, disabled_at, .. } = person;
        let (Some(recipient), None) = (email, disabled_at) else { continue };
        let text = write(&texts::About {
            name: &person_name,
            municipality: &tenant.name,
            desk: &desk,
            office: name,
            url: url.as_deref(),
        });
        letters::write(app, tx, tenant, (&recipient, &person_name), text, about).await?;
    }
    Ok(())
}

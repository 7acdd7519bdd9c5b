//! Whom to ask on a page: the municipality (or other body) whose page it is; elsewhere, and where it has named no
//! telephone yet, whoever answers for the initiative.

use app::shell::Help;
use store::{Asking, Error, initiatives::Helpdesk, tenants::Tenant};

/// For a page of this tenant's, or of nobody's.
pub(crate) async fn find(asking: Asking<'_>, tenant: Option<&Tenant>) -> Result<Option<Help>, Error> {
    match tenant.and_then(of_tenant) {
        Some(help) => Ok(Some(help)),
        None => Ok(asking.helpdesk().await?.map(help_of)),
    }
}

/// The desk of an initiative.
pub(crate) fn help_of(helpdesk: Helpdesk) -> Help {
    let Helpdesk { name, phone, hours } = helpdesk;
    Help { who: name, phone, hours, email: None }
}

/// The tenant's own desk, once it has a telephone.
pub fn of_tenant(tenant: &Tenant) -> Option<Help> {
    let settings = &tenant.settings;
    let named = |word: &str| Some(word.trim().to_owned()).filter(|word| !word.is_empty());
    Some(Help {
        who: [tenant.name.trim(), settings.department.trim()].join(" ").trim_end().to_owned(),
        phone: named(&settings.phone)?,
        hours: settings.hours.clone(),
        email: named(&settings.email),
    })
}

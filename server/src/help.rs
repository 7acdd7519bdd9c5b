//! Whom to ask on a page: the municipality (or other body) whose page it is; elsewhere, and where it has named no
//! telephone yet, whoever answers for the initiative.

use app::shell::Help;
use store::{
    Error, Tx,
    initiatives::{self, Helpdesk},
    tenants::Tenant,
};

/// For a page of this tenant's, or of nobody's.
pub(crate) async fn find(tx: &Tx, tenant: Option<&Tenant>) -> Result<Option<Help>, Error> {
    match tenant.and_then(own) {
        Some(help) => Ok(Some(help)),
        None => Ok(initiatives::helpdesk(tx).await?.map(help_of)),
    }
}

/// The desk of an initiative.
pub(crate) fn help_of(helpdesk: Helpdesk) -> Help {
    let Helpdesk { name, phone, hours } = helpdesk;
    Help { who: name, phone, hours, email: None }
}

/// The tenant's own desk, once it has a telephone.
fn own(tenant: &Tenant) -> Option<Help> {
    let settings = &tenant.settings;
    let named = |word: &str| Some(word.trim().to_owned()).filter(|word| !word.is_empty());
    Some(Help {
        who: [tenant.name.trim(), settings.department.trim()].join(" ").trim_end().to_owned(),
        phone: named(&settings.phone)?,
        hours: settings.hours.clone(),
        email: named(&settings.email),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::accounts::TenantKind;
    use store::tenants::TenantSettings;

    fn city(settings: TenantSettings) -> Tenant {
        Tenant {
            id: uuid::Uuid::from_u128(1).into(),
            kind: TenantKind::Municipality,
            slug: "midorino".to_owned(),
            name: "みどり野市".to_owned(),
            settings,
            codes: Vec::new(),
        }
    }

    #[test]
    fn a_city_is_asked_itself_once_it_has_a_telephone() {
        let phone = "0741-00-1000".to_owned();
        let told = own(&city(TenantSettings { phone, ..TenantSettings::default() })).unwrap();
        assert_eq!(
            (told.who.as_str(), told.phone.as_str(), told.email),
            ("みどり野市", "0741-00-1000", None)
        );
        assert_eq!(own(&city(TenantSettings { phone: " ".to_owned(), ..TenantSettings::default() })), None);
    }
}

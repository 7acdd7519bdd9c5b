//! What stands around every page: whom to ask, which manual explains it, where one goes back to, ids that follow each other.

use app::manuals::Manual;
use chrono::{DateTime, TimeDelta};
use domain::accounts::TenantKind;
use server::{clock::Clock, help, manuals::EXPLAINED, routes, web::text_size::own_path};
use store::tenants::{Tenant, TenantSettings};
use uuid::Uuid;

fn city(settings: TenantSettings) -> Tenant {
    Tenant {
        id: Uuid::from_u128(1).into(),
        kind: TenantKind::Municipality,
        slug: "midorino".to_owned(),
        name: "みどり野市".to_owned(),
        settings,
        codes: Vec::new(),
    }
}

#[test]
fn a_city_is_asked_itself_once_it_has_a_telephone() {
    let with = |phone: &str| {
        help::of_tenant(&city(TenantSettings { phone: phone.to_owned(), ..TenantSettings::default() }))
    };
    let told = with("0741-00-1000").unwrap();
    assert_eq!((told.who.as_str(), told.phone.as_str(), told.email), ("みどり野市", "0741-00-1000", None));
    assert_eq!(with(" "), None);
}

#[test]
fn every_explanation_is_there_and_explains_a_route() {
    let routes = routes::all();
    for (beginning, steps) in EXPLAINED {
        assert!(
            routes.listed().iter().any(|route| route.path.starts_with(beginning)),
            "{beginning} begins no route"
        );
        for (manual, step) in *steps {
            let manual = Manual::find(manual).unwrap();
            assert!(manual.steps.iter().any(|one| one.key == *step), "{step} is no step of {}", manual.key);
        }
    }
}

#[test]
fn only_a_path_of_ours_is_gone_back_to() {
    assert_eq!(own_path("/t/midorino/offices?q=a"), "/t/midorino/offices?q=a");
    for foreign in [
        "//evil.example",
        "/\\evil.example",
        "https:evil",
        "https://evil.example",
        "evil",
        "",
        "/a\r\nb",
        "/\t/evil",
    ] {
        assert_eq!(own_path(foreign), "/", "{foreign}");
    }
}

#[test]
fn ids_of_one_moment_follow_each_other() {
    let clock = Clock::by(|| DateTime::UNIX_EPOCH + TimeDelta::days(20_000));
    let ids: Vec<Uuid> = (0..1_000).map(|_| clock.id()).collect();
    assert!(ids.is_sorted_by(|one, next| one < next));
}

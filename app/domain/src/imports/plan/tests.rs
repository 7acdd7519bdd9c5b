//! What a list does to a register.

use super::super::{
    Record,
    choices::ListKind,
    issue::Place,
    rows::{Brief, RowsBuilder},
};
use super::*;
use crate::phone::Phone;
use uuid::Uuid;

fn row(number: &str, service: &str, particulars: Particulars) -> ReadRow {
    ReadRow {
        place: Place { sheet: 0, row: 2 },
        record: Record {
            number: number.parse().ok(),
            services: vec![service.parse().unwrap()],
            particulars,
            ..Record::default()
        },
        issues: Vec::new(),
        outcome: Outcome::Ok,
        proposals: Vec::new(),
    }
}

fn named(name: &str, phone: &str) -> Particulars {
    Particulars { name: name.into(), phone: phone.parse().ok(), ..Particulars::default() }
}

/// The register after a plan was carried out.
fn carried_out(plan: &Plan) -> Vec<Registered> {
    let id = |n: usize| Uuid::from_u128(n as u128);
    plan.offices
        .iter()
        .enumerate()
        .map(|(n, office)| Registered {
            id: OfficeId::from_uuid(id(n)),
            number: office.number,
            version: 1,
            particulars: office.particulars.clone(),
            services: office
                .services
                .iter()
                .map(|service| RegisteredService {
                    id: OfficeServiceId::from_uuid(id(n)),
                    service: service.service,
                    particulars: service.particulars.clone(),
                })
                .collect(),
        })
        .collect()
}

#[test]
fn a_person_says_what_becomes_of_offices_that_are_there() {
    let before = [row("2970999013", "43", named("ひだまり", "0741-00-1001"))];
    let register = carried_out(&plan(&before, &[]));
    let said = Particulars { fax: "0741-00-9001".parse().ok(), ..named("ひだまり２", "0741-00-1777") };
    let rows = [
        row("2970999013", "43", said.clone()),
        row("2970999013", "11", said),
        row("2970999021", "43", named("つばめ", "0741-00-1002")),
    ];
    let told = |existing| {
        let plan = plan_with(&rows, &register, existing);
        let shown = plan.offices[0].particulars.clone();
        (plan.offices(), plan.services(), shown.name, shown.phone, shown.fax)
    };
    let phone = |number: &str| number.parse::<Phone>().ok();
    let (offices, services, name, tel, fax) = told(Existing::Update);
    assert_eq!((offices.created, offices.updated, services.created, services.updated), (1, 1, 2, 1));
    assert_eq!((name.as_str(), tel, fax), ("ひだまり２", phone("0741-00-1777"), phone("0741-00-9001")));
    let (offices, services, name, tel, fax) = told(Existing::Complete);
    assert_eq!((offices.created, offices.updated, services.created, services.completed), (1, 1, 2, 1));
    assert_eq!((name.as_str(), tel, fax), ("ひだまり", phone("0741-00-1001"), phone("0741-00-9001")));
    let (offices, services, name, tel, fax) = told(Existing::Keep);
    assert_eq!((offices.created, offices.unchanged, services.created, services.unchanged), (1, 1, 1, 2));
    assert_eq!((name.as_str(), tel, fax), ("ひだまり", phone("0741-00-1001"), None));
    assert!(plan_with(&rows[..2], &register, Existing::Keep).changes_nothing());
}

#[test]
fn the_same_file_again_changes_nothing() {
    let rows = [
        row("2970999013", "43", named("ひだまり", "0741-00-1001")),
        row("2970999013", "11", named("ヘルパーひだまり", "0741-00-1002")),
    ];
    let first = plan(&rows, &[]);
    assert_eq!((first.offices().created, first.services().created), (1, 2));
    let second = plan(&rows, &carried_out(&first));
    assert!(second.changes_nothing());
    assert_eq!(second.services().unchanged, 2);
}

#[test]
fn a_blank_never_overwrites() {
    let register = carried_out(&plan(&[row("2970999013", "43", named("ひだまり", "0741-00-1001"))], &[]));
    let again = plan(&[row("2970999013", "43", named("ひだまり", ""))], &register);
    assert!(again.changes_nothing());
}

#[test]
fn the_office_follows_the_service_whose_telephone_it_shows() {
    let rows = [
        row("2970999013", "43", named("ひだまり", "0741-00-1001")),
        row("2970999013", "11", named("ヘルパーひだまり", "0741-00-1002")),
    ];
    let register = carried_out(&plan(&rows, &[]));
    let moved = plan(&[row("2970999013", "43", named("ひだまり", "0741-00-1777"))], &register);
    assert_eq!(moved.offices[0].change, Change::Updated);
    assert_eq!(moved.offices[0].particulars.phone, "0741-00-1777".parse().ok());
    let other = plan(&[row("2970999013", "11", named("ヘルパーひだまり", "0741-00-1888"))], &register);
    assert_eq!(other.offices[0].particulars.phone, "0741-00-1001".parse().ok());
    assert_eq!(other.services().updated, 1);
}

#[test]
fn a_row_for_several_services_changes_none_whose_sister_is_named_so() {
    let rows = [
        row("2970999013", "43", named("ひだまり", "0741-00-1001")),
        row("2970999013", "11", named("ヘルパーひだまり", "0741-00-1002")),
    ];
    let register = carried_out(&plan(&rows, &[]));
    let mut both = row("2970999013", "43", named("ひだまり", "0741-00-1001"));
    both.record.services.push("11".parse().unwrap());
    assert!(plan(&[both.clone()], &register).changes_nothing());
    both.record.particulars.name = "あかり".into();
    assert_eq!(plan(&[both], &register).services().updated, 2);
}

#[test]
fn what_a_person_edited_stays_while_the_list_says_what_it_said() {
    let rows = [row("2970999013", "43", named("ひだまり", "0741-00-1001"))];
    let mut register = carried_out(&plan(&rows, &[]));
    register[0].particulars.phone = "0741-00-5555".parse().ok();
    assert!(plan(&rows, &register).changes_nothing());
}

#[test]
fn a_further_service_updates_the_office() {
    let register = carried_out(&plan(&[row("2970999013", "43", named("ひだまり", "0741-00-1001"))], &[]));
    let more = plan(&[row("2970999013", "11", named("ヘルパー", "0741-00-1001"))], &register);
    assert_eq!(more.offices[0].change, Change::Updated);
    assert_eq!(more.services().created, 1);
}

#[test]
fn an_office_that_is_said_to_be_open_has_not_changed() {
    let register = carried_out(&plan(&[row("2970999013", "43", named("ひだまり", "0741-00-1001"))], &[]));
    let with = |status| Particulars { status: Some(status), ..named("ひだまり", "0741-00-1001") };
    let open = plan(&[row("2970999013", "43", with(Status::Active))], &register);
    assert_eq!(open.offices[0].change, Change::Completed);
    let closed = plan(&[row("2970999013", "43", with(Status::Closed))], &register);
    assert_eq!(closed.offices[0].change, Change::Updated);
}

#[test]
fn what_completes_a_card_is_no_change_of_the_office() {
    let register = carried_out(&plan(&[row("2970999013", "43", named("ひだまり", "0741-00-1001"))], &[]));
    let mut completed = named("ひだまり", "0741-00-1001");
    completed.fax = "0741-00-9001".parse().ok();
    let plan = plan(&[row("2970999013", "43", completed)], &register);
    assert_eq!(plan.offices[0].change, Change::Completed);
    assert_eq!(plan.offices[0].particulars.fax, "0741-00-9001".parse().ok());
}

#[test]
fn of_offices_that_are_new_a_brief_tells_as_much_as_the_row() {
    let rows = [
        row("2970999013", "43", named("ひだまり", "0741-00-1001")),
        row("2970999021", "43", named("つばめ", "0741-00-1002")),
        ReadRow { outcome: Outcome::Error, ..row("2970999039", "43", named("みやま", "0741-00-1003")) },
        row("2970999013", "11", named("ヘルパーひだまり", "0741-00-1004")),
    ];
    let mut packed = RowsBuilder::new(ListKind::Offices);
    for row in &rows {
        packed.push(row);
    }
    let bare: Vec<ReadRow> = packed.finish().briefs().iter().map(Brief::bare).collect();
    let told = |plan: Plan| {
        let offices = plan.offices.into_iter().map(|office| {
            let services = office.services.into_iter();
            let services =
                services.map(|known| (known.service, known.change, known.place, known.differences));
            (office.number, office.change, office.existing, office.differences, services.collect::<Vec<_>>())
        });
        offices.collect::<Vec<_>>()
    };
    let whole = told(plan(&rows, &[]));
    assert_eq!(whole.len(), 2);
    assert_eq!(told(plan(&bare, &[])), whole);
}

use super::super::{OfficePlan, Outcome, Place, Plan, ReadRow, Record, ServicePlan, plan};
use super::*;
use proptest::prelude::*;
use uuid::Uuid;

const NUMBERS: [&str; 4] = ["2970999013", "2970999021", "2970999039", "2960990048"];
const SERVICES: [&str; 3] = ["11", "15", "43"];

fn row(number: &str, service: &str, name: &str, phone: &str) -> ReadRow {
    let particulars = Particulars { name: name.into(), phone: phone.parse().ok(), ..Particulars::default() };
    let services = vec![service.parse().unwrap()];
    ReadRow {
        place: Place { sheet: 0, row: 2 },
        record: Record { number: number.parse().ok(), services, particulars, ..Record::default() },
        issues: Vec::new(),
        outcome: Outcome::Ok,
    }
}

/// Carries a plan out on a register, as the server does: ids are given, versions count.
fn carry_out(plan: &Plan, register: &[Registered], ids: &mut u128) -> (Vec<Registered>, Vec<Written>) {
    let mut after = register.to_vec();
    let mut written = Vec::new();
    for planned in plan.offices.iter().filter(|planned| planned.change != super::super::Change::Unchanged) {
        let before = after.iter().find(|office| office.number == planned.number).cloned();
        let office = carried_out(planned, before.as_ref(), ids);
        after.retain(|known| known.id != office.id);
        after.push(office.clone());
        written.push(Written { before, after: office });
    }
    (after, written)
}

fn carried_out(planned: &OfficePlan, before: Option<&Registered>, ids: &mut u128) -> Registered {
    let mut next = || {
        *ids += 1;
        Uuid::from_u128(*ids)
    };
    let id = before.map_or_else(|| OfficeId::from_uuid(next()), |office| office.id);
    let mut services = before.map(|office| office.services.clone()).unwrap_or_default();
    for ServicePlan { service, particulars, .. } in &planned.services {
        match services.iter_mut().find(|known| known.service == *service) {
            Some(known) => known.particulars = particulars.clone(),
            None => services.push(RegisteredService {
                id: OfficeServiceId::from_uuid(next()),
                service: *service,
                particulars: particulars.clone(),
            }),
        }
    }
    let version = before.map_or(1, |office| office.version + 1);
    Registered { id, number: planned.number, version, particulars: planned.particulars.clone(), services }
}

/// Carries an undo out.
fn undone(register: &[Registered], steps: &[UndoStep]) -> Vec<Registered> {
    let step = |id: OfficeId| steps.iter().find(|step| step.office == id).map(|step| &step.undo);
    register
        .iter()
        .filter_map(|office| match step(office.id) {
            Some(Undo::Remove) => None,
            Some(Undo::Restore(back)) => Some(back.applied_to(office)),
            Some(Undo::Refused(_)) | None => Some(office.clone()),
        })
        .collect()
}

/// The register without versions, in a fixed order.
fn content(register: &[Registered]) -> Vec<Registered> {
    let mut all: Vec<_> = register.iter().map(|office| Registered { version: 0, ..office.clone() }).collect();
    all.sort_by_key(|office| office.id);
    all
}

#[test]
fn an_office_that_the_batch_created_is_removed_unless_something_refers_to_it() {
    let mut ids = 0;
    let (after, written) = carry_out(&plan(&[row(NUMBERS[0], "43", "ひだまり", "")], &[]), &[], &mut ids);
    assert_eq!(undo(&written, &after, &InUse::default())[0].undo, Undo::Remove);
    let office = InUse { offices: [after[0].id].into(), ..InUse::default() };
    assert_eq!(undo(&written, &after, &office)[0].undo, Undo::Refused(Why::InUse));
    let service = InUse { services: [after[0].services[0].id].into(), ..InUse::default() };
    assert_eq!(undo(&written, &after, &service)[0].undo, Undo::Refused(Why::InUse));
}

#[test]
fn an_added_service_that_something_refers_to_stays() {
    let mut ids = 0;
    let (before, _) = carry_out(&plan(&[row(NUMBERS[0], "43", "ひだまり", "")], &[]), &[], &mut ids);
    let (after, written) =
        carry_out(&plan(&[row(NUMBERS[0], "11", "ひだまり", "")], &before), &before, &mut ids);
    let office = InUse { offices: [after[0].id].into(), ..InUse::default() };
    let step = &undo(&written, &after, &office)[0];
    assert!(matches!(&step.undo, Undo::Restore(back) if back.added.len() == 1 && back.services.is_empty()));
    let service = InUse { services: [after[0].services[1].id].into(), ..InUse::default() };
    assert_eq!(undo(&written, &after, &service)[0].undo, Undo::Refused(Why::InUse));
}

#[test]
fn an_office_that_is_there_no_longer_is_not_brought_back() {
    let mut ids = 0;
    let (_, written) = carry_out(&plan(&[row(NUMBERS[0], "43", "ひだまり", "")], &[]), &[], &mut ids);
    assert_eq!(undo(&written, &[], &InUse::default())[0].undo, Undo::Refused(Why::ChangedSince));
}

#[test]
fn what_the_batch_left_as_it_was_is_not_named() {
    let mut ids = 0;
    let (before, _) = carry_out(&plan(&[row(NUMBERS[0], "43", "ひだまり", "")], &[]), &[], &mut ids);
    let same = Written { before: Some(before[0].clone()), after: before[0].clone() };
    assert!(undo(&[same], &before, &InUse::default()).is_empty());
}

fn any_rows() -> impl Strategy<Value = Vec<ReadRow>> {
    let name = proptest::sample::select(vec!["ひだまり", "こもれび", "つばめ"]);
    let phone = proptest::sample::select(vec!["", "0741-00-1001", "0741-00-1002"]);
    let row = (
        proptest::sample::select(NUMBERS.to_vec()),
        proptest::sample::select(SERVICES.to_vec()),
        name,
        phone,
    )
        .prop_map(|(number, service, name, phone)| row(number, service, name, phone));
    proptest::collection::vec(row, 0..8)
}

proptest! {
    #[test]
    fn a_plan_carried_out_and_undone_leaves_the_register_as_it_was(first in any_rows(), second in any_rows()) {
        let mut ids = 0;
        let (before, _) = carry_out(&plan(&first, &[]), &[], &mut ids);
        let (after, written) = carry_out(&plan(&second, &before), &before, &mut ids);
        let steps = undo(&written, &after, &InUse::default());
        prop_assert_eq!(steps.len(), written.len());
        prop_assert_eq!(content(&undone(&after, &steps)), content(&before));
    }

    #[test]
    fn an_undo_is_refused_exactly_where_the_version_moved(
        first in any_rows(), second in any_rows(), edited in proptest::sample::subsequence(NUMBERS.to_vec(), 0..4),
    ) {
        let mut ids = 0;
        let (before, _) = carry_out(&plan(&first, &[]), &[], &mut ids);
        let (mut after, written) = carry_out(&plan(&second, &before), &before, &mut ids);
        for office in after.iter_mut().filter(|office| edited.contains(&office.number.as_str())) {
            office.particulars.remarks = "電話で確認".into();
            office.version += 1;
        }
        let steps = undo(&written, &after, &InUse::default());
        for step in &steps {
            let is_edited = edited.contains(&step.number.as_str());
            prop_assert_eq!(step.undo == Undo::Refused(Why::ChangedSince), is_edited);
            prop_assert!(is_edited || !matches!(step.undo, Undo::Refused(_)));
        }
        let left = undone(&after, &steps);
        for office in after.iter().filter(|office| edited.contains(&office.number.as_str())) {
            prop_assert!(left.contains(office));
        }
    }
}

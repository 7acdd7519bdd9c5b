//! Rows of one file against each other: repetitions, contradictions, and what only another row tells.

use super::{
    field::Field,
    issue::{Code, Issue, Level},
    reading::{Outcome, ReadRow},
    rows::{Rows, whereabouts},
    scanning::settle,
    table::Table,
};
use crate::{
    office_number::OfficeNumber,
    offices::{Detail, Particulars, same},
};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// Details in which two rows of one number and service may not differ, in the order in which they are named.
const DECIDING: [Detail; 9] = [
    Detail::Name,
    Detail::Phone,
    Detail::Address,
    Detail::CorporationName,
    Detail::CorporateNumber,
    Detail::Fax,
    Detail::Status,
    Detail::DesignatedOn,
    Detail::Capacity,
];

/// What the name of a branch has that the name of its office has not.
const BRANCHES: [&str; 6] = ["出張所", "サテライト", "分室", "サブステーション", "従たる事業所", "支所"];

/// Rows that are looked at together: as many as fit beside the others.
const TOGETHER: usize = 16_384;

/// Compares the rows of a file and notes what that shows.
pub fn compare(rows: &mut Rows, tables: &[Table]) {
    municipality_differs(rows, tables);
    repetitions(rows, tables);
    renumbering(rows, tables);
}

/// Rows by their index, open to be changed.
type Open = BTreeMap<usize, ReadRow>;

/// Opens the rows of some groups, in the order of the file, lets them be changed, and puts them back.
fn change(rows: &mut Rows, tables: &[Table], groups: &[Vec<usize>], change: impl Fn(&mut Open, &[usize])) {
    let mut rest = groups;
    while !rest.is_empty() {
        let mut together = 0;
        let count = rest.iter().take_while(|group| {
            together += group.len();
            together <= TOGETHER
        });
        let (now, later) = rest.split_at(count.count().max(1));
        rest = later;
        let wanted: BTreeSet<usize> = now.iter().flatten().copied().collect();
        let opened = rows.several(wanted.iter().copied());
        let mut open: Open = wanted.into_iter().zip(opened).collect();
        for group in now {
            change(&mut open, group);
        }
        for row in open.values_mut() {
            settle(&tables[row.place.sheet], row);
        }
        rows.replace(open);
    }
}

/// Indices that have the same key, where several have it, by key and in the order of the file.
fn groups<K: Ord>(mut keyed: Vec<(K, usize)>) -> Vec<Vec<usize>> {
    keyed.sort_unstable();
    let alike = keyed.chunk_by(|(one, _), (other, _)| one == other).filter(|group| group.len() > 1);
    alike.map(|group| group.iter().map(|(_, at)| *at).collect()).collect()
}

/// An office may have one row under a neighbour's code: that row is skipped, and a person is told.
fn municipality_differs(rows: &mut Rows, tables: &[Table]) {
    let inside: HashSet<OfficeNumber> = rows
        .briefs()
        .iter()
        .filter(|row| row.outcome != Outcome::Skipped)
        .filter_map(|row| row.number)
        .collect();
    let skipped = rows.briefs().iter().enumerate().filter(|(_, row)| {
        row.outcome == Outcome::Skipped && row.number.is_some_and(|number| inside.contains(&number))
    });
    let skipped: Vec<Vec<usize>> = skipped.map(|(at, _)| vec![at]).collect();
    change(rows, tables, &skipped, |open, group| {
        let issues = open.get_mut(&group[0]).into_iter().flat_map(|row| &mut row.issues);
        for issue in issues.filter(|issue| issue.code == Code::OutsideMunicipality) {
            issue.code = Code::MunicipalityDiffersWithinOffice;
            issue.level = issue.code.level();
        }
    });
}

/// Rows of one number and service: equal ones are repetitions, others are contradictions that a person resolves.
fn repetitions(rows: &mut Rows, tables: &[Table]) {
    let written = rows.briefs().iter().enumerate().filter(|(_, row)| row.is_written());
    let keyed = written.filter_map(|(at, row)| row.number.map(|number| (at, number, &row.services)));
    let keyed =
        keyed.flat_map(|(at, number, services)| services.iter().map(move |service| ((number, *service), at)));
    let repeated = groups(keyed.collect());
    change(rows, tables, &repeated, |rows, group| {
        let group = &without_branches(rows, group)[..];
        let differs = group.iter().find_map(|a| {
            group.iter().find_map(|b| difference(&rows[a].record.particulars, &rows[b].record.particulars))
        });
        if differs.is_some() {
            contradiction(rows, group);
            return;
        }
        let (first, rest) = group.split_first().expect("a group has a first row");
        for index in rest {
            if !covers(rows, *first, *index) {
                continue;
            }
            let from = rows[index].record.particulars.clone();
            let Some(completed) = rows.get_mut(first) else { continue };
            completed.record.particulars.complete(&from);
            let other = Some(completed.place);
            if let Some(repeated) = rows.get_mut(index) {
                repeated.issues.push(Issue { other, ..Issue::of_row(Code::DuplicateRow) });
                repeated.outcome = Outcome::Skipped;
            }
        }
    });
}

/// The rows of a group without those of branches, where one of them is the office itself. A branch is no office of its own,
/// and its row is left out unless it has a service that the office has not.
fn without_branches(rows: &mut Open, group: &[usize]) -> Vec<usize> {
    let is_branch = |at: usize| {
        let name = &rows[&at].record.particulars.name;
        BRANCHES.iter().any(|word| name.contains(*word))
    };
    let Some(office) = group.iter().copied().find(|at| !is_branch(*at)) else { return group.to_vec() };
    let (branches, rest): (Vec<usize>, Vec<usize>) =
        group.iter().copied().partition(|at| is_branch(*at) && covers(rows, office, *at));
    let other = Some(rows[&office].place);
    for at in branches {
        // With several services it stands in several groups.
        let Some(row) = rows.get_mut(&at).filter(|row| row.outcome != Outcome::Skipped) else { continue };
        let field = Some(Field::Detail(Detail::Name));
        let found = row.record.particulars.name.clone();
        row.issues.push(Issue { field, found, other, ..Issue::of_row(Code::BranchOfOffice) });
        row.outcome = Outcome::Skipped;
    }
    rest
}

/// True when a row repeats all services of another, so that leaving it out loses nothing.
fn covers(rows: &Open, first: usize, other: usize) -> bool {
    rows[&other].record.services.iter().all(|service| rows[&first].record.services.contains(service))
}

fn contradiction(rows: &mut Open, group: &[usize]) {
    for index in group {
        let against = group.iter().find_map(|other| {
            difference(&rows[index].record.particulars, &rows[other].record.particulars)
                .map(|detail| (*other, detail))
        });
        // A row that agrees with all it knows still waits: its twin is contradicted.
        let (other, detail) = against.unwrap_or((group[0], Detail::Name));
        let found = rows[index].record.particulars.get(detail).unwrap_or_default();
        let issue = Issue {
            level: Level::Error,
            field: Some(Field::Detail(detail)),
            found,
            other: Some(rows[&other].place),
            ..Issue::of_row(Code::ConflictInFile)
        };
        if let Some(row) = rows.get_mut(index) {
            row.issues.push(issue);
            row.outcome = Outcome::Error;
        }
    }
}

/// The first detail that both know and that differs.
fn difference(a: &Particulars, b: &Particulars) -> Option<Detail> {
    DECIDING.into_iter().find(|detail| a.knows(*detail) && b.knows(*detail) && !same(*detail, a, b))
}

/// The same name, address and service under two numbers: the office may have been given a new one.
fn renumbering(rows: &mut Rows, tables: &[Table]) {
    let briefs = rows.briefs();
    let written = briefs.iter().enumerate().filter(|(_, row)| row.is_written());
    let keyed = written.filter_map(|(at, row)| row.whereabouts.map(|place| (at, place, &row.services)));
    let keyed =
        keyed.flat_map(|(at, place, services)| services.iter().map(move |service| ((place, *service), at)));
    let mut alike = groups(keyed.collect());
    let differ = |group: &[usize]| group.iter().any(|at| briefs[*at].number != briefs[group[0]].number);
    alike.retain(|group| differ(group));
    change(rows, tables, &alike, |rows, group| {
        for index in group {
            let own = whereabouts(&rows[index]);
            let other = group
                .iter()
                .map(|other| &rows[other])
                .find(|other| other.record.number != rows[index].record.number && whereabouts(other) == own);
            if let Some(other) = other.map(|other| other.place)
                && let Some(row) = rows.get_mut(index)
            {
                let found = row.record.number.map(|number| number.to_string()).unwrap_or_default();
                let issue = Issue {
                    field: Some(Field::OfficeNumber),
                    found,
                    other: Some(other),
                    ..Issue::of_row(Code::PossibleRenumbering)
                };
                row.issues.push(issue);
                row.outcome = row.outcome.max(Outcome::Warning);
            }
        }
    });
}

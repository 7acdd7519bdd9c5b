//! From what speaks for each office to an answer.

use super::{
    MatchKind, Matched, Proposal, Said,
    index::{Index, Spelling},
    score::{Scored, best},
    similarity::{ALIKE, SAME},
};
use std::{cmp::Reverse, collections::BTreeMap};

/// Less than this is not worth a person's time: a name that is merely of the same family, or an address alone.
const PROPOSED: u16 = 420;
/// Offices as close as this are as good as each other.
const MARGIN: u16 = 100;
/// No more offices are shown for a row.
const SHOWN: usize = 20;

/// Finds the office that a row means.
pub fn decide(index: &Index, said: &Said) -> Matched {
    let row = Spelling::of_row(said);
    let ranked = ranked(index, &row);
    match said.number.map(|number| index.numbered(number)) {
        Some(Some(office)) => by_number(index, office, &row, &ranked),
        Some(None) if !ranked.is_empty() => matched(MatchKind::Conflict, proposals(index, best_of(&ranked))),
        Some(None) | None => by_name(index, &ranked),
    }
}

/// The offices worth a look, the best first; of equals the one with the smaller number.
fn ranked(index: &Index, row: &Spelling) -> Vec<Scored> {
    let mut spellings: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for place in index.near(row) {
        spellings.entry(index.spellings[place].office).or_default().push(place);
    }
    let scored =
        spellings.into_keys().filter_map(|office| best(index, &index.offices[office].spellings, row));
    let mut ranked: Vec<Scored> = scored.filter(|scored| scored.confidence >= PROPOSED).collect();
    ranked.sort_by_key(|scored| (Reverse(scored.confidence), Reverse(scored.name), scored.office));
    ranked
}

fn by_number(index: &Index, office: usize, row: &Spelling, ranked: &[Scored]) -> Matched {
    let Some(own) = best(index, &index.offices[office].spellings, row) else {
        return matched(MatchKind::None, Vec::new());
    };
    let rivals: Vec<&Scored> =
        ranked.iter().filter(|rival| rival.office != office && is_rival(rival, &own)).collect();
    let is_stranger = !row.name.is_empty() && own.name < ALIKE && !own.is_borne_out();
    let numbered = own.numbered(index);
    if rivals.is_empty() && !is_stranger {
        return matched(MatchKind::Number, vec![numbered]);
    }
    let named = if rivals.is_empty() {
        best_of(ranked).into_iter().filter(|scored| scored.office != office).collect()
    } else {
        rivals
    };
    let all = std::iter::once(numbered).chain(proposals(index, named));
    matched(MatchKind::Conflict, all.take(SHOWN).collect())
}

/// True when the name of the row is plainly that of another office than the number's.
fn is_rival(rival: &Scored, own: &Scored) -> bool {
    own.name < SAME && rival.name == SAME && (rival.is_exact() || rival.confidence >= own.confidence)
}

fn by_name(index: &Index, ranked: &[Scored]) -> Matched {
    let exact: Vec<&Scored> = ranked.iter().filter(|scored| scored.is_exact()).collect();
    match exact[..] {
        [] => {}
        [one] => return matched(MatchKind::Exact, proposals(index, vec![one])),
        [first, second, ..] if first.confidence > second.confidence => {
            return matched(MatchKind::Exact, proposals(index, exact));
        }
        _ => return matched(MatchKind::Ambiguous, proposals(index, exact)),
    }
    let best = best_of(ranked);
    let kind = match best.len() {
        0 => MatchKind::None,
        1 => MatchKind::Likely,
        _ => MatchKind::Ambiguous,
    };
    matched(kind, proposals(index, best))
}

/// The best office and those that are as good.
fn best_of(ranked: &[Scored]) -> Vec<&Scored> {
    let Some(first) = ranked.first() else { return Vec::new() };
    ranked.iter().take_while(|scored| scored.confidence + MARGIN > first.confidence).collect()
}

fn proposals(index: &Index, scored: Vec<&Scored>) -> Vec<Proposal> {
    scored.into_iter().take(SHOWN).map(|scored| scored.proposal(index)).collect()
}

const fn matched(kind: MatchKind, proposals: Vec<Proposal>) -> Matched {
    Matched { kind, proposals }
}

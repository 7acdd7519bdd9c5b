use super::{
    super::{Node, testing::*},
    *,
};
use proptest::prelude::*;
use rstest::rstest;

fn places(list: &[Next]) -> Vec<usize> {
    list.iter().map(|next| next.place).collect()
}

fn whole(gain: Gain) -> u64 {
    assert_eq!(gain.0 % Gain::ONE.0, 0);
    gain.0 / Gain::ONE.0
}

fn asked(network: &Network, most: usize) -> Vec<Next> {
    next_best(network, |_| true, most, Chance::default())
}

#[test]
fn the_middle_of_a_star_is_asked_first() {
    let links: Vec<_> = (1..6).map(|place| (0, place)).collect();
    let list = asked(&network(6, &[1, 2, 3], &links), 3);
    assert_eq!(places(&list), [0, 4, 5]);
    let first = list[0];
    assert_eq!((whole(first.gain), first.ready, first.listed), (3, 3, 0));
    assert_eq!(first.then.map(|(place, gain)| (place, whole(gain))), Some((4, 1)));
    assert_eq!((whole(list[1].gain), list[1].ready, list[1].listed), (1, 0, 1));
}

#[test]
fn of_two_stars_with_a_bridge_the_readier_is_first_and_the_bridge_counts_for_the_second() {
    // 0 with 1, 2, 3 ready; 4 with 5, 6 ready; 0 and 4 are linked.
    let known = network(7, &[1, 2, 3, 5, 6], &[(0, 1), (0, 2), (0, 3), (4, 5), (4, 6), (0, 4)]);
    let list = asked(&known, 2);
    assert_eq!(places(&list), [0, 4]);
    assert_eq!(list.iter().map(|next| whole(next.gain)).collect::<Vec<_>>(), [3, 3]);
    assert_eq!(list[0].then.map(|(place, gain)| (place, whole(gain))), Some((4, 3)));
    assert_eq!(list[0].together, None);
}

#[test]
fn a_clique_without_adopters_begins_with_two() {
    let links: Vec<_> = (0..5).flat_map(|one| (one + 1..5).map(move |other| (one, other))).collect();
    let list = asked(&network(5, &[], &links), 5);
    assert_eq!(places(&list), [0, 1, 2, 3, 4]);
    assert_eq!(list.iter().map(|next| whole(next.gain)).collect::<Vec<_>>(), [0, 1, 2, 3, 4]);
    assert_eq!((list[0].together, list[1].together, list[2].together), (Some(1), Some(0), None));
    assert_eq!(asked(&network(5, &[], &links), 1), [], "alone nobody adds anything");
}

#[test]
fn two_that_need_each_other_go_before_one_that_adds_as_much_as_each() {
    // 0 and 1 have one ready partner each and each other: 3 together. 2 has one ready partner.
    let known = network(6, &[3, 4, 5], &[(0, 1), (0, 3), (1, 4), (2, 5)]);
    let list = asked(&known, 3);
    assert_eq!(places(&list), [0, 1, 2]);
    assert_eq!(list.iter().map(|next| whole(next.gain)).collect::<Vec<_>>(), [1, 2, 1]);
    assert_eq!(places(&asked(&known, 1)), [0]);
}

#[test]
fn nothing_is_proposed_where_nothing_would_begin() {
    assert_eq!(asked(&network(4, &[], &[]), 3), []);
    assert_eq!(asked(&network(3, &[0, 1, 2], &[(0, 1), (1, 2)]), 3), []);
    let two_parts = network(6, &[0, 3], &[(0, 1), (1, 2), (3, 4), (4, 5)]);
    assert_eq!(places(&asked(&two_parts, 9)), [1, 4, 2, 5], "disconnected parts are both asked");
}

#[test]
fn whoever_may_not_be_asked_or_never_would_is_left_out() {
    let links: Vec<_> = (1..4).map(|place| (0, place)).collect();
    let known = network(4, &[1], &links);
    assert_eq!(next_best(&known, |place| place != 0, 3, Chance::default()), []);
    let never = Chance { unknown: 0, ..Chance::default() };
    assert_eq!(next_best(&known, |_| true, 3, never), []);
}

#[rstest]
#[case(100, 50, 0, "the planning one is likelier")]
#[case(40, 100, 1, "the unknown one is likelier")]
fn chances_weigh(#[case] planning: u8, #[case] unknown: u8, #[case] first: usize, #[case] why: &str) {
    let mut nodes = network(4, &[2, 3], &[]).nodes().to_vec();
    nodes[0] = Node { state: AdoptionState::Planning, ..nodes[0].clone() };
    let known = Network::new(nodes, [(office(0), office(2)), (office(1), office(3)), (office(0), office(1))]);
    let chance = Chance { unknown, planning, ..Chance::default() };
    let list = next_best(&known, |_| true, 1, chance);
    assert_eq!(places(&list), [first], "{why}");
    let both = next_best(&known, |_| true, 2, chance);
    let sum: u64 = both.iter().map(|next| next.gain.0).sum();
    let (planning, unknown) = (u64::from(planning), u64::from(unknown));
    assert_eq!(sum, planning * 100 + unknown * 100 + planning * unknown);
    assert_eq!(Gain(35_499).tenths(), 35);
}

/// The best that any so many offices would add.
fn best_of_all(network: &Network, most: usize) -> u64 {
    let before = expected(network, &[], Chance::default()).0;
    let candidates: Vec<usize> = (0..network.len()).filter(|place| !network.adopted(*place)).collect();
    (0_u32..1 << candidates.len())
        .filter(|set| set.count_ones() as usize <= most)
        .map(|set| {
            let some: Vec<usize> = (0..candidates.len())
                .filter(|bit| set & (1 << bit) != 0)
                .map(|bit| candidates[bit])
                .collect();
            expected(network, &some, Chance::default()).0 - before
        })
        .max()
        .unwrap_or(0)
}

proptest! {
    #[test]
    fn the_gains_add_up_to_what_is_expected(known in any_network(14), most in 1..9_usize) {
        let list = asked(&known, most);
        prop_assert!(list.len() <= most);
        let before = expected(&known, &[], Chance::default()).0;
        let sum: u64 = list.iter().map(|next| next.gain.0).sum();
        prop_assert_eq!(before + sum, expected(&known, &places(&list), Chance::default()).0);
        prop_assert!(list.iter().all(|next| !known.adopted(next.place)));
    }

    /// The stated bound: one is the best there is, two at least half, and k at least one part in k + 1 of the best k.
    #[test]
    fn the_list_is_never_worse_than_stated(known in any_network(10), most in 1..6_usize) {
        let gained: u64 = asked(&known, most).iter().map(|next| next.gain.0).sum();
        let best = best_of_all(&known, most);
        prop_assert!(gained <= best);
        match most {
            1 => prop_assert_eq!(gained, best),
            2 => prop_assert!(gained * 2 >= best, "{} of {}", gained, best),
            _ => prop_assert!(gained * (most as u64 + 1) >= best, "{} of {}", gained, best),
        }
    }

    /// No simple rule finds a better first office: not the one with the most partners, nor with the most that are ready.
    #[test]
    fn the_first_alone_adds_at_least_what_most_partners_would(known in any_network(14)) {
        let alone = |place: usize| known.ready_partners(place) as u64 * Gain::ONE.0;
        let open = || (0..known.len()).filter(|place| !known.adopted(*place));
        let most_partners = open().max_by_key(|place| (known.partners(*place).len(), Reverse(*place)));
        let first = asked(&known, 1).first().map_or(0, |next| next.gain.0);
        prop_assert!(first >= most_partners.map_or(0, alone));
        prop_assert!(first >= open().map(alone).max().unwrap_or(0));
    }
}

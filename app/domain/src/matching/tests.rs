use super::*;
use proptest::prelude::*;
use rstest::rstest;
use uuid::Uuid;

/// An office number of みどり県 with a sequence of its own.
fn number(n: usize) -> OfficeNumber {
    format!("29{:08}", 70_000_000 + n).parse().expect("ten digits")
}

fn office(n: usize, name: &str, address: &str) -> Candidate {
    Candidate {
        id: OfficeId::from_uuid(Uuid::from_u128(n as u128)),
        number: number(n),
        name: name.into(),
        name_kana: String::new(),
        address: address.into(),
        phone: None,
        fax: None,
        corporation: String::new(),
        services: BTreeSet::new(),
    }
}

fn register() -> Vec<Candidate> {
    let mut hidamari = office(1, "居宅介護支援事業所ひだまり", "みどり県みどり野市ひかり町1-2-3");
    hidamari.corporation = "株式会社ひだまり介護".into();
    hidamari.phone = "0741-00-1001".parse().ok();
    let mut takasaki = office(2, "ヘルパーステーション髙﨑", "みどり野市桜が丘3-2-2");
    takasaki.name_kana = "ヘルパーステーションタカサキ".into();
    vec![
        hidamari,
        takasaki,
        office(3, "ケアライン24", "みどり野市西之庄150-2"),
        office(4, "ケアライン24", "みどり野市東雲町12-6"),
        office(5, "デイサービスはなまる①", "みどり野市若葉台一丁目11-1"),
        office(6, "デイサービスはなまる②", "みどり野市若葉台一丁目11-2"),
        office(7, "みどり野苑ショートステイ", "みどり野市緑ケ原5-1"),
        office(7, "特別養護老人ホームみどり野苑", "みどり野市緑ケ原5-1"),
    ]
}

fn said(name: &str, address: &str) -> Said {
    Said { name: name.into(), address: address.into(), ..Said::default() }
}

fn numbers(matched: &Matched) -> Vec<OfficeNumber> {
    matched.proposals.iter().map(|proposal| proposal.number).collect()
}

#[rstest]
#[case("居宅介護支援事業所　ひだまり", "ひかり町１－２－３", MatchKind::Exact, &[1])]
#[case("ケアライン24", "東雲町12-6", MatchKind::Exact, &[4])]
#[case("ケアライン24", "", MatchKind::Ambiguous, &[3, 4])]
#[case("ヘルパーステーション高崎", "桜ヶ丘3丁目2番2号", MatchKind::Likely, &[2])]
#[case("へるぱーすてーしょん たかさき", "", MatchKind::Likely, &[2])]
#[case("株式会社ひだまり介護 居宅介護支援事業所ひだまり", "", MatchKind::Likely, &[1])]
#[case("みどり野苑", "緑ヶ原5-1", MatchKind::Likely, &[7])]
#[case("特別養護老人ホーム みどり野苑", "緑ケ原5-1", MatchKind::Exact, &[7])]
#[case("デイサービスはなまる", "", MatchKind::Ambiguous, &[5, 6])]
#[case("居宅介護支援事業所ひだまり", "みどり県水辺市みなも町3-3", MatchKind::None, &[])]
#[case("もみじの里", "ひかり町1-2-3", MatchKind::None, &[])]
#[case("", "ひかり町1-2-3", MatchKind::None, &[])]
#[case("", "", MatchKind::None, &[])]
fn a_row_without_a_number_is_matched_by_name_and_address(
    #[case] name: &str,
    #[case] address: &str,
    #[case] kind: MatchKind,
    #[case] offices: &[usize],
) {
    let matched = Index::new(register()).find(&said(name, address));
    let wanted: Vec<OfficeNumber> = offices.iter().copied().map(number).collect();
    assert_eq!((matched.kind, numbers(&matched)), (kind, wanted), "{matched:?}");
}

#[rstest]
#[case(1, "居宅介護支援事業所ひだまり", "", MatchKind::Number, &[1])]
#[case(1, "ひだまりケアプラン", "", MatchKind::Number, &[1])]
#[case(1, "", "", MatchKind::Number, &[1])]
#[case(1, "あたらしい名前", "ひかり町1-2-3", MatchKind::Number, &[1])]
#[case(1, "あたらしい名前", "水上8-20", MatchKind::Conflict, &[1])]
#[case(5, "デイサービスはなまる②", "若葉台一丁目11-2", MatchKind::Conflict, &[5, 6])]
#[case(5, "デイサービスはなまる②", "", MatchKind::Conflict, &[5, 6])]
#[case(5, "デイサービスはなまる", "若葉台一丁目", MatchKind::Number, &[5])]
#[case(3, "ケアライン24", "", MatchKind::Number, &[3])]
#[case(7, "特別養護老人ホームみどり野苑", "", MatchKind::Number, &[7])]
#[case(99, "居宅介護支援事業所ひだまり", "ひかり町1-2-3", MatchKind::Conflict, &[1])]
#[case(99, "もみじの里", "水上8-20", MatchKind::None, &[])]
#[case(99, "", "", MatchKind::None, &[])]
fn a_number_decides_unless_the_name_contradicts(
    #[case] row: usize,
    #[case] name: &str,
    #[case] address: &str,
    #[case] kind: MatchKind,
    #[case] offices: &[usize],
) {
    let said = Said { number: Some(number(row)), ..said(name, address) };
    let matched = Index::new(register()).find(&said);
    let wanted: Vec<OfficeNumber> = offices.iter().copied().map(number).collect();
    assert_eq!((matched.kind, numbers(&matched)), (kind, wanted), "{matched:?}");
}

#[test]
fn a_proposal_says_why() {
    let index = Index::new(register());
    let mut row = said("ひだまり居宅介護支援", "ひかり町1-2-3");
    row.phone = "0741001001".parse().ok();
    row.corporation = "(株)ひだまり介護".into();
    let matched = index.find(&row);
    let wanted = [Reason::NameSimilar, Reason::AddressSame, Reason::PhoneSame, Reason::CorporationSame];
    assert_eq!(matched.proposals[0].reasons, wanted);
    let number = Said { number: Some(number(1)), ..said("別の名", "ひかり町1-2-3") };
    let wanted = [Reason::NumberSame, Reason::NameDiffers, Reason::AddressSame];
    assert_eq!(index.find(&number).proposals[0].reasons, wanted);
}

#[test]
fn of_two_offices_with_one_name_and_address_the_telephone_decides() {
    let mut first = office(1, "みやま医院", "東雲町3-1");
    first.phone = "0741-00-1067".parse().ok();
    let second = office(2, "みやま医院", "東雲町3-1");
    let index = Index::new([first, second]);
    assert_eq!(index.find(&said("みやま医院", "東雲町3-1")).kind, MatchKind::Ambiguous);
    let row = Said { phone: "0741-00-1067".parse().ok(), ..said("みやま医院", "東雲町3-1") };
    let matched = index.find(&row);
    assert_eq!((matched.kind, matched.proposals[0].number), (MatchKind::Exact, number(1)));
}

#[test]
fn an_empty_register_has_no_office() {
    let index = Index::new([]);
    assert!(index.is_empty());
    assert_eq!(index.find(&said("ひだまり", "")).kind, MatchKind::None);
}

/// Stems that share no two characters, so that offices made of different ones are unrelated.
const STEMS: [&str; 8] =
    ["さくら", "ひだまり", "髙﨑", "ＣＯＭＥ", "緑風", "ほほえみ", "わたべ渡邉", "なないろ"];
const KINDS: [&str; 5] =
    ["訪問介護事業所{}", "デイサービス{}", "{}居宅介護支援事業所", "グループホーム　{}", "{}"];

fn spelled(stem: usize, kind: usize) -> String {
    KINDS[kind].replace("{}", STEMS[stem])
}

/// The same name as somebody else would write it.
fn respelled(name: &str, way: usize) -> String {
    use unicode_normalization::UnicodeNormalization;
    match way {
        0 => name.nfkc().collect(),
        1 => name.replace('髙', "高").replace('﨑', "崎").replace('邉', "辺"),
        2 => name.chars().map(crate::text::to_hiragana).collect(),
        3 => format!(" {} ", name.replace('　', "")),
        4 => format!("㈱みどり {name}"),
        _ => format!("{name}（みどり野市）"),
    }
}

proptest! {
    #[test]
    fn a_candidate_in_another_spelling_is_found_first(
        stems in proptest::sample::subsequence((0..STEMS.len()).collect::<Vec<_>>(), 2..STEMS.len()),
        kind in 0..KINDS.len(), chosen in any::<proptest::sample::Index>(), way in 0..6_usize,
    ) {
        let candidates: Vec<Candidate> = stems.iter().map(|stem| {
            let mut office = office(*stem, &spelled(*stem, kind), &format!("みどり県みどり野市花園{}-1", stem + 1));
            office.corporation = "株式会社みどり".into();
            office
        }).collect();
        let meant = stems[chosen.index(stems.len())];
        let row = said(&respelled(&spelled(meant, kind), way), &format!("花園{}丁目1番", meant + 1));
        let matched = Index::new(candidates).find(&row);
        prop_assert!(matches!(matched.kind, MatchKind::Exact | MatchKind::Likely), "{:?}", matched);
        prop_assert_eq!(numbers(&matched), vec![number(meant)]);
    }

    #[test]
    fn an_unrelated_row_finds_nothing(stem in 0..STEMS.len(), kind in 0..KINDS.len(), other in 0..KINDS.len()) {
        let candidates = (0..STEMS.len()).filter(|known| *known != stem)
            .map(|known| office(known, &spelled(known, kind), "みどり野市花園1-1"));
        let matched = Index::new(candidates).find(&said(&spelled(stem, other), "みどり野市水上8-20"));
        prop_assert_eq!(matched.kind, MatchKind::None, "{:?}", matched);
    }

    #[test]
    fn the_order_of_the_register_makes_no_difference(
        order in Just((0..8_usize).collect::<Vec<_>>()).prop_shuffle(),
        name in "(デイサービス|ケアライン)?(はなまる|24|髙﨑|ひだまり|みどり野苑)", row in proptest::option::of(0..9_usize),
    ) {
        let register = register();
        let shuffled = order.iter().map(|place| register[*place].clone());
        let row = Said { number: row.map(number), ..said(&name, "若葉台一丁目") };
        prop_assert_eq!(Index::new(shuffled).find(&row), Index::new(register.clone()).find(&row));
    }

    #[test]
    fn nothing_that_is_typed_makes_the_search_panic(name in ".*", address in ".*", kana in ".*") {
        let row = Said { name_kana: kana, ..said(&name, &address) };
        let matched = Index::new(register()).find(&row);
        prop_assert!(matched.proposals.iter().all(|proposal| proposal.confidence <= 1000));
        prop_assert_eq!(matched.proposals.is_empty(), matched.kind == MatchKind::None);
    }
}

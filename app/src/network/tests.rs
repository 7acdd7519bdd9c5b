use super::*;
use crate::messages::network::Reason;
use domain::{
    form::Typed,
    network::{Gain, Links},
};
use elements::FormState;
use uuid::Uuid;

fn html(view: impl FnOnce() -> AnyView) -> String {
    let owner = Owner::new();
    owner.with(|| view().to_html()).replace("<!>", "")
}

fn office(number: u128, name: &str) -> OfficeRow {
    OfficeRow {
        id: Uuid::from_u128(number).into(),
        number: "2970999013".into(),
        name: name.into(),
        area: "北部".into(),
        state: AdoptionState::Planning,
        partners: 3,
        ready: 2,
    }
}

fn network(rows: Vec<OfficeRow>) -> NetworkView {
    NetworkView {
        slug: "midorino".into(),
        on: "2026-01-15".parse().unwrap(),
        links: Links { both: 1, one: 2, none: 0 },
        offices: (188, 4),
        centre: None,
        area: String::new(),
        areas: vec!["北部".into()],
        searched: String::new(),
        found: None,
        spots: Vec::new(),
        ties: Vec::new(),
        shown: Links { both: 1, one: 2, none: 0 },
        left_out: 3,
        isles: vec![IsleLine {
            missing: vec![(Uuid::from_u128(1).into(), "ひだまり".into())],
            ready: (1..8).map(|number| format!("事業所{number}")).collect(),
            exchanges: 7,
        }],
        ready: rows.iter().cloned().map(|office| ReadyLine { office }).collect(),
        rows,
        least: 3,
        pastes: Vec::new(),
        may_write: false,
    }
}

#[test]
fn the_map_says_what_it_leaves_out_and_offers_nothing_to_who_only_reads() {
    let page = html(|| {
        let network = network(vec![office(1, "ひだまり")]);
        view! { <NetworkPage network/> }.into_any()
    });
    for part in [
        "連携先の多い1か所を描いています。ほかに3か所あります",
        "事業所5、ほか2か所",
        "わかっている3組のうち",
        r#"aria-label="ひだまりのまわりを描く""#,
        "導入した連携先が3か所以上ある、未導入の事業所",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    assert!(!page.contains("貼り付ける") && !page.contains("対象リストを作る"), "{page}");
    let empty = html(|| view! { <NetworkPage network=network(Vec::new())/> }.into_any());
    assert!(empty.contains("描くものがありません") && !empty.contains("<figure"), "{empty}");
}

#[test]
fn whom_to_ask_is_told_with_the_reason_the_sum_and_the_model() {
    let reason = Reason { gain: Gain(20_000), ready: 2, ..Reason::default() };
    let next = NextView {
        slug: "midorino".into(),
        on: "2026-01-15".parse().unwrap(),
        asked: "most=1".into(),
        areas: Vec::new(),
        now: 1,
        links: 3,
        lines: vec![NextLine { office: office(1, "ひだまり"), reason, sum: Gain(20_000) }],
        campaigns: vec![("c".into(), "秋の周知".into())],
        may_write: true,
    };
    let form = FormState::filled(Typed::default().with("most", "1").with("unknown", "50"));
    let told = next.clone();
    let page =
        html(|| view! { <NextPage next=told form=form.clone() handing=FormState::empty()/> }.into_any());
    for part in [
        "次の1か所が導入すると、さらに2組が始まる計算です",
        "すでに導入した連携先が2か所あり、導入すると2組のやりとりが始まります",
        r#"name="numbers" value="2970999013""#,
        r#"action="/t/midorino/adoption/next?most=1""#,
        "秋の周知",
        "<details open",
        "この順の決め方と限界",
        "次に声をかける事業所（令和8年1月15日）",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    let wrong = vec![("name", "この名前のリストは、すでにあります".to_owned())];
    let handing = FormState::rejected(Typed::default().with("name", "同じ名前"), wrong);
    let page = html(|| view! { <NextPage next form handing/> }.into_any());
    assert!(page.contains("この名前のリストは、すでにあります") && page.contains("同じ名前"), "{page}");
}

#[test]
fn a_line_that_is_open_is_a_choice_with_a_name_for_the_ear() {
    let open = PreviewLine::Open {
        picks: ["pick-0:a".into(), "pick-1:a".into()],
        sides: [
            PreviewSide::One("2970999013 ひだまり".into()),
            PreviewSide::Several(vec![(Uuid::from_u128(2).into(), "2970999021 あおぞら".into())]),
        ],
    };
    let paste = PasteView {
        slug: "midorino".into(),
        lines: vec![(2, "ひだまり\tあおぞら".into(), open)],
        pairs: 0,
        kept: vec![("pick-0:b".into(), "x".into())],
    };
    let form = FormState::filled(Typed::default().with("table", "ひだまり\tあおぞら"));
    let page = html(|| view! { <PastePage paste form/> }.into_any());
    for part in [
        r#"aria-label="2行目の連携先（ひだまり　あおぞら）""#,
        r#"name="pick-1:a""#,
        r#"name="pick-0:b" value="x""#,
        "選んでください",
        "もう一度確かめる",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    assert!(!page.contains("を登録する</button>"), "{page}");
}

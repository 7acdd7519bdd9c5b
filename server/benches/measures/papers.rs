//! The paper of an activity with 5,000 offices, each beside as many bare pages of typst as it has, in the same run.

use crate::{pace::Pace, support::World};
use documents::{
    ActivityLetter, ActivityLetters, AddressLabels, Contact, LabelSheet, PostalAddress, ReachBy, ReachLine,
    ReachList, Rendered,
};
use serde_json::json;

/// Offices of the list.
const OFFICES: u32 = 5_000;
/// Letters of one file.
const LETTERS: u32 = 1_000;
/// A page of two lines, as often as the data says.
const BARE: pdf::Template = pdf::Template {
    main: "#set document(title: \"bare\")\n#set page(paper: \"a4\")\n#set text(font: json(\"fonts.json\"), lang: \"ja\")\n\
           #for line in json(\"data.json\").lines [ #line \\ #line #pagebreak(weak: true) ]",
    parts: &[],
};

pub async fn papers(pace: &mut Pace, world: &World) {
    let (now, fonts) = (world.app.clock.now(), world.app.fonts.clone());
    // Each round says something else: typst remembers what it has set before.
    let bare = |round: usize, pages: usize| {
        let lines: Vec<_> = (0..pages).map(|page| format!("みどり県みどり野市{round}-{page}")).collect();
        assert_eq!(pdf::render(&BARE, &json!({ "lines": lines }), now, &fonts).unwrap().pages, pages);
    };
    let label = |round| labels(round).render(now, &fonts).unwrap();
    compare(pace, "papers: 5,000 address labels", 239, label, bare).await;
    let letter = |round| letters(round).render(now, &fonts).unwrap();
    compare(pace, "papers: 1,000 letters", 1_000, letter, bare).await;
    let pages = list(0).render(now, &fonts).unwrap().pages;
    let call = |round| list(round).render(now, &fonts).unwrap();
    compare(pace, "papers: a phone list of 5,000", pages, call, bare).await;
}

async fn compare(
    pace: &mut Pace,
    name: &str,
    pages: usize,
    subject: impl Fn(usize) -> Rendered,
    bare: impl Fn(usize, usize),
) {
    if !pace.wants(name) {
        return;
    }
    let own = async |round: usize| assert_eq!(subject(round + 1).pages, pages, "{name}");
    let beside = async |round: usize| bare(round, pages);
    pace.compare(name, "as many bare pages", 3, own, beside).await;
}

fn address(round: usize, number: u32) -> PostalAddress {
    PostalAddress {
        postal_code: format!("630-{:04}", number % 10_000),
        address: format!("みどり県みどり野市ひかり町{number}-{round}\nひかりビル2階"),
        name: format!("居宅介護支援事業所ひだまり{number}"),
    }
}

fn labels(round: usize) -> AddressLabels {
    AddressLabels {
        purpose: "説明会のご案内".into(),
        sender: "みどり野市".into(),
        sheet: LabelSheet::TwentyOne,
        start: 1,
        addresses: (0..OFFICES).map(|number| address(round, number)).collect(),
    }
}

fn letters(round: usize) -> ActivityLetters {
    let letter = |number| ActivityLetter {
        office: address(round, number),
        body: format!(
            "日頃から介護保険事業にご協力いただき、ありがとうございます。\n\n説明会を開きます（{number}）。"
        ),
        url: format!("https://hiromeru.example.jp/invited/{round}-{number}"),
    };
    ActivityLetters {
        sender: Contact {
            body: "みどり野市".into(),
            section: "介護保険課".into(),
            phone: "0741-00-1000".into(),
            hours: "平日 8時30分〜17時15分".into(),
        },
        issued_on: chrono::NaiveDate::from_ymd_opt(2024, 10, 1).unwrap(),
        square: false,
        subject: "説明会のご案内".into(),
        invitation: "QRコードを読み取るか、次のページを開いてください。".into(),
        letters: (0..LETTERS).map(letter).collect(),
    }
}

fn list(round: usize) -> ReachList {
    let line = |number: u32| ReachLine {
        place: number + 1,
        name: format!("居宅介護支援事業所ひだまり{number}"),
        number: format!("29709{number:05}"),
        area: format!("第{}圏域", number / 500),
        reach: format!("0741-{round:02}-{:04}", number % 10_000),
    };
    ReachList {
        by: ReachBy::Phone,
        body: "みどり野市".into(),
        title: "電話での案内".into(),
        facts: vec![("期日".into(), "令和6年10月1日".into())],
        script: "説明会のご案内です。".into(),
        keys: (1..=7).map(|key: u8| (key.to_string(), "話せた".to_owned())).collect(),
        lines: (0..OFFICES).map(line).collect(),
        without: Vec::new(),
    }
}

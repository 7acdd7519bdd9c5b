//! 相乗り開催: who holds a session together with whom.

use crate::{messages::demos::people, paths};
use domain::{
    demos::{AskedState, Headcount},
    ids::DemoId,
};
use elements::{Section, SummaryList, SummaryRow};
use leptos::prelude::*;

/// Who holds a session together with whom.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct JointView {
    /// The session that a request was joined to.
    pub into: Option<DemoId>,
    /// Whose session it is, for those who joined it.
    pub lead: Option<String>,
    /// For which cities a prefecture asked, while there is no date: from then on they are companions.
    pub cities: Vec<String>,
    /// Whom the city asked along that has not said that it comes.
    pub asked: Vec<AskedAlong>,
    /// The session for which the federation records what those say.
    pub records: Option<DemoId>,
    /// The session that the city which looks may leave; for the federation, that others may.
    pub leaves: Option<DemoId>,
    /// Who joined it.
    pub companions: Vec<CompanionLine>,
}

/// A city that was asked along, and does not come, or has not said it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedAlong {
    /// Its name.
    pub name: String,
    /// What it said.
    pub state: AskedState,
    /// Its word; may be empty.
    pub note: String,
    /// Whether it has no house here: it is called.
    pub absent: bool,
    /// By which number, as its federation keeps it; may be empty.
    pub phone: String,
    /// Whether it had agreed before.
    pub left: bool,
}

impl AskedAlong {
    fn words(&self) -> String {
        let said = match (self.state, self.absent) {
            (AskedState::Declined, _) if self.left => "いっしょに開くことを取りやめました",
            (AskedState::Declined, _) => "いっしょには開きません",
            (AskedState::Open, true) => "ひろめる未利用のため、電話などで誘ってください",
            (AskedState::Open, false) => "誘っています（まだ答えがありません）",
            (AskedState::Agreed, _) => "いっしょに開きます",
        };
        // Whoever has answered need not be called.
        let by = if self.state == AskedState::Open { number(&self.phone) } else { String::new() };
        let words = [said.to_owned(), by, self.note.clone()];
        words.into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join("　")
    }
}

/// A city that joined a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompanionLine {
    /// Its name.
    pub name: String,
    /// The people it expects; none where a prefecture asked for it.
    pub expected: Option<u16>,
    /// Whether it has no house here: it is called.
    pub absent: bool,
    /// By which number, as its federation keeps it; may be empty.
    pub phone: String,
    /// How many of its offices were told, and who of them is registered; none while nobody registers, or where that is not
    /// told.
    pub counted: Option<(usize, Headcount)>,
    /// Its word when it agreed; may be empty.
    pub note: String,
}

impl CompanionLine {
    fn words(&self) -> String {
        let expected = self.expected.map(|expected| format!("参加見込み {}", people(expected)));
        let counted = self.counted.map(|(invited, Headcount { offices, people })| {
            format!("案内 {invited}事業所　申込み {offices}事業所 {people}人")
        });
        let absent = self.absent.then(|| "ひろめる未利用のため、電話などで知らせてください".to_owned());
        let note = Some(self.note.clone()).filter(|note| !note.is_empty());
        let mut words: Vec<String> = expected.into_iter().chain(counted).chain(absent).collect();
        if words.is_empty() {
            words.push("いっしょに開きます".to_owned());
        }
        words.extend(Some(number(&self.phone)).filter(|number| !number.is_empty()));
        words.extend(note);
        words.join("　")
    }
}

/// A number in words; nothing where none is known.
fn number(phone: &str) -> String {
    if phone.is_empty() { String::new() } else { format!("電話 {phone}") }
}

/// The part of a session's page; nothing where it is held by one alone.
#[component]
pub fn JointSection(
    /// The tenant's word in addresses.
    slug: String,
    /// Who.
    joint: JointView,
) -> impl IntoView {
    let JointView { into, lead, cities, asked, records, leaves, companions } = joint;
    let alone = companions.is_empty() && cities.is_empty() && asked.is_empty();
    if into.is_none() && lead.is_none() && alone {
        return None;
    }
    let into = into.map(|id| {
        view! { <p><a href=paths::demo_session(&slug, id)>"いっしょに開くデモ・説明会を見る"</a></p> }
    });
    let leaves = leaves.map(|id| {
        let words = if lead.is_some() {
            "いっしょに開くことを取りやめる"
        } else {
            "電話などで受けた取りやめを記録する"
        };
        view! { <p><a href=paths::demo_leaving(&slug, id)>{words}</a></p> }
    });
    let lead = lead.map(|lead| view! { <SummaryRow label="主催">{lead}</SummaryRow> });
    let companions = companions
        .into_iter()
        .map(|line| {
            let words = line.words();
            view! { <SummaryRow label=line.name>{words}</SummaryRow> }
        })
        .collect_view();
    let asked = asked
        .into_iter()
        .map(|line| {
            let words = line.words();
            view! { <SummaryRow label=line.name>{words}</SummaryRow> }
        })
        .collect_view();
    let records = records.map(|id| {
        view! { <p><a href=paths::demo_asked(&slug, id)>"電話などで受けた答えを記録する"</a></p> }
    });
    let cities = (!cities.is_empty()).then(|| {
        let words = cities.join("、");
        view! { <SummaryRow label="参加する市区町村">{words}</SummaryRow> }
    });
    Some(view! {
        <Section title="相乗り開催">
            {into}
            <SummaryList dense=true>{lead}{cities}{companions}{asked}</SummaryList>
            {records}
            {leaves}
        </Section>
    })
}

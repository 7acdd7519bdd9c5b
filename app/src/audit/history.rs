//! Everything about one thing: what happened, who looked, which mails were sent (J23).

use super::{EntryLine, list::EntryTable};
use crate::{
    exports::SaveLinks,
    messages::{
        payments::{payment_state, payment_tone},
        subsidies::entry_kind,
    },
    paths, when,
};
use chrono::{DateTime, Utc};
use domain::{money::Yen, payments::PaymentState, subsidies::EntryKind};
use elements::{BackLink, Column, Density, EmptyState, PageHeader, Section, Table, Tag, Tone};
use leptos::prelude::*;

/// A mail about the thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentMail {
    /// When it was written.
    pub at: DateTime<Utc>,
    /// Its subject.
    pub subject: String,
    /// What became of it.
    pub state: (Tone, String),
}

/// A line of the ledger about the thing: when the amount moved, why, by whom, and by how much.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AmountMoved {
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub who: String,
    /// Why.
    pub kind: EntryKind,
    /// By how much: 確保, 決定, 支払.
    pub moved: [Yen; 3],
}

/// A payment of the thing, and who answered for its run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaidBy {
    /// The number of the run.
    pub run: String,
    /// Where it stands.
    pub href: String,
    /// How much of it was for the thing.
    pub yen: Yen,
    /// What became of it.
    pub state: PaymentState,
    /// Who made the run, who released it, who handed it to the bank; nobody yet is empty.
    pub who: [String; 3],
}

/// An import that wrote the office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportLine {
    /// The file.
    pub file: String,
    /// Where it stands.
    pub href: String,
    /// Whether the office was not there before.
    pub created: bool,
    /// Who wrote it into the register, and when.
    pub committed: Option<(String, DateTime<Utc>)>,
}

/// Everything on the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// The thing: 申請 R6-0007.
    pub title: String,
    /// What it belongs to, and where that stands.
    pub belongs: Vec<(String, String)>,
    /// Who looked at its bank account, newest first; none where the thing has no account.
    pub looks: Option<Vec<EntryLine>>,
    /// How its amount came about, oldest first; none where the thing has no amount.
    pub amounts: Option<Vec<AmountMoved>>,
    /// Its payments, oldest first.
    pub payments: Vec<PaidBy>,
    /// The imports that wrote its office.
    pub imports: Vec<ImportLine>,
    /// What happened and who looked, newest first.
    pub entries: Vec<EntryLine>,
    /// The same as a table.
    pub save: String,
    /// The mails, oldest first.
    pub mails: Vec<SentMail>,
}

/// The page.
#[component]
pub fn HistoryPage(
    /// What it shows.
    view: HistoryView,
) -> impl IntoView {
    let HistoryView { slug, title, belongs, looks, amounts, payments, imports, entries, save, mails } = view;
    let belongs =
        belongs.into_iter().map(|(words, href)| view! { <li><a href=href>{words}</a></li> }).collect_view();
    let list = if entries.is_empty() {
        view! { <EmptyState title="記録はありません"/> }.into_any()
    } else {
        view! { <SaveLinks what="記録" here=save/><EntryTable entries/> }.into_any()
    };
    let looks = looks.map(|looks| {
        let list = if looks.is_empty() {
            view! { <p>"口座を見た人はいません。"</p> }.into_any()
        } else {
            view! { <EntryTable entries=looks/> }.into_any()
        };
        view! { <Section title="口座を見た人">{list}</Section> }
    });
    let amounts = amounts.map(moved);
    let payments = paid(payments);
    let imports = imported(imports);
    let mails = (!mails.is_empty()).then(|| {
        let rows = mails
            .into_iter()
            .map(|SentMail { at, subject, state: (tone, label) }| {
                view! { <tr><th scope="row">{when::moment(at)}</th><td>{subject}</td><td><Tag tone label/></td></tr> }
            })
            .collect_view();
        view! {
            <Section title="送ったメール">
                <Table
                    caption="送ったメール"
                    caption_hidden=true
                    density=Density::Dense
                    columns=vec![Column::new("日時"), Column::new("件名"), Column::new("結果")]
                >
                    {rows}
                </Table>
            </Section>
        }
    });
    view! {
        <BackLink href=paths::audit(&slug) label="監査記録"/>
        <PageHeader title=title caption="監査記録"/>
        <ul>{belongs}</ul>
        {looks}
        {amounts}
        {payments}
        {imports}
        <Section title="したこと・見たこと">{list}</Section>
        {mails}
    }
}

fn moved(amounts: Vec<AmountMoved>) -> impl IntoView {
    let list = if amounts.is_empty() {
        view! { <p>"予算の台帳に、この申請の行はありません。"</p> }.into_any()
    } else {
        let rows = amounts
            .into_iter()
            .map(|AmountMoved { at, who, kind, moved }| {
                let moved = moved.map(|yen| {
                    let sign = if yen > Yen::ZERO { "+" } else { "" };
                    view! { <td class="number">{format!("{sign}{}", yen.grouped())}</td> }
                });
                view! {
                    <tr>
                        <th scope="row">{when::moment(at)}</th>
                        <td>{who}</td>
                        <td>{entry_kind(kind)}</td>
                        {moved.into_iter().collect_view()}
                    </tr>
                }
            })
            .collect_view();
        let columns = vec![
            Column::new("日時"),
            Column::new("だれが"),
            Column::new("事由"),
            Column::number("確保の増減（円）"),
            Column::number("決定の増減（円）"),
            Column::number("支払の増減（円）"),
        ];
        view! { <Table caption="額の経緯" caption_hidden=true density=Density::Dense columns>{rows}</Table> }
            .into_any()
    };
    view! { <Section title="額の経緯">{list}</Section> }
}

fn paid(payments: Vec<PaidBy>) -> impl IntoView {
    (!payments.is_empty()).then(|| {
        let rows = payments
            .into_iter()
            .map(|PaidBy { run, href, yen, state, who }| {
                let who = who.map(|name| view! { <td>{name}</td> });
                view! {
                    <tr>
                        <th scope="row"><a href=href>{run}</a></th>
                        <td class="number">{yen.grouped()}</td>
                        <td><Tag tone=payment_tone(state) label=payment_state(state)/></td>
                        {who.into_iter().collect_view()}
                    </tr>
                }
            })
            .collect_view();
        let columns = vec![
            Column::new("支払データ"),
            Column::number("金額（円）"),
            Column::new("状態"),
            Column::new("作った人"),
            Column::new("承認した人"),
            Column::new("銀行に送った人"),
        ];
        view! {
            <Section title="支払い">
                <Table caption="支払い" caption_hidden=true density=Density::Dense columns>{rows}</Table>
            </Section>
        }
    })
}

fn imported(imports: Vec<ImportLine>) -> impl IntoView {
    (!imports.is_empty()).then(|| {
        let lines = imports
            .into_iter()
            .map(|ImportLine { file, href, created, committed }| {
                let did =
                    if created { "台帳に加えた取込" } else { "台帳の内容を変えた取込" };
                let by = committed.map(|(who, at)| format!("（{}、{who}さん）", when::moment(at)));
                view! { <li>{did}"："<a href=href>{file}</a>{by}</li> }
            })
            .collect_view();
        view! { <Section title="事業所の取込"><ul>{lines}</ul></Section> }
    })
}

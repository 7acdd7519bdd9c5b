//! Payments of one grant, on its page: what was transferred and when, and what the next payment waits for.

use crate::messages::payments::{payment_state, payment_tone};
use chrono::NaiveDate;
use domain::{money::Yen, payments::PaymentState, wareki::format_date};
use elements::{Column, Density, Notice, NoticeKind, Section, Table, Tag};
use leptos::prelude::*;

/// One payment, as far as it is of the grant.
#[derive(Debug, Clone)]
pub struct TransferLine {
    /// The number of its run.
    pub run: String,
    /// The page of the run.
    pub href: String,
    /// 振込日.
    pub pay_on: NaiveDate,
    /// How much of it is of the grant.
    pub yen: Yen,
    /// Where it stands.
    pub state: PaymentState,
    /// When, and why it came back, in words.
    pub result: String,
}

/// What the next payment waits for.
#[derive(Debug, Clone)]
pub struct NextPayment {
    /// What must be put right before; nothing where it can be paid.
    pub obstacles: Vec<String>,
    /// Where whoever looks puts it right, or puts a run together: words and address.
    pub act: Option<(&'static str, String)>,
}

/// What was paid, and what is to be paid.
#[derive(Debug, Clone, Default)]
pub struct Paying {
    /// The payments, the oldest first.
    pub transfers: Vec<TransferLine>,
    /// The next, where something is to be paid and lies in no run.
    pub next: Option<NextPayment>,
}

/// The section; nothing before there is something to pay.
#[component]
pub fn PaymentsOfAward(
    /// What was paid, and what is to be paid.
    paying: Paying,
) -> impl IntoView {
    let Paying { transfers, next } = paying;
    (next.is_some() || !transfers.is_empty()).then(|| {
        let next = next.map(|NextPayment { obstacles, act }| {
            let act = act.map(|(words, href)| view! { <p><a href=href>{words}</a></p> });
            if obstacles.is_empty() {
                return view! { <p>"次の支払データに入れられます。"</p>{act} }.into_any();
            }
            let obstacles = obstacles.into_iter().map(|words| view! { <li>{words}</li> }).collect_view();
            view! {
                <Notice kind=NoticeKind::Warning title="支払う前に直すことがあります">
                    <ul>{obstacles}</ul>
                    {act}
                </Notice>
            }
            .into_any()
        });
        view! {
            <Section title="支払い">
                {next}
                <Transfers lines=transfers/>
            </Section>
        }
    })
}

#[component]
fn Transfers(lines: Vec<TransferLine>) -> impl IntoView {
    (!lines.is_empty()).then(|| {
        let rows = lines
            .into_iter()
            .map(|TransferLine { run, href, pay_on, yen, state, result }| {
                view! {
                    <tr>
                        <th scope="row"><a href=href>{run}</a></th>
                        <td>{format_date(pay_on)}</td>
                        <td class="number">{yen.to_string()}</td>
                        <td><Tag tone=payment_tone(state) label=payment_state(state)/>" "{result}</td>
                    </tr>
                }
            })
            .collect_view();
        let columns = vec![
            Column::new("支払データ"),
            Column::new("振込日"),
            Column::number("金額"),
            Column::new("状態"),
        ];
        view! { <Table caption="振込の一覧" caption_hidden=true density=Density::Dense columns>{rows}</Table> }
    })
}

//! What happened to the mail of one office: every attempt with its time and the server's answer, and what came back.

use crate::{
    messages::{
        mailings::{outcome, outcome_tone, reason},
        sending::{attempt, bounce},
    },
    paths, when,
};
use chrono::{DateTime, Utc};
use domain::{
    ids::{MailingId, OfficeId},
    mailings::{Outcome, Refusal},
};
use elements::{
    Breadcrumb, Column, Crumb, Density, EmptyState, PageHeader, Section, SummaryList, SummaryRow, Table, Tag,
};
use leptos::prelude::*;

/// Something that happened, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LogLine {
    /// The mail was handed over.
    Attempt {
        /// The how manieth time.
        number: i32,
        /// When it began.
        began: DateTime<Utc>,
        /// When its end was known.
        ended: DateTime<Utc>,
        /// How it ended.
        how: String,
        /// What was said.
        answer: Option<String>,
    },
    /// A report came back.
    Report {
        /// When it was taken.
        at: DateTime<Utc>,
        /// What it says.
        kind: String,
        /// Its status and words.
        said: String,
    },
}

/// The mail of one office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecipientLog {
    /// The tenant's word in addresses.
    pub slug: String,
    /// The mailing.
    pub mailing: (MailingId, String),
    /// The office.
    pub office: (OfficeId, String),
    /// Its address; empty when there was none.
    pub email: String,
    /// What became of it.
    pub outcome: Outcome,
    /// Who refused the mail.
    pub refusal: Option<Refusal>,
    /// The name of the message, where one was written.
    pub message_id: Option<String>,
    /// What happened.
    pub lines: Vec<LogLine>,
}

/// The log.
#[component]
pub fn RecipientLogPage(
    /// The mail.
    log: RecipientLog,
) -> impl IntoView {
    let RecipientLog {
        slug,
        mailing: (id, subject),
        office: (office, name),
        email,
        outcome: ended,
        refusal,
        message_id,
        lines,
    } = log;
    let list = if lines.is_empty() {
        view! { <EmptyState title="まだ送っていません"><p>"送ると、日時と相手のサーバーの返事がここに残ります。"</p></EmptyState> }.into_any()
    } else {
        let rows = lines.into_iter().map(row).collect_view();
        let columns = vec![
            Column::new("日時"),
            Column::new("何回目"),
            Column::new("結果"),
            Column::new("相手のサーバーの返事"),
        ];
        view! { <Table caption="送信の記録" caption_hidden=true columns density=Density::Dense>{rows}</Table> }.into_any()
    };
    let email = if email.is_empty() { "なし".to_owned() } else { email };
    let named =
        message_id.map(|message_id| view! { <SummaryRow label="メッセージID">{message_id}</SummaryRow> });
    view! {
        <Breadcrumb
            crumbs=vec![
                Crumb::new("お知らせ", paths::mailings(&slug)),
                Crumb::new(subject.clone(), paths::mailing(&slug, id)),
            ]
            here=name.clone()
        />
        <PageHeader title=format!("{name}への送信の記録") caption=subject tag=Some((outcome_tone(ended), outcome(ended).to_owned()))/>
        <SummaryList dense=true>
            <SummaryRow label="事業所"><a href=paths::office(&slug, office)>{name}</a></SummaryRow>
            <SummaryRow label="メールアドレス">{email}</SummaryRow>
            <SummaryRow label="結果">{outcome(ended)}<p class="muted">{reason(ended, refusal)}</p></SummaryRow>
            {named}
        </SummaryList>
        <Section title="送信の記録">{list}</Section>
    }
}

fn row(line: LogLine) -> impl IntoView {
    let (at, number, (tone, label), said) = match line {
        LogLine::Attempt { number, began, ended, how, answer } => {
            let span = if when::moment(began) == when::moment(ended) {
                when::moment(began)
            } else {
                format!("{} から {} まで", when::moment(began), when::moment(ended))
            };
            (span, format!("{number}回目"), attempt(&how), answer.unwrap_or_default())
        }
        LogLine::Report { at, kind, said } => {
            let (tone, words) = bounce(&kind);
            (when::moment(at), "エラーメール".to_owned(), (tone, words), said)
        }
    };
    view! {
        <tr>
            <th scope="row">{at}</th>
            <td>{number}</td>
            <td><Tag tone label/></td>
            <td>{said}</td>
        </tr>
    }
}

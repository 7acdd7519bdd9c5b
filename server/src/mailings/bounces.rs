//! What came back: the list, and the files that an officer brings.

use super::may_write;
use crate::{
    actor::{Clerk, Reader},
    app::App,
    error::Error,
    mail::bounces::{Counted, bring},
    page::{Page, see_other},
    posted::Upload,
};
use app::{
    mailings::{BounceLine, BouncesPage, BouncesView},
    paths,
};
use axum::{
    extract::{Query, State},
    response::Response,
};
use domain::{form::Typed, ids::MailId};
use elements::FormState;
use leptos::prelude::*;
use store::{
    Tx,
    mails::{
        self,
        bounces::{self, Kept},
    },
    views,
};

const TITLE: &str = "エラーメール";
/// Reports on a page.
const PER_PAGE: u64 = 50;

/// What an address may say. Words that are not known narrow nothing.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    kind: String,
    page: String,
    matched: u64,
    suppressed: u64,
    unmatched: u64,
    known: u64,
    no_report: u64,
    done: String,
}

/// The reports, the newest first.
pub async fn show(
    reader: Reader,
    State(app): State<App>,
    Query(asked): Query<Asked>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.look(&reader.scope()).await?;
    let view = listed(&app, &tx, &reader, &asked).await?;
    tx.commit().await?;
    let done = (asked.done == "brought").then(|| told(&asked));
    let view = BouncesView { done, ..view };
    Ok(page.ok(TITLE, move || view! { <BouncesPage view form=FormState::empty()/> }))
}

fn told(asked: &Asked) -> String {
    let Asked { matched, suppressed, unmatched, known, no_report, .. } = asked;
    let mut parts = vec![format!("エラーメールを{}件取り込みました", matched + unmatched)];
    for (number, what) in [
        (suppressed, "新しくお知らせを止めたアドレス"),
        (unmatched, "どのメールのものかわからなかったもの"),
        (known, "前に取り込んでいたもの"),
        (no_report, "エラーメールではなかったもの"),
    ] {
        if *number > 0 {
            parts.push(format!("{what}：{number}件"));
        }
    }
    format!("{}。", parts.join("。"))
}

async fn listed(app: &App, tx: &Tx, reader: &Reader, asked: &Asked) -> Result<BouncesView, Error> {
    let kind = ["hard", "soft", "other", "unmatched"].into_iter().find(|kind| *kind == asked.kind);
    let number = asked.page.parse().unwrap_or(1).max(1);
    let (found, total) = bounces::list(tx, kind, number - 1, PER_PAGE).await?;
    // The addresses of people are shown.
    let tenant = reader.tenant.id.uuid();
    views::record(tx, app.clock.id(), app.clock.now(), "tenant", tenant, "bounces").await?;
    let mut lines = Vec::with_capacity(found.len());
    for Kept { mail, email, kind, status, diagnostic, source: _, at } in found {
        let log = match mail {
            Some(mail) => log(tx, reader, mail).await?,
            None => None,
        };
        lines.push(BounceLine {
            at,
            email,
            kind,
            said: format!("{status} {diagnostic}").trim().to_owned(),
            log,
        });
    }
    Ok(BouncesView {
        slug: reader.tenant.slug.clone(),
        lines,
        kind: kind.unwrap_or_default().to_owned(),
        total,
        page: number,
        per_page: PER_PAGE,
        may_bring: may_write(reader),
        reads_mailbox: app.config.mail.as_ref().is_some_and(|mail| mail.bounces.is_some()),
        done: None,
    })
}

/// Where the log of a mail stands: of those of a mailing.
async fn log(tx: &Tx, reader: &Reader, mail: MailId) -> Result<Option<String>, Error> {
    let stored = mails::find(tx, mail).await?;
    let stored = stored.filter(|stored| stored.mail.tenant == reader.tenant.id);
    Ok(stored.and_then(|stored| stored.subject).and_then(|(kind, id)| {
        (kind == "mailing").then(|| paths::mailing_recipient(&reader.tenant.slug, id.into(), mail))
    }))
}

/// Takes what is brought.
pub async fn create(
    clerk: Clerk,
    State(app): State<App>,
    page: Page,
    Upload { typed: _, files }: Upload,
) -> Result<Response, Error> {
    let tx = app.store.write(&clerk.scope()).await?;
    let files: Vec<_> = files.into_iter().filter(|file| file.field == "reports").collect();
    let mut counted = Counted::default();
    for file in &files {
        let more = bring(&app, &tx, clerk.tenant.id, &file.bytes).await?;
        counted.matched += more.matched;
        counted.suppressed += more.suppressed;
        counted.unmatched += more.unmatched;
        counted.known += more.known;
        counted.no_report += more.no_report;
    }
    let refused = if files.is_empty() {
        Some("エラーメールのファイルを選んでください")
    } else if counted.taken() + counted.known == 0 {
        Some(
            "選んだファイルに、エラーメールがありません。届かなかったという知らせのメールを、.eml、.msg、.mboxのどれかで保存して選んでください",
        )
    } else {
        None
    };
    if let Some(why) = refused {
        let reader = Reader(clerk.0.clone());
        let view = listed(&app, &tx, &reader, &Asked::default()).await?;
        tx.commit().await?;
        let form = FormState::rejected(Typed::default(), vec![("reports", why.to_owned())]);
        return Ok(page.unprocessable(TITLE, move || view! { <BouncesPage view form/> }));
    }
    tx.commit().await?;
    let Counted { matched, suppressed, unmatched, known, no_report } = counted;
    Ok(see_other(&format!(
        "{}?done=brought&matched={matched}&suppressed={suppressed}&unmatched={unmatched}&known={known}&no_report={no_report}",
        paths::mail_bounces(&clerk.tenant.slug)
    )))
}

//! Who was told, when, and by which way: of the mailings and the lists of a campaign, one line an office or association.
//! For the page, the table and the sheet.

use super::load;
use crate::{actor::Reader, app::App, error::Error, export::Saving, page::Page};
use app::{
    campaigns::{ProofLine, ProofPage, ProofView},
    messages::{
        associations::mail as stands,
        campaigns::{exclusion, kind, reply},
        mailings::outcome,
    },
    when,
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use documents::{ProofSheet, ProofSheetLine};
use domain::{
    campaigns::{ActivityKind, Reply, Standing},
    ids::{CampaignId, MailId, MailingId},
    mailings::Outcome,
    tokyo,
};
use leptos::prelude::*;
use std::collections::{BTreeMap, HashMap};
use store::{
    Tx,
    associations::{self, Kept, Mailed},
    campaigns::{Activity, activities, recipients},
    mailings, tenants, views,
};
use tables::{Field, Kind, Table};

/// Offices that are asked for at once.
const PAGE: u64 = 1_000;

const FIELDS: [Field<ProofLine>; 5] = [
    ("事業所番号", Kind::Code, |line| line.number.clone().into()),
    ("事業所名", Kind::Text, |line| line.name.clone().into()),
    ("結果", Kind::Text, |line| if line.reached.is_empty() { "届いていない" } else { "届いた" }.into()),
    ("届いた方法と日時", Kind::Text, |line| line.reached.join("、").into()),
    ("届かなかった方法と理由", Kind::Text, |line| line.missed.join("、").into()),
];

/// The page.
pub async fn show(
    reader: Reader,
    State(app): State<App>,
    Path((slug, id)): Path<(String, CampaignId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&reader.scope()).await?;
    let campaign = load(&tx, id).await?;
    let lines = lines(&tx, id).await?;
    let as_of = format!("{}現在", when::moment(app.clock.now()));
    let view = ProofView { slug, id, name: campaign.text.name, lines, as_of };
    Ok(page.ok("周知の記録", move || view! { <ProofPage view/> }))
}

/// The same as a table.
pub async fn export(
    reader: Reader,
    State(app): State<App>,
    Path((_, id)): Path<(String, CampaignId)>,
    saving: Saving,
) -> Result<Response, Error> {
    let (name, lines) = saved(&app, &reader, id).await?;
    saving.answer(&format!("周知の記録_{name}"), Table::of("周知の記録", &FIELDS, &lines))
}

/// The same on paper.
pub async fn sheet(
    reader: Reader,
    State(app): State<App>,
    Path((_, id)): Path<(String, CampaignId)>,
) -> Result<Response, Error> {
    let (name, lines) = saved(&app, &reader, id).await?;
    let own = {
        let tx = app.store.read(&reader.scope()).await?;
        tenants::own(&tx).await?
    };
    let line = |line: &ProofLine| ProofSheetLine {
        number: line.number.clone(),
        name: line.name.clone(),
        words: if line.reached.is_empty() { line.missed.join("、") } else { line.reached.join("、") },
    };
    let (reached, missed): (Vec<_>, Vec<_>) = lines.iter().partition(|line| !line.reached.is_empty());
    let now = app.clock.now();
    let sheet = ProofSheet {
        title: name,
        from: own.name,
        as_of: tokyo::date(now),
        reached: reached.into_iter().map(line).collect(),
        missed: missed.into_iter().map(line).collect(),
    };
    let (file, fonts) = (sheet.file_name(), app.fonts.clone());
    let made = tokio::task::spawn_blocking(move || sheet.render(now, &fonts))
        .await
        .map_err(|_| Error::Internal("setting the proof was broken off"))?
        .map_err(|_| Error::Internal("the proof cannot be set"))?;
    Ok(crate::download::file(&file, "application/pdf", made.pdf))
}

/// The lines for a file; that they were taken is kept.
async fn saved(app: &App, reader: &Reader, id: CampaignId) -> Result<(String, Vec<ProofLine>), Error> {
    let tx = app.store.look(&reader.scope()).await?;
    let campaign = load(&tx, id).await?;
    let lines = lines(&tx, id).await?;
    views::record(&tx, app.clock.id(), app.clock.now(), "campaign", id.uuid(), "proof-saved").await?;
    tx.commit().await?;
    Ok((campaign.text.name, lines))
}

async fn lines(tx: &Tx, id: CampaignId) -> Result<Vec<ProofLine>, Error> {
    let mut lines: BTreeMap<String, ProofLine> = BTreeMap::new();
    let mailed = mailed(tx).await?;
    for activity in activities::of_campaign(tx, id).await? {
        match activity.text.mailing {
            Some(mailing) if activity.text.kind == ActivityKind::Mail => {
                by_mail(&mailed, mailing, &mut lines);
                let mut page = 0;
                loop {
                    let some = mailings::lines(tx, mailing, None, page, PAGE).await?;
                    let last = some.len() < usize::try_from(PAGE).unwrap_or(usize::MAX);
                    for one in some {
                        let number = one.number.to_string();
                        let line = of(&mut lines, number.clone(), number, &one.name);
                        match (one.outcome, one.sent_at) {
                            (Outcome::Sent, Some(at)) => {
                                line.reached.push(format!("メール {}", when::moment(at)));
                            }
                            (ended, _) => line.missed.push(format!("メール：{}", outcome(ended))),
                        }
                    }
                    if last {
                        break;
                    }
                    page += 1;
                }
            }
            Some(_) | None if activity.frozen.is_some() => listed(tx, &activity, &mut lines).await?,
            Some(_) | None => {}
        }
    }
    Ok(lines.into_values().collect())
}

/// The associations that there ever were, and the mails that they got, by their ids.
async fn mailed(tx: &Tx) -> Result<(Vec<Kept>, HashMap<MailId, Mailed>), Error> {
    let mails = associations::mailed(tx, None).await?.into_iter().map(|mail| (mail.id, mail)).collect();
    Ok((associations::all(tx).await?, mails))
}

/// The associations to which a mailing went as well.
fn by_mail(
    (bodies, mails): &(Vec<Kept>, HashMap<MailId, Mailed>),
    mailing: MailingId,
    lines: &mut BTreeMap<String, ProofLine>,
) {
    for body in bodies {
        let Some(mail) = mails.get(&associations::mail_of(mailing, body.id)) else { continue };
        let line = of(lines, format!("団体{}", body.id), String::new(), &body.association.name);
        if mail.state == "sent" {
            line.reached.push(format!("メール {}", when::moment(mail.at)));
        } else {
            line.missed.push(format!("メール：{}", stands(&mail.state)));
        }
    }
}

/// What came back of a list.
async fn listed(tx: &Tx, activity: &Activity, lines: &mut BTreeMap<String, ProofLine>) -> Result<(), Error> {
    let way = kind(activity.text.kind);
    for one in recipients::list(tx, activity.id).await? {
        let number = one.target.code();
        // Associations have no number, and stand behind the offices.
        let key = one.target.party.association().map_or_else(|| number.clone(), |id| format!("団体{id}"));
        let line = of(lines, key, number, &one.target.name);
        match (one.exclusion, one.reply) {
            (Some(why), _) => line.missed.push(format!("{way}：{}", exclusion(why))),
            (None, Some(answer)) if is_reached(answer) => {
                let at = one.replied_at.map(when::moment).unwrap_or_default();
                line.reached.push(format!("{way} {at}（{}）", reply(answer)));
            }
            (None, Some(answer)) => line.missed.push(format!("{way}：{}", reply(answer))),
            (None, None) => line.missed.push(format!("{way}：結果の入力待ち")),
        }
    }
    Ok(())
}

/// Whether what came back shows that the office was told; who declines was.
const fn is_reached(reply: Reply) -> bool {
    match reply.standing() {
        Standing::Answered | Standing::Delivered | Standing::Declined => true,
        Standing::Open | Standing::Again | Standing::Unreachable => false,
    }
}

fn of<'a>(
    lines: &'a mut BTreeMap<String, ProofLine>,
    key: String,
    number: String,
    name: &str,
) -> &'a mut ProofLine {
    lines.entry(key).or_insert_with(|| ProofLine {
        number,
        name: name.to_owned(),
        reached: Vec::new(),
        missed: Vec::new(),
    })
}

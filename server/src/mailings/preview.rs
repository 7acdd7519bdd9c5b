//! A draft as offices would read it, and a test to whoever writes it.

use super::{
    letters::{self, About, Texts},
    load, may_write,
};
use crate::{
    actor::{Clerk, Reader},
    app::App,
    error::Error,
    mail::outreach::STOP_OF_EACH,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    mailings::{Preview, PreviewPage, PreviewView},
    messages::kernel,
    paths,
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    email::Email,
    form::Typed,
    ids::MailingId,
    mailings::{Exclusion, Facts, Placeholder, Sharing, StageName, longest_and_shortest, sharing},
    office_number::OfficeNumber,
};
use elements::FormState;
use leptos::prelude::*;
use store::{
    Tx,
    mailings::{self, Mailing},
    mails::{self, Extra, Offered},
    offices::{self, Office, segments::Saved},
    tenants::Tenant,
};

const TITLE: &str = "プレビュー";

/// What an address may say.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    office: String,
    done: String,
}

/// The mails of the longest and the shortest name, and of the office that is asked for.
pub async fn show(
    reader: Reader,
    State(app): State<App>,
    Path((slug, id)): Path<(String, MailingId)>,
    Query(Asked { office, done }): Query<Asked>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&reader.scope()).await?;
    let (mailing, segment) = load(&tx, id).await?;
    let texts = Texts::of(&app, &slug, &mailing)?;
    let (audience, sharing) = audience(&tx, &mailing, &segment).await?;
    let (chosen, form) = chosen(&tx, &office).await?;
    drop(tx);
    let tenant = &reader.tenant;
    let stop = app.config.public_side.then_some(STOP_OF_EACH);
    let mut previews = ends(&app, tenant, (&texts, &sharing), &audience, stop);
    if let Some(office) = chosen {
        previews.insert(0, preview(&app, tenant, (&texts, &sharing), "選んだ事業所", &office, stop));
    }
    let own = reader.account.email.clone();
    let view = PreviewView {
        empty: empty(&app, tenant, &texts, &audience),
        previews,
        form: form.clone(),
        html: mailing.text.html,
        test_to: own.filter(|_| may_write(&reader) && mailing.stage.name() == StageName::Draft),
        done: told(&done, reader.account.email.as_deref()),
        title: mailing.text.subject,
        slug,
        id,
    };
    let rejected = form.has_errors();
    let body = move || view! { <PreviewPage preview=view/> };
    Ok(if rejected { page.unprocessable(TITLE, body) } else { page.ok(TITLE, body) })
}

fn told(done: &str, to: Option<&str>) -> Option<String> {
    match (done, to) {
        ("saved", _) => Some("下書きとして保存しました。まだ送っていません。".to_owned()),
        ("tested", Some(to)) => Some(format!("{to} にテストメールを送りました。")),
        ("stopped", Some(to)) => {
            Some(format!("{to} はお知らせの配信を止めているので、テストメールを送りませんでした。"))
        }
        ("topic-stopped", Some(to)) => {
            Some(format!("{to} はこの分野のお知らせを希望していないので、テストメールを送りませんでした。"))
        }
        ("suppressed", Some(to)) => Some(format!(
            "{to} は前に送ったメールが届かなかったので、テストメールを送りませんでした。「お知らせを止めているアドレス」で解除できます。"
        )),
        ("nobody", _) => Some("対象の事業所がないので、テストメールを送りませんでした。".to_owned()),
        (_, _) => None,
    }
}

/// Sends the mail of the longest name to the officer who asks, in the same way as it would go to the office.
pub async fn test(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, MailingId)>,
    Posted(_): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&clerk.scope()).await?;
    let (mailing, segment) = load(&tx, id).await?;
    let (audience, sharing) = audience(&tx, &mailing, &segment).await?;
    let told = match longest_and_shortest(names(&audience)) {
        None => "nobody",
        Some((longest, _)) => {
            match send_test(&app, &tx, &clerk, &mailing, (&audience[longest], &sharing)).await? {
                Offered::Written | Offered::Known => "tested",
                Offered::OptedOut => "stopped",
                Offered::TopicStopped => "topic-stopped",
                Offered::Suppressed => "suppressed",
            }
        }
    };
    tx.commit().await?;
    Ok(see_other(&format!("{}?done={told}", paths::preview_mailing(&slug, id))))
}

async fn send_test(
    app: &App,
    tx: &Tx,
    clerk: &Clerk,
    mailing: &Mailing,
    (office, sharing): (&Office, &Sharing),
) -> Result<Offered, Error> {
    let to = clerk.account.email.clone().ok_or(Error::NotFound)?;
    let recipient = (app.clock.id(), to, clerk.account.name.clone());
    let texts = Texts::of(app, &clerk.tenant.slug, mailing)?;
    let facts = facts_of(app, &clerk.tenant, office, sharing);
    let mail = letters::mail(app, &clerk.tenant, &texts, &facts, recipient, About::Test(mailing.id));
    let extra = Extra { html: mailing.text.html, not_after: None, topic: Some(mailing.text.topic) };
    Ok(mails::offer_with(tx, app.clock.id(), mail, extra).await?)
}

/// The offices that would get a mail now, by number, and who shares the mail of which address.
async fn audience(tx: &Tx, mailing: &Mailing, segment: &Saved) -> Result<(Vec<Office>, Sharing), Error> {
    let recipients = mailings::decide_for(tx, mailing, segment).await?;
    let left_out = recipients.iter().filter(|one| one.exclusion == Some(Exclusion::DuplicateAddress));
    let sharing = sharing(left_out.map(|one| (one.candidate.email.as_str(), one.candidate.name.as_str())));
    let ids: Vec<_> = recipients
        .into_iter()
        .filter(|recipient| recipient.exclusion.is_none())
        .map(|recipient| recipient.candidate.office)
        .collect();
    let mut offices = offices::several(tx, &ids).await?;
    offices.sort_by_key(|office| office.number);
    Ok((offices, sharing))
}

fn facts_of(app: &App, tenant: &Tenant, office: &Office, sharing: &Sharing) -> Facts {
    let email = office.particulars.email.as_ref().map(Email::as_str).unwrap_or_default();
    letters::shared(letters::facts(app, tenant, office), email, sharing)
}

fn names(audience: &[Office]) -> impl Iterator<Item = &str> {
    audience.iter().map(|office| office.particulars.name.as_str())
}

/// The office that is asked for by its number, and the form that asks.
async fn chosen(tx: &Tx, typed: &str) -> Result<(Option<Office>, FormState), Error> {
    let form = Typed::default().with("office", typed);
    if typed.is_empty() {
        return Ok((None, FormState::filled(form)));
    }
    let sentence = match OfficeNumber::parse(typed) {
        Err(error) => kernel::office_number("事業所番号", &error),
        Ok(parsed) => {
            if let Some(id) = offices::by_number(tx, parsed.number).await? {
                return Ok((offices::find(tx, id).await?, FormState::filled(form)));
            }
            format!("事業所番号{}は、台帳にありません。番号を確かめてください", parsed.number)
        }
    };
    Ok((None, FormState::rejected(form, vec![("office", sentence)])))
}

fn ends(
    app: &App,
    tenant: &Tenant,
    texts: (&Texts, &Sharing),
    audience: &[Office],
    stop: Option<&str>,
) -> Vec<Preview> {
    let Some((longest, shortest)) = longest_and_shortest(names(audience)) else { return Vec::new() };
    let mut previews =
        vec![preview(app, tenant, texts, "名前がいちばん長い事業所", &audience[longest], stop)];
    if shortest != longest {
        previews.push(preview(app, tenant, texts, "名前がいちばん短い事業所", &audience[shortest], stop));
    }
    previews
}

fn preview(
    app: &App,
    tenant: &Tenant,
    (texts, sharing): (&Texts, &Sharing),
    why: &'static str,
    office: &Office,
    stop: Option<&str>,
) -> Preview {
    let facts = facts_of(app, tenant, office, sharing);
    Preview {
        why,
        office: format!("{}（{}）", facts.office_name, facts.office_number),
        subject: texts.subject.render(&facts),
        body: letters::body(tenant, texts, &facts, stop),
        empty: texts.bare().into_iter().filter(|place| facts.value(*place).is_empty()).collect(),
    }
}

/// For how many offices each place stays empty.
fn empty(app: &App, tenant: &Tenant, texts: &Texts, audience: &[Office]) -> Vec<(Placeholder, u64)> {
    let facts: Vec<Facts> = audience.iter().map(|office| letters::facts(app, tenant, office)).collect();
    texts
        .bare()
        .into_iter()
        .map(|place| (place, facts.iter().filter(|facts| facts.value(place).is_empty()).count() as u64))
        .filter(|(_, offices)| *offices > 0)
        .collect()
}

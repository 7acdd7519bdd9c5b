//! The card of one office.

use super::{OfficePath, adoption, successions};
use crate::{
    actor::Reader,
    app::App,
    error::Error,
    page::{Page, see_other},
};
use app::{
    messages::{imports as import_words, offices as words, subsidies},
    offices::{ApplicationLine, CardEntry, CardService, OfficeCard, OfficeCardPage, Outreach},
    paths,
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    accounts::Role,
    form::Typed,
    ids::{AccountId, OfficeId},
    imports::{Change, Field},
    offices::{Happening, NewOffice},
    subsidies::ProgrammeState,
};
use elements::{NoticeKind, Tone};
use leptos::prelude::*;
use std::collections::BTreeMap;
use store::{
    Tx, accounts, adoption as known,
    events::{self, Recorded},
    imports::{self, OfficeImport},
    mails::suppressions,
    offices::{self, Office, mergers},
    opt_outs, views,
};

/// What was just done, as the address says it.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    done: String,
    /// The number of an office that was merged into this one, and whose address led here.
    from: String,
    /// What was typed for a product or a partner, and could not be read.
    software: String,
    software_as_of: String,
    partner: String,
    /// The same of what is known of its adoption.
    state: String,
    as_of: String,
    note: String,
}

/// One office; that it was looked at is kept, for the card tells a mail address.
pub async fn show(
    reader: Reader,
    State(app): State<App>,
    page: Page,
    Path(OfficePath { office }): Path<OfficePath>,
    Query(asked): Query<Asked>,
) -> Result<Response, Error> {
    let tx = app.store.look(&reader.scope()).await?;
    let Some(office) = offices::find(&tx, office).await? else {
        return moved(&tx, &reader.tenant.slug, office).await;
    };
    let identity = successions::card(&tx, &office).await?;
    let applications = applications(&tx, &reader.tenant.slug, office.id).await?;
    let names = accounts::names(&tx).await?;
    let entries = entries(&tx, &reader.tenant.slug, &office, &names).await?;
    let known = known::of_office(&tx, office.id).await?;
    let typed =
        Typed::default().with("state", asked.state).with("as_of", asked.as_of).with("note", asked.note);
    let adoption = adoption::card(&known, &names, &reader.tenant.slug, app.clock.today(), typed);
    let forms = forms(&tx, &reader.tenant.slug, office.id).await?;
    let typed = Typed::default()
        .with("software", asked.software)
        .with("software_as_of", asked.software_as_of)
        .with("partner", asked.partner);
    let mut support =
        crate::software::support(&tx, &reader.tenant.slug, office.id, app.clock.today(), typed).await?;
    support.estimate =
        app.config.public_side.then(|| paths::office_simulator(&reader.tenant.slug, office.id));
    let outreach = match &office.particulars.email {
        Some(email) => match opt_outs::since(&tx, email).await? {
            Some(at) => Outreach::Stopped(at),
            None => match suppressions::live(&tx, email).await? {
                Some(one) => Outreach::Suppressed(one.at, one.id, one.why.word()),
                None => Outreach::Sent(opt_outs::topics(&tx, reader.tenant.id, email).await?),
            },
        },
        None => Outreach::NoAddress,
    };
    views::record(&tx, app.clock.id(), app.clock.now(), "office", office.id.uuid(), "card").await?;
    tx.commit().await?;
    let done = match asked.done.as_str() {
        "added" => Some("事業所を追加しました"),
        "saved" => Some("変更を保存しました"),
        "adoption" => Some("導入の状況を記録しました"),
        "no-day" => Some("記録していません。導入の状況を選び、日付は令和7年4月1日のように入力してください"),
        "stopped" => Some("お知らせの配信を止めました"),
        "resumed" => Some("お知らせの配信を再開しました"),
        "topic-stopped" => Some("この分野のお知らせを止めました"),
        "topic-resumed" => Some("この分野のお知らせを再開しました"),
        "software" => Some("介護ソフトを記録しました"),
        "software-ended" => Some("介護ソフトを使わなくなったことを記録しました"),
        "no-software" => Some(
            "記録していません。製品名を80文字までで入力し、日付は今日までの日付を令和7年4月1日のように入力してください",
        ),
        "partner" => Some("連携先を記録しました"),
        "partner-removed" => Some("連携先を外しました"),
        "no-partner" => {
            Some("記録していません。台帳にある、ほかの事業所の事業所番号を10桁で入力してください")
        }
        "succession" => Some("番号の承継を記録しました"),
        "succession-removed" => Some("番号の承継の記録を取り消しました"),
        _ => None,
    };
    let led_here = asked.from.parse().ok().map(words::merging::led_here);
    let kind = if asked.done.starts_with("no-") { NoticeKind::Warning } else { NoticeKind::Success };
    let done = done.map(|done| (kind, done.to_owned())).or_else(|| led_here.map(|led| (kind, led)));
    let title = office.particulars.name.clone();
    let card = OfficeCard {
        id: office.id,
        number: office.number,
        odd: odd(&office),
        particulars: office.particulars,
        adoption,
        outreach,
        support,
        identity,
        services: office
            .services
            .into_iter()
            .map(|service| CardService { service: service.service, particulars: service.particulars })
            .collect(),
        applications,
        entries,
    };
    let slug = reader.tenant.slug.clone();
    let keeper = reader.has(Role::Clerk) || reader.has(Role::Administrator);
    let (letters, enters) = (keeper && app.config.public_side, reader.has(Role::Clerk));
    let sees_account = reader.has(Role::Clerk) || reader.has(Role::Approver);
    let account = sees_account.then(|| paths::office_account(&slug, card.id));
    Ok(page.ok(&title, move || {
        view! { <OfficeCardPage slug card keeper letters enters account forms done/> }
    }))
}

/// Leads from the address of an office that was merged into another to that one.
async fn moved(tx: &Tx, slug: &str, office: OfficeId) -> Result<Response, Error> {
    let survivor = offices::survivor(tx, office).await?.ok_or(Error::NotFound)?;
    let merger = mergers::into_office(tx, survivor).await?.into_iter().find(|merger| merger.merged == office);
    let number = merger.map(|merger| super::merged::both(&merger).1.number.to_string()).unwrap_or_default();
    Ok(see_other(&format!("{}?from={number}", paths::office(slug, survivor))))
}

/// What the form would warn about if it were saved as it stands.
fn odd(office: &Office) -> Vec<String> {
    let services = office.services.iter().map(|service| service.service);
    let typed = domain::offices::to_typed(Some(office.number), &office.particulars, services);
    NewOffice::parse(&typed)
        .map(|parsed| parsed.odd.into_iter().map(|(_, odd)| words::odd(odd)).collect())
        .unwrap_or_default()
}

async fn applications(tx: &Tx, slug: &str, office: OfficeId) -> Result<Vec<ApplicationLine>, Error> {
    let mut lines = Vec::new();
    for application in store::subsidies::applications::of_offices(tx, &[office]).await? {
        let Some(receipt) = application.receipt else { continue };
        let programme = store::subsidies::programmes::find(tx, application.programme).await?;
        lines.push(ApplicationLine {
            receipt: Some(receipt.to_string()),
            programme: programme.map(|programme| programme.title).unwrap_or_default(),
            stage: (Tone::Info, subsidies::stage(application.stage.name()).to_owned()),
            href: format!("{}/{}", paths::applications(slug), application.id),
        });
    }
    lines.reverse();
    Ok(lines)
}

/// The forms on paper of published programmes, with the office's name in them.
async fn forms(tx: &Tx, slug: &str, office: OfficeId) -> Result<Vec<(String, String)>, Error> {
    let published = store::subsidies::programmes::all(tx).await?.into_iter().filter_map(|programme| {
        match programme.state {
            ProgrammeState::Published { .. } => {
                Some((programme.title, paths::programme_form(slug, programme.id, Some(office))))
            }
            ProgrammeState::Draft | ProgrammeState::Closed { .. } => None,
        }
    });
    Ok(published.collect())
}

/// Events and imports, newest first.
async fn entries(
    tx: &Tx,
    slug: &str,
    office: &Office,
    names: &BTreeMap<AccountId, String>,
) -> Result<Vec<CardEntry>, Error> {
    let mut recorded = events::of_subject(tx, "office", office.id.uuid()).await?;
    for merger in mergers::into_office(tx, office.id).await? {
        recorded.extend(events::of_subject(tx, "office", merger.merged.uuid()).await?);
    }
    let mut entries: Vec<CardEntry> = recorded
        .into_iter()
        .map(|event| {
            let by = event.account.and_then(|account| names.get(&account).cloned());
            CardEntry { title: title(&event).to_owned(), at: event.at, by, lines: edited(&event), href: None }
        })
        .collect();
    entries.extend(imported(slug, imports::of_office(tx, office.id).await?));
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.at));
    Ok(entries)
}

/// What an event of an office is called.
fn title(event: &Recorded) -> &'static str {
    Happening::from_code(&event.kind).map_or("記録があります", words::happening)
}

/// Which details an edit touched; events hold no values.
fn edited(event: &Recorded) -> Vec<String> {
    let words_of = |name: &str| -> Vec<String> {
        let list = event.payload.get(name).and_then(serde_json::Value::as_array).cloned().unwrap_or_default();
        list.iter().filter_map(|word| word.as_str().map(str::to_owned)).collect()
    };
    let details: Vec<&str> = words_of("edited")
        .iter()
        .map(|word| match word.as_str() {
            "number" => "事業所番号",
            word => Field::named(word).map_or("そのほか", import_words::field),
        })
        .collect();
    let mut lines = Vec::new();
    if !details.is_empty() {
        lines.push(format!("変更した項目：{}", details.join("、")));
    }
    for (name, word) in [("services_added", "加えたサービス"), ("services_removed", "除いたサービス")]
    {
        let services: Vec<String> = words_of(name)
            .iter()
            .map(|code| {
                domain::service_type::ServiceType::from_code(code)
                    .map_or_else(|| code.clone(), |service| service.name().to_owned())
            })
            .collect();
        if !services.is_empty() {
            lines.push(format!("{word}：{}", services.join("、")));
        }
    }
    lines
}

/// One entry a batch, with what its rows changed.
fn imported(slug: &str, imports: Vec<OfficeImport>) -> Vec<CardEntry> {
    let mut entries: Vec<(OfficeImport, Vec<String>, Option<Change>)> = Vec::new();
    for import in imports {
        let lines = import.differences.iter().map(|difference| {
            let value = |text: &Option<String>| {
                text.as_ref()
                    .map_or_else(|| "（空欄）".to_owned(), |text| words::value(difference.detail, text))
            };
            format!(
                "{}：{} → {}",
                words::detail(difference.detail),
                value(&difference.before),
                value(&difference.after)
            )
        });
        let lines: Vec<String> = lines.collect();
        match entries.last_mut().filter(|(last, ..)| last.batch == import.batch) {
            Some((_, known, change)) => {
                known.extend(lines);
                *change = (*change).max(import.change);
            }
            None => {
                let change = import.change;
                entries.push((import, lines, change));
            }
        }
    }
    entries
        .into_iter()
        .map(|(import, mut lines, change)| {
            let place =
                if import.sheet.is_empty() { String::new() } else { format!("「{}」", import.sheet) };
            lines.insert(0, format!("{}（{place}{}行目）", import.file_name, import.row));
            lines.dedup();
            CardEntry {
                title: format!("取込（{}）", import_words::change(change.unwrap_or(Change::Unchanged))),
                at: import.committed_at,
                by: None,
                lines,
                href: Some(("取込の結果を見る".to_owned(), paths::import(slug, import.batch))),
            }
        })
        .collect()
}

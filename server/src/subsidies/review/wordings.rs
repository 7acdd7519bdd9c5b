//! 通知書の文言 of a city: checked, seen on the longest and the shortest name, kept as the next version.

use crate::{
    actor::{Keeper, Officer},
    app::App,
    error::Error,
    faster::Faster,
    page::{Page, see_other},
    posted::Posted,
    subsidies::{
        desk_of,
        review::notices::{appeal, form_name},
    },
};
use app::{
    messages::subsidies::{notice_kind, notice_text_error},
    paths,
    subsidies::review::{WordingPage, WordingView},
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use documents::{Decision, DecisionNotice, NoticeOffice, Seal};
use domain::{
    fiscal_year::FiscalYear,
    form::Typed,
    money::Yen,
    subsidies::{
        NoticeFacts, NoticeKind, NoticeSeal, NoticeText, NoticeTextError, Rules, licence_fee_in_full, most,
    },
    wareki::format_date,
};
use elements::FormState;
use leptos::prelude::*;
use serde::Deserialize;
use store::{
    Tx, accounts, initiatives,
    subsidies::{
        programmes,
        wordings::{self, Wording},
    },
};

/// What the address may carry.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    done: String,
}

/// The form, filled with what applies.
pub async fn show(
    officer: Keeper,
    State(app): State<App>,
    Path((_, kind)): Path<(String, String)>,
    Query(asked): Query<Asked>,
    page: Page,
) -> Result<Response, Error> {
    let kind = NoticeKind::from_code(&kind).ok_or(Error::NotFound)?;
    let tx = app.store.read(&officer.scope()).await?;
    let versions = wordings::versions(&tx, kind).await?;
    let typed = match versions.first() {
        None => Typed::default().with("opening", kind.usual()).with("seal", kind.usual_seal().code()),
        Some(last) => Typed::default()
            .with("opening", &last.opening)
            .with("closing", &last.closing)
            .with("seal", last.seal.code()),
    };
    let done = (asked.done == "saved").then_some("保存しました。これから作る通知書に使います。");
    let view = view_of(&tx, &officer, kind, &versions, done).await?;
    let form = FormState::filled(typed);
    Ok(page.ok(notice_kind(kind), move || view! { <WordingPage view form/> }))
}

/// Keeps the next version, or shows it on a name, or says what is wrong.
pub async fn update(
    officer: Keeper,
    State(app): State<App>,
    Path((slug, kind)): Path<(String, String)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let kind = NoticeKind::from_code(&kind).ok_or(Error::NotFound)?;
    let tx = app.store.write(&officer.scope()).await?;
    let versions = wordings::versions(&tx, kind).await?;
    let (opening, closing, seal) = match read(&typed, kind) {
        Ok(read) => read,
        Err(errors) => {
            let view = view_of(&tx, &officer, kind, &versions, None).await?;
            let form = FormState::rejected(typed, errors);
            return Ok(page.unprocessable(notice_kind(kind), move || view! { <WordingPage view form/> }));
        }
    };
    match typed.get("act") {
        "longest" => {
            return preview(&app, &tx, &officer, kind, (&opening, closing.as_ref(), seal), true).await;
        }
        "shortest" => {
            return preview(&app, &tx, &officer, kind, (&opening, closing.as_ref(), seal), false).await;
        }
        _ => {}
    }
    let last = versions.first();
    let seen = typed.version();
    if seen != last.map_or(0, |last| last.version) {
        return Err(conflict(&tx, &slug, kind, last, &typed).await?);
    }
    let wording = Wording {
        version: seen + 1,
        opening: typed.get("opening").trim().to_owned(),
        closing: typed.get("closing").trim().to_owned(),
        seal,
        by: officer.id(),
        at: app.clock.now(),
    };
    let same = last.is_some_and(|last| {
        (&last.opening, &last.closing, last.seal) == (&wording.opening, &wording.closing, wording.seal)
    });
    if !same {
        wordings::save(&tx, kind, &wording).await?;
        tx.commit().await?;
    }
    Ok(see_other(&format!("{}?done=saved", paths::notice_wording(&slug, kind))))
}

type Read = (NoticeText, Option<NoticeText>, NoticeSeal);

/// Both texts and the seal, or everything that is wrong.
fn read(typed: &Typed, kind: NoticeKind) -> Result<Read, Vec<(&'static str, String)>> {
    let mut errors = Vec::new();
    let opening = NoticeText::parse(typed.get("opening"), kind)
        .map_err(|error| errors.push(("opening", notice_text_error("書き出しの文", kind, &error))))
        .ok();
    let closing = match NoticeText::parse(typed.get("closing"), kind) {
        Ok(text) => Some(text),
        Err(NoticeTextError::Missing) => None,
        Err(error) => {
            errors.push(("closing", notice_text_error("記書きの後に加える文", kind, &error)));
            None
        }
    };
    let seal = NoticeSeal::from_code(typed.get("seal"));
    if seal.is_none() {
        errors.push(("seal", "公印を省略するか押すかを選んでください".to_owned()));
    }
    match (opening, seal) {
        (Some(opening), Some(seal)) if errors.is_empty() => Ok((opening, closing, seal)),
        _ => Err(errors),
    }
}

/// What stands in a sample for a reason.
fn sample() -> String {
    "（ここに理由が入ります）".to_owned()
}

/// The notice on the longest or the shortest name of the register; nothing is kept.
async fn preview(
    app: &App,
    tx: &Tx,
    officer: &Officer,
    kind: NoticeKind,
    (opening, closing, seal): (&NoticeText, Option<&NoticeText>, NoticeSeal),
    longest: bool,
) -> Result<Response, Error> {
    let today = app.clock.today();
    let published = programmes::all(tx).await?.into_iter().find_map(|programme| programme.current);
    let rules: Rules = match published {
        Some(version) => version.rules,
        None => {
            let initiative = initiatives::current(tx).await?;
            let city = crate::subsidies::programmes::city(&officer.tenant, &initiative, today);
            licence_fee_in_full(&city, FiscalYear::of(today))
        }
    };
    let name = wordings::name_of_the_register(tx, longest).await?;
    let name = name.unwrap_or_else(|| "居宅介護支援事業所".to_owned());
    let facts = NoticeFacts {
        applied_on: format_date(today),
        programme: rules.title.clone(),
        grant_rules: rules.legal_basis.name.clone(),
        articles: rules.legal_basis.articles.clone(),
        office: name.clone(),
        receipt: format!("{}-0001", FiscalYear::of(today).short()),
        amount: most(&rules).to_string(),
        granted_on: format_date(today),
    };
    let notice = DecisionNotice {
        form_name: form_name(&rules, kind),
        document_number: format!("{}第〇号（見本）", rules.notice.symbol),
        issued_on: today,
        addressee: vec![name.clone()],
        sender: rules.notice.sender.clone(),
        seal: match seal {
            NoticeSeal::Omitted => Seal::Omitted,
            NoticeSeal::Required => Seal::Required,
        },
        programme: rules.title.clone(),
        grant_rules: rules.legal_basis.name.clone(),
        article: rules.legal_basis.articles.clone(),
        applied_on: today,
        receipt_number: facts.receipt.clone(),
        offices: vec![NoticeOffice { number: "0000000000".to_owned(), name, amount: None }],
        decision: match kind {
            NoticeKind::Grant => Decision::Granted {
                amount: most(&rules),
                conditions: rules.notice.terms.clone(),
                lowered: String::new(),
            },
            NoticeKind::Refuse => {
                Decision::Refused { reason: "（ここに不交付の理由が入ります）".to_owned() }
            }
            NoticeKind::Correction => {
                let place = "（ここに補正が必要なところが入ります）".to_owned();
                Decision::CorrectionAsked { items: vec![(place, sample())], due: today }
            }
            NoticeKind::ChangeApproval => {
                Decision::Changed { before: most(&rules), after: most(&rules), reason: sample() }
            }
            NoticeKind::FinalAmount => Decision::Fixed {
                paid: Yen::ZERO,
                granted: most(&rules),
                fixed: most(&rules),
                reason: String::new(),
                claim_by: Some(today),
            },
            NoticeKind::Cancellation => {
                Decision::Cancelled { before: most(&rules), left: Yen::ZERO, reason: sample() }
            }
            NoticeKind::ReturnOrder => {
                Decision::ReturnOrdered { amount: most(&rules), due: today, reason: sample() }
            }
            NoticeKind::Dunning => Decision::Dunned { owed: most(&rules), ordered_on: today, due: today },
        },
        appeal: appeal(&rules, kind),
        contact: desk_of(&officer.tenant, &rules),
        opening: Some(opening.fill(&facts)),
        closing: closing.map(|text| text.fill(&facts)).unwrap_or_default(),
    };
    let (now, fonts) = (app.clock.now(), app.fonts.clone());
    let made = tokio::task::spawn_blocking(move || notice.render(now, &fonts))
        .await
        .map_err(|_| Error::Internal("setting the preview was broken off"))?
        .map_err(|_| Error::Internal("the preview cannot be set"))?;
    let name = format!("{}_見本.pdf", notice_kind(kind));
    Ok(crate::download::file(&name, "application/pdf", made.pdf))
}

/// Who has kept another version meanwhile, and what differs.
async fn conflict(
    tx: &Tx,
    slug: &str,
    kind: NoticeKind,
    last: Option<&Wording>,
    typed: &Typed,
) -> Result<Error, Error> {
    let faster = match last {
        Some(last) => Faster::by(tx, Some(last.by), last.at).await?,
        None => Faster::default(),
    };
    let now = last.map_or(("", ""), |last| (last.opening.as_str(), last.closing.as_str()));
    let differences = [("書き出しの文", now.0, "opening"), ("記書きの後に加える文", now.1, "closing")]
        .into_iter()
        .filter(|(_, now, field)| *now != typed.get(field).trim())
        .map(|(label, now, field)| (label.to_owned(), now.to_owned(), typed.get(field).to_owned()))
        .collect();
    let what = format!("{}の文言", notice_kind(kind));
    Ok(faster.conflict(what, "この文言を保存しました", differences, paths::notice_wording(slug, kind)))
}

async fn view_of(
    tx: &Tx,
    officer: &Officer,
    kind: NoticeKind,
    versions: &[Wording],
    done: Option<&'static str>,
) -> Result<WordingView, Error> {
    let names = accounts::names(tx).await?;
    Ok(WordingView {
        slug: officer.tenant.slug.clone(),
        kind,
        version: versions.first().map_or(0, |last| last.version),
        versions: versions
            .iter()
            .map(|one| {
                let by = names.get(&one.by).cloned().unwrap_or_else(|| "ほかの人".to_owned());
                (one.version, by, one.at)
            })
            .collect(),
        done,
    })
}

//! One award, for officers.

use super::{
    index::is_late,
    instalments::{Claimable, claimable, lines, returned},
    matter::Matter,
};
use crate::{
    actor::{Officer, Reader},
    app::App,
    error::Error,
    page::Page,
    payments::of_award::paying,
};
use app::{
    awards::{AwardPage, AwardView, HistoryLine, MayDo, RecoveryLine, ReportView, RequestView},
    messages::{
        audit::happened,
        awards::{proposal_kind, proposed},
    },
    paths::{self, Filling},
    payments::Paying,
    when,
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    accounts::Role,
    awards::{AwardField, Happening, ProposalKind, ProposalState, StageName},
    ids::AwardId,
    money::Yen,
    subsidies::{ExpenseSection, Form},
};
use leptos::prelude::*;
use serde::Deserialize;
use store::views;

/// What was just done.
#[derive(Debug, Default, Deserialize)]
pub struct Done {
    #[serde(default)]
    done: String,
}

/// The page; that it was looked at is kept.
pub async fn show(
    officer: Reader,
    State(app): State<App>,
    Path((_, id)): Path<(String, AwardId)>,
    Query(Done { done }): Query<Done>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.look(&officer.scope()).await?;
    let matter = Matter::find(&tx, id).await?;
    let (now, application) = (app.clock.now(), matter.award.application);
    views::record(&tx, app.clock.id(), now, "application", application.uuid(), "award").await?;
    let owner = match matter.award.owner {
        Some(owner) => store::accounts::names_of(&tx, [owner]).await?.remove(&owner),
        None => None,
    };
    let waits = matter.can_be_paid() && matter.proposal().is_none();
    let paying = Box::pin(paying(&app, &tx, &officer, &matter.award, waits)).await?;
    tx.commit().await?;
    let view = AwardView { paying, ..view_of(&app, &officer, &matter, owner, &done) };
    Ok(page.ok("交付決定の後の手続", move || view! { <AwardPage view/> }))
}

fn view_of(app: &App, officer: &Officer, matter: &Matter, owner: Option<String>, done: &str) -> AwardView {
    let slug = &officer.tenant.slug;
    let (award, case) = (&matter.award, &matter.case);
    let name = award.stage.name();
    let sent_back = matter
        .proposals
        .first()
        .filter(|one| one.state == ProposalState::SentBack)
        .map(|one| format!("{}：{}", proposal_kind(one.kind), one.decision_note));
    let filling = Filling::on_behalf(slug.clone());
    let mut entry = match name {
        StageName::AwaitingReport | StageName::ReportReturned => {
            vec![("紙の実績報告を入力する", filling.report(award.application))]
        }
        StageName::AwaitingClaim => vec![("紙の請求書を入力する", filling.claim(award.application))],
        StageName::Reported
        | StageName::FinalProposed
        | StageName::Payable
        | StageName::Settled
        | StageName::Cancelled => Vec::new(),
    };
    let plan = &case.version.rules.advances;
    if let Claimable::Now(_) = claimable(award, plan, &matter.advances, app.clock.today()) {
        entry.push(("紙の概算払の請求書を入力する", filling.advance(award.application)));
    }
    AwardView {
        about: matter.about(officer),
        due: award.due,
        late: is_late(name, award.due, app.clock.today()),
        owner,
        mine: award.owner == Some(officer.id()),
        may: may(officer, matter),
        rules: case.version.rules.clone(),
        report: report(slug, matter),
        request: matter.request().map(|one| RequestView {
            kind: one.kind,
            amount: one.amount,
            reason: one.reason.clone(),
            at: when::moment(one.at),
            named: case.version.rules.form(Form::Change).cloned(),
        }),
        proposed: matter.proposal().map(|one| proposed(one.kind, one.amount)),
        sent_back,
        recoveries: matter
            .recoveries
            .iter()
            .map(|one| RecoveryLine {
                id: one.id,
                amount: one.amount,
                owed: one.owed(),
                due: one.due,
                state: one.state,
            })
            .collect(),
        letters: matter.letters_as_rows(slug).into_iter().map(|(_, row)| row).collect(),
        history: case
            .events
            .iter()
            .rev()
            .filter(|event| event.kind.starts_with("award."))
            .filter_map(|event| {
                // What was proposed or sent back is named.
                let proposal =
                    matches!(Happening::from_code(&event.kind)?, Happening::Proposed | Happening::SentBack);
                let kind = event.payload["kind"].as_str().filter(|_| proposal);
                let about = kind.and_then(ProposalKind::from_code);
                let did = match about {
                    Some(kind) => format!("{}：{}", happened(&event.kind)?, proposal_kind(kind)),
                    None => happened(&event.kind)?.to_owned(),
                };
                let title = match event.account {
                    Some(_) => format!("{}が{did}", case.name(event.account)),
                    None => did,
                };
                Some(HistoryLine { title, at: when::moment(event.at), datetime: when::datetime(event.at) })
            })
            .collect(),
        application: paths::application(slug, award.application),
        entry,
        instalments: lines(award, plan, &matter.advances),
        returned: returned(award, &matter.advances),
        paying: Paying::default(),
        done: done_words(done),
    }
}

fn may(officer: &Officer, matter: &Matter) -> MayDo {
    let name = matter.award.stage.name();
    let clerk = officer.has(Role::Clerk);
    let free = clerk && matter.proposal().is_none();
    MayDo {
        own: clerk,
        examine: free && name == StageName::Reported,
        advance: clerk && matter.advance().is_some(),
        pay: free && matter.can_be_paid(),
        cancel: free && name != StageName::Cancelled && name != StageName::FinalProposed,
        answer: free && matter.request().is_some(),
        decide: officer.has(Role::Approver) && matter.proposal().is_some_and(|one| one.by != officer.id()),
        enter: clerk && matter.case.application.arrival.is_some(),
        recover: clerk,
    }
}

fn report(slug: &str, matter: &Matter) -> Option<ReportView> {
    let report = matter.reported()?;
    let rules = &matter.case.version.rules;
    let documents = rules.documents_of_report();
    let files = matter
        .case
        .files
        .iter()
        .filter_map(|file| {
            let document = documents.iter().find(|document| document.key == file.document)?;
            let href = paths::attachment(slug, matter.award.application, file.id);
            Some((document.name.clone(), file.name.clone(), href))
        })
        .collect();
    Some(ReportView {
        at: report.submitted_at.map(when::moment).unwrap_or_default(),
        claim: ExpenseSection::shown(&report.answers, rules).unwrap_or_default(),
        counted: report.counted.unwrap_or(Yen::ZERO),
        done: report.answers.get(AwardField::Done.name()).to_owned(),
        files,
    })
}

fn done_words(done: &str) -> Option<&'static str> {
    Some(match done {
        "owned" => "担当を変えました。",
        "returned" => "補正を依頼しました。申請者にメールで知らせます。",
        "proposed" => "起案しました。別の決裁者が決裁します。",
        "declined" => "承認しないと回答しました。",
        "decided" => "決裁しました。通知書を作り、申請者に知らせます。",
        "sent_back" => "起案を差し戻しました。",
        "reported" => "実績報告を入力しました。",
        "claimed" => "請求を入力しました。",
        "advance_claimed" => "概算払の請求を入力しました。",
        "advance_accepted" => "概算払の請求を受理しました。支払データに入れられます。",
        "advance_returned" => "概算払の請求を差し戻しました。申請者にメールで知らせます。",
        "asked" => "変更・中止の申請を入力しました。",
        _ => return None,
    })
}

//! Letters with a document number, and the mails that tell of what follows a grant: statutory, one recipient each.

use super::matter::Matter;
use crate::{
    actor::Officer,
    app::App,
    clock::in_japan,
    error::Error,
    subsidies::{
        desk_of,
        review::{
            case::Case,
            notices::{JOB, addressee, applied_on},
        },
    },
};
use app::{
    mails::{MailText, awards as texts, subsidies::About},
    messages::subsidies::notice_kind,
    paths,
};
use documents::{Decision, DecisionNotice, NoticeOffice, Seal};
use domain::{
    fiscal_year::FiscalYear,
    ids::{JobId, MailId, NoticeId},
    subsidies::{NoticeFacts, NoticeKind, NoticeSeal, NoticeText},
    wareki::format_date,
};
use serde_json::json;
use store::{
    Tx,
    jobs::{self, NewJob},
    mails::{self as post, Class, Mail},
    subsidies::{
        notices::{self, NewNotice},
        proposals::State,
        wordings,
    },
    tenants::Tenant,
};

/// Gives a letter its number, keeps everything it says, has it set, and tells the applicant.
pub(super) async fn issue(
    app: &App,
    tx: &Tx,
    officer: &Officer,
    matter: &Matter,
    kind: NoticeKind,
    decision: Decision,
) -> Result<(), Error> {
    let case = &matter.case;
    let rules = &case.version.rules;
    let (now, today) = (app.clock.now(), app.clock.today());
    let granted = case.proposals.iter().find(|one| one.state == State::Approved).ok_or(Error::NotFound)?;
    let fiscal_year = FiscalYear::of(today);
    let sequence = notices::next_number(tx, fiscal_year).await?;
    let document_number = format!("{}第{sequence}号", rules.notice.symbol);
    let wording = wordings::current(tx, kind).await?;
    let facts = NoticeFacts {
        applied_on: format_date(applied_on(case).unwrap_or(today)),
        programme: rules.title.clone(),
        grant_rules: rules.legal_basis.name.clone(),
        articles: rules.legal_basis.articles.clone(),
        office: case.office.name.clone(),
        receipt: case.receipt.to_string(),
        amount: matter.award.money.granted.to_string(),
        granted_on: format_date(in_japan(matter.award.opened_at).date_naive()),
    };
    // What was kept was checked; a text that does not read any more gives way to the usual one.
    let fill = |text: &str| NoticeText::parse(text, kind).ok().map(|text| text.fill(&facts));
    let opening = wording.as_ref().and_then(|own| fill(&own.opening)).or_else(|| fill(kind.usual()));
    let appeal = match kind {
        NoticeKind::Cancellation | NoticeKind::ReturnOrder => rules.appeal.clone(),
        NoticeKind::Grant
        | NoticeKind::Refuse
        | NoticeKind::ChangeApproval
        | NoticeKind::FinalAmount
        | NoticeKind::Dunning => String::new(),
    };
    let content = DecisionNotice {
        form_name: String::new(),
        document_number: document_number.clone(),
        issued_on: today,
        addressee: addressee(case),
        sender: rules.notice.sender.clone(),
        seal: match wording.as_ref().map_or(kind.usual_seal(), |own| own.seal) {
            NoticeSeal::Omitted => Seal::Omitted,
            NoticeSeal::Required => Seal::Required,
        },
        programme: rules.title.clone(),
        grant_rules: rules.legal_basis.name.clone(),
        article: rules.legal_basis.articles.clone(),
        applied_on: applied_on(case).unwrap_or(today),
        receipt_number: case.receipt.to_string(),
        offices: vec![NoticeOffice {
            number: case.office.number.to_string(),
            name: case.office.name.clone(),
            amount: None,
        }],
        decision,
        appeal,
        contact: desk_of(&officer.tenant, rules),
        opening,
        closing: wording.as_ref().and_then(|own| fill(&own.closing)).unwrap_or_default(),
    };
    let notice = NewNotice {
        id: app.clock.id::<NoticeId>(),
        kind: kind.code(),
        fiscal_year,
        sequence,
        content: serde_json::to_value(content).map_err(store::Error::from)?,
        document_number,
        issued_on: today,
    };
    notices::add(tx, case.application.id, granted.proposal.id, &notice, now).await?;
    let job = NewJob {
        id: app.clock.id::<JobId>(),
        tenant: officer.tenant.id,
        kind: JOB,
        payload: json!({ "notice": notice.id }),
        unique_key: Some(format!("{JOB}:{}", notice.id)),
        run_at: now,
    };
    jobs::enqueue(tx, job).await?;
    noticed(app, tx, officer, case, kind, &notice.document_number).await
}

/// 通知書を出しました.
pub(crate) async fn noticed(
    app: &App,
    tx: &Tx,
    officer: &Officer,
    case: &Case,
    kind: NoticeKind,
    document_number: &str,
) -> Result<(), Error> {
    tell(app, tx, &officer.tenant, case, |about| texts::noticed(about, notice_kind(kind), document_number))
        .await
}

/// Writes to the applicant, where there is an address; whoever has none gets the letter by post.
pub(super) async fn tell(
    app: &App,
    tx: &Tx,
    tenant: &Tenant,
    case: &Case,
    write: impl FnOnce(&About) -> MailText,
) -> Result<(), Error> {
    let (Some(email), name) = case.contact() else { return Ok(()) };
    let application = &case.application;
    let reachable = app.config.public_side && application.arrival.is_none();
    let url = reachable
        .then(|| format!("{}{}", app.config.public_url, paths::my_application(&tenant.slug, application.id)));
    let text = write(&About {
        name: &name,
        municipality: &tenant.name,
        desk: &case.version.rules.desk,
        programme: &case.version.rules.title,
        office: &case.office.name,
        receipt: case.receipt,
        url: url.as_deref(),
    });
    let id: MailId = app.clock.id();
    let mail = Mail {
        id,
        tenant: tenant.id,
        class: Class::Statutory,
        recipient: email.as_str().to_owned(),
        recipient_name: name,
        sender_name: tenant.name.clone(),
        subject: text.subject,
        body: text.body,
        message_id: id.to_string(),
        about: Some(("application", application.id.uuid())),
        created_at: app.clock.now(),
    };
    Ok(post::enqueue(tx, app.clock.id::<JobId>(), mail).await?)
}

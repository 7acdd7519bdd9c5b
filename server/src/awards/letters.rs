//! Letters with a document number, and the mails that tell of what follows a grant: statutory, one recipient each.

use super::matter::Matter;
use crate::{
    actor::Officer,
    app::App,
    clock::in_japan,
    error::Error,
    mail::letters,
    subsidies::{
        letters::address,
        review::{
            case::Case,
            notices::{Letter, have_set},
        },
    },
};
use app::{
    mails::{MailText, awards as texts, subsidies::About},
    messages::subsidies::notice_kind,
};
use documents::Decision;
use domain::{subsidies::NoticeKind, wareki::format_date};
use store::{
    Tx,
    subsidies::{
        notices::{self, Basis},
        proposals::State,
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
    let granted = case.proposals.iter().find(|one| one.state == State::Approved).ok_or(Error::NotFound)?;
    let letter = Letter {
        house: &officer.tenant,
        case,
        kind,
        decision,
        amount: matter.award.money.granted.to_string(),
        granted_on: format_date(in_japan(matter.award.opened_at).date_naive()),
    };
    let notice = letter.number(app, tx).await?;
    let basis = Basis::Proposal(granted.proposal.id);
    notices::add(tx, case.application.id, basis, &notice, app.clock.now()).await?;
    have_set(app, tx, officer.tenant.id, notice.id).await?;
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
    let url = address(app, &tenant.slug, application);
    let text = write(&About {
        name: &name,
        municipality: &tenant.name,
        desk: &case.version.rules.desk,
        programme: &case.version.rules.title,
        office: &case.office.name,
        receipt: case.receipt,
        url: url.as_deref(),
    });
    let to = (email.as_str(), name.as_str());
    letters::write(app, tx, tenant, to, text, ("application", application.id.uuid())).await?;
    Ok(())
}

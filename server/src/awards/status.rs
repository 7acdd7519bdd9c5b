//! An award of the one who fills it in: loaded whole, or not there; and what its applicant sees of it.

use super::instalments::{Claimable, claimable, lines, returned};
use crate::{
    app::App,
    error::Error,
    page::see_other,
    subsidies::{filler::Filler, looking, own::Own, review::case::Case},
};
use app::{
    awards::{AboutMine, AwardStatus},
    mails::{MailText, subsidies::About},
    messages::subsidies::notice_kind,
    paths::{self, Hand},
};
use axum::response::Response;
use chrono::NaiveDate;
use domain::{
    awards::{RecoveryState, RequestState, Stage, StageName},
    ids::{ApplicationId, AwardId},
    payments::RunState,
    subsidies::{Form, NoticeKind},
};
use store::{
    Tx,
    awards::{
        self, Award,
        instalments::{self, Instalment},
        recoveries,
        reports::{self, Report},
        requests,
    },
    payments::runs::{self, Payment, Run},
    subsidies::notices,
};

/// An award with everything that its applicant's pages need.
pub(super) struct Mine {
    /// The application.
    pub own: Own,
    /// What followed its grant.
    pub award: Award,
    /// What was reported, the newest first.
    pub reports: Vec<Report>,
    /// What was claimed in advance, the first first.
    pub advances: Vec<Instalment>,
}

impl Mine {
    /// The award of this application, where it is the filler's; none where it was not granted.
    pub(super) async fn find(tx: &Tx, filler: &Filler, id: ApplicationId) -> Result<Option<Self>, Error> {
        let own = Own::find(tx, filler, id).await?;
        Self::whole(tx, own, awards::find(tx, AwardId::from_uuid(id.uuid())).await?).await
    }

    /// The same, for a change.
    pub(super) async fn find_to_change(
        tx: &Tx,
        filler: &Filler,
        id: ApplicationId,
    ) -> Result<Option<Self>, Error> {
        let own = Own::find(tx, filler, id).await?;
        Self::whole(tx, own, awards::find_to_change(tx, AwardId::from_uuid(id.uuid())).await?).await
    }

    async fn whole(tx: &Tx, own: Own, award: Option<Award>) -> Result<Option<Self>, Error> {
        let Some(award) = award else { return Ok(None) };
        let reports = reports::of_award(tx, award.id).await?;
        let advances = if own.version.rules.advances.is_empty() {
            Vec::new()
        } else {
            instalments::of_award(tx, award.id).await?
        };
        Ok(Some(Self { own, award, reports, advances }))
    }

    /// What of it can be claimed in advance on a day.
    pub(super) fn claimable(&self, today: NaiveDate) -> Claimable {
        claimable(&self.award, &self.own.version.rules.advances, &self.advances, today)
    }

    /// Where whoever fills in looks at the whole.
    pub(super) fn page(&self, filler: &Filler) -> String {
        match filler.hand() {
            Hand::Applicant => filler.filling().application(self.own.application.id),
            Hand::Officer => paths::award(&filler.tenant.slug, self.award.id),
        }
    }

    /// To there from wherever it is not what the page is for.
    pub(super) fn back(&self, filler: &Filler) -> Response {
        see_other(&self.page(filler))
    }

    /// What stands above a page that serves as one of the forms: with its number and title, where the rules name it.
    pub(super) fn about(&self, filler: &Filler, form: Form) -> AboutMine {
        let receipt = self.own.application.receipt.map(|receipt| receipt.to_string()).unwrap_or_default();
        let named = self.own.version.rules.form(form).map(|named| format!("　{}", named.printed()));
        AboutMine {
            filling: filler.filling(),
            id: self.own.application.id,
            caption: format!("{receipt}　{}{}", self.own.office_line(), named.unwrap_or_default()),
        }
    }

    /// Writes to the applicant.
    pub(super) async fn tell(
        &self,
        app: &App,
        tx: &Tx,
        filler: &Filler,
        write: impl FnOnce(&About) -> MailText,
    ) -> Result<(), Error> {
        let case = Case::find(tx, self.own.application.id).await?;
        super::letters::tell(app, tx, &filler.tenant, &case, write).await
    }
}

/// 振込日 of what is on its way, once a second person has released it: until then it may be given up.
fn promised((payment, run): &(Payment, Run)) -> Option<NaiveDate> {
    let is_released = matches!(run.state, RunState::Released | RunState::Sent);
    (is_released && payment.state.is_live()).then_some(run.pay_on)
}

/// What follows the grant of an application, for its page; none where it was not granted.
pub(crate) async fn of(
    tx: &Tx,
    filler: &Filler,
    own: &Own,
    today: NaiveDate,
) -> Result<Option<AwardStatus>, Error> {
    let id = own.application.id;
    let Some(award) = awards::find(tx, AwardId::from_uuid(id.uuid())).await? else { return Ok(None) };
    let slug = &filler.tenant.slug;
    let open = requests::of_award(tx, award.id).await?.into_iter().next();
    let is_asked = open.as_ref().is_some_and(|one| one.state == RequestState::Open);
    let request = open.filter(|one| one.state != RequestState::Approved).map(|one| {
        let answer = (one.state == RequestState::Declined).then(|| one.answer.clone());
        (one.kind, answer)
    });
    let owed = recoveries::of_award(tx, award.id)
        .await?
        .into_iter()
        .filter(|one| one.state != RecoveryState::Refunded)
        .map(|one| (one.owed(), one.due))
        .collect();
    let letters = notices::after_grant(tx, id)
        .await?
        .into_iter()
        .filter_map(|notice| {
            let name = notice_kind(NoticeKind::from_code(&notice.kind)?).to_owned();
            Some((name, notice.issued_on, paths::my_letter(slug, id, notice.id)))
        })
        .collect();
    let asked = match &award.stage {
        Stage::ReportReturned { sentence, .. } => Some(sentence.clone()),
        Stage::AwaitingReport
        | Stage::Reported { .. }
        | Stage::FinalProposed { .. }
        | Stage::AwaitingClaim { .. }
        | Stage::Payable { .. }
        | Stage::Settled { .. }
        | Stage::Cancelled { .. } => None,
    };
    let filling = filler.filling();
    let plan = &own.version.rules.advances;
    let advances = instalments::of_award(tx, award.id).await?;
    let next = claimable(&award, plan, &advances, today);
    let acts = match award.stage.name() {
        StageName::AwaitingReport => {
            let mut acts = vec![("実績を報告する", filling.report(id))];
            if let Claimable::Now(_) = next {
                acts.push(("概算払を請求する", filling.advance(id)));
            }
            if !is_asked {
                acts.push(("変更・中止を申請する", filling.change(id)));
            }
            acts
        }
        StageName::ReportReturned => vec![("実績報告を補正する", filling.report(id))],
        StageName::AwaitingClaim => vec![("請求する", filling.claim(id))],
        StageName::Reported
        | StageName::FinalProposed
        | StageName::Payable
        | StageName::Settled
        | StageName::Cancelled => Vec::new(),
    };
    let (one, after) = (std::slice::from_ref(&own.application), std::slice::from_ref(&award));
    let looked = Box::pin(looking::of(tx, filler, one, (after, &[]), today)).await?;
    Ok(Some(AwardStatus {
        stage: award.stage.name(),
        due: award.due,
        fixed: award.money.fixed,
        paid: award.money.kept(),
        pay_on: match award.live_payment {
            Some(_) => runs::of_award(tx, award.id).await?.iter().find_map(promised),
            None => None,
        },
        instalments: lines(&award, plan, &advances),
        returned: returned(&award, &advances),
        claim_from: match next {
            Claimable::From(day) => Some(day),
            Claimable::Now(_) | Claimable::Nothing => None,
        },
        owed,
        asked,
        request,
        looked: looked.into_values().flatten().collect(),
        acts,
        letters,
    }))
}

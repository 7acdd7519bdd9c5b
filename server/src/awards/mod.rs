//! What follows a grant: reports, final amounts, claims, changes, cancellations, recoveries.

pub mod asking;
pub mod cancellations;
pub mod claims;
pub mod confirming;
pub mod decisions;
pub mod elsewhere;
pub mod finals;
pub mod home;
pub mod index;
pub mod instalments;
pub(crate) mod letters;
mod matter;
pub mod notices;
mod opening;
pub mod owners;
pub mod recoveries;
pub mod reminders;
pub mod reporting;
pub mod requests;
pub mod returns;
pub mod show;
pub(crate) mod status;

use crate::{error::Error, routing::Routes};
use app::messages::{
    awards::{money_error, wrong_stage},
    subsidies::no_authority,
};
use domain::subsidies::NoAuthority;
use store::awards::ActError;

/// 交付決定の後: the officers' side.
pub fn officers(routes: Routes) -> Routes {
    routes
        .show("/t/{tenant}/awards", index::show)
        .show("/t/{tenant}/awards/export", index::export)
        .show("/t/{tenant}/awards/{award}", show::show)
        .act("/t/{tenant}/awards/{award}/owner", owners::update)
        .page("/t/{tenant}/awards/{award}/return", returns::show, returns::create)
        .page("/t/{tenant}/awards/{award}/final", finals::show, finals::create)
        .page("/t/{tenant}/awards/{award}/instalment", instalments::show, instalments::create)
        .page("/t/{tenant}/awards/{award}/request", requests::show, requests::create)
        .page("/t/{tenant}/awards/{award}/cancellation", cancellations::show, cancellations::create)
        .page("/t/{tenant}/awards/{award}/elsewhere", elsewhere::show, elsewhere::create)
        .page("/t/{tenant}/awards/{award}/decision", decisions::show, decisions::create)
        .page("/t/{tenant}/awards/{award}/recoveries/{recovery}", recoveries::show, recoveries::create)
        .act("/t/{tenant}/awards/{award}/recoveries/{recovery}/dunning", recoveries::dun)
        .show("/t/{tenant}/notices/{notice}/letter.pdf", notices::show)
}

/// 交付決定の後: the applicant's side, and officers who enter what came on paper.
pub fn applicants(routes: Routes) -> Routes {
    use crate::actor::Applicant;
    use confirming::{OfAdvance, OfClaim, OfReport};
    routes
        .page(
            "/t/{tenant}/my/applications/{application}/report",
            reporting::show::<Applicant>,
            reporting::save::<Applicant>,
        )
        .upload(
            "/t/{tenant}/my/applications/{application}/report/documents/{document}",
            reporting::document::<Applicant>,
            reporting::attach::<Applicant>,
        )
        .act(
            "/t/{tenant}/my/applications/{application}/report/attachments/{attachment}/removal",
            reporting::detach::<Applicant>,
        )
        .page(
            "/t/{tenant}/my/applications/{application}/report/check",
            reporting::check::<Applicant>,
            reporting::submit::<Applicant>,
        )
        .act("/t/{tenant}/my/applications/{application}/report/confirmation", confirming::ask::<OfReport>)
        .act(
            "/t/{tenant}/my/applications/{application}/report/confirmation/decline",
            confirming::decline::<OfReport>,
        )
        .page(
            "/t/{tenant}/my/applications/{application}/claim",
            claims::show::<Applicant>,
            claims::create::<Applicant>,
        )
        .act("/t/{tenant}/my/applications/{application}/claim/confirmation", confirming::ask::<OfClaim>)
        .act(
            "/t/{tenant}/my/applications/{application}/claim/confirmation/decline",
            confirming::decline::<OfClaim>,
        )
        .page(
            "/t/{tenant}/my/applications/{application}/advance",
            instalments::show_claim::<Applicant>,
            instalments::claim::<Applicant>,
        )
        .act("/t/{tenant}/my/applications/{application}/advance/confirmation", confirming::ask::<OfAdvance>)
        .act(
            "/t/{tenant}/my/applications/{application}/advance/confirmation/decline",
            confirming::decline::<OfAdvance>,
        )
        .page(
            "/t/{tenant}/my/applications/{application}/change",
            asking::show::<Applicant>,
            asking::create::<Applicant>,
        )
        .show("/t/{tenant}/my/applications/{application}/notices/{notice}/letter.pdf", notices::show_own)
}

/// 代理入力 of what follows a grant.
pub fn behalf(routes: Routes) -> Routes {
    use crate::actor::Clerk;
    routes
        .page("/t/{tenant}/behalf/{application}/report", reporting::show::<Clerk>, reporting::save::<Clerk>)
        .upload(
            "/t/{tenant}/behalf/{application}/report/documents/{document}",
            reporting::document::<Clerk>,
            reporting::attach::<Clerk>,
        )
        .act(
            "/t/{tenant}/behalf/{application}/report/attachments/{attachment}/removal",
            reporting::detach::<Clerk>,
        )
        .page(
            "/t/{tenant}/behalf/{application}/report/check",
            reporting::check::<Clerk>,
            reporting::submit::<Clerk>,
        )
        .page("/t/{tenant}/behalf/{application}/claim", claims::show::<Clerk>, claims::create::<Clerk>)
        .page(
            "/t/{tenant}/behalf/{application}/advance",
            instalments::show_claim::<Clerk>,
            instalments::claim::<Clerk>,
        )
        .page("/t/{tenant}/behalf/{application}/change", asking::show::<Clerk>, asking::create::<Clerk>)
}

/// Why an act was not done, as a sentence; a failure of the program stays one.
fn sentence(error: ActError) -> Result<String, Error> {
    Ok(match error {
        ActError::Store(error) => return Err(error.into()),
        ActError::Stage(error) => wrong_stage(error),
        ActError::Money(error) => money_error(error),
        ActError::SamePerson => no_authority(NoAuthority::SamePerson, &[]),
        ActError::Waiting => {
            "決裁や回答を待っているものがあります。先にそれを終えてから、もう一度操作してください".to_owned()
        }
        ActError::BeingPaid => {
            "支払いの処理中です。支払いを取りやめるか、結果を記録してから、もう一度操作してください"
                .to_owned()
        }
        ActError::NoReturnDay => {
            "起案の後に支払われたため、返還の期限が要ります。差し戻して、期限を入れて起案し直してください"
                .to_owned()
        }
    })
}

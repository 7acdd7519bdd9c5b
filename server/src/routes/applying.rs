//! 交付申請: applicants fill in, and clerks on their behalf.

use crate::{
    accounts,
    actor::{Applicant, Clerk},
    home, offices,
    routing::Routes,
    subsidies,
};

/// 交付申請: the applicant's side.
pub fn applying(routes: Routes) -> Routes {
    use subsidies::joint;
    routes
        .show("/t/{tenant}/my", home::my)
        .page("/t/{tenant}/my/people", accounts::speakers::index, accounts::speakers::create)
        .act("/t/{tenant}/my/offices/{office}/people/{account}/removal", accounts::speakers::remove)
        .act("/t/{tenant}/my/offices/{office}/confirmers", accounts::speakers::name_confirmers)
        .page("/t/{tenant}/my/offices/{office}/contacts", offices::contacts::edit, offices::contacts::update)
        .page(
            "/t/{tenant}/my/programmes/{programme}/consultation",
            subsidies::consultations::show,
            subsidies::consultations::create,
        )
        .page(
            "/t/{tenant}/my/programmes/{programme}/applications/new",
            subsidies::beginning::show,
            subsidies::beginning::create,
        )
        .show("/t/{tenant}/my/programmes/{programme}/applications", joint::index::show)
        .page(
            "/t/{tenant}/my/programmes/{programme}/applications/{task}",
            joint::questions::show,
            joint::questions::save,
        )
        .show("/t/{tenant}/my/programmes/{programme}/applications/documents", joint::documents::index)
        .upload(
            "/t/{tenant}/my/programmes/{programme}/applications/documents/{document}",
            joint::documents::show,
            joint::documents::create,
        )
        .page(
            "/t/{tenant}/my/programmes/{programme}/applications/check",
            joint::sending::show,
            joint::sending::create,
        )
        .show("/t/{tenant}/my/applications/{application}", subsidies::applications::show::<Applicant>)
        .page(
            "/t/{tenant}/my/applications/{application}/{task}",
            subsidies::questions::show::<Applicant>,
            subsidies::questions::save::<Applicant>,
        )
        .show("/t/{tenant}/my/applications/{application}/documents", subsidies::documents::index::<Applicant>)
        .upload(
            "/t/{tenant}/my/applications/{application}/documents/{document}",
            subsidies::documents::show::<Applicant>,
            subsidies::documents::create::<Applicant>,
        )
        .act(
            "/t/{tenant}/my/applications/{application}/documents/{document}/reuse",
            subsidies::documents::reuse::<Applicant>,
        )
        .show(
            "/t/{tenant}/my/applications/{application}/attachments/{attachment}",
            subsidies::attachments::show::<Applicant>,
        )
        .act(
            "/t/{tenant}/my/applications/{application}/attachments/{attachment}/page",
            subsidies::attachments::mark::<Applicant>,
        )
        .page(
            "/t/{tenant}/my/applications/{application}/attachments/{attachment}/removal",
            subsidies::attachments::ask::<Applicant>,
            subsidies::attachments::remove::<Applicant>,
        )
        .page(
            "/t/{tenant}/my/applications/{application}/check",
            subsidies::check::show::<Applicant>,
            subsidies::check::create::<Applicant>,
        )
        .act("/t/{tenant}/my/applications/{application}/confirmation", subsidies::confirmation::ask)
        .act(
            "/t/{tenant}/my/applications/{application}/confirmation/decline",
            subsidies::confirmation::decline,
        )
        .show("/t/{tenant}/my/applications/{application}/receipt", subsidies::receipt::show::<Applicant>)
        .show("/t/{tenant}/my/applications/{application}/dates.ics", subsidies::calendar::show)
        .show("/t/{tenant}/my/applications/{application}/copy.pdf", subsidies::copy::show::<Applicant>)
        .page(
            "/t/{tenant}/my/applications/{application}/withdrawal",
            subsidies::withdrawal::show::<Applicant>,
            subsidies::withdrawal::create::<Applicant>,
        )
        .page(
            "/t/{tenant}/my/applications/{application}/disposal",
            subsidies::disposal::show::<Applicant>,
            subsidies::disposal::create::<Applicant>,
        )
        .upload(
            "/t/{tenant}/my/applications/{application}/messages",
            subsidies::messages::show,
            subsidies::messages::create,
        )
        .act("/t/{tenant}/my/applications/{application}/appointment", subsidies::appointments::answer)
        .show("/t/{tenant}/my/applications/{application}/notice.pdf", subsidies::review::notices::show_own)
}

/// 代理入力: officers find the office of a paper, and fill in as an applicant does.
pub fn behalf(routes: Routes) -> Routes {
    use subsidies::behalf::{arrivals, beginning, index, slip};
    routes
        .show("/t/{tenant}/behalf", index::show)
        .page("/t/{tenant}/behalf/offices/{office}", beginning::show, beginning::create)
        .show("/t/{tenant}/behalf/{application}", subsidies::applications::show::<Clerk>)
        .page("/t/{tenant}/behalf/{application}/arrival", arrivals::show, arrivals::save)
        .page(
            "/t/{tenant}/behalf/{application}/{task}",
            subsidies::questions::show::<Clerk>,
            subsidies::questions::save::<Clerk>,
        )
        .show("/t/{tenant}/behalf/{application}/documents", subsidies::documents::index::<Clerk>)
        .upload(
            "/t/{tenant}/behalf/{application}/documents/{document}",
            subsidies::documents::show::<Clerk>,
            subsidies::documents::create::<Clerk>,
        )
        .act(
            "/t/{tenant}/behalf/{application}/documents/{document}/reuse",
            subsidies::documents::reuse::<Clerk>,
        )
        .show(
            "/t/{tenant}/behalf/{application}/attachments/{attachment}",
            subsidies::attachments::show::<Clerk>,
        )
        .act(
            "/t/{tenant}/behalf/{application}/attachments/{attachment}/page",
            subsidies::attachments::mark::<Clerk>,
        )
        .page(
            "/t/{tenant}/behalf/{application}/attachments/{attachment}/removal",
            subsidies::attachments::ask::<Clerk>,
            subsidies::attachments::remove::<Clerk>,
        )
        .page(
            "/t/{tenant}/behalf/{application}/check",
            subsidies::check::show::<Clerk>,
            subsidies::check::create::<Clerk>,
        )
        .show("/t/{tenant}/behalf/{application}/receipt", subsidies::receipt::show::<Clerk>)
        .show("/t/{tenant}/behalf/{application}/receipt.pdf", slip::show)
        .show("/t/{tenant}/behalf/{application}/copy.pdf", subsidies::copy::show::<Clerk>)
        .page(
            "/t/{tenant}/behalf/{application}/withdrawal",
            subsidies::withdrawal::show::<Clerk>,
            subsidies::withdrawal::create::<Clerk>,
        )
        .page(
            "/t/{tenant}/behalf/{application}/disposal",
            subsidies::disposal::show::<Clerk>,
            subsidies::disposal::create::<Clerk>,
        )
}

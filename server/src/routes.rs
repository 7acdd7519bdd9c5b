//! The table of contents: every route of the program. `{tenant}` is a municipality's (or federation's …) word.

mod applying;
mod programmes;
mod register;

use crate::{
    accounts, audit, awards, demo, demos, dispatches, home, inquiries, kept_forms, mailings, manuals,
    occasions, offices, payments, records, routing::Routes, search, settings, subsidies, web, year_end,
};
use applying::{applying, behalf};
use programmes::{guide, programmes};
use register::{imports, register};

/// Every route, in the order a newcomer reads them.
pub fn all() -> Routes {
    let sections = [
        everybody,
        accounts,
        settings,
        register,
        imports,
        programmes,
        behalf,
        review,
        awards::officers,
        awards::behalf,
        paying,
        files,
        year_end::routes,
        records::routes,
        demos::routes,
        dispatches::routes,
        occasions::routes,
        inquiries::routes,
        crate::across::routes,
        crate::event_tables::routes,
        crate::surveys::routes,
        crate::campaigns::routes,
        crate::materials::routes,
        crate::papers::routes,
        crate::follow_up::routes,
        crate::network::routes,
        crate::software::routes,
        crate::associations::routes,
        crate::simulator::routes,
        crate::adoption::routes,
        crate::progress::routes,
        crate::voices::routes,
        crate::interface::routes,
        outreach,
        demonstration,
    ];
    let routes = sections.into_iter().fold(Routes::default(), |routes, section| section(routes));
    // What a municipality without a public side does without.
    [
        arriving,
        guide,
        applying,
        awards::applicants,
        being_paid,
        demos::attending,
        occasions::everybody,
        stopping,
        crate::surveys::answering,
        crate::campaigns::everybody,
        crate::materials::everybody,
        crate::simulator::everybody,
        crate::progress::everybody,
        crate::voices::reading,
    ]
    .into_iter()
    .fold(routes, Routes::public_side)
}

/// Where everybody starts, and what every page needs.
fn everybody(routes: Routes) -> Routes {
    routes
        .show("/", home::front)
        .show("/home", home::show)
        .show("/t/{tenant}", home::tenant)
        .show("/kept/{form}", kept_forms::show)
        .show("/accessibility", home::accessibility)
        .show("/accessibility/report.csv", home::accessibility_report)
        .show("/manual", manuals::index)
        .show("/manual/{manual}", manuals::show)
        .show("/healthz", web::health)
        .show("/assets/{file}", web::assets::show)
        .act("/text-size", web::text_size::create)
}

/// Staff's signing in, one's own account, a tenant's people.
fn accounts(routes: Routes) -> Routes {
    accounts::people(accounts::signing_in(routes))
}

/// 設定, 監査記録, 開設.
fn settings(routes: Routes) -> Routes {
    audit::routes(settings::routes(routes))
}

/// How applicants come in: by mail, and by the letter that officers print for them.
fn arriving(routes: Routes) -> Routes {
    accounts::arriving(routes)
}

/// 審査, 起案, 決裁, 通知.
fn review(routes: Routes) -> Routes {
    use subsidies::review::{
        appointments, assignments, bulk, checks, corrections, decisions, desk_views, exporting, marks,
        notices, opinions, outside, packets, proposals, queue, register, talk, wordings, workspace,
    };
    routes
        .show("/t/{tenant}/search", search::show)
        .show("/t/{tenant}/applications", queue::show)
        .show("/t/{tenant}/applications/export", exporting::show)
        .act("/t/{tenant}/applications/views", desk_views::create)
        .act("/t/{tenant}/applications/views/{view}/removal", desk_views::remove)
        .act("/t/{tenant}/applications/views/{view}/first", desk_views::choose_first)
        .act("/t/{tenant}/applications/bulk", bulk::create)
        .page("/t/{tenant}/applications/bulk/{bulk}", bulk::show, bulk::confirm)
        .act("/t/{tenant}/applications/bulk/{bulk}/undo", bulk::undo)
        .show("/t/{tenant}/applications/{application}", workspace::show)
        .act("/t/{tenant}/applications/{application}/assignment", assignments::create)
        .act("/t/{tenant}/applications/{application}/notes", talk::note)
        .act("/t/{tenant}/applications/{application}/flags", talk::flag)
        .act_upload("/t/{tenant}/applications/{application}/messages", talk::write)
        .act("/t/{tenant}/applications/{application}/appointment", appointments::propose)
        .act("/t/{tenant}/applications/{application}/appointment/cancellation", appointments::cancel)
        .act("/t/{tenant}/applications/{application}/appointment/answer", appointments::record)
        .show("/t/{tenant}/applications/{application}/appointment/letter.pdf", appointments::letter)
        .page("/t/{tenant}/applications/{application}/opinions", opinions::show, opinions::create)
        .act("/t/{tenant}/applications/{application}/opinions/{opinion}/withdrawal", opinions::withdraw)
        .page("/opinions/{token}", outside::ask, outside::enter)
        .page("/opinion-pages/{pass}", outside::show, outside::answer)
        .show("/opinion-pages/{pass}/attachments/{attachment}/pages/{number}", outside::picture)
        .act("/t/{tenant}/applications/{application}/checks", checks::create)
        .act("/t/{tenant}/applications/{application}/marks", marks::create)
        .page("/t/{tenant}/applications/{application}/correction", corrections::show, corrections::create)
        .page("/t/{tenant}/applications/{application}/proposal", proposals::show, proposals::create)
        .page("/t/{tenant}/applications/{application}/decision", decisions::show, decisions::create)
        .show("/t/{tenant}/applications/{application}/notice.pdf", notices::show)
        .show("/t/{tenant}/notices", register::show)
        .show("/t/{tenant}/notices/bundle", register::bundle)
        .page("/t/{tenant}/notices/{notice}/void", register::ask, register::void)
        .page("/t/{tenant}/notices/wordings/{kind}", wordings::show, wordings::update)
        .show("/t/{tenant}/packets", packets::index)
        .page("/t/{tenant}/packets/new", packets::making::new, packets::making::create)
        .show("/t/{tenant}/packets/{packet}", packets::show)
        .show("/t/{tenant}/packets/{packet}/sheet.pdf", packets::papers::sheet)
        .show("/t/{tenant}/packets/{packet}/export", packets::papers::export)
        .show("/t/{tenant}/packets/{packet}/scan", packets::papers::scan)
        .page("/t/{tenant}/packets/{packet}/decision", packets::deciding::show, packets::deciding::create)
        .upload("/t/{tenant}/packets/{packet}/record", packets::recording::show, packets::recording::create)
        .act("/t/{tenant}/packets/{packet}/dissolution", packets::dissolve)
}

/// 支払: accounts, banks, and runs of payments.
fn paying(routes: Routes) -> Routes {
    use payments::{accounts, branches, file, making, releasing, results, runs, sender};
    routes
        .show("/t/{tenant}/offices/{office}/account", accounts::show)
        .show("/t/{tenant}/offices/{office}/account/whole", accounts::whole)
        .show("/t/{tenant}/offices/{office}/account/proxy", accounts::proxy)
        .upload("/t/{tenant}/offices/{office}/account/edit", accounts::edit, accounts::check)
        .act("/t/{tenant}/offices/{office}/account/confirmation", accounts::save)
        .page("/t/{tenant}/offices/{office}/account/recipient", accounts::recipient, accounts::settle)
        .upload("/t/{tenant}/bank-branches", branches::show, branches::load)
        .show("/t/{tenant}/pay-runs", runs::index)
        .page("/t/{tenant}/pay-runs/sender", sender::show, sender::save)
        .page("/t/{tenant}/pay-runs/new", making::new, making::create)
        .show("/t/{tenant}/pay-runs/{run}", runs::show)
        .show("/t/{tenant}/pay-runs/{run}/export", runs::export)
        .show("/t/{tenant}/pay-runs/{run}/file", file::show)
        .page("/t/{tenant}/pay-runs/{run}/release", releasing::show, releasing::create)
        .act("/t/{tenant}/pay-runs/{run}/dissolution", runs::dissolve)
        .act("/t/{tenant}/pay-runs/{run}/sending", runs::send)
        .page("/t/{tenant}/pay-runs/{run}/results", results::show, results::create)
        .act("/t/{tenant}/pay-runs/{run}/payments/{payment}/removal", runs::take_out)
        .page("/t/{tenant}/pay-runs/{run}/payments/{payment}/return", results::ask_return, results::take_back)
}

/// 振込先口座: the applicant's side.
fn being_paid(routes: Routes) -> Routes {
    use payments::mine;
    routes
        .upload("/t/{tenant}/my/offices/{office}/account", mine::show, mine::check)
        .act("/t/{tenant}/my/offices/{office}/account/confirmation", mine::save)
}

/// Files to download.
fn files(routes: Routes) -> Routes {
    use subsidies::review::files;
    routes
        .show("/t/{tenant}/applications/{application}/attachments/{attachment}", files::original)
        .show("/t/{tenant}/applications/{application}/attachments/{attachment}/pages/{number}", files::page)
}

/// 周知: segments and mailings.
fn outreach(routes: Routes) -> Routes {
    use mailings::{
        again, announcement, approval, bounces, cancellation, editing, labels, list, log, pausing, preview,
        results, rules, sending, show, suppressions,
    };
    use offices::segments;
    routes
        .show("/t/{tenant}/offices/segments", segments::index)
        .page("/t/{tenant}/offices/segments/new", segments::new, segments::create)
        .show("/t/{tenant}/offices/segments/{segment}", segments::show)
        .show("/t/{tenant}/offices/segments/{segment}/export", offices::exporting::segment)
        .page("/t/{tenant}/offices/segments/{segment}/edit", segments::edit, segments::update)
        .show("/t/{tenant}/mailings", list::index)
        .page("/t/{tenant}/mailings/new", editing::new, editing::create)
        .page("/t/{tenant}/mailings/rules", rules::show, rules::update)
        .upload("/t/{tenant}/mailings/bounces", bounces::show, bounces::create)
        .show("/t/{tenant}/mailings/suppressions", suppressions::index)
        .page("/t/{tenant}/mailings/suppressions/{suppression}", suppressions::show, suppressions::lift)
        .show("/t/{tenant}/mailings/{mailing}", show::show)
        .page("/t/{tenant}/mailings/{mailing}/edit", editing::edit, editing::update)
        .show("/t/{tenant}/mailings/{mailing}/preview", preview::show)
        .act("/t/{tenant}/mailings/{mailing}/test", preview::test)
        .page("/t/{tenant}/mailings/{mailing}/sending", sending::show, sending::create)
        .page("/t/{tenant}/mailings/{mailing}/approval", approval::show, approval::create)
        .act("/t/{tenant}/mailings/{mailing}/pause", pausing::pause)
        .act("/t/{tenant}/mailings/{mailing}/resumption", pausing::resume)
        .act("/t/{tenant}/mailings/{mailing}/publication", announcement::publish)
        .page("/t/{tenant}/mailings/{mailing}/again", again::show, again::create)
        .show("/t/{tenant}/mailings/{mailing}/recipients/{recipient}", log::show)
        .show("/t/{tenant}/mailings/{mailing}/export", results::show)
        .show("/t/{tenant}/mailings/{mailing}/labels.pdf", labels::show)
        .page("/t/{tenant}/mailings/{mailing}/cancellation", cancellation::show, cancellation::create)
}

/// The page that stops mailings, to which a mail's link leads, and what everybody may read of them.
fn stopping(routes: Routes) -> Routes {
    use mailings::{announcement, stop};
    routes
        .page("/stop/{token}", stop::show, stop::create)
        .act("/stop/{token}/undo", stop::undo)
        .show("/t/{tenant}/public/announcements/{mailing}", announcement::show)
}

/// There in demo mode only.
fn demonstration(routes: Routes) -> Routes {
    routes
        .show("/dev/elements", home::elements)
        .show("/demo", demo::people::index)
        .act("/demo/become", demo::people::create)
        .show("/demo/lists/{list}", demo::lists::show)
        .show("/outbox", demo::outbox::index)
        .show("/outbox/{mail}", demo::outbox::show)
}

//! The table of contents: every route of the program. `{tenant}` is a municipality's (or federation's …) word.

use crate::{
    accounts,
    actor::{Applicant, Clerk},
    audit, awards, campaigns, demo, demos, dispatches, home, imports as importing, kept_forms, manuals,
    occasions, offices, payments, records,
    routing::Routes,
    search, settings, subsidies, web, year_end,
};

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

/// 事業所台帳.
fn register(routes: Routes) -> Routes {
    routes
        .show("/t/{tenant}/offices", offices::index)
        .show("/t/{tenant}/offices/export", offices::exporting::show)
        .page("/t/{tenant}/offices/new", offices::new, offices::create)
        .show("/t/{tenant}/offices/{office}", offices::show)
        .page("/t/{tenant}/offices/{office}/edit", offices::edit, offices::update)
        .show("/t/{tenant}/offices/proposals", offices::contacts::index)
        .show("/t/{tenant}/offices/duplicates", offices::duplicates::index)
        .act("/t/{tenant}/offices/duplicates/decision", offices::duplicates::decide)
        .show("/t/{tenant}/offices/mergers/{merger}", offices::merged::show)
        .act("/t/{tenant}/offices/mergers/{merger}/undo", offices::merged::undo)
        .show("/t/{tenant}/offices/{office}/merging", offices::merging::search)
        .page(
            "/t/{tenant}/offices/{office}/merging/{other}",
            offices::merging::compare,
            offices::merging::create,
        )
        .page(
            "/t/{tenant}/offices/{office}/successions/new",
            offices::successions::new,
            offices::successions::create,
        )
        .act("/t/{tenant}/offices/{office}/successions/{succession}/removal", offices::successions::remove)
        .act("/t/{tenant}/offices/{office}/proposal", offices::contacts::decide)
        .act("/t/{tenant}/offices/{office}/adoption", offices::adoption::create)
        .act("/t/{tenant}/offices/{office}/outreach", offices::outreach::create)
}

/// 取込.
fn imports(routes: Routes) -> Routes {
    routes
        .show("/t/{tenant}/imports", importing::index)
        .upload_lists("/t/{tenant}/imports/new", importing::new, importing::create)
        .show("/t/{tenant}/imports/{batch}", importing::show)
        .page("/t/{tenant}/imports/{batch}/reading", importing::edit, importing::update)
        .act("/t/{tenant}/imports/{batch}/confirmation", importing::confirm)
        .act("/t/{tenant}/imports/{batch}/commit", importing::commit)
        .act("/t/{tenant}/imports/{batch}/discarding", importing::discard)
        .page(
            "/t/{tenant}/imports/{batch}/rows/{sheet}/{row}",
            importing::fixing::edit_row,
            importing::fixing::update_row,
        )
        .page(
            "/t/{tenant}/imports/{batch}/services",
            importing::fixing::edit_services,
            importing::fixing::update_services,
        )
        .page("/t/{tenant}/imports/{batch}/gone", importing::gone::edit, importing::gone::update)
        .act("/t/{tenant}/imports/{batch}/adopters/{seq}", importing::adopters::decide)
        .show("/t/{tenant}/imports/{batch}/messages.xlsx", importing::marked::show)
        .show("/t/{tenant}/imports/{batch}/export", importing::exporting::show)
        .act("/t/{tenant}/imports/{batch}/stop", importing::stop)
        .page("/t/{tenant}/imports/{batch}/undo", importing::undoing::ask, importing::undoing::create)
        .show("/t/{tenant}/imports/{batch}/file", importing::download)
}

/// 補助事業: for everybody.
fn guide(routes: Routes) -> Routes {
    routes
        .show("/t/{tenant}/guide", subsidies::guide::index)
        .show("/t/{tenant}/guide/{programme}", subsidies::guide::show)
        .show("/t/{tenant}/guide/{programme}/sheet.pdf", subsidies::sheet::show)
        .show("/t/{tenant}/guide/{programme}/form.pdf", subsidies::paper_form::show)
}

/// 補助事業: for the officers who set it.
fn programmes(routes: Routes) -> Routes {
    routes
        .show("/t/{tenant}/programmes", subsidies::programmes::index)
        .show("/t/{tenant}/programmes/export", subsidies::programmes::export)
        .page(
            "/t/{tenant}/programmes/new",
            subsidies::programme_forms::new,
            subsidies::programme_forms::create,
        )
        .upload(
            "/t/{tenant}/programmes/kit",
            subsidies::programme_forms::kits,
            subsidies::programme_forms::open_kit,
        )
        .show("/t/{tenant}/programmes/{programme}", subsidies::programmes::show)
        .page(
            "/t/{tenant}/programmes/{programme}/edit",
            subsidies::programme_forms::edit,
            subsidies::programme_forms::update,
        )
        .show("/t/{tenant}/programmes/{programme}/versions/{number}", subsidies::programme_versions::show)
        .page(
            "/t/{tenant}/programmes/{programme}/copy",
            subsidies::programme_versions::ask,
            subsidies::programme_versions::copy,
        )
        .show("/t/{tenant}/programmes/{programme}/kit.json", subsidies::programme_versions::kit)
        .show("/t/{tenant}/programmes/{programme}/preview", subsidies::programmes::preview)
        .show("/t/{tenant}/programmes/{programme}/sheet.pdf", subsidies::sheet::hand_out)
        .show("/t/{tenant}/programmes/{programme}/form.pdf", subsidies::paper_form::hand_out)
        .show("/t/{tenant}/programmes/{programme}/consultations", subsidies::consultations::index)
        .show("/t/{tenant}/programmes/{programme}/consultations/export", subsidies::consultations::export)
        .page(
            "/t/{tenant}/programmes/{programme}/consultations/{consultation}",
            subsidies::consultations::ask,
            subsidies::consultations::answer,
        )
        .show("/t/{tenant}/programmes/{programme}/budget", subsidies::budget::show)
        .show("/t/{tenant}/programmes/{programme}/budget/export", subsidies::budget::export)
        .page(
            "/t/{tenant}/programmes/{programme}/sharing",
            subsidies::sharing::show,
            subsidies::sharing::create,
        )
        .page(
            "/t/{tenant}/programmes/{programme}/publication",
            subsidies::publication::show,
            subsidies::publication::create,
        )
        .page(
            "/t/{tenant}/programmes/{programme}/closure",
            subsidies::closure::show,
            subsidies::closure::create,
        )
        .act("/t/{tenant}/programmes/{programme}/reopening", subsidies::closure::reopen)
}

/// 交付申請: the applicant's side.
fn applying(routes: Routes) -> Routes {
    use subsidies::joint;
    routes
        .show("/t/{tenant}/my", home::my)
        .page("/t/{tenant}/my/people", accounts::speakers::index, accounts::speakers::create)
        .act("/t/{tenant}/my/offices/{office}/people/{account}/removal", accounts::speakers::remove)
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
        .show("/t/{tenant}/my/applications/{application}/receipt", subsidies::receipt::show::<Applicant>)
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
        .page(
            "/t/{tenant}/my/applications/{application}/messages",
            subsidies::messages::show,
            subsidies::messages::create,
        )
        .show("/t/{tenant}/my/applications/{application}/notice.pdf", subsidies::review::notices::show_own)
}

/// 代理入力: officers find the office of a paper, and fill in as an applicant does.
fn behalf(routes: Routes) -> Routes {
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

/// 審査, 起案, 決裁, 通知.
fn review(routes: Routes) -> Routes {
    use subsidies::review::{
        assignments, bulk, checks, corrections, decisions, desk_views, exporting, notices, opinions, outside,
        packets, proposals, queue, register, talk, wordings, workspace,
    };
    routes
        .show("/t/{tenant}/search", search::show)
        .show("/t/{tenant}/applications", queue::show)
        .show("/t/{tenant}/applications/export", exporting::show)
        .act("/t/{tenant}/applications/views", desk_views::create)
        .act("/t/{tenant}/applications/views/{view}/removal", desk_views::remove)
        .act("/t/{tenant}/applications/bulk", bulk::create)
        .page("/t/{tenant}/applications/bulk/{bulk}", bulk::show, bulk::confirm)
        .act("/t/{tenant}/applications/bulk/{bulk}/undo", bulk::undo)
        .show("/t/{tenant}/applications/{application}", workspace::show)
        .act("/t/{tenant}/applications/{application}/assignment", assignments::create)
        .act("/t/{tenant}/applications/{application}/notes", talk::note)
        .act("/t/{tenant}/applications/{application}/flags", talk::flag)
        .act("/t/{tenant}/applications/{application}/messages", talk::write)
        .page("/t/{tenant}/applications/{application}/opinions", opinions::show, opinions::create)
        .act("/t/{tenant}/applications/{application}/opinions/{opinion}/withdrawal", opinions::withdraw)
        .page("/opinions/{token}", outside::ask, outside::enter)
        .page("/opinion-pages/{pass}", outside::show, outside::answer)
        .show("/opinion-pages/{pass}/attachments/{attachment}/pages/{number}", outside::picture)
        .act("/t/{tenant}/applications/{application}/checks", checks::create)
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

/// 周知: segments and campaigns.
fn outreach(routes: Routes) -> Routes {
    use campaigns::{cancellation, editing, labels, list, preview, results, sending, show};
    use offices::segments;
    routes
        .show("/t/{tenant}/offices/segments", segments::index)
        .page("/t/{tenant}/offices/segments/new", segments::new, segments::create)
        .show("/t/{tenant}/offices/segments/{segment}", segments::show)
        .show("/t/{tenant}/offices/segments/{segment}/export", offices::exporting::segment)
        .page("/t/{tenant}/offices/segments/{segment}/edit", segments::edit, segments::update)
        .show("/t/{tenant}/campaigns", list::index)
        .page("/t/{tenant}/campaigns/new", editing::new, editing::create)
        .show("/t/{tenant}/campaigns/{campaign}", show::show)
        .page("/t/{tenant}/campaigns/{campaign}/edit", editing::edit, editing::update)
        .show("/t/{tenant}/campaigns/{campaign}/preview", preview::show)
        .act("/t/{tenant}/campaigns/{campaign}/test", preview::test)
        .page("/t/{tenant}/campaigns/{campaign}/sending", sending::show, sending::create)
        .show("/t/{tenant}/campaigns/{campaign}/export", results::show)
        .show("/t/{tenant}/campaigns/{campaign}/labels.pdf", labels::show)
        .page("/t/{tenant}/campaigns/{campaign}/cancellation", cancellation::show, cancellation::create)
}

/// The page that stops campaigns: a mail's link leads to it.
fn stopping(routes: Routes) -> Routes {
    use campaigns::stop;
    routes.page("/stop/{token}", stop::show, stop::create).act("/stop/{token}/undo", stop::undo)
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

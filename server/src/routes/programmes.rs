//! 補助事業.

use crate::{routing::Routes, subsidies};

/// 補助事業: for everybody.
pub fn guide(routes: Routes) -> Routes {
    routes
        .show("/t/{tenant}/guide", subsidies::guide::index)
        .show("/t/{tenant}/guide/{programme}", subsidies::guide::show)
        .show("/t/{tenant}/guide/{programme}/sheet.pdf", subsidies::sheet::show)
        .show("/t/{tenant}/guide/{programme}/form.pdf", subsidies::paper_form::show)
}

/// 補助事業: for the officers who set it.
pub fn programmes(routes: Routes) -> Routes {
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
        .show("/t/{tenant}/programmes/{programme}/scores", subsidies::scores::show)
        .show("/t/{tenant}/programmes/{programme}/scores/export", subsidies::scores::export)
        .page(
            "/t/{tenant}/programmes/{programme}/sharing",
            subsidies::sharing::show,
            subsidies::sharing::create,
        )
        .page(
            "/t/{tenant}/programmes/{programme}/waiting-end",
            subsidies::review::endings::show,
            subsidies::review::endings::create,
        )
        .page(
            "/t/{tenant}/programmes/{programme}/waiting-end/decision",
            subsidies::review::endings::weigh,
            subsidies::review::endings::decide,
        )
        .upload(
            "/t/{tenant}/programmes/{programme}/waiting-end/record",
            subsidies::review::ending_papers::show,
            subsidies::review::ending_papers::create,
        )
        .show(
            "/t/{tenant}/programmes/{programme}/waiting-end/sheet.pdf",
            subsidies::review::ending_papers::paper,
        )
        .show(
            "/t/{tenant}/programmes/{programme}/waiting-ends/{ended}/scan",
            subsidies::review::ending_papers::scan,
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

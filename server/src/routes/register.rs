//! 事業所台帳 and 取込.

use crate::{imports as importing, offices, routing::Routes};

/// 事業所台帳.
pub fn register(routes: Routes) -> Routes {
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
pub fn imports(routes: Routes) -> Routes {
    routes
        .show("/t/{tenant}/imports", importing::index)
        .upload_lists("/t/{tenant}/imports/new", importing::new, importing::create)
        .show("/t/{tenant}/imports/new/template.xlsx", importing::template::workbook)
        .show("/t/{tenant}/imports/new/fields.json", importing::template::schema)
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

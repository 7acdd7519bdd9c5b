//! The table of contents: every route of the program. `{tenant}` is a municipality's (or federation's …) word.

use crate::{accounts, demo, home, routing::Routes, web};

/// Every route, in the order a newcomer reads them.
pub fn all() -> Routes {
    let sections =
        [everybody, accounts, register, imports, programmes, applying, review, files, demonstration];
    sections.into_iter().fold(Routes::default(), |routes, section| section(routes))
}

/// Where everybody starts, and what every page needs.
fn everybody(routes: Routes) -> Routes {
    routes
        .show("/", home::front)
        .show("/home", home::show)
        .show("/t/{tenant}", home::tenant)
        .show("/t/{tenant}/my", home::my)
        .show("/healthz", web::health)
        .show("/assets/{file}", web::assets::show)
        .act("/text-size", web::text_size::create)
}

/// Signing in, one's own account, a tenant's people.
fn accounts(routes: Routes) -> Routes {
    accounts::people(accounts::signing_in(routes))
}

/// 事業所台帳.
fn register(routes: Routes) -> Routes {
    routes
}

/// 取込.
fn imports(routes: Routes) -> Routes {
    routes
}

/// 補助事業: the officers' pages and the public one.
fn programmes(routes: Routes) -> Routes {
    routes
}

/// 交付申請, as its applicant sees it.
fn applying(routes: Routes) -> Routes {
    routes
}

/// 審査, 起案, 決裁, 通知.
fn review(routes: Routes) -> Routes {
    routes
}

/// Files to download.
fn files(routes: Routes) -> Routes {
    routes
}

/// There in demo mode only.
fn demonstration(routes: Routes) -> Routes {
    routes
        .show("/demo", demo::people::index)
        .act("/demo/become", demo::people::create)
        .show("/demo/lists/{list}", demo::lists::show)
        .show("/outbox", demo::outbox::index)
        .show("/outbox/{mail}", demo::outbox::show)
}

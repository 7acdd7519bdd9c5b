//! The table of contents: every route of the program. `{tenant}` is a municipality's (or federation's …) word.

use crate::{accounts, demo, home, routing::Routes, web};

/// Every route, in the order a newcomer reads them.
pub fn all() -> Routes {
    let routes = Routes::default()
        .show("/", home::front)
        .show("/home", home::show)
        .show("/t/{tenant}", home::tenant)
        .show("/t/{tenant}/my", home::my)
        .show("/healthz", web::health)
        .show("/assets/{file}", web::assets::show)
        .act("/text-size", web::text_size::create);
    let routes = accounts::signing_in(routes);
    let routes = accounts::people(routes);
    demonstration(routes)
}

/// There in demo mode only.
fn demonstration(routes: Routes) -> Routes {
    routes.show("/demo", demo::people::index).act("/demo/become", demo::people::create)
}

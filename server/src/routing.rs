//! The recorder of routes: the only caller of axum's `route`, so that no route escapes the access matrix.

use crate::app::App;
use axum::{
    Router,
    extract::{DefaultBodyLimit, Request},
    handler::Handler,
    response::Response,
    routing::{MethodRouter, get, post},
};
use std::{pin::Pin, sync::Arc};

/// A route as the access matrix reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Listed {
    /// `GET` or `POST`.
    pub method: &'static str,
    /// The path, with its places in braces.
    pub path: &'static str,
    /// Whether it belongs to the public side, which a municipality may do without.
    pub public: bool,
}

/// A handler of whatever arguments, as one type: what axum builds around a handler is compiled once and not once more for
/// each of them, which took longer than everything else in this crate.
#[derive(Clone)]
struct Erased(Arc<dyn Fn(Request, App) -> Answering + Send + Sync>);

/// What a handler is doing.
type Answering = Pin<Box<dyn Future<Output = Response> + Send>>;

fn erased<H, M>(handler: H) -> Erased
where
    H: Handler<M, App>,
    M: 'static,
{
    Erased(Arc::new(move |request, app| Box::pin(handler.clone().call(request, app))))
}

impl Handler<(), App> for Erased {
    type Future = Answering;
    fn call(self, request: Request, app: App) -> Answering {
        (self.0)(request, app)
    }
}

/// Routes, and the list of them.
#[derive(Default)]
pub struct Routes {
    router: Router<App>,
    public: Router<App>,
    listed: Vec<Listed>,
    in_public: bool,
}

impl Routes {
    /// Sections of the public side: where it is off, nobody reaches them, and they answer as what is not there.
    #[must_use]
    pub fn public_side(self, section: impl FnOnce(Self) -> Self) -> Self {
        let routes = section(Self { in_public: true, ..self });
        Self { in_public: false, ..routes }
    }

    /// A page with a form: GET shows it, POST receives it.
    #[must_use]
    pub fn page<G, P, GM, PM>(self, path: &'static str, show: G, receive: P) -> Self
    where
        G: Handler<GM, App>,
        P: Handler<PM, App>,
        GM: 'static,
        PM: 'static,
    {
        self.add(path, &["GET", "POST"], get(erased(show)).post(erased(receive)))
    }

    /// A page that only shows.
    #[must_use]
    pub fn show<G, GM>(self, path: &'static str, show: G) -> Self
    where
        G: Handler<GM, App>,
        GM: 'static,
    {
        self.add(path, &["GET"], get(erased(show)))
    }

    /// An act without a page of its own: its form stands on another.
    #[must_use]
    pub fn act<P, PM>(self, path: &'static str, receive: P) -> Self
    where
        P: Handler<PM, App>,
        PM: 'static,
    {
        self.add(path, &["POST"], post(erased(receive)))
    }

    /// An act without a page of its own, whose form sends files.
    #[must_use]
    pub fn act_upload<P, PM>(self, path: &'static str, receive: P) -> Self
    where
        P: Handler<PM, App>,
        PM: 'static,
    {
        let limit = DefaultBodyLimit::max(crate::posted::UPLOAD_LIMIT);
        self.add(path, &["POST"], post(erased(receive)).layer(limit))
    }

    /// A page whose form sends files.
    #[must_use]
    pub fn upload<G, P, GM, PM>(self, path: &'static str, show: G, receive: P) -> Self
    where
        G: Handler<GM, App>,
        P: Handler<PM, App>,
        GM: 'static,
        PM: 'static,
    {
        self.receive(path, show, receive, crate::posted::UPLOAD_LIMIT)
    }

    /// A page whose form sends lists of offices, which are larger than other files.
    #[must_use]
    pub fn upload_lists<G, P, GM, PM>(self, path: &'static str, show: G, receive: P) -> Self
    where
        G: Handler<GM, App>,
        P: Handler<PM, App>,
        GM: 'static,
        PM: 'static,
    {
        self.receive(path, show, receive, crate::posted::LISTS_LIMIT)
    }

    fn receive<G, P, GM, PM>(self, path: &'static str, show: G, receive: P, most: usize) -> Self
    where
        G: Handler<GM, App>,
        P: Handler<PM, App>,
        GM: 'static,
        PM: 'static,
    {
        let limit = DefaultBodyLimit::max(most);
        self.add(path, &["GET", "POST"], get(erased(show)).post(erased(receive)).layer(limit))
    }

    #[expect(clippy::disallowed_methods, reason = "the recorder is the one caller")]
    fn add(mut self, path: &'static str, methods: &[&'static str], handlers: MethodRouter<App>) -> Self {
        let public = self.in_public;
        self.listed.extend(methods.iter().map(|method| Listed { method, path, public }));
        if public {
            self.public = self.public.route(path, handlers);
        } else {
            self.router = self.router.route(path, handlers);
        }
        self
    }

    /// The list, for the access matrix.
    pub fn listed(&self) -> &[Listed] {
        &self.listed
    }

    /// The router, for the server; without the public side where there is none.
    pub fn into_router(self, public_side: bool) -> Router<App> {
        if public_side { self.router.merge(self.public) } else { self.router }
    }
}

//! Renders a page into the frame that suits whoever asked.

use crate::{
    app::App,
    demo::{self, sentences::Stage},
    error::Error,
    keys, manuals, navigation,
    visit::Visit,
};
use app::shell::{Assets, Frame, Shell, ShellProps, Surface, TenantLine, Viewer};
use axum::{
    extract::FromRequestParts,
    http::{HeaderValue, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use domain::{accounts::AccountKind, fiscal_year::FiscalYear};
use elements::FormTokens;
use hydration_context::SsrSharedContext;
use leptos::{nonce::Nonce, prelude::*};
use std::sync::Arc;

/// Renders pages for one request.
#[derive(Clone)]
pub struct Page {
    app: App,
    visit: Arc<Visit>,
    islands: bool,
    stage: Option<Stage>,
}

impl FromRequestParts<App> for Page {
    type Rejection = Error;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Error> {
        let visit = parts.extensions.get::<Arc<Visit>>().cloned().ok_or(Error::NotFound)?;
        Ok(Self::new(app.clone(), visit))
    }
}

impl Page {
    /// For a request.
    pub const fn new(app: App, visit: Arc<Visit>) -> Self {
        Self { app, visit, islands: false, stage: None }
    }

    /// The same, with the islands' scripts; for officers' pages only.
    #[must_use]
    pub const fn with_islands(mut self) -> Self {
        self.islands = true;
        self
    }

    /// The same, where its route has several pages: what to try on this one.
    #[must_use]
    pub const fn at(mut self, stage: Stage) -> Self {
        self.stage = Some(stage);
        self
    }

    /// The page, as asked for.
    pub fn ok<V: IntoView + 'static>(&self, title: &str, view: impl FnOnce() -> V) -> Response {
        self.render(StatusCode::OK, title, false, boxed(view))
    }

    /// The same page again, with what was typed and what is wrong with it.
    pub fn unprocessable<V: IntoView + 'static>(&self, title: &str, view: impl FnOnce() -> V) -> Response {
        self.render(StatusCode::UNPROCESSABLE_ENTITY, title, true, boxed(view))
    }

    /// A page of another status: errors.
    pub fn with_status<V: IntoView + 'static>(
        &self,
        status: StatusCode,
        title: &str,
        view: impl FnOnce() -> V,
    ) -> Response {
        self.render(status, title, false, boxed(view))
    }

    fn render(&self, status: StatusCode, title: &str, rejected: bool, view: Main<'_>) -> Response {
        let frame = self.frame(title, rejected);
        let owner = Owner::new_root(Some(Arc::new(SsrSharedContext::new_islands())));
        let nonce = self.islands.then(Nonce::new);
        let html = owner.with(|| {
            if let Some(nonce) = nonce.clone() {
                provide_context(nonce);
            }
            // The page's forms find their tokens where the shell puts them, so the page is made inside it.
            provide_context(frame.tokens.clone());
            let main = view();
            let children: Children = Box::new(move || main);
            Shell(ShellProps { frame, children }).to_html()
        });
        owner.unset();
        let mut response =
            (status, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], html).into_response();
        if let Some(policy) =
            nonce.and_then(|nonce| HeaderValue::from_str(&crate::web::headers::policy_with(&nonce)).ok())
        {
            response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
        }
        response
    }

    fn frame(&self, title: &str, rejected: bool) -> Frame {
        let visit = &self.visit;
        let person = visit.signed_in();
        let surface = match person.map(|person| person.account.kind) {
            Some(AccountKind::Staff) if !visit.roles.is_empty() => Surface::Officer,
            Some(AccountKind::Applicant) => Surface::Applicant,
            Some(AccountKind::Staff) | None => Surface::Public,
        };
        Frame {
            title: title.to_owned(),
            path: visit.address.clone(),
            rejected,
            surface,
            viewer: person.map(|person| Viewer {
                name: person.account.name.clone(),
                roles: visit.roles.iter().map(|role| app::messages::role(role).to_owned()).collect(),
            }),
            tenant: visit.tenant.as_ref().map(|tenant| TenantLine {
                name: tenant.name.clone(),
                slug: tenant.slug.clone(),
                year: (surface == Surface::Officer).then(|| FiscalYear::of(self.app.clock.today()).label()),
            }),
            search: navigation::search(visit).filter(|_| surface == Surface::Officer),
            nav: navigation::of(visit),
            tokens: FormTokens { csrf: visit.csrf.clone(), once: keys::token() },
            sign_in: visit.door.clone(),
            demo: self.app.config.demo.then(|| demo::bar::of(visit, self.stage, self.app.config.public_side)),
            manual: manuals::of(visit),
            text_size: visit.text_size,
            help: visit.help.clone(),
            assets: Assets {
                css: self.app.bundle.css(surface, self.app.config.demo),
                islands: if self.islands { self.app.bundle.islands() } else { None },
            },
        }
    }
}

/// The inside of a page, as one type whatever the page is: the frame around it is compiled once.
type Main<'page> = Box<dyn FnOnce() -> AnyView + 'page>;

fn boxed<'page, V: IntoView + 'static>(view: impl FnOnce() -> V + 'page) -> Main<'page> {
    Box::new(move || view().into_any())
}

/// Answers a good POST: 303 to a path of ours.
pub fn see_other(path: &str) -> Response {
    axum::response::Redirect::to(path).into_response()
}

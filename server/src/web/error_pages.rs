//! Error pages: whatever failed inside is shown here, in the frame of whoever asked.

use crate::{
    app::App,
    error::Failure,
    interface,
    page::Page,
    visit::{self, Visit},
};
use app::errors::{ConflictPage, Problem, ProblemPage};
use axum::{
    extract::{Request, State},
    http::header,
    middleware::Next,
    response::Response,
};
use domain::accounts::Roles;
use leptos::prelude::*;
use std::{
    any::Any,
    net::{IpAddr, Ipv4Addr},
    sync::{Arc, Mutex},
};
use store::{Scope, once};

/// Replaces a failure's bare status by its page.
pub async fn render(State(app): State<App>, request: Request, next: Next) -> Response {
    let asset = request.uri().path().starts_with("/assets/");
    let path = request.uri().path().to_owned();
    let of_systems = path.starts_with(interface::BEGINNING);
    let answer = next.run(request).await;
    let failed = answer.status().is_client_error() || answer.status().is_server_error();
    if !failed
        || asset
        || answer
            .headers()
            .get(header::CONTENT_TYPE)
            .is_some_and(|kind| kind == "text/html; charset=utf-8" || kind == interface::PROBLEM_TYPE)
    {
        return answer;
    }
    let failure =
        answer.extensions().get::<Failure>().cloned().unwrap_or_else(|| Failure::of_status(answer.status()));
    if of_systems {
        return interface::failed(&failure, answer.headers());
    }
    let visit =
        answer.extensions().get::<Arc<Visit>>().cloned().unwrap_or_else(|| Arc::new(nobody(&app, path)));
    if matches!(failure, Failure::Problem(Problem::Repeated { .. }))
        && let Some(location) = answered_before(&app, &visit).await
    {
        return crate::page::see_other(&location);
    }
    let status = failure.status();
    let page = Page::new(app, visit);
    let mut response = match failure {
        Failure::Problem(problem) => {
            page.with_status(status, problem.title(), || view! { <ProblemPage problem/> })
        }
        Failure::Conflict(conflict) => {
            page.with_status(status, "先に更新されました", || view! { <ConflictPage conflict/> })
        }
    };
    for (name, value) in answer.headers() {
        if name == header::RETRY_AFTER || name == header::SET_COOKIE || name == header::ALLOW {
            response.headers_mut().append(name, value.clone());
        }
    }
    response
}

/// The answer to a panic in a handler: nothing of it goes out.
pub fn panicked(_: Box<dyn Any + Send>) -> Response {
    tracing::error!("a handler panicked");
    Failure::of_status(axum::http::StatusCode::INTERNAL_SERVER_ERROR).into()
}

/// Where the first sending of this form was answered to.
async fn answered_before(app: &App, visit: &Visit) -> Option<String> {
    let key = visit.received_key()?;
    let tx = app.store.read(&Scope::system("find the answer to a form")).await.ok()?;
    once::location(&tx, &key, &visit.path).await.ok()?
}

/// A visit of which nothing could be found, as when the database does not answer.
fn nobody(app: &App, path: String) -> Visit {
    Visit {
        address: path.clone(),
        route: None,
        path,
        door: visit::door(app),
        person: None,
        tenant: None,
        roles: Roles::default(),
        offices: Vec::new(),
        memberships: Vec::new(),
        help: None,
        csrf: String::new(),
        once: Arc::default(),
        received: Mutex::new(None),
        text_size: elements::TextSize::default(),
        from: IpAddr::V4(Ipv4Addr::LOCALHOST),
        device: String::new(),
    }
}

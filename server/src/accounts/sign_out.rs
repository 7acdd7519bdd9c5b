//! Signing out: the session ends on the server, and the browser forgets what it kept (ASVS 14.3.1).

use crate::{
    actor::Anyone, app::App, error::Error, page::see_other, posted::Posted, signing_in::with_cookie,
    web::cookies,
};
use app::paths;
use axum::{
    extract::State,
    http::{HeaderName, HeaderValue},
    response::Response,
};
use serde_json::json;
use store::{
    Scope,
    events::{self, Event},
    sessions,
};

/// Ends the session, if there is one.
pub(super) async fn create(
    anyone: Anyone,
    State(app): State<App>,
    Posted(_): Posted,
) -> Result<Response, Error> {
    if let Some(person) = &anyone.visit.person {
        let now = app.clock.now();
        let account = person.account.id;
        let tx = app.store.write(&Scope::system_for(account)).await?;
        if sessions::end(&tx, account, person.session.id, now).await? {
            let event =
                Event::of(now, "session.ended", "account", account.uuid(), json!({ "why": "signed-out" }));
            tx.record_for(events::NO_TENANT, event)?;
        }
        tx.commit().await?;
    }
    let mut response = see_other(&paths::front());
    for name in [cookies::session_name, cookies::shown_name, cookies::letter_name, cookies::browser_name] {
        response = with_cookie(response, cookies::clear(&app.config, &name(&app.config)));
    }
    // Not "cookies": that word would clear those of the whole domain, which belongs to the municipality.
    let forget = HeaderValue::from_static("\"cache\", \"storage\"");
    response.headers_mut().insert(HeaderName::from_static("clear-site-data"), forget);
    Ok(response)
}

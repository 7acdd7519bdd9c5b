//! The demonstration's past: its people did what they did through the program's own pages, on a clock turned back.
//!
//! So nothing in the story can be there that the program would not have allowed, and every row has its event.

use crate::{app::App, clock::Clock, error::Error, jobs, keys, web};
use axum::{
    Router,
    body::Body,
    http::{Request, StatusCode, header},
};
use chrono::{DateTime, Utc};
use std::sync::{Arc, Mutex, PoisonError};
use tower::ServiceExt as _;

/// The program at a moment that the story chooses.
pub struct Past {
    /// The program; its clock is the story's.
    pub app: App,
    service: Router,
    time: Arc<Mutex<DateTime<Utc>>>,
}

impl Past {
    /// The same program, on a clock of its own that stands at its present.
    pub fn of(app: &App) -> Self {
        let _ = any_spawner::Executor::init_tokio();
        let time = Arc::new(Mutex::new(app.clock.now()));
        let told = time.clone();
        let clock = Clock::by(move || *told.lock().unwrap_or_else(PoisonError::into_inner));
        let app = App { clock, ..app.clone() };
        Self { service: web::service(app.clone()), app, time }
    }

    /// Turns the clock.
    pub fn turn_to(&self, moment: DateTime<Utc>) {
        *self.time.lock().unwrap_or_else(PoisonError::into_inner) = moment;
    }

    /// Does what waits: mails, checks of files, notices.
    pub async fn work(&self) -> Result<(), Error> {
        jobs::drain(&self.app).await?;
        Ok(())
    }

    /// One of the people, signed in at this moment.
    pub async fn person(&self, key: &str) -> Result<Player, Error> {
        let seed = keys::token();
        let mut player = Player {
            service: self.service.clone(),
            csrf: self.app.keys.hash("csrf", &seed),
            cookies: format!("{}={seed}", web::cookies::seed_name(&self.app.config)),
        };
        player.post("/demo/become", &[("person", key)]).await?;
        Ok(player)
    }
}

/// A person at their browser.
pub struct Player {
    service: Router,
    csrf: String,
    cookies: String,
}

impl Player {
    /// Sends a form; where the program leads afterwards.
    pub async fn post(&mut self, path: &str, typed: &[(&str, &str)]) -> Result<String, Error> {
        let once = keys::token();
        let mut pairs = vec![("csrf", self.csrf.as_str()), ("once", once.as_str())];
        pairs.extend_from_slice(typed);
        let body = serde_html_form::to_string(&pairs).map_err(|_| Error::Internal("a form of the story"))?;
        self.send(path, "application/x-www-form-urlencoded", body.into_bytes()).await
    }

    /// Sends a form with one file; where the program leads afterwards.
    pub async fn upload(
        &mut self,
        path: &str,
        typed: &[(&str, &str)],
        (name, bytes): (&str, &[u8]),
    ) -> Result<String, Error> {
        const BOUNDARY: &str = "hiromeru-story";
        let once = keys::token();
        let mut body = Vec::new();
        for (field, value) in [("csrf", self.csrf.as_str()), ("once", once.as_str())].iter().chain(typed) {
            let head = format!("--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"{field}\"\r\n\r\n");
            body.extend([head.as_bytes(), value.as_bytes(), b"\r\n"].concat());
        }
        let head = format!(
            "--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
             content-type: application/octet-stream\r\n\r\n"
        );
        body.extend([head.as_bytes(), bytes, format!("\r\n--{BOUNDARY}--\r\n").as_bytes()].concat());
        self.send(path, &format!("multipart/form-data; boundary={BOUNDARY}"), body).await
    }

    async fn send(&mut self, path: &str, kind: &str, body: Vec<u8>) -> Result<String, Error> {
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, kind)
            .header("sec-fetch-site", "same-origin")
            .header(header::COOKIE, &self.cookies)
            .body(Body::from(body))
            .map_err(|_| Error::Internal("a request of the story"))?;
        let Ok(response) = self.service.clone().oneshot(request).await;
        for cookie in response.headers().get_all(header::SET_COOKIE) {
            if let Some(pair) = cookie.to_str().ok().and_then(|cookie| cookie.split(';').next()) {
                self.cookies = format!("{}; {pair}", self.cookies);
            }
        }
        let to = response.headers().get(header::LOCATION).and_then(|to| to.to_str().ok());
        match (response.status(), to) {
            (StatusCode::SEE_OTHER, Some(to)) if !to.starts_with("/sign-in") => Ok(to.to_owned()),
            (status, to) => {
                tracing::error!(http.status = status.as_u16(), path, to, "the story cannot go on");
                Err(Error::Internal("a form of the story was refused"))
            }
        }
    }
}

//! A browser without scripts: it asks for pages, sends forms as they stand there, and keeps its cookies.

use axum::{
    Router,
    body::Body,
    http::{Request, StatusCode, header},
};
use http_body_util::BodyExt as _;
use std::{
    collections::BTreeMap,
    net::SocketAddr,
    sync::{Arc, Mutex},
};
use tower::ServiceExt as _;

/// Where a browser's requests go.
#[derive(Clone)]
enum Way {
    /// To handlers in this process.
    Within(Router),
    /// To a program on the loopback.
    Over(SocketAddr),
}

/// A browser without scripts.
#[derive(Clone)]
pub struct Asker {
    way: Way,
    cookies: Arc<Mutex<BTreeMap<String, String>>>,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: axum::http::HeaderMap,
    pub text: String,
    pub bytes: Vec<u8>,
}

impl Answer {
    /// An answer of these parts.
    pub fn of(status: StatusCode, headers: axum::http::HeaderMap, bytes: Vec<u8>) -> Self {
        Self { status, headers, text: String::from_utf8_lossy(&bytes).into_owned(), bytes }
    }
    /// Where a 303 leads.
    pub fn location(&self) -> &str {
        self.headers.get(header::LOCATION).map_or("", |value| value.to_str().unwrap())
    }
    /// What stands inside the page, without marks of rendering: the demonstration's bar above names everybody.
    pub fn main(&self) -> String {
        let text = self.text.replace("<!>", "");
        let begin = text.find("<main").unwrap_or(0);
        let end = text.find("</main>").unwrap_or(text.len());
        text[begin..end].to_owned()
    }
    /// The value of a hidden field on the page.
    pub fn hidden(&self, name: &str) -> Option<String> {
        let at = self.text.find(&format!("name=\"{name}\""))?;
        let tag = &self.text[self.text[..at].rfind('<')?..];
        let tag = &tag[..tag.find('>')?];
        let value = &tag[tag.find("value=\"")? + 7..];
        Some(value[..value.find('"')?].to_owned())
    }
}

impl Asker {
    /// The same browser with its cookies, before another service.
    pub fn before(&self, service: Router) -> Self {
        Self { way: Way::Within(service), cookies: self.cookies.clone() }
    }

    /// A new browser that asks handlers in this process.
    pub fn within(service: Router) -> Self {
        Self { way: Way::Within(service), cookies: Arc::default() }
    }

    /// A new browser that asks a program on the loopback.
    pub fn over(address: SocketAddr) -> Self {
        Self { way: Way::Over(address), cookies: Arc::default() }
    }

    /// The same browser, asking the program at another address.
    pub fn moved(&self, address: SocketAddr) -> Self {
        Self { way: Way::Over(address), cookies: self.cookies.clone() }
    }

    /// Becomes a demo person.
    pub async fn becomes(self, key: &str) -> Self {
        let answer = self.post_from("/demo", "/demo/become", &[("person", key)]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{key}: {}", answer.text);
        self
    }

    /// Asks for a page.
    pub async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path).body(Body::empty()).unwrap()).await
    }

    /// Sends a form as the page at the same path would.
    pub async fn post(&self, path: &str, typed: &[(&str, &str)]) -> Answer {
        self.post_from(path, path, typed).await
    }

    /// Sends a form that stands on another page.
    pub async fn post_from(&self, page: &str, path: &str, typed: &[(&str, &str)]) -> Answer {
        let page = self.get(page).await;
        let csrf = page.hidden("csrf").unwrap_or_default();
        let once = page.hidden("once").unwrap_or_default();
        let mut pairs = vec![("csrf", csrf.as_str()), ("once", once.as_str())];
        pairs.extend_from_slice(typed);
        self.post_bare(path, &pairs).await
    }

    /// Sends exactly these pairs.
    pub async fn post_bare(&self, path: &str, pairs: &[(&str, &str)]) -> Answer {
        self.attempt(path, pairs).await.unwrap()
    }

    /// Sends exactly these pairs; nothing, where the program died before it answered.
    pub async fn attempt(&self, path: &str, pairs: &[(&str, &str)]) -> Option<Answer> {
        let body = serde_html_form::to_string(pairs).unwrap();
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin")
            .body(Body::from(body))
            .unwrap();
        Box::pin(self.try_to_send(request)).await.ok()
    }

    /// Sends a form with files: `(field, file name, bytes)`.
    pub async fn upload(&self, path: &str, typed: &[(&str, &str)], files: &[(&str, &str, &[u8])]) -> Answer {
        let page = self.get(path).await;
        self.upload_from(&page, path, typed, files).await
    }

    /// Sends a form with files that stands on a page already asked for.
    pub async fn upload_from(
        &self,
        page: &Answer,
        path: &str,
        typed: &[(&str, &str)],
        files: &[(&str, &str, &[u8])],
    ) -> Answer {
        let csrf = page.hidden("csrf").unwrap_or_default();
        let once = page.hidden("once").unwrap_or_default();
        let mut pairs = vec![("csrf", csrf.as_str()), ("once", once.as_str())];
        pairs.extend_from_slice(typed);
        self.upload_bare(path, &pairs, files).await
    }

    /// Sends exactly these pairs and files.
    pub async fn upload_bare(
        &self,
        path: &str,
        pairs: &[(&str, &str)],
        files: &[(&str, &str, &[u8])],
    ) -> Answer {
        let boundary = "hiromeru-test-boundary";
        let mut body = Vec::new();
        for (name, value) in pairs {
            body.extend(
                format!("--{boundary}\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
                    .bytes(),
            );
        }
        for (field, file, bytes) in files {
            body.extend(
                format!(
                    "--{boundary}\r\ncontent-disposition: form-data; name=\"{field}\"; filename=\"{file}\"\r\n\
                     content-type: application/octet-stream\r\n\r\n"
                )
                .bytes(),
            );
            body.extend_from_slice(bytes);
            body.extend(b"\r\n");
        }
        body.extend(format!("--{boundary}--\r\n").bytes());
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={boundary}"))
            .header("sec-fetch-site", "same-origin")
            .body(Body::from(body))
            .unwrap();
        self.send(request).await
    }

    /// Sends any request, with this browser's cookies.
    pub async fn send(&self, request: Request<Body>) -> Answer {
        Box::pin(self.try_to_send(request)).await.unwrap()
    }

    /// Sends any request, which a network may lose.
    pub async fn try_to_send(&self, mut request: Request<Body>) -> std::io::Result<Answer> {
        let cookies: Vec<String> =
            self.cookies.lock().unwrap().iter().map(|(name, value)| format!("{name}={value}")).collect();
        if !cookies.is_empty() {
            request.headers_mut().insert(header::COOKIE, cookies.join("; ").parse().unwrap());
        }
        let answer = match &self.way {
            Way::Within(service) => {
                let (parts, body) = service.clone().oneshot(request).await.unwrap().into_parts();
                let bytes = body.collect().await.unwrap().to_bytes().to_vec();
                Answer::of(parts.status, parts.headers, bytes)
            }
            Way::Over(address) => super::wire::send(*address, request).await?,
        };
        for cookie in answer.headers.get_all(header::SET_COOKIE) {
            let (name, value) = cookie.to_str().unwrap().split(';').next().unwrap().split_once('=').unwrap();
            self.cookies.lock().unwrap().insert(name.to_owned(), value.to_owned());
        }
        Ok(answer)
    }

    /// A cookie's value.
    pub fn cookie(&self, name: &str) -> Option<String> {
        self.cookies.lock().unwrap().get(name).cloned()
    }

    /// Puts a cookie into the browser, as somebody who stole it would.
    pub fn set_cookie(&self, name: &str, value: &str) {
        self.cookies.lock().unwrap().insert(name.to_owned(), value.to_owned());
    }
}

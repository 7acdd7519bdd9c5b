//! The security headers of every answer (`security.md` 4.3; ASVS 3.4).

use crate::app::App;
use axum::{
    extract::{Request, State},
    http::{HeaderName, HeaderValue, header},
    middleware::Next,
    response::Response,
};
use leptos::nonce::Nonce;

const REST: &str = "style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; \
                    base-uri 'none'; object-src 'none'; frame-ancestors 'none'; frame-src 'none'; manifest-src 'self'";

/// The policy of pages without scripts: every applicant's page.
pub fn policy() -> String {
    format!("default-src 'none'; script-src 'none'; {REST}")
}

/// The policy of pages with islands.
pub fn policy_with(nonce: &Nonce) -> String {
    format!("default-src 'none'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; {REST}")
}

/// Sets the headers on whatever goes out.
pub async fn set(State(app): State<App>, request: Request, next: Next) -> Response {
    let asset = request.uri().path().starts_with("/assets/");
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let mut default = |name: HeaderName, value: &str| {
        if !headers.contains_key(&name) {
            headers.insert(name, HeaderValue::from_str(value).expect("our header values are ASCII"));
        }
    };
    default(header::CONTENT_SECURITY_POLICY, &policy());
    default(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    default(header::REFERRER_POLICY, "same-origin");
    default(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    default(HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    default(
        HeaderName::from_static("permissions-policy"),
        "camera=(), microphone=(), geolocation=(), payment=(), browsing-topics=()",
    );
    default(header::CACHE_CONTROL, if asset { "no-cache" } else { "no-store" });
    if app.config.secure() {
        default(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000; includeSubDomains");
    }
    response
}

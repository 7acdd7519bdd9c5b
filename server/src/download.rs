//! Files as downloads: saved, never shown by the browser, never run (`security.md` 4.9; ASVS 3.2.1, 5.4.1).

use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};

/// A file to save under its name (RFC 6266).
pub fn file(name: &str, media_type: &str, bytes: Vec<u8>) -> Response {
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    let media_type =
        HeaderValue::from_str(media_type).unwrap_or(HeaderValue::from_static("application/octet-stream"));
    headers.insert(header::CONTENT_TYPE, media_type);
    // The plain name is for readers that know no other; the real one is escaped whole, so it cannot end the header.
    let end = name
        .rsplit_once('.')
        .map(|(_, end)| end)
        .filter(|end| end.bytes().all(|b| b.is_ascii_alphanumeric()));
    let plain = end.map_or_else(|| "file".to_owned(), |end| format!("file.{end}"));
    let escaped = crate::error::percent(name).replace('/', "%2F").replace('~', "%7E");
    let disposition = format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{escaped}");
    if let Ok(value) = HeaderValue::from_str(&disposition) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox"));
    response
}

/// A picture that we drew, to show in a page of ours; it says what it is and nothing in it runs.
pub fn picture(media_type: &str, bytes: Vec<u8>) -> Response {
    let media_type = match media_type {
        "image/png" => HeaderValue::from_static("image/png"),
        _ => HeaderValue::from_static("image/jpeg"),
    };
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, media_type);
    headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static("inline"));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox"));
    response
}

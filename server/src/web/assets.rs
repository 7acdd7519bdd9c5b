//! Styles, scripts and pictures, embedded in the program; in development read from the folder they are built into.

use crate::app::App;
use app::shell::Surface;
use axum::{
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use leptos::prelude::LeptosOptions;
use rust_embed::RustEmbed;
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(RustEmbed)]
#[folder = "../target/site"]
#[allow_missing = true]
struct Site;

/// What the bundle is named: names hold a hash, so that no browser mixes two versions.
#[derive(Debug, Clone)]
pub struct Bundle {
    css: BTreeMap<String, String>,
    islands: Option<LeptosOptions>,
}

#[derive(Deserialize)]
struct Manifest {
    output_name: String,
    css: BTreeMap<String, String>,
}

impl Bundle {
    /// Reads the bundle's manifest; without one (tests of handlers alone) pages have no styles and no islands.
    pub fn load() -> Self {
        let manifest =
            Site::get("manifest.json").and_then(|file| serde_json::from_slice::<Manifest>(&file.data).ok());
        match manifest {
            Some(Manifest { output_name, css }) => {
                let options = LeptosOptions::builder()
                    .output_name(output_name)
                    .site_root("")
                    .site_pkg_dir("assets")
                    .build();
                Self { css, islands: Some(options) }
            }
            None => Self { css: BTreeMap::new(), islands: None },
        }
    }

    /// The addresses of the styles for a surface: everybody's, the desk's, the demonstration's.
    pub fn css(&self, surface: Surface, demo: bool) -> Vec<String> {
        let desk = matches!(surface, Surface::Officer).then_some("officers");
        let names = [Some("everybody"), desk, demo.then_some("demo")];
        names.into_iter().flatten().filter_map(|name| self.css.get(name).cloned()).collect()
    }

    /// What a page with islands loads.
    pub fn islands(&self) -> Option<LeptosOptions> {
        self.islands.clone()
    }
}

/// One file of the bundle, compressed where the browser takes it.
pub async fn show(State(app): State<App>, Path(name): Path<String>, headers: HeaderMap) -> Response {
    let brotli = headers
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|accepted| accepted.split(',').any(|coding| coding.trim().starts_with("br")));
    let packed = if brotli { Site::get(&format!("{name}.br")) } else { None };
    let compressed = packed.is_some();
    let Some(file) = packed.or_else(|| Site::get(&name)).filter(|_| name != "manifest.json") else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let kind = match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some(_) | None => "application/octet-stream",
    };
    let hashed = app.bundle.css.values().any(|address| address.ends_with(&name))
        || app.bundle.islands.as_ref().is_some_and(|options| name.starts_with(options.output_name.as_ref()));
    let cache = if hashed { "public, max-age=31536000, immutable" } else { "public, max-age=3600" };
    let mut response = (
        [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, cache), (header::VARY, "accept-encoding")],
        file.data.into_owned(),
    )
        .into_response();
    if compressed {
        response.headers_mut().insert(header::CONTENT_ENCODING, axum::http::HeaderValue::from_static("br"));
    }
    response
}

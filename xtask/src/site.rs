//! The folder that browsers are served from, `target/site`: the islands, the style sheet, pictures, each with a brotli
//! copy, and `manifest.json`, by which the server knows their names. The release binary embeds the folder.

use std::{collections::BTreeMap, fs};

use anyhow::{Context, Result};

use crate::{
    islands, places,
    stamp::{short_hash, write_if_changed},
    steps::{files_under, step},
    styles::{self, Sheet},
};

/// Brings `target/site` up to date.
pub fn bundle() -> Result<()> {
    let islands = islands::build()?;
    step("Putting together what browsers load", || assemble(&islands))
}

/// Leaves an empty manifest where none is, so that a server compiled before the bundle is there holds something that the
/// bundle changes: cargo then compiles it again.
pub fn announce() -> Result<()> {
    let manifest = places::site().join("manifest.json");
    if !manifest.exists() {
        write_if_changed(&manifest, b"{}")?;
    }
    Ok(())
}

/// Only the style sheet and the pictures; the islands stay as they are. For a quick look at a changed style.
pub fn bundle_styles() -> Result<()> {
    let manifest = fs::read_to_string(places::site().join("manifest.json"))?;
    let manifest: serde_json::Value = serde_json::from_str(&manifest)?;
    let islands = manifest["output_name"].as_str().context("manifest.json has no output_name")?;
    assemble(islands)
}

fn assemble(islands: &str) -> Result<()> {
    let mut files = BTreeMap::new();
    for file in files_under(&islands::folder())? {
        let name = file.strip_prefix(islands::folder())?.to_string_lossy().into_owned();
        files.insert(name, fs::read(&file)?);
    }
    let mut css = BTreeMap::new();
    for Sheet { name, text } in styles::style_sheets()? {
        let file = format!("{name}.{}.css", short_hash(&[text.as_bytes()]));
        println!("  {file}: {} kB", text.len() / 1000);
        css.insert(name, format!("/assets/{file}"));
        files.insert(file, text.into_bytes());
    }
    let pictures = places::root().join("app/assets");
    if pictures.is_dir() {
        for file in files_under(&pictures)? {
            files.insert(file.strip_prefix(&pictures)?.to_string_lossy().into_owned(), fs::read(&file)?);
        }
    }
    let copies: Vec<_> = files
        .iter()
        .filter(|(name, _)| is_text_or_wasm(name))
        .map(|(name, contents)| Ok((format!("{name}.br"), islands::compressed(name.as_ref(), contents)?)))
        .collect::<Result<_>>()?;
    files.extend(copies);
    let manifest = serde_json::json!({ "output_name": islands, "css": css });
    files.insert("manifest.json".to_owned(), serde_json::to_vec_pretty(&manifest)?);

    let site = places::site();
    fs::create_dir_all(&site)?;
    for (name, contents) in &files {
        write_if_changed(&site.join(name), contents)?;
    }
    for file in files_under(&site)? {
        let name = file.strip_prefix(&site)?.to_string_lossy().into_owned();
        if !files.contains_key(&name) {
            fs::remove_file(&file)?;
        }
    }
    Ok(())
}

/// Pictures are compressed already.
fn is_text_or_wasm(name: &str) -> bool {
    matches!(name.rsplit('.').next(), Some("js" | "css" | "wasm" | "svg"))
}

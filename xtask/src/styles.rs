//! The style sheet: every file of `app/styles`, in order, as one small file.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, anyhow, bail};
use lightningcss::{
    printer::PrinterOptions,
    stylesheet::{MinifyOptions, ParserOptions, StyleSheet},
    targets::{Browsers, Targets},
};

use crate::{places, steps::files_under};

/// The oldest browsers that the styles are written down for: Chrome 109 is the last one for Windows 7 and 8.1, which
/// still stand in care offices.
const BROWSERS: Browsers = Browsers {
    android: None,
    chrome: Some(109 << 16),
    edge: Some(109 << 16),
    firefox: Some(115 << 16),
    ie: None,
    ios_saf: Some((15 << 16) | (6 << 8)),
    opera: None,
    safari: Some((15 << 16) | (6 << 8)),
    samsung: None,
};

/// The whole style sheet, small.
pub fn style_sheet() -> Result<String> {
    let mut whole = String::new();
    let mut sources = Vec::new();
    for file in in_order(&places::root().join("app/styles"))? {
        let source =
            fs::read_to_string(&file).with_context(|| format!("{} cannot be read", file.display()))?;
        let name = file.strip_prefix(places::root()).unwrap_or(&file).display().to_string();
        whole.push_str(&small(&source, &name)?);
        sources.push((name, source));
    }
    every_used_property_is_defined(&sources)?;
    Ok(whole)
}

/// The files of the folder: first those that its file `order` names, then the others by name.
fn in_order(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut others: BTreeSet<PathBuf> = files_under(folder)?
        .into_iter()
        .filter(|file| file.extension().is_some_and(|kind| kind == "css"))
        .collect();
    let named = fs::read_to_string(folder.join("order")).unwrap_or_default();
    let mut files = Vec::new();
    for line in named.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let file = folder.join(line);
        if !others.remove(&file) {
            bail!("app/styles/order names {line}, and there is no such file (or it is named twice)");
        }
        files.push(file);
    }
    files.extend(others);
    Ok(files)
}

fn small(source: &str, name: &str) -> Result<String> {
    let targets = Targets::from(BROWSERS);
    let options = ParserOptions { filename: name.to_owned(), ..ParserOptions::default() };
    let mut sheet = StyleSheet::parse(source, options).map_err(|error| anyhow!("{error}"))?;
    sheet
        .minify(MinifyOptions { targets, ..MinifyOptions::default() })
        .map_err(|error| anyhow!("{name}: {error}"))?;
    let printed = sheet
        .to_css(PrinterOptions { minify: true, targets, ..PrinterOptions::default() })
        .map_err(|error| anyhow!("{name}: {error}"))?;
    Ok(printed.code)
}

/// A misspelt custom property is silently nothing in a browser, so it is an error here.
fn every_used_property_is_defined(sources: &[(String, String)]) -> Result<()> {
    let defined: BTreeSet<&str> = sources
        .iter()
        .flat_map(|(_, source)| custom_properties(source))
        .filter(|(_, is_use)| !is_use)
        .map(|(name, _)| name)
        .collect();
    for (file, source) in sources {
        for (name, is_use) in custom_properties(source) {
            if is_use && !defined.contains(name) {
                bail!("{file} uses var({name}), which no file in app/styles defines");
            }
        }
    }
    Ok(())
}

/// Every `--name` of a style sheet, and whether it is used (`var(--name)`) or defined (`--name:`).
fn custom_properties(source: &str) -> impl Iterator<Item = (&str, bool)> {
    source.match_indices("--").filter_map(|(at, _)| {
        let before = source[..at].trim_end();
        let rest = &source[at..];
        let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_'))?;
        let name = &rest[..end];
        if name.len() <= 2 {
            return None;
        }
        if before.ends_with("var(") {
            return Some((name, true));
        }
        let starts_a_declaration = before.ends_with(['{', ';', '}', '/']);
        (starts_a_declaration && rest[end..].trim_start().starts_with(':')).then_some((name, false))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(source: &str) -> Vec<(String, String)> {
        vec![("a.css".to_owned(), source.to_owned())]
    }

    #[test]
    fn a_property_that_nobody_defines_is_named() {
        let error = every_used_property_is_defined(&sheet("a { color: var(--ink) }")).unwrap_err();
        assert!(error.to_string().contains("--ink"), "{error}");
    }

    #[test]
    fn a_defined_property_may_be_used() {
        every_used_property_is_defined(&sheet(":root { --ink: #000; } a { color: var( --ink, red) }"))
            .unwrap();
    }

    #[test]
    fn a_modifier_in_a_class_name_is_no_property() {
        assert_eq!(custom_properties(".a--b:hover { color: red }").count(), 0);
    }

    #[test]
    fn nesting_is_written_out_for_old_browsers() {
        let css = small(".a { & .b { color: red } }", "a.css").unwrap();
        assert_eq!(css, ".a .b{color:red}");
    }

    #[test]
    fn an_error_says_in_which_file_it_is() {
        let error = small(".a { color: red; } }", "app/styles/a.css").unwrap_err();
        assert!(error.to_string().contains("app/styles/a.css"), "{error}");
    }
}

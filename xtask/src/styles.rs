//! The style sheets: the files of `app/styles` are everybody's, those of a folder in it are for some pages more, so
//! that an old telephone does not load what only an officer's desk needs. Each is one small file.

use std::{
    collections::{BTreeMap, BTreeSet},
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

/// A style sheet: whose it is, and its text.
pub struct Sheet {
    pub name: String,
    pub text: String,
}

/// Everybody's style sheet, and those of the folders.
pub fn style_sheets() -> Result<Vec<Sheet>> {
    let root = places::root().join("app/styles");
    let mut sheets: BTreeMap<String, String> = BTreeMap::new();
    let mut sources = Vec::new();
    let files: BTreeSet<PathBuf> = files_under(&root)?
        .into_iter()
        .filter(|file| file.extension().is_some_and(|kind| kind == "css"))
        .collect();
    for file in files {
        let source =
            fs::read_to_string(&file).with_context(|| format!("{} cannot be read", file.display()))?;
        let name = file.strip_prefix(places::root()).unwrap_or(&file).display().to_string();
        sheets.entry(sheet_of(&root, &file)).or_default().push_str(&small(&source, &name)?);
        sources.push((name, source));
    }
    every_used_property_is_defined(&sources)?;
    Ok(sheets.into_iter().map(|(name, text)| Sheet { name, text }).collect())
}

/// `everybody`, or the folder that a file stands in.
fn sheet_of(root: &Path, file: &Path) -> String {
    let inside = file.strip_prefix(root).unwrap_or(file);
    match inside.parent().and_then(Path::to_str) {
        Some("") | None => "everybody".to_owned(),
        Some(folder) => folder.to_owned(),
    }
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
    fn a_folder_is_a_sheet_of_its_own() {
        let root = Path::new("styles");
        assert_eq!(sheet_of(root, Path::new("styles/10-shell.css")), "everybody");
        assert_eq!(sheet_of(root, Path::new("styles/officers/50-review.css")), "officers");
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

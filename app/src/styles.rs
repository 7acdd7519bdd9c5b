//! What the style sheets in `app/styles` promise. `cargo xtask bundle` joins and minifies them.

mod contrast;

use std::collections::BTreeSet;

/// The files of a folder of style sheets, in the order of their names.
fn sheets_in(folder: &str) -> Vec<String> {
    let folder = format!("{}/styles/{folder}", env!("CARGO_MANIFEST_DIR"));
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .expect("the folder is there")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|kind| kind == "css"))
        .collect();
    files.sort();
    files.iter().map(|path| std::fs::read_to_string(path).expect("a style sheet is text")).collect()
}

/// Everybody's style sheets, the desk's, the demonstration's.
fn sheets() -> Vec<String> {
    ["", "officers", "demo"].into_iter().flat_map(sheets_in).collect()
}

/// Every name that follows `before`.
fn names<'a>(css: &'a str, before: &str) -> BTreeSet<&'a str> {
    css.match_indices(before)
        .map(|(at, _)| {
            let rest = &css[at + before.len()..];
            &rest[..rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).unwrap_or(rest.len())]
        })
        .collect()
}

#[test]
fn every_custom_property_that_is_used_exists_and_every_one_that_exists_is_used() {
    let css = sheets().concat();
    let used = names(&css, "var(--");
    let defined = names(&css, "\n  --");
    assert_eq!(used.difference(&defined).collect::<Vec<_>>(), Vec::<&&str>::new(), "used, but not there");
    assert_eq!(defined.difference(&used).collect::<Vec<_>>(), Vec::<&&str>::new(), "there, but not used");
    assert!(used.len() > 50);
}

/// A sheet without its comments and the white space that is for the eye; minified it is smaller still.
fn bare(css: &str) -> String {
    let mut rest = css;
    let mut bare = String::new();
    while let Some((before, after)) = rest.split_once("/*") {
        bare.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    bare.push_str(rest);
    bare.lines().map(str::trim).collect::<String>().replace(": ", ":").replace(" {", "{").replace(";}", "}")
}

#[test]
fn what_an_old_telephone_loads_fits_its_budget_of_40_kilobytes() {
    let bytes = bare(&sheets_in("").concat()).len();
    assert!(bytes <= 40_000, "{bytes} bytes");
    assert_eq!(bare(".a {\n  b: c; /* why */\n}\n"), ".a{b:c}");
}

#[test]
fn the_licence_of_the_tokens_goes_with_them() {
    let css = sheets().concat();
    assert!(
        css.contains("/*!") && css.contains("MIT License") && css.contains("Copyright (c) 2023 デジタル庁")
    );
}

#[test]
fn only_two_weights_are_used() {
    let css = sheets().concat();
    let weights = names(&css, "font-weight: ");
    assert_eq!(weights, BTreeSet::from(["var"]), "weights come from tokens");
    assert_eq!(names(&css, "var(--font-weight-"), BTreeSet::from(["400", "700"]));
}

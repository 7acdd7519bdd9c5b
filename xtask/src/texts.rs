//! What no compiler looks for and must not stand in the product's source.

use std::{fs, path::Path};

use anyhow::{Result, bail};

use crate::{places, steps::files_under};

/// A text that may not stand in some files, and why.
struct Forbidden {
    text: &'static str,
    folder: &'static str,
    kind: &'static str,
    except: &'static [&'static str],
    reason: &'static str,
}

/// What is escaped where it is written, holds nothing that anybody typed, or was a page of ours already.
const TAGS: &[&str] = &["app/elements/src/text_area.rs", "app/src/shell.rs", "app/src/dev/feedback.rs"];
const TAKEN_OVER: &[&str] = &["app/islands/src/live_part/page.rs", "app/islands/src/mend_cells/page.rs"];

const FORBIDDEN: [Forbidden; 28] = [
    in_app("inner_html=", TAGS, "what somebody typed would run as tags; let Leptos escape it"),
    in_app("set_inner_html(", TAKEN_OVER, "what somebody typed would run as tags; set the text"),
    in_app("local_storage", &[], "nothing that people type stays in a browser that others use"),
    in_app("session_storage", &[], "nothing that people type stays in a browser that others use"),
    in_pages("<textarea", "Leptos does not escape what stands in it; use elements::TextArea"),
    in_pages(" style=\"", "the content security policy refuses inline styles; use a class"),
    in_pages(" style=(", "the content security policy refuses inline styles; use a class"),
    in_pages(" style={", "the content security policy refuses inline styles; use a class"),
    in_pages(" style:", "the content security policy refuses inline styles; use a class"),
    in_styles(":has(", "Firefox 115 does not know it; give the element a class"),
    in_styles("color-mix(", "Chrome 109 does not know it; write the colour as a token"),
    in_styles("&", "Chrome 109 and Firefox 115 know no nesting; write the whole selector"),
    in_rust("todo!(", "unfinished"),
    in_rust("unimplemented!(", "unfinished"),
    in_rust("#[ignore", "a test that does not run proves nothing"),
    without_tests("server/src", "cfg(test"),
    without_tests("server/src", "#[test]"),
    without_tests("server/src", "::test]"),
    without_tests("server/store/src", "cfg(test"),
    without_tests("server/store/src", "#[test]"),
    without_tests("server/store/src", "::test]"),
    without_tests("migrations/src", "cfg(test"),
    without_tests("migrations/src", "#[test]"),
    without_tests("migrations/src", "::test]"),
    in_browser_tests(".skip(", "a test that does not run proves nothing"),
    in_browser_tests(".fixme(", "a test that does not run proves nothing"),
    in_browser_tests(".only(", "the other tests would not run"),
    in_browser_tests("waitForTimeout(", "waits too long or too short; wait for what should be seen"),
];

const fn in_pages(text: &'static str, reason: &'static str) -> Forbidden {
    in_app(text, &["app/elements/src/text_area.rs"], reason)
}

const fn in_app(text: &'static str, except: &'static [&'static str], reason: &'static str) -> Forbidden {
    Forbidden { text, folder: "app", kind: "rs", except, reason }
}

const fn in_styles(text: &'static str, reason: &'static str) -> Forbidden {
    Forbidden { text, folder: "app/styles", kind: "css", except: &[], reason }
}

const fn in_rust(text: &'static str, reason: &'static str) -> Forbidden {
    Forbidden { text, folder: "", kind: "rs", except: &["xtask/src/texts.rs"], reason }
}

/// A crate that is not compiled once more for tests beside its code: one there would never run (decisions 47 and 75).
const fn without_tests(folder: &'static str, text: &'static str) -> Forbidden {
    let reason =
        "no test beside this code is ever run; write it in tests/it, or move what is pure to another crate";
    Forbidden { text, folder, kind: "rs", except: &[], reason }
}

const fn in_browser_tests(text: &'static str, reason: &'static str) -> Forbidden {
    Forbidden { text, folder: "e2e", kind: "ts", except: &[], reason }
}

/// Looks through the repository; every place is named.
pub fn check() -> Result<()> {
    let mut found = Vec::new();
    for file in files_under(places::root())? {
        let name = file.strip_prefix(places::root())?;
        if !FORBIDDEN.iter().any(|forbidden| forbidden.looks_at(name)) {
            continue;
        }
        let source = fs::read_to_string(&file)?;
        found.extend(in_source(name, &source));
    }
    if found.is_empty() {
        return Ok(());
    }
    for line in &found {
        println!("  {line}");
    }
    bail!("{} places hold what they must not", found.len())
}

fn in_source(name: &Path, source: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (number, line) in source.lines().enumerate() {
        if line.trim_start().starts_with("//") {
            continue;
        }
        for forbidden in FORBIDDEN.iter().filter(|forbidden| forbidden.looks_at(name)) {
            if line.contains(forbidden.text) {
                let (name, number) = (name.display(), number + 1);
                found.push(format!("{name}:{number}: `{}`: {}", forbidden.text.trim(), forbidden.reason));
            }
        }
    }
    found
}

impl Forbidden {
    fn looks_at(&self, name: &Path) -> bool {
        name.starts_with(self.folder)
            && name.extension().is_some_and(|kind| kind == self.kind)
            && !self.except.iter().any(|except| name == Path::new(except))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_text_area_element_writes_a_textarea() {
        let source = "view! { <textarea>{text}</textarea> }";
        assert_eq!(in_source(Path::new("app/src/page.rs"), source).len(), 1);
        assert_eq!(in_source(Path::new("app/elements/src/text_area.rs"), source).len(), 0);
    }

    #[test]
    fn what_somebody_typed_never_becomes_tags() {
        for source in ["view! { <p inner_html=answer></p> }", "old.set_inner_html(&answer);"] {
            assert_eq!(in_source(Path::new("app/src/page.rs"), source).len(), 1, "{source}");
        }
        assert_eq!(in_source(Path::new("app/islands/src/mend_cells/page.rs"), "new.inner_html()").len(), 0);
    }

    #[test]
    fn a_comment_may_name_what_is_forbidden() {
        assert_eq!(in_source(Path::new("app/src/page.rs"), "  // never a style=\"…\" here").len(), 0);
    }

    #[test]
    fn a_style_is_one_that_the_oldest_browsers_of_the_offices_know() {
        let file = Path::new("app/styles/20-task-list.css");
        assert_eq!(in_source(file, ".task:has(.task__link):hover {").len(), 1);
        assert_eq!(in_source(file, "  &:hover { color: color-mix(in srgb, red, blue); }").len(), 2);
        assert_eq!(in_source(file, ".task--linked:hover {").len(), 0);
    }

    #[test]
    fn a_browser_test_may_not_be_left_out() {
        let found = in_source(Path::new("e2e/tests/home.spec.ts"), "test.skip('later', () => {});");
        assert!(found[0].starts_with("e2e/tests/home.spec.ts:1: `.skip(`"), "{found:?}");
    }

    #[test]
    fn a_test_beside_the_code_of_a_crate_without_a_harness_would_never_run() {
        let source = "#[cfg(test)]\nmod tests {\n    #[test]\n    fn a() {}\n}\n";
        for name in ["server/src/clock.rs", "server/store/src/records/erase.rs", "migrations/src/tables.rs"] {
            let found = in_source(Path::new(name), source);
            assert_eq!(found.len(), 2, "{found:?}");
            assert!(found[0].contains("write it in tests/it"), "{found:?}");
            assert_eq!(in_source(Path::new(name), "#[tokio::test]\nasync fn a() {}\n").len(), 1, "{name}");
        }
        for name in
            ["server/mailtext/src/wrap.rs", "server/tests/it/keys.rs", "server/store/tests/it/audit.rs"]
        {
            assert_eq!(in_source(Path::new(name), source).len(), 0, "{name}");
        }
    }
}

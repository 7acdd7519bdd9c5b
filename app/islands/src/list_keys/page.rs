//! The page around the switch: rows, focus, the cookie.

use leptos::{
    prelude::{document, window},
    wasm_bindgen::JsCast as _,
    web_sys::{Element, HtmlDocument, HtmlElement},
};

/// Not data, a taste: it says nothing about anybody, and the server does not read it.
const COOKIE: &str = "list_keys=on";

/// The link that each row of the list opens.
pub fn row_links(list: &str) -> Vec<HtmlElement> {
    let Some(list) = document().get_element_by_id(list) else { return Vec::new() };
    let Ok(rows) = list.query_selector_all("tbody tr") else { return Vec::new() };
    (0..rows.length())
        .filter_map(|at| rows.item(at)?.dyn_into::<Element>().ok())
        .filter_map(|row| row.query_selector("a[href]").ok().flatten()?.dyn_into().ok())
        .collect()
}

/// Which of the rows has the focus, on its link or on anything else in it.
pub fn focused(links: &[HtmlElement]) -> Option<usize> {
    let row = document().active_element()?.closest("tr").ok().flatten()?;
    links.iter().position(|link| row.contains(Some(link)))
}

/// Ticks the box of a link's row, or clears it.
pub fn toggle(link: &HtmlElement) {
    let row = link.closest("tr").ok().flatten();
    let found = row.and_then(|row| row.query_selector("input[type=checkbox]").ok().flatten());
    if let Some(found) = found.and_then(|found| found.dyn_into::<HtmlElement>().ok()) {
        found.click();
    }
}

/// The element that a selector finds first within another, or on the page.
pub fn first(within: Option<&Element>, selector: &str) -> Option<HtmlElement> {
    let found = match within {
        Some(element) => element.query_selector(selector),
        None => document().query_selector(selector),
    };
    found.ok().flatten()?.dyn_into().ok()
}

/// Every element that a selector finds.
pub fn every(selector: &str) -> Vec<Element> {
    let Ok(found) = document().query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|at| found.item(at)?.dyn_into().ok()).collect()
}

/// Which of these holds the focus.
pub fn holding(elements: &[Element]) -> Option<usize> {
    let active = document().active_element()?;
    elements.iter().position(|element| element.contains(Some(&active)))
}

/// Moves the focus, and scrolls as far as needed.
pub fn focus(element: &HtmlElement) {
    // An element that left the page a moment ago takes no focus, and nothing is lost.
    let _ = element.focus();
}

/// Moves the focus to the element with that id.
pub fn focus_on(id: &str) {
    if let Some(element) = document().get_element_by_id(id).and_then(|element| element.dyn_into().ok()) {
        focus(&element);
    }
}

/// Whether the person has switched the keys on before.
pub fn kept_choice() -> bool {
    let cookies = html_document().and_then(|document| document.cookie().ok()).unwrap_or_default();
    cookies.split("; ").any(|cookie| cookie == COOKIE)
}

/// Keeps the choice for a year.
pub fn keep_choice(on: bool) {
    let secure = if window().location().protocol().is_ok_and(|it| it == "https:") { "; Secure" } else { "" };
    let seconds = if on { 31_536_000 } else { 0 };
    if let Some(document) = html_document() {
        // A browser that takes no cookies forgets the choice, and the keys work until the page is left.
        let _ = document.set_cookie(&format!("{COOKIE}; Path=/; Max-Age={seconds}; SameSite=Lax{secure}"));
    }
}

fn html_document() -> Option<HtmlDocument> {
    document().dyn_into().ok()
}

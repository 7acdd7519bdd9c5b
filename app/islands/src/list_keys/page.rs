//! The page around the switch: rows, focus, the cookie.

use leptos::{
    prelude::{document, window},
    wasm_bindgen::JsCast as _,
    web_sys::{Element, HtmlDocument, HtmlElement, HtmlInputElement, HtmlSelectElement},
};

/// Not data, a taste: it says nothing about anybody, and the server does not read it.
const COOKIE: &str = "list_keys";

/// What it holds while the keys are on.
const ON: &str = "on";

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
    if let Some(found) = box_of(link) {
        found.click();
    }
}

/// Ticks the box of a link's row, where it is not ticked yet.
pub fn choose(link: &HtmlElement) {
    if let Some(found) = box_of(link).filter(|found| !found.checked()) {
        found.click();
    }
}

fn box_of(link: &HtmlElement) -> Option<HtmlInputElement> {
    let row = link.closest("tr").ok().flatten()?;
    row.query_selector("input[type=checkbox]").ok().flatten()?.dyn_into().ok()
}

/// Chooses a line of the menu with that id and presses the button of its form; leads to the menu where it has no such line.
pub fn press_with(menu: &str, line: &str) {
    let found = document().get_element_by_id(menu);
    let Some(menu) = found.and_then(|found| found.dyn_into::<HtmlSelectElement>().ok()) else { return };
    let before = menu.value();
    menu.set_value(line);
    if menu.value() == line {
        press_button_of(&menu);
    } else {
        menu.set_value(&before);
        focus(&menu);
    }
}

/// Sends the form of the element that has the focus, as pressing the first of its buttons would.
pub fn send_focused() {
    if let Some(active) = document().active_element() {
        press_button_of(&active);
    }
}

fn press_button_of(field: &Element) {
    let form = field.closest("form").ok().flatten();
    if let Some(button) = form.and_then(|form| first(Some(&form), "button:not([type=button])")) {
        button.click();
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

/// Moves the focus to the element that a selector finds first.
pub fn focus_first(selector: &str) {
    if let Some(found) = first(None, selector) {
        focus(&found);
    }
}

/// Moves the focus to the element with that id.
pub fn focus_on(id: &str) {
    if let Some(element) = document().get_element_by_id(id).and_then(|element| element.dyn_into().ok()) {
        focus(&element);
    }
}

/// Whether the person has switched the keys on before.
pub fn kept_choice() -> bool {
    kept(COOKIE).is_some_and(|kept| kept == ON)
}

/// Keeps the choice.
pub fn keep_choice(on: bool) {
    keep(COOKIE, on.then_some(ON));
}

/// What is kept under a name.
pub fn kept(name: &str) -> Option<String> {
    let cookies = html_document()?.cookie().ok()?;
    cookies.split("; ").find_map(|cookie| cookie.strip_prefix(name)?.strip_prefix('=')).map(str::to_owned)
}

/// Keeps a word under a name for a year, or forgets it.
pub fn keep(name: &str, word: Option<&str>) {
    let secure = if window().location().protocol().is_ok_and(|it| it == "https:") { "; Secure" } else { "" };
    let (word, seconds) = word.map_or(("", 0), |word| (word, 31_536_000));
    if let Some(document) = html_document() {
        // A browser that takes no cookies forgets the choice, and it holds until the page is left.
        let cookie = format!("{name}={word}; Path=/; Max-Age={seconds}; SameSite=Lax{secure}");
        let _ = document.set_cookie(&cookie);
    }
}

fn html_document() -> Option<HtmlDocument> {
    document().dyn_into().ok()
}

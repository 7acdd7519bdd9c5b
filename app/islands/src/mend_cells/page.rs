//! The list around the cells: sending the form of a row, and showing what came of it.

use crate::{
    answers::{page_of, sent},
    list_keys::{
        keys::is_for_the_input_method,
        page::{every, first, focus},
    },
};
use leptos::{
    ev,
    prelude::{RwSignal, Set as _, document},
    task::spawn_local,
    wasm_bindgen::{JsCast as _, JsValue},
    web_sys::{Document, Element, HtmlFormElement, HtmlInputElement},
};

/// The forms of the rows.
const FORMS: &str = "#rows form.mend";
/// The cells in them.
const CELLS: &str = "#rows form.mend input[type=text]";
/// The box by which a row is left out instead, where it is ticked.
const LEFT_OUT: &str = "input[name=leave_out]:checked";
/// What a row that was put right changes: what the import comes to, and the rows.
const PARTS: [&str; 2] = ["outline", "rows"];
/// Where the import is told in a sentence.
const SENTENCE: &str = "#sum";
/// What every form carries, and a later change of somebody else makes old.
const VERSION: &str = "input[name=version]";

/// The form of a row, where that is what is sent.
pub fn form_of(event: &ev::SubmitEvent) -> Option<HtmlFormElement> {
    let form = event.target()?.dyn_into::<HtmlFormElement>().ok()?;
    form.matches(FORMS).ok()?.then_some(form)
}

/// Escape puts back what the server wrote into a cell.
pub fn restore(event: &ev::KeyboardEvent) {
    if event.key() != "Escape" || is_for_the_input_method(event) {
        return;
    }
    let target = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    if let Some(cell) = target.filter(|target| target.matches(CELLS).unwrap_or(false)) {
        event.prevent_default();
        cell.set_value(&cell.default_value());
    }
}

/// Sends the form of a row. Until the answer is there nothing can be typed, so that nothing typed is lost.
pub fn send(form: HtmlFormElement, is_sending: RwSignal<bool>, said: RwSignal<String>) {
    spawn_local(async move {
        hold(true);
        match shown(&form).await {
            Ok(Some(what)) => said.set(what),
            // Whatever else was answered, the browser shows it whole.
            Ok(None) => drop(form.submit()),
            Err(_) => {
                hold(false);
                said.set(
                    "送れませんでした。入力した内容はそのままです。もう一度Enterを押してください。"
                        .to_owned(),
                );
            }
        }
        is_sending.set(false);
    });
}

/// Shows the parts of the answer, and what to say about it; nothing where the answer has no such parts.
async fn shown(form: &HtmlFormElement) -> Result<Option<String>, JsValue> {
    let (row, place, name) = (form.action(), place_of(form), name_of(form));
    let answer = sent(form, None).await?;
    let has_changed_since = answer.status() == 409;
    if !(answer.ok() || has_changed_since) {
        return Ok(None);
    }
    let page = page_of(&answer).await?;
    if PARTS.iter().any(|part| page.get_element_by_id(part).is_none()) {
        return Ok(None);
    }
    if has_changed_since {
        // The rows stay with all that was typed; sent once more, it is put right in what the others made of the list.
        take_over(&page, "outline");
        let version = page.query_selector(VERSION)?.and_then(|version| version.get_attribute("value"));
        for field in every(&format!("{FORMS} {VERSION}")) {
            field.set_attribute("value", version.as_deref().unwrap_or_default())?;
        }
        hold(false);
        return Ok(Some(
            "確認している間に、ほかの人が内容を変えました。もう一度Enterを押してください。".to_owned(),
        ));
    }
    let is_left_out = form.query_selector(LEFT_OUT)?.is_some();
    let kept = typed_elsewhere(&row);
    for part in PARTS {
        take_over(&page, part);
    }
    for cell in cells() {
        let key = key_of(&cell);
        if let Some((_, value)) = kept.iter().find(|(known, _)| *known == key) {
            cell.set_value(value);
        }
    }
    let forms = forms();
    let still = forms.iter().position(|form| form.action() == row);
    let next = still.or_else(|| forms.len().checked_sub(1).map(|last| place.min(last)));
    let cell = next.and_then(|at| {
        let within: &Element = &forms[at];
        first(Some(within), "input[type=text]")
    });
    if let Some(place) = cell.or_else(|| first(None, "#rows h2")) {
        focus(&place);
    }
    if still.is_some() {
        return Ok(Some(format!("{name}には、まだ直すところがあります。")));
    }
    let sentence = first(None, SENTENCE).and_then(|sentence| sentence.text_content()).unwrap_or_default();
    let what = if is_left_out { "は取り込みません" } else { "を直しました" };
    Ok(Some(format!("{name}{what}。{sentence}")))
}

/// Puts a part of the answer in the place of the one that is shown. What was ticked or chosen there and not yet sent stays
/// so.
fn take_over(answer: &Document, id: &str) {
    let (Some(new), Some(old)) = (answer.get_element_by_id(id), document().get_element_by_id(id)) else {
        return;
    };
    let chosen = every(&format!("#{id} input:checked"));
    old.set_inner_html(&new.inner_html());
    for before in chosen {
        let now = document().get_element_by_id(&before.id());
        if let Some(now) = now.and_then(|now| now.dyn_into::<HtmlInputElement>().ok()) {
            now.set_checked(true);
        }
    }
}

/// Which cell of which row: what it is found by in the answer.
type Key = (String, String);

fn key_of(cell: &HtmlInputElement) -> Key {
    (cell.form().map(|form| form.action()).unwrap_or_default(), cell.name())
}

/// What was typed into the cells of other rows and not sent.
fn typed_elsewhere(row: &str) -> Vec<(Key, String)> {
    let changed = cells().into_iter().filter(|cell| cell.value() != cell.default_value());
    changed.map(|cell| (key_of(&cell), cell.value())).filter(|((of, _), _)| of != row).collect()
}

/// The row as its first cell names it.
fn name_of(form: &HtmlFormElement) -> String {
    let row = form.closest("tr").ok().flatten();
    let head = row.and_then(|row| row.query_selector("th").ok().flatten());
    head.and_then(|head| head.text_content()).unwrap_or_default()
}

fn place_of(form: &HtmlFormElement) -> usize {
    let own: &Element = form;
    forms().iter().position(|form| form.is_same_node(Some(own))).unwrap_or(0)
}

fn forms() -> Vec<HtmlFormElement> {
    every(FORMS).into_iter().filter_map(|form| form.dyn_into().ok()).collect()
}

fn cells() -> Vec<HtmlInputElement> {
    every(CELLS).into_iter().filter_map(|cell| cell.dyn_into().ok()).collect()
}

/// Lets nothing be typed, or lets it again.
fn hold(held: bool) {
    for cell in cells() {
        cell.set_read_only(held);
    }
}

//! The form around the part: what it holds, and the part of the answer to it.

use crate::{
    answers::{page_of, sent},
    list_keys::page::every,
};
use leptos::{
    prelude::{GetValue as _, StoredValue, UpdateValue as _, document},
    task::spawn_local,
    wasm_bindgen::{JsCast as _, JsValue},
    web_sys::{
        Document, Element, HtmlFormElement, HtmlInputElement, HtmlOptionElement, HtmlSelectElement,
        HtmlTextAreaElement,
    },
};

/// The form in which the part stands.
fn form_of(part: &str) -> Option<HtmlFormElement> {
    document().get_element_by_id(part)?.closest("form").ok().flatten()?.dyn_into().ok()
}

/// Whether something was typed into the part's form.
pub fn is_of_the_form(event: &leptos::ev::Event, part: &str) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let form = target.and_then(|target| target.closest("form").ok().flatten());
    form.is_some_and(|form| form_of(part).is_some_and(|own| form.is_same_node(Some(&own))))
}

/// Whether the part's form holds something else than what the server sent.
pub fn is_changed(part: &str) -> bool {
    let fields = form_of(part).and_then(|form| form.query_selector_all("input, select, textarea").ok());
    let Some(fields) = fields else { return false };
    (0..fields.length())
        .filter_map(|at| fields.item(at)?.dyn_into::<Element>().ok())
        .any(|field| is_other(&field))
}

fn is_other(field: &Element) -> bool {
    if let Some(input) = field.dyn_ref::<HtmlInputElement>() {
        return input.value() != input.default_value() || input.checked() != input.default_checked();
    }
    if let Some(text) = field.dyn_ref::<HtmlTextAreaElement>() {
        return text.default_value().is_ok_and(|sent| text.value() != sent);
    }
    let Some(select) = field.dyn_ref::<HtmlSelectElement>() else { return false };
    let options = select.options();
    let sent = (0..options.length())
        .filter_map(|at| options.item(at)?.dyn_into::<HtmlOptionElement>().ok())
        .position(|option| option.default_selected());
    // Where the server chose none, a browser shows the first.
    usize::try_from(select.selected_index()).is_ok_and(|shown| shown != sent.unwrap_or(0))
}

/// Sends the form as its trying button would, and shows the part of the answer, unless it was asked again meanwhile:
/// `asked` counts. Whatever goes wrong leaves the page as it is: the button is still there.
pub fn ask_anew(part: String, button: String, asked: StoredValue<u32>) {
    asked.update_value(|asked| *asked = asked.wrapping_add(1));
    let own = asked.try_get_value();
    spawn_local(async move {
        let _ = shown_anew(&part, &button, || asked.try_get_value() == own).await;
    });
}

async fn shown_anew(part: &str, button: &str, is_newest: impl Fn() -> bool) -> Result<(), JsValue> {
    let Some(form) = form_of(part) else { return Ok(()) };
    let answer = sent(&form, Some(button)).await?;
    // A form that cannot be read is answered with 422 and says in its part what follows from that.
    if answer.redirected() || !matches!(answer.status(), 200 | 422) {
        return Ok(());
    }
    let page = page_of(&answer).await?;
    if !is_newest() {
        return Ok(());
    }
    for follower in every(&format!("[data-follows={part}]")) {
        take_over(&page, &follower.id());
    }
    take_over(&page, part);
    Ok(())
}

/// Shows what the answer has under an id; what says the same as before is left alone, and not read out again.
fn take_over(answer: &Document, id: &str) {
    if let (Some(new), Some(old)) = (answer.get_element_by_id(id), document().get_element_by_id(id)) {
        let new = new.inner_html();
        if old.inner_html() != new {
            old.set_inner_html(&new);
        }
    }
}

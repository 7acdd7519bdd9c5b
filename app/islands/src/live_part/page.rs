//! The form around the part: what it holds, and the part of the answer to it.

use crate::{
    answers::{page_of, sent},
    list_keys::page::every,
};
use leptos::{
    prelude::document,
    task::spawn_local,
    wasm_bindgen::{JsCast as _, JsValue},
    web_sys::{Document, Element, HtmlFormElement},
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

/// Sends the form as its trying button would, and shows the part of the answer. Whatever goes wrong leaves the page as it
/// is: the button is still there.
pub fn ask_anew(part: String, button: String) {
    spawn_local(async move {
        let _ = shown_anew(&part, &button).await;
    });
}

async fn shown_anew(part: &str, button: &str) -> Result<(), JsValue> {
    let Some(form) = form_of(part) else { return Ok(()) };
    let answer = sent(&form, Some(button)).await?;
    // A form that cannot be read is answered with 422 and says in its part what follows from that.
    if answer.redirected() || !matches!(answer.status(), 200 | 422) {
        return Ok(());
    }
    let page = page_of(&answer).await?;
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

//! The form around the part: what it holds, and the part of the answer to it.

use leptos::{
    prelude::{document, window},
    task::spawn_local,
    wasm_bindgen::{JsCast as _, JsValue},
    web_sys::{
        DomParser, Element, FormData, HtmlFormElement, Request, RequestInit, Response, SupportedType,
        UrlSearchParams,
    },
};
use wasm_bindgen_futures::JsFuture;

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
    let typed = UrlSearchParams::new_with_str_sequence_sequence(&FormData::new_with_form(&form)?.into())?;
    typed.append(button, "1");
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_body(&typed);
    let request = Request::new_with_str_and_init(&form.action(), &init)?;
    let answer: Response = JsFuture::from(window().fetch_with_request(&request)).await?.dyn_into()?;
    // A form that cannot be read is answered with 422 and says in its part what follows from that.
    if answer.redirected() || !matches!(answer.status(), 200 | 422) {
        return Ok(());
    }
    let text = JsFuture::from(answer.text()?).await?.as_string().unwrap_or_default();
    let read = DomParser::new()?.parse_from_string(&text, SupportedType::TextHtml)?;
    if let (Some(new), Some(old)) = (read.get_element_by_id(part), document().get_element_by_id(part)) {
        old.set_inner_html(&new.inner_html());
    }
    Ok(())
}

//! A form that is sent without leaving the page, and what the answer to it shows.

use leptos::{
    prelude::window,
    wasm_bindgen::{JsCast as _, JsValue},
    web_sys::{
        Document, DomParser, FormData, HtmlFormElement, Request, RequestInit, Response, SupportedType,
        UrlSearchParams,
    },
};
use wasm_bindgen_futures::JsFuture;

/// Sends a form as it stands, as by one of its buttons where one is named.
pub async fn sent(form: &HtmlFormElement, button: Option<&str>) -> Result<Response, JsValue> {
    let typed = UrlSearchParams::new_with_str_sequence_sequence(&FormData::new_with_form(form)?.into())?;
    if let Some(button) = button {
        typed.append(button, "1");
    }
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_body(&typed);
    let request = Request::new_with_str_and_init(&form.action(), &init)?;
    JsFuture::from(window().fetch_with_request(&request)).await?.dyn_into()
}

/// The page that was answered.
pub async fn page_of(answer: &Response) -> Result<Document, JsValue> {
    let text = JsFuture::from(answer.text()?).await?.as_string().unwrap_or_default();
    DomParser::new()?.parse_from_string(&text, SupportedType::TextHtml)
}

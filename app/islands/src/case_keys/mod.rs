//! Working on one application with the keyboard: from criterion to criterion, verdicts by number, to the boxes for words,
//! and to the next application of the list. Off until it is switched on, by the same choice as the list's (WCAG 2.1.4).

mod acts;

use crate::list_keys::{
    keys::{Press, row_after},
    page,
};
use acts::{Act, act};
use leptos::{ev, html, prelude::*, wasm_bindgen::JsCast as _, web_sys::HtmlElement};

/// The criteria, in order.
const CRITERIA: &str = "#criteria .check";

/// A switch for the keys of the workspace. Shown once it works.
#[island]
pub fn CaseKeys(
    /// The id of the box for a note.
    #[prop(into)]
    note: String,
    /// The id of the box for a message.
    #[prop(into)]
    message: String,
) -> impl IntoView {
    let works = RwSignal::new(false);
    let on = RwSignal::new(false);
    let help = NodeRef::<html::Details>::new();
    Effect::new(move || {
        on.set(page::kept_choice());
        works.set(true);
        let (note, message) = (note.clone(), message.clone());
        let listener = window_event_listener(ev::keydown, move |event| {
            if !on.get_untracked() {
                return;
            }
            let criteria = page::every(CRITERIA);
            let current = page::holding(&criteria);
            let Some(act) = act(&Press::of(&event, current.is_some()), current.is_some()) else { return };
            event.prevent_default();
            match act {
                Act::Criterion(step) => {
                    let at = row_after(step, current, criteria.len());
                    let choice = at.and_then(|at| {
                        let within = Some(&criteria[at]);
                        page::first(within, "input[type=radio]:checked")
                            .or_else(|| page::first(within, "input[type=radio]"))
                    });
                    if let Some(choice) = choice {
                        page::focus(&choice);
                    }
                }
                Act::Verdict(number) => {
                    let choices =
                        current.and_then(|at| criteria[at].query_selector_all("input[type=radio]").ok());
                    let choice = choices.and_then(|choices| choices.item(number));
                    if let Some(choice) = choice.and_then(|choice| choice.dyn_into::<HtmlElement>().ok()) {
                        page::focus(&choice);
                        choice.click();
                    }
                }
                Act::Application(rel) => {
                    if let Some(link) = page::first(None, &format!(".walk a[rel={rel}]")) {
                        link.click();
                    }
                }
                Act::Note => page::focus_on(&note),
                Act::Message => page::focus_on(&message),
                Act::Documents => {
                    if let Some(pane) = page::first(None, ".pane__scroll") {
                        page::focus(&pane);
                    }
                }
                Act::Help => {
                    if let Some(help) = help.get_untracked() {
                        help.set_open(!help.open());
                    }
                }
            }
        });
        on_cleanup(move || listener.remove());
    });
    view! {
        <div class="list-keys" hidden=move || !works.get()>
            <label class="list-keys__switch">
                <input
                    type="checkbox"
                    autocomplete="off"
                    prop:checked=move || on.get()
                    on:change:target=move |event| {
                        on.set(event.target().checked());
                        page::keep_choice(event.target().checked());
                    }
                />
                "キーボードで審査する"
            </label>
            <details class="details" node_ref=help>
                <summary class="details__summary">"使えるキー"</summary>
                <dl class="details__body">
                    <dt><kbd>"j"</kbd>" "<kbd>"k"</kbd></dt>
                    <dd>"次の要件へ・前の要件へ"</dd>
                    <dt><kbd>"1"</kbd>" "<kbd>"2"</kbd>" "<kbd>"3"</kbd></dt>
                    <dd>"その要件を適合・不適合・要確認にする（要件にいるとき）"</dd>
                    <dt><kbd>"n"</kbd>" "<kbd>"p"</kbd></dt>
                    <dd>"次の申請へ・前の申請へ"</dd>
                    <dt><kbd>"d"</kbd></dt>
                    <dd>"添付書類へ"</dd>
                    <dt><kbd>"c"</kbd></dt>
                    <dd>"庁内メモへ"</dd>
                    <dt><kbd>"m"</kbd></dt>
                    <dd>"申請者へのメッセージへ"</dd>
                    <dt><kbd>"?"</kbd></dt>
                    <dd>"この説明を開く・閉じる"</dd>
                </dl>
            </details>
        </div>
    }
}

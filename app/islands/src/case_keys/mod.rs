//! Working on one application with the keyboard: from criterion to criterion, verdicts by number, to the boxes for words,
//! and to the next application of the list. Off until it is switched on, by the same choice as the list's (WCAG 2.1.4).

mod acts;

use crate::list_keys::{
    keys::{Press, row_after},
    page,
    switch::Switch,
};
use acts::{Act, act};
use leptos::{prelude::*, wasm_bindgen::JsCast as _, web_sys::HtmlElement};

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
    let switch = Switch::new();
    switch.listen(move |event| {
        let criteria = page::every(CRITERIA);
        let current = page::holding(&criteria);
        let Some(act) = act(&Press::of(event, current.is_some()), current.is_some()) else { return };
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
            Act::Help => switch.turn_help(),
        }
    });
    switch.view(
        "キーボードで審査する",
        view! {
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
        },
    )
}

//! Working on one application with the keyboard: from criterion to criterion, verdicts by number, to the boxes for words,
//! and to the next application of the list. Off until it is switched on, by the same choice as the list's (WCAG 2.1.4).

mod acts;

use crate::list_keys::{
    keys::{Press, row_after},
    page,
    switch::Switch,
};
use acts::{Act, GO, act};
use leptos::{
    ev,
    prelude::*,
    wasm_bindgen::JsCast as _,
    web_sys::{Element, HtmlElement},
};

/// The criteria, in order.
const CRITERIA: &str = "#criteria .check";

/// The documents beside them.
const PANE: &str = ".pane__scroll";

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
    follow_evidence();
    let switch = Switch::new();
    let gone = StoredValue::new(false);
    switch.listen(move |event| {
        let criteria = page::every(CRITERIA);
        let current = page::holding(&criteria);
        let press = Press::of(event, current.is_some());
        let after_go = gone.get_value();
        gone.set_value(press.for_the_page() == Some(GO));
        let Some(act) = act(&press, current.is_some(), after_go) else { return };
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
            Act::Documents => page::focus_first(PANE),
            Act::Take => page::focus_first(".decision-bar button[value=take]"),
            Act::Menu => page::focus_first(".decision-bar :is(a[href], button)"),
            Act::Search => page::focus_first(".find__box"),
            Act::List => {
                if let Some(link) = page::first(None, ".breadcrumb a[href]") {
                    link.click();
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
            <dt><kbd>"a"</kbd></dt>
            <dd>"担当になるボタンへ"</dd>
            <dt><kbd>"s"</kbd></dt>
            <dd>"補正・起案などの操作へ"</dd>
            <dt><kbd>"Ctrl"</kbd>" "<kbd>"Enter"</kbd></dt>
            <dd>"入力している欄の内容を保存する"</dd>
            <dt><kbd>"g"</kbd>" "<kbd>"q"</kbd></dt>
            <dd>"一覧に戻る（続けて押す）"</dd>
            <dt><kbd>"/"</kbd></dt>
            <dd>"検索欄へ"</dd>
            <dt><kbd>"?"</kbd></dt>
            <dd>"この説明を開く・閉じる"</dd>
        },
    )
}

/// Whoever comes to a criterion, by keys or by hand, sees the page beside it that the applicant marked for it.
fn follow_evidence() {
    Effect::new(move || {
        let looked_at = StoredValue::new(None);
        let listener = window_event_listener(ev::focusin, move |_| {
            let criteria = page::every(CRITERIA);
            let Some(at) = page::holding(&criteria) else { return };
            // Once a criterion: whoever scrolls the documents while judging it is not sent back.
            if looked_at.get_value() != Some(at) {
                looked_at.set_value(Some(at));
                show_evidence(&criteria[at]);
            }
        });
        on_cleanup(move || listener.remove());
    });
}

/// Scrolls the documents to what the first link of a criterion leads to; the page itself stays where it is.
fn show_evidence(criterion: &Element) {
    let link = page::first(Some(criterion), ".check__look");
    let address = link.and_then(|link| link.get_attribute("href")).unwrap_or_default();
    let Some(id) = address.strip_prefix('#') else { return };
    let place = document().get_element_by_id(id).and_then(|place| place.dyn_into::<HtmlElement>().ok());
    if let (Some(pane), Some(place)) = (page::first(None, PANE), place) {
        pane.set_scroll_top(place.offset_top());
    }
}

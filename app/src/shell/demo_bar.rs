//! The bar of the demonstration at the head of every page: who one is, what to try, and everybody else one can be.

use crate::paths;
use elements::PostForm;
use leptos::prelude::*;

/// What the bar says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DemoBar {
    /// Who the visitor is and what to try here, in English: whoever looks at the demonstration may not read Japanese.
    pub sentence: String,
    /// Everybody one can be: the key sent, and the words shown.
    pub people: Vec<(String, String)>,
    /// The key of whom one is.
    pub current: Option<String>,
}

/// The bar.
#[component]
pub(super) fn Demo(bar: DemoBar) -> impl IntoView {
    let DemoBar { sentence, people, current } = bar;
    let people = people
        .into_iter()
        .map(|(key, words)| {
            let selected = current.as_ref() == Some(&key);
            view! { <option value=key selected=selected>{words}</option> }
        })
        .collect_view();
    view! {
        <div class="demo-bar">
            <p class="demo-bar__words"><strong>"デモ環境"</strong>"　入力した内容は実在しません。メールは送られません。"</p>
            <ul class="demo-bar__links">
                <li>
                    <PostForm action=paths::demo_become() class="demo-bar__switch">
                        <label>"いまの人："<select name="person" class="demo-bar__people">{people}</select></label>
                        <button type="submit" class="demo-bar__button">"この人に替わる"</button>
                    </PostForm>
                </li>
                <li><a href=paths::demo()>"登場人物"</a></li>
                <li><a href=paths::outbox()>"送信されたメール"</a></li>
            </ul>
            <p class="demo-bar__sentence" lang="en">{sentence}</p>
        </div>
    }
}

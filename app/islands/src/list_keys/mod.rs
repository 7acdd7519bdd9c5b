//! Moving through a list with the keyboard, and choosing rows of it.
//!
//! Letters as commands get in the way of screen readers and of voice control (WCAG 2.1.4), so they are off until the
//! person switches them on; the choice is kept in a cookie. They move the focus between links that are there
//! anyway, so that nothing can be done by them alone.

pub(crate) mod keys;
pub(crate) mod page;
pub(crate) mod switch;

use keys::{Act, Press};
use leptos::prelude::*;
use switch::Switch;

/// A switch for `j` and `k` over the rows of a list, `x` and `a` for what is done with them, `/` for its search box and `?`
/// for help. Shown once it works.
#[island]
pub fn ListKeys(
    /// The id of the element that holds the list's table. The first link of a row is what the row opens.
    #[prop(into)]
    list: String,
    /// The id of the search box.
    #[prop(into)]
    search: String,
    /// The id of the menu of what is done with the chosen rows.
    #[prop(into)]
    acts: String,
    /// The line of that menu by which a person takes them.
    #[prop(into)]
    take: String,
) -> impl IntoView {
    let switch = Switch::new();
    switch.listen(move |event| {
        let links = page::row_links(&list);
        let current = page::focused(&links);
        let Some(act) = keys::act(&Press::of(event, current.is_some())) else { return };
        event.prevent_default();
        match act {
            Act::Next | Act::Previous => {
                if let Some(row) = keys::row_after(act, current, links.len()) {
                    page::focus(&links[row]);
                }
            }
            Act::Open => {
                if let Some(row) = current {
                    links[row].click();
                }
            }
            Act::Select => {
                if let Some(row) = current {
                    page::toggle(&links[row]);
                }
            }
            Act::SelectNext | Act::SelectPrevious => {
                let beside = keys::row_after(act, current, links.len());
                for row in current.into_iter().chain(beside) {
                    page::choose(&links[row]);
                    page::focus(&links[row]);
                }
            }
            Act::Take => {
                if let Some(row) = current {
                    page::choose(&links[row]);
                }
                page::press_with(&acts, &take);
            }
            Act::Menu => page::focus_on(&acts),
            Act::Search => page::focus_on(&search),
            Act::Help => switch.turn_help(),
        }
    });
    switch.view(
        "キーボードで一覧を動く",
        view! {
            <dt><kbd>"j"</kbd></dt>
            <dd>"次の行へ（行にいるときは ↓ も）"</dd>
            <dt><kbd>"k"</kbd></dt>
            <dd>"前の行へ（行にいるときは ↑ も）"</dd>
            <dt><kbd>"Enter"</kbd></dt>
            <dd>"その行を開く（o でも）"</dd>
            <dt><kbd>"x"</kbd></dt>
            <dd>"その行を選ぶ・外す（Shiftと ↓ ↑ で続けて選ぶ）"</dd>
            <dt><kbd>"a"</kbd></dt>
            <dd>"選んだ申請の担当に自分がなる（確かめてから）"</dd>
            <dt><kbd>"s"</kbd></dt>
            <dd>"選んだ申請に行う操作へ"</dd>
            <dt><kbd>"Ctrl"</kbd>" "<kbd>"Enter"</kbd></dt>
            <dd>"入力している欄の内容で進む"</dd>
            <dt><kbd>"/"</kbd></dt>
            <dd>"検索欄へ"</dd>
            <dt><kbd>"?"</kbd></dt>
            <dd>"この説明を開く・閉じる"</dd>
        },
    )
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn without_a_script_there_is_no_switch_to_see() {
        let html = Owner::new()
            .with(|| view! { <ListKeys list="queue" search="q" acts="act" take="take"/> }.to_html());
        assert!(
            html.contains(r#"class="list-keys" hidden"#) || html.contains(r#"hidden class="list-keys""#),
            "{html}"
        );
    }
}

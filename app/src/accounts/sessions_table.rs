//! The browsers in which a person is signed in, each with the button that ends it: for that person, and for whoever looks
//! after the house.

use super::SessionLine;
use domain::tokyo;
use elements::{Button, ButtonKind, Column, Density, PostForm, Table};
use leptos::prelude::*;

/// One browser. The button stands on every row but that of the browser itself; `heard` tells those who hear it which.
pub(super) fn session_row(
    session: SessionLine,
    action: String,
    words: &'static str,
    heard: String,
) -> impl IntoView {
    let SessionLine { id: _, device, network, begun, seen, here } = session;
    let act = if here {
        "この端末".into_any()
    } else {
        view! {
            <PostForm action class="inline">
                <Button kind=ButtonKind::Quiet>{words}<span class="hidden">{format!("：{heard}")}</span></Button>
            </PostForm>
        }
        .into_any()
    };
    view! {
        <tr>
            <th scope="row">{device}</th>
            <td>{network}</td>
            <td>{tokyo::format_short(seen)}</td>
            <td>{tokyo::format_short(begun)}</td>
            <td>{act}</td>
        </tr>
    }
}

/// All of a person's.
pub(super) fn sessions_table(caption: String, rows: AnyView) -> impl IntoView {
    view! {
        <Table
            caption
            caption_hidden=true
            density=Density::Dense
            columns=vec![Column::new("端末"), Column::new("接続元"), Column::new("最後の操作"), Column::new("ログイン"), Column::unseen("操作")]
        >
            {rows}
        </Table>
    }
}

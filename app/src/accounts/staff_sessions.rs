//! Who of the tenant's staff is signed in, and the buttons that end it.

use super::SessionLine;
use crate::paths;
use domain::{ids::AccountId, tokyo};
use elements::{
    BackLink, Button, ButtonKind, Column, Density, EmptyState, Notice, NoticeKind, PageHeader, PostForm,
    Section, Table,
};
use leptos::prelude::*;

/// A person with their living sessions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedInPerson {
    /// Who.
    pub id: AccountId,
    /// The name.
    pub name: String,
    /// Where, the one last seen first.
    pub sessions: Vec<SessionLine>,
}

/// The page.
#[component]
pub fn StaffSessionsPage(
    /// The tenant's word in addresses.
    slug: String,
    /// Who is signed in.
    people: Vec<SignedInPerson>,
    /// What was just done.
    #[prop(optional_no_strip)]
    done: Option<&'static str>,
) -> impl IntoView {
    let notice = done.map(|done| view! { <Notice kind=NoticeKind::Success live=true title=done/> });
    let count: usize = people.iter().map(|person| person.sessions.len()).sum();
    let lead = format!(
        "{}人が{count}台でログインしています。操作がないまま時間がたつと、自動でログアウトします。",
        people.len()
    );
    let list = if people.is_empty() {
        view! { <EmptyState title="ログイン中の職員はいません"/> }.into_any()
    } else {
        people.into_iter().map(|person| one(&slug, person)).collect_view().into_any()
    };
    view! {
        <BackLink href=paths::settings(&slug) label="設定"/>
        {notice}
        <PageHeader title="ログイン中の職員" lead/>
        {list}
    }
}

fn one(slug: &str, person: SignedInPerson) -> impl IntoView + use<> {
    let SignedInPerson { id, name, sessions } = person;
    let others = sessions.iter().any(|session| !session.here);
    let rows = sessions.into_iter().map(|session| row(slug, id, &name, session)).collect_view();
    let all = others.then(|| {
        let words = format!("{name}さんをすべての端末からログアウトさせる");
        view! {
            <PostForm action=paths::staff_sessions_ending(slug, id)>
                <Button kind=ButtonKind::Warning>{words}</Button>
            </PostForm>
        }
    });
    view! {
        <Section title=name.clone()>
            <Table
                caption=format!("{name}さんがログイン中の端末")
                caption_hidden=true
                density=Density::Dense
                columns=vec![Column::new("端末"), Column::new("接続元"), Column::new("最後の操作"), Column::new("ログイン"), Column::unseen("操作")]
            >
                {rows}
            </Table>
            {all}
        </Section>
    }
}

fn row(slug: &str, account: AccountId, name: &str, session: SessionLine) -> impl IntoView + use<> {
    let SessionLine { id, device, network, begun, seen, here } = session;
    let act = if here {
        "この端末".into_any()
    } else {
        let what = format!("：{name}さんの{device}");
        view! {
            <PostForm action=paths::staff_session_ending(slug, account, id) class="inline">
                <Button kind=ButtonKind::Quiet>"ログアウトさせる"<span class="hidden">{what}</span></Button>
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

//! Who of the tenant's staff is signed in, and the buttons that end it.

use super::{
    SessionLine,
    sessions_table::{session_row, sessions_table},
};
use crate::paths;
use domain::ids::AccountId;
use elements::{BackLink, Button, ButtonKind, EmptyState, Notice, NoticeKind, PageHeader, PostForm, Section};
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
    let rows = sessions.into_iter().map(|session| {
        let action = paths::staff_session_ending(slug, id, session.id);
        let heard = format!("{name}さんの{}", session.device);
        session_row(session, action, "ログアウトさせる", heard)
    });
    let table = sessions_table(format!("{name}さんがログイン中の端末"), rows.collect_view().into_any());
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
            {table}
            {all}
        </Section>
    }
}

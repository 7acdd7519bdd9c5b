//! A signed-in person's own page: who they are, how they sign in, where they are signed in.

use super::sessions_table::{session_row, sessions_table};
use crate::paths;
use chrono::{DateTime, Utc};
use domain::ids::SessionId;
use elements::{
    Button, ButtonKind, Notice, NoticeKind, PageHeader, PostForm, Section, SummaryList, SummaryRow,
};
use leptos::prelude::*;

/// Who, and what signs them in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnAccount {
    /// The name.
    pub name: String,
    /// The address.
    pub email: Option<String>,
    /// For staff: how many recovery codes are unused. Applicants have neither password nor authenticator.
    pub staff: Option<usize>,
}

/// A browser in which the person is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionLine {
    /// Its id.
    pub id: SessionId,
    /// The browser in a few words.
    pub device: String,
    /// Its network, shortened.
    pub network: String,
    /// Since when.
    pub begun: DateTime<Utc>,
    /// Last seen.
    pub seen: DateTime<Utc>,
    /// Whether it is this one.
    pub here: bool,
}

/// The person's own page.
#[component]
pub fn AccountPage(
    /// Who.
    account: OwnAccount,
    /// Where signed in, newest first.
    sessions: Vec<SessionLine>,
    /// What was just done.
    #[prop(optional_no_strip)]
    done: Option<&'static str>,
) -> impl IntoView {
    let OwnAccount { name, email, staff } = account;
    let notice = done.map(|done| view! { <Notice kind=NoticeKind::Success live=true title=done/> });
    let factors = staff.map(|left| {
        view! {
            <Section title="ログインの方法">
                <SummaryList>
                    <SummaryRow label="パスワード" change=elements::Change::at(paths::account_password())>"設定済み"</SummaryRow>
                    <SummaryRow label="認証アプリ" change=elements::Change::at(paths::account_second_factor())>"設定済み"</SummaryRow>
                    <SummaryRow label="回復コード" change=elements::Change::at(paths::account_recovery_codes())>
                        {format!("未使用 {left}個")}
                    </SummaryRow>
                </SummaryList>
            </Section>
        }
    });
    let others = sessions.iter().any(|session| !session.here);
    let rows = sessions.into_iter().map(|session| {
        let (action, heard) = (paths::session_ending(session.id), format!("{}をログアウト", session.device));
        session_row(session, action, "ログアウト", heard)
    });
    let table = sessions_table("ログイン中の端末".to_owned(), rows.collect_view().into_any());
    let end_others = others.then(|| {
        view! {
            <PostForm action=paths::sessions_ending()>
                <Button kind=ButtonKind::Secondary>"この端末以外をすべてログアウトする"</Button>
            </PostForm>
        }
    });
    view! {
        {notice}
        <PageHeader title="アカウント"/>
        <SummaryList>
            <SummaryRow label="お名前">{name}</SummaryRow>
            {email.map(|email| view! { <SummaryRow label="メールアドレス">{email}</SummaryRow> })}
        </SummaryList>
        {factors}
        <Section title="ログイン中の端末">
            <p>"心当たりのない端末があれば、ログアウトしてください。"</p>
            {table}
            {end_others}
        </Section>
        <PostForm action=paths::sign_out()><Button kind=ButtonKind::Secondary>"ログアウトする"</Button></PostForm>
    }
}

//! After a link was asked for: the code, and the link itself.

use crate::paths;
use elements::{
    Button, Details, ErrorSummary, FormState, InputMode, Notice, NoticeKind, PageHeader, PostForm, TextField,
    Width,
};
use leptos::prelude::*;

/// The same for every address, known or not (ASVS 6.3.8): a box for the code of the mail.
#[component]
pub fn SentPage(
    /// What was typed.
    form: FormState,
) -> impl IntoView {
    view! {
        <ErrorSummary form=&form/>
        <PageHeader title="メールを確認してください" lead="入力されたアドレスに、8桁の番号をお送りしました。番号は10分間使えます。"/>
        <PostForm action=paths::sign_in_code()>
            <TextField
                form=&form
                name="code"
                label="8桁の番号"
                hint="メールに書いてある番号です。全角でも、間に空白があってもかまいません。"
                inputmode=InputMode::Numeric
                width=Width::Medium
                autocomplete="one-time-code"
            />
            <Button>"ログインする"</Button>
        </PostForm>
        <Details summary="メールが届かないとき">
            <ul>
                <li>"迷惑メールのフォルダーをご確認ください。"</li>
                <li>"登録したアドレスと違うときは届きません。"<a href=paths::sign_in()>"アドレスを入力し直す"</a></li>
                <li>"はじめての方は、"<a href=paths::sign_in_letter()>"お手紙のコードで始める"</a>"からお進みください。"</li>
            </ul>
        </Details>
    }
}

/// What a mailed link can still do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkState {
    /// In the browser that asked for it: one press.
    Ready,
    /// In another browser: the code is to be typed where it was asked for.
    OtherBrowser,
    /// It served, is too old, or never was.
    Dead,
}

/// The page behind a mailed link. Looking at it changes nothing, because mail scanners look too.
#[component]
pub fn LinkPage(
    /// The token of the link.
    token: String,
    /// What it can still do.
    state: LinkState,
) -> impl IntoView {
    match state {
        LinkState::Ready => view! {
            <PageHeader title="ログイン" lead="下のボタンを押すと、ログインできます。"/>
            <PostForm action=paths::sign_in_link(&token)><Button>"ログインする"</Button></PostForm>
        }
        .into_any(),
        LinkState::OtherBrowser => view! {
            <PageHeader title="番号を入力してください"/>
            <Notice kind=NoticeKind::Info title="このリンクは、番号を申し込んだ画面でだけ使えます。">
                <p>"番号を申し込んだパソコンやスマートフォンの画面に戻り、メールに書いてある8桁の番号を入力してください。"</p>
            </Notice>
            <p><a href=paths::sign_in()>"この画面でログインするときは、もう一度番号を申し込む"</a></p>
        }
        .into_any(),
        LinkState::Dead => view! {
            <PageHeader title="このリンクはもう使えません"/>
            <p>"リンクは1回だけ、10分間使えます。"</p>
            <p><a href=paths::sign_in()>"もう一度番号を申し込む"</a></p>
        }
        .into_any(),
    }
}

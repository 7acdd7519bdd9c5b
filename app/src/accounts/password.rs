//! A password to change, or forgotten.

use super::new_password::rule;
use crate::paths;
use elements::{
    Button, Details, ErrorSummary, FormState, InputMode, PageHeader, PasswordField, PostForm, TextField,
};
use leptos::prelude::*;

/// The present password and the one to come.
#[component]
pub fn PasswordPage(
    /// What was typed.
    form: FormState,
) -> impl IntoView {
    view! {
        <ErrorSummary form=&form/>
        <PageHeader title="パスワードの変更" lead="変更すると、ほかの端末からはログアウトされます。"/>
        <PostForm action=paths::account_password()>
            <PasswordField form=&form name="password" label="今のパスワード"/>
            <PasswordField form=&form name="new_password" label="新しいパスワード" hint=rule() new=true/>
            <Button>"パスワードを変更する"</Button>
        </PostForm>
        <p><a href=paths::account()>"変更せずに戻る"</a></p>
    }
}

/// The address to which a link is to be sent.
#[component]
pub fn ForgottenPasswordPage(
    /// What was typed.
    form: FormState,
) -> impl IntoView {
    view! {
        <ErrorSummary form=&form/>
        <PageHeader title="パスワードを忘れたとき" lead="登録したメールアドレスに、新しいパスワードを決めるためのリンクをお送りします。認証アプリはそのまま必要です。"/>
        <PostForm action=paths::forgotten_password()>
            <TextField form=&form name="email" label="メールアドレス" inputmode=InputMode::Email autocomplete="username"/>
            <Button>"リンクを送る"</Button>
        </PostForm>
        <p><a href=paths::sign_in_staff()>"ログインに戻る"</a></p>
    }
}

/// The same for every address, known or not.
#[component]
pub fn PasswordSentPage() -> impl IntoView {
    view! {
        <PageHeader title="メールを確認してください" lead="入力されたアドレスが登録されていれば、リンクをお送りしました。リンクは30分間使えます。"/>
        <Details summary="メールが届かないとき">
            <p>"迷惑メールのフォルダーをご確認ください。登録したアドレスが分からないときは、同じ自治体・団体の管理者にお尋ねください。"</p>
        </Details>
        <p><a href=paths::sign_in_staff()>"ログインに戻る"</a></p>
    }
}

//! Address and password of staff.

use crate::paths;
use elements::{
    Button, ErrorSummary, FormState, HiddenField, InputMode, PageHeader, PasswordField, PostForm, TextField,
};
use leptos::prelude::*;

/// The first of two steps.
#[component]
pub fn StaffSignInPage(
    /// What was typed.
    form: FormState,
    /// Where to go then: a path of ours, or nothing.
    next: String,
    /// Whether applicants sign in here too.
    public_side: bool,
) -> impl IntoView {
    let applicants =
        public_side.then(|| view! { <p><a href=paths::sign_in()>"介護事業所の方はこちら"</a></p> });
    view! {
        <ErrorSummary form=&form/>
        <PageHeader title="職員のログイン" lead="次の画面で、認証アプリの6桁の番号を入力します。"/>
        <PostForm action=paths::sign_in_staff()>
            <HiddenField name="next" value=next/>
            <TextField form=&form name="email" label="メールアドレス" inputmode=InputMode::Email autocomplete="username"/>
            <PasswordField form=&form name="password" label="パスワード"/>
            <Button>"次へ"</Button>
        </PostForm>
        <p><a href=paths::forgotten_password()>"パスワードを忘れたとき"</a></p>
        {applicants}
    }
}

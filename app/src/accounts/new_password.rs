//! Choosing a password by a mailed link.

use crate::paths;
use domain::accounts::Password;
use elements::{Button, ErrorSummary, FormState, PageHeader, PasswordField, PostForm};
use leptos::prelude::*;

/// Why somebody chooses one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhyNew {
    /// An administrator invited them.
    Invited,
    /// They forgot the old one.
    Forgotten,
}

/// One box; the password is typed once, as password managers do.
#[component]
pub fn NewPasswordPage(
    /// What was typed.
    form: FormState,
    /// The token of the link; without it the link is dead.
    token: Option<String>,
    /// Why.
    why: WhyNew,
    /// Whose, to be sure.
    email: String,
) -> impl IntoView {
    let Some(token) = token else {
        return view! {
            <PageHeader title="このリンクはもう使えません"/>
            <p>"リンクは1回だけ、決まった期間だけ使えます。"</p>
            <p><a href=paths::forgotten_password()>"新しいリンクを申し込む"</a></p>
        }
        .into_any();
    };
    let (title, lead) = match why {
        WhyNew::Invited => {
            ("職員の登録", "ログインに使うパスワードを決めてください。続けて、認証アプリを設定します。")
        }
        WhyNew::Forgotten => {
            ("新しいパスワード", "新しいパスワードを決めてください。ほかの端末からはログアウトされます。")
        }
    };
    view! {
        <ErrorSummary form=&form/>
        <PageHeader title lead=lead caption=email/>
        <PostForm action=paths::new_password(&token)>
            <PasswordField form=&form name="new_password" label="新しいパスワード" hint=rule() new=true/>
            <Button>"このパスワードにする"</Button>
        </PostForm>
    }
    .into_any()
}

/// What makes a good one.
pub(super) fn rule() -> String {
    format!(
        "{}文字以上。記号や数字は必須ではありません。関係のない言葉を4つほど並べると、長くても覚えやすくなります。",
        Password::MIN
    )
}

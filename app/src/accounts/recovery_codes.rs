//! Recovery codes, shown once.

use crate::paths;
use domain::accounts::RecoveryCode;
use elements::{
    Button, ButtonKind, ButtonLink, ErrorSummary, FormState, Notice, NoticeKind, PageHeader, PasswordField,
    PostForm,
};
use leptos::prelude::*;

/// The codes just made; without them, the way to new ones.
#[component]
pub fn RecoveryCodesPage(
    /// What was typed.
    form: FormState,
    /// The codes, in groups of four; shown only just after they were made.
    codes: Vec<String>,
    /// How many unused ones there are.
    left: usize,
) -> impl IntoView {
    if codes.is_empty() {
        let total = RecoveryCode::COUNT;
        view! {
            <ErrorSummary form=&form/>
            <PageHeader title="回復コード" lead="認証アプリが使えなくなったときに、1つにつき1回だけログインできるコードです。"/>
            <p>{format!("未使用のコードは{total}個のうち{left}個です。コードそのものは、もう表示できません。")}</p>
            <PostForm action=paths::account_recovery_codes()>
                <PasswordField form=&form name="password" label="パスワード" hint="作り直すと、前のコードはすべて使えなくなります。ご本人の確認のため入力してください。"/>
                <Button kind=ButtonKind::Secondary>"回復コードを作り直す"</Button>
            </PostForm>
            <p><a href=paths::account()>"アカウントに戻る"</a></p>
        }
        .into_any()
    } else {
        let codes = codes.into_iter().map(|code| view! { <li><code>{code}</code></li> }).collect_view();
        view! {
            <PageHeader title="回復コードを控えてください" lead="認証アプリが使えなくなったときに、1つにつき1回だけログインできるコードです。"/>
            <Notice kind=NoticeKind::Warning title="この画面を閉じると、コードは二度と表示されません。">
                <p>"印刷するか書き写して、ほかの人の目に触れない場所に保管してください。"</p>
            </Notice>
            <ol class="secrets">{codes}</ol>
            <ButtonLink href=paths::home()>"控えたので、先に進む"</ButtonLink>
        }
        .into_any()
    }
}

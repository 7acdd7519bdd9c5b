//! The second step of staff: the authenticator, or a recovery code when it is lost.

use crate::paths;
use elements::{
    Button, Details, ErrorSummary, FormState, HiddenField, InputMode, PageHeader, PostForm, TextField, Width,
};
use leptos::prelude::*;

/// The code of the authenticator.
#[component]
pub fn SecondFactorPage(
    /// What was typed.
    form: FormState,
) -> impl IntoView {
    view! {
        <ErrorSummary form=&form/>
        <PageHeader title="認証アプリの番号" lead="スマートフォンなどの認証アプリに表示されている6桁の番号を入力してください。"/>
        <PostForm action=paths::second_factor()>
            <HiddenField name="next" value=form.value("next").to_owned()/>
            <TextField
                form=&form
                name="code"
                label="6桁の番号"
                inputmode=InputMode::Numeric
                width=Width::Medium
                autocomplete="one-time-code"
            />
            <Button>"ログインする"</Button>
        </PostForm>
        <p><a href=paths::recovery()>"認証アプリが使えないとき（回復コードを使う）"</a></p>
    }
}

/// A recovery code.
#[component]
pub fn RecoveryPage(
    /// What was typed.
    form: FormState,
) -> impl IntoView {
    view! {
        <ErrorSummary form=&form/>
        <PageHeader title="回復コードでログイン" lead="認証アプリを設定したときに控えた16文字の回復コードを、1つ入力してください。コードは1回だけ使えます。"/>
        <PostForm action=paths::recovery()>
            <HiddenField name="next" value=form.value("next").to_owned()/>
            <TextField form=&form name="code" label="回復コード" hint="例：ABCD-EFGH-JKMN-PQRS。ハイフンはなくてもかまいません。" width=Width::Long/>
            <Button>"ログインする"</Button>
        </PostForm>
        <Details summary="回復コードもないとき">
            <p>"同じ自治体・団体の管理者に、二段階認証の解除を頼んでください。次のログインで設定し直せます。"</p>
        </Details>
        <p><a href=paths::second_factor()>"認証アプリの番号を入力する"</a></p>
    }
}

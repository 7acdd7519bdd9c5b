//! Setting up the second factor.

use super::QrCode;
use elements::{
    Button, ErrorSummary, FormState, HiddenField, InputMode, Notice, NoticeKind, PageHeader, PasswordField,
    PostForm, Section, TextField, Width,
};
use leptos::prelude::*;

/// A secret that is offered and not yet in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enrolment {
    /// In base32, to type by hand.
    pub secret: String,
    /// `otpauth://…`, for the camera.
    pub url: String,
    /// The secret sealed, as the form carries it.
    pub sealed: String,
}

/// QR code, secret and the first code. Nothing is in force before the first code is right.
#[component]
pub fn EnrolmentPage(
    /// What was typed.
    form: FormState,
    /// The offered secret.
    enrolment: Enrolment,
    /// Where the form goes.
    action: String,
    /// Whether the present password is asked for: a change, not a first set-up.
    #[prop(optional)]
    change: bool,
) -> impl IntoView {
    let Enrolment { secret, url, sealed } = enrolment;
    let grouped = secret.as_bytes().chunks(4).map(String::from_utf8_lossy).collect::<Vec<_>>().join(" ");
    let why = if change {
        "新しい認証アプリの番号が確認できると、前の認証アプリは使えなくなります。"
    } else {
        "職員のログインには、パスワードのほかに認証アプリの番号が必要です。はじめに1回だけ設定します。"
    };
    let password = change.then(|| {
        view! { <PasswordField form=&form name="password" label="パスワード" hint="ご本人の確認のため、今のパスワードを入力してください。"/> }
    });
    view! {
        <ErrorSummary form=&form/>
        <PageHeader title="認証アプリの設定" lead=why/>
        <Section title="1．認証アプリで読み取る">
            <p>"スマートフォンの認証アプリ（Google Authenticator、Microsoft Authenticator など）で、次のQRコードを読み取ってください。"</p>
            <QrCode text=url label="認証アプリに登録するためのQRコード。読み取れないときは下の文字を入力します。"/>
            <p>"読み取れないときは、アプリの「手動で入力」に次の文字を入力してください。"</p>
            <p class="secret"><code>{grouped}</code></p>
        </Section>
        <Section title="2．表示された番号を入力する">
            <PostForm action=action>
                <HiddenField name="sealed" value=sealed/>
                {password}
                <TextField
                    form=&form
                    name="code"
                    label="6桁の番号"
                    hint="アプリに表示されている番号です。30秒ごとに変わります。"
                    inputmode=InputMode::Numeric
                    width=Width::Medium
                    autocomplete="one-time-code"
                />
                <Button>"設定する"</Button>
            </PostForm>
        </Section>
        <Notice kind=NoticeKind::Info title="スマートフォンがないとき">
            <p>"パソコン用の認証アプリやパスワード管理ソフトでも設定できます。"</p>
        </Notice>
    }
}

//! The way in: offices by mail, staff by password.

use crate::paths;
use elements::{
    Button, ButtonKind, ButtonLink, Details, ErrorSummary, FormState, HiddenField, InputMode, PageHeader,
    PostForm, Section, TextField,
};
use leptos::prelude::*;

/// One box for offices; everybody else is led on.
#[component]
pub fn SignInPage(
    /// What was typed.
    form: FormState,
    /// Where to go then: a path of ours, or nothing.
    next: String,
) -> impl IntoView {
    let staff = with_next(&paths::sign_in_staff(), &next);
    view! {
        <ErrorSummary form=&form/>
        <PageHeader title="ログイン"/>
        <Section title="介護事業所の方">
            <p>"登録したメールアドレスに、ログイン用の番号をお送りします。パスワードはいりません。"</p>
            <PostForm action=paths::sign_in()>
                <HiddenField name="next" value=next/>
                <TextField form=&form name="email" label="メールアドレス" inputmode=InputMode::Email autocomplete="email"/>
                <Button>"番号を送る"</Button>
            </PostForm>
            <p><a href=paths::sign_in_letter()>"お手紙のコードで始める"</a>"（はじめての方）"</p>
            <Details summary="メールが使えないとき">
                <p>"インターネットを使わずに申請することもできます。市区町村の窓口にお電話ください。"</p>
            </Details>
        </Section>
        <Section title="市区町村・国保連合会などの職員の方">
            <ButtonLink href=staff kind=ButtonKind::Secondary>"職員としてログインする"</ButtonLink>
        </Section>
    }
}

/// The address with where to go then.
pub(super) fn with_next(path: &str, next: &str) -> String {
    if next.is_empty() { path.to_owned() } else { format!("{path}?next={}", paths::query(next)) }
}

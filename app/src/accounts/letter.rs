//! Beginning with the code of a printed letter.

use crate::paths;
use elements::{
    Button, Details, ErrorSummary, FormState, InputMode, PageHeader, PostForm, SummaryList, SummaryRow,
    TextField, Width,
};
use leptos::prelude::*;

/// The code of the letter.
#[component]
pub fn LetterCodePage(
    /// What was typed.
    form: FormState,
) -> impl IntoView {
    view! {
        <ErrorSummary form=&form/>
        <PageHeader title="お手紙のコードで始める" lead="市区町村からお送りした「ご利用コードのお知らせ」に書いてあるコードを入力してください。"/>
        <PostForm action=paths::sign_in_letter()>
            <TextField
                form=&form
                name="code"
                label="ご利用コード"
                hint="12文字の英字と数字です。例：ABCD-EFGH-JKMN。ハイフンはなくても、小文字でもかまいません。"
                width=Width::Long
            />
            <Button>"次へ"</Button>
        </PostForm>
        <Details summary="コードが見つからないとき">
            <p>"市区町村の窓口にお電話ください。新しいコードをお送りします。"</p>
        </Details>
        <p><a href=paths::sign_in()>"登録したメールアドレスでログインする"</a></p>
    }
}

/// Name and address of whoever has the letter.
#[component]
pub fn LetterPersonPage(
    /// What was typed.
    form: FormState,
    /// The office the letter went to.
    office: String,
    /// Its number.
    number: String,
    /// The municipality that sent it.
    tenant: String,
) -> impl IntoView {
    view! {
        <ErrorSummary form=&form/>
        <PageHeader title="連絡先の登録" lead="入力したメールアドレスに、確認の番号をお送りします。次からは、このアドレスだけでログインできます。"/>
        <SummaryList>
            <SummaryRow label="事業所">{office}</SummaryRow>
            <SummaryRow label="事業所番号">{number}</SummaryRow>
            <SummaryRow label="お手紙の差出人">{tenant}</SummaryRow>
        </SummaryList>
        <PostForm action=paths::sign_in_letter_person()>
            <TextField form=&form name="name" label="お名前" hint="手続きを担当する方のお名前です。" autocomplete="name" width=Width::Long/>
            <TextField form=&form name="email" label="メールアドレス" hint="結果のお知らせもこのアドレスにお送りします。" inputmode=InputMode::Email autocomplete="email"/>
            <Button>"確認の番号を送る"</Button>
        </PostForm>
        <p><a href=paths::sign_in_letter()>"事業所が違うときは、コードを入力し直す"</a></p>
    }
}

//! Up to how many offices one person writes to alone.

use crate::paths;
use elements::{
    BackLink, Button, Buttons, ErrorSummary, FormState, HiddenField, InputMode, Notice, NoticeKind,
    PageHeader, PostForm, TextField, Width,
};
use leptos::prelude::*;

/// The page.
#[component]
pub fn MailingRulesPage(
    /// The tenant's word in addresses.
    slug: String,
    /// The version that is edited.
    version: i32,
    /// What is typed.
    form: FormState,
    /// What was just done.
    done: Option<&'static str>,
) -> impl IntoView {
    let done = done.map(|title| view! { <Notice kind=NoticeKind::Success live=true title/> });
    view! {
        <ErrorSummary form=&form/>
        {done}
        <BackLink href=paths::mailings(&slug) label="お知らせへ戻る"/>
        <PageHeader title="お知らせの承認の設定" lead="多くの事業所に送るお知らせは、書いた人のほかに、もう1人が確かめてから送ります。"/>
        <PostForm action=paths::mailing_rules(&slug)>
            <HiddenField name="version" value=version.to_string()/>
            <TextField form=&form name="alone_up_to" label="1人で送れるのは、何件までか" width=Width::Short inputmode=InputMode::Numeric suffix="件まで" autocomplete="off"
                hint="これを超えるお知らせは、ほかの担当者か決裁者の承認が要ります。0にすると、いつも承認が要ります。"/>
            <Buttons><Button>"保存する"</Button></Buttons>
        </PostForm>
    }
}

//! 代理の申込み: an officer registers somebody who telephoned, and cancels for them.

use super::public::Fields;
use crate::{messages::demos::waiting_rules, paths};
use domain::{
    demos::{Prompt, WAIT},
    ids::DemoId,
};
use elements::{
    BackLink, Button, ButtonKind, ButtonLink, Buttons, Check, ErrorSummary, FormState, Notice, NoticeKind,
    PageHeader, PostForm,
};
use leptos::prelude::*;

/// The form.
#[component]
pub fn EntryPage(
    /// The tenant's word in addresses.
    slug: String,
    /// The session.
    id: DemoId,
    /// When and where.
    about: String,
    /// Places that are left, in people.
    left: u16,
    /// Whether the house has a register in which a number is looked up.
    numbered: bool,
    /// What is asked besides.
    prompts: Vec<Prompt>,
    /// What was typed.
    form: FormState,
    /// Why nobody can be registered, as a sentence.
    refused: Option<String>,
) -> impl IntoView {
    let back = paths::demo_participants(&slug, id);
    let refused = refused.map(|why| view! { <Notice kind=NoticeKind::Error live=true title=why/> });
    let free = match left {
        0 => "満席です。キャンセル待ちで受け付けられます。".to_owned(),
        left => format!("空きはあと{left}人です。"),
    };
    let lead = format!("電話・FAX・窓口で受けた申込みを入力します。{free}");
    view! {
        <BackLink href=back.clone() label="参加者名簿へ戻る"/>
        {refused}
        <ErrorSummary form=&form/>
        <PageHeader title="申込みを代わりに入力する" caption=about lead/>
        <PostForm action=paths::demo_entry(&slug, id)>
            <Fields form=form.clone() invited=None prompts officer=true numbered/>
            <Check form=&form name=WAIT label="満席のときは、キャンセル待ちに入る" hint=waiting_rules()/>
            <Buttons>
                <Button>"この内容で申し込む"</Button>
                <ButtonLink href=back kind=ButtonKind::Quiet>"やめる"</ButtonLink>
            </Buttons>
        </PostForm>
    }
}

//! Declining a request and calling a session off: with a reason that the other side reads.

use crate::paths;
use domain::ids::DemoId;
use elements::{
    BackLink, Button, ButtonKind, ButtonLink, Buttons, ErrorSummary, FormState, HiddenField, Notice,
    NoticeKind, PageHeader, PostForm, TextArea,
};
use leptos::prelude::*;

/// How it ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// お断り, by the federation.
    Decline,
    /// The municipality takes its request back.
    TakeBack,
    /// 中止 of a confirmed session.
    CallOff {
        /// How many people are registered.
        registered: u16,
    },
}

/// What the page shows.
#[derive(Debug, Clone)]
pub struct EndingView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// The session.
    pub id: DemoId,
    /// The edit it shows.
    pub version: i32,
    /// How it ends.
    pub ending: Ending,
    /// What it is about: municipality, date.
    pub about: String,
    /// What was typed.
    pub form: FormState,
}

/// The page.
#[component]
pub fn EndingPage(
    /// What it shows.
    ending: EndingView,
) -> impl IntoView {
    let EndingView { slug, id, version, ending, about, form } = ending;
    let (title, lead, label, button, action) = match ending {
        Ending::Decline => (
            "依頼をお断りする",
            "理由は市区町村に届きます。ほかに空いている日があれば、書き添えてください。".to_owned(),
            "お断りする理由",
            "お断りする",
            paths::demo_refusal(&slug, id),
        ),
        Ending::TakeBack => (
            "依頼を取り下げる",
            "理由は国保連合会に届きます。日時などを直したいときは、取り下げた後に、同じ内容をもとに依頼し直せます。".to_owned(),
            "取り下げる理由",
            "取り下げる",
            paths::demo_cancellation(&slug, id),
        ),
        Ending::CallOff { registered } => (
            "デモ・説明会を中止する",
            format!(
                "相手の担当者と、申し込んだ人（{registered}人）の連絡先に、理由を添えてメールで知らせます。"
            ),
            "中止する理由",
            "中止する",
            paths::demo_cancellation(&slug, id),
        ),
    };
    let back = paths::demo_session(&slug, id);
    view! {
        <BackLink href=back.clone()/>
        <ErrorSummary form=&form/>
        <PageHeader title caption=about lead/>
        <Notice kind=NoticeKind::Warning title="元に戻すことはできません"/>
        <PostForm action>
            <HiddenField name="version" value=version.to_string()/>
            <TextArea form=&form name="reason" label rows=4/>
            <Buttons>
                <Button kind=ButtonKind::Warning>{button}</Button>
                <ButtonLink href=back kind=ButtonKind::Quiet>"やめる"</ButtonLink>
            </Buttons>
        </PostForm>
    }
}

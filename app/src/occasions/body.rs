//! One registration of a body, for the house that holds the occasion: what was told on the telephone is changed or taken
//! back here.

use super::{WaitView, body_form::ChangeFields, waiting::WaitPart};
use crate::{messages::occasions::body_kind, paths};
use domain::{
    ids::{BodyId, OccasionId},
    occasions::BodyKind,
};
use elements::{
    BackLink, Button, ButtonKind, Buttons, ErrorSummary, FormState, HiddenField, Notice, NoticeKind,
    PageHeader, PostForm, Section, SummaryList, SummaryRow,
};
use leptos::prelude::*;

/// What the page shows.
#[derive(Debug, Clone)]
pub struct BodyView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// The occasion.
    pub occasion: OccasionId,
    /// The registration.
    pub id: BodyId,
    /// The version that is looked at.
    pub version: i32,
    /// What the occasion is called.
    pub title: String,
    /// What the body is, and its name.
    pub body: (BodyKind, String),
    /// Where it is.
    pub prefecture: &'static str,
    /// How it came, in words.
    pub came_by: &'static str,
    /// How it waits; none where it has its places.
    pub wait: Option<WaitView>,
    /// Whether an address may be missing.
    pub told: bool,
    /// Whether it was taken back.
    pub withdrawn: bool,
    /// Whether it may be changed still.
    pub open: bool,
    /// What was typed.
    pub form: FormState,
    /// What was just done, as a sentence.
    pub done: Option<String>,
}

/// The page.
#[component]
pub fn BodyPage(
    /// What it shows.
    view: BodyView,
) -> impl IntoView {
    let action = paths::occasion_body_of(&view.slug, view.occasion, view.id);
    let done =
        view.done.clone().map(|done| view! { <Notice kind=NoticeKind::Success live=true title=done/> });
    let state = if view.withdrawn {
        view! { <Notice kind=NoticeKind::Info title="この申込みは取り消されています"/> }.into_any()
    } else if view.open {
        changing(action, &view).into_any()
    } else {
        view! { <p>"申込みの受付は終わっているため、変更と取消しはできません。"</p> }.into_any()
    };
    let BodyView { slug, occasion, title, body: (kind, name), prefecture, came_by, form, .. } = view;
    view! {
        <BackLink href=paths::occasion_bodies(&slug, occasion)/>
        {done}
        <ErrorSummary form/>
        <PageHeader title="団体の申込み" caption=title lead="電話やFAXで受けた変更と取消しを入力します。メールアドレスがあれば、控えを送ります。"/>
        <SummaryList>
            <SummaryRow label="団体">{format!("{name}（{}）", body_kind(kind))}</SummaryRow>
            <SummaryRow label="都道府県">{prefecture}</SummaryRow>
            <SummaryRow label="申込みの方法">{came_by}</SummaryRow>
        </SummaryList>
        {state}
    }
}

fn changing(action: String, view: &BodyView) -> impl IntoView + use<> {
    let (version, form, told) = (view.version, view.form.clone(), view.told);
    let wait = view.wait.map(|wait| {
        let action = action.clone();
        view! { <WaitPart action version wait/> }
    });
    view! {
        {wait}
        <PostForm action=action.clone()>
            <HiddenField name="version" value=version.to_string()/>
            <HiddenField name="act" value="change"/>
            <ChangeFields form told/>
            <Buttons><Button>"申込みを変更する"</Button></Buttons>
        </PostForm>
        <Section title="申込みを取り消す">
            <p>"参加できなくなったと連絡を受けたときは、取り消してください。席は、待っている団体に順番に案内します。"</p>
            <PostForm action>
                <HiddenField name="version" value=version.to_string()/>
                <HiddenField name="act" value="withdraw"/>
                <Buttons><Button kind=ButtonKind::Warning>"申込みを取り消す"</Button></Buttons>
            </PostForm>
        </Section>
    }
}

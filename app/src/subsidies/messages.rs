//! メッセージ, as whoever applies reads and answers them.

use super::{
    appointment::{MyAppointment, MyAppointmentPart},
    desk::DeskLine,
    review::{Said, SaidLine},
};
use crate::paths;
use domain::{
    ids::ApplicationId,
    subsidies::{Desk, ReceiptNumber},
};
use elements::{
    BackLink, Button, Buttons, ErrorSummary, FileField, FormState, Notice, NoticeKind, PageHeader, PostForm,
    Section, TextArea,
};
use leptos::prelude::*;

/// Name of the box.
pub const BODY: &str = "body";
/// Name of the field for the files that go with a message.
pub const ENCLOSED: &str = "enclosed";
/// Most files of one message.
pub const MOST_ENCLOSED: usize = 5;
/// Most files of all messages about one application, from both sides (ASVS 5.2.4).
pub const MOST_ENCLOSED_IN_ALL: usize = 60;
/// When words are needed, and when a file.
pub(super) const EITHER: &str = "どちらか必須";

/// The field for the files that go with a message.
#[component]
pub(super) fn Enclosed(
    /// What was typed.
    form: FormState,
) -> impl IntoView {
    view! {
        <FileField
            form
            name=ENCLOSED
            label="送るファイル"
            hint=format!("PDF・JPEG・PNG。一度に{MOST_ENCLOSED}ファイルまで、1ファイル10MB、合わせて30MBまで")
            accept="image/jpeg,image/png,application/pdf"
            multiple=true
            needed=EITHER
        />
    }
}

/// What the page shows.
#[derive(Debug, Clone)]
pub struct MessagesView {
    /// The municipality's word in addresses.
    pub slug: String,
    /// Its name.
    pub municipality: String,
    /// The application.
    pub id: ApplicationId,
    /// Its number.
    pub receipt: ReceiptNumber,
    /// Messages, oldest first.
    pub lines: Vec<SaidLine>,
    /// Who answers the telephone.
    pub desk: Desk,
    /// What was typed.
    pub form: FormState,
    /// What was just done, in a sentence.
    pub done: Option<&'static str>,
    /// When one speaks with the municipality.
    pub appointment: Option<MyAppointment>,
}

/// The page.
#[component]
pub fn MessagesPage(
    /// What it shows.
    view: MessagesView,
) -> impl IntoView {
    let MessagesView { slug, municipality, id, receipt, lines, desk, form, done, appointment } = view;
    let nothing = lines.is_empty().then(|| view! { <p>"まだメッセージはありません。"</p> });
    let done = done.map(|done| view! { <Notice kind=NoticeKind::Success live=true title=done/> });
    let appointment = appointment.map(|appointment| {
        view! { <MyAppointmentPart slug=slug.clone() application=id appointment form=form.clone()/> }
    });
    let enclosed = form.clone();
    let hint = format!("{municipality}の担当者が読みます。1,000文字まで。");
    view! {
        <BackLink href=paths::my_application(&slug, id) label="申請の状況へ戻る"/>
        <ErrorSummary form=&form/>
        {done}
        <PageHeader title="担当者とのメッセージ" caption=format!("受付番号 {receipt}")/>
        {appointment}
        {nothing}
        <Said lines marks=false/>
        <Section title="返信する・質問する">
            <PostForm action=paths::my_messages(&slug, id) multipart=true>
                <TextArea form=&form name=BODY label="メッセージ" hint needed=EITHER/>
                <Enclosed form=enclosed/>
                <Buttons><Button>"送る"</Button></Buttons>
            </PostForm>
            <p>"急ぐときは、お電話ください。"</p>
            <DeskLine desk/>
        </Section>
    }
}

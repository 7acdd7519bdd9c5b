//! S7 添付: one file after the other, each with what the machine found in it.

use super::questions::Asked;
use crate::{
    messages::subsidies::{refusal, task_title},
    paths::Filling,
};
use domain::{
    attachments::Refusal,
    form::Typed,
    ids::{ApplicationId, AttachmentId},
    subsidies::{AttachmentState, ReceiptNumber, RequiredDocument, Task},
};
use elements::{
    BackLink, Button, ButtonKind, ButtonLink, Buttons, Details, ErrorSummary, FileField, FormState,
    HiddenField, InputMode, Notice, PageHeader, PostForm, Section, Tag, TextField, Tone, Width,
};
use leptos::prelude::*;

/// One attached file.
#[derive(Debug, Clone)]
pub struct FileView {
    /// Its id.
    pub id: AttachmentId,
    /// Key of its document.
    pub document: String,
    /// Its name.
    pub name: String,
    /// Whether it can be read.
    pub state: AttachmentState,
    /// Why not.
    pub problem: Option<Refusal>,
    /// How many pages.
    pub pages: usize,
    /// On which of them the evidence is, where the applicant said so.
    pub evidence_page: Option<u16>,
}

/// The name of the field for the page of a file: several stand on one page.
pub fn evidence_page_field(attachment: AttachmentId) -> String {
    format!("page-{attachment}")
}

/// A file of an earlier application of the same office.
#[derive(Debug, Clone)]
pub struct EarlierFile {
    /// Its id.
    pub id: AttachmentId,
    /// Key of its document.
    pub document: String,
    /// Its name.
    pub name: String,
    /// The number of that application.
    pub receipt: ReceiptNumber,
}

/// The documents that are asked for, with what is attached.
#[component]
pub fn DocumentsPage(
    /// Whose pages.
    filling: Filling,
    /// The application.
    id: ApplicationId,
    /// What is asked for.
    documents: Vec<RequiredDocument>,
    /// What is attached.
    files: Vec<FileView>,
    /// What the officer asks about a document, by its key, in their words.
    asked: Vec<(String, String)>,
    /// What the officer asks about the documents as a whole.
    asked_of_all: Vec<String>,
    /// What was attached to earlier applications for the same documents.
    earlier: Vec<EarlierFile>,
    /// What was typed of a page of a file, and what is wrong with it.
    form: FormState,
) -> impl IntoView {
    let waiting = files.iter().any(|file| file.state == AttachmentState::Checking).then(|| {
        let here = filling.task(id, Task::Documents);
        view! {
            <Notice title="検査中のファイルがあります">
                <p>"数秒で終わります。"<a href=here>"表示を新しくする"</a></p>
            </Notice>
        }
    });
    let tasks = filling.application(id);
    let sections = documents
        .into_iter()
        .map(|document| {
            let attach = filling.document(id, &document.key);
            let own: Vec<_> = files.iter().filter(|file| file.document == document.key).cloned().collect();
            let none = own.is_empty();
            let rows = own
                .into_iter()
                .map(|file| view! { <FileRow filling=filling.clone() id file form=form.clone()/> })
                .collect_view();
            let sentences = asked
                .iter()
                .filter(|(key, _)| *key == document.key)
                .map(|(_, sentence)| sentence.clone())
                .collect();
            let title = if document.optional {
                format!("{}（任意）", document.name)
            } else {
                document.name.clone()
            };
            let list = if none {
                view! { <p>"まだ添付していません。"</p> }.into_any()
            } else {
                view! { <ul class="files">{rows}</ul> }.into_any()
            };
            let reuse = filling.reuse(id, &document.key);
            let again = none.then(|| {
                earlier
                    .iter()
                    .filter(|file| file.document == document.key)
                    .map(|file| again(&reuse, file))
                    .collect_view()
            });
            let words = if none { "ファイルを添付する" } else { "ファイルを追加する" };
            view! {
                <Section title>
                    <Asked sentences/>
                    {list}
                    <ButtonLink kind=ButtonKind::Secondary href=attach>
                        {words}<span class="hidden">{format!("：{}", document.name)}</span>
                    </ButtonLink>
                    {again}
                </Section>
            }
        })
        .collect_view();
    view! {
        <BackLink href=tasks.clone() label="申請の項目へ戻る"/>
        <ErrorSummary form=form.clone()/>
        <PageHeader title=task_title(Task::Documents) lead="写真でもPDFでもかまいません。利用者さんの個人情報が写っていないか確かめてから添付してください。"/>
        <Asked sentences=asked_of_all/>
        {waiting}
        {sections}
        <Buttons><ButtonLink href=tasks>"申請の項目へ戻る"</ButtonLink></Buttons>
    }
}

/// One button: the file of an earlier application serves again.
fn again(action: &str, file: &EarlierFile) -> impl IntoView + use<> {
    let words = format!("前回の書類を使う：{}（{}）", file.name, file.receipt);
    let (action, file) = (action.to_owned(), file.id.to_string());
    view! {
        <PostForm action>
            <HiddenField name="attachment" value=file/>
            <Button kind=ButtonKind::Secondary>{words}</Button>
        </PostForm>
    }
}

#[component]
fn FileRow(filling: Filling, id: ApplicationId, file: FileView, form: FormState) -> impl IntoView {
    let FileView { id: attachment, document: _, name, state, problem, pages, evidence_page } = file;
    let marking = (pages > 1).then(|| {
        let field = evidence_page_field(attachment);
        let told = evidence_page.map_or_else(String::new, |page| page.to_string());
        let typed = form.error(&field).is_some();
        let form = if typed { form } else { FormState::filled(Typed::default().with(&field, told)) };
        let summary = match evidence_page {
            None => "見てほしいページを伝える（任意）".to_owned(),
            Some(page) => format!("見てほしいページ：{page}ページ目"),
        };
        let (action, named) = (filling.evidence_page(id, attachment), name.clone());
        view! {
            <Details summary open=typed>
                <PostForm action>
                    <TextField form name=field label="支払いなどが確かめられるページ" hint=format!("1から{pages}までの番号。審査の担当者が、このページから開けます") inputmode=InputMode::Numeric width=Width::Short suffix="ページ目" optional=true autocomplete="off"/>
                    <Button kind=ButtonKind::Secondary>"ページを保存する"<span class="hidden">{format!("：{named}")}</span></Button>
                </PostForm>
            </Details>
        }
    });
    let (tone, label) = match state {
        AttachmentState::Checking => (Tone::Progress, "検査中".to_owned()),
        AttachmentState::Good if pages > 0 => (Tone::Success, format!("OK（{pages}ページ）")),
        AttachmentState::Good => (Tone::Success, "OK".to_owned()),
        AttachmentState::Unreadable => (Tone::Danger, "読めません".to_owned()),
    };
    let why = problem.map(|problem| view! { <p>{refusal(problem)}</p> });
    view! {
        <li class="file-row">
            <a href=filling.attachment(id, attachment)>{name.clone()}</a>
            " "<Tag tone label/>
            {why}
            {marking}
            <p><a href=filling.removal(id, attachment)>"削除"<span class="hidden">{format!("：{name}")}</span></a></p>
        </li>
    }
}

/// この書類で足りるもの, where the rules name any.
pub(super) fn enough(document: &RequiredDocument) -> Option<impl IntoView + use<>> {
    (!document.alternatives.is_empty()).then(|| {
        let items = document.alternatives.iter().map(|name| view! { <li>{name.clone()}</li> }).collect_view();
        view! { <Details summary="この書類で足りるもの"><ul>{items}</ul></Details> }
    })
}

/// Attaches a file to one document.
#[component]
pub fn DocumentPage(
    /// Whose pages.
    filling: Filling,
    /// The application.
    id: ApplicationId,
    /// The document.
    document: RequiredDocument,
    /// What the officer asks about it, in their words.
    asked: Vec<String>,
    /// What is wrong with the file that was sent.
    form: FormState,
) -> impl IntoView {
    let alternatives = enough(&document);
    let lead = (!document.shows.is_empty()).then(|| document.shows.clone());
    view! {
        <BackLink href=filling.task(id, Task::Documents) label="添付書類へ戻る"/>
        <ErrorSummary form=form.clone()/>
        <PageHeader title=document.name.clone() lead/>
        <Asked sentences=asked/>
        {alternatives}
        <PostForm action=filling.document(id, &document.key) multipart=true>
            <FileField
                form=form
                name="file"
                label="ファイル"
                hint="PDF、JPEG、PNG。1ファイル10MBまで。スマートフォンではその場で撮影できます"
                accept="image/jpeg,image/png,application/pdf"
            />
            <Button>"添付する"</Button>
        </PostForm>
    }
}

//! The documents beside the criteria: every page as a picture, so that nothing in a file acts on an officer's PC.

use super::About;
use crate::{messages::subsidies::refusal, paths};
use domain::{attachments::Refusal, ids::AttachmentId, subsidies::AttachmentState};
use elements::{Details, Tag, Tone};
use leptos::prelude::*;

/// One required document with what was attached for it.
#[derive(Debug, Clone)]
pub struct DocumentView {
    /// Its key in the rules.
    pub key: String,
    /// Its name.
    pub name: String,
    /// What must be seen in it.
    pub shows: String,
    /// Whether one may apply without it.
    pub optional: bool,
    /// What was attached.
    pub files: Vec<ShownFile>,
}

/// One attached file.
#[derive(Debug, Clone)]
pub struct ShownFile {
    /// Its id.
    pub id: AttachmentId,
    /// Its name.
    pub name: String,
    /// Whether it can be read.
    pub state: AttachmentState,
    /// Why not.
    pub problem: Option<Refusal>,
    /// Its pages, in pixels.
    pub pages: Vec<(u32, u32)>,
    /// On which of them the applicant says that the evidence is.
    pub evidence_page: Option<u16>,
    /// Whether the search finds words in it; nothing until somebody has looked.
    pub has_words: Option<bool>,
    /// The words of each page, where there are any.
    pub words: Vec<String>,
    /// When it was attached, in words.
    pub attached: String,
    /// Whether it came with the last correction.
    pub new: bool,
}

/// Where the page of a file stands in the pane.
pub fn page_anchor(file: AttachmentId, number: usize) -> String {
    format!("page-{file}-{number}")
}

/// The pane: scrolls by itself, also by keyboard.
#[component]
pub fn Documents(
    /// Which application.
    about: About,
    /// The documents, in the order of the rules.
    documents: Vec<DocumentView>,
) -> impl IntoView {
    let index = (documents.len() > 1).then(|| {
        let links = documents
            .iter()
            .map(|document| view! { <li><a href=format!("#document-{}", document.key)>{document.name.clone()}</a></li> })
            .collect_view();
        view! { <nav class="pane__index" aria-label="添付書類"><ul>{links}</ul></nav> }
    });
    let documents = documents.into_iter().map(|document| one(&about, document)).collect_view();
    view! {
        <section class="pane" aria-label="添付書類">
            {index}
            <div class="pane__scroll" role="region" tabindex="0" aria-label="添付書類のページ">{documents}</div>
        </section>
    }
}

fn one(about: &About, document: DocumentView) -> impl IntoView + use<> {
    let DocumentView { key, name, shows, optional, files } = document;
    let none = files.is_empty().then(|| {
        let words =
            if optional { "添付なし（任意の書類です）" } else { "添付がありません" };
        view! { <p class="pane__none">{words}</p> }
    });
    let files = files.into_iter().map(|file| shown(about, &name, file)).collect_view();
    let shows = (!shows.is_empty()).then(|| view! { <p class="muted">"確かめること："{shows}</p> });
    view! {
        <article class="document" id=format!("document-{key}")>
            <h2 class="document__title">{name}</h2>
            {shows}
            {none}
            {files}
        </article>
    }
}

fn shown(about: &About, document: &str, file: ShownFile) -> impl IntoView + use<> {
    let ShownFile { id, name, state, problem, pages, evidence_page, has_words, words, attached, new } = file;
    let original = paths::attachment(&about.slug, about.id, id);
    let new = new.then(|| view! { <Tag tone=Tone::Info label="再提出"/> });
    let state = match state {
        AttachmentState::Checking => Some(
            view! { <p class="pane__none">"検査中です。数秒たってから、ページを開き直してください。"</p> }
                .into_any(),
        ),
        AttachmentState::Unreadable => {
            let why = problem.map(refusal).unwrap_or_default();
            Some(view! { <p class="pane__none">"このファイルは表示できません。"{why}</p> }.into_any())
        }
        AttachmentState::Good => None,
    };
    let wordless = (has_words == Some(false))
        .then(|| view! { <span class="muted">"文字を取り出せない書類（画像）"</span> });
    let count = pages.len();
    let pictures = pages
        .into_iter()
        .enumerate()
        .map(|(place, (width, height))| {
            let number = place + 1;
            let src = paths::attachment_page(&about.slug, about.id, id, number);
            let alt = format!("{document}（{name}）の{number}ページ目、全{count}ページ");
            let marked = (evidence_page.map(usize::from) == Some(number))
                .then(|| view! { " "<Tag tone=Tone::Attention label="申請者が示したページ"/> });
            // To copy a number from, and for whoever hears the page.
            let words = words.get(place).map(|words| words.trim().to_owned()).filter(|words| !words.is_empty());
            let words = words.map(|words| {
                view! {
                    <Details summary=format!("{number}ページの文字")><p class="page__words">{words}</p></Details>
                }
            });
            view! {
                <figure class="page" id=page_anchor(id, number)>
                    <a href=src.clone()>
                        <img class="page__picture" src=src.clone() alt=alt width=width.to_string() height=height.to_string() loading="lazy"/>
                    </a>
                    <figcaption class="page__number">{format!("{number} / {count}")}{marked}</figcaption>
                </figure>
                {words}
            }
        })
        .collect_view();
    view! {
        <p class="document__file">
            <span>{name}</span>{new}<span class="muted">{attached}</span>{wordless}
            <a href=original>"元のファイルを保存"</a>
        </p>
        {state}
        {pictures}
    }
}

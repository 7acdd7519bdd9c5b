//! 検索: one box, and what it found of each kind.

use crate::{
    messages::subsidies::{stage, stage_tone},
    paths,
};
use domain::{
    finding::Excerpt,
    form::Typed,
    ids::{ApplicationId, AttachmentId, OfficeId},
    subsidies::{Queue, ReceiptNumber, StageName, Stages},
};
use elements::{Button, EmptyState, FormState, PageHeader, SearchField, SearchForm, Section, Tag};
use leptos::prelude::*;

/// An application that was found.
#[derive(Debug, Clone)]
pub struct SoughtApplication {
    /// Which.
    pub id: ApplicationId,
    /// Its number.
    pub receipt: ReceiptNumber,
    /// 事業所名.
    pub office: String,
    /// Title of its programme.
    pub programme: String,
    /// Where it stands.
    pub stage: StageName,
}

/// Anything else that was found.
#[derive(Debug, Clone)]
pub struct SoughtLine {
    /// Its name.
    pub name: String,
    /// What else is known.
    pub about: String,
    /// Where it leads.
    pub links: Vec<(String, OfficeId)>,
}

/// A document in which the words stand.
#[derive(Debug, Clone)]
pub struct SoughtDocument {
    /// The attached file.
    pub attachment: AttachmentId,
    /// Its name.
    pub name: String,
    /// The application that it belongs to.
    pub application: ApplicationId,
    /// The number and the office of that.
    pub about: String,
    /// Where the words stand.
    pub excerpt: Excerpt,
}

/// What the page shows.
#[derive(Debug, Clone)]
pub struct SearchView {
    /// The municipality's word in addresses.
    pub slug: String,
    /// What was typed.
    pub typed: String,
    /// 申請, and whether there is more.
    pub applications: (Vec<SoughtApplication>, bool),
    /// 事業所.
    pub offices: (Vec<SoughtLine>, bool),
    /// 法人.
    pub corporations: (Vec<SoughtLine>, bool),
    /// 申請者.
    pub applicants: (Vec<SoughtLine>, bool),
    /// 書類の中の文字.
    pub documents: (Vec<SoughtDocument>, bool),
}

/// The page.
#[component]
pub fn SearchPage(
    /// What it shows.
    view: SearchView,
) -> impl IntoView {
    let SearchView { slug, typed, applications, offices, corporations, applicants, documents } = view;
    let form = FormState::filled(Typed::default().with("q", typed.clone()));
    let empty = applications.0.is_empty()
        && offices.0.is_empty()
        && corporations.0.is_empty()
        && applicants.0.is_empty()
        && documents.0.is_empty();
    let found = if typed.trim().is_empty() {
        view! {
            <p>"受付番号・事業所番号・電話番号・法人番号・名前・メールアドレスのどれでも探せます。番号の全部を入力すると、そのページを開きます。"</p>
            <p>"添付書類の中の文字も、2文字以上で探せます。写真や、紙を読み取っただけのPDFは、文字を取り出せないので見つかりません。"</p>
        }
        .into_any()
    } else if empty {
        view! {
            <EmptyState title="見つかりませんでした">
                <p>"言葉を短くするか、番号で探してください。全角・半角、ひらがな・カタカナは区別しません。"</p>
            </EmptyState>
        }
        .into_any()
    } else {
        let queue = Queue { words: typed, stages: Stages::All, ..Queue::default() };
        view! {
            <Applications slug=slug.clone() queue found=applications/>
            <Lines slug=slug.clone() title="事業所" found=offices/>
            <Lines slug=slug.clone() title="法人" found=corporations/>
            <Lines slug=slug.clone() title="申請者" found=applicants/>
            <Documents slug=slug.clone() found=documents/>
        }
        .into_any()
    };
    view! {
        <PageHeader title="検索"/>
        <SearchForm action=paths::search(&slug) label="ことばを変えて探す">
            <SearchField form=form name="q" label="受付番号・事業所・電話・法人・申請者・書類の文字"/>
            <Button>"探す"</Button>
        </SearchForm>
        {found}
    }
}

#[component]
fn Applications(slug: String, queue: Queue, found: (Vec<SoughtApplication>, bool)) -> impl IntoView {
    let (lines, more) = found;
    (!lines.is_empty()).then(|| {
        let rows = lines
            .into_iter()
            .map(|SoughtApplication { id, receipt, office, programme, stage: at }| {
                view! {
                    <li>
                        <a href=paths::application(&slug, id)>{format!("{receipt}　{office}")}</a>" "
                        <Tag tone=stage_tone(at) label=stage(at)/>" "
                        <span class="muted">{programme}</span>
                    </li>
                }
            })
            .collect_view();
        let more = more
            .then(|| view! { <p><a href=paths::queue(&slug, &queue)>"申請の一覧で、すべてを見る"</a></p> });
        view! { <Section title="申請"><ul class="plain-list">{rows}</ul>{more}</Section> }
    })
}

/// Each with what stands around the words, to be told apart without opening it.
#[component]
fn Documents(slug: String, found: (Vec<SoughtDocument>, bool)) -> impl IntoView {
    let (lines, more) = found;
    (!lines.is_empty()).then(|| {
        let rows = lines
            .into_iter()
            .map(|SoughtDocument { attachment, name, application, about, excerpt }| {
                let Excerpt { page, before, found, after } = excerpt;
                let opened = paths::attachment_page(&slug, application, attachment, page);
                view! {
                    <li>
                        <a href=opened>{format!("{name}の{page}ページ目")}</a>" "
                        <a href=paths::application(&slug, application)>{about}</a>
                        <p class="muted">{before}<strong>{found}</strong>{after}</p>
                    </li>
                }
            })
            .collect_view();
        let more = more
            .then(|| view! { <p class="muted">"新しい書類から順に出しています。ほかにもあります。言葉を足して絞り込んでください。"</p> });
        view! { <Section title="書類の中の文字"><ul class="plain-list">{rows}</ul>{more}</Section> }
    })
}

#[component]
fn Lines(slug: String, title: &'static str, found: (Vec<SoughtLine>, bool)) -> impl IntoView {
    let (lines, more) = found;
    (!lines.is_empty()).then(|| {
        let rows = lines
            .into_iter()
            .map(|SoughtLine { name, about, links }| {
                let links = links
                    .into_iter()
                    .map(|(label, office)| view! { " "<a href=paths::office(&slug, office)>{label}</a> })
                    .collect_view();
                view! { <li><strong>{name}</strong>" "<span class="muted">{about}</span>{links}</li> }
            })
            .collect_view();
        let more =
            more.then(|| view! { <p class="muted">"ほかにもあります。言葉を足して絞り込んでください。"</p> });
        view! { <Section title=title><ul class="plain-list">{rows}</ul>{more}</Section> }
    })
}

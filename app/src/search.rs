//! 検索: one box, and what it found of each kind.

use crate::{
    messages::subsidies::{stage, stage_tone},
    paths,
};
use domain::{
    form::Typed,
    ids::{ApplicationId, OfficeId},
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
}

/// The page.
#[component]
pub fn SearchPage(
    /// What it shows.
    view: SearchView,
) -> impl IntoView {
    let SearchView { slug, typed, applications, offices, corporations, applicants } = view;
    let form = FormState::filled(Typed::default().with("q", typed.clone()));
    let empty = applications.0.is_empty()
        && offices.0.is_empty()
        && corporations.0.is_empty()
        && applicants.0.is_empty();
    let found = if typed.trim().is_empty() {
        view! { <p>"受付番号・事業所番号・電話番号・法人番号・名前・メールアドレスのどれでも探せます。番号の全部を入力すると、そのページを開きます。"</p> }.into_any()
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
        }
        .into_any()
    };
    view! {
        <PageHeader title="検索"/>
        <SearchForm action=paths::search(&slug) label="ことばを変えて探す">
            <SearchField form=form name="q" label="受付番号・事業所・電話・法人・申請者"/>
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
                        <span class="quiet">{programme}</span>
                    </li>
                }
            })
            .collect_view();
        let more = more
            .then(|| view! { <p><a href=paths::queue(&slug, &queue)>"申請の一覧で、すべてを見る"</a></p> });
        view! { <Section title="申請"><ul class="plain-list">{rows}</ul>{more}</Section> }
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
                view! { <li><strong>{name}</strong>" "<span class="quiet">{about}</span>{links}</li> }
            })
            .collect_view();
        let more =
            more.then(|| view! { <p class="quiet">"ほかにもあります。言葉を足して絞り込んでください。"</p> });
        view! { <Section title=title><ul class="plain-list">{rows}</ul>{more}</Section> }
    })
}

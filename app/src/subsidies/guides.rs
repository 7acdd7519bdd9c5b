//! 補助金の一覧: what a municipality has for care offices, for everybody.

use super::Openness;
use crate::paths;
use domain::{fiscal_year::FiscalYear, ids::ProgrammeId};
use elements::{Cards, EmptyState, LinkCard, PageHeader, Section, Tag};
use leptos::prelude::*;

/// One published programme.
#[derive(Debug, Clone)]
pub struct GuideLine {
    /// Its id.
    pub id: ProgrammeId,
    /// Its title.
    pub title: String,
    /// Its year.
    pub fiscal_year: FiscalYear,
    /// The most that is paid, in words.
    pub most: String,
    /// Whether one can apply now.
    pub openness: Openness,
}

/// The list.
#[component]
pub fn GuidesPage(
    /// The municipality's word in addresses.
    #[prop(into)]
    slug: String,
    /// Its name.
    #[prop(into)]
    municipality: String,
    /// Published programmes.
    programmes: Vec<GuideLine>,
    /// Whether the municipality shows its progress to everybody.
    progress: bool,
    /// What everybody may read, notices and what was sent to offices: its page and its subject.
    announcements: Vec<(String, String)>,
) -> impl IntoView {
    let (demos, materials) = (paths::public_demos(&slug), paths::public_materials(&slug));
    let estimate = paths::tenant_simulator(&slug);
    let list = if programmes.is_empty() {
        view! { <EmptyState title="いま公開している補助金はありません"/> }.into_any()
    } else {
        let cards = programmes
            .into_iter()
            .map(|GuideLine { id, title, fiscal_year, most, openness }| {
                view! {
                    <LinkCard href=paths::guide(&slug, id) title>
                        <p>{fiscal_year.label()}"　"{most}</p>
                        <p><Tag tone=openness.tone() label=openness.word()/></p>
                    </LinkCard>
                }
            })
            .collect_view();
        view! { <Section title="公開している補助金"><Cards>{cards}</Cards></Section> }.into_any()
    };
    let progress = progress.then(|| {
        let href = paths::public_progress(&slug);
        view! {
            <LinkCard href title="普及状況">
                <p>"地域の事業所にどのくらい広がっているか、使っている事業所の声を見られます。"</p>
            </LinkCard>
        }
    });
    let announcements = (!announcements.is_empty()).then(|| {
        let lines = announcements
            .into_iter()
            .map(|(href, subject)| view! { <li><a href=href>{subject}</a></li> })
            .collect_view();
        view! { <Section title="お知らせ"><ul>{lines}</ul></Section> }
    });
    view! {
        <PageHeader title="介護事業所向けの補助金" caption=municipality/>
        {list}
        {announcements}
        <Section title="デモ・説明会と資料">
            <Cards>
                <LinkCard href=demos title="ケアプランデータ連携システムを試せる会">
                    <p>"日時と空きを見て、申し込めます。"</p>
                </LinkCard>
                <LinkCard href=estimate title="導入効果の試算">
                    <p>"4つの数を入れると、減る時間と費用の見込みがわかります。"</p>
                </LinkCard>
                <LinkCard href=materials title="ケアプランデータ連携システムの資料">
                    <p>"リーフレット、動画、操作の練習を見られます。"</p>
                </LinkCard>
                {progress}
            </Cards>
        </Section>
    }
}

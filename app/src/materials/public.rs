//! What offices and everybody else may have.

use crate::{messages::materials::kind, paths};
use domain::{ids::MaterialId, materials::MaterialKind};
use elements::{ButtonKind, ButtonLink, Buttons, Card, Cards, EmptyState, PageHeader, Section};
use leptos::prelude::*;

/// How one gets it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Way {
    /// A file, of so many bytes.
    File(i64),
    /// An address of the web.
    Link(String),
    /// On paper, from the desk.
    Paper,
}

/// A material as everybody reads of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicMaterial {
    /// Its id.
    pub id: MaterialId,
    /// What it is.
    pub kind: MaterialKind,
    /// What it is called.
    pub title: String,
    /// What is in it; may be empty.
    pub summary: String,
    /// Who made it; may be empty.
    pub source: String,
    /// How one gets it.
    pub way: Way,
}

/// The page.
#[component]
pub fn PublicMaterialsPage(
    /// The municipality's word in addresses.
    slug: String,
    /// Its name.
    municipality: String,
    /// The site of the initiative's helpdesk.
    site: String,
    /// The materials.
    materials: Vec<PublicMaterial>,
) -> impl IntoView {
    let list = if materials.is_empty() {
        view! { <EmptyState title="いま公開している資材はありません"/> }.into_any()
    } else {
        let cards = materials.into_iter().map(|one| card(&slug, one)).collect_view();
        view! { <Section title="公開している資材"><Cards>{cards}</Cards></Section> }.into_any()
    };
    let href = site.clone();
    view! {
        <PageHeader title="ケアプランデータ連携システムの資料" caption=municipality lead="リーフレット、動画、操作の練習などです。印刷して掲示したり、近くの事業所に渡したりできます。"/>
        {list}
        <Section title="ヘルプデスクサイト">
            <p>"システムの使い方や、利用している事業所の声は、ヘルプデスクサイトにもあります。"</p>
            <p><a href=href>{site}</a></p>
        </Section>
    }
}

fn card(slug: &str, one: PublicMaterial) -> impl IntoView + use<> {
    let PublicMaterial { id, kind: of, title, summary, source, way } = one;
    let summary = (!summary.is_empty()).then(|| view! { <p class="said__body">{summary}</p> });
    let source = (!source.is_empty()).then(|| view! { <p class="muted">{format!("作成　{source}")}</p> });
    let href = paths::public_material_file(slug, id);
    let way = match way {
        Way::File(size) => {
            let label = format!("「{title}」を保存する（{}）", bytes(size));
            view! { <Buttons><ButtonLink href kind=ButtonKind::Secondary>{label}</ButtonLink></Buttons> }
                .into_any()
        }
        Way::Link(link) => {
            let label = format!("「{title}」を開く");
            view! { <Buttons><ButtonLink href=link kind=ButtonKind::Secondary>{label}</ButtonLink></Buttons> }
                .into_any()
        }
        Way::Paper => view! { <p>"下の窓口で渡しています。"</p> }.into_any(),
    };
    view! {
        <Card title>
            <p class="muted">{kind(of)}</p>
            {summary}
            {source}
            {way}
        </Card>
    }
}

/// A size in words: 820 KB, 2.4 MB.
fn bytes(size: i64) -> String {
    let kilobytes = (size.max(0) + 1023) / 1024;
    if kilobytes < 1024 {
        format!("{kilobytes} KB")
    } else {
        format!("{}.{} MB", kilobytes / 1024, kilobytes % 1024 * 10 / 1024)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_told_as_people_know_it() {
        assert_eq!(bytes(1), "1 KB");
        assert_eq!(bytes(820 * 1024), "820 KB");
        assert_eq!(bytes(5 * 512 * 1024), "2.5 MB");
    }
}

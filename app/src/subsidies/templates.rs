//! S17: the templates to choose from.

use crate::{
    messages::subsidies::{template_facts, template_name, template_source},
    paths,
};
use domain::subsidies::Template;
use elements::{Breadcrumb, Cards, Crumb, LinkCard, PageHeader, Section};
use leptos::prelude::*;

/// The list.
#[component]
pub fn TemplatesPage(
    /// The municipality's word in addresses.
    #[prop(into)]
    slug: String,
) -> impl IntoView {
    let cards = Template::ALL
        .into_iter()
        .map(|template| {
            view! {
                <LinkCard href=paths::new_programme_from(&slug, template) title=template_name(template)>
                    <p>{template_facts(template)}</p>
                    <p class="muted">{template_source(template)}</p>
                </LinkCard>
            }
        })
        .collect_view();
    view! {
        <Breadcrumb crumbs=vec![Crumb::new("補助事業", paths::programmes(&slug))] here="ひな形を選ぶ"/>
        <PageHeader title="ひな形を選ぶ" lead="実際の制度をもとにしたひな形です。名称・年度・金額・予算・受付期間の5つを決めると下書きになります。"/>
        <Section title="ひな形の一覧"><Cards>{cards}</Cards></Section>
        <p><a href=paths::programme_kits(&slug)>"ほかの自治体の導入支援パッケージを取り込む"</a></p>
    }
}

//! Offices by what their software can, and the names that no product has.

use crate::{exports::SaveLinks, messages::software as words, paths};
use chrono::NaiveDate;
use domain::{form::Typed, ids::OfficeId, software::Linking, wareki::format_date};
use elements::{
    Breadcrumb, Button, ButtonKind, ButtonLink, Choice, Column, Crumb, Density, EmptyState, FilterChip,
    FilterChips, FormState, HiddenField, Notice, NoticeKind, PageHeader, Pagination, PostForm, SelectField,
    Table, Width,
};
use leptos::prelude::*;

/// An office with what it uses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkingLine {
    /// Its id.
    pub id: OfficeId,
    /// Its number.
    pub number: String,
    /// Its name.
    pub name: String,
    /// What it uses, each with its day and where that is known from.
    pub software: Vec<(String, NaiveDate, &'static str)>,
    /// Its telephone; may be empty.
    pub phone: String,
}

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkingView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// What their software can.
    pub linking: Linking,
    /// How many offices of each.
    pub counts: Vec<(Linking, u64)>,
    /// The offices of the page.
    pub lines: Vec<LinkingLine>,
    /// The page, from 1.
    pub page: u64,
    /// Offices on a page.
    pub per_page: u64,
    /// Whether the viewer may make a segment of them.
    pub may_write: bool,
}

/// The page.
#[component]
pub fn LinkingPage(
    /// What is shown.
    offices: LinkingView,
) -> impl IntoView {
    let LinkingView { slug, linking, counts, lines, page, per_page, may_write } = offices;
    let href = |one: Linking| format!("{}?linking={}", paths::software_offices(&slug), one.name());
    let chips = counts
        .iter()
        .map(|(one, count)| FilterChip::view(words::linking(*one), href(*one), *one == linking).count(*count))
        .collect();
    let total = counts.iter().find(|(one, _)| *one == linking).map_or(0, |(_, count)| *count);
    let export = format!("{}/export?linking={}&", paths::software_offices(&slug), linking.name());
    let crumbs = vec![
        Crumb::new("伴走支援", paths::follow_up(&slug)),
        Crumb::new("介護ソフト", paths::software(&slug)),
    ];
    let list = if lines.is_empty() {
        view! { <EmptyState title="当てはまる事業所はありません"/> }.into_any()
    } else {
        rows(&slug, lines).into_any()
    };
    let address = href(linking);
    let segment = may_write.then(|| {
        let href = format!("{}?linking={}", paths::new_segment(&slug), linking.name());
        view! { <ButtonLink href kind=ButtonKind::Secondary>"この条件で対象リストを作る"</ButtonLink> }
    });
    view! {
        <Breadcrumb crumbs here="事業所"/>
        <PageHeader title="介護ソフトの対応と事業所" lead="営業中の事業所を、使っている介護ソフトがデータ連携の標準仕様に対応しているかで分けます。複数のソフトを使う事業所は、どれか1つが対応していれば連携できるものとします。">{segment}</PageHeader>
        <div class="list-head">
            <div class="list-line">
                <FilterChips label="データ連携" chips/>
                <p role="status">{format!("{}：{total}件", words::linking(linking))}</p>
            </div>
        </div>
        {list}
        <Pagination page per_page total href=move |page| format!("{address}&page={page}")/>
        <SaveLinks what="事業所の一覧" here=export/>
    }
}

fn rows(slug: &str, lines: Vec<LinkingLine>) -> impl IntoView + use<> {
    let rows = lines
        .into_iter()
        .map(|LinkingLine { id, number, name, software, phone }| {
            let uses = software
                .into_iter()
                .map(|(title, day, basis)| {
                    view! { <li>{title}" "<span class="muted">{format!("{basis}、{}", format_date(day))}</span></li> }
                })
                .collect_view();
            view! {
                <tr role="row">
                    <th scope="row" role="rowheader"><a href=paths::office(slug, id)>{name}</a></th>
                    <td role="cell" data-label="事業所番号" class="nowrap">{number}</td>
                    <td role="cell" data-label="介護ソフト"><ul class="plain-list">{uses}</ul></td>
                    <td role="cell" data-label="電話番号" class="nowrap">{phone}</td>
                </tr>
            }
        })
        .collect_view();
    let columns = ["事業所", "事業所番号", "介護ソフト", "電話番号"].map(Column::new).to_vec();
    view! { <Table caption="事業所" caption_hidden=true density=Density::Dense stacks=true columns>{rows}</Table> }
}

/// A name that no product has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameLine {
    /// The form in which names are compared.
    pub key: String,
    /// The name as one of them typed it.
    pub typed: String,
    /// How many offices.
    pub offices: u64,
    /// The product that has this name meanwhile, by id.
    pub meant: Option<String>,
}

/// The names that no product has.
#[component]
pub fn NamesPage(
    /// The tenant's word in addresses.
    slug: String,
    /// The names, those of most offices first.
    names: Vec<NameLine>,
    /// The products, by id.
    products: Vec<(String, String)>,
    /// Whether the viewer may say which product a name means.
    may_write: bool,
    /// What was just done, or is wrong.
    told: Option<(NoticeKind, String)>,
) -> impl IntoView {
    let told = told.map(|(kind, title)| view! { <Notice kind live=true title/> });
    let crumbs = vec![
        Crumb::new("伴走支援", paths::follow_up(&slug)),
        Crumb::new("介護ソフト", paths::software(&slug)),
    ];
    let list = if names.is_empty() {
        view! { <EmptyState title="すべての名前が製品と結び付いています"/> }.into_any()
    } else {
        let rows = names
            .into_iter()
            .enumerate()
            .map(|(at, name)| {
                let options = products.iter().map(|(id, title)| Choice::new(id, title)).collect();
                let field = format!("product-{at}");
                let meant = name.meant.clone().unwrap_or_default();
                let form = FormState::filled(Typed::default().with(&field, meant));
                let label = format!("「{}」の製品", name.typed);
                let of = format!("：{}", name.typed);
                let choose = may_write.then(|| {
                    let fresh = format!("{}?name={}", paths::new_software(&slug), paths::query(&name.typed));
                    let also = of.clone();
                    view! {
                        <PostForm action=paths::software_names(&slug) class="inline">
                            <HiddenField name="key" value=name.key.clone()/>
                            <HiddenField name="field" value=field.clone()/>
                            <SelectField form=&form name=field label options optional=true width=Width::Long/>
                            <Button kind=ButtonKind::Secondary>"結び付ける"<span class="hidden">{of}</span></Button>
                        </PostForm>
                        <a href=fresh>"この名前で製品を登録する"<span class="hidden">{also}</span></a>
                    }
                });
                view! {
                    <tr role="row">
                        <th scope="row" role="rowheader">{name.typed.clone()}</th>
                        <td role="cell" data-label="事業所" class="number">{format!("{}件", name.offices)}</td>
                        <td role="cell">{choose}</td>
                    </tr>
                }
            })
            .collect_view();
        let columns = vec![Column::new("書かれた名前"), Column::number("事業所"), Column::unseen("操作")];
        view! { <Table caption="結び付いていない名前" caption_hidden=true density=Density::Dense stacks=true columns>{rows}</Table> }
            .into_any()
    };
    view! {
        {told}
        <Breadcrumb crumbs here="名前"/>
        <PageHeader title="製品と結び付いていない名前" lead="結び付けると、同じ名前を書いた事業所すべてに反映し、次からは自動で結び付けます。一覧にない製品は、その名前で登録すると結び付きます。"/>
        {list}
    }
}

//! One product: what holds of it, what was said and by whom, and the offices that use it.

use crate::{messages::software as words, paths};
use chrono::NaiveDate;
use domain::{
    ids::{ConformanceId, SoftwareProductId, SoftwareVendorId},
    software::{Claim, Conforms, Field, Linking, Standard},
    wareki::format_date,
};
use elements::{
    Breadcrumb, Button, ButtonKind, ButtonLink, Choice, Choices, Column, Crumb, DateField, Density,
    EmptyState, ErrorSummary, FormState, Notice, NoticeKind, PageHeader, PostForm, Section, SummaryList,
    SummaryRow, Table, TextField, Tone,
};
use leptos::prelude::*;

/// What was said of a product's conformance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimLine {
    /// Its id.
    pub id: ConformanceId,
    /// What.
    pub claim: Claim,
    /// Where it is known from.
    pub source: String,
    /// Which house wrote it down.
    pub house: String,
    /// It holds today.
    pub holds: bool,
    /// The house may take it back.
    pub own: bool,
}

/// What the page shows.
#[expect(clippy::struct_excessive_bools, reason = "each is a permission or a fact of its own")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// Its id.
    pub id: SoftwareProductId,
    /// Its name.
    pub name: String,
    /// Its vendor: id, name, page.
    pub vendor: (SoftwareVendorId, String, String),
    /// The vendor is made up for the demonstration.
    pub fictional: bool,
    /// Other names that people write.
    pub aliases: Vec<String>,
    /// What is worth knowing.
    pub note: String,
    /// Since when it is no longer offered.
    pub ended_on: Option<NaiveDate>,
    /// Whether it can link today.
    pub linking: Linking,
    /// What was said, the newest day first.
    pub claims: Vec<ClaimLine>,
    /// The offices of the house that use it: address and name.
    pub offices: Vec<(String, String)>,
    /// The house has a register of offices.
    pub register: bool,
    /// The house may change it.
    pub own: bool,
    /// Whether the viewer may write.
    pub may_write: bool,
    /// What was just done.
    pub done: Option<&'static str>,
}

/// The page.
#[component]
pub fn ProductPage(
    /// What is shown.
    product: ProductView,
    /// What was typed about its conformance.
    form: FormState,
) -> impl IntoView {
    let done = product.done.map(|done| view! { <Notice kind=NoticeKind::Success live=true title=done/> });
    let slug = product.slug.clone();
    let edit = (product.own && product.may_write).then(|| {
        view! {
            <ButtonLink href=paths::edit_vendor(&slug, product.vendor.0) kind=ButtonKind::Secondary>"開発会社を直す"</ButtonLink>
            <ButtonLink href=paths::edit_software(&slug, product.id) kind=ButtonKind::Secondary>"製品を直す"</ButtonLink>
        }
    });
    let tag = Some((words::linking_tone(product.linking), words::linking(product.linking).to_owned()));
    let fictional = product.fictional.then(|| {
        view! { <Notice title="架空の会社と製品です"><p>"お試し用に作ったもので、実在の会社・製品とは関係ありません。"</p></Notice> }
    });
    let crumbs = vec![Crumb::new("介護ソフト", paths::software(&slug))];
    let (name, caption) = (product.name.clone(), product.vendor.1.clone());
    let record = product.may_write.then(|| record(&slug, product.id, form.clone()));
    let (facts, claims) = (facts(&product), claims(&product));
    let offices = product.register.then(|| offices(product.offices.clone()));
    view! {
        {done}
        <ErrorSummary form/>
        <Breadcrumb crumbs here=name.clone()/>
        <PageHeader title=name caption tag=tag>{edit}</PageHeader>
        {fictional}
        <Section title="基本の情報">{facts}</Section>
        <Section title="標準仕様への対応">{claims}{record}</Section>
        {offices}
    }
}

fn facts(product: &ProductView) -> impl IntoView + use<> {
    let (_, vendor, url) = product.vendor.clone();
    let url = (!url.is_empty()).then(|| {
        view! { <SummaryRow label="開発会社のページ"><a href=url.clone() rel="noreferrer">{url.clone()}</a></SummaryRow> }
    });
    let aliases = product.aliases.join("、");
    let aliases =
        (!aliases.is_empty()).then(|| view! { <SummaryRow label="ほかの呼び方">{aliases}</SummaryRow> });
    let note = product.note.clone();
    let note = (!note.is_empty()).then(|| view! { <SummaryRow label="備考">{note}</SummaryRow> });
    let ended = product
        .ended_on
        .map(|day| view! { <SummaryRow label="提供を終えた日">{format_date(day)}</SummaryRow> });
    view! {
        <SummaryList dense=true>
            <SummaryRow label="開発会社">{vendor}</SummaryRow>
            {url}
            {aliases}
            {note}
            {ended}
        </SummaryList>
    }
}

fn claims(product: &ProductView) -> AnyView {
    if product.claims.is_empty() {
        return view! { <EmptyState title="対応の記録はまだありません"/> }.into_any();
    }
    let (slug, id, may_write) = (product.slug.clone(), product.id, product.may_write);
    let rows = product
        .claims
        .iter()
        .cloned()
        .map(|line| {
            let ClaimLine { id: said, claim, source, house, holds, own } = line;
            let what = format!("{}：{}", words::standard(claim.standard), words::conforms(claim.conforms));
            let holds = holds.then(|| view! { " "<elements::Tag tone=Tone::Info label="いまの記録"/> });
            let of = format!("：{what}");
            let remove = (own && may_write).then(|| {
                view! {
                    <PostForm action=paths::software_conformance_removal(&slug, id, said) class="inline">
                        <Button kind=ButtonKind::Quiet>"取り消す"<span class="hidden">{of}</span></Button>
                    </PostForm>
                }
            });
            view! {
                <tr role="row">
                    <th scope="row" role="rowheader">{what}{holds}</th>
                    <td role="cell" data-label="時点" class="nowrap">{format_date(claim.as_of)}</td>
                    <td role="cell" data-label="出典">{source}</td>
                    <td role="cell" data-label="記録した団体">{house}</td>
                    <td role="cell">{remove}</td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![
        Column::new("標準仕様と対応"),
        Column::new("時点"),
        Column::new("出典"),
        Column::new("記録した団体"),
        Column::unseen("操作"),
    ];
    view! { <Table caption="対応の記録" caption_hidden=true density=Density::Dense stacks=true columns>{rows}</Table> }.into_any()
}

fn record(slug: &str, id: SoftwareProductId, form: FormState) -> impl IntoView + use<> {
    let standards = Standard::ALL.iter().map(|one| Choice::new(one.name(), words::standard(*one))).collect();
    let answers = Conforms::ALL.iter().map(|one| Choice::new(one.name(), words::conforms(*one))).collect();
    view! {
        <PostForm action=paths::software_conformances(slug, id)>
            <h3>"わかったことを記録する"</h3>
            <Choices form=&form name=Field::Standard.name() legend=words::label(Field::Standard) options=standards inline=true/>
            <Choices form=&form name=Field::Conforms.name() legend=words::label(Field::Conforms) options=answers inline=true/>
            <DateField form=&form name=Field::AsOf.name() label=words::label(Field::AsOf)/>
            <TextField form=&form name=Field::Source.name() label=words::label(Field::Source) hint="例：製品の案内のページ、電話で確認" autocomplete="off"/>
            <Button kind=ButtonKind::Secondary>"記録する"</Button>
        </PostForm>
    }
}

fn offices(offices: Vec<(String, String)>) -> AnyView {
    let list = if offices.is_empty() {
        view! { <p>"使っているとわかっている事業所は、まだありません。"</p> }.into_any()
    } else {
        let rows =
            offices.into_iter().map(|(href, name)| view! { <li><a href=href>{name}</a></li> }).collect_view();
        view! { <ul>{rows}</ul> }.into_any()
    };
    view! { <Section title="使っている事業所">{list}</Section> }.into_any()
}

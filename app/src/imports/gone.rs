//! What is gone from a list: for which services it is complete, and which of the missing offices have closed.

use crate::paths;
use domain::{
    ids::{BatchId, OfficeId},
    office_number::OfficeNumber,
    service_type::ServiceType,
};
use elements::{
    BackLink, Button, Column, Density, EmptyState, HiddenField, PageHeader, PostForm, Section, Table,
};
use leptos::prelude::*;

/// The name of the boxes for the services of which the list has every office.
pub const COMPLETE: &str = "complete";

/// The name of the box that closes an office.
pub fn gone_name(number: OfficeNumber) -> String {
    format!("close-{number}")
}

/// An office that is gone from the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoneLine {
    /// The office.
    pub office: OfficeId,
    /// Its number.
    pub number: OfficeNumber,
    /// Its name.
    pub name: String,
    /// The services that are gone.
    pub services: Vec<&'static str>,
    /// Nothing of it is left.
    pub all: bool,
    /// It is closed with the import.
    pub closing: bool,
}

/// The declaration, and what follows from it.
#[component]
pub fn GonePage(
    /// The tenant's word in addresses.
    slug: String,
    /// The import.
    batch: BatchId,
    /// Counts its edits.
    version: i32,
    /// The services of the list with the number of rows, and whether it is declared complete for them.
    services: Vec<(ServiceType, usize, bool)>,
    /// Whether anything was declared.
    declared: bool,
    /// The offices that are gone.
    lines: Vec<GoneLine>,
) -> impl IntoView {
    let action = paths::import_gone(&slug, batch);
    let boxes = services
        .into_iter()
        .map(|(service, rows, chosen)| {
            let id = format!("complete-{}", service.code());
            view! {
                <div class="option">
                    <input type="checkbox" class="option__control" id=id.clone() name=COMPLETE value=service.code() checked=chosen/>
                    <label class="option__label" for=id>{format!("{} {}（{rows}行）", service.code(), service.name())}</label>
                </div>
            }
        })
        .collect_view();
    let missing = declared.then(|| missing(&slug, &action, version, lines));
    view! {
        <BackLink href=paths::import(&slug, batch) label="取込の内容を確かめる"/>
        <PageHeader title="一覧から消えた事業所" lead="この一覧がすべての事業所を載せているサービスを選ぶと、台帳にあって一覧にない事業所がわかります。選ばないサービスは判定しません。"/>
        <PostForm action=action.clone()>
            <HiddenField name="version" value=version.to_string()/>
            <fieldset class="field">
                <legend class="field__label">"この一覧が、すべての事業所を載せているサービス"</legend>
                <div class="options">{boxes}</div>
            </fieldset>
            <Button name="act" value="declare">"台帳にあって一覧にない事業所を調べる"</Button>
        </PostForm>
        {missing}
    }
}

fn missing(slug: &str, action: &str, version: i32, lines: Vec<GoneLine>) -> AnyView {
    if lines.is_empty() {
        return view! { <EmptyState title="消えた事業所はありません"/> }.into_any();
    }
    let count = lines.len();
    let rows = lines
        .into_iter()
        .map(|GoneLine { office, number, name, services, all, closing }| {
            let id = gone_name(number);
            let what = if all { "すべてのサービス" } else { "一部のサービス" };
            let label = format!("{name}を廃止にする");
            view! {
                <tr>
                    <td>
                        <div class="option">
                            <input type="checkbox" class="option__control" id=id.clone() name=id.clone() value="yes" checked=closing aria-label=label/>
                            <label class="option__label" for=id>"廃止"</label>
                        </div>
                    </td>
                    <th scope="row"><a href=paths::office(slug, office)>{format!("{number} {name}")}</a></th>
                    <td>{what}"："{services.join("、")}</td>
                </tr>
            }
        })
        .collect_view();
    let action = action.to_owned();
    view! {
        <Section title=format!("台帳にあって一覧にない事業所（{count}件）")>
            <p>"廃止したとわかっているものを選んでください。選ばなければ、台帳の内容は変わりません。"</p>
            <PostForm action=action>
                <HiddenField name="version" value=version.to_string()/>
                <Table
                    caption="台帳にあって一覧にない事業所"
                    caption_hidden=true
                    density=Density::Dense
                    columns=vec![Column::new("廃止にする"), Column::new("事業所"), Column::new("消えたサービス")]
                >
                    {rows}
                </Table>
                <Button name="act" value="close">"選んだものを、この取込で廃止にする"</Button>
            </PostForm>
        </Section>
    }
    .into_any()
}

//! The list of the register.

use crate::{exports::SaveLinks, messages, paths};
use domain::{ids::OfficeId, office_number::OfficeNumber, offices::Status, service_type::ServiceType};
use elements::{
    Button, ButtonKind, ButtonLink, Choice, Column, Density, EmptyState, FilterChip, FilterChips, FormState,
    Notice, PageHeader, Pagination, SearchField, SearchForm, SelectField, Table, Tag, Tone, Width,
};
use leptos::prelude::*;

/// An office in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficeLine {
    /// Its id.
    pub id: OfficeId,
    /// 事業所番号.
    pub number: OfficeNumber,
    /// 事業所名.
    pub name: String,
    /// 法人名; empty when not known.
    pub corporation: String,
    /// 住所.
    pub address: String,
    /// 電話番号.
    pub phone: String,
    /// Whether it is open.
    pub status: Status,
    /// Its services.
    pub services: Vec<ServiceType>,
}

/// What the list shows and how it was asked for; all of it stands in the address.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListState {
    /// What was typed into the box.
    pub searched: String,
    /// The chosen service.
    pub service: Option<ServiceType>,
    /// The chosen status.
    pub status: Option<Status>,
    /// The page, from 1.
    pub page: u64,
    /// Offices on a page.
    pub per_page: u64,
    /// Offices that are found.
    pub total: u64,
    /// Offices in the register.
    pub all: u64,
    /// Services that are provided, with how many offices.
    pub services: Vec<(ServiceType, u64)>,
}

impl ListState {
    const fn is_narrowed(&self) -> bool {
        !self.searched.is_empty() || self.service.is_some() || self.status.is_some()
    }
}

/// The offices of a page, with the box that finds them.
#[component]
pub fn OfficesPage(
    /// The tenant's word in addresses.
    slug: String,
    /// What is shown.
    state: ListState,
    /// The offices of the page.
    offices: Vec<OfficeLine>,
    /// Whether the viewer may change the register.
    keeper: bool,
    /// Whether the viewer may issue letters with first codes.
    letters: bool,
    /// Changes of contacts that offices propose and nobody has decided.
    proposed: usize,
) -> impl IntoView {
    let waiting = (proposed > 0).then(|| {
        let href = paths::office_proposals(&slug);
        view! {
            <Notice title=format!("事業所から、連絡先の変更の申し出が{proposed}件あります")>
                <p><a href=href>"申し出を確かめる"</a></p>
            </Notice>
        }
    });
    let none = (proposed == 0).then(|| {
        view! { <li><a href=paths::office_proposals(&slug)>"連絡先の変更の申し出"</a></li> }
    });
    let duplicates = paths::duplicates(&slug);
    let letters = (letters && state.all > 0).then(|| {
        view! { <li><a href=paths::all_letters(&slug)>"はじめてのお手紙（ログインのコードを郵送する）"</a></li> }
    });
    let actions = keeper.then(|| {
        view! {
            <ButtonLink href=paths::new_office(&slug) kind=ButtonKind::Secondary>"事業所を追加する"</ButtonLink>
            <ButtonLink href=paths::new_import(&slug)>"一覧を取り込む"</ButtonLink>
        }
    });
    let narrowed = state.is_narrowed();
    let body = if state.all == 0 && !narrowed {
        nothing_yet(&slug, keeper).into_any()
    } else {
        found(slug.clone(), state, offices).into_any()
    };
    view! {
        <PageHeader title="事業所台帳">{actions}</PageHeader>
        {waiting}
        <ul class="cluster">{none}<li><a href=duplicates>"同じかもしれない事業所（二重登録）"</a></li>{letters}</ul>
        {body}
    }
}

fn nothing_yet(slug: &str, keeper: bool) -> impl IntoView + use<> {
    let link =
        keeper.then(|| view! { <ButtonLink href=paths::new_import(slug)>"一覧を取り込む"</ButtonLink> });
    view! {
        <EmptyState title="台帳に事業所はまだありません">
            <p>"厚生労働省のオープンデータ（jigyosho_○○○.csv）や、市区町村で作った一覧（Excel・CSV）をそのまま取り込めます。"</p>
            {link}
        </EmptyState>
    }
}

fn found(slug: String, state: ListState, offices: Vec<OfficeLine>) -> impl IntoView {
    let summary = if state.is_narrowed() {
        format!("{}件が見つかりました（台帳には全{}件）", state.total, state.all)
    } else {
        format!("全{}件", state.all)
    };
    let list = if offices.is_empty() {
        let everything = paths::offices(&slug);
        view! {
            <EmptyState title="条件に合う事業所はありません">
                <p>"語を減らすか、条件を外してお試しください。"</p>
                <p><a href=everything>"すべての事業所を見る"</a></p>
            </EmptyState>
        }
        .into_any()
    } else {
        rows(&slug, offices).into_any()
    };
    let ListState { searched, service, status, page, per_page, total, .. } = state.clone();
    let export = paths::offices_export(&slug, &searched, service, status);
    let address = slug.clone();
    view! {
        <div class="list-head">
            {search(&slug, &state)}
            <div class="list-line">{chips(&slug, &state)}<p role="status">{summary}</p></div>
        </div>
        {list}
        <SaveLinks what="事業所の一覧" here=export/>
        <Pagination page per_page total href=move |page| paths::offices_view(&address, &searched, service, status, page)/>
    }
}

fn search(slug: &str, state: &ListState) -> impl IntoView + use<> {
    let typed = domain::form::Typed::default()
        .with("q", state.searched.clone())
        .with("service", state.service.map_or("", ServiceType::code))
        .with("status", state.status.map_or("", Status::name));
    let form = FormState::filled(typed);
    let mut services: Vec<Choice> = state
        .services
        .iter()
        .map(|(service, count)| Choice::new(service.code(), format!("{}（{count}件）", service.name())))
        .collect();
    // A link from elsewhere may narrow to a service that nobody provides; it stays chosen all the same.
    if let Some(service) =
        state.service.filter(|chosen| !state.services.iter().any(|(known, _)| known == chosen))
    {
        services.push(Choice::new(service.code(), service.name()));
    }
    let statuses = Status::ALL
        .iter()
        .map(|status| Choice::new(status.name(), messages::offices::status(*status)))
        .collect();
    view! {
        <SearchForm action=paths::offices(slug) label="事業所をさがす">
            <SearchField form=&form name="q" label="名称・カナ・番号・法人・住所・電話"/>
            <SelectField form=&form name="service" label="サービス" options=services blank=Some("すべて".to_owned()) optional=true width=Width::Long/>
            <SelectField form=&form name="status" label="状態" options=statuses blank=Some("すべて".to_owned()) optional=true width=Width::Medium/>
            <Button kind=ButtonKind::Secondary>"さがす"</Button>
        </SearchForm>
    }
}

fn chips(slug: &str, state: &ListState) -> impl IntoView + use<> {
    let ListState { searched, service, status, .. } = state;
    let mut chips = Vec::new();
    if !searched.is_empty() {
        chips.push(FilterChip::remove(
            format!("「{searched}」"),
            paths::offices_view(slug, "", *service, *status, 1),
        ));
    }
    if let Some(chosen) = service {
        chips.push(FilterChip::remove(chosen.name(), paths::offices_view(slug, searched, None, *status, 1)));
    }
    if let Some(chosen) = status {
        let label = messages::offices::status(*chosen);
        chips.push(FilterChip::remove(label, paths::offices_view(slug, searched, *service, None, 1)));
    }
    (!chips.is_empty()).then(|| view! { <FilterChips label="絞り込み" chips/> })
}

fn rows(slug: &str, offices: Vec<OfficeLine>) -> impl IntoView + use<> {
    let rows = offices
        .into_iter()
        .map(|OfficeLine { id, number, name, corporation, address, phone, status, services }| {
            let tag = match status {
                Status::Active => None,
                Status::Suspended => Some(Tone::Attention),
                Status::Closed => Some(Tone::Neutral),
            };
            let tag = tag.map(|tone| view! { " "<Tag tone label=messages::offices::status(status)/> });
            let services = services.iter().map(|service| service.name()).collect::<Vec<_>>().join("、");
            view! {
                <tr>
                    <td class="nowrap">{number.to_string()}</td>
                    <th scope="row"><a href=paths::office(slug, id)>{name}</a>{tag}</th>
                    <td>{services}</td>
                    <td>{corporation}</td>
                    <td>{address}</td>
                    <td class="nowrap">{phone}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Table
            caption="事業所"
            caption_hidden=true
            density=Density::Dense
            columns=vec![
                Column::new("事業所番号"),
                Column::new("事業所名"),
                Column::new("サービス"),
                Column::new("法人"),
                Column::new("住所"),
                Column::new("電話番号"),
            ]
        >
            {rows}
        </Table>
    }
}

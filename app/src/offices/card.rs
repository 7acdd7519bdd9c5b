//! The card of one office: what is known of it, its services, its applications, and what happened.

use super::{
    adoption::{Adoption, AdoptionCard},
    succession::{Identity, IdentityCard},
    support::{Support, SupportCard},
};
use crate::{
    messages::{self, mailings::topic as topic_word, sending::suppressed},
    paths, when,
};
use chrono::{DateTime, Utc};
use domain::{
    ids::{OfficeId, SuppressionId},
    mailings::Topic,
    office_number::OfficeNumber,
    offices::{Detail, Particulars, Status},
    service_type::ServiceType,
};
use elements::{
    Breadcrumb, Button, ButtonKind, ButtonLink, Column, Crumb, Density, Details, EmptyState, HiddenField,
    Notice, NoticeKind, PageHeader, PostForm, Section, SummaryList, SummaryRow, Table, Tag, Timeline,
    TimelineEntry, Tone,
};
use leptos::prelude::*;

/// An office as its card shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficeCard {
    /// Its id.
    pub id: OfficeId,
    /// 事業所番号.
    pub number: OfficeNumber,
    /// What is known of it.
    pub particulars: Particulars,
    /// What is known of its adoption of the system.
    pub adoption: AdoptionCard,
    /// Whether mailings reach that address.
    pub outreach: Outreach,
    /// Its services.
    pub services: Vec<CardService>,
    /// 伴走支援, 介護ソフト, 連携先 and 関係団体.
    pub support: SupportCard,
    /// Offices that are part of it, and numbers that went before or follow.
    pub identity: IdentityCard,
    /// What looks odd about it, in sentences.
    pub odd: Vec<String>,
    /// Its applications, newest first.
    pub applications: Vec<ApplicationLine>,
    /// What happened, newest first.
    pub entries: Vec<CardEntry>,
}

/// Whether mailings reach an office by mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outreach {
    /// No address is known.
    NoAddress,
    /// They do, except those of these topics.
    Sent(Vec<Topic>),
    /// 配信停止, since when.
    Stopped(DateTime<Utc>),
    /// Mail to it came back: since when, which suppression, and why as its word.
    Suppressed(DateTime<Utc>, SuppressionId, &'static str),
}

/// A service of an office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardService {
    /// The service.
    pub service: ServiceType,
    /// What is known of it.
    pub particulars: Particulars,
}

/// An application of an office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApplicationLine {
    /// 受付番号; none for a draft.
    pub receipt: Option<String>,
    /// Which programme.
    pub programme: String,
    /// How far it has come.
    pub stage: (Tone, String),
    /// Where it is looked at.
    pub href: String,
}

/// Something that happened to an office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardEntry {
    /// What, as a sentence.
    pub title: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Who; none where it may not be told.
    pub by: Option<String>,
    /// Particulars, one a line.
    pub lines: Vec<String>,
    /// Where more stands.
    pub href: Option<(String, String)>,
}

/// One office.
#[component]
pub fn OfficeCardPage(
    /// The tenant's word in addresses.
    slug: String,
    /// The office.
    card: OfficeCard,
    /// Whether the viewer may change it.
    keeper: bool,
    /// Whether the viewer may issue a letter with a first code.
    letters: bool,
    /// Whether the viewer may enter the office's papers.
    enters: bool,
    /// Where the account stands to which it is paid, for those who may see it.
    account: Option<String>,
    /// The forms on paper of the programmes that are published, by title, with the office's name in them.
    forms: Vec<(String, String)>,
    /// What was just done, or why it was not.
    #[prop(optional_no_strip)]
    done: Option<(NoticeKind, String)>,
) -> impl IntoView {
    let OfficeCard {
        id,
        number,
        particulars,
        adoption,
        outreach,
        services,
        support,
        identity,
        odd,
        applications,
        entries,
    } = card;
    let tag = match particulars.status.unwrap_or(Status::Active) {
        Status::Active => None,
        status @ Status::Suspended => Some((Tone::Attention, messages::offices::status(status).to_owned())),
        status @ Status::Closed => Some((Tone::Neutral, messages::offices::status(status).to_owned())),
    };
    let done = done.map(|(kind, done)| view! { <Notice kind live=true title=done/> });
    let odd = (!odd.is_empty()).then(|| {
        let lines = odd.into_iter().map(|line| view! { <p>{line}</p> }).collect_view();
        view! { <Notice kind=NoticeKind::Warning title="確かめてください">{lines}</Notice> }
    });
    let edit =
        keeper.then(|| view! { <ButtonLink href=paths::edit_office(&slug, id)>"編集する"</ButtonLink> });
    let letter = letters.then(|| {
        view! { <ButtonLink href=paths::office_letter(&slug, id) kind=ButtonKind::Secondary>"はじめてのお手紙を出す"</ButtonLink> }
    });
    let account = account.map(|href| {
        view! { <ButtonLink href kind=ButtonKind::Secondary>"振込先口座"</ButtonLink> }
    });
    let name = particulars.name.clone();
    let outreach = delivery(&slug, id, outreach, keeper);
    let paper = paper(&slug, id, enters, forms);
    view! {
        {done}
        <Breadcrumb crumbs=vec![Crumb::new("事業所台帳", paths::offices(&slug))] here=name.clone()/>
        <PageHeader title=name caption=format!("事業所番号 {number}") tag=tag>{account}{letter}{edit}</PageHeader>
        {odd}
        <div class="split">
            <div>
                <Section title="基本の情報">{facts(particulars, outreach)}</Section>
                <Section title="サービス">{service_rows(services)}</Section>
                <Adoption slug=slug.clone() office=id adoption keeper/>
                <Support slug=slug.clone() office=id support keeper supports=enters/>
                <Identity slug=slug.clone() office=id identity keeper/>
                <Section title="申請">{application_rows(applications)}{paper}</Section>
            </div>
            <Section title="これまでの経過">{timeline(entries)}</Section>
        </div>
    }
}

fn facts(particulars: Particulars, outreach: Option<AnyView>) -> impl IntoView {
    let row = |detail: Detail| {
        let value = particulars.get(detail).map(|value| messages::offices::value(detail, &value));
        fact(messages::offices::detail(detail), value)
    };
    let phone = match particulars.phone.clone() {
        Some(phone) => {
            let href = format!("tel:{}", phone.digits());
            view! { <SummaryRow label="電話番号"><a href=href>{phone.to_string()}</a></SummaryRow> }
                .into_any()
        }
        None => row(Detail::Phone),
    };
    let address = match (&*particulars.address, &*particulars.building) {
        ("", "") => None,
        (address, "") => Some(address.to_owned()),
        (address, building) => Some(format!("{address} {building}")),
    };
    let remarks = particulars.get(Detail::Remarks).map(|remarks| {
        let lines = remarks.lines().map(|line| view! { <p>{line.to_owned()}</p> }).collect_view();
        view! { <SummaryRow label="備考">{lines}</SummaryRow> }
    });
    let open = particulars.status.is_none_or(|status| status == Status::Active);
    let open = open && particulars.status_on.is_none();
    let status = (!open).then(|| [row(Detail::Status), row(Detail::StatusOn)]);
    let rows = [
        row(Detail::NameKana),
        row(Detail::CorporationName),
        row(Detail::CorporateNumber),
        row(Detail::PostalCode),
        fact("住所", address),
        phone,
        row(Detail::Fax),
        row(Detail::Email),
        outreach.into_any(),
        row(Detail::Area),
        row(Detail::Url),
        row(Detail::Municipality),
        row(Detail::DesignatedOn),
    ];
    view! { <SummaryList dense=true>{status}{rows.collect_view()}{remarks}</SummaryList> }
}

/// Whether outreach is sent, and the button of whoever is told by telephone.
fn delivery(slug: &str, id: OfficeId, outreach: Outreach, keeper: bool) -> Option<AnyView> {
    let mut topics = None;
    let (told, act, button) = match outreach {
        Outreach::NoAddress => return None,
        Outreach::Sent(stopped) => {
            let words: Vec<_> = stopped.iter().map(|one| topic_word(*one)).collect();
            let told = if words.is_empty() {
                "届きます".to_owned()
            } else {
                format!("届きます（希望しない分野：{}）", words.join("、"))
            };
            topics = keeper.then(|| by_topic(slug, id, &stopped));
            (told, "stop", "配信を止める")
        }
        Outreach::Stopped(at) => {
            let told = format!("止めています（{}から）。手続に必要なお知らせは届きます", when::moment(at));
            (told, "resume", "配信を再開する")
        }
        Outreach::Suppressed(at, suppression, why) => {
            let told = format!(
                "届かないので止めています（{}から。{}）。手続に必要なお知らせは送り続けます",
                when::moment(at),
                suppressed(why)
            );
            let href = paths::suppression(slug, suppression);
            let lift = keeper.then(|| view! { <p><a href=href>"停止を解除する"</a></p> });
            return Some(
                view! { <SummaryRow label="お知らせの配信"><p>{told}</p>{lift}</SummaryRow> }.into_any(),
            );
        }
    };
    let action = paths::office_outreach(slug, id);
    let form = keeper.then(|| {
        view! {
            <PostForm action=action class="inline">
                <Button kind=ButtonKind::Secondary name="act" value=act>{button}</Button>
            </PostForm>
        }
    });
    Some(view! { <SummaryRow label="お知らせの配信"><p>{told}</p>{form}{topics}</SummaryRow> }.into_any())
}

/// Topics that an office told by telephone, or takes up again.
fn by_topic(slug: &str, id: OfficeId, stopped: &[Topic]) -> impl IntoView + use<> {
    let buttons = Topic::ALL
        .into_iter()
        .map(|topic| {
            let word = topic_word(topic);
            let (act, button) = if stopped.contains(&topic) {
                ("resume", format!("「{word}」を再開する"))
            } else {
                ("stop", format!("「{word}」を止める"))
            };
            view! {
                <PostForm action=paths::office_outreach(slug, id) class="inline">
                    <HiddenField name="topic" value=topic.code()/>
                    <Button kind=ButtonKind::Quiet name="act" value=act>{button}</Button>
                </PostForm>
            }
        })
        .collect_view();
    view! { <Details summary="分野ごとに止める">{buttons}</Details> }
}

fn fact(label: &'static str, value: Option<String>) -> AnyView {
    let value = value.map_or_else(
        || view! { <span class="muted">"わかっていません"</span> }.into_any(),
        IntoAny::into_any,
    );
    view! { <SummaryRow label=label>{value}</SummaryRow> }.into_any()
}

fn service_rows(services: Vec<CardService>) -> impl IntoView {
    let text = |particulars: &Particulars, detail| {
        particulars.get(detail).map(|value| messages::offices::value(detail, &value)).unwrap_or_default()
    };
    let rows = services
        .into_iter()
        .map(|CardService { service, particulars }| {
            let status = match particulars.status.unwrap_or(Status::Active) {
                Status::Active => None,
                status @ (Status::Suspended | Status::Closed) => {
                    Some(view! { " "<Tag tone=Tone::Neutral label=messages::offices::status(status)/> })
                }
            };
            view! {
                <tr>
                    <th scope="row">{format!("{} {}", service.code(), service.name())}{status}</th>
                    <td>{text(&particulars, Detail::Name)}</td>
                    <td class="nowrap">{text(&particulars, Detail::Phone)}</td>
                    <td>{text(&particulars, Detail::Address)}</td>
                    <td class="number">{text(&particulars, Detail::Capacity)}</td>
                    <td class="nowrap">{text(&particulars, Detail::DesignatedOn)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Table
            caption="この事業所のサービス"
            caption_hidden=true
            density=Density::Dense
            columns=vec![
                Column::new("サービス"),
                Column::new("名称"),
                Column::new("電話番号"),
                Column::new("住所"),
                Column::number("定員"),
                Column::new("指定年月日"),
            ]
        >
            {rows}
        </Table>
    }
}

fn application_rows(applications: Vec<ApplicationLine>) -> AnyView {
    if applications.is_empty() {
        return view! { <EmptyState title="申請はまだありません"/> }.into_any();
    }
    let rows = applications
        .into_iter()
        .map(|ApplicationLine { receipt, programme, stage: (tone, label), href }| {
            view! {
                <tr>
                    <th scope="row"><a href=href>{receipt.unwrap_or_else(|| "受付前".to_owned())}</a></th>
                    <td>{programme}</td>
                    <td><Tag tone label/></td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Table
            caption="この事業所の申請"
            caption_hidden=true
            density=Density::Dense
            columns=vec![Column::new("受付番号"), Column::new("補助事業"), Column::new("状態")]
        >
            {rows}
        </Table>
    }
    .into_any()
}

/// What is for an office that applies on paper.
fn paper(slug: &str, id: OfficeId, enters: bool, forms: Vec<(String, String)>) -> impl IntoView + use<> {
    let enter = enters.then(|| {
        view! { <p><a href=paths::begin_on_behalf(slug, id)>"紙の申請を代理入力する"</a></p> }
    });
    let forms = forms
        .into_iter()
        .map(|(title, href)| view! { <p><a href=href>{format!("紙の申請書（PDF）：{title}")}</a></p> })
        .collect_view();
    view! { {enter}{forms} }
}

fn timeline(entries: Vec<CardEntry>) -> AnyView {
    if entries.is_empty() {
        return view! { <EmptyState title="記録はまだありません"/> }.into_any();
    }
    let entries = entries
        .into_iter()
        .map(|CardEntry { title, at, by, lines, href }| {
            let lines = lines.into_iter().map(|line| view! { <p>{line}</p> }).collect_view();
            let link = href.map(|(label, href)| view! { <p><a href=href>{label}</a></p> });
            view! {
                <TimelineEntry title=title at=when::moment(at) datetime=when::datetime(at) by=by>
                    {lines}
                    {link}
                </TimelineEntry>
            }
        })
        .collect_view();
    view! { <Timeline>{entries}</Timeline> }.into_any()
}

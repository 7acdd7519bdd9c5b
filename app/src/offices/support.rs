//! 伴走支援, 介護ソフト, 連携先 and 関係団体 of an office, on its card.

use crate::{messages::software as words, paths};
use chrono::NaiveDate;
use domain::{
    form::Typed,
    ids::{OfficeId, OfficeSoftwareId},
    software::Linking,
    wareki::format_date,
};
use elements::{
    Button, ButtonKind, ButtonLink, Buttons, Column, DateField, Density, Details, FormState, InputMode,
    PostForm, Table, Tag, TextField, Tone, Width,
};
use leptos::prelude::*;

/// What is known of an office besides what lists say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SupportCard {
    /// Whether its software can link.
    pub linking: Linking,
    /// What it uses, and used.
    pub software: Vec<SoftwareLine>,
    /// With whom it exchanges plans.
    pub partners: Vec<PartnerLine>,
    /// The bodies it belongs to: name and address.
    pub associations: Vec<(String, String)>,
    /// The 事業所グループ it belongs to: name and address.
    pub groups: Vec<(String, String)>,
    /// How many records of 伴走支援 there are.
    pub records: usize,
    /// The day of the last.
    pub last: Option<NaiveDate>,
    /// What comes next, and by when.
    pub next: Option<(String, NaiveDate)>,
    /// What was typed and could not be read.
    pub typed: Typed,
    /// Where what the system saves the office is estimated; nowhere where there is no public side.
    pub estimate: Option<String>,
}

/// Something that an office uses, or used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SoftwareLine {
    /// Its id.
    pub id: OfficeSoftwareId,
    /// The product, or the name as it was typed.
    pub title: String,
    /// The product's page.
    pub href: Option<String>,
    /// Whether the product can link.
    pub linking: Linking,
    /// Since when that is known.
    pub since: NaiveDate,
    /// As of which day it was last said.
    pub as_of: NaiveDate,
    /// Where it is known from.
    pub basis: &'static str,
    /// Until when the office used it.
    pub ended_on: Option<NaiveDate>,
}

/// An office with which it exchanges plans.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartnerLine {
    /// Its id.
    pub id: OfficeId,
    /// Its number.
    pub number: String,
    /// Its name.
    pub name: String,
    /// What has become of its adoption; none where nothing is known.
    pub adoption: Option<(Tone, &'static str)>,
    /// It counts as an adopter.
    pub adopted: bool,
    /// Where the link is known from.
    pub basis: &'static str,
    /// As of which day.
    pub as_of: NaiveDate,
}

/// The parts of the card.
#[component]
pub fn Support(
    /// The tenant's word in addresses.
    slug: String,
    /// The office.
    office: OfficeId,
    /// What is known.
    support: SupportCard,
    /// Whether the viewer may add to it.
    keeper: bool,
    /// Whether the viewer may write down what was said.
    supports: bool,
) -> impl IntoView {
    let SupportCard {
        linking,
        software,
        partners,
        associations,
        groups,
        records,
        last,
        next,
        typed,
        estimate,
    } = support;
    let estimate = estimate.map(|href| {
        view! { <p class="no-print"><a href=href>"この事業所の導入効果を試算する（電話や訪問の説明に）"</a></p> }
    });
    let follow_up = followed(&slug, office, records, last, next, supports);
    let bodies = (!associations.is_empty()).then(|| {
        let links = associations
            .into_iter()
            .map(|(name, href)| view! { <li><a href=href>{name}</a></li> })
            .collect_view();
        view! { <h3>"入っている関係団体"</h3><ul>{links}</ul> }
    });
    let groups = (!groups.is_empty()).then(|| {
        let links =
            groups.into_iter().map(|(name, href)| view! { <li><a href=href>{name}</a></li> }).collect_view();
        view! { <h3>"入っている事業所グループ"</h3><ul>{links}</ul> }
    });
    let around = paths::network_around(&slug, office);
    let (software, partners) = (
        used(&slug, office, linking, software, keeper, typed.clone()),
        linked(&slug, office, partners, keeper, typed),
    );
    view! {
        <section class="section" id="follow-up">
            <h2 class="section__title">"伴走支援"</h2>
            {follow_up}
            {bodies}
        </section>
        <section class="section" id="care-software">
            <h2 class="section__title">"介護ソフト"</h2>
            {software}
        </section>
        <section class="section" id="partners">
            <h2 class="section__title">"連携先"</h2>
            {partners}
            {groups}
            <p class="no-print"><a href=around>"この事業所のまわりのつながりを見る"</a></p>
            {estimate}
        </section>
    }
}

fn followed(
    slug: &str,
    office: OfficeId,
    records: usize,
    last: Option<NaiveDate>,
    next: Option<(String, NaiveDate)>,
    supports: bool,
) -> impl IntoView + use<> {
    let told = match last {
        Some(day) => format!("支援の記録は{records}件です。最後は{}です。", format_date(day)),
        None => "支援の記録はまだありません。".to_owned(),
    };
    let next = next.map(|(action, day)| {
        view! { <p>{format!("次にすること：{action}（{}）", format_date(day))}</p> }
    });
    let record = supports.then(|| {
        view! { <ButtonLink href=paths::new_follow_up(slug, office) kind=ButtonKind::Secondary>"支援を記録する"</ButtonLink> }
    });
    view! {
        <p>{told}</p>
        {next}
        <p><a href=paths::office_history(slug, office)>"支援の経過を見る"</a></p>
        <Buttons>{record}</Buttons>
    }
}

fn used(
    slug: &str,
    office: OfficeId,
    linking: Linking,
    lines: Vec<SoftwareLine>,
    keeper: bool,
    typed: Typed,
) -> impl IntoView + use<> {
    let rows = lines
        .into_iter()
        .map(|SoftwareLine { id, title, href, linking, since, as_of, basis, ended_on }| {
            let name = match href {
                Some(href) => view! { <a href=href>{title.clone()}</a> }.into_any(),
                None => title.clone().into_any(),
            };
            let until = ended_on.map(|day| format!("{}まで", format_date(day))).unwrap_or_default();
            let known =
                format!("{}から{until}（{}、{basis}）", format_date(since), format_date(as_of));
            let of = format!("：{title}");
            let end = (keeper && ended_on.is_none()).then(|| {
                view! {
                    <PostForm action=paths::office_software_end(slug, office, id) class="inline">
                        <Button kind=ButtonKind::Quiet>"使わなくなった"<span class="hidden">{of}</span></Button>
                    </PostForm>
                }
            });
            view! {
                <li>
                    {name}" "<Tag tone=words::linking_tone(linking) label=words::linking(linking)/>" "
                    <span class="muted">{known}</span>
                    {end}
                </li>
            }
        })
        .collect_view();
    let open = !typed.get("software").is_empty() || !typed.get("software_as_of").is_empty();
    let (action, form) = (paths::office_software(slug, office), FormState::filled(typed));
    let add = keeper.then(|| {
        view! {
            <Details summary="使っている介護ソフトを記録する" open>
                <PostForm action=action>
                    <TextField form=&form name="software" label="製品名" hint="聞いたとおりに。登録済みの製品の名前なら、自動で結び付けます" width=Width::Long autocomplete="off"/>
                    <DateField form=&form name="software_as_of" label="いつの時点か" hint="空けておくと今日になります。" optional=true/>
                    <Button kind=ButtonKind::Secondary>"記録する"</Button>
                </PostForm>
            </Details>
        }
    });
    view! {
        <p>"データ連携："<Tag tone=words::linking_tone(linking) label=words::linking(linking)/></p>
        <ul>{rows}</ul>
        {add}
    }
}

fn linked(
    slug: &str,
    office: OfficeId,
    lines: Vec<PartnerLine>,
    keeper: bool,
    typed: Typed,
) -> impl IntoView + use<> {
    let (all, adopted) = (lines.len(), lines.iter().filter(|line| line.adopted).count());
    let told = if all == 0 {
        "連携先はまだわかっていません。".to_owned()
    } else {
        format!("わかっている連携先は{all}か所、うち導入しているのは{adopted}か所です。")
    };
    let table = (all > 0).then(|| table(slug, office, lines, keeper));
    let open = !typed.get("partner").is_empty();
    let (action, form) = (paths::office_partners(slug, office), FormState::filled(typed));
    let add = keeper.then(|| {
        view! {
            <Details summary="連携先を記録する" open>
                <PostForm action=action>
                    <TextField form=&form name="partner" label="相手の事業所番号" hint="10桁。例：2970999013" inputmode=InputMode::Numeric width=Width::Medium autocomplete="off"/>
                    <Button kind=ButtonKind::Secondary>"記録する"</Button>
                </PostForm>
            </Details>
        }
    });
    view! { <p>{told}</p>{table}{add} }
}

fn table(slug: &str, office: OfficeId, lines: Vec<PartnerLine>, keeper: bool) -> impl IntoView + use<> {
    let rows = lines
        .into_iter()
        .map(|PartnerLine { id, number, name, adoption, adopted: _, basis, as_of }| {
            let (tone, state) = adoption.unwrap_or((Tone::Neutral, "わかっていません"));
            let of = format!("：{name}");
            let remove = keeper.then(|| {
                view! {
                    <PostForm action=paths::office_partner_removal(slug, office, id) class="inline">
                        <Button kind=ButtonKind::Quiet>"外す"<span class="hidden">{of}</span></Button>
                    </PostForm>
                }
            });
            view! {
                <tr role="row">
                    <th scope="row" role="rowheader"><a href=paths::office(slug, id)>{name}</a></th>
                    <td role="cell" data-label="事業所番号" class="nowrap">{number}</td>
                    <td role="cell" data-label="導入"><Tag tone label=state/></td>
                    <td role="cell" data-label="出どころ">{format!("{basis}、{}", format_date(as_of))}</td>
                    <td role="cell">{remove}</td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![
        Column::new("連携先"),
        Column::new("事業所番号"),
        Column::new("導入"),
        Column::new("出どころ"),
        Column::unseen("操作"),
    ];
    view! { <Table caption="連携先" caption_hidden=true density=Density::Dense stacks=true columns>{rows}</Table> }
}

//! The map of 連携先, in numbers, as a drawing and as a table; islands that lack one or two offices.

use super::OfficeRow;
use crate::{adoption::AdoptionParts, exports::SaveLinks, messages::network as words, paths, when};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    form::Typed,
    ids::{OfficeId, PartnerPasteId},
    network::Links,
    wareki::format_date,
};
use elements::{
    Button, ButtonKind, ButtonLink, Choice, Column, Density, EmptyState, FormState, PageHeader, SearchField,
    SearchForm, Section, SelectField, Stat, Stats, Table, Width,
    charts::{NetworkMap, Spot, Tie},
};
use leptos::prelude::*;

/// Offices whose partners are ready, and which one or two keep apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IsleLine {
    /// Who has not adopted yet.
    pub missing: Vec<(OfficeId, String)>,
    /// Names of partners that have.
    pub ready: Vec<String>,
    /// The exchanges that would begin.
    pub exchanges: usize,
}

/// An office that has not adopted though several partners have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadyLine {
    /// The office.
    pub office: OfficeRow,
}

/// A list that was pasted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasteLine {
    /// Its id.
    pub id: PartnerPasteId,
    /// When.
    pub at: DateTime<Utc>,
    /// Its pairs.
    pub pairs: u32,
    /// Those of them that were new.
    pub new: u32,
    /// It was taken back.
    pub undone: bool,
}

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NetworkView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// The day for which it holds.
    pub on: NaiveDate,
    /// All links by their ends.
    pub links: Links,
    /// Open offices of the register, and those of them that have links.
    pub offices: (usize, usize),
    /// The office that the drawing is about.
    pub centre: Option<(OfficeId, String)>,
    /// The 日常生活圏域 that it is about; may be empty.
    pub area: String,
    /// Those that can be chosen.
    pub areas: Vec<String>,
    /// What was typed to find an office.
    pub searched: String,
    /// The offices that were found, where it was not one.
    pub found: Option<Vec<(OfficeId, String)>>,
    /// Marks of the drawing, with the offices in the same order.
    pub spots: Vec<Spot>,
    /// Lines of the drawing.
    pub ties: Vec<Tie>,
    /// The offices of the drawing.
    pub rows: Vec<OfficeRow>,
    /// The links of the drawing.
    pub shown: Links,
    /// Offices that have no room in it.
    pub left_out: usize,
    /// Islands, the first of them.
    pub isles: Vec<IsleLine>,
    /// Offices with several partners that are ready, the first of them.
    pub ready: Vec<ReadyLine>,
    /// With how many, at least.
    pub least: usize,
    /// Lists that were pasted last.
    pub pastes: Vec<PasteLine>,
    /// Whether the viewer may write.
    pub may_write: bool,
}

/// The page.
#[component]
pub fn NetworkPage(
    /// What it shows.
    network: NetworkView,
) -> impl IntoView {
    let slug = network.slug.clone();
    let paste = network
        .may_write
        .then(|| view! { <ButtonLink href=paths::partner_paste(&slug) kind=ButtonKind::Secondary>"連携先の一覧を貼り付ける"</ButtonLink> });
    let ask = paths::next_best(&slug);
    let Links { both, one, none } = network.links;
    let of = format!("わかっている{}組のうち", network.links.all());
    let (open, linked) = network.offices;
    let note = format!("営業中の{open}か所のうち。{}現在", format_date(network.on));
    let numbers = view! {
        <Stats>
            <Stat label="連携先がわかっている事業所" value=linked.to_string() unit="か所" note/>
            <Stat label="いまやりとりできる組" value=both.to_string() unit="組" note=of.clone()/>
            <Stat label="片方だけが導入している組" value=one.to_string() unit="組" note=of.clone()/>
            <Stat label="どちらも導入していない組" value=none.to_string() unit="組" note=of/>
        </Stats>
    };
    let (map, isles, ready, pasted) = (drawing(&network), isles(&network), ready(&network), pasted(&network));
    view! {
        <AdoptionParts slug=slug here="連携のつながり"/>
        <PageHeader title="連携のつながり" lead="ケアプランをやりとりしている事業所の組を、アンケートの回答、事業所ごとの記録、貼り付けた一覧から集めたものです。">
            <ButtonLink href=ask>"次に声をかける事業所"</ButtonLink>
            {paste}
        </PageHeader>
        {numbers}
        {map}
        {isles}
        {ready}
        {pasted}
    }
}

fn drawing(network: &NetworkView) -> impl IntoView + use<> {
    let slug = network.slug.clone();
    let choice = choice(network);
    if network.rows.is_empty() {
        let told = if network.links.all() == 0 {
            "連携先の一覧を貼り付けるか、アンケートで連携先をたずねると、ここにつながりが出ます。"
        } else {
            "ここには連携先の組がありません。ほかの圏域か事業所を選んでください。"
        };
        return view! {
            <Section title="つながりの図">
                {choice}
                <EmptyState title="描くものがありません"><p>{told}</p></EmptyState>
            </Section>
        }
        .into_any();
    }
    let title = match (&network.centre, network.area.as_str()) {
        (Some((_, name)), _) => format!("「{name}」のまわりのつながり"),
        (None, "") => "つながりの図".to_owned(),
        (None, area) => format!("{area}のつながり"),
    };
    let left = (network.left_out > 0).then(|| {
        let told = format!(
            "連携先の多い{}か所を描いています。ほかに{}か所あります。圏域か事業所を選ぶと、絞って描きます。",
            network.rows.len(),
            network.left_out
        );
        view! { <p role="status">{told}</p> }
    });
    let table = table(&slug, &network.rows);
    let (spots, ties) = (network.spots.clone(), network.ties.clone());
    let (export, finding) = (paths::network_export(&slug), words::finding(network.shown));
    view! {
        <Section title="つながりの図">
            {choice}
            {left}
            <NetworkMap id="map" title finding spots ties marks=words::marks() lines=words::lines()/>
            <p class="muted">"図の番号は、次の表の番号です。近くにある事業所ほど、つながりが強いことを表します（距離ではありません）。"</p>
            {table}
            <SaveLinks what="連携先の組" here=export/>
        </Section>
    }
    .into_any()
}

fn choice(network: &NetworkView) -> impl IntoView + use<> {
    let typed = Typed::default().with("area", network.area.clone()).with("q", network.searched.clone());
    let form = FormState::filled(typed);
    let options: Vec<Choice> = network.areas.iter().map(|area| Choice::new(area, area)).collect();
    let areas = (!options.is_empty()).then(|| {
        view! {
            <SelectField form=&form name="area" label="日常生活圏域" options blank=Some("すべて".to_owned()) optional=true width=Width::Medium/>
        }
    });
    let slug = network.slug.clone();
    let found = network.found.clone().map(|found| {
        if found.is_empty() {
            return view! { <p role="status">"当てはまる事業所はありません。言葉を減らしてさがしてください。"</p> }.into_any();
        }
        let rows = found
            .into_iter()
            .map(|(office, name)| view! { <li><a href=paths::network_around(&slug, office)>{name}</a></li> })
            .collect_view();
        view! { <p role="status">"どの事業所のまわりを描くか選んでください。"</p><ul>{rows}</ul> }.into_any()
    });
    let all = (network.centre.is_some() || !network.area.is_empty())
        .then(|| view! { <p><a href=paths::network(&network.slug)>"すべての事業所の図に戻る"</a></p> });
    view! {
        <SearchForm action=paths::network(&network.slug) label="図に描くところを選ぶ">
            {areas}
            <SearchField form=&form name="q" label="事業所の名称か番号"/>
            <Button kind=ButtonKind::Secondary>"描く"</Button>
        </SearchForm>
        {found}
        {all}
    }
}

fn table(slug: &str, rows: &[OfficeRow]) -> impl IntoView + use<> {
    let lines = rows
        .iter()
        .enumerate()
        .map(|(at, row)| {
            let around = format!("{}のまわりを描く", row.name);
            view! {
                <tr role="row">
                    <td role="cell" data-label="図の番号" class="number">{(at + 1).to_string()}</td>
                    <th scope="row" role="rowheader">{row.name_link(slug)}</th>
                    <td role="cell" data-label="圏域">{row.area.clone()}</td>
                    <td role="cell" data-label="導入状況">{row.state_tag()}</td>
                    <td role="cell" data-label="連携先" class="number">{row.partners.to_string()}</td>
                    <td role="cell" data-label="うち導入済み" class="number">{row.ready.to_string()}</td>
                    <td role="cell"><a href=paths::network_around(slug, row.id) aria-label=around>"まわりを描く"</a></td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![
        Column::number("図の番号"),
        Column::new("事業所"),
        Column::new("圏域"),
        Column::new("導入状況"),
        Column::number("連携先"),
        Column::number("うち導入済み"),
        Column::unseen("操作"),
    ];
    view! { <Table caption="図に描いた事業所" density=Density::Dense stacks=true columns>{lines}</Table> }
}

fn isles(network: &NetworkView) -> impl IntoView + use<> {
    let slug = network.slug.clone();
    let list = if network.isles.is_empty() {
        view! { <p>"いまはありません。導入した事業所が増えると、ここに出ます。"</p> }.into_any()
    } else {
        let rows = network
            .isles
            .iter()
            .map(|isle| {
                let missing = isle
                    .missing
                    .iter()
                    .enumerate()
                    .map(|(at, (office, name))| {
                        let apart = if at > 0 { "、" } else { "" };
                        view! { {apart}<a href=paths::office(&slug, *office)>{name.clone()}</a> }
                    })
                    .collect_view();
                view! {
                    <tr role="row">
                        <th scope="row" role="rowheader">{missing}</th>
                        <td role="cell" data-label="導入した連携先">{named(&isle.ready)}</td>
                        <td role="cell" data-label="始まるやりとり（組）" class="number">{isle.exchanges.to_string()}</td>
                    </tr>
                }
            })
            .collect_view();
        let columns = vec![
            Column::new("まだ導入していない事業所"),
            Column::new("導入した連携先"),
            Column::number("始まるやりとり（組）"),
        ];
        view! { <Table caption="あと1〜2か所でつながる島" caption_hidden=true density=Density::Dense stacks=true columns>{rows}</Table> }
            .into_any()
    };
    view! {
        <Section title="あと1〜2か所でつながる島">
            <p>"ほかの連携先はすべて導入していて、この1〜2か所が導入すれば、その連携先のすべてとやりとりが始まる集まりです。"</p>
            {list}
        </Section>
    }
}

/// The first names, and how many more there are.
fn named(names: &[String]) -> String {
    const SHOWN: usize = 5;
    let told = names.iter().take(SHOWN).cloned().collect::<Vec<_>>().join("、");
    match names.len().saturating_sub(SHOWN) {
        0 => told,
        more => format!("{told}、ほか{more}か所"),
    }
}

fn ready(network: &NetworkView) -> impl IntoView + use<> {
    let slug = network.slug.clone();
    let title = format!("導入した連携先が{}か所以上ある、未導入の事業所", network.least);
    let list = if network.ready.is_empty() {
        view! { <p>"いまはありません。"</p> }.into_any()
    } else {
        let rows = network
            .ready
            .iter()
            .map(|ReadyLine { office }| {
                view! {
                    <tr role="row">
                        <td role="cell" data-label="事業所番号" class="nowrap">{office.number.clone()}</td>
                        <th scope="row" role="rowheader">{office.name_link(&slug)}</th>
                        <td role="cell" data-label="圏域">{office.area.clone()}</td>
                        <td role="cell" data-label="導入状況">{office.state_tag()}</td>
                        <td role="cell" data-label="導入した連携先" class="number">{office.ready.to_string()}</td>
                        <td role="cell" data-label="連携先" class="number">{office.partners.to_string()}</td>
                    </tr>
                }
            })
            .collect_view();
        let columns = vec![
            Column::new("事業所番号"),
            Column::new("事業所"),
            Column::new("圏域"),
            Column::new("導入状況"),
            Column::number("導入した連携先"),
            Column::number("連携先"),
        ];
        let caption = title.clone();
        view! { <Table caption caption_hidden=true density=Density::Dense stacks=true columns>{rows}</Table> }
            .into_any()
    };
    let segment = network.may_write.then(|| {
        let href = format!("{}?adoption=no&partners={}", paths::new_segment(&slug), network.least);
        view! { <p><a href=href>"この条件の対象リストを作る"</a></p> }
    });
    view! { <Section title=title>{list}{segment}</Section> }
}

fn pasted(network: &NetworkView) -> Option<AnyView> {
    if network.pastes.is_empty() {
        return None;
    }
    let slug = network.slug.clone();
    let lines = network
        .pastes
        .iter()
        .map(|paste| {
            let undone = if paste.undone { "（取り消しました）" } else { "" };
            let told = format!("{}組のうち新しくわかった組は{}組{undone}", paste.pairs, paste.new);
            view! {
                <li><a href=paths::partner_pasted(&slug, paste.id)>{when::moment(paste.at)}</a>{format!("：{told}")}</li>
            }
        })
        .collect_view();
    Some(view! { <Section title="貼り付けた一覧"><ul>{lines}</ul></Section> }.into_any())
}

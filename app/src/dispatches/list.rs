//! The dispatches of a house: what waits for it first.

use crate::{
    exports::SaveLinks,
    messages::{
        demos::{place, slot_short},
        dispatches::{approval, approval_tone, stage, stage_tone},
    },
    paths,
};
use chrono::NaiveDate;
use domain::{
    demos::{Place, Slot},
    dispatches::{Approval, House, StageName},
    ids::DispatchId,
    money::Yen,
    wareki::format_date_with_weekday,
};
use elements::{Column, Density, EmptyState, PageHeader, Section, Table, Tag};
use leptos::prelude::*;

/// One dispatch.
#[derive(Debug, Clone, PartialEq)]
pub struct DispatchLine {
    /// Its id.
    pub id: DispatchId,
    /// The federation.
    pub federation: String,
    /// The municipality.
    pub municipality: String,
    /// When.
    pub slot: Slot,
    /// 現地 or オンライン.
    pub place: Place,
    /// Where it stands.
    pub stage: StageName,
    /// Who comes.
    pub lecturer: Option<String>,
    /// What it costs, and what the municipality says to it.
    pub costs: Option<(Yen, Approval)>,
    /// Since when it waits for an answer of 国保中央会.
    pub since: Option<NaiveDate>,
}

/// The page.
#[component]
pub fn DispatchesPage(
    /// The tenant's word in addresses.
    slug: String,
    /// Whose list.
    house: House,
    /// The dispatches.
    lines: Vec<DispatchLine>,
) -> impl IntoView {
    let lead = match house {
        House::Central => "国保連合会から届いた、デモ・説明会への講師派遣の依頼です。",
        House::Federation | House::Municipality => {
            "国保中央会に依頼した講師の派遣です。依頼は、デモ・説明会のページから行います。"
        }
    };
    let waits = |line: &DispatchLine| match house {
        House::Central => line.stage == StageName::Asked,
        House::Federation | House::Municipality => line.stage == StageName::Proposed,
    };
    let empty = lines.is_empty().then(|| {
        view! { <EmptyState title="講師派遣の依頼はまだありません"/> }
    });
    let save = (!lines.is_empty()).then(|| {
        view! { <SaveLinks what="講師派遣の一覧" here=paths::export_of(&paths::dispatches(&slug))/> }
    });
    let (waiting, rest): (Vec<_>, Vec<_>) = lines.into_iter().partition(waits);
    let (live, over): (Vec<_>, Vec<_>) = rest.into_iter().partition(|line| line.stage.is_live());
    let part = |title: &'static str, lines: Vec<DispatchLine>| {
        (!lines.is_empty()).then(|| {
            let slug = slug.clone();
            view! { <Section title><DispatchTable slug caption=title lines house/></Section> }
        })
    };
    let first = match house {
        House::Central => "回答する依頼",
        House::Federation | House::Municipality => "別案が届いた依頼",
    };
    view! {
        <PageHeader title="講師派遣" lead/>
        {save}
        {empty}
        {part(first, waiting)}
        {part("進んでいる依頼", live)}
        {part("終わった依頼", over)}
    }
}

/// Dispatches as a table.
#[component]
pub fn DispatchTable(
    /// The tenant's word in addresses.
    slug: String,
    /// What the table holds.
    #[prop(into)]
    caption: String,
    /// The dispatches.
    lines: Vec<DispatchLine>,
    /// Whose list.
    house: House,
) -> impl IntoView {
    let central = house == House::Central;
    let columns = [
        Some(Column::new("日時")),
        central.then(|| Column::new("国保連合会")),
        Some(Column::new("市区町村")),
        Some(Column::new("方法")),
        Some(Column::new("状態")),
        Some(Column::new("講師")),
        Some(Column::new("旅費")),
    ];
    let columns = columns.into_iter().flatten().collect();
    let rows = lines
        .into_iter()
        .map(|line| {
            let DispatchLine {
                id,
                federation,
                municipality,
                slot,
                place: at,
                stage: name,
                lecturer,
                costs,
                since,
            } = line;
            let since = since.map(|day| {
                let words = format!("{}に依頼", format_date_with_weekday(day));
                view! { <br/><span class="muted nowrap">{words}</span> }
            });
            let federation =
                central.then(|| view! { <td role="cell" data-label="国保連合会">{federation}</td> });
            let costs = costs.map(|(total, state)| {
                view! { {total.to_string()}" "<Tag tone=approval_tone(&state) label=approval(&state)/> }
            });
            view! {
                <tr role="row">
                    <th scope="row" role="rowheader"><a href=paths::dispatch(&slug, id)>{slot_short(&slot)}</a></th>
                    {federation}
                    <td role="cell" data-label="市区町村">{municipality}</td>
                    <td role="cell" data-label="方法">{place(at)}</td>
                    <td role="cell" data-label="状態"><Tag tone=stage_tone(name) label=stage(name)/>{since}</td>
                    <td role="cell" data-label="講師">{lecturer.unwrap_or_else(|| "―".to_owned())}</td>
                    <td role="cell" data-label="旅費">{costs}</td>
                </tr>
            }
        })
        .collect_view();
    view! { <Table caption caption_hidden=true columns density=Density::Dense stacks=true>{rows}</Table> }
}

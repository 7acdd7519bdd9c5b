//! The rows, each of which can be chosen, and what is done with the chosen ones.

use super::{AgeingView, QueueLine};
use crate::{
    messages::subsidies::{band_tone, bulk_kind, days_left, queue_column, stage, stage_tone},
    paths, when,
};
use domain::{
    subsidies::{BULK_FROM, BulkKind, Order, Queue, QueueColumn, RowHeight},
    wareki::format_date_short,
};
use elements::{
    Button, ButtonKind, Choice, Column, Density, Direction, FormState, InputMode, PostForm, SelectField,
    Table, Tag, TextField, Tone, Width,
};
use islands::ChosenRows;
use leptos::prelude::*;

/// The table; as one form where something may be done with many.
#[component]
pub(super) fn Rows(
    slug: String,
    queue: Queue,
    lines: Vec<QueueLine>,
    total: u64,
    acts: Vec<BulkKind>,
    most: u64,
    form: FormState,
) -> impl IntoView {
    let chooses = !acts.is_empty();
    let mut columns = vec![Column::new("受付番号")];
    if chooses {
        columns.insert(0, Column::unseen("選ぶ"));
    }
    columns.extend(queue.look.columns.iter().map(|column| head(&slug, &queue, *column)));
    let density = match queue.look.height {
        RowHeight::Usual => Density::Dense,
        RowHeight::Tight => Density::Tight,
        RowHeight::Wide => Density::Comfortable,
    };
    let here = lines.len() as u64;
    let rows = lines
        .into_iter()
        .map(|line| {
            let picked = form.values("id").any(|id| id == line.id.to_string());
            row(&slug, &queue, line, chooses.then_some(picked))
        })
        .collect_view();
    let table =
        view! { <Table caption="申請の一覧" caption_hidden=true density stacks=true columns>{rows}</Table> };
    if chooses {
        view! {
            <PostForm action=paths::bulks(&slug, &queue) class="bulk">
                {table}
                <BulkBar acts total here most form/>
            </PostForm>
        }
        .into_any()
    } else {
        table.into_any()
    }
}

/// What is done with the chosen rows: chosen, looked over on a page of its own, and done then. It stands below the list,
/// and follows whoever has chosen a row.
#[component]
fn BulkBar(acts: Vec<BulkKind>, total: u64, here: u64, most: u64, form: FormState) -> impl IntoView {
    let options = acts.into_iter().map(|kind| Choice::new(kind.code(), bulk_kind(kind))).collect();
    let all = (total > here).then(|| {
        let words = if total > most {
            format!("この条件に合う全{total}件のうち、{most}件を選ぶ")
        } else {
            format!("この条件に合う全{total}件を選ぶ")
        };
        let checked = form.value("all") == "yes";
        view! {
            <span class="bulk__all">
                <input type="checkbox" id="all" name="all" value="yes" checked=checked/>
                <label for="all">{words}</label>
            </span>
        }
    });
    let from = (total > most).then(|| {
        let hint = format!("{most}件ずつ行います。次は{}。行った申請が一覧から消えるときは、次も1", most + 1);
        let form = if form.value(BULK_FROM).is_empty() {
            FormState::filled(form.typed().clone().with(BULK_FROM, "1"))
        } else {
            form.clone()
        };
        view! {
            <TextField form name=BULK_FROM label="何件目から" hint inputmode=InputMode::Numeric width=Width::Short autocomplete="off"/>
        }
    });
    view! {
        <div class="bulk__bar">
            <SelectField form=&form name="act" label="選んだ申請をまとめて" options blank=Some("操作を選んでください".to_owned()) width=Width::Medium/>
            <Button kind=ButtonKind::Secondary>"内容を確かめる"</Button>
            <ChosenRows list="queue"/>
            {all}
            {from}
        </div>
    }
}

fn head(slug: &str, queue: &Queue, column: QueueColumn) -> Column {
    let label = queue_column(column);
    let sorted = |column: Column, order: Order| {
        let now = (queue.order == order).then_some(if queue.reversed {
            Direction::Descending
        } else {
            Direction::Ascending
        });
        column.sorted_by(paths::queue(slug, &queue.sorted_by(order)), now)
    };
    match column {
        QueueColumn::Stage | QueueColumn::Flags | QueueColumn::Area | QueueColumn::Services => {
            Column::new(label)
        }
        QueueColumn::Used | QueueColumn::Faults => Column::number(label),
        QueueColumn::Received => sorted(Column::new(label), Order::Received),
        QueueColumn::Amount => sorted(Column::number(label), Order::Amount),
        QueueColumn::Updated => sorted(Column::new(label), Order::Updated),
        QueueColumn::Programme => sorted(Column::new(label), Order::Programme),
        QueueColumn::Office => sorted(Column::new(label), Order::Office),
        QueueColumn::Assignee => sorted(Column::new(label), Order::Assignee),
        QueueColumn::Left => sorted(Column::new(label), Order::Deadline),
    }
}

fn row(slug: &str, queue: &Queue, line: QueueLine, picked: Option<bool>) -> impl IntoView + use<> {
    let href = paths::application_in(slug, line.id, queue);
    let receipt = line.receipt.to_string();
    let pick = picked.map(|checked| {
        let name = format!("{receipt}を選ぶ");
        view! { <td class="pick nowrap" role="cell"><input type="checkbox" name="id" value=line.id.to_string() checked=checked aria-label=name/></td> }
    });
    let unread = line.unread.then(|| view! { <div><Tag tone=Tone::Info label="未読"/></div> });
    let cells = queue.look.columns.iter().map(|column| cell(*column, &line)).collect_view();
    view! {
        <tr role="row">
            {pick}
            <th scope="row" role="rowheader" class="nowrap"><a class="row-link" href=href>{receipt}</a>{unread}</th>
            {cells}
        </tr>
    }
}

fn cell(column: QueueColumn, line: &QueueLine) -> AnyView {
    let label = queue_column(column);
    let plain =
        |words: String| view! { <td class="nowrap" role="cell" data-label=label>{words}</td> }.into_any();
    match column {
        QueueColumn::Office => {
            let paper = line.on_behalf.then(|| view! { " "<Tag tone=Tone::Neutral label="代理入力"/> });
            let under = line.corporation.as_ref().map_or_else(
                || line.office_number.clone(),
                |owner| format!("{}　{owner}", line.office_number),
            );
            view! {
                <td role="cell"><span class="queue-office" title=line.office_kana.clone()>{line.office.clone()}</span><span class="queue-under">{under}{paper}</span></td>
            }
            .into_any()
        }
        QueueColumn::Stage => {
            view! { <td class="nowrap" role="cell" data-label=label><Tag tone=stage_tone(line.stage) label=stage(line.stage)/></td> }
                .into_any()
        }
        QueueColumn::Left => match line.ageing {
            None => plain("―".to_owned()),
            Some(AgeingView { stands: true, .. }) => {
                view! { <td class="nowrap" role="cell" data-label=label><span class="muted">"停止中"</span></td> }.into_any()
            }
            Some(AgeingView { ageing, stands: false }) => {
                view! { <td class="nowrap" role="cell" data-label=label><Tag tone=band_tone(ageing.band) label=days_left(ageing)/></td> }
                    .into_any()
            }
        },
        QueueColumn::Used => {
            let used = line
                .ageing
                .map_or_else(|| "―".to_owned(), |AgeingView { ageing, .. }| format!("{}開庁日", ageing.used));
            view! { <td class="number nowrap" role="cell" data-label=label>{used}</td> }.into_any()
        }
        QueueColumn::Assignee => match &line.assignee {
            Some(name) => plain(name.clone()),
            None => view! { <td class="nowrap" role="cell" data-label=label><span class="muted">"なし"</span></td> }.into_any(),
        },
        QueueColumn::Received => plain(format_date_short(line.received)),
        QueueColumn::Amount => view! { <td class="number nowrap" role="cell" data-label=label>{line.amount.to_string()}</td> }.into_any(),
        QueueColumn::Updated => plain(format_date_short(when::local(line.updated).date())),
        QueueColumn::Programme => plain(line.programme.clone()),
        QueueColumn::Flags => {
            let flags = line
                .flags
                .iter()
                .map(|flag| view! { <Tag tone=Tone::Attention label=flag.clone()/>" " })
                .collect_view();
            view! { <td role="cell" data-label=label>{flags}</td> }.into_any()
        }
        QueueColumn::Faults => view! { <td class="number" role="cell" data-label=label>{line.faults}</td> }.into_any(),
        QueueColumn::Area => plain(line.area.clone()),
        QueueColumn::Services => {
            let names: Vec<_> = line.services.iter().map(|service| service.name()).collect();
            view! { <td role="cell" data-label=label>{names.join("、")}</td> }.into_any()
        }
    }
}

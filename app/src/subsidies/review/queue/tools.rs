//! What narrows the list, how it looks, and what it is saved as; all of it works as plain forms and links.

use super::{QueueChoices, SavedView};
use crate::{
    messages::{
        across::month,
        subsidies::{late as late_word, owner as owner_name, queue_column, row_height},
    },
    paths,
};
use domain::{
    form::Typed,
    subsidies::{BulkKind, Late, NamedQueueField, Order, Owner, Queue, QueueColumn, RowHeight, month_code},
};
use elements::{
    Button, ButtonKind, Buttons, Check, Choice, Details, FilterChip, FilterChips, FormState, PostForm,
    SelectField, TextField,
};
use islands::ListKeys;
use leptos::prelude::*;

/// The pairs of a list as hidden fields, but for those that the form itself asks.
pub(super) fn kept(queue: &Queue, asked: &[&str]) -> impl IntoView + use<> {
    queue
        .at(0)
        .pairs()
        .into_iter()
        .filter(|(name, _)| !asked.contains(name))
        .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
        .collect_view()
}

/// Saved views, narrowing, columns, keys.
#[component]
pub(super) fn Tools(
    slug: String,
    queue: Queue,
    choices: QueueChoices,
    views: Vec<SavedView>,
    form: FormState,
) -> impl IntoView {
    view! {
        <div class="list-line list-folds">
            <SavedViews slug=slug.clone() queue=queue.clone() views=views.clone()/>
            <Narrow slug=slug.clone() queue=queue.clone() choices/>
            <Sorting slug=slug.clone() queue=queue.clone()/>
            <Columns slug=slug.clone() queue=queue.clone()/>
            <SaveView slug queue views form/>
            <ListKeys list="queue" search="q" acts="act" take=BulkKind::Take.code()/>
        </div>
    }
}

#[component]
fn SavedViews(slug: String, queue: Queue, views: Vec<SavedView>) -> impl IntoView {
    (!views.is_empty()).then(|| {
        let here = queue.at(0);
        let chips = views
            .iter()
            .map(|view| {
                let shared = if view.shared { "（共有）" } else { "" };
                let first = if view.first { "（最初に開く）" } else { "" };
                let name = format!("{}{shared}{first}", view.name);
                FilterChip::view(name, paths::queue(&slug, &view.queue), view.queue == here).count(view.count)
            })
            .collect();
        view! { <FilterChips label="保存した一覧" chips/> }
    })
}

#[component]
fn Narrow(slug: String, queue: Queue, choices: QueueChoices) -> impl IntoView {
    let QueueChoices { programmes, services, areas, flags, months, people } = choices;
    let owner = match queue.owner {
        Owner::Person(id) => id.to_string(),
        owner => owner.code(),
    };
    let typed = Typed::default()
        .with("p", queue.programme.map(|id| id.to_string()).unwrap_or_default())
        .with("sv", queue.service.map_or("", |service| service.code()))
        .with("area", queue.area.clone())
        .with("flag", queue.flag.clone())
        .with("late", queue.late.map_or("", Late::code))
        .with("m", queue.month.map(month_code).unwrap_or_default())
        .with("unread", if queue.unread { "yes" } else { "" })
        .with("v", owner);
    let form = FormState::filled(typed);
    let asked = ["p", "sv", "area", "flag", "late", "m", "unread", "v"];
    let programmes = programmes.into_iter().map(|(id, title)| Choice::new(id.to_string(), title)).collect();
    let services = services.into_iter().map(|one| Choice::new(one.code(), one.name())).collect();
    let areas: Vec<_> = areas.into_iter().map(|area| Choice::new(area.clone(), area)).collect();
    let flags: Vec<_> =
        flags.into_iter().map(|(flag, n)| Choice::new(flag.clone(), format!("{flag}（{n}件）"))).collect();
    let people = Owner::ALL
        .into_iter()
        .map(|owner| Choice::new(owner.code(), owner_name(owner)))
        .chain(people.into_iter().map(|(id, name)| Choice::new(id.to_string(), name)))
        .collect();
    let late = Late::ALL.into_iter().map(|one| Choice::new(one.code(), late_word(one))).collect();
    let months = months.into_iter().map(|first| Choice::new(month_code(first), month(first))).collect();
    let area = (!areas.is_empty()).then(|| {
        view! { <SelectField form=&form name="area" label="圏域" options=areas blank=Some("すべて".to_owned()) optional=true/> }
    });
    let flag = (!flags.is_empty()).then(|| {
        view! { <SelectField form=&form name="flag" label="目印" options=flags blank=Some("すべて".to_owned()) optional=true/> }
    });
    view! {
        <Details summary="条件で絞り込む">
            <form method="get" action=paths::applications(&slug) class="form queue-narrow" aria-label="条件で絞り込む">
                {kept(&queue, &asked)}
                <SelectField form=&form name="p" label="補助事業" options=programmes blank=Some("すべて".to_owned()) optional=true/>
                <SelectField form=&form name="sv" label="サービス" options=services blank=Some("すべて".to_owned()) optional=true/>
                {area}
                <SelectField form=&form name="v" label="担当者" options=people blank=None optional=true/>
                <SelectField form=&form name="late" label="期限" options=late blank=Some("すべて".to_owned()) optional=true/>
                <SelectField form=&form name="m" label="受付した月" options=months blank=Some("すべて".to_owned()) optional=true/>
                {flag}
                <Check form=&form name="unread" label="未読のメッセージがあるものだけ"/>
                <Buttons><Button kind=ButtonKind::Secondary>"この条件で絞り込む"</Button></Buttons>
            </form>
        </Details>
    }
}

/// By what it is sorted, and by what those are that are alike in it; the heads of the columns sort by one.
#[component]
fn Sorting(slug: String, queue: Queue) -> impl IntoView {
    let then = queue.then.map(|(order, reversed)| order.word(reversed)).unwrap_or_default();
    let typed = Typed::default().with("sort", queue.order.word(queue.reversed)).with("then", then);
    let form = FormState::filled(typed);
    let options = |of: &[Order]| -> Vec<Choice> {
        of.iter()
            .flat_map(|order| [(*order, false), (*order, true)])
            .map(|(order, reversed)| Choice::new(order.word(reversed), order_words(order, reversed)))
            .collect()
    };
    let within: Vec<_> = Order::ALL.into_iter().filter(|order| *order != Order::Received).collect();
    let (first, then) = (options(&Order::ALL), options(&within));
    view! {
        <Details summary="並べ替え">
            <form method="get" action=paths::applications(&slug) class="form queue-narrow" aria-label="並べ替え">
                {kept(&queue, &["sort", "then"])}
                <SelectField form=&form name="sort" label="まず" options=first blank=None optional=true/>
                <SelectField form=&form name="then" label="同じものは" hint="受付の順と最終更新の順では使いません" options=then blank=Some("受付の古い順".to_owned()) optional=true/>
                <Buttons><Button kind=ButtonKind::Secondary>"この順に並べる"</Button></Buttons>
            </form>
        </Details>
    }
}

const fn order_words(order: Order, reversed: bool) -> &'static str {
    match (order, reversed) {
        (Order::Received, false) => "受付の古い順",
        (Order::Received, true) => "受付の新しい順",
        (Order::Amount, false) => "申請額の小さい順",
        (Order::Amount, true) => "申請額の大きい順",
        (Order::Updated, false) => "最終更新の古い順",
        (Order::Updated, true) => "最終更新の新しい順",
        (Order::Programme, false) => "補助事業の古い順",
        (Order::Programme, true) => "補助事業の新しい順",
        (Order::Office, false) => "事業所名の五十音順",
        (Order::Office, true) => "事業所名の五十音の逆順",
        (Order::Assignee, false) => "担当者ごと（担当なしが先）",
        (Order::Assignee, true) => "担当者ごと（担当なしが後）",
        (Order::Deadline, false) => "期限の近い順",
        (Order::Deadline, true) => "期限の遠い順",
    }
}

#[component]
fn Columns(slug: String, queue: Queue) -> impl IntoView {
    let columns = QueueColumn::ALL
        .into_iter()
        .map(|column| {
            let id = format!("col-{}", column.code());
            let checked = queue.look.shows(column);
            view! {
                <li>
                    <input type="checkbox" id=id.clone() name="col" value=column.code() checked=checked/>
                    <label for=id>{queue_column(column)}</label>
                </li>
            }
        })
        .collect_view();
    let heights = RowHeight::ALL
        .into_iter()
        .map(|height| {
            let id = format!("rows-{}", height.code());
            let checked = queue.look.height == height;
            view! {
                <li>
                    <input type="radio" id=id.clone() name="rows" value=height.code() checked=checked/>
                    <label for=id>{row_height(height)}</label>
                </li>
            }
        })
        .collect_view();
    view! {
        <Details summary="列と行の高さ">
            <form method="get" action=paths::applications(&slug) class="form" aria-label="列と行の高さ">
                {kept(&queue, &["cols", "rows"])}
                <fieldset class="queue-columns"><legend>"表示する列"</legend><ul>{columns}</ul></fieldset>
                <fieldset class="queue-columns"><legend>"行の高さ"</legend><ul>{heights}</ul></fieldset>
                <Buttons><Button kind=ButtonKind::Secondary>"この表示にする"</Button></Buttons>
            </form>
        </Details>
    }
}

#[component]
fn SaveView(slug: String, queue: Queue, views: Vec<SavedView>, form: FormState) -> impl IntoView {
    let open = form.error(NamedQueueField::Name.name()).is_some();
    view! {
        <Details summary="一覧の保存と削除" open>
            <PostForm action=paths::queue_views(&slug, &queue)>
                <TextField form=&form name=NamedQueueField::Name.name() label="一覧の名前" hint="絞り込み・並び・列をまとめて保存します。例：月曜の確認"/>
                <Check form=&form name=NamedQueueField::Shared.name() label="みんなで使う（庁内で共有する）"/>
                <Buttons><Button kind=ButtonKind::Secondary>"この一覧を保存する"</Button></Buttons>
            </PostForm>
            <KeptViews slug views/>
        </Details>
    }
}

/// What the list is narrowed to, one chip each; following one takes it away.
#[component]
pub(super) fn Narrowed(slug: String, queue: Queue, choices: QueueChoices) -> impl IntoView {
    let to = |queue: Queue| paths::queue(&slug, &queue.at(0));
    let mut chips = Vec::new();
    if !queue.words.is_empty() {
        chips.push(FilterChip::remove(format!("「{}」を含む", queue.words), to(queue.without_words())));
    }
    if let Some(id) = queue.programme {
        let title = choices.programmes.iter().find(|(one, _)| *one == id).map(|(_, title)| title.as_str());
        let label = format!("補助事業：{}", title.unwrap_or("（ありません）"));
        chips.push(FilterChip::remove(label, to(Queue { programme: None, ..queue.clone() })));
    }
    if let Some(service) = queue.service {
        let label = format!("サービス：{}", service.name());
        chips.push(FilterChip::remove(label, to(Queue { service: None, ..queue.clone() })));
    }
    if !queue.area.is_empty() {
        let label = format!("圏域：{}", queue.area);
        chips.push(FilterChip::remove(label, to(Queue { area: String::new(), ..queue.clone() })));
    }
    if let Owner::Person(id) = queue.owner {
        let name = choices.people.iter().find(|(one, _)| *one == id).map(|(_, name)| name.as_str());
        let label = format!("担当：{}", name.unwrap_or("（いません）"));
        chips.push(FilterChip::remove(label, to(queue.of(Owner::Anybody))));
    }
    if let Some(late) = queue.late {
        chips.push(FilterChip::remove(late_word(late), to(Queue { late: None, ..queue.clone() })));
    }
    if let Some(first) = queue.month {
        let label = format!("受付した月：{}", month(first));
        chips.push(FilterChip::remove(label, to(Queue { month: None, ..queue.clone() })));
    }
    if !queue.flag.is_empty() {
        let label = format!("目印：{}", queue.flag);
        chips.push(FilterChip::remove(label, to(Queue { flag: String::new(), ..queue.clone() })));
    }
    if queue.unread {
        chips.push(FilterChip::remove("未読のメッセージ", to(Queue { unread: false, ..queue.clone() })));
    }
    (!chips.is_empty()).then(|| view! { <FilterChips label="絞り込み" chips/> })
}

/// Saved views with what may be done with each: opened first, taken away.
#[component]
fn KeptViews(slug: String, views: Vec<SavedView>) -> impl IntoView {
    let views = views
        .into_iter()
        .map(|view| {
            let SavedView { id, name, first, removable, .. } = view;
            let (value, words) = if first {
                ("no", format!("「{name}」を最初に開くのをやめる"))
            } else {
                ("yes", format!("「{name}」を最初に開く"))
            };
            let remove = removable.then(|| {
                view! {
                    <PostForm action=paths::queue_view_removal(&slug, id) class="inline">
                        <Button kind=ButtonKind::Quiet>{format!("「{name}」を削除する")}</Button>
                    </PostForm>
                }
            });
            view! {
                <li>
                    <PostForm action=paths::queue_view_first(&slug, id) class="inline">
                        <Button kind=ButtonKind::Quiet name="first" value>{words}</Button>
                    </PostForm>
                    {remove}
                </li>
            }
        })
        .collect_view();
    view! { <ul class="plain-list">{views}</ul> }
}

//! 事業所グループ: those that were made and those that the links propose; one with its offices; its form.

use super::OfficeRow;
use crate::{adoption::AdoptionParts, messages::network::field as label, paths, when};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    follow_up::Due,
    ids::{OfficeGroupId, OfficeId},
    network::Links,
    office_groups::{Field, GroupText},
    wareki::format_date_with_weekday,
};
use elements::{
    BackLink, Breadcrumb, Button, ButtonKind, ButtonLink, Buttons, Column, Crumb, DateField, Density,
    Details, EmptyState, ErrorSummary, FormState, HiddenField, Notice, NoticeKind, PageHeader, PostForm,
    Section, Stat, Stats, Table, Tag, TextArea, TextField, Width,
};
use leptos::prelude::*;

/// A group in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupLine {
    /// Its id.
    pub id: OfficeGroupId,
    /// What is written of it.
    pub text: GroupText,
    /// How many offices it has.
    pub members: usize,
    /// How many of them have adopted.
    pub adopted: usize,
    /// The links between them.
    pub links: Links,
}

/// Offices that the links propose as a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposedLine {
    /// One of them, by which the proposal is found again.
    pub around: OfficeId,
    /// The 日常生活圏域 of most of them; may be empty.
    pub area: String,
    /// Their names.
    pub names: Vec<String>,
    /// How many of them have adopted.
    pub adopted: usize,
    /// The links between them.
    pub links: Links,
}

/// What the list shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupsView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// The day in Japan.
    pub today: NaiveDate,
    /// Those that were made.
    pub groups: Vec<GroupLine>,
    /// Those that are proposed.
    pub proposed: Vec<ProposedLine>,
    /// Whether the viewer may write.
    pub may_write: bool,
    /// What was just done.
    pub done: Option<&'static str>,
}

/// The list.
#[component]
pub fn GroupsPage(
    /// What it shows.
    groups: GroupsView,
) -> impl IntoView {
    let done = groups.done.map(|title| view! { <Notice kind=NoticeKind::Success live=true title/> });
    let slug = groups.slug.clone();
    let new = groups
        .may_write
        .then(|| view! { <ButtonLink href=paths::new_office_group(&slug)>"グループを作る"</ButtonLink> });
    let (made, proposed) = (made(&groups), proposed(&groups));
    view! {
        {done}
        <AdoptionParts slug=slug here="事業所グループ"/>
        <PageHeader title="事業所グループ" lead="互いにケアプランをやりとりする事業所を集め、一緒に導入を進めるためのグループです。">{new}</PageHeader>
        {made}
        {proposed}
    }
}

fn made(groups: &GroupsView) -> impl IntoView + use<> {
    let (slug, today) = (groups.slug.clone(), groups.today);
    if groups.groups.is_empty() {
        return view! {
            <Section title="作ったグループ">
                <EmptyState title="グループはまだありません">
                    <p>"下の提案から選ぶか、事業所番号を並べて作れます。"</p>
                </EmptyState>
            </Section>
        }
        .into_any();
    }
    let rows = groups
        .groups
        .iter()
        .map(|group| {
            let next = group.text.next.as_ref().map(|next| step(next.action.clone(), next.on, today));
            view! {
                <tr role="row">
                    <th scope="row" role="rowheader"><a href=paths::office_group(&slug, group.id)>{group.text.name.clone()}</a></th>
                    <td role="cell" data-label="事業所" class="number">{group.members.to_string()}</td>
                    <td role="cell" data-label="導入済み" class="number">{share(group.adopted, group.members)}</td>
                    <td role="cell" data-label="やりとりできる組／連携先の組" class="number">{format!("{}／{}", group.links.both, group.links.all())}</td>
                    <td role="cell" data-label="次にすること">{next}</td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![
        Column::new("グループの名前"),
        Column::number("事業所"),
        Column::number("導入済み"),
        Column::number("やりとりできる組／連携先の組"),
        Column::new("次にすること"),
    ];
    view! {
        <Section title="作ったグループ">
            <Table caption="作ったグループ" caption_hidden=true density=Density::Dense columns stacks=true>{rows}</Table>
        </Section>
    }
    .into_any()
}

fn step(action: String, on: NaiveDate, today: NaiveDate) -> impl IntoView {
    let (tone, due) = crate::messages::follow_up::due(Due::of(on, today));
    view! { {action}<br/><span class="nowrap">{format_date_with_weekday(on)}</span>" "<Tag tone label=due/> }
}

fn share(adopted: usize, members: usize) -> String {
    format!("{adopted}／{members}か所")
}

fn proposed(groups: &GroupsView) -> impl IntoView + use<> {
    let slug = groups.slug.clone();
    let list = if groups.proposed.is_empty() {
        view! { <p>"いまはありません。連携先の組が増えると、互いにやりとりの多い事業所の集まりがここに出ます。"</p> }
            .into_any()
    } else {
        let rows = groups
            .proposed
            .iter()
            .map(|one| {
                let names = one.names.join("、");
                let make = groups.may_write.then(|| {
                    let of = format!("：{}", one.names.first().cloned().unwrap_or_default());
                    view! { <a href=paths::proposed_office_group(&slug, one.around)>"グループを作る"<span class="hidden">{of}</span></a> }
                });
                view! {
                    <tr role="row">
                        <th scope="row" role="rowheader">{names}</th>
                        <td role="cell" data-label="圏域">{one.area.clone()}</td>
                        <td role="cell" data-label="導入済み" class="number">{share(one.adopted, one.names.len())}</td>
                        <td role="cell" data-label="やりとりできる組／連携先の組" class="number">{format!("{}／{}", one.links.both, one.links.all())}</td>
                        <td role="cell">{make}</td>
                    </tr>
                }
            })
            .collect_view();
        let columns = vec![
            Column::new("事業所"),
            Column::new("圏域"),
            Column::number("導入済み"),
            Column::number("やりとりできる組／連携先の組"),
            Column::unseen("操作"),
        ];
        view! { <Table caption="グループの提案" caption_hidden=true density=Density::Dense columns stacks=true>{rows}</Table> }.into_any()
    };
    view! {
        <Section title="グループの提案">
            <p>"連携先の組から、ほかよりも互いにやりとりの多い3〜30か所の集まりを挙げます。同じ日常生活圏域の組は2倍に数えます。作ったグループと半分以上重なる集まりは挙げません。"</p>
            {list}
        </Section>
    }
}

/// What the form is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GroupUse {
    /// A new group.
    New,
    /// One that is there, with the version that was seen.
    Edit(OfficeGroupId, i32),
}

/// The form.
#[component]
pub fn GroupFormPage(
    /// The tenant's word in addresses.
    slug: String,
    /// What it is for.
    used: GroupUse,
    /// What was typed.
    form: FormState,
) -> impl IntoView {
    let (title, action, back) = match used {
        GroupUse::New => {
            ("事業所グループを作る", paths::new_office_group(&slug), paths::office_groups(&slug))
        }
        GroupUse::Edit(id, _) => {
            ("事業所グループを直す", paths::edit_office_group(&slug, id), paths::office_group(&slug, id))
        }
    };
    let version = match used {
        GroupUse::New => None,
        GroupUse::Edit(_, version) => Some(view! { <HiddenField name="version" value=version.to_string()/> }),
    };
    view! {
        <BackLink href=back.clone()/>
        <ErrorSummary form=form.clone()/>
        <PageHeader title/>
        <PostForm action>
            {version}
            <TextField form=&form name=Field::Name.name() label=label(Field::Name) hint="例：北部圏域 連携グループ" width=Width::Long autocomplete="off"/>
            <TextArea form=&form name=Field::Members.name() label=label(Field::Members) rows=10
                hint="1行に1つの事業所番号。番号の後ろに名称があってもかまいません。行を消すと、その事業所はグループから外れます"/>
            <TextArea form=&form name=Field::Note.name() label=label(Field::Note) optional=true rows=3 hint="集まりの日や、決めたことなど。個人の名前や連絡先は書かないでください"/>
            <TextField form=&form name=Field::NextAction.name() label=label(Field::NextAction) hint="例：操作研修の日を決める" optional=true autocomplete="off"/>
            <DateField form=&form name=Field::NextOn.name() label=label(Field::NextOn) needed="次にすることがあるときは必須"/>
            <Buttons>
                <Button>"保存する"</Button>
                <ButtonLink href=back kind=ButtonKind::Quiet>"やめる"</ButtonLink>
            </Buttons>
        </PostForm>
    }
}

/// One group as its page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// Its id.
    pub id: OfficeGroupId,
    /// Counts its edits.
    pub version: i32,
    /// What is written of it.
    pub text: GroupText,
    /// When it was dissolved, where it was.
    pub dissolved_at: Option<DateTime<Utc>>,
    /// The day in Japan.
    pub today: NaiveDate,
    /// Its offices that are open; their partners are those within it.
    pub members: Vec<OfficeRow>,
    /// Names of its offices that are not open.
    pub closed: Vec<(OfficeId, String)>,
    /// The links between them.
    pub links: Links,
    /// Whether the viewer may write.
    pub may_write: bool,
    /// What was just done.
    pub done: Option<&'static str>,
}

/// One group.
#[component]
pub fn GroupPage(
    /// What it shows.
    group: GroupView,
) -> impl IntoView {
    let GroupView { slug, id, version, text, dissolved_at, today, members, closed, links, may_write, done } =
        group;
    let done = done.map(|title| view! { <Notice kind=NoticeKind::Success live=true title/> });
    let gone = dissolved_at.map(|at| {
        let title = format!("{}に解散しました", when::moment(at));
        view! { <Notice title/> }
    });
    let writes = may_write && dissolved_at.is_none();
    let actions = writes.then(|| {
        view! {
            <ButtonLink href=paths::edit_office_group(&slug, id) kind=ButtonKind::Secondary>"グループを直す"</ButtonLink>
            <ButtonLink href=paths::new_segment_of_office_group(&slug, id)>"このグループの対象リストを作る"</ButtonLink>
        }
    });
    let adopted = members.iter().filter(|row| row.state.counts()).count();
    let next = text.next.as_ref().map(|next| {
        let step = step(next.action.clone(), next.on, today);
        view! { <Section title="次にすること"><p>{step}</p></Section> }
    });
    let note = (!text.note.is_empty()).then(|| {
        let lines = text.note.lines().map(|line| view! { <p>{line.to_owned()}</p> }).collect_view();
        view! { <Section title="メモ">{lines}</Section> }
    });
    let all = members.len();
    let dissolve = writes.then(|| dissolution(&slug, id, version));
    let closed = (!closed.is_empty()).then(|| {
        let names = closed
            .into_iter()
            .map(|(office, name)| view! { <li><a href=paths::office(&slug, office)>{name}</a></li> })
            .collect_view();
        view! { <p>"営業していない事業所（数には入れません）"</p><ul>{names}</ul> }
    });
    let table = table(&slug, members);
    view! {
        {done}
        <Breadcrumb crumbs=vec![Crumb::new("事業所グループ", paths::office_groups(&slug))] here=text.name.clone()/>
        <PageHeader title=text.name>{actions}</PageHeader>
        {gone}
        <Stats>
            <Stat label="導入済み" value=adopted.to_string() unit="か所" note=format!("営業中の{all}か所のうち")/>
            <Stat label="いまやりとりできる組" value=links.both.to_string() unit="組" note=format!("グループの中の{}組のうち", links.all())/>
            <Stat label="全員が導入すると始まる組" value=(links.one + links.none).to_string() unit="組"/>
        </Stats>
        {next}
        {note}
        <Section title="グループの事業所">{table}{closed}</Section>
        {dissolve}
    }
}

fn table(slug: &str, members: Vec<OfficeRow>) -> impl IntoView + use<> {
    let rows = members
        .into_iter()
        .map(|row| {
            view! {
                <tr role="row">
                    <td role="cell" data-label="事業所番号" class="nowrap">{row.number.clone()}</td>
                    <th scope="row" role="rowheader">{row.name_link(slug)}</th>
                    <td role="cell" data-label="圏域">{row.area.clone()}</td>
                    <td role="cell" data-label="導入状況">{row.state_tag()}</td>
                    <td role="cell" data-label="グループの中の連携先" class="number">{row.partners.to_string()}</td>
                    <td role="cell" data-label="うち導入済み" class="number">{row.ready.to_string()}</td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![
        Column::new("事業所番号"),
        Column::new("事業所"),
        Column::new("圏域"),
        Column::new("導入状況"),
        Column::number("グループの中の連携先"),
        Column::number("うち導入済み"),
    ];
    view! { <Table caption="グループの事業所" caption_hidden=true density=Density::Dense columns stacks=true>{rows}</Table> }
}

fn dissolution(slug: &str, id: OfficeGroupId, version: i32) -> impl IntoView + use<> {
    let action = paths::office_group_dissolution(slug, id);
    view! {
        <Details summary="グループを解散する">
            <p>"解散すると一覧から消え、このグループを使う対象リストには事業所が入らなくなります。このページの記録は残ります。"</p>
            <PostForm action>
                <HiddenField name="version" value=version.to_string()/>
                <Button kind=ButtonKind::Warning>"解散する"</Button>
            </PostForm>
        </Details>
    }
}

//! What supporters have to do today, and the box that finds the office one has just spoken with.

use crate::{exports::SaveLinks, messages::follow_up as words, paths};
use chrono::NaiveDate;
use domain::{
    follow_up::{Due, Until},
    form::Typed,
    ids::{FollowUpId, OfficeId},
    wareki::format_date_with_weekday,
};
use elements::{
    Button, ButtonKind, ButtonLink, Choice, Column, Density, EmptyState, FilterChip, FilterChips, FormState,
    HiddenField, Notice, NoticeKind, PageHeader, Pagination, PostForm, SearchField, SearchForm, Section,
    SelectField, Table, Tag, Width,
};
use leptos::prelude::*;

/// A next action that is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueLine {
    /// The record it stands in.
    pub id: FollowUpId,
    /// With which version it was seen.
    pub version: i32,
    /// The office.
    pub office: OfficeId,
    /// Its name.
    pub name: String,
    /// Its 日常生活圏域; may be empty.
    pub area: String,
    /// Its telephone, as it is written and as it is called.
    pub phone: Option<(String, String)>,
    /// What is to be done.
    pub action: String,
    /// By when.
    pub on: NaiveDate,
    /// Whose task it is, in words.
    pub owner: String,
    /// What was said last, in words.
    pub last: String,
}

/// An office that was searched for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundOffice {
    /// Its id.
    pub id: OfficeId,
    /// Its number and name.
    pub title: String,
    /// Where it stands.
    pub address: String,
}

/// What the list shows and how it was asked for; all of it stands in the address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowUpList {
    /// The tenant's word in addresses.
    pub slug: String,
    /// Until which day.
    pub until: Until,
    /// Everybody's, and not one's own alone.
    pub everybody: bool,
    /// Of this 日常生活圏域; everywhere where it is empty.
    pub area: String,
    /// The areas of the register.
    pub areas: Vec<String>,
    /// What was typed to find an office.
    pub searched: String,
    /// The offices found; none where nothing was searched.
    pub found: Option<Vec<FoundOffice>>,
    /// The open next actions of the page.
    pub lines: Vec<DueLine>,
    /// How many there are.
    pub total: u64,
    /// Groups with a next step that is due.
    pub groups_due: usize,
    /// The page, from 1.
    pub page: u64,
    /// Lines of a page.
    pub per_page: u64,
    /// The day in Japan.
    pub today: NaiveDate,
    /// Whether the viewer may write.
    pub may_write: bool,
    /// What was just done.
    pub done: Option<&'static str>,
}

impl FollowUpList {
    fn href(&self, until: Until, everybody: bool, page: u64) -> String {
        let whose = if everybody { "all" } else { "mine" };
        let area = paths::query(&self.area);
        format!(
            "{}?until={}&whose={whose}&area={area}&page={page}",
            paths::follow_up(&self.slug),
            until.name()
        )
    }
}

/// The page.
#[component]
pub fn FollowUpPage(
    /// What is shown.
    list: FollowUpList,
) -> impl IntoView {
    let done = list.done.map(|done| view! { <Notice kind=NoticeKind::Success live=true title=done/> });
    let slug = list.slug.clone();
    let record = list.may_write.then(|| {
        let found = find(&list);
        view! { <Section title="記録する">{found}</Section> }
    });
    let due = groups_due(&list);
    let actions = open(list);
    let report = paths::follow_up_report(&slug);
    let used = [
        (paths::software_offices(&slug), "介護ソフトの対応から事業所をさがす"),
        (paths::software(&slug), "介護ソフトの一覧"),
        (paths::network(&slug), "連携のつながり"),
        (paths::associations(&slug), "関係団体"),
        (paths::voices(&slug), "事業所の声"),
        (paths::segments(&slug), "対象リスト"),
    ];
    let used = used.map(|(href, label)| view! { <li><a href=href>{label}</a></li> }).collect_view();
    view! {
        {done}
        <PageHeader title="伴走支援" lead="事業所への電話や訪問を記録し、次にすることを忘れないための一覧です。">
            <ButtonLink href=report kind=ButtonKind::Secondary>"実績をまとめる"</ButtonLink>
        </PageHeader>
        {due}
        {actions}
        {record}
        <Section title="支援に使うもの">
            <ul>{used}</ul>
        </Section>
    }
}

/// That groups wait for something, with the way to them.
fn groups_due(list: &FollowUpList) -> Option<AnyView> {
    if list.groups_due == 0 {
        return None;
    }
    let told = format!("事業所グループに、今日までにすることが{}件あります", list.groups_due);
    let href = paths::office_groups(&list.slug);
    Some(view! { <Notice title=told><p><a href=href>"事業所グループを開く"</a></p></Notice> }.into_any())
}

fn find(list: &FollowUpList) -> impl IntoView + use<> {
    let slug = list.slug.clone();
    let form = FormState::filled(Typed::default().with("q", list.searched.clone()));
    let found = list.found.clone().map(|found| {
        if found.is_empty() {
            return view! { <p role="status">"当てはまる事業所はありません。言葉を減らしてさがしてください。"</p> }.into_any();
        }
        let rows = found
            .into_iter()
            .map(|FoundOffice { id, title, address }| {
                let label = format!("{title}の記録を書く");
                view! {
                    <li>
                        <a href=paths::new_follow_up(&slug, id) aria-label=label>{title.clone()}</a>
                        " "<span class="muted">{address}</span>
                    </li>
                }
            })
            .collect_view();
        view! { <ul>{rows}</ul> }.into_any()
    });
    let action = paths::follow_up(&list.slug);
    view! {
        <SearchForm action label="記録する事業所をさがす">
            <SearchField form=&form name="q" label="話した事業所の名称・番号・電話"/>
            <Button kind=ButtonKind::Secondary>"さがす"</Button>
        </SearchForm>
        {found}
    }
}

fn open(list: FollowUpList) -> impl IntoView {
    let whose = [(false, "自分のもの"), (true, "全員のもの")]
        .map(|(all, label)| FilterChip::view(label, list.href(list.until, all, 1), list.everybody == all))
        .to_vec();
    let days = Until::ALL
        .map(|until| {
            FilterChip::view(words::until(until), list.href(until, list.everybody, 1), list.until == until)
        })
        .to_vec();
    let areas = (!list.areas.is_empty()).then(|| area_form(&list));
    let export = format!("{}?", paths::follow_up_export(&list.slug));
    let lines = if list.lines.is_empty() {
        let title = if list.everybody {
            "することはありません"
        } else {
            "自分がすることはありません"
        };
        view! { <EmptyState title><p>"記録に「次にすること」と日付を書くと、その日からここに並びます。"</p></EmptyState> }
            .into_any()
    } else {
        rows(&list).into_any()
    };
    let (page, per_page, total) = (list.page, list.per_page, list.total);
    let pages = list.clone();
    view! {
        <Section title="次にすること">
            <div class="list-head">
                <div class="list-line">
                    <FilterChips label="だれの" chips=whose/>
                    <FilterChips label="いつまでの" chips=days/>
                    {areas}
                    <p role="status">{format!("{total}件")}</p>
                </div>
            </div>
            {lines}
            <Pagination page per_page total href=move |page| pages.href(pages.until, pages.everybody, page)/>
            <SaveLinks what="支援の記録" here=export/>
        </Section>
    }
}

fn area_form(list: &FollowUpList) -> impl IntoView + use<> {
    let form = FormState::filled(Typed::default().with("area", list.area.clone()));
    let options = list.areas.iter().map(|area| Choice::new(area, area)).collect();
    let (until, whose) = (list.until.name(), if list.everybody { "all" } else { "mine" });
    view! {
        <SearchForm action=paths::follow_up(&list.slug) label="圏域で絞り込む">
            <HiddenField name="until" value=until/>
            <HiddenField name="whose" value=whose/>
            <SelectField form=&form name="area" label="日常生活圏域" options blank=Some("すべて".to_owned()) optional=true width=Width::Medium/>
            <Button kind=ButtonKind::Secondary>"絞り込む"</Button>
        </SearchForm>
    }
}

fn rows(list: &FollowUpList) -> impl IntoView + use<> {
    let (slug, today, may_write) = (list.slug.clone(), list.today, list.may_write);
    let rows = list
        .lines
        .iter()
        .cloned()
        .map(|line| {
            let (tone, due) = words::due(Due::of(line.on, today));
            let phone = line.phone.map(|(written, digits)| {
                view! { <br/><a class="nowrap" href=format!("tel:{digits}")>{written}</a> }
            });
            let area = (!line.area.is_empty()).then(|| view! { <br/><span class="muted">{line.area.clone()}</span> });
            let act = may_write.then(|| {
                let record = format!("{}?settles={}", paths::new_follow_up(&slug, line.office), line.id);
                let (of, also) = (format!("：{}", line.name), format!("：{}", line.name));
                view! {
                    <ButtonLink href=record kind=ButtonKind::Secondary>"記録する"<span class="hidden">{of}</span></ButtonLink>
                    <PostForm action=paths::follow_up_done(&slug, line.id) class="inline">
                        <HiddenField name="version" value=line.version.to_string()/>
                        <Button kind=ButtonKind::Quiet>"済みにする"<span class="hidden">{also}</span></Button>
                    </PostForm>
                }
            });
            view! {
                <tr role="row">
                    <th scope="row" role="rowheader">
                        <a href=paths::office_history(&slug, line.office)>{line.name.clone()}</a>{area}{phone}
                    </th>
                    <td role="cell" data-label="次にすること">{line.action}<br/><span class="muted">{line.last}</span></td>
                    <td role="cell" data-label="日付"><span class="nowrap">{format_date_with_weekday(line.on)}</span>" "<Tag tone label=due/></td>
                    <td role="cell" data-label="する人">{line.owner}</td>
                    <td role="cell">{act}</td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![
        Column::new("事業所"),
        Column::new("次にすること"),
        Column::new("日付"),
        Column::new("する人"),
        Column::unseen("操作"),
    ];
    view! { <Table caption="次にすること" caption_hidden=true density=Density::Dense stacks=true columns>{rows}</Table> }
}

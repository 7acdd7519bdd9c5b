//! S22/S23: the sessions of a municipality or a federation as a list of days: those that wait first, then month by month.

use super::{
    asked::{AskedLine, asked_section},
    calendar::{FeedLink, Look, Looks},
};
use crate::{
    exports::SaveLinks,
    messages::demos::{location, month as month_words, place as place_words, stage, stage_tone, time},
    paths,
};
use chrono::NaiveDate;
use domain::{
    demos::{Agenda, Month, Place, Side, Slot, Span, StageName},
    form::Typed,
    ids::{DemoId, MemberId},
    wareki::format_date_with_weekday,
};
use elements::{
    Button, ButtonKind, ButtonLink, Buttons, Choice, Column, Density, Details, EmptyState, FilterChip,
    FilterChips, FormState, HiddenField, Notice, NoticeKind, PageHeader, SearchForm, Section, SelectField,
    Table, Tag, Width,
};
use leptos::prelude::*;

/// One session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionLine {
    /// Its id.
    pub id: DemoId,
    /// The municipality.
    pub municipality: String,
    /// Where it stands.
    pub stage: StageName,
    /// The date that was fixed, or the first candidate.
    pub slot: Option<Slot>,
    /// How many candidates there are besides.
    pub others: usize,
    /// Whether the date is fixed, and not a candidate.
    pub fixed: bool,
    /// 現地 or オンライン.
    pub place: Place,
    /// Where, on site.
    pub venue: String,
    /// People registered, and places; once it is confirmed.
    pub places: Option<(u16, u16)>,
    /// Whether other dates were offered for it, and its municipality has to choose.
    pub offered: bool,
    /// People for whom places are held while somebody fills in their registration.
    pub filling: u16,
    /// People who waited, and for whom places are kept until they take them.
    pub kept: u16,
    /// How many registrations among those are to be called, for they have no mail address.
    pub to_call: usize,
    /// Whether attendance may be taken now.
    pub counts: bool,
    /// Since when it waits for an answer.
    pub since: Option<NaiveDate>,
}

/// For whom a house asks its federation for sessions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asking {
    /// It belongs to no federation here.
    Nobody,
    /// Its federation lets it rest.
    Rests,
    /// For itself; a federation enters what it is told.
    Itself,
    /// A prefecture, for several cities.
    Cities,
}

/// What the page shows.
#[derive(Debug, Clone)]
pub struct SessionsView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// Which side looks.
    pub side: Side,
    /// For whom the house asks.
    pub asking: Asking,
    /// What the list is narrowed to.
    pub agenda: Agenda,
    /// Whether the officer may ask or enter.
    pub may_ask: bool,
    /// Whether the officer keeps what the federation lends and plans.
    pub keeps: bool,
    /// A federation's municipalities, to narrow by.
    pub members: Vec<(MemberId, String)>,
    /// To which sessions of other cities the house is asked.
    pub asked: Vec<AskedLine>,
    /// Those without a date.
    pub waiting: Vec<SessionLine>,
    /// Those of the days that are shown.
    pub sessions: Vec<SessionLine>,
    /// What was just done, as a sentence.
    pub done: Option<&'static str>,
}

/// The page.
#[component]
pub fn SessionsPage(
    /// What it shows.
    view: SessionsView,
) -> impl IntoView {
    let SessionsView { slug, side, asking, agenda, may_ask, keeps, members, asked, waiting, sessions, done } =
        view;
    let done = done.map(|done| view! { <Notice kind=NoticeKind::Success live=true title=done/> });
    let asked = asked_section(&slug, asked);
    let federation = side == Side::Federation;
    let lead = if federation {
        "市区町村からの開催依頼と、決まったデモ・説明会です。"
    } else {
        "国保連合会に開催を依頼し、決まったデモ・説明会の準備と参加者を確かめます。"
    };
    let alone = matches!(asking, Asking::Nobody | Asking::Rests);
    let asks = (may_ask && !alone).then(|| {
        let (href, label) = if federation {
            (paths::told_demo(&slug), "電話などで受けた依頼を入力する")
        } else if asking == Asking::Cities {
            (paths::new_demo_for_cities(&slug), "開催を依頼する")
        } else {
            (paths::new_demo(&slug), "開催を依頼する")
        };
        view! { <ButtonLink href>{label}</ButtonLink> }
    });
    // A date that is published is taken by a city.
    let open = (asking == Asking::Itself).then(|| {
        view! { <ButtonLink href=paths::open_dates(&slug) kind=ButtonKind::Secondary>"公開枠"</ButtonLink> }
    });
    let kept = keeps.then(|| {
        view! {
            <ButtonLink href=paths::demo_pools(&slug) kind=ButtonKind::Secondary>"相乗り開催の提案"</ButtonLink>
            <ButtonLink href=paths::blocked_demos(&slug) kind=ButtonKind::Secondary>"候補の日時が取れなくなった依頼"</ButtonLink>
            <ButtonLink href=paths::demo_resources(&slug) kind=ButtonKind::Quiet>"講師・機材・会議室"</ButtonLink>
            <ButtonLink href=paths::demo_plan(&slug, Place::OnSite) kind=ButtonKind::Quiet>"準備計画"</ButtonLink>
            <ButtonLink href=paths::demo_rules(&slug) kind=ButtonKind::Quiet>"予約の決まり"</ButtonLink>
        }
    });
    let nobody = alone.then(|| {
        let (title, why) = if asking == Asking::Rests {
            (
                "いまは、開催を依頼できません",
                "国保連合会の登録で、休止中になっています。依頼するときは、電話などで国保連合会に連絡してください。",
            )
        } else {
            (
                "依頼先の国保連合会が、まだひろめるを使っていません",
                "使い始めると、ここから開催を依頼できます。それまでは、電話などで国保連合会に依頼してください。",
            )
        };
        view! { <EmptyState title><p>{why}</p></EmptyState> }
    });
    let nothing = waiting.is_empty() && sessions.is_empty();
    let here = paths::demo_agenda(&slug, &agenda);
    let save =
        (!nothing).then(|| view! { <SaveLinks what="デモ・説明会の一覧" here=paths::export_of(&here)/> });
    // Whom nobody can be asked for sees nothing come.
    let empty = (nothing && !alone).then(|| {
        let (title, why) = match (agenda.is_narrowed(), agenda.span) {
            (true, _) => ("条件に合うデモ・説明会はありません", "条件を外すと、ほかのものも表示します。"),
            (false, Span::Coming) => {
                ("これからのデモ・説明会はまだありません", "依頼すると、ここに並びます。")
            }
            (false, Span::Over | Span::Month(_)) => {
                ("デモ・説明会はありません", "期間を変えると、ほかのものも表示します。")
            }
        };
        view! { <EmptyState title><p>{why}</p></EmptyState> }
    });
    let own = slug.clone();
    let requests = (!waiting.is_empty()).then(|| {
        let title = if agenda.span == Span::Over { "日程が決まらずに終わったもの" } else { "日程を決める依頼" };
        let own = own.clone();
        view! { <Section title><SessionTable slug=own caption=title.to_owned() side lines=waiting/></Section> }
    });
    let months = by_month(sessions)
        .into_iter()
        .map(move |(month, lines)| {
            let (title, slug) = (month_words(month), own.clone());
            let caption = format!("{title}のデモ・説明会");
            view! { <Section title><SessionTable slug caption side lines/></Section> }
        })
        .collect_view();
    let feed = view! { <FeedLink slug=slug.clone()/> };
    view! {
        {done}
        <PageHeader title="デモ・説明会" lead=lead>{asks}{open}{kept}{feed}</PageHeader>
        {nobody}
        {asked}
        <div class="list-head">
            <div class="list-line list-folds">
                <Looks slug=slug.clone() now=Look::List/>
                <Narrow slug agenda members/>
            </div>
        </div>
        {empty}
        {requests}
        {months}
        {save}
    }
}

/// Which days and which sessions: links for the days, a form for the rest.
#[component]
fn Narrow(slug: String, agenda: Agenda, members: Vec<(MemberId, String)>) -> impl IntoView {
    let spans = [("これから", Span::Coming), ("終わったもの", Span::Over)]
        .into_iter()
        .map(|(label, span)| {
            let href = paths::demo_agenda(&slug, &Agenda { span, ..agenda });
            FilterChip::view(label, href, agenda.span == span)
        })
        .chain(match agenda.span {
            Span::Month(month) => {
                let near = |month: Month| {
                    let span = Span::Month(month);
                    let href = paths::demo_agenda(&slug, &Agenda { span, ..agenda });
                    FilterChip::view(month_words(month), href, agenda.span == span)
                };
                vec![near(month.previous()), near(month), near(month.next())]
            }
            Span::Coming | Span::Over => Vec::new(),
        })
        .collect();
    let month = match agenda.span {
        Span::Month(month) => month.to_string(),
        Span::Coming | Span::Over => String::new(),
    };
    let span = (agenda.span == Span::Over).then(|| view! { <HiddenField name="span" value="over"/> });
    let month = (!month.is_empty()).then(|| view! { <HiddenField name="month" value=month/> });
    let filled = Typed::default()
        .with("st", agenda.stage.map(StageName::code).unwrap_or_default())
        .with("place", agenda.place.map(Place::code).unwrap_or_default())
        .with("who", agenda.member.map(|member| member.to_string()).unwrap_or_default());
    let form = FormState::filled(filled);
    let stages = StageName::ALL.into_iter().map(|one| Choice::new(one.code(), stage(one))).collect();
    let places = Place::ALL.iter().map(|one| Choice::new(one.code(), place_words(*one))).collect();
    let who = (!members.is_empty()).then(|| {
        let options = members.into_iter().map(|(id, name)| Choice::new(id.to_string(), name)).collect();
        view! { <SelectField form=&form name="who" label="市区町村" options blank=Some("すべて".to_owned()) optional=true width=Width::Medium/> }
    });
    let all = agenda.is_narrowed().then(|| {
        let href = paths::demo_agenda(&slug, &Agenda { span: agenda.span, ..Agenda::default() });
        view! { <ButtonLink href kind=ButtonKind::Quiet>"条件を外す"</ButtonLink> }
    });
    view! {
        <FilterChips label="期間" chips=spans/>
        <Details summary="条件で絞り込む" open=agenda.is_narrowed()>
            <SearchForm action=paths::demos(&slug) label="条件で絞り込む">
                {span}
                {month}
                <SelectField form=&form name="st" label="状態" options=stages blank=Some("すべて".to_owned()) optional=true width=Width::Medium/>
                <SelectField form=&form name="place" label="開催の方法" options=places blank=Some("すべて".to_owned()) optional=true width=Width::Medium/>
                {who}
                <Buttons><Button kind=ButtonKind::Secondary>"絞り込む"</Button>{all}</Buttons>
            </SearchForm>
        </Details>
    }
}

/// The sessions of each month, in their order.
fn by_month(lines: Vec<SessionLine>) -> Vec<(Month, Vec<SessionLine>)> {
    let mut months: Vec<(Month, Vec<SessionLine>)> = Vec::new();
    for line in lines {
        let Some(month) = line.slot.map(|slot| Month::of(slot.date)) else { continue };
        match months.last_mut() {
            Some((last, of)) if *last == month => of.push(line),
            Some(_) | None => months.push((month, vec![line])),
        }
    }
    months
}

/// Sessions as a table; as cards on a phone.
#[component]
pub fn SessionTable(
    /// The tenant's word in addresses.
    slug: String,
    /// What the table holds.
    caption: String,
    /// Which side looks.
    side: Side,
    /// The sessions.
    lines: Vec<SessionLine>,
) -> impl IntoView {
    let federation = side == Side::Federation;
    let columns = [
        Some(Column::new("日時")),
        federation.then(|| Column::new("市区町村")),
        Some(Column::new("場所")),
        Some(Column::new("状態")),
        Some(Column::number("申込み（人）")),
    ];
    let columns = columns.into_iter().flatten().collect();
    let rows = lines.into_iter().map(|line| row(&slug, federation, line)).collect_view();
    view! { <Table caption caption_hidden=true columns density=Density::Dense stacks=true>{rows}</Table> }
}

fn row(slug: &str, federation: bool, line: SessionLine) -> impl IntoView + use<> {
    let SessionLine {
        id,
        municipality,
        stage: name,
        slot,
        others,
        fixed,
        place,
        venue,
        places,
        offered,
        filling,
        kept,
        to_call: _,
        counts,
        since,
    } = line;
    let when = match slot {
        Some(slot) => {
            let day = format_date_with_weekday(slot.date);
            view! { <span class="nowrap">{day}</span>" "<span class="nowrap">{time(&slot)}</span> }.into_any()
        }
        None => "日時未定".into_any(),
    };
    let candidate = (!fixed && slot.is_some()).then(|| {
        let words = if others > 0 {
            format!("第1候補（ほかに{others}つの候補）")
        } else {
            "候補".to_owned()
        };
        view! { <br/><span class="muted">{words}</span> }
    });
    // Apart from each other, so that a finger meets the one it means.
    let acts = counts.then(|| {
        let report = (name == StageName::Held)
            .then(|| view! { <a href=paths::demo_report(slug, id)>"実施報告を書く"</a> });
        view! { <div class="cluster"><a href=paths::demo_attendance(slug, id)>"出欠を付ける"</a>{report}</div> }
    });
    let offered = offered.then(|| {
        let words = if federation {
            "代わりの日時の答えを待っています"
        } else {
            "代わりの日時を選んでください"
        };
        view! { <br/><span class="muted">{words}</span> }
    });
    let since = since.map(|day| {
        let words = format!("{}に依頼", format_date_with_weekday(day));
        view! { <br/><span class="muted nowrap">{words}</span> }
    });
    let who = federation.then(|| view! { <td role="cell" data-label="市区町村">{municipality}</td> });
    let places = places.map_or_else(|| "―".to_owned(), |(taken, all)| format!("{taken} / {all}"));
    // Who does not come yet, for what is left is less by them.
    let aside = [("取り置き中", kept), ("入力中", filling)].into_iter().filter(|(_, people)| *people > 0);
    let aside = aside
        .map(|(what, people)| {
            view! { <br/><span class="muted nowrap">{format!("ほかに{what} {people}")}</span> }
        })
        .collect_view();
    view! {
        <tr role="row">
            <th scope="row" role="rowheader"><a href=paths::demo_session(slug, id)>{when}</a>{candidate}</th>
            {who}
            <td role="cell" data-label="場所">{location(place, &venue)}</td>
            <td role="cell" data-label="状態"><Tag tone=stage_tone(name) label=stage(name)/>{since}{offered}{acts}</td>
            <td role="cell" class="number" data-label="申込み（人）">{places}{aside}</td>
        </tr>
    }
}

//! The lecturers of 国保中央会 or of a prefecture: who is where in a week, how much each has to do, and when they are away.

use crate::{messages::dispatches::label, paths};
use chrono::{Datelike as _, NaiveDate};
use domain::{
    demos::Week,
    dispatches::Field,
    ids::{AbsenceId, LecturerId},
    wareki::{format_date_with_weekday, weekday_name},
};
use elements::{
    Button, ButtonKind, ButtonLink, Buttons, Choice, Column, DateField, Density, EmptyState, ErrorSummary,
    FormState, HiddenField, Notice, NoticeKind, PageHeader, PostForm, Section, SelectField, SummaryList,
    SummaryRow, Table, TextField, Width,
};
use leptos::prelude::*;

/// One thing in a lecturer's day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Engagement {
    /// `10:30〜18:30`, or `終日`: the way there and back included.
    pub time: String,
    /// Where, or why away.
    pub what: String,
    /// Where more of it stands: a dispatch or an occasion.
    pub href: Option<String>,
}

/// A lecturer's day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LecturerDay {
    /// The day.
    pub day: NaiveDate,
    /// What there is; nothing when the lecturer is free.
    pub entries: Vec<Engagement>,
}

/// A lecturer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LecturerLine {
    /// The id.
    pub id: LecturerId,
    /// The name.
    pub name: String,
    /// Where the way begins.
    pub base: String,
    /// Whether nobody sends them any more.
    pub retired: bool,
    /// Dispatches and occasions in the next 30 and 90 days.
    pub load: (usize, usize),
    /// Monday to Sunday.
    pub days: Vec<LecturerDay>,
}

/// Days on which a lecturer is away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AbsenceLine {
    /// The id.
    pub id: AbsenceId,
    /// Who.
    pub name: String,
    /// The first and the last day.
    pub days: (NaiveDate, NaiveDate),
    /// Why.
    pub why: String,
}

/// What the page shows.
#[derive(Debug, Clone)]
pub struct LecturersView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// Which week.
    pub week: Week,
    /// The day in Japan.
    pub today: NaiveDate,
    /// The lecturers, by name.
    pub lines: Vec<LecturerLine>,
    /// The absences that are not over.
    pub absences: Vec<AbsenceLine>,
    /// Whether the officer may change what there is.
    pub keeps: bool,
    /// What was typed.
    pub form: FormState,
    /// What was just done, as a sentence.
    pub done: Option<String>,
}

/// The page.
#[component]
pub fn LecturersPage(
    /// What it shows.
    view: LecturersView,
) -> impl IntoView {
    let LecturersView { slug, week, today, lines, absences, keeps, form, done } = view;
    let done = done.map(|done| view! { <Notice kind=NoticeKind::Success live=true title=done/> });
    let title = format!("{}からの週", format_date_with_weekday(week.monday()));
    let weeks = (!lines.is_empty()).then(|| {
        let slug = slug.clone();
        let list = week.days().map(|day| agenda(day, today, &lines)).collect_view();
        let table = table(week, today, &lines);
        view! {
            <Section title=title>
                <Buttons>
                    <ButtonLink kind=ButtonKind::Secondary href=paths::lecturers_of(&slug, week.previous().monday())>"前の週"</ButtonLink>
                    <ButtonLink kind=ButtonKind::Secondary href=paths::lecturers(&slug)>"今週"</ButtonLink>
                    <ButtonLink kind=ButtonKind::Secondary href=paths::lecturers_of(&slug, week.next().monday())>"次の週"</ButtonLink>
                </Buttons>
                <SummaryList dense=true>{list}</SummaryList>
            </Section>
            <Section title="講師ごとの予定">{table}</Section>
        }
    });
    let empty = lines.is_empty().then(|| {
        view! { <EmptyState title="講師はまだ登録されていません"><p>"登録すると、派遣の依頼を承諾するときや、催しの講師を決めるときに選べます。"</p></EmptyState> }
    });
    let absences = (keeps && !absences.is_empty()).then(|| away(&slug, absences));
    let known = (keeps && !lines.is_empty()).then(|| known(&slug, &lines));
    let forms = keeps.then(|| forms(&slug, &lines, form.clone()));
    view! {
        {done}
        <ErrorSummary form/>
        <PageHeader title="講師の予定" lead="派遣する講師の予定です。同じ講師が、移動の時間も含めて、派遣と催しの2か所に重なることはありません。"/>
        {empty}
        {weeks}
        {absences}
        {known}
        {forms}
    }
}

fn agenda(day: NaiveDate, today: NaiveDate, lines: &[LecturerLine]) -> impl IntoView + use<> {
    let entries: Vec<(String, Engagement)> = lines
        .iter()
        .flat_map(|line| {
            let of_day = line.days.iter().filter(move |one| one.day == day);
            of_day.flat_map(|one| one.entries.iter().map(|entry| (line.name.clone(), entry.clone())))
        })
        .collect();
    let body = if entries.is_empty() {
        view! { <span class="muted">"予定はありません"</span> }.into_any()
    } else {
        let items = entries
            .into_iter()
            .map(|(name, Engagement { time, what, href })| {
                let what = link(what, href);
                view! { <li>{format!("{time}　{name}　")}{what}</li> }
            })
            .collect_view();
        view! { <ul>{items}</ul> }.into_any()
    };
    let mark = if day == today { "（今日）" } else { "" };
    view! { <SummaryRow label=format!("{}{mark}", format_date_with_weekday(day))>{body}</SummaryRow> }
}

fn link(what: String, href: Option<String>) -> AnyView {
    match href {
        Some(href) => view! { <a href=href>{what}</a> }.into_any(),
        None => what.into_any(),
    }
}

fn table(week: Week, today: NaiveDate, lines: &[LecturerLine]) -> impl IntoView + use<> {
    let days = week.days().map(|day| {
        let mark = if day == today { "（今日）" } else { "" };
        Column::new(format!("{}/{}({}){mark}", day.month(), day.day(), weekday_name(day.weekday())))
    });
    let columns = std::iter::once(Column::new("講師"))
        .chain(days)
        .chain([Column::number("今後30日（件）"), Column::number("今後90日（件）")])
        .collect();
    let rows = lines
        .iter()
        .map(|line| {
            let cells = line
                .days
                .iter()
                .map(|day| {
                    if day.entries.is_empty() {
                        return view! { <td class="muted">"空き"</td> }.into_any();
                    }
                    let entries = day
                        .entries
                        .iter()
                        .map(|entry| {
                            let what = link(entry.what.clone(), entry.href.clone());
                            view! { <p>{entry.time.clone()}<br/>{what}</p> }
                        })
                        .collect_view();
                    view! { <td>{entries}</td> }.into_any()
                })
                .collect_view();
            let (month, quarter) = line.load;
            let (name, base) = (named(line), line.base.clone());
            view! {
                <tr>
                    <th scope="row">{name}<br/><span class="muted">{base}</span></th>
                    {cells}
                    <td class="number">{month.to_string()}</td>
                    <td class="number">{quarter.to_string()}</td>
                </tr>
            }
        })
        .collect_view();
    view! { <Table caption="講師ごとの予定" caption_hidden=true columns density=Density::Tight>{rows}</Table> }
}

/// What is to come of absences, each to be taken back.
fn away(slug: &str, absences: Vec<AbsenceLine>) -> impl IntoView + use<> {
    let rows = absences
        .into_iter()
        .map(|AbsenceLine { id, name, days: (first, last), why }| {
            let days = format!("{}〜{}", format_date_with_weekday(first), format_date_with_weekday(last));
            let action = paths::new_lecturer(slug);
            view! {
                <SummaryRow label=name>
                    <p>{format!("{days}　{why}")}</p>
                    <PostForm action class="inline">
                        <HiddenField name="act" value="back"/>
                        <HiddenField name="absence" value=id.to_string()/>
                        <Button kind=ButtonKind::Secondary>"この不在を取り消す"</Button>
                    </PostForm>
                </SummaryRow>
            }
        })
        .collect_view();
    view! { <Section title="これからの不在"><SummaryList>{rows}</SummaryList></Section> }
}

/// The name, with a word where nobody sends them any more.
fn named(line: &LecturerLine) -> String {
    let mark = if line.retired { "（派遣しません）" } else { "" };
    format!("{}{mark}", line.name)
}

/// Who is sent, each to be taken off, and who is not, each to be sent again.
fn known(slug: &str, lines: &[LecturerLine]) -> impl IntoView + use<> {
    let rows = lines
        .iter()
        .map(|line| {
            let (act, button) = if line.retired {
                ("reinstate", "再び派遣できるようにする")
            } else {
                ("retire", "今後は派遣しない")
            };
            let action = paths::new_lecturer(slug);
            let (id, label, whom) = (line.id.to_string(), named(line), format!("：{}", line.name));
            view! {
                <SummaryRow label>
                    <PostForm action class="inline">
                        <HiddenField name="act" value=act/>
                        <HiddenField name=Field::Lecturer.name() value=id/>
                        <Button kind=ButtonKind::Secondary>{button}<span class="hidden">{whom}</span></Button>
                    </PostForm>
                </SummaryRow>
            }
        })
        .collect_view();
    view! {
        <Section title="講師の一覧">
            <p class="muted">"退職や異動で派遣しなくなった講師は、選べないようにします。決まっている派遣は、そのまま残ります。"</p>
            <SummaryList>{rows}</SummaryList>
        </Section>
    }
}

fn forms(slug: &str, lines: &[LecturerLine], form: FormState) -> impl IntoView + use<> {
    let action = paths::new_lecturer(slug);
    let sent: Vec<&LecturerLine> = lines.iter().filter(|line| !line.retired).collect();
    let away = (!sent.is_empty()).then(|| {
        let (action, form) = (action.clone(), form.clone());
        let options = sent.iter().map(|line| Choice::new(line.id.to_string(), line.name.clone())).collect();
        view! {
            <Section title="講師の不在を登録する">
                <PostForm action>
                    <HiddenField name="act" value="away"/>
                    <SelectField form=form.clone() name=Field::Lecturer.name() label="講師" options/>
                    <DateField form=form.clone() name=Field::First.name() label=label(Field::First)/>
                    <DateField form=form.clone() name=Field::Last.name() label=label(Field::Last)/>
                    <TextField form=form.clone() name=Field::Why.name() label=label(Field::Why) hint="ほかの団体には見えません。例：研修" width=Width::Long autocomplete="off"/>
                    <Buttons><Button kind=ButtonKind::Secondary>"この間は不在にする"</Button></Buttons>
                </PostForm>
            </Section>
        }
    });
    view! {
        {away}
        <Section title="講師を登録する">
            <PostForm action>
                <HiddenField name="act" value="add"/>
                <TextField form=form.clone() name=Field::Name.name() label=label(Field::Name) width=Width::Medium autocomplete="off"/>
                <TextField form name=Field::Base.name() label=label(Field::Base) hint="例：東京駅" optional=true width=Width::Medium autocomplete="off"/>
                <Buttons><Button>"登録する"</Button></Buttons>
            </PostForm>
        </Section>
    }
}

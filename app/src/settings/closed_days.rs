//! 閉庁日: what is closed in a fiscal year besides Saturdays and Sundays, and the way to add and remove days.

use crate::{messages::settings as words, paths};
use chrono::NaiveDate;
use domain::{fiscal_year::FiscalYear, settings::ClosedDaysField, wareki::format_date_with_weekday};
use elements::{
    BackLink, Button, ButtonKind, Column, DateField, Density, ErrorSummary, FilterChip, FilterChips,
    FormState, HiddenField, Notice, NoticeKind, PageHeader, PostForm, Section, Table, TextField, Width,
};
use leptos::prelude::*;

/// A closed day of the year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarLine {
    /// The day.
    pub day: NaiveDate,
    /// Why: a holiday's name, 年末年始, or the tenant's reason.
    pub why: String,
    /// Whether the tenant closed it, and so can open it again.
    pub own: bool,
}

/// Everything on the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClosedDaysView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// The year shown.
    pub year: FiscalYear,
    /// The year of today.
    pub this_year: FiscalYear,
    /// Its closed days besides Saturdays and Sundays.
    pub days: Vec<CalendarLine>,
    /// Its working days.
    pub working_days: u32,
    /// What was just done.
    pub done: Option<String>,
}

/// The page.
#[component]
pub fn ClosedDaysPage(
    /// What it shows.
    view: ClosedDaysView,
    /// What was typed.
    form: FormState,
) -> impl IntoView {
    let ClosedDaysView { slug, year, this_year, days, working_days, done } = view;
    let notice = done.map(|done| view! { <Notice kind=NoticeKind::Success live=true title=done/> });
    let chips = [this_year.previous(), this_year, this_year.next()]
        .into_iter()
        .map(|one| FilterChip::view(one.label(), paths::closed_days_of(&slug, one.year()), one == year))
        .collect();
    let own = days.iter().filter(|day| day.own).count();
    let rows = days.into_iter().map(|line| row(&slug, year, line)).collect_view();
    let label = words::closed_days_label;
    view! {
        <BackLink href=paths::settings(&slug) label="設定"/>
        {notice}
        <ErrorSummary form=&form/>
        <PageHeader title="閉庁日" lead="土日・祝日・年末年始（12月29日から1月3日）は、登録しなくても閉庁日として数えません。そのほかの閉庁日だけを追加してください。"/>
        <Section title="閉庁日を追加する">
            <PostForm action=paths::closed_days_of(&slug, year.year())>
                <DateField form=&form name=ClosedDaysField::From.name() label=label(ClosedDaysField::From)/>
                <DateField form=&form name=ClosedDaysField::To.name() label=label(ClosedDaysField::To) optional=true hint="1日だけのときは空のままにしてください。"/>
                <TextField form=&form name=ClosedDaysField::Reason.name() label=label(ClosedDaysField::Reason) hint="例：市制記念日、庁舎移転" width=Width::Long autocomplete="off"/>
                <Button>"閉庁日を追加する"</Button>
            </PostForm>
        </Section>
        <Section title=format!("{}の閉庁日", year.label())>
            <FilterChips label="年度の切替え" chips/>
            <p role="status">{format!("開庁日は{working_days}日です。独自の閉庁日は{own}日あります。")}</p>
            <Table
                caption=format!("{}の閉庁日（土日を除く）", year.label())
                density=Density::Dense
                columns=vec![Column::new("日"), Column::new("理由"), Column::new("種類"), Column::unseen("操作")]
            >
                {rows}
            </Table>
        </Section>
    }
}

fn row(slug: &str, year: FiscalYear, line: CalendarLine) -> impl IntoView + use<> {
    let CalendarLine { day, why, own } = line;
    let act = own.then(|| {
        let reason = why.clone();
        view! {
            <PostForm action=paths::closed_day_removal(slug) class="inline">
                <HiddenField name="day" value=day.to_string()/>
                <HiddenField name="reason" value=reason/>
                <HiddenField name="year" value=year.year().to_string()/>
                <Button kind=ButtonKind::Quiet>"取り消す"<span class="hidden">{format!("：{}", format_date_with_weekday(day))}</span></Button>
            </PostForm>
        }
    });
    view! {
        <tr>
            <th scope="row">{format_date_with_weekday(day)}</th>
            <td>{why}</td>
            <td>{if own { "独自" } else { "祝日・年末年始" }}</td>
            <td>{act}</td>
        </tr>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_the_tenant_closed_can_be_opened_again() {
        let year = FiscalYear::from_year(2024).unwrap();
        let day = |d| NaiveDate::from_ymd_opt(2024, 10, d).unwrap();
        let view = ClosedDaysView {
            slug: "midorino".into(),
            year,
            this_year: year,
            days: vec![
                CalendarLine { day: day(14), why: "スポーツの日".into(), own: false },
                CalendarLine { day: day(15), why: "市制記念日".into(), own: true },
            ],
            working_days: 243,
            done: None,
        };
        let owner = Owner::new();
        let html = owner
            .with(|| view! { <ClosedDaysPage view form=FormState::empty()/> }.to_html())
            .replace("<!>", "");
        assert_eq!(html.matches("取り消す").count(), 1, "{html}");
        assert!(
            html.contains(r#"name="day" value="2024-10-15""#) && html.contains("開庁日は243日"),
            "{html}"
        );
    }
}

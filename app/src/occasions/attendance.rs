//! Who came: body by body, and by channel.

use crate::{
    messages::occasions::{label, unit},
    paths,
};
use domain::{
    ids::{BodyId, OccasionId},
    occasions::{AttendanceForm, CHANNELS, Field, Unit},
};
use elements::{
    BackLink, Button, Buttons, CellField, Choice, Column, Density, EmptyState, ErrorSummary, FormState,
    HiddenField, InputMode, PageHeader, PostForm, Section, SelectField, Table, TextField, Width,
};
use leptos::prelude::*;

/// A body's line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CameLine {
    /// The body.
    pub id: BodyId,
    /// Whether it waited for a place to the end.
    pub waits: bool,
    /// Where it is.
    pub prefecture: &'static str,
    /// Its name.
    pub name: String,
    /// How many were registered.
    pub people: u16,
}

/// What the page shows.
#[derive(Debug, Clone)]
pub struct OccasionAttendanceView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// The occasion.
    pub id: OccasionId,
    /// The version that is counted.
    pub version: i32,
    /// What it is called.
    pub title: String,
    /// The bodies.
    pub lines: Vec<CameLine>,
    /// What was typed.
    pub form: FormState,
}

/// The page.
#[component]
pub fn OccasionAttendancePage(
    /// What it shows.
    view: OccasionAttendanceView,
) -> impl IntoView {
    let OccasionAttendanceView { slug, id, version, title, lines, form } = view;
    let list = if lines.is_empty() {
        view! { <EmptyState title="申し込んだ団体はありません"/> }.into_any()
    } else {
        let rows = lines
            .into_iter()
            .map(|line| {
                let CameLine { id, waits, prefecture, name, people } = line;
                let field = AttendanceForm::name_of(id);
                let value = form.value(&field).to_owned();
                let label = format!("参加した人数：{name}");
                let waited = waits.then(|| view! { <span class="muted">"（キャンセル待ち）"</span> });
                view! {
                    <tr role="row">
                        <td role="cell" data-label="都道府県">{prefecture}</td>
                        <th scope="row" role="rowheader">{name}{waited}</th>
                        <td role="cell" class="number" data-label="申込み（人）">{people.to_string()}</td>
                        <td role="cell" data-label="参加した人数"><CellField name=field label inputmode=InputMode::Numeric value/></td>
                    </tr>
                }
            })
            .collect_view();
        let columns = vec![
            Column::new("都道府県"),
            Column::new("団体"),
            Column::number("申込み（人）"),
            Column::new("参加した人数"),
        ];
        view! {
            <p class="muted">"参加した人数を入力してください。参加しなかった団体は0、分からない団体は空のままにします。キャンセル待ちのまま当日に参加した団体も、ここで数えます。"</p>
            <Table caption="参加した団体" caption_hidden=true columns density=Density::Dense stacks=true>{rows}</Table>
        }
        .into_any()
    };
    let units = || Unit::ALL.iter().map(|one| Choice::new(one.code(), unit(*one))).collect::<Vec<_>>();
    let channels = (0..CHANNELS)
        .map(|number| {
            let (name, count) = (Field::Channel(number), Field::Number(number));
            let unit_label = format!("参加方法{}の数え方", number + 1);
            view! {
                <div class="panel stack">
                    <TextField form=form.clone() name=name.name() label=label(name) hint="例：Zoom　YouTube Live　会場" optional=true width=Width::Medium autocomplete="off"/>
                    <TextField form=form.clone() name=count.name() label=label(count) optional=true inputmode=InputMode::Numeric width=Width::Short autocomplete="off"/>
                    <SelectField form=form.clone() name=AttendanceForm::unit_name(number) label=unit_label blank=None width=Width::Short options=units()/>
                </div>
            }
        })
        .collect_view();
    view! {
        <BackLink href=paths::occasion(&slug, id)/>
        <ErrorSummary form=form.clone()/>
        <PageHeader title="参加を記録する" caption=title lead="申し込んだことと参加したこと、団体と人は、それぞれ分けて数えます。"/>
        <PostForm action=paths::occasion_attendance(&slug, id)>
            <HiddenField name="version" value=version.to_string()/>
            <Section title="参加方法ごとの数">
                <p class="muted">"団体ごとには分からない参加も、参加方法ごとに数を残せます。"</p>
                {channels}
            </Section>
            <Section title="団体ごとの参加">{list}</Section>
            <Buttons><Button>"参加を記録する"</Button></Buttons>
        </PostForm>
    }
}

//! What the estimate assumes, with its history; and the form with which 国保中央会 writes a new value.

use crate::{
    adoption::AdoptionParts,
    messages::simulator::{case, parameter, parameter_label, parameter_unit, value},
    paths,
};
use chrono::NaiveDate;
use domain::{
    ids::AssumptionId,
    simulator::{Assumption, Case, Parameter, ParameterField},
    wareki::format_date,
};
use elements::{
    BackLink, Button, ButtonKind, ButtonLink, Buttons, Column, DateField, Density, ErrorSummary, FormState,
    HiddenField, Notice, NoticeKind, PageHeader, PostForm, Section, Table, Tag, TextArea, TextField, Tone,
    Width,
};
use leptos::prelude::*;

/// A value that was written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryLine {
    /// What.
    pub assumption: Assumption,
    /// It holds today.
    pub holds: bool,
    /// Who wrote it, as the reader may know: a colleague by name, 国保中央会, or that it came with the program.
    pub by: String,
    /// When, as people say it; nothing for what came with the program.
    pub at: Option<String>,
}

/// A parameter with everything that was ever written of it, the newest day first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParameterLine {
    /// Which.
    pub parameter: Parameter,
    /// Its values.
    pub history: Vec<HistoryLine>,
}

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParametersView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// The day of the look.
    pub today: NaiveDate,
    /// In the order of the formula.
    pub lines: Vec<ParameterLine>,
    /// The house is a municipality, whose pages of 普及状況 these are among.
    pub municipality: bool,
    /// Whether the viewer may write.
    pub may_write: bool,
    /// What was just done.
    pub done: Option<&'static str>,
    /// Where the estimate itself is looked at; nowhere where there is no public side.
    pub estimate: Option<String>,
}

/// The page.
#[component]
pub fn ParametersPage(
    /// What is shown.
    view: ParametersView,
) -> impl IntoView {
    let ParametersView { slug, today, lines, municipality, may_write, done, estimate } = view;
    let done = done.map(|done| view! { <Notice kind=NoticeKind::Success live=true title=done/> });
    let lead = "導入効果の試算に使う前提です。新しい値は、使い始める日と出典を付けて加えます。これまでの値は消えません。";
    let estimate =
        estimate.map(|href| view! { <ButtonLink href kind=ButtonKind::Secondary>"試算を見る"</ButtonLink> });
    let row = municipality.then(|| view! { <AdoptionParts slug=slug.clone() here="試算の前提"/> });
    let who = (!may_write)
        .then(|| view! { <p class="muted">"前提を見直すのは、国民健康保険中央会の担当者です。"</p> });
    let parts = lines.into_iter().map(|line| part(&slug, line, may_write)).collect_view();
    view! {
        {done}
        <PageHeader title="試算の前提" lead>{estimate}</PageHeader>
        {row}
        {who}
        <p>{format!("{}に使っている値に「いまの値」と示しています。", format_date(today))}</p>
        {parts}
    }
}

fn part(slug: &str, line: ParameterLine, may_write: bool) -> impl IntoView + use<> {
    let ParameterLine { parameter: of, history } = line;
    let rows = history
        .into_iter()
        .map(|HistoryLine { assumption, holds, by, at }| {
            let Assumption { range, valid_from, source, note, .. } = assumption;
            let holds = holds.then(|| view! { " "<Tag tone=Tone::Info label="いまの値"/> });
            let cells = Case::ALL
                .into_iter()
                .map(|one| {
                    let words = value(of, range.of(one));
                    view! { <td role="cell" class="number nowrap" data-label=case(one)>{words}</td> }
                })
                .collect_view();
            let at = at.map(|at| view! { <p class="muted">{at}</p> });
            let note = (!note.is_empty()).then(|| view! { <p class="muted">{note}</p> });
            view! {
                <tr role="row">
                    <th scope="row" role="rowheader">{format_date(valid_from)}{holds}</th>
                    {cells}
                    <td role="cell" data-label="出典"><p>{source}</p>{note}</td>
                    <td role="cell" data-label="記録"><p>{by}</p>{at}</td>
                </tr>
            }
        })
        .collect_view();
    let mut columns = vec![Column::new("いつから")];
    columns.extend(Case::ALL.into_iter().map(|one| Column::number(case(one))));
    columns.extend([Column::new("出典"), Column::new("記録")]);
    let title = parameter(of);
    let edit = may_write.then(|| {
        let href = paths::simulator_parameter(slug, of);
        let of = format!("：{title}");
        view! {
            <Buttons>
                <ButtonLink href kind=ButtonKind::Secondary>"新しい値を加える"<span class="hidden">{of}</span></ButtonLink>
            </Buttons>
        }
    });
    view! {
        <Section title=title>
            <Table caption=title caption_hidden=true density=Density::Dense stacks=true columns>{rows}</Table>
            {edit}
        </Section>
    }
}

/// What the form of a new value shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParameterFormView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// Which parameter.
    pub parameter: Parameter,
    /// The newest row, over which the new one is written.
    pub seen: AssumptionId,
    /// What was typed.
    pub form: FormState,
}

/// The form.
#[component]
pub fn ParameterFormPage(
    /// What is shown.
    view: ParameterFormView,
) -> impl IntoView {
    let ParameterFormView { slug, parameter: of, seen, form } = view;
    let back = paths::simulator_parameters(&slug);
    let order = if of.rises() {
        "控えめほど小さな値、多めほど大きな値です。"
    } else {
        "控えめほど大きな値、多めほど小さな値です。"
    };
    let fields = [ParameterField::Cautious, ParameterField::Standard, ParameterField::Generous]
        .into_iter()
        .map(|field| {
            view! {
                <TextField form=&form name=field.name() label=parameter_label(field) suffix=parameter_unit(of)
                    width=Width::Medium autocomplete="off"/>
            }
        })
        .collect_view();
    view! {
        <BackLink href=back.clone()/>
        <ErrorSummary form=form.clone()/>
        <PageHeader title="前提に新しい値を加える" caption=parameter(of) lead=order/>
        <PostForm action=paths::simulator_parameter(&slug, of)>
            <HiddenField name="seen" value=seen.to_string()/>
            {fields}
            <DateField form=&form name=ParameterField::ValidFrom.name() label=parameter_label(ParameterField::ValidFrom)
                hint="この日からの試算に使います。これからの日も入力できます" year_needed=true/>
            <TextField form=&form name=ParameterField::Source.name() label=parameter_label(ParameterField::Source)
                hint="例：令和8年度の調査（報告書のページ）。仮定であれば、そう書いてください" autocomplete="off"/>
            <TextArea form=&form name=ParameterField::Note.name() label=parameter_label(ParameterField::Note) optional=true rows=3/>
            <Buttons>
                <Button>"加える"</Button>
                <ButtonLink href=back kind=ButtonKind::Quiet>"やめる"</ButtonLink>
            </Buttons>
        </PostForm>
    }
}

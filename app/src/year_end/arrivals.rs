//! 到達簿: papers and mails counted where they come in, beside those that were entered.

use crate::{
    exports::SaveLinks,
    messages::{subsidies::way, year_end as words},
    paths,
};
use domain::{
    subsidies::Way,
    wareki::{format_date, format_date_with_weekday},
    year_end::{ArrivalCountField as Field, Papers},
};
use elements::{
    Breadcrumb, Button, Choice, Choices, Column, Crumb, DateField, Density, EmptyState, ErrorSummary,
    FormState, InputMode, Notice, NoticeKind, PageHeader, PostForm, Section, Table, Tag, TextField, Tone,
    Width,
};
use leptos::prelude::*;

/// A day and a way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PapersLine {
    /// What came and what is entered.
    pub papers: Papers,
    /// Who counted it last.
    pub by: Option<String>,
}

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArrivalsView {
    /// The municipality's word in addresses.
    pub slug: String,
    /// The newest first.
    pub lines: Vec<PapersLine>,
    /// How many are missing in all.
    pub missing: u64,
    /// Whether the officer counts.
    pub may_count: bool,
    /// What was typed.
    pub form: FormState,
    /// What was just done.
    pub done: Option<&'static str>,
}

/// The page.
#[component]
pub fn ArrivalsPage(
    /// What it shows.
    arrivals: ArrivalsView,
) -> impl IntoView {
    let ArrivalsView { slug, lines, missing, may_count, form, done } = arrivals;
    let done = done.map(|done| view! { <Notice kind=NoticeKind::Success live=true title=done/> });
    let alarm = (missing > 0).then(|| {
        let entry = may_count.then(|| view! { <p><a href=paths::behalf(&slug)>"代理入力を始める"</a></p> });
        let title = format!("{missing}件が入力されていません");
        view! { <Notice kind=NoticeKind::Error title><p>"封筒やメールを探して、代理入力してください。数え間違いのときは、同じ日と方法で数え直してください。"</p>{entry}</Notice> }
    });
    let (typed, action) = (form.clone(), paths::arrival_count(&slug));
    let count = may_count.then(move || {
        let form = typed;
        let options = Way::ALL.into_iter().map(|one| Choice::new(one.code(), way(one))).collect();
        view! {
            <Section title="届いた数を記録する">
                <PostForm action>
                    <DateField form=&form name=Field::On.name() label=words::arrival_label(Field::On)/>
                    <Choices form=&form name=Field::Way.name() legend=words::arrival_label(Field::Way) options/>
                    <TextField form=&form name=Field::Count.name() label=words::arrival_label(Field::Count) hint="開封したその場で数えます。届かなかった日は、記録しなくてもかまいません。" width=Width::Short inputmode=InputMode::Numeric autocomplete="off" suffix="件"/>
                    <Button>"届いた数を記録する"</Button>
                </PostForm>
            </Section>
        }
    });
    let list = if lines.is_empty() {
        view! { <EmptyState title="紙やメールで届いた申請の記録はありません"/> }.into_any()
    } else {
        let rows = lines.into_iter().map(row).collect_view();
        let columns = vec![
            Column::new("届いた日"),
            Column::new("方法"),
            Column::number("届いた数"),
            Column::number("入力した数"),
            Column::new("照合"),
            Column::new("数えた人"),
        ];
        let save = paths::export_of(&paths::arrivals(&slug));
        view! {
            <SaveLinks what="到達簿" here=save/>
            <Table caption="到達簿" caption_hidden=true density=Density::Dense columns>{rows}</Table>
        }
        .into_any()
    };
    view! {
        <ErrorSummary form=form.clone()/>
        <Breadcrumb crumbs=vec![Crumb::new("年度・記録", paths::records(&slug))] here="到達簿"/>
        {done}
        <PageHeader title="到達簿" lead="窓口・郵送・FAX・メールで届いた申請の数を、入力の前に記録します。入力した数より多いと、全員のホームに警報が出ます。"/>
        {alarm}
        {count}
        <Section title="今年度と前年度の到達">{list}</Section>
    }
}

fn row(line: PapersLine) -> impl IntoView {
    let PapersLine { papers, by } = line;
    let Papers { on, way: by_way, counted, entered } = papers;
    let missing = papers.missing();
    let tag = match (counted, missing) {
        (None, _) => view! { <Tag tone=Tone::Neutral label="数えていない"/> }.into_any(),
        (Some(_), 0) => view! { <Tag tone=Tone::Success label="一致"/> }.into_any(),
        (Some(_), missing) => {
            view! { <Tag tone=Tone::Danger label=format!("{missing}件足りません")/> }.into_any()
        }
    };
    let label = format!("{}の{}", format_date(on), way(by_way));
    view! {
        <tr aria-label=label>
            <th scope="row" class="nowrap">{format_date_with_weekday(on)}</th>
            <td>{way(by_way)}</td>
            <td class="number">{counted.map(|n| n.to_string())}</td>
            <td class="number">{entered}</td>
            <td>{tag}</td>
            <td>{by}</td>
        </tr>
    }
}

//! 列の読み取りを直す: every column of the file with its words and first cells, and what it holds.

use crate::{
    messages::event_tables::{column_label, meaning},
    paths,
};
use domain::{
    event_tables::{Meaning, Place, field, word},
    ids::EventTableId,
};
use elements::{
    BackLink, Button, ButtonKind, ButtonLink, Buttons, Choice, ErrorSummary, FormState, HiddenField,
    PageHeader, PostForm, Section, SelectField,
};
use leptos::prelude::*;

/// What the page shows.
#[derive(Debug, Clone)]
pub struct EventTableColumnsView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// Which table.
    pub id: EventTableId,
    /// Which version was seen.
    pub version: i32,
    /// What it is called.
    pub title: String,
    /// Its columns, but that of the prefectures' names.
    pub columns: Vec<Place>,
    /// Whether a person said something of them before.
    pub corrected: bool,
    /// What was chosen.
    pub form: FormState,
}

/// The page.
#[component]
pub fn EventTableColumnsPage(
    /// What is shown.
    view: EventTableColumnsView,
) -> impl IntoView {
    let EventTableColumnsView { slug, id, version, title, columns, corrected, form } = view;
    let (back, action) = (paths::event_table(&slug, id), paths::event_table_columns(&slug, id));
    let mut options: Vec<Choice> =
        Meaning::choices().into_iter().map(|one| Choice::new(one.word(), meaning(one))).collect();
    options.push(Choice::new(word(None), "使わない列"));
    let fields = columns
        .into_iter()
        .map(|place| {
            let hint = if place.samples.is_empty() {
                "どの行も空欄です".to_owned()
            } else {
                format!("はじめの値：{}", place.samples.join("、"))
            };
            view! {
                <SelectField form=&form name=field(place.at) label=column_label(&place) options=options.clone() hint/>
            }
        })
        .collect_view();
    let again_to = action.clone();
    let again = corrected.then(|| {
        view! {
            <Section title="見出しから読み直す">
                <p>"直した読み取りをやめて、ファイルの見出しの言葉から、もう一度読み取ります。"</p>
                <PostForm action=again_to>
                    <HiddenField name="version" value=version.to_string()/>
                    <Buttons><Button kind=ButtonKind::Quiet name="act" value="forget">"見出しから読み直す"</Button></Buttons>
                </PostForm>
            </Section>
        }
    });
    view! {
        <BackLink href=back.clone()/>
        <ErrorSummary form=&form/>
        <PageHeader title="列の読み取りを直す" caption=title lead="見出しの言葉を取り違えていたら、列ごとに何の数かを選び直します。読み込んだセルは変わりません。"/>
        <PostForm action=action>
            <HiddenField name="version" value=version.to_string()/>
            {fields}
            <Buttons>
                <Button>"この読み取りで計算し直す"</Button>
                <ButtonLink href=back kind=ButtonKind::Quiet>"やめる"</ButtonLink>
            </Buttons>
        </PostForm>
        {again}
    }
}

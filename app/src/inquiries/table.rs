//! All answers of an inquiry: one line a house, one column a question.

use crate::{exports::SaveLinks, messages::inquiries::standing, paths};
use domain::{ids::InquiryId, inquiries::Standing};
use elements::{Breadcrumb, Column, Crumb, Density, EmptyState, PageHeader, Section, Table};
use leptos::prelude::*;

/// A house that answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerLine {
    /// Its name.
    pub name: String,
    /// Its answers in words, as many as there are questions; empty where there is none.
    pub words: Vec<String>,
}

/// What the page shows.
#[derive(Debug, Clone)]
pub struct AnswersView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// The inquiry.
    pub id: InquiryId,
    /// 件名.
    pub title: String,
    /// Who answered.
    pub standing: Standing,
    /// The questions, in words.
    pub questions: Vec<String>,
    /// The houses.
    pub lines: Vec<AnswerLine>,
    /// Sums of what is counted: the question, and each choice or the sum of the numbers with how many gave it.
    pub sums: Vec<(String, Vec<(String, String)>)>,
}

/// The page.
#[component]
pub fn AnswersPage(
    /// What it shows.
    view: AnswersView,
) -> impl IntoView {
    let AnswersView { slug, id, title, standing: counted, questions, lines, sums } = view;
    let crumbs = vec![
        Crumb::new("照会", paths::inquiries(&slug)),
        Crumb::new(title.clone(), paths::inquiry(&slug, id)),
    ];
    let body = if lines.is_empty() {
        view! { <EmptyState title="回答はまだありません"/> }.into_any()
    } else {
        let columns = std::iter::once("団体".to_owned()).chain(questions).map(Column::new).collect();
        let rows = lines
            .into_iter()
            .map(|line| {
                let cells = line.words.into_iter().map(|words| view! { <td>{words}</td> }).collect_view();
                view! { <tr><th scope="row">{line.name}</th>{cells}</tr> }
            })
            .collect_view();
        let sums = sums
            .into_iter()
            .map(|(question, counted)| {
                let rows = counted
                    .into_iter()
                    .map(|(what, number)| view! { <tr><th scope="row">{what}</th><td class="number">{number}</td></tr> })
                    .collect_view();
                let columns = vec![Column::new("答え"), Column::number("数")];
                view! { <Table caption=question columns density=Density::Dense>{rows}</Table> }
            })
            .collect_view();
        let here = paths::export_of(&paths::inquiry_answers(&slug, id));
        view! {
            <SaveLinks what="回答の表" here/>
            <Section title="団体ごとの回答">
                <Table caption="団体ごとの回答" caption_hidden=true columns density=Density::Dense>{rows}</Table>
            </Section>
            <Section title="設問ごとの集計"><div class="stack">{sums}</div></Section>
        }
        .into_any()
    };
    view! {
        <Breadcrumb crumbs here="回答の表"/>
        <PageHeader title="回答の表" caption=title lead=standing(counted)/>
        {body}
    }
}

//! The inquiries of a house.

use crate::{
    messages::inquiries::{stage, stage_tone, standing},
    paths,
};
use chrono::NaiveDate;
use domain::{
    ids::InquiryId,
    inquiries::{Stage, Standing},
    wareki::format_date,
};
use elements::{ButtonLink, Buttons, Column, Density, EmptyState, PageHeader, Table, Tag};
use leptos::prelude::*;

/// An inquiry of the house.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InquiryLine {
    /// Its id.
    pub id: InquiryId,
    /// 件名.
    pub title: String,
    /// Where it stands.
    pub stage: Stage,
    /// The last day.
    pub deadline: NaiveDate,
    /// Who answered.
    pub standing: Standing,
}

/// The page.
#[component]
pub fn InquiriesPage(
    /// The tenant's word in addresses.
    slug: String,
    /// The inquiries, the newest first.
    lines: Vec<InquiryLine>,
    /// Whether the officer may write one.
    keeps: bool,
    /// What was just done, as a sentence.
    done: Option<String>,
) -> impl IntoView {
    let done = done.map(|done| {
        view! { <elements::Notice kind=elements::NoticeKind::Success live=true title=done/> }
    });
    let new = paths::new_inquiry(&slug);
    let add = keeps.then(|| {
        view! { <Buttons><ButtonLink href=new>"照会を作る"</ButtonLink></Buttons> }
    });
    let list = if lines.is_empty() {
        view! { <EmptyState title="照会はまだありません"><p>"普及の取組や来年度の予定などを、まとめて聞けます。だれが回答したかは、この画面で分かります。"</p></EmptyState> }
            .into_any()
    } else {
        let rows = lines
            .into_iter()
            .map(|line| {
                let InquiryLine { id, title, stage: at, deadline, standing: counted } = line;
                let counted = match at {
                    Stage::Draft => "―".to_owned(),
                    Stage::Open | Stage::Closed => standing(counted),
                };
                view! {
                    <tr>
                        <th scope="row"><a href=paths::inquiry(&slug, id)>{title}</a></th>
                        <td><Tag tone=stage_tone(at) label=stage(at)/></td>
                        <td>{format_date(deadline)}</td>
                        <td>{counted}</td>
                    </tr>
                }
            })
            .collect_view();
        let columns = ["件名", "状態", "回答期限", "回答"].map(Column::new).to_vec();
        view! { <Table caption="照会" caption_hidden=true columns density=Density::Dense>{rows}</Table> }
            .into_any()
    };
    view! {
        <PageHeader title="照会" lead="ほかの団体に同じ質問をして、回答を1つの表にまとめます。"/>
        {done}
        {add}
        {list}
    }
}

//! The list of imports.

use crate::{paths, when};
use chrono::{DateTime, Utc};
use domain::ids::BatchId;
use elements::{
    ButtonLink, Column, Density, EmptyState, Notice, NoticeKind, PageHeader, Pagination, Table, Tag, Tone,
};
use leptos::prelude::*;

/// Where an import stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BatchStanding {
    /// The file is being read.
    Reading,
    /// The file is none that is taken.
    Refused,
    /// Nothing is written yet.
    Previewed,
    /// The register is being given it.
    Committing,
    /// A person stopped that.
    Stopped,
    /// The register has it.
    Committed,
    /// It is being taken back.
    Undoing,
    /// It was taken back.
    Undone,
    /// It was put away.
    Discarded,
}

impl BatchStanding {
    pub(super) const fn tag(self) -> (Tone, &'static str) {
        match self {
            Self::Reading => (Tone::Info, "読み取り中"),
            Self::Refused => (Tone::Danger, "読めません"),
            Self::Previewed => (Tone::Attention, "確認待ち"),
            Self::Committing => (Tone::Info, "反映中"),
            Self::Stopped => (Tone::Attention, "途中で停止"),
            Self::Committed => (Tone::Success, "反映済み"),
            Self::Undoing => (Tone::Info, "取消し中"),
            Self::Undone => (Tone::Neutral, "取消し済み"),
            Self::Discarded => (Tone::Neutral, "取りやめ"),
        }
    }
}

/// An import in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BatchLine {
    /// Its id.
    pub id: BatchId,
    /// The name of its file.
    pub file_name: String,
    /// Who uploaded it.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Where it stands.
    pub standing: BatchStanding,
    /// Offices: new, changed, as they were.
    pub offices: [usize; 3],
    /// Rows that were not taken for an error.
    pub errors: usize,
}

/// Imports, newest first.
#[component]
pub fn ImportsPage(
    /// The tenant's word in addresses.
    slug: String,
    /// The imports of the page.
    batches: Vec<BatchLine>,
    /// The page, from 1.
    page: u64,
    /// Imports on a page.
    per_page: u64,
    /// Imports in all.
    total: u64,
    /// Whether the viewer may import.
    keeper: bool,
    /// What was just done.
    #[prop(optional_no_strip)]
    done: Option<&'static str>,
) -> impl IntoView {
    let action =
        keeper.then(|| view! { <ButtonLink href=paths::new_import(&slug)>"一覧を取り込む"</ButtonLink> });
    let done = done.map(|done| view! { <Notice kind=NoticeKind::Success live=true title=done/> });
    let list = if batches.is_empty() {
        view! { <EmptyState title="取込はまだありません"><p>"事業所の一覧を取り込むと、ここに記録が残ります。"</p></EmptyState> }.into_any()
    } else {
        rows(&slug, batches).into_any()
    };
    let address = slug.clone();
    view! {
        {done}
        <PageHeader title="取込">{action}</PageHeader>
        {list}
        <Pagination page per_page total href=move |page| paths::imports_page(&address, page)/>
    }
}

fn rows(slug: &str, batches: Vec<BatchLine>) -> impl IntoView + use<> {
    let rows = batches
        .into_iter()
        .map(
            |BatchLine {
                 id,
                 file_name,
                 by,
                 at,
                 standing,
                 offices: [created, changed, unchanged],
                 errors,
             }| {
                let (tone, label) = standing.tag();
                view! {
                    <tr>
                        <th scope="row"><a href=paths::import(slug, id)>{file_name}</a></th>
                        <td><Tag tone label/></td>
                        <td class="number">{created.to_string()}</td>
                        <td class="number">{changed.to_string()}</td>
                        <td class="number">{unchanged.to_string()}</td>
                        <td class="number">{errors.to_string()}</td>
                        <td class="nowrap"><time datetime=when::datetime(at)>{when::moment(at)}</time></td>
                        <td>{by}</td>
                    </tr>
                }
            },
        )
        .collect_view();
    view! {
        <Table
            caption="取込の記録"
            caption_hidden=true
            density=Density::Dense
            columns=vec![
                Column::new("ファイル"),
                Column::new("状態"),
                Column::number("新規"),
                Column::number("変更"),
                Column::number("変更なし"),
                Column::number("エラーの行"),
                Column::new("日時"),
                Column::new("担当"),
            ]
        >
            {rows}
        </Table>
    }
}

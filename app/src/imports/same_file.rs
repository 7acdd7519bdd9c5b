//! What a file is known by: the hash of its content, and the import that took the same content last.

use crate::{paths, when};
use chrono::{DateTime, Utc};
use domain::ids::BatchId;
use elements::SummaryRow;
use leptos::prelude::*;

/// What a file is known by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SameFile {
    /// SHA-256 of its bytes, hexadecimal.
    pub hash: String,
    /// The other import that wrote the same content last, and when.
    pub taken: Option<(BatchId, DateTime<Utc>)>,
}

/// The rows of a summary for it.
pub(super) fn same_file(slug: &str, file: &SameFile) -> AnyView {
    let taken = file.taken.map(|(batch, at)| {
        let href = paths::import(slug, batch);
        let words = format!("{}に取り込んでいます", when::moment(at));
        view! { <SummaryRow label="同じ内容のファイル"><a href=href>{words}</a></SummaryRow> }
    });
    let hash = file.hash.clone();
    view! {
        <SummaryRow label="ファイルの照合値（SHA-256）"><code>{hash}</code></SummaryRow>
        {taken}
    }
    .into_any()
}

//! An import that is being read, written or taken back: how far it is. The page comes again by itself unless that is
//! turned off (WCAG 2.2.1), and looks the same after a reload or a restart.

use super::batches::BatchStanding;
use crate::paths;
use domain::ids::BatchId;
use elements::{BackLink, Button, ButtonKind, HiddenField, PageHeader, PostForm};
use leptos::prelude::*;

/// An import at work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportAtWork {
    /// Its id.
    pub id: BatchId,
    /// Counts its edits.
    pub version: i32,
    /// The name of its file.
    pub file_name: String,
    /// Reading, writing or taking back.
    pub standing: BatchStanding,
    /// Rows that are written, or offices that are taken back, and of how many.
    pub done: (u64, u64),
    /// About how many seconds are left, where that can be told.
    pub seconds_left: Option<u64>,
    /// Whether the page comes again by itself.
    pub comes_again: bool,
}

/// How far it is.
#[component]
pub fn ImportAtWorkPage(
    /// The tenant's word in addresses.
    slug: String,
    /// The import.
    work: ImportAtWork,
    /// Whether the viewer may stop it.
    keeper: bool,
) -> impl IntoView {
    let ImportAtWork { id, version, file_name, standing, done: (done, total), seconds_left, comes_again } =
        work;
    let (tone, label) = standing.tag();
    let (title, lead) = match standing {
        BatchStanding::Reading => (
            "ファイルを読んでいます",
            "大きなファイルなので、少し時間がかかります。このページを閉じても続きます。",
        ),
        BatchStanding::Undoing => ("取込を取り消しています", "このページを閉じても続きます。"),
        BatchStanding::Committing
        | BatchStanding::Refused
        | BatchStanding::Previewed
        | BatchStanding::Stopped
        | BatchStanding::Committed
        | BatchStanding::Undone
        | BatchStanding::Discarded => {
            ("台帳に反映しています", "このページを閉じても続きます。ほかの人は、ふだんどおり台帳を使えます。")
        }
    };
    let bar = (total > 0).then(|| {
        let percent = done * 100 / total;
        let left = seconds_left.map(remaining);
        let counted = match standing {
            BatchStanding::Undoing => format!("事業所{total}件のうち{done}件"),
            _ => format!("{total}行のうち{done}行"),
        };
        view! {
            <p><progress max=total.to_string() value=done.to_string() aria-label=title>{format!("{percent}％")}</progress></p>
            <p>{format!("{counted}（{percent}％）まで終わりました。")}{left}</p>
        }
    });
    let here = paths::import(&slug, id);
    let again = if comes_again {
        view! { <p>"5秒ごとに自動で更新します。 "<a href=format!("{here}?still=1")>"自動の更新を止める"</a></p> }.into_any()
    } else {
        view! { <p><a href=here.clone()>"いまの状態を見る（自動の更新を始める）"</a></p> }.into_any()
    };
    let stop = keeper.then(|| match standing {
        BatchStanding::Reading => Some((paths::import_discarding(&slug, id), "読むのをやめる")),
        BatchStanding::Committing => Some((paths::import_stop(&slug, id), "ここで止める")),
        BatchStanding::Refused
        | BatchStanding::Previewed
        | BatchStanding::Stopped
        | BatchStanding::Committed
        | BatchStanding::Undoing
        | BatchStanding::Undone
        | BatchStanding::Discarded => None,
    });
    let stop = stop.flatten().map(|(action, words)| {
        view! {
            <PostForm action=action>
                <HiddenField name="version" value=version.to_string()/>
                <Button kind=ButtonKind::Secondary>{words}</Button>
            </PostForm>
        }
    });
    view! {
        <BackLink href=paths::imports(&slug) label="取込"/>
        <PageHeader title=title caption=file_name tag=Some((tone, label.to_owned())) lead/>
        {bar}
        {again}
        {stop}
    }
}

/// About how long, in words.
fn remaining(seconds: u64) -> String {
    match seconds {
        0..=10 => "まもなく終わります。".to_owned(),
        11..=90 => format!("残りはおよそ{}秒です。", seconds.div_ceil(10) * 10),
        _ => format!("残りはおよそ{}分です。", seconds.div_ceil(60)),
    }
}

//! Taking an import back: what it would do.

use crate::paths;
use domain::ids::BatchId;
use elements::{Button, Buttons, HiddenField, Notice, NoticeKind, PageHeader, PostForm, Stat, Stats};
use leptos::prelude::*;

/// Takes it back?
#[component]
pub fn UndoPage(
    /// The tenant's word in addresses.
    slug: String,
    /// The import.
    batch: BatchId,
    /// Counts its edits.
    version: i32,
    /// The name of its file.
    file_name: String,
    /// Offices that the import made.
    created: u64,
    /// Offices that it changed.
    changed: u64,
    /// Offices that somebody changed since.
    refused: u64,
) -> impl IntoView {
    let back = paths::import(&slug, batch);
    let kept = (refused > 0).then(|| {
        view! {
            <Notice kind=NoticeKind::Warning title=format!("{refused}件は、取込の後に変更されているため、そのまま残します")>
                <p>"取り消した後に、その一覧をお見せします。"</p>
            </Notice>
        }
    });
    view! {
        <PageHeader title="この取込を取り消しますか" caption=file_name lead="台帳を、この取込の前の状態に戻します。申請や参加の記録がある事業所は消しません。"/>
        <Stats>
            <Stat label="台帳から消す事業所" value=created.to_string() unit="件" note="この取込で新しく登録したもの"/>
            <Stat label="前の内容に戻す事業所" value=changed.to_string() unit="件"/>
            <Stat label="そのまま残す事業所" value=refused.to_string() unit="件" note="取込の後に変更されたもの"/>
        </Stats>
        {kept}
        <PostForm action=paths::import_undo(&slug, batch)>
            <HiddenField name="version" value=version.to_string()/>
            <Buttons>
                <Button>"取り消して、元に戻す"</Button>
                <a href=back>"取り消さずに戻る"</a>
            </Buttons>
        </PostForm>
    }
}

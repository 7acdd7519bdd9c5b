//! Taking an import back: what it would do.

use super::result::UndoneLine;
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

/// Takes a list of adopters back?
#[component]
pub fn AdoptersUndoPage(
    /// The tenant's word in addresses.
    slug: String,
    /// The list.
    batch: BatchId,
    /// Counts its edits.
    version: i32,
    /// The name of its file.
    file_name: String,
    /// Rows that were matched surely.
    sure: u64,
    /// Rows that a person decided: how many, and the offices of the first of them.
    by_hand: (u64, Vec<UndoneLine>),
) -> impl IntoView {
    let back = paths::import(&slug, batch);
    let (count, lines) = by_hand;
    let offices = lines
        .into_iter()
        .map(|UndoneLine { office, name, why }| {
            view! { <li><a href=paths::office(&slug, office)>{name}</a>"："{why}</li> }
        })
        .collect_view();
    let kept = (count > 0).then(|| {
        view! {
            <Notice kind=NoticeKind::Warning title=format!("{count}行は、人が確かめて決めたため、そのまま残します")>
                <p>"直すときは、事業所のページで新しい状況を記録してください。"</p>
                <ul>{offices}</ul>
            </Notice>
        }
    });
    view! {
        <PageHeader title="この一覧の記録を取り消しますか" caption=file_name lead="一覧から自動で記録した導入の状況を消します。各事業所の状況は、残りの根拠から決まり直します。台帳の内容は変わりません。"/>
        <Stats>
            <Stat label="記録を消す行" value=sure.to_string() unit="行" note="自動で照合したもの"/>
            <Stat label="そのまま残す行" value=count.to_string() unit="行" note="人が確かめて決めたもの"/>
        </Stats>
        {kept}
        <PostForm action=paths::import_undo(&slug, batch)>
            <HiddenField name="version" value=version.to_string()/>
            <Buttons>
                <Button>"この一覧の記録を取り消す"</Button>
                <a href=back>"取り消さずに戻る"</a>
            </Buttons>
        </PostForm>
    }
}

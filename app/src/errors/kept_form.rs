//! What was typed when a session had ended.

use crate::paths;
use elements::{Button, HiddenField, Notice, NoticeKind, PageHeader, PostForm, Section};
use leptos::prelude::*;

/// What was typed, and one button that sends it.
#[component]
pub fn KeptFormPage(
    /// Where it was sent to.
    #[prop(into)]
    address: String,
    /// Names and what was typed.
    typed: Vec<(String, String)>,
    /// Whether files were sent with it, which are not kept.
    with_files: bool,
    /// Whether more was sent than is kept: then it is looked at here, and typed once more.
    in_part: bool,
) -> impl IntoView {
    let seen: Vec<_> = typed
        .iter()
        .filter(|(name, value)| !value.trim().is_empty() && name != "version")
        .map(|(_, value)| view! { <li>{value.clone()}</li> })
        .collect();
    let seen = (!seen.is_empty()).then(|| view! { <Section title="入力した内容"><ul>{seen}</ul></Section> });
    if in_part {
        return view! {
            <Notice kind=NoticeKind::Warning live=true title="ログインの有効期限が切れていたため、まだ送信していません">
                <p>"送信した内容が多すぎたため、すべては残せませんでした。もとの画面を開き、もう一度入力してください。ファイルは、小さくしてから選んでください。"</p>
            </Notice>
            <PageHeader title="送信していない入力があります"/>
            {seen}
            <p><a href=paths::home()>"ホームへ移る"</a></p>
        }
        .into_any();
    }
    let fields = typed.into_iter().map(|(name, value)| view! { <HiddenField name value/> }).collect_view();
    let files = with_files.then(
        || view! { <p>"選んだファイルは残っていません。送信したあとの画面で、もう一度選んでください。"</p> },
    );
    view! {
        <Notice kind=NoticeKind::Warning live=true title="ログインの有効期限が切れていたため、まだ送信していません">
            <p>"入力した内容は残っています。下のボタンを押すと、そのまま送信します。"</p>
            {files}
        </Notice>
        <PageHeader title="送信していない入力があります"/>
        {seen}
        <PostForm action=address multipart=with_files>
            {fields}
            <Button>"この内容を送信する"</Button>
        </PostForm>
        <p><a href=paths::home()>"送信しないで、ホームへ移る"</a></p>
    }
    .into_any()
}

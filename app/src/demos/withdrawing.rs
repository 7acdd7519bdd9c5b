//! A registration is cancelled by its link, or by an officer for who telephoned.

use elements::{BackLink, Button, ButtonKind, ButtonLink, Buttons, Notice, NoticeKind, PageHeader, PostForm};
use leptos::prelude::*;

/// What becomes of the places, or of a place in the line.
pub(super) const fn what_follows(waits: bool) -> &'static str {
    if waits {
        "取り消すと、キャンセル待ちの順番がなくなります。"
    } else {
        "取り消すと、空いた席を、待っている事業所にお知らせします。待っている事業所がなければ、ほかの事業所が申し込めるようになります。"
    }
}

/// Cancelling, asked once more.
#[component]
pub fn ComingWithdrawalPage(
    /// Where one goes back to.
    back: String,
    /// Where the form goes.
    action: String,
    /// When, for which office, how many.
    about: String,
    /// Whether it only waits.
    waits: bool,
    /// Why it cannot be, as a sentence.
    refused: Option<String>,
) -> impl IntoView {
    let refused = refused.map(|why| view! { <Notice kind=NoticeKind::Error live=true title=why/> });
    view! {
        <BackLink href=back.clone()/>
        {refused}
        <PageHeader title="申込みを取り消しますか" caption=about lead=what_follows(waits)/>
        <PostForm action>
            <Buttons>
                <Button kind=ButtonKind::Warning>"取り消す"</Button>
                <ButtonLink href=back kind=ButtonKind::Quiet>"取り消さずに戻る"</ButtonLink>
            </Buttons>
        </PostForm>
    }
}

/// After cancelling, and where a link leads to what is not there any more.
#[component]
pub fn WithdrawnPage(
    /// What it was.
    about: String,
    /// Where one can register again, if at all.
    again: Option<String>,
) -> impl IntoView {
    let again = again.map(|href| {
        view! { <Buttons><ButtonLink href kind=ButtonKind::Secondary>"もう一度申し込む"</ButtonLink></Buttons> }
    });
    view! {
        <PageHeader title="この申込みは取り消されています" caption=about lead="また参加できるようになったときは、もう一度申し込んでください。"/>
        {again}
    }
}

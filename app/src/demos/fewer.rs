//! Between a request and its sending: fewer people than the federation comes for in person. Nobody is refused; there are
//! three ways on, and nothing typed is lost.

use crate::paths;
use domain::form::Typed;
use elements::{
    BackLink, Button, ButtonKind, Buttons, HiddenField, Notice, NoticeKind, PageHeader, PostForm,
};
use leptos::prelude::*;

/// The page.
#[component]
pub fn FewerPage(
    /// The tenant's word in addresses.
    slug: String,
    /// Where the form is sent.
    action: String,
    /// The federation's name.
    federation: String,
    /// From how many people on it comes in person.
    least: u16,
    /// How many people are expected.
    people: u16,
    /// What was typed.
    typed: Typed,
) -> impl IntoView {
    let title = format!("{federation}が現地で開く目安は、{least}人以上です");
    let lead = format!("参加見込みは{people}人です。依頼はお断りしません。進め方を選んでください。");
    let hidden = typed
        .pairs()
        .iter()
        .filter(|(name, _)| name != "fewer")
        .map(|(name, value)| view! { <HiddenField name=name.clone() value=value.clone()/> })
        .collect_view();
    view! {
        <BackLink href=paths::demos(&slug)/>
        <PageHeader title="人数に合った開き方を選ぶ" lead/>
        <Notice kind=NoticeKind::Info title/>
        <PostForm action>
            {hidden}
            <div class="stack">
                <p>"オンラインなら、少ない人数でも、島や遠い地域からでも参加できます。接続先は、決まったあとにお知らせします。"</p>
                <Button name="fewer" value="online">"オンラインで依頼する"</Button>
                <p>"近くの市区町村と合わせると、現地で開きやすくなります。相手と日時は連合会が調整します。"</p>
                <Button kind=ButtonKind::Secondary name="fewer" value="joint">"相乗りでもよいとして、現地で依頼する"</Button>
                <p>"事情があるときは、現地のまま依頼して、連合会に相談できます。"</p>
                <Button kind=ButtonKind::Secondary name="fewer" value="on_site">"現地のまま依頼する"</Button>
            </div>
            <Buttons>
                <Button kind=ButtonKind::Quiet name="fewer" value="back">"入力に戻る"</Button>
            </Buttons>
        </PostForm>
    }
}

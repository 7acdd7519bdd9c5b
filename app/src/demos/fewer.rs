//! Between a request and its sending: fewer people than the federation comes for in person, or more sessions in a year than it
//! means one municipality to have. Nobody is refused; there are three ways on, and nothing typed is lost.

use crate::paths;
use domain::{demos::Yearly, form::Typed};
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
    /// From how many people on it comes in person, and how many are expected; none where those are enough.
    few: Option<(u16, u16)>,
    /// How the municipality stands in the year; none where it may have one more.
    often: Option<Yearly>,
    /// What was typed.
    typed: Typed,
) -> impl IntoView {
    let (title, lead) = match few {
        Some((_, people)) => (
            "人数に合った開き方を選ぶ",
            format!("参加見込みは{people}人です。依頼はお断りしません。進め方を選んでください。"),
        ),
        None => ("開き方を選ぶ", "依頼はお断りしません。進め方を選んでください。".to_owned()),
    };
    let few = few.map(|(least, _)| format!("{federation}が現地で開く目安は、{least}人以上です"));
    let often = often.map(|Yearly { year, before, allowed }| {
        let (year, next) = (year.label(), before.saturating_add(1));
        format!("{federation}が現地で開く目安は、年度に{allowed}回です。この依頼は、{year}の{next}回目です")
    });
    let reasons = few
        .into_iter()
        .chain(often)
        .map(|title| view! { <Notice kind=NoticeKind::Info title/> })
        .collect_view();
    let hidden = typed
        .pairs()
        .iter()
        .filter(|(name, _)| name != "fewer")
        .map(|(name, value)| view! { <HiddenField name=name.clone() value=value.clone()/> })
        .collect_view();
    view! {
        <BackLink href=paths::demos(&slug)/>
        <PageHeader title lead/>
        {reasons}
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

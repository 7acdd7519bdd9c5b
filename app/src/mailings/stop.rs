//! 配信停止: the page behind the link of a mail. Looking changes nothing, because mail scanners look too; it needs no
//! sign-in, and it says what still arrives. Everything can be stopped, or one topic.

use crate::{messages::mailings::topic as topic_word, paths};
use domain::mailings::Topic;
use elements::{Button, ButtonKind, HiddenField, PageHeader, PostForm, Section};
use leptos::prelude::*;

/// What the page says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StopView {
    /// The token of the link.
    pub token: String,
    /// Whose outreach it is.
    pub municipality: String,
    /// The address, all but its first letter and its domain hidden.
    pub address: String,
    /// Whether it is stopped.
    pub stopped: bool,
    /// What the mail is about whose link led here.
    pub about: Option<Topic>,
    /// The topics that are stopped.
    pub topics: Vec<Topic>,
}

/// Stops outreach, or takes that back.
#[component]
pub fn StopPage(
    /// What it says.
    stop: StopView,
) -> impl IntoView {
    let StopView { token, municipality, address, stopped, about, topics } = stop;
    let still = format!(
        "補助金の申請の受付、補正のお願い、決定の通知など、手続に必要なお知らせは、{}{municipality}から届きます。",
        if stopped { "これからも" } else { "止めた後も" }
    );
    if stopped {
        view! {
            <PageHeader title="お知らせの配信を止めました" lead=format!("{address} には、{municipality}からの案内のお知らせを送りません。")/>
            <p>{still}</p>
            <PostForm action=paths::undo_stop(&token)>
                <p>"まちがえて止めたときは、元に戻せます。"</p>
                <Button kind=ButtonKind::Secondary>"お知らせの配信を再開する"</Button>
            </PostForm>
        }
        .into_any()
    } else {
        view! {
            <PageHeader title="お知らせの配信を止めますか" lead=format!("{address} に送っている、{municipality}からの案内のお知らせを止めます。")/>
            <p>{still}</p>
            <PostForm action=paths::stop(&token)>
                <Button>"配信を止める"</Button>
            </PostForm>
            {by_topic(&token, about, &topics)}
        }
        .into_any()
    }
}

/// One button a topic: what is stopped is taken up again, and what arrives is stopped.
fn by_topic(token: &str, about: Option<Topic>, topics: &[Topic]) -> impl IntoView + use<> {
    let all = Topic::ALL
        .into_iter()
        .map(|topic| {
            let word = topic_word(topic);
            let stopped = topics.contains(&topic);
            let (action, state, button) = if stopped {
                (paths::undo_stop(token), "止めています", format!("「{word}」を再開する"))
            } else {
                (paths::stop(token), "届きます", format!("「{word}」だけを止める"))
            };
            let here =
                (about == Some(topic)).then(|| view! { <p class="muted">"今回のメールの分野です。"</p> });
            view! {
                <li>
                    <p>{format!("{word}：{state}")}</p>
                    {here}
                    <PostForm action>
                        <HiddenField name="topic" value=topic.code()/>
                        <Button kind=ButtonKind::Secondary>{button}</Button>
                    </PostForm>
                </li>
            }
        })
        .collect_view();
    view! {
        <Section title="分野ごとに選ぶ">
            <p>"一部の分野だけを止めることもできます。"</p>
            <ul>{all}</ul>
        </Section>
    }
}

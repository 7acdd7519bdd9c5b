//! What comes next for an activity that keeps its list elsewhere, or that is a page of the web, while that was not chosen yet,
//! or waits itself for something: without it the page would end.

use super::ActivityView;
use crate::paths;
use domain::campaigns::ActivityKind;
use elements::{ButtonKind, ButtonLink, Buttons, Section};
use leptos::prelude::*;

/// The sentence and the ways on: the words of each and its page.
fn step(activity: &ActivityView) -> Option<(&'static str, Vec<(&'static str, String)>)> {
    let ActivityView { slug, campaign: (campaign, _), id, kind, linked, audience, link, asks, .. } = activity;
    let edit = |words: &'static str| (words, paths::edit_activity(slug, *campaign, *id));
    match kind {
        ActivityKind::Mail if linked.is_none() && audience.is_empty() => Some((
            "お知らせを書くには、はじめに対象リストを選んでください。書いてあるお知らせを選ぶこともできます。",
            vec![edit("対象リストかお知らせを選ぶ")],
        )),
        ActivityKind::Survey if linked.is_none() => Some((
            "アンケートを作るか、作ってあるアンケートを選んでください。ここから作ると、この活動に結び付きます。",
            vec![
                ("アンケートを作る", paths::for_activity(&paths::new_survey(slug), *id)),
                edit("アンケートを選ぶ"),
            ],
        )),
        ActivityKind::DemoSession if linked.is_none() => Some(match asks {
            Some(form) => (
                "開催を依頼するか、依頼してあるデモ・説明会を選んでください。ここから依頼すると、この活動に結び付きます。",
                vec![("開催を依頼する", paths::for_activity(form, *id)), edit("デモ・説明会を選ぶ")],
            ),
            None => ("行うデモ・説明会を選んでください。", vec![edit("デモ・説明会を選ぶ")]),
        }),
        ActivityKind::WebNotice if link.is_empty() => Some((
            "ホームページに載せたら、そのページのアドレスを入力し、「完了にする」を押してください。",
            vec![edit("ページのアドレスを入力する")],
        )),
        ActivityKind::Mail | ActivityKind::Survey | ActivityKind::DemoSession => {
            let (words, way, href) = linked.as_ref().and_then(|linked| linked.next.clone())?;
            Some((words, vec![(way, href)]))
        }
        ActivityKind::WebNotice
        | ActivityKind::Post
        | ActivityKind::Fax
        | ActivityKind::Phone
        | ActivityKind::LiaisonMeeting
        | ActivityKind::GroupGuidance
        | ActivityKind::Visit
        | ActivityKind::Other => None,
    }
}

/// The section, for whoever may go on.
pub(super) fn next(activity: &ActivityView) -> Option<impl IntoView + use<>> {
    let (words, ways) = step(activity).filter(|_| activity.may_write && activity.state.is_open())?;
    let buttons = ways
        .into_iter()
        .map(|(words, href)| view! { <ButtonLink href kind=ButtonKind::Secondary>{words}</ButtonLink> })
        .collect_view();
    Some(view! {
        <Section title="次にすること">
            <p>{words}</p>
            <Buttons>{buttons}</Buttons>
        </Section>
    })
}

//! What comes next for an activity that keeps its list elsewhere, or that is a page of the web, while that was not chosen yet:
//! without it the page would end.

use super::ActivityView;
use crate::paths;
use domain::campaigns::ActivityKind;
use elements::{ButtonKind, ButtonLink, Buttons, Section};
use leptos::prelude::*;

/// The sentence and the ways on: the words of each and its page.
fn step(activity: &ActivityView) -> Option<(&'static str, Vec<(&'static str, String)>)> {
    let ActivityView { slug, campaign: (campaign, _), id, kind, linked, audience, link, .. } = activity;
    let edit = |words: &'static str| (words, paths::edit_activity(slug, *campaign, *id));
    match kind {
        ActivityKind::Mail if linked.is_none() && audience.is_empty() => Some((
            "お知らせを書くには、はじめに対象リストを選んでください。書いてあるお知らせを選ぶこともできます。",
            vec![edit("対象リストかお知らせを選ぶ")],
        )),
        ActivityKind::Survey if linked.is_none() => Some((
            "行うアンケートを選んでください。まだないときは、アンケートを作ってから選びます。",
            vec![edit("アンケートを選ぶ"), ("アンケートを作る", paths::new_survey(slug))],
        )),
        ActivityKind::DemoSession if linked.is_none() => Some((
            "行うデモ・説明会を選んでください。まだないときは、開催を依頼してから選びます。",
            vec![edit("デモ・説明会を選ぶ"), ("開催を依頼する", paths::new_demo(slug))],
        )),
        ActivityKind::WebNotice if link.is_empty() => Some((
            "ホームページに載せたら、そのページのアドレスを入力し、「完了にする」を押してください。",
            vec![edit("ページのアドレスを入力する")],
        )),
        ActivityKind::WebNotice
        | ActivityKind::Mail
        | ActivityKind::Post
        | ActivityKind::Fax
        | ActivityKind::Phone
        | ActivityKind::LiaisonMeeting
        | ActivityKind::DemoSession
        | ActivityKind::GroupGuidance
        | ActivityKind::Survey
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

//! ホームページ掲載 as a page that everybody reads here: whether it is there, and the button that puts it there or takes it away.

use super::ActivityView;
use crate::{paths, when};
use chrono::{DateTime, Utc};
use elements::{Button, ButtonKind, ButtonLink, Buttons, PostForm, Section};
use leptos::prelude::*;

/// The page of a notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticePlace {
    /// Since when it is there; none where it is not.
    pub since: Option<DateTime<Utc>>,
    /// Whether there are words to read.
    pub readable: bool,
}

/// The section, for a notice of the web.
pub(super) fn place(activity: &ActivityView) -> Option<AnyView> {
    let NoticePlace { since, readable } = activity.notice.clone()?;
    let ActivityView { slug, campaign: (campaign, _), id, keeps, .. } = activity;
    let action = paths::publish_activity(slug, *campaign, *id);
    let end = |action: String| {
        view! {
            <PostForm action>
                <Button kind=ButtonKind::Quiet name="act" value="withdraw">"公開をやめる"</Button>
            </PostForm>
        }
    };
    let body = match (since, readable) {
        (Some(since), true) => {
            let href = paths::public_notice(slug, *id);
            let end = keeps.then(|| end(action));
            view! {
                <p>{format!("{}から、", when::moment(since))}<a href=href>"だれでも読めるページ"</a>"に載せています。文を直すと、ページの文も変わります。"</p>
                {end}
            }
            .into_any()
        }
        (Some(_), false) => {
            let end = keeps.then(|| end(action));
            view! {
                <p>"「話すこと・書くこと」の文がなくなったため、いまはだれも読めません。文を入力すると、また読めるようになります。"</p>
                {end}
            }
            .into_any()
        }
        (None, true) if *keeps => view! {
            <p>"「話すこと・書くこと」の文を、そのまま、だれでも読めるページに載せられます。市区町村の補助金の案内のページからも開けます。進め方のメモのままのときは、先に書き直してください。"</p>
            <PostForm action>
                <Button kind=ButtonKind::Secondary name="act" value="publish">"公開ページに載せる"</Button>
            </PostForm>
        }
        .into_any(),
        (None, false) if *keeps => {
            let edit = paths::edit_activity(slug, *campaign, *id);
            view! {
                <p>"このシステムの、だれでも読めるページにも載せられます。載せる文を「話すこと・書くこと」に入力してください。"</p>
                <Buttons><ButtonLink href=edit kind=ButtonKind::Secondary>"載せる文を書く"</ButtonLink></Buttons>
            }
            .into_any()
        }
        (None, _) => return None,
    };
    Some(view! { <Section title="公開ページ">{body}</Section> }.into_any())
}

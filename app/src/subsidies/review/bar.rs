//! The decision bar: what this officer can do with this application now, and nothing else.

use super::About;
use crate::paths;
use domain::subsidies::StageName;
use elements::{Button, ButtonKind, ButtonLink, HiddenField, PostForm};
use leptos::prelude::*;

/// What an officer may do, by role and by where the application stands.
#[expect(clippy::struct_excessive_bools, reason = "each is a permission of its own")]
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct May {
    /// Take it.
    pub take: bool,
    /// Give it back.
    pub give_back: bool,
    /// Judge the criteria.
    pub judge: bool,
    /// Ask for a correction.
    pub correct: bool,
    /// Propose.
    pub propose: bool,
    /// Decide.
    pub decide: bool,
}

/// What the bar shows.
#[derive(Debug, Clone)]
pub struct Bar {
    /// What may be done.
    pub may: May,
    /// Where the application stands.
    pub stage: StageName,
    /// Who reviews it.
    pub assignee: Option<String>,
    /// Whether that is whoever looks.
    pub mine: bool,
    /// Criteria without a verdict.
    pub open: usize,
}

/// The bar, at the foot of the window.
#[component]
pub fn DecisionBar(
    /// Which application.
    about: About,
    /// What it shows.
    bar: Bar,
) -> impl IntoView {
    let Bar { may, stage, assignee, mine, open } = bar;
    let (slug, id, queue) = (about.slug.clone(), about.id, about.queue.clone());
    let owner = match (&assignee, mine) {
        (_, true) => "担当：あなた".to_owned(),
        (Some(name), false) => format!("担当：{name}"),
        (None, false) => "担当：なし".to_owned(),
    };
    let assign = |act: &'static str, words: &'static str, kind: ButtonKind| {
        view! {
            <PostForm action=paths::assignment(&slug, id, &queue) class="inline">
                <HiddenField name="version" value=about.version.to_string()/>
                <Button kind name="act" value=act>{words}</Button>
            </PostForm>
        }
    };
    let take = may.take.then(|| match stage {
        StageName::Submitted => assign("take", "担当になって審査を始める", ButtonKind::Primary),
        StageName::Draft
        | StageName::Waiting
        | StageName::UnderReview
        | StageName::Returned
        | StageName::Proposed
        | StageName::Granted
        | StageName::Refused
        | StageName::Withdrawn => assign("take", "担当を引き継ぐ", ButtonKind::Quiet),
    });
    let give_back = may.give_back.then(|| assign("give_back", "担当を外れる", ButtonKind::Quiet));
    let correct = may.correct.then(|| {
        view! { <ButtonLink kind=ButtonKind::Secondary href=paths::correction(&slug, id, &queue)>"補正を依頼する"</ButtonLink> }
    });
    let propose = may.propose.then(|| {
        let kind = if open == 0 { ButtonKind::Primary } else { ButtonKind::Secondary };
        view! { <ButtonLink kind href=paths::proposal(&slug, id, &queue)>"起案する"</ButtonLink> }
    });
    let decide = may
        .decide
        .then(|| view! { <ButtonLink href=paths::decision(&slug, id, &queue)>"決裁する"</ButtonLink> });
    let open = (may.propose && open > 0)
        .then(|| view! { <span class="muted">{format!("未判定の要件があと{open}件あります")}</span> });
    view! {
        <div class="decision-bar">
            <p class="decision-bar__words"><span>{owner}</span>{open}</p>
            <div class="decision-bar__acts">{give_back}{take}{correct}{propose}{decide}</div>
        </div>
    }
}

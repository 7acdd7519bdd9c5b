//! Before publishing: the rules once more, what they pay, and what changes for whom.

use super::{amount_steps::AmountSteps, programme::RulesSummary};
use crate::paths;
use domain::{
    ids::ProgrammeId,
    money::Yen,
    subsidies::{ProgrammeState, Rules},
};
use elements::{
    Breadcrumb, Button, Buttons, Crumb, HiddenField, Notice, NoticeKind, PageHeader, PostForm, Section,
};
use leptos::prelude::*;

/// What the page shows.
#[derive(Debug, Clone)]
pub struct PublicationView {
    /// The municipality's word in addresses.
    pub slug: String,
    /// The programme.
    pub id: ProgrammeId,
    /// The edit it shows.
    pub version: i32,
    /// Where the programme stands.
    pub state: ProgrammeState,
    /// What would be published.
    pub rules: Rules,
    /// What a licence usually costs, for the example.
    pub fee: Yen,
    /// Applications received so far.
    pub received: u64,
    /// Why it was not published, as a sentence.
    pub refused: Option<String>,
}

/// The page.
#[component]
pub fn PublicationPage(
    /// What it shows.
    publication: PublicationView,
) -> impl IntoView {
    let PublicationView { slug, id, version, state, rules, fee, received, refused } = publication;
    let refused = refused.map(|why| view! { <Notice kind=NoticeKind::Error live=true title=why/> });
    let effect = match state {
        ProgrammeState::Published { .. } if received > 0 => {
            format!(
                "すでに受け付けた{received}件は、受付時の版のままです。これから受け付ける申請に新しい版を適用します。"
            )
        }
        ProgrammeState::Draft | ProgrammeState::Published { .. } | ProgrammeState::Closed { .. } => {
            "公開すると、誰でも公開ページを見られるようになり、受付期間に入ると申請できます。".to_owned()
        }
    };
    let basis = rules.legal_basis.number.is_empty().then(|| {
        view! {
            <Notice kind=NoticeKind::Warning title="告示番号が空です">
                <p>"あとから入れて、もう一度公開することもできます。"</p>
            </Notice>
        }
    });
    let paid = rules.expense.cap.max(fee);
    let for_amount = rules.clone();
    view! {
        <Breadcrumb
            crumbs=vec![Crumb::new("補助事業", paths::programmes(&slug)), Crumb::new(rules.title.clone(), paths::programme(&slug, id))]
            here="公開の確認"
        />
        {refused}
        <PageHeader title="この内容で公開しますか" lead=effect/>
        {basis}
        <Section title="この設定で試算">
            <p>{format!("{paid}を支払った事業所の場合")}</p>
            <AmountSteps rules=for_amount paid/>
        </Section>
        <Section title="内容">
            <RulesSummary rules/>
        </Section>
        <PostForm action=paths::publish_programme(&slug, id)>
            <HiddenField name="version" value=version.to_string()/>
            <Buttons>
                <Button>"公開する"</Button>
                <a href=paths::programme(&slug, id)>"公開せずに戻る"</a>
            </Buttons>
        </PostForm>
    }
}

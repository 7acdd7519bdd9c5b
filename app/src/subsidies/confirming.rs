//! 社内の確認: what whoever prepares and whoever confirms read before something is handed in, and what they press.

use crate::{
    messages::subsidies::handing_in,
    paths::{self, Filling},
};
use domain::{ids::ApplicationId, subsidies::HandedIn};
use elements::{Button, ButtonKind, FormState, HiddenField, Notice, NoticeKind, PostForm, Section, TextArea};
use leptos::prelude::*;

/// What stands between what is prepared and its receipt, where a second person looks.
#[derive(Debug, Clone)]
pub struct ConfirmingView {
    /// What is handed in.
    pub what: HandedIn,
    /// What the viewer can do.
    pub step: ConfirmingStep,
    /// The names of those whom the viewer can ask.
    pub others: Vec<String>,
    /// Whether it was received before, and goes again after a correction: its place stays.
    pub again: bool,
    /// Until when it can be handed in, in words; none where nothing is received now.
    pub until: Option<String>,
    /// Whether that is soon.
    pub soon: bool,
    /// What whoever looks at the page has seen.
    pub seen: String,
    /// What was typed for whoever is asked, where nothing else keeps that.
    pub words: String,
    /// What was typed to send it back, and what is wrong with it.
    pub form: FormState,
}

/// What the viewer can do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConfirmingStep {
    /// Ask somebody to look.
    Ask,
    /// Ask again: it was changed since.
    AskAgain,
    /// Put it right and ask again.
    Declined {
        /// Who sent it back.
        by: String,
        /// Why.
        reason: String,
    },
    /// Wait, or take back what was asked.
    Wait {
        /// Who asked.
        asked_by: String,
        /// When, in words.
        since: String,
    },
    /// Look at it, and agree or send it back.
    Confirm {
        /// Who asked.
        asked_by: String,
    },
    /// Hand it in.
    HandIn {
        /// Who agreed.
        by: String,
    },
}

impl ConfirmingStep {
    /// Whether the viewer asks now, so that what is typed for whoever is asked is typed here.
    pub(crate) const fn asks(&self) -> bool {
        match self {
            Self::Ask | Self::AskAgain | Self::Declined { .. } => true,
            Self::Wait { .. } | Self::Confirm { .. } | Self::HandIn { .. } => false,
        }
    }

    /// Whether a colleague was asked, and has not answered.
    pub(super) const fn is_looked_at(&self) -> bool {
        matches!(self, Self::Wait { .. } | Self::Confirm { .. })
    }

    /// The words of the button that leads to the page on which all of it is looked at, and of that page; none where it is
    /// handed in there as ever.
    pub(super) const fn look(&self) -> Option<&'static str> {
        match self {
            Self::Ask | Self::AskAgain | Self::Declined { .. } => Some("内容を確かめて確認を依頼する"),
            Self::Wait { .. } => Some("申請の内容を見る"),
            Self::Confirm { .. } => Some("申請の内容を確認する"),
            Self::HandIn { .. } => None,
        }
    }
}

/// The name of the field for what is to be put right.
pub const DECLINE_REASON: &str = "reason";

/// The act by which what was asked is taken back.
pub const TAKE_BACK: &str = "take_back";

/// Where it stands, in words.
#[component]
pub fn ConfirmingNotice(
    /// What there is.
    confirming: ConfirmingView,
) -> impl IntoView {
    let ConfirmingView { what, step, others, again, until, soon, seen: _, words: _, form: _ } = confirming;
    let verb = handing_in(what);
    let whom = (!others.is_empty()).then(|| format!("確認者：{}", others.join("、")));
    let (kind, title, sentences) = match step {
        ConfirmingStep::Ask => {
            (NoticeKind::Info, format!("確認者が確認してから{verb}します"), whom.into_iter().collect())
        }
        ConfirmingStep::AskAgain => (
            NoticeKind::Warning,
            "確認を依頼した後に、内容が変わりました".to_owned(),
            vec!["もう一度、確認を依頼してください。".to_owned()],
        ),
        ConfirmingStep::Declined { by, reason } => (
            NoticeKind::Warning,
            format!("{by}さんから差し戻されました"),
            vec![
                reason,
                "入力した内容はそのまま残っています。直したら、もう一度、確認を依頼してください。".to_owned(),
            ],
        ),
        ConfirmingStep::Wait { asked_by, since } => {
            let asked = format!("依頼した方：{asked_by}さん（{since}）");
            let change = "内容を直すときは、依頼を取り下げてください。入力した内容はそのまま残ります。";
            (
                NoticeKind::Info,
                "確認者の確認を待っています".to_owned(),
                whom.into_iter().chain([asked, change.to_owned()]).collect(),
            )
        }
        ConfirmingStep::Confirm { asked_by } => (
            NoticeKind::Info,
            format!("{asked_by}さんから、確認を依頼されています"),
            vec![format!(
                "内容を確かめて、よければ{verb}してください。直すことがあれば、差し戻してください。"
            )],
        ),
        ConfirmingStep::HandIn { by } => (
            NoticeKind::Success,
            format!("{by}さんが確認しました"),
            vec![format!("このまま{verb}できます。内容を変えると、もう一度確認が必要です。")],
        ),
    };
    let kind = if soon && matches!(kind, NoticeKind::Info) { NoticeKind::Warning } else { kind };
    let sentences: Vec<String> = sentences;
    let sentences = sentences
        .iter()
        .flat_map(|words| words.lines())
        .map(|line| view! { <p>{line.to_owned()}</p> })
        .collect_view();
    let until = until.map(|until| {
        let hurry = if soon { "まもなく終わります。" } else { "" };
        let can = match (what, again) {
            (HandedIn::Application, true) => "再提出できるのは",
            (HandedIn::Application, false) => "受付は",
            (HandedIn::Report, _) => "報告の期限は",
            (HandedIn::Claim | HandedIn::Advance, _) => "請求の期限は",
        };
        view! { <p><strong>{format!("{can}{until}です。{hurry}")}</strong></p> }
    });
    let place = match (what, again) {
        (HandedIn::Application, true) => {
            "受付番号と受付の順番は変わりません。確認を依頼しただけでは、まだ再提出されていません。"
        }
        (HandedIn::Application, false) => {
            "受付の順番と予算は、申請した時点で決まります。確認を依頼しただけでは、まだ受け付けられていません。"
        }
        (HandedIn::Report, _) => "確認を依頼しただけでは、まだ報告されていません。",
        (HandedIn::Claim | HandedIn::Advance, _) => "確認を依頼しただけでは、まだ請求されていません。",
    };
    view! {
        <Notice kind title>
            {sentences}
            <p>{place}</p>
            {until}
        </Notice>
    }
}

/// Where something is handed in, a colleague is asked to look, and sends it back.
fn places(filling: &Filling, id: ApplicationId, what: HandedIn) -> [String; 3] {
    match what {
        HandedIn::Application => {
            [filling.check(id), filling.confirmation(id), filling.confirmation_decline(id)]
        }
        HandedIn::Report => {
            [filling.report_check(id), filling.report_confirmation(id), filling.report_decline(id)]
        }
        HandedIn::Claim => [filling.claim(id), filling.claim_confirmation(id), filling.claim_decline(id)],
        HandedIn::Advance => {
            [filling.advance(id), filling.advance_confirmation(id), filling.advance_decline(id)]
        }
    }
}

/// What the viewer presses at the end of the page on which all of it is looked at; `button` hands it in, with what is to be
/// ticked above it, and `asking` goes along with the question.
#[component]
pub fn ConfirmingActs(
    /// Whose pages.
    filling: Filling,
    /// The application.
    id: ApplicationId,
    /// What there is.
    confirming: ConfirmingView,
    /// The words of the button that hands it in.
    button: &'static str,
    /// What is typed for whoever is asked.
    #[prop(optional)]
    asking: Option<AnyView>,
    /// What is ticked with it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let ConfirmingView { what, step, others, again: _, until: _, soon: _, seen, words: _, form } = confirming;
    let [check, ask, decline] = places(&filling, id, what);
    let ticked = children.map(|children| children());
    match step {
        ConfirmingStep::Ask | ConfirmingStep::AskAgain | ConfirmingStep::Declined { .. } => {
            if others.is_empty() {
                let people = paths::speakers(&filling.slug);
                view! {
                    <Notice kind=NoticeKind::Warning title="確認を頼める方がいません">
                        <p>"確認者はあなただけです。ほかの方に確認を依頼してもらうか、確認者を加えてください。"</p>
                        <p><a href=people>"一緒に手続きをする方を見る"</a></p>
                    </Notice>
                }
                .into_any()
            } else {
                view! {
                    <PostForm action=ask>
                        {asking}
                        <Button>"この内容で確認を依頼する"</Button>
                    </PostForm>
                }
                .into_any()
            }
        }
        ConfirmingStep::Wait { .. } => {
            let again = (!others.is_empty()).then(|| {
                view! {
                    <PostForm action=ask.clone()>
                        {asking}
                        <Button kind=ButtonKind::Secondary>"もう一度、確認を依頼する"</Button>
                    </PostForm>
                }
            });
            view! {
                {again}
                <PostForm action=ask>
                    <HiddenField name="act" value=TAKE_BACK/>
                    <Button kind=ButtonKind::Secondary>"確認の依頼を取り下げる"</Button>
                </PostForm>
            }
            .into_any()
        }
        ConfirmingStep::Confirm { .. } => {
            view! {
                <PostForm action=check>
                    {ticked}
                    <HiddenField name="seen" value=seen/>
                    <Button>{format!("確認しました。{button}")}</Button>
                </PostForm>
                <Section title="直すことがあるとき">
                    <PostForm action=decline>
                        <TextArea form name=DECLINE_REASON label="直してほしいこと" hint="依頼した方に伝わります。市区町村には見えません" rows=3/>
                        <Button kind=ButtonKind::Secondary>"差し戻す"</Button>
                    </PostForm>
                </Section>
            }
            .into_any()
        }
        ConfirmingStep::HandIn { .. } => {
            view! { <PostForm action=check>{ticked}<Button>{button}</Button></PostForm> }.into_any()
        }
    }
}

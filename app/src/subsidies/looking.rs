//! 社内の確認 at a glance: one card that says to whoever looks at it whether they are asked, or wait for somebody.

use crate::messages::subsidies::{handed_in, handing_in};
use domain::subsidies::HandedIn;
use elements::{ButtonKind, ButtonLink, Buttons, Turn, TurnCard};
use leptos::prelude::*;

/// Something that a second person looks at before it is handed in, once somebody was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LookedAt {
    /// What is handed in.
    pub what: HandedIn,
    /// Where it stands for the viewer.
    pub step: Looking,
    /// Where it goes on.
    pub href: String,
}

/// Where it stands for the viewer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Looking {
    /// They are asked to look.
    ToConfirm {
        /// Who asked.
        asked_by: String,
    },
    /// Others are asked.
    Waiting {
        /// Who asked.
        asked_by: String,
        /// When, in words.
        since: String,
        /// The names of those who may look.
        whom: String,
    },
    /// It was sent back, and is theirs to put right.
    Declined,
    /// They sent it back.
    SentBack,
    /// It was changed since somebody was asked, and is theirs to ask about again.
    Changed,
    /// It was changed since they were asked.
    ChangedByOthers,
    /// Somebody agreed; it is still to be handed in.
    Agreed {
        /// Who.
        by: String,
    },
}

impl LookedAt {
    /// Whose turn it is.
    pub const fn turn(&self) -> Turn {
        match self.step {
            Looking::ToConfirm { .. } | Looking::Declined | Looking::Changed | Looking::Agreed { .. } => {
                Turn::Yours
            }
            Looking::Waiting { .. } | Looking::SentBack | Looking::ChangedByOthers => Turn::Theirs,
        }
    }

    fn sentence(&self) -> String {
        let (what, verb) = (handed_in(self.what), handing_in(self.what));
        match &self.step {
            Looking::ToConfirm { asked_by } => format!(
                "{asked_by}さんから、{what}の確認を依頼されています。内容を確かめて、{verb}するか、差し戻してください。"
            ),
            Looking::Waiting { .. } => format!("{what}の確認を待っています。"),
            Looking::Declined => {
                format!("確認者から{what}が差し戻されました。直して、もう一度、確認を依頼してください。")
            }
            Looking::SentBack => {
                format!("{what}を差し戻しました。直して、もう一度依頼されるまでお待ちください。")
            }
            Looking::Changed => {
                format!("確認を依頼した後に、{what}の内容が変わりました。もう一度、確認を依頼してください。")
            }
            Looking::ChangedByOthers => {
                format!("確認を依頼された{what}の内容が変わりました。もう一度依頼されるまでお待ちください。")
            }
            Looking::Agreed { by } => {
                format!("{by}さんが{what}を確認しました。まだ{verb}していません。このまま{verb}できます。")
            }
        }
    }

    const fn button(&self) -> &'static str {
        match self.step {
            Looking::ToConfirm { .. } => "内容を確かめる",
            Looking::Waiting { .. } => "内容を見る・依頼を取り下げる",
            Looking::Declined => "内容を直す",
            Looking::SentBack | Looking::ChangedByOthers => "内容を見る",
            Looking::Changed | Looking::Agreed { .. } => "内容を確かめて進める",
        }
    }
}

/// The card.
#[component]
pub fn LookedAtCard(
    /// What there is.
    looked: LookedAt,
    /// Programme, number and office, where the page does not say them.
    #[prop(optional_no_strip)]
    about: Option<String>,
    /// By when it is to be handed in, in words.
    #[prop(optional_no_strip)]
    deadline: Option<String>,
    /// How loud its button is.
    kind: ButtonKind,
) -> impl IntoView {
    let (turn, sentence, label) = (looked.turn(), looked.sentence(), looked.button());
    let LookedAt { what, step, href } = looked;
    let asked = match step {
        Looking::Waiting { asked_by, since, whom } => Some(view! {
            <p>{format!("確認者：{whom}")}</p>
            <p>{format!("依頼した方：{asked_by}さん（{since}）")}</p>
            <p>{format!(
                "確認されるまで、まだ{}されていません。内容を直すときや依頼をやめるときは、次のページで取り下げられます。",
                handing_in(what),
            )}</p>
        }),
        Looking::ToConfirm { .. }
        | Looking::Declined
        | Looking::SentBack
        | Looking::Changed
        | Looking::ChangedByOthers
        | Looking::Agreed { .. } => None,
    };
    view! {
        <TurnCard turn sentence about deadline>
            {asked}
            <Buttons><ButtonLink href kind>{label}</ButtonLink></Buttons>
        </TurnCard>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn card(step: Looking) -> String {
        let owner = Owner::new();
        let looked = LookedAt { what: HandedIn::Application, step, href: "/check".into() };
        owner.with(|| view! { <LookedAtCard looked kind=ButtonKind::Primary/> }.to_html()).replace("<!>", "")
    }

    #[test]
    fn whoever_is_asked_has_the_turn_and_whoever_asked_reads_whom_and_since_when() {
        let asked = card(Looking::ToConfirm { asked_by: "日向 陽子".into() });
        for words in ["あなたの番です", "申請の確認を依頼されています", "href=\"/check\""]
        {
            assert!(asked.contains(words), "{words}: {asked}");
        }
        let waits = card(Looking::Waiting {
            asked_by: "日向 陽子".into(),
            since: "令和6年7月3日(水)10時12分".into(),
            whom: "木下 光".into(),
        });
        for words in ["お待ちください", "申請の確認を待っています", "木下 光", "10時12分", "取り下げ"]
        {
            assert!(waits.contains(words), "{words}: {waits}");
        }
        assert!(!waits.contains("あなたの番です"), "{waits}");
    }

    #[test]
    fn what_was_sent_back_or_changed_is_the_turn_of_whoever_prepares() {
        for (step, yours) in [
            (Looking::Declined, true),
            (Looking::SentBack, false),
            (Looking::Changed, true),
            (Looking::ChangedByOthers, false),
            (Looking::Agreed { by: "木下 光".into() }, true),
        ] {
            let html = card(step.clone());
            assert_eq!(html.contains("あなたの番です"), yours, "{step:?}: {html}");
        }
    }
}

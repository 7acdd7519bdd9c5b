//! The first days of a municipality: what comes before its first application, one step after the other.

use crate::paths;
use elements::{ButtonLink, Buttons, Section, Step, StepState, Steps};
use leptos::prelude::*;

/// How far a municipality has come before its first application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirstSteps {
    /// What an administrator settles; none for the others.
    pub house: Option<House>,
    /// Offices in the register.
    pub offices: u64,
    /// The first programme.
    pub programme: FirstProgramme,
    /// Whether an office has a code for its first sign-in, or began with one.
    pub told: bool,
    /// Whether offices reach the program.
    pub public_side: bool,
}

/// What an administrator settles before anybody applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct House {
    /// Whether notices and mails have a sender and somebody to ask.
    pub sender: bool,
    /// Whether somebody reviews.
    pub clerk: bool,
    /// Whether somebody decides.
    pub approver: bool,
}

/// How far the first programme is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FirstProgramme {
    /// There is none.
    Missing,
    /// It is written and not published: its page.
    Draft(String),
    /// One is published.
    Published,
}

/// A step: what it is called, whether it is done, what is said of it, and what one presses.
struct Stage {
    title: &'static str,
    done: bool,
    words: String,
    act: Option<(&'static str, String)>,
    /// A page that is worth a look though the step is done.
    look: Option<(&'static str, String)>,
}

/// The steps; the first that is not done is the present one.
#[component]
pub(super) fn Beginning(slug: String, steps: FirstSteps, keeps: bool) -> impl IntoView {
    let stages = stages(&slug, steps);
    let here = stages.iter().position(|stage| !stage.done);
    let steps = stages
        .into_iter()
        .enumerate()
        .map(|(at, Stage { title, done, words, act, look })| {
            let current = here == Some(at);
            let state = match (done, current) {
                (true, _) => StepState::Done,
                (false, true) => StepState::Current,
                (false, false) => StepState::Ahead,
            };
            let act = act.filter(|_| keeps && current).map(|(label, href)| {
                view! { <Buttons><ButtonLink href>{label}</ButtonLink></Buttons> }
            });
            let look = look.map(|(label, href)| view! { <a href=href>{label}</a> });
            view! { <Step title state><p>{words}{look}</p>{act}</Step> }
        })
        .collect_view();
    let others = (!keeps).then(|| view! { <p>"準備は、担当か管理者の役割を持つ方が進めます。"</p> });
    view! { <Section title="はじめに">{others}<Steps>{steps}</Steps></Section> }
}

fn stages(slug: &str, steps: FirstSteps) -> Vec<Stage> {
    let FirstSteps { house, offices, programme, told, public_side } = steps;
    let mut stages: Vec<Stage> = house.map(|house| of_house(slug, house)).into_iter().flatten().collect();
    let imported = offices > 0;
    stages.push(Stage {
        title: "事業所の一覧を取り込む",
        done: imported,
        words: if imported {
            format!("{offices}事業所があります。")
        } else {
            "県や市のExcel・CSVの一覧を、そのまま読み取ります。".to_owned()
        },
        act: Some(("一覧を取り込む", paths::new_import(slug))),
        look: imported.then(|| ("台帳を見る", paths::offices(slug))),
    });
    let (words, act) = match &programme {
        FirstProgramme::Draft(href) => (
            "下書きがあります。内容を確かめて、公開してください。",
            ("下書きを確かめて公開する", href.clone()),
        ),
        FirstProgramme::Missing | FirstProgramme::Published => {
            ("ライセンス料の補助のひな形から始められます。", ("補助事業を作る", paths::new_programme(slug)))
        }
    };
    stages.push(Stage {
        title: "補助事業を作り、公開する",
        done: programme == FirstProgramme::Published,
        words: words.to_owned(),
        act: Some(act),
        look: None,
    });
    if public_side {
        stages.push(Stage {
            title: "事業所に知らせる",
            done: told,
            words: "ログインのコードを入れたお手紙を、全事業所の分まとめて印刷できます。電話やメール、説明会の計画は「周知」で立てます。".to_owned(),
            act: Some(("はじめてのお手紙を出す", paths::all_letters(slug))),
            look: Some(("周知を見る", paths::campaigns(slug))),
        });
    }
    stages.push(Stage {
        title: "申請が届くのを待つ",
        done: false,
        words: "届いた申請は、このページに古いものから並びます。".to_owned(),
        act: None,
        look: None,
    });
    stages
}

/// What only an administrator can do, and what everything after it needs.
fn of_house(slug: &str, house: House) -> [Stage; 2] {
    let House { sender, clerk, approver } = house;
    let lacking: Vec<&str> = [(clerk, "担当"), (approver, "決裁者")]
        .into_iter()
        .filter(|(there, _)| !there)
        .map(|(_, word)| word)
        .collect();
    let staffed = lacking.is_empty();
    let missing =
        if staffed { String::new() } else { format!("まだいない役割：{}。", lacking.join("、")) };
    [
        Stage {
            title: "差出人と窓口を決める",
            done: sender,
            words: "通知書の差出人、担当課、電話番号です。メールとお手紙にも載ります。".to_owned(),
            act: Some(("差出人と窓口を決める", paths::sender(slug))),
            look: None,
        },
        Stage {
            title: "担当と決裁者を招待する",
            done: staffed,
            words: format!(
                "審査して起案する人（担当）と、決裁する人（決裁者）が要ります。自分の起案は自分で決裁できません。{missing}"
            ),
            act: Some(("利用者を招待する", paths::invitation(slug))),
            look: None,
        },
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(offices: u64, programme: FirstProgramme) -> FirstSteps {
        FirstSteps { house: None, offices, programme, told: false, public_side: true }
    }

    fn page(steps: FirstSteps, keeps: bool) -> String {
        let view = || view! { <Beginning slug="midorino".to_owned() steps keeps/> }.to_html();
        Owner::new().with(view).replace("<!>", "")
    }

    #[test]
    fn the_first_days_lead_from_the_register_to_the_offices() {
        let begun = page(steps(0, FirstProgramme::Missing), true);
        assert!(begun.contains("一覧を取り込む</a>") && !begun.contains("補助事業を作る</a>"), "{begun}");
        let imported = page(steps(142, FirstProgramme::Missing), true);
        assert!(
            imported.contains("142事業所があります") && imported.contains("補助事業を作る</a>"),
            "{imported}"
        );
        let draft = page(steps(142, FirstProgramme::Draft("/t/midorino/programmes/1".into())), true);
        assert!(draft.contains("href=\"/t/midorino/programmes/1\""), "{draft}");
        let published = page(steps(142, FirstProgramme::Published), true);
        assert!(published.contains("href=\"/t/midorino/letters\""), "{published}");
        assert!(!published.contains("補助事業を作る</a>"));
        let told = page(FirstSteps { told: true, ..steps(142, FirstProgramme::Published) }, true);
        assert!(!told.contains("href=\"/t/midorino/letters\""), "{told}");
    }

    #[test]
    fn an_administrator_begins_with_the_house() {
        let house = |sender, approver| {
            let house = Some(House { sender, clerk: true, approver });
            page(FirstSteps { house, ..steps(0, FirstProgramme::Missing) }, true)
        };
        assert!(house(false, false).contains("差出人と窓口を決める</a>"));
        let unstaffed = house(true, false);
        assert!(unstaffed.contains("まだいない役割：決裁者。") && unstaffed.contains("利用者を招待する</a>"));
        assert!(house(true, true).contains("一覧を取り込む</a>"));
    }

    #[test]
    fn who_may_only_look_is_told_who_goes_on() {
        let html = page(steps(0, FirstProgramme::Missing), false);
        assert!(!html.contains("class=\"button") && html.contains("担当か管理者"), "{html}");
    }
}

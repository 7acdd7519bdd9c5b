//! What an applicant has to do, and what the municipality is doing.

use crate::{
    messages::{awards, subsidies},
    subsidies::{LookedAt, LookedAtCard},
};
use chrono::NaiveDate;
use domain::{
    awards::StageName as Award,
    subsidies::{ReceiptNumber, StageName, Turn, Window},
    wareki::format_date_with_weekday,
};
use elements::{
    ButtonKind, ButtonLink, Buttons, Card, Cards, EmptyState, Notice, NoticeKind, PageHeader, Section,
    TurnCard,
};
use leptos::prelude::*;

/// One application of theirs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MyApplication {
    /// 受付番号, once received.
    pub number: Option<ReceiptNumber>,
    /// 補助事業.
    pub programme: String,
    /// 事業所.
    pub office: String,
    /// Where it stands.
    pub stage: StageName,
    /// Where it stands after the grant.
    pub award: Option<Award>,
    /// Where a colleague looks at what is handed in next, once somebody was asked.
    pub looked: Option<LookedAt>,
    /// By when the applicant must act: the end of a correction, the end of reception for a draft.
    pub due: Option<NaiveDate>,
    /// For a draft, when reception ends, once that is soon: the window, and in how many days.
    pub ends: Option<(Window, i64)>,
    /// By when the municipality expects to decide.
    pub expected: Option<NaiveDate>,
    /// Its page.
    pub href: String,
}

/// A programme that receives applications now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenProgramme {
    /// Its title.
    pub title: String,
    /// 受付期間.
    pub window: Window,
    /// Its public page, where one begins.
    pub href: String,
}

/// A programme with several drafts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JointAtHome {
    /// Its title.
    pub title: String,
    /// How many there are.
    pub drafts: usize,
    /// Where they are filled in together.
    pub href: String,
    /// At how many of them the applicant is asked to look, where at several, and where that is done at once.
    pub asked: Option<(usize, String)>,
}

/// Everything on an applicant's home.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApplicantHome {
    /// The municipality, as in 「みどり野市が審査しています」.
    pub municipality: String,
    /// Where colleagues are added.
    pub people: String,
    /// Where what they may have of the system is shown.
    pub materials: String,
    /// Where what the system saves is estimated, for the partners of their own office.
    pub estimate: String,
    /// Programmes with several drafts.
    pub joint: Vec<JointAtHome>,
    /// For whom they speak, with where their contacts are told.
    pub offices: Vec<(String, String)>,
    /// Applications about which the municipality wrote something unread: what, and where it is read.
    pub unread: Vec<(String, String)>,
    /// Talks with the municipality that are to be chosen or to come: what, and where.
    pub appointments: Vec<(String, String)>,
    /// Parts of grants that can be claimed before the final amount, or whose claim came back: what, and where.
    pub advances: Vec<(String, String)>,
    /// Accounts that are asked for: of which office and why, and where it is told.
    pub accounts: Vec<(String, String)>,
    /// Their applications.
    pub applications: Vec<MyApplication>,
    /// What they can apply for.
    pub programmes: Vec<OpenProgramme>,
}

/// An applicant's home: whose turn it is, in one sentence each; theirs first.
#[component]
pub fn ApplicantHomePage(
    /// What there is.
    home: ApplicantHome,
) -> impl IntoView {
    let ApplicantHome {
        municipality,
        people,
        materials,
        estimate,
        joint,
        offices,
        unread,
        appointments,
        advances,
        accounts,
        mut applications,
        programmes,
    } = home;
    let unread = unread
        .into_iter()
        .map(|(what, href)| {
            let title = format!("{municipality}からのメッセージがあります（{what}）");
            view! { <Notice title><p><a href=href>"メッセージを読む"</a></p></Notice> }
        })
        .collect_view();
    let appointments = notices(appointments, NoticeKind::Info, "話す日時を見る");
    let advances = notices(advances, NoticeKind::Info, "概算払の請求へ進む");
    let accounts = notices(accounts, NoticeKind::Warning, "振込先口座を届け出る");
    let names = offices.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join("、");
    let contacts = offices
        .into_iter()
        .map(|(name, href)| view! { <li><a href=href>{format!("{name}の連絡先を直す")}</a></li> })
        .collect_view();
    applications.sort_by_key(|one| (order(one), one.due.or(one.expected)));
    let mut loud = true;
    let nothing = applications.is_empty();
    let cards = applications
        .into_iter()
        .map(|one| {
            // The first thing to do is the page's one primary button.
            let kind = match turn(&one) {
                Turn::Applicant if loud => {
                    loud = false;
                    ButtonKind::Primary
                }
                Turn::Applicant | Turn::Municipality | Turn::Nobody => ButtonKind::Secondary,
            };
            application(one, &municipality, kind)
        })
        .collect_view();
    let applications = if nothing {
        view! { <p class="muted">"まだ申請はありません。"</p> }.into_any()
    } else {
        view! { <div class="stack">{cards}</div> }.into_any()
    };
    let programmes = if programmes.is_empty() {
        let title = if nothing {
            "いま申請できる補助事業はありません"
        } else {
            "ほかに申請できる補助事業はありません"
        };
        view! {
            <EmptyState title>
                <p>{format!("{municipality}が新しく受付を始めると、ここに表示されます。")}</p>
            </EmptyState>
        }
        .into_any()
    } else {
        let kind = if nothing && programmes.len() == 1 { ButtonKind::Primary } else { ButtonKind::Secondary };
        let cards = programmes.into_iter().map(|one| programme(one, kind)).collect_view();
        view! { <Cards>{cards}</Cards> }.into_any()
    };
    let joint = joint
        .into_iter()
        .map(|JointAtHome { title, drafts, href, asked }| {
            let asked = asked.map(|(count, href)| {
                let words = format!("「{title}」の確認を依頼された{count}件を、まとめて確かめる");
                view! { <p><a href=href>{words}</a></p> }
            });
            view! {
                {asked}
                <p><a href=href>{format!("「{title}」の下書き{drafts}件にまとめて入力する")}</a></p>
            }
        })
        .collect_view();
    view! {
        <PageHeader title="ホーム" caption=names/>
        {unread}
        {advances}
        {accounts}
        {appointments}
        <Section title="あなたの申請">{joint}{applications}</Section>
        <Section title="申請できる補助事業">{programmes}</Section>
        <Section title="事業所の連絡先"><ul>{contacts}</ul></Section>
        <Section title="手続きをする方"><p><a href=people>"一緒に手続きをする方を見る・加える"</a></p></Section>
        <Section title="導入効果の試算"><p><a href=estimate>"事業所の時間と費用がどれだけ減るかを試算する"</a></p></Section>
        <Section title="資料"><p><a href=materials>"リーフレットや操作動画など、ケアプランデータ連携システムの資料を見る"</a></p></Section>
    }
}

/// What is asked of them, each with where it is done.
fn notices(lines: Vec<(String, String)>, kind: NoticeKind, act: &'static str) -> impl IntoView {
    lines
        .into_iter()
        .map(|(title, href)| view! { <Notice kind title><p><a href=href>{act}</a></p></Notice> })
        .collect_view()
}

/// Who has to act on it: the viewer, somebody else, or nobody any more.
fn turn(one: &MyApplication) -> Turn {
    match one.looked.as_ref().map(LookedAt::turn) {
        Some(elements::Turn::Yours) => Turn::Applicant,
        Some(elements::Turn::Theirs) => Turn::Municipality,
        Some(elements::Turn::Nobody) => Turn::Nobody,
        None => one.award.map_or_else(|| one.stage.turn(), Award::turn),
    }
}

/// Theirs to act on first, then what colleagues look at, then ours, then what is over.
fn order(one: &MyApplication) -> u8 {
    match one.looked.as_ref().map(LookedAt::turn) {
        Some(elements::Turn::Yours) => return 0,
        Some(elements::Turn::Theirs | elements::Turn::Nobody) => return 1,
        None => {}
    }
    match one.award.map(Award::turn) {
        Some(Turn::Applicant) => return 0,
        Some(Turn::Municipality) => return 2,
        Some(Turn::Nobody) | None => {}
    }
    match one.stage {
        StageName::Returned => 0,
        StageName::Draft => 1,
        StageName::Waiting | StageName::Submitted | StageName::UnderReview | StageName::Proposed => 2,
        StageName::Granted | StageName::Refused => 3,
        StageName::Withdrawn => 4,
    }
}

/// What an applicant does next after a grant, in a word.
const fn after_grant(award: Award) -> Option<&'static str> {
    match award {
        Award::AwaitingReport => Some("実績を報告する"),
        Award::ReportReturned => Some("実績報告を補正する"),
        Award::AwaitingClaim => Some("請求する"),
        Award::Reported | Award::FinalProposed | Award::Payable | Award::Settled | Award::Cancelled => None,
    }
}

fn application(one: MyApplication, municipality: &str, kind: ButtonKind) -> AnyView {
    let MyApplication { number, programme, office, stage, award, looked, due, ends, expected, href } = one;
    let about = [Some(programme), number.map(|number| number.to_string()), Some(office)];
    let about = about.into_iter().flatten().collect::<Vec<_>>().join("　");
    let until = ends
        .map(|(window, left)| subsidies::ends_soon(&window, left))
        .or_else(|| due.map(|day| format!("{}まで", format_date_with_weekday(day))));
    if let Some(looked) = looked {
        let deadline = until;
        return view! { <LookedAtCard looked about=Some(about) deadline kind/> }.into_any();
    }
    let whose = award.map_or_else(|| stage.turn(), Award::turn);
    let (turn, deadline) = match whose {
        _ if award.is_some() && whose == Turn::Applicant => (elements::Turn::Yours, None),
        // The sentence of a correction already says by when.
        Turn::Applicant if stage == StageName::Returned => (elements::Turn::Yours, None),
        Turn::Applicant => (elements::Turn::Yours, until),
        Turn::Municipality => (
            elements::Turn::Theirs,
            expected.map(|day| format!("{}ごろまでにお知らせします。", format_date_with_weekday(day))),
        ),
        Turn::Nobody => (elements::Turn::Nobody, None),
    };
    let label = award.and_then(after_grant).unwrap_or(match stage {
        StageName::Draft => "続きを入力する",
        StageName::Returned => "補正する",
        StageName::Granted | StageName::Refused => "結果を見る",
        StageName::Waiting
        | StageName::Submitted
        | StageName::UnderReview
        | StageName::Proposed
        | StageName::Withdrawn => "申請の内容を見る",
    });
    let sentence = match award {
        Some(award) => awards::turn_sentence(award, municipality, due),
        None => format!("{}。", subsidies::turn_sentence(stage, municipality, due)),
    };
    view! {
        <TurnCard turn sentence about deadline>
            <Buttons><ButtonLink href kind>{label}</ButtonLink></Buttons>
        </TurnCard>
    }
    .into_any()
}

fn programme(one: OpenProgramme, kind: ButtonKind) -> impl IntoView {
    let OpenProgramme { title, window, href } = one;
    view! {
        <Card title>
            <p>"受付期間　"{subsidies::window(&window)}</p>
            <Buttons><ButtonLink href kind>"内容を見て申請する"</ButtonLink></Buttons>
        </Card>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::subsidies::Looking;
    use domain::{
        fiscal_year::FiscalYear,
        subsidies::{Closing, HandedIn},
    };

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, month, day).expect("a day of the calendar")
    }

    fn mine(stage: StageName) -> MyApplication {
        MyApplication {
            number: (stage != StageName::Draft).then(|| ReceiptNumber::new(FiscalYear::of(day(11, 2)), 12)),
            programme: "ライセンス料補助".into(),
            office: "居宅介護支援事業所ひだまり".into(),
            stage,
            award: None,
            looked: None,
            due: (stage.turn() == Turn::Applicant).then(|| day(11, 30)),
            ends: None,
            expected: (stage.turn() == Turn::Municipality && stage != StageName::Waiting)
                .then(|| day(12, 22)),
            href: format!("/{stage:?}"),
        }
    }

    fn page(applications: Vec<MyApplication>) -> String {
        let owner = Owner::new();
        let home = ApplicantHome {
            people: "/t/midorino/my/people".into(),
            materials: "/t/midorino/public/materials".into(),
            estimate: "/t/midorino/simulator".into(),
            joint: Vec::new(),
            municipality: "みどり野市".into(),
            unread: Vec::new(),
            advances: Vec::new(),
            appointments: Vec::new(),
            accounts: Vec::new(),
            offices: vec![("居宅介護支援事業所ひだまり".into(), "/t/midorino/my/offices/1/contacts".into())],
            applications,
            programmes: Vec::new(),
        };
        owner.with(|| view! { <ApplicantHomePage home/> }.to_html()).replace("<!>", "")
    }

    #[test]
    fn what_they_must_do_comes_first_and_has_the_one_loud_button() {
        let html =
            page(vec![mine(StageName::UnderReview), mine(StageName::Draft), mine(StageName::Returned)]);
        let at = |href: &str| html.find(&format!("href=\"/{href}\"")).expect("a card");
        assert!(at("Returned") < at("Draft") && at("Draft") < at("UnderReview"), "{html}");
        assert_eq!(html.matches("class=\"button\"").count(), 1, "one primary button: {html}");
    }

    #[test]
    fn whoever_is_asked_to_look_is_not_told_to_go_on_typing_nor_is_whoever_waits() {
        let looked = |step| MyApplication {
            looked: Some(LookedAt { what: HandedIn::Application, step, href: "/check".into() }),
            ..mine(StageName::Draft)
        };
        let asked = page(vec![looked(Looking::ToConfirm { asked_by: "日向 陽子".into() })]);
        let waits = page(vec![looked(Looking::Waiting {
            asked_by: "日向 陽子".into(),
            since: "令和8年11月2日(月)9時0分".into(),
            whom: "木下 光".into(),
        })]);
        for (html, words) in [(&asked, "確認を依頼されています"), (&waits, "確認を待っています")]
        {
            assert!(html.contains(words) && html.contains("href=\"/check\""), "{html}");
            assert!(!html.contains("続きを入力して"), "{html}");
        }
        assert!(!waits.contains("あなたの番です"), "{waits}");
    }

    #[test]
    fn every_stage_says_whose_turn_it_is() {
        for stage in StageName::ALL {
            let html = page(vec![mine(stage)]);
            let words = match stage.turn() {
                Turn::Applicant => "あなたの番です",
                Turn::Municipality => "お待ちください",
                Turn::Nobody => "終わりました",
            };
            assert!(html.contains(words), "{stage:?}: {html}");
        }
    }

    #[test]
    fn a_wait_has_an_end_in_sight() {
        let html = page(vec![mine(StageName::UnderReview)]);
        assert!(html.contains("令和8年12月22日(火)ごろまでにお知らせします。"), "{html}");
    }

    #[test]
    fn a_draft_says_that_reception_ends_soon() {
        let at = |hour| day(11, 30).and_hms_opt(hour, 0, 0).expect("a real time");
        let window = Window { opens: at(9), closes: at(17), closing: Closing::Inclusive };
        let html = page(vec![MyApplication { ends: Some((window, 3)), ..mine(StageName::Draft) }]);
        assert!(html.contains("令和8年11月30日(月)17時まで（受付はあと3日で終わります）"), "{html}");
    }
}

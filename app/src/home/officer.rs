//! What waits for an officer of a municipality.

use super::{
    beginning::{Beginning, FirstSteps},
    daily::{Alarms, Daily, Equations},
    keeping::{Keeping, KeepingList},
    waiting::{Queue, WaitingList},
};
use crate::{messages::subsidies, paths};
use domain::{
    money::Yen,
    subsidies::{ProgrammeState, Window},
};
use elements::{
    BudgetBar, ButtonKind, ButtonLink, Buttons, EmptyState, PageHeader, Part, Section, Tag, Tone,
};
use leptos::prelude::*;

/// The money of one programme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProgrammeMoney {
    /// Its title.
    pub title: String,
    /// Its page.
    pub href: String,
    /// Where it stands.
    pub state: ProgrammeState,
    /// 受付期間.
    pub window: Window,
    /// 予算額.
    pub budget: Yen,
    /// 交付決定額.
    pub granted: Yen,
    /// Asked for and not yet decided.
    pub asked: Yen,
}

/// A mail of outreach that its officer has not sent yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftLine {
    /// 件名, as written.
    pub subject: String,
    /// Its preview.
    pub href: String,
}

/// 待機の打切り of a programme that waits for a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EndingLine {
    /// The programme's title.
    pub programme: String,
    /// Where it is decided.
    pub href: String,
}

/// Everything on an officer's home.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficerHome {
    /// The municipality's word in addresses.
    pub slug: String,
    /// What waits, most urgent list first; the lists of the officer's roles.
    pub queues: Vec<Queue>,
    /// 待機の打切り that others proposed and the officer may decide.
    pub endings: Vec<EndingLine>,
    /// Programmes of the fiscal year.
    pub programmes: Vec<ProgrammeMoney>,
    /// The officer's own drafts of outreach.
    pub drafts: Vec<DraftLine>,
    /// Outreach of colleagues that waits for a second person, as the officer is one.
    pub approvals: Vec<DraftLine>,
    /// Set until the first application arrives.
    pub first_steps: Option<FirstSteps>,
    /// Whether the officer may import and publish.
    pub keeps: bool,
    /// What an administrator should look at.
    pub keeping: Option<Keeping>,
    /// Whether everything that was received is accounted for, and what must not stay as it is.
    pub daily: Daily,
}

/// An officer's home.
#[component]
pub fn OfficerHomePage(
    /// What waits.
    home: OfficerHome,
) -> impl IntoView {
    let OfficerHome {
        slug,
        queues,
        endings,
        programmes,
        drafts,
        approvals,
        first_steps,
        keeps,
        keeping,
        daily,
    } = home;
    let Daily { years, alarms } = daily;
    // On the first day the steps say what the sender lacks.
    let missing = |keeping: Keeping| match &first_steps {
        Some(FirstSteps { house: Some(_), .. }) => Keeping { missing: Vec::new(), ..keeping },
        Some(_) | None => keeping,
    };
    let keeping = keeping.map(missing).map(|keeping| view! { <KeepingList slug=slug.clone() keeping/> });
    let waiting: u64 = queues.iter().map(|queue| queue.total).sum::<u64>() + endings.len() as u64;
    let lead = match (queues.is_empty(), waiting) {
        (true, _) if keeps => {
            Some("事業所の一覧の取込、補助事業の公開、利用者と設定の管理ができます。".to_owned())
        }
        (true, _) => Some("台帳、申請、補助事業を見ることができます。".to_owned()),
        (false, 0) => None,
        (false, waiting) => Some(format!("{waiting}件があなたを待っています。古いものから並べています。")),
    };
    let begun = first_steps.is_none();
    let all = paths::applications(&slug);
    let beginning = first_steps.map(|steps| view! { <Beginning slug=slug.clone() steps keeps/> });
    let works = !queues.is_empty();
    let queues = queues
        .into_iter()
        .filter(|queue| queue.total > 0)
        .map(|queue| view! { <WaitingList queue/> })
        .collect_view();
    let nothing = (begun && works && waiting == 0).then(|| {
        view! {
            <EmptyState title="いま待っている申請はありません">
                <p><a href=all>"すべての申請を見る"</a></p>
            </EmptyState>
        }
    });
    // On the first day the steps say what is missing; an empty budget would say it twice.
    let money = (begun || !programmes.is_empty()).then(|| view! { <Programmes slug programmes keeps/> });
    view! {
        <PageHeader title="ホーム" lead/>
        <Alarms alarms/>
        {beginning}
        {keeping}
        {to_end(endings)}
        {queues}
        {nothing}
        {to_approve(approvals)}
        {written(drafts)}
        {money}
        <Equations years/>
    }
}

fn to_end(endings: Vec<EndingLine>) -> Option<impl IntoView> {
    (!endings.is_empty()).then(|| {
        let count = format!("{}件", endings.len());
        let lines = endings
            .into_iter()
            .map(|EndingLine { programme, href }| view! { <li><a href=href>{programme}</a></li> })
            .collect_view();
        view! {
            <section class="section">
                <h2 class="section__title">"待機の打切りの決裁"<span class="section__count">{count}</span></h2>
                <ul>{lines}</ul>
            </section>
        }
    })
}

fn to_approve(approvals: Vec<DraftLine>) -> Option<impl IntoView> {
    (!approvals.is_empty()).then(|| {
        let lines = approvals
            .into_iter()
            .map(|DraftLine { subject, href }| view! { <li><a href=href>{subject}</a></li> })
            .collect_view();
        view! {
            <Section title="承認待ちのお知らせ">
                <p>"ほかの担当者が書いたお知らせです。内容と件数を確かめて、承認するか、差し戻してください。"</p>
                <ul>{lines}</ul>
            </Section>
        }
    })
}

fn written(drafts: Vec<DraftLine>) -> Option<impl IntoView> {
    (!drafts.is_empty()).then(|| {
        let lines = drafts
            .into_iter()
            .map(|DraftLine { subject, href }| view! { <li><a href=href>{subject}</a></li> })
            .collect_view();
        view! {
            <Section title="書きかけのお知らせ">
                <p>"まだ送っていません。プレビューで確かめてから、送信してください。"</p>
                <ul>{lines}</ul>
            </Section>
        }
    })
}

#[component]
fn Programmes(slug: String, programmes: Vec<ProgrammeMoney>, keeps: bool) -> impl IntoView {
    let list = if programmes.is_empty() {
        let make = keeps.then(|| {
            view! { <Buttons><ButtonLink href=paths::programmes(&slug) kind=ButtonKind::Secondary>"補助事業のページへ"</ButtonLink></Buttons> }
        });
        view! { <EmptyState title="今年度の補助事業はまだありません">{make}</EmptyState> }.into_any()
    } else {
        programmes.into_iter().map(|programme| view! { <Programme programme/> }).collect_view().into_any()
    };
    view! { <Section title="補助事業と予算">{list}</Section> }
}

#[component]
fn Programme(programme: ProgrammeMoney) -> impl IntoView {
    let ProgrammeMoney { title, href, state, window, budget, granted, asked } = programme;
    let part = |label: &str, amount: Yen| Part {
        label: label.to_owned(),
        amount: amount.get(),
        words: amount.to_string(),
    };
    let rest = Yen(budget.get() - granted.get() - asked.get());
    let tone = match state {
        ProgrammeState::Draft | ProgrammeState::Closed { version: _, at: _ } => Tone::Neutral,
        ProgrammeState::Published { version: _ } => Tone::Success,
    };
    view! {
        <article class="panel">
            <div class="cluster"><h3><a href=href>{title}</a></h3><Tag tone label=subsidies::programme_state(state)/></div>
            <p class="muted">"受付期間　"{subsidies::window(&window)}</p>
            <BudgetBar
                label="予算額"
                total=budget.get()
                total_words=budget.to_string()
                parts=vec![part("交付決定", granted), part("審査中", asked)]
                rest_words=rest.to_string()
            />
        </article>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::home::{QueueKind, Waiting};
    use chrono::NaiveDate;
    use domain::{
        fiscal_year::FiscalYear,
        subsidies::{Ageing, Band, ReceiptNumber, StageName},
    };

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, month, day).expect("a day of the calendar")
    }

    fn queue(total: u64) -> Queue {
        let waiting = Waiting {
            number: ReceiptNumber::new(FiscalYear::of(day(11, 2)), 12),
            office: "居宅介護支援事業所ひだまり".into(),
            programme: "ライセンス料補助".into(),
            stage: StageName::Submitted,
            received: day(11, 2),
            ageing: Ageing { used: 14, left: -1, band: Band::Overdue },
            expected: day(11, 20),
            href: "/t/midorino/applications/1".into(),
        };
        let rows = if total == 0 { Vec::new() } else { vec![waiting] };
        Queue { kind: QueueKind::Unowned, rows, total, href: "/t/midorino/applications?v=unowned".into() }
    }

    fn page(home: OfficerHome) -> String {
        let owner = Owner::new();
        owner.with(|| view! { <OfficerHomePage home/> }.to_html()).replace("<!>", "")
    }

    fn home(queues: Vec<Queue>) -> OfficerHome {
        OfficerHome {
            slug: "midorino".into(),
            queues,
            endings: Vec::new(),
            programmes: Vec::new(),
            drafts: Vec::new(),
            approvals: Vec::new(),
            first_steps: None,
            keeps: true,
            keeping: None,
            daily: Daily::default(),
        }
    }

    #[test]
    fn what_waits_is_shown_with_its_deadline_and_the_rest_is_one_link_away() {
        let html = page(home(vec![queue(12)]));
        assert!(html.contains("12件があなたを待っています"), "{html}");
        assert!(html.contains("R8-0012") && html.contains("1開庁日超過"), "{html}");
        assert!(html.contains("全部見る（12件）"));
    }

    #[test]
    fn an_end_of_waiting_counts_among_what_waits() {
        let line = EndingLine {
            programme: "ライセンス料補助".into(),
            href: "/t/midorino/programmes/1/waiting-end/decision".into(),
        };
        let html = page(OfficerHome { endings: vec![line], ..home(vec![queue(2)]) });
        assert!(html.contains("3件があなたを待っています") && html.contains("待機の打切りの決裁"), "{html}");
        assert!(!page(home(vec![queue(2)])).contains("待機の打切りの決裁"));
    }

    #[test]
    fn an_empty_desk_says_so() {
        let html = page(home(vec![queue(0)]));
        assert!(html.contains("いま待っている申請はありません") && !html.contains("<table"), "{html}");
    }
}

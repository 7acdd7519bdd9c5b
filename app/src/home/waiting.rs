//! Lists of applications that wait for an officer, oldest first, each with its deadline.

use crate::messages::subsidies;
use chrono::NaiveDate;
use domain::{
    subsidies::{Ageing, Band, Owner, Queue as List, ReceiptNumber, StageName, Stages},
    wareki::format_date_with_weekday,
};
use elements::{Column, Density, Table, Tag, Tone};
use leptos::prelude::*;

/// For what an application waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QueueKind {
    /// 起案 that waits for an approver.
    ToDecide,
    /// Its correction came back, or its approver sent it back.
    Answered,
    /// Nobody has taken it up.
    Unowned,
    /// The officer's own, under review.
    Mine,
}

impl QueueKind {
    /// The heading.
    pub const fn title(self) -> &'static str {
        match self {
            Self::ToDecide => "決裁を待っている申請",
            Self::Answered => "補正の回答が届いた申請",
            Self::Unowned => "担当が決まっていない申請",
            Self::Mine => "あなたが担当している申請",
        }
    }

    /// The list of the review that shows the same.
    pub fn list(self) -> List {
        let (stage, owner) = match self {
            Self::ToDecide => (StageName::Proposed, Owner::Anybody),
            // What came back keeps its owner, and the list shows everybody's.
            Self::Answered => (StageName::Submitted, Owner::Anybody),
            Self::Unowned => (StageName::Submitted, Owner::Nobody),
            Self::Mine => (StageName::UnderReview, Owner::Mine),
        };
        List { stages: Stages::One(stage), owner, ..List::default() }
    }
}

/// One application that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// 受付番号.
    pub number: ReceiptNumber,
    /// 事業所.
    pub office: String,
    /// 補助事業.
    pub programme: String,
    /// Where it stands.
    pub stage: StageName,
    /// 受付日.
    pub received: NaiveDate,
    /// How long the office has had it.
    pub ageing: Ageing,
    /// The day by which the standard asks for a decision.
    pub expected: NaiveDate,
    /// Its page.
    pub href: String,
}

/// The first of a list of applications that wait.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Queue {
    /// For what.
    pub kind: QueueKind,
    /// The oldest few.
    pub rows: Vec<Waiting>,
    /// How many there are in all.
    pub total: u64,
    /// The whole list.
    pub href: String,
}

/// How urgent a deadline is, in words: 「あと5開庁日」.
pub fn deadline(ageing: &Ageing) -> (Tone, String) {
    let tone = match ageing.band {
        Band::Comfortable => Tone::Neutral,
        Band::Attention => Tone::Attention,
        Band::Overdue => Tone::Danger,
    };
    let words = match ageing.left {
        left if left < 0 => format!("{}開庁日超過", left.unsigned_abs()),
        0 => "今日まで".to_owned(),
        left => format!("あと{left}開庁日"),
    };
    (tone, words)
}

/// One list as a table.
#[component]
pub(super) fn WaitingList(queue: Queue) -> impl IntoView {
    let Queue { kind, rows, total, href } = queue;
    let more = (total > rows.len() as u64)
        .then(|| view! { <p><a href=href>{format!("{}を全部見る（{total}件）", kind.title())}</a></p> });
    let list = {
        let columns = vec![
            Column::new("受付番号"),
            Column::new("事業所と補助事業"),
            Column::new("状態"),
            Column::new("受付日"),
            Column::new("期限"),
        ];
        let rows = rows.into_iter().map(row).collect_view();
        view! { <Table caption=kind.title() caption_hidden=true columns density=Density::Dense>{rows}</Table> }
    };
    view! {
        <section class="section">
            <h2 class="section__title">{kind.title()}<span class="section__count">{format!("{total}件")}</span></h2>
            {list}
            {more}
        </section>
    }
}

fn row(waiting: Waiting) -> impl IntoView {
    let Waiting { number, office, programme, stage, received, ageing, expected, href } = waiting;
    let (tone, left) = deadline(&ageing);
    view! {
        <tr>
            <th scope="row" class="nowrap"><a href=href>{number.to_string()}</a></th>
            <td>{office}<br/><span class="muted">{programme}</span></td>
            <td><Tag tone=subsidies::stage_tone(stage) label=subsidies::stage(stage)/></td>
            <td class="nowrap">{format_date_with_weekday(received)}</td>
            <td>
                <span class="cluster"><span class="nowrap">{format_date_with_weekday(expected)}</span><Tag tone label=left/></span>
            </td>
        </tr>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paths;

    #[test]
    fn each_list_leads_to_the_stage_and_the_owner_it_shows() {
        for (kind, address) in [
            (QueueKind::ToDecide, "/t/midorino/applications?st=proposed"),
            (QueueKind::Answered, "/t/midorino/applications?st=submitted"),
            (QueueKind::Unowned, "/t/midorino/applications?st=submitted&v=unowned"),
            (QueueKind::Mine, "/t/midorino/applications?st=under_review&v=mine"),
        ] {
            assert_eq!(paths::queue("midorino", &kind.list()), address);
        }
    }

    #[test]
    fn a_deadline_is_told_in_working_days() {
        let words = |left, band| deadline(&Ageing { used: 1, left, band });
        assert_eq!(words(9, Band::Comfortable), (Tone::Neutral, "あと9開庁日".to_owned()));
        assert_eq!(words(0, Band::Attention), (Tone::Attention, "今日まで".to_owned()));
        assert_eq!(words(-3, Band::Overdue), (Tone::Danger, "3開庁日超過".to_owned()));
    }
}

//! S5 申請タスク一覧: the parts of an application, done in any order; after a correction request, what to put right.

use super::{
    ConfirmingView,
    behalf::ArrivalLine,
    confirming::ConfirmingNotice,
    desk::{DeskLine, DraftDeadline, DraftHelp, DraftHelpSection},
};
use crate::{
    messages::subsidies::task_title,
    paths::{Filling, Hand},
};
use domain::{
    ids::ApplicationId,
    subsidies::{Arrival, Desk, ReceiptNumber, Task, TaskStatus},
};
use elements::{
    BackLink, ButtonLink, Buttons, Notice, NoticeKind, PageHeader, Section, Task as TaskRow, TaskList,
    TaskStatus as RowStatus, Turn, TurnCard,
};
use leptos::prelude::*;

/// What the page shows.
#[derive(Debug, Clone)]
pub struct TasksView {
    /// Whose pages.
    pub filling: Filling,
    /// When and how it came, where it is entered from a paper.
    pub arrival: Option<Arrival>,
    /// The application.
    pub id: ApplicationId,
    /// The programme's title.
    pub programme: String,
    /// The office's name and number.
    pub office: String,
    /// How far each task is.
    pub tasks: Vec<TaskLine>,
    /// When it was saved last, in words.
    pub saved: Option<String>,
    /// Why it cannot be received now, as a sentence.
    pub not_receiving: Option<String>,
    /// While a correction is asked for: the number, and until when in words.
    pub returned: Option<(ReceiptNumber, String)>,
    /// Where the day until which it can be handed in is, as a file for a calendar; none where there is no such day.
    pub calendar: Option<String>,
    /// Where a colleague looks before it is submitted.
    pub confirming: Option<ConfirmingView>,
    /// Where it is filled in together with other drafts for the same programme; none where it is the only one.
    pub joint: Option<String>,
    /// Where the applicant asks what is meant, while a correction is asked for.
    pub asking: Option<AskingBack>,
    /// What helps an applicant with a draft.
    pub help: Option<DraftHelp>,
}

/// Where whoever is to put something right asks what is meant.
#[derive(Debug, Clone)]
pub struct AskingBack {
    /// Where the municipality is written to, and what it wrote is read.
    pub messages: String,
    /// Whether it wrote something that nobody of theirs has read.
    pub unread: bool,
    /// What was handed in, as a file.
    pub copy: String,
    /// Who answers the telephone.
    pub desk: Desk,
}

/// One task.
#[derive(Debug, Clone)]
pub struct TaskLine {
    /// Which.
    pub task: Task,
    /// How far.
    pub status: TaskStatus,
    /// What the officer asks about it, in their words.
    pub asked: Vec<String>,
    /// Whether that is still open.
    pub open: bool,
    /// Whether it cannot be changed, because nothing is asked about it.
    pub locked: bool,
}

/// The page.
#[component]
pub fn TasksPage(
    /// What it shows.
    application: TasksView,
) -> impl IntoView {
    let TasksView {
        filling,
        arrival,
        id,
        programme,
        office,
        tasks,
        saved,
        not_receiving,
        returned,
        calendar,
        confirming,
        joint,
        asking,
        help,
    } = application;
    let until = help.clone().map(|help| view! { <DraftDeadline help/> });
    let help = help.map(|help| view! { <DraftHelpSection help/> });
    let joint = joint.map(|href| {
        view! {
            <Notice title="この補助金の下書きが、ほかの事業所にもあります">
                <p>"同じ内容は一度で入力し、まとめて申請できます。"<a href=href>"まとめて申請するページを開く"</a></p>
            </Notice>
        }
    });
    let asking = asking.zip(returned.as_ref().map(|(receipt, _)| *receipt));
    let asking = asking.map(|(asking, receipt)| view! { <Asking asking receipt/> });
    let calendar =
        calendar.map(|href| view! { <p><a href=href>"期限の日をカレンダーに入れる（ics）"</a></p> });
    let done = tasks.iter().filter(|line| line.status == TaskStatus::Complete && !line.open).count();
    let all = tasks.len();
    let ready = done == all;
    let rows = tasks
        .into_iter()
        .map(|TaskLine { task, status, asked, open, locked }| {
            let status = match status {
                _ if open => RowStatus::Problem,
                _ if locked => RowStatus::Blocked("変更はいりません".to_owned()),
                TaskStatus::Complete => RowStatus::Done,
                TaskStatus::InProgress => RowStatus::Started,
                TaskStatus::NotStarted => RowStatus::Todo,
            };
            let hint = (!asked.is_empty()).then(|| asked.join("　"));
            view! { <TaskRow href=filling.task(id, task) label=task_title(task) id=format!("task-{}", task.code()) hint status/> }
        })
        .collect_view();
    let closed = not_receiving.map(|why| view! { <Notice kind=NoticeKind::Warning title=why/> });
    // While a colleague looks at what was put right, it is not for whoever reads this to put it right.
    let is_looked_at = confirming.as_ref().is_some_and(|one| one.step.is_looked_at());
    let turn = returned.as_ref().filter(|_| !is_looked_at).map(|(_, due)| asked_back(filling.hand, due));
    let caption = match &returned {
        Some((receipt, _)) => format!("受付番号 {receipt}"),
        None => programme,
    };
    let send = match (returned.is_some(), filling.hand) {
        (true, Hand::Applicant) => "内容を確かめて再提出する",
        (false, Hand::Applicant) => "内容を確かめて申請する",
        (true, Hand::Officer) => "内容を確かめて補正の回答を登録する",
        (false, Hand::Officer) => "内容を確かめて受け付ける",
    };
    let send = confirming.as_ref().and_then(|one| one.step.look()).unwrap_or(send);
    let told = confirming.map(|confirming| view! { <ConfirmingNotice confirming/> });
    let check = if ready {
        let check = filling.check(id);
        view! { <Buttons><ButtonLink href=check>{send}</ButtonLink></Buttons> }.into_any()
    } else {
        view! { <p>{format!("すべて完了すると、「{send}」ボタンが出ます。")}</p> }.into_any()
    };
    let saved = saved.map(|saved| view! { <p>{format!("入力した内容は自動で保存されています（{saved}）。続きはいつでも入力できます。")}</p> });
    let bottom = if returned.is_some() {
        view! { <p><a href=filling.withdrawal(id)>"申請を取り下げる"</a></p> }.into_any()
    } else {
        view! { <p><a href=filling.disposal(id)>"この下書きを削除する"</a></p> }.into_any()
    };
    let (home, back) = match filling.hand {
        Hand::Applicant => (filling.home(), "ホームへ戻る"),
        Hand::Officer => (filling.home(), "代理入力へ戻る"),
    };
    let paper = arrival.map(|arrival| {
        view! { <ArrivalLine slug=filling.slug.clone() id arrival draft=returned.is_none()/> }
    });
    view! {
        <BackLink href=home label=back/>
        <PageHeader title="申請の項目" caption=caption lead=office/>
        {paper}
        {turn}
        {closed}
        {told}
        {joint}
        {until}
        <Section title=format!("{all}項目のうち{done}項目が完了")>
            <TaskList>{rows}</TaskList>
        </Section>
        {check}
        {saved}
        {calendar}
        {asking}
        {help}
        {bottom}
    }
}

/// Whoever does not understand what is asked of them asks in writing or by telephone.
#[component]
fn Asking(asking: AskingBack, receipt: ReceiptNumber) -> impl IntoView {
    let AskingBack { messages, unread, copy, desk } = asking;
    let words = if unread {
        "担当者からの未読のメッセージを読む・質問する"
    } else {
        "担当者に質問する・メッセージを読む"
    };
    view! {
        <Section title="直し方がわからないとき">
            <p><a href=messages>{words}</a></p>
            <DeskLine desk/>
            <p>{format!("お電話では受付番号「{receipt}」をお伝えください。")}</p>
            <p><a href=copy>"先に出した申請書の控え（PDF）"</a></p>
        </Section>
    }
}

/// What is to be done while a correction is asked for.
fn asked_back(hand: Hand, due: &str) -> AnyView {
    match hand {
        Hand::Applicant => view! {
            <TurnCard
                turn=Turn::Yours
                sentence="担当者から補正のお願いがあります。下の「直してください」の項目を直して、再提出してください。"
                deadline=format!("期限：{due}")
            />
        }
        .into_any(),
        Hand::Officer => view! {
            <Notice kind=NoticeKind::Warning title=format!("補正の回答を待っています（期限：{due}）")>
                <p>"紙やFAXで回答が届いたら、下の「直してください」の項目に入力して、登録してください。"</p>
            </Notice>
        }
        .into_any(),
    }
}

//! Tasks that prepare sessions, with whose they are, by when, and who did them.

use crate::{
    messages::demos::{chore_owner as owner_words, due as due_words},
    paths,
};
use chrono::NaiveDate;
use domain::{
    demos::{PlanTask, Side},
    ids::{ChoreId, DemoId},
    wareki::format_date_with_weekday,
};
use elements::{Button, ButtonKind, Column, Density, HiddenField, PostForm, Table, Tag, Tone};
use leptos::prelude::*;

/// One task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskLine {
    /// Its id.
    pub id: ChoreId,
    /// Of which session.
    pub session: DemoId,
    /// Of which session, in words; on lists of several sessions.
    pub about: Option<String>,
    /// What, whose, and when by its rule.
    pub task: PlanTask,
    /// By when.
    pub due: NaiveDate,
    /// What somebody wrote about it.
    pub note: String,
    /// Who did it and when, in words.
    pub done: Option<String>,
}

/// How a task stands today, in words.
pub fn overdue(line: &TaskLine, today: NaiveDate) -> (Tone, String) {
    match (&line.done, (line.due - today).num_days()) {
        (Some(_), _) => (Tone::Success, "完了".to_owned()),
        (None, days) if days < 0 => (Tone::Danger, format!("{}日超過", -days)),
        (None, 0) => (Tone::Attention, "今日まで".to_owned()),
        (None, days) if days <= 7 => (Tone::Attention, format!("あと{days}日")),
        (None, days) => (Tone::Neutral, format!("あと{days}日")),
    }
}

/// Tasks as a table; those of the reader's side have a button.
#[component]
pub fn TaskTable(
    /// The tenant's word in addresses.
    slug: String,
    /// What the table holds.
    #[prop(into)]
    caption: String,
    /// Which side looks.
    side: Side,
    /// Whether the officer may mark them.
    may_act: bool,
    /// The day in Japan.
    today: NaiveDate,
    /// The tasks.
    lines: Vec<TaskLine>,
) -> impl IntoView {
    let columns = vec![
        Column::new("準備"),
        Column::new("担当"),
        Column::new("期限"),
        Column::new("状況"),
        Column::unseen("操作"),
    ];
    let rows = lines.into_iter().map(|line| row(&slug, line, side, may_act, today)).collect_view();
    view! { <Table caption caption_hidden=true columns density=Density::Dense stacks=true>{rows}</Table> }
}

fn row(slug: &str, line: TaskLine, side: Side, may_act: bool, today: NaiveDate) -> impl IntoView + use<> {
    let (tone, words) = overdue(&line, today);
    let TaskLine { id, session, about, task, due, note, done } = line;
    let PlanTask { title, details: _, owner, due: rule } = task;
    let act = (may_act && owner.is_done_by(side)).then(|| {
        let title = title.clone();
        let (act, label) = if done.is_some() { ("reopen", "未完了に戻す") } else { ("done", "終わった") };
        view! {
            <PostForm action=paths::demo_chore(slug, session, id) class="inline">
                <HiddenField name="act" value=act/>
                <Button kind=ButtonKind::Quiet>{label}<span class="hidden">{format!("：{title}")}</span></Button>
            </PostForm>
        }
    });
    let href = paths::demo_session(slug, session);
    let about = about.map(|about| view! { <a href=href>{about}</a> });
    let done = done.map(|done| view! { <br/><span class="muted">{done}</span> });
    let note = (!note.is_empty()).then(|| view! { <div class="muted">{format!("メモ：{note}")}</div> });
    let open = paths::demo_chore(slug, session, id);
    view! {
        <tr role="row">
            <th scope="row" role="rowheader"><div class="cluster"><a href=open>{title}</a>{about}</div>{note}</th>
            <td role="cell" data-label="担当">{owner_words(owner)}</td>
            <td role="cell" data-label="期限">
                <span class="nowrap">{format_date_with_weekday(due)}</span>" "
                <span class="muted nowrap">{format!("（{}）", due_words(rule))}</span>
            </td>
            <td role="cell" data-label="状況"><Tag tone label=words/>{done}</td>
            <td role="cell" class="nowrap">{act}</td>
        </tr>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_task_that_is_late_says_so_in_words() {
        let day = |day| NaiveDate::from_ymd_opt(2024, 10, day).expect("a day");
        let line = |done: Option<&str>| TaskLine {
            id: Uuid::nil().into(),
            session: Uuid::nil().into(),
            about: None,
            task: domain::demos::Chore::Outline.task(),
            due: day(4),
            note: String::new(),
            done: done.map(str::to_owned),
        };
        assert_eq!(overdue(&line(None), day(7)), (Tone::Danger, "3日超過".to_owned()));
        assert_eq!(overdue(&line(None), day(4)), (Tone::Attention, "今日まで".to_owned()));
        assert_eq!(overdue(&line(None), day(1)).1, "あと3日");
        assert_eq!(overdue(&line(Some("森 拓也")), day(30)).1, "完了");
    }
}

//! Parts of something long, done in any order.

use crate::tag::{Tag, Tone};
use crate::words::Words;
use leptos::prelude::*;

/// How far one part is. Few words, so that what is left stands out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TaskStatus {
    /// Finished: plain words, no colour.
    Done,
    /// Not begun.
    Todo,
    /// Begun.
    Started,
    /// Cannot begin before something else; says what.
    Blocked(String),
    /// Somebody asked for a correction or something is wrong.
    Problem,
}

/// A list of parts. Each row is one link.
#[component]
pub fn TaskList(
    /// `Task` each.
    children: Children,
) -> impl IntoView {
    view! { <ul class="tasks">{children()}</ul> }
}

/// One part.
#[component]
pub fn Task(
    /// The page where it is done.
    #[prop(into)]
    href: String,
    /// What it is.
    #[prop(into)]
    label: String,
    /// Name and id; the status is tied to the link by it.
    #[prop(into)]
    id: String,
    /// What it needs.
    #[prop(optional, into)]
    hint: Words,
    /// How far it is.
    status: TaskStatus,
) -> impl IntoView {
    let status_id = format!("{id}-status");
    let hint_id = hint.0.as_ref().map(|_| format!("{id}-hint"));
    let described = hint_id.clone().into_iter().chain([status_id.clone()]).collect::<Vec<_>>().join(" ");
    let hint = hint.map(|hint| view! { <span class="task__hint" id=hint_id>{hint}</span> });
    let (words, linked) = match status {
        TaskStatus::Done => ("完了".into_any(), true),
        TaskStatus::Todo => (view! { <Tag tone=Tone::Info label="未入力"/> }.into_any(), true),
        TaskStatus::Started => (view! { <Tag tone=Tone::Progress label="入力中"/> }.into_any(), true),
        TaskStatus::Problem => {
            (view! { <Tag tone=Tone::Attention label="直してください"/> }.into_any(), true)
        }
        TaskStatus::Blocked(why) => (view! { <span class="task__blocked">{why}</span> }.into_any(), false),
    };
    let name = if linked {
        view! { <a class="task__link" href=href id=id aria-describedby=described>{label}</a> }.into_any()
    } else {
        view! { <span class="task__name">{label}</span> }.into_any()
    };
    view! {
        <li class=if linked { "task task--linked" } else { "task" }>
            <div class="task__what">{name}{hint}</div>
            <div class="task__status" id=status_id>{words}</div>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::html;

    #[test]
    fn a_finished_part_is_plain_and_an_open_one_stands_out() {
        let html = html(|| {
            view! {
                <TaskList>
                    <Task href="/a" id="office" label="事業所" status=TaskStatus::Done/>
                    <Task href="/b" id="receipt" label="領収書" hint="写真でもかまいません" status=TaskStatus::Todo/>
                </TaskList>
            }
        });
        assert!(html.contains(r#"id="office-status" class="task__status">完了</div>"#), "{html}");
        assert!(html.contains(r#"aria-describedby="receipt-hint receipt-status""#), "{html}");
        assert!(html.contains("未入力"));
    }

    #[test]
    fn a_part_that_cannot_begin_is_not_a_link_and_says_why() {
        let status = TaskStatus::Blocked("先に領収書を入れてください".into());
        let html = html(|| view! { <Task href="/c" id="check" label="確認" status/> });
        assert!(!html.contains("<a ") && html.contains("先に領収書を入れてください"), "{html}");
    }
}

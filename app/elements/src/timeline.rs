//! What happened, newest first or oldest first as the page says.

use crate::tag::Tone;
use crate::words::Words;
use leptos::prelude::*;

/// A list of events.
#[component]
pub fn Timeline(
    /// `TimelineEntry` each.
    children: Children,
) -> impl IntoView {
    view! { <ol class="timeline">{children()}</ol> }
}

/// One event.
#[component]
pub fn TimelineEntry(
    /// What happened, as a sentence.
    #[prop(into)]
    title: String,
    /// When, as people say it.
    #[prop(into)]
    at: String,
    /// When, as machines say it (`2026-11-22T10:00:00+09:00`).
    #[prop(optional, into)]
    datetime: Words,
    /// Who did it.
    #[prop(optional, into)]
    by: Words,
    /// What it means for the one who looks.
    #[prop(optional)]
    tone: Tone,
    /// Words that belong to it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let class = match tone {
        Tone::Neutral | Tone::Info | Tone::Progress => "timeline__entry",
        Tone::Success => "timeline__entry timeline__entry--success",
        Tone::Attention => "timeline__entry timeline__entry--attention",
        Tone::Danger => "timeline__entry timeline__entry--danger",
    };
    let by = by.map(|by| view! { <span class="timeline__by">{by}</span> });
    let body = children.map(|children| view! { <div class="timeline__body">{children()}</div> });
    view! {
        <li class=class>
            <p class="timeline__title">{title}</p>
            <p class="timeline__meta"><time datetime=datetime.0>{at}</time>{by}</p>
            {body}
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::html;

    #[test]
    fn an_event_says_what_when_and_who() {
        let html = html(|| {
            view! {
                <Timeline>
                    <TimelineEntry title="申請を受け付けました" at="令和8年11月22日 10:00" datetime="2026-11-22T10:00:00+09:00" by="受付 太郎"/>
                </Timeline>
            }
        });
        assert!(html.contains("<ol") && html.contains("受付 太郎"), "{html}");
        assert!(html.contains(r#"<time datetime="2026-11-22T10:00:00+09:00">"#));
    }
}

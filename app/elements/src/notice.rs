//! Something the page says before it begins.

use crate::icon::{Icon, Shape};
use crate::words::Words;
use leptos::prelude::*;

/// What kind of news a notice is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum NoticeKind {
    /// To know.
    #[default]
    Info,
    /// It worked.
    Success,
    /// Needs a person.
    Warning,
    /// It did not work.
    Error,
}

impl NoticeKind {
    const fn class(self) -> &'static str {
        match self {
            Self::Info => "notice notice--info",
            Self::Success => "notice notice--success",
            Self::Warning => "notice notice--warning",
            Self::Error => "notice notice--error",
        }
    }
    const fn shape(self) -> Shape {
        match self {
            Self::Info => Shape::Info,
            Self::Success => Shape::Tick,
            Self::Warning => Shape::Warning,
            Self::Error => Shape::Error,
        }
    }
    /// What a reader hears for the colour.
    const fn word(self) -> &'static str {
        match self {
            Self::Info => "お知らせ：",
            Self::Success => "完了：",
            Self::Warning => "注意：",
            Self::Error => "エラー：",
        }
    }
}

/// A quiet box with a shape, a colour and words. After a change (`live`) a reader hears it at once.
#[component]
pub fn Notice(
    /// What kind of news.
    #[prop(optional)]
    kind: NoticeKind,
    /// The news in one sentence.
    #[prop(optional, into)]
    title: Words,
    /// Set where the notice is the answer to what the person just did.
    #[prop(optional)]
    live: bool,
    /// What follows from it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let role = live.then_some(match kind {
        NoticeKind::Error => "alert",
        NoticeKind::Info | NoticeKind::Success | NoticeKind::Warning => "status",
    });
    let titled = title.0.is_some();
    let word = || view! { <span class="hidden">{kind.word()}</span> };
    let title = title.map(|title| view! { <p class="notice__title">{word()}{title}</p> });
    let word = (!titled).then(word);
    view! {
        <div class=kind.class() role=role>
            <Icon shape=kind.shape()/>
            <div class="notice__body">{title}{word}{children.map(|children| children())}</div>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::html;

    #[test]
    fn a_notice_says_its_kind_in_words_as_well_as_in_colour() {
        let html = html(|| view! { <Notice kind=NoticeKind::Warning title="締切まで3日です"/> });
        assert!(html.contains("注意：") && html.contains("締切まで3日です"), "{html}");
        assert!(!html.contains("role="), "{html}");
    }

    #[test]
    fn the_answer_to_an_act_is_announced() {
        let html =
            html(|| view! { <Notice kind=NoticeKind::Success live=true><p>"保存しました。"</p></Notice> });
        assert!(html.contains(r#"role="status""#) && html.contains("完了："), "{html}");
    }
}

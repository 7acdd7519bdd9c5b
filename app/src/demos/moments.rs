//! What happened to a session, on its page.

use crate::{
    messages::demos::{happening as happening_words, happening_tone},
    when,
};
use chrono::{DateTime, Utc};
use domain::{demos::Happening, tokyo};
use elements::{Section, Timeline, TimelineEntry};
use leptos::prelude::*;

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    /// When.
    pub at: DateTime<Utc>,
    /// What.
    pub happening: Happening,
    /// Who, as far as this house may know.
    pub by: String,
    /// What of it, in words; may be empty.
    pub about: String,
}

/// What one house did again and again on one day stands once, with how often: else each guest who was ticked off would be a
/// line of its own.
fn folded(moments: Vec<Moment>) -> Vec<(Moment, usize)> {
    let same = |one: &Moment, other: &Moment| {
        (one.happening, &one.by, &one.about) == (other.happening, &other.by, &other.about)
            && tokyo::date(one.at) == tokyo::date(other.at)
    };
    let mut folded: Vec<(Moment, usize)> = Vec::new();
    for moment in moments {
        match folded.last_mut() {
            Some((last, times)) if same(last, &moment) => *times += 1,
            _ => folded.push((moment, 1)),
        }
    }
    folded
}

/// The part of the page.
#[component]
pub fn HistorySection(
    /// What happened, the newest first.
    moments: Vec<Moment>,
) -> impl IntoView {
    let entries = folded(moments)
        .into_iter()
        .map(|(Moment { at, happening, by, about }, times)| {
            let what = happening_words(happening);
            let about = if about.is_empty() { about } else { format!("：{about}") };
            let times = if times > 1 { format!("（{times}回）") } else { String::new() };
            let title = format!("{what}{about}{times}");
            view! {
                <TimelineEntry title at=when::moment(at) datetime=when::datetime(at) by tone=happening_tone(happening)/>
            }
        })
        .collect_view();
    view! { <Section title="これまでの経過"><Timeline>{entries}</Timeline></Section> }
}

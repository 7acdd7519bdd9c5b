//! キャンセル待ち: where a body stands in the line, and taking the places that are kept for it.

use crate::when;
use chrono::{DateTime, Utc};
use elements::{Button, Buttons, Check, FormState, HiddenField, Notice, NoticeKind, PostForm, Section};
use leptos::prelude::*;

/// How a body waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WaitView {
    /// Its place in the line, from 1.
    pub place: usize,
    /// Until when places are kept for it; none while none are.
    pub until: Option<DateTime<Utc>>,
    /// Whether whoever is first takes the places that are free now.
    pub first_come: bool,
}

impl WaitView {
    /// In one line, for a list.
    pub fn words(&self) -> String {
        match self.until {
            Some(until) => format!("席を{}まで取り置き中", when::moment(until)),
            None => format!("キャンセル待ち {}番目", self.place),
        }
    }
}

/// The part of a page of a registration that waits.
#[component]
pub(super) fn WaitPart(
    /// Where its form is sent.
    action: String,
    /// The version that is looked at.
    version: i32,
    /// How it waits.
    wait: WaitView,
) -> impl IntoView {
    let WaitView { place, until, first_come } = wait;
    let line = until.is_none().then(|| {
        let title = format!("キャンセル待ちの{place}番目です");
        view! { <Notice kind=NoticeKind::Info title><p>"席が空くと、順番にメールでお知らせします。"</p></Notice> }
    });
    let words = match until {
        Some(until) => Some(format!("席が空きました。{}まで取り置いています。", when::moment(until))),
        None if first_come => Some("席が空いています。開催が近いため、先着順です。".to_owned()),
        None => None,
    };
    let take = words.map(|words| {
        view! {
            <Section title="席が空いています">
                <p>{words}</p>
                <PostForm action>
                    <HiddenField name="version" value=version.to_string()/>
                    <HiddenField name="act" value="accept"/>
                    <Buttons><Button>"参加する"</Button></Buttons>
                </PostForm>
            </Section>
        }
    });
    view! { {line}{take} }
}

/// Asks whether a body waits where the places that are left are not enough; where none is left it does.
#[component]
pub(super) fn WaitField(
    /// What was typed.
    form: FormState,
    /// Places left; none where there is no limit.
    left: Option<u16>,
) -> impl IntoView {
    match left {
        None => ().into_any(),
        Some(0) => view! { <HiddenField name="wait" value="yes"/> }.into_any(),
        Some(_) => view! { <Check form name="wait" label="席が足りないときは、キャンセル待ちに申し込む"/> }
            .into_any(),
    }
}

//! Answering a request for a speaker, or recording what 国保中央会 answered on the telephone.

use crate::{
    messages::{
        demos::slot,
        dispatches::{label, way},
    },
    paths,
};
use domain::{
    demos::Slot,
    dispatches::{Field, PROPOSALS, TRAVELS, Way},
    ids::{DispatchId, LecturerId},
};
use elements::{
    BackLink, Button, ButtonKind, ButtonLink, Buttons, Checks, Choice, Choices, DateField, ErrorSummary,
    FormState, HiddenField, Notice, NoticeKind, PageHeader, PostForm, Section, SelectField, SummaryList,
    SummaryRow, TextArea, TextField, Width,
};
use leptos::prelude::*;

/// Whose form it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AnswerUse {
    /// 国保中央会 answers; its lecturers, each with what stands in the way at that time.
    Central {
        /// Id, name, and why the lecturer is not free.
        lecturers: Vec<(LecturerId, String, Option<String>)>,
    },
    /// The federation records what it was told.
    Federation,
}

/// What the page shows.
#[derive(Debug, Clone)]
pub struct AnswerView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// The dispatch.
    pub id: DispatchId,
    /// The version that is answered.
    pub version: i32,
    /// The federation and the municipality, in words.
    pub about: String,
    /// What is asked for.
    pub asked: Slot,
    /// Where, in words.
    pub place: String,
    /// Whose form.
    pub usage: AnswerUse,
    /// What was typed.
    pub form: FormState,
}

/// The page.
#[component]
pub fn AnswerPage(
    /// What it shows.
    answer: AnswerView,
) -> impl IntoView {
    let AnswerView { slug, id, version, about, asked, place, usage, form } = answer;
    let back = paths::dispatch(&slug, id);
    let (title, button) = match usage {
        AnswerUse::Central { .. } => ("講師派遣の依頼に回答する", "この内容で回答する"),
        AnswerUse::Federation => ("国保中央会の回答を記録する", "この内容で記録する"),
    };
    let told = (usage == AnswerUse::Federation).then(|| told(form.clone()));
    let at = slot(&asked);
    let parts = (
        choosing(form.clone()),
        accepting(&slug, form.clone(), usage),
        proposing(form.clone()),
        declining(form.clone()),
    );
    view! {
        <BackLink href=back.clone()/>
        <ErrorSummary form/>
        <PageHeader title caption=about/>
        <SummaryList dense=true>
            <SummaryRow label="依頼された日時">{at}</SummaryRow>
            <SummaryRow label="場所">{place}</SummaryRow>
        </SummaryList>
        <PostForm action=paths::dispatch_answer(&slug, id)>
            <HiddenField name="version" value=version.to_string()/>
            {told}
            {parts}
            <Buttons>
                <Button>{button}</Button>
                <ButtonLink href=back kind=ButtonKind::Quiet>"やめる"</ButtonLink>
            </Buttons>
        </PostForm>
    }
}

fn choosing(form: FormState) -> impl IntoView {
    let answers = vec![
        Choice::new("accept", "承諾する"),
        Choice::new("propose", "別案を示す（ほかの日時、オンライン）"),
        Choice::new("decline", "お断りする"),
    ];
    view! {
        <Section title="回答">
            <Choices form name=Field::Answer.name() legend=label(Field::Answer) options=answers/>
        </Section>
    }
}

fn declining(form: FormState) -> impl IntoView {
    view! {
        <Section title="お断りするとき">
            <TextArea form name=Field::Reason.name() label=label(Field::Reason) needed="お断りするときは必須" rows=3/>
        </Section>
    }
}

fn told(form: FormState) -> impl IntoView {
    let ways = Way::ALL.iter().map(|one| Choice::new(one.code(), way(*one))).collect();
    view! {
        <Section title="回答の受け方">
            <Choices form=form.clone() name=Field::Way.name() legend=label(Field::Way) inline=true options=ways/>
            <TextField form=form.clone() name=Field::ToldBy.name() label=label(Field::ToldBy) width=Width::Medium autocomplete="off"/>
        </Section>
    }
}

fn accepting(slug: &str, form: FormState, usage: AnswerUse) -> impl IntoView + use<> {
    let lecturers_href = paths::lecturers(slug);
    let fields = match usage {
        AnswerUse::Federation => view! {
            <TextField form=form.clone() name=Field::LecturerName.name() label=label(Field::LecturerName) needed="承諾のときは必須" width=Width::Medium autocomplete="off"/>
        }
        .into_any(),
        AnswerUse::Central { lecturers } if lecturers.is_empty() => view! {
            <Notice kind=NoticeKind::Warning title="講師がまだ登録されていません">
                <p>"承諾するときは、先に"<a href=lecturers_href>"講師を登録"</a>"してください。"</p>
            </Notice>
        }
        .into_any(),
        AnswerUse::Central { lecturers } => {
            let options = lecturers
                .into_iter()
                .map(|(id, name, busy)| {
                    let busy = busy.map(|busy| format!("（予定あり：{busy}）")).unwrap_or_default();
                    Choice::new(id.to_string(), format!("{name}{busy}"))
                })
                .collect();
            let ways = TRAVELS
                .into_iter()
                .map(|minutes| Choice::new(minutes.to_string(), travel(minutes)))
                .collect();
            view! {
                <SelectField form=form.clone() name=Field::Lecturer.name() label=label(Field::Lecturer) needed="承諾のときは必須" options/>
                <SelectField form=form.clone() name=Field::Travel.name() label=label(Field::Travel) needed="承諾のときは必須" width=Width::Medium
                    hint="前後の移動の間も、ほかの派遣と重なりません" options=ways/>
            }
            .into_any()
        }
    };
    view! { <Section title="承諾するとき">{fields}</Section> }
}

/// A way of so many minutes, in words.
pub(crate) fn travel(minutes: u16) -> String {
    match (minutes / 60, minutes % 60) {
        (0, 0) => "なし（オンライン）".to_owned(),
        (0, minutes) => format!("{minutes}分"),
        (hours, 0) => format!("{hours}時間"),
        (hours, minutes) => format!("{hours}時間{minutes}分"),
    }
}

fn proposing(form: FormState) -> impl IntoView {
    let dates = (0..PROPOSALS)
        .map(|number| {
            let (date, start) = (Field::Date(number), Field::Start(number));
            view! {
                <div class="panel stack">
                    <DateField form=form.clone() name=date.name() label=label(date) optional=true/>
                    <TextField form=form.clone() name=start.name() label=label(start) hint="15分単位。例：13:30" optional=true width=Width::Short autocomplete="off"/>
                </div>
            }
        })
        .collect_view();
    let online = vec![Choice::new("yes", "オンラインなら対応できる")];
    view! {
        <Section title="別案を示すとき">
            {dates}
            <Checks form=form.clone() name=Field::Online.name() legend=label(Field::Online) optional=true options=online/>
            <TextArea form=form.clone() name=Field::Message.name() label=label(Field::Message) optional=true rows=3/>
        </Section>
    }
}

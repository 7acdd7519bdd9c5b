//! 約束, as whoever applies reads and answers it: on the page of the messages, without a script.

use crate::{
    messages::subsidies::{appointment_act, appointment_label, appointment_line},
    paths,
};
use chrono::{DateTime, Utc};
use domain::{
    ids::{ApplicationId, AppointmentId},
    subsidies::{AppointmentField, AppointmentWay, NONE_FITS},
};
use elements::{
    Button, Buttons, Choice, Choices, Details, FormState, HiddenField, Notice, PostForm, Section, TextArea,
};
use leptos::prelude::*;

/// Name of the field that says which appointment a form answers.
pub const APPOINTMENT: &str = "appointment";

/// Where it stands, for whoever applies.
#[derive(Debug, Clone)]
pub enum MyAppointment {
    /// A moment is to be chosen: place in the list and moment of those that are still to come.
    ToChoose {
        /// Which.
        id: AppointmentId,
        /// By which way.
        way: AppointmentWay,
        /// The moments.
        moments: Vec<(usize, DateTime<Utc>)>,
        /// What it is about.
        sentence: String,
    },
    /// It is agreed.
    Agreed {
        /// Which.
        id: AppointmentId,
        /// By which way.
        way: AppointmentWay,
        /// When.
        at: DateTime<Utc>,
        /// What it is about.
        sentence: String,
    },
    /// The applicant said that nothing fits.
    Declined,
    /// The municipality took it back.
    Cancelled {
        /// Why; nothing where other moments followed.
        why: String,
    },
}

/// The part.
#[component]
pub(super) fn MyAppointmentPart(
    /// The municipality's word in addresses.
    slug: String,
    /// The application.
    application: ApplicationId,
    /// Where it stands.
    appointment: MyAppointment,
    /// What was typed.
    form: FormState,
) -> impl IntoView {
    let action = paths::my_appointment(&slug, application);
    match appointment {
        MyAppointment::ToChoose { id, way, moments, sentence } => {
            let options: Vec<Choice> = moments
                .into_iter()
                .map(|(place, at)| Choice::new(place.to_string(), appointment_line(way, at)))
                .chain([Choice::new(NONE_FITS, "どれも都合が悪い")])
                .collect();
            let choice = AppointmentField::Choice;
            view! {
                <Section title="話す日時を選んでください">
                    <p class="said__body">{sentence}</p>
                    <p>{format!("選んだ日時に、{}。", appointment_act(way))}</p>
                    <PostForm action>
                        <HiddenField name=APPOINTMENT value=id.to_string()/>
                        <Choices form=&form name=choice.name() legend=appointment_label(choice) options/>
                        <Suiting form=form.clone()/>
                        <Buttons><Button>"返事を送る"</Button></Buttons>
                    </PostForm>
                </Section>
            }
            .into_any()
        }
        MyAppointment::Agreed { id, way, at, sentence } => {
            let open = form.error(AppointmentField::Words.name()).is_some();
            view! {
                <Section title="話す日時">
                    <p><strong>{appointment_line(way, at)}</strong></p>
                    <p>{format!("この日時に、{}。", appointment_act(way))}</p>
                    <p class="said__body">{sentence}</p>
                    <Details summary="都合が悪くなったとき" open>
                        <PostForm action>
                            <HiddenField name=APPOINTMENT value=id.to_string()/>
                            <HiddenField name=AppointmentField::Choice.name() value=NONE_FITS/>
                            <Suiting form=form.clone()/>
                            <Buttons><Button>"都合が悪いことを知らせる"</Button></Buttons>
                        </PostForm>
                    </Details>
                </Section>
            }
            .into_any()
        }
        MyAppointment::Declined => view! {
            <Notice title="日時の都合が悪いことを、担当者に知らせました">
                <p>"担当者が、別の日時をお知らせします。"</p>
            </Notice>
        }
        .into_any(),
        MyAppointment::Cancelled { why } => {
            let why = (!why.is_empty()).then(|| view! { <p>{format!("理由：{why}")}</p> });
            view! { <Notice title="話す日時の約束は、担当者が取り消しました">{why}</Notice> }.into_any()
        }
    }
}

/// When it would suit.
#[component]
fn Suiting(form: FormState) -> impl IntoView {
    let words = AppointmentField::Words;
    view! {
        <TextArea form=&form name=words.name() label=appointment_label(words) hint="例：来週の火曜日か木曜日の午後。300文字まで。" needed="都合が悪いとき必須" rows=3/>
    }
}

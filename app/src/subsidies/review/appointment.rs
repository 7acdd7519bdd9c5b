//! 約束 in the workspace and on the officer's home: moments are named to whoever applies, and it is told what became of
//! them.

use super::About;
use crate::{
    messages::subsidies::{appointment_label, appointment_line, appointment_state, appointment_way},
    paths, when,
};
use chrono::{DateTime, Utc};
use domain::subsidies::{AppointmentField, AppointmentState, AppointmentWay, MOST_MOMENTS};
use elements::{
    Button, ButtonKind, Buttons, Choice, Choices, Details, FormState, Icon, Notice, NoticeKind, PostForm,
    Section, Shape, Tag, TextArea, TextField, Width,
};
use leptos::prelude::*;

/// What became of the last one.
#[derive(Debug, Clone)]
pub struct AppointmentLine {
    /// By which way.
    pub way: AppointmentWay,
    /// Where it stands.
    pub state: AppointmentState,
    /// The moments that were named.
    pub moments: Vec<DateTime<Utc>>,
    /// The one that was chosen.
    pub starts_at: Option<DateTime<Utc>>,
    /// What it is about.
    pub sentence: String,
    /// When it would suit, or why it was taken back.
    pub words: String,
    /// Who named the moments.
    pub by: String,
}

/// What the part shows.
#[derive(Debug, Clone)]
pub struct AppointmentView {
    /// The last one.
    pub last: Option<AppointmentLine>,
    /// Whether the officer may name moments.
    pub may_propose: bool,
    /// Whether the officer may take the last one back.
    pub may_cancel: bool,
    /// Where it is written down what was said, once it is over.
    pub record: Option<String>,
}

/// The part.
#[component]
pub(super) fn AppointmentPart(
    /// Which application.
    about: About,
    /// What it shows.
    appointment: AppointmentView,
    /// What was typed.
    form: FormState,
) -> impl IntoView {
    let AppointmentView { last, may_propose, may_cancel, record } = appointment;
    let told = match last {
        Some(last) => told(last).into_any(),
        None => view! { <p class="quiet">"まだ約束はありません。"</p> }.into_any(),
    };
    let record = record.map(|href| view! { <p><a href=href>"話した内容を、事業所の記録に書く"</a></p> });
    // Why none can be named now, where somebody tried all the same.
    let why = form.error(AppointmentField::Way.name()).filter(|_| !may_propose).map(str::to_owned);
    let refused = why.map(|why| view! { <Notice kind=NoticeKind::Error live=true title=why/> });
    let cancel = may_cancel.then(|| view! { <Cancelling about=about.clone() form=form.clone()/> });
    let propose = may_propose.then(|| view! { <Proposing about form/> });
    view! {
        <Section title="申請者と話す日時" id="appointment">
            <p class="scope scope--outside"><Icon shape=Shape::Info/>"申請者に見えます"</p>
            {refused}
            {told}
            {record}
            {cancel}
            {propose}
        </Section>
    }
}

fn told(last: AppointmentLine) -> impl IntoView {
    let AppointmentLine { way, state, moments, starts_at, sentence, words, by } = last;
    let (tone, label) = appointment_state(state);
    let when = match starts_at {
        Some(at) => view! { <p><strong>{appointment_line(way, at)}</strong></p> }.into_any(),
        None => {
            let moments =
                moments.into_iter().map(|at| view! { <li>{appointment_line(way, at)}</li> }).collect_view();
            view! { <ul>{moments}</ul> }.into_any()
        }
    };
    let words = (!words.is_empty()).then(|| {
        let what = if state == AppointmentState::Declined { "申請者の返事：" } else { "理由：" };
        view! { <p class="said__body">{what}{words}</p> }
    });
    view! {
        <p><Tag tone label/>" "<span class="quiet">{format!("候補を送った人：{by}")}</span></p>
        {when}
        <p class="said__body">{sentence}</p>
        {words}
    }
}

#[component]
fn Proposing(about: About, form: FormState) -> impl IntoView {
    let of = |field: AppointmentField| (field.name(), appointment_label(field));
    let open = (0..MOST_MOMENTS)
        .flat_map(|place| [AppointmentField::Day(place), AppointmentField::Time(place)])
        .chain([AppointmentField::Way, AppointmentField::Sentence])
        .any(|field| form.error(field.name()).is_some());
    let ways = AppointmentWay::ALL
        .into_iter()
        .map(|way| Choice::new(way.code(), appointment_way(way)))
        .collect::<Vec<_>>();
    let moments = (0..MOST_MOMENTS)
        .map(|place| {
            let ((day, day_label), (time, time_label)) =
                (of(AppointmentField::Day(place)), of(AppointmentField::Time(place)));
            let optional = place > 0;
            let (day_hint, time_hint) = if optional {
                (None, None)
            } else {
                (Some("例：令和8年11月22日"), Some("例：13:30"))
            };
            view! {
                <TextField form=&form name=day label=day_label hint=day_hint width=Width::Medium optional/>
                <TextField form=&form name=time label=time_label hint=time_hint width=Width::Short optional/>
            }
        })
        .collect_view();
    let (way, way_label) = of(AppointmentField::Way);
    let (sentence, sentence_label) = of(AppointmentField::Sentence);
    view! {
        <Details summary="日時の候補を送る" open>
            <PostForm action=paths::case_appointment(&about.slug, about.id, &about.queue)>
                <Choices form=&form name=way legend=way_label options=ways inline=true/>
                {moments}
                <TextArea form=&form name=sentence label=sentence_label hint="申請者が読みます。300文字まで。日時の候補だけをメールに載せます。" rows=3/>
                <Buttons><Button kind=ButtonKind::Secondary>"申請者に候補を送る"</Button></Buttons>
            </PostForm>
        </Details>
    }
}

#[component]
fn Cancelling(about: About, form: FormState) -> impl IntoView {
    let reason = AppointmentField::Reason;
    let open = form.error(reason.name()).is_some();
    view! {
        <Details summary="約束を取り消す" open>
            <PostForm action=paths::case_appointment_cancellation(&about.slug, about.id, &about.queue)>
                <TextArea form=&form name=reason.name() label=appointment_label(reason) hint="申請者が読みます。" rows=2/>
                <Buttons><Button kind=ButtonKind::Secondary>"約束を取り消して知らせる"</Button></Buttons>
            </PostForm>
        </Details>
    }
}

/// One that an officer has before them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppointmentAtHome {
    /// When.
    pub at: DateTime<Utc>,
    /// By which way.
    pub way: AppointmentWay,
    /// 事業所名.
    pub office: String,
    /// The application.
    pub href: String,
}

/// What an officer has agreed with whoever applies, the next first; nothing where there is nothing.
#[component]
pub fn AppointmentsAtHome(
    /// They.
    coming: Vec<AppointmentAtHome>,
) -> impl IntoView {
    (!coming.is_empty()).then(|| {
        let lines = coming
            .into_iter()
            .map(|AppointmentAtHome { at, way, office, href }| {
                view! {
                    <li>
                        <time datetime=when::datetime(at)>{appointment_line(way, at)}</time>"　"
                        <a href=href>{office}</a>
                    </li>
                }
            })
            .collect_view();
        view! { <Section title="申請者と話す日時"><ul>{lines}</ul></Section> }
    })
}

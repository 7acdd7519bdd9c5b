//! 約束 in the workspace and on the officer's home: moments are named to whoever applies, and it is told what became of
//! them.

use super::About;
use crate::{
    messages::subsidies::{appointment_label, appointment_line, appointment_state, appointment_way},
    paths,
    subsidies::APPOINTMENT,
    when,
};
use chrono::{DateTime, Utc};
use domain::{
    ids::AppointmentId,
    subsidies::{AppointmentField, AppointmentState, AppointmentWay, MOST_MOMENTS, NONE_FITS},
};
use elements::{
    Button, ButtonKind, Buttons, Choice, Choices, Details, FormState, HiddenField, Icon, Notice, NoticeKind,
    PostForm, Section, Shape, Tag, TextArea, TextField, Width,
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
    /// Who wrote down what was answered by telephone.
    pub recorded_by: Option<String>,
}

/// What is to be heard from whoever applies: which moment fits.
#[derive(Debug, Clone)]
pub struct Hearing {
    /// About which appointment.
    pub id: AppointmentId,
    /// Place in the list and moment of those that are still to come.
    pub moments: Vec<(usize, DateTime<Utc>)>,
    /// The letter that asks, as a file.
    pub letter: String,
}

/// What the part shows.
#[derive(Debug, Clone)]
pub struct AppointmentView {
    /// The last one.
    pub last: Option<AppointmentLine>,
    /// Whether the officer may name moments.
    pub may_propose: bool,
    /// Whether whoever applies reads them on the screen.
    pub on_screen: bool,
    /// What the officer may write down of an answer by telephone.
    pub hearing: Option<Hearing>,
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
    let AppointmentView { last, may_propose, on_screen, hearing, may_cancel, record } = appointment;
    let way = last.as_ref().map(|last| last.way);
    let told = match last {
        Some(last) => told(last).into_any(),
        None => view! { <p class="muted">"まだ約束はありません。"</p> }.into_any(),
    };
    let record = record.map(|href| view! { <p><a href=href>"話した内容を、事業所の記録に書く"</a></p> });
    // Why none can be named now, where somebody tried all the same.
    let why = form.error(AppointmentField::Way.name()).filter(|_| !may_propose).map(str::to_owned);
    let refused = why.map(|why| view! { <Notice kind=NoticeKind::Error live=true title=why/> });
    let cancel = may_cancel.then(|| view! { <Cancelling about=about.clone() form=form.clone()/> });
    let hearing = hearing.zip(way).map(|(hearing, way)| {
        view! { <Heard about=about.clone() hearing way on_screen form=form.clone()/> }
    });
    let propose = may_propose.then(|| view! { <Proposing about on_screen form/> });
    let scope = if on_screen {
        "申請者に見えます"
    } else {
        "申請者は画面では見られません。手紙か電話で伝えてください"
    };
    view! {
        <Section title="申請者と話す日時" id="appointment">
            <p class="scope scope--outside"><Icon shape=Shape::Info/>{scope}</p>
            {refused}
            {told}
            {record}
            {hearing}
            {cancel}
            {propose}
        </Section>
    }
}

fn told(last: AppointmentLine) -> impl IntoView {
    let AppointmentLine { way, state, moments, starts_at, sentence, words, by, recorded_by } = last;
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
        <p><Tag tone label/>" "<span class="muted">{format!("候補を決めた人：{by}")}</span></p>
        {when}
        {recorded_by.map(|name| view! { <p class="muted">{format!("返事を聞いて記録した人：{name}")}</p> })}
        <p class="said__body">{sentence}</p>
        {words}
    }
}

#[component]
fn Proposing(about: About, on_screen: bool, form: FormState) -> impl IntoView {
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
                (Some("例：11月22日。年は省けます"), Some("例：13:30"))
            };
            view! {
                <TextField form=&form name=day label=day_label hint=day_hint width=Width::Medium optional/>
                <TextField form=&form name=time label=time_label hint=time_hint width=Width::Short optional/>
            }
        })
        .collect_view();
    let (way, way_label) = of(AppointmentField::Way);
    let (sentence, sentence_label) = of(AppointmentField::Sentence);
    let (summary, button, hint) = if on_screen {
        (
            "日時の候補を送る",
            "申請者に候補を送る",
            "申請者が読みます。300文字まで。日時の候補だけをメールに載せます。",
        )
    } else {
        ("日時の候補を決める", "候補を決める", "お伺いの手紙に載せます。300文字まで。")
    };
    view! {
        <Details summary open>
            <PostForm action=paths::case_appointment(&about.slug, about.id, &about.queue)>
                <Choices form=&form name=way legend=way_label options=ways inline=true/>
                {moments}
                <TextArea form=&form name=sentence label=sentence_label hint rows=3/>
                <Buttons><Button kind=ButtonKind::Secondary>{button}</Button></Buttons>
            </PostForm>
        </Details>
    }
}

/// The letter that asks, and what was answered to it or by telephone.
#[component]
fn Heard(
    about: About,
    hearing: Hearing,
    way: AppointmentWay,
    on_screen: bool,
    form: FormState,
) -> impl IntoView {
    let Hearing { id, moments, letter } = hearing;
    let (choice, words) = (AppointmentField::Choice, AppointmentField::Words);
    let open = !on_screen || [choice, words].into_iter().any(|field| form.error(field.name()).is_some());
    let letter = (!on_screen && !moments.is_empty()).then(|| {
        view! {
            <p>"候補の日時と返事の方法を書いた手紙です。郵送やFAXで送れます。"</p>
            <p><a href=letter>"話す日時のお伺い（PDF）"</a></p>
        }
    });
    let options: Vec<Choice> = moments
        .into_iter()
        .map(|(place, at)| Choice::new(place.to_string(), appointment_line(way, at)))
        .chain([Choice::new(NONE_FITS, "どれも都合が悪い")])
        .collect();
    view! {
        {letter}
        <Details summary="電話などで聞いた返事を記録する" open>
            <PostForm action=paths::case_appointment_answer(&about.slug, about.id, &about.queue)>
                <HiddenField name=APPOINTMENT value=id.to_string()/>
                <Choices form=&form name=choice.name() legend=appointment_label(choice) options/>
                <TextArea form=&form name=words.name() label=appointment_label(words) hint="例：来週の火曜日か木曜日の午後。300文字まで。" needed="都合が悪いとき必須" rows=2/>
                <Buttons><Button kind=ButtonKind::Secondary>"返事を記録する"</Button></Buttons>
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

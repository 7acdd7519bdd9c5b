//! A session for everybody: what it is, registering without an account, and one's own registration by its link.

use super::{
    held::{HeldPlaces, held_words, hold_first},
    replies::Replies,
};
use crate::{
    accounts::QrCode,
    messages::demos::{coming_label as label, slot, waiting_rules},
    paths,
};
use domain::{
    demos::{ComingField as Field, PLACE_HOLD, Prompt, Slot, WAIT},
    ids::DemoId,
};
use elements::{
    BackLink, Button, ButtonKind, ButtonLink, Buttons, Card, Cards, Check, EmptyState, ErrorSummary,
    FormState, HiddenField, InputMode, Notice, NoticeKind, PageHeader, PostForm, Section, SummaryList,
    SummaryRow, TextArea, TextField, Width,
};
use leptos::prelude::*;

/// A session as everybody reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicSession {
    /// The house's word in addresses.
    pub slug: String,
    /// Its id.
    pub id: DemoId,
    /// The municipality.
    pub municipality: String,
    /// When.
    pub slot: Slot,
    /// Where.
    pub place: String,
    /// How it is joined online; empty on site, and for who is not registered.
    pub link: String,
    /// What can be tried.
    pub menu: String,
    /// How one is let in.
    pub admission: String,
    /// A word to who comes; may be empty.
    pub note: String,
    /// Places that are left, where one registers.
    pub left: Option<u16>,
    /// Whom to ask.
    pub desk: String,
}

/// What it is, as a list of facts.
pub(super) fn facts(session: &PublicSession) -> impl IntoView + use<> {
    let PublicSession { slot: at, place, link, menu, admission, note, left, .. } = session.clone();
    let left = left.map(|left| {
        let words = if left == 0 {
            "満席（キャンセル待ちができます）".to_owned()
        } else {
            format!("あと{left}人")
        };
        view! { <SummaryRow label="空き">{words}</SummaryRow> }
    });
    let link = (!link.is_empty()).then(|| {
        let href = link.clone();
        view! { <SummaryRow label="オンラインの入口"><a href=href>{link}</a></SummaryRow> }
    });
    let note = (!note.is_empty())
        .then(|| view! { <SummaryRow label="お知らせ"><p class="said__body">{note}</p></SummaryRow> });
    view! {
        <SummaryList>
            <SummaryRow label="日時">{slot(&at)}</SummaryRow>
            <SummaryRow label="場所">{place}</SummaryRow>
            {link}
            <SummaryRow label="内容">{menu}</SummaryRow>
            <SummaryRow label="参加の方法">{admission}</SummaryRow>
            {left}
            {note}
        </SummaryList>
    }
}

/// Every session of a house that everybody may come to.
#[component]
pub fn PublicDemosPage(
    /// The municipality.
    municipality: String,
    /// The sessions, the earliest first.
    sessions: Vec<PublicSession>,
) -> impl IntoView {
    let list = if sessions.is_empty() {
        let words = format!("{municipality}が開催を決めると、ここに表示されます。");
        view! {
            <EmptyState title="いま予定されているデモ・説明会はありません">
                <p>{words}</p>
            </EmptyState>
        }
        .into_any()
    } else {
        let cards = sessions
            .into_iter()
            .map(|one| {
                let href = paths::public_demo(&one.slug, one.id);
                let left = match one.left {
                    Some(0) => "満席（キャンセル待ちができます）".to_owned(),
                    Some(left) => format!("空き　あと{left}人"),
                    None => one.admission.clone(),
                };
                view! {
                    <Card title=slot(&one.slot)>
                        <p>{one.place}</p>
                        <p>{format!("内容　{}", one.menu)}</p>
                        <p>{left}</p>
                        <Buttons><ButtonLink href kind=ButtonKind::Secondary>"詳細と申込み"</ButtonLink></Buttons>
                    </Card>
                }
            })
            .collect_view();
        view! { <Section title="参加できる日" id="dates"><Cards>{cards}</Cards></Section> }.into_any()
    };
    view! {
        <PageHeader title="デモ・説明会" caption=municipality lead="ケアプランデータ連携システムを、実際に触って試せます。参加は無料です。"/>
        {list}
    }
}

/// What the page for registering shows.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
#[derive(Debug, Clone)]
pub struct ComingFormView {
    /// The session.
    pub session: PublicSession,
    /// Where the form goes.
    pub action: String,
    /// The list of sessions, where there is one.
    pub back: Option<String>,
    /// The office of the invitation.
    pub invited: Option<String>,
    /// What is asked besides.
    pub prompts: Vec<Prompt>,
    /// Under which token the last places are held before anything else is asked; none where the whole form is shown.
    pub first: Option<String>,
    /// What is held for whoever fills the form.
    pub held: Option<HeldPlaces>,
    /// Whether what was held for them had its time.
    pub lapsed: bool,
    /// Whether none are left because others fill in the form.
    pub others: bool,
    /// The page of the registration that was made with what was held.
    pub made: Option<String>,
    /// What was typed.
    pub form: FormState,
    /// Why nobody can register, as a sentence; none where one can.
    pub refused: Option<String>,
    /// Whether one registers at all.
    pub registers: bool,
    /// Whether the house has a register in which a number is looked up.
    pub numbered: bool,
}

/// What a session is, and the form.
#[component]
pub fn ComingFormPage(
    /// What it shows.
    coming: ComingFormView,
) -> impl IntoView {
    let ComingFormView {
        session,
        action,
        back,
        invited,
        prompts,
        first,
        held,
        lapsed,
        others,
        made,
        form,
        refused,
        registers,
        numbered,
    } = coming;
    let back = back.map(|href| view! { <BackLink href label="デモ・説明会の一覧へ戻る"/> });
    let open = refused.is_none() && registers;
    let refused = refused.map(|why| view! { <Notice kind=NoticeKind::Warning title=why/> });
    let facts = facts(&session);
    let (first, whole) = match first {
        Some(token) => (open.then(|| hold_first(action.clone(), token, form.clone())), false),
        None => (None, open),
    };
    let stands = open.then(|| held_words(held.as_ref(), lapsed, others, made));
    let fields = whole.then(|| {
        let form = form.clone();
        let held = held.map(|held| view! { <HiddenField name=PLACE_HOLD value=held.token/> });
        let wait = view! { <Check form=&form name=WAIT label="満席のときは、キャンセル待ちに入る" hint=waiting_rules()/> };
        view! {
            <Section title="参加を申し込む">
                <PostForm action>
                    {held}
                    <Fields form=form.clone() invited prompts numbered/>
                    {wait}
                    <Buttons><Button>"この内容で申し込む"</Button></Buttons>
                </PostForm>
            </Section>
        }
    });
    let desk = session.desk.clone();
    view! {
        {back}
        <ErrorSummary form=&form/>
        <PageHeader title="ケアプランデータ連携システム デモ・説明会" caption=session.municipality/>
        {refused}
        {facts}
        {stands}
        {first}
        {fields}
        <Section title="お問い合わせ"><p>{desk}</p></Section>
    }
}

/// The fields of a registration; the office is not asked where an invitation names it.
#[component]
pub(super) fn Fields(
    /// What was typed.
    form: FormState,
    /// The office of the invitation, or of the registration that is changed.
    invited: Option<String>,
    /// What is asked besides.
    prompts: Vec<Prompt>,
    /// Whether an officer fills it for somebody who telephoned.
    #[prop(optional)]
    officer: bool,
    /// Whether the number of the office is asked, where the office is.
    #[prop(optional)]
    numbered: bool,
    /// Whether the question was answered: it is not asked again.
    #[prop(optional)]
    answered: bool,
) -> impl IntoView {
    let number = numbered.then(|| {
        view! { <TextField form=&form name=Field::Number.name() label=label(Field::Number) hint="10けた。分からないとき、事業所でない団体のときは空のままにします" optional=true width=Width::Medium inputmode=InputMode::Numeric autocomplete="off"/> }
    });
    let question = (!answered).then(|| {
        view! { <TextArea form=&form name=Field::Question.name() label=label(Field::Question) hint="前もって聞いておきたいことがあれば入力してください" optional=true rows=3/> }
    });
    let replies = view! { <Replies form=form.clone() prompts officer/> };
    let office = match invited {
        Some(name) => view! { <p>{format!("事業所　{name}")}</p> }.into_any(),
        None => view! {
            <TextField form=&form name=Field::Office.name() label=label(Field::Office) width=Width::Long autocomplete="organization"/>
            {number}
        }
        .into_any(),
    };
    let email = if officer {
        view! {
            <TextField form=&form name=Field::Email.name() label=label(Field::Email) hint="ない場合は空のままにして、電話番号を入力します" optional=true inputmode=InputMode::Email width=Width::Long autocomplete="off"/>
        }
        .into_any()
    } else {
        view! {
            <TextField form=&form name=Field::Email.name() label=label(Field::Email) hint="受付番号と、変更・取消のリンクを送ります" inputmode=InputMode::Email width=Width::Long autocomplete="email"/>
        }
        .into_any()
    };
    view! {
        {office}
        <TextField form=&form name=Field::People.name() label=label(Field::People) inputmode=InputMode::Numeric width=Width::Short suffix="人" autocomplete="off"/>
        <TextField form=&form name=Field::Name.name() label=label(Field::Name) width=Width::Long autocomplete="name"/>
        {email}
        <TextField form=&form name=Field::Phone.name() label=label(Field::Phone) optional=true inputmode=InputMode::Tel width=Width::Medium autocomplete="tel"/>
        {replies}
        {question}
    }
}

/// What the page of one's own registration shows.
#[derive(Debug, Clone)]
pub struct OwnComingView {
    /// The session.
    pub session: PublicSession,
    /// The token of the link.
    pub token: String,
    /// The office.
    pub office: String,
    /// How many people.
    pub people: u16,
    /// With which code it checks in.
    pub code: String,
    /// What the desk at the door reads with a camera; none where one waits.
    pub door: Option<String>,
    /// Where one stands who waits.
    pub waits: Option<String>,
    /// Whether places can be taken now.
    pub may_take: bool,
    /// The version of the registration.
    pub version: i32,
    /// What is asked besides.
    pub prompts: Vec<Prompt>,
    /// The answer to the question of the registration.
    pub answer: Option<(String, String)>,
    /// Where it can go to another session, where there is one.
    pub elsewhere: Option<String>,
    /// Registrations of other sessions that it gives up, or that give it up: what that means, and where they are.
    pub tied: Vec<(String, String)>,
    /// What was typed.
    pub form: FormState,
    /// What was just done, as a sentence.
    pub done: Option<String>,
    /// Why nothing can be done any more, as a sentence.
    pub refused: Option<String>,
}

/// One's own registration.
#[component]
pub fn OwnComingPage(
    /// What it shows.
    coming: OwnComingView,
) -> impl IntoView {
    let OwnComingView {
        session,
        token,
        office,
        people,
        code,
        door,
        waits,
        may_take,
        version,
        prompts,
        answer,
        elsewhere,
        tied,
        form,
        done,
        refused,
    } = coming;
    let tied = ties(tied);
    let done = done.map(|done| view! { <Notice kind=NoticeKind::Success live=true title=done/> });
    let open = refused.is_none();
    let refused = refused.map(|why| view! { <Notice kind=NoticeKind::Warning title=why/> });
    let action = paths::coming(&token);
    let placed = waits.is_none();
    let waits = waits.map(|words| {
        let take = (may_take && open).then(|| take(action.clone()));
        view! {
            <Notice kind=NoticeKind::Info title=words><p>{waiting_rules()}</p></Notice>
            {take}
        }
    });
    let ticket = placed.then(|| {
        let qr = door.map(|door| view! { <QrCode text=door label="受付で読み取るQRコード"/> });
        view! {
            <Section title="当日の受付">
                <p>"受付番号　"<strong>{code}</strong></p>
                <p>"受付で、この番号を伝えるか、下のQRコードを見せてください。"</p>
                {qr}
            </Section>
        }
    });
    let answered = answer.is_some();
    let answer = answer.map(|(question, answer)| answer_of(question, answer));
    // To who waits, their place in the line says what is free.
    let left = session.left.filter(|_| placed);
    let facts = facts(&PublicSession { left, ..session.clone() });
    let calendar = placed.then(|| {
        let href = paths::coming_calendar(&token);
        view! { <Buttons><ButtonLink href kind=ButtonKind::Secondary>"カレンダーに入れる（.ics）"</ButtonLink></Buttons> }
    });
    let change = open.then(|| {
        let (form, action, office) = (form.clone(), action.clone(), office.clone());
        let elsewhere = elsewhere.map(|href| view! { <p><a href=href>"別の回に変える"</a></p> });
        view! {
            <Section title="人数や連絡先を変える">
                <PostForm action>
                    <HiddenField name="version" value=version.to_string()/>
                    <Fields form invited=Some(office) prompts answered/>
                    <Buttons><Button>"変更を保存する"</Button></Buttons>
                </PostForm>
                {elsewhere}
                <p><a href=paths::coming_cancellation(&token)>"この申込みを取り消す"</a></p>
            </Section>
        }
    });
    let desk = session.desk.clone();
    view! {
        {done}
        <ErrorSummary form=&form/>
        <PageHeader title="参加の申込み" caption=session.municipality lead=format!("{office}　{people}人")/>
        {refused}
        {tied}
        {waits}
        {facts}
        {ticket}
        {calendar}
        {answer}
        {change}
        <Section title="お問い合わせ"><p>{desk}</p></Section>
    }
}

/// A question of a registration, and its answer.
pub(super) fn answer_of(question: String, answer: String) -> impl IntoView {
    view! {
        <Section title="質問への回答">
            <SummaryList>
                <SummaryRow label="質問"><p class="said__body">{question}</p></SummaryRow>
                <SummaryRow label="回答"><p class="said__body">{answer}</p></SummaryRow>
            </SummaryList>
        </Section>
    }
}

/// Registrations of other sessions that one gives up, or that give one up.
pub(super) fn ties(tied: Vec<(String, String)>) -> impl IntoView {
    let tie = |(words, href): (String, String)| {
        view! {
            <Notice kind=NoticeKind::Info title=words>
                <p><a href=href>"その回の申込みを見る"</a></p>
            </Notice>
        }
    };
    tied.into_iter().map(tie).collect_view()
}

/// The button that takes places.
pub(super) fn take(action: String) -> impl IntoView {
    view! {
        <PostForm action>
            <HiddenField name="act" value="take"/>
            <Buttons><Button>"参加する"</Button></Buttons>
        </PostForm>
    }
}

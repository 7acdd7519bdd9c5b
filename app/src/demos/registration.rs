//! Registering for a session, changing how many come, and cancelling.

use super::{
    public::{answer_of, take, ties},
    replies::Replies,
    withdrawing::what_follows,
};
use crate::{
    messages::demos::{registration_label as label, slot, waiting_rules},
    paths,
};
use domain::{
    demos::{Prompt, RegistrationField as Field, Slot, WAIT},
    ids::{DemoId, OfficeId, RegistrationId},
};
use elements::{
    BackLink, Button, ButtonKind, ButtonLink, Buttons, Check, Choice, Choices, ErrorSummary, FormState,
    HiddenField, InputMode, Notice, NoticeKind, PageHeader, PostForm, Section, SummaryList, SummaryRow,
    TextArea, TextField, Width,
};
use leptos::prelude::*;

/// What the page shows.
#[derive(Debug, Clone)]
pub struct RegistrationView {
    /// The municipality's word in addresses.
    pub slug: String,
    /// The session.
    pub session: DemoId,
    /// When.
    pub slot: Slot,
    /// Where.
    pub place: String,
    /// What can be tried.
    pub menu: String,
    /// Places that are left, in people.
    pub left: u16,
    /// Whom to ask.
    pub desk: String,
    /// The offices one can register for; one where a registration is changed.
    pub offices: Vec<(OfficeId, String)>,
    /// The registration that is changed, with its version and code.
    pub changing: Option<(RegistrationId, i32, String)>,
    /// Where one stands who waits, and whether places can be taken now.
    pub waits: Option<(String, bool)>,
    /// What is asked besides.
    pub prompts: Vec<Prompt>,
    /// The question of the registration and its answer, where it was answered.
    pub answer: Option<(String, String)>,
    /// Where it can go to another session, where there is one.
    pub elsewhere: Option<String>,
    /// Registrations of other sessions that it gives up, or that give it up: what that means, and where they are.
    pub tied: Vec<(String, String)>,
    /// What was typed.
    pub form: FormState,
    /// What was just done, as a sentence.
    pub done: Option<String>,
    /// Why nothing can be done, as a sentence.
    pub refused: Option<String>,
}

/// The page.
#[component]
pub fn RegistrationPage(
    /// What it shows.
    registration: RegistrationView,
) -> impl IntoView {
    let RegistrationView {
        slug,
        session,
        slot: at,
        place,
        menu,
        left,
        desk,
        offices,
        changing,
        waits,
        prompts,
        answer,
        elsewhere,
        tied,
        form,
        done,
        refused,
    } = registration;
    let tied = ties(tied);
    let done = done.map(|done| view! { <Notice kind=NoticeKind::Success live=true title=done/> });
    let stands = refused.is_none();
    let refused = refused.map(|why| view! { <Notice kind=NoticeKind::Error live=true title=why/> });
    let (title, action, button, back) = match &changing {
        None => (
            "デモ・説明会に申し込む",
            paths::my_demo(&slug, session),
            "この内容で申し込む",
            paths::my_demos(&slug),
        ),
        Some((id, ..)) => (
            "申込みを変更する",
            paths::my_registration(&slug, session, *id),
            "変更を保存する",
            paths::my_demos(&slug),
        ),
    };
    // To who waits, their place in the line says what is free.
    let free = waits.is_none().then(|| {
        let words = left_words(left, changing.is_some());
        view! { <SummaryRow label="空き">{words}</SummaryRow> }
    });
    // Who only waits does not come yet.
    let code = changing.as_ref().filter(|_| waits.is_none()).map(|(_, _, code)| {
        let code = code.clone();
        view! { <SummaryRow label="受付番号"><strong>{code}</strong></SummaryRow> }
    });
    let waits = waits.map(|(words, may_take)| {
        let take = (may_take && stands).then(|| take(action.clone()));
        view! {
            <Notice kind=NoticeKind::Info title=words><p>{waiting_rules()}</p></Notice>
            {take}
        }
    });
    let cancel = changing.as_ref().filter(|_| stands).map(|(id, ..)| {
        let elsewhere = elsewhere.map(|href| view! { <p><a href=href>"別の回に変える"</a></p> });
        view! {
            {elsewhere}
            <p><a href=paths::my_registration_cancellation(&slug, session, *id)>"この申込みを取り消す"</a></p>
        }
    });
    let answered = answer.is_some();
    let answer = answer.map(|(question, answer)| answer_of(question, answer));
    let fields = stands.then(|| {
        let version = changing.map(|(_, version, _)| version);
        view! { <Fields action button offices version prompts answered back=back.clone() form=form.clone()/> }
    });
    view! {
        <BackLink href=back/>
        {done}
        {refused}
        <ErrorSummary form=&form/>
        <PageHeader title/>
        {tied}
        {waits}
        <SummaryList>
            <SummaryRow label="日時">{slot(&at)}</SummaryRow>
            <SummaryRow label="場所">{place}</SummaryRow>
            <SummaryRow label="内容">{menu}</SummaryRow>
            {free}
            {code}
        </SummaryList>
        {answer}
        {fields}
        {cancel}
        <Section title="お問い合わせ"><p>{desk}</p></Section>
    }
}

/// What is free, for somebody who is to come, or `comes` already.
fn left_words(left: u16, comes: bool) -> String {
    match (left, comes) {
        (0, true) => "満席".to_owned(),
        (0, false) => "満席（キャンセル待ちができます）".to_owned(),
        (left, _) => format!("あと{left}人"),
    }
}

#[component]
fn Fields(
    action: String,
    button: &'static str,
    offices: Vec<(OfficeId, String)>,
    version: Option<i32>,
    prompts: Vec<Prompt>,
    answered: bool,
    back: String,
    form: FormState,
) -> impl IntoView {
    let wait = version.is_none().then(|| {
        view! { <Check form=&form name=WAIT label="満席のときは、キャンセル待ちに入る" hint=waiting_rules()/> }
    });
    let replies = view! { <Replies form=form.clone() prompts/> };
    let question = (!answered).then(|| {
        view! { <TextArea form=&form name=Field::Question.name() label=label(Field::Question) hint="前もって聞いておきたいことがあれば入力してください" optional=true rows=3/> }
    });
    let version = version.map(|version| view! { <HiddenField name="version" value=version.to_string()/> });
    let office = match offices.as_slice() {
        [(_, name)] => {
            let name = name.clone();
            view! { <p>{format!("{}　{name}", label(Field::Office))}</p> }.into_any()
        }
        _ => {
            let options = offices.into_iter().map(|(id, name)| Choice::new(id.to_string(), name)).collect();
            view! { <Choices form=&form name=Field::Office.name() legend=label(Field::Office) options/> }
                .into_any()
        }
    };
    view! {
        <PostForm action>
            {version}
            {office}
            <TextField form=&form name=Field::People.name() label=label(Field::People) inputmode=InputMode::Numeric width=Width::Short suffix="人" autocomplete="off"/>
            <TextField form=&form name=Field::Name.name() label=label(Field::Name) width=Width::Long autocomplete="name"/>
            <TextField form=&form name=Field::Email.name() label=label(Field::Email) hint="前日の朝に、確認のメールを送ります" inputmode=InputMode::Email width=Width::Long autocomplete="email"/>
            {replies}
            {question}
            {wait}
            <Buttons>
                <Button>{button}</Button>
                <ButtonLink href=back kind=ButtonKind::Quiet>"やめる"</ButtonLink>
            </Buttons>
        </PostForm>
    }
}

/// Cancelling, asked once more.
#[component]
pub fn WithdrawalPage(
    /// The municipality's word in addresses.
    slug: String,
    /// The session.
    session: DemoId,
    /// The registration.
    id: RegistrationId,
    /// When, for which office, how many.
    about: String,
    /// Whether it only waits.
    waits: bool,
    /// Why it cannot be, as a sentence.
    refused: Option<String>,
) -> impl IntoView {
    let back = paths::my_registration(&slug, session, id);
    let refused = refused.map(|why| view! { <Notice kind=NoticeKind::Error live=true title=why/> });
    view! {
        <BackLink href=back.clone()/>
        {refused}
        <PageHeader title="申込みを取り消しますか" caption=about lead=what_follows(waits)/>
        <PostForm action=paths::my_registration_cancellation(&slug, session, id)>
            <Buttons>
                <Button kind=ButtonKind::Warning>"取り消す"</Button>
                <ButtonLink href=back kind=ButtonKind::Quiet>"取り消さずに戻る"</ButtonLink>
            </Buttons>
        </PostForm>
    }
}

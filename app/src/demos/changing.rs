//! 代理の変更: an officer changes a registration for somebody who telephoned, and takes places for who waits.

use super::public::Fields;
use crate::{messages::demos::waiting_rules, paths};
use domain::{
    demos::Prompt,
    ids::{DemoId, RegistrationId},
};
use elements::{
    BackLink, Button, ButtonKind, ButtonLink, Buttons, Check, ErrorSummary, FormState, HiddenField, Notice,
    NoticeKind, PageHeader, PostForm, Section,
};
use leptos::prelude::*;

/// The box of who comes to both sessions.
pub const KEEPS: &str = "keep";

/// What the page shows.
#[derive(Debug, Clone)]
pub struct ChangingView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// The session.
    pub session: DemoId,
    /// The registration.
    pub id: RegistrationId,
    /// When, for which office, how many.
    pub about: String,
    /// The office.
    pub office: String,
    /// The version of the registration.
    pub version: i32,
    /// Where one stands who waits, and whether places can be taken now.
    pub waits: Option<(String, bool)>,
    /// The telephone of who waits and has no mail address: nobody writes to them that places are kept.
    pub calls: Option<String>,
    /// Whether a registration of another session is given up once it has its places.
    pub gives_up: bool,
    /// Whether they came already: they go to no other session.
    pub came: bool,
    /// What it has to do with registrations of other sessions.
    pub tied: Vec<String>,
    /// What is asked besides.
    pub prompts: Vec<Prompt>,
    /// Whether the question was answered: it is not asked again.
    pub answered: bool,
    /// What was typed.
    pub form: FormState,
    /// Why nothing can be changed, as a sentence.
    pub refused: Option<String>,
}

/// The form.
#[component]
pub fn ChangingPage(
    /// What it shows.
    changing: ChangingView,
) -> impl IntoView {
    let ChangingView {
        slug,
        session,
        id,
        about,
        office,
        version,
        waits,
        calls,
        gives_up,
        came,
        tied,
        prompts,
        answered,
        form,
        refused,
    } = changing;
    let (action, back) =
        (paths::demo_registration(&slug, session, id), paths::demo_participants(&slug, session));
    let refused = refused.map(|why| view! { <Notice kind=NoticeKind::Error live=true title=why/> });
    let waits = waits.map(|(words, may_take)| {
        let take = may_take.then(|| take_for(action.clone(), gives_up));
        let calls = calls.map(|phone| {
            let words = format!("メールアドレスがないため、メールでは知らせません。席を取り置いたときは、電話（{phone}）で知らせてください。");
            view! { <p><strong>{words}</strong></p> }
        });
        view! {
            <Notice kind=NoticeKind::Info title=words><p>{waiting_rules()}</p>{calls}</Notice>
            {take}
        }
    });
    let tied =
        tied.into_iter().map(|words| view! { <Notice kind=NoticeKind::Info title=words/> }).collect_view();
    let elsewhere = (!came).then(|| {
        let href = paths::demo_registration_switch(&slug, session, id);
        view! { <p><a href=href>"別の回に変える"</a></p> }
    });
    let cancel = paths::demo_registration_cancellation(&slug, session, id);
    view! {
        <BackLink href=back.clone() label="参加者名簿へ戻る"/>
        {refused}
        <ErrorSummary form=&form/>
        <PageHeader title="申込みを代わりに変更する" caption=about lead="電話・FAX・窓口で受けた変更を入力します。メールアドレスのある相手には、変更の内容をメールで知らせます。"/>
        {tied}
        {waits}
        <PostForm action>
            <HiddenField name="version" value=version.to_string()/>
            <Fields form invited=Some(office) prompts officer=true answered/>
            <Buttons>
                <Button>"変更を保存する"</Button>
                <ButtonLink href=back kind=ButtonKind::Quiet>"やめる"</ButtonLink>
            </Buttons>
        </PostForm>
        {elsewhere}
        <p><a href=cancel>"この申込みを取り消す"</a></p>
    }
}

/// Whoever waits says on the telephone that they come: instead of what they have until then, or to both.
fn take_for(action: String, gives_up: bool) -> impl IntoView {
    let keeps = gives_up.then(|| {
        view! { <Check form=FormState::empty() name=KEEPS label="前に申し込んだ回の申込みも残す" hint="両方の回に参加すると聞いたときに選びます。"/> }
    });
    view! {
        <Section title="参加すると聞いたとき">
            <PostForm action>
                <HiddenField name="act" value="take"/>
                {keeps}
                <Buttons><Button>"参加に決める"</Button></Buttons>
            </PostForm>
        </Section>
    }
}

//! 別の回に変える: which other session, and how many come there.

use super::{
    public::{PublicSession, facts},
    replies::Replies,
};
use crate::messages::demos::{coming_label as label, slot, slot_short};
use domain::demos::{ComingField as Field, Prompt, Slot};
use elements::{
    BackLink, Button, ButtonKind, ButtonLink, Buttons, Card, Cards, EmptyState, ErrorSummary, FormState,
    HiddenField, InputMode, PageHeader, PostForm, Section, TextField, Width,
};
use leptos::prelude::*;

/// The field that says which session it is to be.
pub const SWITCH_TO: &str = "to";

/// A session to which a registration may go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SwitchLine {
    /// Where one looks at it before one goes.
    pub href: String,
    /// When.
    pub slot: Slot,
    /// Where.
    pub place: String,
    /// What can be tried.
    pub menu: String,
    /// Places that are left, in people.
    pub left: u16,
}

/// The sessions to which a registration may go.
#[component]
pub fn SwitchesPage(
    /// Its page.
    back: String,
    /// When, for which office, how many.
    about: String,
    /// The sessions, the earliest first.
    lines: Vec<SwitchLine>,
) -> impl IntoView {
    let list = if lines.is_empty() {
        view! {
            <EmptyState title="いま変えられる回はありません">
                <p>"いまの申込みは、そのままです。"</p>
            </EmptyState>
        }
        .into_any()
    } else {
        let cards = lines.into_iter().map(card).collect_view();
        view! { <Section title="変えられる回" id="dates"><Cards>{cards}</Cards></Section> }.into_any()
    };
    view! {
        <BackLink href=back/>
        <PageHeader title="別の回に変える" caption=about lead="新しい回の席が取れたときに、いまの申込みを取り消します。席が取れないときは、いまの申込みがそのまま残ります。"/>
        {list}
    }
}

fn card(line: SwitchLine) -> impl IntoView {
    let SwitchLine { href, slot: at, place, menu, left } = line;
    let (left, choose) = if left == 0 {
        ("満席のため、選べません".to_owned(), None)
    } else {
        let words = format!("{}の回を選ぶ", slot_short(&at));
        let choose = view! {
            <Buttons><ButtonLink href kind=ButtonKind::Secondary>{words}</ButtonLink></Buttons>
        };
        (format!("空き　あと{left}人"), Some(choose))
    };
    view! {
        <Card title=slot(&at)>
            <p>{place}</p>
            <p>{format!("内容　{menu}")}</p>
            <p>{left}</p>
            {choose}
        </Card>
    }
}

/// What the page of the session shows that was chosen.
#[derive(Debug, Clone)]
pub struct SwitchView {
    /// The session that it is to be.
    pub session: PublicSession,
    /// What one is registered for: when, for which office, how many.
    pub about: String,
    /// Whether one waits there: the place in the line is given up.
    pub waits: bool,
    /// The choice.
    pub back: String,
    /// The page of the registration.
    pub own: String,
    /// Where the form goes.
    pub action: String,
    /// The version of the registration.
    pub version: i32,
    /// What is asked besides.
    pub prompts: Vec<Prompt>,
    /// Whether an officer fills it for somebody who telephoned.
    pub officer: bool,
    /// What was typed.
    pub form: FormState,
}

/// The session that was chosen, and how many come there.
#[component]
pub fn SwitchPage(
    /// What it shows.
    switch: SwitchView,
) -> impl IntoView {
    let SwitchView { session, about, waits, back, own, action, version, prompts, officer, form } = switch;
    let lead = if waits {
        "席が取れると、いまのキャンセル待ちは取り消されます。席が取れないときは、そのまま待ちます。"
    } else {
        "席が取れると、いまの申込みは取り消されます。席が取れないときは、いまの申込みがそのまま残ります。"
    };
    let facts = facts(&session);
    let (to, desk) = (session.id.to_string(), session.desk);
    let replies = view! { <Replies form=form.clone() prompts officer/> };
    view! {
        <BackLink href=back label="ほかの回を選ぶ"/>
        <ErrorSummary form=&form/>
        <PageHeader title="この回に変えますか" caption=format!("いまの申込み　{about}") lead=lead/>
        {facts}
        <PostForm action>
            <HiddenField name="version" value=version.to_string()/>
            <HiddenField name=SWITCH_TO value=to/>
            <TextField form=&form name=Field::People.name() label=label(Field::People) inputmode=InputMode::Numeric width=Width::Short suffix="人" autocomplete="off"/>
            {replies}
            <Buttons>
                <Button>"この回に変える"</Button>
                <ButtonLink href=own kind=ButtonKind::Quiet>"やめる"</ButtonLink>
            </Buttons>
        </PostForm>
        <Section title="お問い合わせ"><p>{desk}</p></Section>
    }
}

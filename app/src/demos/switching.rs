//! 別の回に変える: which other session, and how many come there.

use super::{
    public::{PublicSession, facts},
    replies::Replies,
};
use crate::messages::demos::{coming_label as label, slot, slot_short, waiting_rules};
use domain::demos::{ComingField as Field, Prompt, Slot, WAIT};
use elements::{
    BackLink, Button, ButtonKind, ButtonLink, Buttons, Card, Cards, Check, EmptyState, ErrorSummary,
    FormState, HiddenField, InputMode, Notice, NoticeKind, PageHeader, PostForm, Section, TextField, Width,
};
use leptos::prelude::*;

/// The field that says which session it is to be.
pub const SWITCH_TO: &str = "to";

/// A session to which a registration may go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SwitchLine {
    /// Where one looks at it before one goes.
    pub href: String,
    /// Whose session it is.
    pub municipality: String,
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
        <PageHeader title="別の回に変える" caption=about lead="新しい回の席が取れたときに、いまの申込みを取り消します。席が取れないときは、いまの申込みがそのまま残ります。満席の回には、いまの申込みを残したまま、キャンセル待ちで申し込めます。"/>
        {list}
    }
}

fn card(line: SwitchLine) -> impl IntoView {
    let SwitchLine { href, municipality, slot: at, place, menu, left } = line;
    let date = slot_short(&at);
    let (left, words) = if left == 0 {
        ("満席".to_owned(), format!("{date}の回のキャンセル待ちに入る"))
    } else {
        (format!("空き　あと{left}人"), format!("{date}の回を選ぶ"))
    };
    view! {
        <Card title=slot(&at)>
            <p>{format!("{municipality}　{place}")}</p>
            <p>{format!("内容　{menu}")}</p>
            <p>{left}</p>
            <Buttons><ButtonLink href kind=ButtonKind::Secondary>{words}</ButtonLink></Buttons>
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
    let stays = if waits { "いまのキャンセル待ち" } else { "いまの申込み" };
    let is_full = session.left == Some(0);
    let (title, lead, button) = if is_full {
        (
            "この回のキャンセル待ちに入りますか",
            format!(
                "この回は満席です。{stays}は、そのまま残ります。席が空いて、この回の席を取ったときに取り消します。"
            ),
            "キャンセル待ちに入る",
        )
    } else {
        (
            "この回に変えますか",
            format!("席が取れると、{stays}は取り消されます。席が取れないときは、そのまま残ります。"),
            "この回に変える",
        )
    };
    // Where places become free in the meantime, they are taken at once.
    let wait = if is_full {
        view! {
            <Notice kind=NoticeKind::Info title="キャンセル待ちのしくみ"><p>{waiting_rules()}</p></Notice>
            <HiddenField name=WAIT value="yes"/>
        }
        .into_any()
    } else {
        view! { <Check form=&form name=WAIT label="席が足りないときは、いまの申込みを残したまま、キャンセル待ちに入る" hint=waiting_rules()/> }
            .into_any()
    };
    let facts = facts(&session);
    let (to, desk) = (session.id.to_string(), session.desk);
    let replies = view! { <Replies form=form.clone() prompts officer/> };
    view! {
        <BackLink href=back label="ほかの回を選ぶ"/>
        <ErrorSummary form=&form/>
        <PageHeader title caption=format!("いまの申込み　{about}") lead/>
        {facts}
        <PostForm action>
            <HiddenField name="version" value=version.to_string()/>
            <HiddenField name=SWITCH_TO value=to/>
            <TextField form=&form name=Field::People.name() label=label(Field::People) inputmode=InputMode::Numeric width=Width::Short suffix="人" autocomplete="off"/>
            {replies}
            {wait}
            <Buttons>
                <Button>{button}</Button>
                <ButtonLink href=own kind=ButtonKind::Quiet>"やめる"</ButtonLink>
            </Buttons>
        </PostForm>
        <Section title="お問い合わせ"><p>{desk}</p></Section>
    }
}

//! The last places of a session, held for ten minutes while somebody fills in the form: what is asked first, and how they stand.

use crate::{
    messages::demos::{coming_label as label, people as people_words},
    when,
};
use chrono::{DateTime, Utc};
use domain::demos::{ComingField as Field, PLACE_HOLD};
use elements::{
    Button, Buttons, FormState, HiddenField, InputMode, Notice, NoticeKind, PostForm, Section, TextField,
    Width,
};
use leptos::prelude::*;

/// What is held for whoever fills the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldPlaces {
    /// Under which token.
    pub token: String,
    /// For how many people.
    pub people: u16,
    /// Until when.
    pub until: DateTime<Utc>,
}

/// The step before the form: how many come, and nothing else.
pub(super) fn hold_first(action: String, token: String, form: FormState) -> impl IntoView {
    view! {
        <Section title="先に席を取る">
            <p>"残りの席がわずかです。人数を入力して席を取ると、10分のあいだ、ほかの方には渡りません。そのあとで、お名前などを入力します。"</p>
            <PostForm action>
                <HiddenField name="act" value="hold"/>
                <HiddenField name=PLACE_HOLD value=token/>
                <TextField form=form name=Field::People.name() label=label(Field::People) inputmode=InputMode::Numeric width=Width::Short suffix="人" autocomplete="off"/>
                <Buttons><Button>"席を取って、入力に進む"</Button></Buttons>
            </PostForm>
        </Section>
    }
}

/// How places stand for whoever fills the form, or that it is done; nothing where there are plenty.
pub(super) fn held_words(
    held: Option<&HeldPlaces>,
    lapsed: bool,
    others: bool,
    made: Option<String>,
) -> impl IntoView + use<> {
    let held = held.map(|held| {
        let until = when::local(held.until).format("%-H時%M分").to_string();
        let title = format!("{}分の席を、{until}まで取ってあります", people_words(held.people));
        view! {
            <Notice kind=NoticeKind::Success live=true title>
                <p>"それまでに「この内容で申し込む」を押してください。過ぎたときも、空きがあれば、そのまま申し込めます。"</p>
            </Notice>
        }
    });
    let lapsed = lapsed.then(|| {
        view! { <Notice kind=NoticeKind::Warning title="席を取っておく時間（10分）が過ぎました。空きがあれば、そのまま申し込めます。"/> }
    });
    let others = others.then(|| {
        view! { <Notice kind=NoticeKind::Info title="ほかの方が入力中のため、いまは空きがありません。10分ほどで空くことがあります。キャンセル待ちもできます。"/> }
    });
    let made = made.map(|href| {
        view! {
            <Notice kind=NoticeKind::Success title="この席の申込みは済んでいます">
                <p><a href=href>"申込みの内容を見る"</a></p>
                <p>"下の欄は、別の申込みをするときに使います。"</p>
            </Notice>
        }
    });
    view! {
        {made}
        {held}
        {lapsed}
        {others}
    }
}

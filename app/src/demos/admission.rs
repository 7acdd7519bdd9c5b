//! How people are let in: set by either house.

use crate::{
    messages::demos::{admission_kind, prompt_kind, prompt_label},
    paths,
};
use domain::{
    demos::{Admission, AdmissionField as Field, AdmissionKind, MOST_PROMPTS, PromptKind, PromptPart},
    ids::DemoId,
};
use elements::{
    BackLink, Button, ButtonKind, ButtonLink, Buttons, Check, Choice, Choices, Details, ErrorSummary,
    FormState, HiddenField, InputMode, PageHeader, PostForm, SelectField, TextArea, TextField, Width,
};
use leptos::prelude::*;

/// The form.
#[component]
pub fn AdmissionPage(
    /// The tenant's word in addresses.
    slug: String,
    /// The session.
    id: DemoId,
    /// When and where.
    about: String,
    /// How often it was set.
    version: i32,
    /// What was typed.
    form: FormState,
) -> impl IntoView {
    let back = paths::demo_session(&slug, id);
    let kinds =
        AdmissionKind::ALL.into_iter().map(|kind| Choice::new(kind.code(), admission_kind(kind))).collect();
    let prompts = prompts(&form);
    let hint = format!("{}文字まで。持ち物、駐車場、内容が変わることがあることなど", Admission::NOTE);
    view! {
        <BackLink href=back.clone()/>
        <ErrorSummary form=&form/>
        <PageHeader title="参加の受付を決める" caption=about/>
        <PostForm action=paths::demo_admission(&slug, id)>
            <HiddenField name="version" value=version.to_string()/>
            <Choices form=&form name=Field::Kind.name() legend="申込みの要否" options=kinds/>
            <Check form=&form name="public" label="だれでも見られるページに載せる" hint="チェックを外すと、ログインした事業所と、案内を送った事業所だけが申し込めます"/>
            <TextField form=&form name=Field::Until.name() label="申込みの締切" hint="この日まで受け付けます。空のときは、始まるまで受け付けます" optional=true width=Width::Medium autocomplete="off"/>
            <TextField form=&form name=Field::Each.name() label="1つの事業所の人数の上限" optional=true inputmode=InputMode::Numeric width=Width::Short suffix="人" autocomplete="off"/>
            <TextArea form=&form name=Field::Note.name() label="参加する方へのお知らせ" hint optional=true rows=4/>
            {prompts}
            <Buttons>
                <Button>"この内容で決める"</Button>
                <ButtonLink href=back kind=ButtonKind::Quiet>"やめる"</ButtonLink>
            </Buttons>
        </PostForm>
    }
}

/// What is asked of whoever registers besides: put away where nothing of it is written or wrong.
fn prompts(form: &FormState) -> impl IntoView + use<> {
    let parts = [PromptPart::Asked, PromptPart::Kind, PromptPart::Options];
    let is_used = |number: usize| {
        parts.iter().any(|part| {
            let name = part.name(number);
            !form.value(&name).is_empty() || form.error(&name).is_some()
        })
    };
    let open = (0..MOST_PROMPTS).any(is_used);
    let fields = (0..MOST_PROMPTS).map(|number| prompt(form, number)).collect_view();
    view! {
        <Details summary="申込みのときに聞くこと" open>
            <p>{format!("{MOST_PROMPTS}つまで、申込みの画面に加えられます。空の欄は表示しません。聞くことの言葉を変えると、それまでの答えは、前の言葉のまま残ります。")}</p>
            {fields}
        </Details>
    }
}

fn prompt(form: &FormState, number: usize) -> impl IntoView + use<> {
    let label = |part: PromptPart| prompt_label(number, part);
    let kinds = PromptKind::ALL.into_iter().map(|kind| Choice::new(kind.code(), prompt_kind(kind))).collect();
    view! {
        <div class="panel stack">
            <TextField form=form name=PromptPart::Asked.name(number) label=label(PromptPart::Asked) optional=true autocomplete="off"/>
            <SelectField form=form name=PromptPart::Kind.name(number) label=label(PromptPart::Kind) optional=true options=kinds/>
            <TextArea form=form name=PromptPart::Options.name(number) label=label(PromptPart::Options) hint="選択肢から選んでもらうときに、1行に1つずつ入力します" optional=true rows=3/>
            <Check form=form name=PromptPart::Needed.name(number) label=label(PromptPart::Needed)/>
        </div>
    }
}

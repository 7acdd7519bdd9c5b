//! 介護保険最新情報 is forwarded: one form for mail and fax.

use crate::{messages::starting::forward_label, paths};
use domain::campaigns::ForwardField;
use elements::{
    BackLink, Button, ButtonKind, ButtonLink, Buttons, Choice, Choices, DateField, ErrorSummary, FormState,
    InputMode, PageHeader, PostForm, Section, TextArea, TextField, Width,
};
use leptos::prelude::*;

/// Name of the field that says whether a list for the fax is made.
pub const WITH_FAX: &str = "fax";

/// The page.
#[component]
pub fn ForwardPage(
    /// The municipality's word in addresses.
    slug: String,
    /// Whom it can go to.
    segments: Vec<Choice>,
    /// What was typed.
    form: FormState,
) -> impl IntoView {
    let back = paths::campaigns(&slug);
    let (issue, to) = (issue(form.clone()), to(form.clone(), segments));
    view! {
        <BackLink href=back.clone()/>
        <ErrorSummary form/>
        <PageHeader title="介護保険最新情報を転送する" lead="メールの下書きと、メールのない事業所へのFAXの一覧を作ります。文を確かめてから送ります。だれに、いつ、どの方法で届いたかが残ります。"/>
        <PostForm action=paths::forward_issue(&slug)>
            {issue}
            {to}
            <Buttons>
                <Button>"下書きを作って確かめる"</Button>
                <ButtonLink href=back kind=ButtonKind::Quiet>"やめる"</ButtonLink>
            </Buttons>
        </PostForm>
    }
}

fn issue(form: FormState) -> impl IntoView {
    use ForwardField as Field;
    view! {
        <Section title="転送するもの">
            <TextField form=&form name=Field::Number.name() label=forward_label(Field::Number) hint="例：1310" inputmode=InputMode::Numeric width=Width::Short autocomplete="off"/>
            <TextField form=&form name=Field::Title.name() label=forward_label(Field::Title) hint="通知の件名のとおりに。長いときは短くします" autocomplete="off"/>
            <DateField form=&form name=Field::Dated.name() label=forward_label(Field::Dated)/>
            <TextField form=&form name=Field::Link.name() label=forward_label(Field::Link) hint="例：https://www.mhlw.go.jp/" autocomplete="off"/>
            <TextArea form=&form name=Field::Words.name() label=forward_label(Field::Words) optional=true rows=4
                hint="例：本市の補助金の申請は11月29日までです。ご不明な点は介護保険課にお問い合わせください。"/>
        </Section>
    }
}

fn to(form: FormState, options: Vec<Choice>) -> impl IntoView {
    let ways = vec![
        Choice::new("yes", "メールのない事業所と関係団体には、FAXの一覧と送付票を作る"),
        Choice::new("no", "メールだけにする"),
    ];
    view! {
        <Section title="送る相手">
            <Choices form=&form name=ForwardField::Audience.name() legend=forward_label(ForwardField::Audience) options/>
            <Choices form=&form name=WITH_FAX legend="FAX" options=ways/>
        </Section>
    }
}

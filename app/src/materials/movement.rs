//! Writing a line of the ledger.

use crate::{
    messages::materials::{label, movement_act, to},
    paths,
};
use domain::{
    ids::MaterialId,
    materials::{MaterialField as Field, MovementKind, ToKind},
};
use elements::{
    BackLink, Button, ButtonKind, ButtonLink, Buttons, Check, Choice, Choices, DateField, ErrorSummary,
    FormState, HiddenField, InputMode, PageHeader, PostForm, Section, SelectField, TextField, Width,
};
use leptos::prelude::*;

/// What the page shows.
#[derive(Debug, Clone)]
pub struct MovementFormView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// Of which material.
    pub id: MaterialId,
    /// What it is called.
    pub title: String,
    /// Pieces that are there.
    pub stock: u32,
    /// What is written down.
    pub kind: MovementKind,
    /// Sessions, by id.
    pub sessions: Vec<(String, String)>,
    /// Activities, by id.
    pub activities: Vec<(String, String)>,
    /// What was typed.
    pub form: FormState,
}

/// The page.
#[component]
pub fn MovementFormPage(
    /// What it shows.
    view: MovementFormView,
) -> impl IntoView {
    let MovementFormView { slug, id, title, stock, kind, sessions, activities, form } = view;
    let back = paths::material(&slug, id);
    let lead = match kind {
        MovementKind::Counted => format!("いまの記録では、在庫は{stock}部です。実際に数えた数を入力します。"),
        MovementKind::Received | MovementKind::HandedOut | MovementKind::Lost | MovementKind::Undone => {
            format!("いまの在庫は{stock}部です。")
        }
    };
    let pieces = match kind {
        MovementKind::Counted => "数えた数",
        MovementKind::Received | MovementKind::HandedOut | MovementKind::Lost | MovementKind::Undone => {
            label(Field::Pieces)
        }
    };
    let whom = (kind == MovementKind::HandedOut).then(|| whom(form.clone(), sessions, activities));
    view! {
        <BackLink href=back.clone()/>
        <ErrorSummary form=&form/>
        <PageHeader title=movement_act(kind) caption=title lead/>
        <PostForm action=paths::new_material_movement(&slug, id, kind)>
            <HiddenField name=Field::Movement.name() value=kind.code()/>
            <TextField form=&form name=Field::Pieces.name() label=pieces inputmode=InputMode::Numeric width=Width::Short suffix="部" autocomplete="off"/>
            <DateField form=&form name=Field::On.name() label=label(Field::On)/>
            {whom}
            <TextField form=&form name=Field::Note.name() label=label(Field::Note) optional=true autocomplete="off"/>
            <Buttons>
                <Button>"記録する"</Button>
                <ButtonLink href=back kind=ButtonKind::Quiet>"やめる"</ButtonLink>
            </Buttons>
        </PostForm>
    }
}

fn whom(
    form: FormState,
    sessions: Vec<(String, String)>,
    activities: Vec<(String, String)>,
) -> impl IntoView {
    let kinds = ToKind::ALL.iter().map(|one| Choice::new(one.code(), to(*one))).collect();
    let choices = |all: Vec<(String, String)>| -> Vec<Choice> {
        all.into_iter().map(|(id, name)| Choice::new(id, name)).collect()
    };
    view! {
        <Section title="渡した先">
            <Choices form=&form name=Field::To.name() legend=label(Field::To) options=kinds/>
            <TextField form=&form name=Field::Office.name() label=label(Field::Office) needed="事業所のときは必須" hint="例：2970999013" inputmode=InputMode::Numeric width=Width::Medium autocomplete="off"/>
            <SelectField form=&form name=Field::Session.name() label=label(Field::Session) needed="デモ・説明会のときは必須" options=choices(sessions) blank=String::from("選んでください")/>
            <SelectField form=&form name=Field::Activity.name() label=label(Field::Activity) needed="活動のときは必須" options=choices(activities) blank=String::from("選んでください")/>
            <Check form=&form name=Field::Each.name() label="活動の対象の事業所ごとに1件ずつ記録する（上の数は、1事業所あたりの数）"/>
            <TextField form=&form name=Field::Name.name() label=label(Field::Name) needed="そのほかのときは必須" hint="例：市役所1階の窓口" width=Width::Long autocomplete="off"/>
        </Section>
    }
}

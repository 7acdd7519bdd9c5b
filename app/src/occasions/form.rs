//! An occasion as a form.

use crate::{
    messages::{
        demos::place,
        occasions::{admission, kind, label},
    },
    paths,
};
use domain::{
    demos::Place,
    ids::OccasionId,
    occasions::{AdmissionKind, Field, OccasionKind},
};
use elements::{
    BackLink, Button, ButtonKind, ButtonLink, Buttons, Checks, Choice, Choices, DateField, ErrorSummary,
    FormState, HiddenField, InputMode, PageHeader, PostForm, Section, TextArea, TextField, Width,
};
use leptos::prelude::*;

/// Whose form it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OccasionFormUse {
    /// A new occasion.
    New,
    /// One that is changed: its version, and whether somebody has to be told.
    Edit(OccasionId, i32, bool),
}

/// The page.
#[component]
pub fn OccasionFormPage(
    /// The tenant's word in addresses.
    slug: String,
    /// Whose form.
    usage: OccasionFormUse,
    /// What was typed.
    form: FormState,
) -> impl IntoView {
    let (title, lead, action, back, button, version) = match usage {
        OccasionFormUse::New => (
            "催しを登録する",
            "登録した後に内容を確かめ、公開します。",
            paths::new_occasion(&slug),
            paths::occasions(&slug),
            "登録する",
            None,
        ),
        OccasionFormUse::Edit(id, version, tells) => (
            "催しの内容を変更する",
            if tells {
                "日時や場所を変えると、申し込んだ団体にメールで知らせます。"
            } else {
                ""
            },
            paths::occasion_edit(&slug, id),
            paths::occasion(&slug, id),
            "変更する",
            Some(version),
        ),
    };
    let version = version.map(|version| view! { <HiddenField name="version" value=version.to_string()/> });
    let parts = (what(form.clone()), when(form.clone()), whereabouts(form.clone()), coming(form.clone()));
    view! {
        <BackLink href=back.clone()/>
        <ErrorSummary form/>
        <PageHeader title lead/>
        <PostForm action>
            {version}
            {parts}
            <Buttons>
                <Button>{button}</Button>
                <ButtonLink href=back kind=ButtonKind::Quiet>"やめる"</ButtonLink>
            </Buttons>
        </PostForm>
    }
}

fn what(form: FormState) -> impl IntoView {
    let kinds = OccasionKind::ALL.iter().map(|one| Choice::new(one.code(), kind(*one))).collect();
    view! {
        <Section title="内容">
            <Choices form=&form name=Field::Kind.name() legend=label(Field::Kind) inline=true options=kinds/>
            <TextField form=&form name=Field::Title.name() label=label(Field::Title) hint="例：自治体向けウェビナー" autocomplete="off"/>
            <TextArea form=&form name=Field::Summary.name() label=label(Field::Summary) optional=true rows=5/>
        </Section>
    }
}

fn when(form: FormState) -> impl IntoView {
    view! {
        <Section title="日時">
            <DateField form=&form name=Field::First.name() label=label(Field::First)/>
            <DateField form=&form name=Field::Last.name() label=label(Field::Last) hint="1日だけのときは空のままにします。" optional=true/>
            <TextField form=&form name=Field::Start.name() label=label(Field::Start) hint="例：14:00" width=Width::Short autocomplete="off"/>
            <TextField form=&form name=Field::End.name() label=label(Field::End) hint="例：16:00" width=Width::Short autocomplete="off"/>
            <TextField form=&form name=Field::TimesNote.name() label=label(Field::TimesNote) hint="例：最終日は16時まで" optional=true autocomplete="off"/>
        </Section>
    }
}

fn whereabouts(form: FormState) -> impl IntoView {
    let places = Place::ALL.iter().map(|one| Choice::new(one.code(), place(*one))).collect();
    view! {
        <Section title="場所">
            <Choices form=&form name=Field::Place.name() legend=label(Field::Place) inline=true options=places/>
            <TextField form=&form name=Field::Venue.name() label=label(Field::Venue) needed="現地のときは必須" hint="例：東京ビッグサイト東展示棟 3-20-01" autocomplete="off"/>
            <TextArea form=&form name=Field::Join.name() label=label(Field::Join) optional=true rows=3
                hint="申し込んだ団体だけに、控えのメールで知らせます。例：Zoomのアドレス"/>
        </Section>
    }
}

fn coming(form: FormState) -> impl IntoView {
    let admissions = AdmissionKind::ALL.iter().map(|one| Choice::new(one.code(), admission(*one))).collect();
    let flags = vec![
        Choice::new("may_change", "内容が変更になることがあると案内する"),
        Choice::new("table_public", "都道府県別の申込状況を公開する"),
    ];
    view! {
        <Section title="参加の申込み">
            <Choices form=&form name=Field::Admission.name() legend=label(Field::Admission) options=admissions/>
            <DateField form=&form name=Field::ClosesOn.name() label=label(Field::ClosesOn) needed="ひろめるで受けるときは必須"/>
            <TextField form=&form name=Field::Places.name() label=label(Field::Places) hint="制限がないときは空のままにします" optional=true inputmode=InputMode::Numeric width=Width::Short suffix="人" autocomplete="off"/>
            <TextField form=&form name=Field::Site.name() label=label(Field::Site) needed="ほかのサイトで受けるときは必須" hint="例：https://www.example.jp/" autocomplete="off"/>
            <TextField form=&form name=Field::FirstPeople.name() label=label(Field::FirstPeople) needed="先着順のときは必須" inputmode=InputMode::Numeric width=Width::Short suffix="人" autocomplete="off"/>
            <Checks form=&form name=Field::Flags.name() legend=label(Field::Flags) optional=true options=flags/>
        </Section>
    }
}

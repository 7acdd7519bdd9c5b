//! 承継: the form that records that an office's number follows another, and what the card tells.

use crate::{messages::offices::merging as words, paths, when};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    ids::{MergerId, OfficeId, SuccessionId},
    merging::{Direction, Reason, SuccessionField},
    office_number::OfficeNumber,
    wareki::format_date,
};
use elements::{
    BackLink, Button, ButtonKind, ButtonLink, Buttons, Choice, Choices, DateField, ErrorSummary, FormState,
    InputMode, PageHeader, PostForm, Section, SelectField, TextField, Width,
};
use leptos::prelude::*;

/// A number that went before an office, or follows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SuccessionLine {
    /// Its id.
    pub id: SuccessionId,
    /// Where the number stands.
    pub direction: Direction,
    /// The number.
    pub number: OfficeNumber,
    /// The office of the register that has it, with its name.
    pub office: Option<(OfficeId, String)>,
    /// The first day of the number that follows.
    pub on: NaiveDate,
    /// Why.
    pub reason: Reason,
}

/// What a card tells of the identity of an office.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct IdentityCard {
    /// Offices that are part of it: the merger, what it was called, when.
    pub merged: Vec<(MergerId, String, DateTime<Utc>)>,
    /// Numbers that went before or follow.
    pub successions: Vec<SuccessionLine>,
}

/// The part of the card.
#[component]
pub fn Identity(
    /// The tenant's word in addresses.
    slug: String,
    /// The office.
    office: OfficeId,
    /// What is known.
    identity: IdentityCard,
    /// Whether the viewer may change it.
    keeper: bool,
) -> impl IntoView {
    let IdentityCard { merged, successions } = identity;
    let is_empty = merged.is_empty() && successions.is_empty();
    let merged = merged
        .into_iter()
        .map(|(id, name, at)| {
            view! {
                <li>
                    "統合した事業所："<a href=paths::merger(&slug, id)>{name}</a>
                    {format!("（{}）", when::moment(at))}
                </li>
            }
        })
        .collect_view();
    let successions =
        successions.into_iter().map(|line| succession(&slug, office, line, keeper)).collect_view();
    let list = if is_empty {
        view! { <p class="muted">"統合した事業所、前後の番号はありません"</p> }.into_any()
    } else {
        view! { <ul>{merged}{successions}</ul> }.into_any()
    };
    let buttons = keeper.then(|| {
        view! {
            <Buttons>
                <ButtonLink href=paths::merging(&slug, office) kind=ButtonKind::Secondary>"ほかの事業所と統合する"</ButtonLink>
                <ButtonLink href=paths::new_succession(&slug, office) kind=ButtonKind::Secondary>"番号の承継を記録する"</ButtonLink>
            </Buttons>
        }
    });
    view! {
        <Section title="統合と番号の承継">
            {list}
            {buttons}
        </Section>
    }
}

fn succession(slug: &str, office: OfficeId, line: SuccessionLine, keeper: bool) -> impl IntoView + use<> {
    let SuccessionLine { id, direction, number, office: other, on, reason } = line;
    let label = match direction {
        Direction::Before => "前の番号：",
        Direction::After => "後の番号：",
    };
    let named = match other {
        Some((other, name)) => {
            view! { <a href=paths::office(slug, other)>{format!("{number} {name}")}</a> }.into_any()
        }
        None => view! { {format!("{number}（台帳にありません）")} }.into_any(),
    };
    let told = format!("（{}、{}から）", words::reason(reason), format_date(on));
    let action = paths::succession_removal(slug, office, id);
    let remove = keeper.then(|| {
        let label = format!("{number}との承継の記録を取り消す");
        view! {
            <PostForm action=action class="inline">
                <button type="submit" class="button button--quiet" aria-label=label>"記録を取り消す"</button>
            </PostForm>
        }
    });
    view! { <li>{label}{named}{told}{remove}</li> }
}

/// The form.
#[component]
pub fn SuccessionPage(
    /// The tenant's word in addresses.
    slug: String,
    /// The office.
    office: OfficeId,
    /// Its number and name.
    name: String,
    /// What was typed.
    form: FormState,
) -> impl IntoView {
    use SuccessionField as Field;
    let label = words::field;
    let directions: Vec<_> = Direction::ALL
        .into_iter()
        .map(|direction| Choice::new(direction.name(), words::direction(direction)))
        .collect();
    let reasons: Vec<_> =
        Reason::ALL.into_iter().map(|reason| Choice::new(reason.name(), words::reason(reason))).collect();
    view! {
        <BackLink href=paths::office(&slug, office) label="事業所へ戻る"/>
        <ErrorSummary form=&form/>
        <PageHeader title="番号の承継を記録する" caption=name lead="指定を受け直して番号が変わったときや、別の法人が引き継いだときに記録します。前の番号の申請も、この事業所の申請として数えます。"/>
        <PostForm action=paths::new_succession(&slug, office)>
            <Choices form=&form name=Field::Direction.name() legend=label(Field::Direction) options=directions/>
            <TextField form=&form name=Field::Number.name() label=label(Field::Number) hint="台帳にない番号も入力できます" inputmode=InputMode::Text width=Width::Medium autocomplete="off"/>
            <DateField form=&form name=Field::On.name() label=label(Field::On) year_needed=true/>
            <SelectField form=&form name=Field::Reason.name() label=label(Field::Reason) options=reasons width=Width::Medium/>
            <Button>"記録する"</Button>
        </PostForm>
    }
}

//! The federation picks one of the candidates, with what it needs; what is not free is said, with what is instead.

use super::session::menus;
use crate::{
    messages::demos::{location, resource_kind, slot, slot_short, warning},
    paths,
};
use domain::{
    demos::{ConfirmationField as Field, Place, ResourceKind, SessionRequest, Slot, Warning},
    ids::{DemoId, ResourceId},
};
use elements::{
    BackLink, Button, ButtonKind, ButtonLink, Buttons, Choice, Choices, ErrorSummary, FormState, HiddenField,
    InputMode, PageHeader, PostForm, Section, SelectField, SummaryList, SummaryRow, TextField, Width,
};
use leptos::prelude::*;

/// One candidate, with what speaks against it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CandidateLine {
    /// The date.
    pub slot: Slot,
    /// What speaks against it.
    pub warnings: Vec<Warning>,
    /// What is taken at that time, in words: `デモ機1号：さくら市`.
    pub taken: Vec<String>,
    /// Whether something needed has nothing free of its kind.
    pub short_of: Vec<ResourceKind>,
}

/// A resource that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offered {
    /// Its id.
    pub id: ResourceId,
    /// What it is.
    pub kind: ResourceKind,
    /// Its name.
    pub name: String,
    /// The numbers of the candidates at which it is free, from 1.
    pub free: Vec<usize>,
}

/// What the page shows.
#[derive(Debug, Clone)]
pub struct ConfirmationView {
    /// The federation's word in addresses.
    pub slug: String,
    /// The session.
    pub id: DemoId,
    /// The edit it shows.
    pub version: i32,
    /// The municipality.
    pub municipality: String,
    /// What was asked for.
    pub request: SessionRequest,
    /// The candidates.
    pub candidates: Vec<CandidateLine>,
    /// What can be chosen.
    pub offered: Vec<Offered>,
    /// The nearest dates on which a set is free, besides the candidates.
    pub alternatives: Vec<Slot>,
    /// What was typed.
    pub form: FormState,
}

/// The page.
#[component]
pub fn ConfirmationPage(
    /// What it shows.
    confirmation: ConfirmationView,
) -> impl IntoView {
    let ConfirmationView {
        slug,
        id,
        version,
        municipality,
        request,
        candidates,
        offered,
        alternatives,
        form,
    } = confirmation;
    let options = candidates
        .iter()
        .enumerate()
        .map(|(place, line)| Choice::new((place + 1).to_string(), slot(&line.slot)).hint(against(line)))
        .collect();
    let back = paths::demo_session(&slug, id);
    let (action, refusal) = (paths::demo_confirmation(&slug, id), paths::demo_refusal(&slug, id));
    let needed = request.place == Place::OnSite;
    let sets = resource_choices(&form, ResourceKind::DemoSet, needed, &offered, candidates.len());
    let lecturers = resource_choices(&form, ResourceKind::Lecturer, false, &offered, candidates.len());
    let (menu, place) = (menus(&request.menu), location(request.place, &request.venue));
    let people = format!("{}人", request.people.get());
    let alternatives = (!alternatives.is_empty()).then(|| {
        let days = alternatives.iter().map(|one| view! { <li>{slot_short(one)}</li> }).collect_view();
        view! {
            <Section title="候補のほかに空いている日">
                <p>"候補がどれも難しいときは、次の日にデモ機が空いています。市区町村に連絡して、候補を出し直してもらってください。"</p>
                <ul>{days}</ul>
            </Section>
        }
    });
    view! {
        <BackLink href=back.clone()/>
        <ErrorSummary form=form.clone()/>
        <PageHeader title="日時と機材を決める" caption=municipality/>
        <Section title="依頼の内容">
            <SummaryList dense=true>
                <SummaryRow label="内容">{menu}</SummaryRow>
                <SummaryRow label="参加見込み">{people}</SummaryRow>
                <SummaryRow label="場所">{place}</SummaryRow>
            </SummaryList>
        </Section>
        <PostForm action>
            <HiddenField name="version" value=version.to_string()/>
            <Choices form=form.clone() name=Field::Candidate.name() legend="開催する日時" options/>
            {sets}
            {lecturers}
            <TextField form name=Field::Capacity.name() label="定員" hint="申込みは、この人数になるまで受け付けます" inputmode=InputMode::Numeric width=Width::Short suffix="人" autocomplete="off"/>
            <Buttons>
                <Button>"この内容で開催を決める"</Button>
                <ButtonLink href=back kind=ButtonKind::Quiet>"やめる"</ButtonLink>
            </Buttons>
        </PostForm>
        {alternatives}
        <p><a href=refusal>"お断りする"</a></p>
    }
}

/// What speaks against a candidate, or that nothing does.
fn against(line: &CandidateLine) -> String {
    let short = line.short_of.iter().map(|kind| format!("空いている{}がありません。", resource_kind(*kind)));
    let taken = (!line.taken.is_empty()).then(|| format!("予定あり：{}。", line.taken.join("、")));
    let warnings = line.warnings.iter().map(|one| warning(*one));
    let words: Vec<String> = short.chain(taken).chain(warnings).collect();
    if words.is_empty() { "空いています。".to_owned() } else { words.join(" ") }
}

fn resource_choices(
    form: &FormState,
    kind: ResourceKind,
    needed: bool,
    offered: &[Offered],
    candidates: usize,
) -> impl IntoView + use<> {
    let options = offered
        .iter()
        .filter(|one| one.kind == kind)
        .map(|one| {
            let free = match one.free.len() {
                all if all == candidates => "どの候補も空き".to_owned(),
                0 => "どの候補も予定あり".to_owned(),
                _ => {
                    let free: Vec<String> = one.free.iter().map(|place| format!("第{place}候補")).collect();
                    format!("{}が空き", free.join("・"))
                }
            };
            Choice::new(one.id.to_string(), format!("{}（{free}）", one.name))
        })
        .collect();
    let name = Field::of(kind).name();
    let hint = match kind {
        ResourceKind::DemoSet => "1組に2台入っています。同じ時間に2か所へは出せません",
        ResourceKind::Lecturer => "国保中央会などに頼むときは選ばなくてかまいません",
        ResourceKind::Projector => "参加する人が多いときに使います",
        ResourceKind::Room => "連合会の会議室で開くときに選んでください",
        ResourceKind::OnlineRoom => "オンラインで開くときに選んでください",
    };
    let optional = !needed;
    view! {
        <SelectField form=form.clone() name=name label=resource_kind(kind) options hint=hint optional=optional
            blank=Some("選ばない".to_owned())/>
    }
}

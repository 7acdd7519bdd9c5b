//! The federation arranges a date with what it needs, at first and again when it changes: what is not free is said, with
//! the nearest that is instead.

use super::session::{menus, provisions};
use crate::{
    messages::demos::{
        arrangement_label, breach, length, location, place, resource_kind, slot, slot_short, warning, way,
    },
    paths,
};
use domain::{
    demos::{
        Arrangement, ArrangementField as Field, Breach, LENGTHS, Length, Place, ResourceKind, SessionRequest,
        Slot, WAYS, Warning,
    },
    ids::{DemoId, ResourceId},
};
use elements::{
    BackLink, Button, ButtonKind, ButtonLink, Buttons, Checks, Choice, Choices, DateField, ErrorSummary,
    FormState, HiddenField, InputMode, Notice, NoticeKind, PageHeader, PostForm, Section, SelectField,
    SummaryList, SummaryRow, TextArea, TextField, Width,
};
use leptos::prelude::*;

/// What the form is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ArrangementUse {
    /// A request waits for a date.
    Decide,
    /// A date is held tentatively, and is decided.
    Confirm,
    /// Something of what was arranged changes.
    Change {
        /// How many people are registered.
        registered: u16,
    },
}

/// One candidate, with what speaks against it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CandidateLine {
    /// The date.
    pub slot: Slot,
    /// What speaks against it.
    pub warnings: Vec<Warning>,
    /// What of the federation's own rules it does not keep.
    pub breach: Option<Breach>,
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

/// Something that can be had instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlternativeLine {
    /// When.
    pub slot: Slot,
    /// With what, by name.
    pub with: String,
    /// What its button sends.
    pub code: String,
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
    /// What the form is for.
    pub usage: ArrangementUse,
    /// The municipality.
    pub municipality: String,
    /// What was asked for.
    pub request: SessionRequest,
    /// The date that is held, if there is one.
    pub current: Option<CandidateLine>,
    /// The candidates.
    pub candidates: Vec<CandidateLine>,
    /// What can be chosen.
    pub offered: Vec<Offered>,
    /// The nearest that can be had instead, where something is in the way.
    pub alternatives: Vec<AlternativeLine>,
    /// Whether it could be held online at the same time.
    pub online: bool,
    /// From how many people on it comes in person, where these are fewer.
    pub least: Option<u16>,
    /// That an alternative was put into the form.
    pub used: bool,
    /// What was typed.
    pub form: FormState,
}

/// The page.
#[component]
pub fn ConfirmationPage(
    /// What it shows.
    confirmation: ConfirmationView,
) -> impl IntoView {
    let view = confirmation;
    let (form, slug, id) = (view.form.clone(), view.slug.clone(), view.id);
    let back = paths::demo_session(&slug, id);
    let (title, action) = match view.usage {
        ArrangementUse::Decide => ("日時と機材を決める", paths::demo_confirmation(&slug, id)),
        ArrangementUse::Confirm => ("開催を決める", paths::demo_confirmation(&slug, id)),
        ArrangementUse::Change { .. } => ("日時・場所・機材を変える", paths::demo_change(&slug, id)),
    };
    let refusal = (view.usage == ArrangementUse::Decide).then(|| {
        view! { <p><a href=paths::demo_refusal(&slug, id)>"お断りする"</a></p> }
    });
    let told = match view.usage {
        ArrangementUse::Change { registered } => Some(view! {
            <Notice kind=NoticeKind::Info title=format!("変更は、市区町村の担当者と、申し込んだ人（{registered}人）の連絡先にメールで知らせます")/>
        }),
        ArrangementUse::Decide | ArrangementUse::Confirm => None,
    };
    let used = view.used.then(|| {
        view! { <Notice kind=NoticeKind::Info live=true title="空いている日時と機材を入れました。内容を確かめて、下のボタンを押してください"/> }
    });
    let fields = (when(&view), whereabouts(&view), with(&view), how_many(&view));
    let buttons = buttons(view.usage, &back);
    let alternatives = alternatives(&view);
    let asked = asked(&view);
    view! {
        <BackLink href=back.clone()/>
        <ErrorSummary form=form.clone()/>
        <PageHeader title caption=view.municipality.clone()/>
        {told}
        {used}
        {asked}
        <PostForm action>
            <HiddenField name="version" value=view.version.to_string()/>
            {fields}
            {buttons}
            {alternatives}
        </PostForm>
        {refusal}
    }
}

fn asked(view: &ConfirmationView) -> impl IntoView + use<> {
    let request = &view.request;
    let (menu, place) = (menus(&request.menu), location(request.place, &request.venue));
    let people = format!("{}人", request.people.get());
    let joint = request.joint.then(|| view! { <SummaryRow label="相乗り開催">"希望あり"</SummaryRow> });
    let there = provisions(&request.provisions)
        .map(|named| view! { <SummaryRow label="会場で用意できるもの">{named}</SummaryRow> });
    let note = Some(request.note.clone())
        .filter(|note| !note.is_empty())
        .map(|note| view! { <SummaryRow label="連絡事項">{note}</SummaryRow> });
    let few = view.least.map(|least| {
        view! {
            <Notice kind=NoticeKind::Info title=format!("参加見込みが、現地で開く目安の{least}人に足りません")>
                <p>"お断りせずに、「オンライン」に変えて開くことも、近くの市区町村との相乗りを提案することもできます。"</p>
            </Notice>
        }
    });
    view! {
        <Section title="依頼の内容">
            <SummaryList dense=true>
                <SummaryRow label="内容">{menu}</SummaryRow>
                <SummaryRow label="参加見込み">{people}</SummaryRow>
                <SummaryRow label="場所">{place}</SummaryRow>
                {there}
                {joint}
                {note}
            </SummaryList>
            {few}
        </Section>
    }
}

fn when(view: &ConfirmationView) -> impl IntoView + use<> {
    let form = view.form.clone();
    let current = view.current.as_ref().map(|line| {
        Choice::new(line.slot.code(), format!("今のまま　{}", slot(&line.slot))).hint(against(line))
    });
    // The candidate that was decided on stands already, as it is.
    let decided = |(place, line): &(usize, &CandidateLine)| {
        let chosen = form.value(Field::Candidate.name()) == (place + 1).to_string();
        !chosen && view.current.as_ref().is_some_and(|now| now.slot == line.slot)
    };
    let candidates = view.candidates.iter().enumerate().filter(|one| !decided(one)).map(|(place, line)| {
        let label = match view.usage {
            ArrangementUse::Decide => slot(&line.slot),
            _ => format!("第{}候補　{}", place + 1, slot(&line.slot)),
        };
        Choice::new((place + 1).to_string(), label).hint(against(line))
    });
    // What was put into the form from the alternatives stands in the list, too.
    let chosen = Slot::from_code(form.value(Field::Candidate.name()))
        .filter(|chosen| view.current.as_ref().is_none_or(|line| line.slot != *chosen))
        .map(|chosen| Choice::new(chosen.code(), slot(&chosen)).hint("空いている日時です。"));
    let other = Choice::new(Arrangement::OTHER, "ほかの日時").hint("下に入力してください。");
    let options = current.into_iter().chain(candidates).chain(chosen).chain([other]).collect();
    let lengths = LENGTHS
        .into_iter()
        .filter_map(Length::of_quarters)
        .map(|one| Choice::new(one.minutes().to_string(), length(one)))
        .collect();
    view! {
        <Section title="日時">
            <Choices form=form.clone() name=Field::Candidate.name() legend="開催する日時" options/>
            <div class="panel stack">
                <p class="muted">"「ほかの日時」を選んだとき"</p>
                <DateField form=form.clone() name=Field::Date.name() label="ほかの日" optional=true/>
                <TextField form=form.clone() name=Field::Start.name() label="開始時刻" hint="15分単位。例：13:30　午後1時半" optional=true width=Width::Short autocomplete="off"/>
                <SelectField form name=Field::Length.name() label="所要時間" optional=true width=Width::Medium options=lengths/>
            </div>
        </Section>
    }
}

fn whereabouts(view: &ConfirmationView) -> impl IntoView + use<> {
    let form = view.form.clone();
    let places = Place::ALL.iter().map(|one| Choice::new(one.code(), place(*one))).collect();
    let ways = || WAYS.into_iter().map(|minutes| Choice::new(minutes.to_string(), way(minutes))).collect();
    view! {
        <Section title="場所">
            <Choices form=form.clone() name=Field::Place.name() legend="開催の方法" inline=true options=places/>
            <TextField form=form.clone() name=Field::Venue.name() label=arrangement_label(Field::Venue) hint="現地で開くとき" optional=true autocomplete="off"/>
            <TextField form=form.clone() name=Field::Link.name() label=arrangement_label(Field::Link) hint="オンラインで開くとき。決まってから入れてもかまいません。例：https://…" optional=true autocomplete="off"/>
            <SelectField form=form.clone() name=Field::Before.name() label=arrangement_label(Field::Before) hint="この間も、講師と機材はほかの予定に使えません" width=Width::Short options=ways()/>
            <SelectField form name=Field::After.name() label=arrangement_label(Field::After) width=Width::Short options=ways()/>
        </Section>
    }
}

fn with(view: &ConfirmationView) -> impl IntoView + use<> {
    let form = view.form.clone();
    let needed = view.request.place == Place::OnSite;
    let kinds = ResourceKind::ALL
        .iter()
        .filter(|kind| view.offered.iter().any(|one| one.kind == **kind) || **kind == ResourceKind::DemoSet)
        .map(|kind| resource_choices(view, *kind, needed && *kind == ResourceKind::DemoSet))
        .collect_view();
    view! {
        <Section title="講師と機材">
            {kinds}
            <div class="panel stack">
                <p class="muted">"機材を宅配などで送って貸し出すとき（発送日から返却日まで、ほかの予定に使えません）"</p>
                <DateField form=form.clone() name=Field::Ships.name() label=arrangement_label(Field::Ships) optional=true/>
                <DateField form name=Field::Returns.name() label=arrangement_label(Field::Returns) optional=true/>
            </div>
        </Section>
    }
}

fn how_many(view: &ConfirmationView) -> impl IntoView + use<> {
    let form = view.form.clone();
    let note = matches!(view.usage, ArrangementUse::Change { .. }).then(|| {
        view! { <TextArea form=form.clone() name=Field::Note.name() label=arrangement_label(Field::Note) hint="変更のメールに書き添えます。例：会場の都合により" optional=true rows=3/> }
    });
    view! {
        <Section title="定員">
            <TextField form=form.clone() name=Field::Capacity.name() label="定員" hint="申込みは、この人数になるまで受け付けます" inputmode=InputMode::Numeric width=Width::Short suffix="人" autocomplete="off"/>
            {note}
        </Section>
    }
}

fn buttons(usage: ArrangementUse, back: &str) -> impl IntoView + use<> {
    let back = back.to_owned();
    let main = match usage {
        ArrangementUse::Decide | ArrangementUse::Confirm => "この内容で開催を決める",
        ArrangementUse::Change { .. } => "この内容に変更して知らせる",
    };
    let tentative = (usage == ArrangementUse::Decide).then(|| {
        view! { <Button kind=ButtonKind::Secondary name="act" value="tentative">"仮予約にする"</Button> }
    });
    view! {
        <Buttons>
            <Button name="act" value="confirm">{main}</Button>
            {tentative}
            <ButtonLink href=back kind=ButtonKind::Quiet>"やめる"</ButtonLink>
        </Buttons>
    }
}

/// What can be had instead: a button each, so that nothing typed is lost.
fn alternatives(view: &ConfirmationView) -> Option<impl IntoView + use<>> {
    if view.alternatives.is_empty() && !view.online {
        return None;
    }
    let lines = view
        .alternatives
        .iter()
        .map(|one| {
            let code = one.code.clone();
            let short = format!("：{}", slot_short(&one.slot));
            let words = format!("{}　{}", slot_short(&one.slot), one.with);
            view! {
                <li>
                    <p>{words}</p>
                    <Button kind=ButtonKind::Secondary name="use" value=code>
                        "これにする"<span class="hidden">{short}</span>
                    </Button>
                </li>
            }
        })
        .collect_view();
    let online = view.online.then(|| {
        view! {
            <li>
                <p>"同じ日時でも、オンラインなら開けます。デモ機も移動も要りません。"</p>
                <Button kind=ButtonKind::Secondary name="use" value="online">"オンラインにする"</Button>
            </li>
        }
    });
    Some(view! {
        <Section title="代わりに空いている日時と方法">
            <ul class="stack">{lines}{online}</ul>
        </Section>
    })
}

/// What speaks against a candidate, or that nothing does.
fn against(line: &CandidateLine) -> String {
    let short = line.short_of.iter().map(|kind| format!("空いている{}がありません。", resource_kind(*kind)));
    let taken = (!line.taken.is_empty()).then(|| format!("予定あり：{}。", line.taken.join("、")));
    let breach = line.breach.map(|one| format!("{}。", breach(one)));
    let warnings = line.warnings.iter().map(|one| warning(*one));
    let words: Vec<String> = short.chain(taken).chain(breach).chain(warnings).collect();
    if words.is_empty() { "空いています。".to_owned() } else { words.join(" ") }
}

fn resource_choices(view: &ConfirmationView, kind: ResourceKind, needed: bool) -> impl IntoView + use<> {
    let candidates = view.candidates.len();
    let options: Vec<Choice> = view
        .offered
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
    let hint = match kind {
        ResourceKind::DemoSet => "1組に2台入っています。同じ時間に2か所へは出せません",
        ResourceKind::Lecturer => "国保中央会などに頼むときは選ばなくてかまいません",
        ResourceKind::Projector => "2台で足りない人数のときに使います",
        ResourceKind::Room => "連合会の会議室で開くとき",
        ResourceKind::OnlineRoom => "オンラインで開くとき",
    };
    if options.is_empty() {
        let slug = view.slug.clone();
        return view! { <p>{format!("{}が登録されていません。", resource_kind(kind))}<a href=paths::demo_resources(&slug)>"登録する"</a></p> }
            .into_any();
    }
    let (form, optional, name) = (view.form.clone(), !needed, Field::Resource(kind).name());
    view! { <Checks form name=name legend=resource_kind(kind) options hint=hint optional=optional/> }
        .into_any()
}

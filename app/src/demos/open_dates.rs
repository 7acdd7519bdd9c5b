//! 公開枠: dates that a federation publishes, and a municipality takes by one act.

use crate::{
    messages::demos::{
        arrangement_label, length, menu, place, request_label, resource_kind, slot, slot_short, way,
    },
    paths,
};
use domain::{
    demos::{
        ArrangementField, LENGTHS, Length, Menu, Place, RequestField as Field, ResourceKind, Side, Slot,
        WAYS, Weekly,
    },
    ids::{MemberId, OpenDateId, ResourceId},
};
use elements::{
    BackLink, Breadcrumb, Button, ButtonKind, ButtonLink, Buttons, Check, Checks, Choice, Choices, Column,
    Crumb, DateField, Density, EmptyState, ErrorSummary, FormState, HiddenField, InputMode, Notice,
    NoticeKind, PageHeader, PostForm, Section, SelectField, SummaryList, SummaryRow, Table, TextArea,
    TextField, Width,
};
use leptos::prelude::*;

/// An open date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenDateLine {
    /// Which.
    pub id: OpenDateId,
    /// When.
    pub slot: Slot,
    /// 現地 or オンライン.
    pub place: Place,
    /// What comes with it, by name.
    pub with: String,
    /// For how many people.
    pub capacity: u16,
    /// A word to the members.
    pub note: String,
}

/// The page.
#[component]
pub fn OpenDatesPage(
    /// The tenant's word in addresses.
    slug: String,
    /// Which side looks.
    side: Side,
    /// Whether the officer may publish or take.
    may_act: bool,
    /// The dates.
    dates: Vec<OpenDateLine>,
    /// What was just done, as a sentence.
    done: Option<String>,
    /// Why something was not done.
    refused: Option<String>,
) -> impl IntoView {
    let federation = side == Side::Federation;
    let lead = if federation {
        "講師と機材を押さえた日を公開すると、市区町村が先着順に取れます。"
    } else {
        "国保連合会が講師と機材を用意した日です。先に取った市区町村の開催が、その場で決まります。"
    };
    let done = done.map(|done| view! { <Notice kind=NoticeKind::Success live=true title=done/> });
    let refused = refused.map(|why| view! { <Notice kind=NoticeKind::Error live=true title=why/> });
    let new = paths::new_open_date(&slug);
    let publish = (federation && may_act).then(|| {
        view! { <Buttons><ButtonLink href=new>"公開枠を作る"</ButtonLink></Buttons> }
    });
    let list = if dates.is_empty() {
        view! { <EmptyState title="いま取れる公開枠はありません"><p>"公開されると、ここに並びます。"</p></EmptyState> }.into_any()
    } else {
        let columns = vec![
            Column::new("日時"),
            Column::new("方法"),
            Column::new("講師と機材"),
            Column::number("定員（人）"),
            Column::new("操作"),
        ];
        let rows = dates.into_iter().map(|one| row(&slug, federation, may_act, one)).collect_view();
        view! { <Table caption="公開枠" caption_hidden=true columns density=Density::Dense stacks=true>{rows}</Table> }
            .into_any()
    };
    view! {
        <Breadcrumb crumbs=vec![Crumb::new("デモ・説明会", paths::demos(&slug))] here="公開枠"/>
        {done}
        {refused}
        <PageHeader title="公開枠" lead/>
        {publish}
        {list}
    }
}

fn row(slug: &str, federation: bool, may_act: bool, one: OpenDateLine) -> impl IntoView + use<> {
    let OpenDateLine { id, slot, place: at, with, capacity, note } = one;
    let when = slot_short(&slot);
    let named = format!("：{when}");
    let (withdrawal, taking) = (paths::open_date_withdrawal(slug, id), paths::open_date(slug, id));
    let act = may_act.then(|| {
        if federation {
            let entry = paths::open_date_entry(slug, id);
            let named_too = named.clone();
            view! {
                <p><a href=entry>"電話で受けて決める"<span class="hidden">{named_too}</span></a></p>
                <PostForm action=withdrawal class="inline">
                    <Button kind=ButtonKind::Secondary>"取り下げる"<span class="hidden">{named}</span></Button>
                </PostForm>
            }
            .into_any()
        } else {
            view! { <a href=taking>"この日に開く"<span class="hidden">{named}</span></a> }.into_any()
        }
    });
    let note = (!note.is_empty()).then(|| view! { <p class="muted">{note}</p> });
    view! {
        <tr role="row">
            <th scope="row" role="rowheader">{when.clone()}{note}</th>
            <td role="cell" data-label="方法">{place(at)}</td>
            <td role="cell" data-label="講師と機材">{with}</td>
            <td role="cell" class="number" data-label="定員（人）">{capacity.to_string()}</td>
            <td role="cell">{act}</td>
        </tr>
    }
}

/// What the form to publish shows.
#[derive(Debug, Clone)]
pub struct OpenDateFormView {
    /// The federation's word in addresses.
    pub slug: String,
    /// What can be held for it.
    pub offered: Vec<(ResourceId, ResourceKind, String)>,
    /// What was typed.
    pub form: FormState,
}

/// The form to publish a date.
#[component]
pub fn OpenDateFormPage(
    /// What it shows.
    view: OpenDateFormView,
) -> impl IntoView {
    use ArrangementField as Own;
    let OpenDateFormView { slug, offered, form } = view;
    let back = paths::open_dates(&slug);
    let lengths = LENGTHS
        .into_iter()
        .filter_map(Length::of_quarters)
        .map(|one| Choice::new(one.minutes().to_string(), length(one)))
        .collect();
    let ways = || WAYS.into_iter().map(|minutes| Choice::new(minutes.to_string(), way(minutes))).collect();
    let places = Place::ALL.iter().map(|one| Choice::new(one.code(), place(*one))).collect();
    let kinds = ResourceKind::ALL
        .iter()
        .filter_map(|kind| {
            let options: Vec<Choice> = offered
                .iter()
                .filter(|(_, own, _)| own == kind)
                .map(|(id, _, name)| Choice::new(id.to_string(), name.clone()))
                .collect();
            let optional = *kind != ResourceKind::DemoSet;
            let form = form.clone();
            (!options.is_empty()).then(|| {
                view! { <Checks form name=Own::Resource(*kind).name() legend=resource_kind(*kind) options optional=optional/> }
            })
        })
        .collect_view();
    let times = (1..=Weekly::MOST)
        .map(|times| {
            let words =
                if times == 1 { "この日だけ".to_owned() } else { format!("{times}週続けて") };
            Choice::new(times.to_string(), words)
        })
        .collect();
    let (dates, last) = (form.clone(), form.clone());
    view! {
        <BackLink href=back.clone()/>
        <ErrorSummary form=form.clone()/>
        <PageHeader title="公開枠を作る" lead="公開すると、講師と機材がその日時に押さえられます。取られる前なら、いつでも取り下げられます。"/>
        <PostForm action=paths::new_open_date(&slug)>
            <HiddenField name="candidate" value="other"/>
            <Section title="日時と場所">
                <DateField form=dates.clone() name=Own::Date.name() label="開催する日"/>
                <SelectField form=dates.clone() name=Weekly::TIMES label="毎週くり返す" hint="同じ曜日・時間・講師・機材で、続けて公開します" width=Width::Medium options=times/>
                <Check form=dates.clone() name=Weekly::SKIPS label="空いていない日と休みの日を除く"/>
                <TextField form=dates.clone() name=Own::Start.name() label=arrangement_label(Own::Start) hint="15分単位。例：13:30　午後1時半" width=Width::Short autocomplete="off"/>
                <SelectField form=dates.clone() name=Own::Length.name() label=arrangement_label(Own::Length) width=Width::Medium options=lengths/>
                <Choices form=dates.clone() name=Own::Place.name() legend="開催の方法" hint="現地のときの会場は、取った市区町村が入力します" inline=true options=places/>
                <SelectField form=dates.clone() name=Own::Before.name() label=arrangement_label(Own::Before) width=Width::Short options=ways()/>
                <SelectField form=dates.clone() name=Own::After.name() label=arrangement_label(Own::After) width=Width::Short options=ways()/>
            </Section>
            <Section title="講師と機材">{kinds}</Section>
            <Section title="定員と案内">
                <TextField form=last.clone() name=Own::Capacity.name() label=arrangement_label(Own::Capacity) inputmode=InputMode::Numeric width=Width::Short suffix="人" autocomplete="off"/>
                <TextArea form=last.clone() name=Own::Note.name() label="市区町村への案内" optional=true rows=3/>
            </Section>
            <Buttons>
                <Button>"公開する"</Button>
                <ButtonLink href=back kind=ButtonKind::Quiet>"やめる"</ButtonLink>
            </Buttons>
        </PostForm>
    }
}

/// What the form to take a date shows.
#[derive(Debug, Clone)]
pub struct TakeDateView {
    /// The word in addresses of the house that looks.
    pub slug: String,
    /// The date.
    pub date: OpenDateLine,
    /// For which of its members a federation takes it; nobody where a municipality takes it itself.
    pub members: Vec<(MemberId, String)>,
    /// What was typed.
    pub form: FormState,
}

/// The form to take a date.
#[component]
pub fn TakeDatePage(
    /// What it shows.
    take: TakeDateView,
) -> impl IntoView {
    let TakeDateView { slug, date, members, form } = take;
    let back = paths::open_dates(&slug);
    let told = !members.is_empty();
    let (action, title, lead) = if told {
        (
            paths::open_date_entry(&slug, date.id),
            "電話で受けて公開枠を決める",
            "市区町村から電話などで受けた内容を入力します。下のボタンを押すと、その市区町村の開催が、その場で決まります。",
        )
    } else {
        (paths::open_date(&slug, date.id), "公開枠を取る", "下のボタンを押すと、その場で開催が決まります。")
    };
    let who = told.then(|| {
        let options = members.into_iter().map(|(id, name)| Choice::new(id.to_string(), name)).collect();
        view! { <SelectField form=form.clone() name=Field::Member.name() label=request_label(Field::Member) options/> }
    });
    let options = Menu::ALL.iter().map(|one| Choice::new(one.code(), menu(*one))).collect();
    let venue = (date.place == Place::OnSite).then(|| {
        view! { <TextField form=form.clone() name=Field::Venue.name() label=request_label(Field::Venue) hint="例：市役所 3階 大会議室" autocomplete="off"/> }
    });
    let (when, at, with, capacity) =
        (slot(&date.slot), place(date.place), date.with.clone(), format!("{}人", date.capacity));
    view! {
        <BackLink href=back.clone()/>
        <ErrorSummary form=form.clone()/>
        <PageHeader title lead/>
        <Section title="公開枠">
            <SummaryList dense=true>
                <SummaryRow label="日時">{when}</SummaryRow>
                <SummaryRow label="方法">{at}</SummaryRow>
                <SummaryRow label="講師と機材">{with}</SummaryRow>
                <SummaryRow label="定員">{capacity}</SummaryRow>
            </SummaryList>
        </Section>
        <PostForm action>
            {who}
            <Checks form=form.clone() name=Field::Menu.name() legend=request_label(Field::Menu) options/>
            <TextField form=form.clone() name=Field::People.name() label=request_label(Field::People) inputmode=InputMode::Numeric width=Width::Short suffix="人" autocomplete="off"/>
            {venue}
            <TextField form=form.clone() name=Field::ContactName.name() label=request_label(Field::ContactName) width=Width::Long autocomplete="off"/>
            <TextField form=form.clone() name=Field::ContactPhone.name() label=request_label(Field::ContactPhone) inputmode=InputMode::Tel width=Width::Medium autocomplete="off"/>
            <TextField form=form.clone() name=Field::ContactEmail.name() label=request_label(Field::ContactEmail) inputmode=InputMode::Email width=Width::Long optional=told autocomplete="off"/>
            <TextArea form=form.clone() name=Field::Note.name() label=request_label(Field::Note) optional=true rows=3/>
            <Buttons>
                <Button>"この日に開くことを決める"</Button>
                <ButtonLink href=back kind=ButtonKind::Quiet>"やめる"</ButtonLink>
            </Buttons>
        </PostForm>
    }
}

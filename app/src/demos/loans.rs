//! 機材貸出 of a session: each box with its list, ticked off when it goes, comes and comes back; also to print.

use crate::{messages::demos::loan_label, paths};
use domain::{
    demos::{LoanDays, LoanField as Field, LoanMarks, Side},
    ids::{DemoId, ResourceId},
    wareki::format_date_with_weekday,
};
use elements::{
    BackLink, Button, ButtonKind, ButtonLink, Buttons, Checks, Choice, DateField, ErrorSummary, FormState,
    HiddenField, Notice, NoticeKind, PageHeader, PostForm, Section, TextArea,
};
use leptos::prelude::*;

/// One box.
#[derive(Debug, Clone)]
pub struct LoanBox {
    /// Which resource.
    pub resource: ResourceId,
    /// Its name.
    pub name: String,
    /// What was noted.
    pub marks: LoanMarks,
    /// The edit it shows; 0 while nothing was noted.
    pub version: i32,
    /// What was typed.
    pub form: FormState,
}

/// What the page shows.
#[derive(Debug, Clone)]
pub struct LoansView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// The session.
    pub id: DemoId,
    /// Which side looks.
    pub side: Side,
    /// What it is about: municipality, date.
    pub about: String,
    /// When it goes and comes back.
    pub days: LoanDays,
    /// The boxes.
    pub boxes: Vec<LoanBox>,
    /// Whether something was just kept.
    pub done: bool,
}

/// The page.
#[component]
pub fn LoansPage(
    /// What it shows.
    loans: LoansView,
) -> impl IntoView {
    let LoansView { slug, id, side, about, days, boxes, done } = loans;
    let done = done.then(|| view! { <Notice kind=NoticeKind::Success live=true title="保存しました。"/> });
    let lead = format!(
        "発送 {}　返却 {}",
        format_date_with_weekday(days.ships),
        format_date_with_weekday(days.returns)
    );
    let wrong =
        boxes.iter().find(|one| one.form.has_errors()).map(|one| one.form.clone()).unwrap_or_default();
    let empty = boxes.is_empty().then(|| {
        let words = match side {
            Side::Federation => {
                "送る機材が選ばれていません。「日時・場所・機材を変える」から選んでください。"
            }
            Side::Municipality | Side::Both => {
                "まだ発送の記録がありません。発送されると、ここに一覧が出ます。"
            }
        };
        view! { <p>{words}</p> }
    });
    let print = (!boxes.is_empty()).then(|| {
        let href = paths::demo_loan_sheet(&slug, id);
        view! {
            <Buttons><ButtonLink kind=ButtonKind::Secondary href>"機材貸出票を印刷する（PDF）"</ButtonLink></Buttons>
            <p class="muted">"箱に入れて送る紙です。中身の確認欄と、受渡しの署名欄があります。"</p>
        }
    });
    let action = paths::demo_loans(&slug, id);
    let sections = boxes.into_iter().map(|one| section(action.clone(), one)).collect_view();
    view! {
        <BackLink href=paths::demo_session(&slug, id)/>
        {done}
        <ErrorSummary form=wrong/>
        <PageHeader title="機材貸出の確認" caption=about lead/>
        {empty}
        {print}
        {sections}
    }
}

fn section(action: String, one: LoanBox) -> impl IntoView {
    let LoanBox { resource, name, marks, version, form } = one;
    let missing = marks.missing();
    let missing = (!missing.is_empty()).then(|| {
        let title = format!("返ってきていないもの：{}", missing.join("、"));
        view! { <Notice kind=NoticeKind::Warning title/> }
    });
    let options = || -> Vec<Choice> {
        let items = marks.items.iter().enumerate();
        items.map(|(place, item)| Choice::new(place.to_string(), item.name.clone())).collect()
    };
    let step = |ticks: Field, day: Field| {
        let options = options();
        let checks = (!options.is_empty()).then(|| {
            view! { <Checks form=form.clone() name=ticks.name() legend=loan_label(ticks) options optional=true/> }
        });
        view! {
            <div class="panel stack">
                {checks}
                <DateField form=form.clone() name=day.name() label=loan_label(day) optional=true/>
            </div>
        }
    };
    let steps = (
        step(Field::Went, Field::Shipped),
        step(Field::Came, Field::Arrived),
        step(Field::Back, Field::Returned),
    );
    view! {
        <Section title=name.clone()>
            {missing}
            <PostForm action>
                <HiddenField name="resource" value=resource.to_string()/>
                <HiddenField name="version" value=version.to_string()/>
                {steps}
                <TextArea form name=Field::Note.name() label=loan_label(Field::Note) optional=true rows=2/>
                <Button>"確認を保存する"<span class="hidden">{format!("：{name}")}</span></Button>
            </PostForm>
        </Section>
    }
}

//! 返還: what came, what is still to come, 督促.

use super::{
    award::Letters,
    forms::{AboutAward, AwardTrail},
};
use crate::{messages::awards::recovery_state, paths};
use chrono::NaiveDate;
use domain::{
    awards::{AwardField as Field, RecoveryState},
    ids::RecoveryId,
    money::Yen,
    wareki::format_date,
};
use elements::{
    Button, ButtonKind, Buttons, Column, DateField, Density, ErrorSummary, FormState, HiddenField,
    MoneyField, Notice, NoticeKind, PageHeader, PostForm, Section, SummaryList, SummaryRow, Table,
};
use leptos::prelude::*;

/// What the page shows.
#[derive(Debug, Clone)]
pub struct RecoveryView {
    /// Of which award.
    pub about: AboutAward,
    /// Which.
    pub id: RecoveryId,
    /// The version that was read.
    pub version: i32,
    /// How much was ordered back.
    pub amount: Yen,
    /// What has not come.
    pub owed: Yen,
    /// Why.
    pub reason: String,
    /// 返還命令の日.
    pub ordered_on: NaiveDate,
    /// The last day.
    pub due: NaiveDate,
    /// Whether it is over: then it can be asked for again.
    pub late: bool,
    /// The letters about it, the newest first: name, number, day, where it opens.
    pub letters: Vec<(String, String, NaiveDate, String)>,
    /// 督促: the last one, and how many.
    pub reminded: Option<(NaiveDate, i32)>,
    /// Where it stands.
    pub state: RecoveryState,
    /// What came: day, amount, year of the books, 過年度収入.
    pub refunds: Vec<(NaiveDate, Yen, String, bool)>,
    /// The year whose budget paid, and the last day on which it is no 過年度収入.
    pub books: (String, NaiveDate),
    /// What was just done.
    pub done: Option<&'static str>,
}

/// The page.
#[component]
pub fn RecoveryPage(
    /// What it shows.
    view: RecoveryView,
    /// What was typed.
    form: FormState,
) -> impl IntoView {
    let done = view.done.map(|title| view! { <Notice kind=NoticeKind::Success live=true title/> });
    let late = view.late.then(|| {
        view! { <Notice kind=NoticeKind::Warning title="返還の期限を過ぎています"><p>"入金を確かめ、なければ督促してください。"</p></Notice> }
    });
    let reminded = view.reminded.map(|(day, times)| {
        view! { <SummaryRow label="督促">{format!("{}（{times}回）", format_date(day))}</SummaryRow> }
    });
    let rows = view
        .refunds
        .iter()
        .map(|(day, yen, year, late)| {
            let books = if *late { format!("{year}の過年度収入") } else { format!("{year}の戻入") };
            view! { <tr><th scope="row">{format_date(*day)}</th><td class="number">{yen.to_string()}</td><td>{books}</td></tr> }
        })
        .collect_view();
    let came = (!view.refunds.is_empty()).then(|| {
        let columns = vec![Column::new("入金日"), Column::number("額"), Column::new("会計")];
        view! {
            <Section title="返還された額">
                <Table caption="返還された額" caption_hidden=true density=Density::Dense columns>{rows}</Table>
            </Section>
        }
    });
    let here = paths::award_recovery(&view.about.slug, view.about.id, view.id);
    let (version, again) = (view.version.to_string(), view.version.to_string());
    let (fields, due) = (form.clone(), form.clone());
    let acts = (view.state != RecoveryState::Refunded).then(|| {
        let dun = format!("{here}/dunning");
        let (year, until) = (&view.books.0, format_date(view.books.1));
        let books =
            format!("{until}までの入金は{year}の予算に戻します。その後の入金は過年度収入になります。");
        let asking = if view.late {
            view! {
                <p>"督促状（公印を押す様式）を作り、新しい期限を決めます。"</p>
                <PostForm action=dun>
                    <HiddenField name="version" value=again/>
                    <DateField form=due name=Field::Due.name() label="新しい期限"/>
                    <Buttons><Button kind=ButtonKind::Secondary>"督促する"</Button></Buttons>
                </PostForm>
            }
            .into_any()
        } else {
            let words = format!(
                "返還の期限（{}）を過ぎても入金がないときに、ここから督促状を作れます。",
                format_date(view.due)
            );
            view! { <p>{words}</p> }.into_any()
        };
        view! {
            <Section title="入金を記録する">
                <PostForm action=here>
                    <HiddenField name="version" value=version/>
                    <DateField form=fields.clone() name=Field::ReceivedOn.name() label="入金日" hint=books/>
                    <MoneyField form=fields.clone() name=Field::Amount.name() label="入金額"/>
                    <Buttons><Button>"入金を記録する"</Button></Buttons>
                </PostForm>
            </Section>
            <Section title="督促する">{asking}</Section>
        }
    });
    view! {
        {done}
        <ErrorSummary form/>
        <AwardTrail about=view.about.clone() here="返還"/>
        <PageHeader title="返還" caption=view.about.caption()/>
        {late}
        <Section title="返還命令">
            <SummaryList dense=true>
                <SummaryRow label="状態"><strong>{recovery_state(view.state)}</strong></SummaryRow>
                <SummaryRow label="返還を命じた額">{view.amount.to_string()}</SummaryRow>
                <SummaryRow label="返還待ちの額"><strong>{view.owed.to_string()}</strong></SummaryRow>
                <SummaryRow label="返還を命じた日">{format_date(view.ordered_on)}</SummaryRow>
                <SummaryRow label="返還の期限">{format_date(view.due)}</SummaryRow>
                {reminded}
                <SummaryRow label="理由">{view.reason.clone()}</SummaryRow>
            </SummaryList>
        </Section>
        {came}
        {acts}
        <Letters letters=view.letters/>
    }
}

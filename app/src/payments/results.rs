//! What the bank says: one button where everything was paid, a mark and a reason for what came back.

use super::run::{Head, RunHead};
use crate::{messages::payments::return_reason, paths};
use domain::{
    ids::PaymentId,
    money::Yen,
    payments::{ReturnReason, reason_field, verdict_field},
};
use elements::{
    Button, Buttons, Choice, Column, DateField, Density, ErrorSummary, FormState, HiddenField, PostForm,
    Section, SelectField, Table, TextArea,
};
use leptos::prelude::*;

/// One payment that waits for its answer.
#[derive(Debug, Clone)]
pub struct ResultLine {
    /// Its number.
    pub number: i32,
    /// Whom it goes to.
    pub payee: String,
    /// The end of the account number.
    pub masked: String,
    /// How much.
    pub yen: Yen,
}

/// What waits.
#[derive(Debug, Clone)]
pub struct ResultsView {
    /// The run.
    pub head: RunHead,
    /// Its payments that wait.
    pub lines: Vec<ResultLine>,
}

/// The form.
#[component]
pub fn ResultsPage(
    /// What waits.
    view: ResultsView,
    /// What is typed.
    form: FormState,
) -> impl IntoView {
    let ResultsView { head, lines } = view;
    let (slug, id, version) = (head.slug.clone(), head.id, head.version);
    let rows = lines.into_iter().map(|line| row(line, &form)).collect_view();
    let columns = vec![
        Column::number("番号"),
        Column::new("受取人"),
        Column::new("口座"),
        Column::number("金額"),
        Column::new("振込不能"),
        Column::new("理由"),
    ];
    let list_hint = "銀行の連絡票を写すか貼り付けます。1行に1件、番号と理由を書きます。例：12 口座相違";
    view! {
        <Head head here=Some("結果の入力")/>
        <ErrorSummary form=&form/>
        <p>"振込不能にしなかったものは、すべて「支払済」になります。振込不能のものは支払待ちに戻り、事業所に口座の訂正をメールで頼みます。"</p>
        <PostForm action=paths::pay_run_results(&slug, id)>
            <HiddenField name="version" value=version.to_string()/>
            <DateField form=&form name="on" label="支払日" hint="銀行が振り込んだ日"/>
            <Section title="振込不能のもの">
                <TextArea form=&form name="list" label="振込不能の一覧" hint=list_hint optional=true rows=4/>
                <Table caption="結果を待っている支払" density=Density::Dense columns>{rows}</Table>
            </Section>
            <Buttons>
                <Button>"結果を記録する"</Button>
                <a href=paths::pay_run(&slug, id)>"やめて戻る"</a>
            </Buttons>
        </PostForm>
    }
}

fn row(line: ResultLine, form: &FormState) -> impl IntoView + use<> {
    let ResultLine { number, payee, masked, yen } = line;
    let (mark, reason) = (verdict_field(number), reason_field(number));
    let checked = !form.value(&mark).is_empty();
    let chosen = form.value(&reason).to_owned();
    let options = ReturnReason::ALL
        .into_iter()
        .map(|reason| {
            view! { <option value=reason.code() selected={reason.code() == chosen}>{return_reason(reason)}</option> }
        })
        .collect_view();
    let error = form
        .error(&reason)
        .map(|error| view! { <p class="field__error" id=format!("{reason}-error")>{error.to_owned()}</p> });
    let described = error.is_some().then(|| format!("{reason}-error"));
    let (mark_label, reason_label) =
        (format!("{number}番 {payee}を振込不能にする"), format!("{number}番 {payee}の理由"));
    view! {
        <tr>
            <td class="number">{number}</td>
            <th scope="row">{payee}</th>
            <td class="nowrap">{masked}</td>
            <td class="number">{yen.to_string()}</td>
            <td><input type="checkbox" class="option__control" name=mark value="yes" checked=checked aria-label=mark_label/></td>
            <td>
                <select class="input input--select" id=reason.clone() name=reason aria-label=reason_label aria-describedby=described>
                    <option value="">"選んでください"</option>
                    {options}
                </select>
                {error}
            </td>
        </tr>
    }
}

/// A payment that was paid and comes back after all.
#[component]
pub fn ReturnPage(
    /// The run.
    head: RunHead,
    /// Which payment.
    payment: PaymentId,
    /// It in words.
    what: String,
    /// What is typed.
    form: FormState,
) -> impl IntoView {
    let (slug, id) = (head.slug.clone(), head.id);
    let options: Vec<_> = ReturnReason::ALL
        .into_iter()
        .map(|reason| Choice::new(reason.code(), return_reason(reason)))
        .collect();
    view! {
        <Head head here=Some("振込不能")/>
        <ErrorSummary form=&form/>
        <p>{what}</p>
        <p>"いったん支払済にしたものを支払待ちに戻します。台帳の支払済額も減り、事業所に口座の訂正をメールで頼みます。"</p>
        <PostForm action=paths::payment_return(&slug, id, payment)>
            <DateField form=&form name="on" label="戻った日"/>
            <SelectField form=&form name="reason" label="理由" options/>
            <Buttons>
                <Button>"振込不能にする"</Button>
                <a href=paths::pay_run(&slug, id)>"やめて戻る"</a>
            </Buttons>
        </PostForm>
    }
}

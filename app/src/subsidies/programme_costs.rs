//! S17: the categories of cost, each folded where it is empty.

use super::programme_form::{date, line, short};
use crate::messages::subsidies::{applies_words, programme_label};
use domain::subsidies::{Applies, EXPENSES, ProgrammeField as Field, Rounding, TaxBasis};
use elements::{
    Check, Choice, Choices, Details, FormState, InputMode, MoneyField, SelectField, TextArea, TextField,
    Width,
};
use leptos::prelude::*;

/// 対象経費と計算.
#[component]
pub fn Costs(
    /// What is typed.
    form: FormState,
    /// What the rules say, in one line.
    said: String,
) -> impl IntoView {
    let empty = (0..EXPENSES).find(|row| *row > 0 && !is_used(&form, &fields(*row)));
    let asked = form.value("try") == "cost";
    let rows = (0..EXPENSES)
        .filter(|row| *row == 0 || is_used(&form, &fields(*row)) || (asked && Some(*row) == empty))
        .map(|row| view! { <Cost form=form.clone() row said=said.clone()/> })
        .collect_view();
    view! {
        {rows}
        <super::programme_groups::Group title="経費の合計" said=String::new() form=form.clone() fields=vec![Field::TotalCap, Field::AidYears, Field::AidCap]>
            <MoneyField form=form.clone() name=Field::TotalCap.name() label=programme_label(Field::TotalCap) hint="すべての経費を合わせた1件あたりの上限。なければ空けておきます" optional=true/>
            <TextField form=form.clone() name=Field::AidYears.name() label=programme_label(Field::AidYears) hint="この年度を含めて数えます。同じ種類の補助金の累計に上限があるときだけ、下の欄と合わせて入力します" inputmode=InputMode::Numeric width=Width::Short suffix="年度" optional=true/>
            <MoneyField form name=Field::AidCap.name() label=programme_label(Field::AidCap) hint="申請者が申告する、ほかから受けた額と、この市区町村の交付の記録を合わせて数えます。法人ごとに1件とする補助では、法人のすべての事業所の分を数えます" optional=true/>
        </super::programme_groups::Group>
    }
}

/// For whom something holds.
pub(super) fn applies(form: &FormState, field: Field) -> AnyView {
    let options = Applies::ALL
        .into_iter()
        .map(|applies| Choice::new(applies.code(), applies_words(applies)))
        .collect::<Vec<_>>();
    view! { <SelectField form=form name=field.name() label=programme_label(field) options blank=None width=Width::Long/> }
        .into_any()
}

/// 上限額, or that there is none: an empty box alone may have been forgotten, and a phone's keys of digits write no word.
pub(super) fn cap(form: &FormState, row: usize, hint: &'static str) -> AnyView {
    let (amount, none) = (Field::Cap(row), Field::NoCap(row));
    view! {
        <MoneyField form=form.clone() name=amount.name() label=programme_label(amount) hint=hint needed="決めるときは必須"/>
        <Check form=form.clone() name=none.name() label=programme_label(none) hint="上の欄は空けておきます。予算の範囲で、補助率のとおりの額になります"/>
    }
    .into_any()
}

/// The fields of one category that are folded.
fn fields(row: usize) -> Vec<Field> {
    let mut fields = vec![
        Field::ExpenseName(row),
        Field::LinkageYen(row),
        Field::LinkageLeast(row),
        Field::Rate(row),
        Field::Floor(row),
        Field::Tax(row),
        Field::Rounding(row),
        Field::PaidFrom(row),
        Field::PaidUntil(row),
        Field::Prices(row),
    ];
    if row > 0 {
        fields.extend([Field::Cap(row), Field::NoCap(row)]);
    }
    fields
}

/// Whether something is typed in a row, or wrong in it.
fn is_used(form: &FormState, fields: &[Field]) -> bool {
    fields
        .iter()
        .any(|field| !form.value(field.name()).trim().is_empty() || form.error(field.name()).is_some())
}

/// The rows that are shown: those that are used, and one more to type into.
pub(super) fn shown(form: &FormState, rows: usize, fields: impl Fn(usize) -> Vec<Field>) -> Vec<usize> {
    let empty = (0..rows).find(|row| !is_used(form, &fields(*row)));
    (0..rows).filter(|row| Some(*row) == empty || is_used(form, &fields(*row))).collect()
}

#[component]
fn Cost(form: FormState, row: usize, said: String) -> impl IntoView {
    let name = form.value(Field::ExpenseName(row).name());
    // The row that was asked for stands open, as one with something wrong in it does.
    let open =
        (row > 0 && name.is_empty()) || fields(row).iter().any(|field| form.error(field.name()).is_some());
    let summary = match (row, name) {
        (0, name) if said.is_empty() => format!("対象経費：{name}"),
        (0, name) => format!("対象経費：{name}。{said}"),
        (row, "") => format!("対象経費（{}）（空き）", row + 1),
        (row, name) => format!("対象経費（{}）：{name}", row + 1),
    };
    let optional = row > 0;
    let tax = TaxBasis::ALL
        .into_iter()
        .map(|tax| match tax {
            TaxBasis::Inclusive => Choice::new(tax.code(), "税込の額で計算する"),
            TaxBasis::Exclusive => Choice::new(tax.code(), "税抜の額で計算する（支払額の10/11）"),
            TaxBasis::ByApplicant => Choice::new(tax.code(), "課税事業者は税抜、ほかは税込で計算する")
                .hint("申請のときに消費税の申告を聞きます"),
        })
        .collect::<Vec<_>>();
    let rounding = Rounding::ALL
        .into_iter()
        .map(|rounding| match rounding {
            Rounding::OneYen => Choice::new(rounding.code(), "1円未満を切り捨て"),
            Rounding::HundredYen => Choice::new(rounding.code(), "100円未満を切り捨て"),
            Rounding::ThousandYen => Choice::new(rounding.code(), "千円未満を切り捨て"),
        })
        .collect::<Vec<_>>();
    let basis = vec![
        Choice::new("cost", "支払った金額で数える"),
        Choice::new("linkage", "連携先の数で数える")
            .hint("1か所あたりの額と数の下限を下に入力します。補助率と消費税は使いません"),
    ];
    let cap = (row > 0).then(|| cap(&form, row, "この経費の1件あたり"));
    view! {
        <Details summary open>
            {line(&form, Field::ExpenseName(row), "", optional)}
            {cap}
            <Choices form=form.clone() name=Field::Basis(row).name() legend=programme_label(Field::Basis(row)) options=basis/>
            {short(&form, Field::Rate(row), "例：全額、3/4、75%", InputMode::Text, optional)}
            <Choices form=form.clone() name=Field::Tax(row).name() legend=programme_label(Field::Tax(row)) options=tax/>
            <Choices form=form.clone() name=Field::Rounding(row).name() legend=programme_label(Field::Rounding(row)) options=rounding/>
            <MoneyField form=form.clone() name=Field::Floor(row).name() label=programme_label(Field::Floor(row)) hint="これより少ないと0円になります。なければ0" optional=true/>
            {date(&form, Field::PaidFrom(row), optional)}
            {date(&form, Field::PaidUntil(row), optional)}
            <MoneyField form=form.clone() name=Field::LinkageYen(row).name() label=programme_label(Field::LinkageYen(row)) hint="連携先の数で数えるとき" optional=true/>
            {short(&form, Field::LinkageLeast(row), "連携先の数で数えるとき。例：3", InputMode::Numeric, true)}
            <TextArea form=form.clone() name=Field::Prices(row).name() label=programme_label(Field::Prices(row)) hint="定価のあるとき。1行に1つ、初日〜末日 金額の順。例：令和5年4月20日〜 21,000" optional=true rows=2/>
            {applies(&form, Field::ExpenseApplies(row))}
        </Details>
    }
}

//! S6 質問ページ for the cost: it asks for what the rules need, category by category.

use super::{
    amount_steps::AmountSteps,
    questions::{Question, QuestionView},
};
use crate::messages::subsidies::{amount_words, question_label, tax_status};
use domain::{
    subsidies::{
        AnswerField as Field, Basis, Expense, ExpenseSection, OTHERS, Rules, Stacking, TaxBasis, TaxStatus,
        Unit, YearBy,
    },
    wareki::format_date,
};
use elements::{
    Choice, Choices, DateField, Details, FormState, InputMode, MoneyField, Section, TextArea, TextField,
    Width,
};
use leptos::prelude::*;

/// 経費.
#[component]
pub fn ExpensePage(
    /// The page.
    question: QuestionView,
) -> impl IntoView {
    let (form, rules) = (question.form.clone(), question.rules.clone());
    let several = !rules.further_expenses.is_empty();
    let lead = if several {
        "申請する経費について入力してください。申請しない経費の欄は空けておきます。".to_owned()
    } else {
        format!("「{}」について入力してください。", rules.expense.name)
    };
    let worked = question.claim.clone().map(|claim| {
        let rules = rules.clone();
        view! { <Details summary="補助額の計算" open=true><AmountSteps rules claim/></Details> }
    });
    let fields = expense_fields(&form, &rules);
    let of_all = (ExpenseSection::asks_partners(&rules) && !question.offices.is_empty()).then(|| {
        view! { <p>"連携先の事業所には、選んだ事業所のどれとも連携している相手だけを書いてください。"</p> }
    });
    view! {
        <Question view=question lead=lead>
            {of_all}
            {fields}
            {worked}
        </Question>
    }
}

/// Every question about the cost that the rules ask.
pub fn expense_fields(form: &FormState, rules: &Rules) -> AnyView {
    let several = !rules.further_expenses.is_empty();
    let categories = rules
        .expenses()
        .map(|expense| {
            let fields = category(form, expense, rules);
            if several {
                let terms = amount_words(expense);
                view! { <Section title=expense.name.clone()><p>{terms}</p>{fields}</Section> }.into_any()
            } else {
                fields
            }
        })
        .collect_view();
    let partners = ExpenseSection::asks_partners(rules).then(|| {
        let label = question_label(Field::Partners, rules);
        let hint = "1行に1か所ずつ、事業所番号か事業所名を書いてください。市区町村が次に声をかける事業所を選ぶ手がかりになります";
        view! { <TextArea form=form.clone() name=Field::Partners.name() label hint optional=true/> }
    });
    let started = (rules.year_by == YearBy::Start).then(|| {
        let hint = format!(
            "利用を始めた日。{}から{}までの日が対象です",
            format_date(rules.fiscal_year.start()),
            format_date(rules.fiscal_year.end())
        );
        view! { <DateField form=form.clone() name=Field::StartedOn.name() label=question_label(Field::StartedOn, rules) hint/> }
    });
    let tax = ExpenseSection::asks_tax(rules).then(|| {
        let options = TaxStatus::ALL
            .into_iter()
            .map(|status| Choice::new(status.code(), tax_status(status)))
            .collect::<Vec<_>>();
        view! { <Choices form=form.clone() name=Field::TaxStatus.name() legend="消費税の申告はどれですか" hint="課税事業者は、税抜の額で計算します" options/> }
    });
    let others = others(form, rules);
    let past = rules.aid_cap.map(|aid| {
        let field = Field::PastAid;
        let whose = if rules.unit == Unit::Corporation { "法人のすべての事業所で、" } else { "" };
        let hint = format!(
            "{}から今までに、{whose}国・都道府県やほかの市区町村から受けた（受ける予定の）額の合計。なければ「0」と入力してください。この市区町村から受けた額は含めません",
            aid.first_year(rules.fiscal_year).label()
        );
        view! { <MoneyField form=form.clone() name=field.name() label=question_label(field, rules) hint/> }
    });
    view! {
        {categories}
        {partners}
        {started}
        {tax}
        {others}
        {past}
    }
    .into_any()
}

/// The questions about one category.
fn category(form: &FormState, expense: &Expense, rules: &Rules) -> AnyView {
    let slot = usize::from(expense.slot);
    if let Basis::Linkage { least, .. } = expense.basis {
        let (field, hint) =
            (Field::Linkages(slot), format!("データを送受信した相手の事業所の数。{least}か所以上が対象です"));
        return view! { <TextField form=form.clone() name=field.name() label=question_label(field, rules) hint inputmode=InputMode::Numeric width=Width::Short suffix="か所"/> }
            .into_any();
    }
    let (paid, paid_on) = (Field::Paid(slot), Field::PaidOn(slot));
    let (amount, day) = if rules.procedure.pays_first() {
        ("消費税を含む、実際に支払った金額", "支払った日")
    } else {
        ("消費税を含む、見積書などにある金額", "支払う日。まだ決まっていなければ、おおよその日")
    };
    let tax = match expense.tax {
        TaxBasis::Inclusive => amount.to_owned(),
        TaxBasis::Exclusive => format!("{amount}。補助額は税抜で計算します"),
        TaxBasis::ByApplicant => format!("{amount}。課税事業者は税抜で計算します"),
    };
    let period =
        format!("{}から{}までに{day}", format_date(expense.paid_from), format_date(expense.paid_until));
    let optional = !rules.further_expenses.is_empty();
    view! {
        <MoneyField form=form.clone() name=paid.name() label=question_label(paid, rules) hint=tax optional/>
        <DateField form=form.clone() name=paid_on.name() label=question_label(paid_on, rules) hint=period optional/>
    }
    .into_any()
}

/// Other subsidies for the same cost, where the rules ask for them.
fn others(form: &FormState, rules: &Rules) -> Option<AnyView> {
    match &rules.stacking {
        Stacking::Forbidden => None,
        Stacking::CoFunder { rate, .. } => {
            let field = Field::OtherAmount(0);
            let hint = format!("交付決定通知書にある額。経費の{rate}です");
            Some(view! { <MoneyField form=form.clone() name=field.name() label=question_label(field, rules) hint/> }.into_any())
        }
        Stacking::Allowed => {
            let options = vec![
                Choice::new("no", "いいえ、受けていません"),
                Choice::new("yes", "はい、受けています（予定を含む）"),
            ];
            let rows = (0..OTHERS)
                .map(|row| {
                    let (name, amount) = (Field::OtherName(row), Field::OtherAmount(row));
                    let number = row + 1;
                    view! {
                        <TextField form=form.clone() name=name.name() label=format!("ほかの補助金{number}の名称") hint="例：○○県 介護テクノロジー導入支援事業" optional=true/>
                        <MoneyField form=form.clone() name=amount.name() label=format!("ほかの補助金{number}の額") optional=true/>
                    }
                })
                .collect_view();
            Some(
                view! {
                    <Choices form=form.clone() name=Field::Others.name() legend="同じ経費について、ほかの補助金を受けていますか" hint="合わせて、経費の額まで補助します" options/>
                    <p>"「はい」のときは、名称と額を書いてください。"</p>
                    {rows}
                }
                .into_any(),
            )
        }
    }
}

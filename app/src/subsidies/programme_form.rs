//! S17, thin: the rules of a programme as a form, all on one page.

use crate::{
    messages::subsidies::{exhaustion, exhaustion_name, programme_label},
    paths,
};
use domain::{
    ids::ProgrammeId,
    service_type::{Group, ServiceType},
    subsidies::{CONDITIONS, DOCUMENTS, Exhaustion, ProgrammeField as Field, Rounding, TaxBasis},
};
use elements::{
    Breadcrumb, Button, Buttons, Check, Checks, Choice, Choices, Crumb, DateField, Details, ErrorSummary,
    FormState, HiddenField, InputMode, MoneyField, PageHeader, PostForm, Section, TextArea, TextField, Width,
};
use leptos::prelude::*;

/// The form, for a new programme or one that is edited.
#[component]
pub fn ProgrammeFormPage(
    /// The municipality's word in addresses.
    #[prop(into)]
    slug: String,
    /// The programme that is edited, with the edit the form was made from; none for a new one.
    editing: Option<(ProgrammeId, i32)>,
    /// What is typed.
    form: FormState,
) -> impl IntoView {
    let (title, action, back, button) = match editing {
        None => {
            ("補助事業を作る", paths::new_programme(&slug), paths::programmes(&slug), "下書きとして保存する")
        }
        Some((id, _)) => (
            "補助事業を直す",
            paths::edit_programme(&slug, id),
            paths::programme(&slug, id),
            "保存する（まだ公開しません）",
        ),
    };
    let version =
        editing.map(|(_, version)| view! { <HiddenField name="version" value=version.to_string()/> });
    view! {
        <Breadcrumb crumbs=vec![Crumb::new("補助事業", paths::programmes(&slug))] here=title/>
        <ErrorSummary form=form.clone()/>
        <PageHeader title lead="ひな形「ライセンス料全額型」をもとにしています。要綱に合わせて直してください。日付は和暦でも西暦でもかまいません。"/>
        <PostForm action>
            {version}
            <Basics form=form.clone()/>
            <Money form=form.clone()/>
            <Eligible form=form.clone()/>
            <Declared form=form.clone()/>
            <Papers form=form.clone()/>
            <Handling form/>
            <Buttons>
                <Button>{button}</Button>
                <a href=back>"保存せずに戻る"</a>
            </Buttons>
        </PostForm>
    }
}

/// A box for one line, labelled as errors call it.
fn line(form: &FormState, field: Field, hint: &str, optional: bool) -> AnyView {
    let hint = (!hint.is_empty()).then(|| hint.to_owned());
    view! { <TextField form=form name=field.name() label=programme_label(field) hint optional/> }.into_any()
}

/// A box for a short value.
fn short(form: &FormState, field: Field, hint: &str, inputmode: InputMode) -> AnyView {
    let hint = (!hint.is_empty()).then(|| hint.to_owned());
    view! { <TextField form=form name=field.name() label=programme_label(field) hint width=Width::Medium inputmode/> }.into_any()
}

fn date(form: &FormState, field: Field) -> AnyView {
    view! { <DateField form=form name=field.name() label=programme_label(field)/> }.into_any()
}

#[component]
fn Basics(form: FormState) -> impl IntoView {
    let closing = vec![
        Choice::new("inclusive", "終了時刻ちょうどまで受け付ける（17時まで）"),
        Choice::new("exclusive", "終了時刻の前まで受け付ける（17時より前）"),
    ];
    view! {
        <Section title="名称と受付期間">
            {line(&form, Field::Title, "公開ページの見出しになります", false)}
            {short(&form, Field::FiscalYear, "例：令和6年度", InputMode::Text)}
            {line(&form, Field::BasisName, "", false)}
            {line(&form, Field::BasisNumber, "例：令和6年告示第10号", true)}
            {line(&form, Field::BasisArticles, "通知書に書く条項。例：第6条", false)}
            {date(&form, Field::OpensOn)}
            {short(&form, Field::OpensAt, "例：9:00", InputMode::Text)}
            {date(&form, Field::ClosesOn)}
            {short(&form, Field::ClosesAt, "例：17:00", InputMode::Text)}
            <Choices form=form.clone() name=Field::Closing.name() legend=programme_label(Field::Closing) options=closing/>
        </Section>
    }
}

#[component]
fn Money(form: FormState) -> impl IntoView {
    let tax = TaxBasis::ALL
        .into_iter()
        .map(|tax| match tax {
            TaxBasis::Inclusive => Choice::new(tax.code(), "税込の額で計算する"),
            TaxBasis::Exclusive => Choice::new(tax.code(), "税抜の額で計算する（支払額の10/11）"),
        })
        .collect();
    let rounding = Rounding::ALL
        .into_iter()
        .map(|rounding| match rounding {
            Rounding::OneYen => Choice::new(rounding.code(), "1円未満を切り捨て"),
            Rounding::HundredYen => Choice::new(rounding.code(), "100円未満を切り捨て"),
            Rounding::ThousandYen => Choice::new(rounding.code(), "千円未満を切り捨て"),
        })
        .collect();
    let exhaustions = Exhaustion::ALL
        .into_iter()
        .map(|policy| Choice::new(policy.code(), exhaustion_name(policy)).hint(exhaustion(policy)))
        .collect();
    view! {
        <Section title="補助の額と予算">
            {line(&form, Field::ExpenseName, "", false)}
            {short(&form, Field::Rate, "例：全額、3/4、75%", InputMode::Text)}
            <Choices form=form.clone() name=Field::Tax.name() legend=programme_label(Field::Tax) options=tax/>
            <Choices form=form.clone() name=Field::Rounding.name() legend=programme_label(Field::Rounding) options=rounding/>
            <MoneyField form=form.clone() name=Field::Cap.name() label=programme_label(Field::Cap) hint="1件あたり"/>
            <MoneyField form=form.clone() name=Field::Floor.name() label=programme_label(Field::Floor) hint="これより少ないと0円になります。なければ0" optional=true/>
            {date(&form, Field::PaidFrom)}
            {date(&form, Field::PaidUntil)}
            <MoneyField form=form.clone() name=Field::Budget.name() label=programme_label(Field::Budget)/>
            <Choices form=form.clone() name=Field::Exhaustion.name() legend=programme_label(Field::Exhaustion) options=exhaustions/>
        </Section>
    }
}

#[component]
fn Eligible(form: FormState) -> impl IntoView {
    let services = Group::ALL
        .into_iter()
        .flat_map(|group| ServiceType::all().filter(move |service| service.group() == group))
        .map(|service| Choice::new(service.code(), format!("{}　{}", service.code(), service.name())))
        .collect();
    let form = form.clone();
    let chosen = form.values(Field::Services.name()).count();
    let open = form.error(Field::Services.name()).is_some();
    view! {
        <Section title="対象となるサービス">
            <Details summary=format!("サービスを選ぶ（いま{chosen}種類を選択）") open>
                <div class="columns">
                    <Checks form=form.clone() name=Field::Services.name() legend=programme_label(Field::Services) options=services/>
                </div>
            </Details>
        </Section>
    }
}

#[component]
fn Declared(form: FormState) -> impl IntoView {
    let rows = (0..CONDITIONS)
        .map(|row| {
            let key = format!("condition_{}_key", row + 1);
            let kept = form.value(&key).to_owned();
            view! {
                {line(&form, Field::Condition(row), "", true)}
                <HiddenField name=key value=kept/>
            }
        })
        .collect_view();
    view! {
        <Section title="誓約事項">
            <p>"申請者がチェックを付けて誓約する文です。使わない欄は空けておきます。"</p>
            {rows}
        </Section>
    }
}

#[component]
fn Papers(form: FormState) -> impl IntoView {
    let rows = (0..DOCUMENTS)
        .map(|row| {
            let key = format!("document_{}_key", row + 1);
            let optional = format!("document_{}_optional", row + 1);
            let kept = form.value(&key).to_owned();
            let (name, shows, alternatives) =
                (Field::DocumentName(row), Field::DocumentShows(row), Field::DocumentAlternatives(row));
            let open = !form.value(name.name()).is_empty() || form.error(name.name()).is_some() || row == 0;
            let summary = match form.value(name.name()) {
                "" => format!("書類{}（空き）", row + 1),
                named => format!("書類{}：{named}", row + 1),
            };
            let form = form.clone();
            view! {
                <Details summary open>
                    {line(&form, name, "", true)}
                    {line(&form, shows, "例：支払った金額と日付が読み取れること", true)}
                    <TextArea form=form.clone() name=alternatives.name() label=programme_label(alternatives) hint="1行に1つ" optional=true rows=3/>
                    <Check form=form.clone() name=optional label="なくても申請できる（任意の書類）"/>
                    <HiddenField name=key value=kept/>
                </Details>
            }
        })
        .collect_view();
    view! { <Section title="添付書類">{rows}</Section> }
}

#[component]
fn Handling(form: FormState) -> impl IntoView {
    let desk = form.clone();
    let procedure = vec![
        Choice::new("one_step", "支払った後に申請する").hint("交付決定で額が決まります"),
        Choice::new("two_step", "支払う前に申請する").hint("実績報告の後に額が決まります"),
    ];
    view! {
        <Section title="手続と通知">
            <Choices form=form.clone() name=Field::Procedure.name() legend=programme_label(Field::Procedure) options=procedure/>
            <TextField form=form.clone() name=Field::StandardDays.name() label=programme_label(Field::StandardDays) width=Width::Short inputmode=InputMode::Numeric suffix="開庁日"/>
            {short(&form, Field::Symbol, "文書番号の前に付く記号。例：みどり介", InputMode::Text)}
            {line(&form, Field::Sender, "通知書の発信者。例：みどり野市長　山田　太郎", false)}
            <TextArea form=form.clone() name=Field::Terms.name() label=programme_label(Field::Terms) hint="1行に1つ" optional=true/>
            <TextArea form=form.clone() name=Field::Appeal.name() label=programme_label(Field::Appeal) optional=true/>
        </Section>
        <Section title="問い合わせ先">
            {line(&desk, Field::Section, "例：介護保険課 給付係", false)}
            {short(&desk, Field::Phone, "", InputMode::Tel)}
            {line(&desk, Field::Hours, "例：平日 8時30分から17時15分まで", false)}
        </Section>
    }
}

//! S17: the rules of a programme as a form: five answers first, the rest folded with what it says now, and examples.

use super::{
    programme_costs::{Costs, cap},
    programme_groups as groups,
};
use crate::{
    messages::subsidies::{
        Told, claim_words, grant_in_words, programme_label, template_name, template_source, told,
    },
    paths,
};
use domain::{
    ids::ProgrammeId,
    money::Yen,
    subsidies::{Example, ProgrammeField as Field, Rules, Template, examples},
};
use elements::{
    Breadcrumb, Button, ButtonKind, Buttons, Crumb, DateField, ErrorSummary, FormState, HiddenField,
    InputMode, MoneyField, Notice, NoticeKind, PageHeader, PostForm, Section, TextField, Width,
};
use islands::LivePart;
use leptos::prelude::*;

/// What a form is made from.
#[derive(Debug, Clone)]
pub enum Origin {
    /// A template.
    Template(Template),
    /// Another city's starter kit.
    Kit {
        /// Whose.
        from: String,
        /// What of the file is not taken, in words.
        left_out: Vec<String>,
    },
    /// A programme that is edited, and the edit the form was made from.
    Edit(ProgrammeId, i32),
}

/// What the page shows.
#[derive(Debug, Clone)]
pub struct ProgrammeFormView {
    /// The municipality's word in addresses.
    pub slug: String,
    /// What it was made from.
    pub origin: Origin,
    /// What is typed.
    pub form: FormState,
    /// The rules it says, where it reads.
    pub rules: Option<Rules>,
    /// What a licence usually costs, for the examples.
    pub fee: Yen,
}

/// The form, for a new programme or one that is edited.
#[component]
pub fn ProgrammeFormPage(
    /// What it shows.
    view: ProgrammeFormView,
) -> impl IntoView {
    let ProgrammeFormView { slug, origin, form, rules, fee } = view;
    let (title, action, back, button) = match &origin {
        Origin::Template(_) | Origin::Kit { .. } => {
            ("補助事業を作る", paths::new_programme(&slug), paths::programmes(&slug), "下書きとして保存する")
        }
        Origin::Edit(id, _) => (
            "補助事業を直す",
            paths::edit_programme(&slug, *id),
            paths::programme(&slug, *id),
            "保存する（まだ公開しません）",
        ),
    };
    let lead = match &origin {
        Origin::Template(template) => format!(
            "ひな形「{}」をもとにしています。5つのことを決めると下書きにできます。ほかは要綱に合わせて直してください。",
            template_name(*template)
        ),
        Origin::Kit { from, .. } => format!(
            "{from}の導入支援パッケージをもとにしています。名称・日付・金額をこの自治体のものに直してください。"
        ),
        Origin::Edit(..) => {
            "直したい項目を開いて直してください。日付は和暦でも西暦でもかまいません。".to_owned()
        }
    };
    let all = rules.as_ref().map(told).unwrap_or_default();
    let folded = folded(&form, |labels| said(&all, labels));
    view! {
        <Breadcrumb crumbs=vec![Crumb::new("補助事業", paths::programmes(&slug))] here=title/>
        <ErrorSummary form=form.clone()/>
        <PageHeader title lead/>
        <About origin=origin.clone()/>
        <PostForm action>
            <Kept origin form=form.clone()/>
            <First form=form.clone()/>
            <Section title="ほかの決まり">
                <p>"いまの内容を見出しに書いています。開くと直せます。"</p>
                {folded}
            </Section>
            <Examples rules fee/>
            <LivePart part="examples" button="try"/>
            <Buttons>
                <Button>{button}</Button>
                <Button kind=ButtonKind::Secondary name="try" value="1">"保存せずに試算する"</Button>
                <Button kind=ButtonKind::Quiet name="try" value="cost">"対象経費の欄を増やす"</Button>
                <a href=back>"保存せずに戻る"</a>
            </Buttons>
        </PostForm>
    }
}

/// The folded parts, each with what it says now.
fn folded(form: &FormState, says: impl Fn(&[&str]) -> String) -> AnyView {
    let form = form.clone();
    // Said before they are shown, so that the view owns its words.
    let said = [
        &["根拠"][..],
        &["受付期間"],
        &["補助率と上限", "合計の上限額"],
        &["ほかの補助金との併用", "年度を決める日"],
        &["単位と回数"],
        &["所在地の要件", "対象外の事業所"],
        &["説明会への参加"],
        &["アンケートへの回答"],
        &["予算額に達したとき", "手続", "標準処理期間"],
        &["様式"],
        &["担当窓口"],
    ]
    .map(says);
    let [basis, windows, costs, together, times, place, session, survey, handling, forms, desk] = said;
    view! {
        <groups::Name form=form.clone() said=basis/>
        <groups::Windows form=form.clone() said=windows/>
        <Costs form=form.clone() said=costs/>
        <groups::Together form=form.clone() said=together/>
        <groups::Times form=form.clone() said=times/>
        <groups::Place form=form.clone() said=place/>
        <groups::Services form=form.clone()/>
        <groups::Conditions form=form.clone()/>
        <groups::Papers form=form.clone()/>
        <groups::Session form=form.clone() said=session/>
        <groups::SurveyAnswered form=form.clone() said=survey/>
        <groups::Handling form=form.clone() said=handling/>
        <groups::Forms form=form.clone() said=forms/>
        <groups::Desk form said=desk/>
    }
    .into_any()
}

/// What the rules say about some things, in one line; nothing while the form does not read.
fn said(all: &[Told], labels: &[&str]) -> String {
    // What is a whole sentence ends with its own full stop.
    let lines = |told: &Told| {
        let lines: Vec<_> = told.lines.iter().map(|line| line.trim_end_matches('。')).collect();
        lines.join("、")
    };
    let of = |label: &&str| all.iter().find(|told| told.label == **label).map(lines);
    labels.iter().filter_map(of).collect::<Vec<_>>().join("。")
}

/// What goes with the form unseen.
#[component]
fn Kept(origin: Origin, form: FormState) -> impl IntoView {
    match origin {
        Origin::Template(template) => {
            let year = form.value("template_year").to_owned();
            view! {
                <HiddenField name="template" value=template.code()/>
                <HiddenField name="template_year" value=year/>
            }
            .into_any()
        }
        Origin::Kit { from, .. } => view! { <HiddenField name="kit" value=from/> }.into_any(),
        Origin::Edit(_, version) => {
            view! { <HiddenField name="version" value=version.to_string()/> }.into_any()
        }
    }
}

/// Where a form comes from, and what of it nobody has said yet.
#[component]
fn About(origin: Origin) -> impl IntoView {
    match origin {
        Origin::Edit(..) => None,
        Origin::Template(template) => {
            let ours = template.ours().into_iter().map(programme_label).collect::<Vec<_>>().join("、");
            Some(
                view! {
                    <Notice title=template_source(template)>
                        <p>{format!("公開情報にない次の項目は、このひな形の例です。要綱に合わせて確かめてください：{ours}")}</p>
                    </Notice>
                }
                .into_any(),
            )
        }
        Origin::Kit { from, left_out } => {
            let left = (!left_out.is_empty()).then(|| {
                let items = left_out.into_iter().map(|what| view! { <li>{what}</li> }).collect_view();
                view! { <p>"次のものは、まだ取り込めないため入れていません。"</p><ul>{items}</ul> }
            });
            Some(
                view! {
                    <Notice kind=NoticeKind::Warning title="取り込む内容を確かめてください">
                        <p>{format!("取り込むもの：単位と回数、対象経費と計算、対象サービス、書類、誓約、手続、通知の文。文の中の「{from}」は、この自治体の名前に置き換えています。")}</p>
                        <p>"取り込まないもの：告示番号、予算額、対象地域、文書記号、発信者、担当窓口。予算額には1件分の額を入れてあります。"</p>
                        <p>"日付は、この年度に合わせてずらしています。"</p>
                        {left}
                    </Notice>
                }
                .into_any(),
            )
        }
    }
}

/// A box for one line, labelled as errors call it.
pub(super) fn line(form: &FormState, field: Field, hint: &str, optional: bool) -> AnyView {
    let hint = (!hint.is_empty()).then(|| hint.to_owned());
    view! { <TextField form=form name=field.name() label=programme_label(field) hint optional/> }.into_any()
}

/// A box for a short value.
pub(super) fn short(
    form: &FormState,
    field: Field,
    hint: &str,
    inputmode: InputMode,
    optional: bool,
) -> AnyView {
    let hint = (!hint.is_empty()).then(|| hint.to_owned());
    view! { <TextField form=form name=field.name() label=programme_label(field) hint optional width=Width::Medium inputmode/> }.into_any()
}

pub(super) fn date(form: &FormState, field: Field, optional: bool) -> AnyView {
    view! { <DateField form=form name=field.name() label=programme_label(field) optional year_needed=true/> }
        .into_any()
}

/// The five answers after which a template is a programme.
#[component]
fn First(form: FormState) -> impl IntoView {
    view! {
        <Section title="はじめに決める5つのこと">
            {line(&form, Field::Title, "公開ページの見出しになります", false)}
            {short(&form, Field::FiscalYear, "例：令和6年度。ほかの日付も、この年度に合わせて動きます", InputMode::Text, false)}
            {cap(&form, 0, "1件あたりの補助額の上限")}
            <MoneyField form=form.clone() name=Field::Budget.name() label=programme_label(Field::Budget)/>
            {date(&form, Field::OpensOn(0), false)}
            {short(&form, Field::OpensAt(0), "例：9:00", InputMode::Text, false)}
            {date(&form, Field::ClosesOn(0), false)}
            {short(&form, Field::ClosesAt(0), "例：17:00", InputMode::Text, false)}
        </Section>
    }
}

/// この設定で試算: what imagined offices get under what is typed.
#[component]
pub fn Examples(
    /// The rules; none while the form does not read.
    rules: Option<Rules>,
    /// What a licence usually costs.
    fee: Yen,
) -> impl IntoView {
    let lines = match rules {
        None => view! { <p>"入力を直すと、ここに試算が出ます。"</p> }.into_any(),
        Some(rules) => {
            let lines = ('A'..)
                .zip(examples(&rules, fee))
                .map(|(name, Example { claim, grant })| {
                    let who = format!("事業所{name}：{}", claim_words(&claim, &rules));
                    view! {
                        <li>
                            {who}" → "<strong>{format!("補助額 {}", grant.yen)}</strong>
                            <br/><span class="muted">{grant_in_words(&grant)}</span>
                        </li>
                    }
                })
                .collect_view();
            view! { <ul>{lines}</ul> }.into_any()
        }
    };
    view! { <Section title="この設定で試算" id="examples">{lines}</Section> }
}

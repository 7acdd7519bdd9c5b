//! One question of a survey as a form.

use crate::{
    messages::surveys::{attribute, kind_by_code, meaning_by_code, question_field as label, state},
    paths,
};
use domain::{
    adoption::AdoptionState,
    ids::SurveyId,
    surveys::{
        Attribute, Kind, Meaning, NEW_CHOICE, Question, QuestionField as Field, QuestionId, Questionnaire,
        choice_field, state_field,
    },
};
use elements::{
    Breadcrumb, Button, ButtonKind, ButtonLink, Buttons, Check, Checks, Choice, Choices, Crumb, Details,
    ErrorSummary, FormState, HiddenField, InputMode, PageHeader, PostForm, Section, SelectField, TextArea,
    TextField, Width,
};
use leptos::prelude::*;

/// New choices that can be typed at once.
const NEW: usize = 4;
/// New choices of a question that has none yet.
const FIRST: usize = 8;

/// What the page shows.
#[derive(Debug, Clone)]
pub struct QuestionView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// The survey.
    pub id: SurveyId,
    /// The version that is changed.
    pub version: i32,
    /// The questionnaire in which it stands, or will stand.
    pub questionnaire: Questionnaire,
    /// The question as it was.
    pub question: Question,
    /// Whether it is new.
    pub new: bool,
    /// What was typed.
    pub form: FormState,
}

/// The page.
#[component]
pub fn QuestionPage(
    /// What it shows.
    view: QuestionView,
) -> impl IntoView {
    let QuestionView { slug, id, version, questionnaire, question, new, form } = view;
    let code = question.kind.code();
    let (title, action) = if new {
        ("設問を追加する".to_owned(), paths::new_survey_question(&slug, id, code))
    } else {
        let place = questionnaire.place(question.id).unwrap_or_default();
        (format!("問{place}を直す"), paths::survey_question(&slug, id, question.id))
    };
    let crumbs = vec![
        Crumb::new("アンケート", paths::surveys(&slug)),
        Crumb::new(questionnaire.title.clone(), paths::survey(&slug, id)),
        Crumb::new("設問", paths::edit_survey(&slug, id)),
    ];
    let caption = format!("{}　{}", question.id, kind_by_code(code));
    let kind = kind_fields(&question, &form);
    let meaning = meaning_fields(&question, &form);
    let condition = condition_field(&questionnaire, &question, new, &form);
    view! {
        <Breadcrumb crumbs here=title.clone()/>
        <ErrorSummary form=&form/>
        <PageHeader title caption/>
        <PostForm action>
            <HiddenField name="version" value=version.to_string()/>
            <TextField form=&form name=Field::Text.name() label=label(Field::Text) hint="300文字まで" width=Width::Long autocomplete="off"/>
            <TextArea form=&form name=Field::Help.name() label=label(Field::Help) hint="質問文の下に表示します" optional=true rows=2/>
            <Check form=&form name=Field::Required.name() label=label(Field::Required)/>
            {kind}
            {meaning}
            {condition}
            <Buttons>
                <Button>"保存する"</Button>
                <ButtonLink href=paths::edit_survey(&slug, id) kind=ButtonKind::Quiet>"保存せずに戻る"</ButtonLink>
            </Buttons>
        </PostForm>
    }
}

/// The fields that depend on how it is answered.
pub(crate) fn kind_fields(question: &Question, form: &FormState) -> AnyView {
    let form = form.clone();
    let number = |field: Field, hint: &'static str, optional: bool| {
        view! { <TextField form=&form name=field.name() label=label(field) hint optional inputmode=InputMode::Numeric width=Width::Short autocomplete="off"/> }
    };
    let word = |field: Field, hint: &'static str| {
        view! { <TextField form=&form name=field.name() label=label(field) hint optional=true width=Width::Medium autocomplete="off"/> }
    };
    match &question.kind {
        Kind::Single { .. } | Kind::Multiple { .. } => {
            let many = vec![Choice::new("one", "1つだけ選ぶ"), Choice::new("many", "いくつでも選べる")];
            view! {
                {choice_fields(question, &form)}
                <Check form=&form name=Field::Other.name() label=label(Field::Other)/>
                <Choices form=&form name=Field::Many.name() legend=label(Field::Many) options=many/>
                {number(Field::AtMost, "いくつでも選べるときだけ。決めないときは空のままにします", true)}
            }
            .into_any()
        }
        Kind::Scale { .. } => view! {
            {number(Field::From, "例：1", false)}
            {word(Field::Low, "例：まったく思わない")}
            {number(Field::To, "例：5", false)}
            {word(Field::High, "例：とても思う")}
        }
        .into_any(),
        Kind::Number { .. } => view! {
            {word(Field::Unit, "例：人、事業所")}
            {number(Field::Min, "これより小さい数は受け付けません", true)}
            {number(Field::Max, "これより大きい数は受け付けません", true)}
        }
        .into_any(),
        Kind::FreeText { .. } => {
            number(Field::Lines, "画面と用紙の記入欄の大きさ（1から20）", false).into_any()
        }
        Kind::OfficeAttribute(_) => {
            let options = Attribute::ALL
                .map(|one| Choice::new(one.code(), attribute(one)))
                .into_iter()
                .collect::<Vec<_>>();
            view! {
                <Choices form=&form name=Field::Attribute.name() legend=label(Field::Attribute) hint="案内した事業所には、台帳の内容を表示します。無記名のアンケートでは、サービス種類だけを聞けます" options/>
            }
            .into_any()
        }
    }
}

/// The choices with their letters, and lines for new ones. An emptied one goes; a letter is never given again.
fn choice_fields(question: &Question, form: &FormState) -> AnyView {
    let known = question
        .choices()
        .iter()
        .map(|choice| {
            let label = format!("選択肢 {}", choice.id);
            view! { <TextField form=form name=choice_field(choice.id) label optional=true width=Width::Long autocomplete="off"/> }
        })
        .collect_view();
    let typed: Vec<String> = form.values(NEW_CHOICE).map(str::to_owned).collect();
    let lines = if question.choices().is_empty() { FIRST } else { NEW }.max(typed.len());
    let error = form.error(NEW_CHOICE).map(str::to_owned);
    let new = (0..lines)
        .map(|line| {
            let value = typed.get(line).cloned().unwrap_or_default();
            let id = if line == 0 { NEW_CHOICE.to_owned() } else { format!("{NEW_CHOICE}-{}", line + 1) };
            let label = format!("新しい選択肢 {}", line + 1);
            view! {
                <div class="field">
                    <label class="field__label" for=id.clone()>{label}</label>
                    <input class="input input--long" type="text" id=id name=NEW_CHOICE value=value autocomplete="off"/>
                </div>
            }
        })
        .collect_view();
    let error =
        error.map(|words| view! { <p class="field__error" id=format!("{NEW_CHOICE}-error")>{words}</p> });
    view! {
        <Section title="選択肢">
            <p class="muted">"空にした選択肢はなくなります。並びは記号の順です。一度使った記号は、ほかの選択肢には使いません。"</p>
            {error}
            {known}
            {new}
        </Section>
    }
    .into_any()
}

/// What the answer says, and for which state each choice stands.
fn meaning_fields(question: &Question, form: &FormState) -> Option<AnyView> {
    let codes: &[&str] = match question.kind {
        Kind::Single { .. } => &["adoption", "reasons", "software"],
        Kind::Multiple { .. } => &["reasons", "software"],
        Kind::FreeText { .. } => &["software", "partners"],
        Kind::Scale { .. } | Kind::Number { .. } | Kind::OfficeAttribute(_) => return None,
    };
    let options = std::iter::once(&"")
        .chain(codes)
        .map(|code| Choice::new(*code, meaning_by_code(code)))
        .collect::<Vec<_>>();
    let adoption = form.value(Field::Meaning.name()) == "adoption"
        || matches!(question.meaning, Some(Meaning::Adoption(_)));
    let states = (adoption && matches!(question.kind, Kind::Single { .. })).then(|| {
        let fields = question
            .choices()
            .iter()
            .map(|choice| {
                let options = AdoptionState::ALL
                    .into_iter()
                    .filter(|one| *one != AdoptionState::Unknown)
                    .map(|one| Choice::new(one.name(), state(one)))
                    .collect();
                let label = format!("{}　{}", choice.id, choice.text);
                view! { <SelectField form=form name=state_field(choice.id) label options blank=Some("何も表さない".to_owned()) optional=true width=Width::Medium/> }
            })
            .collect_view();
        view! { <Section title="選択肢が表す導入状況">{fields}</Section> }
    });
    Some(
        view! {
            <Choices form=form name=Field::Meaning.name() legend=label(Field::Meaning) hint="記名のアンケートで送信された回答を、事業所の情報に反映します。「導入状況」は、選択肢を保存した後に、選択肢ごとの状態を選びます" options/>
            {states}
        }
        .into_any(),
    )
}

/// By which choices of an earlier question it is shown.
pub(crate) fn condition_field(
    questionnaire: &Questionnaire,
    question: &Question,
    new: bool,
    form: &FormState,
) -> Option<AnyView> {
    let before = |id: QuestionId| {
        new || matches!((questionnaire.place(id), questionnaire.place(question.id)), (Some(a), Some(b)) if a < b)
    };
    let options: Vec<Choice> = questionnaire
        .questions
        .iter()
        .filter(|earlier| before(earlier.id))
        .flat_map(|earlier| {
            let place = questionnaire.place(earlier.id).unwrap_or_default();
            earlier.choices().iter().map(move |choice| {
                Choice::new(
                    format!("{}:{}", earlier.id, choice.id),
                    format!("問{place}で「{}」を選んだ", choice.text),
                )
            })
        })
        .collect();
    if options.is_empty() {
        return None;
    }
    let name = Field::ShowIf.name();
    let open = !form.value(name).is_empty() || form.error(name).is_some();
    let form = form.clone();
    Some(
        view! {
            <Details summary="表示の条件（すべての人に聞くときは、何も選びません）" open>
                <Checks form name legend=label(Field::ShowIf) hint="1つの設問から選びます。いくつか選ぶと、どれかを選んだ人に表示します" optional=true options/>
            </Details>
        }
        .into_any(),
    )
}

//! Fast entry of answers on paper: the code, one line a question by number keys, and on to the next paper.

use super::results::crumbs;
use crate::{
    messages::{
        survey_results::key_hint,
        surveys::{answer_channel, condition},
    },
    paths,
};
use domain::{
    ids::{OfficeId, SurveyId, SurveyInvitationId},
    surveys::{AnswerChannel, Kind, NOTHING_KEY, OTHER_KEY, Question, QuestionId, Questionnaire},
};
use elements::{
    Breadcrumb, Button, Buttons, Check, Choice, Choices, Details, EmptyState, ErrorSummary, FormState,
    HiddenField, Icon, Notice, NoticeKind, PageHeader, PostForm, SearchForm, Section, Shape, SummaryList,
    SummaryRow, TextArea,
};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// Ways in which a paper comes.
pub const WAYS: [AnswerChannel; 3] = [AnswerChannel::Fax, AnswerChannel::Paper, AnswerChannel::Phone];

/// Whose paper it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// That of somebody who was asked.
    Invitation(SurveyInvitationId),
    /// That of an office that was not asked.
    Office(OfficeId),
    /// Nobody's: a blank paper.
    Nobody,
}

impl Whose {
    /// Its name and value in addresses and forms.
    pub fn pair(self) -> (&'static str, String) {
        match self {
            Self::Invitation(id) => ("invitation", id.to_string()),
            Self::Office(id) => ("office", id.to_string()),
            Self::Nobody => ("blank", "yes".to_owned()),
        }
    }
}

/// Somebody whose paper it may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperOf {
    /// Whose.
    pub whose: Whose,
    /// The name, and the number where there is one.
    pub name: String,
    /// Whether an answer is there already.
    pub answered: bool,
}

/// An answer that is there already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Before {
    /// When and how it came, as a sentence.
    pub told: String,
    /// What it says, by question; nothing of an anonymous one.
    pub answers: Vec<(String, String)>,
    /// Whether it can be replaced.
    pub may_replace: bool,
}

/// A paper that is typed in.
#[derive(Debug, Clone)]
pub struct EntryForm {
    /// Whose.
    pub whose: Whose,
    /// The name; empty for a blank paper.
    pub name: String,
    /// What is asked.
    pub questionnaire: Questionnaire,
    /// What the register knows, for the questions that ask it.
    pub known: BTreeMap<QuestionId, String>,
    /// The answer that is there already.
    pub before: Option<Before>,
    /// What was typed.
    pub form: FormState,
}

/// Where the entry stands.
#[derive(Debug, Clone)]
pub enum EntryStep {
    /// The paper is looked for.
    Search {
        /// What was typed.
        sought: String,
        /// Whose it may be.
        found: Vec<PaperOf>,
        /// Whether what was typed looks like a code that nobody has.
        mistyped: bool,
    },
    /// It is typed in.
    Form(Box<EntryForm>),
}

/// What the page shows.
#[derive(Debug, Clone)]
pub struct SurveyEntryView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// The survey.
    pub id: SurveyId,
    /// Its title.
    pub title: String,
    /// How papers come, as it was chosen last.
    pub channel: AnswerChannel,
    /// The version whose papers are typed in.
    pub version: i32,
    /// Every version that was published.
    pub versions: Vec<i32>,
    /// Whether a paper may be nobody's.
    pub takes_blank: bool,
    /// Papers that were typed in so far.
    pub entered: u32,
    /// What was just done, and where it is corrected.
    pub done: Option<(String, Option<String>)>,
    /// Where it stands.
    pub step: EntryStep,
}

/// The page.
#[component]
pub fn SurveyEntryPage(
    /// What it shows.
    entry: SurveyEntryView,
) -> impl IntoView {
    let SurveyEntryView { slug, id, title, channel, version, versions, takes_blank, entered, done, step } =
        entry;
    let done = done.map(|(done, correct)| {
        let correct = correct.map(|href| view! { <p><a href=href>"今の入力を直す"</a></p> });
        view! { <Notice kind=NoticeKind::Success live=true title=done>{correct}</Notice> }
    });
    let summary = match &step {
        EntryStep::Form(form) => Some(view! { <ErrorSummary form=&form.form/> }),
        EntryStep::Search { .. } => None,
    };
    let action = paths::survey_entry(&slug, id);
    let whose = match &step {
        EntryStep::Form(form) => Some(form.whose),
        EntryStep::Search { .. } => None,
    };
    let chooser = (versions.len() > 1).then(|| choose(&action, channel, (version, &versions), whose));
    let pile = Pile { action, channel, version: (versions.len() > 1).then_some(version) };
    let step = match step {
        EntryStep::Search { sought, found, mistyped } => {
            search(&pile, (sought, found, mistyped), takes_blank).into_any()
        }
        EntryStep::Form(form) => typing(&pile, *form).into_any(),
    };
    let lead = format!("番号のキーだけで入力できます。これまでに{entered}件を入力しました。");
    view! {
        {done}
        {summary}
        <Breadcrumb crumbs=crumbs(&slug, id, &title) here="紙・FAXの回答の入力"/>
        <PageHeader title="紙・FAXの回答の入力" caption=title lead/>
        {chooser}
        {step}
    }
}

/// The papers that are typed in one after the other: how they came, and of which version they are, where there are several.
struct Pile {
    action: String,
    channel: AnswerChannel,
    version: Option<i32>,
}

impl Pile {
    /// The page of one of them, or of the next that is looked for.
    fn at(&self, whose: Option<(&str, &str)>) -> String {
        let Self { action, channel, version } = self;
        let whose = whose.map(|(field, value)| format!("{field}={value}&")).unwrap_or_default();
        let version = version.map(|number| format!("&version={number}")).unwrap_or_default();
        format!("{action}?{whose}channel={}{version}", channel.code())
    }

    /// The version in a form.
    fn hidden(&self) -> Option<impl IntoView + use<>> {
        self.version.map(|number| view! { <HiddenField name="version" value=number.to_string()/> })
    }
}

/// Of which version the papers are: their questions and numbers differ.
fn choose(
    action: &str,
    channel: AnswerChannel,
    (version, versions): (i32, &[i32]),
    whose: Option<Whose>,
) -> impl IntoView + use<> {
    let whose = whose.map(Whose::pair);
    let each = versions
        .iter()
        .map(|number| {
            let words = format!("第{number}版");
            if *number == version {
                return view! { <strong>{words}</strong>"　" }.into_any();
            }
            let pile = Pile { action: action.to_owned(), channel, version: Some(*number) };
            let href = pile.at(whose.as_ref().map(|(field, value)| (*field, value.as_str())));
            let href = format!("{href}&chosen=yes");
            view! { <a href=href>{words}</a>"　" }.into_any()
        })
        .collect_view();
    view! { <p>"用紙の下に書かれた版を選んでください。版によって設問が違います。　"{each}</p> }
}

fn search(
    pile: &Pile,
    (sought, found, mistyped): (String, Vec<PaperOf>, bool),
    takes_blank: bool,
) -> impl IntoView + use<> {
    let (way, action, version) = (pile.channel.code(), pile.action.clone(), pile.hidden());
    let blank = takes_blank.then(|| {
        let href = pile.at(Some(("blank", "yes")));
        view! { <p><a href=href>"コードも事業所名もない用紙を入力する"</a></p> }
    });
    let results = (!sought.is_empty()).then(|| match found.as_slice() {
        [] if mistyped => view! {
            <EmptyState title=format!("回答コード「{sought}」は見つかりません")>
                <p>"用紙の下にあるコードを確かめてください。事業所番号か事業所名でも探せます。"</p>
            </EmptyState>
        }
        .into_any(),
        [] => view! {
            <EmptyState title=format!("「{sought}」に当てはまる事業所はありません")>
                <p>"事業所名の一部か、事業所番号を入力してください。"</p>
            </EmptyState>
        }
        .into_any(),
        _ => {
            let lines: Vec<_> = found
                .iter()
                .map(|one| {
                    let (name, value) = one.whose.pair();
                    let href = pile.at(Some((name, value.as_str())));
                    let stands = match one.whose {
                        _ if one.answered => "　回答済み",
                        Whose::Invitation(_) => "　案内済み・まだ回答がありません",
                        Whose::Office(_) | Whose::Nobody => "　案内していません",
                    };
                    view! { <li><a href=href>{one.name.clone()}</a>{stands}</li> }
                })
                .collect();
            view! { <Section title="どの事業所の用紙ですか" id="found"><ul class="stack">{lines}</ul></Section> }
                .into_any()
        }
    });
    view! {
        <SearchForm action label="用紙を探す">
            <HiddenField name="channel" value=way/>
            {version}
            <div class="search__field">
                <label class="search__label" for="q">"回答コード・事業所番号・事業所名"</label>
                <input class="input" type="search" id="q" name="q" value=sought autocomplete="off" autofocus/>
            </div>
            <Button>"開く"</Button>
        </SearchForm>
        {results}
        {blank}
    }
}

fn typing(pile: &Pile, entry: EntryForm) -> impl IntoView + use<> {
    let EntryForm { whose, name, questionnaire, known, before, form } = entry;
    let (field, value) = whose.pair();
    let heading = if name.is_empty() { "事業所名のない用紙".to_owned() } else { name };
    let (next, channel) = (pile.at(None), pile.channel);
    let (action, skip, version) = (pile.action.clone(), next.clone(), pile.hidden());
    let (told, replace) = match before {
        None => (None, None),
        Some(Before { told, answers, may_replace }) => {
            let rows: Vec<_> = answers
                .into_iter()
                .map(|(question, answer)| view! { <SummaryRow label=question>{answer}</SummaryRow> })
                .collect();
            let answers = (!rows.is_empty()).then(|| {
                view! { <Details summary="いまの回答を見る"><SummaryList dense=true>{rows}</SummaryList></Details> }
            });
            let told = view! {
                <Notice kind=NoticeKind::Warning title=told>
                    {answers}
                    <p><a href=skip>"入力せずに次の用紙へ"</a></p>
                </Notice>
            };
            if !may_replace {
                return told.into_any();
            }
            let replace = view! { <Check form=&form name="replace" label="この用紙の回答で置き換える"/> };
            (Some(told), Some(replace))
        }
    };
    let rejected = form.has_errors();
    let first = questionnaire.questions.iter().find(|question| question.is_entered()).map(|one| one.id);
    let lines: Vec<_> = questionnaire
        .questions
        .iter()
        .map(|question| {
            let known = known.get(&question.id).map(String::as_str).unwrap_or_default();
            line(&questionnaire, question, known, &form, Some(question.id) == first && !rejected)
        })
        .collect();
    let ways: Vec<_> = WAYS.into_iter().map(|way| Choice::new(way.code(), answer_channel(way))).collect();
    let way = match form.value("channel") {
        "" => FormState::filled(domain::form::Typed::default().with("channel", channel.code())),
        _ => form.clone(),
    };
    let keys = format!(
        "番号を入力し、Tabキーで次の設問へ進みます。その他は「{OTHER_KEY} その内容」、紙に答えがないときは「{NOTHING_KEY}」です。Enterキーで保存して次の用紙へ進みます。"
    );
    view! {
        <Section title=heading>
            {told}
            <p class="muted">{keys}</p>
            <PostForm action>
                <HiddenField name=field value=value/>
                {version}
                <Choices form=way name="channel" legend="届いた方法" options=ways inline=true/>
                {replace}
                <div class="keys">{lines}</div>
                <Buttons><Button>"保存して次の用紙へ"</Button></Buttons>
            </PostForm>
            <p><a href=next>"保存せずに次の用紙へ"</a></p>
        </Section>
    }
    .into_any()
}

/// A question in a line: what it is, its choices with their numbers, and the box.
fn line(
    questionnaire: &Questionnaire,
    question: &Question,
    known: &str,
    form: &FormState,
    first: bool,
) -> impl IntoView + use<> {
    let place = questionnaire.place(question.id).unwrap_or_default();
    let label = format!("問{place} {}", question.text);
    if !question.is_entered() {
        return view! { <p class="muted">{format!("{label}：{known}（台帳から）")}</p> }.into_any();
    }
    let choices = question.choices().iter().map(|choice| format!("{} {}", choice.id.number(), choice.text));
    let other = question.has_other().then(|| format!("{OTHER_KEY} その他"));
    let choices = choices.chain(other).collect::<Vec<_>>().join("　");
    let asked_of = condition(questionnaire, question).map(|of| format!("（{of}）")).unwrap_or_default();
    let hint = [key_hint(question), asked_of, choices].into_iter().filter(|part| !part.is_empty());
    let hint = hint.collect::<Vec<_>>().join("　");
    let name = question.field();
    let optional = !question.required;
    if matches!(question.kind, Kind::FreeText { lines } if lines > 1) {
        return view! { <TextArea form name=name label hint optional rows=2/> }.into_any();
    }
    let error = form.error(&name).map(str::to_owned);
    let described = match &error {
        Some(_) => format!("{name}-error {name}-hint"),
        None => format!("{name}-hint"),
    };
    let invalid = error.is_some().then_some("true");
    let error = error.map(|error| {
        view! {
            <p class="field__error" id=format!("{name}-error")>
                <Icon shape=Shape::Error/>
                <span><span class="hidden">"エラー："</span>{error}</span>
            </p>
        }
    });
    let class = match question.kind {
        Kind::FreeText { .. } => "input",
        _ => "input input--medium",
    };
    let value = form.value(&name).to_owned();
    let mark = if optional { "※任意" } else { "※必須" };
    view! {
        <div class=if invalid.is_some() { "field field--error" } else { "field" }>
            <label class="field__label" for=name.clone()>{label}<span class="mark">{mark}</span></label>
            <p class="field__hint" id=format!("{name}-hint")>{hint}</p>
            {error}
            <input
                class=class
                type="text"
                id=name.clone()
                name=name
                value=value
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                autofocus=first
                aria-describedby=described
                aria-invalid=invalid
            />
        </div>
    }
    .into_any()
}

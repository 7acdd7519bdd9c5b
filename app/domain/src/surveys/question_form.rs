//! One question as its form in the builder: which fields there are depends on how it is answered.

use super::{
    Attribute, Choice, ChoiceId, Kind, Meaning, Question, QuestionId, Questionnaire, QuestionnaireFault,
    ShowIf, answers::NUMBER, problems::CHOICES,
};
use crate::{
    adoption::AdoptionState,
    form::Typed,
    text::{normalise_code, tidy_name, tidy_prose},
};
use std::collections::{BTreeMap, BTreeSet};

/// A place in the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum QuestionField {
    /// 質問文.
    Text,
    /// 補足.
    Help,
    /// 必須.
    Required,
    /// Whether one or several may be chosen.
    Many,
    /// The choices; each stands in `choice.` with its letter, new ones in `choice.new`.
    Choices,
    /// Whether 「その他」 is offered.
    Other,
    /// The most that may be chosen.
    AtMost,
    /// The lowest step.
    From,
    /// The highest step.
    To,
    /// What the lowest step means.
    Low,
    /// What the highest step means.
    High,
    /// 単位.
    Unit,
    /// The least.
    Min,
    /// The most.
    Max,
    /// Lines of the box.
    Lines,
    /// What the register fills in.
    Attribute,
    /// When it is shown: an earlier question and its choice, as `q1:a`.
    ShowIf,
    /// What the answer says.
    Meaning,
}

impl QuestionField {
    /// Name of the control.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Help => "help",
            Self::Required => "required",
            Self::Many => "many",
            Self::Choices => NEW_CHOICE,
            Self::Other => "other",
            Self::AtMost => "at_most",
            Self::From => "from",
            Self::To => "to",
            Self::Low => "low",
            Self::High => "high",
            Self::Unit => "unit",
            Self::Min => "min",
            Self::Max => "max",
            Self::Lines => "lines",
            Self::Attribute => "attribute",
            Self::ShowIf => "show_if",
            Self::Meaning => "meaning",
        }
    }
}

/// Name of the controls for choices that are new.
pub const NEW_CHOICE: &str = "choice.new";

/// Name of the control of a choice.
pub fn choice_field(id: ChoiceId) -> String {
    format!("choice.{id}")
}

/// Name of the control that says for which state a choice stands.
pub fn state_field(id: ChoiceId) -> String {
    format!("state.{id}")
}

/// What is wrong with a field.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum QuestionProblem {
    /// Not a whole number that is small enough.
    #[error("not a number")]
    NotANumber,
    /// Nothing was chosen.
    #[error("nothing was chosen")]
    NotChosen,
    /// It is shown by choices of more than one question.
    #[error("shown by more than one question")]
    SeveralQuestions,
    /// A choice that shows another question is taken out.
    #[error("the choice {choice} shows the question {question}")]
    ChoiceShows {
        /// The words of the choice.
        choice: String,
        /// The question that it shows.
        question: QuestionId,
    },
    /// Anything that the whole questionnaire would not be published with.
    #[error(transparent)]
    Fault(QuestionnaireFault),
}

/// The kinds that can be added, with what a new one of it begins with.
pub fn new_kind(code: &str) -> Option<Kind> {
    Some(match code {
        "single" => Kind::Single { choices: Vec::new(), other: false },
        "multiple" => Kind::Multiple { choices: Vec::new(), other: false, at_most: None },
        "scale" => Kind::Scale { from: 1, to: 5, low: String::new(), high: String::new() },
        "number" => Kind::Number { unit: String::new(), min: Some(0), max: None },
        "free_text" => Kind::FreeText { lines: 3 },
        "office_attribute" => Kind::OfficeAttribute(Attribute::Name),
        _ => return None,
    })
}

/// The kinds that can be added, in the order of a choice.
pub const KINDS: [&str; 6] = ["single", "multiple", "scale", "number", "free_text", "office_attribute"];

type Problems = Vec<(QuestionField, QuestionProblem)>;

impl Questionnaire {
    /// Reads the form of a question that stands in the questionnaire, or of a new one that comes last. `question` is as
    /// it was, `given` the highest letter that a choice of it ever had in a published version; the result is the
    /// questionnaire with what was typed.
    pub fn with_question(&self, question: &Question, given: u16, typed: &Typed) -> Result<Self, Problems> {
        let mut problems = Vec::new();
        let read = read_question(question, given, typed, &mut problems);
        let mut changed = self.clone();
        changed.used = changed.used.max(read.id.number());
        match changed.questions.iter_mut().find(|known| known.id == read.id) {
            Some(known) => *known = read.clone(),
            None => changed.questions.push(read.clone()),
        }
        for choice in question.choices().iter().filter(|choice| read.choice(choice.id).is_none()) {
            let shows =
                |other: &&Question| other.show_if.as_ref().is_some_and(|c| c.any_of.contains(&choice.id));
            if let Some(shown) = self.shown_by(question.id).into_iter().find(shows) {
                let problem =
                    QuestionProblem::ChoiceShows { choice: choice.text.clone(), question: shown.id };
                problems.push((QuestionField::Choices, problem));
            }
        }
        let faults = changed.problems().into_iter().filter(|(id, _)| *id == Some(read.id));
        for (_, fault) in faults {
            let field = place(&fault, &read);
            let told = problems.iter().any(|(other, _)| *other == field);
            if !told {
                problems.push((field, QuestionProblem::Fault(fault)));
            }
        }
        if changed.questions.len() > Self::QUESTIONS && self.questions.len() <= Self::QUESTIONS {
            let fault = QuestionnaireFault::TooManyQuestions { most: Self::QUESTIONS };
            problems.push((QuestionField::Text, QuestionProblem::Fault(fault)));
        }
        if problems.is_empty() { Ok(changed) } else { Err(problems) }
    }
}

/// Beside which field a fault of a question is told.
fn place(fault: &QuestionnaireFault, question: &Question) -> QuestionField {
    use QuestionnaireFault as Fault;
    match fault {
        Fault::FewChoices
        | Fault::TooManyChoices { .. }
        | Fault::SameChoice(_)
        | Fault::EmptyChoice
        | Fault::SameId(_) => QuestionField::Choices,
        Fault::AtMost { .. } => QuestionField::AtMost,
        Fault::Scale => QuestionField::To,
        Fault::Range => QuestionField::Max,
        Fault::Lines { .. } => QuestionField::Lines,
        Fault::ConditionNotEarlier | Fault::ConditionWithoutChoices | Fault::NeverShown => {
            QuestionField::ShowIf
        }
        Fault::Meaning | Fault::States | Fault::SecondAdoption | Fault::Identifies => QuestionField::Meaning,
        Fault::TooLong { most } if *most == super::problems::CHOICE => QuestionField::Choices,
        Fault::TooLong { most } if *most == super::problems::WORD => match question.kind {
            Kind::Scale { .. } => QuestionField::Low,
            Kind::Single { .. }
            | Kind::Multiple { .. }
            | Kind::Number { .. }
            | Kind::FreeText { .. }
            | Kind::OfficeAttribute(_) => QuestionField::Unit,
        },
        Fault::TooLong { .. } if crate::text::graphemes(&question.text) <= super::problems::QUESTION => {
            QuestionField::Help
        }
        Fault::Missing | Fault::TooLong { .. } | Fault::NoQuestions | Fault::TooManyQuestions { .. } => {
            QuestionField::Text
        }
    }
}

fn read_question(question: &Question, given: u16, typed: &Typed, problems: &mut Problems) -> Question {
    let kind = read_kind(question, given, typed, problems);
    let show_if = read_condition(typed).unwrap_or_else(|problem| {
        problems.push((QuestionField::ShowIf, problem));
        None
    });
    let mut read = Question {
        id: question.id,
        text: tidy_name(typed.get(QuestionField::Text.name())),
        help: tidy_prose(typed.get(QuestionField::Help.name())),
        required: typed.get(QuestionField::Required.name()) == "yes",
        kind,
        show_if,
        meaning: None,
    };
    read.meaning = read_meaning(&read, typed);
    read
}

fn read_kind(question: &Question, given: u16, typed: &Typed, problems: &mut Problems) -> Kind {
    let mut number = |field: QuestionField| match read_number(typed.get(field.name())) {
        Ok(number) => number,
        Err(problem) => {
            problems.push((field, problem));
            None
        }
    };
    let small = |number: Option<i64>| number.map(|number| u8::try_from(number).unwrap_or(u8::MAX));
    let word = |field: QuestionField| tidy_name(typed.get(field.name()));
    match question.kind {
        Kind::Single { .. } | Kind::Multiple { .. } => {
            let choices = read_choices(question, given, typed);
            let other = typed.get(QuestionField::Other.name()) == "yes";
            let at_most = small(number(QuestionField::AtMost));
            let many = match typed.get(QuestionField::Many.name()) {
                "many" => true,
                "one" => false,
                _ => matches!(question.kind, Kind::Multiple { .. }),
            };
            if many { Kind::Multiple { choices, other, at_most } } else { Kind::Single { choices, other } }
        }
        Kind::Scale { .. } => Kind::Scale {
            from: small(number(QuestionField::From)).unwrap_or(1),
            to: small(number(QuestionField::To)).unwrap_or(0),
            low: word(QuestionField::Low),
            high: word(QuestionField::High),
        },
        Kind::Number { .. } => Kind::Number {
            unit: word(QuestionField::Unit),
            min: number(QuestionField::Min),
            max: number(QuestionField::Max),
        },
        Kind::FreeText { .. } => Kind::FreeText { lines: small(number(QuestionField::Lines)).unwrap_or(0) },
        Kind::OfficeAttribute(_) => match Attribute::from_code(typed.get(QuestionField::Attribute.name())) {
            Some(attribute) => Kind::OfficeAttribute(attribute),
            None => {
                problems.push((QuestionField::Attribute, QuestionProblem::NotChosen));
                question.kind.clone()
            }
        },
    }
}

/// The choices that there were, with their words as they are now; then the new ones, with letters that none ever had.
fn read_choices(question: &Question, given: u16, typed: &Typed) -> Vec<Choice> {
    let mut choices: Vec<Choice> = question
        .choices()
        .iter()
        .map(|choice| Choice { id: choice.id, text: tidy_name(typed.get(&choice_field(choice.id))) })
        .filter(|choice| !choice.text.is_empty())
        .collect();
    let mut highest = question.choices().iter().map(|choice| choice.id.number()).fold(given, u16::max);
    for text in typed.all(NEW_CHOICE).map(tidy_name).filter(|text| !text.is_empty()).take(CHOICES + 1) {
        highest += 1;
        choices.push(Choice { id: ChoiceId::numbered(highest), text });
    }
    choices
}

fn read_condition(typed: &Typed) -> Result<Option<ShowIf>, QuestionProblem> {
    let unknown = QuestionProblem::Fault(QuestionnaireFault::NeverShown);
    let mut by: BTreeMap<QuestionId, BTreeSet<ChoiceId>> = BTreeMap::new();
    for value in typed.all(QuestionField::ShowIf.name()).filter(|value| !value.is_empty()) {
        let (question, choice) = value.split_once(':').ok_or_else(|| unknown.clone())?;
        let (Ok(question), Ok(choice)) = (question.parse(), choice.parse()) else { return Err(unknown) };
        by.entry(question).or_default().insert(choice);
    }
    let mut conditions = by.into_iter();
    let first = conditions.next();
    if conditions.next().is_some() {
        return Err(QuestionProblem::SeveralQuestions);
    }
    Ok(first.map(|(question, any_of)| ShowIf { question, any_of: any_of.into_iter().collect() }))
}

fn read_meaning(question: &Question, typed: &Typed) -> Option<Meaning> {
    match typed.get(QuestionField::Meaning.name()) {
        "adoption" => {
            let state = |choice: &Choice| {
                AdoptionState::named(typed.get(&state_field(choice.id))).map(|state| (choice.id, state))
            };
            Some(Meaning::Adoption(question.choices().iter().filter_map(state).collect()))
        }
        "reasons" => Some(Meaning::Reasons),
        "software" => Some(Meaning::Software),
        "partners" => Some(Meaning::Partners),
        _ => None,
    }
}

fn read_number(typed: &str) -> Result<Option<i64>, QuestionProblem> {
    let code: String = normalise_code(typed).chars().filter(|c| *c != ',').collect();
    match code.as_str() {
        "" => Ok(None),
        code => match code.parse::<i64>() {
            Ok(number) if (-NUMBER..=NUMBER).contains(&number) => Ok(Some(number)),
            Ok(_) | Err(_) => Err(QuestionProblem::NotANumber),
        },
    }
}

/// Fills the form of a question.
pub fn fill_question(question: &Question) -> Typed {
    let yes = |yes: bool| if yes { "yes" } else { "" };
    let optional = |number: Option<i64>| number.map(|number| number.to_string()).unwrap_or_default();
    let mut typed = Typed::default()
        .with(QuestionField::Text.name(), &question.text)
        .with(QuestionField::Help.name(), &question.help)
        .with(QuestionField::Required.name(), yes(question.required));
    for choice in question.choices() {
        typed = typed.with(&choice_field(choice.id), &choice.text);
    }
    typed = match &question.kind {
        Kind::Single { other, .. } => {
            typed.with(QuestionField::Many.name(), "one").with(QuestionField::Other.name(), yes(*other))
        }
        Kind::Multiple { other, at_most, .. } => typed
            .with(QuestionField::Many.name(), "many")
            .with(QuestionField::Other.name(), yes(*other))
            .with(QuestionField::AtMost.name(), optional(at_most.map(i64::from))),
        Kind::Scale { from, to, low, high } => typed
            .with(QuestionField::From.name(), from.to_string())
            .with(QuestionField::To.name(), to.to_string())
            .with(QuestionField::Low.name(), low)
            .with(QuestionField::High.name(), high),
        Kind::Number { unit, min, max } => typed
            .with(QuestionField::Unit.name(), unit)
            .with(QuestionField::Min.name(), optional(*min))
            .with(QuestionField::Max.name(), optional(*max)),
        Kind::FreeText { lines } => typed.with(QuestionField::Lines.name(), lines.to_string()),
        Kind::OfficeAttribute(attribute) => typed.with(QuestionField::Attribute.name(), attribute.code()),
    };
    if let Some(condition) = &question.show_if {
        for choice in &condition.any_of {
            typed = typed.with(QuestionField::ShowIf.name(), format!("{}:{choice}", condition.question));
        }
    }
    if let Some(meaning) = &question.meaning {
        typed = typed.with(QuestionField::Meaning.name(), meaning.code());
        if let Meaning::Adoption(states) = meaning {
            for (choice, state) in states {
                typed = typed.with(&state_field(*choice), state.name());
            }
        }
    }
    typed
}

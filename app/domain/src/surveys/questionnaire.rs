//! A questionnaire: what is asked, in which order, and when.

use super::{ChoiceId, QuestionId};
use crate::adoption::AdoptionState;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// 調査票. Its JSON is what a published version keeps for good, and what cities hand to each other.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Questionnaire {
    /// 題名.
    pub title: String,
    /// あいさつ文: what it is for, before the first question; may be empty.
    #[serde(default)]
    pub lead: String,
    /// The questions, in the order in which they are asked.
    pub questions: Vec<Question>,
    /// The highest number that a question ever had, so that none is given again.
    #[serde(default)]
    pub used: u16,
}

/// 設問.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// What it is called on paper, in the table and in the database.
    pub id: QuestionId,
    /// 質問文.
    pub text: String,
    /// 補足; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub help: String,
    /// Whether it must be answered, where it is shown.
    pub required: bool,
    /// How it is answered.
    pub kind: Kind,
    /// When it is shown; always where there is nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub show_if: Option<ShowIf>,
    /// What its answer says about the office.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meaning: Option<Meaning>,
}

/// 回答の形式.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Kind {
    /// 1つ選ぶ.
    Single {
        /// What is chosen from.
        choices: Vec<Choice>,
        /// Whether 「その他」 with a line of text is offered, too.
        other: bool,
    },
    /// いくつでも選ぶ.
    Multiple {
        /// What is chosen from.
        choices: Vec<Choice>,
        /// Whether 「その他」 with a line of text is offered, too.
        other: bool,
        /// The most that may be chosen; any number where there is nothing.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at_most: Option<u8>,
    },
    /// 段階で答える.
    Scale {
        /// The lowest step.
        from: u8,
        /// The highest step.
        to: u8,
        /// What the lowest means.
        low: String,
        /// What the highest means.
        high: String,
    },
    /// 数で答える.
    Number {
        /// 単位; may be empty.
        unit: String,
        /// The least that is taken.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        min: Option<i64>,
        /// The most that is taken.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        max: Option<i64>,
    },
    /// 文章で答える.
    FreeText {
        /// How many lines the box and the paper have.
        lines: u8,
    },
    /// What the register knows of the office: filled in and shown.
    OfficeAttribute(Attribute),
}

/// 選択肢.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// Its letter.
    pub id: ChoiceId,
    /// What it says.
    pub text: String,
}

/// 表示の条件: one of some choices of an earlier question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShowIf {
    /// The earlier question.
    pub question: QuestionId,
    /// It is shown where one of these was chosen.
    pub any_of: Vec<ChoiceId>,
}

/// What an answer says about the office, beyond being counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Meaning {
    /// 導入状況: the state that each choice stands for; a choice without one says nothing.
    Adoption(BTreeMap<ChoiceId, AdoptionState>),
    /// 導入しない理由.
    Reasons,
    /// 使っている介護ソフト.
    Software,
    /// 連携先の事業所, one a line, by number or name.
    Partners,
}

impl Meaning {
    /// As it is stored and posted.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Adoption(_) => "adoption",
            Self::Reasons => "reasons",
            Self::Software => "software",
            Self::Partners => "partners",
        }
    }
}

/// What the register knows of an office.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Attribute {
    /// 事業所名.
    Name,
    /// 事業所番号.
    Number,
    /// 法人名.
    Corporation,
    /// サービス種類.
    Services,
    /// 電話番号.
    Phone,
}

impl Attribute {
    /// Every attribute, in the order of a choice.
    pub const ALL: [Self; 5] = [Self::Name, Self::Number, Self::Corporation, Self::Services, Self::Phone];

    /// As it is stored and posted.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Number => "number",
            Self::Corporation => "corporation",
            Self::Services => "services",
            Self::Phone => "phone",
        }
    }

    /// Reads the word stored and posted.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|attribute| attribute.code() == code)
    }

    /// True for what tells which office it is: an anonymous survey cannot ask it.
    pub const fn identifies(self) -> bool {
        match self {
            Self::Name | Self::Number | Self::Corporation | Self::Phone => true,
            Self::Services => false,
        }
    }
}

impl Questionnaire {
    /// The most questions of one questionnaire.
    pub const QUESTIONS: usize = 60;

    /// A question by its id.
    pub fn question(&self, id: QuestionId) -> Option<&Question> {
        self.questions.iter().find(|question| question.id == id)
    }

    /// Where a question stands, from one on, as 「問3」 says.
    pub fn place(&self, id: QuestionId) -> Option<usize> {
        self.questions.iter().position(|question| question.id == id).map(|place| place + 1)
    }

    /// The next id, never given before; the questionnaire remembers that it was given.
    pub fn next_id(&mut self) -> QuestionId {
        let highest = self.questions.iter().map(|question| question.id.number()).max().unwrap_or(0);
        self.used = self.used.max(highest).saturating_add(1);
        QuestionId::numbered(self.used)
    }

    /// The question whose answer tells the adoption state.
    pub fn adoption(&self) -> Option<&Question> {
        self.questions.iter().find(|question| matches!(question.meaning, Some(Meaning::Adoption(_))))
    }

    /// Whether it asks what tells which office answers.
    pub fn identifies(&self) -> bool {
        self.questions.iter().any(|question| match question.kind {
            Kind::OfficeAttribute(attribute) => attribute.identifies(),
            Kind::Single { .. }
            | Kind::Multiple { .. }
            | Kind::Scale { .. }
            | Kind::Number { .. }
            | Kind::FreeText { .. } => false,
        })
    }
}

impl Question {
    /// What is chosen from; nothing where nothing is chosen.
    pub fn choices(&self) -> &[Choice] {
        match &self.kind {
            Kind::Single { choices, .. } | Kind::Multiple { choices, .. } => choices,
            Kind::Scale { .. } | Kind::Number { .. } | Kind::FreeText { .. } | Kind::OfficeAttribute(_) => {
                &[]
            }
        }
    }

    /// Whether 「その他」 is offered beside the choices.
    pub const fn has_other(&self) -> bool {
        match self.kind {
            Kind::Single { other, .. } | Kind::Multiple { other, .. } => other,
            Kind::Scale { .. } | Kind::Number { .. } | Kind::FreeText { .. } | Kind::OfficeAttribute(_) => {
                false
            }
        }
    }

    /// The text of a choice.
    pub fn choice(&self, id: ChoiceId) -> Option<&Choice> {
        self.choices().iter().find(|choice| choice.id == id)
    }
}

impl Kind {
    /// As it is posted.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Single { .. } => "single",
            Self::Multiple { .. } => "multiple",
            Self::Scale { .. } => "scale",
            Self::Number { .. } => "number",
            Self::FreeText { .. } => "free_text",
            Self::OfficeAttribute(_) => "office_attribute",
        }
    }
}

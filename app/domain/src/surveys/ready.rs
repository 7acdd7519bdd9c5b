//! Questionnaires that are ready to be asked.

use super::{Attribute, Choice, ChoiceId, Kind, Meaning, Question, QuestionId, Questionnaire, ShowIf};
use crate::adoption::AdoptionState;

/// A questionnaire that is ready.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadySurvey {
    /// 導入意向アンケート: awareness and intention, reasons, software, partners (domain.md §1.7).
    AdoptionIntention,
    /// After a demo session: how it was, and what follows.
    AfterSession,
}

impl ReadySurvey {
    /// Every one, in the order of a choice.
    pub const ALL: [Self; 2] = [Self::AdoptionIntention, Self::AfterSession];

    /// As it is posted.
    pub const fn code(self) -> &'static str {
        match self {
            Self::AdoptionIntention => "adoption_intention",
            Self::AfterSession => "after_session",
        }
    }

    /// Reads the word posted.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|ready| ready.code() == code)
    }

    /// What it asks.
    pub fn questionnaire(self) -> Questionnaire {
        match self {
            Self::AdoptionIntention => adoption_intention(),
            Self::AfterSession => after_session(),
        }
    }
}

/// 生駒市 asked for awareness and intention in one question and for reasons in another, and found
/// 「システムの存在は知っているが、導入の予定はない」 to be the most frequent answer; the first four reasons are its
/// own, the others and all further questions are ours.
fn adoption_intention() -> Questionnaire {
    let states = [
        ("システムを知らなかった", None),
        ("システムの存在は知っているが、導入の予定はない", Some(AdoptionState::Aware)),
        ("導入を検討している", Some(AdoptionState::Planning)),
        ("導入する予定がある", Some(AdoptionState::Pledged)),
        ("ライセンスは取得したが、まだ使っていない", Some(AdoptionState::Licensed)),
        ("導入し、使っている", Some(AdoptionState::Using)),
        ("以前は使っていたが、やめた", Some(AdoptionState::Stopped)),
    ];
    let reasons = [
        "ランニングコストが高い",
        "導入の効果が疑問",
        "職員の理解が足りない",
        "操作の習得に時間が必要",
        "使っている介護ソフトが対応していない",
        "連携先の事業所が使っていない",
        "パソコンや通信の環境が整っていない",
        "仕組みをよく知らない",
    ];
    let help = ["説明会・体験会", "訪問や電話での相談", "補助金", "操作の研修", "連携先の事業所への呼びかけ"];
    Questionnaire {
        title: "ケアプランデータ連携システム 導入意向アンケート".into(),
        lead: "ケアプランデータ連携システムの導入について、お考えをお聞かせください。今後の説明会や支援の参考にします。5分ほどで終わります。".into(),
        questions: vec![
            question(1, "事業所名", false, Kind::OfficeAttribute(Attribute::Name)),
            Question {
                meaning: Some(Meaning::Adoption(by_choice(&states.map(|(_, state)| state)))),
                ..question(
                    2,
                    "ケアプランデータ連携システムについて、最も近いものを選んでください",
                    true,
                    Kind::Single { choices: choices(&states.map(|(words, _)| words)), other: false },
                )
            },
            Question {
                show_if: Some(shown_if(2, &[1, 2, 3, 7])),
                meaning: Some(Meaning::Reasons),
                ..question(
                    3,
                    "導入していない（やめた）理由を、すべて選んでください",
                    true,
                    Kind::Multiple { choices: choices(&reasons), other: true, at_most: None },
                )
            },
            Question {
                show_if: Some(shown_if(2, &[4])),
                ..question(
                    4,
                    "いつごろ導入する予定ですか",
                    false,
                    Kind::Single {
                        choices: choices(&["3か月以内", "6か月以内", "1年以内", "決まっていない"]),
                        other: false,
                    },
                )
            },
            Question {
                help: "会社名と製品名が分かれば、両方を入力してください。使っていないときは「なし」とします。".into(),
                meaning: Some(Meaning::Software),
                ..question(5, "使っている介護ソフトを教えてください", false, Kind::FreeText { lines: 1 })
            },
            question(
                6,
                "ケアプラン（提供票など）をやり取りしている事業所の数",
                false,
                Kind::Number { unit: "事業所".into(), min: Some(0), max: Some(999) },
            ),
            Question {
                help: "1行に1つずつ、事業所番号か事業所名を入力してください。主なものだけで構いません。".into(),
                meaning: Some(Meaning::Partners),
                ..question(7, "やり取りの多い事業所を教えてください", false, Kind::FreeText { lines: 5 })
            },
            question(
                8,
                "希望する支援を、すべて選んでください",
                false,
                Kind::Multiple { choices: choices(&help), other: true, at_most: None },
            ),
            question(9, "ご意見・ご要望", false, Kind::FreeText { lines: 5 }),
        ],
        used: 9,
    }
}

fn after_session() -> Questionnaire {
    let next = [
        ("すでに使っている", Some(AdoptionState::Using)),
        ("導入する予定である", Some(AdoptionState::Pledged)),
        ("検討する", Some(AdoptionState::Planning)),
        ("導入の予定はない", Some(AdoptionState::Aware)),
    ];
    let worries = [
        "ランニングコストが高い",
        "導入の効果が疑問",
        "職員の理解が足りない",
        "操作の習得に時間が必要",
        "使っている介護ソフトが対応していない",
        "連携先の事業所が使っていない",
    ];
    let scale = || Kind::Scale { from: 1, to: 5, low: "まったく".into(), high: "とても".into() };
    Questionnaire {
        title: "デモ・説明会のアンケート".into(),
        lead: "デモ・説明会にご参加いただき、ありがとうございました。3分ほどで終わります。".into(),
        questions: vec![
            question(1, "内容は分かりやすかったですか", true, scale()),
            question(2, "事業所の仕事に役立つと思いますか", true, scale()),
            Question {
                meaning: Some(Meaning::Adoption(by_choice(&next.map(|(_, state)| state)))),
                ..question(
                    3,
                    "ケアプランデータ連携システムの導入について、最も近いものを選んでください",
                    true,
                    Kind::Single { choices: choices(&next.map(|(words, _)| words)), other: false },
                )
            },
            Question {
                show_if: Some(shown_if(3, &[3, 4])),
                meaning: Some(Meaning::Reasons),
                ..question(
                    4,
                    "心配なことを、すべて選んでください",
                    false,
                    Kind::Multiple { choices: choices(&worries), other: true, at_most: None },
                )
            },
            question(5, "もっと知りたかったこと、ご意見", false, Kind::FreeText { lines: 4 }),
        ],
        used: 5,
    }
}

fn question(number: u16, text: &str, required: bool, kind: Kind) -> Question {
    Question {
        id: QuestionId::numbered(number),
        text: text.into(),
        help: String::new(),
        required,
        kind,
        show_if: None,
        meaning: None,
    }
}

fn choices(words: &[&str]) -> Vec<Choice> {
    let numbered = (1..).zip(words);
    numbered.map(|(number, words)| Choice { id: ChoiceId::numbered(number), text: (*words).into() }).collect()
}

fn shown_if(question: u16, any_of: &[u16]) -> ShowIf {
    ShowIf {
        question: QuestionId::numbered(question),
        any_of: any_of.iter().copied().map(ChoiceId::numbered).collect(),
    }
}

fn by_choice(states: &[Option<AdoptionState>]) -> std::collections::BTreeMap<ChoiceId, AdoptionState> {
    let numbered = (1..).zip(states);
    numbered.filter_map(|(number, state)| state.map(|state| (ChoiceId::numbered(number), state))).collect()
}

//! Ready inquiries: what prefectures and federations ask again and again. The questions are ours; what they are about
//! is cited beside each.

use crate::surveys::{Choice, ChoiceId, Kind, Question, QuestionId, Questionnaire, ShowIf};

/// A ready inquiry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ready {
    /// 普及の取組と来年度の予定: what a city did, and whether it supports offices next year.
    Plans,
    /// モデル事業の意向: a prefecture asks its municipalities who wants to plan one (circular L284, L409).
    ModelProject,
    /// デモ・説明会の希望: a federation asks who wants a session (circular L463-473).
    Sessions,
}

impl Ready {
    /// Every one, in the order of a list.
    pub const ALL: [Self; 3] = [Self::Plans, Self::ModelProject, Self::Sessions];

    /// The word in forms.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Plans => "plans",
            Self::ModelProject => "model_project",
            Self::Sessions => "sessions",
        }
    }

    /// What a word stands for.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|ready| ready.code() == code)
    }

    /// 件名.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Plans => "普及の取組と来年度の予定についての照会",
            Self::ModelProject => "モデル地域づくり事業の実施意向についての照会",
            Self::Sessions => "デモ・説明会の開催希望についての照会",
        }
    }

    /// Why it is asked, to be changed by whoever asks.
    pub const fn purpose(self) -> &'static str {
        match self {
            Self::Plans => {
                "ケアプランデータ連携システムの普及について、各市区町村の取組と来年度の予定を把握し、支援の内容を検討するための照会です。回答は、とりまとめて各市区町村に共有することがあります。"
            }
            Self::ModelProject => {
                "ケアプランデータ連携活用促進モデル地域づくり事業について、実施の意向を伺うための照会です。意向のある市区町村には、計画の作成について個別に相談します。"
            }
            Self::Sessions => {
                "デモ・説明会の開催の希望を伺い、日程と機材を調整するための照会です。希望のある市区町村には、開催依頼の手続を案内します。"
            }
        }
    }

    /// The questions.
    pub fn questionnaire(self) -> Questionnaire {
        let questions = match self {
            Self::Plans => plans(),
            Self::ModelProject => model_project(),
            Self::Sessions => sessions(),
        };
        let used = u16::try_from(questions.len()).unwrap_or(u16::MAX);
        Questionnaire { title: self.title().to_owned(), lead: String::new(), questions, used }
    }
}

fn choices(texts: &[&str]) -> Vec<Choice> {
    (1..)
        .zip(texts)
        .map(|(number, text)| Choice { id: ChoiceId::numbered(number), text: (*text).to_owned() })
        .collect()
}

fn question(number: u16, text: &str, required: bool, kind: Kind) -> Question {
    Question {
        id: QuestionId::numbered(number),
        text: text.to_owned(),
        help: String::new(),
        required,
        kind,
        show_if: None,
        meaning: None,
    }
}

fn one(texts: &[&str]) -> Kind {
    Kind::Single { choices: choices(texts), other: false }
}

fn several(texts: &[&str]) -> Kind {
    Kind::Multiple { choices: choices(texts), other: true, at_most: None }
}

fn number(unit: &str) -> Kind {
    Kind::Number { unit: unit.to_owned(), min: Some(0), max: None }
}

/// Shown where one of these letters of an earlier question was chosen.
fn after(question: Question, earlier: u16, letters: &[u16]) -> Question {
    let any_of = letters.iter().map(|letter| ChoiceId::numbered(*letter)).collect();
    Question { show_if: Some(ShowIf { question: QuestionId::numbered(earlier), any_of }), ..question }
}

fn plans() -> Vec<Question> {
    vec![
        question(
            1,
            "今年度に行った普及の取組をお答えください。",
            true,
            several(&[
                "ホームページやメールでの周知",
                "郵送やFAXでの周知",
                "事業者連絡会での説明",
                "研修会・説明会・デモの開催",
                "集団指導での周知",
                "アンケート",
                "個別の訪問や電話での支援",
                "行っていない",
            ]),
        ),
        question(2, "管内の対象事業所の数をお答えください。", false, number("事業所")),
        question(3, "そのうち、利用を始めた事業所の数をお答えください。", false, number("事業所")),
        question(
            4,
            "来年度に、事業所の導入費用を補助する予定はありますか。",
            true,
            one(&["予算を要求している（する）", "検討している", "予定はない", "すでに補助している"]),
        ),
        after(
            question(
                5,
                "補助の予定がない理由をお答えください。",
                false,
                several(&[
                    "財源がない",
                    "効果が分からない",
                    "事業所からの要望がない",
                    "ほかの補助で足りている",
                    "担当の職員が足りない",
                ]),
            ),
            4,
            &[3],
        ),
        question(
            6,
            "県や国保連合会に求める支援があれば、お書きください。",
            false,
            Kind::FreeText { lines: 4 },
        ),
    ]
}

fn model_project() -> Vec<Question> {
    vec![
        question(
            1,
            "モデル地域づくり事業を実施する意向はありますか。",
            true,
            one(&["実施したい", "条件が合えば実施したい", "実施しない"]),
        ),
        after(
            question(
                2,
                "考えている進め方をお答えください。",
                true,
                one(&["市区町村の全域で一斉に進める", "中心となる事業所から広げる", "まだ決めていない"]),
            ),
            1,
            &[1, 2],
        ),
        after(question(3, "参加を見込む事業所の数をお答えください。", false, number("事業所")), 1, &[1, 2]),
        after(
            question(4, "実施の条件や、分からないことをお書きください。", false, Kind::FreeText { lines: 4 }),
            1,
            &[1, 2],
        ),
        after(
            question(
                5,
                "実施しない理由をお答えください。",
                false,
                several(&["人手が足りない", "参加する事業所が見込めない", "すでに十分に普及している"]),
            ),
            1,
            &[3],
        ),
    ]
}

fn sessions() -> Vec<Question> {
    vec![
        question(
            1,
            "今年度中に、デモ・説明会の開催を希望しますか。",
            true,
            one(&["希望する", "ほかの市区町村と一緒なら希望する", "希望しない"]),
        ),
        after(
            question(
                2,
                "希望する内容をお答えください。",
                true,
                several(&["実機での体験", "説明会", "オンラインでの説明会", "個別の相談"]),
            ),
            1,
            &[1, 2],
        ),
        after(question(3, "参加を見込む人数をお答えください。", true, number("人")), 1, &[1, 2]),
        after(question(4, "希望する時期をお書きください。", false, Kind::FreeText { lines: 2 }), 1, &[1, 2]),
        after(question(5, "希望しない理由をお書きください。", false, Kind::FreeText { lines: 2 }), 1, &[3]),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::surveys::{Answer, Answers};
    use std::collections::BTreeSet;

    #[test]
    fn every_ready_inquiry_holds_together() {
        for ready in Ready::ALL {
            assert_eq!(Ready::from_code(ready.code()), Some(ready));
            let questionnaire = ready.questionnaire();
            assert_eq!(questionnaire.problems(), [], "{}", ready.code());
            let ids: BTreeSet<_> = questionnaire.questions.iter().map(|question| question.id).collect();
            assert_eq!(ids.len(), questionnaire.questions.len(), "{}", ready.code());
            for question in &questionnaire.questions {
                let Some(condition) = &question.show_if else { continue };
                let earlier = questionnaire.question(condition.question).expect("an earlier question");
                assert!(condition.any_of.iter().all(|choice| earlier.choice(*choice).is_some()));
                assert!(questionnaire.place(earlier.id) < questionnaire.place(question.id));
            }
        }
    }

    #[test]
    fn why_a_city_supports_nobody_is_asked_of_those_who_do_not() {
        let questionnaire = Ready::Plans.questionnaire();
        let answered = |letter| {
            let ids = vec![ChoiceId::numbered(letter)];
            Answers::from([(QuestionId::numbered(4), Answer::Choices { ids, other: None })])
        };
        let asked = |answers: &Answers| {
            questionnaire.visible(answers).iter().any(|question| question.id == QuestionId::numbered(5))
        };
        assert!(asked(&answered(3)) && !asked(&answered(4)));
    }
}

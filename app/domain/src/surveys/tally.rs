//! Results, question by question: how many chose what, of how many who were asked.

use super::{ChoiceId, Kind, Question};
use crate::{
    adoption::Tenths,
    small::{self, SMALLEST},
};
use std::collections::BTreeMap;

/// The answers to one question, counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counted {
    /// Answers handed in to a questionnaire that showed the question.
    pub asked: u32,
    /// Those of them that answer it.
    pub answered: u32,
    /// How many have each choice.
    pub choices: BTreeMap<ChoiceId, u32>,
    /// How many have 「その他」.
    pub other: u32,
    /// How many have each number or step.
    pub numbers: BTreeMap<i64, u32>,
}

/// Whether numbers of fewer than five are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Small {
    /// They are hidden, and what would tell them.
    Hidden,
    /// They are shown: for whoever may read the single answers anyway.
    Shown,
}

/// So many of so many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// How many.
    pub count: u32,
    /// Of how many.
    pub of: u32,
}

/// What is counted in a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// A choice, with its letter and words.
    Choice(ChoiceId, String),
    /// その他.
    Other,
    /// A step of a scale.
    Step(u8),
    /// 無回答.
    Unanswered,
}

/// A line of the result of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TallyLine {
    /// What is counted.
    pub what: What,
    /// How many of those who were asked; none where it is hidden.
    pub share: Option<Share>,
}

/// The result of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    /// Who was asked it.
    pub asked: u32,
    /// Who answered it; none where 「無回答」 is hidden, for beside those who were asked it would tell it.
    pub answered: Option<u32>,
    /// The line with the most, where it stands alone at the top and is shown.
    pub top: Option<TallyLine>,
    /// What they said.
    pub told: Told,
}

/// What was said to a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    /// So few were asked that nothing is told.
    TooFew,
    /// Choices; of several choices the most frequent first.
    Chosen {
        /// The lines.
        lines: Vec<TallyLine>,
        /// Whether several could be chosen.
        several: bool,
    },
    /// Steps of a scale.
    Scale {
        /// The lines, from the lowest step.
        lines: Vec<TallyLine>,
        /// The mean of the steps; none where nobody answered, or where it would tell what the lines hide.
        mean: Option<Tenths>,
    },
    /// Numbers.
    Number(Option<Numbers>),
    /// Texts, which are read elsewhere.
    Texts,
}

/// What is told of numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Numbers {
    /// 中央値; of an even number of answers the middle between two.
    pub median: Tenths,
    /// 最小.
    pub least: i64,
    /// 最大.
    pub most: i64,
}

impl Told {
    /// Whether it may be told how many did not answer.
    fn tells_silence(&self) -> bool {
        match self {
            Self::TooFew => false,
            Self::Chosen { lines, .. } | Self::Scale { lines, .. } => {
                lines.iter().all(|line| line.what != What::Unanswered || line.share.is_some())
            }
            Self::Number(_) | Self::Texts => true,
        }
    }
}

impl Share {
    /// The percentage, rounded half up to one decimal; none of nobody.
    pub fn percent(self) -> Option<Tenths> {
        let (count, of) = (i64::from(self.count), i64::from(self.of));
        (2_000 * count + of).checked_div(2 * of).map(Tenths)
    }

    /// How long its bar is, in thousandths of the whole.
    pub fn per_mille(self) -> u32 {
        let part = u64::from(self.count) * 1_000;
        part.checked_div(u64::from(self.of)).map_or(0, |part| u32::try_from(part.min(1_000)).unwrap_or(1_000))
    }
}

impl TallyLine {
    /// How many, where it is shown.
    pub fn count(&self) -> Option<u32> {
        self.share.map(|share| share.count)
    }
}

impl Tally {
    /// The result of a question, with what is hidden left out.
    pub fn of(question: &Question, counted: &Counted, small: Small) -> Self {
        let Counted { asked, answered, choices, other, numbers } = counted;
        let mut top = None;
        let told = match &question.kind {
            Kind::FreeText { .. } | Kind::OfficeAttribute(_) => Told::Texts,
            _ if small == Small::Hidden && small::is_small(*asked) => Told::TooFew,
            Kind::Single { .. } | Kind::Multiple { .. } => {
                let several = matches!(question.kind, Kind::Multiple { .. });
                let chosen = question.choices().iter().map(|choice| {
                    let what = What::Choice(choice.id, choice.text.clone());
                    (what, choices.get(&choice.id).copied().unwrap_or(0))
                });
                let mut counts: Vec<_> = chosen.collect();
                if question.has_other() {
                    counts.push((What::Other, *other));
                }
                top = most(&counts);
                let mut lines = lines(counts, counted, !several, small);
                if several {
                    sort(&mut lines);
                }
                Told::Chosen { lines, several }
            }
            Kind::Scale { from, to, .. } => {
                let steps = (*from..=*to)
                    .map(|step| (What::Step(step), numbers.get(&i64::from(step)).copied().unwrap_or(0)));
                let steps: Vec<_> = steps.collect();
                top = most(&steps);
                let lines = lines(steps, counted, true, small);
                // With two numbers hidden, total and mean together would be two equations.
                let all_shown = lines.iter().all(|line| line.share.is_some());
                Told::Scale { lines, mean: if all_shown { mean(numbers) } else { None } }
            }
            Kind::Number { .. } => {
                let few = small == Small::Hidden && *answered < SMALLEST;
                Told::Number(if few { None } else { spread(numbers) })
            }
        };
        let top = top.and_then(|top| match &told {
            Told::Chosen { lines, .. } | Told::Scale { lines, .. } => {
                lines.iter().find(|line| line.what == top && line.share.is_some()).cloned()
            }
            Told::TooFew | Told::Number(_) | Told::Texts => None,
        });
        let answered = told.tells_silence().then_some(*answered);
        Self { asked: *asked, answered, top, told }
    }
}

/// What has the most, where nothing else has as many.
fn most(counts: &[(What, u32)]) -> Option<What> {
    let most = counts.iter().map(|(_, count)| *count).max().filter(|most| *most > 0)?;
    let mut at_top = counts.iter().filter(|(_, count)| *count == most);
    match (at_top.next(), at_top.next()) {
        (Some((what, _)), None) => Some(what.clone()),
        _ => None,
    }
}

/// The lines of what was counted, with those who did not answer where there are any.
fn lines(mut counts: Vec<(What, u32)>, counted: &Counted, parts: bool, small: Small) -> Vec<TallyLine> {
    let (of, unanswered) = (counted.asked, counted.asked.saturating_sub(counted.answered));
    if unanswered > 0 {
        counts.push((What::Unanswered, unanswered));
    }
    let numbers: Vec<u32> = counts.iter().map(|(_, count)| *count).collect();
    let hidden = match small {
        Small::Hidden => small::list(&numbers, of, parts),
        Small::Shown => vec![false; numbers.len()],
    };
    let line = |((what, count), hidden): ((What, u32), bool)| TallyLine {
        what,
        share: (!hidden).then_some(Share { count, of }),
    };
    counts.into_iter().zip(hidden).map(line).collect()
}

/// The most frequent first; what is hidden stays in the order of the question, below; 「無回答」 is the last.
fn sort(lines: &mut [TallyLine]) {
    lines.sort_by_key(|line| {
        let last = match line.what {
            What::Choice(..) | What::Step(_) => 0,
            What::Other => 1,
            What::Unanswered => 2,
        };
        (last, std::cmp::Reverse(line.count()))
    });
}

/// The mean, rounded to the nearest tenth, halves up.
fn mean(numbers: &BTreeMap<i64, u32>) -> Option<Tenths> {
    let count: i64 = numbers.values().map(|count| i64::from(*count)).sum();
    let sum: i64 = numbers.iter().map(|(number, count)| number * i64::from(*count)).sum();
    (20 * sum + count).checked_div(2 * count).map(Tenths)
}

fn spread(numbers: &BTreeMap<i64, u32>) -> Option<Numbers> {
    let (least, most) = (*numbers.keys().next()?, *numbers.keys().next_back()?);
    let count: u64 = numbers.values().map(|count| u64::from(*count)).sum();
    let at = |place: u64| {
        let mut before = 0;
        numbers.iter().find_map(|(number, count)| {
            before += u64::from(*count);
            (place < before).then_some(*number)
        })
    };
    let (lower, upper) = (at(count.saturating_sub(1) / 2)?, at(count / 2)?);
    Some(Numbers { median: Tenths((lower + upper) * 5), least, most })
}

#[cfg(test)]
mod tests;

//! 審査の着眼点: points under which reviewers give marks, each their own, and the order that their marks give. All of it can
//! be counted again by anybody who knows the points and the marks.

use super::{ReceiptNumber, Rules};
use crate::{form::Typed, text::normalise_code};
use serde::{Deserialize, Serialize};
use std::{cmp::Reverse, collections::BTreeMap, fmt};

/// Most points of a programme.
pub const MOST_POINTS: usize = 10;
/// The highest mark and the highest weight that a point can have.
const HIGHEST: u8 = 10;
/// Most characters of a point's name, and of the words for one mark.
const NAME: usize = 60;
/// So many reviewers give marks before they decide an order: one alone is no comparison.
pub const LEAST_REVIEWERS: usize = 2;

/// 着眼点.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReviewPoint {
    /// What is looked at; the name under which marks are kept.
    pub name: String,
    /// The highest mark; the lowest is 0.
    pub most: u8,
    /// How often its mark counts.
    pub weight: u8,
    /// What a mark means, where it is said.
    pub words: BTreeMap<u8, String>,
}

/// Why lines are no points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PointsError {
    /// A line, counted from one, says no point with its highest mark.
    Line(usize),
    /// A line, counted from one, has the name of another.
    Twice(usize),
    /// More than there is room for.
    TooMany,
}

impl ReviewPoint {
    /// Reads points, one on a line: 費用に見合う効果 5点 重み2：0＝見込めない、5＝とくに大きい.
    pub fn list(lines: &[String]) -> Result<Vec<Self>, PointsError> {
        if lines.len() > MOST_POINTS {
            return Err(PointsError::TooMany);
        }
        let mut points: Vec<Self> = Vec::with_capacity(lines.len());
        for (number, line) in (1..).zip(lines) {
            let point = Self::parse(line).ok_or(PointsError::Line(number))?;
            if points.iter().any(|one| one.name == point.name) {
                return Err(PointsError::Twice(number));
            }
            points.push(point);
        }
        Ok(points)
    }

    fn parse(line: &str) -> Option<Self> {
        let (head, words) = line.split_once(['：', ':']).unwrap_or((line, ""));
        let head = head.trim();
        let (before, last) = head.rsplit_once(char::is_whitespace)?;
        let (head, weight) = match normalise_code(last).strip_prefix("重み") {
            Some(weight) => (before.trim(), number(weight, 1)?),
            None => (head, 1),
        };
        let (name, most) = head.rsplit_once(char::is_whitespace)?;
        let most = number(normalise_code(most).strip_suffix('点')?, 1)?;
        let name = name.trim();
        if name.is_empty() || name.chars().count() > NAME {
            return None;
        }
        let words = words
            .split(['、', ',', '，'])
            .map(str::trim)
            .filter(|word| !word.is_empty())
            .map(|word| {
                let (mark, word) = word.split_once(['＝', '='])?;
                let mark = number(&normalise_code(mark), 0).filter(|mark| *mark <= most)?;
                let word = word.trim();
                (!word.is_empty() && word.chars().count() <= NAME).then(|| (mark, word.to_owned()))
            })
            .collect::<Option<_>>()?;
        Some(Self { name: name.to_owned(), most, weight, words })
    }

    /// The line of the form that says so.
    pub fn line(&self) -> String {
        let weight = if self.weight == 1 { String::new() } else { format!(" 重み{}", self.weight) };
        let words: Vec<_> = self.words.iter().map(|(mark, word)| format!("{mark}＝{word}")).collect();
        let words = if words.is_empty() { String::new() } else { format!("：{}", words.join("、")) };
        format!("{} {}点{weight}{words}", self.name, self.most)
    }

    /// The name of its place in the form of marks; `place` counts from 0.
    pub fn field(place: usize) -> String {
        format!("mark.{place}")
    }
}

/// Under which points an application is marked: those of the rules it was received under, or, where these had none yet, the
/// ones that apply now. Otherwise nobody could mark it, and an order by marks would never come about.
pub fn points_for<'a>(received: &'a Rules, current: Option<&'a Rules>) -> &'a [ReviewPoint] {
    match current {
        Some(current) if received.review_points.is_empty() => &current.review_points,
        Some(_) | None => &received.review_points,
    }
}

/// Digits alone, within what a mark or a weight may be.
fn number(typed: &str, least: u8) -> Option<u8> {
    if typed.is_empty() || !typed.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    typed.parse().ok().filter(|number| (least..=HIGHEST).contains(number))
}

/// The name of the field for what a reviewer says besides.
pub const MARKS_COMMENT: &str = "comment";

/// What is wrong in a field of the form of marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MarkProblem {
    /// No mark was chosen, or none that the point has.
    #[error("no mark")]
    NotChosen,
    /// More than [`Marks::LONGEST`] characters.
    #[error("more than {} characters", Marks::LONGEST)]
    TooLong,
}

/// What one reviewer gave an application.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marks {
    /// The mark of each point, by its name.
    pub given: BTreeMap<String, u8>,
    /// What they say besides; may be empty.
    pub comment: String,
}

impl Marks {
    /// Most characters of the comment.
    pub const LONGEST: usize = 1_000;

    /// Reads the form: a mark for every point, or everything that is wrong at once.
    pub fn parse(typed: &Typed, points: &[ReviewPoint]) -> Result<Self, Vec<(String, MarkProblem)>> {
        let mut marks = Self { given: BTreeMap::new(), comment: typed.get(MARKS_COMMENT).trim().to_owned() };
        let mut problems = Vec::new();
        for (place, point) in points.iter().enumerate() {
            let field = ReviewPoint::field(place);
            match number(typed.get(&field), 0).filter(|mark| *mark <= point.most) {
                Some(mark) => {
                    marks.given.insert(point.name.clone(), mark);
                }
                None => problems.push((field, MarkProblem::NotChosen)),
            }
        }
        if marks.comment.chars().count() > Self::LONGEST {
            problems.push((MARKS_COMMENT.to_owned(), MarkProblem::TooLong));
        }
        if problems.is_empty() { Ok(marks) } else { Err(problems) }
    }

    /// The form as it reads for these marks.
    pub fn fill(&self, points: &[ReviewPoint]) -> Typed {
        points.iter().enumerate().fold(
            Typed::default().with(MARKS_COMMENT, self.comment.as_str()),
            |typed, (place, point)| match self.given.get(&point.name) {
                Some(mark) => typed.with(&ReviewPoint::field(place), mark.to_string()),
                None => typed,
            },
        )
    }

    /// The weighted sum; none where a point has no mark that it can have.
    fn sum(&self, points: &[ReviewPoint]) -> Option<u64> {
        points
            .iter()
            .map(|point| {
                let mark = self.given.get(&point.name).copied().filter(|mark| *mark <= point.most)?;
                Some(u64::from(mark) * u64::from(point.weight))
            })
            .sum()
    }
}

/// 点数, as it would be of 100, in hundredths; halves up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Score(u32);

impl Score {
    /// So many of the most that there is, over so many reviewers.
    fn of(sum: u64, most: u64, reviewers: u64) -> Option<Self> {
        let whole = most.checked_mul(reviewers).filter(|whole| *whole > 0)?;
        u32::try_from((sum.checked_mul(20_000)? + whole) / (2 * whole)).ok().map(Self)
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:02}", self.0 / 100, self.0 % 100)
    }
}

/// What all reviewers gave together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    /// How many gave a mark for every point.
    pub reviewers: usize,
    /// The mean of them.
    pub mean: Score,
    /// The lowest of them.
    pub lowest: Score,
    /// The highest.
    pub highest: Score,
}

impl Tally {
    /// Of an application; none while nobody has given all marks. Marks for points that its rules do not have count for
    /// nothing.
    pub fn of<'a>(points: &[ReviewPoint], all: impl IntoIterator<Item = &'a Marks>) -> Option<Self> {
        let most: u64 = points.iter().map(|point| u64::from(point.most) * u64::from(point.weight)).sum();
        let sums: Vec<u64> = all.into_iter().filter_map(|marks| marks.sum(points)).collect();
        let (lowest, highest) = (sums.iter().min()?, sums.iter().max()?);
        Some(Self {
            reviewers: sums.len(),
            mean: Score::of(sums.iter().sum(), most, u64::try_from(sums.len()).ok()?)?,
            lowest: Score::of(*lowest, most, 1)?,
            highest: Score::of(*highest, most, 1)?,
        })
    }

    /// Whether enough have given marks for an order.
    pub const fn is_enough(&self) -> bool {
        self.reviewers >= LEAST_REVIEWERS
    }
}

/// 採点順: the highest first; of those with the same score whoever was received first.
pub fn by_score(scored: &[(ReceiptNumber, Score)]) -> Vec<ReceiptNumber> {
    let mut order = scored.to_vec();
    order.sort_unstable_by_key(|(receipt, score)| (Reverse(*score), *receipt));
    order.into_iter().map(|(receipt, _)| receipt).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::subsidies::{
        licence_fee_in_full,
        sample::{city, r6},
    };
    use proptest::prelude::*;

    fn lines(lines: &[&str]) -> Vec<String> {
        lines.iter().map(|line| (*line).to_owned()).collect()
    }

    fn points() -> Vec<ReviewPoint> {
        let typed = ["費用に見合う効果　５点　重み2：0＝見込めない、５＝とくに大きい", "連携先の広がり 5点"];
        ReviewPoint::list(&lines(&typed)).unwrap()
    }

    fn marks(given: &[u8]) -> Marks {
        let given = points().into_iter().map(|point| point.name).zip(given.iter().copied()).collect();
        Marks { given, comment: String::new() }
    }

    #[test]
    fn points_are_read_line_by_line_and_read_again_as_they_were() {
        let points = points();
        assert_eq!((points[0].most, points[0].weight, points[1].weight), (5, 2, 1));
        assert_eq!(points[0].words[&5], "とくに大きい");
        let again: Vec<_> = points.iter().map(ReviewPoint::line).collect();
        assert_eq!(ReviewPoint::list(&again), Ok(points));
        for (first, second, error) in [
            ("効果 5点", "効果 11点", PointsError::Line(2)),
            ("効果 5点", "効果 3点", PointsError::Twice(2)),
            ("効果", "広がり 5点", PointsError::Line(1)),
            ("5点", "広がり 5点", PointsError::Line(1)),
            ("効果 5点 重み0", "広がり 5点", PointsError::Line(1)),
            ("効果 5点：6＝大きい", "広がり 5点", PointsError::Line(1)),
            ("効果 5点：大きい", "広がり 5点", PointsError::Line(1)),
        ] {
            assert_eq!(ReviewPoint::list(&lines(&[first, second])), Err(error), "{first} {second}");
        }
        assert_eq!(ReviewPoint::list(&lines(&["効果 5点"; 11])), Err(PointsError::TooMany));
    }

    #[test]
    fn what_came_before_there_were_points_is_marked_under_those_that_apply_now() {
        let silent = licence_fee_in_full(&city(), r6());
        let now = Rules { review_points: points(), ..silent.clone() };
        let one = Rules { review_points: points().split_off(1), ..silent.clone() };
        assert_eq!(points_for(&silent, Some(&now)), points());
        assert_eq!(points_for(&one, Some(&now)), one.review_points);
        assert_eq!(points_for(&one, Some(&silent)), one.review_points);
        assert!(points_for(&silent, None).is_empty());
    }

    #[test]
    fn every_point_has_its_mark_and_nothing_typed_is_lost() {
        let typed = Typed::default().with("mark.0", "5").with("mark.1", "3").with("comment", "よい計画");
        let read = Marks::parse(&typed, &points()).unwrap();
        assert_eq!(read, Marks { comment: "よい計画".to_owned(), ..marks(&[5, 3]) });
        assert_eq!(Marks::parse(&read.fill(&points()), &points()), Ok(read));
        let wrong = Typed::default().with("mark.0", "6").with("comment", "長".repeat(1_001));
        let problems = Marks::parse(&wrong, &points()).unwrap_err();
        let fields: Vec<_> = problems.iter().map(|(field, _)| field.as_str()).collect();
        assert_eq!(fields, ["mark.0", "mark.1", "comment"]);
    }

    #[test]
    fn a_score_is_the_weighted_share_of_all_marks() {
        // (5×2 + 3) and (3×2 + 0) of 15 each: 19 of 30.
        let tally = Tally::of(&points(), &[marks(&[5, 3]), marks(&[3, 0])]).unwrap();
        assert_eq!((tally.reviewers, tally.mean.to_string().as_str()), (2, "63.33"));
        assert_eq!((tally.lowest.to_string(), tally.highest.to_string()), ("40.00".into(), "86.67".into()));
        assert!(tally.is_enough());
        // Half a form counts for nothing.
        let alone = Tally::of(&points(), &[marks(&[5, 5]), marks(&[5])]).unwrap();
        assert_eq!((alone.reviewers, alone.mean.0), (1, 10_000));
        assert!(!alone.is_enough());
        assert_eq!(Tally::of(&points(), &[]), None);
        assert_eq!(Tally::of(&[], &[Marks::default()]), None, "nothing is looked at");
    }

    proptest! {
        #[test]
        fn nobody_stands_before_a_higher_score_and_of_equals_the_first_received_goes_first(
            scores in prop::collection::vec(0u32..5, 0..40)
        ) {
            let scored: Vec<_> = (1..)
                .zip(scores)
                .map(|(sequence, score)| (ReceiptNumber::new(r6(), sequence), Score(score)))
                .collect();
            let order = by_score(&scored);
            let mut shuffled = scored.clone();
            shuffled.reverse();
            prop_assert_eq!(&by_score(&shuffled), &order);
            prop_assert_eq!(order.len(), scored.len());
            let of = |receipt: &ReceiptNumber| scored.iter().find(|(one, _)| one == receipt).unwrap().1;
            for pair in order.windows(2) {
                let (first, second) = (of(&pair[0]), of(&pair[1]));
                prop_assert!(first > second || (first == second && pair[0] < pair[1]));
            }
        }
    }
}

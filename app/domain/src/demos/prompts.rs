//! 申込みのときに聞くこと: what an organiser asks whoever registers for a session, and what they reply. A reply keeps the
//! words of its prompt: what is asked otherwise later does not change what somebody said.

use crate::{form::Typed, text};
use serde::{Deserialize, Serialize};

/// The most prompts of one session.
pub const MOST_PROMPTS: usize = 5;
/// What はい・いいえ is replied with.
const YES_NO: [&str; 2] = ["はい", "いいえ"];

/// How a prompt is replied to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PromptKind {
    /// A few words.
    Text,
    /// One of some words.
    Choice,
    /// はい or いいえ.
    YesNo,
}

impl PromptKind {
    /// All, in the order of forms.
    pub const ALL: [Self; 3] = [Self::Text, Self::Choice, Self::YesNo];

    /// The word in forms.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Choice => "choice",
            Self::YesNo => "yes_no",
        }
    }

    /// The kind of a word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// Something that is asked of whoever registers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Prompt {
    /// What is asked.
    pub asked: String,
    /// How it is replied to.
    pub kind: PromptKind,
    /// The words of a choice; of every other kind none.
    pub options: Vec<String>,
    /// Whether it must be replied to.
    pub needed: bool,
}

/// What somebody said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reply {
    /// What was asked, in the words of that day.
    pub asked: String,
    /// What was said.
    pub said: String,
}

/// A part of the form in which prompts are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PromptPart {
    /// What is asked.
    Asked,
    /// How it is replied to.
    Kind,
    /// The words of a choice, one a line.
    Options,
    /// Whether it must be replied to.
    Needed,
}

impl PromptPart {
    /// Name of the control of the n-th prompt, from 0.
    pub fn name(self, number: usize) -> String {
        let part = match self {
            Self::Asked => "asked",
            Self::Kind => "kind",
            Self::Options => "options",
            Self::Needed => "needed",
        };
        format!("prompt_{}_{part}", number + 1)
    }
}

/// What is wrong with a prompt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PromptProblem {
    /// Something of it is there, and not what is asked.
    #[error("nothing is asked")]
    Missing,
    /// How it is replied to is not chosen.
    #[error("nothing is chosen")]
    NotChosen,
    /// The same as an earlier one.
    #[error("the same as prompt {0}")]
    Repeated(usize),
    /// Longer than is kept.
    #[error("more than {0} characters")]
    TooLong(usize),
    /// Fewer words than a choice has, or more.
    #[error("fewer words than a choice has, or more")]
    Options,
    /// Words of a choice where nothing is chosen among them.
    #[error("words of a choice where there is none")]
    NoChoice,
}

impl Prompt {
    /// The most characters of what is asked.
    pub const ASKED: usize = 100;
    /// How many words a choice has, at least and at most.
    pub const OPTIONS: (usize, usize) = (2, 10);
    /// The most characters of one of them.
    pub const OPTION: usize = 50;
    /// The most characters of a reply.
    pub const SAID: usize = 200;

    /// The words that can be said to it; none where any can.
    pub fn words(&self) -> Vec<&str> {
        match self.kind {
            PromptKind::Text => Vec::new(),
            PromptKind::Choice => self.options.iter().map(String::as_str).collect(),
            PromptKind::YesNo => YES_NO.to_vec(),
        }
    }

    /// Reads the prompts of a form; those of which nothing is typed are left out.
    pub fn parse_all(typed: &Typed) -> Result<Vec<Self>, Vec<(usize, PromptPart, PromptProblem)>> {
        use PromptPart as Part;
        use PromptProblem as Problem;
        let (mut prompts, mut problems): (Vec<Self>, Vec<_>) = (Vec::new(), Vec::new());
        for number in 0..MOST_PROMPTS {
            let get = |part: Part| typed.get(&part.name(number));
            let asked = text::tidy_name(get(Part::Asked));
            let mut options: Vec<String> =
                get(Part::Options).lines().map(text::tidy_name).filter(|line| !line.is_empty()).collect();
            let mut seen = Vec::new();
            options.retain(|option| {
                let is_new = !seen.contains(option);
                seen.push(option.clone());
                is_new
            });
            let kind = PromptKind::from_code(get(Part::Kind));
            let needed = get(Part::Needed) == "yes";
            if asked.is_empty() {
                // How it would be replied to alone asks nothing.
                if !options.is_empty() || needed {
                    problems.push((number, Part::Asked, Problem::Missing));
                }
                continue;
            }
            if text::graphemes(&asked) > Self::ASKED {
                problems.push((number, Part::Asked, Problem::TooLong(Self::ASKED)));
            }
            if let Some(same) = prompts.iter().position(|one| one.asked == asked) {
                problems.push((number, Part::Asked, Problem::Repeated(same + 1)));
            }
            let (least, most) = Self::OPTIONS;
            match kind {
                None => problems.push((number, Part::Kind, Problem::NotChosen)),
                Some(PromptKind::Choice) if !(least..=most).contains(&options.len()) => {
                    problems.push((number, Part::Options, Problem::Options));
                }
                Some(PromptKind::Choice) => {
                    if options.iter().any(|option| text::graphemes(option) > Self::OPTION) {
                        problems.push((number, Part::Options, Problem::TooLong(Self::OPTION)));
                    }
                }
                Some(PromptKind::Text | PromptKind::YesNo) if !options.is_empty() => {
                    problems.push((number, Part::Options, Problem::NoChoice));
                }
                Some(PromptKind::Text | PromptKind::YesNo) => {}
            }
            // Kept for the sake of what is repeated; where anything is wrong, nothing of it is given back.
            prompts.push(Self { asked, kind: kind.unwrap_or(PromptKind::Text), options, needed });
        }
        if problems.is_empty() { Ok(prompts) } else { Err(problems) }
    }

    /// Fills the form with prompts.
    pub fn fill(prompts: &[Self], typed: Typed) -> Typed {
        prompts.iter().enumerate().fold(typed, |typed, (number, prompt)| {
            let typed = typed
                .with(&PromptPart::Asked.name(number), &*prompt.asked)
                .with(&PromptPart::Kind.name(number), prompt.kind.code())
                .with(&PromptPart::Options.name(number), prompt.options.join("\n"));
            if prompt.needed { typed.with(&PromptPart::Needed.name(number), "yes") } else { typed }
        })
    }
}

/// What is wrong with a reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReplyProblem {
    /// Nothing was said where something must be.
    #[error("nothing is said")]
    Missing,
    /// None of the words.
    #[error("none of the words")]
    NotChosen,
    /// Longer than is kept.
    #[error("more than {0} characters")]
    TooLong(usize),
    /// What is asked was changed while the form was filled.
    #[error("it is asked otherwise now")]
    Changed,
}

impl Reply {
    /// Name of the control of the reply to the n-th prompt, from 0.
    pub fn name(number: usize) -> String {
        format!("reply_{}", number + 1)
    }

    /// Name of what says to which words the form replies.
    pub fn name_asked(number: usize) -> String {
        format!("reply_{}_asked", number + 1)
    }

    /// Reads the replies of a form. Whoever fills it for somebody who telephoned replies to what was said alone.
    pub fn parse_all(
        typed: &Typed,
        prompts: &[Prompt],
        told: bool,
    ) -> Result<Vec<Self>, Vec<(usize, ReplyProblem)>> {
        let (mut replies, mut problems) = (Vec::new(), Vec::new());
        for (number, prompt) in prompts.iter().enumerate() {
            let shown = typed.get(&Self::name_asked(number));
            let said = text::tidy_name(typed.get(&Self::name(number)));
            let words = prompt.words();
            let problem = if !shown.is_empty() && shown != prompt.asked {
                Some(ReplyProblem::Changed)
            } else if said.is_empty() {
                (prompt.needed && !told).then_some(ReplyProblem::Missing)
            } else if text::graphemes(&said) > Prompt::SAID {
                Some(ReplyProblem::TooLong(Prompt::SAID))
            } else if !words.is_empty() && !words.contains(&said.as_str()) {
                Some(ReplyProblem::NotChosen)
            } else {
                None
            };
            match problem {
                Some(problem) => problems.push((number, problem)),
                None if said.is_empty() => {}
                None => replies.push(Self { asked: prompt.asked.clone(), said }),
            }
        }
        if problems.is_empty() { Ok(replies) } else { Err(problems) }
    }

    /// Fills the form with what was said before.
    pub fn fill(replies: &[Self], prompts: &[Prompt], typed: Typed) -> Typed {
        prompts.iter().enumerate().fold(typed, |typed, (number, prompt)| {
            match replies.iter().find(|reply| reply.asked == prompt.asked) {
                Some(reply) => typed.with(&Self::name(number), &*reply.said),
                None => typed,
            }
        })
    }

    /// What was said, in one text.
    pub fn in_words(replies: &[Self]) -> String {
        replies.iter().map(|one| format!("{}：{}", one.asked, one.said)).collect::<Vec<_>>().join("\n")
    }
}

/// What is known of somebody once their form was filled again: what they say to what is asked now, and before that what
/// they said to what nobody asks any more.
pub fn kept_replies(before: &[Reply], now: Vec<Reply>, prompts: &[Prompt]) -> Vec<Reply> {
    let gone = |reply: &&Reply| prompts.iter().all(|prompt| prompt.asked != reply.asked);
    before.iter().filter(gone).cloned().chain(now).collect()
}

/// How many said what to something that was asked, in the order of the words of a choice, else as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// What was asked.
    pub asked: String,
    /// What was said, by how many.
    pub by: Vec<(String, usize)>,
}

/// Counts what was said, question by question: those of the prompts first, in their order, then what was asked before.
pub fn said<'a>(prompts: &[Prompt], all: impl IntoIterator<Item = &'a [Reply]>) -> Vec<Said> {
    let mut lines: Vec<Said> = prompts
        .iter()
        .map(|prompt| Said {
            asked: prompt.asked.clone(),
            by: prompt.words().into_iter().map(|word| (word.to_owned(), 0)).collect(),
        })
        .collect();
    for reply in all.into_iter().flatten() {
        let place = match lines.iter().position(|line| line.asked == reply.asked) {
            Some(place) => place,
            None => {
                lines.push(Said { asked: reply.asked.clone(), by: Vec::new() });
                lines.len() - 1
            }
        };
        let by = &mut lines[place].by;
        match by.iter_mut().find(|(said, _)| *said == reply.said) {
            Some((_, count)) => *count += 1,
            None => by.push((reply.said.clone(), 1)),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed() -> Typed {
        Typed::default()
            .with("prompt_1_asked", "車で来ますか")
            .with("prompt_1_kind", "yes_no")
            .with("prompt_1_needed", "yes")
            .with("prompt_3_asked", "使っている介護ソフト")
            .with("prompt_3_kind", "choice")
            .with("prompt_3_options", "甲\n 乙 \n甲\n")
    }

    fn prompts() -> Vec<Prompt> {
        Prompt::parse_all(&typed()).expect("everything fits")
    }

    #[test]
    fn prompts_are_read_without_the_empty_ones_and_fill_the_form_again() {
        let read = prompts();
        assert_eq!(read.len(), 2);
        assert_eq!(read[1].options, ["甲", "乙"]);
        assert!(read[0].needed && !read[1].needed);
        assert_eq!(Prompt::parse_all(&Prompt::fill(&read, Typed::default())), Ok(read));
    }

    #[test]
    fn everything_that_is_wrong_with_prompts_is_told() {
        let wrong = Typed::default()
            .with("prompt_1_asked", "何を見たいですか")
            .with("prompt_2_asked", "何を見たいですか")
            .with("prompt_2_kind", "choice")
            .with("prompt_2_options", "ひとつ")
            .with("prompt_3_options", "甲\n乙")
            .with("prompt_4_asked", "車")
            .with("prompt_4_kind", "text")
            .with("prompt_4_options", "甲\n乙");
        let problems = Prompt::parse_all(&wrong).expect_err("nothing fits");
        assert_eq!(
            problems,
            [
                (0, PromptPart::Kind, PromptProblem::NotChosen),
                (1, PromptPart::Asked, PromptProblem::Repeated(1)),
                (1, PromptPart::Options, PromptProblem::Options),
                (2, PromptPart::Asked, PromptProblem::Missing),
                (3, PromptPart::Options, PromptProblem::NoChoice),
            ]
        );
    }

    #[test]
    fn a_reply_is_one_of_the_words_and_must_be_there_where_it_is_needed() {
        let asked = prompts();
        let read = |typed: &Typed| Reply::parse_all(typed, &asked, false);
        assert_eq!(read(&Typed::default()), Err(vec![(0, ReplyProblem::Missing)]));
        assert_eq!(Reply::parse_all(&Typed::default(), &asked, true), Ok(Vec::new()), "it was not said");
        let wrong = Typed::default().with("reply_1", "たぶん").with("reply_2", "丙");
        assert_eq!(read(&wrong), Err(vec![(0, ReplyProblem::NotChosen), (1, ReplyProblem::NotChosen)]));
        let said = read(&Typed::default().with("reply_1", "はい")).expect("it fits");
        assert_eq!(said, [Reply { asked: "車で来ますか".into(), said: "はい".into() }]);
        assert_eq!(Reply::fill(&said, &asked, Typed::default()).get("reply_1"), "はい");
        let old = Typed::default().with("reply_1", "はい").with("reply_1_asked", "電車で来ますか");
        assert_eq!(read(&old), Err(vec![(0, ReplyProblem::Changed)]));
    }

    #[test]
    fn what_was_said_to_what_nobody_asks_any_more_stays_and_is_counted() {
        let reply = |asked: &str, said: &str| Reply { asked: asked.into(), said: said.into() };
        let before = [reply("昼食", "要る"), reply("車で来ますか", "はい")];
        let kept = kept_replies(&before, vec![reply("車で来ますか", "いいえ")], &prompts());
        assert_eq!(kept, [reply("昼食", "要る"), reply("車で来ますか", "いいえ")]);
        let other = [reply("車で来ますか", "いいえ")];
        let lines = said(&prompts(), [kept.as_slice(), other.as_slice()]);
        assert_eq!(lines.len(), 3);
        assert_eq!(lines[0].by, [("はい".to_owned(), 0), ("いいえ".to_owned(), 2)]);
        assert_eq!(lines[2], Said { asked: "昼食".into(), by: vec![("要る".to_owned(), 1)] });
    }
}

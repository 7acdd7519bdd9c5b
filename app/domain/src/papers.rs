//! 紙でのお知らせ: what is written on the letters and fax covers of an activity.
//!
//! A letter stays on one page, so its text is short; its places are those of mails, and a place that is not known never
//! reaches an office.

use crate::{
    campaigns::{ActivityKind, letter},
    demos::kinds,
    form::{Reader, Refusal, Typed},
    ids::{DemoId, SurveyId},
    mailings::{Template, TemplateError},
    text::{graphemes, normalise_code},
};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

kinds! {
    /// The envelope of a letter, with its window.
    Envelope {
        /// 長形3号: the sheet is folded in three.
        Long3 = "long3",
        /// 角形2号: the sheet is sent as it is.
        Square2 = "square2",
    }
}

/// The page that a letter leads to, by its QR code.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LeadsTo {
    /// The link of the activity, or none where it has none.
    #[default]
    Link,
    /// Each office's own page of a session.
    Session(DemoId),
    /// Each office's own page of a survey.
    Survey(SurveyId),
    /// The page where an office begins, with the code of its first sign-in in the letter.
    SignIn,
}

impl fmt::Display for LeadsTo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Link => f.write_str("link"),
            Self::Session(id) => write!(f, "session-{id}"),
            Self::Survey(id) => write!(f, "survey-{id}"),
            Self::SignIn => f.write_str("sign-in"),
        }
    }
}

/// No page is called so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no page is called so")]
pub struct NoPage;

impl FromStr for LeadsTo {
    type Err = NoPage;
    fn from_str(word: &str) -> Result<Self, NoPage> {
        let (session, survey) = (word.strip_prefix("session-"), word.strip_prefix("survey-"));
        match (session, survey) {
            (Some(id), _) => id.parse().map(Self::Session).map_err(|_| NoPage),
            (None, Some(id)) => id.parse().map(Self::Survey).map_err(|_| NoPage),
            (None, None) if word == "link" => Ok(Self::Link),
            (None, None) if word == "sign-in" => Ok(Self::SignIn),
            (None, None) => Err(NoPage),
        }
    }
}

/// What is written on the paper of an activity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperTexts {
    /// 封筒.
    pub envelope: Envelope,
    /// 件名, on the letter and the fax cover.
    pub subject: String,
    /// The letter, with places.
    pub letter: String,
    /// The page that it leads to.
    #[serde(default)]
    pub leads_to: LeadsTo,
    /// The words of the fax cover; may be empty.
    pub fax: String,
    /// Sheets of a fax, its cover among them.
    pub fax_pages: u16,
}

/// A place in the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PaperField {
    /// 件名.
    Subject,
    /// 封筒.
    Envelope,
    /// 送付状の本文.
    Letter,
    /// QRコードで開くページ.
    LeadsTo,
    /// FAX送付票の本文.
    Fax,
    /// FAXの送信枚数.
    FaxPages,
}

impl PaperField {
    /// Name of the control.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Subject => "subject",
            Self::Envelope => "envelope",
            Self::Letter => "letter",
            Self::LeadsTo => "leads_to",
            Self::Fax => "fax",
            Self::FaxPages => "fax_pages",
        }
    }
}

/// What is wrong with a field.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PaperProblem {
    /// Nothing was typed.
    #[error("nothing was typed")]
    Missing,
    /// Nothing was chosen.
    #[error("nothing was chosen")]
    NotChosen,
    /// Longer than a page holds.
    #[error("more than {0} characters")]
    TooLong(usize),
    /// More lines than a page holds.
    #[error("more than {0} lines")]
    TooManyLines(usize),
    /// Not a whole number in its range.
    #[error("not a number from 1 to {0}")]
    Number(u16),
    /// Places that are not known, not closed or misspelt; at least one.
    #[error("{} faults in the places of the text", .0.len())]
    Template(Vec<TemplateError>),
}

impl Refusal for PaperProblem {
    fn missing() -> Self {
        Self::Missing
    }
    fn too_long(most: usize) -> Self {
        Self::TooLong(most)
    }
}

// The longest texts, in characters as people count them; of prose its lines, too.
const SUBJECT: usize = 40;
const LETTER: (usize, usize) = (700, 20);
const FAX: (usize, usize) = (700, 24);
/// The most pages that a fax is said to have.
const PAGES: u16 = 99;

type Problems = Vec<(PaperField, PaperProblem)>;

impl PaperTexts {
    /// Reads the form; all mistakes at once. A letter leads to one of `pages`, or to the activity's link.
    pub fn parse(typed: &Typed, pages: &[LeadsTo]) -> Result<Self, Problems> {
        let mut reading = Reading::new(typed, PaperField::name);
        let subject = reading.needed_line(PaperField::Subject, SUBJECT);
        let envelope = reading.chosen(PaperField::Envelope, Envelope::from_code, PaperProblem::NotChosen);
        let letter = reading.sheet(PaperField::Letter, LETTER);
        if letter.is_empty() {
            reading.refuse(PaperField::Letter, PaperProblem::Missing);
        } else if let Err(faults) = Template::parse(&letter) {
            reading.refuse(PaperField::Letter, PaperProblem::Template(faults));
        }
        // A form that does not ask leads to the link.
        let page = |word: &str| match word {
            "" => Some(LeadsTo::Link),
            word => word.parse().ok().filter(|page| *page == LeadsTo::Link || pages.contains(page)),
        };
        let leads_to = reading.chosen(PaperField::LeadsTo, page, PaperProblem::NotChosen);
        let fax = reading.sheet(PaperField::Fax, FAX);
        let fax_pages = reading.chosen(PaperField::FaxPages, sheets, PaperProblem::Number(PAGES));
        let read = envelope.zip(leads_to).zip(fax_pages).map(|((envelope, leads_to), fax_pages)| Self {
            envelope,
            subject,
            letter,
            leads_to,
            fax,
            fax_pages,
        });
        reading.done(read)
    }

    /// The form as it would be typed.
    pub fn fill(&self) -> Typed {
        let Self { envelope, subject, letter, leads_to, fax, fax_pages } = self;
        Typed::default()
            .with(PaperField::Subject.name(), subject)
            .with(PaperField::Envelope.name(), envelope.code())
            .with(PaperField::Letter.name(), letter)
            .with(PaperField::LeadsTo.name(), leads_to.to_string())
            .with(PaperField::Fax.name(), fax)
            .with(PaperField::FaxPages.name(), fax_pages.to_string())
    }

    /// What a clerk begins with: what an activity says that is sent on paper, or words that fit every one.
    pub fn of_activity(kind: ActivityKind, title: &str, words: &str) -> Self {
        let fits = Self::suggested(title);
        if !is_on_paper(kind) {
            return fits;
        }
        let takes = Taken::by(kind, words);
        let (subject, text) = letter(words);
        let subject = subject.map_or(fits.subject, |subject| subject.chars().take(SUBJECT).collect());
        Self {
            subject,
            letter: if takes.letter { text.to_owned() } else { fits.letter },
            fax: if takes.fax { text.to_owned() } else { fits.fax },
            ..fits
        }
    }

    /// Words that fit every activity, under its title.
    pub fn suggested(title: &str) -> Self {
        let subject: String = title.chars().take(SUBJECT).collect();
        Self {
            envelope: Envelope::Long3,
            leads_to: LeadsTo::Link,
            letter: "日頃から介護保険事業にご協力いただき、ありがとうございます。\n\n\
                     {{事業所名}}さまに、次のとおりお知らせします。\n\n\
                     ご不明な点は、下の窓口へお問い合わせください。"
                .to_owned(),
            fax: "いつもお世話になっております。次のとおりお送りします。ご確認をお願いします。".to_owned(),
            fax_pages: 2,
            subject,
        }
    }
}

/// Which papers of an activity begin with its own words; the others begin with words that fit every activity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taken {
    /// The letter.
    pub letter: bool,
    /// The cover of a fax.
    pub fax: bool,
}

impl Taken {
    /// Those that have the room for them, and fill the places that they name.
    pub fn by(kind: ActivityKind, words: &str) -> Self {
        let (_, text) = letter(words);
        let is_said = is_on_paper(kind) && !text.is_empty();
        let holds = |(most, lines): (usize, usize)| graphemes(text) <= most && text.lines().count() <= lines;
        Self {
            letter: is_said && holds(LETTER) && Template::parse(text).is_ok(),
            // Nobody fills a place on the cover of a fax.
            fax: is_said && holds(FAX) && !text.contains(['{', '｛']),
        }
    }
}

/// Whether the words of an activity are those of its paper.
const fn is_on_paper(kind: ActivityKind) -> bool {
    matches!(kind, ActivityKind::Post | ActivityKind::Fax)
}

type Reading<'a> = Reader<'a, PaperField, PaperProblem>;

impl Reading<'_> {
    /// A text that stays on its sheet.
    fn sheet(&mut self, field: PaperField, (most, lines): (usize, usize)) -> String {
        let prose = self.prose(field, most);
        if !self.refused(field) && prose.lines().count() > lines {
            self.refuse(field, PaperProblem::TooManyLines(lines));
        }
        prose
    }
}

/// How many sheets: `2`, `２枚`.
fn sheets(typed: &str) -> Option<u16> {
    let typed = normalise_code(typed);
    let count = typed.strip_suffix('枚').unwrap_or(&typed).parse().ok();
    count.filter(|count| (1..=PAGES).contains(count))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_suggested_reads_back() {
        let texts = PaperTexts::suggested("説明会のご案内");
        assert_eq!(PaperTexts::parse(&texts.fill(), &[]), Ok(texts));
        let long = PaperTexts::suggested(&"長".repeat(100));
        assert!(PaperTexts::parse(&long.fill(), &[]).is_ok(), "a title of any length is a subject");
    }

    #[test]
    fn what_an_activity_says_stands_on_its_paper() {
        let of = |kind, words: &str| PaperTexts::of_activity(kind, "FAXでの転送", words);
        let words = "件名：Vol.1310のお知らせ\n\n厚生労働省から発出されました。";
        for kind in [ActivityKind::Post, ActivityKind::Fax] {
            let texts = of(kind, words);
            assert_eq!(texts.subject, "Vol.1310のお知らせ");
            assert_eq!((&*texts.letter, &*texts.fax), ("厚生労働省から発出されました。", &*texts.letter));
            assert_eq!(PaperTexts::parse(&texts.fill(), &[]), Ok(texts));
        }
        let plain = PaperTexts::suggested("FAXでの転送");
        assert_eq!(of(ActivityKind::Phone, words), plain, "what is said on the telephone is not written");
        assert_eq!(of(ActivityKind::Fax, " "), plain);
        let taken = |words: &str| Taken::by(ActivityKind::Fax, words);
        assert_eq!(taken(words), Taken { letter: true, fax: true });
        assert_eq!(Taken::by(ActivityKind::Phone, words), Taken { letter: false, fax: false });
        let places = "{{事業所名}} 御中\n\nご案内です。";
        assert_eq!(taken(places), Taken { letter: true, fax: false });
        assert_eq!(taken(&"行\n".repeat(22)), Taken { letter: false, fax: true });
        let named = of(ActivityKind::Fax, places);
        assert_eq!((named.letter.as_str(), named.fax), (places, plain.fax.clone()));
        let long = of(ActivityKind::Post, &"長い".repeat(400));
        assert_eq!((long.letter, long.fax), (plain.letter, plain.fax), "it would not stay on its page");
    }

    #[test]
    fn a_place_that_is_not_known_reaches_no_letter() {
        let texts =
            PaperTexts { letter: "{{事業者名}} 御中".into(), ..PaperTexts::suggested("案内") };
        let problems = PaperTexts::parse(&texts.fill(), &[]).unwrap_err();
        assert!(
            matches!(&problems[..], [(PaperField::Letter, PaperProblem::Template(faults))] if faults.len() == 1)
        );
    }

    #[test]
    fn every_mistake_is_told_at_once() {
        let typed = Typed::default().with("fax", "行\n".repeat(30) + "行").with("fax_pages", "0");
        let problems = PaperTexts::parse(&typed, &[]).unwrap_err();
        assert_eq!(
            problems,
            [
                (PaperField::Subject, PaperProblem::Missing),
                (PaperField::Envelope, PaperProblem::NotChosen),
                (PaperField::Letter, PaperProblem::Missing),
                (PaperField::Fax, PaperProblem::TooManyLines(24)),
                (PaperField::FaxPages, PaperProblem::Number(99)),
            ]
        );
    }

    #[test]
    fn a_letter_leads_to_a_page_of_its_campaign_alone() {
        let session = LeadsTo::Session(DemoId::from_uuid(uuid::Uuid::from_u128(1)));
        let survey = LeadsTo::Survey(SurveyId::from_uuid(uuid::Uuid::from_u128(2)));
        for page in [session, survey, LeadsTo::SignIn, LeadsTo::Link] {
            assert_eq!(page.to_string().parse(), Ok(page));
            let texts = PaperTexts { leads_to: page, ..PaperTexts::suggested("案内") };
            assert_eq!(PaperTexts::parse(&texts.fill(), &[session, survey, LeadsTo::SignIn]), Ok(texts));
        }
        let texts = PaperTexts { leads_to: survey, ..PaperTexts::suggested("案内") };
        assert_eq!(
            PaperTexts::parse(&texts.fill(), &[session]),
            Err(vec![(PaperField::LeadsTo, PaperProblem::NotChosen)])
        );
        assert_eq!("everything".parse::<LeadsTo>(), Err(NoPage));
    }
}

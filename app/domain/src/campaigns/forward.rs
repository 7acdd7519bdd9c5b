//! 介護保険最新情報 is forwarded: from its number, title, day and address to a mail and a sheet for the fax.

use crate::{
    form::{Reader, Refusal, Typed},
    ids::SegmentId,
    mailings::{Template, TemplateError},
    text::{self, normalise_code},
    wareki::{self, DateError},
};
use chrono::NaiveDate;

/// A place in the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ForwardField {
    /// Vol.
    Number,
    /// 件名.
    Title,
    /// 発出日.
    Dated,
    /// Where it stands.
    Link,
    /// A sentence of our own.
    Words,
    /// To whom.
    Audience,
}

impl ForwardField {
    /// Name of the control.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Title => "title",
            Self::Dated => "dated",
            Self::Link => "link",
            Self::Words => "words",
            Self::Audience => "audience",
        }
    }
}

/// What is wrong with a field.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ForwardProblem {
    /// Nothing was typed or chosen.
    #[error("nothing was typed")]
    Missing,
    /// Longer than is kept.
    #[error("more than {0} characters")]
    TooLong(usize),
    /// Not a number of an issue.
    #[error("not a number of an issue")]
    Number,
    /// Not a date.
    #[error(transparent)]
    Date(#[from] DateError),
    /// A day that has not come.
    #[error("not yet")]
    Future,
    /// Not an address of the web.
    #[error("not an address of the web")]
    Link,
    /// A segment that there is not.
    #[error("no such segment")]
    UnknownSegment,
    /// Places that are not known or not closed.
    #[error("{} faults in the places of the text", .0.len())]
    Template(Vec<TemplateError>),
}

impl Refusal for ForwardProblem {
    fn missing() -> Self {
        Self::Missing
    }
    fn too_long(most: usize) -> Self {
        Self::TooLong(most)
    }
}

/// What is forwarded, and to whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForwardForm {
    /// Vol.
    pub number: u32,
    /// 件名.
    pub title: String,
    /// 発出日.
    pub dated: NaiveDate,
    /// Where it stands.
    pub link: String,
    /// A sentence of our own; may be empty.
    pub words: String,
    /// To whom.
    pub audience: SegmentId,
}

/// The most characters of a title, so that the subject stays a line.
const TITLE: usize = 50;
const LINK: usize = 500;
const WORDS: usize = 1_000;

impl ForwardForm {
    /// Reads the form; `known` are the tenant's segments.
    pub fn parse(
        typed: &Typed,
        known: &[SegmentId],
        today: NaiveDate,
    ) -> Result<Self, Vec<(ForwardField, ForwardProblem)>> {
        let mut reading = Reading::new(typed, ForwardField::name);
        let number = reading.keep(ForwardField::Number, number(reading.get(ForwardField::Number)));
        let title = reading.needed_line(ForwardField::Title, TITLE);
        reading.with_places(ForwardField::Title, &title);
        let dated = reading.need_past_day(ForwardField::Dated, today, ForwardProblem::Future);
        let link = text::tidy_name(reading.get(ForwardField::Link));
        if link.is_empty() {
            reading.refuse(ForwardField::Link, ForwardProblem::Missing);
        } else if !super::is_link(&link) || text::graphemes(&link) > LINK || Template::parse(&link).is_err() {
            // It stands in the text of the mail, where doubled braces would be a place.
            reading.refuse(ForwardField::Link, ForwardProblem::Link);
        }
        let words = reading.prose(ForwardField::Words, WORDS).trim().to_owned();
        reading.with_places(ForwardField::Words, &words);
        let audience =
            reading.keep(ForwardField::Audience, audience(reading.get(ForwardField::Audience), known));
        let read = number.zip(dated).zip(audience).map(|((number, dated), audience)| Self {
            number,
            title,
            dated,
            link,
            words,
            audience,
        });
        reading.done(read)
    }

    /// `介護保険最新情報Vol.1310`.
    pub fn issue(&self) -> String {
        format!("介護保険最新情報Vol.{}", self.number)
    }

    /// The campaign's name.
    pub fn name(&self) -> String {
        format!("{}の周知", self.issue())
    }

    /// The mail's subject.
    pub fn subject(&self) -> String {
        format!("【{}】{}", self.issue(), self.title)
    }

    /// The mail's text, with the place that each office fills.
    pub fn body(&self) -> String {
        let parts = ["{{事業所名}} 御中".to_owned()].into_iter().chain(self.paragraphs());
        parts.collect::<Vec<_>>().join("\n\n")
    }

    /// The words of the activities, with a subject that stays on a line of paper.
    pub fn script(&self) -> String {
        format!("件名：{}のお知らせ\n\n{}", self.issue(), self.paragraphs().join("\n\n"))
    }

    /// What mail and sheet say, paragraph by paragraph.
    pub fn paragraphs(&self) -> Vec<String> {
        let day = wareki::format_date(self.dated);
        let first =
            format!("厚生労働省から、{}（{day}）が発出されましたので、お知らせします。", self.issue());
        let facts = format!("件名　{}\n掲載先　{}", self.title, self.link);
        let own = Some(self.words.clone()).filter(|words| !words.is_empty());
        [Some(first), Some(facts), own].into_iter().flatten().collect()
    }
}

/// A number as people write it: `1310`, `Vol.1310`, `Ｖｏｌ．１３１０`.
fn number(typed: &str) -> Result<u32, ForwardProblem> {
    let code = normalise_code(typed).to_ascii_lowercase();
    let digits = code.trim_start_matches("vol").trim_start_matches(['.', '．', ' ']).trim_end_matches('号');
    if digits.is_empty() && code.is_empty() {
        return Err(ForwardProblem::Missing);
    }
    match digits.parse::<u32>() {
        Ok(number) if (1..=99_999).contains(&number) => Ok(number),
        Ok(_) | Err(_) => Err(ForwardProblem::Number),
    }
}

fn audience(chosen: &str, known: &[SegmentId]) -> Result<SegmentId, ForwardProblem> {
    if chosen.is_empty() {
        return Err(ForwardProblem::Missing);
    }
    chosen.parse().ok().filter(|id| known.contains(id)).ok_or(ForwardProblem::UnknownSegment)
}

type Reading<'a> = Reader<'a, ForwardField, ForwardProblem>;

impl Reading<'_> {
    /// Notes that the places of a text are wrong; of one that is refused already nothing more is said.
    fn with_places(&mut self, field: ForwardField, text: &str) {
        if !self.refused(field)
            && let Err(faults) = Template::parse(text)
        {
            self.refuse(field, ForwardProblem::Template(faults));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{campaigns::ActivityKind, mailings::NewMailing, papers::PaperTexts};
    use uuid::Uuid;

    fn today() -> NaiveDate {
        "2024-09-20".parse().unwrap()
    }

    fn segment() -> SegmentId {
        SegmentId::from_uuid(Uuid::from_u128(7))
    }

    fn typed(changes: &[(&str, &str)]) -> Typed {
        let audience = segment().to_string();
        let all = [
            ("number", "Vol.1310"),
            ("title", "ケアプランデータ連携システムの普及促進について"),
            ("dated", "R6.9.18"),
            ("link", "https://www.mhlw.go.jp/content/001305481.pdf"),
            ("words", "ご不明な点は、介護保険課にお問い合わせください。"),
            ("audience", audience.as_str()),
        ];
        let value = |name: &str, value: &str| {
            changes
                .iter()
                .find(|(changed, _)| *changed == name)
                .map_or(value.to_owned(), |(_, to)| (*to).to_owned())
        };
        all.iter().fold(Typed::default(), |typed, (name, text)| typed.with(name, value(name, text)))
    }

    #[test]
    fn an_issue_becomes_a_mail_that_can_be_sent() {
        let form = ForwardForm::parse(&typed(&[]), &[segment()], today()).unwrap();
        assert_eq!((form.number, form.audience), (1310, segment()));
        assert_eq!(form.name(), "介護保険最新情報Vol.1310の周知");
        let segment = segment();
        let mail = Typed::default()
            .with("segment", segment.to_string())
            .with("subject", form.subject())
            .with("body", form.body());
        let mailing = NewMailing::parse(&mail, &[segment]).unwrap();
        assert!(mailing.body.starts_with("{{事業所名}} 御中\n\n厚生労働省から"));
        assert!(mailing.body.contains("介護保険最新情報Vol.1310（令和6年9月18日）"));
        assert!(mailing.body.ends_with("介護保険課にお問い合わせください。"));
        let script = form.script();
        let paper = PaperTexts::of_activity(ActivityKind::Fax, "FAX", &script);
        assert_eq!(paper.subject, "介護保険最新情報Vol.1310のお知らせ");
        assert!(paper.fax.contains(&form.link) && paper.fax.contains(&form.title), "{}", paper.fax);
    }

    #[test]
    fn a_number_is_read_as_people_write_it() {
        for written in ["1310", "Vol.1310", "ｖｏｌ．１３１０", "vol 1310", "1310号"] {
            assert_eq!(number(written), Ok(1310), "{written}");
        }
        assert_eq!(number(" "), Err(ForwardProblem::Missing));
        for wrong in ["Vol.", "0", "千三百", "1310-2"] {
            assert_eq!(number(wrong), Err(ForwardProblem::Number), "{wrong}");
        }
    }

    #[test]
    fn every_mistake_is_told_at_once() {
        let fields = |typed: &Typed| -> Vec<ForwardField> {
            let wrong = ForwardForm::parse(typed, &[segment()], today()).unwrap_err();
            wrong.into_iter().map(|(field, _)| field).collect()
        };
        assert_eq!(
            fields(&Typed::default()),
            [
                ForwardField::Number,
                ForwardField::Title,
                ForwardField::Dated,
                ForwardField::Link,
                ForwardField::Audience
            ]
        );
        assert_eq!(fields(&typed(&[("link", "javascript:alert(1)")])), [ForwardField::Link]);
        let place = typed(&[("link", "https://www.mhlw.go.jp/{{x}}")]);
        assert_eq!(fields(&place), [ForwardField::Link], "no place of a mail");
        assert_eq!(fields(&typed(&[("words", "{{事業者名}}")])), [ForwardField::Words]);
        assert_eq!(fields(&typed(&[("dated", "R6.9.21")])), [ForwardField::Dated]);
        let stranger = Uuid::from_u128(9).to_string();
        assert_eq!(fields(&typed(&[("audience", &stranger)])), [ForwardField::Audience]);
    }
}

//! A mailing as a clerk writes it.

use super::{Template, TemplateError, Topic};
use crate::{form::Typed, ids::SegmentId, text};

/// A mailing that can be previewed and sent: its texts are read, its segment is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMailing {
    /// 件名, as typed.
    pub subject: String,
    /// 本文, as typed.
    pub body: String,
    /// To whom.
    pub segment: SegmentId,
    /// What it is about.
    pub topic: Topic,
    /// Whether it is sent as HTML, too.
    pub html: bool,
    /// Whether everybody may read it on a page of the municipality, without anybody's name in it.
    pub published: bool,
}

/// The fields of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MailingField {
    /// 対象リスト.
    Segment,
    /// 件名.
    Subject,
    /// 本文.
    Body,
    /// 分野.
    Topic,
    /// HTMLも付ける.
    Html,
    /// ウェブページでも公開する.
    Published,
}

impl MailingField {
    /// The name of the posted field.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Segment => "segment",
            Self::Subject => "subject",
            Self::Body => "body",
            Self::Topic => "topic",
            Self::Html => "html",
            Self::Published => "published",
        }
    }
}

/// Why a field is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MailingProblem {
    /// Nothing was typed or chosen.
    #[error("nothing was typed")]
    Missing,
    /// Longer than a mail should be.
    #[error("more than {most} characters")]
    TooLong {
        /// The most characters.
        most: usize,
    },
    /// A segment that there is not.
    #[error("no such segment")]
    UnknownSegment,
    /// A topic that there is not.
    #[error("no such topic")]
    UnknownTopic,
    /// Places that are not known, not closed or misspelt; at least one.
    #[error("{} faults in the places of the text", .0.len())]
    Template(Vec<TemplateError>),
}

/// The most characters of a subject, so that it stays a line with the longest name in it.
const SUBJECT: usize = 80;
/// The most characters of a text: five pages of A4, more than anybody reads.
const BODY: usize = 6_000;

impl NewMailing {
    /// Reads the form; all errors at once, in the order of the page. `known` are the tenant's segments.
    pub fn parse(typed: &Typed, known: &[SegmentId]) -> Result<Self, Vec<(MailingField, MailingProblem)>> {
        let mut errors = Vec::new();
        let chosen = typed.get(MailingField::Segment.name());
        let segment = chosen.parse().ok().filter(|id| known.contains(id));
        if segment.is_none() {
            let problem =
                if chosen.is_empty() { MailingProblem::Missing } else { MailingProblem::UnknownSegment };
            errors.push((MailingField::Segment, problem));
        }
        let subject = text::tidy_name(typed.get(MailingField::Subject.name()));
        errors.extend(problem(&subject, SUBJECT).map(|problem| (MailingField::Subject, problem)));
        let body = text::tidy_prose(typed.get(MailingField::Body.name()));
        errors.extend(problem(&body, BODY).map(|problem| (MailingField::Body, problem)));
        // Whoever says nothing of it writes of anything.
        let topic = match typed.get(MailingField::Topic.name()) {
            "" => Topic::General,
            code => Topic::from_code(code).unwrap_or_else(|| {
                errors.push((MailingField::Topic, MailingProblem::UnknownTopic));
                Topic::General
            }),
        };
        let html = typed.get(MailingField::Html.name()) == "yes";
        let published = typed.get(MailingField::Published.name()) == "yes";
        match segment {
            Some(segment) if errors.is_empty() => Ok(Self { subject, body, segment, topic, html, published }),
            Some(_) | None => Err(errors),
        }
    }

    /// The form as it would be typed.
    pub fn fill(&self) -> Typed {
        let Self { subject, body, segment, topic, html, published } = self;
        let typed = Typed::default()
            .with(MailingField::Segment.name(), segment.to_string())
            .with(MailingField::Subject.name(), subject)
            .with(MailingField::Body.name(), body)
            .with(MailingField::Topic.name(), topic.code());
        let typed = if *html { typed.with(MailingField::Html.name(), "yes") } else { typed };
        if *published { typed.with(MailingField::Published.name(), "yes") } else { typed }
    }
}

fn problem(text: &str, most: usize) -> Option<MailingProblem> {
    if text.trim().is_empty() {
        Some(MailingProblem::Missing)
    } else if text::graphemes(text) > most {
        Some(MailingProblem::TooLong { most })
    } else {
        Template::parse(text).err().map(MailingProblem::Template)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn id() -> SegmentId {
        SegmentId::from_uuid(Uuid::from_u128(1))
    }

    #[test]
    fn a_mailing_reads_back_as_it_was_typed() {
        let typed = Typed::default()
            .with("segment", id().to_string())
            .with("subject", " {{事業所名}}の皆さまへ\u{202E} ")
            .with("body", "一行目\r\n{{法人名}}\r\n")
            .with("topic", "survey")
            .with("html", "yes")
            .with("published", "yes");
        let read = NewMailing::parse(&typed, &[id()]).unwrap();
        assert_eq!(
            (read.subject.as_str(), read.body.as_str()),
            ("{{事業所名}}の皆さまへ", "一行目\n{{法人名}}")
        );
        assert_eq!((read.topic, read.html, read.published), (Topic::Survey, true, true));
        assert_eq!(NewMailing::parse(&read.fill(), &[id()]), Ok(read));
    }

    #[test]
    fn every_mistake_is_told_at_once() {
        let typed = Typed::default().with("segment", id().to_string()).with("body", "{{事業者名}}と{{法人名");
        let errors = NewMailing::parse(&typed, &[]).unwrap_err();
        assert_eq!(errors[0], (MailingField::Segment, MailingProblem::UnknownSegment));
        assert_eq!(errors[1], (MailingField::Subject, MailingProblem::Missing));
        assert!(
            matches!(&errors[2], (MailingField::Body, MailingProblem::Template(faults)) if faults.len() == 2)
        );
        let typed =
            Typed::default().with("segment", id().to_string()).with("subject", "件名").with("body", "本文");
        assert_eq!(NewMailing::parse(&typed, &[id()]).unwrap().topic, Topic::General);
        let unknown = NewMailing::parse(&typed.with("topic", "weather"), &[id()]).unwrap_err();
        assert_eq!(unknown, [(MailingField::Topic, MailingProblem::UnknownTopic)]);
        let long = Typed::default().with("subject", "長".repeat(81)).with("body", "長".repeat(6001));
        let problems = NewMailing::parse(&long, &[]).unwrap_err();
        assert_eq!(problems[0].1, MailingProblem::Missing);
        assert_eq!(problems[1].1, MailingProblem::TooLong { most: 80 });
        assert_eq!(problems[2].1, MailingProblem::TooLong { most: 6000 });
    }
}

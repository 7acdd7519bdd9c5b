//! A campaign as a clerk writes it.

use super::{Template, TemplateError};
use crate::{form::Typed, ids::SegmentId, text};

/// A campaign that can be previewed and sent: its texts are read, its segment is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCampaign {
    /// 件名, as typed.
    pub subject: String,
    /// 本文, as typed.
    pub body: String,
    /// To whom.
    pub segment: SegmentId,
}

/// The fields of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CampaignField {
    /// 対象リスト.
    Segment,
    /// 件名.
    Subject,
    /// 本文.
    Body,
}

impl CampaignField {
    /// The name of the posted field.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Segment => "segment",
            Self::Subject => "subject",
            Self::Body => "body",
        }
    }
}

/// Why a field is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CampaignProblem {
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
    /// Places that are not known, not closed or misspelt; at least one.
    #[error("{} faults in the places of the text", .0.len())]
    Template(Vec<TemplateError>),
}

/// The most characters of a subject, so that it stays a line with the longest name in it.
const SUBJECT: usize = 80;
/// The most characters of a text: five pages of A4, more than anybody reads.
const BODY: usize = 6_000;

impl NewCampaign {
    /// Reads the form; all errors at once, in the order of the page. `known` are the tenant's segments.
    pub fn parse(typed: &Typed, known: &[SegmentId]) -> Result<Self, Vec<(CampaignField, CampaignProblem)>> {
        let mut errors = Vec::new();
        let chosen = typed.get(CampaignField::Segment.name());
        let segment = chosen.parse().ok().filter(|id| known.contains(id));
        if segment.is_none() {
            let problem =
                if chosen.is_empty() { CampaignProblem::Missing } else { CampaignProblem::UnknownSegment };
            errors.push((CampaignField::Segment, problem));
        }
        let subject = text::tidy_name(typed.get(CampaignField::Subject.name()));
        errors.extend(problem(&subject, SUBJECT).map(|problem| (CampaignField::Subject, problem)));
        let body = text::tidy_prose(typed.get(CampaignField::Body.name()));
        errors.extend(problem(&body, BODY).map(|problem| (CampaignField::Body, problem)));
        match segment {
            Some(segment) if errors.is_empty() => Ok(Self { subject, body, segment }),
            Some(_) | None => Err(errors),
        }
    }

    /// The form as it would be typed.
    pub fn fill(&self) -> Typed {
        let Self { subject, body, segment } = self;
        Typed::default()
            .with(CampaignField::Segment.name(), segment.to_string())
            .with(CampaignField::Subject.name(), subject)
            .with(CampaignField::Body.name(), body)
    }
}

fn problem(text: &str, most: usize) -> Option<CampaignProblem> {
    if text.trim().is_empty() {
        Some(CampaignProblem::Missing)
    } else if text::graphemes(text) > most {
        Some(CampaignProblem::TooLong { most })
    } else {
        Template::parse(text).err().map(CampaignProblem::Template)
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
    fn a_campaign_reads_back_as_it_was_typed() {
        let typed = Typed::default()
            .with("segment", id().to_string())
            .with("subject", " {{事業所名}}の皆さまへ\u{202E} ")
            .with("body", "一行目\r\n{{法人名}}\r\n");
        let read = NewCampaign::parse(&typed, &[id()]).unwrap();
        assert_eq!(
            (read.subject.as_str(), read.body.as_str()),
            ("{{事業所名}}の皆さまへ", "一行目\n{{法人名}}")
        );
        assert_eq!(NewCampaign::parse(&read.fill(), &[id()]), Ok(read));
    }

    #[test]
    fn every_mistake_is_told_at_once() {
        let typed = Typed::default().with("segment", id().to_string()).with("body", "{{事業者名}}と{{法人名");
        let errors = NewCampaign::parse(&typed, &[]).unwrap_err();
        assert_eq!(errors[0], (CampaignField::Segment, CampaignProblem::UnknownSegment));
        assert_eq!(errors[1], (CampaignField::Subject, CampaignProblem::Missing));
        assert!(
            matches!(&errors[2], (CampaignField::Body, CampaignProblem::Template(faults)) if faults.len() == 2)
        );
        let long = Typed::default().with("subject", "長".repeat(81)).with("body", "長".repeat(6001));
        let problems = NewCampaign::parse(&long, &[]).unwrap_err();
        assert_eq!(problems[0].1, CampaignProblem::Missing);
        assert_eq!(problems[1].1, CampaignProblem::TooLong { most: 80 });
        assert_eq!(problems[2].1, CampaignProblem::TooLong { most: 6000 });
    }
}

//! An occasion as a form.

use super::{Admission, Field, Occasion, OccasionKind, Problem};
use crate::{
    demos::{Place, kinds, parse_time},
    form::{Reader, Typed},
    text::normalise_code,
    wareki,
};
use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};

kinds! {
    /// How one comes to it, as the form asks.
    AdmissionKind {
        /// 申込み here.
        Here = "here",
        /// 申込み at another site.
        Elsewhere = "elsewhere",
        /// 申込不要.
        NotNeeded = "not_needed",
        /// 申込不要・先着.
        First = "first",
    }
}

/// Reads and fills the form.
#[derive(Debug, Clone, Copy)]
pub struct OccasionForm;

// The longest texts, in characters as people count them.
const TITLE: usize = 100;
const LINE: usize = 120;
const SUMMARY: usize = 2_000;
const ADDRESS: usize = 500;
/// The most places of one occasion.
const PLACES: u32 = 5_000;

type Reading<'a> = Reader<'a, Field, Problem>;

impl OccasionForm {
    /// Reads the form on a day. `registered` people are registered already: there are never fewer places than that.
    pub fn parse(
        typed: &Typed,
        registered: u16,
        today: NaiveDate,
    ) -> Result<Occasion, Vec<(Field, Problem)>> {
        let mut reader = Reading::new(typed, Field::name);
        let kind = reader.chosen(Field::Kind, OccasionKind::from_code, Problem::NotChosen);
        let title = reader.needed_line(Field::Title, TITLE);
        let summary = reader.prose(Field::Summary, SUMMARY);
        let first_on = reader.need_coming_day(Field::First, today);
        // An empty last day is the first.
        let last_on =
            if reader.is_blank(Field::Last) { first_on } else { reader.need_coming_day(Field::Last, today) };
        let (start, end) = (reader.time(Field::Start), reader.time(Field::End));
        if let (Some(first), Some(last)) = (first_on, last_on) {
            if last < first {
                reader.refuse(Field::Last, Problem::Backwards);
            } else if last == first && start.zip(end).is_some_and(|(start, end)| end <= start) {
                reader.refuse(Field::End, Problem::Backwards);
            }
        }
        let times_note = reader.line(Field::TimesNote, LINE);
        let place = reader.chosen(Field::Place, Place::from_code, Problem::NotChosen);
        let venue = reader.line(Field::Venue, LINE);
        if place == Some(Place::OnSite) && venue.is_empty() {
            reader.refuse(Field::Venue, Problem::Missing);
        }
        let join = reader.prose(Field::Join, ADDRESS);
        let admission = reader.admission(first_on, registered, today);
        let flagged = |flag: &str| typed.all(Field::Flags.name()).any(|value| value == flag);
        let read = (kind, first_on, last_on, start.zip(end), place, admission);
        let occasion = match read {
            (Some(kind), Some(first_on), Some(last_on), Some((start, end)), Some(place), Some(admission)) => {
                Some(Occasion {
                    kind,
                    title,
                    summary,
                    first_on,
                    last_on,
                    start,
                    end,
                    times_note,
                    place,
                    venue,
                    join,
                    admission,
                    may_change: flagged("may_change"),
                    table_public: flagged("table_public"),
                })
            }
            _ => None,
        };
        reader.done(occasion)
    }

    /// Fills the form from what stands.
    pub fn fill(occasion: &Occasion) -> Typed {
        let time = |time: NaiveTime| time.format("%H:%M").to_string();
        let (kind, closes, places, first, site) = match &occasion.admission {
            Admission::Here { closes_on, places } => {
                let places = places.map(|places| places.to_string()).unwrap_or_default();
                (AdmissionKind::Here, wareki::format_date(*closes_on), places, String::new(), String::new())
            }
            Admission::Elsewhere { site } => {
                (AdmissionKind::Elsewhere, String::new(), String::new(), String::new(), site.clone())
            }
            Admission::NotNeeded => {
                (AdmissionKind::NotNeeded, String::new(), String::new(), String::new(), String::new())
            }
            Admission::First { people } => {
                (AdmissionKind::First, String::new(), String::new(), people.to_string(), String::new())
            }
        };
        let typed = Typed::default()
            .with(Field::Kind.name(), occasion.kind.code())
            .with(Field::Title.name(), occasion.title.clone())
            .with(Field::Summary.name(), occasion.summary.clone())
            .with(Field::First.name(), wareki::format_date(occasion.first_on))
            .with(Field::Last.name(), wareki::format_date(occasion.last_on))
            .with(Field::Start.name(), time(occasion.start))
            .with(Field::End.name(), time(occasion.end))
            .with(Field::TimesNote.name(), occasion.times_note.clone())
            .with(Field::Place.name(), occasion.place.code())
            .with(Field::Venue.name(), occasion.venue.clone())
            .with(Field::Join.name(), occasion.join.clone())
            .with(Field::Admission.name(), kind.code())
            .with(Field::ClosesOn.name(), closes)
            .with(Field::Places.name(), places)
            .with(Field::FirstPeople.name(), first)
            .with(Field::Site.name(), site);
        let flags = [("may_change", occasion.may_change), ("table_public", occasion.table_public)];
        flags
            .into_iter()
            .filter(|(_, set)| *set)
            .fold(typed, |typed, (flag, _)| typed.with(Field::Flags.name(), flag))
    }
}

impl Reading<'_> {
    fn time(&mut self, field: Field) -> Option<NaiveTime> {
        self.keep(field, parse_time(self.get(field)))
    }

    fn number(&mut self, field: Field, least: u32) -> Option<u16> {
        let code = normalise_code(self.get(field)).replace(',', "");
        let digits = code.strip_suffix(['人', '名']).unwrap_or(&code);
        let number =
            digits.parse::<u16>().ok().filter(|number| (least..=PLACES).contains(&u32::from(*number)));
        if number.is_none() {
            self.refuse(field, Problem::Number { least, most: PLACES });
        }
        number
    }

    fn admission(
        &mut self,
        first_on: Option<NaiveDate>,
        registered: u16,
        today: NaiveDate,
    ) -> Option<Admission> {
        let kind = self.chosen(Field::Admission, AdmissionKind::from_code, Problem::NotChosen)?;
        if kind != AdmissionKind::Here && registered > 0 {
            self.refuse(Field::Admission, Problem::StillRegistered { registered });
        }
        match kind {
            AdmissionKind::Here => {
                let closes_on = self.need_coming_day(Field::ClosesOn, today);
                if closes_on.zip(first_on).is_some_and(|(closes, first)| closes > first) {
                    self.refuse(Field::ClosesOn, Problem::ClosesLate);
                }
                let unlimited = self.is_blank(Field::Places);
                let places = if unlimited { None } else { self.number(Field::Places, 1) };
                if places.is_some_and(|places| places < registered) {
                    self.refuse(Field::Places, Problem::Promised { registered });
                }
                closes_on.map(|closes_on| Admission::Here { closes_on, places })
            }
            AdmissionKind::Elsewhere => {
                let site = self.needed_line(Field::Site, ADDRESS);
                if !site.is_empty() && !is_site(&site) {
                    self.refuse(Field::Site, Problem::Site);
                }
                Some(Admission::Elsewhere { site })
            }
            AdmissionKind::NotNeeded => Some(Admission::NotNeeded),
            AdmissionKind::First => {
                self.number(Field::FirstPeople, 1).map(|people| Admission::First { people })
            }
        }
    }
}

/// An address of the web without anything that a link may not hold.
pub(crate) fn is_site(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        rest.contains('.')
            && !rest.starts_with(['.', '/'])
            && rest.chars().all(|c| c.is_ascii_graphic() && !matches!(c, '"' | '<' | '>'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(changes: &[(&str, &str)]) -> Typed {
        let all = [
            ("kind", "webinar"),
            ("title", "自治体向けウェビナー"),
            ("summary", "導入の進め方"),
            ("first_on", "R6.6.26"),
            ("start", "14:00"),
            ("end", "16:00"),
            ("place", "online"),
            ("join", "https://example.jp/join"),
            ("admission", "here"),
            ("closes_on", "6/20"),
            ("flags", "table_public"),
        ];
        let kept = all.iter().filter(|(name, _)| !changes.iter().any(|(own, _)| own == name));
        kept.chain(changes).fold(Typed::default(), |typed, (name, value)| typed.with(name, *value))
    }

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2024, 6, 3).unwrap()
    }

    #[test]
    fn what_is_filled_is_read_back() {
        let site = [("admission", "elsewhere"), ("site", "https://example.jp/hcr"), ("kind", "booth")];
        let first = [("admission", "first"), ("first_people", "６０名"), ("flags", "may_change")];
        for changes in [[].as_slice(), &[("places", "500")], &site, &first, &[("admission", "not_needed")]] {
            let occasion = OccasionForm::parse(&typed(changes), 0, today()).expect("it fits");
            assert_eq!(OccasionForm::parse(&OccasionForm::fill(&occasion), 0, today()), Ok(occasion));
        }
    }

    #[test]
    fn what_does_not_hold_together_is_told_where_it_is() {
        let problem = |changes: &[(&str, &str)], registered| {
            OccasionForm::parse(&typed(changes), registered, today()).expect_err("something is wrong")
        };
        assert_eq!(problem(&[("last_on", "R6.6.25")], 0), [(Field::Last, Problem::Backwards)]);
        assert_eq!(problem(&[("end", "14:00")], 0), [(Field::End, Problem::Backwards)]);
        assert_eq!(problem(&[("closes_on", "R6.6.27")], 0), [(Field::ClosesOn, Problem::ClosesLate)]);
        assert_eq!(problem(&[("places", "10")], 11), [(Field::Places, Problem::Promised { registered: 11 })]);
        let switched = problem(&[("admission", "not_needed")], 2);
        assert_eq!(switched, [(Field::Admission, Problem::StillRegistered { registered: 2 })]);
        let script = [("admission", "elsewhere"), ("site", "javascript:alert(1)")];
        assert_eq!(problem(&script, 0), [(Field::Site, Problem::Site)]);
        assert_eq!(problem(&[("place", "on_site")], 0), [(Field::Venue, Problem::Missing)]);
        assert_eq!(OccasionForm::parse(&Typed::default(), 0, today()).map_err(|all| all.len()), Err(7));
    }
}

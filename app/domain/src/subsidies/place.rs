//! What an application holds while it is live, so that a unit is paid no more often than the rules say.
//!
//! Each place is a text that is unique among live applications of a tenant, by a constraint of the database: one in its
//! own programme, which has one fiscal year, and one among all the years of the programme where the rules count over
//! years (docs/decisions/0028-programmes-as-data.md).

use super::{Frequency, Rules, Unit};
use crate::{ids::ProgrammeId, office_number::OfficeNumber, text::search_key};
use uuid::Uuid;

/// The places that an application asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Of which office.
    pub office: OfficeNumber,
    /// In its programme.
    pub year: String,
    /// Among all years of the programme: any one of these; nothing where each year counts for itself.
    pub series: Vec<String>,
}

/// Whose place it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// The office.
    pub office: OfficeNumber,
    /// Its corporation in the register, where that knows it.
    pub corporation: Option<Uuid>,
    /// Its corporation's name, as far as it is known.
    pub corporation_name: String,
}

impl Place {
    /// The places under the rules of a programme; `series` is what its copies for later years have in common with it.
    pub fn of(rules: &Rules, programme: ProgrammeId, series: ProgrammeId, holder: &Holder) -> Self {
        let unit = match rules.unit {
            Unit::OfficeNumber | Unit::Licence | Unit::Linkage => holder.office.to_string(),
            Unit::Corporation => holder.corporation.map_or_else(
                || format!("name={}", search_key(&holder.corporation_name)),
                |corporation| corporation.to_string(),
            ),
        };
        let times = match rules.frequency {
            Frequency::OncePerFiscalYear => 0,
            Frequency::OnceEver => 1,
            Frequency::FirstYears(years) => years,
        };
        Self {
            office: holder.office,
            year: format!("{programme}:{unit}"),
            series: (1..=times).map(|time| format!("{series}:{unit}:{time}")).collect(),
        }
    }
}

impl Place {
    /// The place of an office number in a programme whose rules count by office numbers.
    pub fn of_number(programme: ProgrammeId, office: OfficeNumber) -> String {
        format!("{programme}:{office}")
    }

    /// The same place under another office number; that of a corporation stays as it is.
    pub fn moved(key: &str, to: OfficeNumber) -> String {
        let is_number = |part: &str| part.len() == 10 && part.parse::<OfficeNumber>().is_ok();
        let parts = key.split(':').map(|part| if is_number(part) { to.to_string() } else { part.to_owned() });
        parts.collect::<Vec<_>>().join(":")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::subsidies::{licence_fee_in_full, sample};

    fn id(number: u128) -> ProgrammeId {
        ProgrammeId::from_uuid(Uuid::from_u128(number))
    }

    fn holder(office: &str, corporation: Option<u128>) -> Holder {
        Holder {
            office: office.parse().unwrap(),
            corporation: corporation.map(Uuid::from_u128),
            corporation_name: "株式会社　ひだまり介護".to_owned(),
        }
    }

    #[test]
    fn each_year_counts_for_itself_unless_the_rules_count_over_years() {
        let mut rules = licence_fee_in_full(&sample::city(), sample::r6());
        let ours = holder("2970999013", None);
        let r6 = Place::of(&rules, id(6), id(6), &ours);
        let r7 = Place::of(&rules, id(7), id(6), &ours);
        assert_ne!(r6.year, r7.year);
        assert!(r6.series.is_empty());
        rules.frequency = Frequency::OnceEver;
        assert_eq!(
            Place::of(&rules, id(6), id(6), &ours).series,
            Place::of(&rules, id(7), id(6), &ours).series
        );
        rules.frequency = Frequency::FirstYears(3);
        assert_eq!(Place::of(&rules, id(7), id(6), &ours).series.len(), 3);
    }

    #[test]
    fn a_place_moves_with_its_office_and_not_with_its_corporation() {
        let mut rules = licence_fee_in_full(&sample::city(), sample::r6());
        rules.frequency = Frequency::OnceEver;
        let to: OfficeNumber = "2970999021".parse().unwrap();
        let (old, new) = (holder("2970999013", Some(1)), holder("2970999021", Some(1)));
        for unit in [Unit::OfficeNumber, Unit::Corporation] {
            rules.unit = unit;
            let (old, new) = (Place::of(&rules, id(6), id(6), &old), Place::of(&rules, id(6), id(6), &new));
            assert_eq!(Place::moved(&old.year, to), new.year);
            assert_eq!(Place::moved(&old.series[0], to), new.series[0]);
        }
        assert_eq!(Place::of_number(id(6), to), {
            rules.unit = Unit::OfficeNumber;
            Place::of(&rules, id(6), id(6), &new).year
        });
    }

    #[test]
    fn offices_of_one_corporation_share_its_place_only_where_the_corporation_counts() {
        let mut rules = licence_fee_in_full(&sample::city(), sample::r6());
        let place = |rules: &Rules, office, corporation| {
            Place::of(rules, id(6), id(6), &holder(office, corporation)).year
        };
        assert_ne!(place(&rules, "2970999013", Some(1)), place(&rules, "2970999021", Some(1)));
        rules.unit = Unit::Corporation;
        assert_eq!(place(&rules, "2970999013", Some(1)), place(&rules, "2970999021", Some(1)));
        assert_ne!(place(&rules, "2970999013", Some(1)), place(&rules, "2970999021", Some(2)));
        // A corporation that the register does not know is known by its name.
        assert_eq!(place(&rules, "2970999013", None), place(&rules, "2970999021", None));
    }
}

//! What a template says of its own, because the row it cites does not say it: the page marks it as such.

use super::Template;
use crate::subsidies::ProgrammeField as Field;

impl Template {
    /// Fields whose value is the template's own, because the source does not say it.
    pub fn ours(self) -> Vec<Field> {
        // No source's services, wording and working time are known in full; a budget and a window are each city's own.
        let mut ours = vec![Field::Budget, Field::StandardDays, Field::Terms];
        let more: &[Field] = match self {
            Self::LicenceInFull | Self::Linkages => &[Field::OpensOn(0), Field::ClosesOn(0), Field::Services],
            Self::LicenceOnceEver | Self::PerCorporation | Self::LicenceAndSoftware => {
                &[Field::OpensOn(0), Field::ClosesOn(0), Field::Services, Field::PaidFrom(0)]
            }
            Self::CoFunded => &[Field::OpensOn(0), Field::ClosesOn(0), Field::Services, Field::Cap(0)],
            Self::PerOfficeNumber => &[Field::Services, Field::Frequency],
            Self::BeforeTax => &[Field::OpensOn(0), Field::ExpenseName(0), Field::Services],
            Self::ModelArea => &[Field::OpensOn(0), Field::Services, Field::Municipalities, Field::Frequency],
            Self::NewUsers => &[Field::OpensOn(0), Field::ClosesOn(0), Field::Frequency],
            Self::Attended => {
                &[Field::OpensOn(0), Field::Services, Field::Cap(0), Field::AttendedFrom, Field::Frequency]
            }
            Self::Software => {
                &[Field::OpensOn(0), Field::Services, Field::Tax(0), Field::Rate(0), Field::Frequency]
            }
            Self::ModelRegion => &[
                Field::OpensOn(0),
                Field::ClosesOn(0),
                Field::Services,
                Field::Rate(0),
                Field::Cap(0),
                Field::Cap(1),
                Field::Cap(2),
                Field::Unit,
                Field::Frequency,
                Field::Reach,
                Field::Procedure,
            ],
        };
        ours.extend_from_slice(more);
        ours
    }
}

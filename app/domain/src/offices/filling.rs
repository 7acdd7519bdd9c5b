//! The form of an office, filled with what the register has.

use super::{Detail, Particulars, Status, form::Field};
use crate::{form::Typed, office_number::OfficeNumber, service_type::ServiceType, wareki};

/// The form filled with what the register has.
pub fn to_typed(
    number: Option<OfficeNumber>,
    particulars: &Particulars,
    services: impl IntoIterator<Item = ServiceType>,
) -> Typed {
    let detail = |detail| particulars.get(detail).unwrap_or_default();
    let typed = Typed::default()
        .with(Field::Number.name(), number.map(|number| number.to_string()).unwrap_or_default())
        .with(Field::Name.name(), detail(Detail::Name))
        .with(Field::NameKana.name(), detail(Detail::NameKana))
        .with(Field::CorporationName.name(), detail(Detail::CorporationName))
        .with(Field::CorporateNumber.name(), detail(Detail::CorporateNumber))
        .with(Field::Municipality.name(), detail(Detail::Municipality))
        .with(Field::PostalCode.name(), detail(Detail::PostalCode))
        .with(Field::Address.name(), detail(Detail::Address))
        .with(Field::Building.name(), detail(Detail::Building))
        .with(Field::Phone.name(), detail(Detail::Phone))
        .with(Field::Fax.name(), detail(Detail::Fax))
        .with(Field::Email.name(), detail(Detail::Email))
        .with(Field::Area.name(), detail(Detail::Area))
        .with(Field::Url.name(), detail(Detail::Url))
        .with(
            Field::DesignatedOn.name(),
            particulars.designated_on.map(wareki::format_date).unwrap_or_default(),
        )
        .with(Field::StatusOn.name(), particulars.status_on.map(wareki::format_date).unwrap_or_default())
        .with(Field::Status.name(), particulars.status.unwrap_or(Status::Active).name())
        .with(Field::Remarks.name(), detail(Detail::Remarks));
    services.into_iter().fold(typed, |typed, service| typed.with(Field::Services.name(), service.code()))
}

//! A record in few bytes: what nearly every record says is written plainly, and only what few have is JSON.

use super::{
    cells::take_day,
    issue::{Issue, Place},
    missing::Proposed,
    packed::{Pack, put_bytes, put_number, take_byte, take_bytes, take_number},
    reading::{Outcome, ReadRow},
    record::Record,
};
use crate::{
    adoption::AdoptionState,
    corporate_number::CorporateNumber,
    email::Email,
    municipality_code::MunicipalityCode,
    office_number::OfficeNumber,
    offices::{Particulars, Status},
    phone::Phone,
    service_type::ServiceType,
};
use chrono::{Datelike as _, NaiveDate};
use std::str::FromStr;

/// What few records have: something odd, proposed offices, words about the adoption.
type Rest = (Vec<Issue>, Vec<Proposed>, Option<NaiveDate>, Option<AdoptionState>);

const OUTCOMES: [Outcome; 4] = [Outcome::Ok, Outcome::Warning, Outcome::Error, Outcome::Skipped];

impl Pack for ReadRow {
    fn pack(&self, out: &mut Vec<u8>) {
        let Self { place, record, issues, outcome, proposals } = self;
        let Record { number, services, particulars, adopted_on, adoption } = record;
        put_number(out, u32::try_from(place.sheet).unwrap_or(u32::MAX));
        put_number(out, place.row);
        put_place(out, &OUTCOMES, Some(*outcome));
        put_bytes(out, number.as_ref().map_or("", OfficeNumber::as_str).as_bytes());
        put_number(out, u32::try_from(services.len()).unwrap_or(u32::MAX));
        for service in services {
            put_bytes(out, service.code().as_bytes());
        }
        pack_particulars(particulars, out);
        let has_rest =
            !issues.is_empty() || !proposals.is_empty() || adopted_on.is_some() || adoption.is_some();
        out.push(u8::from(has_rest));
        if has_rest {
            let rest = (issues, proposals, adopted_on, adoption);
            put_bytes(out, &serde_json::to_vec(&rest).expect("a row has no key but text"));
        }
    }

    fn unpack(bytes: &mut &[u8]) -> Option<Self> {
        let place = Place { sheet: take_number(bytes)? as usize, row: take_number(bytes)? };
        let outcome = take_place(bytes, &OUTCOMES).ok()??;
        let number = take_parsed(bytes).ok()?;
        let count = take_number(bytes)? as usize;
        // Each service takes two bytes and more: more cannot be there.
        let mut services: Vec<ServiceType> = Vec::with_capacity(count.min(bytes.len() / 2));
        for _ in 0..count {
            services.push(take_text(bytes)?.parse().ok()?);
        }
        let particulars = unpack_particulars(bytes)?;
        let (issues, proposals, adopted_on, adoption): Rest = match take_byte(bytes)? {
            0 => Rest::default(),
            1 => serde_json::from_slice(take_bytes(bytes)?).ok()?,
            _ => return None,
        };
        let record = Record { number, services, particulars, adopted_on, adoption };
        Some(Self { place, record, issues, outcome, proposals })
    }
}

fn pack_particulars(particulars: &Particulars, out: &mut Vec<u8>) {
    let Particulars {
        name,
        name_kana,
        corporation_name,
        corporate_number,
        municipality,
        postal_code,
        address,
        building,
        phone,
        fax,
        email,
        area,
        url,
        capacity,
        designated_on,
        status,
        status_on,
        remarks,
    } = particulars;
    for text in [name, name_kana, corporation_name, address, building, area, url, remarks] {
        put_bytes(out, text.as_bytes());
    }
    let known = [
        corporate_number.as_ref().map(CorporateNumber::as_str),
        municipality.as_ref().map(MunicipalityCode::as_str),
        phone.as_ref().map(Phone::as_str),
        fax.as_ref().map(Phone::as_str),
        email.as_ref().map(Email::as_str),
    ];
    for text in known {
        put_bytes(out, text.unwrap_or_default().as_bytes());
    }
    put_bytes(out, postal_code.map(|code| code.to_string()).unwrap_or_default().as_bytes());
    out.push(u8::from(capacity.is_some()));
    put_number(out, capacity.unwrap_or_default());
    for day in [designated_on, status_on] {
        out.push(u8::from(day.is_some()));
        out.extend(day.map(|day| day.num_days_from_ce().to_le_bytes()).into_iter().flatten());
    }
    put_place(out, &Status::ALL, *status);
}

fn unpack_particulars(bytes: &mut &[u8]) -> Option<Particulars> {
    Some(Particulars {
        name: take_text(bytes)?.to_owned(),
        name_kana: take_text(bytes)?.to_owned(),
        corporation_name: take_text(bytes)?.to_owned(),
        address: take_text(bytes)?.to_owned(),
        building: take_text(bytes)?.to_owned(),
        area: take_text(bytes)?.to_owned(),
        url: take_text(bytes)?.to_owned(),
        remarks: take_text(bytes)?.to_owned(),
        corporate_number: take_parsed(bytes).ok()?,
        municipality: take_parsed(bytes).ok()?,
        phone: take_parsed(bytes).ok()?,
        fax: take_parsed(bytes).ok()?,
        email: take_parsed(bytes).ok()?,
        postal_code: take_parsed(bytes).ok()?,
        capacity: {
            let is_known = take_flag(bytes)?;
            Some(take_number(bytes)?).filter(|_| is_known)
        },
        designated_on: if take_flag(bytes)? { Some(take_day(bytes)?) } else { None },
        status_on: if take_flag(bytes)? { Some(take_day(bytes)?) } else { None },
        status: take_place(bytes, &Status::ALL).ok()?,
    })
}

/// Writes which of some values it is, or that it is none.
fn put_place<T: PartialEq>(out: &mut Vec<u8>, all: &[T], value: Option<T>) {
    let place = value.and_then(|value| all.iter().position(|other| *other == value));
    out.push(place.and_then(|place| u8::try_from(place + 1).ok()).unwrap_or(0));
}

/// The bytes are none that were packed here.
struct Damaged;

/// Reads which of some values it is.
fn take_place<T: Copy>(bytes: &mut &[u8], all: &[T]) -> Result<Option<T>, Damaged> {
    match usize::from(take_byte(bytes).ok_or(Damaged)?).checked_sub(1) {
        None => Ok(None),
        Some(place) => all.get(place).copied().map(Some).ok_or(Damaged),
    }
}

fn take_flag(bytes: &mut &[u8]) -> Option<bool> {
    match take_byte(bytes)? {
        0 => Some(false),
        1 => Some(true),
        _ => None,
    }
}

fn take_text<'a>(bytes: &mut &'a [u8]) -> Option<&'a str> {
    str::from_utf8(take_bytes(bytes)?).ok()
}

/// Reads something that is written as text, empty where it is not known.
fn take_parsed<T: FromStr>(bytes: &mut &[u8]) -> Result<Option<T>, Damaged> {
    match take_text(bytes).ok_or(Damaged)? {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| Damaged),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{
        field::Field,
        issue::{Code, Level},
    };
    use super::*;
    use crate::offices::Detail;

    fn full() -> ReadRow {
        let particulars = Particulars {
            name: "ひだまり".into(),
            name_kana: "ヒダマリ".into(),
            corporation_name: "㈱髙﨑".into(),
            corporate_number: "8999999000001".parse().ok(),
            municipality: "292991".parse().ok(),
            postal_code: "000-0101".parse().ok(),
            address: "みどり県みどり野市桜が丘3-2-1".into(),
            building: "2階".into(),
            phone: "0741-00-1001".parse().ok(),
            fax: "0741-00-9001".parse().ok(),
            email: Email::parse("a@example.jp").ok(),
            area: "北部".into(),
            url: "https://www.example.jp/".into(),
            capacity: Some(0),
            designated_on: NaiveDate::from_ymd_opt(2024, 4, 1),
            status: Some(Status::Closed),
            status_on: NaiveDate::from_ymd_opt(2024, 5, 1),
            remarks: "一\n二".into(),
        };
        let record = Record {
            number: "2970999013".parse().ok(),
            services: ["11", "A2"].into_iter().filter_map(ServiceType::from_code).collect(),
            particulars,
            adopted_on: NaiveDate::from_ymd_opt(2025, 1, 2),
            adoption: Some(AdoptionState::Using),
        };
        let issues = vec![Issue {
            field: Some(Field::Detail(Detail::Phone)),
            found: "0741001001".into(),
            level: Level::Note,
            ..Issue::of_row(Code::PhoneReformatted)
        }];
        let place = Place { sheet: 3, row: 220_001 };
        ReadRow { place, record, issues, outcome: Outcome::Warning, proposals: Vec::new() }
    }

    #[test]
    fn a_record_is_read_as_it_was_packed() {
        let bare = ReadRow {
            place: Place { sheet: 0, row: 2 },
            record: Record::default(),
            issues: Vec::new(),
            outcome: Outcome::Skipped,
            proposals: Vec::new(),
        };
        assert_eq!(full().record.services.len(), 2);
        for row in [full(), bare] {
            let mut packed = Vec::new();
            row.pack(&mut packed);
            let mut bytes = packed.as_slice();
            assert_eq!(ReadRow::unpack(&mut bytes).as_ref(), Some(&row));
            assert!(bytes.is_empty());
            for end in 0..packed.len() {
                assert_eq!(ReadRow::unpack(&mut &packed[..end]), None, "{end}");
            }
        }
    }
}

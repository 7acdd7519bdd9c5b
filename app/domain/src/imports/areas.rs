//! 日常生活圏域 that stand as headings between the rows, as `【北部圏域】`: each holds for the offices below it until the next.

use super::{
    field::Field,
    header::{Header, HeaderKeys},
    records::{alone, may_be_a_heading, name_of_section, service_of_section},
    table::{ServiceFrom, Table, body},
    workbook::{Row, Sheet},
};
use crate::{offices::Detail, service_type::ServiceType, text};

/// Where the 圏域 of a row is taken from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) enum AreaFrom {
    /// A column, or nowhere.
    #[default]
    Column,
    /// Headings between the rows; with what stands above the table, or an empty text.
    Sections(String),
}

/// A heading is short.
const LONGEST: usize = 30;

impl AreaFrom {
    /// Of headings where no column says it and every office has such a heading above it: one before the first row of the
    /// table, or one above it. What has no mark there may be a title, unless other headings follow.
    pub(super) fn find(table: &Table, sheet: &Sheet, header: Header) -> Self {
        if table.lines > 1 || table.column(Field::Detail(Detail::Area)).is_some() {
            return Self::Column;
        }
        let upper = sheet.rows.iter().rev().filter(|row| row.number < header.first);
        let above = upper.filter_map(alone).find_map(|(_, text)| Some((area_of(text)?, is_marked(text))));
        let mut lower = body(sheet, header).iter();
        let is_first = |row: &Row| heading(table, row).is_some_and(|text| area_of(text).is_some());
        // Only titles and other headings may stand before it, each alone in its row.
        let is_office =
            |row: &Row| alone(row).is_none() && row.cells.iter().any(|cell| !cell.text.trim().is_empty());
        let first = lower.find(|row| is_first(row) || is_office(row));
        match above {
            Some((area, has_mark)) if has_mark || body(sheet, header).iter().any(is_first) => {
                Self::Sections(area)
            }
            Some(_) | None if first.is_some_and(is_first) => Self::Sections(String::new()),
            Some(_) | None => Self::Column,
        }
    }
}

/// A text that stands alone where headings between the rows do.
fn heading<'a>(table: &Table, row: &'a Row) -> Option<&'a str> {
    let (column, text) = alone(row)?;
    let is_in_front = table.column(Field::OfficeNumber).is_none_or(|number| column <= number)
        && table.column(Field::Detail(Detail::Name)) != Some(column);
    is_in_front.then_some(text)
}

/// The 圏域 that a heading names: `【北部圏域】`, `■中央地区（12事業所）`, `圏域：北部`.
fn area_of(title: &str) -> Option<String> {
    if service_of_section(title).is_some() || !may_be_a_heading(title) {
        return None;
    }
    let name = text::tidy_name(name_of_section(title));
    if name.chars().take(LONGEST + 1).count() > LONGEST {
        return None;
    }
    if let Some((label, area)) = name.split_once(['：', ':']) {
        let is_label =
            Field::of_heading(label).is_some_and(|(field, _)| field == Field::Detail(Detail::Area));
        return Some(area.trim().to_owned()).filter(|area| is_label && !area.is_empty());
    }
    if Field::of_heading(&name).is_some() {
        return None;
    }
    let is_counted = |rest: &str| rest.starts_with(|c: char| c.is_numeric()) && rest.ends_with(['）', ')']);
    let own = match name.split_once(['（', '(']) {
        Some((front, rest)) if is_counted(rest) => front.trim(),
        Some(_) | None => name.as_str(),
    };
    // 地区 is more than this: without a mark it may be part of a sentence.
    let is_named = |end: &str| own.strip_suffix(end).is_some_and(|front| !front.is_empty());
    let is_area = is_named("圏域") || (is_named("地区") && is_marked(title));
    is_area.then(|| own.to_owned())
}

/// Whether a heading has a mark before it, or brackets around it.
fn is_marked(title: &str) -> bool {
    name_of_section(title) != title.trim()
}

/// The 圏域 that holds from a row on; an empty text where a heading says something that is none.
pub(super) fn begun(table: &Table, keys: &HeaderKeys, row: &Row) -> Option<String> {
    let AreaFrom::Sections(_) = table.area else { return None };
    let title = heading(table, row)?;
    let is_another = || {
        !matches!(table.service, ServiceFrom::Sections(_))
            && is_marked(title)
            && may_be_a_heading(title)
            && service_of_section(title).is_none()
            && !keys.repeats_a_title(&[(0, title)])
    };
    area_of(title).or_else(|| is_another().then(String::new))
}

/// What the headings above a row say.
#[derive(Default)]
pub(super) struct Above {
    /// The service that the last of them named.
    pub(super) service: Option<ServiceType>,
    /// The 圏域 that the last of them named; may be empty.
    pub(super) area: String,
    /// Those for 圏域 stand below those for services.
    is_within: bool,
    /// A record stands below the last of them.
    has_records: bool,
}

impl Above {
    /// What stands above the table.
    pub(super) fn of(table: &Table) -> Self {
        let service = match table.service {
            ServiceFrom::Sections(above) => above,
            _ => None,
        };
        let area = match &table.area {
            AreaFrom::Sections(above) => above.clone(),
            AreaFrom::Column => String::new(),
        };
        Self { service, area, ..Self::default() }
    }

    /// A heading for a service; a 圏域 within the one before ends with it.
    pub(super) fn begin_service(&mut self, service: Option<ServiceType>) {
        if self.is_within && self.has_records {
            self.area.clear();
        }
        self.service = service;
        self.is_within = false;
        self.has_records = false;
    }

    /// A heading for a 圏域; unless it stands within a service, that ends with it.
    pub(super) fn begin_area(&mut self, area: String) {
        self.is_within |= !self.has_records;
        if !self.is_within {
            self.service = None;
        }
        self.area = area;
        self.has_records = false;
    }

    /// A record; one that has a single cell may be a heading that nobody understands.
    pub(super) fn pass_record(&mut self, is_lone: bool) {
        if is_lone {
            self.service = None;
        }
        self.has_records = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_names_an_area_or_none() {
        let named = |title: &str| area_of(title).unwrap_or_default();
        for title in ["【北部圏域】", "■北部圏域（12事業所）", "北部圏域", "圏域：北部圏域"]
        {
            assert_eq!(named(title), "北部圏域", "{title}");
        }
        assert_eq!([named("◆中央地区"), named("日常生活圏域：北部")], ["中央地区", "北部"]);
        for title in
            ["【訪問介護】", "中央地区", "※北部圏域", "日常生活圏域", "【その他】", "みどり野市：北部", "計"]
        {
            assert_eq!(named(title), "", "{title}");
        }
    }

    #[test]
    fn areas_within_services_leave_them_and_services_within_areas_end_with_them() {
        let service: ServiceType = "11".parse().unwrap();
        let other: ServiceType = "15".parse().unwrap();
        let said = |above: &Above| (above.service, above.area.clone());
        let mut above = Above::default();
        above.begin_service(Some(service));
        above.begin_area("北".into());
        above.pass_record(false);
        above.begin_area("南".into());
        assert_eq!(said(&above), (Some(service), "南".into()));
        above.pass_record(false);
        above.begin_service(Some(other));
        assert_eq!(said(&above), (Some(other), String::new()), "nothing is said of what follows");
        let mut above = Above::default();
        above.begin_area("北".into());
        above.begin_service(Some(service));
        above.pass_record(false);
        above.begin_service(Some(other));
        assert_eq!(said(&above), (Some(other), "北".into()));
        // Nothing stands below the last service.
        above.begin_area("南".into());
        above.begin_service(Some(service));
        assert_eq!(said(&above), (Some(service), "南".into()));
        above.pass_record(false);
        above.begin_area("東".into());
        assert_eq!(said(&above), (None, "東".into()));
    }
}

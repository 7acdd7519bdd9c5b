//! A table: columns of a kind, and rows of values.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{adoption::Tenths, money::Yen, tokyo};
use std::borrow::Cow;

/// A table of the product. The rows may come from an iterator, one at a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table<R = Vec<Vec<Value>>> {
    /// What the table is; the name of the sheet is made of it.
    pub title: String,
    /// The columns, from the left.
    pub columns: Vec<Column>,
    /// The rows, without that of the headings; what a row lacks at its end is empty.
    pub rows: R,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The heading.
    pub heading: String,
    /// What stands in it.
    pub kind: Kind,
    /// Its width in half-width characters, where that of the content is not wanted.
    pub width: Option<u16>,
}

/// What stands in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Text. Every value becomes text.
    Text,
    /// A number of an office, a postal code, a telephone: text of digits that nobody calculates with. Every value
    /// becomes text.
    Code,
    /// Whole numbers.
    Number,
    /// Percentages and points, with one decimal.
    Tenths,
    /// Amounts, with commas at the thousands.
    Yen,
    /// Days.
    Date,
    /// Days with the time of day in Japan.
    Moment,
}

/// What stands in a cell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Value {
    /// Text; the empty text is an empty cell.
    Text(String),
    /// A whole number.
    Number(i64),
    /// A percentage, or a difference of two, with one decimal.
    Tenths(Tenths),
    /// An amount.
    Yen(Yen),
    /// A day.
    Date(NaiveDate),
    /// A moment, shown in Japanese time to the minute.
    Moment(DateTime<Utc>),
    /// Nothing.
    #[default]
    Empty,
}

/// A column of a list of things: its heading, what stands in it, and where a thing has that.
pub type Field<T> = (&'static str, Kind, fn(&T) -> Value);

impl Table {
    /// The table of a list: a row for each thing.
    pub fn of<'a, T: 'a>(
        title: impl Into<String>,
        fields: &[Field<T>],
        things: impl IntoIterator<Item = &'a T>,
    ) -> Self {
        let row = |thing: &T| fields.iter().map(|(_, _, value)| value(thing)).collect();
        Self {
            title: title.into(),
            columns: fields.iter().map(|(heading, kind, _)| Column::new(*heading, *kind)).collect(),
            rows: things.into_iter().map(row).collect(),
        }
    }
}

impl Column {
    /// A column as wide as its content.
    pub fn new(heading: impl Into<String>, kind: Kind) -> Self {
        Self { heading: heading.into(), kind, width: None }
    }
    /// The column with a width in half-width characters.
    #[must_use]
    pub const fn wide(mut self, width: u16) -> Self {
        self.width = Some(width);
        self
    }
}

impl Kind {
    /// True when every value becomes text.
    pub const fn is_text(self) -> bool {
        matches!(self, Self::Text | Self::Code)
    }
}

impl Value {
    /// The value as text: digits without commas, days as `2024-04-01`, moments as `2024-04-01 09:30`.
    pub fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Text(text) => Cow::Borrowed(text),
            Self::Number(number) => number.to_string().into(),
            Self::Tenths(tenths) => tenths.to_string().into(),
            Self::Yen(yen) => yen.get().to_string().into(),
            Self::Date(day) => day.to_string().into(),
            Self::Moment(at) => tokyo::date_time(*at).format("%Y-%m-%d %H:%M").to_string().into(),
            Self::Empty => Cow::Borrowed(""),
        }
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}
impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}
impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}
impl From<Tenths> for Value {
    fn from(tenths: Tenths) -> Self {
        Self::Tenths(tenths)
    }
}
impl From<Yen> for Value {
    fn from(yen: Yen) -> Self {
        Self::Yen(yen)
    }
}
impl From<NaiveDate> for Value {
    fn from(day: NaiveDate) -> Self {
        Self::Date(day)
    }
}
impl From<DateTime<Utc>> for Value {
    fn from(at: DateTime<Utc>) -> Self {
        Self::Moment(at)
    }
}
impl<T: Into<Self>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Empty, Into::into)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_a_table_of_its_fields() {
        let fields: [Field<(i64, &str)>; 2] =
            [("番号", Kind::Number, |one| one.0.into()), ("名前", Kind::Text, |one| one.1.into())];
        let table = Table::of("人", &fields, &[(1, "葵"), (2, "実")]);
        let headings: Vec<_> = table.columns.iter().map(|column| column.heading.as_str()).collect();
        assert_eq!(headings, ["番号", "名前"]);
        assert_eq!(table.rows[1], [Value::Number(2), Value::from("実")]);
    }

    #[test]
    fn every_value_has_its_text() {
        let at = "2024-03-31T15:30:00Z".parse::<DateTime<Utc>>().unwrap();
        for (value, text) in [
            (Value::from("0370999013"), "0370999013"),
            (Value::from(-5), "-5"),
            (Value::from(Yen(21_000)), "21000"),
            (Value::from(NaiveDate::from_ymd_opt(2024, 4, 1)), "2024-04-01"),
            (Value::from(at), "2024-04-01 00:30"),
            (Value::from(None::<i64>), ""),
        ] {
            assert_eq!(value.text(), text);
        }
    }
}

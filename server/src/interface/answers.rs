//! What is asked for in a query, and how a list is answered.

use super::{
    problem::Refusal,
    resources::{LIMIT, MOST, Resource},
};
use crate::keys;
use axum::{
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use chrono::{DateTime, Datelike as _, NaiveDate, Utc};
use domain::tokyo;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use store::interface::Part;

/// What the query may ask for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    pub after: String,
    limit: String,
    updated_since: String,
}

impl Asked {
    /// How many lines.
    pub fn limit(&self) -> Result<u64, Refusal> {
        if self.limit.is_empty() {
            return Ok(LIMIT);
        }
        let asked = self.limit.parse().ok().filter(|limit| (1..=MOST).contains(limit));
        asked.ok_or(Refusal::Parameter("limit"))
    }

    /// Which part of a list whose lines have ids. Where it is not kept what changed, that cannot be asked for.
    pub fn part(&self, resource: &Resource) -> Result<Part, Refusal> {
        if !resource.since && !self.updated_since.is_empty() {
            return Err(Refusal::Parameter("updated_since"));
        }
        let after = match self.after.as_str() {
            "" => None,
            id => Some(id.parse().map_err(|_| Refusal::Parameter("after"))?),
        };
        Ok(Part { after, limit: self.limit()?, since: self.since()? })
    }

    /// Since a moment, or since a day began in Japan. A plus sign that was not escaped arrives as a space.
    fn since(&self) -> Result<Option<DateTime<Utc>>, Refusal> {
        let asked = self.updated_since.replace(' ', "+");
        if asked.is_empty() {
            return Ok(None);
        }
        let moment = DateTime::parse_from_rfc3339(&asked).map(|moment| moment.with_timezone(&Utc));
        let day = || asked.parse::<NaiveDate>().ok().filter(|day| is_usual(*day)).map(tokyo::start_of);
        let since = moment.ok().filter(|moment| is_usual(moment.date_naive())).or_else(day);
        since.map(Some).ok_or(Refusal::Parameter("updated_since"))
    }
}

/// Whether a day has a year of four digits: of others the databases think differently, or nothing.
fn is_usual(day: NaiveDate) -> bool {
    (1000..=9999).contains(&day.year())
}

/// What `after` says for the next part; none where this one is the last.
pub(super) fn next(part: Part, count: usize, last: Option<String>) -> Option<String> {
    last.filter(|_| u64::try_from(count).is_ok_and(|count| count == part.limit))
}

/// A list: each line has the values of the resource's fields, in their order.
pub(super) fn list(
    asked: &HeaderMap,
    resource: &Resource,
    lines: Vec<Vec<Value>>,
    next: Option<&str>,
) -> Response {
    let item = |line: Vec<Value>| {
        debug_assert_eq!(line.len(), resource.fields.len(), "{}", resource.path);
        let names = resource.fields.iter().map(|field| field.name.to_owned());
        Value::Object(names.zip(line).collect::<Map<String, Value>>())
    };
    let items: Vec<Value> = lines.into_iter().map(item).collect();
    document(asked, &json!({ "items": items, "next": next }))
}

/// A document, or word that it is still the one that the asker has.
pub(super) fn document(asked: &HeaderMap, document: &Value) -> Response {
    let body = document.to_string();
    let tag = format!("\"{}\"", &keys::sha256(&body)[..32]);
    let has = asked
        .get(header::IF_NONE_MATCH)
        .and_then(|tags| tags.to_str().ok())
        .is_some_and(|tags| tags.split(',').any(|one| one.trim().trim_start_matches("W/") == tag));
    let mut response = if has { StatusCode::NOT_MODIFIED.into_response() } else { body.into_response() };
    let headers = response.headers_mut();
    if !has {
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    }
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, tag);
    }
    response
}

//! The words of the work as they stand in columns of text.

use crate::Error;
use serde::{Serialize, de::DeserializeOwned};

/// The word of a value that is written as one.
pub fn word(value: impl Serialize) -> Result<String, Error> {
    match serde_json::to_value(value)? {
        serde_json::Value::String(word) => Ok(word),
        other => Err(Error::Unreadable(other.to_string())),
    }
}

/// The value of a code, where there is one. A code that nobody knows is an error: read as none it would mean something
/// else, such as that somebody who is left out is written to.
pub fn coded<T>(code: Option<&str>, from_code: impl Fn(&str) -> Option<T>) -> Result<Option<T>, Error> {
    code.map(|code| from_code(code).ok_or_else(|| Error::Unreadable(code.to_owned()))).transpose()
}

/// The value of a word.
pub fn read<T: DeserializeOwned>(word: &str) -> Result<T, Error> {
    Ok(T::deserialize(serde_json::Value::String(word.to_owned()))?)
}

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

/// The value of a word.
pub fn read<T: DeserializeOwned>(word: &str) -> Result<T, Error> {
    Ok(T::deserialize(serde_json::Value::String(word.to_owned()))?)
}

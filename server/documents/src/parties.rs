//! Who writes and who is written to.

use serde::{Deserialize, Serialize};

/// 担当窓口, as it stands at the end of every document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// The municipality or other body (みどり野市).
    pub body: String,
    /// 課・係.
    pub section: String,
    /// Telephone as printed.
    pub phone: String,
    /// 受付時間 as printed; may be empty.
    pub hours: String,
}

/// Where a letter goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostalAddress {
    /// 郵便番号 with its hyphen.
    pub postal_code: String,
    /// 住所; may have several lines.
    pub address: String,
    /// 事業所名 or 法人名, without 御中.
    pub name: String,
}

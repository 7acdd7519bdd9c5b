//! Whom the federation calls about a request.

use serde::{Deserialize, Serialize};

/// Name, telephone, mail: as typed into the request, in normal form. Empty where the request came by telephone and
/// was not told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// 担当者名.
    pub name: String,
    /// 電話番号.
    pub phone: String,
    /// メールアドレス; empty where there is none.
    pub email: String,
}

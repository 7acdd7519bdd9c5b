//! 様式: the forms that grant rules number and title, from the application to the return of the money.

use serde::{Deserialize, Serialize};

/// A form that the grant rules name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormName {
    /// Which of them.
    pub form: Form,
    /// 様式番号, as printed; empty where it has none.
    pub number: String,
    /// Its title, as printed.
    pub title: String,
}

/// Which form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// 交付申請書.
    Application,
    /// 交付決定通知書.
    Decision,
    /// 不交付決定通知書.
    Refusal,
    /// 変更（中止・廃止）承認申請書.
    Change,
    /// 変更（中止・廃止）承認通知書.
    ChangeApproval,
    /// 実績報告書.
    Report,
    /// 額の確定通知書.
    FinalAmount,
    /// 請求書.
    Claim,
    /// 取消通知書.
    Cancellation,
    /// 返還命令書.
    ReturnOrder,
}

impl Form {
    /// Every form, in the order of the procedure.
    pub const ALL: [Self; 10] = [
        Self::Application,
        Self::Decision,
        Self::Refusal,
        Self::Change,
        Self::ChangeApproval,
        Self::Report,
        Self::FinalAmount,
        Self::Claim,
        Self::Cancellation,
        Self::ReturnOrder,
    ];
}

impl FormName {
    /// Number and title, as they are printed.
    pub fn printed(&self) -> String {
        format!("{} {}", self.number, self.title).trim().to_owned()
    }
}

//! A mail to an outsider who is asked for an opinion: where, by when, and nothing of the case.

use super::MailText;
use chrono::NaiveDate;
use domain::{subsidies::Desk, wareki::format_date_with_weekday};

/// 意見照会. The code is told apart from the address.
pub fn asked(name: &str, municipality: &str, desk: &Desk, due: NaiveDate, url: &str) -> MailText {
    MailText::new(
        &format!("【{municipality}】補助金の申請についての意見照会"),
        name,
        &[
            "補助金の申請について、ご意見をお聞かせください。",
            &format!("回答の期限：{}", format_date_with_weekday(due)),
            &format!("次のページを開き、担当者からお伝えする8けたのコードを入力してください。\n{url}"),
        ],
        &format!("{municipality} {}\n電話 {}（{}）", desk.section, desk.phone, desk.hours),
    )
}

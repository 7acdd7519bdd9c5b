//! Mails about applications. They name the number and where to look, and hold no answer of the form.

use super::MailText;
use chrono::NaiveDate;
use domain::{
    subsidies::{Desk, ReceiptNumber},
    wareki::format_date_with_weekday,
};

/// What every such mail is about.
#[derive(Debug, Clone, Copy)]
pub struct About<'a> {
    /// To whom.
    pub name: &'a str,
    /// In whose name.
    pub municipality: &'a str,
    /// Who answers.
    pub desk: &'a Desk,
    /// The programme's title.
    pub programme: &'a str,
    /// The office's name.
    pub office: &'a str,
    /// The application's number.
    pub receipt: ReceiptNumber,
    /// The application's page; none where there is no public side, or no account to open it with.
    pub url: Option<&'a str>,
}

impl About<'_> {
    pub(super) fn mail(&self, what: &str, paragraphs: &[&str]) -> MailText {
        let Self { name, municipality, desk, programme, office, receipt, url } = self;
        let subject = format!("【{municipality}】{what}（受付番号 {receipt}）");
        let facts = format!("受付番号：{receipt}\n補助金：{programme}\n事業所：{office}");
        let link = url.map(|url| format!("申請の状況は、次のページで確かめられます。\n{url}"));
        let from = format!("{municipality} {}\n電話 {}（{}）", desk.section, desk.phone, desk.hours);
        let paragraphs: Vec<&str> =
            paragraphs.iter().copied().chain([facts.as_str()]).chain(link.as_deref()).collect();
        MailText::new(&subject, name, &paragraphs, &from)
    }
}

/// 申請を受け付けました.
pub fn received(about: &About) -> MailText {
    let next = match about.url {
        Some(_) => {
            "この後の流れ\n・担当者が内容を確認します。\n・直していただくことがあれば、メールでお知らせします。\n・審査が終わると、メールでお知らせします。決定通知書は、申請のページから受け取れます。"
        }
        None => {
            "この後の流れ\n・担当者が内容を確認します。\n・直していただくことがあれば、お知らせします。\n・審査が終わると、決定通知書をお送りします。"
        }
    };
    about.mail("補助金の申請を受け付けました", &["補助金の申請を受け付けました。", next])
}

/// 再提出を受け付けました.
pub fn received_again(about: &About) -> MailText {
    about
        .mail("申請の再提出を受け付けました", &["補正していただいた申請を受け付けました。審査を再開します。"])
}

/// 申請を取り下げました.
pub fn withdrawn(about: &About) -> MailText {
    about.mail(
        "申請の取下げを受け付けました",
        &["申請の取下げを受け付けました。心当たりがないときは、すぐにお電話ください。"],
    )
}

/// 補正をお願いします.
pub fn returned(about: &About, due: NaiveDate, places: &[String]) -> MailText {
    let asked = format!(
        "申請の内容を確かめたところ、直していただきたいことがあります。{}までに直して、再提出してください。",
        format_date_with_weekday(due)
    );
    let places = format!(
        "直していただきたいところ：\n{}",
        places.iter().map(|place| format!("・{place}")).collect::<Vec<_>>().join("\n")
    );
    let more = match about.url {
        Some(_) => "くわしくは、次のページでご確認ください。",
        None => "くわしくは、下の窓口から電話や書面でお伝えします。",
    };
    about.mail("申請の補正をお願いします", &[&asked, &places, more])
}

/// 交付を決定しました.
pub fn granted(about: &About, document_number: &str) -> MailText {
    let decided = match about.url {
        Some(_) => format!(
            "補助金の交付を決定しました。交付決定通知書（{document_number}）を、次のページから開いてください。"
        ),
        None => format!("補助金の交付を決定しました。交付決定通知書（{document_number}）をお送りします。"),
    };
    about.mail("補助金の交付を決定しました", &[&decided])
}

/// 不交付と決定しました.
pub fn refused(about: &About, document_number: &str) -> MailText {
    let decided = match about.url {
        Some(_) => format!(
            "申請について、不交付と決定しました。理由は、次のページの不交付決定通知書（{document_number}）をご覧ください。"
        ),
        None => format!(
            "申請について、不交付と決定しました。理由は、お送りする不交付決定通知書（{document_number}）をご覧ください。"
        ),
    };
    about.mail("申請の審査の結果について", &[&decided])
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::fiscal_year::FiscalYear;

    #[test]
    fn a_receipt_names_the_number_in_subject_and_text_and_ends_with_who_answers() {
        let desk =
            Desk { section: "介護保険課".into(), phone: "03-0000-0000".into(), hours: "平日".into() };
        let mail = received(&About {
            name: "木漏 日和",
            municipality: "みどり野市",
            desk: &desk,
            programme: "導入支援補助金",
            office: "ひだまり",
            receipt: ReceiptNumber::new(FiscalYear::from_year(2024).unwrap(), 1),
            url: Some("https://hiromeru.example.jp/t/midorino/my/applications/1"),
        });
        assert_eq!(mail.subject, "【みどり野市】補助金の申請を受け付けました（受付番号 R6-0001）");
        assert!(mail.body.starts_with("木漏 日和 様\n\n"), "{}", mail.body);
        assert!(mail.body.contains("受付番号：R6-0001\n") && mail.body.contains("電話 03-0000-0000（平日）"));
    }
}

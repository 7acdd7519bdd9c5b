//! Mails about what the office decides of an application, and about the work inside it. To applicants they say where
//! to look and never what stands there: a mail may be read by others at the same desk.

use super::{MailText, subsidies::About};
use chrono::NaiveDate;
use domain::{subsidies::ReceiptNumber, wareki::format_date_with_weekday};

/// Who writes to officers.
const FROM: &str = "ひろめる（このメールには返信できません）";

/// 補正のお願い.
pub fn correction_requested(about: &About, places: usize, due: NaiveDate) -> MailText {
    let due = format_date_with_weekday(due);
    let asked = format!(
        "申請の内容を確認したところ、直していただきたいところが{places}か所ありました。\n{due}までに、直して送信してください。"
    );
    about.mail(
        "申請の補正のお願い",
        &[&asked, "どこをどう直すかは、ログインすると申請のページに表示されます。すべてを入力し直す必要はありません。"],
    )
}

/// 補正の期限が近づいています.
pub fn correction_due(about: &About, due: NaiveDate) -> MailText {
    let due = format_date_with_weekday(due);
    let asked = format!(
        "お願いしている補正の期限は、{due}です。\n間に合わないときは、期限の前に下の窓口へお電話ください。"
    );
    about.mail("申請の補正の期限が近づいています", &[&asked])
}

/// 交付決定.
pub fn granted(about: &About) -> MailText {
    about.mail(
        DECIDED,
        &[
            "審査の結果、補助金を交付することに決定しました。",
            "ログインすると、申請のページから交付決定通知書（PDF）を受け取れます。大切に保管してください。",
        ],
    )
}

/// 不交付決定.
pub fn refused(about: &About) -> MailText {
    about.mail(
        DECIDED,
        &[
            "審査の結果、補助金を交付しないことに決定しました。",
            "ログインすると、申請のページから不交付決定通知書（PDF）を受け取れます。理由は通知書に記載しています。",
        ],
    )
}

/// The same for both outcomes: a subject shows in lists that others see.
const DECIDED: &str = "補助金の申請の審査結果";

/// What an officer's mail is about.
#[derive(Debug, Clone, Copy)]
pub struct Work<'a> {
    /// To whom.
    pub name: &'a str,
    /// In which house.
    pub municipality: &'a str,
    /// The programme's title.
    pub programme: &'a str,
    /// The application's number.
    pub receipt: ReceiptNumber,
    /// Where the work is done.
    pub url: &'a str,
}

impl Work<'_> {
    fn mail(&self, what: &str, news: &str) -> MailText {
        let Self { name, municipality, programme, receipt, url } = self;
        let facts = format!("受付番号：{receipt}\n補助金：{programme}");
        MailText::new(
            &format!("【{municipality}】{what}（受付番号 {receipt}）"),
            name,
            &[news, &facts, &format!("次のページで確かめられます。\n{url}")],
            FROM,
        )
    }
}

/// 担当になりました.
pub fn assigned(work: &Work) -> MailText {
    work.mail("申請の担当になりました", "あなたがこの申請の担当になりました。")
}

/// 決裁待ち.
pub fn awaiting_decision(work: &Work) -> MailText {
    work.mail(
        "決裁待ちの起案があります",
        "起案が出されました。内容を確かめて、決裁または差戻しをしてください。",
    )
}

/// 差戻し.
pub fn sent_back(work: &Work) -> MailText {
    work.mail(
        "起案が差し戻されました",
        "起案が差し戻されました。差戻しの理由は、申請のページに表示されます。",
    )
}

/// 再提出.
pub fn resubmitted(work: &Work) -> MailText {
    work.mail("補正した申請が届きました", "補正をお願いした申請が再提出されました。審査を再開してください。")
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{fiscal_year::FiscalYear, subsidies::Desk};

    fn receipt() -> ReceiptNumber {
        ReceiptNumber::new(FiscalYear::from_year(2024).unwrap(), 1)
    }

    fn shown(mail: &MailText) -> String {
        format!("{}\n\n{}", mail.subject, mail.body)
    }

    fn to_the_applicant() -> [(&'static str, MailText); 6] {
        let desk = Desk {
            section: "介護保険課 給付係".into(),
            phone: "03-0000-0000".into(),
            hours: "平日 8:30〜17:15".into(),
        };
        let about = About {
            name: "木漏 日和",
            municipality: "みどり野市",
            desk: &desk,
            programme: "ケアプランデータ連携システム導入支援補助金",
            office: "居宅介護支援事業所ひだまり",
            receipt: receipt(),
            url: Some("https://hiromeru.example/t/midorino/my/applications/0190"),
        };
        let due = NaiveDate::from_ymd_opt(2024, 7, 17).unwrap();
        [
            ("received", super::super::subsidies::received(&about)),
            ("received_again", super::super::subsidies::received_again(&about)),
            ("correction_requested", correction_requested(&about, 2, due)),
            ("correction_due", correction_due(&about, due)),
            ("granted", granted(&about)),
            ("refused", refused(&about)),
        ]
    }

    fn to_officers() -> [(&'static str, MailText); 4] {
        let work = Work {
            name: "担当 花子",
            municipality: "みどり野市",
            programme: "ケアプランデータ連携システム導入支援補助金",
            receipt: receipt(),
            url: "https://hiromeru.example/t/midorino/applications/0190",
        };
        [
            ("assigned", assigned(&work)),
            ("awaiting_decision", awaiting_decision(&work)),
            ("sent_back", sent_back(&work)),
            ("resubmitted", resubmitted(&work)),
        ]
    }

    #[test]
    fn every_mail_reads_as_it_did() {
        for (name, mail) in to_the_applicant().into_iter().chain(to_officers()) {
            insta::assert_snapshot!(name, shown(&mail));
        }
    }

    #[test]
    fn a_mail_to_an_applicant_says_who_answers_and_where_to_look_and_no_amount() {
        for (name, mail) in to_the_applicant() {
            assert!(mail.subject.contains("R6-0001") && mail.body.contains("電話 03-0000-0000"), "{name}");
            assert!(mail.body.contains("https://hiromeru.example/t/midorino/my/applications/0190"), "{name}");
            assert!(!mail.body.contains("円") && !mail.body.contains("口座"), "{name}: {}", mail.body);
        }
    }

    #[test]
    fn the_subject_does_not_tell_the_outcome() {
        let mails = to_the_applicant();
        let subject =
            |wanted: &str| mails.iter().find(|(name, _)| *name == wanted).unwrap().1.subject.clone();
        assert_eq!(subject("granted"), subject("refused"));
    }

    /// Gateways between networks cut long lines and drop HTML; the text must survive as it is.
    #[test]
    fn every_mail_is_plain_text_in_short_sentences() {
        for (name, mail) in to_the_applicant().into_iter().chain(to_officers()) {
            assert!(!mail.body.contains(['<', '>', '\t', '\r']), "{name}");
            for sentence in mail.body.split(['。', '\n']) {
                let length = sentence.chars().count();
                assert!(length <= 70 || sentence.starts_with("http"), "{name}: {length} {sentence}");
            }
            assert!(mail.body.chars().count() < 700, "{name}");
        }
    }
}

//! Mails among the people of an applicant, about what one prepares and another confirms. They name the programme and the
//! offices and where to look, and hold no answer of the form and no reason.

use super::MailText;
use crate::messages::subsidies::{handed_in, handing_in};
use domain::subsidies::{HandedIn, ReceiptNumber};

/// What every such mail is about.
#[derive(Debug, Clone, Copy)]
pub struct About<'a> {
    /// What is handed in.
    pub what: HandedIn,
    /// To whom.
    pub name: &'a str,
    /// To which municipality the application goes.
    pub municipality: &'a str,
    /// Who asked or answered.
    pub colleague: &'a str,
    /// The programme's title.
    pub programme: &'a str,
    /// The names of the offices.
    pub offices: &'a [String],
    /// Where to look.
    pub url: &'a str,
}

/// Offices that one mail names; of more it tells how many.
const NAMED: usize = 3;

impl About<'_> {
    fn mail(&self, what: &str, sentences: &[&str]) -> MailText {
        let Self { what: _, name, municipality, colleague: _, programme, offices, url } = self;
        let named = offices.iter().take(NAMED).fold(String::new(), |told, one| told + "\n・" + one);
        let more = offices.len().saturating_sub(NAMED);
        let more = if more == 0 { String::new() } else { format!("\n・ほか{more}か所") };
        let facts = format!("申請先：{municipality}\n補助金：{programme}\n事業所：{named}{more}");
        let link = format!("次のページで確かめられます。\n{url}");
        let paragraphs: Vec<&str> = sentences.iter().copied().chain([facts.as_str(), &link]).collect();
        let from = "ひろめる（このメールには返信できません）";
        MailText::new(&format!("【ひろめる】{what}"), name, &paragraphs, from)
    }
}

/// 確認の依頼: to a confirmer.
pub fn asked(about: &About) -> MailText {
    let (what, verb) = (handed_in(about.what), handing_in(about.what));
    let who = format!("{}さんから、補助金の{what}の確認を依頼されました。", about.colleague);
    let until = match about.what {
        HandedIn::Application => {
            "確認して申請するまでは、受け付けられません。受付期間にご注意ください。".to_owned()
        }
        HandedIn::Report | HandedIn::Claim | HandedIn::Advance => {
            format!("確認して{verb}するまでは、市区町村に届きません。期限にご注意ください。")
        }
    };
    about.mail(&format!("{what}の確認をお願いします"), &[&who, &until])
}

/// 差戻し: back to whoever asked.
pub fn declined(about: &About) -> MailText {
    let what = handed_in(about.what);
    let who = format!("{}さんが、補助金の{what}を差し戻しました。", about.colleague);
    about.mail(
        &format!("{what}が差し戻されました"),
        &[&who, "理由はページにあります。入力した内容はそのまま残っています。"],
    )
}

/// 確認済み: back to whoever asked, with the number where it was received at once.
pub fn agreed(about: &About, receipt: Option<ReceiptNumber>) -> MailText {
    let who = format!("{}さんが、補助金の申請を確認しました。", about.colleague);
    match receipt {
        Some(receipt) => {
            let received = format!("申請は受け付けられました。受付番号は{receipt}です。");
            about.mail("申請を確認し、提出しました", &[&who, &received])
        }
        None => about.mail(
            "申請の確認が終わりました",
            &[&who, "まだ受け付けられていません。ページを開いて、申請してください。"],
        ),
    }
}

/// The same of several at once, which were all received.
pub fn agreed_together(about: &About) -> MailText {
    let who = format!("{}さんが、補助金の申請を確認しました。", about.colleague);
    let received =
        format!("{}件の申請が受け付けられました。受付番号は、次のページにあります。", about.offices.len());
    about.mail("申請を確認し、提出しました", &[&who, &received])
}

/// 確認済み, of what follows a grant: back to whoever asked. It was handed in at once.
pub fn handed(about: &About) -> MailText {
    let (what, verb) = (handed_in(about.what), handing_in(about.what));
    let who = format!("{}さんが、補助金の{what}を確認しました。", about.colleague);
    let done = format!("市区町村に{verb}しました。");
    about.mail(&format!("{what}を確認し、提出しました"), &[&who, &done])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mails::plain;
    use domain::fiscal_year::FiscalYear;

    #[test]
    fn each_says_what_to_do_and_none_says_what_was_typed() {
        let offices: Vec<String> = (1..=5).map(|number| format!("ひだまり{number}号館")).collect();
        let about = About {
            what: HandedIn::Application,
            name: "日向 陽子",
            municipality: "みどり野市",
            colleague: "日向 はるか",
            programme: "導入支援補助金",
            offices: &offices,
            url: "https://hiromeru.example/t/midorino/my/applications/0190/check",
        };
        let receipt = ReceiptNumber::new(FiscalYear::from_year(2024).unwrap(), 1);
        for (name, mail, word) in [
            ("asked", asked(&about), "確認を依頼されました"),
            ("declined", declined(&about), "差し戻しました"),
            ("received", agreed(&about, Some(receipt)), "R6-0001"),
            ("agreed", agreed(&about, None), "申請してください"),
            ("together", agreed_together(&about), "5件の申請が受け付けられました"),
            ("report", asked(&About { what: HandedIn::Report, ..about }), "実績報告の確認を依頼されました"),
            ("claim", handed(&About { what: HandedIn::Claim, ..about }), "市区町村に請求しました"),
            (
                "advance",
                asked(&About { what: HandedIn::Advance, ..about }),
                "概算払の請求の確認を依頼されました",
            ),
        ] {
            plain(name, &mail);
            assert!(mail.body.contains(word) && mail.body.contains(about.url), "{name}: {}", mail.body);
            assert!(mail.body.contains("ひだまり3号館\n・ほか2か所"), "{name}: {}", mail.body);
        }
    }
}

//! Mails about 照会, to the houses that are asked.

use super::MailText;
use chrono::NaiveDate;
use domain::{inquiries::Asked, wareki::format_date};

/// What every mail is about.
#[derive(Debug, Clone, Copy)]
pub struct About<'a> {
    /// To which house.
    pub to: &'a str,
    /// In whose name, with a telephone number.
    pub from: &'a str,
    /// What is asked.
    pub asked: &'a Asked,
    /// The last day.
    pub deadline: NaiveDate,
    /// The page on which it is answered.
    pub url: &'a str,
}

impl About<'_> {
    fn mail(&self, what: &str, first: &str) -> MailText {
        let facts = format!(
            "件名　{}\n回答期限　{}\n問い合わせ先　{}　{}",
            self.asked.title,
            format_date(self.deadline),
            self.asked.contact.name,
            self.asked.contact.phone
        );
        let link = format!("次のページから回答してください。途中で保存することもできます。\n{}", self.url);
        MailText::new(&format!("【照会】{what}"), self.to, &[first, &facts, &link], self.from)
    }
}

/// 照会.
pub fn asked(about: &About) -> MailText {
    about.mail(&about.asked.title, &format!("{}から照会が届きました。", about.asked.from))
}

/// 督促.
pub fn reminded(about: &About) -> MailText {
    let first = format!(
        "{}からの照会に、まだ回答をいただいていません。行き違いのときはお許しください。",
        about.asked.from
    );
    about.mail(&format!("回答のお願い　{}", about.asked.title), &first)
}

/// 期限の変更.
pub fn moved(about: &About) -> MailText {
    let first = format!(
        "{}からの照会の回答期限が変わりました。回答がお済みのときは、改めて回答する必要はありません。",
        about.asked.from
    );
    about.mail(&format!("回答期限の変更　{}", about.asked.title), &first)
}

#[cfg(test)]
mod tests {
    use super::{super::plain, *};
    use domain::{demos::Contact, inquiries::Ready};

    #[test]
    fn every_mail_says_by_when_whom_to_ask_and_where_it_is_answered() {
        let asked_for = Asked {
            from: "みどり県国民健康保険団体連合会".into(),
            title: Ready::Sessions.title().into(),
            purpose: Ready::Sessions.purpose().into(),
            contact: Contact {
                name: "森 拓也".into(), phone: "0741-00-4000".into(), email: String::new()
            },
            questionnaire: Ready::Sessions.questionnaire(),
        };
        let about = About {
            to: "みさき町",
            from: "みどり県国民健康保険団体連合会　事業課　0741-00-4000",
            asked: &asked_for,
            deadline: NaiveDate::from_ymd_opt(2024, 11, 29).expect("a day"),
            url: "https://hiromeru.example.jp/t/misaki/asked/1",
        };
        for (name, mail) in
            [("asked", asked(&about)), ("reminded", reminded(&about)), ("moved", moved(&about))]
        {
            plain(name, &mail);
            assert!(mail.body.starts_with("みさき町 様\n"), "{name}");
            for part in ["令和6年11月29日", "森 拓也　0741-00-4000", "/t/misaki/asked/1"] {
                assert!(mail.body.contains(part), "{name}: {part}");
            }
        }
    }
}

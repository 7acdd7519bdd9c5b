//! Mails about accounts and payments. They name neither bank nor number.

use super::MailText;
use chrono::NaiveDate;
use domain::wareki::format_date;

/// What every such mail is about.
#[derive(Debug, Clone, Copy)]
pub struct About<'a> {
    /// To whom.
    pub name: &'a str,
    /// In whose name.
    pub municipality: &'a str,
    /// Who answers: section, telephone and hours.
    pub desk: &'a str,
    /// The office's name.
    pub office: &'a str,
    /// The page of its account; none where there is no public side.
    pub url: Option<&'a str>,
}

impl About<'_> {
    fn mail(&self, what: &str, paragraphs: &[&str], link: &str) -> MailText {
        let Self { name, municipality, desk, office, url } = self;
        let subject = format!("【{municipality}】{what}");
        let facts = format!("事業所：{office}");
        let link = url.map(|url| format!("{link}\n{url}"));
        let from = format!("{municipality} {desk}");
        let paragraphs: Vec<&str> =
            paragraphs.iter().copied().chain([facts.as_str()]).chain(link.as_deref()).collect();
        MailText::new(&subject, name, &paragraphs, &from)
    }
}

/// 振込先口座が登録されました, so that whoever did not do it can say so.
pub fn account_set(about: &About, usable_on: Option<NaiveDate>) -> MailText {
    let hold = usable_on.map(|day| {
        format!("念のため、{}までは新しい口座へ振り込みません。", format_date(day.pred_opt().unwrap_or(day)))
    });
    let news = "補助金の振込先口座が登録されました。";
    let warn = "身に覚えがないときは、すぐに下の連絡先へお電話ください。";
    let paragraphs: Vec<&str> = [news].into_iter().chain(hold.as_deref()).chain([warn]).collect();
    about.mail("振込先口座が登録されました", &paragraphs, "口座は、次のページで確かめられます。")
}

/// 振り込めませんでした: the account is to be corrected.
pub fn returned(about: &About, reason: &str) -> MailText {
    let why = format!("銀行からの理由：{reason}");
    let ask = match about.url {
        Some(_) => {
            "通帳を見ながら、振込先口座を訂正してください。訂正の後、次の支払日にもう一度振り込みます。"
        }
        None => "通帳の写しを用意して、下の連絡先へお電話ください。",
    };
    about.mail(
        "補助金を振り込めませんでした。口座を訂正してください",
        &["登録された口座へ補助金を振り込めませんでした。", &why, ask],
        "口座は、次のページで訂正できます。",
    )
}

/// 振り込みました.
pub fn paid(about: &About, on: NaiveDate, yen: &str) -> MailText {
    let news = format!("補助金を振り込みました。\n振込日：{}\n金額：{yen}", format_date(on));
    about.mail("補助金を振り込みました", &[&news], "口座は、次のページで確かめられます。")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mail_is_plain_and_names_no_account() {
        let day = "2024-10-31".parse().expect("a day");
        for url in [None, Some("https://hiromeru.example/t/midorino/my/offices/1/account")] {
            let about = About {
                name: "山田太郎",
                municipality: "みどり野市",
                desk: "介護保険課 介護給付係\n電話 0979-00-0000（平日 8時30分〜17時15分）",
                office: "居宅介護支援事業所ひだまり",
                url,
            };
            for (name, mail) in [
                ("set", account_set(&about, None)),
                ("held", account_set(&about, Some(day))),
                ("returned", returned(&about, "口座相違・該当口座なし")),
                ("paid", paid(&about, day, "21,000円")),
            ] {
                super::super::plain(name, &mail);
                assert_eq!(mail.body.contains("/account"), url.is_some(), "{name}");
            }
        }
    }
}

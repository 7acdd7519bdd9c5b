//! Mails to both sides of a handover: what was handed over, and where to look.

use super::MailText;

/// Who writes to officers.
const FROM: &str = "ひろめる（このメールには返信できません）";

/// What both are told.
#[derive(Debug, Clone, Copy)]
pub struct Handed<'a> {
    /// In which house.
    pub municipality: &'a str,
    /// Whose work it was.
    pub from: &'a str,
    /// Whose it became.
    pub to: &'a str,
    /// How much of what.
    pub what: &'a str,
    /// Where the work is done.
    pub url: &'a str,
}

impl Handed<'_> {
    fn subject(&self) -> String {
        format!("【{}】{}の担当が変わりました", self.municipality, self.what)
    }

    /// To whom the work went.
    pub fn received(&self) -> MailText {
        let Self { from, to, what, url, .. } = self;
        let news = format!("{from}さんの担当だった{what}が、あなたの担当になりました。");
        let link = format!(
            "あなたの担当の申請は、次のページで確かめられます。交付決定の後の手続は「交付決定の後」の一覧で、伴走支援と周知の仕事はホーム画面で確かめられます。\n{url}"
        );
        MailText::new(&self.subject(), to, &[&news, &link], FROM)
    }

    /// From whom it went.
    pub fn given(&self) -> MailText {
        let Self { from, to, what, .. } = self;
        let news = format!("あなたの担当だった{what}は、{to}さんの担当になりました。");
        let done = "あなたがすることはありません。心当たりがないときは、管理者に確かめてください。";
        MailText::new(&self.subject(), from, &[&news, done], FROM)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_are_told_who_has_the_work_now() {
        let handed = Handed {
            municipality: "みどり野市",
            from: "佐藤 葵",
            to: "鈴木 健",
            what: "申請4件、周知の活動2件",
            url: "https://hiromeru.example/t/midorino/applications?v=mine",
        };
        let (received, given) = (handed.received(), handed.given());
        assert_eq!(received.subject, given.subject);
        assert!(
            received.body.starts_with("鈴木 健 様")
                && received.body.contains("佐藤 葵さんの担当だった申請4件、周知の活動2件が、")
        );
        assert!(given.body.starts_with("佐藤 葵 様") && given.body.contains("鈴木 健さんの担当になりました"));
        assert!(!given.body.contains("https://"), "who left may not sign in any more");
    }
}

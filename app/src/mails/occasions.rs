//! Mails about 催し, to the bodies that registered.

use super::MailText;
use crate::when;
use chrono::{DateTime, Utc};
use domain::demos::HOLDS;

/// What every mail is about.
#[derive(Debug, Clone, Copy)]
pub struct About<'a> {
    /// Who answers for the body.
    pub name: &'a str,
    /// The body.
    pub body: &'a str,
    /// What the occasion is called.
    pub title: &'a str,
    /// When.
    pub when: &'a str,
    /// Where.
    pub place: &'a str,
    /// How one takes part online; empty where one does not.
    pub join: &'a str,
    /// How many people.
    pub people: u16,
    /// In whose name, with a telephone number.
    pub from: &'a str,
    /// Where the registration is changed; none where nobody outside reaches the program.
    pub change: Option<&'a str>,
}

impl About<'_> {
    fn mail(&self, what: &str, first: &str, join: bool) -> MailText {
        let Self { name, body, title, when, place, people, .. } = self;
        let facts = format!("催し　{title}\n日時　{when}\n場所　{place}\n団体　{body}\n人数　{people}人");
        let how = (join && !self.join.is_empty()).then(|| format!("参加方法\n{}", self.join));
        let change = self.change.filter(|_| join).map(|url| format!("人数の変更・取消し：\n{url}"));
        let paragraphs: Vec<&str> =
            [first, facts.as_str()].into_iter().chain(how.as_deref()).chain(change.as_deref()).collect();
        MailText::new(&format!("【催し】{what}"), name, &paragraphs, self.from)
    }
}

/// 申込みを受け付けました.
pub fn registered(about: &About) -> MailText {
    about.mail("参加の申込みを受け付けました", "次の催しへの参加の申込みを受け付けました。", true)
}

/// 申込みを変更しました.
pub fn changed(about: &About) -> MailText {
    about.mail("参加の申込みを変更しました", "参加の申込みを、次のとおり変更しました。", true)
}

/// 申込みを取り消しました.
pub fn withdrawn(about: &About) -> MailText {
    about.mail(
        "参加の申込みを取り消しました",
        "参加の申込みを取り消しました。心当たりがないときは、お電話ください。",
        false,
    )
}

/// 日時や場所が変わりました.
pub fn moved(about: &About) -> MailText {
    about.mail(
        "日時や場所が変わりました",
        "お申し込みの催しの日時や場所、参加方法が、次のとおり変わりました。申込みはそのまま有効です。",
        true,
    )
}

/// 日時や場所が変わりました, to who waits.
pub fn moved_for_who_waits(about: &About) -> MailText {
    let first =
        "キャンセル待ちの催しの日時や場所が、次のとおり変わりました。キャンセル待ちはそのまま有効です。";
    waiting(about, "日時や場所が変わりました", first)
}

/// 中止になりました.
pub fn called_off(about: &About, reason: &str) -> MailText {
    let first = format!("お申し込みの催しは、中止になりました。申し訳ありません。\n理由：{reason}");
    about.mail("中止のお知らせ", &first, false)
}

/// キャンセル待ちを受け付けました.
pub fn waits(about: &About, place: usize) -> MailText {
    let first = format!(
        "次の催しは満席のため、キャンセル待ちの{place}番目で受け付けました。席が空くと、順番にメールでお知らせします。"
    );
    waiting(about, "キャンセル待ちを受け付けました", &first)
}

/// 席が空きました.
pub fn offered(about: &About, at: DateTime<Utc>) -> MailText {
    let how = how(about, "押さないときは、次の団体にお知らせします。");
    let first =
        format!("お待ちの催しの席が空きました。{}まで取り置いています。\n{how}", when::moment(at + HOLDS));
    waiting(about, "席が空きました", &first)
}

/// 先着順になりました.
pub fn first_come(about: &About) -> MailText {
    let how = how(about, "");
    let first = format!("お待ちの催しの席が空いています。開催が近いため、ここからは先着順です。\n{how}");
    waiting(about, "席が先着順になりました", &first)
}

/// How the places are taken: on the page, or on the telephone.
fn how(about: &About, otherwise: &str) -> String {
    match about.change {
        Some(_) => format!("参加するときは、下のページで「参加する」を押してください。{otherwise}"),
        None => "参加するときは、お電話ください。".to_owned(),
    }
}

/// To who has no place yet: how one takes part is not told.
fn waiting(about: &About, what: &str, first: &str) -> MailText {
    About { join: "", ..*about }.mail(what, first, true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_is_told_when_how_and_where_to_change() {
        let about = About {
            name: "佐藤 葵",
            body: "みどり野市",
            title: "自治体向けウェビナー",
            when: "令和6年6月26日(水)（2024年）　14:00〜16:00",
            place: "オンライン",
            join: "https://example.jp/zoom",
            people: 2,
            from: "国民健康保険中央会　電話 0120-584-708",
            change: Some("https://example.jp/t/chuokai/public/registrations/x"),
        };
        for mail in [registered(&about), changed(&about), moved(&about)] {
            super::super::plain(&mail.subject, &mail);
            assert!(mail.body.contains("https://example.jp/zoom"), "{}", mail.body);
            assert!(
                mail.body.contains("人数　2人") && mail.body.contains("/registrations/x"),
                "{}",
                mail.body
            );
        }
        let now = DateTime::from_timestamp(1_732_000_000, 0).expect("a moment");
        for mail in [waits(&about, 3), offered(&about, now), first_come(&about), moved_for_who_waits(&about)]
        {
            super::super::plain(&mail.subject, &mail);
            assert!(!mail.body.contains("zoom") && mail.body.contains("/registrations/x"), "{}", mail.body);
        }
        assert!(offered(&About { change: None, ..about }, now).body.contains("お電話ください"));
        for mail in [withdrawn(&about), called_off(&about, "台風のため")] {
            super::super::plain(&mail.subject, &mail);
            assert!(!mail.body.contains("http"), "{}", mail.body);
        }
    }
}

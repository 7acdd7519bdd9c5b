//! Mails about waiting for places, invitations, and answers to questions.

use super::{MailText, demos::Coming};
use crate::{messages::demos::slot, when};
use chrono::{DateTime, Utc};
use domain::demos::{HOLDS, Slot};

/// キャンセル待ちを受け付けました; `kept` is when the session is whose registration stays until then.
pub fn waits(coming: &Coming, place: usize, kept: Option<&Slot>) -> MailText {
    let stays = kept.map(|kept| {
        format!(
            "\nいまお申込みの{}の回は、そのまま残っています。待っている回の席を取ったときに、取り消します。",
            slot(kept)
        )
    });
    coming.mail(
        "デモ・説明会のキャンセル待ちを受け付けました",
        &format!(
            "デモ・説明会は満席のため、キャンセル待ちの{place}番目で受け付けました。席が空くと、順番にメールでお知らせします。{}",
            stays.unwrap_or_default()
        ),
        true,
    )
}

/// 席が空きました; `kept` is when the session is whose registration is given up with it.
pub fn offered(coming: &Coming, at: DateTime<Utc>, kept: Option<&Slot>) -> MailText {
    coming.mail(
        "デモ・説明会の席が空きました",
        &format!(
            "お待ちのデモ・説明会の席が空きました。{}まで取り置いています。\n\
             参加するときは、下のページで「参加する」を押してください。押さないときは、次の方にお知らせします。{}",
            when::moment(at + HOLDS),
            gives_up(kept)
        ),
        true,
    )
}

/// 先着順になりました; `kept` is when the session is whose registration is given up with it.
pub fn first_come(coming: &Coming, kept: Option<&Slot>) -> MailText {
    coming.mail(
        "デモ・説明会の席が先着順になりました",
        &format!(
            "お待ちのデモ・説明会の席が空いています。開催が近いため、ここからは先着順です。\n\
             参加するときは、下のページで「参加する」を押してください。{}",
            gives_up(kept)
        ),
        true,
    )
}

/// What becomes of the session of which one has a registration.
fn gives_up(kept: Option<&Slot>) -> String {
    let words = kept.map(|kept| {
        format!(
            "\n参加するときは、いまお申込みの{}の回を取り消します。押すまでは、そのまま残ります。",
            slot(kept)
        )
    });
    words.unwrap_or_default()
}

/// 別の回に変えました: the date that one had goes away.
pub fn switched_from(coming: &Coming, to: &Slot) -> MailText {
    coming.mail(
        "デモ・説明会の前の回の申込みがなくなりました",
        &format!(
            "デモ・説明会の参加の申込みを、{}の回に変えました。次の回の申込みは、なくなりました。新しい回のご案内は、別のメールでお送りします。",
            slot(to)
        ),
        false,
    )
}

/// 別の回に変えました: where one comes now.
pub fn switched_to(coming: &Coming, from: &Slot) -> MailText {
    coming.mail(
        "デモ・説明会の回を変えました",
        &format!(
            "デモ・説明会の参加の申込みを、{}の回から、次の回に変えました。受付番号も変わりました。",
            slot(from)
        ),
        true,
    )
}

/// 質問への回答.
pub fn answered(coming: &Coming, question: &str, answer: &str) -> MailText {
    coming.mail(
        "デモ・説明会の質問への回答",
        &format!("いただいた質問にお答えします。\n\n質問\n{question}\n\n回答\n{answer}"),
        true,
    )
}

/// What an invitation says.
#[derive(Debug, Clone, Copy)]
pub struct Invited<'a> {
    /// The office.
    pub office: &'a str,
    /// When.
    pub slot: &'a Slot,
    /// Where.
    pub place: &'a str,
    /// What can be tried.
    pub menu: &'a str,
    /// How one is let in.
    pub admission: &'a str,
    /// A word of the municipality; may be empty.
    pub note: &'a str,
    /// Where the office registers; none where nobody outside reaches the program.
    pub url: Option<&'a str>,
}

/// The subject and the text of an invitation, without its end: who writes and how to stop it.
pub fn invitation(invited: &Invited) -> (String, String) {
    let Invited { office, slot: at, place, menu, admission, note, url } = invited;
    let note = if note.is_empty() { String::new() } else { format!("\n\n{note}") };
    let link =
        url.map(|url| format!("\n\n申込みは、次のページからできます。このページは{office}専用です。\n{url}"));
    let body = format!(
        "{office} 御中\n\nケアプランデータ連携システムのデモ・説明会を開きます。実際の画面を触って試せます。参加は無料です。\n\n\
         日時　{}\n場所　{place}\n内容　{menu}\n{admission}。{note}{}",
        slot(at),
        link.unwrap_or_default()
    );
    ("ケアプランデータ連携システム デモ・説明会のご案内".to_owned(), body)
}

/// To the other house: 実施報告.
pub fn reported(about: &super::demos::About, at: &Slot, summary: &str) -> MailText {
    let what = format!("{}のデモ・説明会（{}）の実施報告ができました。", about.municipality, slot(at));
    about.mail("実施報告", &[&what, summary])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mails::demos::ComingLinks;
    use chrono::{NaiveDate, NaiveTime, TimeZone as _};
    use domain::demos::{CheckInCode, Length};

    #[test]
    fn an_offer_says_until_when_and_where() {
        let at = Slot {
            date: NaiveDate::from_ymd_opt(2024, 12, 5).expect("a day"),
            start: NaiveTime::from_hms_opt(13, 30, 0).expect("a time"),
            length: Length::of_quarters(8).expect("two hours"),
        };
        let coming = Coming {
            name: "日向 陽子",
            municipality: "みどり野市",
            desk: "介護保険課　電話 0741-00-1000",
            office: "ひだまり",
            slot: &at,
            place: "現地（市役所 3階）",
            people: 2,
            code: CheckInCode::of_number(12).expect("twelve"),
            links: Some(ComingLinks {
                change: "https://example.jp/coming/a",
                calendar: "https://example.jp/coming/a/calendar.ics",
            }),
        };
        let now = Utc.with_ymd_and_hms(2024, 11, 20, 0, 0, 0).single().expect("a moment");
        let mail = offered(&coming, now, Some(&at));
        assert!(mail.body.contains("11月21日") && mail.body.contains("/coming/a"), "{}", mail.body);
        let gone = switched_from(&coming, &at);
        assert!(!gone.body.contains("受付番号"), "nobody checks in where they do not come: {}", gone.body);
        for (name, mail) in [
            ("offered", mail),
            ("waits", waits(&coming, 3, None)),
            ("waits_beside", waits(&coming, 3, Some(&at))),
            ("first_come", first_come(&coming, Some(&at))),
            ("switched_from", gone),
            ("switched_to", switched_to(&coming, &at)),
        ] {
            crate::mails::plain(name, &mail);
        }
        let invited = Invited {
            office: "ひだまり",
            slot: &at,
            place: "現地（市役所 3階）",
            menu: "送受信体験、相談",
            admission: "事前の申込みが必要です",
            note: "",
            url: Some("https://example.jp/invited/b"),
        };
        let (_, body) = invitation(&invited);
        assert!(body.contains("ひだまり 御中") && body.contains("/invited/b"), "{body}");
        assert!(!invitation(&Invited { url: None, ..invited }).1.contains("http"));
    }
}

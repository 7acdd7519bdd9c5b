//! Mails about cities that are asked to come along to the session of another: to them, to the city that asks, to its
//! federation, and to those who would have come from their offices.

use super::{
    MailText,
    demos::{About, Coming},
};
use crate::messages::demos::slot;
use domain::demos::Slot;

/// A city is asked to come along to the session of another: いっしょに開くお誘い.
pub fn city_asked(about: &About, slots: &[Slot]) -> MailText {
    let what = format!("{}から、デモ・説明会をいっしょに開くお誘いがありました。", about.municipality);
    about.mail(
        &format!("{}からのお誘い", about.municipality),
        &[&what, &dates(slots), "いっしょに開くかどうかを、ページで答えてください。"],
    )
}

/// Its federation heard on the telephone that a city comes along: to that city.
pub fn city_told(about: &About, slots: &[Slot], said_by: &str) -> MailText {
    let what =
        format!("{}のデモ・説明会をいっしょに開くと、電話などで聞き、記録しました。", about.municipality);
    let by = format!("聞いた相手　{said_by}");
    about.mail(
        &format!("{}といっしょに開くことにしました", about.municipality),
        &[
            &what,
            &by,
            &dates(slots),
            "日時が決まると、メールで知らせます。違うときは、ページで取りやめてください。",
        ],
    )
}

fn dates(slots: &[Slot]) -> String {
    let dates: Vec<String> = slots.iter().map(|one| format!("日時の候補　{}", slot(one))).collect();
    dates.join("\n")
}

/// What a city said that was asked to come along; `people` where it does.
pub fn city_answered(about: &About, city: &str, people: Option<u16>, note: &str) -> MailText {
    let what = match people {
        Some(people) => format!("{city}は、いっしょに開きます。参加見込みは{people}人です。"),
        None => format!("{city}は、いっしょには開きません。ご依頼は、そのまま進みます。"),
    };
    let note = Some(note).filter(|note| !note.is_empty());
    let paragraphs: Vec<&str> = std::iter::once(what.as_str()).chain(note).collect();
    about.mail(&format!("{city}からの答え"), &paragraphs)
}

/// A city that agreed does not come along after all: to the city whose session it is, and to the federation. `gone` is how
/// many people had registered from its offices.
pub fn city_left(about: &About, city: &str, gone: u64, reason: &str) -> MailText {
    let what = format!(
        "{city}は、{}のデモ・説明会をいっしょに開くことを取りやめました。開催は、そのまま進みます。",
        about.municipality
    );
    let seats = (gone > 0).then(|| format!("{city}の事業所から申し込んでいた{gone}人の席が空きました。"));
    let why = format!("理由：{reason}");
    let paragraphs: Vec<&str> =
        std::iter::once(what.as_str()).chain(seats.as_deref()).chain([why.as_str()]).collect();
    about.mail(&format!("{city}の取りやめ"), &paragraphs)
}

/// Its federation recorded that it does not come along after all: to that city.
pub fn leaving_recorded(about: &About, reason: &str) -> MailText {
    let what = format!(
        "{}のデモ・説明会をいっしょに開くことを取りやめると、電話などで聞き、記録しました。",
        about.municipality
    );
    let why = format!("理由：{reason}");
    about.mail("いっしょに開くことの取りやめ", &[&what, &why, "違うときは、お電話ください。"])
}

/// Their city does not come along after all: to those who had registered. `lead` is the city whose session it is.
pub fn comes_no_more(coming: &Coming, lead: &str, reason: &str) -> MailText {
    coming.mail(
        "デモ・説明会の申込みの取消しのお知らせ",
        &format!(
            "お申し込みのデモ・説明会に、{}は参加しないことになりました。\n\
             申込みは取り消しました。申し訳ありません。\n\
             理由：{reason}\n\
             それでも参加を希望されるときは、主催の{lead}に相談してください。",
            coming.municipality
        ),
        false,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{NaiveDate, NaiveTime};
    use domain::demos::{CheckInCode, Length};

    fn at() -> Slot {
        Slot {
            date: NaiveDate::from_ymd_opt(2024, 12, 5).expect("a day"),
            start: NaiveTime::from_hms_opt(13, 30, 0).expect("a time"),
            length: Length::of_quarters(8).expect("two hours"),
        }
    }

    #[test]
    fn who_is_left_reads_who_does_not_come_and_why() {
        let about =
            About { to: "みどり野市", from: "みさき町", municipality: "みどり野市", url: None };
        let left = city_left(&about, "みさき町", 3, "担当者が替わったため");
        assert_eq!(left.subject, "【デモ・説明会】みさき町の取りやめ");
        assert!(
            left.body.contains("3人の席が空きました") && left.body.contains("理由：担当者が替わったため")
        );
        assert!(!city_left(&about, "みさき町", 0, "担当者が替わったため").body.contains("席が空きました"));
        let coming = Coming {
            name: "岬 渚",
            municipality: "みさき町",
            desk: "福祉課　電話 0741-00-2000",
            office: "みさき苑",
            slot: &at(),
            place: "みどり野市役所 3階",
            people: 1,
            code: CheckInCode::of_number(1).expect("a number"),
            links: None,
        };
        let mail = comes_no_more(&coming, "みどり野市", "担当者が替わったため");
        assert!(mail.subject.starts_with("【みさき町】") && mail.body.contains("主催のみどり野市に相談"));
        let mails = [
            ("asked", city_asked(&about, &[at()])),
            ("told", city_told(&about, &[at()], "みさき町 島田さん")),
            ("left", left),
            ("recorded", leaving_recorded(&about, "担当者が替わったため")),
            ("comes no more", mail),
        ];
        for (name, mail) in &mails {
            super::super::plain(name, mail);
        }
    }
}

//! Mails about applications. They name the number and where to look, and hold no answer of the form.

use super::MailText;
use crate::{
    messages::subsidies::{appointment_act, appointment_line, appointment_way, closing},
    when,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    subsidies::{AppointmentWay, Desk, ReceiptNumber, Window},
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

/// 待機から繰り上がりました.
pub fn promoted(about: &About) -> MailText {
    about.mail(
        "待機の申請が繰り上がりました",
        &["待機していた申請に予算を確保できました。これから審査を始めます。新しい手続は必要ありません。"],
    )
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
    about.mail(DECIDED, &[&decided, "通知書は大切に保管してください。"])
}

/// 不交付と決定しました.
pub fn refused(about: &About, document_number: &str) -> MailText {
    let decided = match about.url {
        Some(_) => format!(
            "審査の結果、交付しないことに決定しました。理由は、次のページの不交付決定通知書（{document_number}）に記載しています。"
        ),
        None => format!(
            "審査の結果、交付しないことに決定しました。理由は、お送りする不交付決定通知書（{document_number}）に記載しています。"
        ),
    };
    about.mail(DECIDED, &[&decided])
}

/// メッセージがあります: what it says stands on the page, and never in a mail.
pub fn written(about: &About) -> MailText {
    about.mail(
        "申請についてのメッセージがあります",
        &["申請について、担当者からメッセージがあります。次のページで読み、返信できます。"],
    )
}

/// 日時を選んでください.
pub fn appointment_proposed(about: &About, way: AppointmentWay, moments: &[DateTime<Utc>]) -> MailText {
    let way = appointment_way(way);
    let how = match about.url {
        Some(_) => "次のページで、1つ選べます。どれも都合が悪いときも、そのページから知らせられます。",
        None => {
            "都合のよい日時を、下の窓口にお電話でお知らせください。どれも都合が悪いときも、お知らせください。"
        }
    };
    let news = format!("申請について、{way}で話す日時を選んでください。{how}");
    let lines: Vec<String> = moments.iter().map(|at| format!("・{}", when::moment(*at))).collect();
    about.mail("話す日時を選んでください", &[&news, &format!("日時の候補\n{}", lines.join("\n"))])
}

/// 日時が決まりました.
pub fn appointment_agreed(about: &About, way: AppointmentWay, at: DateTime<Utc>) -> MailText {
    let how = match about.url {
        Some(_) => "次のページから知らせるか、お電話ください。",
        None => "下の窓口にお電話ください。",
    };
    let news = format!(
        "申請について話す日時が決まりました。{}。都合が悪くなったときは、{how}",
        appointment_act(way)
    );
    about.mail("話す日時が決まりました", &[&news, &format!("日時：{}", appointment_line(way, at))])
}

/// 明日です.
pub fn appointment_tomorrow(about: &About, way: AppointmentWay, at: DateTime<Utc>) -> MailText {
    let news = format!("申請について話す日時は、明日です。{}。", appointment_act(way));
    about.mail("話す日時は明日です", &[&news, &format!("日時：{}", appointment_line(way, at))])
}

/// 約束を取り消しました, or its end as the applicant asked for it.
pub fn appointment_over(about: &About, at: Option<DateTime<Utc>>, by_applicant: bool) -> MailText {
    let news = if by_applicant {
        "話す日時の都合が悪いとの連絡を受け取りました。この約束はなくなりました。担当者が、別の日時をお知らせします。"
    } else if about.url.is_some() {
        "申請について話す日時を、取り消しました。理由は、次のページに表示されます。"
    } else {
        "申請について話す日時を、取り消しました。くわしくは、下の窓口にお電話ください。"
    };
    let was = at.map(|at| format!("日時：{}", when::moment(at)));
    let paragraphs: Vec<&str> = [news].into_iter().chain(was.as_deref()).collect();
    about.mail("話す日時の約束がなくなりました", &paragraphs)
}

/// The same for both outcomes: a subject shows in lists that others see.
const DECIDED: &str = "補助金の申請の審査結果";

/// What a mail about a consultation is about.
#[derive(Debug, Clone, Copy)]
pub struct Consulted<'a> {
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
    /// Whether the municipality agreed.
    pub agreed: bool,
    /// What it has to say; may be empty.
    pub words: &'a str,
    /// Where it is read.
    pub url: &'a str,
}

/// 事前協議への回答.
pub fn consultation_answered(about: &Consulted) -> MailText {
    let Consulted { name, municipality, desk, programme, office, agreed, words, url } = about;
    let facts = format!("補助金：{programme}\n事業所：{office}");
    let outcome = if *agreed {
        "事前協議の内容を了承しました。申請を始められます。予算は、申請を受け付けた順に確保します。"
    } else {
        "事前協議の内容は、今回は見送りとなりました。内容を直して、もう一度送ることができます。"
    };
    let words = (!words.is_empty()).then(|| format!("担当者から：\n{words}"));
    let link = format!("くわしくは、次のページでご確認ください。\n{url}");
    let paragraphs: Vec<&str> =
        [outcome].into_iter().chain(words.as_deref()).chain([facts.as_str(), link.as_str()]).collect();
    let from = format!("{municipality} {}\n電話 {}（{}）", desk.section, desk.phone, desk.hours);
    MailText::new(&format!("【{municipality}】事前協議への回答"), name, &paragraphs, &from)
}

/// What a mail about drafts is about, while reception is about to end.
#[derive(Debug, Clone, Copy)]
pub struct Unsent<'a> {
    /// To whom.
    pub name: &'a str,
    /// In whose name.
    pub municipality: &'a str,
    /// Who answers.
    pub desk: &'a Desk,
    /// The programme's title.
    pub programme: &'a str,
    /// The names of the offices that have a draft.
    pub offices: &'a [String],
    /// When applications are received.
    pub window: &'a Window,
    /// Where one goes on typing.
    pub url: &'a str,
}

/// 受付がまもなく終わります: to whoever has a draft.
pub fn closing_soon(drafts: &Unsent) -> MailText {
    let Unsent { name, municipality, desk, programme, offices, window, url } = drafts;
    let until = format!(
        "入力の途中で、まだ提出されていない申請があります。受付は、{}までです。申請するときは、それまでに提出してください。",
        closing(window)
    );
    let none = "申請しないときは、何もしていただく必要はありません。このお知らせは、一度だけお送りします。";
    let facts = format!("補助金：{programme}\n事業所：{}", offices.join("、"));
    let link = format!("入力した内容は残っています。続きは、次のページから入力できます。\n{url}");
    let from = format!("{municipality} {}\n電話 {}（{}）", desk.section, desk.phone, desk.hours);
    let subject = format!("【{municipality}】補助金の申請の受付がまもなく終わります");
    MailText::new(&subject, name, &[&until, &facts, &link, none], &from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mails::{plain, receipts::received};
    use domain::{
        fiscal_year::FiscalYear,
        subsidies::{Closing, Exhaustion},
    };

    fn all() -> [(&'static str, MailText); 9] {
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
            receipt: ReceiptNumber::new(FiscalYear::from_year(2024).unwrap(), 1),
            url: Some("https://hiromeru.example/t/midorino/my/applications/0190"),
        };
        let due = NaiveDate::from_ymd_opt(2024, 7, 17).unwrap();
        let places = ["ライセンス料を支払ったことが分かる書類".to_owned(), "経費".to_owned()];
        [
            ("received", received(&about, None)),
            ("queued", received(&about, Some((Exhaustion::Waitlist, Some(1))))),
            ("promoted", promoted(&about)),
            ("received_again", received_again(&about)),
            ("withdrawn", withdrawn(&about)),
            ("returned", returned(&about, due, &places)),
            ("granted", granted(&about, "みどり介第1号")),
            ("written", written(&about)),
            ("refused", refused(&about, "みどり介第2号")),
        ]
    }

    #[test]
    fn every_mail_reads_as_it_did() {
        for (name, mail) in all() {
            plain(name, &mail);
            insta::assert_snapshot!(name, format!("{}\n\n{}", mail.subject, mail.body));
        }
    }

    #[test]
    fn every_mail_says_who_answers_and_where_to_look_and_no_amount() {
        for (name, mail) in all() {
            assert!(mail.subject.contains("R6-0001") && mail.body.contains("電話 03-0000-0000"), "{name}");
            assert!(mail.body.contains("https://hiromeru.example/t/midorino/my/applications/0190"), "{name}");
            assert!(!mail.body.contains("円") && !mail.body.contains("口座"), "{name}: {}", mail.body);
        }
    }

    #[test]
    fn an_answer_to_a_consultation_says_what_follows_and_where_to_read_it() {
        let desk = Desk {
            section: "介護保険課 給付係".into(),
            phone: "03-0000-0000".into(),
            hours: "平日 8:30〜17:15".into(),
        };
        let about = Consulted {
            name: "木漏 日和",
            municipality: "みどり野市",
            desk: &desk,
            programme: "ケアプランデータ連携システム導入支援補助金",
            office: "居宅介護支援事業所ひだまり",
            agreed: false,
            words: "予算の範囲を超えるため、見積りを見直してください。",
            url: "https://hiromeru.example/t/midorino/my/programmes/0190/consultation",
        };
        for (name, agreed) in [("consultation_declined", false), ("consultation_agreed", true)] {
            let mail = consultation_answered(&Consulted { agreed, ..about });
            plain(name, &mail);
            insta::assert_snapshot!(name, format!("{}\n\n{}", mail.subject, mail.body));
        }
    }

    #[test]
    fn who_has_drafts_reads_until_when_for_whom_and_where_they_go_on() {
        let desk = Desk {
            section: "介護保険課 給付係".into(),
            phone: "03-0000-0000".into(),
            hours: "平日 8:30〜17:15".into(),
        };
        let at = |day, hour| NaiveDate::from_ymd_opt(2024, 12, day).unwrap().and_hms_opt(hour, 0, 0).unwrap();
        let window = Window { opens: at(2, 9), closes: at(27, 17), closing: Closing::Inclusive };
        let mail = closing_soon(&Unsent {
            name: "木漏 日和",
            municipality: "みどり野市",
            desk: &desk,
            programme: "ケアプランデータ連携システム導入支援補助金",
            offices: &["ひだまり".to_owned(), "こもれび".to_owned()],
            window: &window,
            url: "https://hiromeru.example/t/midorino/my/programmes/0190/applications",
        });
        plain("closing_soon", &mail);
        for told in ["12月27日(金)17時まで", "ひだまり、こもれび", "programmes/0190/applications", "電話 03-"]
        {
            assert!(mail.body.contains(told), "{told}: {}", mail.body);
        }
    }

    #[test]
    fn the_subject_does_not_tell_the_outcome() {
        let mails = all();
        let subject =
            |wanted: &str| mails.iter().find(|(name, _)| *name == wanted).unwrap().1.subject.clone();
        assert_eq!(subject("granted"), subject("refused"));
    }
}

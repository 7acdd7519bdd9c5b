//! Mails about demo sessions: between the two sides, and to the offices that come.

use super::MailText;
use crate::messages::demos::{headcount, slot};
use domain::demos::{CheckInCode, Headcount, Slot};

/// What every mail between the two sides is about.
#[derive(Debug, Clone, Copy)]
pub struct About<'a> {
    /// To whom: a house or a person.
    pub to: &'a str,
    /// In whose name, with a telephone number.
    pub from: &'a str,
    /// The municipality.
    pub municipality: &'a str,
    /// The session's page, where the reader has one.
    pub url: Option<&'a str>,
}

impl About<'_> {
    pub(super) fn mail(&self, what: &str, paragraphs: &[&str]) -> MailText {
        let link = self.url.map(|url| format!("くわしくは、次のページでご確認ください。\n{url}"));
        let paragraphs: Vec<&str> = paragraphs.iter().copied().chain(link.as_deref()).collect();
        MailText::new(&format!("【デモ・説明会】{what}"), self.to, &paragraphs, self.from)
    }
}

/// 開催の依頼がありました.
pub fn requested(about: &About, candidates: &[Slot]) -> MailText {
    let asked = format!("{}から、デモ・説明会の開催の依頼がありました。", about.municipality);
    let dates: Vec<String> = candidates
        .iter()
        .enumerate()
        .map(|(place, one)| format!("第{}候補　{}", place + 1, slot(one)))
        .collect();
    about.mail(&format!("{}から開催の依頼", about.municipality), &[&asked, &dates.join("\n")])
}

/// What is asked for is something else now, while it waits; `changes` are its lines. Also to cities that are asked along.
pub fn amended(about: &About, changes: &str) -> MailText {
    let what = format!("{}のデモ・説明会の、開催依頼の内容が変わりました。", about.municipality);
    about.mail(
        &format!("{}の開催依頼の変更", about.municipality),
        &[&what, changes, "日時は、まだ決まっていません。"],
    )
}

/// 開催が決まりました; also to cities that others asked for.
pub fn confirmed(about: &About, at: &Slot, place: &str) -> MailText {
    let what = format!("{}のデモ・説明会の開催が決まりました。", about.municipality);
    let when = format!("日時　{}\n場所　{place}", slot(at));
    about.mail(
        "開催が決まりました",
        &[
            &what,
            &when,
            "準備の予定と担当を、ページにまとめています。事業所は、ページから参加を申し込めます。",
        ],
    )
}

/// 仮予約にしました; also to cities that others asked for.
pub fn booked(about: &About, at: &Slot, place: &str) -> MailText {
    let what = format!(
        "{}のデモ・説明会の日時と機材を、仮に押さえました。開催はまだ決まっていません。",
        about.municipality
    );
    let when = format!("日時　{}\n場所　{place}", slot(at));
    about.mail("仮予約のお知らせ", &[&what, &when, "この日時で都合が悪いときは、早めにお知らせください。"])
}

/// 日時・場所などが変わりました; `before` where the date is another one now.
pub fn moved(about: &About, before: Option<&Slot>, at: &Slot, place: &str, note: &str) -> MailText {
    let now = format!("変更後の日時　{}\n変更後の場所　{place}", slot(at));
    let was = before.map(|before| format!("変更前の日時　{}", slot(before)));
    let note = Some(note).filter(|note| !note.is_empty());
    let paragraphs: Vec<&str> = std::iter::once("デモ・説明会の日時や場所などが変わりました。")
        .chain(was.as_deref())
        .chain([now.as_str()])
        .chain(note)
        .collect();
    about.mail("変更のお知らせ", &paragraphs)
}

/// ほかの市区町村と合わせて開くことになりました.
pub fn joined(about: &About, lead: &str, at: Option<&Slot>) -> MailText {
    let what = format!("ご依頼のデモ・説明会は、{lead}との相乗り開催になりました。");
    let when = at.map_or_else(
        || "日時は調整中です。決まるとメールでお知らせします。".to_owned(),
        |at| format!("日時　{}", slot(at)),
    );
    about.mail("相乗り開催のお知らせ", &[&what, &when])
}

/// Others come along, to the municipality whose session it is.
pub fn came_along(about: &About, names: &str) -> MailText {
    let what = format!("ご依頼のデモ・説明会は、{names}との相乗り開催になりました。");
    about.mail(
        "相乗り開催のお知らせ",
        &[&what, "日時などの連絡は、これまでどおり、この依頼のページとメールで行います。"],
    )
}

/// None of the dates that were asked for can be had: others that can.
pub fn dates_offered(about: &About, slots: &[Slot]) -> MailText {
    let dates: Vec<String> = slots.iter().map(|one| format!("代わりの日時　{}", slot(one))).collect();
    about.mail(
        "代わりの日時のお知らせ",
        &[
            "ご依頼のデモ・説明会の候補の日時は、講師やデモ機がほかの開催で埋まり、どれも取れなくなりました。ご依頼は、お断りではありません。",
            &dates.join("\n"),
            "ページで日時を1つ選ぶか、ほかの日時を電話などでご相談ください。",
        ],
    )
}

/// One of the dates that were offered was chosen, to the federation.
pub fn date_chosen(about: &About, at: &Slot) -> MailText {
    let what = format!("{}が、代わりの日時を選びました。", about.municipality);
    let when = format!("日時　{}", slot(at));
    about.mail(&format!("{}が代わりの日時を選びました", about.municipality), &[&what, &when])
}

/// The session that a request was joined to will not be: it waits again.
pub fn parted(about: &About, lead: &str) -> MailText {
    let what = format!("{lead}との相乗り開催は、なくなりました。");
    about.mail(
        "相乗り開催の取りやめ",
        &[
            &what,
            "ご依頼は、取り消さずに受付へ戻しました。日時が決まるとメールでお知らせします。開催が要らなくなったときは、ページから取り下げてください。",
        ],
    )
}

/// Nothing comes of the session to which a city was asked along, and said that it comes.
pub fn not_held(about: &About, reason: &str) -> MailText {
    let what = format!(
        "{}といっしょに開くことにしていたデモ・説明会は、開かないことになりました。",
        about.municipality
    );
    let why = format!("理由：{reason}");
    about.mail("いっしょに開くデモ・説明会の取りやめ", &[&what, &why])
}

/// 公開枠で開催が決まりました, to the federation.
pub fn taken(about: &About, at: &Slot) -> MailText {
    let what = format!("{}が公開枠を取り、開催が決まりました。", about.municipality);
    let when = format!("日時　{}", slot(at));
    about.mail(&format!("{}が公開枠を取りました", about.municipality), &[&what, &when])
}

/// お断り.
pub fn declined(about: &About, reason: &str) -> MailText {
    let why = format!("理由：{reason}");
    about.mail(
        "開催の依頼への回答",
        &[
            "申し訳ありませんが、ご依頼のデモ・説明会は開催できません。",
            &why,
            "ほかの日での依頼もお待ちしています。",
        ],
    )
}

/// 中止, or the request taken back.
pub fn cancelled(about: &About, at: Option<&Slot>, reason: &str) -> MailText {
    let what = at.map_or_else(
        || format!("{}のデモ・説明会の依頼は、取り下げられました。", about.municipality),
        |at| format!("{}のデモ・説明会（{}）は、中止になりました。", about.municipality, slot(at)),
    );
    let why = format!("理由：{reason}");
    about.mail(if at.is_some() { "中止のお知らせ" } else { "依頼の取下げ" }, &[&what, &why])
}

/// What every mail to somebody who comes is about.
#[derive(Debug, Clone, Copy)]
pub struct Coming<'a> {
    /// To whom.
    pub name: &'a str,
    /// The municipality.
    pub municipality: &'a str,
    /// Who answers, in one line.
    pub desk: &'a str,
    /// The office.
    pub office: &'a str,
    /// When.
    pub slot: &'a Slot,
    /// Where.
    pub place: &'a str,
    /// How many people.
    pub people: u16,
    /// With which code it checks in.
    pub code: CheckInCode,
    /// Where it is looked at and changed; none where nobody outside reaches the program.
    pub links: Option<ComingLinks<'a>>,
}

/// The pages of somebody who comes.
#[derive(Debug, Clone, Copy)]
pub struct ComingLinks<'a> {
    /// Where the registration is changed.
    pub change: &'a str,
    /// Where the date for a calendar is.
    pub calendar: &'a str,
}

impl Coming<'_> {
    pub(super) fn mail(&self, what: &str, first: &str, links: bool) -> MailText {
        let Self { name, municipality, desk, office, slot: at, place, people, code, links: pages } = self;
        let facts = format!("日時　{}\n場所　{place}\n事業所　{office}\n人数　{people}人", slot(at));
        // Whoever does not come any more has nothing to say at the door.
        let facts = if links {
            format!("{facts}\n受付番号　{code}（当日、受付でお伝えください）")
        } else {
            facts
        };
        let more = match pages {
            Some(ComingLinks { change, calendar }) => format!(
                "カレンダーに入れる：\n{calendar}\n\n人数の変更・取消：\n{change}\n\n来られなくなったときは、席を待つ事業所のために、早めに取り消してください。"
            ),
            None => {
                format!("人数が変わるとき、来られなくなったときは、早めにお知らせください。\n連絡先　{desk}")
            }
        };
        let paragraphs: Vec<&str> =
            [first, facts.as_str()].into_iter().chain(links.then_some(more.as_str())).collect();
        let from = format!("{municipality} {desk}");
        MailText::new(&format!("【{municipality}】{what}"), name, &paragraphs, &from)
    }
}

/// 申込みを受け付けました.
pub fn registered(coming: &Coming) -> MailText {
    coming.mail(
        "デモ・説明会の申込みを受け付けました",
        "デモ・説明会の参加の申込みを受け付けました。7日前と前日の朝に、確認のメールを送ります。",
        true,
    )
}

/// 申込みを変更しました.
pub fn changed(coming: &Coming) -> MailText {
    coming.mail(
        "デモ・説明会の申込みを変更しました",
        "デモ・説明会の参加の申込みを、次のとおり変更しました。",
        true,
    )
}

/// 申込みを取り消しました.
pub fn withdrawn(coming: &Coming) -> MailText {
    coming.mail(
        "デモ・説明会の申込みを取り消しました",
        "デモ・説明会の参加の申込みを取り消しました。心当たりがないときは、お電話ください。",
        false,
    )
}

/// So many days before.
pub fn reminder(coming: &Coming, left: i64) -> MailText {
    let when = days_left(left);
    coming.mail(
        &format!("デモ・説明会は{when}です"),
        &format!("お申し込みのデモ・説明会は{when}です。お待ちしています。"),
        true,
    )
}

/// `明日`, `7日後`.
fn days_left(left: i64) -> String {
    match left {
        0 => "本日".to_owned(),
        1 => "明日".to_owned(),
        days => format!("{days}日後"),
    }
}

/// What both sides are reminded of.
#[derive(Debug, Clone, Copy)]
pub struct Reminder<'a> {
    /// When.
    pub slot: &'a Slot,
    /// Where.
    pub place: &'a str,
    /// Days that are left.
    pub left: i64,
    /// Who is registered.
    pub registered: Headcount,
    /// What the reader's side has still to do, one line each.
    pub open: &'a [String],
}

/// So many days before, to one of the two sides.
pub fn reminded(about: &About, reminder: &Reminder) -> MailText {
    let Reminder { slot: at, place, left, registered, open } = reminder;
    let when = days_left(*left);
    let first = format!("{}のデモ・説明会は{when}です。", about.municipality);
    let facts = format!("日時　{}\n場所　{place}\n申込み　{}", slot(at), headcount(*registered));
    let tasks = if open.is_empty() {
        "終わっていない準備はありません。".to_owned()
    } else {
        format!("終わっていない準備が{}件あります。\n{}", open.len(), listed(open))
    };
    about.mail(&format!("{}の開催は{when}です", about.municipality), &[&first, &facts, &tasks])
}

/// How many lines of a list a mail tells; the rest stands on the page.
const MOST_LINES: usize = 8;

/// The first lines of a list, and how many more there are.
fn listed(lines: &[String]) -> String {
    let shown: Vec<String> = lines.iter().take(MOST_LINES).map(|line| format!("・{line}")).collect();
    match lines.len().saturating_sub(MOST_LINES) {
        0 => shown.join("\n"),
        more => format!("{}\nほかに{more}件", shown.join("\n")),
    }
}

/// What is late, to one officer, once a week.
pub fn digest(name: &str, house: &str, late: &[String], soon: usize, url: &str) -> MailText {
    let first = format!("デモ・説明会の準備のうち、期限を過ぎたものが{}件あります。", late.len());
    let soon = (soon > 0).then(|| format!("このほか、7日以内に期限が来るものが{soon}件あります。"));
    let list = listed(late);
    let link = format!("次のページで、終わった準備に印を付けてください。\n{url}");
    let paragraphs: Vec<&str> =
        [Some(first.as_str()), Some(&list), soon.as_deref(), Some(&link)].into_iter().flatten().collect();
    let subject = format!("【デモ・説明会】期限を過ぎた準備が{}件あります", late.len());
    MailText::new(&subject, name, &paragraphs, &format!("ひろめる（{house}）"))
}

/// 日時・場所などが変わりました, to somebody who comes.
pub fn rearranged(coming: &Coming, note: &str) -> MailText {
    let first = if note.is_empty() {
        "お申し込みのデモ・説明会の日時や場所などが、次のとおり変わりました。都合が悪いときは、お手数ですが取り消してください。"
            .to_owned()
    } else {
        format!(
            "お申し込みのデモ・説明会の日時や場所などが、次のとおり変わりました。都合が悪いときは、お手数ですが取り消してください。\n{note}"
        )
    };
    coming.mail("デモ・説明会の変更のお知らせ", &first, true)
}

/// 中止になりました, to somebody who would have come.
pub fn called_off(coming: &Coming, reason: &str) -> MailText {
    coming.mail(
        "デモ・説明会の中止のお知らせ",
        &format!("お申し込みのデモ・説明会は、中止になりました。申し訳ありません。\n理由：{reason}"),
        false,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{NaiveDate, NaiveTime};
    use domain::demos::Length;

    fn at() -> Slot {
        Slot {
            date: NaiveDate::from_ymd_opt(2024, 12, 5).expect("a day"),
            start: NaiveTime::from_hms_opt(13, 30, 0).expect("a time"),
            length: Length::of_quarters(8).expect("two hours"),
        }
    }

    #[test]
    fn who_comes_is_told_when_where_and_with_which_code() {
        let at = at();
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
                change: "https://example.jp/change",
                calendar: "https://example.jp/calendar.ics",
            }),
        };
        let mail = reminder(&coming, 7);
        assert!(mail.subject.contains("7日後です"), "{}", mail.subject);
        for words in
            ["日向 陽子 様", "令和6年12月5日(木)（2024年）　13:30〜15:30", "2人", "0121", "calendar.ics"]
        {
            assert!(mail.body.contains(words), "{words}: {}", mail.body);
        }
        let told = reminder(&Coming { links: None, ..coming }, 1);
        assert!(told.subject.contains("明日です"));
        assert!(!told.body.contains("http") && told.body.contains("連絡先　介護保険課　電話 0741-00-1000"));
    }

    #[test]
    fn a_reminder_and_a_digest_name_what_is_to_do_and_stay_short() {
        let open: Vec<String> = (1..=20).map(|number| format!("会場の準備{number}")).collect();
        let about =
            About { to: "みどり野市", from: "国保連", municipality: "みどり野市", url: None };
        let registered = Headcount { offices: 18, people: 23 };
        let reminder =
            Reminder { slot: &at(), place: "現地（市役所）", left: 1, registered, open: &open };
        let mail = reminded(&about, &reminder);
        assert!(mail.subject.contains("明日です") && mail.body.contains("18団体・23人"), "{}", mail.body);
        assert!(mail.body.contains("ほかに12件"), "{}", mail.body);
        crate::mails::plain("reminded", &mail);
        let mail = digest("佐藤 葵", "みどり野市", &open[..2], 1, "https://example.jp/t/midorino");
        assert!(
            mail.body.contains("過ぎたものが2件") && mail.body.contains("来るものが1件"),
            "{}",
            mail.body
        );
        crate::mails::plain("digest", &mail);
        let none = Reminder { open: &[], ..reminder };
        assert!(reminded(&about, &none).body.contains("終わっていない準備はありません"));
    }

    #[test]
    fn the_other_side_is_told_why() {
        let about =
            About { to: "みどり野市", from: "国保連", municipality: "みどり野市", url: None };
        assert!(declined(&about, "講師が足りません").body.contains("理由：講師が足りません"));
        assert!(cancelled(&about, Some(&at()), "台風のため").subject.contains("中止"));
    }
}

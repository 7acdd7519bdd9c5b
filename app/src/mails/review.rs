//! Mails to officers: something waits for them. They name the number and where to look, and hold nothing of the case.

use super::MailText;
use crate::messages::subsidies::appointment_line;
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    money::Yen,
    subsidies::{AppointmentWay, ReceiptNumber},
    wareki::format_date_with_weekday,
};

/// Who writes to officers.
const FROM: &str = "ひろめる（このメールには返信できません）";

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

/// 決裁待ち.
pub fn awaiting_decision(work: &Work) -> MailText {
    work.mail(
        "決裁待ちの起案があります",
        "起案が出されました。内容を確かめて、決裁または差戻しをしてください。",
    )
}

/// What an officer's mail about a packet says.
#[derive(Debug, Clone, Copy)]
pub struct PacketWork<'a> {
    /// To whom.
    pub name: &'a str,
    /// In which house.
    pub municipality: &'a str,
    /// 起案番号.
    pub number: &'a str,
    /// 件名.
    pub title: &'a str,
    /// How many cases.
    pub cases: usize,
    /// Where the work is done.
    pub url: &'a str,
}

/// 決裁待ち of a packet.
pub fn packet_awaiting_decision(work: &PacketWork) -> MailText {
    let PacketWork { name, municipality, number, title, cases, url } = work;
    MailText::new(
        &format!("【{municipality}】決裁待ちの起案があります（{number}）"),
        name,
        &[
            "起案がまとめて出されました。内容を確かめて、申請ごとに決裁または差戻しをしてください。",
            &format!("起案番号：{number}\n件名：{title}\n件数：{cases}件"),
            &format!("次のページで確かめられます。\n{url}"),
        ],
        FROM,
    )
}

/// 差戻し.
pub fn sent_back(work: &Work) -> MailText {
    work.mail("起案が差し戻されました", "起案が差し戻されました。差戻しの理由は、次のページに表示されます。")
}

/// 再提出.
pub fn resubmitted(work: &Work) -> MailText {
    work.mail("補正した申請が届きました", "補正をお願いした申請が再提出されました。審査を再開してください。")
}

/// 概算払の支払待ち.
pub fn advance_unpaid(work: &Work, yen: Yen) -> MailText {
    let news = format!(
        "概算払の請求（{yen}）を受理してから、2週間がたちました。まだ支払われていません。支払いの手続を進めてください。"
    );
    work.mail("支払いを待つ概算払があります", &news)
}

/// メッセージ.
pub fn written(work: &Work) -> MailText {
    work.mail(
        "申請者からメッセージが届きました",
        "申請者からメッセージが届きました。本文は、申請のページに表示されます。",
    )
}

/// The applicant chose a moment.
pub fn appointment_agreed(work: &Work, way: AppointmentWay, at: DateTime<Utc>) -> MailText {
    let news = format!("申請者が話す日時を選びました。\n日時：{}", appointment_line(way, at));
    work.mail("話す日時が決まりました", &news)
}

/// The applicant cannot.
pub fn appointment_declined(work: &Work) -> MailText {
    work.mail(
        "話す日時の都合が悪いとの返事がありました",
        "話す日時の都合が悪いと、申請者から返事がありました。都合のよい日や時間帯は、申請のページに表示されます。",
    )
}

/// The municipality took it back, perhaps by a colleague.
pub fn appointment_cancelled(work: &Work, way: AppointmentWay, at: DateTime<Utc>) -> MailText {
    let news = format!(
        "申請者と話す日時の約束を、取り消しました。申請者にも知らせました。\n日時：{}",
        appointment_line(way, at)
    );
    work.mail("申請者と話す日時の約束がなくなりました", &news)
}

/// 明日です.
pub fn appointment_tomorrow(work: &Work, way: AppointmentWay, at: DateTime<Utc>) -> MailText {
    let news = format!("申請者と話す日時は、明日です。\n日時：{}", appointment_line(way, at));
    work.mail("申請者と話す日時は明日です", &news)
}

/// 庁内メモ that calls somebody.
pub fn called(work: &Work) -> MailText {
    work.mail(
        "庁内メモであなたへの知らせがあります",
        "庁内メモに、あなたへの知らせがあります。本文は、申請のページに表示されます。",
    )
}

/// 意見.
pub fn opinion_given(work: &Work) -> MailText {
    work.mail(
        "意見照会に回答がありました",
        "意見照会に回答がありました。内容は、申請のページに表示されます。",
    )
}

/// 決裁待ち of many.
pub fn many_await_decision(name: &str, municipality: &str, count: usize, url: &str) -> MailText {
    let subject = format!("【{municipality}】決裁待ちの起案が{count}件あります");
    let news =
        format!("{count}件の起案がまとめて出されました。内容を確かめて、決裁または差戻しをしてください。");
    MailText::new(&subject, name, &[&news, &format!("次のページに一覧があります。\n{url}")], FROM)
}

/// What a mail about a run of payments says of it.
#[derive(Debug, Clone, Copy)]
pub struct RunSays<'a> {
    /// Its number.
    pub number: &'a str,
    /// 件名.
    pub title: &'a str,
    /// 振込日.
    pub pay_on: NaiveDate,
    /// How many payments, and how much together.
    pub totals: (usize, Yen),
}

/// 承認待ち of a run of payments.
pub fn run_awaits_release(name: &str, municipality: &str, says: &RunSays, url: &str) -> MailText {
    let RunSays { number, title, pay_on, totals: (count, yen) } = says;
    let day = format_date_with_weekday(*pay_on);
    MailText::new(
        &format!("【{municipality}】承認待ちの支払データがあります（{number}）"),
        name,
        &[
            "支払データが作られました。合計の照合を確かめて、承認してください。",
            &format!("番号：{number}\n件名：{title}\n振込日：{day}\n件数：{count}件\n合計：{yen}"),
            &format!("次のページで確かめられます。\n{url}"),
        ],
        FROM,
    )
}

/// 待機の打切り that waits for a decision.
pub fn ending_awaits_decision(
    name: &str,
    municipality: &str,
    programme: &str,
    count: usize,
    url: &str,
) -> MailText {
    let news = "待機の打切り（不交付）の起案が出されました。内容を確かめて、決裁または差戻しをしてください。";
    ending(name, municipality, "待機の打切りの起案があります", &[news, &about(programme, Some(count))], url)
}

/// 待機の打切り that was sent back.
pub fn ending_sent_back(name: &str, municipality: &str, programme: &str, url: &str) -> MailText {
    let news = "待機の打切りの起案が差し戻されました。差戻しの理由は、次のページに表示されます。";
    ending(name, municipality, "待機の打切りの起案が差し戻されました", &[news, &about(programme, None)], url)
}

fn about(programme: &str, count: Option<usize>) -> String {
    let count = count.map(|count| format!("\n待機している申請：{count}件"));
    format!("補助金：{programme}{}", count.unwrap_or_default())
}

fn ending(name: &str, municipality: &str, what: &str, news: &[&str], url: &str) -> MailText {
    let place = format!("次のページで確かめられます。\n{url}");
    let parts: Vec<&str> = news.iter().copied().chain([place.as_str()]).collect();
    MailText::new(&format!("【{municipality}】{what}"), name, &parts, FROM)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mails::plain;
    use domain::fiscal_year::FiscalYear;

    #[test]
    fn every_mail_reads_as_it_did() {
        let work = Work {
            name: "担当 花子",
            municipality: "みどり野市",
            programme: "ケアプランデータ連携システム導入支援補助金",
            receipt: ReceiptNumber::new(FiscalYear::from_year(2024).unwrap(), 1),
            url: "https://hiromeru.example/t/midorino/applications/0190",
        };
        let packet = PacketWork {
            name: "決裁 太郎",
            municipality: "みどり野市",
            number: "R6-起案-3",
            title: "7月受付分の交付決定について",
            cases: 12,
            url: "https://hiromeru.example/t/midorino/packets/0190",
        };
        for (name, mail) in [
            ("packet_awaiting_decision", packet_awaiting_decision(&packet)),
            ("awaiting_decision", awaiting_decision(&work)),
            ("sent_back", sent_back(&work)),
            ("resubmitted", resubmitted(&work)),
            ("written", written(&work)),
            ("opinion_given", opinion_given(&work)),
            ("many_await_decision", many_await_decision("決裁 太郎", "みどり野市", 12, work.url)),
        ] {
            plain(name, &mail);
            insta::assert_snapshot!(name, format!("{}\n\n{}", mail.subject, mail.body));
        }
    }

    #[test]
    fn a_note_and_an_ending_are_told_with_where_they_stand() {
        let work = Work {
            name: "担当 花子",
            municipality: "みどり野市",
            programme: "導入支援補助金",
            receipt: ReceiptNumber::new(FiscalYear::from_year(2024).unwrap(), 1),
            url: "https://hiromeru.example/t/midorino/applications/0190",
        };
        let note = called(&work);
        plain("called", &note);
        assert!(note.subject.contains("R6-0001") && note.body.contains(work.url));
        let unpaid = advance_unpaid(&work, Yen(10_500));
        plain("advance_unpaid", &unpaid);
        assert!(unpaid.body.contains("10,500円") && unpaid.body.contains(work.url), "{}", unpaid.body);
        let url = "https://hiromeru.example/t/midorino/programmes/0190/waiting-end";
        let asked = ending_awaits_decision("決裁 太郎", "みどり野市", "導入支援補助金", 12, url);
        plain("ending_awaits_decision", &asked);
        assert!(asked.subject.contains("待機の打切り") && asked.body.contains("待機している申請：12件"));
        let back = ending_sent_back("担当 花子", "みどり野市", "導入支援補助金", url);
        plain("ending_sent_back", &back);
        assert!(back.body.contains("差し戻されました") && !back.body.contains("待機している申請"));
        assert!(back.body.contains(url) && asked.body.contains("導入支援補助金"));
    }
}

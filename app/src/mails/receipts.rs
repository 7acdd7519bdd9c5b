//! What is told of applications when they are received: of one, or of several that were handed in at once.

use super::{MailText, subsidies::About};
use domain::subsidies::{Desk, Exhaustion, ReceiptNumber};

/// What follows a receipt, for whoever reads pages of ours.
const NEXT: &str = "この後の流れ\n・担当者が内容を確認します。\n・直していただくことがあれば、メールでお知らせします。\n・審査が終わると、メールでお知らせします。決定通知書は、申請のページから受け取れます。";

/// 申請を受け付けました; or it waits, by which rule and behind how many.
pub fn received(about: &About, waits: Option<Waits>) -> MailText {
    let why = waits.map(why_it_waits);
    let next = match (&why, about.url) {
        (Some(why), _) => why.as_str(),
        (None, Some(_)) => NEXT,
        (None, None) => {
            "この後の流れ\n・担当者が内容を確認します。\n・直していただくことがあれば、お知らせします。\n・審査が終わると、決定通知書をお送りします。"
        }
    };
    about.mail("補助金の申請を受け付けました", &["補助金の申請を受け付けました。", next])
}

/// By which rule an application waits, and behind how many; no place before the draw, the sharing or the marks.
pub type Waits = (Exhaustion, Option<u64>);

/// Why it waits, and what follows.
fn why_it_waits(waits: Waits) -> String {
    match waits {
        (Exhaustion::Lottery, None) => {
            "この補助金は、受付期間が終わった後に抽選で順番を決めます。抽選の結果は、メールでお知らせします。"
                .to_owned()
        }
        (Exhaustion::ProRata, None) => {
            "この補助金は、受付期間が終わった後に、予算額に応じて補助額を決めます。決まりましたら、メールでお知らせします。"
                .to_owned()
        }
        (Exhaustion::ByScore, None) => {
            "この補助金は、受付期間が終わった後に採点し、その順に予算を配ります。結果は、メールでお知らせします。"
                .to_owned()
        }
        (_, Some(place)) => format!(
            "予算額に達しているため、待機として受け付けました（待機{place}番）。取下げなどで予算に空きが出ると、受付の順に繰り上がり、メールでお知らせします。"
        ),
        (_, None) => {
            "予算額に達しているため、待機として受け付けました。予算に空きが出ると、受付の順に繰り上がり、メールでお知らせします。"
                .to_owned()
        }
    }
}

/// One of several applications that were received at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// The office's name.
    pub office: String,
    /// The application's number.
    pub receipt: ReceiptNumber,
    /// Whether it waits.
    pub waits: Option<Waits>,
}

impl Taken {
    /// In one line of a list.
    fn line(&self) -> String {
        let Self { office, receipt, waits } = self;
        match waits {
            None | Some((Exhaustion::Lottery | Exhaustion::ProRata | Exhaustion::ByScore, None)) => {
                format!("・{office}：{receipt}")
            }
            Some((_, Some(place))) => format!("・{office}：{receipt}（待機{place}番）"),
            Some((_, None)) => format!("・{office}：{receipt}（待機）"),
        }
    }
}

/// What a mail about several applications of one programme is about.
#[derive(Debug, Clone, Copy)]
pub struct Together<'a> {
    /// To whom.
    pub name: &'a str,
    /// In whose name.
    pub municipality: &'a str,
    /// Who answers.
    pub desk: &'a Desk,
    /// The programme's title.
    pub programme: &'a str,
    /// What was received, in the order of the numbers.
    pub received: &'a [Taken],
    /// The page of all of them.
    pub url: &'a str,
}

/// 申請を受け付けました, of several that were handed in at once: each office with its number.
pub fn received_together(about: &Together) -> MailText {
    let Together { name, municipality, desk, programme, received, url } = about;
    let count = received.len();
    let news = format!("補助金の申請を、{count}件受け付けました。");
    let lines: Vec<String> = received.iter().map(Taken::line).collect();
    let list = format!("受け付けた事業所と受付番号：\n{}", lines.join("\n"));
    let waits = received.iter().find_map(|one| one.waits).map(|(policy, _)| why_it_waits((policy, None)));
    let some_go_on = received.iter().any(|one| one.waits.is_none());
    let waits = waits.map(|why| if some_go_on { format!("待機の申請について：\n{why}") } else { why });
    let facts = format!("補助金：{programme}");
    let link = format!("申請の状況は、次のページで確かめられます。\n{url}");
    let next = some_go_on.then_some(NEXT);
    let paragraphs: Vec<&str> = [news.as_str(), list.as_str()]
        .into_iter()
        .chain(waits.as_deref())
        .chain(next)
        .chain([facts.as_str(), link.as_str()])
        .collect();
    let from = format!("{municipality} {}\n電話 {}（{}）", desk.section, desk.phone, desk.hours);
    let subject = format!("【{municipality}】補助金の申請を受け付けました（{count}件）");
    MailText::new(&subject, name, &paragraphs, &from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mails::plain;
    use domain::fiscal_year::FiscalYear;

    #[test]
    fn what_is_received_at_once_is_told_in_one_mail_that_lists_every_office() {
        let desk = Desk {
            section: "介護保険課 給付係".into(),
            phone: "03-0000-0000".into(),
            hours: "平日 8:30〜17:15".into(),
        };
        let year = FiscalYear::from_year(2024).unwrap();
        let taken = |number, waits| Taken {
            office: format!("ひだまり{number}号館"),
            receipt: ReceiptNumber::new(year, number),
            waits,
        };
        let told = |received: &[Taken]| {
            received_together(&Together {
                name: "木漏 日和",
                municipality: "みどり野市",
                desk: &desk,
                programme: "ケアプランデータ連携システム導入支援補助金",
                received,
                url: "https://hiromeru.example/t/midorino/my/programmes/0190/applications",
            })
        };
        let waits = Some((Exhaustion::Waitlist, Some(1)));
        let mail = told(&[taken(1, None), taken(2, None), taken(3, waits)]);
        plain("received_together", &mail);
        assert!(mail.subject.contains("（3件）"), "{}", mail.subject);
        for line in [
            "・ひだまり1号館：R6-0001\n",
            "・ひだまり3号館：R6-0003（待機1番）",
            "待機の申請について",
            "この後の流れ",
        ] {
            assert!(mail.body.contains(line), "{line}: {}", mail.body);
        }
        let drawn = Some((Exhaustion::Lottery, None));
        let mail = told(&[taken(1, drawn), taken(2, drawn)]);
        plain("received_for_a_draw", &mail);
        assert!(mail.body.contains("抽選で順番を決めます") && !mail.body.contains("待機"), "{}", mail.body);
        assert!(!mail.body.contains("この後の流れ"), "{}", mail.body);
    }
}

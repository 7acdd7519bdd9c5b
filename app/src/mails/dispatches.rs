//! Mails about 講師派遣: between a federation, 国保中央会 and a municipality.

use super::MailText;
use crate::messages::{
    demos::{place, slot},
    dispatches::{payer, stage as stage_word, told},
};
use domain::{
    demos::Place,
    dispatches::{Asked, Costs, Stage},
};

/// What every mail is about.
#[derive(Debug, Clone, Copy)]
pub struct About<'a> {
    /// To which house.
    pub to: &'a str,
    /// In whose name, with a telephone number.
    pub from: &'a str,
    /// The federation.
    pub federation: &'a str,
    /// The municipality.
    pub municipality: &'a str,
    /// The dispatch's page.
    pub url: &'a str,
}

impl About<'_> {
    fn mail(&self, what: &str, paragraphs: &[&str]) -> MailText {
        let link = format!("くわしくは、次のページでご確認ください。\n{}", self.url);
        let paragraphs: Vec<&str> = paragraphs.iter().copied().chain([link.as_str()]).collect();
        MailText::new(&format!("【講師派遣】{what}"), self.to, &paragraphs, self.from)
    }
}

fn facts(about: &About, asked: &Asked) -> String {
    let whereabouts = match asked.place {
        Place::OnSite => format!("{}（{}）", place(Place::OnSite), asked.venue),
        Place::Online => place(Place::Online).to_owned(),
    };
    format!(
        "日時　{}\n市区町村　{}\n場所　{whereabouts}\n参加見込み　{}人",
        slot(&asked.slot),
        about.municipality,
        asked.people
    )
}

/// To 国保中央会: 依頼, or 依頼 anew.
pub fn asked(about: &About, asked: &Asked, again: bool) -> MailText {
    let (what, first) = if again {
        ("日時や方法を見直した依頼", "から、講師派遣の依頼が改めて届きました。")
    } else {
        ("講師派遣の依頼", "から、デモ・説明会への講師派遣の依頼がありました。")
    };
    let first = format!("{}{first}", about.federation);
    about.mail(
        &format!("{}から{what}", about.municipality),
        &[&first, &facts(about, asked), "承諾、別案、お断りのいずれかを、ページから回答してください。"],
    )
}

/// To the federation, and to the municipality where it is decided: what 国保中央会 answered.
pub fn answered(about: &About, asked: &Asked, stage: &Stage) -> MailText {
    let (what, first, more) = match stage {
        Stage::Accepted { lecturer, .. } => (
            "講師の派遣が決まりました",
            "国保中央会が講師の派遣を承諾しました。",
            format!("講師　{lecturer}"),
        ),
        Stage::Proposed { slots, online, message, .. } => {
            let mut lines: Vec<String> = slots.iter().map(|one| format!("別案　{}", slot(one))).collect();
            if *online {
                lines.push("オンラインなら対応できます".to_owned());
            }
            if !message.is_empty() {
                lines.push(message.clone());
            }
            ("別案が届きました", "講師の派遣について、国保中央会から別案が届きました。", lines.join("\n"))
        }
        Stage::Declined { reason, .. } => (
            "講師は派遣されません",
            "申し訳ありませんが、国保中央会の講師は派遣できません。",
            format!("理由：{}", reason.as_str()),
        ),
        Stage::Asked { .. } | Stage::Withdrawn { .. } => {
            ("講師派遣の依頼", "講師派遣の依頼が変わりました。", String::new())
        }
    };
    let paragraphs = [first, &facts(about, asked), more.as_str()];
    let there: Vec<&str> = paragraphs.into_iter().filter(|paragraph| !paragraph.is_empty()).collect();
    about.mail(what, &there)
}

/// To 国保中央会: the session is elsewhere, and nothing else changed.
pub fn venue_corrected(about: &About, asked: &Asked) -> MailText {
    let first = format!("{}の会場が変わりました。日時と講師はそのままです。", about.municipality);
    about.mail("会場が変わりました", &[&first, &facts(about, asked)])
}

/// To 国保中央会: what the federation recorded in its name.
pub fn recorded(about: &About, asked: &Asked, stage: &Stage) -> MailText {
    let first = format!("{}が、国保中央会から受けた回答を記録しました。", about.federation);
    let how = stage.told().map(told).unwrap_or_default();
    let answer = format!("回答　{}\n{how}", stage_word(stage.name()));
    about.mail(
        "回答が記録されました",
        &[
            &first,
            &facts(about, asked),
            answer.trim_end(),
            "内容が違うときは、国保連合会に知らせてください。",
        ],
    )
}

/// To everybody else: 取下げ.
pub fn withdrawn(about: &About, asked: &Asked, reason: &str) -> MailText {
    let first = format!("{}の講師派遣の依頼は、取り下げられました。", about.federation);
    let why = format!("理由：{reason}");
    about.mail("依頼の取下げ", &[&first, &facts(about, asked), &why])
}

/// To the municipality: an amount that waits for its approval.
pub fn to_approve(about: &About, asked: &Asked, costs: &Costs) -> MailText {
    let amount = format!("旅費の見積り　{}\n負担　{}", costs.total, payer(costs.payer));
    about.mail(
        "国保中央会の旅費の承認のお願い",
        &[
            "デモ・説明会に国保中央会の講師を派遣するための、旅費の見積りができました。",
            &facts(about, asked),
            &amount,
            "決裁者の方が、ページから「承認する」か「承認しない」を選んでください。",
        ],
    )
}

/// To the federation and 国保中央会: what the municipality said.
pub fn decided(about: &About, asked: &Asked, costs: &Costs, refused: Option<&str>) -> MailText {
    let (what, first) = match refused {
        None => ("旅費が承認されました", "が、国保中央会の旅費を承認しました。"),
        Some(_) => ("旅費が承認されませんでした", "は、国保中央会の旅費を承認しませんでした。"),
    };
    let first = format!("{}{first}", about.municipality);
    let amount = format!("旅費の見積り　{}", costs.total);
    let why = refused.map(|why| format!("理由：{why}"));
    let facts = facts(about, asked);
    let paragraphs: Vec<&str> =
        [first.as_str(), facts.as_str(), amount.as_str()].into_iter().chain(why.as_deref()).collect();
    about.mail(what, &paragraphs)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{DateTime, NaiveDate, NaiveTime};
    use domain::{
        demos::{Contact, Length, Slot},
        dispatches::{House, Payer, Travel},
        money::Yen,
        subsidies::Reason,
    };

    fn request() -> Asked {
        Asked {
            slot: Slot {
                date: NaiveDate::from_ymd_opt(2024, 12, 5).expect("a day"),
                start: NaiveTime::from_hms_opt(13, 30, 0).expect("a time"),
                length: Length::of_quarters(8).expect("two hours"),
            },
            place: Place::OnSite,
            venue: "市役所 3階".into(),
            people: 20,
            menu: Vec::new(),
            purpose: "操作の説明".into(),
            payer: Payer::Municipality,
            contact: Contact { name: "森".into(), phone: "0741-00-4000".into(), email: String::new() },
        }
    }

    #[test]
    fn every_house_reads_what_it_has_to_know_in_plain_text() {
        let about = About {
            to: "国民健康保険中央会",
            from: "みどり県国民健康保険団体連合会　電話 0741-00-4000",
            federation: "みどり県国民健康保険団体連合会",
            municipality: "みどり野市",
            url: "https://example.jp/t/chuokai/dispatches/1",
        };
        let at = DateTime::UNIX_EPOCH;
        let travel = Travel {
            people: 1,
            rail: Yen(28_000),
            air: Yen::ZERO,
            nights: 0,
            lodging: Yen::ZERO,
            days: 1,
            daily: Yen(2_200),
            other: Yen::ZERO,
        };
        let costs = Costs::estimated(travel, Yen(30_200), Payer::Municipality, (House::Central, None), at);
        let reason = Reason::parse("講師の都合がつかないため").expect("a reason");
        let mails = [
            (asked(&about, &request(), false), "講師派遣の依頼がありました"),
            (asked(&about, &request(), true), "改めて届きました"),
            (
                answered(
                    &about,
                    &request(),
                    &Stage::Accepted { at, lecturer: "中央 太郎".into(), told: None },
                ),
                "講師　中央 太郎",
            ),
            (answered(&about, &request(), &Stage::Declined { at, reason, told: None }), "理由：講師の都合"),
            (to_approve(&about, &request(), &costs), "旅費の見積り　30,200円"),
            (decided(&about, &request(), &costs, Some("予算がないため")), "理由：予算がないため"),
            (withdrawn(&about, &request(), "中止のため"), "取り下げられました"),
        ];
        for (mail, words) in mails {
            super::super::plain(&mail.subject, &mail);
            assert!(mail.body.contains(words) && mail.body.contains("12月5日(木)"), "{}", mail.body);
        }
    }
}

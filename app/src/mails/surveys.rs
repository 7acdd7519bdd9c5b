//! Mails that ask in a survey, and remind of it.

use crate::messages::surveys::keeping;
use chrono::NaiveDate;
use domain::wareki::format_date_with_weekday;

/// What a mail says.
#[derive(Debug, Clone, Copy)]
pub struct Ask<'a> {
    /// Who is asked.
    pub office: &'a str,
    /// 題名.
    pub title: &'a str,
    /// What the municipality writes.
    pub asking: &'a str,
    /// The last day on which answers are taken.
    pub deadline: Option<NaiveDate>,
    /// Whether no office stands with an answer.
    pub anonymous: bool,
    /// The page where it is answered; none where nobody outside reaches the program.
    pub url: Option<&'a str>,
    /// Whether it was asked before.
    pub again: bool,
}

/// Subject and text, without the end of every outreach.
pub fn ask(ask: &Ask) -> (String, String) {
    let Ask { office, title, asking, deadline, anonymous, url, again } = *ask;
    let subject = if again {
        format!("【再度のお願い】{title}")
    } else {
        format!("【アンケートのお願い】{title}")
    };
    let mut parts = vec![format!("{office} 御中")];
    if again {
        parts.push(
            "先日お願いしたアンケートについて、まだ回答が届いていないため、もう一度お知らせします。\n\
             行き違いですでに回答いただいている場合は、ご容赦ください。"
                .to_owned(),
        );
    }
    if !asking.trim().is_empty() {
        parts.push(asking.trim().to_owned());
    }
    let until = deadline.map(|day| format!("回答の期限　{}", format_date_with_weekday(day)));
    let page = match url {
        Some(url) => {
            format!("次のページから、登録せずに回答できます。途中で保存して、あとで続けられます。\n{url}")
        }
        None => "回答の方法は、下の担当へお問い合わせください。".to_owned(),
    };
    parts.push([Some(format!("「{title}」")), until].into_iter().flatten().collect::<Vec<_>>().join("\n"));
    parts.push(page);
    parts.push(keeping(anonymous).to_owned());
    (subject, format!("{}\n", parts.join("\n\n")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reminder_says_that_it_is_one_and_until_when() {
        let first = Ask {
            office: "ひだまり訪問介護",
            title: "導入意向アンケート",
            asking: "ご協力をお願いします。",
            deadline: NaiveDate::from_ymd_opt(2026, 7, 31),
            anonymous: false,
            url: Some("https://hiromeru.example/t/midorino/answer/abc"),
            again: false,
        };
        let (subject, body) = ask(&first);
        assert_eq!(subject, "【アンケートのお願い】導入意向アンケート");
        assert!(body.starts_with("ひだまり訪問介護 御中\n\nご協力をお願いします。"), "{body}");
        assert!(body.contains("回答の期限　令和8年7月31日") && body.contains("/answer/abc"), "{body}");
        let (subject, body) = ask(&Ask { again: true, anonymous: true, url: None, ..first });
        assert!(subject.starts_with("【再度のお願い】") && body.contains("まだ回答が届いていない"), "{body}");
        assert!(body.contains("無記名") && body.contains("お問い合わせ"), "{body}");
    }
}

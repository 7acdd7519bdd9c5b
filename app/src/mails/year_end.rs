//! The mail that tells officers what stays as it must not. It names numbers of cases and holds nothing of them.

use super::MailText;

/// Who writes to officers.
const FROM: &str = "ひろめる（このメールには返信できません）";
/// Alarms that a mail tells; the page tells all.
const TOLD: usize = 6;

/// What the mail says.
#[derive(Debug, Clone, Copy)]
pub struct AlarmMail<'a> {
    /// To whom.
    pub name: &'a str,
    /// In which house.
    pub municipality: &'a str,
    /// The alarms, as sentences.
    pub alarms: &'a [String],
    /// The home page.
    pub url: &'a str,
}

/// What stays as it must not.
pub fn alarms(mail: &AlarmMail) -> MailText {
    let AlarmMail { name, municipality, alarms, url } = mail;
    let lines: Vec<String> = alarms.iter().take(TOLD).map(|line| format!("・{line}")).collect();
    MailText::new(
        &format!("【{municipality}】そのままにできないことが{}件あります", alarms.len()),
        name,
        &[
            "補助金の申請について、確かめていただきたいことがあります。",
            &lines.join("\n"),
            &format!("ホームから、それぞれの一覧を開けます。\n{url}"),
        ],
        FROM,
    )
}

/// What the mail about a list of records that go says.
#[derive(Debug, Clone, Copy)]
pub struct DisposalMail<'a> {
    /// To whom.
    pub name: &'a str,
    /// In which house.
    pub municipality: &'a str,
    /// How many records.
    pub cases: usize,
    /// Where it is decided.
    pub url: &'a str,
}

/// A list of records waits for a second person.
pub fn disposal(mail: &DisposalMail) -> MailText {
    let DisposalMail { name, municipality, cases, url } = mail;
    MailText::new(
        &format!("【{municipality}】廃棄の承認を待っている一覧があります（{cases}件）"),
        name,
        &[
            "保存年限が満了した記録の、廃棄の一覧が作られました。内容を確かめて、承認または差戻しをしてください。",
            &format!("次のページで確かめられます。\n{url}"),
        ],
        FROM,
    )
}

/// What was written of people in outreach waits for a second person before it goes.
pub fn outreach_disposal(mail: &DisposalMail) -> MailText {
    let DisposalMail { name, municipality, cases, url } = mail;
    MailText::new(
        &format!("【{municipality}】周知・支援の記録の廃棄が、承認を待っています（{cases}件）"),
        name,
        &[
            "年限を過ぎた周知・支援の記録の廃棄が提案されました。内容を確かめて、承認または差戻しをしてください。",
            &format!("次のページで確かめられます。\n{url}"),
        ],
        FROM,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{mails::plain, messages::year_end::alarm};
    use domain::{fiscal_year::FiscalYear, year_end::Alarm};

    #[test]
    fn the_mail_reads_as_it_did() {
        let year = FiscalYear::from_year(2023).unwrap();
        let lines = [
            Alarm::Equation { year, missing: 2, numbers: vec!["R5-0042".into(), "R5-0077".into()] },
            Alarm::PastYear { year, count: 1 },
            Alarm::Unowned { count: 3, days: 9 },
        ]
        .map(|one| alarm(&one));
        let mail = alarms(&AlarmMail {
            name: "担当 花子",
            municipality: "みどり野市",
            alarms: &lines,
            url: "https://hiromeru.example/t/midorino",
        });
        let disposal = disposal(&DisposalMail {
            name: "決裁 太郎",
            municipality: "みどり野市",
            cases: 12,
            url: "https://hiromeru.example/t/midorino/records/disposals/0190",
        });
        plain("disposal", &disposal);
        let outreach = outreach_disposal(&DisposalMail {
            name: "決裁 太郎",
            municipality: "みどり野市",
            cases: 34,
            url: "https://hiromeru.example/t/midorino/records/outreach",
        });
        plain("outreach_disposal", &outreach);
        assert!(outreach.subject.contains("34件") && outreach.body.contains("/records/outreach"));
        insta::assert_snapshot!("disposal", format!("{}\n\n{}", disposal.subject, disposal.body));
        plain("alarms", &mail);
        insta::assert_snapshot!("alarms", format!("{}\n\n{}", mail.subject, mail.body));
    }
}

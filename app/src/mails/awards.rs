//! Mails about what follows a grant. They name the number and where to look.

use super::{MailText, subsidies::About};
use crate::messages::awards::instalment_title;
use chrono::NaiveDate;
use domain::{
    awards::{After, NextAdvance, StageName},
    money::Yen,
    wareki::format_date_with_weekday,
};

/// A letter was issued.
pub fn noticed(about: &About, letter: &str, document_number: &str) -> MailText {
    let news = match about.url {
        Some(_) => format!("{letter}（{document_number}）を出しました。申請のページから受け取れます。"),
        None => format!("{letter}（{document_number}）を出しました。郵送でお届けします。"),
    };
    about.mail(&format!("{letter}のお知らせ"), &[&news])
}

/// 実績報告を受け付けました.
pub fn reported(about: &About) -> MailText {
    let next =
        "この後、担当者が内容を確認し、補助金の額を確定します。確定しましたら、メールでお知らせします。";
    about.mail("実績報告を受け付けました", &["実績報告を受け付けました。", next])
}

/// 実績報告の補正をお願いします.
pub fn report_returned(about: &About, due: NaiveDate) -> MailText {
    let until = format!("{}までに、もう一度報告してください。", format_date_with_weekday(due));
    about.mail("実績報告の補正をお願いします", &["実績報告に、直していただきたいところがあります。", &until])
}

/// 請求を受け付けました.
pub fn claimed(about: &About, amount: Yen) -> MailText {
    let news = format!("補助金の請求（{amount}）を受け付けました。支払いの手続を進めます。");
    about.mail("補助金の請求を受け付けました", &[&news])
}

/// 概算払の請求を受け付けました: it is looked at before it is paid.
pub fn advance_claimed(about: &About, amount: Yen) -> MailText {
    let news =
        format!("概算払の請求（{amount}）を受け付けました。担当者が確かめてから、支払いの手続に進みます。");
    about.mail("概算払の請求を受け付けました", &[&news])
}

/// 概算払を請求できます.
pub fn advance_opened(about: &About, next: NextAdvance) -> MailText {
    let title = instalment_title(Some(next.instalment));
    let news = format!("{title}の{}を請求できるようになりました。", next.yen);
    let how = match next.after {
        After::Interim => "請求のときに、いままでの進み具合（中間報告）を書いていただきます。",
        After::Decision | After::Day(_) => "請求できるのは、実績報告を出すまでです。",
    };
    let rest = "請求しない場合は、額の確定の後に、まとめてお支払いします。";
    about.mail("概算払を請求できます", &[&news, how, rest])
}

/// 概算払の請求が差し戻されました.
pub fn advance_returned(about: &About) -> MailText {
    about.mail(
        "概算払の請求に、直していただきたいところがあります",
        &["概算払の請求を差し戻しました。理由は、申請のページで確かめられます。直して、もう一度請求してください。"],
    )
}

/// 変更・中止の申請を受け付けました.
pub fn asked(about: &About) -> MailText {
    about.mail(
        "変更・中止の申請を受け付けました",
        &["変更・中止の申請を受け付けました。承認されるまで、いまの交付決定のまま変わりません。"],
    )
}

/// 変更・中止の申請を承認しません.
pub fn declined(about: &About) -> MailText {
    about.mail(
        "変更・中止の申請への回答",
        &["変更・中止の申請は、承認されませんでした。理由は、申請のページで確かめられます。"],
    )
}

/// 期限のお知らせ: before the day, and once after it.
pub fn reminded(about: &About, stage: StageName, due: NaiveDate, late: bool) -> MailText {
    let what = match stage {
        StageName::AwaitingClaim => "請求",
        StageName::ReportReturned => "実績報告の補正",
        StageName::AwaitingReport
        | StageName::Reported
        | StageName::FinalProposed
        | StageName::Payable
        | StageName::Settled
        | StageName::Cancelled => "実績報告",
    };
    let day = format_date_with_weekday(due);
    if late {
        let news = format!(
            "{what}の期限（{day}）が過ぎました。補助金を受け取れなくなることがあります。すぐに手続をするか、担当窓口に連絡してください。"
        );
        about.mail(&format!("{what}の期限が過ぎています"), &[&news])
    } else {
        let news = format!("{what}の期限は、{day}です。まだ手続が済んでいません。");
        about.mail(&format!("{what}の期限のお知らせ"), &[&news])
    }
}

/// 返還を確認しました.
pub fn refunded(about: &About, yen: Yen, left: Yen) -> MailText {
    let news = if left == Yen::ZERO {
        format!("{yen}の返還を確認しました。返還の手続は終わりました。")
    } else {
        format!("{yen}の返還を確認しました。残りは{left}です。")
    };
    about.mail("返還を確認しました", &[&news])
}

//! Sentences for mailings: what is wrong with a text and where, what became of each office and why.

use domain::mailings::{
    Exclusion, Fault, MailingField, MailingProblem, Outcome, Placeholder, Refusal, StageName, TemplateError,
    Topic,
};
use elements::Tone;

/// What a field of the form is called.
pub const fn field(field: MailingField) -> &'static str {
    match field {
        MailingField::Segment => "対象リスト",
        MailingField::Subject => "件名",
        MailingField::Body => "本文",
        MailingField::Topic => "お知らせの分野",
        MailingField::Html => "HTML形式",
        MailingField::Published => "ウェブページでの公開",
    }
}

/// What a mail is about.
pub const fn topic(topic: Topic) -> &'static str {
    match topic {
        Topic::Subsidy => "補助金",
        Topic::Session => "体験会・説明会",
        Topic::Survey => "アンケート・調査",
        Topic::Guidance => "操作や活用の案内",
        Topic::General => "その他のお知らせ",
    }
}

/// What is wrong with a field, and what to do.
pub fn problem(of: MailingField, problem: &MailingProblem) -> String {
    let what = field(of);
    match problem {
        MailingProblem::Missing => match of {
            MailingField::Segment | MailingField::Topic => format!("{what}を選んでください"),
            MailingField::Subject | MailingField::Body | MailingField::Html | MailingField::Published => {
                format!("{what}を入力してください")
            }
        },
        MailingProblem::TooLong { most } => format!("{what}は{most}文字までで入力してください"),
        MailingProblem::UnknownSegment | MailingProblem::UnknownTopic => {
            format!("{what}を一覧から選び直してください")
        }
        MailingProblem::Template(errors) => {
            let told: Vec<_> = errors.iter().map(template_error).collect();
            format!("{what}の差込項目を直してください。{}。使える項目は{}です", told.join("。"), places())
        }
    }
}

/// One fault with its place.
pub(super) fn template_error(error: &TemplateError) -> String {
    let TemplateError { at, fault } = error;
    let place = format!("{}行目の{}文字目", at.line, at.column);
    match fault {
        Fault::Unknown { name, near: Some(near) } => {
            format!("{place}の「{name}」は「{}」ではありませんか", near.name())
        }
        Fault::Unknown { name, near: None } => format!("{place}の「{name}」という項目はありません"),
        Fault::Unclosed => format!("{place}の「{{{{」が、同じ行の「}}}}」で閉じられていません"),
        Fault::Unopened => format!("{place}の「}}}}」の前に「{{{{」がありません"),
        Fault::Empty => format!("{place}の「{{{{}}}}」に項目の名前がありません"),
        Fault::SingleBraces(placeholder) => {
            format!("{place}のかっこは2つ重ねて「{}」と書いてください", typed(*placeholder))
        }
    }
}

/// A place as a clerk types it.
pub fn typed(placeholder: Placeholder) -> String {
    format!("{{{{{}}}}}", placeholder.name())
}

/// Every place, as a clerk types it.
pub fn places() -> String {
    Placeholder::ALL.map(typed).join("・")
}

/// How a line is left out where a place is empty.
pub const ONLY: &str =
    "行に「{{法人名?}}」のように「?」を付けて書くと、その項目が空の事業所では、その行を入れません。";

/// The word for a stage.
pub const fn stage(stage: StageName) -> &'static str {
    match stage {
        StageName::Draft => "下書き",
        StageName::Proposed => "承認待ち",
        StageName::Scheduled => "送信予約",
        StageName::Sending => "送信中",
        StageName::Paused => "一時停止",
        StageName::Sent => "送信済み",
        StageName::Cancelled => "取りやめ",
        StageName::Expired => "期限切れ",
    }
}

/// How a stage looks.
pub const fn stage_tone(stage: StageName) -> Tone {
    match stage {
        StageName::Draft => Tone::Info,
        StageName::Proposed | StageName::Paused => Tone::Attention,
        StageName::Scheduled | StageName::Sending => Tone::Progress,
        StageName::Sent => Tone::Success,
        StageName::Cancelled => Tone::Neutral,
        StageName::Expired => Tone::Danger,
    }
}

/// The word for an outcome.
pub const fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Queued => "送信待ち",
        Outcome::Sent => "送信済み",
        Outcome::Refused => "不達",
        Outcome::OptedOut => "配信停止",
        Outcome::TopicStopped => "分野の配信停止",
        Outcome::DuplicateAddress => "アドレス重複",
        Outcome::NoAddress => "アドレスなし",
        Outcome::NotOpen => "休止中・廃止",
        Outcome::GivenUp => "送信できず",
        Outcome::Unknown => "送達不明",
        Outcome::Suppressed => "不達のため停止",
        Outcome::Answered => "回答済み",
        Outcome::Withdrawn => "取りやめ",
        Outcome::Expired => "期限切れ",
    }
}

/// How an outcome looks.
pub const fn outcome_tone(outcome: Outcome) -> Tone {
    match outcome {
        Outcome::Queued => Tone::Progress,
        Outcome::Sent => Tone::Success,
        Outcome::Refused | Outcome::GivenUp | Outcome::Expired => Tone::Danger,
        Outcome::NoAddress | Outcome::Unknown | Outcome::Suppressed => Tone::Attention,
        Outcome::OptedOut
        | Outcome::TopicStopped
        | Outcome::DuplicateAddress
        | Outcome::NotOpen
        | Outcome::Answered
        | Outcome::Withdrawn => Tone::Neutral,
    }
}

/// Why an office has its outcome, as a sentence; nothing where the word says it.
pub fn reason(of: Outcome, refusal: Option<Refusal>) -> &'static str {
    match of {
        Outcome::Queued | Outcome::Sent => "",
        Outcome::Refused => refused(refusal.unwrap_or(Refusal::Message)),
        Outcome::OptedOut => exclusion(Exclusion::OptedOut),
        Outcome::TopicStopped => exclusion(Exclusion::TopicStopped),
        Outcome::DuplicateAddress => exclusion(Exclusion::DuplicateAddress),
        Outcome::NoAddress => exclusion(Exclusion::NoAddress),
        Outcome::NotOpen => exclusion(Exclusion::NotOpen),
        Outcome::GivenUp => {
            "相手のメールサーバーに何度も届けようとして、できませんでした。電話などで知らせてください"
        }
        Outcome::Unknown => {
            "送る途中で返事が途切れ、届いたかどうかわかりません。二重に届かないよう、もう一度は送りません"
        }
        Outcome::Suppressed => exclusion(Exclusion::Suppressed),
        Outcome::Answered => exclusion(Exclusion::Answered),
        Outcome::Withdrawn => "送る前に、送信を取りやめました",
        Outcome::Expired => "送信の期限までに送れなかったので、送りませんでした",
    }
}

/// Why an office gets no mail, as a sentence.
pub const fn exclusion(exclusion: Exclusion) -> &'static str {
    match exclusion {
        Exclusion::NoAddress => "台帳に、送れるメールアドレスがありません。郵送などでお知らせください",
        Exclusion::OptedOut => "このアドレスは、お知らせの配信を止めています",
        Exclusion::TopicStopped => "このアドレスは、この分野のお知らせを希望していません",
        Exclusion::NotOpen => "休止中または廃止の事業所です。対象リストの「状態」で選んだときだけ送ります",
        Exclusion::DuplicateAddress => "同じアドレスの別の事業所に送るので、二重には送りません",
        Exclusion::Suppressed => {
            "前に送ったメールが届かなかったアドレスです。正しいアドレスを確かめて、台帳を直すか、停止を解除してください"
        }
        Exclusion::Answered => "すでに回答や申込みがあるので、もう一度は送りません",
    }
}

/// Who refused a mail, and what to do.
pub const fn refused(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::Recipient => {
            "このアドレスには届きません。使われていないか、間違っています。電話などで確かめて、台帳を直してください"
        }
        Refusal::Message => "相手のメールサーバーが、このメールを受け取りませんでした",
        Refusal::Returned => {
            "送った後で、届かなかったという知らせ（エラーメール）が戻りました。電話などで確かめて、台帳を直してください"
        }
        Refusal::Unwritable => "宛先か件名に、メールでは使えない文字があります。台帳を確かめてください",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::form::Typed;
    use domain::mailings::{NewMailing, Template};

    #[test]
    fn a_fault_is_told_with_its_place_and_what_may_stand_there() {
        let errors =
            Template::parse("{{事業者名}} 御中\nこれは {{法人名\n{{office}}{{}}}}\n{住所}").unwrap_err();
        let told = problem(MailingField::Body, &MailingProblem::Template(errors));
        for part in [
            "本文の差込項目を直してください。",
            "1行目の1文字目の「事業者名」は「事業所名」ではありませんか。",
            "2行目の5文字目の「{{」が、同じ行の「}}」で閉じられていません。",
            "3行目の1文字目の「office」という項目はありません。",
            "「{{}}」に項目の名前がありません。",
            "「}}」の前に「{{」がありません。",
            "4行目の1文字目のかっこは2つ重ねて「{{住所}}」と書いてください。",
            "使える項目は{{事業所名}}・{{事業所一覧}}・{{事業所番号}}",
        ] {
            assert!(told.contains(part), "{part} in {told}");
        }
    }

    #[test]
    fn an_empty_form_is_answered_field_by_field() {
        let errors = NewMailing::parse(&Typed::default(), &[]).unwrap_err();
        let told: Vec<_> = errors.iter().map(|(of, error)| problem(*of, error)).collect();
        assert_eq!(told, ["対象リストを選んでください", "件名を入力してください", "本文を入力してください"]);
    }

    #[test]
    fn every_place_of_the_list_reads_back() {
        let template = Template::parse(&places()).unwrap();
        assert_eq!(template.places().len(), Placeholder::ALL.len());
    }
}

//! Sentences for campaigns: what is wrong with a text and where, what became of each office and why.

use domain::campaigns::{
    CampaignField, CampaignProblem, Exclusion, Fault, Outcome, Placeholder, Refusal, StageName, TemplateError,
};
use elements::Tone;

/// What a field of the form is called.
pub const fn field(field: CampaignField) -> &'static str {
    match field {
        CampaignField::Segment => "対象リスト",
        CampaignField::Subject => "件名",
        CampaignField::Body => "本文",
    }
}

/// What is wrong with a field, and what to do.
pub fn problem(of: CampaignField, problem: &CampaignProblem) -> String {
    let what = field(of);
    match problem {
        CampaignProblem::Missing => match of {
            CampaignField::Segment => format!("{what}を選んでください"),
            CampaignField::Subject | CampaignField::Body => format!("{what}を入力してください"),
        },
        CampaignProblem::TooLong { most } => format!("{what}は{most}文字までで入力してください"),
        CampaignProblem::UnknownSegment => format!("{what}を一覧から選び直してください"),
        CampaignProblem::Template(errors) => {
            let told: Vec<_> = errors.iter().map(template_error).collect();
            format!("{what}の差込項目を直してください。{}。使える項目は{}です", told.join("。"), places())
        }
    }
}

/// One fault with its place.
fn template_error(error: &TemplateError) -> String {
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

/// The word for a stage.
pub const fn stage(stage: StageName) -> &'static str {
    match stage {
        StageName::Draft => "下書き",
        StageName::Sending => "送信中",
        StageName::Sent => "送信済み",
        StageName::Cancelled => "取りやめ",
    }
}

/// How a stage looks.
pub const fn stage_tone(stage: StageName) -> Tone {
    match stage {
        StageName::Draft => Tone::Info,
        StageName::Sending => Tone::Progress,
        StageName::Sent => Tone::Success,
        StageName::Cancelled => Tone::Neutral,
    }
}

/// The word for an outcome.
pub const fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Queued => "送信待ち",
        Outcome::Sent => "送信済み",
        Outcome::Refused => "不達",
        Outcome::OptedOut => "配信停止",
        Outcome::DuplicateAddress => "アドレス重複",
        Outcome::NoAddress => "アドレスなし",
        Outcome::NotOpen => "休止中・廃止",
        Outcome::GivenUp => "送信中止",
    }
}

/// How an outcome looks.
pub const fn outcome_tone(outcome: Outcome) -> Tone {
    match outcome {
        Outcome::Queued => Tone::Progress,
        Outcome::Sent => Tone::Success,
        Outcome::Refused | Outcome::GivenUp => Tone::Danger,
        Outcome::NoAddress => Tone::Attention,
        Outcome::OptedOut | Outcome::DuplicateAddress | Outcome::NotOpen => Tone::Neutral,
    }
}

/// Why an office has its outcome, as a sentence; nothing where the word says it.
pub fn reason(of: Outcome, refusal: Option<Refusal>) -> &'static str {
    match of {
        Outcome::Queued | Outcome::Sent => "",
        Outcome::Refused => refused(refusal.unwrap_or(Refusal::Message)),
        Outcome::OptedOut => exclusion(Exclusion::OptedOut),
        Outcome::DuplicateAddress => exclusion(Exclusion::DuplicateAddress),
        Outcome::NoAddress => exclusion(Exclusion::NoAddress),
        Outcome::NotOpen => exclusion(Exclusion::NotOpen),
        Outcome::GivenUp => "送信を止めたか、相手のメールサーバーに何度も届けられませんでした",
    }
}

/// Why an office gets no mail, as a sentence.
pub const fn exclusion(exclusion: Exclusion) -> &'static str {
    match exclusion {
        Exclusion::NoAddress => "台帳に、送れるメールアドレスがありません。郵送などでお知らせください",
        Exclusion::OptedOut => "このアドレスは、お知らせの配信を止めています",
        Exclusion::NotOpen => "休止中または廃止の事業所です。対象リストの「状態」で選んだときだけ送ります",
        Exclusion::DuplicateAddress => "同じアドレスの別の事業所に送るので、二重には送りません",
    }
}

/// Who refused a mail, and what to do.
pub const fn refused(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::Recipient => {
            "このアドレスには届きません。使われていないか、間違っています。電話などで確かめて、台帳を直してください"
        }
        Refusal::Message => "相手のメールサーバーが、このメールを受け取りませんでした",
        Refusal::Unwritable => "宛先か件名に、メールでは使えない文字があります。台帳を確かめてください",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::campaigns::{NewCampaign, Template};
    use domain::form::Typed;

    #[test]
    fn a_fault_is_told_with_its_place_and_what_may_stand_there() {
        let errors =
            Template::parse("{{事業者名}} 御中\nこれは {{法人名\n{{office}}{{}}}}\n{住所}").unwrap_err();
        let told = problem(CampaignField::Body, &CampaignProblem::Template(errors));
        for part in [
            "本文の差込項目を直してください。",
            "1行目の1文字目の「事業者名」は「事業所名」ではありませんか。",
            "2行目の5文字目の「{{」が、同じ行の「}}」で閉じられていません。",
            "3行目の1文字目の「office」という項目はありません。",
            "「{{}}」に項目の名前がありません。",
            "「}}」の前に「{{」がありません。",
            "4行目の1文字目のかっこは2つ重ねて「{{住所}}」と書いてください。",
            "使える項目は{{事業所名}}・{{事業所番号}}",
        ] {
            assert!(told.contains(part), "{part} in {told}");
        }
    }

    #[test]
    fn an_empty_form_is_answered_field_by_field() {
        let errors = NewCampaign::parse(&Typed::default(), &[]).unwrap_err();
        let told: Vec<_> = errors.iter().map(|(of, error)| problem(*of, error)).collect();
        assert_eq!(told, ["対象リストを選んでください", "件名を入力してください", "本文を入力してください"]);
    }

    #[test]
    fn every_place_of_the_list_reads_back() {
        let template = Template::parse(&places()).unwrap();
        assert_eq!(template.places().len(), Placeholder::ALL.len());
    }
}

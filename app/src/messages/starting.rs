//! Sentences about what a campaign begins with: ready ones, an issue that is forwarded, another city's starter kit.

use super::{demos, mailings, subsidies, values};
use crate::inquiries::fault_words;
use domain::{
    campaigns::{ForwardField, ForwardProblem, PlanFault, Source},
    kits::{BundleError, HouseFault},
    mailings::{MailingField, MailingProblem},
    subsidies::KitError,
};

/// Where an activity of a ready campaign comes from.
pub fn source(source: Source) -> String {
    match source {
        Source::Circular(lines) => format!("介護保険最新情報Vol.1310（{lines}）"),
        Source::Ours => "ひろめるの提案".to_owned(),
    }
}

/// What a field of the forwarding form is called.
pub const fn forward_label(field: ForwardField) -> &'static str {
    match field {
        ForwardField::Number => "番号（Vol.）",
        ForwardField::Title => "件名",
        ForwardField::Dated => "発出日",
        ForwardField::Link => "掲載先のアドレス",
        ForwardField::Words => "添える文",
        ForwardField::Audience => "送る相手",
    }
}

/// Sentences for the forwarding form, field by field.
pub fn forward_errors(problems: &[(ForwardField, ForwardProblem)]) -> Vec<(&'static str, String)> {
    problems.iter().map(|(field, problem)| (field.name(), forward_problem(*field, problem))).collect()
}

fn forward_problem(field: ForwardField, problem: &ForwardProblem) -> String {
    let what = forward_label(field);
    match problem {
        ForwardProblem::Missing if field == ForwardField::Audience => format!("{what}を選んでください"),
        ForwardProblem::Missing => format!("{what}を入力してください"),
        ForwardProblem::TooLong(most) => format!("{what}は{most}文字までで入力してください"),
        ForwardProblem::Number => format!("{what}は数字で入力してください。例：1310"),
        ForwardProblem::Date(error) => values::date(what, error),
        ForwardProblem::Future => format!("{what}は、今日か、それより前の日にしてください"),
        ForwardProblem::Link => format!("{what}は「https://」から始まるアドレスを入力してください"),
        ForwardProblem::UnknownSegment => format!("{what}を一覧から選び直してください"),
        ForwardProblem::Template(errors) => {
            // The field is a part of the mail's text: the same words say what is wrong with its places.
            let problem = MailingProblem::Template(errors.clone());
            mailings::problem(MailingField::Body, &problem).replacen("本文", what, 1)
        }
    }
}

/// Why a starter kit was not taken in, and what to do.
pub fn bundle_error(error: &BundleError) -> String {
    let again = "ファイルを直さずに、書き出した自治体からもう一度受け取ってください";
    match error {
        BundleError::Kit(KitError::NoProgramme) | BundleError::Nothing => {
            "このファイルには、キャンペーン、アンケート、お知らせの文、準備計画、通知書の文のどれも入っていません。補助事業だけのファイルは、「補助事業」の画面から取り込んでください".to_owned()
        }
        BundleError::Kit(error) => subsidies::kit_error(error),
        BundleError::Plan(fault) => format!("キャンペーンの{}。{again}", plan_fault(*fault)),
        BundleError::Survey(place, fault) => {
            format!("アンケート（{place}つ目）に問題があります（{}）。{again}", fault_words(fault))
        }
        BundleError::Mail(place, field, problem) => {
            format!("お知らせの文（{place}つ目）に問題があります（{}）。{again}", mailings::problem(*field, problem))
        }
        BundleError::House(fault) => format!("{}。{again}", house_fault(fault)),
        BundleError::TooMany { part, most } => {
            let what = match *part {
                "surveys" => "アンケート",
                "notices" => "通知書の文",
                _ => "お知らせの文",
            };
            format!("{what}が多すぎます。1つのファイルに{most}個までです")
        }
    }
}

/// Why the plans of a starter kit were not taken in, and what to do.
pub fn plan_kit_error(error: &BundleError) -> String {
    match error {
        BundleError::Nothing => {
            "このファイルには準備計画が入っていません。準備計画の入ったファイルを選んでください".to_owned()
        }
        other => bundle_error(other),
    }
}

/// What is wrong with the plans or notices of a file.
pub fn house_fault(fault: &HouseFault) -> String {
    match fault {
        HouseFault::Task(place, task) => {
            format!("準備計画（{}）の{task}番目の準備の内容が読めません", demos::place(*place))
        }
        HouseFault::Tasks(place) => {
            format!("準備計画（{}）に準備がないか、多すぎます", demos::place(*place))
        }
        HouseFault::Kind(place) => format!("通知書の文（{place}つ目）の種類か公印が読めません"),
        HouseFault::Twice(place) => format!("通知書の文（{place}つ目）と同じ種類の文がもう1つあります"),
        HouseFault::Text(kind, error) => {
            let what = format!("通知書の文（{}）", subsidies::notice_kind(*kind));
            subsidies::notice_text_error(&what, *kind, error)
        }
    }
}

fn plan_fault(fault: PlanFault) -> String {
    match fault {
        PlanFault::Name => "名称がないか、長すぎます".to_owned(),
        PlanFault::Aims => "ねらいが長すぎます".to_owned(),
        PlanFault::Count(most) => format!("活動がないか、{most}件より多くあります"),
        PlanFault::Activity(place) => format!("{place}番目の活動の内容が読めません"),
    }
}

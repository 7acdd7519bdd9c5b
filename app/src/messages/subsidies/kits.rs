//! Sentences about starter kits.

use super::programme_problem;
use domain::subsidies::{Kit, KitError, LeftOut};

/// Why a file was not taken, and what to do.
pub fn kit_error(error: &KitError) -> String {
    match error {
        KitError::Missing => "導入支援パッケージのファイルを選んでください".to_owned(),
        KitError::TooLarge => {
            format!("ファイルが大きすぎます。導入支援パッケージは{}KBまでです", Kit::LARGEST / 1024)
        }
        KitError::NotJson | KitError::NotAKit => {
            "導入支援パッケージのファイルではありません。ほかの自治体が「導入支援パッケージを書き出す」で保存したファイル（.json）を選んでください".to_owned()
        }
        KitError::Version(version) => format!(
            "このファイルは新しい版（{version}）で作られていて、まだ読めません。このシステムを新しくするか、版1で書き出してもらってください"
        ),
        KitError::NoProgramme => {
            "このファイルには補助事業が入っていません。補助事業の入ったファイルを選んでください".to_owned()
        }
        KitError::Field(name) => format!(
            "ファイルの「{name}」が読めません。ファイルを直さずに、書き出した自治体からもう一度受け取ってください"
        ),
        KitError::Contradicts(problems) => {
            let first = problems.first().map(|(field, problem)| programme_problem(*field, problem));
            format!(
                "ファイルの内容に問題があります（{}）。書き出した自治体にお問い合わせください",
                first.unwrap_or_default()
            )
        }
    }
}

/// Something in a file that was not taken.
pub fn left_out(left: &LeftOut) -> String {
    match left {
        LeftOut::Part(name) => match name.as_str() {
            "campaign" => "キャンペーン（「周知」の画面から取り込めます）".to_owned(),
            "surveys" => "アンケート（「周知」の画面から取り込めます）".to_owned(),
            "mails" => "お知らせの文（「周知」の画面から取り込めます）".to_owned(),
            "survey" => "アンケート（survey）".to_owned(),
            "session_plan" => {
                "説明会の準備計画（国保連合会の「デモ・説明会」の画面から取り込めます）".to_owned()
            }
            "notices" => "通知書の文（「周知」の画面から取り込めます）".to_owned(),
            other => format!("「{other}」"),
        },
        LeftOut::ProgrammeField(name) => format!("補助事業の項目「{name}」"),
    }
}

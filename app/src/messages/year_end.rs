//! Sentences about a year's end: what is not accounted for, what hinders closing, what is left.

use super::{awards as award_words, subsidies, values};
use domain::{
    awards,
    fiscal_year::FiscalYear,
    subsidies::StageName,
    wareki::format_date,
    year_end::{
        Alarm, ArrivalCountField, ArrivalCountProblem, Booking, ClosingProblem, Hindrance, LeftKind,
        MOST_PAPERS, Tally, closable_from,
    },
};
use elements::Tone;

/// 受付90件 = 交付決定60件 + 不交付決定8件 + 取下げ2件 + 審査中20件.
pub fn equation(tally: Tally) -> String {
    let Tally { received, granted, refused, withdrawn, open } = tally;
    let sign = if tally.holds() { "＝" } else { "≠" };
    format!(
        "受付{received}件 {sign} 交付決定{granted}件 ＋ 不交付決定{refused}件 ＋ 取下げ{withdrawn}件 ＋ 決定前{open}件"
    )
}

/// What an alarm says, and what to do.
pub fn alarm(alarm: &Alarm) -> String {
    match alarm {
        Alarm::Equation { year, missing, numbers } => unaccounted(*year, *missing, numbers),
        Alarm::PastYear { year, count } => format!(
            "{}が終わったのに、決定していない申請が{count}件あります。すぐに審査を進めてください",
            year.label()
        ),
        Alarm::Unowned { count, days } => format!(
            "担当が決まっていない申請が{count}件あります（最も古いものは{days}日前の受付）。担当を決めてください"
        ),
        Alarm::Old { count, days } => format!(
            "60日を過ぎても決定していない申請が{count}件あります（最も古いものは{days}日前の受付）。審査の状況を確かめてください"
        ),
        Alarm::Stalled { count, days } => format!(
            "交付決定の後、60日を過ぎても審査・決裁・支払いが進んでいないものが{count}件あります（最も古いものは{days}日前から）。状況を確かめてください"
        ),
        Alarm::PapersMissing { count } => format!(
            "届いた紙・メールの申請のうち、{count}件が入力されていません。届いたものを探して、代理入力してください"
        ),
        Alarm::PapersUnsent { count, days } => format!(
            "代理入力の途中で、受け付けていない申請が{count}件あります（最も古いものは{days}日前の到達）。入力を終えてください"
        ),
    }
}

fn unaccounted(year: FiscalYear, missing: i64, numbers: &[String]) -> String {
    let year = year.label();
    if missing < 0 {
        return format!(
            "{year}の受付数が合いません。受付番号より申請が{}件多くあります。システムの管理者に知らせてください",
            -missing
        );
    }
    let named = if numbers.is_empty() { String::new() } else { format!("（{}）", numbers.join("、")) };
    format!(
        "{year}の受付数が合いません。{missing}件の行方が分かりません{named}。システムの管理者に知らせてください"
    )
}

/// The name of what is left.
pub const fn left_kind(kind: LeftKind) -> &'static str {
    match kind {
        LeftKind::Open => "審査中の申請",
        LeftKind::Waiting => "待機の申請",
        LeftKind::Paper => "受け付けていない紙の申請",
        LeftKind::Draft => "書類のある下書き",
        LeftKind::Award => "支払いまで終わっていない交付",
        LeftKind::Recovery => "返還されていない補助金",
        LeftKind::Order => "届いていない資材の注文",
    }
}

/// What to do about it.
pub const fn left_advice(kind: LeftKind) -> &'static str {
    match kind {
        LeftKind::Open => "決裁まで進めるか、申請者に取下げを確かめてください。",
        LeftKind::Waiting => "繰り上げるか、不交付を決定してください。",
        LeftKind::Paper => "代理入力を終えるか、受け付けない理由を記録して下書きを削除してください。",
        LeftKind::Draft => "申請したつもりかもしれません。事業所に確かめてください。",
        LeftKind::Award | LeftKind::Recovery => {
            "5月31日（出納整理期間の終わり）までに済ませるか、翌年度に引き継ぎます。"
        }
        LeftKind::Order => "届いていれば入荷を記録し、届かないなら注文を取り消してください。",
    }
}

/// An award whose payment is on its way.
const IN_PAYMENT: &str = "in_payment";

/// Where it stands, in words.
pub fn left_stage(kind: LeftKind, stage: &str) -> String {
    match kind {
        LeftKind::Paper => "入力の途中".to_owned(),
        LeftKind::Draft => "送られていない".to_owned(),
        LeftKind::Order => "届いていない".to_owned(),
        LeftKind::Open | LeftKind::Waiting => StageName::from_code(stage)
            .map_or_else(|| stage.to_owned(), |name| subsidies::stage(name).to_owned()),
        LeftKind::Award if stage == IN_PAYMENT => {
            award_words::stage_in_payment(awards::StageName::Payable, true).to_owned()
        }
        LeftKind::Award => awards::StageName::from_code(stage)
            .map_or_else(|| stage.to_owned(), |name| award_words::stage(name).to_owned()),
        LeftKind::Recovery => awards::RecoveryState::from_code(stage)
            .map_or_else(|| stage.to_owned(), |state| award_words::recovery_state(state).to_owned()),
    }
}

/// What keeps a year from being closed.
pub fn hindrance(year: FiscalYear, hindrance: &Hindrance) -> String {
    match hindrance {
        Hindrance::NotOver => {
            format!(
                "{}は終わっていません。{}から締められます",
                year.label(),
                format_date(closable_from(year))
            )
        }
        Hindrance::Undecided(kind, count) => {
            format!("{}が{count}件あります。{}", left_kind(*kind), left_advice(*kind))
        }
        Hindrance::PapersMissing(count) => {
            format!("届いた紙・メールの申請のうち、{count}件が入力されていません")
        }
        Hindrance::Unaccounted(tally) => format!("受付数が合いません（{}）", equation(*tally)),
    }
}

/// What to do about the form that closes a year, or opens it again.
pub fn closing(problem: &ClosingProblem) -> String {
    match problem {
        ClosingProblem::DraftsNotSeen => "書類のある下書きを確かめて、チェックを付けてください".to_owned(),
        ClosingProblem::Reason(error) => subsidies::reason_error("理由", *error),
    }
}

/// How money that moves after the year is booked.
pub fn booking(booking: Booking, comes_in: bool) -> String {
    match booking {
        Booking::Within => "年度内".to_owned(),
        Booking::ClosingPeriod => "出納整理期間".to_owned(),
        Booking::PriorYear(year) => {
            format!("{}（{}の会計）", if comes_in { "過年度収入" } else { "過年度支出" }, year.label())
        }
    }
}

/// The colour of an age in days.
pub const fn age_tone(days: i64) -> Tone {
    match days {
        ..=14 => Tone::Neutral,
        15..=59 => Tone::Attention,
        _ => Tone::Danger,
    }
}

/// The name of a field of a count.
pub const fn arrival_label(field: ArrivalCountField) -> &'static str {
    match field {
        ArrivalCountField::On => "届いた日",
        ArrivalCountField::Way => "届いた方法",
        ArrivalCountField::Count => "届いた申請の数",
    }
}

/// What to do about a count.
pub fn arrival(field: ArrivalCountField, problem: &ArrivalCountProblem) -> String {
    let what = arrival_label(field);
    match problem {
        ArrivalCountProblem::Date(error) => values::date(what, error),
        ArrivalCountProblem::InFuture => format!("{what}が今日より後です。届いた日を入力してください"),
        ArrivalCountProblem::NotChosen => format!("{what}を選んでください"),
        ArrivalCountProblem::NotACount => format!("{what}を数字で入力してください。例：3"),
        ArrivalCountProblem::TooMany => format!("{what}は{MOST_PAPERS}件までで入力してください"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_equation_that_fails_is_not_written_as_one_that_holds() {
        let tally = Tally { received: 90, granted: 60, refused: 8, withdrawn: 2, open: 20 };
        assert!(equation(tally).contains("受付90件 ＝ 交付決定60件"));
        assert!(equation(Tally { open: 18, ..tally }).contains("受付90件 ≠ 交付決定60件"));
    }

    #[test]
    fn a_lost_number_is_named() {
        let year = FiscalYear::from_year(2024).unwrap();
        let lost = Alarm::Equation { year, missing: 2, numbers: vec!["R6-0042".into(), "R6-0077".into()] };
        assert_eq!(
            alarm(&lost),
            "令和6年度の受付数が合いません。2件の行方が分かりません（R6-0042、R6-0077）。システムの管理者に知らせてください"
        );
    }
}

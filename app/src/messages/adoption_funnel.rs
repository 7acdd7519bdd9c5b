//! Words for how far offices have come, what followed what was done, and what it cost.

use super::values;
use domain::{
    adoption::{Cohort, Funnel, FunnelStep, Halt, Measure, Tenths, Touch, Window},
    follow_up::PeriodProblem,
    money::Yen,
    wareki::DateError,
};

/// What a step is called.
pub const fn step(step: FunnelStep) -> &'static str {
    match step {
        FunnelStep::Aware => "認知",
        FunnelStep::Session => "説明会",
        FunnelStep::Applied => "申込",
        FunnelStep::Adopted => "導入",
        FunnelStep::Using => "利用",
    }
}

/// What is counted in a step.
pub const fn step_counts(step: FunnelStep) -> &'static str {
    match step {
        FunnelStep::Aware => {
            "連携システムを知っているとわかる記録がある事業所。認知・検討中以上の導入状況の根拠、説明会への参加、申請のどれか"
        }
        FunnelStep::Session => {
            "デモ・説明会に参加した事業所と、周知の事業者連絡会・集団指導に出席した事業所。出欠で参加・出席と記録したもの。申し込んだだけのものは数えません"
        }
        FunnelStep::Applied => {
            "補助金の申請を受け付けた事業所、または導入予定（誓約）の根拠がある事業所。取下げ・不交付になった申請も含みます"
        }
        FunnelStep::Adopted => {
            "ライセンス取得または利用中とわかった日がある事業所。その後に停止した事業所も含みます"
        }
        FunnelStep::Using => "利用中（実際に送受信している）とわかった日がある事業所",
    }
}

/// How far offices of a group have come, as a choice and inside quotation marks.
pub const fn halted(halt: Halt) -> &'static str {
    match halt {
        Halt::Nowhere => "記録なし",
        Halt::At(FunnelStep::Aware) => "認知まで",
        Halt::At(FunnelStep::Session) => "説明会まで",
        Halt::At(FunnelStep::Applied) => "申込まで",
        Halt::At(FunnelStep::Adopted) => "導入まで",
        Halt::At(FunnelStep::Using) => "利用まで",
    }
}

/// Whom a group means, and what could come next.
pub const fn halted_means(halt: Halt) -> &'static str {
    match halt {
        Halt::Nowhere => "認知を示す記録がない事業所。まず、お知らせか電話で知らせます",
        Halt::At(FunnelStep::Aware) => "知っていて、説明会・申込・導入の記録がない事業所。説明会に案内します",
        Halt::At(FunnelStep::Session) => {
            "説明会に参加して、申込・導入の記録がない事業所。困っていることを電話で聞きます"
        }
        Halt::At(FunnelStep::Applied) => "申し込んで、導入の記録がない事業所。手続きと初期設定を支援します",
        Halt::At(FunnelStep::Adopted) => {
            "導入して、利用の記録がない事業所（停止した事業所を含みます）。連携先とのテスト送信を支援します"
        }
        Halt::At(FunnelStep::Using) => "利用しているとわかった事業所",
    }
}

/// A percentage with its numerator and denominator; a dash where there is nothing to count over.
pub fn share(numerator: u64, denominator: u64, percent: Option<Tenths>) -> String {
    match percent {
        Some(percent) => format!("{percent}%（{numerator}／{denominator}）"),
        None => format!("―（{numerator}／{denominator}）"),
    }
}

/// What the funnel shows, in one sentence.
pub fn finding(funnel: &Funnel) -> String {
    let adopted = funnel.level(FunnelStep::Adopted).reached;
    let most = Halt::ALL
        .into_iter()
        .filter(|halt| !matches!(halt, Halt::Nowhere | Halt::At(FunnelStep::Using)))
        .max_by_key(|halt| (funnel.halted(*halt), std::cmp::Reverse(*halt)))
        .filter(|halt| funnel.halted(*halt) > 0);
    let stopped = most.map(|halt| {
        format!(
            "先へ進んでいない事業所がいちばん多い段階は「{}」で、{}件です。",
            halted(halt),
            funnel.halted(halt)
        )
    });
    format!(
        "{}事業所のうち、導入に達したのは{adopted}件、記録がないのは{}件です。{}",
        funnel.offices,
        funnel.nowhere,
        stopped.unwrap_or_default()
    )
}

/// What is wrong with the day of the funnel.
pub fn day(problem: &DayProblem) -> (&'static str, String) {
    match problem {
        DayProblem::Date(error) => ("on", values::date("基準日", error)),
        DayProblem::Future => ("on", "基準日は、今日までの日付で入力してください".to_owned()),
    }
}

/// Why a day cannot be told of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DayProblem {
    /// It is none.
    Date(DateError),
    /// It has not come yet.
    Future,
}

/// What was done, as a choice.
pub const fn touch(touch: Touch) -> &'static str {
    match touch {
        Touch::Session => "説明会への参加",
        Touch::Mail => "お知らせのメール",
        Touch::Decision => "交付決定",
        Touch::Support => "電話・訪問",
    }
}

/// What counts as done, and on which day.
pub const fn touch_counts(touch: Touch) -> &'static str {
    match touch {
        Touch::Session => {
            "デモ・説明会に参加した事業所と、周知の事業者連絡会・集団指導に出席した事業所。開催日から数えます"
        }
        Touch::Mail => {
            "お知らせのメールを送信できた事業所。届かずに戻ったメールは数えません。送信日から数えます"
        }
        Touch::Decision => "補助金の交付決定を受けた事業所。決定した日から数えます",
        Touch::Support => {
            "電話・訪問・面談で話をした事業所。伴走支援の記録と、周知施策の架電・訪問の結果から数えます。留守電や不在は数えません"
        }
    }
}

/// The column of what was done, one by one.
pub const fn touch_things(touch: Touch) -> &'static str {
    match touch {
        Touch::Session => "デモ・説明会・集団指導など",
        Touch::Mail => "お知らせ",
        Touch::Decision => "補助事業",
        Touch::Support => "方法・活動",
    }
}

/// How many days are looked at, as a choice.
pub fn window(window: Window) -> String {
    format!("{}日以内", window.days())
}

/// A cohort's rate in words.
pub fn cohort(cohort: Cohort) -> String {
    share(cohort.began, cohort.over, cohort.percent())
}

/// What stands beside the numbers of cohorts wherever they are shown.
pub const NO_PROOF: &str = "差は、行ったことの効果とは限りません。もともと関心の高い事業所ほど説明会に来たり、電話に応じたりするため、この数だけで原因はわかりません。";

/// What two rates show beside each other, in one sentence.
pub fn compared(of: Touch, days: Window, touched: Cohort, others: Cohort) -> String {
    let what = touch(of);
    if touched.over == 0 {
        return format!("{what}のあと{}日がたった事業所が、まだありません。", days.days());
    }
    format!(
        "{}のあと{}日以内に導入したのはのべ{}件のうち{}件、同じ月に{}がなかった事業所ではのべ{}件のうち{}件です。",
        what,
        days.days(),
        touched.over,
        touched.began,
        what,
        others.over,
        others.began
    )
}

/// Whose money it is.
pub const fn measure(measure: Measure) -> &'static str {
    match measure {
        Measure::Subsidy => "補助金",
        Measure::Campaign => "周知施策の活動",
        Measure::Printing => "資材の印刷・購入",
        Measure::Travel => "講師派遣の旅費",
    }
}

/// What is spent on a measure, and whom it reached.
pub const fn measure_counts(measure: Measure) -> &'static str {
    match measure {
        Measure::Subsidy => {
            "支払った額から、戻った額を引いたもの（予算の台帳に記録した日）。届いた事業所は、その補助事業の交付決定を受けた事業所"
        }
        Measure::Campaign => {
            "完了した活動の費用（完了日）。届いた事業所は、結果・送信・参加・回答の記録があり、その後に導入した事業所"
        }
        Measure::Printing => {
            "資材の注文の代金（注文日。何も届かずに取りやめた注文は除く）。届いた事業所は、その資材を渡した記録があり、その後に導入した事業所"
        }
        Measure::Travel => {
            "市区町村が負担を承認した旅費（開催日）。届いた事業所は、そのデモ・説明会に参加し、その後に導入した事業所"
        }
    }
}

/// The amount for one office, or why there is none.
pub fn each(yen: Option<Yen>) -> String {
    yen.map_or_else(|| NOBODY.to_owned(), |yen| yen.to_string())
}

/// Nobody adopted: no amount for each.
pub const NOBODY: &str = "1件も導入がないため計算しません";
/// Nothing is written down as spent: a cost of nothing would be read as one that cost nothing.
pub const NOTHING: &str = "使った額の記録がないため計算しません";
/// Whom it reached is not kept: no amount for each.
pub const NO_LIST: &str = "届いた事業所の記録がないため計算しません";

/// What is wrong with a period.
pub fn period(problem: &PeriodProblem) -> (&'static str, String) {
    super::follow_up::period(problem)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;
    use domain::adoption::Trail;

    #[test]
    fn every_step_and_measure_says_what_it_counts() {
        for one in FunnelStep::ALL {
            assert!(step_counts(one).contains("事業所"), "{}", step(one));
        }
        for one in Halt::ALL {
            assert!(halted_means(one).contains("事業所"), "{}", halted(one));
        }
        for one in Touch::ALL {
            assert!(touch_counts(one).contains("数えます"), "{}", touch(one));
        }
        for one in Measure::ALL {
            assert!(measure_counts(one).contains("届いた事業所"), "{}", measure(one));
        }
    }

    #[test]
    fn the_finding_names_where_most_stop_and_nothing_where_nobody_does() {
        let day = NaiveDate::from_ymd_opt(2024, 7, 1).unwrap();
        let (came, nothing) = (Trail::of(&[], Some(day), None), Trail::default());
        let told = finding(&Funnel::of([&came, &came, &nothing], day));
        assert!(told.contains("3事業所のうち、導入に達したのは0件、記録がないのは1件です"), "{told}");
        assert!(told.contains("「説明会まで」で、2件"), "{told}");
        let empty = finding(&Funnel::of([&nothing], day));
        assert!(!empty.contains("いちばん多い"), "{empty}");
    }

    #[test]
    fn nothing_is_divided_by_nothing() {
        let none = Cohort { early: 3, ..Cohort::default() };
        assert_eq!(cohort(none), "―（0／0）");
        let told = compared(Touch::Mail, Window::default(), none, Cohort::default());
        assert_eq!(told, "お知らせのメールのあと90日がたった事業所が、まだありません。");
        assert_eq!(each(None), "1件も導入がないため計算しません");
        assert_eq!(each(Some(Yen(14_700))), "14,700円");
        assert_eq!(day_words(), ("on", "基準日は、今日までの日付で入力してください".to_owned()));
    }

    fn day_words() -> (&'static str, String) {
        day(&DayProblem::Future)
    }
}

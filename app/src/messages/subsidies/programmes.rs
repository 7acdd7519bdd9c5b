//! Sentences of the officer's programme form and of what a programme receives.

use super::form_words;
use crate::messages::values;
use chrono::Timelike;
use domain::{
    awards::AfterCancellation,
    money::YenError,
    subsidies::{
        Closing, EntryKind, Exhaustion, Forecast, NotReceiving, Procedure, ProcedureStep, ProgrammeAct,
        ProgrammeField as Field, ProgrammeProblem as Problem, ProgrammeState, RateError, Seed, SeedError,
        Window, WrongProgrammeState, parts::TimeError,
    },
    wareki::format_date_with_weekday,
};

/// The name of a field, as the form shows it.
pub fn programme_label(field: Field) -> String {
    match field {
        Field::Title => "事業名".to_owned(),
        Field::BasisName => "要綱の名称".to_owned(),
        Field::BasisNumber => "告示番号".to_owned(),
        Field::BasisArticles => "根拠となる条項".to_owned(),
        Field::FiscalYear => "年度".to_owned(),
        Field::Sponsor => "実施主体・財源".to_owned(),
        Field::LastYear => "実施する最後の年度".to_owned(),
        Field::OpensOn(row) => numbered("受付開始日", row),
        Field::OpensAt(row) => numbered("受付開始時刻", row),
        Field::ClosesOn(row) => numbered("受付終了日", row),
        Field::ClosesAt(row) => numbered("受付終了時刻", row),
        Field::Closing(row) => numbered("終了時刻の扱い", row),
        Field::Unit => "単位".to_owned(),
        Field::Frequency => "回数".to_owned(),
        Field::Years => "受けられる年度の数".to_owned(),
        Field::LocationName => "対象地域の名称".to_owned(),
        Field::Municipalities => "対象地域の市区町村コード".to_owned(),
        Field::Reach => "所在地の要件".to_owned(),
        Field::ExcludesDeemed => "みなし指定の医療機関等は対象外".to_owned(),
        Field::ExcludesSupportCentres => "地域包括支援センターは対象外".to_owned(),
        Field::ExpenseName(row) => numbered("対象経費", row),
        Field::Basis(row) => numbered("額の数え方", row),
        Field::LinkageYen(row) => numbered("連携先1か所あたりの額", row),
        Field::LinkageLeast(row) => numbered("連携先の数の下限", row),
        Field::Rate(row) => numbered("補助率", row),
        Field::Cap(row) => numbered("上限額", row),
        Field::NoCap(row) => numbered("上限額を決めない", row),
        Field::Floor(row) => numbered("下限額", row),
        Field::Tax(row) => numbered("消費税の扱い", row),
        Field::Rounding(row) => numbered("端数処理", row),
        Field::PaidFrom(row) => numbered("対象となる支払日の初日", row),
        Field::PaidUntil(row) => numbered("対象となる支払日の末日", row),
        Field::Prices(row) => numbered("定価", row),
        Field::ExpenseApplies(row) => numbered("この経費の対象となる事業所", row),
        Field::TotalCap => "合計の上限額".to_owned(),
        Field::AidYears => "累計する年度の数".to_owned(),
        Field::AidCap => "累計の上限額".to_owned(),
        Field::Stacking => "ほかの補助金との併用".to_owned(),
        Field::CoFunderName => "先に受ける補助金の名称".to_owned(),
        Field::CoFunderRate => "先に受ける補助金の補助率".to_owned(),
        Field::YearBy => "年度を決める日".to_owned(),
        Field::Services => "対象となるサービス".to_owned(),
        Field::Condition(row) => format!("誓約事項{}", row + 1),
        Field::ConditionApplies(row) => format!("誓約事項{}の対象", row + 1),
        Field::ConditionEvidence(row) => format!("誓約事項{}の根拠となる書類", row + 1),
        Field::DocumentName(row) => format!("書類{}の名称", row + 1),
        Field::DocumentShows(row) => format!("書類{}で確認すること", row + 1),
        Field::DocumentAlternatives(row) => format!("書類{}の代わりになるもの", row + 1),
        Field::DocumentApplies(row) => format!("書類{}の対象", row + 1),
        Field::AttendedFrom => "説明会の期間の初日".to_owned(),
        Field::AttendedUntil => "説明会の期間の末日".to_owned(),
        Field::AnsweredFrom => "アンケートの回答の期間の初日".to_owned(),
        Field::AnsweredUntil => "アンケートの回答の期間の末日".to_owned(),
        Field::FormName(form) => format!("{}の様式番号と名称", form_words(form)),
        Field::Budget => "予算額".to_owned(),
        Field::Exhaustion => "予算額に達したときの扱い".to_owned(),
        Field::Procedure => "手続".to_owned(),
        Field::OnPaper => "紙の申請".to_owned(),
        Field::ReportUntil => "実績報告の期限".to_owned(),
        Field::ReportDocuments => "実績報告に付ける書類".to_owned(),
        Field::AfterCancellation => "全部を取り消した後の再申請".to_owned(),
        Field::Advances => "概算払・分割払".to_owned(),
        Field::ReviewPoints => "審査の着眼点".to_owned(),
        Field::StandardDays => "標準処理期間".to_owned(),
        Field::Symbol => "文書記号".to_owned(),
        Field::Sender => "発信者名".to_owned(),
        Field::Terms => "交付の条件".to_owned(),
        Field::Appeal => "教示文".to_owned(),
        Field::Section => "担当課・係".to_owned(),
        Field::Phone => "電話番号".to_owned(),
        Field::Hours => "受付時間".to_owned(),
    }
}

/// A label of one row of several; the first is called as it is where there is one.
fn numbered(label: &str, row: usize) -> String {
    if row == 0 { label.to_owned() } else { format!("{label}（{}）", row + 1) }
}

/// What to do about a field.
pub fn programme_problem(field: Field, problem: &Problem) -> String {
    let what = programme_label(field);
    match problem {
        Problem::Missing | Problem::Time(TimeError::Missing) | Problem::Rate(RateError::Missing) => {
            format!("{what}を入力してください")
        }
        Problem::NotChosen => format!("{what}を選んでください"),
        Problem::TooLong(most) => format!("{what}は{most}文字以内で入力してください"),
        Problem::FiscalYear(error) => values::fiscal_year(&what, error),
        Problem::Date(error) => values::date(&what, error),
        Problem::Time(TimeError::Form) => format!("{what}は「9:00」や「17時」のように入力してください"),
        Problem::WindowEmpty => "受付終了は受付開始より後にしてください".to_owned(),
        Problem::Rate(RateError::Malformed) => {
            format!("{what}は「10/10」「3/4」「75%」「全額」のように入力してください")
        }
        Problem::Rate(RateError::Zero) => format!("{what}は0より大きくしてください"),
        Problem::Rate(RateError::AboveWhole) => format!("{what}は10/10以下にしてください"),
        Problem::Amount(YenError::Missing) if matches!(field, Field::Cap(_)) => {
            format!(
                "{what}を入力してください。上限がないときは「上限額を決めない」にチェックを入れてください"
            )
        }
        Problem::Amount(error) => values::yen(&what, error),
        Problem::CapAndNone => {
            "上限額が入力されています。上限がないときは金額を消し、あるときはチェックを外してください"
                .to_owned()
        }
        Problem::Nothing => format!("{what}は1円以上で入力してください"),
        Problem::CapNotRounded { unit } => {
            format!("{what}は端数処理の単位（{unit}円）の倍数にしてください")
        }
        Problem::FloorAboveCap => format!("{what}は上限額以下にしてください"),
        Problem::PeriodEmpty => format!("{what}は初日以後にしてください"),
        Problem::BudgetBelowCap => {
            "予算額は上限額（1件分。経費が複数あるときはその合計）以上にしてください".to_owned()
        }
        Problem::WindowsOverlap => {
            format!("{what}は、前の受付期間の終了より後にしてください")
        }
        Problem::WindowOutsideYear => {
            "年度を決める日が申請日のときは、受付期間を年度の4月1日から翌年3月31日までの中にしてください"
                .to_owned()
        }
        Problem::LastYearBefore => format!("{what}は、この制度の年度以後にしてください"),
        Problem::NoLinkage => {
            "単位を連携先にするときは、対象経費のどれかの額の数え方を「連携先の数で数える」にしてください"
                .to_owned()
        }
        Problem::Number(most) => format!("{what}は1から{most}までの数を入力してください"),
        Problem::Price(line) => format!(
            "{what}の{line}行目は「令和6年4月1日〜 21,000」のように、初日、末日（あれば）、金額の順に入力してください"
        ),
        Problem::Municipality(word) => {
            format!(
                "{what}の「{word}」は市区町村コードではありません。5けたか6けたの数字を空白で区切って入力してください"
            )
        }
        Problem::Advance(line) => format!(
            "{what}の{line}行目は「交付決定後 50%」「中間報告後 20%」「令和6年10月1日以後 20%」のように、時期、空白、割合の順に入力してください"
        ),
        Problem::Point(line) => format!(
            "{what}の{line}行目は「費用に見合う効果 5点 重み2：0＝見込めない、5＝とくに大きい」のように、着眼点、空白、満点（10点まで）の順に入力してください。重みと、点の言葉は、なくてもかまいません"
        ),
        Problem::PointTwice(line) => {
            format!("{what}の{line}行目は、ほかの行と同じ着眼点です。違う名称にしてください")
        }
        Problem::NoPoints => format!("採点の順に予算を配るときは、{what}を1つ以上入力してください"),
        Problem::AdvancesAboveWhole => format!("{what}の割合は、合計で100%以下にしてください"),
        Problem::AdvancesInOneStep => {
            format!(
                "支払った後に申請する手続では、{what}はできません。{what}の欄を空にするか、手続を選び直してください"
            )
        }
        Problem::NoSuchDocument => format!("{what}は、名称を入力した書類から選んでください"),
        Problem::NoService => "対象となるサービスを1つ以上選んでください".to_owned(),
        Problem::UnknownService => "一覧にあるサービスから選んでください".to_owned(),
        Problem::DocumentWithoutName => {
            format!("{what}を入力してください。書類が不要なら、説明も消してください")
        }
        Problem::TooMany(most) => {
            format!("{what}は{most}つまで入力できます。まとめられるものを1行にしてください")
        }
        Problem::Days => "標準処理期間は1から365までの開庁日数を入力してください".to_owned(),
        Problem::Phone(error) => values::phone(&what, error),
    }
}

/// The sentences of the form, each with the name of its field.
pub fn programme_errors(problems: &[(Field, Problem)]) -> Vec<(&'static str, String)> {
    problems.iter().map(|(field, problem)| (field.name(), programme_problem(*field, problem))).collect()
}

/// A programme's state in one word.
pub const fn programme_state(state: ProgrammeState) -> &'static str {
    match state {
        ProgrammeState::Draft => "下書き",
        ProgrammeState::Published { .. } => "公開中",
        ProgrammeState::Closed { .. } => "終了",
    }
}

/// Why a programme was not published, closed or reopened.
pub const fn wrong_programme_state(error: WrongProgrammeState) -> &'static str {
    match (error.act, error.from) {
        (ProgrammeAct::Publish, ProgrammeState::Closed { .. }) => {
            "終了した制度は公開できません。先に再開してください"
        }
        (ProgrammeAct::Publish, ProgrammeState::Draft | ProgrammeState::Published { .. }) => {
            "この制度はいま公開できません"
        }
        (ProgrammeAct::Close, ProgrammeState::Draft) => "下書きの制度は、まだ公開されていません",
        (ProgrammeAct::Close, ProgrammeState::Published { .. } | ProgrammeState::Closed { .. }) => {
            "この制度はすでに終了しています"
        }
        (
            ProgrammeAct::Reopen,
            ProgrammeState::Draft | ProgrammeState::Published { .. } | ProgrammeState::Closed { .. },
        ) => "この制度は終了していません",
    }
}

/// Why no application is received now, and what can be done.
pub fn not_receiving(why: NotReceiving) -> String {
    match why {
        NotReceiving::NotPublished => "この制度はまだ公開されていません".to_owned(),
        NotReceiving::NotYet(window) => {
            format!("受付は{}からです。下書きは保存されています", moment(window.opens))
        }
        NotReceiving::Over(window) => format!("受付は{}で終わりました", closing(&window)),
        NotReceiving::Closed => "この制度の受付は終わりました".to_owned(),
        NotReceiving::BudgetUsedUp => {
            "予算の残りが足りないため、申請を受け付けられませんでした。入力した内容は下書きに残っています。取下げなどで予算に空きが出ることがあるため、担当窓口へお問い合わせください"
                .to_owned()
        }
    }
}

/// 予算額に達したときの扱い, as applicants read it before they apply.
pub const fn exhaustion(policy: Exhaustion) -> &'static str {
    match policy {
        Exhaustion::Close => "受付順に予算を確保し、予算額に達したところで受付を終わります。",
        Exhaustion::Waitlist => {
            "受付順に予算を確保します。予算額に達した後の申請は待機となり、取下げなどで空きが出ると受付順に繰り上がります。"
        }
        Exhaustion::Lottery => {
            "受付期間に届いた申請が予算額を超えたときは、抽選で順番を決めます。順番は、あらかじめ公表する語句（抽選の種）と受付番号から計算し、だれでも確かめられます。"
        }
        Exhaustion::ProRata => {
            "受付期間に届いた申請が予算額を超えたときは、すべての申請の補助額を同じ割合で減らします（端数は切り捨てます）。"
        }
        Exhaustion::ByScore => {
            "受付期間に届いた申請を、2人以上が審査の着眼点で採点し、平均点の高い順に予算を配ります。同じ点のときは受付順です。"
        }
    }
}

/// 全部取消しの後の再申請, in a few words.
pub const fn after_cancellation(place: AfterCancellation) -> &'static str {
    match place {
        AfterCancellation::Locked => "同じ年度にもう一度申請できない",
        AfterCancellation::Freed => "同じ年度にもう一度申請できる",
    }
}

/// The steps of a procedure, in order.
pub fn procedure(procedure: Procedure) -> String {
    let steps = procedure.steps().iter().map(|step| match step {
        ProcedureStep::Consult => "事前協議",
        ProcedureStep::Pay => "事業所が支払う",
        ProcedureStep::Apply => "交付申請",
        ProcedureStep::ApplyReportAndClaim => "交付申請（実績報告と請求を兼ねる）",
        ProcedureStep::Review => "審査",
        ProcedureStep::Decision => "交付決定",
        ProcedureStep::DecisionAndFinalAmount => "交付決定（額の確定を兼ねる）",
        ProcedureStep::Report => "実績報告",
        ProcedureStep::FinalAmount => "額の確定",
        ProcedureStep::Claim => "請求",
        ProcedureStep::Payment => "補助金の支払い",
    });
    steps.collect::<Vec<_>>().join(" → ")
}

/// The same in a few words, for officers who choose.
pub const fn exhaustion_name(policy: Exhaustion) -> &'static str {
    match policy {
        Exhaustion::Close => "締め切る",
        Exhaustion::Waitlist => "待機にする（空きが出たら受付順に繰り上げる）",
        Exhaustion::Lottery => "受付期間の後に抽選する",
        Exhaustion::ProRata => "受付期間の後に按分する",
        Exhaustion::ByScore => "受付期間の後に採点の順に配る",
    }
}

/// What is done where a budget is shared out after the reception.
pub const fn sharing_heading(policy: Exhaustion) -> &'static str {
    match policy {
        Exhaustion::Lottery => "抽選する",
        Exhaustion::ProRata => "按分する",
        Exhaustion::ByScore => "採点の順に予算を配る",
        Exhaustion::Close | Exhaustion::Waitlist => "予算を配る",
    }
}

/// What somebody who waits is told first.
pub fn waiting_title(policy: Exhaustion, place: Option<u64>) -> String {
    match (policy, place) {
        (_, Some(place)) => format!("待機{place}番です"),
        (Exhaustion::Lottery, None) => "受付期間の後に抽選します".to_owned(),
        (Exhaustion::ProRata, None) => "受付期間の後に補助額を決めます".to_owned(),
        (Exhaustion::ByScore, None) => "受付期間の後に採点して順番を決めます".to_owned(),
        (Exhaustion::Close | Exhaustion::Waitlist, None) => "待機として受け付けました".to_owned(),
    }
}

/// What somebody who waits is told next.
pub const fn waiting_words(policy: Exhaustion, place: Option<u64>) -> &'static str {
    match (policy, place) {
        (Exhaustion::Lottery, None) => "抽選の結果は、メールでお知らせします。それまで手続は必要ありません。",
        (Exhaustion::ProRata, None) => {
            "補助額が決まりましたら、メールでお知らせします。それまで手続は必要ありません。"
        }
        (Exhaustion::ByScore, None) => "結果は、メールでお知らせします。それまで手続は必要ありません。",
        (Exhaustion::Lottery | Exhaustion::ByScore, Some(_)) => {
            "いまは予算を確保できていません。空きが出るとこの順番で繰り上がり、メールでお知らせします。"
        }
        (_, _) => {
            "予算額に達しているため、いまは予算を確保できていません。空きが出ると受付順に繰り上がり、メールでお知らせします。"
        }
    }
}

/// By when the budget is used up, in a sentence.
pub fn forecast(forecast: Forecast) -> String {
    match forecast {
        Forecast::UsedUp => "予算額に達しています。".to_owned(),
        Forecast::By(day) => format!(
            "最近4週間のペースが続くと、{}ごろに予算額に達する見込みです。",
            format_date_with_weekday(day)
        ),
        Forecast::Left { yen } => format!("最近4週間のペースが続くと、年度末に{yen}ほど残る見込みです。"),
        Forecast::NoPace => "最近4週間に新しい確保がないため、見込みは出せません。".to_owned(),
    }
}

/// Why money moved, in a word.
pub const fn entry_kind(kind: EntryKind) -> &'static str {
    match kind {
        EntryKind::Allotted => "予算の設定・変更",
        EntryKind::Reserved => "確保",
        EntryKind::Changed => "申請額の変更",
        EntryKind::Committed => "交付決定",
        EntryKind::Released => "解放",
        EntryKind::Amended => "変更承認・額の確定・取消し",
        EntryKind::Paid => "支払",
        EntryKind::PaymentReturned => "振込不能",
        EntryKind::Refunded => "返還",
    }
}

/// How a draw can be counted again.
pub fn seed_words(seed: &str) -> String {
    format!("抽選は行いました。抽選の種は「{seed}」です。「種:受付番号」のSHA-256が小さい順に並べています。")
}

/// What is wrong with a seed.
pub fn seed_error(error: SeedError) -> String {
    match error {
        SeedError::Missing => {
            "抽選の種を入力してください。例：あらかじめ公表した日の日経平均株価の終値".to_owned()
        }
        SeedError::TooLong => format!("抽選の種は{}文字以内で入力してください", Seed::LONGEST),
    }
}

/// 受付期間 in words.
pub fn window(window: &Window) -> String {
    format!("{}から{}まで", moment(window.opens), closing(window))
}

/// The end of 受付期間, as it goes before まで.
pub fn closing(window: &Window) -> String {
    match window.closing {
        Closing::Inclusive => moment(window.closes),
        Closing::Exclusive => format!("{}の前", moment(window.closes)),
    }
}

/// That reception ends in so few days, as it stands beside what is to be handed in until then.
pub fn ends_soon(window: &Window, left: i64) -> String {
    let left = match left {
        0 => "受付は今日で終わります".to_owned(),
        1 => "受付は明日で終わります".to_owned(),
        left => format!("受付はあと{left}日で終わります"),
    };
    format!("{}まで（{left}）", closing(window))
}

fn moment(at: chrono::NaiveDateTime) -> String {
    let day = format_date_with_weekday(at.date());
    match at.minute() {
        0 => format!("{day}{}時", at.hour()),
        minute => format!("{day}{}時{minute}分", at.hour()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;

    #[test]
    fn the_window_is_told_in_words_with_its_last_moment() {
        let at = |month, day, hour, minute| {
            NaiveDate::from_ymd_opt(2024, month, day)
                .and_then(|day| day.and_hms_opt(hour, minute, 0))
                .unwrap()
        };
        let inclusive =
            Window { opens: at(7, 1, 9, 0), closes: at(12, 27, 17, 15), closing: Closing::Inclusive };
        assert_eq!(window(&inclusive), "令和6年7月1日(月)9時から令和6年12月27日(金)17時15分まで");
    }
}

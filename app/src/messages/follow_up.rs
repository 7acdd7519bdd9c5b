//! Sentences for 伴走支援: fields, ways, what is due, what is wrong, and the numbers of the report.

use super::values;
use domain::follow_up::{Due, Field, Figure, PeriodProblem, Phase, Problem, Until, Way};
use elements::Tone;

/// By which way, as a word.
pub const fn way(way: Way) -> &'static str {
    match way {
        Way::Call => "電話",
        Way::Visit => "訪問",
        Way::Online => "オンライン面談",
        Way::Mail => "メール",
        Way::Meeting => "窓口・会合",
    }
}

/// What a field of the form is called.
pub const fn label(field: Field) -> &'static str {
    match field {
        Field::Way => "方法",
        Field::HeldOn => "日付",
        Field::SpokenWith => "話した相手",
        Field::Notes => "話した内容",
        Field::Agreed => "決まったこと",
        Field::NextAction => "次にすること",
        Field::NextOn => "次にする日",
        Field::NextOwner => "次にする人",
        Field::DoneNote => "結果のメモ",
    }
}

/// What is wrong with a field, and what to do.
pub fn problem(of: Field, problem: &Problem) -> String {
    let what = label(of);
    match problem {
        Problem::Missing if of == Field::Way => format!("{what}を選んでください"),
        Problem::Missing => format!("{what}を入力してください"),
        Problem::TooLong { most } => format!("{what}は{most}文字までで入力してください"),
        Problem::Day(error) => values::date(what, error),
        Problem::Future => format!(
            "{what}は今日までの日付で入力してください。これからの予定は「次にすること」に入力してください"
        ),
        Problem::BeforeHeld => format!("{what}は、話した日より後の日付で入力してください"),
        Problem::ActionMissing => {
            format!("{what}を入力してください。次にすることがなければ、日付も空けてください")
        }
        Problem::DayMissing => format!("{what}を入力してください。一覧に出す日です"),
        Problem::UnknownChoice => format!("{what}を選び直してください"),
    }
}

/// Every mistake with its field.
pub fn errors(problems: &[(Field, Problem)]) -> Vec<(&'static str, String)> {
    problems.iter().map(|(field, error)| (field.name(), problem(*field, error))).collect()
}

/// How a day stands to today.
pub fn due(due: Due) -> (Tone, String) {
    match due {
        Due::Overdue(days) => (Tone::Danger, format!("{days}日過ぎています")),
        Due::Today => (Tone::Attention, "今日".to_owned()),
        Due::Later(1) => (Tone::Info, "明日".to_owned()),
        Due::Later(days) => (Tone::Neutral, format!("{days}日後")),
    }
}

/// Which next actions a list shows.
pub const fn until(until: Until) -> &'static str {
    match until {
        Until::Today => "今日までのもの",
        Until::Week => "7日先までのもの",
        Until::All => "すべて",
    }
}

/// A part of a model project.
pub const fn phase(phase: Phase) -> &'static str {
    match phase {
        Phase::Survey => "1　実態把握",
        Phase::Outreach => "2　周知・申込",
        Phase::Support => "3　連携支援",
        Phase::Evaluation => "4　評価",
    }
}

/// What a number is called, its unit, and what it counts.
pub const fn figure(figure: Figure) -> (&'static str, &'static str, &'static str) {
    match figure {
        Figure::Offices => (
            "対象の事業所",
            "件",
            "期間の最終日に台帳で営業中の事業所。統合した事業所は1件に数え、休止・廃止の日が分からない事業所は数えません",
        ),
        Figure::Answers => {
            ("アンケートの回答", "件", "期間中に提出された回答（紙・FAX・電話の代理入力を含む）")
        }
        Figure::SoftwareKnown => (
            "介護ソフトがわかっている事業所",
            "件",
            "期間の最終日に、使っている介護ソフトがわかっている営業中の事業所",
        ),
        Figure::SoftwareCannot => (
            "データ連携に対応していない事業所",
            "件",
            "上のうち、使っている介護ソフトがどれも標準仕様に対応していないとわかっている事業所",
        ),
        Figure::Links => (
            "わかっている連携先の組",
            "組",
            "期間の最終日までにわかった、ケアプランをやりとりする2事業所の組。どちらが答えても1組に数えます",
        ),
        Figure::Mailings => ("送ったお知らせ", "通", "期間中に1件以上のメールを送信したお知らせの数"),
        Figure::Reached => (
            "お知らせを送った事業所",
            "件",
            "期間中にお知らせのメールを送信した事業所。何通送っても1件に数えます",
        ),
        Figure::Sessions => (
            "開いたデモ・説明会",
            "回",
            "期間中に開き、実施済みになったデモ・説明会。ほかの市区町村との相乗り開催を含みます",
        ),
        Figure::Attended => (
            "参加した事業所",
            "件",
            "期間中のデモ・説明会に参加した、台帳の事業所。何回参加しても1件に数えます",
        ),
        Figure::Applications => {
            ("補助金の申請", "件", "期間中に受け付けた申請。取下げ・不交付になったものも含みます")
        }
        Figure::Contacts => ("支援の記録", "件", "期間中の日付の電話・訪問・面談・メールの記録"),
        Figure::Visits => ("うち訪問", "件", "支援の記録のうち、方法が訪問のもの"),
        Figure::Supported => {
            ("支援した事業所", "件", "期間中に支援の記録がある事業所。何回でも1件に数えます")
        }
        Figure::ActionsDone => ("済んだ「次にすること」", "件", "期間中に済みにしたもの"),
        Figure::ActionsOpen => ("残っている「次にすること」", "件", "期間の終わりに済んでいなかったもの"),
        Figure::OfficesBefore => {
            ("期間の前の事業所", "件", "期間の前日に台帳で営業中の事業所。期間の前の導入率の分母です")
        }
        Figure::AdoptedBefore => (
            "期間の前に導入していた事業所",
            "件",
            "期間の前日に、ライセンス取得または利用中とわかっている営業中の事業所",
        ),
        Figure::AdoptedAfter => (
            "導入している事業所",
            "件",
            "期間の最終日に、ライセンス取得または利用中とわかっている営業中の事業所",
        ),
        Figure::AdoptedSupported => (
            "支援して新しく導入した事業所",
            "件",
            "支援した事業所のうち、期間の前日は導入しておらず、最終日は導入している事業所",
        ),
        Figure::LinksLive => (
            "両方が導入している組",
            "組",
            "わかっている連携先の組のうち、期間の最終日に両方が導入しているもの",
        ),
    }
}

/// What is wrong with a period.
pub fn period(problem: &PeriodProblem) -> (&'static str, String) {
    match problem {
        PeriodProblem::From(error) => ("from", values::date("期間の初日", error)),
        PeriodProblem::Until(error) => ("until", values::date("期間の最終日", error)),
        PeriodProblem::Backwards => {
            ("until", "期間の最終日は、初日より後の日付で入力してください".to_owned())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;
    use domain::{follow_up::FollowUpForm, form::Typed, ids::AccountId};

    #[test]
    fn every_mistake_names_its_field_and_says_what_to_do() {
        let typed = Typed::default()
            .with("way", "?")
            .with("held_on", "2030-01-01")
            .with("spoken_with", "長".repeat(61))
            .with("next_action", "電話")
            .with("next_owner", "?");
        let today = NaiveDate::from_ymd_opt(2026, 1, 15).unwrap();
        let writer: AccountId = "00000000-0000-0000-0000-000000000001".parse().unwrap();
        let wrong = FollowUpForm::parse(&typed, today, writer, &[writer]).unwrap_err();
        assert_eq!(wrong.len(), 6, "{wrong:?}");
        for (of, error) in wrong {
            let sentence = problem(of, &error);
            assert!(sentence.starts_with(label(of)) && sentence.contains("ください"), "{sentence}");
        }
    }

    #[test]
    fn every_number_says_what_it_counts() {
        for one in Figure::ALL {
            let (label, unit, counts) = figure(one);
            assert!(!label.is_empty() && !unit.is_empty() && counts.chars().count() > 8, "{one:?}");
        }
    }
}

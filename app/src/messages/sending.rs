//! Sentences for the sending of mailings: when, who approves, what came back.

use domain::mailings::{AgainProblem, AloneProblem, PlanField, PlanProblem, Sign};
use elements::Tone;

/// What a field of a plan is called.
pub const fn plan_field(field: PlanField) -> &'static str {
    match field {
        PlanField::SendOn => "送信する日",
        PlanField::SendTime => "送信する時刻",
        PlanField::NotAfterOn => "この日より後は送らない",
        PlanField::NotAfterTime => "この時刻より後は送らない",
    }
}

/// What is wrong with a plan, and what to do.
pub fn plan_problem(field: PlanField, problem: PlanProblem) -> String {
    let what = plan_field(field);
    match problem {
        PlanProblem::DayMissing => format!("「{what}」を入力してください。時刻だけでは、いつかわかりません"),
        PlanProblem::TimeMissing => format!("「{what}」を、9:00 のように入力してください"),
        PlanProblem::Day => format!("「{what}」は、令和6年7月5日 のように入力してください"),
        PlanProblem::Time => format!("「{what}」は、9:00 のように入力してください"),
        PlanProblem::Past => format!("「{what}」は、これからの日時を入力してください"),
        PlanProblem::TooFar => format!("「{what}」は、1年以内の日を入力してください"),
        PlanProblem::EndsFirst => format!("「{what}」は、送信する日時より後にしてください"),
    }
}

/// What is wrong with up to how many one person writes to, and what to do.
pub const fn alone_problem(problem: AloneProblem) -> &'static str {
    match problem {
        AloneProblem::Missing => "何件まで1人で送れるかを入力してください。いつも承認が要るときは0です",
        AloneProblem::Number => "件数は、0から9999までの数字で入力してください",
    }
}

/// What is wrong with what counts as an answer, and what to do.
pub const fn again_problem(problem: AgainProblem) -> &'static str {
    match problem {
        AgainProblem::Missing => "何があれば回答したことになるかを、1つ以上選んでください",
        AgainProblem::UnknownSurvey => "アンケートを一覧から選び直してください",
    }
}

/// What counts as an answer, in words.
pub const fn sign(sign: Sign) -> &'static str {
    match sign {
        Sign::Adopted => "システムを使っている（台帳でわかる範囲）",
        Sign::Registered => "お知らせの後に、体験会・研修会に申し込んだ",
        Sign::Applied => "お知らせの後に、補助金を申請した",
        Sign::Survey(_) => "アンケートに回答した",
    }
}

/// How an attempt ended.
pub fn attempt(how: &str) -> (Tone, &'static str) {
    match how {
        "taken" => (Tone::Success, "相手のサーバーが受け取りました"),
        "later" => (Tone::Progress, "後でもう一度送ります"),
        "refused" => (Tone::Danger, "相手のサーバーが受け取りませんでした"),
        _ => (Tone::Attention, "返事がなく、届いたかどうかわかりません"),
    }
}

/// What a report says.
pub fn bounce(kind: &str) -> (Tone, &'static str) {
    match kind {
        "hard" => (Tone::Danger, "届きません"),
        "soft" => (Tone::Attention, "一時的に届かず"),
        "unmatched" => (Tone::Neutral, "どのメールか不明"),
        _ => (Tone::Neutral, "遅れ・お知らせ"),
    }
}

/// What to do about a report.
pub fn bounce_means(kind: &str) -> &'static str {
    match kind {
        "hard" => "このアドレスには、もうお知らせを送りません",
        "soft" => "30日のうちに3回続いたら、お知らせを止めます",
        "unmatched" => {
            "このシステムから送ったメールが見つかりません。アドレスがわかれば、台帳を確かめてください"
        }
        _ => "何もする必要はありません",
    }
}

/// Why an address takes no outreach.
pub fn suppressed(why: &str) -> &'static str {
    match why {
        "hard" => "エラーメールが戻りました",
        "soft" => "一時的な不達が、30日のうちに3回続きました",
        _ => "相手のサーバーが、このアドレスはないと答えました",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_problem_names_its_field_and_what_to_do() {
        for field in [PlanField::SendOn, PlanField::SendTime, PlanField::NotAfterOn, PlanField::NotAfterTime]
        {
            for problem in [
                PlanProblem::DayMissing,
                PlanProblem::TimeMissing,
                PlanProblem::Day,
                PlanProblem::Time,
                PlanProblem::Past,
                PlanProblem::TooFar,
                PlanProblem::EndsFirst,
            ] {
                let told = plan_problem(field, problem);
                assert!(told.contains(plan_field(field)) && told.contains("ください"), "{told}");
            }
        }
    }
}

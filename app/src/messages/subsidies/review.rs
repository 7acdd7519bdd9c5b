//! Sentences of the review: criteria, what the machine found, corrections.

use super::answers::task_title;
use crate::messages::values;
use domain::{
    money::Yen,
    subsidies::{
        Ageing, Band, CorrectionField, CorrectionProblem, Criterion, Evidence, Finding, Frequency,
        JudgementField, JudgementProblem, Judgements, ProposalField, ProposalProblem, Reach, Reason,
        ReasonError, Rules, Stacking, Target, Unit, Verdict,
    },
    wareki::format_date,
};
use elements::Tone;

/// A criterion as a sentence that may be true.
pub fn criterion(criterion: Criterion, rules: &Rules) -> String {
    match criterion {
        Criterion::OfficeInMunicipality => match rules.reach {
            Reach::Inside => format!("事業所が{}にある", rules.location.name),
            Reach::Serves => format!("{}でサービスを提供している", rules.location.name),
        },
        Criterion::ServiceEligible => "対象のサービスを提供している".to_owned(),
        Criterion::PaidWithinPeriod => "支払日が対象期間内である".to_owned(),
        Criterion::StartedWithinYear => format!("利用開始日が{}である", rules.fiscal_year.label()),
        Criterion::OtherSubsidies => match &rules.stacking {
            Stacking::CoFunder { name, .. } => format!("「{name}」の交付決定を受けている"),
            Stacking::Forbidden | Stacking::Allowed => "ほかの補助金との合計が経費を超えない".to_owned(),
        },
        Criterion::PastAid if rules.unit == Unit::Corporation => {
            "法人が受けた同じ種類の補助金の累計が上限額を超えない".to_owned()
        }
        Criterion::PastAid => "同じ種類の補助金の累計が上限額を超えない".to_owned(),
        Criterion::SessionAttended => "説明会に参加している".to_owned(),
        Criterion::SurveyAnswered => "アンケートに回答している".to_owned(),
        Criterion::AmountByRules => "申請額が要綱どおりである".to_owned(),
        Criterion::FirstOfTheYear => match rules.frequency {
            Frequency::OncePerFiscalYear | Frequency::FirstYears(_) => {
                format!("{}の初めての申請である", rules.fiscal_year.label())
            }
            Frequency::OnceEver => "初めての申請である".to_owned(),
        },
        Criterion::DocumentsPresent => "必要な書類がそろっている".to_owned(),
        Criterion::DeclarationsMade => "誓約と同意がある".to_owned(),
    }
}

/// What the machine found, which decides nothing.
pub const fn finding(finding: Finding) -> &'static str {
    match finding {
        Finding::Fits => "適合の見込み",
        Finding::DoesNotFit => "不適合のおそれ",
        Finding::Unclear => "要確認",
    }
}

/// What an officer judged.
pub const fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Fits => "適合",
        Verdict::DoesNotFit => "不適合",
        Verdict::Unclear => "要確認",
    }
}

/// What a finding rests on, in one sentence.
pub fn evidence(evidence: &Evidence, rules: &Rules) -> String {
    match evidence {
        Evidence::Place { municipality: Some(code), address } => format!("台帳の所在地：{address}（{code}）"),
        Evidence::Place { municipality: None, address } => {
            format!("台帳に市区町村コードがありません。所在地：{address}")
        }
        Evidence::Services { left_out: true, .. } => {
            "事業所番号から、この制度で対象外の種類（みなし指定または地域包括支援センター）と読めます"
                .to_owned()
        }
        Evidence::Services { eligible, others, left_out: false } => {
            let names = |services: &[domain::service_type::ServiceType]| {
                services.iter().map(|service| service.name()).collect::<Vec<_>>().join("、")
            };
            match (eligible.is_empty(), others.is_empty()) {
                (true, true) => "台帳にサービスの登録がありません".to_owned(),
                (true, false) => format!("台帳のサービスは対象外です：{}", names(others)),
                (false, true) => format!("対象：{}", names(eligible)),
                (false, false) => format!("対象：{}　対象外：{}", names(eligible), names(others)),
            }
        }
        Evidence::Paid { on, from, until } => {
            format!(
                "支払日 {}（対象期間 {}から{}まで）",
                format_date(*on),
                format_date(*from),
                format_date(*until)
            )
        }
        Evidence::Started(Some(day)) => format!("利用開始日 {}", format_date(*day)),
        Evidence::Started(None) => "利用開始日が読み取れません".to_owned(),
        Evidence::OtherSubsidies { others, expected, paid } => {
            let expected = expected
                .filter(|expected| expected != others)
                .map(|expected| format!("（経費に補助率を掛けた額は {expected}）"))
                .unwrap_or_default();
            format!("ほかの補助金 {others}{expected}、経費 {paid}")
        }
        Evidence::PastAid { declared, books, cap, left } => {
            let declared = format!("申請者の申告 {declared}");
            let books = books
                .iter()
                .map(|one| {
                    let office = one.office.as_ref().map(|office| format!(" {office}")).unwrap_or_default();
                    format!("{}（{} {}{office}）{}", one.receipt, one.year.label(), one.programme, one.yen)
                });
            let known: Vec<String> = std::iter::once(declared).chain(books).collect();
            format!("上限額 {cap}、{}。残り {left}", known.join("、"))
        }
        Evidence::Attended(days) if days.is_empty() => {
            "対象の期間に開いた説明会の参加記録がありません。録画の視聴などを申請者に確かめてください"
                .to_owned()
        }
        Evidence::Attended(days) => {
            let days = days.iter().map(|day| format_date(*day)).collect::<Vec<_>>();
            format!("参加の記録：{}", days.join("、"))
        }
        Evidence::Surveyed(days) if days.is_empty() => {
            "対象の期間に送信された、記名のアンケートの回答がありません。無記名や紙の回答を申請者に確かめてください"
                .to_owned()
        }
        Evidence::Surveyed(days) => {
            let days = days.iter().map(|day| format_date(*day)).collect::<Vec<_>>();
            format!("回答の記録：{}", days.join("、"))
        }
        Evidence::Amount { paid, asked, by_rules } if *paid == Yen::ZERO => {
            format!("申請額 {asked}、要綱による額 {by_rules}")
        }
        Evidence::Amount { paid, asked, by_rules } => {
            format!("経費 {paid}、申請額 {asked}、要綱による額 {by_rules}")
        }
        Evidence::Others(others) if others.is_empty() => "同じ事業所番号の申請はほかにありません".to_owned(),
        Evidence::Others(others) => others
            .iter()
            .map(|other| format!("{}（{}）", other.receipt, other.programme))
            .collect::<Vec<_>>()
            .join("、"),
        Evidence::MissingDocuments(keys) if keys.is_empty() => {
            "必要な書類はすべて添付されています".to_owned()
        }
        Evidence::MissingDocuments(keys) => {
            let names =
                keys.iter().map(|key| rules.document(key).map_or(key.as_str(), |document| &document.name));
            format!("不足：{}", names.collect::<Vec<_>>().join("、"))
        }
        Evidence::NotDeclared(keys) if keys.is_empty() => "すべての項目に誓約・同意があります".to_owned(),
        Evidence::NotDeclared(keys) => {
            let sentences = keys
                .iter()
                .map(|key| rules.condition(key).map_or(key.as_str(), |condition| &condition.sentence));
            format!("誓約なし：{}", sentences.collect::<Vec<_>>().join("、"))
        }
    }
}

/// A place in an application, as the applicant knows it.
pub fn target(target: &Target, rules: &Rules) -> String {
    match target {
        Target::Task { task } => task_title(*task).to_owned(),
        Target::Document { key } => {
            rules.document(key).map_or_else(|| "添付書類".to_owned(), |document| document.name.clone())
        }
    }
}

/// What to do about a correction request.
pub fn correction_problem(field: &CorrectionField, problem: CorrectionProblem, rules: &Rules) -> String {
    let what = match field {
        CorrectionField::Items => "補正してほしいこと".to_owned(),
        CorrectionField::Sentence(place) => format!("「{}」への文", target(place, rules)),
        CorrectionField::Due => "提出期限".to_owned(),
    };
    match problem {
        CorrectionProblem::NothingAsked => format!("{what}を1つ以上入力してください"),
        CorrectionProblem::SentenceTooLong => {
            format!("{what}は{}文字以内で入力してください", Reason::LONGEST)
        }
        CorrectionProblem::Due(error) => values::date(&what, &error),
        CorrectionProblem::DueNotLater => format!("{what}は明日以後の日にしてください"),
    }
}

/// What to do about a reason.
pub fn reason_error(what: &str, error: ReasonError) -> String {
    match error {
        ReasonError::Missing => format!("{what}を入力してください"),
        ReasonError::TooLong => format!("{what}は{}文字以内で入力してください", Reason::LONGEST),
    }
}

/// What to do about more files than go with one message.
pub fn enclosed_too_many() -> String {
    let most = crate::subsidies::MOST_ENCLOSED;
    format!("一度に送れるのは{most}ファイルまでです。{most}ファイルずつに分けて送ってください")
}

/// What to do about more files than go with all messages about an application.
pub fn enclosed_no_more() -> String {
    let most = crate::subsidies::MOST_ENCLOSED_IN_ALL;
    format!(
        "1件の申請のメッセージで送れるのは、合わせて{most}ファイルまでです。残りは郵便など、ほかの方法で送ってください"
    )
}

/// 経過 in one word.
pub const fn band(band: Band) -> &'static str {
    match band {
        Band::Comfortable => "余裕",
        Band::Attention => "注意",
        Band::Overdue => "超過",
    }
}

/// How loud a band is.
pub const fn band_tone(band: Band) -> Tone {
    match band {
        Band::Comfortable => Tone::Neutral,
        Band::Attention => Tone::Attention,
        Band::Overdue => Tone::Danger,
    }
}

/// What is left of the standard processing time: the band in a word, and the days.
pub fn days_left(ageing: Ageing) -> String {
    let word = band(ageing.band);
    if ageing.left < 0 {
        format!("{word} {}開庁日", -ageing.left)
    } else {
        format!("{word} 残り{}開庁日", ageing.left)
    }
}

/// How loud a finding is. A machine never says that all is well: what fits stays quiet.
pub const fn finding_tone(finding: Finding) -> Tone {
    match finding {
        Finding::Fits => Tone::Neutral,
        Finding::DoesNotFit => Tone::Danger,
        Finding::Unclear => Tone::Attention,
    }
}

/// How loud a verdict is.
pub const fn verdict_tone(verdict: Verdict) -> Tone {
    match verdict {
        Verdict::Fits => Tone::Success,
        Verdict::DoesNotFit => Tone::Danger,
        Verdict::Unclear => Tone::Attention,
    }
}

/// What to do about a verdict.
pub fn judgement_problem(field: JudgementField, problem: JudgementProblem, rules: &Rules) -> String {
    let what = match field {
        JudgementField::Whole => String::new(),
        JudgementField::Verdict(one) | JudgementField::Note(one) => criterion(one, rules),
    };
    match problem {
        JudgementProblem::NothingJudged => "判定を1つ以上選んでから保存してください".to_owned(),
        JudgementProblem::VerdictMissing => {
            format!("「{what}」の判定を選んでください。メモだけでは保存できません")
        }
        JudgementProblem::NoteMissing => format!("「{what}」を適合としない理由を、メモに入力してください"),
        JudgementProblem::NoteTooLong => {
            format!("「{what}」のメモは{}文字以内で入力してください", Judgements::LONGEST)
        }
    }
}

/// What to do about a proposal.
pub fn proposal_problem(field: ProposalField, problem: &ProposalProblem, rules: &Rules) -> String {
    let what = match field {
        ProposalField::Whole | ProposalField::Outcome => "起案の内容",
        ProposalField::Reason => "不交付の理由",
        ProposalField::Amount => "交付額",
        ProposalField::Lowered => "減額の理由",
        ProposalField::Note => "決裁者への申し送り",
    };
    let named = |criteria: &[Criterion]| {
        criteria
            .iter()
            .flat_map(|one| ["「".to_owned(), criterion(*one, rules), "」".to_owned()])
            .collect::<String>()
    };
    match problem {
        ProposalProblem::NotJudged(open) => {
            format!(
                "まだ判定していない要件があります：{}。審査の画面で判定してから起案してください",
                named(open)
            )
        }
        ProposalProblem::NotChosen => format!("{what}を選んでください"),
        ProposalProblem::NotFitting(against) => {
            format!("適合と判定していない要件があるため、交付では起案できません：{}", named(against))
        }
        ProposalProblem::NothingAgainst => {
            "不適合と判定した要件がないため、不交付では起案できません。審査の画面で判定を確かめてください"
                .to_owned()
        }
        ProposalProblem::Reason(error) => reason_error(what, *error),
        ProposalProblem::Amount(error) => values::yen(what, error),
        ProposalProblem::AtMost(most) => {
            format!("{what}は計算上の額（{most}）以下にしてください。増やすことはできません")
        }
        ProposalProblem::Nothing => {
            format!("{what}は1円以上で入力してください。交付しないときは、「交付しない」を選んでください")
        }
        ProposalProblem::NoteTooLong => format!("{what}は{}文字以内で入力してください", Reason::LONGEST),
    }
}

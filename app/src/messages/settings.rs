//! Sentences about what a tenant sets for itself, about opening tenants, about handing work over, and who may do what.

use crate::messages::{accounts, kernel, values};
use domain::{
    accounts::{Capability, HandoverProblem, Held, TenantKind},
    demos::{MembershipField, MembershipProblem},
    settings::{
        ClosedDays, ClosedDaysField, ClosedDaysProblem, NewTenant, OpeningField, OpeningProblem, SenderField,
        SenderProblem,
    },
};

/// The word for a kind of tenant.
pub const fn kind(kind: TenantKind) -> &'static str {
    match kind {
        TenantKind::Municipality => "市区町村",
        TenantKind::Prefecture => "都道府県",
        TenantKind::Federation => "国保連合会",
        TenantKind::Central => "国保中央会",
    }
}

/// The name of a field of the sender.
pub const fn sender_label(field: SenderField) -> &'static str {
    match field {
        SenderField::Head => "通知書の差出人（首長・代表者の職名と氏名）",
        SenderField::Department => "担当課",
        SenderField::Phone => "電話番号",
        SenderField::Hours => "受付時間",
        SenderField::Email => "返信用メールアドレス",
        SenderField::Address => "所在地",
        SenderField::DocumentPrefix => "文書記号",
    }
}

/// What to do about a field of the sender.
pub fn sender(field: SenderField, problem: &SenderProblem) -> String {
    let what = sender_label(field);
    match problem {
        SenderProblem::Missing => format!("{what}を入力してください"),
        SenderProblem::TooLong(count) => {
            format!("{what}は{}文字までで入力してください（今は{count}文字です）", field.max())
        }
        SenderProblem::Phone(error) => values::phone(what, error),
        SenderProblem::Email(error) => values::email(what, error),
        SenderProblem::NumberInPrefix => format!(
            "{what}には「第」「号」を入れないでください。番号は自動で付きます。例：「みどり介」と入力すると「みどり介第1号」になります"
        ),
    }
}

/// The name of a field of closed days.
pub const fn closed_days_label(field: ClosedDaysField) -> &'static str {
    match field {
        ClosedDaysField::From => "閉庁する日（最初の日）",
        ClosedDaysField::To => "最後の日",
        ClosedDaysField::Reason => "理由",
    }
}

/// What to do about a field of closed days.
pub fn closed_days(field: ClosedDaysField, problem: &ClosedDaysProblem) -> String {
    let what = closed_days_label(field);
    match problem {
        ClosedDaysProblem::Date(error) => values::date(what, error),
        ClosedDaysProblem::EndsBeforeItBegins => {
            format!("{what}は、最初の日と同じか、それより後の日を入力してください")
        }
        ClosedDaysProblem::TooMany(days) => format!(
            "一度に追加できるのは{}日までです（今は{days}日です）。{what}を確かめてください",
            ClosedDays::MAX
        ),
        ClosedDaysProblem::NoReason => format!("{what}を入力してください。例：市制記念日"),
        ClosedDaysProblem::ReasonTooLong(count) => {
            format!("{what}は{}文字までで入力してください（今は{count}文字です）", ClosedDays::MAX_REASON)
        }
        ClosedDaysProblem::ClosedAnyway => {
            "この日は、すでに閉庁日（または土日・祝日・年末年始）です。ほかの日を入力してください".to_owned()
        }
    }
}

/// The name of a field of a member of a federation.
pub const fn membership_label(field: MembershipField) -> &'static str {
    match field {
        MembershipField::House => "ひろめるを使っている市区町村・都道府県",
        MembershipField::Name => "名前",
    }
}

/// What to do about a member of a federation, field by field.
pub fn membership_errors(problems: &[(MembershipField, MembershipProblem)]) -> Vec<(&'static str, String)> {
    let sentence = |field: MembershipField, problem: &MembershipProblem| {
        let what = membership_label(field);
        match problem {
            MembershipProblem::Missing => format!("{what}を入力してください。例：みどり野市"),
            MembershipProblem::Nobody => {
                "ひろめるを使っている市区町村を選ぶか、名前を入力してください。例：みどり野市".to_owned()
            }
            MembershipProblem::TooLong(most) => format!("{what}は{most}文字までで入力してください"),
            MembershipProblem::Taken => {
                "この名前の市区町村は、すでに加わっています。一覧で確かめてください".to_owned()
            }
            MembershipProblem::UnknownHouse => {
                "選んだ市区町村は、いまは加えられません。ほかの連合会に加わっていないか確かめ、選び直してください"
                    .to_owned()
            }
        }
    };
    problems.iter().map(|(field, problem)| (field.name(), sentence(*field, problem))).collect()
}

/// The name of a field of the opening.
pub const fn opening_label(field: OpeningField) -> &'static str {
    match field {
        OpeningField::Kind => "種類",
        OpeningField::Name => "名称",
        OpeningField::Slug => "アドレスに使う語",
        OpeningField::Codes => "全国地方公共団体コード",
        OpeningField::CodesConfirmed => "コードの確認",
        OpeningField::AdministratorName => "最初の管理者のお名前",
        OpeningField::AdministratorEmail => "最初の管理者のメールアドレス",
    }
}

/// What to do about a field of the opening.
pub fn opening(field: OpeningField, problem: &OpeningProblem) -> String {
    let what = opening_label(field);
    match problem {
        OpeningProblem::Kind => format!("{what}を選んでください"),
        OpeningProblem::NoName => format!("{what}を入力してください。例：みどり野市"),
        OpeningProblem::NameTooLong(count) => {
            format!("{what}は{}文字までで入力してください（今は{count}文字です）", NewTenant::MAX_NAME)
        }
        OpeningProblem::Slug(error) => accounts::tenant_slug(what, error),
        OpeningProblem::SlugTaken => {
            format!("この{what}は、ほかの自治体・団体が使っています。別の語にしてください。例：midorino-city")
        }
        OpeningProblem::Code(error) => kernel::municipality_code(what, error),
        OpeningProblem::IsPrefecture(code) => {
            format!("{what}の「{code}」は都道府県のコードです。市区町村のコードを入力してください")
        }
        OpeningProblem::NotOnePrefecture => {
            format!("{what}は、都道府県のコードを1つだけ入力してください。例：290009")
        }
        OpeningProblem::OtherPrefecture(code) => format!(
            "{what}の「{code}」は、ほかの都道府県の市区町村です。貴会の都道府県の市区町村だけを開設できます。コードを確かめてください"
        ),
        OpeningProblem::Odd(warning) => format!(
            "{}。このままでよければ「このコードで正しい」にチェックを付けてください",
            kernel::municipality_code_warning(*warning)
        ),
        OpeningProblem::CodeTaken(code) => {
            format!("{what}の「{code}」は、すでに開設されています。一覧を確かめてください")
        }
        OpeningProblem::Administrator(error) => accounts::person_name(what, error),
        OpeningProblem::Email(error) => values::email(what, error),
        OpeningProblem::ApplicantsAddress => {
            format!("この{what}は事業所の方が使っています。職員用の別のアドレスを入力してください")
        }
    }
}

/// How much of what somebody holds, or a handover moves.
pub fn held(held: &Held) -> String {
    let parts = [
        ("申請", held.applications()),
        ("交付決定の後の手続", held.awards),
        ("伴走支援の次の対応", held.next_actions),
        ("キャンペーン", held.campaigns),
        ("周知の活動", held.activities),
    ];
    let parts: Vec<String> = parts
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(what, count)| format!("{what}{count}件"))
        .collect();
    if parts.is_empty() { "0件".to_owned() } else { parts.join("、") }
}

/// Why work is not handed over.
pub fn handover(problem: HandoverProblem, to: &str) -> String {
    match problem {
        HandoverProblem::Nobody => "引き継ぐ人を選んでください".to_owned(),
        HandoverProblem::SamePerson => {
            "引き継ぐ人と引き継がれる人が同じです。別の人を選んでください".to_owned()
        }
        HandoverProblem::Suspended => {
            format!("{to}さんは利用停止中のため、引き継げません。利用中の担当の方を選んでください")
        }
        HandoverProblem::NotAClerk => format!(
            "{to}さんには「担当」の役割がないため、仕事を引き継げません。先に「利用者」の画面で役割を変更するか、担当の方を選んでください"
        ),
        HandoverProblem::NothingThere => "引き継ぐ仕事はありません。別の人を選んでください".to_owned(),
    }
}

/// Something that may be done, as the page of roles says it.
pub const fn capability(capability: Capability) -> &'static str {
    match capability {
        Capability::Look => "ホーム・台帳・申請・補助事業・この表を見る",
        Capability::KeepRegister => "台帳に事業所を追加・修正する、一覧を取り込む、はじめてのお手紙を出す",
        Capability::KeepProgrammes => "補助事業を作る、公開する、締め切る、予算を抽選・按分・採点の順で配る",
        Capability::TakeUp => "申請の担当になる、担当を外れる、採点する",
        Capability::Review => {
            "要件を確認する、補正を依頼する、起案する、まとめる（庁内の決裁の記録は、管理者が指定した人だけ）"
        }
        Capability::Decide => {
            "決裁する、差し戻す、支払データと国保中央会の旅費を承認する（自分の起案や支払データは決裁・承認できません）"
        }
        Capability::SeeAccounts => "口座番号と総合振込のファイルを見る（見たことは記録されます）",
        Capability::Pay => "口座を入力する、支払データを作る、支払の結果を入力する",
        Capability::HoldDemos => "デモ・説明会を依頼する、準備を進める、出欠をとる",
        Capability::DecideDemos => "デモ・説明会の依頼を受ける、日程と講師・機材を決める",
        Capability::SendLecturers => {
            "講師派遣の依頼に回答する、回答を記録する、旅費を見積もる、講師の予定を決める"
        }
        Capability::HoldOccasions => {
            "催しを登録・公開・中止する、講師を決める、団体の申込みを入力する、参加を記録する"
        }
        Capability::JoinOccasions => "ほかの団体の催しに、自分の団体として申し込む",
        Capability::KeepEventTables => "ほかの団体がまとめた申込状況の表を読み込む・保存する・取り除く",
        Capability::Inquire => "照会を作る、送る、督促する、電話などで受けた回答を記録する",
        Capability::AnswerInquiries => "ほかの団体からの照会に回答する",
        Capability::Outreach => "配信対象を決める、お知らせを送る",
        Capability::Support => "支援を記録する、介護ソフト・連携先・関係団体を登録する",
        Capability::ApproveOutreach => "ほかの人が書いたお知らせの送信を承認する",
        Capability::KeepPeople => "利用者を招く・役割を変える・止める、ログアウトさせる、仕事を引き継ぐ",
        Capability::KeepSettings => "差出人と窓口、閉庁日、決裁できる額と代わりの人を決める",
        Capability::Audit => "監査記録を見る、書き出す、改ざんがないか検証する",
        Capability::OpenTenants => "ほかの自治体・団体を開設する",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{
        fiscal_year::FiscalYear,
        form::Typed,
        settings::{Opener, Sender},
    };

    #[test]
    fn every_sentence_says_what_to_do() {
        let typed = Typed::default().with("document_prefix", "第1号").with("email", "a");
        let year = FiscalYear::from_year(2024).unwrap();
        let sentences = Sender::parse(&typed)
            .unwrap_err()
            .iter()
            .map(|(field, problem)| sender(*field, problem))
            .chain(
                ClosedDays::parse(&Typed::default().with("from", "R6.7.1").with("to", "R6.6.1"), year)
                    .unwrap_err()
                    .iter()
                    .map(|(field, problem)| closed_days(*field, problem)),
            )
            .chain(
                NewTenant::parse(&Typed::default(), &Opener::installer())
                    .unwrap_err()
                    .iter()
                    .map(|(field, problem)| opening(*field, problem)),
            )
            .collect::<Vec<_>>();
        assert!(sentences.len() >= 9);
        for sentence in sentences {
            assert!(sentence.contains("ください") || sentence.contains("例："), "{sentence}");
        }
    }

    #[test]
    fn who_cannot_do_the_work_is_named() {
        assert!(
            handover(HandoverProblem::NotAClerk, "高橋 文")
                .starts_with("高橋 文さんには「担当」の役割がない")
        );
    }

    #[test]
    fn an_odd_code_is_answered_with_the_likely_one_and_the_way_to_insist() {
        let typed = Typed::default().with("kind", "municipality").with("codes", "292011");
        let errors = NewTenant::parse(&typed, &Opener::installer()).unwrap_err();
        let (field, problem) = errors.iter().find(|(field, _)| *field == OpeningField::Codes).unwrap();
        let sentence = opening(*field, problem);
        assert!(sentence.contains("「292010」") && sentence.contains("このコードで正しい"), "{sentence}");
    }
}

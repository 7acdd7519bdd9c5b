//! Sentences about offices that are one, and about numbers that follow others.

use crate::{
    messages::{kernel, values},
    when,
};
use domain::{
    merging::{
        Belongings, Direction, Hindrance, Reason, Sign, SuccessionField, SuccessionMistake, SuccessionProblem,
    },
    office_number::OfficeNumber,
};

/// Why two offices may be one.
pub fn signs(signs: &[Sign]) -> String {
    let words: Vec<_> = signs
        .iter()
        .map(|sign| match sign {
            Sign::NameSame => "事業所名が同じ",
            Sign::NameSimilar => "事業所名が似ている",
            Sign::AddressSame => "住所が同じ",
            Sign::PhoneSame => "電話番号が同じ",
            Sign::CorporationSame => "法人が同じ",
            Sign::NumberNear => "事業所番号が1文字違い",
        })
        .collect();
    format!("{}です", words.join("、"))
}

/// What goes from one office to the other, with how many; only what there is.
pub fn belongings(belongings: &Belongings) -> Vec<(&'static str, String)> {
    let Belongings {
        applications,
        recipients,
        evidence,
        letters,
        proposals,
        registrations,
        imports,
        people,
        known,
        accounts,
        staying,
    } = *belongings;
    [
        ("交付申請（下書きを含む）", applications, "件"),
        ("お知らせの配信先", recipients, "件"),
        ("導入の状況の記録", evidence, "件"),
        ("お手紙のコード", letters, "件"),
        ("連絡先の変更の申し出", proposals, "件"),
        ("デモ・説明会の申込み", registrations, "件"),
        ("取り込んだ一覧の行", imports, "行"),
        ("担当の方の登録", people, "人"),
        ("支援の記録・介護ソフト・連携先・関係団体", known, "件"),
        ("振込先口座（移りません。統合した後に、残る事業所の口座を確かめてください）", accounts, "件"),
        ("両方に送ったお知らせ・両方が参加したデモ・説明会（記録はそのまま残ります）", staying, "件"),
    ]
    .into_iter()
    .filter(|(_, count, _)| *count > 0)
    .map(|(what, count, unit)| (what, format!("{count}{unit}")))
    .collect()
}

/// What must be put right before two offices are merged.
pub fn hindrance(hindrance: &Hindrance) -> String {
    match hindrance {
        Hindrance::Applications { programme, receipts: [first, second] } => format!(
            "「{programme}」に、両方の事業所の申請があります（受付番号 {first} と {second}）。どちらかが取り下げられるか不交付になってから統合してください"
        ),
        Hindrance::Proposals => {
            "両方の事業所に、処理していない連絡先の変更の申し出があります。先に申し出を処理してください"
                .to_owned()
        }
        Hindrance::Session { starts_at } => format!(
            "{}からのデモ・説明会に、両方の事業所が申し込んでいます。どちらかの申込みが取り消されてから統合してください",
            when::moment(*starts_at)
        ),
    }
}

/// Why a number follows another.
pub const fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::Renumbered => "番号変更",
        Reason::Transferred => "事業譲渡",
        Reason::Merged => "事業所の統合",
    }
}

/// Where the other number stands.
pub const fn direction(direction: Direction) -> &'static str {
    match direction {
        Direction::Before => "前の番号（この事業所が引き継いだ番号）",
        Direction::After => "後の番号（この事業所を引き継いだ番号）",
    }
}

/// What a field of the form is called.
pub const fn field(field: SuccessionField) -> &'static str {
    match field {
        SuccessionField::Direction => "もう一方の番号は",
        SuccessionField::Number => "もう一方の事業所番号",
        SuccessionField::On => "後の番号になった日",
        SuccessionField::Reason => "理由",
    }
}

/// What is wrong with a field, and what to do.
pub fn mistake(of: SuccessionField, mistake: &SuccessionMistake) -> String {
    let what = field(of);
    match mistake {
        SuccessionMistake::NotChosen => format!("「{what}」を選んでください"),
        SuccessionMistake::Number(error) => kernel::office_number(what, error),
        SuccessionMistake::Date(error) => values::date(what, error),
        SuccessionMistake::Succession(SuccessionProblem::Itself) => {
            format!("{what}には、この事業所とは別の番号を入力してください")
        }
        SuccessionMistake::Succession(SuccessionProblem::Known) => {
            "この承継は、すでに記録されています。番号を確かめてください".to_owned()
        }
        SuccessionMistake::Succession(SuccessionProblem::Circle) => {
            "承継が輪になります。前の番号と後の番号が逆ではないか確かめてください".to_owned()
        }
    }
}

/// The number of an office that became part of the one that is shown.
pub fn led_here(number: OfficeNumber) -> String {
    format!("事業所番号 {number} は、この事業所に統合されています")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_there_is_is_told() {
        assert!(belongings(&Belongings::default()).is_empty());
        let some = Belongings { applications: 2, people: 1, ..Belongings::default() };
        assert_eq!(
            belongings(&some),
            [("交付申請（下書きを含む）", "2件".to_owned()), ("担当の方の登録", "1人".to_owned())]
        );
    }

    #[test]
    fn every_hindrance_and_mistake_says_what_to_do() {
        let applications = Hindrance::Applications {
            programme: "ライセンス料".into(),
            receipts: ["R6-0001".into(), "R6-0002".into()],
        };
        assert!(hindrance(&applications).contains("R6-0001 と R6-0002"));
        for problem in [SuccessionProblem::Itself, SuccessionProblem::Known, SuccessionProblem::Circle] {
            let told = mistake(SuccessionField::Number, &SuccessionMistake::Succession(problem));
            assert!(told.ends_with("ください"), "{told}");
        }
    }
}

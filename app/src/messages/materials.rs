//! Sentences about 資材 and the paper of an activity: words for what there is, and what is wrong in a form.

use super::{mailings, values};
use domain::{
    materials::{
        Audience, MaterialField as Field, MaterialKind, MaterialProblem as Problem, MovementKind, OrderState,
        Supply, ToKind,
    },
    papers::{Envelope, PaperField, PaperProblem},
};
use elements::Tone;

/// What a material is.
pub const fn kind(kind: MaterialKind) -> &'static str {
    match kind {
        MaterialKind::Poster => "ポスター",
        MaterialKind::Leaflet => "リーフレット",
        MaterialKind::Card => "カード",
        MaterialKind::Video => "動画",
        MaterialKind::Tutorial => "チュートリアル",
        MaterialKind::Slides => "スライド",
        MaterialKind::Other => "そのほかの配布物",
    }
}

/// For whom it is meant.
pub const fn audience(audience: Audience) -> &'static str {
    match audience {
        Audience::Everybody => "だれでも",
        Audience::Offices => "事業所向け",
        Audience::Municipalities => "自治体・連合会だけ",
    }
}

/// How loud that is.
pub const fn audience_tone(audience: Audience) -> Tone {
    match audience {
        Audience::Everybody | Audience::Offices => Tone::Neutral,
        Audience::Municipalities => Tone::Attention,
    }
}

/// What happened to pieces.
pub const fn movement(kind: MovementKind) -> &'static str {
    match kind {
        MovementKind::Received => "受入",
        MovementKind::HandedOut => "配布",
        MovementKind::Lost => "廃棄・紛失",
        MovementKind::Counted => "棚卸し",
        MovementKind::Undone => "取消し",
    }
}

/// The same, as something to do.
pub const fn movement_act(kind: MovementKind) -> &'static str {
    match kind {
        MovementKind::Received => "受け入れを記録する",
        MovementKind::HandedOut => "配布を記録する",
        MovementKind::Lost => "廃棄・紛失を記録する",
        MovementKind::Counted => "棚卸しの数を記録する",
        MovementKind::Undone => "取り消す",
    }
}

/// To whom a material is handed.
pub const fn to(kind: ToKind) -> &'static str {
    match kind {
        ToKind::Office => "台帳の事業所",
        ToKind::Session => "デモ・説明会の参加者",
        ToKind::Activity => "キャンペーンの活動の対象",
        ToKind::Other => "そのほか（窓口、図書館、ほかの自治体など）",
    }
}

/// Where an order stands.
pub const fn order_state(state: OrderState) -> &'static str {
    match state {
        OrderState::Open => "納品待ち",
        OrderState::Arrived => "納品済み",
        OrderState::Cancelled => "取りやめ",
    }
}

/// How loud that is; a late one needs somebody.
pub const fn order_tone(state: OrderState, late: bool) -> Tone {
    match state {
        OrderState::Open if late => Tone::Danger,
        OrderState::Open => Tone::Progress,
        OrderState::Arrived => Tone::Success,
        OrderState::Cancelled => Tone::Neutral,
    }
}

/// Whether somebody has to order, in one word with its tone.
pub fn supply(supply: Supply) -> Option<(Tone, String)> {
    match supply {
        Supply::Uncounted | Supply::Enough => None,
        Supply::Low { missing, ordered: 0 } => Some((Tone::Attention, format!("あと{missing}で下限"))),
        Supply::Low { ordered, .. } => Some((Tone::Progress, format!("下限以下・{ordered}注文中"))),
    }
}

/// An envelope.
pub const fn envelope(envelope: Envelope) -> &'static str {
    match envelope {
        Envelope::Long3 => "長形3号（窓あき、三つ折り）",
        Envelope::Square2 => "角形2号（窓あき、折らない）",
    }
}

/// What a field is called.
pub const fn label(field: Field) -> &'static str {
    match field {
        Field::Kind => "種類",
        Field::Title => "名称",
        Field::Summary => "内容",
        Field::Source => "作成元",
        Field::Audience => "対象",
        Field::Minimum => "在庫の下限",
        Field::Shown => "公開",
        Field::Retired => "使用の終了",
        Field::Link => "リンク",
        Field::File => "ファイル",
        Field::VersionNote => "変わったところ",
        Field::Movement => "記録の種類",
        Field::Pieces => "数",
        Field::On => "日付",
        Field::To => "渡した先",
        Field::Office => "事業所番号",
        Field::Session => "デモ・説明会",
        Field::Activity => "キャンペーンの活動",
        Field::Each => "事業所ごとの記録",
        Field::Name => "渡した先の名前",
        Field::Note => "備考",
        Field::Supplier => "注文先",
        Field::OrderedOn => "注文日",
        Field::ExpectedOn => "納品予定日",
        Field::Amount => "代金（税込み）",
        Field::Last => "納品の終わり",
        Field::FrontTitle => "表の大きな文字",
        Field::FrontText => "表の文",
        Field::BackTitle => "裏の大きな文字",
        Field::BackText => "裏の文",
        Field::CardLink => "QRコードで開くページ",
    }
}

/// Sentences for a form, field by field.
pub fn errors(problems: &[(Field, Problem)]) -> Vec<(&'static str, String)> {
    problems.iter().map(|(field, problem)| (field.name(), sentence(*field, problem))).collect()
}

fn sentence(field: Field, problem: &Problem) -> String {
    let what = label(field);
    match problem {
        Problem::Missing => format!("{what}を入力してください"),
        Problem::NotChosen => format!("{what}を選んでください"),
        Problem::TooLong(most) => format!("{what}は{most}文字までで入力してください"),
        Problem::TooManyLines(most) => format!("{what}は{most}行までで入力してください"),
        Problem::Date(error) => values::date(what, error),
        Problem::Future => format!("{what}は、今日までの日付を入力してください"),
        Problem::BeforeOrder => format!("{what}は、注文日と同じか後の日を入力してください"),
        Problem::Number { least, most } => format!("{what}は{least}から{most}までの数字で入力してください"),
        Problem::Money(error) => values::yen(what, error),
        Problem::Link => format!("{what}は「https://」から始まるアドレスを入力してください"),
        Problem::FileOrLink => "ファイルを選ぶか、リンクを入力してください（どちらか一方だけ）".to_owned(),
        Problem::NotForOffices => match field {
            Field::Shown => "自治体・連合会だけに向けた資材は、事業所に公開できません。\
                 事業所には、ヘルプデスクサイトの資材を使ってください"
                .to_owned(),
            _ => "自治体・連合会だけに向けた資材は、事業所に渡せません。\
                 事業所には、ヘルプデスクサイトの資材を使ってください"
                .to_owned(),
        },
        Problem::StockLeft(pieces) => {
            format!(
                "{what}は、在庫が{pieces}残っているため、動画・チュートリアル・スライドに変えられません。\
                 先に在庫を記録で0にしてください"
            )
        }
        Problem::OnTheWay(pieces) => {
            format!(
                "{what}は、{pieces}を注文中のため、動画・チュートリアル・スライドに変えられません。\
                 先に納品を記録するか、注文を取り消してください"
            )
        }
        Problem::Short { left } => {
            format!(
                "{what}が在庫を超えています。在庫は{left}です。数が合わないときは、先に棚卸しを記録してください"
            )
        }
        Problem::Full => format!("{what}が多すぎます。在庫は100万までで記録してください"),
        Problem::UnknownOffice => format!("{what}の事業所が台帳にありません。番号を確かめてください"),
        Problem::NoList => {
            format!(
                "{what}の対象が確定していないため、事業所ごとに記録できません。活動のページで対象を確定してください"
            )
        }
        Problem::OfficeNumber => format!("{what}は10桁の番号で入力してください。例：2970999013"),
    }
}

/// What a field of the paper's words is called.
pub const fn paper_label(field: PaperField) -> &'static str {
    match field {
        PaperField::Subject => "件名",
        PaperField::Envelope => "封筒",
        PaperField::Letter => "送付状の本文",
        PaperField::LeadsTo => "QRコードで開くページ",
        PaperField::Fax => "FAX送付票の本文",
        PaperField::FaxPages => "FAXの送信枚数",
    }
}

/// Sentences for the form of the paper's words, field by field.
pub fn paper_errors(problems: &[(PaperField, PaperProblem)]) -> Vec<(&'static str, String)> {
    problems.iter().map(|(field, problem)| (field.name(), paper_sentence(*field, problem))).collect()
}

fn paper_sentence(field: PaperField, problem: &PaperProblem) -> String {
    let what = paper_label(field);
    match problem {
        PaperProblem::Missing => format!("{what}を入力してください"),
        PaperProblem::NotChosen => format!("{what}を選んでください"),
        PaperProblem::TooLong(most) => format!("{what}は、1枚に収まるように{most}文字までで入力してください"),
        PaperProblem::TooManyLines(most) => {
            format!("{what}は、1枚に収まるように{most}行までで入力してください")
        }
        PaperProblem::Number(most) => format!("{what}は1から{most}までの数字で入力してください"),
        PaperProblem::Template(faults) => {
            let told: Vec<_> = faults.iter().map(mailings::template_error).collect();
            format!(
                "{what}の差込項目を直してください。{}。使える項目は{}です",
                told.join("。"),
                mailings::places()
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;
    use domain::{
        form::Typed,
        materials::{CardDesign, Material, NewMovement, NewOrder, NewVersion, Places},
        papers::PaperTexts,
    };

    #[test]
    fn every_mistake_is_answered_with_what_to_do() {
        let (none, today) = (Typed::default(), NaiveDate::from_ymd_opt(2024, 10, 1).unwrap());
        let handed = none.clone().with("movement", "handed_out").with("pieces", "0").with("on", "あした");
        let problems = [
            Material::parse(&none, 0).unwrap_err(),
            Material::parse(&none.clone().with("kind", "video"), 3).unwrap_err(),
            NewVersion::parse(&none, false).unwrap_err(),
            NewMovement::parse(&handed, Audience::Offices, &Places::default(), today).unwrap_err(),
            NewOrder::parse(&none, today).unwrap_err(),
            NewOrder::parse_amount(&none.clone().with("amount", "1万円")).unwrap_err(),
            CardDesign::parse(&none.clone().with("card_link", "example")).unwrap_err(),
            vec![(Field::Pieces, Problem::Short { left: 3 }), (Field::Pieces, Problem::Full)],
            vec![
                (Field::Office, Problem::UnknownOffice),
                (Field::Activity, Problem::NoList),
                (Field::To, Problem::NotForOffices),
            ],
        ];
        for (_, sentence) in problems.iter().flat_map(|problems| errors(problems)) {
            assert!(sentence.contains("ください"), "{sentence}");
        }
        for (_, sentence) in paper_errors(&PaperTexts::parse(&none, &[]).unwrap_err()) {
            assert!(sentence.contains("ください"), "{sentence}");
        }
    }
}

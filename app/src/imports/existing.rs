//! What is chosen about a list as a whole, in words: what becomes of offices that the register has already, and of rows
//! without errors beside those that have some.

use domain::imports::Existing;
use elements::Choice;

/// The words for it.
pub const fn existing(existing: Existing) -> &'static str {
    match existing {
        Existing::Update => "一覧に合わせて更新する",
        Existing::Complete => "空いている項目だけを補う",
        Existing::Keep => "変えない（新しい事業所だけを登録する）",
    }
}

/// The choice between them.
pub(super) fn existing_choices() -> Vec<Choice> {
    let choice = |one: Existing| {
        let hint = match one {
            Existing::Update => "一覧の空欄で、台帳の内容が消えることはありません",
            Existing::Complete => "台帳にある内容は、一覧と違っていても変えません。ないサービスは加えます",
            Existing::Keep => "台帳にある事業所の行は「変更なし」になります",
        };
        Choice::new(one.name(), existing(one)).hint(hint)
    };
    Existing::ALL.map(choice).to_vec()
}

/// What becomes of the rows without errors, where others have some.
pub(super) const fn whole(whole: bool) -> &'static str {
    if whole {
        "エラーが1行でもあるうちは、どの行も取り込まない"
    } else {
        "エラーのない行だけを取り込む"
    }
}

/// The choice between them.
pub(super) fn whole_choices() -> Vec<Choice> {
    vec![
        Choice::new("no", whole(false)).hint("エラーの行は、後で直して取り込めます"),
        Choice::new("yes", whole(true)).hint("エラーの行をすべて直すか取込から外すと、反映できます"),
    ]
}

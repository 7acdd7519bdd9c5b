//! For 決裁者.

use super::{Manual, ManualStep};

pub(super) const MANUAL: Manual = Manual {
    key: "approver",
    title: "市区町村の決裁者の方へ",
    lead: "起案された申請を確かめて、決裁するまでの手順です。",
    steps: &[
        ManualStep {
            key: "home",
            title: "決裁を待っている申請を開く",
            words: &[
                "ホームに、決裁を待っている申請が古いものから並びます。",
                "受付番号を押すと、申請と判定の内容が開きます。「決裁する」を押します。",
            ],
        },
        ManualStep {
            key: "decision",
            title: "予算への影響を見て、決裁する",
            words: &[
                "起案の内容、要件の判定、補助額の計算、決裁の前と後の予算を確かめます。",
                "決裁すると文書番号が付き、決定通知書が作られ、申請者に届きます。取り消せません。",
                "直してほしいときは、コメントを書いて「差し戻す」を押します。",
            ],
        },
    ],
};

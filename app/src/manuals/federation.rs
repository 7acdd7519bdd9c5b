//! For 国保連合会.

use super::{Manual, ManualStep};

pub(super) const MANUAL: Manual = Manual {
    key: "federation",
    title: "国保連合会の方へ",
    lead: "市区町村からの開催依頼に答え、講師とデモ機を割り当てる手順です。",
    steps: &[
        ManualStep {
            key: "home",
            title: "届いた依頼と、期限の過ぎた準備を見る",
            words: &["ホームに、答えを待っている依頼と、期限の近い準備が並びます。"],
        },
        ManualStep {
            key: "week",
            title: "講師とデモ機の予定を、週で見る",
            words: &["「週の予定」で、講師とデモ機の1週間が分かります。前の週・次の週へ動けます。"],
        },
        ManualStep {
            key: "confirmation",
            title: "日時と機材を決める",
            words: &[
                "依頼を開いて「日時と機材を決める」を押し、候補の1つ、デモ機、講師を選びます。",
                "ほかの予定と重なる機材は選べません。空いている候補を表示します。",
                "決めると、市区町村に知らせ、準備の一覧が期限つきで作られます。",
            ],
        },
        ManualStep {
            key: "entry",
            title: "電話で受けた依頼を入れる",
            words: &[
                "「電話などで受けた依頼を入力する」から、聞いたことを1つの画面で入力します。",
                "ひろめるを使っていない市区町村の依頼も、同じように扱えます。",
            ],
        },
    ],
};

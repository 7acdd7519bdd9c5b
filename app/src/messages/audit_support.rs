//! What stands in the audit list of 伴走支援, 介護ソフト and 関係団体.

/// What happened, as the end of a sentence.
pub(super) const KINDS: &[(&str, &str)] = &[
    ("association.added", "関係団体を登録しました"),
    ("association.edited", "関係団体の登録を変更しました"),
    ("association.joined", "関係団体に事業所を加えました"),
    ("association.left", "関係団体から事業所を外しました"),
    ("association.mailed", "お知らせを関係団体に送りました"),
    ("association.put-away", "関係団体を使うのをやめました"),
    ("association.returned", "関係団体をまた使えるようにしました"),
    ("follow_up.done", "次にすることを済みにしました"),
    ("follow_up.edited", "支援の記録を直しました"),
    ("follow_up.recorded", "支援を記録しました"),
    ("software.added", "介護ソフトの製品を登録しました"),
    ("software.conformance-recorded", "介護ソフトの標準仕様への対応を記録しました"),
    ("software.conformance-taken-back", "介護ソフトの標準仕様への対応の記録を取り消しました"),
    ("software.edited", "介護ソフトの製品の登録を変更しました"),
    ("software.matched", "介護ソフトの名前を製品と結び付けました"),
    ("software.vendor-added", "介護ソフトの開発会社を登録しました"),
    ("software.vendor-edited", "介護ソフトの開発会社の登録を変更しました"),
    ("view.association", "関係団体の連絡先を見ました"),
    ("view.associations", "関係団体の一覧を見ました"),
    ("view.associations_saved", "関係団体の一覧を書き出しました"),
    ("view.follow_ups", "支援の記録を書き出しました"),
    ("view.history", "事業所の支援の経過を見ました"),
];

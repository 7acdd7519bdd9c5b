//! What stands in the audit list: one sentence for every kind of happening, one word for every noun.
//!
//! A test of the server collects the kinds from the code and fails for one without words here.

use domain::{
    audit::{QuestionField, QuestionProblem},
    subsidies::Happening,
};

use super::{audit_support, awards, demos, dispatches, inquiries, offices, subsidies, values};

/// What happened besides to applications, offices and demo sessions, as the end of a sentence: 「佐藤さんが…」.
const KINDS: &[(&str, &str)] = &[
    ("account.added", "アカウントを登録しました"),
    ("account.password-set", "パスワードを設定しました"),
    ("account.recovery-code-used", "回復コードを使いました"),
    ("account.recovery-codes-made", "回復コードを作り直しました"),
    ("account.second-factor-set", "認証アプリを設定しました"),
    ("arrival.counted", "届いた紙・メールの申請の数を記録しました"),
    ("attachment.examined", "添付書類を検査しました"),
    ("bulk.begun", "申請をまとめて処理し始めました"),
    ("bulk.done", "申請をまとめて処理し終えました"),
    ("bulk.undo-begun", "まとめた処理の取消しを始めました"),
    ("bulk.undone", "まとめた処理を取り消しました"),
    ("bank-account.recipient-set", "振込データの受取人名の書き方を決めました"),
    ("bank-account.set", "振込先口座を登録しました"),
    ("bank-account.disposed", "振込先口座の内容を廃棄しました"),
    ("branches.loaded", "金融機関・店舗の一覧を読み込みました"),
    ("mailing.added", "お知らせの下書きを作りました"),
    ("mailing.cancelled", "お知らせを取りやめました"),
    ("mailing.edited", "お知らせの下書きを変更しました"),
    ("mailing.finished", "お知らせを送り終えました"),
    ("mailing.approved", "お知らせの送信を承認しました"),
    ("mailing.begun", "予約したお知らせの送信を始めました"),
    ("mailing.expired", "期限を過ぎたので、予約したお知らせの送信を取りやめました"),
    ("mailing.paused", "お知らせの送信を一時停止しました"),
    ("mailing.proposed", "お知らせの送信の承認を依頼しました"),
    ("mailing.resumed", "お知らせの送信を再開しました"),
    ("mailing.rules", "お知らせを1人で送れる件数を変更しました"),
    ("mailing.sent", "お知らせの送信を始めました"),
    ("mailing.sent-back", "お知らせを直すように差し戻しました"),
    ("mailing.taken-back", "お知らせの承認の依頼を取り下げました"),
    ("campaign.added", "キャンペーンを作りました"),
    ("campaign.dropped", "キャンペーンを中止しました"),
    ("campaign.edited", "キャンペーンの内容を変更しました"),
    ("campaign.finished", "キャンペーンを終えました"),
    ("campaign.planned", "計画からキャンペーンを作りました"),
    ("campaign.removed", "キャンペーンを削除しました"),
    ("campaign.reopened", "キャンペーンを再開しました"),
    ("adoption.sharing-changed", "普及状況の数を共有する相手を変更しました"),
    ("activity.added", "キャンペーンに活動を加えました"),
    ("activity.begun", "キャンペーンの活動を始めました"),
    ("activity.done", "キャンペーンの活動を完了にしました"),
    ("activity.dropped", "キャンペーンの活動を中止しました"),
    ("activity.edited", "キャンペーンの活動の内容を変更しました"),
    ("activity.list-discarded", "活動の対象の一覧を破棄しました"),
    ("activity.list-frozen", "活動の対象の一覧を作りました"),
    ("activity.mailing-attached", "活動にお知らせを結び付けました"),
    ("activity.moved", "キャンペーンの活動の順番を変えました"),
    ("activity.office-taken-back", "活動の対象の一覧に事業所を戻しました"),
    ("activity.office-taken-out", "活動の対象の一覧から事業所を除きました"),
    ("activity.put-back", "キャンペーンの活動を予定に戻しました"),
    ("activity.removed", "キャンペーンの活動を削除しました"),
    ("activity.sent-to-all", "活動の未実施の事業所を、すべて送信・発送済みにしました"),
    ("activity.replies-entered", "活動の対象の事業所の結果を記録しました"),
    ("chain.broken", "監査記録を検証し、破損を見つけました"),
    ("chain.verified", "監査記録を検証し、改ざんがないことを確かめました"),
    ("consultation.answered", "事前協議に回答しました"),
    ("consultation.asked", "事前協議を送りました"),
    ("application.disposed", "保存年限の満了により、申請の内容を廃棄しました"),
    ("disposal.approved", "廃棄の一覧を承認し、廃棄しました"),
    ("disposal.made", "廃棄の一覧を作りました"),
    ("disposal.outreach-forgotten", "保存年限の過ぎた不達の記録と資材の台帳の備考を消しました"),
    ("disposal.refused", "廃棄の一覧を差し戻しました"),
    ("disposal.retention-set", "保存年限を変更しました"),
    ("event_table.deleted", "申込状況の表を消しました"),
    ("event_table.edited", "申込状況の表の名前や出典を変更しました"),
    ("event_table.kept", "申込状況の表を保存しました"),
    ("event_table.read", "申込状況の表を読み込みました"),
    ("event_table.removed", "申込状況の表を取り除きました"),
    ("event_table.restored", "取り除いた申込状況の表を元に戻しました"),
    ("federation.member_added", "連合会の市区町村に加えました"),
    ("import.committed", "取込を確定し、台帳に書き込みました"),
    ("import.row-decided", "利用事業所の一覧の行を照合しました"),
    ("import.begun", "取込を確定し、台帳への書込みを始めました"),
    ("import.read", "取込のファイルを読みました"),
    ("import.refused", "取込のファイルを、読めないものとして記録しました"),
    ("import.stopped", "取込の書込みを途中で止めました"),
    ("import.undo-begun", "取込の取消しを始めました"),
    ("import.adopters-undone", "利用事業所の一覧の記録を取り消しました"),
    ("import.undone", "取込を取り消し、台帳を元に戻しました"),
    ("import.discarded", "取込を取りやめました"),
    ("import.uploaded", "取込のファイルを送りました"),
    ("lecturer.added", "国保中央会の講師を登録しました"),
    ("lecturer.kept_away", "国保中央会の講師の不在を登録しました"),
    ("lecturer.reinstated", "国保中央会の講師を再び派遣できるようにしました"),
    ("lecturer.retired", "国保中央会の講師を派遣しないことにしました"),
    ("lecturer.returned", "国保中央会の講師の不在を取り消しました"),
    ("mail.returned", "届かなかったというエラーメールを取り込みました"),
    ("mail.released", "止めていたメールの送信を再開しました"),
    ("activity.letter_saved", "送付状とFAX送付票の文を保存しました"),
    ("material.added", "資材を登録しました"),
    ("material.card_saved", "カードの両面を保存しました"),
    ("material.edited", "資材の内容を変更しました"),
    ("material.moved", "資材の在庫の増減を記録しました"),
    ("material.movement_undone", "資材の在庫の記録を取り消しました"),
    ("material.order_arrived", "資材の納品を記録しました"),
    ("material.order_cancelled", "資材の注文を取りやめました"),
    ("material.ordered", "資材の注文を記録しました"),
    ("material.version_added", "資材の新しい版を加えました"),
    ("member.added", "利用者を加えました"),
    ("member.invited-again", "招待のメールをもう一度送りました"),
    ("member.returned", "利用を再開しました"),
    ("member.roles-changed", "役割を変更しました"),
    ("member.second-factor-removed", "二段階認証を解除しました"),
    ("member.sessions-ended", "ログアウトさせました"),
    ("member.suspended", "利用を止めました"),
    ("notice.numbered", "補正依頼書に文書番号を付けました"),
    ("notice.voided", "通知書を無効にし、新しい番号で出し直しました"),
    ("notice.wording-saved", "通知書の文言を変更しました"),
    ("notice.rendered", "通知書のPDFを作りました"),
    ("occasion.added", "催しを登録しました"),
    ("occasion.attended", "催しに参加した団体と人数を記録しました"),
    ("occasion.body_changed", "催しの申込みが変更されました"),
    ("occasion.body_registered", "催しに団体の申込みがありました"),
    ("occasion.body_waits", "催しのキャンセル待ちに団体の申込みがありました"),
    ("occasion.body_withdrawn", "催しの申込みが取り消されました"),
    ("occasion.cancelled", "催しを中止しました"),
    ("occasion.counted", "催しの参加方法ごとの数を記録しました"),
    ("occasion.edited", "催しの内容を変更しました"),
    ("occasion.lapsed", "催しの取り置いた席の期限が切れました"),
    ("occasion.lecturer_released", "催しの講師から外しました"),
    ("occasion.lecturer_sent", "催しの講師を決めました"),
    ("occasion.offered", "催しのキャンセル待ちの団体に席を取り置きました"),
    ("occasion.place_taken", "催しのキャンセル待ちから参加が決まりました"),
    ("occasion.published", "催しを公開しました"),
    ("opt_out.added", "お知らせの配信を停止しました"),
    ("opt_out.taken_back", "お知らせの配信停止を取り消しました"),
    ("suppression.added", "メールが届かないアドレスへのお知らせを止めました"),
    ("suppression.lifted", "不達による停止を解除しました"),
    ("packet.decided", "起案のまとまりを決裁しました"),
    ("packet.dissolved", "起案をまとめるのをやめました"),
    ("packet.made", "起案をまとめて決裁に回しました"),
    ("pay-run.dissolved", "支払データを取りやめました"),
    ("pay-run.made", "支払データを作りました"),
    ("pay-run.payment-returned", "支払済のものを振込不能にしました"),
    ("pay-run.payment-taken-out", "支払データから支払を外しました"),
    ("pay-run.released", "支払データを承認しました"),
    ("pay-run.results-entered", "支払の結果を記録しました"),
    ("pay-run.sent", "支払データを銀行に送ったことを記録しました"),
    ("pay-sender.set", "振込の依頼人と形式を保存しました"),
    ("programme.added", "補助事業を作りました"),
    ("programme.closed", "補助事業の受付を締め切りました"),
    ("programme.copied", "補助事業を翌年度へ写しました"),
    ("programme.edited", "補助事業の下書きを変更しました"),
    ("programme.ending_proposed", "待機の打切りを起案しました"),
    ("programme.ending_sent_back", "待機の打切りの起案を差し戻しました"),
    ("programme.waiting_ended", "待機を打ち切り、待機していた申請を不交付としました"),
    ("programme.imported", "導入支援パッケージから補助事業を作りました"),
    ("programme.published", "補助事業を公開しました"),
    ("programme.shared_out", "補助事業の予算を抽選・按分で配りました"),
    ("programme.reopened", "補助事業の受付を再開しました"),
    ("queue_view.removed", "保存した申請の一覧を削除しました"),
    ("queue_view.saved", "申請の一覧を保存しました"),
    ("resource.added", "講師・デモ機を登録しました"),
    ("resource.changed", "講師・機材・会議室の登録を変更しました"),
    ("resource.kept_away", "講師・デモ機を使えない期間を登録しました"),
    ("demo.companions_told", "相乗り開催の変更を、参加する市区町村と事業所に知らせました"),
    ("demo_plan.changed", "デモ・説明会の準備計画を変えました"),
    ("feed.made", "カレンダーの購読のアドレスを作りました"),
    ("feed.revoked", "カレンダーの購読をやめました"),
    ("open-date.published", "デモ・説明会の公開枠を作りました"),
    ("open-date.withdrawn", "デモ・説明会の公開枠を取り下げました"),
    ("demo-rules.set", "デモ・説明会の予約の決まりを変えました"),
    ("routing.added", "担当の割り振りの規則を追加しました"),
    ("routing.changed", "担当の割り振りの規則を変更しました"),
    ("routing.moved", "担当の割り振りの規則の順番を変えました"),
    ("routing.removed", "担当の割り振りの規則を削除しました"),
    ("segment.added", "配信対象を作りました"),
    ("segment.edited", "配信対象を変更しました"),
    ("session.begun", "ログインしました"),
    ("session.ended", "ログアウトしました"),
    ("settings.changed", "差出人と窓口を変更しました"),
    ("settings.decision-limit-changed", "決裁できる額を変更しました"),
    ("settings.recorder-changed", "庁内の決裁を記録できる人を変更しました"),
    ("settings.substitute-named", "代わりに決裁する人を決めました"),
    ("settings.substitute-taken-back", "代わりに決裁する人を取り消しました"),
    ("settings.days-closed", "閉庁日を追加しました"),
    ("settings.days-reopened", "閉庁日を取り消しました"),
    ("sign-in.failed", "ログインに失敗しました"),
    ("survey.added", "アンケートの下書きを作りました"),
    ("survey.answer-changed", "アンケートの回答が直されました"),
    ("survey.answered", "アンケートの回答が届きました"),
    ("survey.asked", "アンケートの案内の相手を決めました"),
    ("survey.closed", "アンケートの受付を終えました"),
    ("survey.edited", "アンケートの設問を変更しました"),
    ("survey.published", "アンケートを公開しました"),
    ("survey.reminded", "アンケートの督促を送りました"),
    ("survey.removed", "アンケートの下書きを捨てました"),
    ("survey.reopened", "アンケートの受付を再開しました"),
    ("survey.settings-saved", "アンケートの題名・期限・依頼の文を変更しました"),
    ("survey.tagged", "アンケートの自由記述にタグを付けました"),
    ("tenant.added", "この自治体・団体を開設しました"),
    ("tenant.opened", "ほかの自治体・団体を開設しました"),
    ("view.attendance", "催しの参加団体の一覧を開きました"),
    ("view.bounces", "エラーメールの一覧を見ました"),
    ("view.suppressions", "お知らせを止めているアドレスの一覧を見ました"),
    ("view.bodies", "催しの参加団体の担当者を見ました"),
    ("view.bodies-saved", "催しの参加団体の一覧を書き出しました"),
    ("view.award", "交付決定の後の手続を見ました"),
    ("view.awards", "交付決定の後の一覧を書き出しました"),
    ("view.application", "申請の内容を見ました"),
    ("view.consultations", "事前協議の一覧を書き出しました"),
    ("view.applications", "申請の一覧を書き出しました"),
    ("view.bank_account", "振込先口座の全体を見ました"),
    ("view.bank_file", "総合振込のファイルを受け取りました"),
    ("view.card", "事業所の内容を見ました"),
    ("view.export", "監査記録を書き出しました"),
    ("view.file", "取込のファイルを受け取りました"),
    ("view.form", "事業所の編集画面を開きました"),
    ("view.letters", "デモ・説明会の招待状をまとめて印刷しました"),
    ("view.handed", "資材の配布先の記録を書き出しました"),
    ("view.movements", "資材の在庫の記録を書き出しました"),
    ("view.papers", "宛名ラベル・送付状・リストを印刷しました"),
    ("view.notice", "決定通知書を開きました"),
    ("view.notices", "決定通知書をまとめて書き出しました"),
    ("view.original", "添付書類の元のファイルを開きました"),
    ("view.packet", "起案のまとまりを印刷・書き出し・確認しました"),
    ("view.page", "添付書類を見ました"),
    ("view.participants", "参加者名簿を見ました"),
    ("view.participants-saved", "参加者名簿を書き出しました"),
    ("view.people", "利用者の一覧を見ました"),
    ("view.proof-saved", "周知の記録を書き出しました"),
    ("view.people-saved", "利用者の一覧を書き出しました"),
    ("view.person", "利用者の内容を見ました"),
    ("view.portrait", "本人のデータ（開示）を見ました"),
    ("view.portrait-saved", "本人のデータ（開示）を保存しました"),
    ("view.recipients", "お知らせの宛先と結果を見ました"),
    ("view.activity-list", "活動の対象の一覧と結果を見ました"),
    ("view.activity-list-saved", "活動の対象の一覧と結果を書き出しました"),
    ("view.register", "事業所台帳を書き出しました"),
    ("view.rows", "取込の行を見ました"),
    ("view.rows-saved", "取込の行を書き出しました"),
    ("view.segment", "対象リストの事業所を書き出しました"),
    ("view.survey-answers-saved", "アンケートの回答の一覧を書き出しました"),
    ("view.survey-entry", "紙・FAXの回答の入力を開きました"),
    ("view.survey-letters", "アンケートの依頼状をまとめて印刷しました"),
    ("view.survey-paper", "事業所ごとの紙の調査票を作りました"),
    ("view.survey-silent", "アンケートの未回答の一覧を見ました"),
    ("view.survey-silent-saved", "アンケートの未回答の一覧を書き出しました"),
    ("view.survey-texts", "アンケートの自由記述を見ました"),
    ("view.survey-texts-saved", "アンケートの自由記述を書き出しました"),
    ("work.handed-back", "引き継いだ仕事を元に戻しました"),
    ("work.handed-over", "担当する仕事をまとめて引き継ぎました"),
    ("year.closed", "年度を締めました"),
    ("year.reopened", "締めた年度を開き直しました"),
    ("year.results-sent", "実績集計を都道府県に提出しました"),
];

/// What happened, if the kind is known.
pub fn happened(kind: &str) -> Option<&'static str> {
    let of_noun = Happening::from_code(kind)
        .map(subsidies::happening)
        .or_else(|| domain::offices::Happening::from_code(kind).map(offices::happening))
        .or_else(|| domain::demos::Happening::from_code(kind).map(demos::happening))
        .or_else(|| domain::dispatches::Happening::from_code(kind).map(dispatches::happening))
        .or_else(|| domain::inquiries::Happening::from_code(kind).map(inquiries::happening))
        .or_else(|| domain::awards::Happening::from_code(kind).map(awards::happening));
    let mut kinds = KINDS.iter().chain(audit_support::KINDS);
    of_noun.or_else(|| kinds.find(|(known, _)| *known == kind).map(|(_, words)| *words))
}

/// The nouns of happenings, for the filter, in the order of the work.
pub const NOUNS: &[(&str, &str)] = &[
    ("application", "申請"),
    ("award", "交付決定の後の手続"),
    ("attachment", "添付書類の検査"),
    ("packet", "起案のまとまり"),
    ("notice", "通知書"),
    ("bulk", "申請をまとめた処理"),
    ("bank-account", "振込先口座"),
    ("pay-run", "支払データ"),
    ("pay-sender", "振込の依頼人"),
    ("branches", "金融機関の一覧"),
    ("programme", "補助事業"),
    ("consultation", "事前協議"),
    ("office", "事業所"),
    ("arrival", "届いた数の記録"),
    ("year", "年度の締め"),
    ("disposal", "保存年限と廃棄"),
    ("import", "取込"),
    ("demo", "デモ・説明会"),
    ("dispatch", "講師派遣"),
    ("lecturer", "国保中央会の講師"),
    ("occasion", "催し"),
    ("event_table", "申込状況の表"),
    ("inquiry", "照会"),
    ("open-date", "公開枠"),
    ("demo-rules", "予約の決まり"),
    ("resource", "講師・機材・会議室"),
    ("campaign", "周知キャンペーン"),
    ("activity", "キャンペーンの活動"),
    ("mailing", "お知らせ"),
    ("material", "資材"),
    ("segment", "配信対象"),
    ("opt_out", "配信停止"),
    ("suppression", "不達による停止"),
    ("survey", "アンケート"),
    ("follow_up", "伴走支援"),
    ("software", "介護ソフト"),
    ("published_rate", "公表された導入率"),
    ("simulator", "試算の前提"),
    ("scheme", "補助制度"),
    ("progress", "普及状況の公開"),
    ("voice", "事業所の声"),
    ("office-group", "事業所グループ"),
    ("partner-paste", "貼り付けた連携先の一覧"),
    ("association", "関係団体"),
    ("view", "個人情報の閲覧・書き出し"),
    ("member", "利用者"),
    ("work", "仕事の引き継ぎ"),
    ("settings", "設定"),
    ("routing", "担当の割り振り"),
    ("tenant", "開設"),
    ("chain", "監査記録の検証"),
];

/// The name of a field of the search.
pub const fn label(field: QuestionField) -> &'static str {
    match field {
        QuestionField::Person => "だれが",
        QuestionField::Noun => "何について",
        QuestionField::Object => "受付番号・事業所番号",
        QuestionField::From => "この日から",
        QuestionField::To => "この日まで",
    }
}

/// What to do about a field of the search.
pub fn problem(field: QuestionField, problem: &QuestionProblem) -> String {
    let what = label(field);
    match problem {
        QuestionProblem::Object => format!("{what}を確かめてください。例：R6-0001、2970999013"),
        QuestionProblem::Date(error) => values::date(what, error),
        QuestionProblem::EndsBeforeItBegins => {
            format!("「{what}」は、「この日から」と同じか後の日にしてください")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_noun_of_the_filter_has_something_that_happens() {
        for (noun, _) in NOUNS {
            let begins = format!("{noun}.");
            let codes = Happening::ALL
                .map(Happening::code)
                .into_iter()
                .chain(domain::offices::Happening::ALL.into_iter().map(domain::offices::Happening::code))
                .chain(domain::demos::Happening::ALL.into_iter().map(domain::demos::Happening::code))
                .chain(
                    domain::dispatches::Happening::ALL.into_iter().map(domain::dispatches::Happening::code),
                )
                .chain(domain::inquiries::Happening::ALL.into_iter().map(domain::inquiries::Happening::code))
                .chain(domain::awards::Happening::ALL.into_iter().map(domain::awards::Happening::code))
                .chain(KINDS.iter().chain(audit_support::KINDS).map(|(kind, _)| *kind));
            assert!(codes.into_iter().any(|code| code.starts_with(&begins)), "{noun}");
        }
    }

    #[test]
    fn every_sentence_tells_what_was_done() {
        for (kind, words) in KINDS.iter().chain(audit_support::KINDS) {
            assert!(words.ends_with("ました"), "{kind}: {words}");
            assert_eq!(happened(kind), Some(*words), "{kind} stands once");
        }
        assert_eq!(happened("application.granted"), Some("「交付決定」にしました"));
        assert_eq!(happened("application.lost"), None);
    }
}

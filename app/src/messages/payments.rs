//! Sentences about accounts, banks and pay runs.

use super::values;
use chrono::NaiveDate;
use domain::{
    money::Yen,
    payments::{
        NextStep, Obstacle, PayDayProblem, PaymentState, ResultField, ResultProblem, ReturnReason, RunField,
        RunProblem, RunState, SenderField, SenderProblem,
    },
    wareki::{format_date, format_date_with_weekday},
    working_days::Closure,
    zengin::{
        AccountField, AccountProblem, BranchProblem, Change, DepositKind, HeaderMisfit, Misfit, TextError,
        YuchoError,
    },
};
use elements::Tone;

/// 預金種目.
pub const fn deposit_kind(kind: DepositKind) -> &'static str {
    match kind {
        DepositKind::Ordinary => "普通",
        DepositKind::Current => "当座",
        DepositKind::Savings => "貯蓄",
        DepositKind::Other => "その他",
    }
}

/// The label of a place in the form of an account.
pub const fn account_label(field: AccountField) -> &'static str {
    match field {
        AccountField::Way => "振込先の金融機関",
        AccountField::Bank => "金融機関コード",
        AccountField::Branch => "支店コード",
        AccountField::Kind => "預金種目",
        AccountField::Number => "口座番号",
        AccountField::Symbol => "記号",
        AccountField::Passbook => "番号",
        AccountField::Holder => "口座名義（カナ）",
        AccountField::Recipient => "振込データの受取人名",
        AccountField::Whose => "口座の名義人",
        AccountField::Proxy => "委任状",
    }
}

/// What to do about it.
pub fn account_problem(field: AccountField, problem: &AccountProblem) -> String {
    let what = account_label(field);
    match problem {
        AccountProblem::Missing => match field {
            AccountField::Way | AccountField::Kind | AccountField::Whose | AccountField::Recipient => {
                format!("{what}を選んでください")
            }
            AccountField::Proxy => "名義人が申請者と違うときは、委任状のファイルを選んでください".to_owned(),
            _ => format!("{what}を入力してください"),
        },
        AccountProblem::Digits(7) => "口座番号は7桁までの数字で入力してください".to_owned(),
        AccountProblem::Digits(digits) => format!("{what}は{digits}桁の数字で入力してください"),
        AccountProblem::Yucho(error) => yucho(*error).to_owned(),
        AccountProblem::IsYucho => {
            "ゆうちょ銀行は、上で「ゆうちょ銀行」を選び、通帳の記号と番号を入力してください".to_owned()
        }
        AccountProblem::NoBank => {
            "この金融機関コードは一覧にありません。通帳やキャッシュカードで4桁の番号を確かめてください"
                .to_owned()
        }
        AccountProblem::NoBranch => {
            "この支店コードは、この金融機関の一覧にありません。統合された支店は新しい番号になっています"
                .to_owned()
        }
        AccountProblem::TooLong(most) => format!("{what}は{most}文字以内で入力してください"),
        AccountProblem::Wide(bytes) => format!(
            "{what}は半角30文字までです（いま{bytes}文字。濁点も1文字に数えます）。略語を使って短くしてください"
        ),
        AccountProblem::Characters(characters) => {
            format!("{what}に、銀行のデータで使えない文字があります：{}", shown(characters))
        }
    }
}

const fn yucho(error: YuchoError) -> &'static str {
    match error {
        YuchoError::SymbolMissing => "通帳の記号を入力してください",
        YuchoError::Symbol => {
            "記号は、1で始まり0で終わる5桁（振替口座は0で始まる5桁）の数字で入力してください"
        }
        YuchoError::NumberMissing => "通帳の番号を入力してください",
        YuchoError::Number => "番号は、8桁まで（振替口座は7桁まで）の数字で入力してください",
        YuchoError::LastDigit => "番号の最後の数字は1です。通帳のとおりに、最後の1も入力してください",
    }
}

/// Characters that stand in nobody's way, one after the other.
fn shown(characters: &[char]) -> String {
    characters.iter().flat_map(|c| ['「', *c, '」']).collect()
}

/// What was written otherwise than it was typed.
pub const fn change(change: Change) -> &'static str {
    match change {
        Change::SmallKana => "小さいカナ（ッ・ャなど）を大きく書きます",
        Change::LongMark => "長音（ー）を「-」で書きます",
        Change::Wo => "「ヲ」を「オ」で書きます",
        Change::OldKana => "「ヰ」「ヱ」を「イ」「エ」で書きます",
        Change::MiddleDot => "中点（・）を「.」で書きます",
    }
}

/// Why the holder's name cannot be written as it is.
pub fn unwritable(error: &TextError) -> String {
    match error {
        TextError::Missing => "口座名義がありません。".to_owned(),
        TextError::Characters(characters) => {
            format!("銀行のデータで使えない文字があります：{}", shown(characters))
        }
    }
}

/// What is wrong in a row of the list of banks.
pub fn branch_problem(problem: &BranchProblem) -> String {
    match problem {
        BranchProblem::Cells(cells) => format!("列が6つ必要ですが、{cells}つです"),
        BranchProblem::Bank => "金融機関コードが4桁の数字ではありません".to_owned(),
        BranchProblem::Branch => "支店コードが3桁の数字ではありません".to_owned(),
        BranchProblem::Kana(TextError::Missing) => "カナ名がありません".to_owned(),
        BranchProblem::Kana(TextError::Characters(characters)) => {
            format!("カナ名に使えない文字があります：{}", shown(characters))
        }
        BranchProblem::Long(bytes) => format!("カナ名が半角15文字を超えています（{bytes}文字）"),
        BranchProblem::Name => "名称がないか、60文字を超えています".to_owned(),
    }
}

/// The label of a place in the form of the sender.
pub const fn sender_label(field: SenderField) -> &'static str {
    match field {
        SenderField::Code => "委託者コード",
        SenderField::Name => "委託者名（カナ）",
        SenderField::Bank => "仕向銀行番号",
        SenderField::BankName => "仕向銀行名（カナ）",
        SenderField::Branch => "仕向支店番号",
        SenderField::BranchName => "仕向支店名（カナ）",
        SenderField::Kind => "預金種目",
        SenderField::Number => "口座番号",
        SenderField::LineEnds => "改行",
        SenderField::ClearingHouse => "手形交換所番号",
        SenderField::Designation => "振込指定区分",
        SenderField::Reference => "顧客コードとEDI情報",
        SenderField::EndOfFile => "ファイルの終わり",
    }
}

/// What to do about it.
pub fn sender_problem(field: SenderField, problem: &SenderProblem) -> String {
    let what = sender_label(field);
    match problem {
        SenderProblem::Missing => match field {
            SenderField::Kind
            | SenderField::LineEnds
            | SenderField::ClearingHouse
            | SenderField::Designation
            | SenderField::Reference => format!("{what}を選んでください"),
            _ => format!("{what}を入力してください"),
        },
        SenderProblem::Digits(digits) => match field {
            SenderField::Code | SenderField::Number => {
                format!("{what}は{digits}桁までの数字で入力してください")
            }
            _ => format!("{what}は{digits}桁の数字で入力してください"),
        },
        SenderProblem::Wide { bytes, most } => {
            format!("{what}は半角{most}文字までです（いま{bytes}文字。濁点も1文字に数えます）")
        }
        SenderProblem::Characters(characters) => {
            format!("{what}に、銀行のデータで使えない文字があります：{}", shown(characters))
        }
    }
}

/// What must be put right before somebody is paid.
pub fn obstacle(obstacle: &Obstacle) -> String {
    match obstacle {
        Obstacle::NoAccount => "振込先口座の届け出がありません".to_owned(),
        Obstacle::UnknownBranch => "金融機関・支店が一覧にありません".to_owned(),
        Obstacle::ReturnedBefore => "前回この口座で振込不能でした。口座の訂正を待っています".to_owned(),
        Obstacle::HeldUntil(day) => {
            format!("口座が変わったばかりです。{}から支払えます", format_date(*day))
        }
        Obstacle::Misfit(misfit) => self::misfit(*misfit),
    }
}

/// Why a transfer does not fit into the file.
pub fn misfit(misfit: Misfit) -> String {
    match misfit {
        Misfit::NoRecipient => {
            "口座名義に使えない文字があるか、30バイトを超えています。受取人名の書き方を決めてください"
                .to_owned()
        }
        Misfit::RecipientWide(bytes) => format!("受取人名が30バイトを超えています（{bytes}バイト）"),
        Misfit::NoAmount => "支払う金額がありません".to_owned(),
        Misfit::AmountLarge => "金額が10桁を超えています".to_owned(),
        Misfit::Number => "金融機関・支店・口座の番号の桁数が違います".to_owned(),
        Misfit::BankNameWide(bytes) => format!("金融機関名が15バイトを超えています（{bytes}バイト）"),
        Misfit::ReferenceWide => "顧客コードまたはEDI情報が長すぎます".to_owned(),
    }
}

/// Why the header of the file cannot be written.
pub fn header_misfit(misfit: HeaderMisfit) -> String {
    match misfit {
        HeaderMisfit::Code => "委託者コードが正しくありません".to_owned(),
        HeaderMisfit::NameWide(bytes) => format!("委託者名が半角40文字に収まりません（{bytes}文字）"),
        HeaderMisfit::Account => "振込元の口座の番号が正しくありません".to_owned(),
        HeaderMisfit::Kind => "振込元の預金種目が正しくありません".to_owned(),
        HeaderMisfit::TooMany => "件数または合計金額が1つのファイルに収まりません".to_owned(),
        HeaderMisfit::Empty => "支払うものがありません".to_owned(),
    }
}

/// The state of a run, in a word.
pub const fn run_state(state: RunState) -> &'static str {
    match state {
        RunState::Draft => "承認待ち",
        RunState::Released => "承認済み",
        RunState::Sent => "支払処理中",
        RunState::Closed => "完了",
        RunState::Dissolved => "取りやめ",
    }
}

/// How it stands out.
pub const fn run_tone(state: RunState) -> Tone {
    match state {
        RunState::Draft | RunState::Released | RunState::Sent => Tone::Progress,
        RunState::Closed => Tone::Success,
        RunState::Dissolved => Tone::Neutral,
    }
}

/// What waits for somebody, as a line of their home.
pub const fn run_waits(step: NextStep) -> &'static str {
    match step {
        NextStep::Release => "承認を待つ支払データ",
        NextStep::Anew => "振込日を過ぎた、承認前の支払データ",
        NextStep::Send => "銀行に渡す支払データ",
        NextStep::Wait => "振込日を待つ支払データ",
        NextStep::Results => "結果を入力する支払データ",
    }
}

/// What is done next about a run: a sentence, and how. A clerk acts; the others read who does.
pub fn run_next(step: NextStep, pay_on: NaiveDate, is_clerk: bool) -> (String, &'static str) {
    let day = format_date_with_weekday(pay_on);
    match (step, is_clerk) {
        (NextStep::Release, _) => (
            "決裁者の承認を待っています".to_owned(),
            "承認できるのは、作った人とは別の決裁者です。決裁者のホームにも出ています。承認の後に、銀行に渡すファイルを保存できます。",
        ),
        (NextStep::Anew, true) => (
            format!("振込日（{day}）を過ぎたため、承認できません"),
            "「支払データを取りやめる」を押して、新しい振込日で作り直してください。",
        ),
        (NextStep::Anew, false) => (
            format!("振込日（{day}）を過ぎたため、承認できません"),
            "担当がこの支払データを取りやめて、新しい振込日で作り直します。",
        ),
        (NextStep::Send, true) => (
            format!("次は、ファイルを銀行に渡します（振込日 {day}）"),
            "総合振込のファイルを保存して銀行に渡してから、「銀行に送ったことを記録する」を押してください。",
        ),
        (NextStep::Send, false) => (
            format!("次は、担当がファイルを銀行に渡します（振込日 {day}）"),
            "渡したら、担当がこの画面に記録します。",
        ),
        (NextStep::Wait, _) => (
            format!("振込日（{day}）を待っています"),
            "振込日から、担当が結果を入力できます。入力するまで、申請は支払済みになりません。",
        ),
        (NextStep::Results, true) => (
            format!("振込日（{day}）になりました。結果を入力してください"),
            "銀行から振込不能の連絡がなければ、全部を支払済にできます。",
        ),
        (NextStep::Results, false) => (
            format!("振込日（{day}）になりました"),
            "担当が、銀行の結果を入力します。入力するまで、申請は支払済みになりません。",
        ),
    }
}

/// The state of a payment, in a word.
pub const fn payment_state(state: PaymentState) -> &'static str {
    match state {
        PaymentState::Planned => "支払準備中",
        PaymentState::Sent => "支払処理中",
        PaymentState::Paid => "支払済",
        PaymentState::Returned => "振込不能",
        PaymentState::Void => "取りやめ",
    }
}

/// How it stands out.
pub const fn payment_tone(state: PaymentState) -> Tone {
    match state {
        PaymentState::Planned | PaymentState::Sent => Tone::Progress,
        PaymentState::Paid => Tone::Success,
        PaymentState::Returned => Tone::Danger,
        PaymentState::Void => Tone::Neutral,
    }
}

/// Why a bank sent a transfer back.
pub const fn return_reason(reason: ReturnReason) -> &'static str {
    match reason {
        ReturnReason::NoAccount => "口座相違・該当口座なし",
        ReturnReason::Name => "受取人名相違",
        ReturnReason::Cancelled => "口座解約済み",
        ReturnReason::Stopped => "取引停止・凍結",
        ReturnReason::Other => "その他",
    }
}

/// The label of a place in the form of a run.
pub const fn run_label(field: RunField) -> &'static str {
    match field {
        RunField::Title => "件名",
        RunField::PayOn => "振込日",
        RunField::Together => "まとめ方",
        RunField::Awards => "支払うもの",
    }
}

/// What to do about it.
pub fn run_problem(field: RunField, problem: &RunProblem) -> String {
    let what = run_label(field);
    match problem {
        RunProblem::Missing => format!("{what}を入力してください"),
        RunProblem::TooLong(most) => format!("{what}は{most}文字以内で入力してください"),
        RunProblem::Date(error) => values::date(what, error),
        RunProblem::Day(problem) => pay_day(*problem),
        RunProblem::NothingChosen => format!("{what}を1つ以上選んでください"),
        RunProblem::Gone(count) => format!(
            "選んだもののうち{count}件は、いまは支払えません。ほかの支払データに入ったか、口座や額が変わりました。選び直してください"
        ),
        RunProblem::Changed(now) => {
            format!(
                "ページを開いたあとに、支払えるものが変わりました。いまは{now}件です。確かめて、もう一度作ってください"
            )
        }
    }
}

fn pay_day(problem: PayDayProblem) -> String {
    match problem {
        PayDayProblem::Past => "振込日は今日以後の日にしてください".to_owned(),
        PayDayProblem::Far => "振込日は1年以内の日にしてください。年を確かめてください".to_owned(),
        PayDayProblem::Closed { closure, next } => {
            let why = match closure {
                Closure::Saturday => "土曜日".to_owned(),
                Closure::Sunday => "日曜日".to_owned(),
                Closure::Holiday(holiday) => holiday.name.to_owned(),
                Closure::YearEnd => "年末年始".to_owned(),
                Closure::Tenant => "閉庁日".to_owned(),
            };
            format!(
                "{why}は金融機関の休業日です。振込日を営業日にしてください（次の営業日：{}）",
                format_date_with_weekday(next)
            )
        }
    }
}

/// What is paid of what, where a grant is paid in parts; none where it is paid at once.
pub fn part_of(instalment: Option<i64>, of: Yen, held: Yen) -> Option<String> {
    match instalment {
        Some(number) => Some(format!("第{number}回（概算払）。交付決定額{of}、支払済み{held}")),
        None => (held > Yen::ZERO).then(|| format!("精算。確定額{of}、支払済み{held}")),
    }
}

/// What to do about the bank's answers as they were entered.
pub fn result_problem(field: &ResultField, problem: &ResultProblem) -> String {
    match problem {
        ResultProblem::Date(error) => values::date("支払日", error),
        ResultProblem::InFuture => "支払日は今日以前の日にしてください".to_owned(),
        ResultProblem::TooEarly => "支払日は振込日以後の日にしてください".to_owned(),
        ResultProblem::NoReason => {
            let number = match field {
                ResultField::Reason(number) => number.to_string(),
                ResultField::On | ResultField::List => String::new(),
            };
            format!("{number}番の振込不能の理由を選んでください")
        }
        ResultProblem::NoNumber(line) => {
            format!("振込不能の一覧の{line}行目は、番号から始めてください（例：12 口座相違）")
        }
        ResultProblem::NoSuchPayment { line, number } => {
            format!("振込不能の一覧の{line}行目の{number}番は、結果を待っている支払にありません")
        }
    }
}

//! Sentences for campaigns: their kinds and states, why an office is not reached, what came back, what is wrong.

use super::values;
use domain::{
    campaigns::{
        ActivityKind, Channel, DateWarning, EntryFault, EntryProblem, Exclusion, Field, Problem, Reply,
        Standing, State, Whom,
    },
    working_days::Closure,
};
use elements::Tone;

/// The word for a kind of activity.
pub const fn kind(kind: ActivityKind) -> &'static str {
    match kind {
        ActivityKind::WebNotice => "ホームページ掲載",
        ActivityKind::Mail => "メール",
        ActivityKind::Post => "郵送",
        ActivityKind::Fax => "FAX",
        ActivityKind::Phone => "電話",
        ActivityKind::LiaisonMeeting => "事業者連絡会",
        ActivityKind::DemoSession => "研修会・デモ",
        ActivityKind::GroupGuidance => "集団指導",
        ActivityKind::Survey => "アンケート",
        ActivityKind::Visit => "訪問",
        ActivityKind::Other => "その他",
    }
}

/// What such an activity is for, and what it needs.
pub const fn kind_hint(kind: ActivityKind) -> &'static str {
    match kind {
        ActivityKind::WebNotice => "市のホームページや広報に載せます。掲載したページのアドレスを残せます。",
        ActivityKind::Mail => "対象リストの事業所に、お知らせを1通ずつ送ります。",
        ActivityKind::Post => "対象リストから宛名の一覧を作り、返送や返事を記録します。",
        ActivityKind::Fax => "対象リストからFAX番号の一覧を作り、送信の結果を記録します。",
        ActivityKind::Phone => "対象リストから電話の一覧を作り、話した結果を番号のキーで記録します。",
        ActivityKind::LiaisonMeeting => "連絡会で説明します。対象リストを選ぶと、出欠を記録できます。",
        ActivityKind::DemoSession => "「デモ・説明会」に登録した会を、この活動として並べます。",
        ActivityKind::GroupGuidance => "集団指導の機会に説明します。対象リストを選ぶと、出欠を記録できます。",
        ActivityKind::Survey => "「アンケート」で作った調査を、この活動として並べます。",
        ActivityKind::Visit => "対象リストから訪問先の一覧を作り、面談の結果を記録します。",
        ActivityKind::Other => "ポスターの掲示、ちらしの配布など、ほかのどれでもない活動です。",
    }
}

/// The word for a state.
pub const fn state(state: State) -> &'static str {
    match state {
        State::Planned => "予定",
        State::UnderWay => "実施中",
        State::Done => "完了",
        State::Dropped => "中止",
    }
}

/// How a state looks.
pub const fn state_tone(state: State) -> Tone {
    match state {
        State::Planned => Tone::Info,
        State::UnderWay => Tone::Progress,
        State::Done => Tone::Success,
        State::Dropped => Tone::Neutral,
    }
}

/// Why an office is not reached.
pub const fn exclusion(exclusion: Exclusion) -> &'static str {
    match exclusion {
        Exclusion::NoPostalAddress => "住所なし",
        Exclusion::NoFax => "FAX番号なし",
        Exclusion::NoPhone => "電話番号なし",
        Exclusion::NoMail => "メールアドレスなし",
        Exclusion::OptedOut => "配信停止",
        Exclusion::NotSent => "送信なし・送達不明",
        Exclusion::DuplicateAddress => "宛先の重複",
        Exclusion::NotOpen => "休止中・廃止",
        Exclusion::Unreachable => "前回届かなかった宛先",
        Exclusion::Declined => "前回の断り",
        Exclusion::Answered => "応答済み",
        Exclusion::Adopted => "導入済み",
        Exclusion::Removed => "一覧から除いた",
    }
}

/// The same as a sentence.
pub const fn why_left_out(exclusion: Exclusion) -> &'static str {
    match exclusion {
        Exclusion::NoPostalAddress => {
            "台帳に住所がありません。住所を書き足してから、一覧を作り直してください"
        }
        Exclusion::NoFax => "台帳にFAX番号がありません。ほかの方法で知らせてください",
        Exclusion::NoPhone => "台帳に電話番号がありません。ほかの方法で知らせてください",
        Exclusion::NoMail => "台帳にメールアドレスがありません。郵送などで知らせてください",
        Exclusion::OptedOut => "配信を停止しているか、前に届かなかったアドレスです",
        Exclusion::NotSent => "送信を取りやめたか、期限が過ぎたか、届いたかどうかがわかりません",
        Exclusion::DuplicateAddress => "同じ宛先の別の事業所に知らせるので、この行では知らせません",
        Exclusion::NotOpen => "休止中か廃止です。対象リストの「状態」で選んだときだけ入ります",
        Exclusion::Unreachable => "前の活動で、番号や住所が違うとわかっています。台帳を直してください",
        Exclusion::Declined => "前の活動で、この方法での連絡を断られています",
        Exclusion::Answered => "もとの活動に、もう応答があります",
        Exclusion::Adopted => "もうシステムを使っています",
        Exclusion::Removed => "担当者が一覧から除きました",
    }
}

/// The word for what came back.
pub const fn reply(reply: Reply) -> &'static str {
    match reply {
        Reply::Talked => "話せた",
        Reply::Willing => "前向き",
        Reply::Absent => "不在",
        Reply::CallBack => "折り返し待ち",
        Reply::Message => "伝言",
        Reply::Declined => "断り",
        Reply::WrongNumber => "番号違い",
        Reply::Sent => "送信・発送済み",
        Reply::Answered => "返事あり",
        Reply::Failed => "不達",
        Reply::Returned => "返送",
        Reply::Met => "面談できた",
        Reply::LeftPapers => "資料を置いた",
        Reply::NotFound => "所在不明",
        Reply::Attended => "出席",
        Reply::StayedAway => "欠席",
    }
}

/// The word for where an office of a list stands.
pub const fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Open => "未実施",
        Standing::Answered => "応答あり",
        Standing::Delivered => "届いた",
        Standing::Again => "もう一度",
        Standing::Declined => "断り",
        Standing::Unreachable => "届かない",
    }
}

/// How it looks.
pub const fn standing_tone(standing: Standing) -> Tone {
    match standing {
        Standing::Open => Tone::Info,
        Standing::Answered => Tone::Success,
        Standing::Delivered => Tone::Progress,
        Standing::Again => Tone::Attention,
        Standing::Declined => Tone::Neutral,
        Standing::Unreachable => Tone::Danger,
    }
}

/// By what an office is reached.
pub const fn address(channel: Channel) -> &'static str {
    match channel {
        Channel::Post | Channel::Visit => "住所",
        Channel::Fax => "FAX番号",
        Channel::Phone => "電話番号",
        Channel::Meeting => "宛先",
    }
}

/// The keys of a channel, as a line: 「1 話せた　2 前向き」.
pub fn keys(channel: Channel) -> String {
    let keys: Vec<_> =
        (1..).zip(Reply::of(channel)).map(|(key, of): (usize, _)| format!("{key} {}", reply(*of))).collect();
    keys.join("　")
}

/// Whom a following activity asks.
pub const fn whom(whom: Whom) -> &'static str {
    match whom {
        Whom::NotAnswered => "応答のない事業所",
        Whom::NotAdopted => "まだ導入していない事業所",
    }
}

/// What speaks against a day.
pub fn warning(warning: DateWarning) -> String {
    match warning {
        DateWarning::ClaimDays => {
            "1日から10日は、事業所が介護報酬を請求する期間です。11日以降をお勧めします".to_owned()
        }
        DateWarning::Closed(why) => format!("{}で、閉庁日です", closed(why)),
        DateWarning::BeforeCampaign => "キャンペーンが始まる前の日です".to_owned(),
        DateWarning::AfterCampaign => "キャンペーンが終わった後の日です".to_owned(),
    }
}

fn closed(why: Closure) -> &'static str {
    match why {
        Closure::Saturday => "土曜日",
        Closure::Sunday => "日曜日",
        Closure::Holiday(_) => "祝日",
        Closure::YearEnd => "年末年始",
        Closure::Tenant => "独自の休み",
    }
}

/// What a field is called.
pub const fn label(field: Field) -> &'static str {
    match field {
        Field::Name => "名称",
        Field::Aims => "ねらい",
        Field::Starts => "開始日",
        Field::Ends => "終了日",
        Field::Owner => "担当者",
        Field::Budget => "予算",
        Field::Segment => "対象リスト",
        Field::Associations => "関係団体",
        Field::Mailing => "お知らせ",
        Field::Survey => "アンケート",
        Field::Session => "デモ・説明会",
        Field::Material => "資材",
        Field::Link => "ページのアドレス",
        Field::Script => "話すこと・書くこと",
        Field::Cost => "費用",
        Field::Closing => "結果・理由",
        Field::DoneOn => "実施した日",
    }
}

/// What is wrong, each with the name of its control.
pub fn errors(problems: &[(Field, Problem)]) -> Vec<(&'static str, String)> {
    problems.iter().map(|(field, problem)| (field.name(), sentence(*field, problem))).collect()
}

/// What is wrong with a field, and what to do.
pub fn sentence(field: Field, problem: &Problem) -> String {
    let what = label(field);
    match problem {
        Problem::Missing => format!("{what}を入力してください"),
        Problem::TooLong(most) => format!("{what}は{most}文字までで入力してください"),
        Problem::Date(error) => values::date(what, error),
        Problem::Backwards => format!("{what}は、開始日と同じか後の日を入力してください"),
        Problem::Money(error) => values::yen(what, error),
        Problem::Negative => format!("{what}は0円以上で入力してください"),
        Problem::Unknown => format!("{what}を一覧から選び直してください"),
        Problem::Link => format!("{what}は、https:// から始まるアドレスを入力してください"),
        Problem::Future => format!("{what}は、今日までの日を入力してください"),
        Problem::HandedOut(pieces) => format!(
            "{what}は、この活動で{pieces}を配布した記録があるため変えられません。\
             別の資材は、新しい活動で使ってください。配布がまちがいなら、先に資材の台帳で取り消してください"
        ),
    }
}

/// What is wrong in what was keyed in.
pub fn entry_fault(channel: Channel, fault: &EntryFault) -> String {
    match fault {
        EntryFault::NoPlace => "行の初めに、一覧の番号を入力してください。例：12 1 来月から検討".to_owned(),
        EntryFault::UnknownPlace(place) => {
            format!("一覧に{place}番はありません。番号を確かめてください")
        }
        EntryFault::NoKey => {
            format!("番号の後に、結果のキーを入力してください（{}）", keys(channel))
        }
        EntryFault::LongNote(most) => format!("メモは{most}文字までで入力してください"),
        EntryFault::Twice(line) => {
            format!("同じ番号が{line}行目にもあります。どちらかを消してください")
        }
        EntryFault::LeftOut => "この事業所は対象から除かれています。一覧の番号を確かめてください".to_owned(),
        EntryFault::Entered(before) => format!(
            "「{}」と記録済みです。直すときは、行の初めに「=」を付けて入力してください",
            reply(*before)
        ),
        EntryFault::Empty => "番号とキーを入力してください。例：12 1 来月から検討".to_owned(),
        EntryFault::TooMany(most) => {
            format!("一度に入力できるのは{most}行までです。分けて入力してください")
        }
    }
}

/// What is wrong in lines, each with its number where there are several.
pub fn entry_errors(channel: Channel, problems: &[EntryProblem], several: bool) -> String {
    let told: Vec<_> = problems
        .iter()
        .map(|problem| {
            let fault = entry_fault(channel, &problem.fault);
            if several { format!("{}行目：{fault}", problem.line) } else { fault }
        })
        .collect();
    told.join("。")
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{money::YenError, wareki::DateError};

    #[test]
    fn every_sentence_says_what_to_do() {
        let problems = [
            Problem::Missing,
            Problem::TooLong(80),
            Problem::Date(DateError::Missing),
            Problem::Backwards,
            Problem::Money(YenError::Missing),
            Problem::Negative,
            Problem::Unknown,
            Problem::Link,
            Problem::Future,
            Problem::HandedOut(30),
        ];
        for problem in problems {
            let sentence = sentence(Field::Ends, &problem);
            assert!(sentence.starts_with("終了日") && sentence.contains("ください"), "{sentence}");
        }
        for fault in [
            EntryFault::NoPlace,
            EntryFault::UnknownPlace(3),
            EntryFault::NoKey,
            EntryFault::LongNote(500),
            EntryFault::Twice(1),
            EntryFault::LeftOut,
            EntryFault::Entered(Reply::Talked),
            EntryFault::Empty,
            EntryFault::TooMany(500),
        ] {
            let sentence = entry_fault(Channel::Phone, &fault);
            assert!(sentence.contains("ください"), "{sentence}");
        }
    }

    #[test]
    fn words_tell_things_apart() {
        let mut words: Vec<_> = Exclusion::ALL.iter().map(|why| exclusion(*why)).collect();
        words.extend(Standing::ALL.iter().filter(|of| **of != Standing::Declined).map(|of| standing(*of)));
        let all = words.len();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), all);
        assert_eq!(keys(Channel::Meeting), "1 出席　2 欠席");
        let several = [EntryProblem { line: 3, fault: EntryFault::NoPlace }];
        assert!(entry_errors(Channel::Fax, &several, true).starts_with("3行目："));
    }
}

//! Sentences for segments: whom one means, what its fields are called, what is wrong with them.

use super::super::{adoption_funnel::halted, campaigns, kernel, values};
use super::status;
use domain::{
    office_number::OfficeNumberError,
    offices::{
        Adopted, Applied, MailAddress, Mailed, Reached, Segment, SegmentField, SegmentProblem, Sessioned,
        Surveyed,
    },
    software::Linking,
    wareki::format_date,
};

/// What a field of the form is called.
pub const fn field(field: SegmentField) -> &'static str {
    match field {
        SegmentField::Name => "リストの名前",
        SegmentField::Services => "サービスの種類",
        SegmentField::Municipality => "所在地の市区町村コード",
        SegmentField::Area => "住所に含まれる言葉",
        SegmentField::District => "日常生活圏域に含まれる言葉",
        SegmentField::Adoption => "連携システムの導入",
        SegmentField::Corporation => "法人の名称または番号",
        SegmentField::Mail => "メールアドレス",
        SegmentField::Status => "事業所の状態",
        SegmentField::Application => "補助金の申請",
        SegmentField::FiscalYear => "申請の年度",
        SegmentField::Halt => "普及の段階",
        SegmentField::Linking => "介護ソフトのデータ連携",
        SegmentField::Partners => "導入している連携先の数",
        SegmentField::Association => "関係団体",
        SegmentField::Survey => "アンケート",
        SegmentField::Session => "デモ・説明会",
        SegmentField::Mailing => "送ったお知らせ",
        SegmentField::Activity => "キャンペーンの活動の結果",
        SegmentField::Group => "事業所グループ",
        SegmentField::Numbers => "事業所番号の一覧",
        SegmentField::SilentSince => "この日から支援の記録がない",
        SegmentField::Words => "そのほかの言葉",
    }
}

/// Whether a mail address is known, as a choice.
pub const fn mail(mail: MailAddress) -> &'static str {
    match mail {
        MailAddress::Known => "わかっている事業所",
        MailAddress::Unknown => "わからない事業所",
    }
}

/// Whether an office counts as an adopter, as a choice.
pub const fn adopted(adopted: Adopted) -> &'static str {
    match adopted {
        Adopted::Yes => "導入している事業所",
        Adopted::No => "導入していない、またはわからない事業所",
    }
}

/// What is wrong with a field, and what to do.
pub fn problem(of: SegmentField, problem: &SegmentProblem) -> String {
    let what = field(of);
    match problem {
        SegmentProblem::Missing => format!("{what}を入力してください"),
        SegmentProblem::TooLong { most } => format!("{what}は{most}文字までで入力してください"),
        SegmentProblem::Municipality(error) => kernel::municipality_code(what, error),
        SegmentProblem::FiscalYear(error) => values::fiscal_year(what, error),
        SegmentProblem::Number { most } => format!("{what}は1から{most}までの数字で入力してください"),
        SegmentProblem::Lines(lines) => lines_of_numbers(what, lines),
        SegmentProblem::TooMany { most } => {
            format!("{what}に入れられるのは{most}件までです。分けて保存してください")
        }
        SegmentProblem::Day(error) => values::date(what, error),
        SegmentProblem::UnknownChoice => format!("{what}を選び直してください"),
    }
}

/// Lines of office numbers that cannot be read: the first of them, and how many there are.
pub fn lines_of_numbers(what: &str, lines: &[(usize, OfficeNumberError)]) -> String {
    let Some((line, error)) = lines.first() else { return String::new() };
    let first = kernel::office_number(&format!("{what}の{line}行目"), error);
    match lines.len() - 1 {
        0 => first,
        more => format!("{first}（ほかに{more}行も確かめてください）"),
    }
}

/// Numbers of a list that no office of the register has.
pub fn unknown_numbers(what: &str, numbers: &[String]) -> String {
    let told = numbers.iter().take(3).cloned().collect::<Vec<_>>().join("、");
    let more = numbers.len().saturating_sub(3);
    let more = if more > 0 { format!("など{}件", numbers.len()) } else { String::new() };
    format!("{what}の{told}{more}は台帳にありません。番号を確かめてください")
}

/// Another segment has the name.
pub const NAME_TAKEN: &str = "この名前のリストは、すでにあります。別の名前を付けてください";

/// Another segment has the same conditions.
pub fn says_the_same(name: &str) -> String {
    format!(
        "「{name}」が、同じ条件の対象リストです。そのリストを使うか、別の名前でも持っておくときは、チェックを付けて保存してください"
    )
}

/// Whom a segment means, in one sentence.
pub fn sentence(segment: &Segment) -> String {
    let mut conditions = conditions(segment);
    let Some((_, last)) = conditions.pop() else {
        return "台帳のすべての事業所（休止中と廃止を含みます）".to_owned();
    };
    let before: String = conditions.into_iter().flat_map(|(before, _)| [before, "、".to_owned()]).collect();
    format!("台帳のうち、{before}{last}事業所")
}

/// Each condition twice: as it stands before another, and as it stands before 事業所.
fn conditions(segment: &Segment) -> Vec<(String, String)> {
    let Segment {
        services,
        municipality,
        area,
        district,
        corporation,
        mail,
        status: open,
        application,
        adoption,
        halt: _,
        linking: _,
        partners: _,
        association: _,
        survey: _,
        session: _,
        mailing: _,
        activity: _,
        group: _,
        numbers: _,
        silent_since: _,
        words,
    } = segment;
    let both =
        |common: String, before: &str, last: &str| (format!("{common}{before}"), format!("{common}{last}"));
    let mut conditions = Vec::new();
    if !services.is_empty() {
        let names: Vec<_> = services.iter().map(|service| format!("「{}」", service.name())).collect();
        conditions.push(both(format!("サービスが{}", names.join("または")), "で", "の"));
    }
    if let Some(code) = municipality {
        conditions.push(both(format!("所在地の市区町村コードが{code}"), "で", "の"));
    }
    if !area.is_empty() {
        conditions.push(both(format!("住所に「{area}」を"), "含み", "含む"));
    }
    if !district.is_empty() {
        conditions.push(both(format!("日常生活圏域に「{district}」を"), "含み", "含む"));
    }
    if !corporation.is_empty() {
        conditions.push(both(format!("法人が「{corporation}」に"), "当てはまり", "当てはまる"));
    }
    conditions.extend(mail.map(|mail| match mail {
        MailAddress::Known => both("メールアドレスが".to_owned(), "わかっていて", "わかっている"),
        MailAddress::Unknown => both("メールアドレスが".to_owned(), "わからず", "わからない"),
    }));
    conditions.extend(open.map(|open| both(status(open).to_owned(), "で", "の")));
    conditions.extend(application.map(|application| match application {
        Applied::Live(year) => both(format!("{}に有効な申請が", year.label()), "あり", "ある"),
        Applied::Not(year) => both(format!("{}に有効な申請が", year.label()), "なく", "ない"),
    }));
    conditions.extend(adoption.map(|adopted| match adopted {
        Adopted::Yes => both("連携システムを導入して".to_owned(), "いて", "いる"),
        Adopted::No => both("連携システムを導入しているとわかって".to_owned(), "おらず", "いない"),
    }));
    conditions.extend(reached(segment));
    if !words.is_empty() {
        conditions.push(both(format!("「{words}」の検索で"), "見つかり", "見つかる"));
    }
    conditions
}

/// What was done with the offices.
fn reached(segment: &Segment) -> Vec<(String, String)> {
    let both =
        |common: String, before: &str, last: &str| (format!("{common}{before}"), format!("{common}{last}"));
    let mut conditions = Vec::new();
    conditions.extend(segment.halt.map(|halt| both(format!("普及の段階が「{}」", halted(halt)), "で", "の")));
    conditions.extend(segment.linking.map(|linking| match linking {
        Linking::Yes => both("介護ソフトがデータ連携に対応して".to_owned(), "いて", "いる"),
        Linking::No => both("介護ソフトがデータ連携に対応して".to_owned(), "おらず", "いない"),
        Linking::Unknown => both("介護ソフトの対応が".to_owned(), "わからず", "わからない"),
    }));
    conditions
        .extend(segment.partners.map(|n| both(format!("導入している連携先が{n}か所以上"), "あり", "ある")));
    conditions.extend(
        segment
            .association
            .as_ref()
            .map(|body| both(format!("「{}」に", body.words), "入っていて", "入っている")),
    );
    conditions.extend(segment.survey.as_ref().map(|survey| match survey.what {
        Surveyed::Answered { .. } => both(format!("{}に回答して", survey.words), "いて", "いる"),
        Surveyed::Not { .. } => both(format!("{}に回答して", survey.words), "おらず", "いない"),
        Surveyed::Silent { .. } => both(format!("{}に案内して、まだ回答の", survey.words), "なく", "ない"),
        Surveyed::Chose { .. } => both(format!("{}を選んで", survey.words), "いて", "いる"),
    }));
    conditions.extend(segment.session.as_ref().map(|session| match session.what {
        Sessioned::Invited { .. } => both(format!("{}に案内されて", session.words), "いて", "いる"),
        Sessioned::Registered { .. } => both(format!("{}に申し込んで", session.words), "いて", "いる"),
        Sessioned::Attended { .. } => both(format!("{}に", session.words), "参加して", "参加した"),
        Sessioned::Absent { .. } => both(format!("{}に", session.words), "参加せず", "参加しなかった"),
    }));
    conditions.extend(segment.mailing.as_ref().map(|mailing| match mailing.what {
        Mailed::Sent { .. } => both(format!("お知らせ{}を", mailing.words), "送信済みで", "送信した"),
        Mailed::Failed { .. } => {
            both(format!("お知らせ{}が", mailing.words), "届けられず", "届けられなかった")
        }
        Mailed::Not { .. } => both(format!("お知らせ{}を", mailing.words), "送っておらず", "送っていない"),
    }));
    conditions.extend(segment.activity.as_ref().map(|activity| {
        both(format!("{}の結果が「{}」", activity.words, came_back(activity.what)), "で", "の")
    }));
    conditions.extend(
        segment
            .group
            .as_ref()
            .map(|group| both(format!("事業所グループ「{}」に", group.words), "入っていて", "入っている")),
    );
    if !segment.numbers.is_empty() {
        let count = segment.numbers.len();
        conditions.push(both(format!("番号が一覧の{count}件に"), "含まれ", "含まれる"));
    }
    conditions.extend(
        segment.silent_since.map(|day| both(format!("{}から支援の記録が", format_date(day)), "なく", "ない")),
    );
    conditions
}

/// Whether software can link, as a choice.
pub const fn linking(linking: Linking) -> &'static str {
    match linking {
        Linking::Yes => "対応している事業所",
        Linking::No => "対応していない事業所",
        Linking::Unknown => "わからない事業所",
    }
}

/// What was done with a survey, as a choice; the words name it.
pub fn surveyed(what: &Surveyed, words: &str) -> String {
    match what {
        Surveyed::Answered { .. } => format!("{words}に回答した"),
        Surveyed::Not { .. } => format!("{words}に回答していない"),
        Surveyed::Silent { .. } => format!("{words}に案内して、まだ回答がない"),
        Surveyed::Chose { .. } => format!("{words}を選んだ"),
    }
}

/// What was done with a session, as a choice.
pub fn sessioned(what: Sessioned, words: &str) -> String {
    match what {
        Sessioned::Invited { .. } => format!("{words}に案内した"),
        Sessioned::Registered { .. } => format!("{words}に申し込んだ"),
        Sessioned::Attended { .. } => format!("{words}に参加した"),
        Sessioned::Absent { .. } => format!("{words}に参加しなかった"),
    }
}

/// What became of a mailing, as a choice.
pub fn mailed(what: Mailed, words: &str) -> String {
    match what {
        Mailed::Sent { .. } => format!("{words}を送信した"),
        Mailed::Failed { .. } => format!("{words}が届けられなかった"),
        Mailed::Not { .. } => format!("{words}を送っていない"),
    }
}

/// What came back, or how it stands, in a word.
const fn came_back(what: Reached) -> &'static str {
    match what {
        Reached::Replied { reply, .. } => campaigns::reply(reply),
        Reached::Stands { standing, .. } => campaigns::standing(standing),
    }
}

/// What came back in the list of an activity, as a choice.
pub fn reached_by(what: Reached, words: &str) -> String {
    format!("{words}の結果が「{}」", came_back(what))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;
    use domain::{form::Typed, offices::NamedSegment};

    fn sentence_of(typed: &[(&str, &str)]) -> String {
        let typed = typed
            .iter()
            .fold(Typed::default().with("name", "名"), |all, (name, value)| all.with(name, *value));
        sentence(&NamedSegment::parse(&typed, NaiveDate::default()).unwrap().segment)
    }

    #[test]
    fn a_segment_is_explained_in_one_sentence() {
        assert_eq!(sentence_of(&[]), "台帳のすべての事業所（休止中と廃止を含みます）");
        assert_eq!(sentence_of(&[("status", "active")]), "台帳のうち、営業中の事業所");
        assert_eq!(
            sentence_of(&[
                ("services", "43"),
                ("services", "46"),
                ("status", "active"),
                ("mail", "known"),
                ("application", "not"),
                ("fiscal_year", "R6"),
            ]),
            "台帳のうち、サービスが「居宅介護支援」または「介護予防支援」で、メールアドレスがわかっていて、営業中で、令和6年度に有効な申請がない事業所"
        );
        assert_eq!(
            sentence_of(&[
                ("municipality", "292991"),
                ("area", "ひかり町"),
                ("corporation", "ひだまり"),
                ("mail", "unknown"),
                ("application", "live"),
                ("fiscal_year", "2024"),
                ("words", "ケア"),
            ]),
            "台帳のうち、所在地の市区町村コードが292991で、住所に「ひかり町」を含み、法人が「ひだまり」に当てはまり、メールアドレスがわからず、令和6年度に有効な申請があり、「ケア」の検索で見つかる事業所"
        );
    }

    #[test]
    fn every_mistake_names_its_field_and_says_what_to_do() {
        let wrong = Typed::default()
            .with("services", "ZZ")
            .with("mail", "?")
            .with("municipality", "29")
            .with("application", "live")
            .with("fiscal_year", "来年")
            .with("halt", "?")
            .with("linking", "?")
            .with("partners", "百")
            .with("numbers", "12")
            .with("silent_since", "いつか")
            .with("survey", "?")
            .with("words", "長".repeat(101));
        for (of, error) in NamedSegment::parse(&wrong, NaiveDate::default()).unwrap_err() {
            let sentence = problem(of, &error);
            assert!(sentence.starts_with(field(of)) && sentence.contains("ください"), "{sentence}");
        }
    }
}

//! Why a page could not be shown.

use crate::paths;
use elements::{ButtonKind, ButtonLink, Buttons, PageHeader};
use leptos::prelude::*;

/// What went wrong, as far as the person who asked may know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// 404: not there, or not theirs to see.
    NotFound,
    /// 405: the address does not take this.
    MethodNotAllowed,
    /// 413: the file or form is larger than what is taken.
    TooLarge {
        /// The largest that is taken, in megabytes.
        limit_mb: u64,
    },
    /// 422: the form cannot be read at all; a page of its own cannot say more.
    Unreadable,
    /// 429: too often in a short time.
    TooOften {
        /// When it may be tried again, in seconds.
        retry_after: u64,
    },
    /// 500: our mistake.
    Broken {
        /// What to say on the phone so that we find it.
        reference: String,
    },
    /// 503: closed for a short time.
    Unavailable,
    /// The same form arrived a second time; the first one counts.
    Repeated {
        /// Where to see what became of it.
        back: String,
    },
    /// The session ended, or the page was open too long.
    Expired {
        /// Where to come back to after signing in.
        sign_in: String,
    },
    /// The request did not come from one of our pages (CSRF).
    Foreign,
}

/// What a problem says.
struct Words {
    title: &'static str,
    sentences: Vec<String>,
    /// The way on, and whether it is what one most likely wants.
    next: (String, &'static str),
}

impl Problem {
    /// The status the server answers with.
    pub const fn status(&self) -> u16 {
        match self {
            Self::NotFound => 404,
            Self::MethodNotAllowed => 405,
            Self::TooLarge { .. } => 413,
            Self::Unreadable => 422,
            Self::TooOften { .. } => 429,
            Self::Broken { .. } => 500,
            Self::Unavailable => 503,
            Self::Repeated { .. } => 409,
            Self::Expired { .. } => 401,
            Self::Foreign => 403,
        }
    }
    /// The title of the page.
    pub fn title(&self) -> &'static str {
        self.words().title
    }
    fn words(&self) -> Words {
        let front = || (paths::front(), "はじめのページへ");
        match self {
            Self::NotFound => Words {
                title: "ページが見つかりません",
                sentences: vec![
                    "アドレスが正しいか確かめてください。".into(),
                    "リンクから来た場合は、ページが移動したか、あなたの権限では見られないページかもしれません。担当の方にお尋ねください。".into(),
                ],
                next: front(),
            },
            Self::MethodNotAllowed => Words {
                title: "この操作はできません",
                sentences: vec!["前のページに戻り、画面のボタンから操作してください。".into()],
                next: front(),
            },
            Self::TooLarge { limit_mb } => Words {
                title: "ファイルが大きすぎます",
                sentences: vec![
                    format!("送れる大きさは、合わせて{limit_mb}MBまでです。"),
                    "前のページに戻り、写真の大きさを小さくするか、いくつかに分けて送ってください。".into(),
                ],
                next: front(),
            },
            Self::Unreadable => Words {
                title: "送られた内容を読み取れませんでした",
                sentences: vec![
                    "前のページに戻り、もう一度送ってください。入力した内容は、前のページに残っています。".into(),
                    "同じことが続くときは、下の電話番号にお問い合わせください。".into(),
                ],
                next: front(),
            },
            Self::TooOften { retry_after } => Words {
                title: "操作の回数が多すぎます",
                sentences: vec![
                    format!("安全のため、しばらく受け付けを止めています。{}待ってから、もう一度お試しください。", wait(*retry_after)),
                    "お急ぎのときは、下の電話番号にお問い合わせください。".into(),
                ],
                next: front(),
            },
            Self::Broken { reference } => Words {
                title: "申し訳ありません。うまく動きませんでした",
                sentences: vec![
                    "こちらの不具合です。しばらくしてから、もう一度お試しください。".into(),
                    "途中まで保存した内容は残っています。".into(),
                    format!("続くときは、下の電話番号に「{reference}」とお伝えください。"),
                ],
                next: front(),
            },
            Self::Unavailable => Words {
                title: "ただいま利用できません",
                sentences: vec![
                    "作業のため、短い時間止めています。数分後に、もう一度お試しください。".into(),
                    "保存した内容は残っています。".into(),
                ],
                next: front(),
            },
            Self::Repeated { back } => Words {
                title: "この内容は、すでに受け取っています",
                sentences: vec![
                    "同じ内容が2回送られました。1回目だけを受け取り、2回目は取り消しました。もう一度送る必要はありません。".into(),
                ],
                next: (back.clone(), "いまの状況を見る"),
            },
            Self::Expired { sign_in } => Words {
                title: "もう一度ログインしてください",
                sentences: vec![
                    "しばらく操作がなかったため、安全のためログアウトしました。".into(),
                    "保存した内容は残っています。ログインすると、続きから始められます。".into(),
                ],
                next: (sign_in.clone(), "ログインする"),
            },
            Self::Foreign => Words {
                title: "この操作は受け付けられませんでした",
                sentences: vec![
                    "ページを開いてから時間がたったか、ほかのサイトから送られた操作でした。".into(),
                    "前のページを開き直し、もう一度操作してください。".into(),
                ],
                next: front(),
            },
        }
    }
}

/// Seconds as people wait them, rounded up.
fn wait(seconds: u64) -> String {
    if seconds <= 60 {
        format!("{}秒", seconds.max(1))
    } else {
        format!("およそ{}分", seconds.div_ceil(60))
    }
}

/// A problem as a page.
#[component]
pub fn ProblemPage(
    /// What went wrong.
    problem: Problem,
) -> impl IntoView {
    let Words { title, sentences, next: (href, label) } = problem.words();
    let sentences = sentences.into_iter().map(|sentence| view! { <p>{sentence}</p> }).collect_view();
    view! {
        <PageHeader title/>
        <div class="stack measure">{sentences}</div>
        <Buttons><ButtonLink href kind=ButtonKind::Secondary>{label}</ButtonLink></Buttons>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all() -> Vec<Problem> {
        vec![
            Problem::NotFound,
            Problem::MethodNotAllowed,
            Problem::TooLarge { limit_mb: 20 },
            Problem::Unreadable,
            Problem::TooOften { retry_after: 90 },
            Problem::Broken { reference: "7f3a".into() },
            Problem::Unavailable,
            Problem::Repeated { back: "/t/oita/applications/1".into() },
            Problem::Expired { sign_in: "/sign-in?back=%2Ft%2Foita".into() },
            Problem::Foreign,
        ]
    }

    #[test]
    fn every_problem_says_what_to_do_and_leads_on() {
        for problem in all() {
            let owner = Owner::new();
            let html = owner.with(|| view! { <ProblemPage problem=problem.clone()/> }.to_html());
            assert_eq!(html.matches("<h1").count(), 1, "{problem:?}");
            assert!(html.contains("<a href"), "{problem:?} leads nowhere: {html}");
            assert!(
                problem.words().sentences.iter().any(|s| s.contains("ください")
                    || s.contains("必要はありません")
                    || s.contains("続きから")),
                "{problem:?}"
            );
        }
    }

    #[test]
    fn a_broken_page_gives_a_word_for_the_phone() {
        let owner = Owner::new();
        let html = owner
            .with(|| view! { <ProblemPage problem=Problem::Broken { reference: "7f3a".into() }/> }.to_html());
        assert!(html.contains("「7f3a」"), "{html}");
    }

    #[test]
    fn a_wait_is_never_promised_shorter_than_it_is() {
        assert_eq!(wait(0), "1秒");
        assert_eq!(wait(60), "60秒");
        assert_eq!(wait(61), "およそ2分");
    }
}

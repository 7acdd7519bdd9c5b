//! The survey on paper: for offices that are asked by letter, for all that have not answered, or blank.

use super::results::crumbs;
use crate::paths;
use domain::{form::Typed, ids::SurveyId};
use elements::{
    Breadcrumb, Button, Choice, Choices, FormState, Notice, PageHeader, SearchForm, Section, TextField, Width,
};
use leptos::prelude::*;

/// Whose papers are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Papers {
    /// One without an office.
    Blank,
    /// Those who are asked by letter and have not answered.
    Letters,
    /// Everybody who has not answered.
    Silent,
}

impl Papers {
    /// Every one, in the order of a choice.
    pub const ALL: [Self; 3] = [Self::Blank, Self::Letters, Self::Silent];

    /// As an address says it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Blank => "blank",
            Self::Letters => "letters",
            Self::Silent => "silent",
        }
    }

    /// Reads the word of an address.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|papers| papers.code() == code)
    }
}

/// What the page shows.
#[derive(Debug, Clone)]
pub struct SurveyPaperView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// The survey.
    pub id: SurveyId,
    /// Its title.
    pub title: String,
    /// Whether it is a draft, whose paper is a proof.
    pub draft: bool,
    /// How many are asked by letter and have not answered.
    pub letters: u64,
    /// How many have not answered.
    pub silent: u64,
    /// Whether the viewer types answers in, and has the sheets with the codes of offices.
    pub may_enter: bool,
    /// Sheets of one file.
    pub per_file: u64,
    /// What was chosen.
    pub typed: Typed,
    /// Why there is no file of what was chosen.
    pub refused: Option<(&'static str, String)>,
}

/// The page.
#[component]
pub fn SurveyPaperPage(
    /// What it shows.
    paper: SurveyPaperView,
) -> impl IntoView {
    let SurveyPaperView { slug, id, title, draft, letters, silent, may_enter, per_file, typed, refused } =
        paper;
    let typed = if typed.get("for").is_empty() { typed.with("for", Papers::Blank.code()) } else { typed };
    let form = match refused {
        Some(why) => FormState::rejected(typed, vec![why]),
        None => FormState::filled(typed),
    };
    let parts = |count: u64| {
        if count > per_file {
            format!("。{per_file}件ずつのファイルになります。2つ目からは「何件目から」で選びます")
        } else {
            String::new()
        }
    };
    let options = Papers::ALL.into_iter().map(|papers| match papers {
        Papers::Blank => Choice::new(papers.code(), "白紙（事業所名なし）").hint("窓口や会場で配るとき"),
        Papers::Letters => Choice::new(papers.code(), format!("メールのない未回答の事業所（{letters}件）"))
            .hint(format!("事業所名・回答コード・QRコード入り{}", parts(letters))),
        Papers::Silent => Choice::new(papers.code(), format!("未回答のすべての事業所（{silent}件）"))
            .hint(format!("FAXで督促するとき{}", parts(silent))),
    });
    let options: Vec<_> = if draft || !may_enter { options.take(1).collect() } else { options.collect() };
    let proof = draft.then(|| {
        view! { <Notice title="公開前の下書きです"><p>"今の内容の見本を印刷できます。事業所ごとの調査票は、公開して案内先を決めると作れます。"</p></Notice> }
    });
    let from = (silent > per_file && may_enter && !draft).then(|| {
        view! { <TextField form=&form name="from" label="何件目から" optional=true width=Width::Short suffix="件目" autocomplete="off"/> }
    });
    let entry = may_enter.then(|| {
        let href = paths::survey_entry(&slug, id);
        view! { <Section title="返ってきたら"><p><a href=href>"紙・FAXの回答を入力する"</a></p></Section> }
    });
    let crumbs = crumbs(&slug, id, &title);
    view! {
        <Breadcrumb crumbs here="紙の調査票"/>
        <elements::ErrorSummary form=&form/>
        <PageHeader title="紙の調査票" caption=title lead="画面と同じ番号の調査票をPDFで作ります。返ってきた紙は、番号だけで入力できます。"/>
        {proof}
        <SearchForm action=paths::survey_paper_file(&slug, id) label="調査票を作る">
            <Choices form=&form name="for" legend="だれの調査票ですか" options/>
            <TextField form=&form name="fax" label="返送先のFAX番号" hint="調査票の最後に印刷します" optional=true width=Width::Medium autocomplete="off"/>
            {from}
            <Button>"PDFを作る"</Button>
        </SearchForm>
        {entry}
    }
}

//! The paper of a campaign's activity: labels, letters, fax covers, lists to work along.

use crate::{
    messages::{
        mailings,
        materials::{envelope, paper_label as label},
    },
    paths,
};
use domain::{
    ids::{ActivityId, CampaignId},
    papers::{Envelope, PaperField as Field, Taken},
};
use elements::{
    Breadcrumb, Button, ButtonKind, ButtonLink, Buttons, Choice, Choices, Column, Crumb, Density, EmptyState,
    ErrorSummary, FormState, HiddenField, InputMode, Notice, NoticeKind, PageHeader, PostForm, Section, Stat,
    Stats, Table, TextArea, TextField, Width,
};
use leptos::prelude::*;

/// A file to print, one of several parts perhaps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperFile {
    /// What the link says.
    pub label: String,
    /// Where it is.
    pub href: String,
}

/// Letters or covers in one file; printers and people take no more at once.
pub const PART: usize = 1_000;

impl PaperFile {
    /// Links to parts of so many, where there are more than one.
    pub fn parts(label: &str, href: &str, count: usize) -> Vec<Self> {
        if count <= PART {
            let href = href.trim_end_matches(['?', '&']).to_owned();
            return vec![Self { label: label.to_owned(), href }];
        }
        (0..count.div_ceil(PART))
            .map(|part| {
                let (first, last) = (part * PART + 1, ((part + 1) * PART).min(count));
                Self { label: format!("{label} {first}〜{last}"), href: format!("{href}part={}", part + 1) }
            })
            .collect()
    }
}

/// A kind of paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperKind {
    /// What it is called.
    pub title: &'static str,
    /// What it is for, and how to print it.
    pub lead: String,
    /// What to print.
    pub files: Vec<PaperFile>,
    /// What is done before it is printed: the words of a button, and where it posts to.
    pub act: Option<PaperFile>,
}

/// A size of labels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabelChoice {
    /// Labels on a sheet.
    pub labels: usize,
    /// As the package says.
    pub words: String,
}

/// What the page shows.
#[derive(Debug, Clone)]
pub struct PaperView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// The campaign, and what it is called.
    pub campaign: (CampaignId, String),
    /// The activity, and what it is called.
    pub activity: (ActivityId, String),
    /// Why nothing can be printed yet, and what to do.
    pub not_yet: Option<(&'static str, &'static str)>,
    /// Offices that are reached by post, by fax, by telephone, by a visit.
    pub reached: Vec<(&'static str, usize)>,
    /// Sizes of labels; none where nobody has an address.
    pub labels: Vec<LabelChoice>,
    /// The papers.
    pub kinds: Vec<PaperKind>,
    /// Offices that none of it reaches: name, and why.
    pub without: Vec<(String, String)>,
    /// Characters of names that the fonts of this machine lack.
    pub lacking: String,
    /// Where nobody wrote the words yet: which papers begin with those of the activity.
    pub unwritten: Option<Taken>,
    /// Whether the officer may write the words.
    pub keeps: bool,
    /// What was just done, as a sentence.
    pub done: Option<&'static str>,
    /// Which labels were asked for.
    pub form: FormState,
}

/// The page.
#[component]
pub fn PaperPage(
    /// What it shows.
    view: PaperView,
) -> impl IntoView {
    let PaperView {
        slug,
        campaign,
        activity,
        not_yet,
        reached,
        labels,
        kinds,
        without,
        lacking,
        unwritten,
        keeps,
        done,
        form,
    } = view;
    let summary = form.clone();
    let crumbs = vec![
        Crumb::new("キャンペーン", paths::campaigns(&slug)),
        Crumb::new(campaign.1.clone(), paths::campaign(&slug, campaign.0)),
        Crumb::new(activity.1.clone(), paths::activity(&slug, campaign.0, activity.0)),
    ];
    let done = done.map(|done| view! { <Notice kind=NoticeKind::Success live=true title=done/> });
    let texts = keeps.then(|| {
        view! { <ButtonLink href=paths::activity_paper_texts(&slug, campaign.0, activity.0) kind=ButtonKind::Secondary>"送付状とFAXの文を書く"</ButtonLink> }
    });
    let lacking = unprintable(&lacking);
    let unwritten = unwritten.filter(|_| not_yet.is_none()).map(|taken| {
        let (title, what) = not_written(taken);
        view! { <Notice kind=NoticeKind::Info title><p>{what}</p></Notice> }
    });
    let body = if not_yet.is_none() {
        let stats = reached
            .into_iter()
            .map(|(label, count)| view! { <Stat label value=count.to_string() unit="か所"/> })
            .collect_view();
        let action = paths::activity_paper_file(&slug, campaign.0, activity.0, "labels");
        let labels = (!labels.is_empty()).then(|| label_form(action, labels, form));
        let kinds = kinds.into_iter().map(kind).collect_view();
        let without = (!without.is_empty()).then(|| left_out(without));
        view! {
            <Section title="対象"><Stats>{stats}</Stats></Section>
            {labels}
            {kinds}
            {without}
        }
        .into_any()
    } else {
        let (title, words) = not_yet.unwrap_or_default();
        view! { <EmptyState title><p>{words}</p></EmptyState> }.into_any()
    };
    view! {
        <Breadcrumb crumbs here="印刷"/>
        {done}
        <ErrorSummary form=summary/>
        <PageHeader title="印刷" caption=activity.1 lead="郵送、FAX、電話、訪問に使う紙を印刷します。">{texts}</PageHeader>
        {unwritten}
        {lacking}
        {body}
    }
}

/// What the papers say while nobody wrote their words, and what to do about it.
const fn not_written(taken: Taken) -> (&'static str, &'static str) {
    match (taken.letter, taken.fax) {
        (true, true) => (
            "送付状とFAXの文は、活動の「話すこと・書くこと」の文です",
            "直すときは、「送付状とFAXの文を書く」で書いてください。",
        ),
        (true, false) => (
            "送付状の文は、活動の「話すこと・書くこと」の文です",
            "FAX送付票には、文が入らないか、使えない差込項目があるため、ひな形の文になります。「送付状とFAXの文を書く」で、知らせる内容を書いてください。",
        ),
        (false, true) => (
            "FAX送付票の文は、活動の「話すこと・書くこと」の文です",
            "送付状には、文が入らないか、使えない差込項目があるため、ひな形の文になります。「送付状とFAXの文を書く」で、知らせる内容を書いてください。",
        ),
        (false, false) => (
            "送付状とFAXの文は、まだ書かれていません",
            "このまま印刷すると、送付状とFAX送付票はひな形の文になります。知らせる内容を、先に書いてください。",
        ),
    }
}

/// The warning that letters lack some characters; nothing where they lack none.
pub(crate) fn unprintable(lacking: &str) -> Option<impl IntoView + use<>> {
    (!lacking.is_empty()).then(|| {
        let words = format!(
            "次の文字は、この機械の書体にないため「〓」で印刷されます。手書きで直してください：{lacking}"
        );
        view! { <Notice kind=NoticeKind::Warning title="印刷できない文字があります"><p>{words}</p></Notice> }
    })
}

fn label_form(action: String, labels: Vec<LabelChoice>, form: FormState) -> impl IntoView {
    let options = labels
        .into_iter()
        .map(|LabelChoice { labels, words }| Choice::new(labels.to_string(), words))
        .collect();
    view! {
        <Section title="宛名ラベル">
            <p>"用紙の袋に書かれた面数とラベルの大きさを選びます。「実際のサイズ（100%）」で印刷してください。"</p>
            <form method="get" action=action class="form" novalidate>
                <Choices form=&form name="per" legend="ラベル用紙" options/>
                <TextField form=&form name="start" label="何枚目から印刷するか" hint="使いかけの用紙では、左上から右へ数えて、最初に残っているラベルの番号を入れます。" inputmode=InputMode::Numeric width=Width::Short suffix="枚目" autocomplete="off"/>
                <Buttons><Button>"宛名ラベルを印刷する（PDF）"</Button></Buttons>
            </form>
        </Section>
    }
}

fn kind(kind: PaperKind) -> impl IntoView {
    let PaperKind { title, lead, files, act } = kind;
    let links = files
        .into_iter()
        .map(|PaperFile { label, href }| view! { <ButtonLink href kind=ButtonKind::Secondary>{label}</ButtonLink> })
        .collect_view();
    let act = act.map(|PaperFile { label, href }| {
        view! { <PostForm action=href class="inline"><Button kind=ButtonKind::Secondary>{label}</Button></PostForm> }
    });
    view! { <Section title><p>{lead}</p><Buttons>{links}{act}</Buttons></Section> }
}

fn left_out(without: Vec<(String, String)>) -> impl IntoView {
    let rows = without
        .into_iter()
        .map(|(name, why)| view! { <tr><th scope="row">{name}</th><td>{why}</td></tr> })
        .collect_view();
    let columns = ["事業所", "理由"].map(Column::new).to_vec();
    view! {
        <Section title="紙を作らない事業所">
            <Table caption="紙を作らない事業所" caption_hidden=true columns density=Density::Dense>{rows}</Table>
        </Section>
    }
}

/// What the page of its words shows.
#[derive(Debug, Clone)]
pub struct PaperTextsView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// The campaign.
    pub campaign: CampaignId,
    /// The activity, and what it is called.
    pub activity: (ActivityId, String),
    /// The version that is looked at; 0 while nobody wrote any.
    pub version: i32,
    /// Pages of the campaign that a letter may lead to: the word of the form, and what it is.
    pub pages: Vec<(String, String)>,
    /// What was typed.
    pub form: FormState,
}

/// The words of the letters and fax covers.
#[component]
pub fn PaperTextsPage(
    /// What it shows.
    view: PaperTextsView,
) -> impl IntoView {
    let PaperTextsView { slug, campaign, activity: (id, title), version, pages, form } = view;
    let back = paths::activity_paper(&slug, campaign, id);
    let (summary, parts) = (form.clone(), (letter(form.clone(), pages), fax(form.clone())));
    view! {
        <Breadcrumb crumbs=vec![Crumb::new(title.clone(), paths::activity(&slug, campaign, id)), Crumb::new("印刷", back.clone())] here="送付状とFAXの文"/>
        <ErrorSummary form=summary/>
        <PageHeader title="送付状とFAXの文" caption=title lead="この活動で郵送する送付状と、FAX送付票に印刷する文です。電話で話す内容は、活動の内容で変更します。"/>
        <PostForm action=paths::activity_paper_texts(&slug, campaign, id)>
            <HiddenField name="version" value=version.to_string()/>
            <TextField form=&form name=Field::Subject.name() label=label(Field::Subject) hint="40文字まで。送付状とFAX送付票の両方に印刷します。" autocomplete="off"/>
            {parts}
            <Buttons>
                <Button>"保存する"</Button>
                <ButtonLink href=back kind=ButtonKind::Quiet>"やめる"</ButtonLink>
            </Buttons>
        </PostForm>
    }
}

fn letter(form: FormState, pages: Vec<(String, String)>) -> impl IntoView {
    let link = Choice::new("link", "活動に入力したリンク（なければQRコードを入れない）");
    let pages = pages.into_iter().map(|(word, name)| Choice::new(word, name));
    let pages: Vec<Choice> = std::iter::once(link).chain(pages).collect();
    let envelopes = Envelope::ALL.iter().map(|one| Choice::new(one.code(), envelope(*one))).collect();
    let places =
        format!("1枚に収まる700文字、20行まで。使える差込項目：{}。{}", mailings::places(), mailings::ONLY);
    view! {
        <Section title="送付状">
            <Choices form=&form name=Field::Envelope.name() legend=label(Field::Envelope) options=envelopes
                hint="窓の位置は封筒によって少し違います。先に1通を印刷して確かめてください。"/>
            <TextArea form=&form name=Field::Letter.name() label=label(Field::Letter) hint=places rows=12/>
            <Choices form=&form name=Field::LeadsTo.name() legend=label(Field::LeadsTo) options=pages
                hint="同じキャンペーンのデモ・説明会とアンケートを選べます。案内した事業所には、事業所ごとのページになります。"/>
        </Section>
    }
}

fn fax(form: FormState) -> impl IntoView {
    view! {
        <Section title="FAX送付票">
            <TextArea form=&form name=Field::Fax.name() label=label(Field::Fax) optional=true rows=6/>
            <TextField form=&form name=Field::FaxPages.name() label=label(Field::FaxPages) hint="FAX送付票を含めた枚数" inputmode=InputMode::Numeric width=Width::Short suffix="枚" autocomplete="off"/>
        </Section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thousand_letters_are_one_file_and_one_more_are_two() {
        let one = PaperFile::parts("送付状", "/letters.pdf?", 1_000);
        assert_eq!(one, [PaperFile { label: "送付状".into(), href: "/letters.pdf".into() }]);
        let two = PaperFile::parts("送付状", "/letters.pdf?who=without&", 1_001);
        let told: Vec<_> = two.iter().map(|file| (file.label.as_str(), file.href.as_str())).collect();
        assert_eq!(
            told,
            [
                ("送付状 1〜1000", "/letters.pdf?who=without&part=1"),
                ("送付状 1001〜1001", "/letters.pdf?who=without&part=2"),
            ]
        );
    }
}

//! Results: each question with its finding in a sentence, a bar for each line, and the numbers; small groups hidden.

use crate::{
    exports::SaveLinks,
    messages::{
        survey_results::{HIDDEN, finding, percent, what},
        surveys::answer_channel,
    },
    paths,
};
use domain::{
    ids::SurveyId,
    offices::Surveyed,
    surveys::{
        AnswerChannel, Question, Reach, SMALLEST, Share, Small, SurveyState, Tally, TallyLine, Told, What,
    },
};
use elements::{
    Breadcrumb, ButtonKind, ButtonLink, Buttons, Card, Cards, Column, Crumb, Density, EmptyState, Notice,
    NoticeKind, PageHeader, Section, Stat, Stats, Table,
};
use leptos::prelude::*;

/// A question and its result.
#[derive(Debug, Clone)]
pub struct ResultBlock {
    /// Where it stands: 問2.
    pub place: usize,
    /// What was asked.
    pub question: Question,
    /// What was answered.
    pub tally: Tally,
}

/// What the page shows.
#[derive(Debug, Clone)]
pub struct SurveyResultsView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// The survey.
    pub id: SurveyId,
    /// Its title.
    pub title: String,
    /// Whether no office stands with an answer.
    pub anonymous: bool,
    /// How many were asked and have answered.
    pub reach: Reach,
    /// How many answers were handed in, by invitation or without.
    pub responses: u32,
    /// By which way they came.
    pub channels: Vec<(AnswerChannel, u32)>,
    /// Whether small numbers are shown.
    pub small: Small,
    /// The questions.
    pub blocks: Vec<ResultBlock>,
    /// Whether the viewer types answers in.
    pub may_enter: bool,
    /// Whether it asks for the software that is used.
    pub asks_software: bool,
}

/// The page.
#[component]
pub fn SurveyResultsPage(
    /// What it shows.
    results: SurveyResultsView,
) -> impl IntoView {
    let entry = results.may_enter.then(|| {
        let href = paths::survey_entry(&results.slug, results.id);
        view! { <ButtonLink href kind=ButtonKind::Secondary>"紙・FAXの回答を入力する"</ButtonLink> }
    });
    let crumbs = crumbs(&results.slug, results.id, &results.title);
    let head = view! {
        <Breadcrumb crumbs here="集計"/>
        <PageHeader title="集計" caption=results.title.clone()>{entry}</PageHeader>
    };
    if results.responses == 0 {
        let reach = results.reach;
        return view! {
            {head}
            <Stats><Stat label="依頼した事業所" value=reach.asked.to_string() unit="件"/></Stats>
            <EmptyState title="回答はまだありません">
                <p>"回答が届くと、設問ごとの結果がここに表示されます。"</p>
            </EmptyState>
            {more(&results)}
        }
        .into_any();
    }
    let blocks: Vec<_> = results.blocks.iter().map(|one| block(&results, one)).collect();
    let tallies = paths::survey_tallies_table(&results.slug, results.id, results.small);
    let answers = (!results.anonymous).then(|| {
        let here = paths::survey_answers_table(&results.slug, results.id);
        view! { <SaveLinks what="回答の一覧" here/> }
    });
    let no_answers = results.anonymous.then(|| {
        view! {
            <p>"無記名のアンケートのため、1件ずつの回答は書き出しません（組み合わせから事業所が分かるおそれがあるためです）。"</p>
        }
    });
    view! {
        {head}
        {reach(&results)}
        {hiding(&results)}
        {more(&results)}
        {blocks}
        <Section title="書き出しと印刷">
            <p class="no-print">"このページは、ブラウザの印刷でそのまま印刷できます。"</p>
            <p>"設問ごとの集計"</p>
            <SaveLinks what="設問ごとの集計" here=tallies/>
            {(!results.anonymous).then(|| view! { <p>"回答の一覧（1行に1件。Excelには集計のシートも付きます）"</p> })}
            {answers}
            {no_answers}
        </Section>
    }
    .into_any()
}

/// Where the pages about the results of a survey stand.
pub(super) fn crumbs(slug: &str, id: SurveyId, title: &str) -> Vec<Crumb> {
    vec![Crumb::new("アンケート", paths::surveys(slug)), Crumb::new(title, paths::survey(slug, id))]
}

/// From the page of a survey to what was answered, and to its paper.
pub(super) fn ways(slug: &str, id: SurveyId, state: SurveyState, may_enter: bool) -> impl IntoView + use<> {
    let published = state != SurveyState::Draft;
    let results = published.then(|| {
        let href = paths::survey_results(slug, id);
        view! {
            <Card title="集計">
                <p>"設問ごとの結果、クロス集計、自由記述、未回答の一覧、Excelへの書き出し。"</p>
                <Buttons><ButtonLink href kind=ButtonKind::Secondary>"集計を見る"</ButtonLink></Buttons>
            </Card>
        }
    });
    let entry = (published && may_enter).then(|| {
        let href = paths::survey_entry(slug, id);
        view! { <ButtonLink href kind=ButtonKind::Secondary>"紙・FAXの回答を入力する"</ButtonLink> }
    });
    let paper = paths::survey_paper(slug, id);
    view! {
        <Section title="回答">
            <Cards>
                {results}
                <Card title="紙の調査票">
                    <p>"画面と同じ番号の調査票を印刷し、返ってきた紙を番号だけで入力します。"</p>
                    <Buttons>
                        <ButtonLink href=paper kind=ButtonKind::Quiet>"紙の調査票を作る"</ButtonLink>
                        {entry}
                    </Buttons>
                </Card>
            </Cards>
        </Section>
    }
}

fn reach(results: &SurveyResultsView) -> impl IntoView + use<> {
    let Reach { asked, answered } = results.reach;
    let rate = results.reach.percent().map(|percent| {
        let note = format!("{asked}件に依頼し、{answered}件が回答");
        view! { <Stat label="回答率" value=percent unit="%" note/> }
    });
    let ways: Vec<_> = results
        .channels
        .iter()
        .map(|(channel, count)| format!("{} {count}件", answer_channel(*channel)))
        .collect();
    let (responses, ways) = (results.responses.to_string(), ways.join("、"));
    let silent = asked.saturating_sub(answered);
    let silent = (asked > 0).then(|| {
        let href = (!results.anonymous).then(|| paths::survey_silent(&results.slug, results.id));
        view! { <Stat label="未回答" value=silent.to_string() unit="件" href/> }
    });
    view! {
        <Stats>
            <Stat label="回答" value=responses unit="件" note=ways/>
            {rate}
            {silent}
        </Stats>
    }
}

/// What is hidden, and how that is changed.
fn hiding(results: &SurveyResultsView) -> impl IntoView + use<> {
    let with = |small| paths::survey_results_with(&results.slug, results.id, small);
    match results.small {
        Small::Hidden => {
            let show = (!results.anonymous).then(|| {
                let href = with(Small::Shown);
                view! { <p class="no-print"><a href=href>"小さい数も表示する（庁内だけで使うとき）"</a></p> }
            });
            view! {
                <p>{format!("{SMALLEST}件に満たない数と、引き算でそれが分かる数は「{HIDDEN}」としています。")}</p>
                {show}
            }
            .into_any()
        }
        Small::Shown => {
            let hide = with(Small::Hidden);
            view! {
                <Notice kind=NoticeKind::Warning title=format!("{SMALLEST}件に満たない数も表示しています")>
                    <p>"どの事業所の答えか分かるおそれがあります。庁外に出さないでください。"</p>
                    <p class="no-print"><a href=hide>"小さい数を隠す"</a></p>
                </Notice>
            }
            .into_any()
        }
    }
}

/// Where else to go from here.
fn more(results: &SurveyResultsView) -> impl IntoView + use<> {
    let (slug, id) = (&results.slug, results.id);
    let mut links = Vec::new();
    if results.responses > 0 {
        links.push((paths::survey_cross(slug, id), "クロス集計"));
        if results.blocks.iter().any(ResultBlock::has_texts) {
            links.push((paths::survey_texts(slug, id), "自由記述とタグ"));
        }
    }
    if !results.anonymous {
        links.push((paths::survey_silent(slug, id), "未回答の一覧（電話番号つき）"));
    }
    if results.asks_software {
        let href = format!("{}?linking=no", paths::software_offices(slug));
        links.push((href, "ソフトが連携に対応していない事業所"));
    }
    links.push((paths::survey_paper(slug, id), "紙の調査票"));
    let links: Vec<_> =
        links.into_iter().map(|(href, words)| view! { <li><a href=href>{words}</a></li> }).collect();
    view! { <nav class="no-print" aria-label="集計のほかのページ"><ul class="cluster">{links}</ul></nav> }
}

impl ResultBlock {
    /// Whether it has texts to read.
    pub fn has_texts(&self) -> bool {
        self.tally.told == Told::Texts || self.question.has_other()
    }
}

fn block(results: &SurveyResultsView, block: &ResultBlock) -> impl IntoView + use<> {
    let ResultBlock { place, question, tally } = block;
    let (slug, id, small) = (results.slug.as_str(), results.id, results.small);
    let title = format!("問{place} {}", question.text);
    let found = finding(question, tally);
    // Whoever may write goes on from a choice to those who made it; of an anonymous survey nobody knows them.
    let goes_on = results.may_enter && !results.anonymous;
    let segment = |what: &What| match what {
        What::Choice(choice, _) if goes_on => {
            let (question, choice) = (question.id.to_string(), choice.to_string());
            Some(paths::new_segment_of_survey(slug, &Surveyed::Chose { survey: id, question, choice }))
        }
        What::Choice(..) | What::Other | What::Step(_) | What::Unanswered => None,
    };
    let lines = match &tally.told {
        Told::Chosen { lines, .. } | Told::Scale { lines, .. } => Some(table(&title, lines, &segment)),
        Told::TooFew | Told::Number(_) | Told::Texts => None,
    };
    let cross = (question.heads().is_some() && tally.asked > 0).then(|| {
        let href = format!("{}?column={}", paths::survey_cross(slug, id), question.id);
        let label = format!("問{place}のクロス集計");
        view! { <a href=href aria-label=label>"クロス集計"</a> }
    });
    let texts = (block.has_texts() && tally.answered != Some(0)).then(|| {
        let href = paths::survey_texts_of(slug, id, question.id, "", 1);
        let words =
            if question.has_other() { "「その他」の記述を読む" } else { "記述を読む" };
        let label = format!("問{place}の{words}");
        view! { <a href=href aria-label=label>{words}</a> }
    });
    let two_limits = match &tally.told {
        Told::Scale { mean: None, .. } if tally.answered != Some(0) && small == Small::Hidden => {
            Some(view! { <p class="muted">"隠した数が分かってしまうため、平均は示しません。"</p> })
        }
        _ => None,
    };
    view! {
        <Section title id=question.id.to_string()>
            <p><strong>{found}</strong></p>
            {lines}
            {two_limits}
            <p class="no-print cluster">{cross}{texts}</p>
        </Section>
    }
}

/// The numbers, each with its bar; a bar says nothing that the numbers do not.
fn table(
    title: &str,
    lines: &[TallyLine],
    segment: &dyn Fn(&What) -> Option<String>,
) -> impl IntoView + use<> {
    // A number that is hidden leads to nobody.
    let told =
        |line: &TallyLine| line.share.filter(|share| share.count > 0).and_then(|_| segment(&line.what));
    let segments: Vec<Option<String>> = lines.iter().map(told).collect();
    let linked = segments.iter().any(Option::is_some);
    let rows: Vec<_> = lines
        .iter()
        .zip(segments)
        .map(|(line, href)| {
            let next = linked.then(|| {
                let link = href.map(|href| {
                    let label = format!("「{}」を選んだ事業所を対象リストにする", what(&line.what));
                    view! { <a href=href aria-label=label>"対象リストにする"</a> }
                });
                view! { <td role="cell" class="no-print">{link}</td> }
            });
            let (count, rate) = match line.share {
                Some(share) => (share.count.to_string(), percent(share)),
                None => (HIDDEN.to_owned(), HIDDEN.to_owned()),
            };
            view! {
                <tr role="row">
                    <th scope="row" role="rowheader">{what(&line.what)}</th>
                    <td role="cell" data-label="件数" class="number">{count}</td>
                    <td role="cell" data-label="割合" class="number">{rate}</td>
                    <td role="cell" class="share">{line.share.map(bar)}</td>
                    {next}
                </tr>
            }
        })
        .collect();
    let mut columns =
        vec![Column::new("答え"), Column::number("件数"), Column::number("割合"), Column::unseen("グラフ")];
    if linked {
        columns.push(Column::unseen("次に声をかける"));
    }
    view! { <Table caption=title.to_owned() caption_hidden=true columns density=Density::Dense stacks=true>{rows}</Table> }
}

fn bar(share: Share) -> impl IntoView {
    view! {
        <svg class="bar__svg" viewBox="0 0 1000 16" preserveAspectRatio="none" aria-hidden="true">
            <rect class="bar__ground" x="0" y="0" width="1000" height="16"/>
            <rect class="bar__part bar__part--1" x="0" y="0" width=share.per_mille().to_string() height="16"/>
        </svg>
    }
}

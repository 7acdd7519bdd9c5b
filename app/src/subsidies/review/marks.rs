//! 採点: a reviewer's own marks beside the documents, and what the others gave once their own stand.

use super::About;
use crate::paths;
use domain::subsidies::{LEAST_REVIEWERS, MARKS_COMMENT, MarkProblem, Marks, ReviewPoint, Score, Tally};
use elements::{
    Button, ButtonKind, Buttons, Choice, Column, Density, FormState, Icon, Notice, PostForm, Section,
    SelectField, Shape, Table, TextArea, Width,
};
use leptos::prelude::*;

/// What one reviewer gave.
#[derive(Debug, Clone)]
pub struct MarkedLine {
    /// Who.
    pub by: String,
    /// What it comes to; none where a point has no mark under these rules.
    pub score: Option<Score>,
    /// What they say besides.
    pub comment: String,
}

/// What the part shows.
#[derive(Debug, Clone)]
pub struct MarksView {
    /// The points.
    pub points: Vec<ReviewPoint>,
    /// Whether the officer may give marks.
    pub may_mark: bool,
    /// Why nobody may any more, as a sentence.
    pub over: Option<&'static str>,
    /// What was typed, or what the officer gave.
    pub form: FormState,
    /// What everybody gave, and what it comes to; none before the officer has given their own.
    pub given: Option<(Vec<MarkedLine>, Option<Tally>)>,
}

/// What to do about a field of the form.
pub fn mark_problem(field: &str, problem: MarkProblem, points: &[ReviewPoint]) -> String {
    let named = (0..).zip(points).find(|(place, _)| ReviewPoint::field(*place) == field);
    let what = named.map_or("採点の意見", |(_, point)| point.name.as_str());
    match problem {
        MarkProblem::NotChosen => format!("「{what}」の点を選んでください"),
        MarkProblem::TooLong => format!("{what}は{}文字以内で入力してください", Marks::LONGEST),
    }
}

/// The part.
#[component]
pub fn MarksPart(
    /// Which application.
    about: About,
    /// What it shows.
    marks: MarksView,
) -> impl IntoView {
    let MarksView { points, may_mark, over, form, given } = marks;
    let over = over.map(|why| view! { <Notice title=why/> });
    let fields = may_mark.then(|| {
        let fields = points.iter().enumerate().map(|(place, point)| mark(&form, place, point)).collect_view();
        view! {
            <PostForm action=paths::marks(&about.slug, about.id, &about.queue)>
                {fields}
                <TextArea form=&form name=MARKS_COMMENT label="採点の意見" hint="庁内だけに見えます" optional=true rows=3/>
                <Buttons><Button kind=ButtonKind::Secondary>"採点を保存する"</Button></Buttons>
            </PostForm>
        }
    });
    let given = match given {
        Some((lines, tally)) => view! { <GivenMarks lines tally/> }.into_any(),
        None => view! { <p>"ほかの人の採点は、自分の採点を保存した後に見えます。"</p> }.into_any(),
    };
    view! {
        <Section title="採点" id="marks">
            <p class="scope scope--inside"><Icon shape=Shape::Info/>"庁内だけに見えます"</p>
            {over}
            {fields}
            {given}
        </Section>
    }
}

fn mark(form: &FormState, place: usize, point: &ReviewPoint) -> impl IntoView + use<> {
    let options = (0..=point.most)
        .rev()
        .map(|mark| {
            let words = point.words.get(&mark).map(|word| format!("　{word}")).unwrap_or_default();
            Choice::new(mark.to_string(), format!("{mark}点{words}"))
        })
        .collect();
    let hint = if point.weight == 1 {
        format!("{}点満点", point.most)
    } else {
        format!("{}点満点、重み{}", point.most, point.weight)
    };
    view! { <SelectField form name=ReviewPoint::field(place) label=point.name.clone() hint options width=Width::Long/> }
}

/// What everybody gave, the mean of it, and how far apart they are.
#[component]
fn GivenMarks(lines: Vec<MarkedLine>, tally: Option<Tally>) -> impl IntoView {
    if lines.is_empty() {
        return view! { <p class="muted">"まだ採点はありません。"</p> }.into_any();
    }
    let rows = lines
        .into_iter()
        .map(|MarkedLine { by, score, comment }| {
            view! {
                <tr>
                    <th scope="row">{by}</th>
                    <td class="number">{score_words(score)}</td>
                    <td>{comment}</td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![Column::new("採点した人"), Column::number("100点満点"), Column::new("意見")];
    let told = tally.map(|tally| {
        let Tally { reviewers, mean, lowest, highest } = tally;
        let more = if tally.is_enough() {
            String::new()
        } else {
            format!("順番を決めるには、{LEAST_REVIEWERS}人以上の採点が要ります。")
        };
        view! {
            <p><strong>{format!("平均 {mean}点")}</strong>{format!("（{reviewers}人、{lowest}点から{highest}点まで）。{more}")}</p>
        }
    });
    view! {
        {told}
        <Table caption="採点した人ごとの点" caption_hidden=true density=Density::Dense columns>{rows}</Table>
    }
    .into_any()
}

/// A score, or a mark for none.
pub fn score_words(score: Option<Score>) -> String {
    score.map_or_else(|| "―".to_owned(), |score| score.to_string())
}

//! 要件確認: each criterion with what the machine found and on what, and the officer's own verdict.

use super::About;
use crate::{
    messages::subsidies::{finding as finding_word, finding_tone, verdict as verdict_word, verdict_tone},
    paths, when,
};
use chrono::{DateTime, Utc};
use domain::subsidies::{Criterion, Finding, JudgementField, Verdict};
use elements::{
    Button, ButtonKind, Buttons, Details, ErrorSummary, FormState, HiddenField, Icon, Notice, PostForm,
    Section, Shape, Tag, TextArea,
};
use leptos::prelude::*;

/// One criterion.
#[derive(Debug, Clone)]
pub struct CheckLine {
    /// Which.
    pub criterion: Criterion,
    /// As a sentence that may be true.
    pub sentence: String,
    /// What the machine found, and on what it rests; none while the facts are being corrected.
    pub finding: Option<(Finding, String)>,
    /// Who judged last.
    pub given: Option<GivenBy>,
    /// Documents to look at for it: where each stands in the pane, and its name with the page that the applicant showed.
    pub documents: Vec<(String, String)>,
}

/// The value of the button that puts 適合 on what the machine found to fit; nothing is saved by it.
pub const SUGGEST: &str = "found";

/// Who gave a verdict, and when.
#[derive(Debug, Clone)]
pub struct GivenBy {
    /// The verdict.
    pub verdict: Verdict,
    /// Why.
    pub note: String,
    /// Who.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Whether the application came back since.
    pub stale: bool,
}

/// What the part shows.
#[derive(Debug, Clone)]
pub struct CriteriaView {
    /// The criteria, in the order of the review.
    pub lines: Vec<CheckLine>,
    /// What was typed.
    pub form: FormState,
    /// Whether the officer may judge.
    pub may_judge: bool,
    /// Whether there is another application after this one.
    pub has_next: bool,
}

/// The part: a form for who may judge, and plain words for who may look.
#[component]
pub fn Criteria(
    /// Which application.
    about: About,
    /// What it shows.
    criteria: CriteriaView,
) -> impl IntoView {
    let CriteriaView { lines, form, may_judge, has_next } = criteria;
    let stale = lines.iter().any(|line| line.given.as_ref().is_some_and(|given| given.stale)).then(|| {
        view! {
            <Notice title="再提出の前の判定があります">
                <p>"直された内容を確かめて、もう一度保存してください。"</p>
            </Notice>
        }
    });
    let judged = lines.iter().filter(|line| line.given.as_ref().is_some_and(|given| !given.stale)).count();
    let progress = format!("{judged} / {} 件を判定済み", lines.len());
    let found = lines.iter().filter(|line| suggests(line, &form)).count();
    let lines =
        lines.into_iter().map(|line| view! { <Line line form=form.clone() may_judge/> }).collect_view();
    let list = if may_judge {
        let next = has_next.then(|| view! { <Button kind=ButtonKind::Quiet name="then" value="next">"保存して次の申請へ"</Button> });
        let suggest = (found > 0).then(|| {
            let words = format!("書類によらない「適合の見込み」{found}件に適合を付ける");
            view! { <Button kind=ButtonKind::Quiet name="then" value=SUGGEST>{words}</Button> }
        });
        view! {
            <PostForm action=paths::checks(&about.slug, about.id, &about.queue)>
                <HiddenField name="version" value=about.version.to_string()/>
                <ol class="checks-list">{lines}</ol>
                <Buttons>
                    <Button kind=ButtonKind::Secondary>"判定を保存する"</Button>
                    {next}
                    {suggest}
                </Buttons>
            </PostForm>
        }
        .into_any()
    } else {
        view! { <ol class="checks-list">{lines}</ol> }.into_any()
    };
    view! {
        <Section title="要件の確認" id="criteria">
            <p class="muted">{progress}<span class="hidden">"。"</span>"　自動の確認は参考です。判定は人が行います。"</p>
            {stale}
            {list}
        </Section>
    }
}

/// Whether the machine found it to fit, no document is to be looked at for it, and nothing is chosen or written yet.
fn suggests(line: &CheckLine, form: &FormState) -> bool {
    let empty = |field: JudgementField| form.value(&field.name()).trim().is_empty();
    matches!(line.finding, Some((Finding::Fits, _)))
        && !line.criterion.rests_on_documents()
        && empty(JudgementField::Verdict(line.criterion))
        && empty(JudgementField::Note(line.criterion))
}

/// The errors of the form, for the top of the page.
#[component]
pub fn CriteriaErrors(
    /// The form.
    form: FormState,
) -> impl IntoView {
    view! { <ErrorSummary form/> }
}

#[component]
fn Line(line: CheckLine, form: FormState, may_judge: bool) -> impl IntoView {
    let CheckLine { criterion, sentence, finding, given, documents } = line;
    let found = match finding {
        Some((finding, evidence)) => view! {
            <p class="check__found"><Tag tone=finding_tone(finding) label=finding_word(finding)/><span>{evidence}</span></p>
        }
        .into_any(),
        None => view! { <p class="check__found muted">"申請者が直している途中のため、自動の確認はできません。"</p> }.into_any(),
    };
    let looks = documents
        .into_iter()
        .map(|(anchor, name)| view! { <a class="check__look" href=format!("#{anchor}")>{name}"を見る"</a> })
        .collect_view();
    let given_by = given.as_ref().map(|given| {
        let stale = if given.stale { "（再提出の前）" } else { "" };
        format!("{}　{}{stale}", given.by, when::moment(given.at))
    });
    if may_judge {
        let given_by = given_by.map(|words| view! { <p class="check__by">{words}</p> });
        view! {
            <li class="check">
                <fieldset class="check__fields">
                    <legend class="check__title">{sentence}</legend>
                    {found}
                    <p class="check__looks">{looks}</p>
                    <VerdictChoice criterion form=form.clone()/>
                    {given_by}
                    <Note criterion form/>
                </fieldset>
            </li>
        }
        .into_any()
    } else {
        let verdict = match given {
            Some(GivenBy { verdict, note, .. }) => view! {
                <p class="check__found"><Tag tone=verdict_tone(verdict) label=format!("判定：{}", verdict_word(verdict))/><span>{note}</span></p>
            }
            .into_any(),
            None => view! { <p class="muted">"判定：まだ"</p> }.into_any(),
        };
        let given_by = given_by.map(|words| view! { <p class="check__by">{words}</p> });
        view! {
            <li class="check">
                <h3 class="check__title">{sentence}</h3>
                {found}
                <p class="check__looks">{looks}</p>
                {verdict}
                {given_by}
            </li>
        }
        .into_any()
    }
}

/// 適合・不適合・要確認, side by side; nothing is chosen beforehand.
#[component]
fn VerdictChoice(criterion: Criterion, form: FormState) -> impl IntoView {
    let name = JudgementField::Verdict(criterion).name();
    let error = form.error(&name).map(|error| {
        view! {
            <p class="field__error" id=format!("{name}-error")>
                <Icon shape=Shape::Error/>
                <span><span class="hidden">"エラー："</span>{error.to_owned()}</span>
            </p>
        }
    });
    let chosen = form.value(&name).to_owned();
    let options = Verdict::ALL
        .into_iter()
        .enumerate()
        .map(|(place, verdict)| {
            let id = if place == 0 { name.clone() } else { format!("{name}-{}", place + 1) };
            let checked = verdict.code() == chosen;
            view! {
                <span class="verdict">
                    <input class="verdict__control" type="radio" id=id.clone() name=name.clone() value=verdict.code() checked=checked/>
                    <label class="verdict__label" for=id>{verdict_word(verdict)}</label>
                </span>
            }
        })
        .collect_view();
    view! { {error}<div class="verdicts">{options}</div> }
}

/// The note, open where there is something in it or something to say about it.
#[component]
fn Note(criterion: Criterion, form: FormState) -> impl IntoView {
    let name = JudgementField::Note(criterion).name();
    let open = !form.value(&name).is_empty() || form.error(&name).is_some();
    view! {
        <Details summary="メモ" open>
            <TextArea form name label="メモ（庁内だけに見えます）" hint="適合としないときは、理由を書きます。" optional=true rows=2/>
        </Details>
    }
}

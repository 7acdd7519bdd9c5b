//! What an organiser asks besides, in every form of a registration, and what was said to it.

use domain::demos::{Prompt, PromptKind, Reply, Said};
use elements::{
    Choice, Choices, Column, Density, FormState, HiddenField, Section, SelectField, Table, TextField,
};
use leptos::prelude::*;

/// The controls; nothing where nothing is asked.
#[component]
pub(super) fn Replies(
    /// What was typed.
    form: FormState,
    /// What is asked.
    prompts: Vec<Prompt>,
    /// Whether an officer fills it for somebody who telephoned: nothing must be said.
    #[prop(optional)]
    officer: bool,
) -> impl IntoView {
    prompts
        .into_iter()
        .enumerate()
        .map(|(number, prompt)| reply(&form, number, prompt, officer))
        .collect_view()
}

fn reply(form: &FormState, number: usize, prompt: Prompt, officer: bool) -> impl IntoView + use<> {
    let name = Reply::name(number);
    let optional = officer || !prompt.needed;
    let options: Vec<Choice> = prompt.words().into_iter().map(|word| Choice::new(word, word)).collect();
    let Prompt { asked, kind, .. } = prompt;
    let label = asked.clone();
    let control = match kind {
        PromptKind::Text => {
            view! { <TextField form=form name label optional autocomplete="off"/> }.into_any()
        }
        // What is chosen by mistake can be taken back: a list has an empty line, and buttons have none.
        PromptKind::Choice | PromptKind::YesNo if optional => {
            view! { <SelectField form=form name label options optional=true/> }.into_any()
        }
        PromptKind::Choice | PromptKind::YesNo => {
            let inline = kind == PromptKind::YesNo;
            view! { <Choices form=form name legend=label options inline/> }.into_any()
        }
    };
    view! {
        <HiddenField name=Reply::name_asked(number) value=asked/>
        {control}
    }
}

/// What one said, on lists of officers; nothing where nothing was said.
pub(super) fn said_by(replies: &[Reply]) -> impl IntoView + use<> {
    replies
        .iter()
        .map(|reply| {
            let words = format!("{}：{}", reply.asked, reply.said);
            view! { <br/><span class="muted">{words}</span> }
        })
        .collect_view()
}

/// How many said what; nothing where nothing was asked.
pub(super) fn said_section(lines: Vec<Said>) -> impl IntoView {
    (!lines.is_empty()).then(|| {
        let columns = vec![Column::new("聞いたこと"), Column::new("答え"), Column::number("申込み（件）")];
        let rows = lines
            .into_iter()
            .flat_map(|line| {
                let asked = line.asked;
                let by = if line.by.is_empty() { vec![("答えなし".to_owned(), 0)] } else { line.by };
                by.into_iter().map(move |(said, count)| (asked.clone(), said, count))
            })
            .map(|(asked, said, count)| {
                view! { <tr><th scope="row">{asked}</th><td>{said}</td><td class="number">{count}</td></tr> }
            })
            .collect_view();
        view! {
            <Section title="申込みのときに聞いたこと">
                <Table caption="申込みのときに聞いたこと" caption_hidden=true columns density=Density::Dense>{rows}</Table>
            </Section>
        }
    })
}

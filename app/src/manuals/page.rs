//! The pages of the manuals.

use super::{MANUALS, Manual};
use crate::paths;
use elements::{BackLink, Cards, LinkCard, PageHeader, Section};
use leptos::prelude::*;

/// Every manual.
#[component]
pub fn ManualsPage() -> impl IntoView {
    let cards = MANUALS
        .into_iter()
        .map(|manual| {
            view! { <LinkCard href=paths::manual(manual.key) title=manual.title><p>{manual.lead}</p></LinkCard> }
        })
        .collect_view();
    view! {
        <PageHeader title="使い方" lead="あなたの役割を選んでください。A4の紙にも、そのまま印刷できます。"/>
        <Section title="役割ごとの手引き"><Cards>{cards}</Cards></Section>
    }
}

/// One manual, to read and to print.
#[component]
pub fn ManualPage(
    /// Which.
    manual: Manual,
) -> impl IntoView {
    let contents = manual
        .steps
        .iter()
        .map(|step| view! { <li><a href=format!("#{}", step.key)>{step.title}</a></li> })
        .collect_view();
    let steps = manual
        .steps
        .iter()
        .enumerate()
        .map(|(place, step)| {
            let words = step.words.iter().map(|words| view! { <li>{*words}</li> }).collect_view();
            let title = format!("{}. {}", place + 1, step.title);
            let what = format!("「{}」の画面", step.title);
            let picture = manual.picture(step).map(|src| {
                view! { <img class="manual__picture" src=src alt=what width="960" height="600" loading="lazy"/> }
            });
            view! {
                <Section title id=step.key>
                    <ol class="manual__words">{words}</ol>
                    {picture}
                </Section>
            }
        })
        .collect_view();
    view! {
        <BackLink href=paths::manuals() label="使い方"/>
        <PageHeader title=manual.title lead=manual.lead/>
        <nav class="manual__contents no-print" aria-label="この手引きの内容"><ol>{contents}</ol></nav>
        {steps}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_step_can_be_reached_and_its_picture_is_named_to_the_ear() {
        let manual = Manual::find("clerk").expect("there is one");
        let html = Owner::new().with(|| view! { <ManualPage manual/> }.to_html());
        for step in manual.steps {
            assert!(html.contains(&format!("href=\"#{}\"", step.key)), "{}", step.title);
            let pictured = html.contains(&format!("「{}」の画面", step.title));
            assert_eq!(pictured, !manual.plain.contains(&step.key), "{}", step.title);
        }
    }
}

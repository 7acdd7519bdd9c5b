//! How an amount came about, line by line.

use crate::messages::subsidies::step;
use domain::subsidies::{Claim, Rules, amount};
use leptos::prelude::*;

/// The way from what is claimed to the grant, by the rules.
#[component]
pub fn AmountSteps(
    /// The rules.
    rules: Rules,
    /// What is claimed.
    claim: Claim,
) -> impl IntoView {
    let grant = amount(&rules, &claim);
    let lines = grant.steps.iter().map(|line| view! { <li>{step(line)}</li> }).collect_view();
    view! {
        <ol class="amount-steps">
            {lines}
            <li><strong>{format!("補助額 {}", grant.yen)}</strong></li>
        </ol>
    }
}

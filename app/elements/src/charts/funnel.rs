//! What becomes less from step to step.

use super::{
    bars::Bar,
    figure::labelled_by,
    layout::{WIDTH, fitting, length},
};
use leptos::prelude::*;

/// The height of a step with its words, and of its bar.
const ROW: i64 = 92;
const HEIGHT: i64 = 40;

/// Steps below each other, each a bar in the middle as wide as its number, joined to the next.
#[component]
pub fn FunnelChart(
    /// The id of its figure.
    #[prop(into)]
    id: String,
    /// Steps from the first; their words say how many, and of how many.
    steps: Vec<Bar>,
) -> impl IntoView {
    let most = steps.iter().map(|step| step.value).max().unwrap_or(0);
    let height = ROW * i64::try_from(steps.len()).unwrap_or(0);
    let widths: Vec<i64> = steps.iter().map(|step| length(step.value, most, WIDTH).max(2)).collect();
    let next = widths.iter().copied().skip(1).map(Some).chain([None]);
    let drawn = (0..)
        .step_by(92)
        .zip(steps)
        .zip(widths.iter().copied().zip(next))
        .map(|((top, step), (width, next)): ((i64, Bar), _)| {
            let bottom = top + 36 + HEIGHT;
            let join = next.map(|next| {
                view! { <polygon class="chart__light" points=joined(bottom, width, next)/> }
            });
            view! {
                <text class="chart__label" x="0" y={top + 28}>{fitting(&step.label, 13)}</text>
                <text class="chart__value" x=WIDTH y={top + 28} text-anchor="end">{step.words}</text>
                {join}
                <rect class="chart__bar" x={(WIDTH - width) / 2} y={top + 36} width=width height=HEIGHT/>
            }
        })
        .collect_view();
    view! {
        <svg class="chart__svg" viewBox=format!("0 0 {WIDTH} {height}") role="img" aria-labelledby=labelled_by(&id)>
            {drawn}
        </svg>
    }
}

/// The corners of what joins a bar to the next, short of the words of the next.
fn joined(bottom: i64, width: i64, next: i64) -> String {
    let (left, right) = ((WIDTH - width) / 2, i64::midpoint(WIDTH, width));
    let (inner, outer) = ((WIDTH - next) / 2, i64::midpoint(WIDTH, next));
    let below = bottom + 12;
    format!("{left},{bottom} {right},{bottom} {outer},{below} {inner},{below}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::html;

    #[test]
    fn each_step_is_as_wide_as_its_number_and_joined_to_the_next() {
        let steps = vec![Bar::new("認知", 188, "188事業所"), Bar::new("導入", 47, "47事業所（25.0%）")];
        let html = html(|| view! { <FunnelChart id="f" steps/> });
        assert!(html.contains(r#"width="720""#) && html.contains(r#"width="180""#), "{html}");
        assert!(html.contains(r#"points="0,76 720,76 450,88 270,88""#), "{html}");
        assert_eq!(html.matches("<polygon").count(), 1, "{html}");
    }
}

//! A number that matters, and a bar of a budget.

use crate::words::Words;
use leptos::prelude::*;

/// Numbers side by side.
#[component]
pub fn Stats(
    /// `Stat` each.
    children: Children,
) -> impl IntoView {
    view! { <dl class="stats">{children()}</dl> }
}

/// One number with its name, its unit and its denominator or date.
#[component]
pub fn Stat(
    /// What is counted.
    #[prop(into)]
    label: String,
    /// How much.
    #[prop(into)]
    value: String,
    /// Of what.
    #[prop(optional, into)]
    unit: Words,
    /// Numerator, denominator, date.
    #[prop(optional, into)]
    note: Words,
    /// Where the counted things are.
    #[prop(optional, into)]
    href: Words,
) -> impl IntoView {
    let unit = unit.map(|unit| view! { <span class="stat__unit">{unit}</span> });
    let note = note.map(|note| view! { <dd class="stat__note">{note}</dd> });
    let label = match href.0 {
        Some(href) => view! { <a href=href>{label}</a> }.into_any(),
        None => label.into_any(),
    };
    view! {
        <div class="stat">
            <dt class="stat__label">{label}</dt>
            <dd class="stat__value">{value}{unit}</dd>
            {note}
        </div>
    }
}

/// One part of a bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// What it is, such as 交付決定済み.
    pub label: String,
    /// How much, in any unit that all parts share.
    pub amount: i64,
    /// How much, in words (`1,260,000円`).
    pub words: String,
}

/// A bar of up to three parts against a whole, with the same in words below it. What exceeds the whole
/// fills the bar and no more; the words still tell.
#[component]
pub fn BudgetBar(
    /// What the whole is, such as 予算額.
    #[prop(into)]
    label: String,
    /// The whole.
    total: i64,
    /// The whole in words.
    #[prop(into)]
    total_words: String,
    /// Parts, from the most certain to the least.
    parts: Vec<Part>,
    /// What is left, in words.
    #[prop(into)]
    rest_words: String,
) -> impl IntoView {
    let description = parts
        .iter()
        .map(|part| format!("{} {}", part.label, part.words))
        .chain([format!("残り {rest_words}")])
        .collect::<Vec<_>>()
        .join("、");
    let mut start = 0;
    let rects = parts
        .iter()
        .enumerate()
        .map(|(index, part)| {
            let end = per_mille(start, part.amount, total);
            let rect = view! {
                <rect class=format!("bar__part bar__part--{}", index + 1) x=start.to_string() y="0" width=(end - start).to_string() height="16"/>
            };
            start = end;
            rect
        })
        .collect_view();
    let keys = parts
        .into_iter()
        .enumerate()
        .map(|(index, Part { label, words, .. })| {
            view! {
                <div class="bar__key">
                    <dt><svg class=format!("bar__swatch bar__part--{}", index + 1) viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><rect width="16" height="16"/></svg>{label}</dt>
                    <dd>{words}</dd>
                </div>
            }
        })
        .collect_view();
    view! {
        <div class="bar">
            <p class="bar__label">{label}<strong>{total_words}</strong></p>
            <svg class="bar__svg" viewBox="0 0 1000 16" preserveAspectRatio="none" role="img" aria-label=description>
                <rect class="bar__ground" x="0" y="0" width="1000" height="16"/>
                {rects}
            </svg>
            <dl class="bar__keys">
                {keys}
                <div class="bar__key">
                    <dt><svg class="bar__swatch bar__ground" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><rect width="16" height="16"/></svg>"残り"</dt>
                    <dd>{rest_words}</dd>
                </div>
            </dl>
        </div>
    }
}

/// Where a part that begins at `start` per mille ends, inside the bar.
fn per_mille(start: i64, amount: i64, total: i64) -> i64 {
    if total <= 0 {
        return start;
    }
    let width = i128::from(amount.max(0)) * 1000 / i128::from(total);
    i64::try_from(width).map_or(1000, |width| start.saturating_add(width)).clamp(start, 1000)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::html;

    #[test]
    fn a_bar_never_leaves_its_ground() {
        assert_eq!(per_mille(0, 500, 1000), 500);
        assert_eq!(per_mille(800, 500, 1000), 1000);
        assert_eq!(per_mille(0, i64::MAX, 1), 1000);
        assert_eq!(per_mille(200, -5, 1000), 200);
        assert_eq!(per_mille(0, 5, 0), 0);
    }

    #[test]
    fn a_bar_says_in_words_what_it_shows() {
        let parts =
            vec![Part { label: "交付決定済み".into(), amount: 630, words: "630,000円".into() }];
        let html = html(|| {
            view! { <BudgetBar label="予算額" total=1000 total_words="1,000,000円" parts rest_words="370,000円"/> }
        });
        assert!(html.contains(r#"aria-label="交付決定済み 630,000円、残り 370,000円""#), "{html}");
        assert!(html.contains(r#"width="630""#) && !html.contains("style="), "{html}");
    }

    #[test]
    fn a_number_keeps_its_denominator() {
        let html = html(
            || view! { <Stats><Stat label="導入率" value="31.0" unit="%" note="142事業所のうち44（11月22日現在）"/></Stats> },
        );
        assert!(html.contains("142事業所のうち44") && html.contains("<dl"), "{html}");
    }
}

//! Every pair of colours that elements put upon each other, and what it must reach (WCAG 2.2, 1.4.3 and 1.4.11).

use super::sheets;

/// What a colour is for on its ground.
#[derive(Debug, Clone, Copy)]
enum Use {
    /// Words: 4.5.
    Text,
    /// A shape or a border that carries meaning: 3.
    Shape,
}

/// Foreground, ground, use; in the words of `01-alias.css`.
const PAIRS: &[(&str, &str, Use)] = &[
    // Page
    ("c-text", "c-ground", Use::Text),
    ("c-text", "c-ground-quiet", Use::Text),
    ("c-head", "c-ground", Use::Text),
    ("c-head", "c-ground-quiet", Use::Text),
    ("c-text-sub", "c-ground", Use::Text),
    ("c-text-sub", "c-ground-quiet", Use::Text),
    ("c-text-faint", "c-ground", Use::Text),
    ("c-text-faint", "c-ground-quiet", Use::Text),
    ("c-accent", "c-ground", Use::Text),
    ("c-accent", "c-ground-quiet", Use::Text),
    ("c-accent", "c-accent-ground", Use::Text),
    ("c-accent-hover", "c-accent-ground", Use::Text),
    ("c-text", "c-demo-ground", Use::Text),
    ("c-accent", "c-demo-ground", Use::Text),
    ("c-line-input", "c-ground", Use::Shape),
    ("c-focus", "c-focus-ring", Use::Shape),
    ("c-focus", "c-ground", Use::Shape),
    // Tiles of the map
    ("c-head", "c-accent-line", Use::Text),
    ("c-head", "c-scale-3", Use::Text),
    ("c-ground", "c-scale-4", Use::Text),
    // Buttons
    ("c-ground", "c-accent", Use::Text),
    ("c-ground", "c-accent-hover", Use::Text),
    ("c-ground", "c-accent-active", Use::Text),
    ("c-ground", "c-danger", Use::Text),
    ("c-ground", "c-danger-hover", Use::Text),
    ("c-ground", "c-danger-active", Use::Text),
    // Fields
    ("c-danger", "c-ground", Use::Text),
    // Notices
    ("c-head", "c-accent-ground", Use::Text),
    ("c-head", "c-success-ground", Use::Text),
    ("c-head", "c-attention-ground", Use::Text),
    ("c-head", "c-danger-ground", Use::Text),
    ("c-accent", "c-accent-ground", Use::Shape),
    ("c-success", "c-success-ground", Use::Shape),
    ("c-attention", "c-attention-ground", Use::Shape),
    ("c-danger", "c-danger-ground", Use::Shape),
    ("c-accent", "c-success-ground", Use::Text),
    ("c-accent", "c-attention-ground", Use::Text),
    ("c-accent", "c-danger-ground", Use::Text),
    // Tags and turns
    ("c-success-text", "c-success-ground", Use::Text),
    ("c-success-text", "c-ground", Use::Text),
    ("c-attention-text", "c-attention-ground", Use::Text),
    ("c-text-sub", "c-attention-ground", Use::Text),
    ("c-danger-text", "c-danger-ground", Use::Text),
    // Timelines and bars
    ("c-success", "c-ground", Use::Shape),
    ("c-attention", "c-ground", Use::Shape),
    ("color-primitive-blue-900", "color-primitive-blue-400", Use::Shape),
];

/// The hex value behind a name, through every `var(…)`.
fn hex(name: &str) -> String {
    let marker = format!("--{name}: ");
    let value = sheets()
        .iter()
        .find_map(|css| {
            css.split_once(&marker).and_then(|(_, rest)| rest.split(';').next().map(str::to_owned))
        })
        .unwrap_or_else(|| panic!("{name} is not defined"));
    match value.strip_prefix("var(--").and_then(|value| value.strip_suffix(')')) {
        Some(next) => hex(next),
        None => value,
    }
}

/// Relative luminance as WCAG defines it.
fn luminance(hex: &str) -> f64 {
    let digits = hex.strip_prefix('#').expect("a colour is #rrggbb");
    let channel = |at: usize| {
        let value = f64::from(u8::from_str_radix(&digits[at..at + 2], 16).expect("two hex digits")) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(0) + 0.7152 * channel(2) + 0.0722 * channel(4)
}

fn ratio(one: &str, other: &str) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn the_ratio_of_black_on_white_is_21() {
    assert!((ratio("#000000", "#ffffff") - 21.0).abs() < 0.001);
}

#[test]
fn every_pair_of_colours_can_be_read() {
    let weak: Vec<String> = PAIRS
        .iter()
        .filter_map(|&(front, ground, what)| {
            let reached = ratio(&hex(front), &hex(ground));
            let wanted = match what {
                Use::Text => 4.5,
                Use::Shape => 3.0,
            };
            (reached < wanted).then(|| format!("{front} on {ground}: {reached:.2} of {wanted}"))
        })
        .collect();
    assert!(weak.is_empty(), "{weak:#?}");
}

//! Where things stand in a drawing: whole units, nothing outside the ground.

/// How wide every drawing is.
pub(super) const WIDTH: i64 = 720;

/// What the values of an axis are, and how its ticks are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Scale {
    /// Percentages in tenths: 145 is written `14.5%`.
    #[default]
    Tenths,
    /// Whole numbers, written with a comma at each thousand.
    Whole,
}

impl Scale {
    /// A value of the axis in figures.
    pub fn words(self, value: i64) -> String {
        match self {
            Self::Tenths if value % 10 == 0 => format!("{}%", value / 10),
            Self::Tenths => format!("{}.{}%", value / 10, (value % 10).abs()),
            Self::Whole => grouped(value),
        }
    }
}

/// A number with a comma at each thousand.
fn grouped(value: i64) -> String {
    let figures = value.unsigned_abs().to_string();
    let mut words = String::with_capacity(figures.len() + 4);
    if value < 0 {
        words.push('-');
    }
    for (place, figure) in figures.chars().enumerate() {
        if place > 0 && (figures.len() - place).is_multiple_of(3) {
            words.push(',');
        }
        words.push(figure);
    }
    words
}

/// Round values from nothing up to the first that is not below `most`, in steps of 1, 2 or 5 and a power of ten: at most
/// six of them.
pub(super) fn ticks(most: i64) -> Vec<i64> {
    let most = most.max(1);
    let mut step = 1_i64;
    let mut factors = [2_i64, 5, 10].into_iter().cycle();
    let mut power = 1_i64;
    while most.div_euclid(step) >= 5 && step < i64::MAX / 100 {
        let factor = factors.next().unwrap_or(10);
        step = power.saturating_mul(factor);
        if factor == 10 {
            power = step;
        }
    }
    let last = most.saturating_add(step - 1) / step;
    (0..=last).map(|n| n.saturating_mul(step)).collect()
}

/// A value as a length of a whole, never more than the whole and never less than nothing.
pub(super) fn length(value: i64, most: i64, whole: i64) -> i64 {
    if most <= 0 {
        return 0;
    }
    let exact = i128::from(value.max(0)) * i128::from(whole) / i128::from(most);
    i64::try_from(exact).unwrap_or(whole).min(whole)
}

/// The place of the `n`th of some points between two ends; a single one stands at the first end.
pub(super) fn place(n: usize, of: usize, from: i64, to: i64) -> i64 {
    let (n, last) = (i64::try_from(n).unwrap_or(0), i64::try_from(of.saturating_sub(1)).unwrap_or(0));
    if last == 0 { from } else { from + (to - from) * n.min(last) / last }
}

/// Whether a sign is half as wide as a full-width one.
fn is_half(c: char) -> bool {
    c.is_ascii() || ('｡'..='ﾟ').contains(&c)
}

/// How many units words take in the bold letters of a value, with the gap before them.
pub(super) fn room(words: &str) -> i64 {
    words.chars().map(|c| if is_half(c) { 15 } else { 24 }).sum::<i64>() + 16
}

/// A label that fits into some full-width signs; what is longer ends in `…` (the table has it whole).
pub(super) fn fitting(label: &str, signs: usize) -> String {
    let wide = |c: char| if is_half(c) { 1 } else { 2 };
    let most = signs * 2;
    if label.chars().map(wide).sum::<usize>() <= most {
        return label.to_owned();
    }
    let mut used = 2;
    let mut short: String = label
        .chars()
        .take_while(|c| {
            used += wide(*c);
            used <= most
        })
        .collect();
    short.push('…');
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_reach_the_highest_value() {
        assert_eq!(ticks(160), [0, 50, 100, 150, 200]);
        assert_eq!(ticks(21), [0, 5, 10, 15, 20, 25]);
        assert_eq!(ticks(1000), [0, 500, 1000]);
        assert_eq!(ticks(0), [0, 1]);
        for most in (0..3_000).chain([i64::from(i32::MAX)]) {
            let ticks = ticks(most);
            assert!((2..=6).contains(&ticks.len()), "{most}: {ticks:?}");
            assert!(ticks.last().is_some_and(|last| *last >= most), "{most}: {ticks:?}");
        }
    }

    #[test]
    fn nothing_leaves_its_ground() {
        assert_eq!(length(50, 100, 600), 300);
        assert_eq!(length(200, 100, 600), 600);
        assert_eq!(length(-1, 100, 600), 0);
        assert_eq!(length(1, 0, 600), 0);
        assert_eq!((place(0, 36, 90, 690), place(35, 36, 90, 690)), (90, 690));
        assert_eq!(place(0, 1, 90, 690), 90);
    }

    #[test]
    fn numbers_are_written_as_people_read_them() {
        assert_eq!(Scale::Tenths.words(145), "14.5%");
        assert_eq!(Scale::Tenths.words(200), "20%");
        assert_eq!(Scale::Whole.words(1_234_567), "1,234,567");
        assert_eq!(Scale::Whole.words(-21_000), "-21,000");
        assert_eq!(Scale::Whole.words(210), "210");
    }

    #[test]
    fn a_long_label_is_cut_where_it_would_not_fit() {
        assert_eq!(fitting("居宅介護支援", 6), "居宅介護支援");
        assert_eq!(fitting("居宅介護支援事業", 6), "居宅介護支…");
        assert_eq!(fitting("ABCDEFGHIJKLM", 6), "ABCDEFGHIJ…");
    }
}

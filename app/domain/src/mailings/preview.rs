//! Which offices a text is tried on before it is sent.

use crate::text::graphemes;

/// The places of the longest and of the shortest name; none of an empty audience. Of equals the first.
pub fn longest_and_shortest<'a>(names: impl IntoIterator<Item = &'a str>) -> Option<(usize, usize)> {
    let lengths: Vec<usize> = names.into_iter().map(graphemes).collect();
    let longest = (0..lengths.len()).rev().max_by_key(|place| lengths[*place])?;
    let shortest = (0..lengths.len()).min_by_key(|place| lengths[*place])?;
    Some((longest, shortest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_tried_on_the_names_at_both_ends() {
        assert_eq!(longest_and_shortest(["つばめ", "ひだまり", "わ", "こもれび", "ん"]), Some((1, 2)));
        assert_eq!(longest_and_shortest(["わ"]), Some((0, 0)));
        assert_eq!(longest_and_shortest([]), None);
    }
}

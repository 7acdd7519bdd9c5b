//! Bytes as digits, and long texts by their beginnings.

/// Bytes as lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The beginning of a text, on one line and at most so many characters; `…` says that there is more.
pub fn beginning(text: &str, most: usize) -> String {
    let line = text.replace('\n', " ");
    match line.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_between_characters() {
        assert_eq!(beginning("短い\n文", 60), "短い 文");
        let long = "あ".repeat(61);
        assert_eq!(beginning(&long, 60), format!("{}…", "あ".repeat(60)));
        assert_eq!(beginning(&"あ".repeat(60), 60), "あ".repeat(60));
    }

    #[test]
    fn bytes_are_written_with_two_digits_each() {
        assert_eq!(hex(&[0, 9, 0xab, 0xff]), "0009abff");
    }
}

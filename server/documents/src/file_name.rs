//! Names under which people save documents.

/// Most characters of a name, before the ending.
const LONGEST: usize = 80;

/// A name for a downloaded document from its parts: `交付決定通知書_R6-0001.pdf`. Characters that a
/// file system or a mail gateway refuses are left out.
pub fn file_name(parts: &[&str]) -> String {
    let joined = parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join("_");
    let kept: String = joined
        .chars()
        .map(|c| if c.is_whitespace() { '_' } else { c })
        .filter(|c| !c.is_control() && !"/\\:*?\"<>|\u{202E}\u{200E}\u{200F}".contains(*c))
        .take(LONGEST)
        .collect();
    format!("{}.pdf", kept.trim_start_matches('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_what_the_document_is_and_whose() {
        assert_eq!(file_name(&["交付決定通知書", "R6-0001"]), "交付決定通知書_R6-0001.pdf");
    }

    #[test]
    fn nothing_in_a_name_leads_elsewhere() {
        assert_eq!(file_name(&["../..\\a\u{202E}\n", "b:c*?\"<>|"]), "a__bc.pdf");
        assert_eq!(file_name(&[&"長".repeat(300)]).chars().count(), 84);
    }
}

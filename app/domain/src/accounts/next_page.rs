//! Where to go after signing in: a path of ours, never another site (ASVS 3.7.2).

/// A path of this site with its query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextPage(String);

impl NextPage {
    /// Reads a path; nothing when it could lead elsewhere, or back to signing in.
    pub fn parse(typed: &str) -> Option<Self> {
        let ours = typed.starts_with('/')
            && !typed.starts_with("//")
            && typed.len() <= 500
            && !typed.contains(['\\', '#'])
            && typed.chars().all(|c| !c.is_control() && !c.is_whitespace());
        let decoded = typed.to_ascii_lowercase();
        let disguised =
            ["/%2f", "/%5c", "/.", "%0d", "%0a", "%00"].iter().any(|trick| decoded.contains(trick));
        let path = typed.split('?').next().unwrap_or("");
        let loops = path.starts_with("/sign-") || path.starts_with("/new-password");
        (ours && !disguised && !loops).then(|| Self(typed.to_owned()))
    }

    /// The path.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("/home")]
    #[case("/t/midorino/applications?v=my&st=%E5%8F%97%E4%BB%98")]
    #[case("/")]
    fn a_path_of_ours_is_kept(#[case] typed: &str) {
        assert_eq!(NextPage::parse(typed).as_ref().map(NextPage::as_str), Some(typed));
    }

    #[rstest]
    #[case("")]
    #[case("//evil.example")]
    #[case("/\\evil.example")]
    #[case("https:evil.example")]
    #[case("https://evil.example/")]
    #[case("javascript:alert(1)")]
    #[case("/%2f/evil.example")]
    #[case("/%5Cevil.example")]
    #[case("%2f%2fevil.example")]
    #[case("/..//evil.example")]
    #[case("/home\r\nSet-Cookie: a=b")]
    #[case("/home%0d%0aSet-Cookie:a")]
    #[case("/\u{9}/evil.example")]
    #[case("/sign-in?next=/home")]
    #[case("/sign-out")]
    fn what_leads_elsewhere_is_not(#[case] typed: &str) {
        assert_eq!(NextPage::parse(typed), None);
    }
}

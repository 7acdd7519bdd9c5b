//! What a mail of outreach is about, so that an office can say what it wants to hear of. What nobody may stop has none.

/// 分野.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Topic {
    /// 補助金.
    Subsidy,
    /// 体験会・説明会.
    Session,
    /// アンケート・調査.
    Survey,
    /// 操作と活用の案内.
    Guidance,
    /// Anything else.
    General,
}

impl Topic {
    /// Every topic, in the order of the pages.
    pub const ALL: [Self; 5] = [Self::Subsidy, Self::Session, Self::Survey, Self::Guidance, Self::General];

    /// The word in forms and rows.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Subsidy => "subsidy",
            Self::Session => "session",
            Self::Survey => "survey",
            Self::Guidance => "guidance",
            Self::General => "general",
        }
    }

    /// The topic of a word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|topic| topic.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_reads_back_and_no_other_is_known() {
        for topic in Topic::ALL {
            assert_eq!(Topic::from_code(topic.code()), Some(topic));
        }
        assert_eq!(Topic::from_code(""), None);
        assert_eq!(Topic::from_code("Subsidy"), None);
    }
}

//! How large the letters are.

/// The size of every letter, as the person likes it. Kept in a cookie; works without a script.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum TextSize {
    /// 標準.
    #[default]
    Standard,
    /// 大.
    Large,
    /// 特大.
    Largest,
}

impl TextSize {
    /// From small to large.
    pub const ALL: [Self; 3] = [Self::Standard, Self::Large, Self::Largest];

    /// The word in the cookie and the form.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::Large => "large",
            Self::Largest => "largest",
        }
    }
    /// The word for people.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Standard => "標準",
            Self::Large => "大",
            Self::Largest => "特大",
        }
    }
    /// Reads the word of the cookie or the form.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|size| size.code() == code)
    }
    /// The class of `<html>`.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Standard => "text-standard",
            Self::Large => "text-large",
            Self::Largest => "text-largest",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_size_is_found_again_by_its_code() {
        for size in TextSize::ALL {
            assert_eq!(TextSize::from_code(size.code()), Some(size));
        }
        assert_eq!(TextSize::from_code("huge"), None);
    }
}

//! 重複の確認: what two applications have in common.

/// What two applications have in common, the weightiest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Common {
    /// The office.
    Office,
    /// An attached file, bit by bit.
    File,
    /// 振込先口座, of another office or corporation.
    Account,
    /// 番号の承継: the number of one office follows that of the other.
    Succession,
    /// The name and the address of the office: perhaps it was given another number.
    Place,
    /// The corporation.
    Corporation,
    /// Whoever filled it in.
    Applicant,
}

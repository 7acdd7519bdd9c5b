//! What happens to an inquiry, by the names under which it is recorded.

/// One kind of event of an inquiry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Happening {
    /// A draft was made.
    Added,
    /// What is asked was changed, before it was sent.
    Edited,
    /// 照会: houses were asked.
    Opened,
    /// 期限の変更.
    DeadlineMoved,
    /// 督促: those who had not answered were reminded.
    Reminded,
    /// 締切.
    Closed,
    /// A draft was thrown away.
    Discarded,
    /// A house keeps what it typed.
    Drafted,
    /// A house answered.
    Answered,
    /// A house answered anew.
    Corrected,
    /// Whoever asked wrote an answer down that was told.
    Told,
}

impl Happening {
    /// Every kind.
    pub const ALL: [Self; 11] = [
        Self::Added,
        Self::Edited,
        Self::Opened,
        Self::DeadlineMoved,
        Self::Reminded,
        Self::Closed,
        Self::Discarded,
        Self::Drafted,
        Self::Answered,
        Self::Corrected,
        Self::Told,
    ];

    /// The name in the record.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Added => "inquiry.added",
            Self::Edited => "inquiry.edited",
            Self::Opened => "inquiry.opened",
            Self::DeadlineMoved => "inquiry.deadline_moved",
            Self::Reminded => "inquiry.reminded",
            Self::Closed => "inquiry.closed",
            Self::Discarded => "inquiry.discarded",
            Self::Drafted => "inquiry.drafted",
            Self::Answered => "inquiry.answered",
            Self::Corrected => "inquiry.corrected",
            Self::Told => "inquiry.told",
        }
    }

    /// What a name in the record stands for.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

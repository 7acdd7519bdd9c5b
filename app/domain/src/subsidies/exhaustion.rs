//! 予算を超えたとき: what becomes of applications beyond the budget. A rule of the programme, told to applicants beforehand.

use serde::{Deserialize, Serialize};

/// What happens when more is asked for than the budget holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Exhaustion {
    /// 締切: whoever comes later is not received.
    #[default]
    Close,
    /// 待機: whoever comes later waits, and moves up in the order of receipt when something is released.
    Waitlist,
    /// 抽選: everybody waits until the reception is over; a published seed gives the order.
    Lottery,
    /// 按分: everybody waits until the reception is over; then each gets the same part of what they asked for.
    ProRata,
    /// 採点順: everybody waits until the reception is over; the marks of the reviewers give the order.
    ByScore,
}

impl Exhaustion {
    /// Every policy, in the order officers choose from.
    pub const ALL: [Self; 5] = [Self::Close, Self::Waitlist, Self::Lottery, Self::ProRata, Self::ByScore];

    /// As it stands in the form.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Close => "close",
            Self::Waitlist => "waitlist",
            Self::Lottery => "lottery",
            Self::ProRata => "pro_rata",
            Self::ByScore => "by_score",
        }
    }

    /// Whether whoever the budget does not hold may wait.
    pub const fn lets_wait(self) -> bool {
        match self {
            Self::Close => false,
            Self::Waitlist | Self::Lottery | Self::ProRata | Self::ByScore => true,
        }
    }

    /// Whether nothing is reserved before the reception is over and the budget is shared out.
    pub const fn is_shared_out_later(self) -> bool {
        match self {
            Self::Close | Self::Waitlist => false,
            Self::Lottery | Self::ProRata | Self::ByScore => true,
        }
    }
}

//! What came back from an office, with the key on which an officer enters it.

use super::Channel;
use crate::demos::kinds;
use serde::{Deserialize, Serialize};

kinds! {
    /// What came back.
    Reply {
        /// 話せた.
        Talked = "talked",
        /// 前向き: wants to hear more, or means to begin.
        Willing = "willing",
        /// 不在.
        Absent = "absent",
        /// 折り返し待ち.
        CallBack = "call_back",
        /// 伝言.
        Message = "message",
        /// 断り: does not want to be asked on this way.
        Declined = "declined",
        /// 番号違い.
        WrongNumber = "wrong_number",
        /// 送信済み.
        Sent = "sent",
        /// 返事あり.
        Answered = "answered",
        /// 不達: the fax did not go through.
        Failed = "failed",
        /// 返送: the letter came back.
        Returned = "returned",
        /// 面談できた.
        Met = "met",
        /// 資料を置いた.
        LeftPapers = "left_papers",
        /// 所在不明.
        NotFound = "not_found",
        /// 出席.
        Attended = "attended",
        /// 欠席.
        StayedAway = "stayed_away",
    }
}

kinds! {
    /// Where an office of a list stands.
    Standing {
        /// 未実施: nothing was entered.
        Open = "open",
        /// 応答あり.
        Answered = "answered",
        /// 届いた: handed over, nothing came back.
        Delivered = "delivered",
        /// もう一度: nobody was there, or a call is to come.
        Again = "again",
        /// 断り.
        Declined = "declined",
        /// 届かない: number or address is wrong.
        Unreachable = "unreachable",
    }
}

impl Reply {
    /// What can come back by a channel, in the order of the keys from 1.
    pub const fn of(channel: Channel) -> &'static [Self] {
        match channel {
            Channel::Phone => &[
                Self::Talked,
                Self::Willing,
                Self::Absent,
                Self::CallBack,
                Self::Message,
                Self::Declined,
                Self::WrongNumber,
            ],
            Channel::Fax => {
                &[Self::Sent, Self::Answered, Self::Willing, Self::Failed, Self::Declined, Self::WrongNumber]
            }
            Channel::Post => &[Self::Sent, Self::Answered, Self::Willing, Self::Returned, Self::Declined],
            Channel::Visit => {
                &[Self::Met, Self::Willing, Self::Absent, Self::LeftPapers, Self::Declined, Self::NotFound]
            }
            Channel::Meeting => &[Self::Attended, Self::StayedAway],
        }
    }

    /// The key on which it is entered.
    pub fn key(self, channel: Channel) -> Option<usize> {
        Self::of(channel).iter().position(|reply| *reply == self).map(|place| place + 1)
    }

    /// What a key stands for.
    pub fn of_key(channel: Channel, key: usize) -> Option<Self> {
        Self::of(channel).get(key.checked_sub(1)?).copied()
    }

    /// What can be entered at once for all that stand open: a letter or a fax went to each of them; to a meeting nobody else
    /// came. A call and a visit are entered one by one.
    pub const fn of_the_rest(channel: Channel) -> Option<Self> {
        match channel {
            Channel::Post | Channel::Fax => Some(Self::Sent),
            Channel::Meeting => Some(Self::StayedAway),
            Channel::Phone | Channel::Visit => None,
        }
    }

    /// Where the office stands after it.
    pub const fn standing(self) -> Standing {
        match self {
            Self::Talked | Self::Willing | Self::Answered | Self::Met | Self::Attended => Standing::Answered,
            Self::Message | Self::Sent | Self::LeftPapers => Standing::Delivered,
            Self::Absent | Self::CallBack | Self::StayedAway => Standing::Again,
            Self::Declined => Standing::Declined,
            Self::WrongNumber | Self::Failed | Self::Returned | Self::NotFound => Standing::Unreachable,
        }
    }

    /// Whether it shows that the number or the place is wrong, so that it is not used again while it stays the same.
    pub const fn is_wrong_address(self) -> bool {
        matches!(self, Self::WrongNumber | Self::Returned | Self::NotFound)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_replies_belong_together() {
        for channel in Channel::ALL {
            let replies = Reply::of(*channel);
            assert!(replies.len() <= 9, "one key each");
            for (place, reply) in replies.iter().enumerate() {
                assert_eq!(reply.key(*channel), Some(place + 1));
                assert_eq!(Reply::of_key(*channel, place + 1), Some(*reply));
            }
            assert_eq!(Reply::of_key(*channel, 0), None);
            assert_eq!(Reply::of_key(*channel, replies.len() + 1), None);
            assert!(Reply::of_the_rest(*channel).is_none_or(|rest| replies.contains(&rest)));
        }
        assert_eq!(Reply::Attended.key(Channel::Phone), None);
    }
}

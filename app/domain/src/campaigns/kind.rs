//! What kinds of activity there are, and by which channel those with a list reach offices.

use crate::demos::kinds;
use serde::{Deserialize, Serialize};

kinds! {
    /// What an activity is.
    ActivityKind {
        /// ホームページ掲載.
        WebNotice = "web_notice",
        /// メール: one of the mailings.
        Mail = "mail",
        /// 郵送.
        Post = "post",
        /// FAX.
        Fax = "fax",
        /// 電話.
        Phone = "phone",
        /// 事業者連絡会.
        LiaisonMeeting = "liaison_meeting",
        /// 研修会・デモ: one of the demo sessions.
        DemoSession = "demo_session",
        /// 集団指導.
        GroupGuidance = "group_guidance",
        /// アンケート: one of the surveys.
        Survey = "survey",
        /// 訪問.
        Visit = "visit",
        /// その他.
        Other = "other",
    }
}

kinds! {
    /// How the offices of an activity's list are reached.
    Channel {
        /// By letter.
        Post = "post",
        /// By fax.
        Fax = "fax",
        /// By telephone.
        Phone = "phone",
        /// By going there.
        Visit = "visit",
        /// They come to a meeting.
        Meeting = "meeting",
    }
}

impl ActivityKind {
    /// The channel of its list. Mailings, surveys and sessions keep lists of their own; a notice and the rest have none.
    pub const fn channel(self) -> Option<Channel> {
        match self {
            Self::Post => Some(Channel::Post),
            Self::Fax => Some(Channel::Fax),
            Self::Phone => Some(Channel::Phone),
            Self::Visit => Some(Channel::Visit),
            Self::LiaisonMeeting | Self::GroupGuidance => Some(Channel::Meeting),
            Self::WebNotice | Self::Mail | Self::DemoSession | Self::Survey | Self::Other => None,
        }
    }

    /// Whether it asks something of offices, so that the days on which they bill are avoided.
    pub const fn asks_offices(self) -> bool {
        !matches!(self, Self::WebNotice)
    }

    /// Whether somebody of the municipality has to work on its day.
    pub const fn needs_staff(self) -> bool {
        matches!(
            self,
            Self::Fax | Self::Phone | Self::Visit | Self::Post | Self::LiaisonMeeting | Self::GroupGuidance
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_found_by_its_word() {
        for kind in ActivityKind::ALL {
            assert_eq!(ActivityKind::from_code(kind.code()), Some(*kind));
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.code());
        }
        assert_eq!(ActivityKind::from_code("telegram"), None);
    }
}

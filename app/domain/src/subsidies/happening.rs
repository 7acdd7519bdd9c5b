//! What happens to an application, by the names under which it is recorded.

/// One kind of event of an application.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Happening {
    /// A draft was begun.
    Begun,
    /// A draft was thrown away.
    Discarded,
    /// A file was attached.
    Attached,
    /// A file was taken away.
    Detached,
    /// 受付.
    Submitted,
    /// 受付, and it waits: the budget does not hold it, or the draw is still to come.
    Queued,
    /// 繰上げ: what waited is held by the budget now.
    Promoted,
    /// 再提出.
    Resubmitted,
    /// 取下げ.
    Withdrawn,
    /// An officer took it up.
    TakenUp,
    /// An officer gave it back.
    GivenBack,
    /// 要件確認.
    Checked,
    /// 採点: a reviewer gave marks, or others than before.
    Marked,
    /// 補正依頼.
    Returned,
    /// 起案.
    Proposed,
    /// 差戻し.
    SentBack,
    /// 交付決定.
    Granted,
    /// 不交付決定.
    Refused,
    /// The applicant opened the decision notice for the first time.
    NoticeOpened,
    /// An officer gave it to a colleague.
    Assigned,
    /// A rule gave it to somebody when it was received.
    Routed,
    /// An assignment was taken back.
    Unassigned,
    /// A flag was put on it.
    Flagged,
    /// A flag was taken off.
    Unflagged,
    /// A note within the house.
    Noted,
    /// A message of the municipality to the applicant.
    Asked,
    /// A message of the applicant to the municipality.
    Answered,
    /// 意見照会: an outsider was asked.
    OpinionAsked,
    /// The outsider answered.
    OpinionGiven,
    /// The question was taken back.
    OpinionWithdrawn,
    /// 約束: moments were named to the applicant.
    AppointmentProposed,
    /// The applicant chose one.
    AppointmentAgreed,
    /// None fits the applicant, or no more.
    AppointmentDeclined,
    /// An officer wrote down what the applicant answered by telephone.
    AppointmentRecorded,
    /// The municipality took it back.
    AppointmentCancelled,
    /// Both were reminded of it, on the day before.
    AppointmentReminded,
}

impl Happening {
    /// Every kind.
    pub const ALL: [Self; 36] = [
        Self::Begun,
        Self::Discarded,
        Self::Attached,
        Self::Detached,
        Self::Submitted,
        Self::Queued,
        Self::Promoted,
        Self::Resubmitted,
        Self::Withdrawn,
        Self::TakenUp,
        Self::GivenBack,
        Self::Checked,
        Self::Marked,
        Self::Returned,
        Self::Proposed,
        Self::SentBack,
        Self::Granted,
        Self::Refused,
        Self::NoticeOpened,
        Self::Assigned,
        Self::Routed,
        Self::Unassigned,
        Self::Flagged,
        Self::Unflagged,
        Self::Noted,
        Self::Asked,
        Self::Answered,
        Self::OpinionAsked,
        Self::OpinionGiven,
        Self::OpinionWithdrawn,
        Self::AppointmentProposed,
        Self::AppointmentAgreed,
        Self::AppointmentDeclined,
        Self::AppointmentRecorded,
        Self::AppointmentCancelled,
        Self::AppointmentReminded,
    ];

    /// The name in the record.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Begun => "application.begun",
            Self::Discarded => "application.discarded",
            Self::Attached => "application.attached",
            Self::Detached => "application.detached",
            Self::Submitted => "application.submitted",
            Self::Queued => "application.queued",
            Self::Promoted => "application.promoted",
            Self::Resubmitted => "application.resubmitted",
            Self::Withdrawn => "application.withdrawn",
            Self::TakenUp => "application.taken_up",
            Self::GivenBack => "application.given_back",
            Self::Checked => "application.checked",
            Self::Marked => "application.marked",
            Self::Returned => "application.returned",
            Self::Proposed => "application.proposed",
            Self::SentBack => "application.sent_back",
            Self::Granted => "application.granted",
            Self::Refused => "application.refused",
            Self::NoticeOpened => "application.notice_opened",
            Self::Assigned => "application.assigned",
            Self::Routed => "application.routed",
            Self::Unassigned => "application.unassigned",
            Self::Flagged => "application.flagged",
            Self::Unflagged => "application.unflagged",
            Self::Noted => "application.noted",
            Self::Asked => "application.asked",
            Self::Answered => "application.answered",
            Self::OpinionAsked => "application.opinion_asked",
            Self::OpinionGiven => "application.opinion_given",
            Self::OpinionWithdrawn => "application.opinion_withdrawn",
            Self::AppointmentProposed => "application.appointment_proposed",
            Self::AppointmentAgreed => "application.appointment_agreed",
            Self::AppointmentDeclined => "application.appointment_declined",
            Self::AppointmentRecorded => "application.appointment_recorded",
            Self::AppointmentCancelled => "application.appointment_cancelled",
            Self::AppointmentReminded => "application.appointment_reminded",
        }
    }

    /// The kind of a recorded name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|happening| happening.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_happening_is_found_again_by_its_recorded_name() {
        for happening in Happening::ALL {
            assert_eq!(Happening::from_code(happening.code()), Some(happening));
        }
        assert_eq!(Happening::from_code("application.lost"), None);
    }
}

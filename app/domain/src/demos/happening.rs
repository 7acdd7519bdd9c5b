//! What happens to a session, by the names under which it is recorded in both houses.

/// One kind of event of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Happening {
    /// 開催依頼.
    Requested,
    /// Entered by the federation for a municipality that telephoned.
    Told,
    /// What is asked for was changed, before anybody answered.
    Amended,
    /// 仮予約.
    Booked,
    /// 日時・場所・機材の変更.
    Moved,
    /// 公開枠 was taken.
    Taken,
    /// Another municipality was asked to come along.
    CityAsked,
    /// It said that it does.
    CityAgreed,
    /// It said that it does not.
    CityDeclined,
    /// It agreed, and does not come along after all.
    CityLeft,
    /// Other dates were offered, where none of those that were asked for can be had.
    DatesOffered,
    /// One of them was chosen.
    DateChosen,
    /// 相乗り: another municipality came along.
    Joined,
    /// The session that a request was joined to will not be: it waits again.
    Parted,
    /// Something of a loan was noted.
    Lent,
    /// 開催決定.
    Confirmed,
    /// お断り.
    Declined,
    /// 中止.
    Cancelled,
    /// 開催済み.
    Held,
    /// A task was done.
    ChoreDone,
    /// A task is open again.
    ChoreReopened,
    /// A task was added to this session's plan.
    ChoreAdded,
    /// A task was taken out of this session's plan.
    ChoreRemoved,
    /// Something was written about a task.
    ChoreNoted,
    /// 参加申込.
    Registered,
    /// A registration was changed.
    Changed,
    /// A registration was cancelled.
    Withdrawn,
    /// A registration went to another session.
    Switched,
    /// 出欠 was taken.
    Attended,
    /// An office found no place left and waits.
    Waits,
    /// Places are kept for an office that waits.
    Offered,
    /// Nobody took the places that were kept.
    Lapsed,
    /// Places are held for somebody who fills in a registration.
    PlaceHeld,
    /// Nobody sent the registration for which they were held.
    PlaceFreed,
    /// An office that waited comes.
    PlaceTaken,
    /// Somebody asked the lecturer something.
    Asked,
    /// A question was answered.
    Answered,
    /// How people are let in was decided.
    AdmissionSet,
    /// Offices were invited.
    Invited,
    /// 実施報告 was written.
    ReportSaved,
    /// 実施報告 was handed over.
    Reported,
}

impl Happening {
    /// Every kind.
    pub const ALL: [Self; 41] = [
        Self::Requested,
        Self::Told,
        Self::Amended,
        Self::Booked,
        Self::Moved,
        Self::Taken,
        Self::CityAsked,
        Self::CityAgreed,
        Self::CityDeclined,
        Self::CityLeft,
        Self::DatesOffered,
        Self::DateChosen,
        Self::Joined,
        Self::Parted,
        Self::Lent,
        Self::Confirmed,
        Self::Declined,
        Self::Cancelled,
        Self::Held,
        Self::ChoreDone,
        Self::ChoreReopened,
        Self::ChoreAdded,
        Self::ChoreRemoved,
        Self::ChoreNoted,
        Self::Registered,
        Self::Changed,
        Self::Withdrawn,
        Self::Switched,
        Self::Attended,
        Self::Waits,
        Self::Offered,
        Self::Lapsed,
        Self::PlaceHeld,
        Self::PlaceFreed,
        Self::PlaceTaken,
        Self::Asked,
        Self::Answered,
        Self::AdmissionSet,
        Self::Invited,
        Self::ReportSaved,
        Self::Reported,
    ];

    /// The name in the record.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Requested => "demo.requested",
            Self::Told => "demo.told",
            Self::Amended => "demo.amended",
            Self::Booked => "demo.booked",
            Self::Moved => "demo.moved",
            Self::Taken => "demo.taken",
            Self::CityAsked => "demo.city_asked",
            Self::CityAgreed => "demo.city_agreed",
            Self::CityDeclined => "demo.city_declined",
            Self::CityLeft => "demo.city_left",
            Self::DatesOffered => "demo.dates_offered",
            Self::DateChosen => "demo.date_chosen",
            Self::Joined => "demo.joined",
            Self::Parted => "demo.parted",
            Self::Lent => "demo.lent",
            Self::Confirmed => "demo.confirmed",
            Self::Declined => "demo.declined",
            Self::Cancelled => "demo.cancelled",
            Self::Held => "demo.held",
            Self::ChoreDone => "demo.chore_done",
            Self::ChoreReopened => "demo.chore_reopened",
            Self::ChoreAdded => "demo.chore_added",
            Self::ChoreRemoved => "demo.chore_removed",
            Self::ChoreNoted => "demo.chore_noted",
            Self::Registered => "demo.registered",
            Self::Changed => "demo.registration_changed",
            Self::Withdrawn => "demo.registration_withdrawn",
            Self::Switched => "demo.registration_switched",
            Self::Attended => "demo.attended",
            Self::Waits => "demo.waits",
            Self::Offered => "demo.offered",
            Self::Lapsed => "demo.lapsed",
            Self::PlaceHeld => "demo.place_held",
            Self::PlaceFreed => "demo.place_freed",
            Self::PlaceTaken => "demo.place_taken",
            Self::Asked => "demo.asked",
            Self::Answered => "demo.answered",
            Self::AdmissionSet => "demo.admission",
            Self::Invited => "demo.invited",
            Self::ReportSaved => "demo.report_saved",
            Self::Reported => "demo.reported",
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
        assert_eq!(Happening::from_code("demo.forgotten"), None);
    }
}

//! What happens to an office in the register, by the names under which it is recorded.

/// One kind of event of an office.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Happening {
    /// Added by hand.
    Added,
    /// Corrected by hand.
    Edited,
    /// A letter with the code of a first sign-in was issued.
    LetterIssued,
    /// Somebody began with the letter and now speaks for the office.
    Represented,
    /// Somebody who speaks for the office added a colleague.
    SpeakerAdded,
    /// Somebody who speaks for the office took a colleague away.
    SpeakerRemoved,
    /// Something became known of its adoption.
    AdoptionRecorded,
    /// What a list, a survey, a session or an application said of it was taken back.
    AdoptionWithdrawn,
    /// The office proposed other contacts.
    ContactsProposed,
    /// Such a proposal was taken, refused or replaced.
    ContactsDecided,
    /// Another office was merged into it.
    Merged,
    /// It was merged into another.
    MergedAway,
    /// Such a merger was undone.
    MergeUndone,
    /// It was said not to be the same as another.
    ToldApart,
    /// That was taken back.
    ToldApartUndone,
    /// Its number follows another, or is followed by one.
    SuccessionRecorded,
    /// Such a succession was taken back.
    SuccessionRemoved,
    /// It became known which 介護ソフト it uses.
    SoftwareRecorded,
    /// It uses one no longer.
    SoftwareEnded,
    /// It became known with whom it exchanges plans.
    PartnerRecorded,
    /// That was taken back.
    PartnerRemoved,
}

impl Happening {
    /// Every kind.
    pub const ALL: [Self; 21] = [
        Self::Added,
        Self::Edited,
        Self::LetterIssued,
        Self::Represented,
        Self::SpeakerAdded,
        Self::SpeakerRemoved,
        Self::AdoptionRecorded,
        Self::AdoptionWithdrawn,
        Self::ContactsProposed,
        Self::ContactsDecided,
        Self::Merged,
        Self::MergedAway,
        Self::MergeUndone,
        Self::ToldApart,
        Self::ToldApartUndone,
        Self::SuccessionRecorded,
        Self::SuccessionRemoved,
        Self::SoftwareRecorded,
        Self::SoftwareEnded,
        Self::PartnerRecorded,
        Self::PartnerRemoved,
    ];

    /// The name in the record.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Added => "office.added",
            Self::Edited => "office.edited",
            Self::LetterIssued => "office.letter-issued",
            Self::Represented => "office.represented",
            Self::SpeakerAdded => "office.speaker-added",
            Self::SpeakerRemoved => "office.speaker-removed",
            Self::AdoptionRecorded => "office.adoption-recorded",
            Self::AdoptionWithdrawn => "office.adoption-withdrawn",
            Self::ContactsProposed => "office.contacts-proposed",
            Self::ContactsDecided => "office.contacts-decided",
            Self::Merged => "office.merged",
            Self::MergedAway => "office.merged-away",
            Self::MergeUndone => "office.merge-undone",
            Self::ToldApart => "office.told-apart",
            Self::ToldApartUndone => "office.told-apart-undone",
            Self::SuccessionRecorded => "office.succession-recorded",
            Self::SuccessionRemoved => "office.succession-removed",
            Self::SoftwareRecorded => "office.software-recorded",
            Self::SoftwareEnded => "office.software-ended",
            Self::PartnerRecorded => "office.partner-recorded",
            Self::PartnerRemoved => "office.partner-removed",
        }
    }

    /// The kind of a recorded name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|happening| happening.code() == code)
    }

    /// Whether the open offices of a city, their services or their adoption may be others afterwards, so that its months
    /// are counted anew.
    pub const fn changes_counts(self) -> bool {
        match self {
            Self::Added
            | Self::Edited
            | Self::AdoptionRecorded
            | Self::AdoptionWithdrawn
            | Self::Merged
            | Self::MergedAway
            | Self::MergeUndone => true,
            Self::LetterIssued
            | Self::Represented
            | Self::SpeakerAdded
            | Self::SpeakerRemoved
            | Self::ContactsProposed
            | Self::ContactsDecided
            | Self::ToldApart
            | Self::ToldApartUndone
            | Self::SuccessionRecorded
            | Self::SuccessionRemoved
            | Self::SoftwareRecorded
            | Self::SoftwareEnded
            | Self::PartnerRecorded
            | Self::PartnerRemoved => false,
        }
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
        assert_eq!(Happening::from_code("office.lost"), None);
    }
}

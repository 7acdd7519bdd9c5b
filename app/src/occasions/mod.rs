//! 催し: booths, lectures, webinars and briefings of a house, and the bodies that register for them.

mod attendance;
mod body;
mod body_form;
mod cancellation;
mod form;
mod lecturers;
mod list;
mod public;
mod show;
mod table;
mod waiting;

pub use attendance::{CameLine, OccasionAttendancePage, OccasionAttendanceView};
pub use body::{BodyPage, BodyView};
pub use body_form::{BodyFormPage, BodyFormView};
pub use cancellation::{BodiesLine, BodiesPage, OccasionCancellationPage};
pub use form::{OccasionFormPage, OccasionFormUse};
pub use lecturers::{OccasionLecturersPage, OccasionLecturersView};
pub use list::{InvitationLine, InvitationsAtHome, InvitationsPage, OccasionLine, OccasionsPage};
pub use public::{
    InvitationPage, InvitationView, Join, PublicBodyPage, PublicBodyView, PublicOccasionPage,
    PublicOccasionView, PublicOccasionsPage,
};
pub use show::{OccasionFacts, OccasionPage, OccasionView};
pub use table::{OccasionTablePage, OccasionTableView};
pub use waiting::WaitView;

use crate::messages::demos::place;
use chrono::{NaiveTime, Timelike as _};
use domain::{
    demos::Place,
    occasions::{Admission, Occasion},
    wareki::{format_date, format_date_in_full, format_date_with_weekday},
};

/// `令和6年6月26日(水)（2024年）　14:00〜16:00`; of several days from the first to the last.
pub fn when_words(occasion: &Occasion) -> String {
    let Occasion { first_on, last_on, start, end, .. } = occasion;
    let days = if first_on == last_on {
        format_date_in_full(*first_on)
    } else {
        format!("{}〜{}", format_date_in_full(*first_on), format_date_with_weekday(*last_on))
    };
    format!("{days}　{}〜{}", time(*start), time(*end))
}

fn time(time: NaiveTime) -> String {
    format!("{}:{:02}", time.hour(), time.minute())
}

/// `オンライン`, or the venue.
pub fn where_words(occasion: &Occasion) -> String {
    match occasion.place {
        Place::OnSite => occasion.venue.clone(),
        Place::Online => place(Place::Online).to_owned(),
    }
}

/// How one comes to it, in one sentence.
pub fn admission_words(occasion: &Occasion) -> String {
    match &occasion.admission {
        Admission::Here { closes_on, places } => {
            let places = places.map(|places| format!("（定員{places}人）")).unwrap_or_default();
            format!("{}までに、団体ごとに申し込んでください{places}", format_date(*closes_on))
        }
        Admission::Elsewhere { site } => format!("次のサイトで申し込んでください：{site}"),
        Admission::NotNeeded => "申込みは必要ありません".to_owned(),
        Admission::First { people } => format!("申込みは必要ありません。当日、先着{people}人です"),
    }
}

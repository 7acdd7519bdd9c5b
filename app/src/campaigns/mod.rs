//! Pages of campaigns: an ordered list of activities, the lists of those that have one, and what came back.

mod activity;
mod activity_form;
mod audience;
mod closing;
mod form;
mod forward;
mod home;
mod kit;
mod list;
mod lists;
mod next;
mod notice;
mod proof;
mod ready;
mod recipient;
mod show;
mod tabs;
#[cfg(test)]
mod tests;

pub use activity::{ActivityPage, ActivityView, Linked, Listed};
pub use activity_form::{ActivityFormPage, ActivityFormView, KindPage, Options};
pub use audience::{AgainPage, AudiencePage, AudienceView, LeftOut};
pub use closing::{ClosingPage, ClosingUse};
pub use form::CampaignFormPage;
pub use forward::{ForwardPage, WITH_FAX};
pub use home::{ActivitiesAtHome, DueLine};
pub(crate) use kit::prepared;
pub use kit::{
    BUNDLE, BUNDLE_FILE, BundlePage, BundleView, CAMPAIGN_PART, CampaignKitsPage, FROM, PARTS, PackPage,
    PackView, ProgrammePart, SEGMENT, mail_part, notice_part, survey_part,
};
pub use list::{CampaignLine, CampaignsPage};
pub use lists::{OfSurvey, RecipientLine, Shown};
pub use notice::NoticePlace;
pub use proof::{ProofLine, ProofPage, ProofView};
pub use ready::{AREAS, DatedActivity, ReadyCampaignPage, ReadyCampaignsPage, ReadyView, START};
pub use recipient::{RecipientPage, RecipientView};
pub use show::{ActivityLine, CampaignPage, CampaignView, Money};
pub use tabs::{Place, tabs};

use chrono::NaiveDate;
use domain::wareki;
use leptos::prelude::*;

/// A day, or from when until when.
pub fn days(first: Option<NaiveDate>, last: Option<NaiveDate>) -> String {
    match (first, last) {
        (Some(first), Some(last)) if first != last => {
            format!("{}〜{}", wareki::format_date(first), wareki::format_date(last))
        }
        (Some(day), _) => wareki::format_date(day),
        (None, Some(last)) => format!("{}まで", wareki::format_date(last)),
        (None, None) => "未定".to_owned(),
    }
}

/// A text of several lines, as it was typed.
fn lines(text: &str) -> impl IntoView + use<> {
    text.lines()
        .enumerate()
        .map(|(place, line)| {
            let turn = (place > 0).then(|| view! { <br/> });
            view! { {turn}{line.to_owned()} }
        })
        .collect_view()
}

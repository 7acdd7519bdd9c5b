//! The officers' side of applications: the list, the workspace, asking back, proposing, deciding.

mod appointment;
mod bar;
mod bulk;
mod changes;
mod contents;
mod correction;
mod criteria;
mod decision;
mod documents;
mod ending;
mod history;
mod marks;
mod notices;
mod opinions;
mod packet_forms;
mod packets;
mod proposal;
mod queue;
mod talk;
mod verdicts;
mod wording;
mod workspace;

pub use appointment::{AppointmentAtHome, AppointmentLine, AppointmentView, AppointmentsAtHome, Hearing};
pub use bar::{Bar, May};
pub use bulk::{BulkChoices, BulkLine, BulkPage, BulkProgress, BulkResultPage, BulkView};
pub use changes::ChangesView;
pub use contents::{ContentSection, ContentView};
pub use correction::{CorrectionPage, CorrectionPlace, CorrectionView};
pub use criteria::{CheckLine, CriteriaView, GivenBy, SUGGEST};
pub use decision::{BudgetLine, DecisionPage, DecisionView};
pub use documents::{DocumentView, ShownFile, page_anchor};
pub use ending::{
    EndingDecisionPage, EndingPage, EndingProposal, EndingRecordPage, EndingView, USUAL_REASON,
    ending_reason_error,
};
pub use history::{HistoryLine, PastCorrection};
pub use marks::{MarkedLine, MarksView, mark_problem, score_words};
pub use notices::{NoticesPage, NoticesView, NumberLine, NumberedNotice, VoidPage, VoidView};
pub use opinions::{
    OpinionCodePage, OpinionLine, OpinionRequestPage, OpinionRequestView, OutsideDocument, OutsidePage,
    OutsideView,
};
pub use packet_forms::{MayNotRecordPage, PacketDecisionPage, PacketDecisionView, PacketRecordPage};
pub use packets::{
    NewPacketPage, OfferView, PacketCaseView, PacketHead, PacketLine, PacketPage, PacketView, PacketsPage,
};
pub use proposal::{ProposalPage, ProposalView};
pub use queue::{AgeingView, PER_PAGE, QueueChoices, QueueLine, QueuePage, QueueView, SavedView, Strip};
pub use talk::{CALLED, FLAG, MESSAGE, NOTE, RelatedLine, Said, SaidLine, TalkView};
pub use verdicts::VerdictLine;
pub use wording::{WordingPage, WordingView};
pub use workspace::{NoticeLine, PaperLine, Place, ProposalLine, WorkspacePage, WorkspaceView};

use crate::paths;
use domain::{
    ids::ApplicationId,
    subsidies::{Queue, ReceiptNumber},
};
use elements::{Breadcrumb, Crumb};
use leptos::prelude::*;

/// Which application a page of the review is about.
#[derive(Debug, Clone)]
pub struct About {
    /// The municipality's word in addresses.
    pub slug: String,
    /// The list it was reached from.
    pub queue: Queue,
    /// The application.
    pub id: ApplicationId,
    /// As it was read; a form carries it.
    pub version: i32,
    /// Its number.
    pub receipt: ReceiptNumber,
    /// 事業所名.
    pub office: String,
    /// Title of the programme.
    pub programme: String,
}

impl About {
    /// The workspace of the application.
    pub fn workspace(&self) -> String {
        paths::application_in(&self.slug, self.id, &self.queue)
    }
    /// Number and office, as a page's caption.
    pub fn caption(&self) -> String {
        format!("{}　{}", self.receipt, self.office)
    }
}

/// The way back from a page beside the workspace.
#[component]
fn Trail(about: About, #[prop(into)] here: String) -> impl IntoView {
    let crumbs = vec![
        Crumb::new("申請の審査", paths::queue(&about.slug, &about.queue)),
        Crumb::new(about.caption(), about.workspace()),
    ];
    view! { <Breadcrumb crumbs here/> }
}

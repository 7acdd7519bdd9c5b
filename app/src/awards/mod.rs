//! What follows a grant: the officers' list and desk, and the applicant's report, claim and change.

mod award;
mod decision;
mod forms;
mod instalments;
mod list;
mod mine;
mod recovery;
mod status;

pub use award::{AwardPage, AwardView, HistoryLine, MayDo, RecoveryLine, ReportView};
pub use decision::{AwardDecisionPage, AwardDecisionView};
pub use forms::{
    AboutAward, CancellationPage, ElsewherePage, FinalPage, MoneyFacts, ReportReturnPage, RequestAnswerPage,
    RequestView,
};
pub use instalments::{
    AdvanceAnswerPage, AdvanceClaimPage, AdvanceView, InstalmentLine, Instalments, Standing,
};
pub use list::{AWARDS_PER_PAGE, AwardLine, AwardsAtHome, AwardsPage, AwardsView};
pub use mine::{
    AboutMine, ChangePage, ClaimPage, ReportCheckPage, ReportDocument, ReportFile, ReportFilePage, ReportPage,
};
pub use recovery::{RecoveryPage, RecoveryView};
pub use status::{AwardStatus, AwardStatusSection};

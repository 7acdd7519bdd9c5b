//! Imports: uploading a list, seeing what it will do, changing how it is read, and what came of it.

mod adopters;
mod batches;
mod existing;
mod fixing;
mod gone;
mod mending;
mod preview;
mod reading;
mod result;
mod rows;
mod same_file;
mod shared;
mod tried;
mod undo;
mod upload;
mod working;

pub use adopters::{
    AdopterFactsLine, AdopterLine, AdopterTab, AdoptersPreviewPage, AdoptersResult, AdoptersResultPage,
    ProposalLine, decided as adopter_decided,
};
pub use batches::{BatchLine, BatchStanding, ImportsPage};
pub use existing::existing;
pub use fixing::{
    AS_ABOVE, FixCell, RowFix, RowFixPage, ServicesPage, UnknownService, cell_name, service_choice,
};
pub use gone::{COMPLETE, GoneLine, GonePage, gone_name};
pub use mending::{HERE, LEAVE_OUT, Mend};
pub use preview::{ImportPreview, ImportPreviewPage};
pub use reading::{ImportReadingPage, MunicipalityLine, ReadSheet};
pub use result::{ImportResult, ImportResultPage, Undone, UndoneLine};
pub use rows::{RowDifference, RowIssue, RowLine, RowOffice, Tab, Tabs};
pub use same_file::SameFile;
pub use shared::SharedReading;
pub use tried::TRY;
pub use undo::{AdoptersUndoPage, UndoPage};
pub use upload::UploadPage;
pub use working::{ImportAtWork, ImportAtWorkPage};

#[cfg(test)]
mod tests;

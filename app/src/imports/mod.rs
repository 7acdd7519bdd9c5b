//! Imports: uploading a list, seeing what it will do, changing how it is read, and what came of it.

mod batches;
mod preview;
mod reading;
mod result;
mod rows;
mod upload;

pub use batches::{BatchLine, BatchStanding, ImportsPage};
pub use preview::{ImportPreview, ImportPreviewPage};
pub use reading::{ImportReadingPage, MunicipalityLine, ReadSheet};
pub use result::{ImportResult, ImportResultPage};
pub use rows::{RowDifference, RowIssue, RowLine, Tab, Tabs};
pub use upload::UploadPage;

#[cfg(test)]
mod tests;

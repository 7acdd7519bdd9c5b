//! The rules of the work: pure types, parsers, state machines.
//!
//! Nothing here reads a clock, a file or a database, so the same rules serve the server and the browser.

pub mod accounts;
pub mod adoption;
pub mod attachments;
pub mod audit;
pub mod awards;
pub mod campaigns;
mod codes;
pub mod corporate_number;
pub mod demos;
pub mod dispatches;
pub mod email;
pub mod finding;
pub mod fiscal_year;
pub mod form;
pub mod formula;
pub mod ids;
pub mod imports;
pub mod kana;
pub mod matching;
pub mod merging;
pub mod money;
pub mod municipality_code;
pub mod occasions;
pub mod office_number;
pub mod offices;
pub mod payments;
pub mod phone;
pub mod postal_code;
pub mod prefecture;
pub mod service_type;
pub mod settings;
pub mod subsidies;
pub mod text;
pub mod tokyo;
pub mod wareki;
pub mod working_days;
pub mod year_end;
pub mod zengin;

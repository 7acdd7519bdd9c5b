//! Every document is set, read back from its PDF and measured.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod read;
mod samples;

mod activity_papers;
mod address_labels;
mod application_copy;
mod badges;
mod decision_notice;
mod demo_sheets;
mod dispatch_sheet;
mod loan_sheet;
mod notice_bundle;
mod packet_sheet;
mod paper_form;
mod programme_sheet;
mod proof_sheet;
mod questionnaire_sheets;
mod receipt_slip;
mod sign_in_letter;
mod talk_letter;

use documents::{Fonts, Rendered};
use std::sync::LazyLock;

static FONTS: LazyLock<Fonts> =
    LazyLock::new(|| Fonts::system().expect("a Japanese font is installed: fonts-ipaexfont-gothic"));

/// Reads a document back; with `HIROMERU_KEEP_PDF=<folder>` also keeps it, to be looked at.
fn read(name: &str, rendered: &Rendered) -> read::Document {
    if let Some(folder) = std::env::var_os("HIROMERU_KEEP_PDF") {
        std::fs::write(std::path::Path::new(&folder).join(format!("{name}.pdf")), &rendered.pdf).unwrap();
    }
    let document = read::Document::read(&rendered.pdf);
    assert_eq!(document.pages.len(), rendered.pages, "{name}");
    for (number, page) in (1..).zip(&document.pages) {
        page.assert_inside_the_paper(&format!("{name}, page {number}"));
    }
    document
}

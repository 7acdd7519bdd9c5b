//! The only crate compiled to wasm: what makes pages faster for the hands.
//!
//! Every page does its job before and without it. A page that shows no island loads none of it.

mod answers;
mod case_keys;
mod chosen_rows;
mod desk_split;
mod list_keys;
mod live_part;
mod mend_cells;

pub use case_keys::CaseKeys;
pub use chosen_rows::ChosenRows;
pub use desk_split::DeskSplit;
pub use list_keys::ListKeys;
pub use live_part::LivePart;
pub use mend_cells::MendCells;

/// Wakes the islands of the page; the page's script calls it once the wasm is there.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}

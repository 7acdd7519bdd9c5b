//! Cells with errors, put right in the list of rows.

use super::fixing::cell_name;
use domain::imports::Spot;
use elements::{Button, ButtonKind, HiddenField, PostForm};
use leptos::prelude::*;

/// The act of a form that stands in the list, and leads back to it.
pub const HERE: &str = "here";

/// A cell that waits for a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mend {
    /// Where it stands within the record.
    pub spot: Spot,
    /// What it holds, and its place as a spreadsheet names it.
    pub label: String,
    /// What stands in it now.
    pub value: String,
}

/// The form of a row with its cells; nothing where no single cell is at fault. `said` is the id of what is odd about it.
pub fn mend_form(
    action: String,
    version: i32,
    page: u64,
    place: &str,
    said: Option<&str>,
    mends: Vec<Mend>,
) -> Option<AnyView> {
    if mends.is_empty() {
        return None;
    }
    let cells = mends
        .into_iter()
        .map(|Mend { spot, label, value }| {
            let described = said.map(str::to_owned);
            view! {
                <label>
                    {label}
                    <input class="input" type="text" name=cell_name(spot) value=value autocomplete="off" aria-describedby=described/>
                </label>
            }
        })
        .collect_view();
    let which = format!("（{place}）");
    let form = view! {
        <PostForm action class="mend">
            <HiddenField name="version" value=version.to_string()/>
            <HiddenField name="act" value=HERE/>
            <HiddenField name="page" value=page.to_string()/>
            {cells}
            <Button kind=ButtonKind::Secondary>"直す"<span class="hidden">{which}</span></Button>
        </PostForm>
    };
    Some(form.into_any())
}

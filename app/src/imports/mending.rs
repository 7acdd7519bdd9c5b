//! Cells in which something is odd, put right in the list of rows.

use super::{fixing::cell_name, rows::Tab};
use domain::imports::Spot;
use elements::{Button, ButtonKind, HiddenField, PostForm};
use leptos::prelude::*;

/// The act of a form that stands in the list, and leads back to it.
pub const HERE: &str = "here";

/// The box of such a form by which the row is left out instead.
pub const LEAVE_OUT: &str = "leave_out";

/// A cell that waits for a person, or should be looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mend {
    /// Where it stands within the record.
    pub spot: Spot,
    /// What it holds, and its place as a spreadsheet names it.
    pub label: String,
    /// What stands in it now.
    pub value: String,
}

/// Where a row that was put right is found again.
#[derive(Debug, Clone, Copy)]
pub(super) struct Back {
    /// The version of the import that the list shows.
    pub version: i32,
    /// The part of the rows.
    pub tab: Tab,
    /// The page of it.
    pub page: u64,
}

/// The form of a row with its cells; nothing where no single cell is at fault. `said` is the id of what is odd about it, and
/// `leave_out` that of the box by which the row is left out instead.
pub(super) fn mend_form(
    action: String,
    Back { version, tab, page }: Back,
    place: &str,
    said: Option<&str>,
    mends: Vec<Mend>,
    leave_out: Option<String>,
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
    let leave_out = leave_out.map(|id| {
        let which = which.clone();
        view! {
            <div class="option">
                <input type="checkbox" class="option__control" id=id.clone() name=LEAVE_OUT value="yes"/>
                <label class="option__label" for=id>"取り込まない"<span class="hidden">{which}</span></label>
            </div>
        }
    });
    let form = view! {
        <PostForm action class="mend">
            <HiddenField name="version" value=version.to_string()/>
            <HiddenField name="act" value=HERE/>
            <HiddenField name="rows" value=tab.word()/>
            <HiddenField name="page" value=page.to_string()/>
            {cells}
            {leave_out}
            <Button kind=ButtonKind::Secondary>"直す"<span class="hidden">{which}</span></Button>
        </PostForm>
    };
    Some(form.into_any())
}

//! The design system: buttons, fields, tables, notices.
//!
//! Every element works without a script, carries no inline style, and says in words what its colour
//! says. Looks live in `app/styles`, one file per element; the values are those of
//! デジタル庁デザインシステム, the patterns those of GOV.UK.
//!
//! Beside the elements a page may use these classes: `split` (what one reads and what one does, side by
//! side; `split--even` for halves), `stack` (things below each other at a distance), `cluster` (things in
//! a row that wraps), `panel` (a framed part), `measure` (no wider than is read well), `number`, `nowrap`,
//! `muted`, `hidden` (for the ear alone), `no-print`, `print-only`.
//!
//! The elements render strings; a page decides what is true. `/dev/elements` shows each in every state.

mod breadcrumb;
mod button;
mod card;
mod cell_field;
pub mod charts;
mod checks;
mod choices;
mod confirmation;
mod date_field;
mod details;
mod empty_state;
mod error_summary;
mod field;
mod file_field;
mod filter_chips;
mod form;
mod heading;
mod icon;
mod money_field;
mod notice;
mod pagination;
mod password_field;
mod post_form;
mod search_form;
mod select_field;
mod skip_link;
mod stat;
mod steps;
mod summary_list;
mod table;
mod tag;
mod task_list;
mod text_area;
mod text_field;
mod text_size;
mod timeline;
mod turn;
mod words;

pub use breadcrumb::{BackLink, Breadcrumb, Crumb};
pub use button::{Button, ButtonKind, ButtonLink, Buttons};
pub use card::{Card, Cards, LinkCard};
pub use cell_field::CellField;
pub use checks::{Check, Checks};
pub use choices::{Choice, Choices};
pub use confirmation::Confirmation;
pub use date_field::DateField;
pub use details::Details;
pub use empty_state::EmptyState;
pub use error_summary::ErrorSummary;
pub use field::{InputMode, Width};
pub use file_field::FileField;
pub use filter_chips::{FilterChip, FilterChips};
pub use form::{FieldError, FormState, FormTokens};
pub use heading::{PageHeader, Section};
pub use icon::{Icon, Mark, Shape};
pub use money_field::MoneyField;
pub use notice::{Notice, NoticeKind};
pub use pagination::Pagination;
pub use password_field::PasswordField;
pub use post_form::{HiddenField, PostForm};
pub use search_form::{SearchField, SearchForm};
pub use select_field::SelectField;
pub use skip_link::SkipLink;
pub use stat::{BudgetBar, Part, Stat, Stats};
pub use steps::{Step, StepState, Steps};
pub use summary_list::{Change, CheckAnswers, SummaryList, SummaryRow};
pub use table::{Align, Column, Density, Direction, Sort, Table};
pub use tag::{Tag, Tone};
pub use task_list::{Task, TaskList, TaskStatus};
pub use text_area::TextArea;
pub use text_field::TextField;
pub use text_size::TextSize;
pub use timeline::{Timeline, TimelineEntry};
pub use turn::{Turn, TurnCard};
pub use words::Words;

#[cfg(test)]
pub(crate) mod testing {
    use leptos::prelude::*;

    /// The HTML that the server would send for a view, without the markers between pieces of text.
    pub fn html<V: IntoView>(view: impl FnOnce() -> V) -> String {
        let owner = Owner::new();
        owner.with(|| view().to_html()).replace("<!>", "")
    }
}

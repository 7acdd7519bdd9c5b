//! Many decision notices in one file, to print at once; with letters for window envelopes where they go by post.

use crate::{BASE, DecisionNotice, Fonts, PostalAddress, RenderError, Rendered};
use chrono::{DateTime, NaiveDate, Utc};
use domain::wareki::format_date;
use pdf::Template;
use serde_json::json;

const TEMPLATE: Template = Template {
    main: include_str!("../templates/notice_bundle.typ"),
    parts: &[BASE[0], ("decision_notice_body.typ", include_str!("../templates/decision_notice_body.typ"))],
};

/// Notices in the order in which they are printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeBundle {
    /// In whose name.
    pub sender: String,
    /// The day of the letters.
    pub date: NaiveDate,
    /// The notices, each with where it is sent where it goes by post.
    pub notices: Vec<(DecisionNotice, Option<PostalAddress>)>,
}

impl NoticeBundle {
    /// Sets the file. `made` goes into its properties.
    ///
    /// # Errors
    /// When the template fails; that is a fault of the program.
    pub fn render(&self, made: DateTime<Utc>, fonts: &Fonts) -> Result<Rendered, RenderError> {
        let Self { sender, date, notices } = self;
        let notices: Vec<_> = notices
            .iter()
            .map(|(notice, address)| {
                let mut view = notice.view();
                view["letter"] = match address {
                    None => serde_json::Value::Null,
                    Some(PostalAddress { postal_code, address, name }) => json!({
                        "postal_code": postal_code,
                        "address": address,
                        "name": name,
                        "date": format_date(*date),
                        "sender": notice.sender,
                        "subject": format!("{}の送付について", notice.kind_name()),
                        "body": format!(
                            "{}について、{}（{}）を同封しますので、ご査収ください。\n通知書は、大切に保管してください。",
                            notice.programme,
                            notice.kind_name(),
                            notice.document_number
                        ),
                        "desk": notice.contact,
                    }),
                };
                view
            })
            .collect();
        let view = json!({ "title": "決定通知書", "sender": sender, "notices": notices });
        pdf::render(&TEMPLATE, &view, made, fonts)
    }
}

//! 担当窓口, as applicants read it: a telephone dials its number at a touch, since nothing on our pages is taken for one by
//! itself.

use crate::messages::subsidies::{closing, ends_soon};
use domain::{
    phone::Phone,
    subsidies::{Desk, Window},
};
use elements::Section;
use leptos::prelude::*;

/// Until when a draft is handed in, and what there is for whoever does not get on with it.
#[derive(Debug, Clone)]
pub struct DraftHelp {
    /// The window, while applications are received.
    pub window: Option<Window>,
    /// In how many days it ends, once that is soon.
    pub left: Option<i64>,
    /// Who answers the telephone.
    pub desk: Desk,
    /// The form on paper, as a file, while applications are received.
    pub form: Option<String>,
}

/// Until when a draft is handed in; nothing where none is received now.
#[component]
pub(super) fn DraftDeadline(
    /// Of which draft.
    help: DraftHelp,
) -> impl IntoView {
    help.window.map(|window| {
        let until = match help.left {
            Some(left) => ends_soon(&window, left),
            None => format!("{}まで", closing(&window)),
        };
        view! { <p>"提出の期限："<strong>{until}</strong></p> }
    })
}

/// Whom to ask, and that paper does as well.
#[component]
pub(super) fn DraftHelpSection(
    /// Of which draft.
    help: DraftHelp,
) -> impl IntoView {
    let DraftHelp { desk, form, .. } = help;
    let form = form.map(|href| {
        view! { <p>"画面での申請が難しいときは、紙でも申請できます。"<a href=href>"紙の申請書（PDF）"</a></p> }
    });
    view! {
        <Section title="わからないとき">
            <DeskLine desk/>
            {form}
        </Section>
    }
}

/// Who answers: section, telephone, hours.
#[component]
pub(super) fn DeskLine(
    /// The desk.
    desk: Desk,
) -> impl IntoView {
    let Desk { section, phone, hours } = desk;
    let hours = (!hours.is_empty()).then(|| format!("（{hours}）"));
    view! { <p>{section}"　電話 "<DeskPhone phone/>{hours}</p> }
}

/// Its telephone, dialled at a touch where it is a number.
#[component]
pub(super) fn DeskPhone(
    /// As the city wrote it.
    phone: String,
) -> impl IntoView {
    match Phone::parse(&phone) {
        Ok(parsed) => view! { <a href=format!("tel:{}", parsed.phone.digits())>{phone}</a> }.into_any(),
        Err(_) => phone.into_any(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(phone: &str) -> String {
        let desk = Desk {
            section: "介護保険課".into(),
            phone: phone.into(),
            hours: "平日8時30分から17時15分".into(),
        };
        Owner::new().with(|| view! { <DeskLine desk/> }.to_html()).replace("<!>", "")
    }

    #[test]
    fn a_telephone_dials_the_desk_and_what_is_no_number_is_read() {
        let html = line("0741-00-1000");
        assert!(html.contains(r#"電話 <a href="tel:0741001000">0741-00-1000</a>（平日8時30分"#), "{html}");
        let html = line("代表番号から介護保険課へ");
        assert!(html.contains("電話 代表番号から介護保険課へ（平日") && !html.contains("tel:"), "{html}");
    }
}

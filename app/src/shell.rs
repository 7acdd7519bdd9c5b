//! What surrounds every page: head, skip link, identity, navigation, main, help.
//!
//! A page that needs no script gets none; applicants' pages never do. The help block stands at the same
//! place on every page (WCAG 3.2.6), and the same words lead to the same places everywhere.

mod demo_bar;
mod footer;
mod frame;
mod header;

pub use demo_bar::DemoBar;
pub use frame::{Assets, Frame, Help, ManualLink, NavItem, Surface, TenantLine, Viewer};

use elements::SkipLink;
use footer::Footer;
use header::{Header, Nav};
use leptos::prelude::*;

/// The whole document around a page.
#[component]
pub fn Shell(
    /// Who looks, where, and what the page needs.
    frame: Frame,
    /// The page: what stands in `<main>`.
    children: Children,
) -> impl IntoView {
    // Forms of the page and of the shell find their tokens here.
    provide_context(frame.tokens.clone());
    let Assets { css, islands } = frame.assets.clone();
    let title = escape(&frame.document_title());
    let css = css.into_iter().map(|href| view! { <link rel="stylesheet" href=href/> }).collect_view();
    let html_class = frame.text_size.class();
    let body_class = frame.surface.class();
    let scripts = islands.map(|options| view! { <HydrationScripts options islands=true/> });
    let main = children();
    view! {
        <!DOCTYPE html>
        <html lang="ja" class=html_class>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="format-detection" content="telephone=no"/>
                <meta name="color-scheme" content="light"/>
                // Inside `<title>` everything is text: a placeholder comment of the renderer would be shown.
                <title inner_html=title></title>
                {css}
                <link rel="icon" type="image/svg+xml" href="/assets/mark.svg"/>
                {scripts}
            </head>
            <body class=body_class>
                <SkipLink/>
                <Header frame=frame.clone()/>
                <div class="body">
                    <Nav surface=frame.surface nav=frame.nav.clone()/>
                    <main class="main" id="main" tabindex="-1">{main}</main>
                </div>
                <Footer frame/>
            </body>
        </html>
    }
}

/// Text for where the renderer does not escape it.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use elements::{FormTokens, TextSize};

    fn document(frame: Frame) -> String {
        let owner = Owner::new();
        owner.with(|| view! { <Shell frame><h1>"申請"</h1></Shell> }.to_html()).replace("<!>", "")
    }

    fn officer() -> Frame {
        Frame {
            title: "申請の一覧".into(),
            path: "/t/oita/applications".into(),
            surface: Surface::Officer,
            viewer: Some(Viewer { name: "担当 花子".into(), roles: vec!["担当".into()] }),
            tenant: Some(TenantLine {
                name: "大分市".into(),
                slug: "oita".into(),
                year: Some("令和8年度".into()),
            }),
            nav: vec![
                NavItem::new("ホーム", "/t/oita"),
                NavItem::new("審査", "/t/oita/applications").current(),
            ],
            tokens: FormTokens { csrf: "c-1".into(), once: "o-1".into() },
            help: Some(Help {
                who: "大分市 介護保険課".into(),
                phone: "097-000-0000".into(),
                hours: "平日8時30分から17時15分".into(),
                email: None,
            }),
            ..Frame::default()
        }
    }

    #[test]
    fn a_page_begins_with_a_way_past_its_head() {
        let html = document(officer());
        let skip = html.find(r##"href="#main""##).expect("a skip link");
        assert!(skip < html.find("<header").expect("a header"), "{html}");
        assert!(html.contains(r#"<html lang="ja" class="text-standard">"#));
        for landmark in ["<header", "<nav", "<main", "<footer"] {
            assert!(html.contains(landmark), "{landmark}");
        }
        assert_eq!(html.matches("<main").count(), 1);
    }

    #[test]
    fn an_officer_sees_whose_data_this_is_and_who_they_are() {
        let html = document(officer());
        assert!(
            html.contains("大分市") && html.contains("令和8年度") && html.contains("担当 花子"),
            "{html}"
        );
        assert!(html.contains(r#"aria-current="page""#), "{html}");
    }

    #[test]
    fn the_menu_of_officers_is_folded_on_a_phone_and_its_line_says_where_one_is() {
        let html = document(officer());
        let fold = r#"<details class="nav__fold"><summary class="nav__summary">メニュー<span class="nav__here">　いまの場所：審査</span></summary></details><ul class="nav__list">"#;
        assert!(html.contains(fold), "{html}");
        let nowhere = Frame { nav: vec![NavItem::new("ホーム", "/t/oita")], ..officer() };
        assert!(!document(nowhere).contains("いまの場所"));
        let applicant = Frame { surface: Surface::Applicant, ..officer() };
        assert!(!document(applicant).contains("<details"), "three places need no fold");
    }

    #[test]
    fn a_page_without_islands_has_no_script_at_all() {
        assert!(!document(officer()).contains("<script"));
    }

    #[test]
    fn a_refused_form_says_error_first_in_the_title() {
        let html = document(Frame { rejected: true, ..officer() });
        assert!(html.contains("<title>エラー：申請の一覧｜ひろめる｜大分市</title>"), "{html}");
    }

    #[test]
    fn the_title_is_plain_text_whatever_stands_in_it() {
        let frame = Frame { title: "</title><script>1</script>".into(), ..officer() };
        let html = Owner::new().with(|| view! { <Shell frame><h1>"申請"</h1></Shell> }.to_html());
        let title = &html[html.find("<title>").expect("a title")..html.find("</title>").expect("its end")];
        assert!(!title["<title>".len()..].contains('<') && title.contains("&lt;/title&gt;"), "{title}");
    }

    #[test]
    fn the_foot_says_whom_to_ask() {
        let html = document(officer());
        assert!(html.contains("大分市 介護保険課") && html.contains("平日8時30分から17時15分"), "{html}");
        assert!(html.contains(r#"href="tel:0970000000""#), "{html}");
        assert!(!document(Frame::default()).contains("お困りのときは"), "no heading over nothing");
    }

    #[test]
    fn large_letters_are_a_class_and_never_a_style() {
        let html = document(Frame { text_size: TextSize::Largest, ..officer() });
        assert!(html.contains("text-largest") && !html.contains("style="), "{html}");
        assert!(html.contains(r#"name="size" value="large""#), "the other sizes can be chosen: {html}");
    }

    #[test]
    fn in_the_demonstration_one_can_become_somebody_else_and_read_the_mail() {
        let bar = DemoBar {
            sentence: "You are a clerk. Try the queue.".into(),
            people: vec![("clerk".into(), "担当".into()), ("viewer".into(), "閲覧".into())],
            current: Some("viewer".into()),
        };
        let html = document(Frame { demo: Some(bar), ..officer() });
        assert!(html.contains(r#"href="/demo""#) && html.contains(r#"href="/outbox""#), "{html}");
        assert!(html.contains("You are a clerk. Try the queue."), "{html}");
        assert!(html.contains(r#"<option value="viewer" selected>閲覧</option>"#), "{html}");
        assert!(!document(officer()).contains("/outbox"));
    }
}

//! The mails of the demonstration, which are shown instead of being sent.

use crate::paths;
use elements::{Breadcrumb, Column, Crumb, Density, EmptyState, PageHeader, SummaryList, SummaryRow, Table};
use leptos::prelude::*;

/// A mail in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailLine {
    /// Its name in the folder.
    pub name: String,
    /// When it was written, in words.
    pub written: String,
    /// To whom.
    pub to: String,
    /// What it is about.
    pub subject: String,
}

/// A mail to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailToRead {
    /// When it was written, in words.
    pub written: String,
    /// To whom: name and address.
    pub to: String,
    /// From whom: name and address.
    pub from: String,
    /// What it is about.
    pub subject: String,
    /// The text.
    pub text: String,
}

/// A piece of a mail's text.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece<'a> {
    Words(&'a str),
    Link { path: &'a str, shown: &'a str },
}

/// Cuts a text where it names a page of this very site; only such addresses become links.
fn pieces<'a>(text: &'a str, site: &str) -> Vec<Piece<'a>> {
    let mut cut = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(site).filter(|_| !site.is_empty()) {
        let address = &rest[at..];
        let length = address.find(|c: char| c.is_whitespace() || !c.is_ascii()).unwrap_or(address.len());
        let (shown, after) = address.split_at(length);
        let path = &shown[site.len()..];
        if path.starts_with('/') && !path.starts_with("//") {
            cut.push(Piece::Words(&rest[..at]));
            cut.push(Piece::Link { path, shown });
        } else {
            cut.push(Piece::Words(&rest[..at + length]));
        }
        rest = after;
    }
    cut.push(Piece::Words(rest));
    cut.retain(|piece| *piece != Piece::Words(""));
    cut
}

/// The newest mails.
#[component]
pub fn OutboxPage(
    /// Newest first.
    mails: Vec<MailLine>,
) -> impl IntoView {
    let list = if mails.is_empty() {
        let why =
            "申請を送信したり、ログインの番号を申し込んだりすると、送られるはずのメールがここに並びます。";
        view! { <EmptyState title="メールはまだありません"><p>{why}</p></EmptyState> }.into_any()
    } else {
        let rows = mails
            .into_iter()
            .map(|MailLine { name, written, to, subject }| {
                view! {
                    <tr>
                        <td>{written}</td>
                        <td>{to}</td>
                        <td><a href=paths::outbox_mail(&name)>{subject}</a></td>
                    </tr>
                }
            })
            .collect_view();
        let columns = vec![Column::new("日時"), Column::new("宛先"), Column::new("件名")];
        view! { <Table caption="送信メール" columns density=Density::Dense caption_hidden=true>{rows}</Table> }
            .into_any()
    };
    view! {
        <PageHeader title="送信メール" lead="体験版では、メールは送られません。送られるはずだったメールを、新しい順に表示しています。"/>
        {list}
    }
}

/// One mail.
#[component]
pub fn OutboxMailPage(
    /// The mail.
    mail: MailToRead,
    /// Where this site is, as mails name it: `https://hiromeru.example`.
    site: String,
) -> impl IntoView {
    let MailToRead { written, to, from, subject, text } = mail;
    let text = pieces(&text, &site)
        .into_iter()
        .map(|piece| match piece {
            Piece::Words(words) => words.to_owned().into_any(),
            Piece::Link { path, shown } => {
                view! { <a href=path.to_owned()>{shown.to_owned()}</a> }.into_any()
            }
        })
        .collect_view();
    view! {
        <Breadcrumb crumbs=vec![Crumb::new("送信メール", paths::outbox())] here=subject.clone()/>
        <PageHeader title=subject/>
        <SummaryList dense=true>
            <SummaryRow label="日時">{written}</SummaryRow>
            <SummaryRow label="宛先">{to}</SummaryRow>
            <SummaryRow label="差出人">{from}</SummaryRow>
        </SummaryList>
        <div class="letter">{text}</div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html<V: IntoView + 'static>(page: impl FnOnce() -> V) -> String {
        Owner::new().with(|| page().into_view().to_html())
    }

    #[test]
    fn an_address_of_this_site_becomes_a_link_and_no_other_does() {
        let site = "http://127.0.0.1:3000";
        let text = "次の画面へ。\nhttp://127.0.0.1:3000/sign-in/link/abc\nhttp://127.0.0.1:3000.evil.example/x \
                    https://evil.example/y http://127.0.0.1:3000//evil.example";
        let links: Vec<_> = pieces(text, site)
            .into_iter()
            .filter_map(|piece| match piece {
                Piece::Link { path, .. } => Some(path),
                Piece::Words(_) => None,
            })
            .collect();
        assert_eq!(links, ["/sign-in/link/abc"]);
        let whole: String = pieces(text, site)
            .into_iter()
            .map(|piece| match piece {
                Piece::Link { shown, .. } => shown,
                Piece::Words(words) => words,
            })
            .collect();
        assert_eq!(whole, text);
    }

    #[test]
    fn the_words_of_a_mail_are_shown_and_not_run() {
        let mail = MailToRead {
            written: "令和6年7月3日".into(),
            to: "<b>".into(),
            from: "みどり野市".into(),
            subject: "<script>alert(1)</script>".into(),
            text: "一行目\n<img src=x onerror=alert(1)>".into(),
        };
        let html = html(move || view! { <OutboxMailPage mail site="http://a.example".to_owned()/> });
        assert!(
            !html.contains("<script") && !html.contains("<img") && html.contains("一行目\n&lt;img"),
            "{html}"
        );
    }

    #[test]
    fn an_empty_outbox_says_what_would_fill_it() {
        let html = html(|| view! { <OutboxPage mails=vec![]/> });
        assert!(html.contains("メールはまだありません"), "{html}");
    }

    #[test]
    fn each_mail_stands_with_its_address_and_leads_to_its_text() {
        let line = MailLine {
            name: "20240703T030000-1".into(),
            written: "令和6年7月3日 12:00".into(),
            to: "ひだまり（office@hidamari.example）".into(),
            subject: "申請を受け付けました".into(),
        };
        let html = html(|| view! { <OutboxPage mails=vec![line]/> });
        assert!(html.contains("href=\"/outbox/20240703T030000-1\""), "{html}");
    }
}

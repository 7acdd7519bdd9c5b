//! What was sent, or is put up as a notice, as everybody reads it: nobody is named.

use crate::{paths, when};
use chrono::{DateTime, Utc};
use elements::{Breadcrumb, Crumb, PageHeader, Section, SummaryList, SummaryRow};
use leptos::prelude::*;

/// What the page says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnnouncementView {
    /// The municipality's word in addresses.
    pub slug: String,
    /// Its name.
    pub municipality: String,
    /// 件名, without anybody's name.
    pub subject: String,
    /// 本文, without anybody's name.
    pub body: String,
    /// Whether it was sent to offices; else it is a notice.
    pub sent: bool,
    /// When its sending began, or since when it is there.
    pub begun: DateTime<Utc>,
    /// Who answers.
    pub department: String,
    /// Its telephone; empty when none is known.
    pub phone: String,
    /// When it answers; empty when nothing is said.
    pub hours: String,
}

/// A piece of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece<'a> {
    Words(&'a str),
    Link(&'a str),
}

/// Cuts a text where it names a page of the web.
fn pieces(text: &str) -> Vec<Piece<'_>> {
    let (mut cut, mut rest) = (Vec::new(), text);
    while let Some(at) = rest.find("https://") {
        let (words, address) = rest.split_at(at);
        let ends = |c: char| !c.is_ascii_graphic() || matches!(c, '<' | '>' | '"');
        let (link, after) = address.split_at(address.find(ends).unwrap_or(address.len()));
        cut.extend([Piece::Words(words), Piece::Link(link)]);
        rest = after;
    }
    cut.push(Piece::Words(rest));
    cut.retain(|piece| *piece != Piece::Words(""));
    cut
}

/// The page.
#[component]
pub fn AnnouncementPage(
    /// What it says.
    view: AnnouncementView,
) -> impl IntoView {
    let AnnouncementView { slug, municipality, subject, body, sent, begun, department, phone, hours } = view;
    let (lead, day) = if sent {
        (
            "事業所にお送りしたお知らせです。事業所ごとに変わるところは、共通の言葉で載せています。",
            "お送りした日",
        )
    } else {
        ("介護事業所のみなさまへのお知らせです。", "掲載した日")
    };
    let body = pieces(&body)
        .into_iter()
        .map(|piece| match piece {
            Piece::Words(words) => words.to_owned().into_any(),
            Piece::Link(link) => {
                let href = link.to_owned();
                view! { <a href=href rel="noreferrer">{link.to_owned()}</a> }.into_any()
            }
        })
        .collect_view();
    let hours = if hours.is_empty() { hours } else { format!("（{hours}）") };
    let phone = (!phone.is_empty())
        .then(|| view! { <SummaryRow label="電話">{format!("{phone}{hours}")}</SummaryRow> });
    view! {
        <Breadcrumb crumbs=vec![Crumb::new("補助金の案内", paths::guides(&slug))] here=subject.clone()/>
        <PageHeader title=subject caption=municipality.clone() lead/>
        <div class="letter">{body}</div>
        <Section title="お問い合わせ">
            <SummaryList dense=true>
                <SummaryRow label="担当">{format!("{municipality} {department}").trim().to_owned()}</SummaryRow>
                {phone}
                <SummaryRow label=day>{when::moment(begun)}</SummaryRow>
            </SummaryList>
        </Section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_the_web_become_links() {
        use Piece::{Link, Words};
        assert_eq!(
            pieces("説明会\nhttps://city.example.jp/a?b=1、または http://x https://y\"><b>"),
            [
                Words("説明会\n"),
                Link("https://city.example.jp/a?b=1"),
                Words("、または http://x "),
                Link("https://y"),
                Words("\"><b>"),
            ]
        );
        assert!(pieces("").is_empty());
    }
}

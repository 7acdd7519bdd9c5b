//! The same text as simple HTML: paragraphs, line ends and links that are written out. No picture, no style, nothing
//! from elsewhere, so that what 無害化 takes away was not there, and nothing tells who opened it.

/// A text as a page.
pub fn as_html(title: &str, text: &str) -> String {
    let mut page = String::with_capacity(text.len() * 2);
    page.push_str("<!DOCTYPE html>\n<html lang=\"ja\">\n<head><meta charset=\"utf-8\"><title>");
    escape(title, &mut page);
    page.push_str("</title></head>\n<body>\n");
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    for paragraph in
        text.split("\n\n").map(|lines| lines.trim_matches('\n')).filter(|lines| !lines.is_empty())
    {
        page.push_str("<p>");
        for (place, line) in paragraph.split('\n').enumerate() {
            if place > 0 {
                page.push_str("<br>\n");
            }
            linked(line, &mut page);
        }
        page.push_str("</p>\n");
    }
    page.push_str("</body>\n</html>\n");
    page
}

/// A line whose addresses are links that read as what they are.
fn linked(line: &str, page: &mut String) {
    let mut rest = line;
    while let Some(at) = ["https://", "http://"].iter().filter_map(|scheme| rest.find(scheme)).min() {
        let (before, from) = rest.split_at(at);
        let end = from.find(|c: char| !is_of_address(c)).unwrap_or(from.len());
        let (address, after) = from.split_at(end);
        // A full stop at the end of a sentence is not the address's.
        let kept = address.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']']);
        escape(before, page);
        if kept.ends_with("//") {
            escape(address, page);
        } else {
            page.push_str("<a href=\"");
            escape(kept, page);
            page.push_str("\">");
            escape(kept, page);
            page.push_str("</a>");
            escape(&address[kept.len()..], page);
        }
        rest = after;
    }
    escape(rest, page);
}

const fn is_of_address(c: char) -> bool {
    c.is_ascii_graphic() && !matches!(c, '<' | '>' | '"' | '\'' | '`' | '|')
}

fn escape(text: &str, page: &mut String) {
    for c in text.chars() {
        match c {
            '&' => page.push_str("&amp;"),
            '<' => page.push_str("&lt;"),
            '>' => page.push_str("&gt;"),
            '"' => page.push_str("&quot;"),
            '\'' => page.push_str("&#39;"),
            c => page.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn paragraphs_and_links_are_all_there_is() {
        let text = "ひだまり 御中\n\n説明会を開きます。\nhttps://city.example.jp/a?b=1&c=2（別の画面）\n\n詳しくは http://city.example.jp/.";
        let page = as_html("【市】<説明会>", text);
        for part in [
            "<title>【市】&lt;説明会&gt;</title>",
            "<p>ひだまり 御中</p>",
            "説明会を開きます。<br>\n<a href=\"https://city.example.jp/a?b=1&amp;c=2\">https://city.example.jp/a?b=1&amp;c=2</a>（別の画面）</p>",
            "<a href=\"http://city.example.jp/\">http://city.example.jp/</a>.</p>",
        ] {
            assert!(page.contains(part), "{part}: {page}");
        }
        assert!(!page.contains("<img") && !page.contains("style"));
        assert!(as_html("", "http://").contains("<p>http://</p>"), "no address, no link");
    }

    proptest! {
        #[test]
        fn nothing_typed_becomes_a_tag(text in "[\\PC\n<>&\"'/:.a-zhttps]{0,120}") {
            let page = as_html(&text, &text);
            let body = page.split_once("<body>").unwrap().1;
            for part in body.split('<').skip(1) {
                let tag = part.split_once('>').unwrap().0;
                let known = ["p", "/p", "br", "/a", "/body", "/html"].contains(&tag);
                let link = tag.strip_prefix("a href=\"").and_then(|rest| rest.strip_suffix('"'));
                prop_assert!(known || link.is_some_and(|to| to.starts_with("http") && !to.contains('"')), "{tag}");
            }
        }
    }
}

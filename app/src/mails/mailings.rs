//! What is added to every mail of outreach: who writes, whom to ask, and how to stop it (特定電子メール法; domain.md §4).

/// Who writes and where the reader turns.
#[derive(Debug, Clone, Copy)]
pub struct Sender<'a> {
    /// みどり野市.
    pub municipality: &'a str,
    /// 健康福祉部介護保険課.
    pub section: &'a str,
    /// Its postal address.
    pub address: &'a str,
    /// Its telephone.
    pub phone: &'a str,
    /// When it answers.
    pub hours: &'a str,
    /// The page that stops outreach to this address; none where nobody outside reaches the program.
    pub stop: Option<&'a str>,
    /// The page on which everybody reads the text, where there is one.
    pub page: Option<&'a str>,
}

/// A text with its end. Plain text and one short address, so that it survives 無害化.
pub fn outreach(text: &str, sender: Sender) -> String {
    let Sender { municipality, section, address, phone, hours, stop, page } = sender;
    let hours = if hours.is_empty() { String::new() } else { format!("（{hours}）") };
    let lines = [
        format!("{municipality} {section}").trim().to_owned(),
        address.to_owned(),
        if phone.is_empty() { String::new() } else { format!("電話 {phone}{hours}") },
    ];
    let lines: Vec<_> = lines.into_iter().filter(|line| !line.is_empty()).collect();
    let how = match stop {
        Some(page) => format!("次のページを開いてください。\n{page}"),
        None => "上の担当へ、お電話か、このメールへの返信でお知らせください。".to_owned(),
    };
    let page =
        page.map(|page| format!("\n\nこのお知らせは、次のページでも読めます。\n{page}")).unwrap_or_default();
    format!(
        "{}{page}\n\n--\n{}\n\nこのお知らせの配信を止めるときは、{how}\n（止めた後も、補助金の受付や決定など、手続に必要なお知らせは届きます）\n",
        text.trim_end(),
        lines.join("\n")
    )
}

/// The subject of a test.
pub fn test_subject(subject: &str) -> String {
    format!("【テスト】{subject}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_outreach_says_who_writes_and_how_to_stop_it() {
        let sender = Sender {
            municipality: "みどり野市",
            section: "介護保険課",
            address: "みどり県みどり野市本町1番1号",
            phone: "0741-00-1000",
            hours: "平日 8時30分から17時15分",
            stop: Some("https://hiromeru.example/stop/abc"),
            page: None,
        };
        insta::assert_snapshot!(outreach("ひだまり 御中\n\n説明会を開きます。\n", sender));
        let bare = outreach("本文", Sender { address: "", phone: "", hours: "", ..sender });
        let everybody = outreach("本文", Sender { page: Some("https://hiromeru.example/t/a"), ..sender });
        assert!(everybody.starts_with(
            "本文\n\nこのお知らせは、次のページでも読めます。\nhttps://hiromeru.example/t/a\n\n--\n"
        ));
        let told = outreach("本文", Sender { stop: None, ..sender });
        assert!(told.contains("お電話か、このメールへの返信") && !told.contains("http"), "{told}");
        assert!(bare.starts_with("本文\n\n--\nみどり野市 介護保険課\n\nこのお知らせ"), "{bare}");
    }
}

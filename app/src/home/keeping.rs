//! What waits for an administrator: work that nobody can do, people who have not begun, a sender that is not set.

use crate::{messages::settings as words, paths, settings::ChainState};
use domain::settings::SenderField;
use elements::{Cards, LinkCard, Section};
use leptos::prelude::*;

/// What an administrator should look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keeping {
    /// Pieces of work held by people who cannot sign in.
    pub stranded: u64,
    /// Invited people who have not set up yet.
    pub invited: usize,
    /// What a notice or a mail would lack.
    pub missing: Vec<SenderField>,
    /// How the chain of the record stands.
    pub chain: ChainState,
}

impl Keeping {
    /// Title, sentence and page of each thing, the most urgent first.
    fn cards(self, slug: &str) -> Vec<(&'static str, String, String)> {
        let Self { stranded, invited, missing, chain } = self;
        let broken = match chain {
            ChainState::Broken { .. } => Some(("監査記録の破損", chain.sentence(), paths::audit(slug))),
            ChainState::Never => {
                Some(("監査記録の検証", "まだ一度も検証していません。".to_owned(), paths::audit(slug)))
            }
            ChainState::Verified { .. } => None,
        };
        let stranded = (stranded > 0).then(|| {
            let sentence = format!(
                "利用を止めた人が担当のままの仕事が{stranded}件あります。別の人に引き継いでください。"
            );
            ("仕事の引き継ぎ", sentence, paths::handovers(slug))
        });
        let invited = (invited > 0).then(|| {
            (
                "招待中の利用者",
                format!("{invited}人がまだパスワードを設定していません。"),
                paths::people(slug),
            )
        });
        let missing = (!missing.is_empty()).then(|| {
            let fields: Vec<&str> = missing.into_iter().map(words::sender_label).collect();
            ("差出人と窓口", format!("まだ空の項目があります：{}", fields.join("、")), paths::sender(slug))
        });
        [broken, stranded, missing, invited].into_iter().flatten().collect()
    }
}

/// The cards; nothing where nothing waits.
#[component]
pub(super) fn KeepingList(slug: String, keeping: Keeping) -> impl IntoView {
    let cards = keeping.cards(&slug);
    (!cards.is_empty()).then(|| {
        let cards = cards
            .into_iter()
            .map(|(title, sentence, href)| view! { <LinkCard href title><p>{sentence}</p></LinkCard> })
            .collect_view();
        view! { <Section title="管理者の仕事"><Cards>{cards}</Cards></Section> }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{TimeZone as _, Utc};

    fn html(keeping: Keeping) -> String {
        let owner = Owner::new();
        owner
            .with(|| view! { <KeepingList slug="midorino".to_owned() keeping/> }.to_html())
            .replace("<!>", "")
    }

    #[test]
    fn an_administrator_is_led_to_what_waits_and_to_nothing_else() {
        let at = Utc.with_ymd_and_hms(2024, 7, 3, 1, 0, 0).unwrap();
        let quiet = Keeping {
            stranded: 0,
            invited: 0,
            missing: Vec::new(),
            chain: ChainState::Verified { seq: 12, at },
        };
        assert_eq!(html(quiet.clone()), "");
        let busy = html(Keeping { stranded: 3, chain: ChainState::Broken { seq: 4, at }, ..quiet });
        let (broken, stranded) = (busy.find("4番の記録").unwrap(), busy.find("仕事が3件あります").unwrap());
        assert!(broken < stranded && busy.contains("/t/midorino/handovers"), "{busy}");
    }
}

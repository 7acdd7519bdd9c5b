//! 使い方: a manual for each kind of person, with the screens of the demonstration, made to be printed on A4.
//!
//! The words stand here; the pictures are made anew by `cargo xtask pictures` from the very pages they explain.

mod administrator;
mod applicant;
mod approver;
mod central;
mod clerk;
mod federation;
mod page;
mod prefecture;

pub use page::{ManualPage, ManualsPage};

/// A manual.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Manual {
    /// Its word in the address.
    pub key: &'static str,
    /// For whom.
    pub title: &'static str,
    /// What one can do with it.
    pub lead: &'static str,
    /// The steps that are told in words alone.
    pub plain: &'static [&'static str],
    /// One thing to do after the other.
    pub steps: &'static [ManualStep],
}

/// One thing to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ManualStep {
    /// Its word in the address and in the name of its picture.
    pub key: &'static str,
    /// What is done.
    pub title: &'static str,
    /// How, a sentence or two each.
    pub words: &'static [&'static str],
}

/// What a federation and a prefecture do alike with who comes to their occasions.
const BODIES: ManualStep = ManualStep {
    key: "bodies",
    title: "団体の申込みを受け、参加を残す",
    words: &[
        "団体は、公開ページか「催しの案内」から申し込みます。「電話などで受けた申込みを入力する」で、代わりに入力できます。",
        "変更や取消しの電話を受けたら、「参加団体の一覧」で団体の名前を押して入力します。",
        "「都道府県別の申込状況」は、いつでも数え直した表です。ExcelやCSVで保存できます。",
        "当日から「参加を記録する」で、団体ごとの人数と、Zoomなどの方法ごとの数を残せます。",
    ],
};

/// Every manual.
pub const MANUALS: [Manual; 7] = [
    applicant::MANUAL,
    clerk::MANUAL,
    approver::MANUAL,
    administrator::MANUAL,
    federation::MANUAL,
    prefecture::MANUAL,
    central::MANUAL,
];

impl Manual {
    /// The manual with this word.
    pub fn find(key: &str) -> Option<Self> {
        MANUALS.into_iter().find(|manual| manual.key == key)
    }

    /// The address of the picture of a step; none where its words are enough.
    pub fn picture(&self, step: &ManualStep) -> Option<String> {
        let plain = self.plain.contains(&step.key);
        (!plain).then(|| format!("/assets/manual-{}-{}.png", self.key, step.key))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_step_has_its_picture_and_every_picture_its_step() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/assets");
        let there: BTreeSet<_> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| format!("/assets/{}", entry.unwrap().file_name().to_string_lossy()))
            .filter(|name| name.starts_with("/assets/manual-"))
            .collect();
        let named: BTreeSet<_> = MANUALS
            .iter()
            .flat_map(|manual| manual.steps.iter().filter_map(|step| manual.picture(step)))
            .collect();
        assert_eq!(there, named);
    }

    #[test]
    fn what_is_told_in_words_alone_is_a_step() {
        for manual in MANUALS {
            for key in manual.plain {
                assert!(manual.steps.iter().any(|step| step.key == *key), "{key}");
            }
        }
    }

    #[test]
    fn every_sentence_is_short_enough_to_be_followed_with_a_finger() {
        for manual in MANUALS {
            for step in manual.steps {
                assert!(!step.words.is_empty(), "{}", step.title);
                for words in step.words {
                    for sentence in words.split('。') {
                        assert!(sentence.chars().count() <= 60, "{sentence}");
                    }
                }
            }
        }
    }
}

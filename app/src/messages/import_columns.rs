//! Words for the columns of a file that is imported: what is known of each, and how surely.

use domain::imports::{Confidence, Known};

/// How it is known what a column holds.
pub const fn known(known: Known) -> &'static str {
    match known {
        Known::Heading => "見出しから",
        Known::Content => "中身から",
        Known::Person => "選択",
        Known::AddressPart => "住所の続きとして読みます",
        Known::FurtherService => "2つ目からのサービスとして読みます",
        Known::NumberPart => "事業所番号の続きとして読みます",
        Known::ForWhom => "介護予防のサービスかどうかを読みます",
        Known::Town => "どの市区町村の事業所かを読みます",
        Known::Not => "",
    }
}

/// How sure a proposal is; nothing where it is certain, or where there is none.
pub const fn confidence(known: Known, confidence: Confidence) -> &'static str {
    match (known, confidence) {
        (Known::Heading | Known::Content, Confidence::Medium) => "。確かめてください",
        (Known::Heading | Known::Content, Confidence::Low) => "。あまり確かではありません",
        (Known::Heading | Known::Content, Confidence::High)
        | (
            Known::Not
            | Known::Person
            | Known::AddressPart
            | Known::FurtherService
            | Known::NumberPart
            | Known::ForWhom
            | Known::Town,
            _,
        ) => "",
    }
}

/// Characters of a number that stands in one cell; fewer are a part of one that goes on in the next columns.
const WHOLE: usize = 9;

/// A number of an office that was read without what stood between its characters, or from several columns.
pub fn joined_number(found: &str, repaired: &str) -> String {
    if found.chars().filter(|c| c.is_alphanumeric()).count() < WHOLE {
        format!("いくつかの列に分かれている事業所番号を、つなげて「{repaired}」と読みました")
    } else {
        format!("事業所番号{found}の区切りを除いて「{repaired}」と読みました")
    }
}

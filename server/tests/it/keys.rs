//! Keys: what they seal, sign and prove; and links, each of which is good for one purpose alone.

use domain::ids::FeedId;
use server::{
    demos::{feeds, tokens as demo_tokens},
    keys::{KeyError, Keyring, Purpose, digits},
    surveys::tokens::{self as survey_tokens, Link},
};
use std::{collections::BTreeSet, fs};
use uuid::Uuid;

#[test]
fn what_is_sealed_opens_for_its_owner_alone() {
    let keys = Keyring::of_byte(7);
    let sealed = keys.seal("account 1", b"JBSWY3DPEHPK3PXP");
    assert_eq!(keys.open("account 1", &sealed).unwrap(), b"JBSWY3DPEHPK3PXP");
    assert!(keys.open("account 2", &sealed).is_err());
    assert!(Keyring::of_byte(8).open("account 1", &sealed).is_err());
    assert!(keys.open("account 1", "test.AA").is_err());
}

#[test]
fn a_key_file_is_created_once_and_reads_back() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("keys.json");
    Keyring::create(&path, "2026-11").unwrap();
    let keys = Keyring::read(&path).unwrap();
    assert!(keys.verifies("csrf", "a", &keys.hash("csrf", "a")));
    assert!(!keys.verifies("csrf", "a", &keys.hash("code", "a")));
    assert!(matches!(Keyring::create(&path, "again"), Err(KeyError::File { .. })));
}

#[test]
fn a_weak_or_missing_key_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("keys.json");
    assert!(matches!(Keyring::read(&path), Err(KeyError::File { .. })));
    for (text, fits) in [
        (r#"{"keys":[]}"#, "no key"),
        (r#"{"keys":[{"id":"a","secret":"c2hvcnQ"}]}"#, "32 bytes"),
        ("secret", "expected form"),
    ] {
        fs::write(&path, text).unwrap();
        let error = Keyring::read(&path).unwrap_err().to_string();
        assert!(error.contains(fits), "{error}");
    }
}

#[test]
fn codes_have_their_digits() {
    for _ in 0..100 {
        let code = digits(8);
        assert!(code.len() == 8 && code.bytes().all(|b| b.is_ascii_digit()), "{code}");
    }
}

#[test]
fn a_token_names_its_thing_for_one_purpose_and_cannot_be_made_without_the_keys() {
    const STOP: Purpose = Purpose::new("stop outreach");
    const OTHER: Purpose = Purpose::new("occasion registration");
    let (keys, id) = (Keyring::of_byte(7), Uuid::from_u128(12));
    let token = keys.signed_id(STOP, id);
    assert_eq!(token.len(), 44);
    assert_eq!(keys.opened_id(STOP, &token), Some(id));
    assert_eq!(keys.opened(STOP, &token).unwrap(), id.as_bytes());
    assert_eq!(keys.opened_id(OTHER, &token), None);
    assert_eq!(Keyring::of_byte(8).opened_id(STOP, &token), None);
    let other = keys.signed_id(STOP, Uuid::from_u128(13));
    let forged = format!("{}{}", &other[..22], &token[22..]);
    for wrong in
        ["", "a", "日本", &token[1..], &format!("{token}A"), &"あ".repeat(15), &"A".repeat(44), &forged]
    {
        assert_eq!(keys.opened_id(STOP, wrong), None, "{wrong}");
        assert_eq!(keys.opened(STOP, wrong), None, "{wrong}");
    }
    // Bytes that are no id are opened, and are none.
    let longer = keys.signed(STOP, &[1; 24]);
    assert_eq!(keys.opened(STOP, &longer).unwrap(), [1; 24]);
    assert_eq!(keys.opened_id(STOP, &longer), None);
}

#[test]
fn a_code_is_eight_digits_in_any_width_of_one_thing_alone() {
    const CODE: &str = "opinion code";
    let (keys, id) = (Keyring::of_byte(7), Uuid::from_u128(12).to_string());
    let told = keys.code(CODE, &id);
    assert_eq!(told.len(), 8);
    let codes: BTreeSet<_> = (0..50).map(|n| keys.code(CODE, &Uuid::from_u128(n).to_string())).collect();
    assert_eq!(codes.len(), 50, "each thing has a code of its own");
    let wide: String = told.chars().filter_map(|c| char::from_u32(u32::from(c) + 0xFEE0)).collect();
    assert!(keys.is_code(CODE, &id, &told) && keys.is_code(CODE, &id, &wide));
    let other = Uuid::from_u128(13).to_string();
    assert!(!keys.is_code(CODE, &other, &told) && !keys.is_code(CODE, &id, ""));
    assert!(!Keyring::of_byte(8).is_code(CODE, &id, &told));
}

#[test]
fn a_link_to_a_registration_is_none_to_an_invitation_and_neither_is_made_without_the_keys() {
    let (keys, id) = (Keyring::of_byte(7), Uuid::from_u128(12));
    let token = demo_tokens::coming(&keys, id.into());
    assert_eq!(demo_tokens::read_coming(&keys, &token), Some(id.into()));
    assert_eq!(demo_tokens::read_invited(&keys, &token), None);
    assert_eq!(demo_tokens::read_coming(&Keyring::of_byte(8), &token), None);
    assert_eq!(demo_tokens::read_invited(&keys, &demo_tokens::invited(&keys, id.into())), Some(id.into()));
    for wrong in ["", "a", &token[1..], &format!("{token}A"), &"あ".repeat(15), &"A".repeat(44)] {
        assert_eq!(demo_tokens::read_coming(&keys, wrong), None, "{wrong}");
    }
}

#[test]
fn an_address_of_a_calendar_names_its_feed_and_cannot_be_made_without_the_keys() {
    let (keys, feed) = (Keyring::of_byte(7), FeedId::from_uuid(Uuid::from_u128(12)));
    let own = feeds::token(&keys, feed);
    assert_eq!(own.len(), 54);
    assert_eq!(feeds::read(&keys, &own), Some(feed));
    assert_eq!(feeds::read(&Keyring::of_byte(8), &own), None);
    let other = feeds::token(&keys, FeedId::from_uuid(Uuid::from_u128(13)));
    assert_eq!(feeds::read(&keys, &format!("{}{}", &other[..22], &own[22..])), None);
    for wrong in ["", "a", &own[1..], &format!("{own}A"), &"あ".repeat(18), &"A".repeat(54)] {
        assert_eq!(feeds::read(&keys, wrong), None, "{wrong}");
    }
}

#[test]
fn a_link_of_a_survey_leads_to_what_it_was_made_for() {
    let (keys, id) = (Keyring::of_byte(7), Uuid::from_u128(12));
    for made in [Link::Invitation(id.into()), Link::Everybody(id.into()), Link::Response(id.into())] {
        let token = survey_tokens::of(&keys, made);
        assert_eq!(survey_tokens::link(&keys, &token), Some(made));
        assert_eq!(survey_tokens::link(&Keyring::of_byte(8), &token), None);
    }
    assert_eq!(survey_tokens::link(&keys, "check"), None);
}

#[test]
fn a_code_of_a_survey_is_printed_again_and_found_as_it_is_typed() {
    let (keys, id) = (Keyring::of_byte(7), Uuid::from_u128(12).into());
    let hash = survey_tokens::new_code_hash(&keys, id);
    let code = survey_tokens::code(&keys, id, &hash).unwrap();
    assert_eq!(code.len(), 12);
    let printed = survey_tokens::printed(&code);
    assert_eq!(printed.chars().filter(|c| *c == '-').count(), 2);
    for typed in [code.clone(), printed.clone(), format!(" {} ", printed.replace('-', "－"))] {
        assert!(survey_tokens::typed_code(&keys, &typed).unwrap().contains(&hash), "{typed}");
    }
    assert_eq!(survey_tokens::typed_code(&keys, "1234"), None);
    assert_eq!(survey_tokens::code(&Keyring::of_byte(8), id, &hash), None, "another ring made it");
}

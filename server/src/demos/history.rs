//! What happened to a session, as each house reads it.

use super::differing;
use crate::error::Error;
use app::demos::Moment;
use domain::{
    demos::{Happening, Side},
    ids::AccountId,
};
use serde_json::Value;
use std::collections::BTreeMap;
use store::{Tx, demos::sessions::Session, events, members as people};

/// What happened, as this house's chain has it. Who did it is named where they belong here; registrations are counted
/// above and left out.
pub(super) async fn moments(
    tx: &Tx,
    session: &Session,
    side: Side,
    federation: &str,
) -> Result<Vec<Moment>, Error> {
    let other = match side {
        Side::Federation => &session.name,
        Side::Municipality | Side::Both => federation,
    };
    let mut moments = Vec::new();
    // Each colleague is asked for once, however much they did.
    let mut names: BTreeMap<AccountId, Option<String>> = BTreeMap::new();
    for event in events::of_subject(tx, "demo", session.id.uuid()).await? {
        let Some(happening) = Happening::from_code(&event.kind) else { continue };
        let comes_and_goes = matches!(
            happening,
            Happening::Registered
                | Happening::Changed
                | Happening::Withdrawn
                | Happening::Switched
                | Happening::PlaceHeld
                | Happening::PlaceFreed
        );
        if comes_and_goes {
            continue;
        }
        let known = match event.account {
            Some(account) => match names.get(&account) {
                Some(name) => name.clone(),
                None => {
                    let name = people::find(tx, account).await?.map(|member| member.account.name);
                    names.insert(account, name.clone());
                    name
                }
            },
            None => None,
        };
        let nobody = match (event.account, happening) {
            // The line moves by itself, and whoever comes by a link has no account.
            (None, Happening::Offered | Happening::Lapsed) => Some("自動"),
            (_, Happening::Waits | Happening::PlaceTaken) | (None, Happening::Asked) => {
                Some("参加する事業所")
            }
            (_, Happening::CityAsked) if !session.told => Some(session.name.as_str()),
            (_, Happening::CityAgreed | Happening::CityDeclined) => Some("誘われた市区町村"),
            (_, Happening::CityLeft) => Some("いっしょに開く市区町村"),
            _ => None,
        };
        let by = known.unwrap_or_else(|| nobody.unwrap_or(other).to_owned());
        let about = if happening == Happening::Amended { amended(&event.payload) } else { String::new() };
        moments.push(Moment { at: event.at, happening, by, about });
    }
    moments.reverse();
    Ok(moments)
}

/// Which fields of a request were changed, in words.
fn amended(payload: &Value) -> String {
    let names = payload.get("fields").and_then(Value::as_array).into_iter().flatten();
    names.filter_map(Value::as_str).filter_map(differing::asked_word).collect::<Vec<_>>().join("、")
}

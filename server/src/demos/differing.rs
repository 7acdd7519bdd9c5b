//! What a house keeps for its sessions, when somebody else changed it meanwhile: who, when, and what is different now.

use crate::error::Error;
use app::{messages::demos::rules_label, when};
use domain::{demos::RulesField, form::Typed};
use store::{Tx, events, members as people};
use uuid::Uuid;

/// Who did this last to a thing of the house and when, as the house's chain has it.
pub(super) async fn last(tx: &Tx, (noun, id): (&str, Uuid), kind: &str) -> Result<(String, String), Error> {
    let all = events::of_subject(tx, noun, id).await?;
    let Some(event) = all.into_iter().rfind(|event| event.kind == kind) else {
        return Ok(("ほかの人".to_owned(), "先ほど".to_owned()));
    };
    let who = match event.account {
        Some(account) => people::find(tx, account).await?.map(|member| member.account.name),
        None => None,
    };
    Ok((who.unwrap_or_else(|| "ほかの人".to_owned()), when::moment(event.at)))
}

/// The fields that are filled otherwise: label, what stands now, what was about to be written. An empty one is a dash.
pub(super) fn fields(
    now: &Typed,
    mine: &Typed,
    of: impl IntoIterator<Item = (&'static str, String)>,
) -> Vec<(String, String, String)> {
    let words = |typed: &Typed, name: &str| {
        let value = typed.get(name).replace('\n', "、");
        if value.is_empty() { "―".to_owned() } else { value }
    };
    of.into_iter()
        .filter(|(name, _)| now.get(name) != mine.get(name))
        .map(|(name, label)| (label, words(now, name), words(mine, name)))
        .collect()
}

/// The hours of a week, day by day.
pub(super) fn hours() -> impl Iterator<Item = (&'static str, String)> {
    (0..7).flat_map(|day| [RulesField::Open(day), RulesField::Close(day)]).map(named)
}

/// Everything else that rules say.
pub(super) fn rules() -> impl Iterator<Item = (&'static str, String)> {
    [RulesField::Before, RulesField::After, RulesField::Notice, RulesField::Horizon, RulesField::Least]
        .into_iter()
        .map(named)
}

fn named(field: RulesField) -> (&'static str, String) {
    (field.name(), rules_label(field))
}

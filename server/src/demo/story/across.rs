//! 普及状況の共有: みどり野市 shares its counts with its federation, its prefecture and 国保中央会, みさき町 with the first two;
//! of its offices six told on the telephone that they use the system.

use super::past::Past;
use crate::{demo::seed::find, error::Error};
use app::paths;
use chrono::Days;
use domain::wareki::format_date;
use store::{Scope, offices};

/// Offices of みさき町 that use the system.
const USING: usize = 6;

/// Both decide, and what they share is counted.
pub async fn begin(past: &Past) -> Result<(), Error> {
    telephone(past).await?;
    let all = [("with", "federation"), ("with", "prefecture"), ("with", "central")];
    let cities = [("administrator", "midorino", &all[..]), ("misaki-clerk", "misaki", &all[..2])];
    for (person, slug, with) in cities {
        let typed: Vec<(&str, &str)> = [("version", "0")].into_iter().chain(with.iter().copied()).collect();
        let mut administrator = past.person(person).await?;
        administrator.post(&paths::adoption_sharing(slug), &typed).await?;
    }
    past.work().await
}

/// One after another began in the last months.
async fn telephone(past: &Past) -> Result<(), Error> {
    let (misaki, _) = find(&past.app, "misaki", "misaki-clerk").await?;
    let tx = past.app.store.read(&Scope::tenant_by_system(misaki, "demo data")).await?;
    let register = offices::every(&tx).await?;
    drop(tx);
    let mut clerk = past.person("misaki-clerk").await?;
    for (office, months) in register.iter().take(USING).zip(1_u64..) {
        let day = past.app.clock.today().checked_sub_days(Days::new(months * 40)).unwrap_or_default();
        let card = paths::office("misaki", office.id);
        let typed = [("state", "using"), ("as_of", &*format_date(day)), ("note", "電話で確認")];
        clerk.post(&format!("{card}/adoption"), &typed).await?;
    }
    Ok(())
}

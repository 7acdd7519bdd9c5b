//! What a house sees of its cities, put together for its page.

use crate::{actor::Officer, app::App, error::Error, inquiries::houses};
use app::across::{CitiesView, CityLine, HeadwayView, PrefectureLine};
use domain::{
    accounts::TenantKind,
    adoption::{
        FunnelStep,
        across::{By, Line, Order, Sum, TOUCHES, eve},
    },
    prefecture::Prefecture,
    service_type::Group,
};
use std::collections::BTreeSet;
use store::{
    Scope,
    adoption::cities::{self, City, Municipality},
};

/// The cities of a house.
pub(super) struct Loaded {
    /// Those that share with it, in the order of their codes.
    pub(super) cities: Vec<City>,
    /// Those that do not.
    pub(super) silent: Vec<Municipality>,
}

/// The cities that share with the officer's house, and those of its own that do not.
pub(super) async fn load(app: &App, officer: &Officer, part: Option<Prefecture>) -> Result<Loaded, Error> {
    let number = part.map(Prefecture::number);
    let cities = {
        let tx = app.store.read(&officer.scope()).await?;
        cities::newest(&tx, number).await?
    };
    let all = if officer.tenant.kind == TenantKind::Central {
        let tx = app.store.read(&Scope::system("which cities are here")).await?;
        cities::municipalities(&tx, number).await?
    } else {
        let near = houses::of(app, officer).await?.into_iter();
        near.map(|house| Municipality { id: house.tenant, name: house.name, prefecture: None }).collect()
    };
    let sharing: BTreeSet<_> = cities.iter().map(|city| city.id).collect();
    let is_silent = |city: &Municipality| city.id.is_none_or(|id| !sharing.contains(&id));
    Ok(Loaded { silent: all.into_iter().filter(is_silent).collect(), cities })
}

/// Sums now and a year before, of the cities that tell both.
fn compared<'a>(cities: impl Iterator<Item = &'a City>) -> (Sum, Sum) {
    cities
        .filter_map(|city| Some((city.now.fraction()?, city.before.fraction()?)))
        .fold((Sum::default(), Sum::default()), |(now, before), (of_now, of_before)| {
            (now.with(Some(of_now)), before.with(Some(of_before)))
        })
}

/// The page of a house, or of a prefecture in that of 国保中央会.
pub(super) async fn of(
    app: &App,
    officer: &Officer,
    part: Option<Prefecture>,
    order: Order,
) -> Result<CitiesView, Error> {
    let Loaded { mut cities, silent } = load(app, officer, part).await?;
    let number = part.map(Prefecture::number);
    let tx = app.store.read(&officer.scope()).await?;
    let months = cities::trend(&tx, number).await?;
    let cities::Sums { mut services, steps, funnel, cohorts } = cities::sums(&tx, number).await?;
    drop(tx);
    let (shared, silent_count) = (cities.len(), silent.len());
    let sum = Sum::of(cities.iter().map(|city| city.now));
    let by_prefecture = officer.tenant.kind == TenantKind::Central && part.is_none();
    let mut prefectures = Vec::new();
    if by_prefecture {
        prefectures = Prefecture::all().map(|one| prefecture(one, &cities, &silent)).collect();
        order.sort(&mut prefectures, |line| match order.by {
            By::Points => (as_line(line.compared.0), as_line(line.compared.1)),
            By::Code | By::Rate | By::Adopted | By::Offices => (as_line(line.now), Line::default()),
        });
    } else {
        order.sort(&mut cities, |city| (city.now, city.before));
    }
    let moving = || cities.iter().filter(|city| city.tells_headway);
    let still: Vec<&City> = cities.iter().filter(|city| !city.tells_headway).collect();
    let of_all = |names: Vec<String>| if by_prefecture { Vec::new() } else { names };
    let headway = HeadwayView {
        funnel: FunnelStep::ALL.into_iter().filter_map(|step| Some((step, *funnel.get(&step)?))).collect(),
        cohorts: TOUCHES.into_iter().filter_map(|touch| Some((touch, *cohorts.get(&touch)?))).collect(),
        cities: moving().count(),
        without_count: still.len(),
        without: of_all(still.iter().map(|city| city.name.clone()).collect()),
        as_of: moving().map(|city| city.as_of).max(),
        until: moving().map(|city| eve(city.month)).max(),
    };
    Ok(CitiesView {
        slug: officer.tenant.slug.clone(),
        kind: officer.tenant.kind,
        part,
        prefectures,
        order,
        sum,
        as_of: cities.iter().map(|city| city.as_of).max(),
        compared: compared(cities.iter()),
        // The table of the whole country is one of prefectures, and names no city.
        cities: if by_prefecture { Vec::new() } else { cities.into_iter().map(line).collect() },
        shared,
        silent: of_all(silent.into_iter().map(|city| city.name).collect()),
        silent_count,
        months,
        steps: steps.into_iter().collect(),
        headway,
        services: Group::ALL
            .into_iter()
            .filter_map(|group| services.remove(&group).map(|sum| (group, sum)))
            .collect(),
    })
}

fn line(city: City) -> CityLine {
    let City { id, name, month, now, before, .. } = city;
    CityLine { id, name, month, now, before }
}

fn prefecture(of: Prefecture, cities: &[City], silent: &[Municipality]) -> PrefectureLine {
    let number = of.number();
    let own = || cities.iter().filter(move |city| city.prefecture == number);
    let shared = own().count();
    let not = silent.iter().filter(|city| city.prefecture == Some(number)).count();
    PrefectureLine {
        prefecture: of,
        cities: shared + not,
        shared,
        now: Sum::of(own().map(|city| city.now)),
        compared: compared(own()),
    }
}

/// A sum as a line that can be ordered among others; one of no city tells nothing.
fn as_line(sum: Sum) -> Line {
    let told = |number: u64| (sum.cities > 0).then(|| u32::try_from(number).unwrap_or(u32::MAX));
    Line { offices: told(sum.offices), adopted: told(sum.adopted), ..Line::default() }
}

//! 普及の段階 and その後の導入: the sums of the cities that share them, and what one city tells.

use crate::{
    exports::SaveLinks,
    messages::{
        across_headway::{
            FUNNEL_COUNTS, cohorts_count, cohorts_finding, funnel_finding, of_cities, part, share_of,
            telling, without,
        },
        adoption_funnel::{NO_PROOF, step, step_counts, touch, touch_counts},
    },
};
use chrono::NaiveDate;
use domain::{
    adoption::{
        FunnelStep, Touch,
        across::{Sum, TOUCHES, ToldHeadway},
    },
    wareki::format_date,
};
use elements::{
    Column, Density, Section, Table,
    charts::{Bar, BarChart, Figure, FunnelChart, Numbers},
};
use leptos::prelude::*;

/// The sums of the cities that share their headway.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HeadwayView {
    /// Who has reached which step, in order; each of the cities that tell it.
    pub funnel: Vec<(FunnelStep, Sum)>,
    /// Who began after what was done, in order.
    pub cohorts: Vec<(Touch, Sum)>,
    /// How many cities share it.
    pub cities: usize,
    /// The names of those that share their counts and not this, where they are not too many to be told.
    pub without: Vec<String>,
    /// How many those are.
    pub without_count: usize,
    /// The newest day of the steps.
    pub as_of: Option<NaiveDate>,
    /// The day until which what followed is told.
    pub until: Option<NaiveDate>,
}

/// The two parts of the page; the addresses are those where their tables are saved, ending in `&`.
pub(super) fn sums(view: &HeadwayView, funnel_here: String, cohorts_here: String) -> impl IntoView + use<> {
    let of = of_cities(view.cities, view.cities + view.without_count);
    let without = (view.without_count > 0).then(|| {
        let without = without(&view.without, view.without_count);
        view! { <p>{without}</p> }
    });
    let Some(until) = view.until else {
        return view! {
            <Section title="普及の段階とその後の導入"><p>{of}</p>{without}</Section>
        }
        .into_any();
    };
    let as_of = view.as_of.map(|day| format!("（{}現在）", format_date(day))).unwrap_or_default();
    let (steps, followed) = (funnel(&view.funnel, funnel_here), cohorts(&view.cohorts, cohorts_here));
    let again = of.clone();
    view! {
        <Section title="普及の段階">
            <p>{of}{as_of}</p>
            {without}
            {steps}
            <p class="muted">{FUNNEL_COUNTS}</p>
        </Section>
        <Section title="その後の導入">
            <p>{again}</p>
            {followed}
            <p>{NO_PROOF}</p>
            <p class="muted">{cohorts_count(until)}</p>
        </Section>
    }
    .into_any()
}

/// A line of a table: what is counted, its sum, and what it means.
type Counted = (&'static str, Sum, &'static str);

fn funnel(steps: &[(FunnelStep, Sum)], here: String) -> impl IntoView + use<> {
    let lines: Vec<Counted> = steps.iter().map(|(of, sum)| (step(*of), *sum, step_counts(*of))).collect();
    let (bars, numbers) = (bars(&lines), numbers("段階", &lines));
    let (finding, csv) = (funnel_finding(steps), format!("{here}format=csv"));
    let table = table("段階ごとの割合と数え方", "段階", "達した割合（達した事業所／事業所）", lines);
    view! {
        <Figure id="cities-funnel" title="普及の段階ごとの割合" finding numbers csv>
            <FunnelChart id="cities-funnel" steps=bars/>
        </Figure>
        {table}
        <SaveLinks what="普及の段階ごとの割合" here/>
    }
}

fn cohorts(cohorts: &[(Touch, Sum)], here: String) -> impl IntoView + use<> {
    let lines: Vec<Counted> = cohorts.iter().map(|(of, sum)| (touch(*of), *sum, touch_counts(*of))).collect();
    let (bars, numbers) = (bars(&lines), numbers("行ったこと", &lines));
    let (finding, csv) = (cohorts_finding(cohorts), format!("{here}format=csv"));
    let table = table("その後に導入した割合", "行ったこと", "導入した割合（導入／事業所）", lines);
    view! {
        <Figure id="cities-cohorts" title="そのあと90日以内に導入した割合" finding numbers csv>
            <BarChart id="cities-cohorts" bars/>
        </Figure>
        {table}
        <SaveLinks what="その後に導入した割合" here/>
    }
}

fn bars(lines: &[Counted]) -> Vec<Bar> {
    let bar = |(name, sum, _): &Counted| Bar::new(*name, sum.rate().map_or(0, |rate| rate.0), share_of(*sum));
    lines.iter().map(bar).collect()
}

fn numbers(first: &str, lines: &[Counted]) -> Numbers {
    let row = |(name, sum, _): &Counted| vec![(*name).to_owned(), share_of(*sum), telling(*sum)];
    Numbers {
        heads: [first, "割合", "数を示している市区町村"].map(str::to_owned).to_vec(),
        rows: lines.iter().map(row).collect(),
    }
}

fn table(
    caption: &'static str,
    first: &'static str,
    share: &'static str,
    lines: Vec<Counted>,
) -> impl IntoView + use<> {
    let rows = lines
        .into_iter()
        .map(|(name, sum, means)| {
            view! {
                <tr>
                    <th scope="row">{name}</th>
                    <td class="nowrap">{share_of(sum)}</td>
                    <td class="nowrap">{telling(sum)}</td>
                    <td>{means}</td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![
        Column::new(first),
        Column::new(share),
        Column::new("数を示している／共有している市区町村"),
        Column::new("数え方"),
    ];
    view! { <Table caption caption_hidden=true columns density=Density::Dense>{rows}</Table> }
}

/// What one city tells of the steps of a day, and of what followed until another.
pub(super) fn told(told: &ToldHeadway, as_of: NaiveDate, until: NaiveDate) -> impl IntoView + use<> {
    let row = |(name, told, means): (&'static str, Option<(u64, u64)>, &'static str)| {
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td class="nowrap">{part(told)}</td>
                <td>{means}</td>
            </tr>
        }
    };
    let steps =
        FunnelStep::ALL.map(|of| row((step(of), told.at(of), step_counts(of)))).into_iter().collect_view();
    let followed =
        TOUCHES.map(|of| row((touch(of), told.after(of), touch_counts(of)))).into_iter().collect_view();
    let columns = |first: &'static str, share: &'static str| {
        vec![Column::new(first), Column::new(share), Column::new("数え方")]
    };
    let (of_steps, of_followed) =
        (columns("段階", "達した事業所／事業所"), columns("行ったこと", "導入した事業所／事業所"));
    let caption = format!("普及の段階ごとの数（{}現在）", format_date(as_of));
    let after = format!("そのあと90日以内に導入した数（{}まで）", format_date(until));
    view! {
        <Table caption columns=of_steps density=Density::Dense>{steps}</Table>
        <Table caption=after columns=of_followed density=Density::Dense>{followed}</Table>
        <p class="muted">{cohorts_count(until)}</p>
    }
}

//! 毎日の照合: what was received beside what became of it, and what must not stay as it is.

use crate::messages::year_end as words;
use domain::year_end::{Alarm, Tally};
use elements::{Notice, NoticeKind, Section, Tag, Tone};
use leptos::prelude::*;

/// The tally of a year that is not closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearTally {
    /// 令和6年度.
    pub label: String,
    /// Its 総点検.
    pub href: String,
    /// The equation.
    pub tally: Tally,
}

/// An alarm, and where it is dealt with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlarmLine {
    /// What.
    pub alarm: Alarm,
    /// Where.
    pub href: String,
}

/// What every officer sees of it, every day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Daily {
    /// Years that are not closed, the newest first.
    pub years: Vec<YearTally>,
    /// Alarms, the gravest first.
    pub alarms: Vec<AlarmLine>,
}

/// The alarms; nothing where there is none.
#[component]
pub(super) fn Alarms(alarms: Vec<AlarmLine>) -> impl IntoView {
    (!alarms.is_empty()).then(|| {
        let kind = if alarms.iter().any(|line| line.alarm.is_grave()) {
            NoticeKind::Error
        } else {
            NoticeKind::Warning
        };
        let lines = alarms
            .into_iter()
            .map(|AlarmLine { alarm, href }| view! { <li><a href=href>{words::alarm(&alarm)}</a></li> })
            .collect_view();
        view! { <Notice kind title="そのままにできないことがあります"><ul>{lines}</ul></Notice> }
    })
}

/// The equations; nothing before the first year.
#[component]
pub(super) fn Equations(years: Vec<YearTally>) -> impl IntoView {
    (!years.is_empty()).then(|| {
        let lines = years
            .into_iter()
            .map(|YearTally { label, href, tally }| {
                let (tone, word) =
                    if tally.holds() { (Tone::Success, "一致") } else { (Tone::Danger, "不一致") };
                view! {
                    <li>
                        <a href=href>{label}</a>"　"{words::equation(tally)}"　"<Tag tone label=word/>
                    </li>
                }
            })
            .collect_view();
        view! {
            <Section title="受付数の照合">
                <p>"受付番号の数と、申請の行き先の合計を、この画面を開くたびに台帳から数えています。"</p>
                <ul>{lines}</ul>
            </Section>
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::fiscal_year::FiscalYear;

    fn html<V: IntoView>(view: impl FnOnce() -> V) -> String {
        let owner = Owner::new();
        owner.with(|| view().into_view().to_html()).replace("<!>", "")
    }

    #[test]
    fn a_failing_equation_is_shown_loudly() {
        let year = FiscalYear::from_year(2024).unwrap();
        let alarm = Alarm::Equation { year, missing: 2, numbers: Vec::new() };
        let lines = vec![AlarmLine { alarm, href: "/t/midorino/year-end/2024".into() }];
        let loud = html(|| view! { <Alarms alarms=lines/> });
        assert!(loud.contains("notice--error") && loud.contains("2件の行方が分かりません"), "{loud}");
        assert_eq!(html(|| view! { <Alarms alarms=Vec::new()/> }), "");
    }

    #[test]
    fn the_equation_says_in_words_whether_it_holds() {
        let of = |tally| {
            let years = vec![YearTally { label: "令和6年度".into(), href: "/".into(), tally }];
            html(|| view! { <Equations years/> })
        };
        assert!(of(Tally { received: 1, open: 1, ..Tally::default() }).contains("一致"));
        assert!(of(Tally { received: 1, ..Tally::default() }).contains("不一致"));
    }
}

//! 受付期間: when applications are received, in local time, and whether the last moment still counts.

use crate::tokyo;
use chrono::{DateTime, Duration, NaiveDate, NaiveDateTime, SubsecRound, Utc};
use serde::{Deserialize, Serialize};

/// 受付期間 in Japan Standard Time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Window {
    /// First moment.
    pub opens: NaiveDateTime,
    /// Last moment, or the first one after it.
    pub closes: NaiveDateTime,
    /// Which of the two `closes` is.
    pub closing: Closing,
}

/// How many days before the end whoever has a draft is told of it.
pub const CLOSING_SOON: i64 = 7;

/// Whether the closing time itself is still inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Closing {
    /// 17時まで: an application that arrives in the second of 17:00:00 is received.
    Inclusive,
    /// 17時より前: an application that arrives at 17:00:00 is late.
    Exclusive,
}

/// Where a moment lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reception {
    /// Before the first moment.
    NotYet,
    /// Applications are received.
    Open,
    /// After the last moment.
    Over,
}

impl Window {
    /// Where a moment lies.
    pub fn at(&self, now: DateTime<Utc>) -> Reception {
        // Seconds are what the rule is written in; a fraction of the last second belongs to it.
        let local = (now.naive_utc() + Duration::hours(9)).trunc_subsecs(0);
        let over = match self.closing {
            Closing::Inclusive => local > self.closes,
            Closing::Exclusive => local >= self.closes,
        };
        if local < self.opens {
            Reception::NotYet
        } else if over {
            Reception::Over
        } else {
            Reception::Open
        }
    }

    /// Where a day lies that carries no hour, as that of a paper: the first and the last day count whole.
    pub fn on(&self, day: NaiveDate) -> Reception {
        if day < self.opens.date() {
            Reception::NotYet
        } else if day > self.closes.date() {
            Reception::Over
        } else {
            Reception::Open
        }
    }

    /// The first moment, as it is kept.
    pub fn opened(&self) -> DateTime<Utc> {
        tokyo::moment(self.opens.date(), self.opens.time())
    }

    /// In how many days reception ends, once that is soon: from [`CLOSING_SOON`] days before, and no more once it is over.
    pub fn ends_in(&self, now: DateTime<Utc>) -> Option<i64> {
        let left = (self.closes.date() - tokyo::date(now)).num_days();
        (self.at(now) == Reception::Open && left <= CLOSING_SOON).then_some(left)
    }

    /// Whether the window has a moment in it.
    pub fn is_possible(&self) -> bool {
        match self.closing {
            Closing::Inclusive => self.opens <= self.closes,
            Closing::Exclusive => self.opens < self.closes,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;

    fn until_17(closing: Closing) -> Window {
        let at = |year, month, day, hour| {
            NaiveDate::from_ymd_opt(year, month, day)
                .and_then(|day| day.and_hms_opt(hour, 0, 0))
                .expect("a real time")
        };
        Window { opens: at(2024, 7, 1, 9), closes: at(2025, 2, 28, 17), closing }
    }

    #[test]
    fn an_application_is_received_from_the_opening_second_in_japan() {
        let window = until_17(Closing::Inclusive);
        let opening = Utc.with_ymd_and_hms(2024, 7, 1, 0, 0, 0).unwrap();
        assert_eq!(window.at(opening - Duration::milliseconds(1)), Reception::NotYet);
        assert_eq!(window.at(opening), Reception::Open);
    }

    #[test]
    fn the_closing_second_counts_only_where_the_rules_say_so() {
        let closing = Utc.with_ymd_and_hms(2025, 2, 28, 8, 0, 0).unwrap();
        let inclusive = until_17(Closing::Inclusive);
        assert_eq!(inclusive.at(closing + Duration::milliseconds(999)), Reception::Open);
        assert_eq!(inclusive.at(closing + Duration::seconds(1)), Reception::Over);
        let exclusive = until_17(Closing::Exclusive);
        for (hours, left) in
            [(-24 * 7 - 18, None), (-24 * 7, Some(7)), (-8, Some(0)), (0, Some(0)), (1, None)]
        {
            assert_eq!(inclusive.ends_in(closing + Duration::hours(hours)), left, "{hours}");
        }
        assert_eq!(exclusive.ends_in(closing), None);
        assert_eq!(exclusive.at(closing - Duration::milliseconds(1)), Reception::Open);
        assert_eq!(exclusive.at(closing), Reception::Over);
    }
}

//! The time and the ids, as arguments: tests stop the one and nothing guesses the other.

use chrono::{DateTime, FixedOffset, NaiveDate, SubsecRound as _, Utc};
use std::sync::{Arc, Mutex};
use uuid::{ContextV7, Timestamp, Uuid};

/// Tells the time, in UTC, to the microsecond (as PostgreSQL keeps it).
#[derive(Clone)]
pub struct Clock {
    tell: Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>,
    /// What makes the ids of one moment follow each other: many rows are ordered by their time and then by their id.
    order: Arc<Mutex<ContextV7>>,
}

impl Clock {
    /// The machine's clock.
    pub fn system() -> Self {
        #[expect(clippy::disallowed_methods, reason = "the one place that reads the machine's clock")]
        Self::by(Utc::now)
    }
    /// A clock that a test turns.
    pub fn by(tell: impl Fn() -> DateTime<Utc> + Send + Sync + 'static) -> Self {
        Self { tell: Arc::new(tell), order: Arc::new(Mutex::new(ContextV7::new())) }
    }
    /// The instant.
    pub fn now(&self) -> DateTime<Utc> {
        (self.tell)().trunc_subsecs(6)
    }
    /// The day in Japan: deadlines and fiscal years are days there.
    pub fn today(&self) -> NaiveDate {
        in_japan(self.now()).date_naive()
    }
    /// A new id: after every id that this clock gave before, also within one moment.
    pub fn id<T: From<Uuid>>(&self) -> T {
        let now = self.now();
        let seconds = u64::try_from(now.timestamp()).unwrap_or(0);
        Uuid::new_v7(Timestamp::from_unix(&*self.order, seconds, now.timestamp_subsec_nanos())).into()
    }
}

/// The same instant on a clock in Japan.
pub fn in_japan(instant: DateTime<Utc>) -> DateTime<FixedOffset> {
    let japan = FixedOffset::east_opt(9 * 3600).expect("nine hours are an offset");
    instant.with_timezone(&japan)
}

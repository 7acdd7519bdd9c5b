//! How many mails of outreach a hand takes at once. What it has taken is 送達不明 when the power fails, and each handful is
//! a commit: where the mail server is slow, few at once cost nothing, and where it is fast, many at once save the waiting.

use std::time::Duration;

/// The most.
pub const MOST: usize = 64;
/// The first, before it is known how fast the mail server takes them.
pub const FIRST: usize = 16;
/// The least, where so many wait.
pub const LEAST: usize = 8;
/// So long the mail server is to be busy with one handful.
const BUSY: Duration = Duration::from_millis(100);

/// How many the next handful has, after so many were handed over of one that could have had `last`: as many as the mail
/// server takes while it is to be busy, and at most twice as many; a multiple of the least, so that the database sees the
/// same few statements.
pub fn next(last: usize, handed_over: usize, took: Duration) -> usize {
    let handed_over = u32::try_from(handed_over).unwrap_or(u32::MAX);
    let in_time = BUSY.saturating_mul(handed_over).as_micros() / took.as_micros().max(1);
    let most = last.saturating_mul(2).clamp(LEAST, MOST);
    let even = usize::try_from(in_time).unwrap_or(MOST) / LEAST * LEAST;
    even.clamp(LEAST, most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fast_server_is_given_more_step_by_step_and_never_more_than_the_most() {
        let fast = Duration::from_millis(2);
        let sizes: Vec<_> =
            std::iter::successors(Some(FIRST), |last| Some(next(*last, *last, fast))).take(4).collect();
        assert_eq!(sizes, [16, 32, MOST, MOST]);
        assert_eq!(next(MOST, MOST, Duration::ZERO), MOST);
        assert_eq!(next(usize::MAX, usize::MAX, Duration::ZERO), MOST);
    }

    #[test]
    fn a_slow_server_has_as_many_as_it_takes_in_a_tenth_of_a_second() {
        assert_eq!(next(MOST, MOST, Duration::from_millis(320)), 16);
        assert_eq!(next(MOST, 1, Duration::from_secs(30)), LEAST);
        assert_eq!(next(0, 0, Duration::from_secs(1)), LEAST);
    }
}

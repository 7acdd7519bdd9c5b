//! Whose voice says most to an office: of the same service, and from the same 日常生活圏域.

use crate::service_type::ServiceType;

/// How near a voice is to whoever reads it; the nearest is the greatest.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Nearness {
    /// They provide a service that the reader provides, too.
    pub service: bool,
    /// They are in the same 日常生活圏域.
    pub area: bool,
}

/// An office as far as nearness asks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asking {
    /// Its services.
    pub services: Vec<ServiceType>,
    /// Its 日常生活圏域; may be empty.
    pub area: String,
}

/// How near a voice is to the nearest of these offices: the same service counts before the same area, because the work
/// is the same.
pub fn nearness(voice: &Asking, readers: &[Asking]) -> Nearness {
    let of = |reader: &Asking| Nearness {
        service: voice.services.iter().any(|service| reader.services.contains(service)),
        area: !voice.area.is_empty() && voice.area == reader.area,
    };
    readers.iter().map(of).max().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn office(codes: &[&str], area: &str) -> Asking {
        let services = codes.iter().filter_map(|code| ServiceType::from_code(code)).collect();
        Asking { services, area: area.to_owned() }
    }

    #[test]
    fn the_same_service_counts_before_the_same_area() {
        let reader = [office(&["43"], "北部")];
        let both = nearness(&office(&["15", "43"], "北部"), &reader);
        let service = nearness(&office(&["43"], "南部"), &reader);
        let area = nearness(&office(&["15"], "北部"), &reader);
        let neither = nearness(&office(&["15"], "南部"), &reader);
        assert!(both > service && service > area && area > neither);
        assert_eq!(
            nearness(&office(&["43"], ""), &[office(&["43"], "")]),
            Nearness { service: true, area: false }
        );
        assert_eq!(nearness(&office(&["43"], "北部"), &[]), Nearness::default());
    }

    proptest! {
        /// Whoever speaks for another office besides is not further from anybody.
        #[test]
        fn more_readers_are_never_further(
            voice in (0usize..4, 0usize..3), readers in proptest::collection::vec((0usize..4, 0usize..3), 1..6),
        ) {
            let made = |(code, area): (usize, usize)| {
                office(&[["11", "15", "43", "46"][code]], ["", "北部", "南部"][area])
            };
            let readers: Vec<_> = readers.into_iter().map(made).collect();
            let (voice, fewer) = (made(voice), &readers[1..]);
            prop_assert!(nearness(&voice, &readers) >= nearness(&voice, fewer));
        }
    }
}

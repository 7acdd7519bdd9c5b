//! Who says something, where the name is not told.

use crate::{service_type::ServiceType, small};
use std::collections::BTreeMap;

/// The service by which an office is called that does not tell its name: the one that the most offices provide which use
/// the system. None where fewer than five do, for then the service would tell which office it is.
pub fn signature(services: &[ServiceType], users: &BTreeMap<ServiceType, u64>) -> Option<ServiceType> {
    let many =
        |service: &ServiceType| users.get(service).copied().filter(|n| *n >= u64::from(small::SMALLEST));
    let known = services.iter().filter_map(|service| Some((many(service)?, *service)));
    known.max_by_key(|(n, service)| (*n, std::cmp::Reverse(service.code()))).map(|(_, service)| service)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rare_service_does_not_tell_who_it_is() {
        let of = |code: &str| ServiceType::from_code(code).unwrap();
        let users = BTreeMap::from([(of("43"), 9), (of("15"), 12), (of("13"), 4)]);
        assert_eq!(signature(&[of("13"), of("43")], &users), Some(of("43")));
        assert_eq!(signature(&[of("15"), of("43")], &users), Some(of("15")));
        assert_eq!(signature(&[of("13")], &users), None);
        assert_eq!(signature(&[of("11")], &users), None);
        assert_eq!(signature(&[], &users), None);
    }
}

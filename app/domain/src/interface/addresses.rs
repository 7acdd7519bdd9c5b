//! From which addresses a key may be used: single ones, or a network as `10.1.0.0/16`.

use crate::text::normalise_code;
use std::{
    fmt,
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
    str::FromStr,
};

/// One address, or all addresses of a network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AddressRange {
    network: IpAddr,
    bits: u32,
}

/// Why something is neither an address nor a network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("neither an address nor a network")]
pub struct AddressRangeError;

impl AddressRange {
    /// Whether an address belongs to it. An address of IPv4 that arrives in the clothes of IPv6 is the same address.
    pub fn contains(self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        address.is_ipv4() == self.network.is_ipv4() && begins(address, self.bits) == self.network
    }
}

/// The most bits of an address of this kind.
const fn most(address: IpAddr) -> u32 {
    match address {
        IpAddr::V4(_) => Ipv4Addr::BITS,
        IpAddr::V6(_) => Ipv6Addr::BITS,
    }
}

/// The address with nothing after its first bits.
fn begins(address: IpAddr, bits: u32) -> IpAddr {
    match address {
        IpAddr::V4(v4) => {
            let mask = u32::MAX.checked_shl(Ipv4Addr::BITS - bits).unwrap_or(0);
            IpAddr::V4(Ipv4Addr::from_bits(v4.to_bits() & mask))
        }
        IpAddr::V6(v6) => {
            let mask = u128::MAX.checked_shl(Ipv6Addr::BITS - bits).unwrap_or(0);
            IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() & mask))
        }
    }
}

impl FromStr for AddressRange {
    type Err = AddressRangeError;
    fn from_str(typed: &str) -> Result<Self, AddressRangeError> {
        let text = normalise_code(typed);
        let (address, bits) = match text.split_once('/') {
            Some((address, bits)) => (address, Some(bits)),
            None => (text.as_str(), None),
        };
        let address = address.parse::<IpAddr>().map_err(|_| AddressRangeError)?.to_canonical();
        let bits = match bits {
            None => most(address),
            Some(bits) => bits.parse().ok().filter(|bits| *bits <= most(address)).ok_or(AddressRangeError)?,
        };
        Ok(Self { network: begins(address, bits), bits })
    }
}

impl fmt::Display for AddressRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.bits == most(self.network) {
            write!(f, "{}", self.network)
        } else {
            write!(f, "{}/{}", self.network, self.bits)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(text: &str) -> AddressRange {
        text.parse().unwrap()
    }

    fn address(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn a_network_holds_its_addresses_and_no_other() {
        let office = range("10.1.2.0/24");
        assert!(office.contains(address("10.1.2.255")) && !office.contains(address("10.1.3.0")));
        assert!(office.contains(address("::ffff:10.1.2.7")), "the same address in the clothes of IPv6");
        let one = range("192.168.0.7");
        assert!(one.contains(address("192.168.0.7")) && !one.contains(address("192.168.0.8")));
        assert!(range("0.0.0.0/0").contains(address("203.0.113.9")));
        assert!(!range("0.0.0.0/0").contains(address("2001:db8::1")));
        assert!(range("2001:db8::/32").contains(address("2001:db8:1::1")));
    }

    #[test]
    fn what_was_typed_is_tidied_and_read_back() {
        assert_eq!(range("１０．１．２．９／２４").to_string(), "10.1.2.0/24");
        assert_eq!(range(" 10.1.2.9 ").to_string(), "10.1.2.9");
        for wrong in ["", "10.1.2", "10.1.2.0/33", "10.1.2.0/", "役所", "10.1.2.0/-1"] {
            assert_eq!(wrong.parse::<AddressRange>(), Err(AddressRangeError), "{wrong}");
        }
    }
}

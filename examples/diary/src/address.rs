//! From where a request comes, as far as it can be known.

use crate::app::App;
use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::HeaderMap;
use axum::http::request::Parts;
use std::convert::Infallible;
use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

/// Whoever sends a request: an IPv4 address, or the network that one IPv6 customer has.
///
/// `Debug` does not show it: an address leads to a person.
#[derive(Clone, Copy, Eq, Hash, PartialEq)]
pub struct Address(IpAddr);

impl Address {
    /// The sender at this address; where it is not known, all are one.
    #[must_use]
    pub fn of(address: Option<IpAddr>) -> Self {
        match address.map(|address| address.to_canonical()) {
            Some(IpAddr::V4(address)) => Self(IpAddr::V4(address)),
            Some(IpAddr::V6(address)) => {
                let network = u128::from(address) & (u128::MAX << 64);
                Self(IpAddr::V6(Ipv6Addr::from(network)))
            }
            None => Self(IpAddr::V4(Ipv4Addr::UNSPECIFIED)),
        }
    }

    /// The text under which the store counts; it hashes it.
    #[must_use]
    pub fn expose(self) -> String {
        self.0.to_string()
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Address")
    }
}

impl FromRequestParts<App> for Address {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        let peer = peer.map(|ConnectInfo(peer)| peer.ip().to_canonical());
        let trusted = &app.settings.limits.trusted_proxies;
        Ok(Self::of(peer.map(|peer| sender(peer, &parts.headers, trusted))))
    }
}

/// The last address that no proxy of ours vouches for: what stands before it anybody can write.
fn sender(peer: IpAddr, headers: &HeaderMap, trusted: &[IpAddr]) -> IpAddr {
    let lines = headers.get_all("x-forwarded-for").iter().filter_map(|line| line.to_str().ok());
    let told: Vec<&str> = lines.flat_map(|line| line.split(',')).map(str::trim).collect();
    let mut sender = peer;
    for word in told.into_iter().rev() {
        if !trusted.contains(&sender) {
            break;
        }
        let Ok(next) = word.parse::<IpAddr>() else { break };
        sender = next.to_canonical();
    }
    sender
}

#[cfg(test)]
mod tests {
    use super::{Address, sender};
    use axum::http::HeaderMap;
    use std::net::IpAddr;

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn a_header_counts_from_a_trusted_proxy_alone_and_only_its_last_word() {
        let of = |peer: &str, lines: &[&str]| {
            let mut headers = HeaderMap::new();
            for line in lines {
                headers.append("x-forwarded-for", line.parse().unwrap());
            }
            sender(ip(peer), &headers, &[ip("10.0.0.1"), ip("10.0.0.2")])
        };
        assert_eq!(of("192.0.2.1", &["198.51.100.7"]), ip("192.0.2.1"), "anybody can write it");
        assert_eq!(of("10.0.0.1", &["198.51.100.7"]), ip("198.51.100.7"));
        assert_eq!(of("10.0.0.1", &["203.0.113.9, 198.51.100.7"]), ip("198.51.100.7"));
        assert_eq!(of("10.0.0.1", &["203.0.113.9", "198.51.100.7, 10.0.0.2"]), ip("198.51.100.7"));
        assert_eq!(of("10.0.0.1", &["198.51.100.7, garbage"]), ip("10.0.0.1"));
        assert_eq!(of("10.0.0.1", &[]), ip("10.0.0.1"));
    }

    #[test]
    fn one_customer_of_ipv6_is_one_sender_and_no_address_shows() {
        let of = |text: &str| Address::of(Some(ip(text)));
        assert_eq!(of("2001:db8:1:2::3"), of("2001:db8:1:2:ffff::4"));
        assert_ne!(of("2001:db8:1:2::3"), of("2001:db8:1:3::3"));
        assert_eq!(of("::ffff:192.0.2.1"), of("192.0.2.1"));
        assert_eq!(format!("{:?}", of("192.0.2.1")), "Address");
    }
}

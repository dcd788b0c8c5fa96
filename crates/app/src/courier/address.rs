//! Where may be delivered: outside by TLS, or in the business's own network where that was said.

use std::net::{IpAddr, Ipv4Addr};

use axum::http::Uri;
use domain::said;
use domain::said::Said;

use crate::error::{Error, Kind, Result};

/// Fails unless a subscriber may be at that address. What a name stands for is looked at when it is delivered.
pub(super) fn check(url: &str, is_private: bool) -> Result<()> {
    let invalid = |reason: Said| Err(Error::new(Kind::Input, said!("'{url}' {reason}", url, reason)));
    let Ok(uri) = url.parse::<Uri>() else {
        return invalid(said!("is not an address such as https://example.com/in"));
    };
    let Some(authority) = uri.authority().filter(|authority| !authority.host().is_empty()) else {
        return invalid(said!("is not an address such as https://example.com/in"));
    };
    if authority.as_str().contains('@') {
        return invalid(said!("holds a name or password: what is sent is signed instead"));
    }
    match uri.scheme_str() {
        Some("https") => {}
        Some("http") if is_private => {}
        Some("http") => {
            return invalid(said!(
                "is not encrypted: write https, or say that the receiver is in your own network"
            ));
        }
        _ => return invalid(said!("begins with neither https nor http")),
    }
    let host = authority.host().trim_matches(['[', ']']);
    let ip = if host == "localhost" { Some(IpAddr::V4(Ipv4Addr::LOCALHOST)) } else { host.parse().ok() };
    match ip {
        Some(ip) if !may_reach(ip, is_private) && is_private => invalid(said!("is not in your own network")),
        Some(ip) if !may_reach(ip, is_private) => {
            invalid(said!("is not outside: say that the receiver is in your own network, if it is"))
        }
        _ => Ok(()),
    }
}

/// May be delivered to the machine of that number? Nothing that is said to be outside leads into the own network,
/// and nothing unencrypted leads out of it.
pub(super) fn may_reach(ip: IpAddr, is_private: bool) -> bool {
    let ip = ip.to_canonical();
    if is_own(ip) { is_private } else { !is_private && is_public(ip) }
}

/// Loopback, private use (RFC 1918, RFC 4193), or the shared range of carriers and overlays (RFC 6598).
fn is_own(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => {
            let [first, second, ..] = ip.octets();
            ip.is_loopback() || ip.is_private() || (first == 100 && (64..128).contains(&second))
        }
        IpAddr::V6(ip) => ip.is_loopback() || ip.is_unique_local(),
    }
}

/// Is it neither link-local, where clouds keep their secrets, nor of no machine at all?
fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => {
            let [first, ..] = ip.octets();
            first != 0 && first < 240 && !ip.is_link_local() && !ip.is_multicast()
        }
        IpAddr::V6(ip) => !ip.is_unspecified() && !ip.is_unicast_link_local() && !ip.is_multicast(),
    }
}

#[cfg(test)]
mod input_checks {
    use super::*;

    #[test]
    fn an_address_is_outside_by_tls_or_in_the_own_network_where_that_was_said() {
        let cases = [
            ("https://example.com/in", true, true),
            ("https://example.com", true, true),
            ("http://example.com/in", false, true),
            ("http://10.1.2.3:8080/in", false, true),
            ("https://192.168.1.4/in", false, true),
            ("http://localhost:9000/in", false, true),
            ("http://[::1]:9000/in", false, true),
            ("http://[fd00::1]/in", false, true),
            ("https://100.64.0.9/in", false, true),
            ("https://93.184.216.34/in", true, false),
            ("http://93.184.216.34/in", false, false),
            ("https://169.254.169.254/latest", false, false),
            ("https://[fe80::1]/in", false, false),
            ("https://[::ffff:10.0.0.1]/in", false, true),
            ("https://0.0.0.0/in", false, false),
            ("https://224.0.0.1/in", false, false),
            ("ftp://example.com/in", false, false),
            ("example.com", false, false),
            ("/in", false, false),
            ("https://user:word@example.com/in", false, false),
            ("https://", false, false),
            ("", false, false),
            ("https://example.com/a b", false, false),
        ];
        for (url, outside, inside) in cases {
            assert_eq!(check(url, false).is_ok(), outside, "{url} outside");
            assert_eq!(check(url, true).is_ok(), inside, "{url} inside");
        }
    }
}

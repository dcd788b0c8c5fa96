//! Where may be delivered: outside by TLS, or in the business's own network where that was said.

use std::net::{IpAddr, Ipv4Addr};

use axum::http::Uri;
use domain::said;
use domain::said::Said;

use crate::error::{Error, Kind, Result};

/// Fails unless a subscriber may be at that address; `may_be_private`: does the configuration allow any in the own
/// network? What a name stands for is looked at when it is delivered.
pub(super) fn check(url: &str, is_private: bool, may_be_private: bool) -> Result<()> {
    let only_outside = || {
        said!(
            "is no place for a receiver here: this installation delivers by https to public addresses alone (hooks.private_receivers)"
        )
    };
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
    if is_private && !may_be_private {
        return invalid(only_outside());
    }
    match uri.scheme_str() {
        Some("https") => {}
        Some("http") if is_private => {}
        Some("http") if !may_be_private => return invalid(only_outside()),
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
        Some(ip) if !may_reach(ip, is_private) && !may_be_private => invalid(only_outside()),
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

/// Is it of a machine at large: neither link-local, where clouds keep their secrets, nor a detour into the own
/// network, nor of no machine at all?
fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => {
            let [first, second, third, _] = ip.octets();
            // Protocols among neighbours (RFC 6890), and networks under test (RFC 2544).
            let is_special = (first, second, third) == (192, 0, 0) || (first == 198 && second & 0xfe == 18);
            first != 0 && first < 240 && !is_special && !ip.is_link_local() && !ip.is_multicast()
        }
        IpAddr::V6(ip) => match ip.segments() {
            // NAT64 (RFC 6052): the machine is that of the IPv4 address at its end.
            [0x64, 0xff9b, 0, 0, 0, 0, high, low] => {
                let inner = IpAddr::V4(Ipv4Addr::from_bits(u32::from(high) << 16 | u32::from(low)));
                !is_own(inner) && is_public(inner)
            }
            // 6to4 (RFC 3056) and Teredo (RFC 4380) carry an IPv4 address too; both are out of use.
            [0x2002, ..] | [0x2001, 0, ..] => false,
            // Of the rest 2000::/3 alone is given to machines at large (RFC 4291).
            [first, ..] => first & 0xe000 == 0x2000,
        },
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
            assert_eq!(check(url, false, true).is_ok(), outside, "{url} outside");
            assert_eq!(check(url, true, true).is_ok(), inside, "{url} inside");
            // Where none may be inside, what is outside stays so.
            assert_eq!(check(url, false, false).is_ok(), outside, "{url} outside alone");
            assert!(check(url, true, false).is_err(), "{url} inside, where none may be");
        }
    }

    #[test]
    fn where_none_may_be_inside_the_sentence_says_so() {
        for (url, is_private) in
            [("https://10.0.0.1/in", true), ("https://10.0.0.1/in", false), ("http://example.com/in", false)]
        {
            let error = check(url, is_private, false).expect_err(url);
            assert!(error.to_string().contains("hooks.private_receivers"), "{error}");
        }
    }

    #[test]
    fn no_spelling_of_an_address_leads_around_the_rule() {
        let cases = [
            ("93.184.216.34", true, false),
            ("2606:2800:220:1::1", true, false),
            ("10.0.0.1", false, true),
            ("172.16.0.1", false, true),
            ("172.32.0.1", true, false),
            ("127.0.0.1", false, true),
            ("fd00::1", false, true),
            // IPv4 within IPv6, mapped: as the address itself.
            ("::ffff:93.184.216.34", true, false),
            ("::ffff:10.0.0.1", false, true),
            ("::ffff:169.254.169.254", false, false),
            // By NAT64: to the world, and nowhere else.
            ("64:ff9b::5db8:d822", true, false),
            ("64:ff9b::10.0.0.1", false, false),
            ("64:ff9b::127.0.0.1", false, false),
            ("64:ff9b::100.64.0.1", false, false),
            ("64:ff9b::169.254.169.254", false, false),
            ("64:ff9b:1::10.0.0.1", false, false),
            // 6to4, Teredo, and the oldest form.
            ("2002:a00:1::1", false, false),
            ("2002:5db8:d822::1", false, false),
            ("2001::1", false, false),
            ("::10.0.0.1", false, false),
            ("::", false, false),
            ("fe80::1", false, false),
            ("fec0::1", false, false),
            ("ff02::1", false, false),
            ("192.0.0.192", false, false),
            ("198.18.0.1", false, false),
            ("198.20.0.1", true, false),
            ("255.255.255.255", false, false),
        ];
        for (ip, outside, inside) in cases {
            let ip = ip.parse().expect(ip);
            assert_eq!((may_reach(ip, false), may_reach(ip, true)), (outside, inside), "{ip}");
        }
    }
}

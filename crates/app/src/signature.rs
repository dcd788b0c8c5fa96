//! Signatures of what comes by hooks and of what goes to subscribers: one scheme for both.
//!
//! `v1=` and the HMAC-SHA256, in hexadecimal, of the timestamp in seconds, a full stop and the body.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// Header with the time at which it was signed, in seconds since 1970.
pub const TIMESTAMP: &str = "regulars-timestamp";

/// Header with the signature.
pub const SIGNATURE: &str = "regulars-signature";

/// Header with an id that is the same at every try.
pub const ID: &str = "regulars-id";

/// The scheme's version, before the signature.
const VERSION: &str = "v1=";

/// The signature of a body, as its header says it.
pub fn sign(secret: &str, timestamp: &str, body: &[u8]) -> String {
    let Some(mac) = mac_of(secret, timestamp, body) else { return VERSION.to_owned() };
    let digits = mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    format!("{VERSION}{digits}")
}

/// Does a header's signature fit? Takes as long wherever it differs.
pub fn fits(secret: &str, timestamp: &str, body: &[u8], signature: &str) -> bool {
    let signature = signature.strip_prefix(VERSION).and_then(read_hex);
    let mac = mac_of(secret, timestamp, body);
    mac.zip(signature).is_some_and(|(mac, signature)| mac.verify_slice(&signature).is_ok())
}

/// `None` never occurs: a key of any length is taken.
fn mac_of(secret: &str, timestamp: &str, body: &[u8]) -> Option<Hmac<Sha256>> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).ok()?;
    mac.update(timestamp.as_bytes());
    mac.update(b".");
    mac.update(body);
    Some(mac)
}

fn read_hex(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    let pairs = text.as_bytes().chunks(2);
    pairs.map(|pair| Some((digit(*pair.first()?)? * 16 + digit(*pair.get(1)?)?) as u8)).collect()
}

#[cfg(test)]
mod correctness {
    use super::*;

    #[test]
    fn hexadecimal_is_read_and_nothing_else() {
        assert_eq!(read_hex("00ffA5"), Some(vec![0, 255, 165]));
        assert_eq!(read_hex("0"), None);
        assert_eq!(read_hex("0g"), None);
        assert_eq!(read_hex("+1"), None);
    }

    #[test]
    fn what_is_signed_fits_and_nothing_else_does() {
        // Reckoned with: printf '1790000000.{}' | openssl dgst -sha256 -hmac secret
        let signature = "v1=d0cadd434460d4af55e7ab90d79c1802591d7001a77c9e06471d0e3ec8cc85ae";
        assert_eq!(sign("secret", "1790000000", b"{}"), signature);
        assert!(fits("secret", "1790000000", b"{}", signature));
        assert!(!fits("secret", "1790000001", b"{}", signature));
        assert!(!fits("secret", "1790000000", b"{ }", signature));
        assert!(!fits("other", "1790000000", b"{}", signature));
        assert!(!fits("secret", "1790000000", b"{}", &signature[3..]));
    }
}

//! Secrets: passwords, and the random texts that stand for a session, an invitation or a token.

use argon2::Argon2;
use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

use crate::error::{Error, Kind, Result};

/// Fewest characters of a password.
pub(crate) const PASSWORD_CHARS_MIN: usize = 10;

/// Most bytes of a password: more would only cost time.
const PASSWORD_BYTES_MAX: usize = 500;

/// A text of 256 random bits, fit for a URL or a cookie.
pub(crate) fn draw_secret() -> Result<String> {
    Ok(URL_SAFE_NO_PAD.encode(draw_bytes::<32>()?))
}

fn draw_bytes<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|error| {
        Error::technical(Kind::System, format!("the system has no random numbers: {error}"))
    })?;
    Ok(bytes)
}

/// The digest under which a random secret is kept. Secrets of 256 bits need no salt and no slowness.
pub(crate) fn digest(secret: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(secret.as_bytes()))
}

/// Why a password cannot be chosen, as a key of the texts; `None` if it can.
pub(crate) fn password_fault(password: &str, login: &str) -> Option<&'static str> {
    if password.chars().count() < PASSWORD_CHARS_MIN {
        return Some("password-too-short");
    }
    if password.len() > PASSWORD_BYTES_MAX {
        return Some("password-too-long");
    }
    let lower = password.to_lowercase();
    let mut characters: Vec<char> = lower.chars().collect();
    characters.sort_unstable();
    characters.dedup();
    let is_easy = characters.len() < 5 || lower.contains("password") || lower.contains(&login.to_lowercase());
    is_easy.then_some("password-too-easy")
}

/// The Argon2id digest of a password, in PHC form. Takes some 20 ms and 19 MiB on purpose (OWASP's
/// least setting, which is the crate's own).
pub(crate) fn hash_password(password: &str) -> Result<String> {
    let failed = |_| Error::technical(Kind::Internal, "a password could not be hashed");
    let salt = SaltString::encode_b64(&draw_bytes::<16>()?).map_err(failed)?;
    Ok(Argon2::default().hash_password(password.as_bytes(), &salt).map_err(failed)?.to_string())
}

/// Is it the password of that digest? Takes as long where there is none, so that nobody learns from
/// the time whose accounts there are.
pub(crate) fn check_password(password: &str, hash: Option<&str>) -> bool {
    const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$\
                          Dmqcn9FZOZ8ckJmS9qOJ9ZtbWfQXoOXyCMfRNVjsqsM";
    if password.len() > PASSWORD_BYTES_MAX {
        return false;
    }
    let Ok(parsed) = PasswordHash::new(hash.unwrap_or(NOBODY)) else { return false };
    Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok() && hash.is_some()
}

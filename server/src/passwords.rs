//! Passwords: argon2id at 46 MiB, one pass, two at a time (`security.md` 4.5; ASVS 11.4.2).

use crate::app::App;
use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash},
};
use domain::accounts::Password;

/// The machine could not hash.
#[derive(Debug, thiserror::Error)]
#[error("hashing failed: {0}")]
pub struct HashError(String);

fn hasher() -> Argon2<'static> {
    let params = Params::new(46 * 1024, 1, 1, None).expect("the parameters are within argon2's limits");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// The hash of a password, as a PHC string with its own salt.
pub async fn hash(app: &App, password: Password) -> Result<String, HashError> {
    let _turn = app.hashing.acquire().await.map_err(|error| HashError(error.to_string()))?;
    let hashed = tokio::task::spawn_blocking(move || {
        hasher().hash_password(password.expose().as_bytes()).map(|hash| hash.to_string())
    });
    hashed.await.map_err(|error| HashError(error.to_string()))?.map_err(|error| HashError(error.to_string()))
}

/// Whether the password is the one that was hashed. Without a hash (nobody has this address) it takes as long.
pub async fn verify(app: &App, typed: String, hash: Option<String>) -> Result<bool, HashError> {
    let _turn = app.hashing.acquire().await.map_err(|error| HashError(error.to_string()))?;
    let verified = tokio::task::spawn_blocking(move || {
        if let Some(Ok(hash)) = hash.as_deref().map(PasswordHash::new) {
            return hasher().verify_password(typed.as_bytes(), &hash).is_ok();
        }
        let _ = hasher().hash_password(typed.as_bytes());
        false
    });
    verified.await.map_err(|error| HashError(error.to_string()))
}

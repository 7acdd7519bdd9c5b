//! Secrets: a keyring read from a file, with key ids, for signing and for what is encrypted at rest (ASVS 11.4, 13.3).

mod tokens;

pub use domain::text::hex;
pub use tokens::Purpose;

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use chacha20poly1305::{
    Key, KeyInit as _, XChaCha20Poly1305, XNonce,
    aead::{Aead as _, Payload},
};
use hmac::{Hmac, Mac as _};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::{fmt, fs, io::Write as _, path::Path};

/// The keys in use. The first signs and encrypts; the others still read what they wrote.
#[derive(Clone)]
pub struct Keyring {
    keys: Vec<(String, [u8; 32])>,
}

/// Why a keyring does not serve.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The file cannot be read or written.
    #[error("the key file {path}: {source}")]
    File {
        /// Which file.
        path: String,
        /// Why.
        source: std::io::Error,
    },
    /// The file is not in the form that `hiromeru keys create` writes.
    #[error("the key file is not in the expected form: {0}")]
    Form(String),
    /// A key is not 32 bytes in base64url, or has no id.
    #[error("key {0} is not 32 bytes in base64url with an id")]
    Weak(String),
    /// There is no key.
    #[error("the key file holds no key")]
    Empty,
    /// What was encrypted is damaged, or its key is gone.
    #[error("the stored secret cannot be opened")]
    Sealed,
}

#[derive(Serialize, Deserialize)]
struct KeyFile {
    keys: Vec<KeyEntry>,
}

#[derive(Serialize, Deserialize)]
struct KeyEntry {
    id: String,
    secret: String,
}

impl Keyring {
    /// Reads the file that holds the keys, newest first.
    pub fn read(path: &Path) -> Result<Self, KeyError> {
        let text = fs::read_to_string(path).map_err(|source| file_error(path, source))?;
        let file: KeyFile = serde_json::from_str(&text).map_err(|error| KeyError::Form(error.to_string()))?;
        let keys = file
            .keys
            .into_iter()
            .map(|KeyEntry { id, secret }| {
                let bytes =
                    BASE64_URL_SAFE_NO_PAD.decode(secret).ok().and_then(|bytes| bytes.try_into().ok());
                match bytes {
                    Some(bytes) if !id.is_empty() && bytes != [0; 32] => Ok((id, bytes)),
                    Some(_) | None => Err(KeyError::Weak(id)),
                }
            })
            .collect::<Result<Vec<_>, _>>()?;
        if keys.is_empty() { Err(KeyError::Empty) } else { Ok(Self { keys }) }
    }

    /// Writes a new file with one new key, readable by its owner alone; refuses to replace one.
    pub fn create(path: &Path, id: &str) -> Result<(), KeyError> {
        let secret = BASE64_URL_SAFE_NO_PAD.encode(random::<32>());
        let file = KeyFile { keys: vec![KeyEntry { id: id.to_owned(), secret }] };
        let text = serde_json::to_string_pretty(&file).map_err(|error| KeyError::Form(error.to_string()))?;
        let mut options = fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o400);
        let mut out = options.open(path).map_err(|source| file_error(path, source))?;
        out.write_all(text.as_bytes()).map_err(|source| file_error(path, source))
    }

    /// What the keys are called, newest first; not the keys.
    pub fn ids(&self) -> Vec<String> {
        self.keys.iter().map(|(id, _)| id.clone()).collect()
    }

    /// A keyring for tests: one key of the given byte.
    pub fn of_byte(byte: u8) -> Self {
        Self { keys: vec![("test".into(), [byte; 32])] }
    }

    /// A keyed hash of something short (a code, a throttle's key), for one purpose.
    pub fn hash(&self, purpose: &str, text: &str) -> String {
        let (_, key) = &self.keys[0];
        mac(key, purpose, text)
    }

    /// The keyed hashes of the text by every key of the ring, the newest first: to find a row by what was typed.
    pub fn hashes(&self, purpose: &str, text: &str) -> Vec<String> {
        self.keys.iter().map(|(_, key)| mac(key, purpose, text)).collect()
    }

    /// Whether this is the keyed hash of the text by any key of the ring, in constant time.
    pub fn verifies(&self, purpose: &str, text: &str, hash: &str) -> bool {
        self.keys.iter().any(|(_, key)| constant_time_eq(mac(key, purpose, text).as_bytes(), hash.as_bytes()))
    }

    /// Encrypts a secret at rest; `owner` binds it to its row.
    pub fn seal(&self, owner: &str, secret: &[u8]) -> String {
        let (id, key) = &self.keys[0];
        let nonce = random::<24>();
        let sealed = XChaCha20Poly1305::new(&Key::from(*key))
            .encrypt(&XNonce::from(nonce), Payload { msg: secret, aad: owner.as_bytes() })
            .expect("memory holds a short secret");
        format!("{id}.{}.{}", BASE64_URL_SAFE_NO_PAD.encode(nonce), BASE64_URL_SAFE_NO_PAD.encode(sealed))
    }

    /// Opens what [`Self::seal`] wrote for the same owner.
    pub fn open(&self, owner: &str, sealed: &str) -> Result<Vec<u8>, KeyError> {
        let mut parts = sealed.split('.');
        let (Some(id), Some(nonce), Some(text), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(KeyError::Sealed);
        };
        let (_, key) = self.keys.iter().find(|(known, _)| known == id).ok_or(KeyError::Sealed)?;
        let nonce: [u8; 24] = BASE64_URL_SAFE_NO_PAD
            .decode(nonce)
            .ok()
            .and_then(|bytes| bytes.try_into().ok())
            .ok_or(KeyError::Sealed)?;
        let text = BASE64_URL_SAFE_NO_PAD.decode(text).map_err(|_| KeyError::Sealed)?;
        XChaCha20Poly1305::new(&Key::from(*key))
            .decrypt(&XNonce::from(nonce), Payload { msg: &text, aad: owner.as_bytes() })
            .map_err(|_| KeyError::Sealed)
    }
}

impl fmt::Debug for Keyring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ids: Vec<&str> = self.keys.iter().map(|(id, _)| id.as_str()).collect();
        f.debug_struct("Keyring").field("ids", &ids).finish_non_exhaustive()
    }
}

/// A new token of 256 random bits, for a cookie or a link.
pub fn token() -> String {
    BASE64_URL_SAFE_NO_PAD.encode(random::<32>())
}

/// A code of `digits` decimal digits, every one as likely as another.
pub fn digits(digits: u32) -> String {
    use rand::RngExt as _;
    let bound = 10_u64.pow(digits);
    format!("{:0width$}", rand::rng().random_range(0..bound), width = digits as usize)
}

/// SHA-256 of a token, hexadecimal: what the database holds of it.
pub fn sha256(token: &str) -> String {
    hex(&Sha256::digest(token.as_bytes()))
}

/// Compares without telling by its time where two texts differ.
pub fn constant_time_eq(a: &[u8], b: &[u8]) -> bool {
    a.len() == b.len() && a.iter().zip(b).fold(0, |different, (a, b)| different | (a ^ b)) == 0
}

/// Random bytes of the machine.
pub fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    rand::Rng::fill_bytes(&mut rand::rng(), &mut bytes);
    bytes
}

fn mac(key: &[u8; 32], purpose: &str, text: &str) -> String {
    use hmac::KeyInit as _;
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes keys of any length");
    mac.update(purpose.as_bytes());
    mac.update(&[0]);
    mac.update(text.as_bytes());
    BASE64_URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes())
}

fn file_error(path: &Path, source: std::io::Error) -> KeyError {
    KeyError::File { path: path.display().to_string(), source }
}

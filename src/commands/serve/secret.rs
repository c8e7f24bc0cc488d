//! The secret of the local app, new at every start.

use crate::error::{Error, Operation};

/// 256 bits that nobody can guess, as hexadecimal digits.
pub(super) fn new_secret() -> Result<String, Error> {
    let mut bytes = [0u8; 32];
    getrandom::fill(&mut bytes)
        .map_err(|error| Error::io(Operation::Listen, "127.0.0.1")(std::io::Error::other(error)))?;
    let mut secret = String::with_capacity(64);
    for byte in bytes {
        secret.push_str(&format!("{byte:02x}"));
    }
    Ok(secret)
}

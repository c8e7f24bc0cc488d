//! stub
#![allow(missing_docs)]
use std::path::PathBuf;
#[derive(Debug)]
pub enum Fault {
    Usage(String),
    Io { path: PathBuf, source: std::io::Error },
}

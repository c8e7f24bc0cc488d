//! The local app (`serve --edit`) as its page and its enemies meet it: the real binary, real HTTP, real files.

mod client;
mod safety;
mod writing;

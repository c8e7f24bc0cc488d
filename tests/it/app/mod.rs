//! The local app (`serve --edit`) as its page and its enemies meet it: the real binary, real HTTP, real files.

mod choices;
mod client;
mod form_text;
mod keeping;
mod removed;
mod safety;
mod shapes;
mod writing;

/// A text as it stands in an address.
fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

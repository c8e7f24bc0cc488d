//! The values in the address of a call.

/// The values of a query.
pub(super) struct Query(Vec<(String, String)>);

impl Query {
    pub(super) fn new(values: Vec<(String, String)>) -> Query {
        Query(values)
    }

    /// The value of a name, empty when it is not given.
    pub(super) fn text(&self, name: &str) -> &str {
        let found = self.0.iter().find(|(known, _)| known == name);
        found.map_or("", |(_, value)| value)
    }

    /// The number of a name, 0 when it is not given.
    pub(super) fn number(&self, name: &str) -> usize {
        self.text(name).parse().unwrap_or(0)
    }
}

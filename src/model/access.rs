//! access.yaml: who may change what (docs/content-model.md §2). Read by the server's hook.

use std::collections::BTreeMap;

use super::ids::{PairIx, SchoolIx};

/// Who may change what, by the name that the server knows a pusher by.
#[derive(Debug, Clone, PartialEq, Eq, Default, Hash)]
pub struct Access {
    /// The grants.
    pub grants: BTreeMap<String, Grant>,
}

/// What one pusher may change.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Grant {
    /// 全部.
    All,
    /// The folders of these schools and pairs. A pair opens its own folder, not its schools'.
    Of {
        /// 学校.
        schools: Vec<SchoolIx>,
        /// 结对.
        pairs: Vec<PairIx>,
    },
}

//! Knowledge: from when until when a row of the ledger counted as true.

/// When a row was recorded and when it was voided, in microseconds since 1970-01-01 UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Knowledge {
    /// From this instant on it is known.
    pub recorded_at_us: i64,
    /// From this instant on it is known to be wrong; `None` while it stands.
    pub voided_at_us: Option<i64>,
}

impl Knowledge {
    /// Did the row count as true at an instant? The same condition as in every read of the store.
    pub fn holds_at(&self, instant_us: i64) -> bool {
        self.recorded_at_us <= instant_us && self.voided_at_us.is_none_or(|voided| voided > instant_us)
    }
}

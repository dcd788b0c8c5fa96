//! Known formats: the mappings of exports of other products, each a file in `formats/`.

use crate::mapping::{Mapping, Trust};

/// Name and mapping text of every known format.
pub const FORMATS: &[(&str, &str)] = &[
    ("square_customers", include_str!("../formats/square_customers.toml")),
    ("square_items", include_str!("../formats/square_items.toml")),
    ("shopify_customers", include_str!("../formats/shopify_customers.toml")),
    ("shopify_orders", include_str!("../formats/shopify_orders.toml")),
    ("stripe_payments", include_str!("../formats/stripe_payments.toml")),
    ("fresha_clients", include_str!("../formats/fresha_clients.toml")),
    ("fresha_appointments", include_str!("../formats/fresha_appointments.toml")),
    ("vagaro_transactions", include_str!("../formats/vagaro_transactions.toml")),
    ("phorest_transactions", include_str!("../formats/phorest_transactions.toml")),
];

/// The mappings of all known formats. A test sees to it that each of them can be read.
pub(crate) fn all() -> impl Iterator<Item = Mapping> {
    FORMATS.iter().filter_map(|(name, text)| {
        let mut mapping = Mapping::parse(text, name).ok()?;
        mapping.trust = Trust::Known;
        Some(mapping)
    })
}

//! Policies to begin with, one for each trade.

/// Every preset: its name and one line on whom it is for.
pub const PRESETS: &[(&str, &str)] = &[
    ("salon", "hairdressers, barbers, beauty and nails: appointments every few weeks"),
    ("garage", "car and bicycle workshops: one service a year, windows of two years"),
    ("agency", "consultants, designers, accountants: retainers and projects"),
    ("restaurant", "restaurants, cafés and bars: guests who come back"),
    ("grocer", "grocers and supermarkets: till receipts, many small baskets"),
    ("bank", "bank branches: accounts, deposits and yearly talks"),
    ("insurer", "insurers and brokers: policies that renew each year"),
];

/// A trade's file, and the reasons to leave that all trades share.
macro_rules! with_reasons {
    ($trade:literal) => {
        concat!(
            include_str!(concat!("../../presets/", $trade, ".toml")),
            include_str!("../../presets/reasons.toml")
        )
    };
}

/// The text of a preset's `policy.toml`, as it is handed to an owner to change.
pub fn preset(name: &str) -> Option<&'static str> {
    match name {
        "salon" => Some(with_reasons!("salon")),
        "garage" => Some(with_reasons!("garage")),
        "agency" => Some(with_reasons!("agency")),
        "restaurant" => Some(with_reasons!("restaurant")),
        "grocer" => Some(with_reasons!("grocer")),
        "bank" => Some(with_reasons!("bank")),
        "insurer" => Some(with_reasons!("insurer")),
        _ => None,
    }
}

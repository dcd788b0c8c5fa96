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

/// The text of a preset's `policy.toml`, as it is handed to an owner to change.
pub fn preset(name: &str) -> Option<&'static str> {
    match name {
        "salon" => Some(include_str!("../../presets/salon.toml")),
        "garage" => Some(include_str!("../../presets/garage.toml")),
        "agency" => Some(include_str!("../../presets/agency.toml")),
        "restaurant" => Some(include_str!("../../presets/restaurant.toml")),
        "grocer" => Some(include_str!("../../presets/grocer.toml")),
        "bank" => Some(include_str!("../../presets/bank.toml")),
        "insurer" => Some(include_str!("../../presets/insurer.toml")),
        _ => None,
    }
}

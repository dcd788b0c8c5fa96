//! What the demo salons sell: services by category, and products.

use super::period::Period;

/// What a service is about; the measure of breadth counts these.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Category {
    Cut,
    Colour,
    Care,
    Styling,
    Beard,
    Nails,
    Brows,
}

impl Category {
    /// The name in the files.
    pub(super) fn name(self) -> &'static str {
        match self {
            Category::Cut => "cut",
            Category::Colour => "colour",
            Category::Care => "care",
            Category::Styling => "styling",
            Category::Beard => "beard",
            Category::Nails => "nails",
            Category::Brows => "brows",
        }
    }
}

/// For whom a service is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Audience {
    Women,
    Men,
    Children,
    Anyone,
}

/// A service on the price list.
pub(super) struct Service {
    pub(super) code: &'static str,
    pub(super) name: &'static str,
    pub(super) category: Category,
    pub(super) audience: Audience,
    /// Today's price in cents, net of tax.
    pub(super) price_minor: i64,
    /// Cost of what is used up, in cents; 0: not known, the category's margin holds.
    pub(super) cost_minor: i64,
    /// Chair time, in whole quarters of an hour.
    pub(super) minutes: i32,
    /// How often it is chosen among those of its category.
    pub(super) weight: f64,
}

/// A product on the shelf. Its cost or its margin is known, or neither.
pub(super) struct Product {
    pub(super) code: &'static str,
    pub(super) name: &'static str,
    pub(super) category: &'static str,
    /// Today's price in cents, net of tax.
    pub(super) price_minor: i64,
    /// Cost of one in cents, where known.
    pub(super) cost_minor: Option<i64>,
    /// Margin on net sales in percent, where known.
    pub(super) margin_percent: Option<i64>,
}

/// The service that a client whose spend collapses keeps coming for.
pub(super) const FRINGE_TRIM: usize = 0;

/// All services.
pub(super) static SERVICES: [Service; 26] = {
    use Audience::{Anyone, Children, Men, Women};
    use Category::{Beard, Brows, Care, Colour, Cut, Nails, Styling};
    [
        service("cut-fringe", "Fringe trim", Cut, Anyone, 900, 0, 15, 0.0),
        service("cut-women", "Cut and blow-dry", Cut, Women, 4800, 180, 45, 5.0),
        service("cut-women-long", "Cut and blow-dry, long hair", Cut, Women, 5800, 220, 60, 3.0),
        service("cut-men", "Men's cut", Cut, Men, 3200, 120, 30, 6.0),
        service("cut-clipper", "Clipper cut", Cut, Men, 2200, 60, 15, 2.0),
        service("cut-child", "Children's cut", Cut, Children, 2400, 80, 30, 1.0),
        service("colour-roots", "Root touch-up", Colour, Women, 6200, 950, 75, 5.0),
        service("colour-full", "Full colour", Colour, Women, 8400, 1450, 105, 3.0),
        service("colour-half-lights", "Half head highlights", Colour, Women, 9600, 1300, 105, 3.0),
        service("colour-full-lights", "Full head highlights", Colour, Women, 13200, 1900, 135, 1.5),
        service("colour-balayage", "Balayage", Colour, Women, 16500, 2300, 165, 1.0),
        service("colour-toner", "Toner", Colour, Women, 3400, 600, 30, 2.0),
        service("colour-grey-men", "Grey blending", Colour, Men, 3600, 550, 30, 1.0),
        service("care-mask", "Nourishing mask", Care, Anyone, 2200, 350, 15, 5.0),
        service("care-bond", "Bond repair", Care, Women, 3800, 700, 30, 3.0),
        service("care-scalp", "Scalp treatment", Care, Anyone, 3500, 480, 30, 2.0),
        service("care-keratin", "Keratin smoothing", Care, Women, 14500, 2800, 120, 0.4),
        service("styling-blow-dry", "Blow-dry", Styling, Women, 3200, 0, 30, 4.0),
        service("styling-curls", "Curls and waves", Styling, Women, 4400, 0, 45, 2.0),
        service("styling-up-do", "Up-do", Styling, Women, 6800, 0, 60, 1.0),
        service("beard-trim", "Beard trim", Beard, Men, 1700, 60, 15, 4.0),
        service("beard-shave", "Hot towel shave", Beard, Men, 2900, 140, 30, 1.0),
        service("nails-manicure", "Manicure", Nails, Women, 3600, 0, 45, 2.0),
        service("nails-gel", "Gel polish", Nails, Women, 4600, 0, 60, 3.0),
        service("brows-shape", "Brow shaping", Brows, Women, 1800, 0, 15, 4.0),
        service("brows-tint", "Brow and lash tint", Brows, Women, 2900, 320, 30, 2.0),
    ]
};

/// All products.
pub(super) static PRODUCTS: [Product; 30] = {
    const SHAMPOO: &str = "shampoo and conditioner";
    const TREATMENT: &str = "home treatment";
    const FINISH: &str = "styling products";
    const BEARD: &str = "beard products";
    const TOOLS: &str = "tools";
    const GIFTS: &str = "gift sets";
    [
        cost("p-shampoo-moist", "Moisture shampoo", SHAMPOO, 1850, 860),
        cost("p-shampoo-colour", "Colour shampoo", SHAMPOO, 1950, 910),
        cost("p-shampoo-silver", "Silver shampoo", SHAMPOO, 2050, 940),
        cost("p-shampoo-volume", "Volume shampoo", SHAMPOO, 1850, 860),
        cost("p-shampoo-scalp", "Scalp shampoo", SHAMPOO, 2150, 1020),
        cost("p-cond-moist", "Moisture conditioner", SHAMPOO, 2050, 950),
        cost("p-cond-colour", "Colour conditioner", SHAMPOO, 2150, 990),
        cost("p-cond-volume", "Volume conditioner", SHAMPOO, 2050, 950),
        margin("p-mask", "Repair mask", TREATMENT, 2950, 54),
        margin("p-oil", "Hair oil", TREATMENT, 3250, 56),
        margin("p-bond", "Bond builder", TREATMENT, 2900, 48),
        margin("p-leave-in", "Leave-in cream", TREATMENT, 2250, 55),
        margin("p-scalp-tonic", "Scalp tonic", TREATMENT, 3450, 57),
        margin("p-heat", "Heat protection", TREATMENT, 2100, 55),
        cost("p-hairspray", "Hairspray", FINISH, 1750, 790),
        cost("p-mousse", "Mousse", FINISH, 1750, 780),
        cost("p-salt-spray", "Salt spray", FINISH, 1850, 820),
        cost("p-dry-shampoo", "Dry shampoo", FINISH, 1650, 740),
        cost("p-clay", "Matt clay", FINISH, 1950, 850),
        cost("p-paste", "Fibre paste", FINISH, 1950, 850),
        cost("p-gel", "Strong gel", FINISH, 1450, 600),
        cost("p-curl-cream", "Curl cream", FINISH, 2250, 1010),
        neither("p-beard-oil", "Beard oil", BEARD, 1950),
        neither("p-beard-balm", "Beard balm", BEARD, 1850),
        neither("p-aftershave", "Aftershave balm", BEARD, 2250),
        cost("p-brush-round", "Round brush", TOOLS, 2450, 1380),
        cost("p-brush-detangle", "Detangling brush", TOOLS, 1450, 760),
        cost("p-dryer", "Travel dryer", TOOLS, 7900, 5200),
        neither("p-gift-care", "Gift set care", GIFTS, 4950),
        neither("p-gift-beard", "Gift set beard", GIFTS, 3950),
    ]
};

/// A price in cents as it was on `day`: 4 % lower per price list of 1 January since, to half euros.
pub(super) fn price_on(period: &Period, day: i32, price_minor: i64) -> i64 {
    const STEP_MINOR: i64 = 50;
    let rises = i64::from(period.years_ago(day));
    let exact = price_minor * 100 / (100 + 4 * rises);
    (exact + STEP_MINOR / 2) / STEP_MINOR * STEP_MINOR
}

/// An amount in cents less a discount in percent, to the nearest cent.
pub(super) fn less_discount(amount_minor: i64, discount_percent: i64) -> i64 {
    (amount_minor * (100 - discount_percent) + 50) / 100
}

#[allow(clippy::too_many_arguments)] // a row of the table above, in the order of its columns
const fn service(
    code: &'static str,
    name: &'static str,
    category: Category,
    audience: Audience,
    price_minor: i64,
    cost_minor: i64,
    minutes: i32,
    weight: f64,
) -> Service {
    Service { code, name, category, audience, price_minor, cost_minor, minutes, weight }
}

const fn cost(
    code: &'static str,
    name: &'static str,
    category: &'static str,
    price_minor: i64,
    cost_minor: i64,
) -> Product {
    Product { code, name, category, price_minor, cost_minor: Some(cost_minor), margin_percent: None }
}

const fn margin(
    code: &'static str,
    name: &'static str,
    category: &'static str,
    price_minor: i64,
    margin_percent: i64,
) -> Product {
    Product { code, name, category, price_minor, cost_minor: None, margin_percent: Some(margin_percent) }
}

const fn neither(
    code: &'static str,
    name: &'static str,
    category: &'static str,
    price_minor: i64,
) -> Product {
    Product { code, name, category, price_minor, cost_minor: None, margin_percent: None }
}

//! Baskets: what is booked for a visit, and what is on its receipt.

use rand::RngExt;

use super::client::{self, Client};
use super::dice::{Dice, chance, pick};
use super::house::Role;
use super::offering::{Audience, Category, FRINGE_TRIM, PRODUCTS, SERVICES, less_discount, price_on};
use super::period::Period;

/// Longest visit that is booked, in minutes.
const LONGEST_MINUTES: i32 = 240;
/// Chance of a product on the receipt of an average client of an average staff member.
const PRODUCT_CHANCE: f64 = 0.14;
const TIP_CHANCE: f64 = 0.12;
/// Service discounts in percent: none, a friend's, a birthday's, a first visit's.
pub(super) const DISCOUNTS_PERCENT: [i64; 4] = [0, 10, 20, 15];

/// A line of a receipt.
pub(super) struct Line {
    /// Kind as in the file of visits.
    pub(super) kind: &'static str,
    /// Code of the offering; empty for tips.
    pub(super) offering: &'static str,
    pub(super) quantity: i64,
    /// Net of discount and tax, in cents.
    pub(super) amount_minor: i64,
}

/// The services of a visit wanted on `day`, by index in the price list: the main one first.
pub(super) fn plan(
    client: &Client,
    role: Option<&Role>,
    period: &Period,
    day: i32,
    dice: &mut Dice,
) -> Vec<usize> {
    if client.is_trimming(day) {
        return vec![FRINGE_TRIM];
    }
    let is_december = period.date(day).month() == 12;
    let breadth = client.curious * role.map_or(1.0, |role| role.breadth);
    let mut services = vec![client.service];
    for (category, p) in client.style.extras {
        let season = if is_december && *category == Category::Styling { 3.0 } else { 1.0 };
        if chance(dice, p * breadth * season) {
            services.extend(client::service(*category, client.style.audience, dice));
        }
    }
    while services.len() > 1 && minutes(&services) > LONGEST_MINUTES {
        services.pop();
    }
    services
}

/// Chair time of the services, in minutes.
pub(super) fn minutes(services: &[usize]) -> i32 {
    services.iter().map(|service| SERVICES[*service].minutes).sum()
}

/// The receipt of a visit on `day`.
pub(super) fn receipt(
    client: &Client,
    services: &[usize],
    role: &Role,
    period: &Period,
    day: i32,
    dice: &mut Dice,
) -> Vec<Line> {
    let discount = discount_percent(client, dice);
    let mut lines: Vec<Line> = services
        .iter()
        .map(|service| {
            let service = &SERVICES[*service];
            let price = price_on(period, day, service.price_minor);
            line("service", service.code, 1, less_discount(price, discount))
        })
        .collect();
    if client.is_trimming(day) {
        return lines;
    }
    let is_december = period.date(day).month() == 12;
    let season = if is_december { 1.7 } else { 1.0 };
    let p = (PRODUCT_CHANCE * client.retail * role.retail * season).min(0.9);
    while lines.len() < services.len() + 3 && chance(dice, p) {
        lines.extend(product(client.style.audience, is_december, period, day, dice));
    }
    if chance(dice, TIP_CHANCE) {
        let tips = [(200, 0.4), (500, 0.4), (1000, 0.2)];
        lines.extend(pick(dice, &tips, |(_, weight)| weight).map(|(amount, _)| line("tip", "", 1, amount)));
    }
    lines
}

fn discount_percent(client: &Client, dice: &mut Dice) -> i64 {
    let [none, friend, birthday, first] = DISCOUNTS_PERCENT;
    if client.visits == 0 && !client.is_established && chance(dice, 0.35) {
        return first;
    }
    match dice.random::<f64>() {
        ..0.02 => birthday,
        ..0.05 => friend,
        _ => none,
    }
}

fn product(
    audience: Audience,
    is_december: bool,
    period: &Period,
    day: i32,
    dice: &mut Dice,
) -> Option<Line> {
    let shelf: Vec<usize> = (0..PRODUCTS.len()).collect();
    let product = pick(dice, &shelf, |index| match (PRODUCTS[index].category, audience) {
        ("gift sets", _) => {
            if is_december {
                4.0
            } else {
                0.1
            }
        }
        ("beard products", Audience::Men) => 3.0,
        ("beard products", _) => 0.0,
        ("styling products", Audience::Men) => 2.0,
        ("tools", _) => 0.4,
        _ => 1.0,
    })?;
    let product = &PRODUCTS[product];
    let quantity = if chance(dice, 0.06) { 2 } else { 1 };
    Some(line("product", product.code, quantity, quantity * price_on(period, day, product.price_minor)))
}

fn line(kind: &'static str, offering: &'static str, quantity: i64, amount_minor: i64) -> Line {
    Line { kind, offering, quantity, amount_minor }
}

//! Gaps: offerings that similar clients buy and this one does not.

use crate::definition::Definition;
use crate::interval::{Ratio, Share, wilson_share};

/// The text behind `gaps`.
pub const DEFINITION: Definition = Definition {
    id: "gaps",
    title: "Gaps",
    unit: "times as likely",
    numerator: "Share of the clients who bought one offering in the 12 months up to the as-of day who bought another one too: the confidence.",
    denominator: "Share of all clients who bought something in these months who bought that other one. Their quotient is the lift.",
    exclusions: "Offerings bought by fewer clients than the policy's minimum, and past the 256 bought by most; visits whose lines are not known, and refunds.",
    text: "Clients who buy one offering are like each other; a gap is another offering that they buy more often than chance explains, and that a client who buys the first does not buy. Every pair of offerings is tried by Fisher's exact test, and of the pairs told no more than 5% are expected to be chance (Benjamini & Hochberg); both offerings have to be bought together by at least the policy's minimum of clients, the support, and the lower end of the lift has to be 1.2 or more: less says nothing to a client. The confidence has Wilson's 95% interval, the lift one on the scale of logarithms (by linearisation). A client's gaps are those of the highest lower end of the lift. It is correlation: whoever comes often buys more of everything, and some offerings are never for the same client. It says what is worth asking, not that the client would buy.",
    source: "Agrawal, Imieliński & Swami 1993; Brin, Motwani, Ullman & Tsur 1997; Fisher 1935; Benjamini & Hochberg 1995; interval of the lift: delta method, Agresti 2013, 3.1",
};

/// Offerings looked at, at most.
pub const OFFERINGS_MAX: usize = 256;

/// Of the pairs told, the share expected to be chance.
const FALSE_SHARE: f64 = 0.05;

/// The least that the lower end of a lift has to be: less is of no use, however sure it is.
const LIFT_LEAST: f64 = 1.2;

const WORD_BITS: usize = 64;

/// Which of the offerings looked at a client bought.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Basket([u64; OFFERINGS_MAX / WORD_BITS]);

impl Basket {
    /// Adds an offering by its place; those past [`OFFERINGS_MAX`] are passed over.
    pub fn insert(&mut self, offering: usize) {
        if let Some(word) = self.0.get_mut(offering / WORD_BITS) {
            *word |= 1 << (offering % WORD_BITS);
        }
    }

    /// Is the offering in it?
    pub fn has(&self, offering: usize) -> bool {
        self.0.get(offering / WORD_BITS).is_some_and(|word| word & (1 << (offering % WORD_BITS)) != 0)
    }

    /// The offerings in it, ascending.
    pub fn offerings(&self) -> impl Iterator<Item = usize> {
        self.0.iter().enumerate().flat_map(|(place, &word)| {
            let rest = std::iter::successors(Some(word), |word| Some(word & word.wrapping_sub(1)));
            rest.take_while(|&word| word != 0)
                .map(move |word| place * WORD_BITS + word.trailing_zeros() as usize)
        })
    }
}

/// That clients who bought one offering bought another one more often than chance explains.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rule {
    /// The offering bought.
    pub given: usize,
    /// The offering that goes with it.
    pub offered: usize,
    /// Of those who bought the first, the share who bought the second too; its count is the support.
    pub confidence: Share,
    /// Of all, the share who bought the second.
    pub base: Share,
    /// Confidence over base.
    pub lift: Ratio,
    /// Chance of as many together if neither went with the other, one-sided.
    pub p_value: f64,
    /// The share of chance expected among this pair and all that are surer.
    pub q_value: f64,
}

impl Rule {
    /// Clients who bought the first and not the second.
    pub fn clients(&self) -> u64 {
        self.confidence.of - self.confidence.count
    }
}

/// What the baskets of all clients say.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rules {
    /// Clients who bought something.
    pub clients: u64,
    /// Offerings that enough clients bought.
    pub offerings: usize,
    /// Pairs of them tried.
    pub pairs: usize,
    /// What holds, by the lower end of the lift, the highest first; equal ones by their places.
    pub rules: Vec<Rule>,
}

/// How many clients bought each offering and each pair.
struct Counts {
    clients: u64,
    of_pair: Vec<u32>,
}

impl Counts {
    fn of(baskets: &[Basket]) -> Counts {
        let mut of_pair = vec![0; OFFERINGS_MAX * OFFERINGS_MAX];
        for basket in baskets {
            for one in basket.offerings() {
                // Each pair once, the lower place first; an offering with itself is the offering alone.
                basket.offerings().take_while(|&other| other <= one).for_each(|other| {
                    of_pair[other * OFFERINGS_MAX + one] += 1;
                });
            }
        }
        Counts { clients: baskets.len() as u64, of_pair }
    }

    fn both(&self, one: usize, other: usize) -> u64 {
        u64::from(self.of_pair[one.min(other) * OFFERINGS_MAX + one.max(other)])
    }

    fn buyers(&self, offering: usize) -> u64 {
        self.both(offering, offering)
    }
}

/// The rules that hold among baskets of clients who bought something. `min_clients`: fewest who bought an offering, and
/// fewest who bought both of a pair.
pub fn find_rules(baskets: &[Basket], min_clients: u32) -> Rules {
    let (counts, min_clients) = (Counts::of(baskets), u64::from(min_clients.max(1)));
    let offerings: Vec<usize> =
        (0..OFFERINGS_MAX).filter(|&offering| counts.buyers(offering) >= min_clients).collect();
    let chances = Chances::up_to(baskets.len());
    let mut tried = Vec::new();
    for (place, &one) in offerings.iter().enumerate() {
        for &other in &offerings[..place] {
            let (both, of_one, of_other) =
                (counts.both(one, other), counts.buyers(one), counts.buyers(other));
            tried.push((one, other, chances.at_least(both, of_one, of_other, counts.clients)));
        }
    }
    let q_values = adjust(&tried.iter().map(|&(_, _, p_value)| p_value).collect::<Vec<_>>());
    let mut rules = Vec::new();
    for (&(one, other, p_value), &q_value) in tried.iter().zip(&q_values) {
        if q_value <= FALSE_SHARE && counts.both(one, other) >= min_clients {
            let both_ways = [(one, other), (other, one)];
            rules.extend(both_ways.into_iter().filter_map(|(given, offered)| {
                rule(&counts, given, offered).filter(|rule| rule.lift.low >= LIFT_LEAST).map(|rule| Rule {
                    p_value,
                    q_value,
                    ..rule
                })
            }));
        }
    }
    rules.sort_by(|a: &Rule, b: &Rule| {
        let by_lift = b.lift.low.total_cmp(&a.lift.low);
        by_lift.then_with(|| (a.given, a.offered).cmp(&(b.given, b.offered)))
    });
    Rules { clients: counts.clients, offerings: offerings.len(), pairs: tried.len(), rules }
}

fn rule(counts: &Counts, given: usize, offered: usize) -> Option<Rule> {
    let confidence = wilson_share(counts.both(given, offered), counts.buyers(given))?;
    let base = wilson_share(counts.buyers(offered), counts.clients)?;
    let lift = lift(confidence.count, confidence.of, base.count, base.of)?;
    Some(Rule { given, offered, confidence, base, lift, p_value: 1.0, q_value: 1.0 })
}

/// The lift of two offerings of which `one` and `other` clients of `all` bought one, and `both` both. The variance of
/// its logarithm is (1/both − 1/one − 1/other + (2 · lift − 1) / all), by the delta method for four counts (Agresti 2013, 3.1).
fn lift(both: u64, one: u64, other: u64, all: u64) -> Option<Ratio> {
    if both == 0 {
        return None;
    }
    let [both, one, other, all] = [both, one, other, all].map(|count| count as f64);
    let lift = both * all / (one * other);
    Some(Ratio::of_logarithm(lift, 1.0 / both - 1.0 / one - 1.0 / other + (2.0 * lift - 1.0) / all))
}

/// The gaps of a client: of each offering that the basket lacks the surest rule, the highest lower end of the lift
/// first, no more than `most`. `rules` as [`Rules::rules`].
pub fn gaps_of<'a>(basket: &Basket, rules: &'a [Rule], most: usize) -> Vec<&'a Rule> {
    let mut found: Vec<&Rule> = Vec::new();
    for rule in rules.iter().filter(|rule| basket.has(rule.given) && !basket.has(rule.offered)) {
        if found.len() >= most {
            break;
        }
        if found.iter().all(|other| other.offered != rule.offered) {
            found.push(rule);
        }
    }
    found
}

/// p-values as the share of chance expected among each and all smaller ones (Benjamini & Hochberg 1995), in their order.
fn adjust(p_values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p_values.len()).collect();
    order.sort_by(|&a, &b| p_values[b].total_cmp(&p_values[a]));
    let (mut adjusted, mut least) = (vec![1.0; p_values.len()], 1.0f64);
    for (after, &place) in order.iter().enumerate() {
        let rank = (p_values.len() - after) as f64;
        least = least.min(p_values[place] * p_values.len() as f64 / rank);
        adjusted[place] = least;
    }
    adjusted
}

/// Chances of Fisher's exact test.
struct Chances {
    /// ln k!, by k.
    ln_factorials: Vec<f64>,
}

/// A term this much smaller than the sum so far adds nothing to it.
const NEGLIGIBLE: f64 = 1e-17;

impl Chances {
    fn up_to(clients: usize) -> Chances {
        let mut ln_factorials = Vec::with_capacity(clients + 1);
        let mut sum = 0.0;
        ln_factorials.push(sum);
        for number in 1..=clients {
            sum += (number as f64).ln();
            ln_factorials.push(sum);
        }
        Chances { ln_factorials }
    }

    /// The chance that `both` or more of `all` bought both, where `one` and `other` of them bought each, if neither
    /// goes with the other.
    fn at_least(&self, both: u64, one: u64, other: u64, all: u64) -> f64 {
        // Below what chance expects the lower side is the shorter one, and never vanishes.
        if u128::from(both) * u128::from(all) <= u128::from(one) * u128::from(other) {
            let below = both.checked_sub(1).map_or(0.0, |both| self.sum_from(both, one, other, all, false));
            return (1.0 - below).clamp(0.0, 1.0);
        }
        self.sum_from(both, one, other, all, true).min(1.0)
    }

    /// The chances of `both`, and of all above or below.
    fn sum_from(&self, both: u64, one: u64, other: u64, all: u64, upwards: bool) -> f64 {
        let (most, least) = (one.min(other), (one + other).saturating_sub(all));
        if both < least || both > most {
            return 0.0;
        }
        let ln_choose = |of: u64, chosen: u64| {
            let ln = |number: u64| self.ln_factorials[number as usize];
            ln(of) - ln(chosen) - ln(of - chosen)
        };
        let mut term =
            (ln_choose(one, both) + ln_choose(all - one, other - both) - ln_choose(all, other)).exp();
        let (mut sum, mut both) = (term, both);
        let number = |value: u64| value as f64;
        while term > sum * NEGLIGIBLE && both != if upwards { most } else { least } {
            if upwards {
                term *= number(one - both) * number(other - both)
                    / (number(both + 1) * number(all + both + 1 - one - other));
                both += 1;
            } else {
                term *= number(both) * number(all + both - one - other)
                    / (number(one - both + 1) * number(other - both + 1));
                both -= 1;
            }
            sum += term;
        }
        sum
    }
}

#[cfg(test)]
mod correctness {
    use super::*;
    use crate::value::dice::Dice;

    fn basket(offerings: &[usize]) -> Basket {
        let mut basket = Basket::default();
        offerings.iter().for_each(|&offering| basket.insert(offering));
        basket
    }

    #[test]
    fn a_basket_has_what_was_put_in() {
        let basket = basket(&[200, 3, 64, 63, 255, 256, 3]);
        assert_eq!(basket.offerings().collect::<Vec<_>>(), [3, 63, 64, 200, 255]);
        assert!(basket.has(64) && !basket.has(65) && !basket.has(256) && !basket.has(10_000));
    }

    /// The lady who tastes tea (Fisher 1935): 3 or 4 of 4 cups right by chance, 17 of 70; all right, 1 of 70.
    #[test]
    fn fishers_tea_is_tasted() {
        let chances = Chances::up_to(8);
        for (both, ways) in [(4, 1.0), (3, 17.0), (2, 53.0), (1, 69.0), (0, 70.0)] {
            assert!((chances.at_least(both, 4, 4, 8) - ways / 70.0).abs() < 1e-12, "{both}");
        }
    }

    /// Benjamini & Hochberg 1995, section 3.2: of these fifteen p-values the first four are told at 5 %.
    #[test]
    fn published_p_values_are_adjusted() {
        let p_values = [
            0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719,
            0.6528, 0.7590, 1.0,
        ];
        let adjusted = adjust(&p_values);
        assert_eq!(adjusted.iter().filter(|&&q_value| q_value <= 0.05).count(), 4);
        assert!((adjusted[3] - 0.0095 * 15.0 / 4.0).abs() < 1e-12);
        assert!((adjusted[4] - 0.0201 * 15.0 / 5.0).abs() < 1e-12);
        assert!((adjusted[5] - 0.0298 * 15.0 / 7.0).abs() < 1e-12, "no greater than the next one");
        assert!(adjusted.windows(2).all(|pair| pair[0] <= pair[1]));
    }

    /// Of 100 clients 40 buy colour and 50 care, 30 both: confidence 30 / 40, lift 0.75 / 0.5 = 1.5. The variance of its
    /// logarithm is 1/30 − 1/40 − 1/50 + 2/100 = 0.008333, so 1.254 to 1.794.
    #[test]
    fn a_rule_is_as_worked_by_hand() {
        let mut baskets = vec![basket(&[0, 1]); 30];
        baskets.extend([basket(&[0]); 10]);
        baskets.extend([basket(&[1]); 20]);
        baskets.extend([basket(&[]); 40]);
        let found = find_rules(&baskets, 20);
        assert_eq!((found.clients, found.offerings, found.pairs), (100, 2, 1));
        let [one, other] = found.rules[..] else { panic!("{found:?}") };
        assert_eq!((one.given, one.offered, one.clients()), (0, 1, 10));
        assert_eq!((one.confidence.count, one.confidence.of, one.base.count), (30, 40, 50));
        assert_eq!((other.given, other.offered, other.clients()), (1, 0, 20));
        assert!((one.lift.estimate - 1.5).abs() < 1e-12 && one.lift == other.lift);
        assert!(
            (one.lift.low - 1.254).abs() < 1e-3 && (one.lift.high - 1.794).abs() < 1e-3,
            "{:?}",
            one.lift
        );
        assert!(one.p_value < 1e-4 && one.q_value == one.p_value, "one pair was tried");
    }

    #[test]
    fn fewer_clients_than_the_minimum_tell_nothing() {
        let mut baskets = vec![basket(&[0, 1]); 19];
        baskets.extend([basket(&[2]); 200]);
        assert!(find_rules(&baskets, 20).rules.is_empty());
        assert_eq!(find_rules(&baskets, 19).rules.len(), 2);
        assert_eq!(find_rules(&[], 20), Rules::default());
    }

    /// Of 1,000 clients 800 buy a cut and 250 a beard trim, 225 both: surely more than the 200 of chance, yet only by an
    /// eighth.
    #[test]
    fn a_small_lift_is_not_told_however_sure_it_is() {
        let mut baskets = vec![basket(&[0, 1]); 225];
        baskets.extend([basket(&[0]); 575]);
        baskets.extend([basket(&[1]); 25]);
        baskets.extend([basket(&[2]); 175]);
        let p_value = Chances::up_to(1_000).at_least(225, 800, 250, 1_000);
        assert!(p_value < 1e-5, "{p_value}");
        assert!(find_rules(&baskets, 20).rules.is_empty());
    }

    #[test]
    fn a_client_has_the_surest_gap_of_each_offering() {
        let mut baskets = vec![basket(&[0, 1, 2]); 60];
        baskets.extend([basket(&[0]); 10]);
        baskets.extend([basket(&[3]); 100]);
        let rules = find_rules(&baskets, 20).rules;
        let gaps = |basket: Basket, most| -> Vec<(usize, usize)> {
            gaps_of(&basket, &rules, most).iter().map(|rule| (rule.given, rule.offered)).collect()
        };
        assert_eq!(gaps(basket(&[0]), 3), [(0, 1), (0, 2)]);
        assert_eq!(gaps(basket(&[0, 1]), 3), [(1, 2)], "the surer of two that lead there");
        assert_eq!(gaps(basket(&[0]), 1), [(0, 1)]);
        assert!(gaps(basket(&[0, 1, 2]), 3).is_empty() && gaps(basket(&[3]), 3).is_empty());
    }

    /// Where purchases have nothing to do with each other, a house is told anything in no more than 5 of 100 cases: all
    /// its pairs are chance, so this is the share that is promised.
    #[test]
    fn independent_purchases_have_no_gaps() {
        let mut dice = Dice(11);
        let chances: Vec<f64> = (0..12).map(|offering| 0.1 + 0.05 * f64::from(offering)).collect();
        let mut house = || -> Vec<Basket> {
            let mut one = || {
                let mut basket = Basket::default();
                for (offering, &chance) in chances.iter().enumerate() {
                    if dice.draw() < chance {
                        basket.insert(offering);
                    }
                }
                basket
            };
            (0..400).map(|_| one()).collect()
        };
        let told = (0..300).filter(|_| !find_rules(&house(), 20).rules.is_empty()).count();
        // Mean 15 if the test were not cautious; three standard errors are 11.
        assert!(told <= 26, "{told} of 300 houses");
    }
}

//! BG/NBD, MBG/NBD and (M)BG/CNBD-k: regular visits, and a chance to leave after each.
//!
//! While a client stays, the intervals between visits are Erlang-k distributed with a rate that is Gamma(r, α)
//! among clients. After a visit the client leaves for good with a chance that is Beta(a, b) among clients.
//! With k = 1 these are the BG/NBD (Fader, Hardie and Lee 2005, "Counting your customers the easy way") and the MBG/NBD
//! (Batislam, Denizel and Filiztekin 2007, "Empirical validation and comparison of models for customer base analysis");
//! with k > 1 those of Reutterer, Platzer and Schröder (2021, "Leveraging purchase regularity for predicting customer
//! behavior the easy way").

mod likelihood;

use rand::{Rng, RngExt};
use rand_distr::{Beta, Distribution, Gamma};

pub use likelihood::Regularities;

use crate::clients::Clients;
use crate::counts::{Counts, Stays, Visits};
use crate::fit::{Fit, FitError};
use crate::model::VisitModel;
use crate::summary::Summary;

/// The greatest regularity that a model may have.
pub const REGULARITY_MAX: u32 = 12;

/// After which visits a client may leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Leaving {
    /// After each repeat, so that whoever came once is surely a client (BG).
    AfterRepeats,
    /// After each visit, the first one too (MBG). The better choice for telling who has left.
    AfterEveryVisit,
}

impl Leaving {
    /// Occasions to leave that a client had besides the repeats.
    fn besides(self) -> f64 {
        match self {
            Self::AfterRepeats => 0.0,
            Self::AfterEveryVisit => 1.0,
        }
    }
}

/// A (M)BG/CNBD-k model: its parameters are positive, its regularity from 1 to [`REGULARITY_MAX`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BgCnbd {
    /// After which visits a client may leave: this tells BG from MBG.
    pub leaving: Leaving,
    /// *k*: how regular visits are. With 1 they come by chance, with 12 almost by the clock.
    pub regularity: u32,
    /// Shape of the clients' rates.
    pub r: f64,
    /// Inverse scale of the clients' rates, in units of time. A client's mean interval is k / rate.
    pub alpha: f64,
    /// First shape of the clients' chance to leave.
    pub a: f64,
    /// Second shape of the clients' chance to leave.
    pub b: f64,
}

impl BgCnbd {
    /// The BG/NBD.
    #[must_use]
    pub const fn bg(r: f64, alpha: f64, a: f64, b: f64) -> Self {
        Self { leaving: Leaving::AfterRepeats, regularity: 1, r, alpha, a, b }
    }

    /// The MBG/NBD.
    #[must_use]
    pub const fn mbg(r: f64, alpha: f64, a: f64, b: f64) -> Self {
        Self { leaving: Leaving::AfterEveryVisit, regularity: 1, r, alpha, a, b }
    }

    /// The same with another regularity.
    #[must_use]
    pub const fn with_regularity(self, regularity: u32) -> Self {
        Self { regularity, ..self }
    }

    /// *k* as a number.
    fn k(&self) -> f64 {
        f64::from(self.regularity)
    }

    /// How things stand with a client at the end of observation.
    fn standing(&self, client: &Summary) -> Standing {
        let scale = self.alpha + client.age;
        let size = self.r + self.k() * f64::from(client.repeats);
        let since = (client.age - client.last) / scale;
        let (mut weights, mut total) = ([0.0; REGULARITY_MAX as usize], 0.0);
        let mut weight = 1.0;
        for (events, slot) in weights.iter_mut().take(self.regularity as usize).enumerate() {
            *slot = weight;
            total += weight;
            weight *= (size + events as f64) * since / (events + 1) as f64;
        }
        weights.iter_mut().take(self.regularity as usize).for_each(|weight| *weight /= total);
        let leavings = f64::from(client.repeats) + self.leaving.besides();
        let alive = if leavings > 0.0 {
            let ln_ratio = size * ((client.age - client.last) / (self.alpha + client.last)).ln_1p();
            let ln_total = if self.regularity == 1 { 0.0 } else { f64::ln(total) };
            1.0 / (1.0 + self.a / (self.b + leavings - 1.0) * (ln_ratio - ln_total).exp())
        } else {
            1.0
        };
        Standing { alive, scale, size, weights, b: self.b + leavings }
    }

    /// The negative binomial counts of events (k make a visit) in the time ahead of a client still there, by how
    /// many came since the last visit: that number, its probability, the count.
    fn ahead(&self, standing: &Standing, ahead: f64) -> impl Iterator<Item = (f64, f64, Counts)> {
        let odds = ahead / standing.scale;
        let count = move |events: usize| Counts::new(standing.size + events as f64, odds);
        let parts = standing.weights.iter().enumerate().take(self.regularity as usize);
        parts
            .filter(|part| *part.1 > 0.0)
            .map(move |(events, &weight)| (events as f64, weight, count(events)))
    }

    /// The mean over the possible visits in the time ahead, of a client still there, of a value that
    /// follows from how long such clients stay.
    fn mean_ahead(&self, standing: &Standing, ahead: f64, value: impl Fn(&Stays, f64) -> f64) -> f64 {
        let stays = Stays::new(self.a, standing.b);
        let part = |(events, weight, counts): (f64, f64, Counts)| {
            weight * counts.mean(&mut Visits { events, k: self.k(), stays }, &value)
        };
        self.ahead(standing, ahead).map(part).sum()
    }
}

/// How things stand with a client at the end of observation.
struct Standing {
    /// Probability that the client has not left.
    alive: f64,
    /// Gamma shape and inverse scale of the rate of events.
    size: f64,
    scale: f64,
    /// Probabilities of the numbers of events since the last visit, of a client still there.
    weights: [f64; REGULARITY_MAX as usize],
    /// Second shape of the chance to leave, of a client still there.
    b: f64,
}

impl VisitModel for BgCnbd {
    /// As Reutterer, Platzer and Schröder 2021 have it, mixed over clients; with k = 1 as Fader, Hardie and Lee 2005, and of the
    /// MBG/NBD Batislam, Denizel and Filiztekin 2007.
    fn log_likelihood(&self, client: &Summary) -> f64 {
        self.slopes(client).0
    }

    /// Now: Fader, Hardie and Lee 2008, "Computing P(alive) using the BG/NBD model"; of the MBG/NBD Batislam, Denizel and
    /// Filiztekin 2007, eq. 5; both generalised to Erlang-k intervals as Reutterer, Platzer and Schröder 2021 do.
    /// Ahead: those who are there now, less who leaves after visits to come.
    fn p_alive(&self, client: &Summary, ahead: f64) -> f64 {
        let now = self.standing(client);
        let stay = if ahead > 0.0 { self.mean_ahead(&now, ahead, Stays::alive) } else { 1.0 };
        now.alive * stay
    }

    /// Exact for every k. With k = 1 the value of Fader, Hardie and Lee 2005, eq. 10, or of Batislam, Denizel and Filiztekin
    /// 2007, eq. 6 (eq. 4 for a new client), as a sum of positive terms: over the possible visits ahead, each made if the client
    /// was still there. For k > 1 (Reutterer, Platzer and Schröder 2021) over how many of the k
    /// events that make the next visit have passed already, too.
    fn expected_visits(&self, client: &Summary, ahead: f64) -> f64 {
        let now = self.standing(client);
        let made = if ahead > 0.0 { self.mean_ahead(&now, ahead, Stays::made) } else { 0.0 };
        now.alive * made
    }

    /// By whether the client is still there after the last of the visits, or left with it; for a new client
    /// Fader, Hardie and Lee 2005, eq. 8.
    fn p_visits(&self, client: &Summary, visits: u32, ahead: f64) -> f64 {
        let (now, wanted) = (self.standing(client), f64::from(visits));
        let gone = if visits == 0 { 1.0 - now.alive } else { 0.0 };
        if ahead <= 0.0 {
            return f64::from(u8::from(visits == 0));
        }
        let mut stays = Stays::new(self.a, now.b);
        stays.advance(wanted);
        let staying = stays.alive(wanted);
        // Those who were there before the last of the visits, and left with it.
        let leaving = if visits == 0 { 0.0 } else { staying * self.a / (now.b + wanted - 1.0) };
        let part = |(events, weight, counts): (f64, f64, Counts)| {
            let first = (wanted * self.k() - events).max(0.0);
            let next = (wanted + 1.0) * self.k() - events;
            let (mut just, mut count) = (0.0, first);
            while count < next {
                just += counts.ln_probability(count).exp();
                count += 1.0;
            }
            weight * (staying * just + leaving * counts.at_least(first))
        };
        gone + now.alive * self.ahead(&now, ahead).map(part).sum::<f64>()
    }

    fn simulate<R: Rng>(&self, age: f64, random: &mut R) -> Summary {
        let mut client = Summary::new(0, 0.0, age);
        let (Ok(rates), Ok(chances)) = (Gamma::new(self.r, 1.0 / self.alpha), Beta::new(self.a, self.b))
        else {
            return client;
        };
        let (rate, chance) = (rates.sample(random), chances.sample(random));
        let Ok(intervals) = Gamma::new(self.k(), 1.0 / rate) else { return client };
        if self.leaving == Leaving::AfterEveryVisit && random.random::<f64>() < chance {
            return client;
        }
        while client.repeats < u32::MAX && client.visit(intervals.sample(random), age) {
            if random.random::<f64>() < chance {
                break;
            }
        }
        client
    }

    fn refit(&self, clients: &Clients) -> Result<Fit<Self>, FitError> {
        Self::fit(clients, self.leaving, self.regularity)
    }
}

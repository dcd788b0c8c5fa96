//! A client's card on paper.

use domain::history::{Facts, History};
use domain::huddle::Outcome;
use domain::measure::referral_value::Generation;
use domain::policy::LapseRule;
use domain::said;
use report::client_card::{
    AimOutcome, CardAim, CardDeparture, CardGeneration, CardStar, CardVisit, ClientCard, print_client_card,
};
use report::rhythm::Rhythm;
use store::Connection;
use store::settlement::{SettledAim, State};

use super::{Printing, last_visits, named_stars};
use crate::departure::{find_standing, listener, reason_name};
use crate::error::{Error, Kind, Result};
use crate::huddle::last_aims;
use crate::referral::ClientTree;
use crate::report::card::star_name;
use crate::report::outlook::Outlook;
use crate::report::star_reason;
use crate::report::unit::{By, Units};
use crate::view::View;
use crate::words::words;
use locale::Language;

/// Visits told.
const VISITS: usize = 12;

/// Aims told, the latest first.
const AIMS: usize = 12;

/// The card of a client as PDF. `frame`: what is known, without histories.
pub fn print_client(
    connection: &mut Connection,
    frame: &View,
    client_id: i64,
    printing: &Printing,
) -> Result<Vec<u8>> {
    let gone = || Error::new(Kind::NotFound, said!("nothing is known of this client any more"));
    let client = store::client::find(connection, frame.known, client_id)?.ok_or_else(gone)?;
    let events = store::event::list_of_client(connection, frame.known, &frame.catalog, client_id)?;
    let history = History { events: &events, named_staff: frame.catalog.staff_id(client.named_staff_id) };
    let rules = frame.rules(frame.as_of);
    let (card, values) = (domain::card::card(&history, &rules), domain::card::star_values(&history, &rules));
    let timeline = store::client::list_timeline(connection, frame.known, &frame.catalog, client_id)?;
    let outlook = Outlook::of(frame, &history, &card);
    let (language, currency) = (printing.language, frame.business.currency);
    let stars = named_stars(language, frame, &card).into_iter().zip(&frame.policy.stars).zip(&values);
    let star = |((star, rule), value): ((report::day_sheet::NamedStar, _), &Option<i64>)| CardStar {
        meaning: star_reason::why(language, rule, *value, currency),
        to_fill: star_reason::fill(language, rule, star.star, *value, currency),
        star,
    };
    let credited = |by: By| card.is_credited.then(|| Units::new(frame, by).told(&card, language));
    let document = ClientCard {
        name: printing.name(client_id, &client.name, &client.code),
        code: Some(printing.name(client_id, "", &client.code)),
        staff: credited(By::Staff),
        branch: credited(By::Branch),
        first_day: card.first_day,
        status: card.status,
        departure: departure(connection, frame, client_id, &history, printing)?,
        stars: stars.map(star).collect(),
        expected_halves: card.expected_halves,
        next_step: card.next_star(&frame.policy).map(|star| language.pick(&star.name).to_owned()),
        next_booking: card.next_booking_day,
        forecast: outlook.named(frame, language),
        forecast_lack: outlook.lack.map(|key| words(language).say(key)),
        rhythm: rhythm(frame, &events, card.own_interval_days),
        visits: card.visits,
        occasions: card.occasions,
        currency,
        sales_minor: card.sales_minor,
        contribution_minor: card.contribution_minor,
        contribution_year_minor: card.contribution_year_minor,
        last_visits: last_visits(&timeline, frame.as_of, VISITS)
            .into_iter()
            .map(|visit| CardVisit {
                day: visit.day,
                staff: visit.staff,
                offerings: visit.offerings,
                amount_minor: visit.amount_minor,
            })
            .collect(),
        referrals: generations(connection, frame, client_id, printing)?,
        aims: last_aims(connection, frame, client_id, AIMS)?
            .iter()
            .map(|settled| card_aim(language, frame, settled))
            .collect(),
    };
    Ok(print_client_card(&printing.letterhead(frame)?, &document)?)
}

/// The declared departure that stands, as whoever prints may see it.
fn departure(
    connection: &mut Connection,
    frame: &View,
    client_id: i64,
    history: &History,
    printing: &Printing,
) -> Result<Option<CardDeparture>> {
    let mut declared = store::defection::list_of_client(connection, frame.known, client_id)?;
    declared.retain(|one| one.day <= frame.as_of);
    let last_presence = Facts::gather(history, frame.as_of).last_presence();
    let Some(standing) = find_standing(&declared, last_presence).cloned() else { return Ok(None) };
    let standing = match &printing.viewer {
        Some(viewer) => viewer.departure(standing),
        None => standing,
    };
    Ok(Some(CardDeparture {
        day: standing.day,
        reason: reason_name(&frame.policy, &standing.reason, printing.language),
        listener: listener(&frame.catalog, &standing),
        competitor: standing.competitor,
        words: standing.words,
    }))
}

/// What the generations below a client bring, as far as whoever prints may see.
fn generations(
    connection: &mut Connection,
    frame: &View,
    client_id: i64,
    printing: &Printing,
) -> Result<Vec<CardGeneration>> {
    let tree = ClientTree::load(connection, frame.known, client_id, printing.viewer.as_ref())?;
    let card = |generation: &Generation| CardGeneration {
        generation: generation.generation,
        clients: generation.clients,
        contribution_minor: (generation.told > 0).then_some(generation.contribution_minor),
    };
    Ok(tree.generations.iter().map(card).collect())
}

fn card_aim(language: Language, frame: &View, settled: &SettledAim) -> CardAim {
    let aim = &settled.aim;
    let staff = frame.catalog.find_staff(aim.staff_id);
    CardAim {
        day: aim.day,
        star: star_name(language, &frame.policy, &aim.star),
        staff: Some(staff.map_or_else(|| aim.staff_code.clone(), |staff| staff.name.clone())),
        outcome: match settled.state {
            State::Open(_) => AimOutcome::Open,
            State::Closed(settlement) => match settlement.at_closing {
                Outcome::Won => AimOutcome::Won,
                Outcome::Lost => AimOutcome::Lost,
                Outcome::NoChance => AimOutcome::NoChance,
                Outcome::NotCounted => AimOutcome::NotCounted,
            },
        },
    }
}

/// A client's rhythm, to be drawn.
pub(crate) fn rhythm(frame: &View, events: &[domain::event::Event], own_interval_days: f64) -> Rhythm {
    let attended = events.iter().filter(|event| event.kind.is_attendance() && event.day <= frame.as_of);
    let mut occasions: Vec<domain::day::Day> = attended.map(|event| event.day).collect();
    occasions.dedup();
    Rhythm {
        occasions,
        as_of: frame.as_of,
        own_interval_days,
        overdue_percent: frame.policy.overdue_percent,
        lapse_percent: match frame.policy.lapse {
            LapseRule::Own { percent } => Some(percent),
            LapseRule::Fixed { .. } | LapseRule::Contract { .. } | LapseRule::Model { .. } => None,
        },
    }
}

//! The star report on paper.

use domain::interval::{Share, wilson_share};
use report::star_report::{
    Breakdown, StarReport as Document, StarShares, StarToTrain, UnitStars, print_star_report,
};

use super::Printing;
use crate::error::Result;
use crate::report::card::star_name;
use crate::report::print::Percent;
use crate::report::stars::{StarLine, StarReport, UnitLine};
use crate::report::tallies::Tallies;
use crate::report::unit::By;
use crate::view::View;

/// The star report of what was counted, as PDF. `view` may be a frame.
pub fn print_stars(view: &View, tallies: &Tallies, by: By, printing: &Printing) -> Result<Vec<u8>> {
    let found = StarReport::of(view, tallies, by);
    let language = printing.language;
    let star_name = |id: &str| star_name(language, &view.policy, id);
    let unit = |line: &UnitLine| {
        let share = |percent: &Percent| -> Option<Share> { wilson_share(percent.clients, line.clients) };
        let shares = |star: &StarLine| StarShares {
            full: share(&star.full),
            half: share(&star.half),
            none: share(&star.none),
            too_early: share(&star.too_early),
        };
        UnitStars {
            name: line.unit.told(by, language),
            clients: line.clients,
            mean_total: line.mean_total,
            change_week: line.change_week,
            change_quarter: line.change_quarter,
            full_star: share(&line.full_star),
            behind_path: share(&line.behind_path),
            totals: line.totals.iter().map(|total| share(&total.share)).collect(),
            stars: line.stars.iter().map(shares).collect(),
            to_train: line
                .star_to_train
                .as_ref()
                .map(|train| StarToTrain { star: star_name(&train.star), below_points: train.below_points }),
        }
    };
    let document = Document {
        by: match by {
            By::All => Breakdown::All,
            By::Region => Breakdown::Region,
            By::Branch => Breakdown::Branch,
            By::Staff => Breakdown::Staff,
        },
        clients_on_file: found.clients_on_file,
        not_credited: found.not_credited,
        clients_min: found.min_clients,
        stars: view.policy.stars.iter().map(|star| language.pick(&star.name).to_owned()).collect(),
        units: found.units.iter().map(unit).collect(),
    };
    Ok(print_star_report(&printing.letterhead(view)?, &document)?)
}

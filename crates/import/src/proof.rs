//! What the cells of a file prove about its dates and its decimal sign.

use domain::said;
use domain::said::Said;

use crate::error::{FileError, shorten};
use crate::value::date::{self, DayOrder};
use crate::value::number::{self, Decimal, Unit};

/// A cell that shows something, and where it stands.
#[derive(Clone, Debug)]
pub(crate) struct Sighting {
    text: String,
    line: u64,
    column: String,
}

/// The first cell of each sort that was seen.
#[derive(Debug, Default)]
pub(crate) struct Evidence {
    dmy: Option<Sighting>,
    mdy: Option<Sighting>,
    order_unclear: Option<Sighting>,
    point: Option<Sighting>,
    comma: Option<Sighting>,
    decimal_unclear: Option<Sighting>,
}

impl Evidence {
    /// Takes note of a date cell.
    pub(crate) fn see_date(&mut self, text: &str, line: u64, column: &str) {
        let slot = match date::order_shown(text) {
            date::Shown::Nothing => return,
            date::Shown::Proven(DayOrder::Dmy) => &mut self.dmy,
            date::Shown::Proven(DayOrder::Mdy) => &mut self.mdy,
            date::Shown::Unclear => &mut self.order_unclear,
        };
        see(slot, text, line, column);
    }

    /// Takes note of a cell with an amount.
    pub(crate) fn see_number(&mut self, text: &str, unit: Unit, line: u64, column: &str) {
        let slot = match number::decimal_shown(text, unit) {
            number::Shown::Nothing => return,
            number::Shown::Proven(Decimal::Point) => &mut self.point,
            number::Shown::Proven(Decimal::Comma) => &mut self.comma,
            number::Shown::Unclear => &mut self.decimal_unclear,
        };
        see(slot, text, line, column);
    }

    /// The order of day and month, and the words that tell how it is known. `None`: no date of the
    /// file needs it.
    pub(crate) fn day_order(
        &self,
        told: Option<DayOrder>,
        path: &str,
    ) -> Result<Option<(DayOrder, Said)>, FileError> {
        match (&self.dmy, &self.mdy, &self.order_unclear) {
            (Some(dmy), Some(mdy), _) => Err(FileError::DayOrderMixed {
                path: path.into(),
                dmy: dmy.text.clone(),
                dmy_line: dmy.line,
                mdy: mdy.text.clone(),
                mdy_line: mdy.line,
            }),
            (Some(proof), None, _) => Ok(Some((DayOrder::Dmy, proof.words()))),
            (None, Some(proof), _) => Ok(Some((DayOrder::Mdy, proof.words()))),
            (None, None, Some(unclear)) => match told {
                Some(order) => Ok(Some((order, said!("as told")))),
                None => Err(FileError::DayOrderUnknown {
                    path: path.into(),
                    column: unclear.column.clone(),
                    example: unclear.text.clone(),
                    line: unclear.line,
                }),
            },
            (None, None, None) => Ok(None),
        }
    }

    pub(crate) fn has_decimal_comma(&self) -> bool {
        self.comma.is_some()
    }

    /// The decimal sign for cells that do not show it themselves.
    pub(crate) fn decimal(&self, told: Option<Decimal>, path: &str) -> Result<Option<Decimal>, FileError> {
        if let Some(told) = told {
            return Ok(Some(told));
        }
        match (&self.point, &self.comma, &self.decimal_unclear) {
            (_, _, None) => Ok(None),
            (Some(_), None, _) => Ok(Some(Decimal::Point)),
            (None, Some(_), _) => Ok(Some(Decimal::Comma)),
            (Some(point), Some(comma), Some(unclear)) => Err(FileError::DecimalMixed {
                path: path.into(),
                comma: comma.words(),
                point: point.words(),
                example: unclear.words(),
            }),
            (None, None, Some(unclear)) => Err(FileError::DecimalUnknown {
                path: path.into(),
                column: unclear.column.clone(),
                example: unclear.text.clone(),
                line: unclear.line,
            }),
        }
    }
}

impl Sighting {
    fn words(&self) -> Said {
        said!("{text} on line {line}", text = &self.text, line = self.line)
    }
}

fn see(slot: &mut Option<Sighting>, text: &str, line: u64, column: &str) {
    if slot.is_none() {
        *slot = Some(Sighting { text: shorten(text), line, column: column.into() });
    }
}

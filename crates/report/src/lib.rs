//! What Regulars prints and draws: PDF documents by Typst with their fonts inside, and SVG pictures
//! for pages and paper.
//!
//! Pure: plain data in, bytes out. It reads no clock, file, network or font of the machine; who
//! prints, and when, is told by the caller. Equal data give equal bytes.

pub mod chart;
pub mod client_card;
pub mod day_sheet;
pub mod error;
pub mod initials;
pub mod letterhead;
pub mod rhythm;
pub mod sheet;
pub mod standings;
pub mod star_picture;
pub mod star_report;
pub mod triangle;

mod press;
mod rhythm_picture;
mod words;
mod xml;

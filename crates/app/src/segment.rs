//! Segments as pages, API and command line speak of them.

use domain::contact::hide_contacts;
use domain::said;
use store::Connection;
use store::catalog::Catalog;
use store::segment::{self, Segment, Sharing};

use crate::error::{Error, Kind, Result};
use crate::viewer::Viewer;
use crate::whose::find_branch;
use crate::words::words;
use locale::Language;

/// A segment that the viewer may change, removed or not. Fails as if there were none otherwise.
pub fn find_segment(connection: &mut Connection, viewer: &Viewer, id: i64) -> Result<Segment> {
    let found = segment::find(connection, id)?.filter(|segment| viewer.may_change_segment(segment));
    found.ok_or_else(|| {
        Error::new(Kind::NotFound, said!("there is no such segment, or it is not yours to change"))
    })
}

/// Whom a segment is shared with: `own` (or nothing), `all`, or `branch:` and the code of a branch.
pub fn read_sharing(text: &str, catalog: &Catalog) -> Result<Sharing> {
    match (text, text.strip_prefix("branch:")) {
        ("" | "own", _) => Ok(Sharing::Own),
        ("all", _) => Ok(Sharing::All),
        (_, Some(code)) => Ok(Sharing::Branch(find_branch(catalog, code)?.id)),
        _ => Err(Error::new(Kind::Input, said!("nobody can be shared with as '{text}'", text))
            .hint(said!("write own, all, or branch:CODE"))),
    }
}

/// Fails for a list to be shared that looks for an address or a number: not all who see it may see those.
pub fn check_words(words: &str, sharing: Sharing) -> Result<()> {
    if sharing == Sharing::Own || hide_contacts(words) == words.trim() {
        return Ok(());
    }
    Err(Error::new(
        Kind::Input,
        said!(
            "a list that looks for an address or a number is for yourself alone: leave that word out, or do not share it"
        ),
    ))
}

/// The same as a text for programs.
pub fn write_sharing(sharing: Sharing, catalog: &Catalog) -> String {
    match sharing {
        Sharing::Branch(id) => {
            let branch = catalog.find_branch(id).map(|branch| branch.code.as_str());
            format!("branch:{}", branch.unwrap_or_default())
        }
        sharing => sharing.name().to_owned(),
    }
}

/// The same in words.
pub fn sharing_words(language: Language, sharing: Sharing, catalog: &Catalog) -> String {
    match sharing {
        Sharing::Own => words(language).say("segment-own"),
        Sharing::All => words(language).say("everyone"),
        Sharing::Branch(id) => catalog.find_branch(id).map(|branch| branch.name.clone()).unwrap_or_default(),
    }
}

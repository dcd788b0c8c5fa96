//! Channels on file: how a client found the business, written down and changed one client at a time.

use domain::contact::hide_contacts;
use domain::entry::{ClientEntry, Entry};
use domain::measure::channel::read_channel;
use domain::said;
use jiff::Timestamp;
use store::Connection;
use store::record::Recorded;

use crate::error::{Error, Kind, Result};
use crate::view::View;
use crate::viewer::Viewer;

/// Channels offered to choose from, at most.
const OFFERED_MOST: usize = 200;

/// Puts a channel on file of a client whom the viewer sees; nothing: how the client found the business is not known.
pub fn put_channel(
    connection: &mut Connection,
    frame: &View,
    viewer: &Viewer,
    now: Timestamp,
    client_id: i64,
    text: &str,
) -> Result<Recorded> {
    viewer.check_sees(connection, client_id)?;
    let refused = |reason| Error::new(Kind::Input, said!("'{text}' {reason}", text = text.trim(), reason));
    let channel = read_channel(text).map_err(refused)?;
    let (source, code) = store::client::find_key(connection, client_id)?;
    let entry = ClientEntry { code: code.clone(), channel: Some(channel), ..ClientEntry::default() };
    let place = frame.place(now, Some(viewer.account.id));
    let recorded = store::record::record(connection, &place, &source, vec![Entry::Client(entry)]);
    recorded.map_err(|error| viewer.reword(error.into(), client_id, &code, "", ""))
}

/// Channels on file to choose from, in the order of their letters. One that may be an address or a number is not offered.
pub fn offered_channels(connection: &mut Connection) -> Result<Vec<String>> {
    let mut channels = store::channel::list_spellings(connection, OFFERED_MOST)?;
    channels.retain(|channel| hide_contacts(channel) == *channel);
    Ok(channels)
}

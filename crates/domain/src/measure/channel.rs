//! Channel: how a client found the business.

use crate::day::Day;
use crate::definition::Definition;
use crate::said;
use crate::said::Said;

/// The text behind `channel`.
pub const DEFINITION: Definition = Definition {
    id: "channel",
    title: "Channel",
    unit: "channel",
    numerator: "How the client found the business, in the business's own words, as on file at the instant of the report; of clients for whom none is on file, whether another client is known to have referred them by the day at whose close the client is judged.",
    denominator: "-",
    exclusions: "Clients with no channel on file whom nobody referred are told as such.",
    text: "What is on file comes first, also for a client whom another one referred: the business may know better. Names that differ only in capitals or in blanks are one channel, told in the spelling of most clients. Who was referred in the ledger and has no channel on file is told as referred, together with those whose channel has that name. A channel is a fact of what the business noted: compare channels only where it is noted of most clients.",
    source: "Regulars' own definition",
};

/// Characters that the name of a channel has at most.
pub const LETTERS_MAX: usize = 60;

/// The channel of clients for whom none is on file and whom another client referred.
pub const REFERRED: &str = "referred";

/// A channel as it is kept: without blanks around it, and with one between words.
pub fn read_channel(text: &str) -> Result<String, Said> {
    let channel = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if channel.chars().count() > LETTERS_MAX {
        return Err(said!(
            "is longer than {most} characters; give the channel a short name",
            most = LETTERS_MAX
        ));
    }
    if channel.chars().any(char::is_control) {
        return Err(said!("has characters that nobody can read; give the channel a plain name"));
    }
    Ok(channel)
}

/// What two spellings of one channel have in common.
pub fn fold_channel(channel: &str) -> String {
    channel.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// The channel of a client with one on file, or whom another one first referred on a day, as of a day; `None` if
/// neither is known. `referred`: what stands for [`REFERRED`] where channels have numbers, say.
pub fn find_channel<C>(on_file: Option<C>, referred_on: Option<Day>, as_of: Day, referred: C) -> Option<C> {
    on_file.or_else(|| referred_on.filter(|day| *day <= as_of).map(|_| referred))
}

#[cfg(test)]
mod correctness {
    use super::*;

    #[test]
    fn a_channel_keeps_its_spelling_and_is_compared_without() {
        assert_eq!(read_channel("  Walk-in ").as_deref(), Ok("Walk-in"));
        assert_eq!(read_channel("Local\u{a0} paper").as_deref(), Ok("Local paper"));
        assert_eq!(fold_channel(" WALK-in"), fold_channel("Walk-In"));
        assert_eq!(fold_channel("朋友介绍"), "朋友介绍");
        let longest = "é".repeat(LETTERS_MAX);
        assert_eq!(read_channel(&longest).as_deref(), Ok(longest.as_str()));
        assert!(read_channel(&(longest + "x")).is_err());
        assert!(read_channel("web\u{7}").is_err());
    }

    #[test]
    fn what_is_on_file_comes_before_who_referred() {
        let (before, after) = (Some(Day(90)), Some(Day(101)));
        let find = |on_file, referred_on| find_channel(on_file, referred_on, Day(100), REFERRED);
        assert_eq!(find(Some("web"), before), Some("web"));
        assert_eq!(find(None, before), Some(REFERRED));
        assert_eq!(find(None, Some(Day(100))), Some(REFERRED));
        assert_eq!(find(None, after), None, "referred later");
        assert_eq!(find(None, None), None);
        assert_eq!(fold_channel("Referred"), REFERRED, "one channel of both");
    }
}

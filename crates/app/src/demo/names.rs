//! People who do not exist: names put together from lists, addresses and numbers that reach nobody.

use jiff::civil::Date;
use rand::RngExt;
use rand::seq::IndexedRandom;

use super::dice::{Dice, chance};
use super::offering::Audience;

const WOMEN_DUTCH: &[&str] = &[
    "Anouk", "Femke", "Sanne", "Marieke", "Lotte", "Fleur", "Roos", "Ilse", "Maud", "Noor", "Jet", "Tess",
    "Eline", "Saskia", "Wilma", "Greetje", "Joke", "Annemiek", "Loes", "Carlijn", "Puck", "Hanneke", "Merel",
    "Esmée",
];
const MEN_DUTCH: &[&str] = &[
    "Daan", "Sem", "Bram", "Thijs", "Jelle", "Sjoerd", "Koen", "Ruben", "Joost", "Wouter", "Maarten",
    "Pieter", "Hans", "Gijs", "Teun", "Bas", "Niek", "Floris", "Casper", "Arjen", "Job", "Henk", "Rik",
    "Loïc",
];
const FAMILY_DUTCH: &[&str] = &[
    "de Vries",
    "Jansen",
    "van den Berg",
    "Bakker",
    "Visser",
    "Smit",
    "Meijer",
    "de Boer",
    "Mulder",
    "de Groot",
    "Bos",
    "Vos",
    "Peters",
    "Hendriks",
    "van Leeuwen",
    "Dekker",
    "Brouwer",
    "de Wit",
    "Dijkstra",
    "Smits",
    "van der Meer",
    "Postma",
    "Kuipers",
    "Veenstra",
    "Kramer",
    "Hoekstra",
    "Koster",
    "Verhoeven",
    "Prins",
    "Blom",
];
const WOMEN_ENGLISH: &[&str] = &[
    "Emily",
    "Charlotte",
    "Grace",
    "Hannah",
    "Olivia",
    "Amelia",
    "Ruth",
    "Alice",
    "Megan",
    "Imogen",
    "Zoe",
    "Naomi",
    "Priya",
    "Aisha",
    "Rosalind",
    "Harriet",
    "Phoebe",
    "Georgia",
];
const MEN_ENGLISH: &[&str] = &[
    "James", "Oliver", "Harry", "Samuel", "Edward", "Thomas", "Callum", "Nathan", "Leo", "Arthur", "Rajesh",
    "Omar", "Dominic", "Graham", "Stuart", "Felix", "Hugo", "Toby",
];
const FAMILY_ENGLISH: &[&str] = &[
    "Harper",
    "Whitfield",
    "Clarke",
    "Ashworth",
    "Bennett",
    "Sinclair",
    "Fletcher",
    "Marsh",
    "Holloway",
    "Reid",
    "Thornton",
    "Pritchard",
    "O'Neill",
    "Barlow",
    "Kendall",
    "Sharma",
    "Osborne",
    "Lockwood",
    "Winslow",
    "Gray",
];
/// Chinese names in characters and in Latin letters.
const WOMEN_CHINESE: &[(&str, &str)] = &[
    ("芳", "Fang"),
    ("丽", "Li"),
    ("敏", "Min"),
    ("雪", "Xue"),
    ("美玲", "Meiling"),
    ("晓燕", "Xiaoyan"),
    ("佳怡", "Jiayi"),
    ("思琪", "Siqi"),
    ("雨婷", "Yuting"),
    ("静", "Jing"),
    ("慧", "Hui"),
    ("婉清", "Wanqing"),
];
const MEN_CHINESE: &[(&str, &str)] = &[
    ("伟", "Wei"),
    ("强", "Qiang"),
    ("磊", "Lei"),
    ("俊杰", "Junjie"),
    ("浩然", "Haoran"),
    ("志明", "Zhiming"),
    ("宇航", "Yuhang"),
    ("建国", "Jianguo"),
    ("涛", "Tao"),
    ("鹏", "Peng"),
    ("文博", "Wenbo"),
    ("子轩", "Zixuan"),
];
const FAMILY_CHINESE: &[(&str, &str)] = &[
    ("王", "Wang"),
    ("李", "Li"),
    ("张", "Zhang"),
    ("刘", "Liu"),
    ("陈", "Chen"),
    ("杨", "Yang"),
    ("黄", "Huang"),
    ("赵", "Zhao"),
    ("周", "Zhou"),
    ("吴", "Wu"),
    ("徐", "Xu"),
    ("孙", "Sun"),
    ("林", "Lin"),
    ("何", "He"),
];
const NOTES: &[&str] = &[
    "Prefers a quiet chair, no small talk.",
    "Sensitive scalp: use the mild line.",
    "Tea without milk.",
    "Allergic to ammonia; patch test done.",
    "Comes with a guide dog.",
    "Likes to hear what is new.",
    "Always short of time: start on the minute.",
    "Growing out a fringe.",
    "Pays for the whole family.",
    "Wears hearing aids: face the mirror when speaking.",
];

/// Who a client is: the identity columns of the file of clients. Empty text: not known.
pub(super) struct Person {
    pub(super) given_name: String,
    pub(super) family_name: String,
    pub(super) email: String,
    pub(super) phone: String,
    pub(super) birthday: Option<Date>,
    pub(super) note: &'static str,
    pub(super) marketing_consent: &'static str,
}

/// A person for client `number`, who makes the address and the phone number unique.
pub(super) fn person(audience: Audience, number: usize, today: Date, dice: &mut Dice) -> Person {
    let name = name(audience, dice);
    let domain = if chance(dice, 0.7) { "example.com" } else { "example.org" };
    let email = format!("{}.{}{number}@{domain}", ascii(name.latin_given), ascii(name.latin_family));
    // Dutch mobile numbers start with 061 to 065 or 068: nobody has one that starts with 060.
    let phone = format!("+316{number:08}");
    Person {
        given_name: name.given.to_owned(),
        family_name: name.family.to_owned(),
        email: if chance(dice, 0.8) { email } else { String::new() },
        phone: if chance(dice, 0.85) { phone } else { String::new() },
        birthday: birthday(audience, today, dice),
        note: if chance(dice, 0.08) { NOTES.choose(dice).copied().unwrap_or_default() } else { "" },
        marketing_consent: match dice.random::<f64>() {
            ..0.55 => "yes",
            ..0.85 => "no",
            _ => "",
        },
    }
}

/// The full name of a staff member.
pub(super) fn staff_name(dice: &mut Dice) -> String {
    let audience = if chance(dice, 0.7) { Audience::Women } else { Audience::Men };
    let name = name(audience, dice);
    format!("{} {}", name.latin_given, name.latin_family)
}

struct Name {
    given: &'static str,
    family: &'static str,
    latin_given: &'static str,
    latin_family: &'static str,
}

fn name(audience: Audience, dice: &mut Dice) -> Name {
    let is_woman = match audience {
        Audience::Women => true,
        Audience::Men => false,
        Audience::Children | Audience::Anyone => chance(dice, 0.5),
    };
    let (dutch, english, chinese) = match is_woman {
        true => (WOMEN_DUTCH, WOMEN_ENGLISH, WOMEN_CHINESE),
        false => (MEN_DUTCH, MEN_ENGLISH, MEN_CHINESE),
    };
    match dice.random::<f64>() {
        ..0.55 => latin(dutch, FAMILY_DUTCH, dice),
        ..0.83 => latin(english, FAMILY_ENGLISH, dice),
        _ => {
            let given = chinese.choose(dice).copied().unwrap_or_default();
            let family = FAMILY_CHINESE.choose(dice).copied().unwrap_or_default();
            let shows_characters = chance(dice, 0.5);
            let shown = |(characters, letters)| if shows_characters { characters } else { letters };
            Name { given: shown(given), family: shown(family), latin_given: given.1, latin_family: family.1 }
        }
    }
}

fn latin(given: &[&'static str], family: &[&'static str], dice: &mut Dice) -> Name {
    let given = given.choose(dice).copied().unwrap_or_default();
    let family = family.choose(dice).copied().unwrap_or_default();
    Name { given, family, latin_given: given, latin_family: family }
}

fn birthday(audience: Audience, today: Date, dice: &mut Dice) -> Option<Date> {
    let ages = if audience == Audience::Children { 4..=12 } else { 16..=82 };
    let age: i16 = dice.random_range(ages);
    let (month, day) = (dice.random_range(1..=12), dice.random_range(1..=28));
    if chance(dice, 0.7) { Date::new(today.year() - age, month, day).ok() } else { None }
}

/// Lower-case letters only, as fit for an address.
fn ascii(name: &str) -> String {
    name.chars()
        .map(|letter| match letter {
            'é' => 'e',
            'ï' => 'i',
            other => other.to_ascii_lowercase(),
        })
        .filter(char::is_ascii_lowercase)
        .collect()
}

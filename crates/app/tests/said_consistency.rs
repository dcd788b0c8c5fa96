//! Every sentence that the source says of a mistake has its translations, with the same values; no
//! translation is left of one that nobody says any more.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use domain::said::variables;
use regulars::translation::{CATALOGS, Translations};

/// English words that are no words of Dutch and no codes: none may be left in a translation.
const ENGLISH: [&str; 15] = [
    "the", "not", "write", "correct", "which", "there", "this", "must", "has", "here", "it", "and", "from",
    "your", "than",
];

/// Each sentence of the source, with the files that say it.
fn sentences() -> BTreeMap<String, BTreeSet<PathBuf>> {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut folders = vec![crates.clone()];
    let mut sentences: BTreeMap<String, BTreeSet<PathBuf>> = BTreeMap::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let is_source = path.extension().is_some_and(|extension| extension == "rs");
            let is_test = path.components().any(|part| part.as_os_str() == "tests");
            if path.is_dir() {
                folders.push(path);
            } else if is_source && !is_test && !path.ends_with("domain/src/said.rs") {
                let text = std::fs::read_to_string(&path).expect("a file");
                for sentence in said_in(&text, &path) {
                    sentences.entry(sentence).or_default().insert(path.clone());
                }
            }
        }
    }
    sentences
}

/// The sentences of a file, without those of its tests.
fn said_in(text: &str, path: &Path) -> Vec<String> {
    let text = text.split("#[cfg(test)]").next().unwrap_or_default();
    let calls = text.match_indices("said!(").filter(|(at, _)| {
        let line = text[..*at].rsplit('\n').next().unwrap_or_default();
        !line.trim_start().starts_with("//")
    });
    let literal = |(at, call): (usize, &str)| {
        let rest = text[at + call.len()..].trim_start();
        let found = rest.strip_prefix('"').and_then(read_literal);
        found.unwrap_or_else(|| panic!("{}: not a sentence: {rest:.60}", path.display()))
    };
    calls.map(literal).collect()
}

/// The text of a Rust literal from behind its opening quotation mark.
fn read_literal(rest: &str) -> Option<String> {
    let mut text = String::new();
    let mut chars = rest.chars().peekable();
    loop {
        match chars.next()? {
            '"' => return Some(text),
            '\\' => match chars.next()? {
                '\n' => while chars.next_if(|c| c.is_whitespace()).is_some() {},
                'n' => text.push('\n'),
                other => text.push(other),
            },
            other => text.push(other),
        }
    }
}

/// Each translated sentence, with the catalog that has it.
fn translated() -> BTreeMap<String, (&'static str, Translations)> {
    let mut all = BTreeMap::new();
    for (name, text) in CATALOGS {
        let sentences: BTreeMap<String, Translations> = toml::from_str(text).expect("a sound catalog");
        for (sentence, translations) in sentences {
            let before = all.insert(sentence.clone(), (name, translations));
            assert!(before.is_none(), "{sentence:?} stands in {name} and in another catalog");
        }
    }
    all
}

#[test]
fn every_sentence_has_its_translations_and_every_translation_its_sentence() {
    let (sentences, translated) = (sentences(), translated());
    assert!(sentences.len() > 300, "the search found too few: {}", sentences.len());
    let missing: Vec<_> = sentences.iter().filter(|(said, _)| !translated.contains_key(*said)).collect();
    assert!(missing.is_empty(), "without translation: {missing:#?}");
    let left: Vec<_> = translated.keys().filter(|said| !sentences.contains_key(*said)).collect();
    assert!(left.is_empty(), "nobody says: {left:#?}");
}

#[test]
fn translations_have_the_same_values() {
    for (sentence, (catalog, translations)) in translated() {
        let names = |text: &str| variables(text).map(str::to_owned).collect::<BTreeSet<_>>();
        for text in [&translations.nl, &translations.zh] {
            assert_eq!(names(&sentence), names(text), "{catalog}: {sentence:?} as {text:?}");
            assert!(!text.trim().is_empty(), "{catalog}: {sentence:?}");
        }
    }
}

#[test]
fn translations_keep_options_and_sections_and_leave_no_english() {
    for (sentence, (catalog, translations)) in translated() {
        let codes = |text: &str| -> BTreeSet<String> {
            let words = text.split(|c: char| c.is_whitespace() || ",;:.?()'“”（），；：。？".contains(c));
            words.filter(|word| word.starts_with("--") || word.starts_with('`')).map(str::to_owned).collect()
        };
        let options = codes(&sentence).into_iter().filter(|word| word.is_ascii()).collect::<Vec<_>>();
        for text in [&translations.nl, &translations.zh] {
            for option in &options {
                assert!(text.contains(option.as_str()), "{catalog}: {option} is not in {text:?}");
            }
            let words = text.split(|c: char| !c.is_ascii_alphabetic() && c != '_' && c != '{');
            let english: Vec<_> = words.filter(|word| ENGLISH.contains(word)).collect();
            assert!(english.is_empty(), "{catalog}: {english:?} is left in {text:?}");
        }
    }
}

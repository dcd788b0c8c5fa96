//! The words of the three languages hold together, and the code asks for none that is not there.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use fluent_syntax::ast::{CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser::parse;

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Each key with its variables; no key may stand twice, and no line may fail to parse.
fn keys(language: &str) -> BTreeMap<String, BTreeSet<String>> {
    let resource = parse(read(&format!("locales/{language}.ftl")))
        .unwrap_or_else(|(_, errors)| panic!("{language}: {errors:?}"));
    let mut keys = BTreeMap::new();
    for entry in resource.body {
        if let Entry::Message(message) = entry {
            let mut variables = BTreeSet::new();
            gather(message.value.as_ref().expect("each message has a text"), &mut variables);
            let key = message.id.name;
            assert!(keys.insert(key.clone(), variables).is_none(), "{key} stands twice in {language}");
        }
    }
    keys
}

fn gather(pattern: &Pattern<String>, variables: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            gather_expression(expression, variables);
        }
    }
}

fn gather_expression(expression: &Expression<String>, variables: &mut BTreeSet<String>) {
    match expression {
        Expression::Inline(inline) => gather_inline(inline, variables),
        Expression::Select { selector, variants } => {
            gather_inline(selector, variables);
            variants.iter().for_each(|variant| gather(&variant.value, variables));
        }
    }
}

fn gather_inline(inline: &InlineExpression<String>, variables: &mut BTreeSet<String>) {
    match inline {
        InlineExpression::VariableReference { id } => {
            variables.insert(id.name.clone());
        }
        InlineExpression::FunctionReference { arguments: CallArguments { positional, .. }, .. } => {
            positional.iter().for_each(|inline| gather_inline(inline, variables));
        }
        InlineExpression::Placeable { expression } => gather_expression(expression, variables),
        _ => {}
    }
}

#[test]
fn every_key_is_in_every_language_with_the_same_variables() {
    let english = keys("en");
    assert!(english.len() > 100, "the words are there");
    for language in ["nl", "zh"] {
        let other = keys(language);
        for (key, variables) in &english {
            assert_eq!(other.get(key), Some(variables), "{key} in {language}");
        }
        let strange: Vec<_> = other.keys().filter(|key| !english.contains_key(*key)).collect();
        assert!(strange.is_empty(), "{language} has {strange:?}, which English has not");
    }
}

/// A key stands in quotes in the sources, after `words.` or in quotes in the templates, or begins
/// with what the code completes by a name or number.
#[test]
fn every_key_is_used() {
    let built = ["weekday-", "month-", "star-", "status-", "outcome-", "unit-"];
    let folder = |name: &str| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
        let files = std::fs::read_dir(path).expect("a folder").map(|entry| entry.expect("an entry").path());
        files.map(|path| std::fs::read_to_string(path).expect("a file")).collect::<String>()
    };
    let (sources, templates) = (folder("src"), folder("templates"));
    for key in keys("en").keys() {
        let is_used = sources.contains(&format!("\"{key}\""))
            || templates.contains(&format!("words.{key}"))
            || built.iter().any(|start| key.starts_with(start));
        assert!(is_used, "{key} is used nowhere");
    }
}

/// A misspelt key would show itself in brackets on the page; the documents' tests look for brackets,
/// this one reads the sources.
#[test]
fn every_key_that_the_code_says_is_there() {
    let english = keys("en");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for entry in std::fs::read_dir(path).expect("a folder") {
        let text = std::fs::read_to_string(entry.expect("an entry").path()).expect("a file");
        for start in ["say(\"", "say_with(\"", "say_with(\n            \""] {
            for (place, _) in text.match_indices(start) {
                let key: String =
                    text[place + start.len()..].chars().take_while(|&letter| letter != '"').collect();
                assert!(english.contains_key(&key), "{key} is said but not in the locale files");
            }
        }
    }
}

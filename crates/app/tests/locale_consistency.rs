//! Every text exists in all three languages, with the same variables, and every key used exists.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use regulars::locale::Language;

/// The variables of each text of a language.
fn variables(language: Language) -> BTreeMap<String, BTreeSet<String>> {
    let resource = fluent_syntax::parser::parse(language.texts()).expect("sound texts");
    let mut texts = BTreeMap::new();
    for entry in resource.body {
        if let Entry::Message(message) = entry {
            let mut found = BTreeSet::new();
            collect(&message.value.expect("a value"), &mut found);
            let before = texts.insert(message.id.name.to_owned(), found);
            assert!(before.is_none(), "{} stands twice in {}", message.id.name, language.code());
        }
    }
    texts
}

fn collect(pattern: &Pattern<&str>, found: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        let PatternElement::Placeable { expression } = element else { continue };
        match expression {
            Expression::Inline(inline) => collect_inline(inline, found),
            Expression::Select { selector, variants } => {
                collect_inline(selector, found);
                variants.iter().for_each(|variant| collect(&variant.value, found));
            }
        }
    }
}

fn collect_inline(expression: &InlineExpression<&str>, found: &mut BTreeSet<String>) {
    if let InlineExpression::VariableReference { id } = expression {
        found.insert(id.name.to_owned());
    }
}

#[test]
fn all_languages_have_the_same_texts_with_the_same_variables() {
    let english = variables(Language::En);
    for language in [Language::Nl, Language::Zh] {
        let other = variables(language);
        let keys =
            |texts: &BTreeMap<String, BTreeSet<String>>| texts.keys().cloned().collect::<BTreeSet<_>>();
        assert_eq!(keys(&english), keys(&other), "{}", language.code());
        for (key, names) in &english {
            // Chinese has no plural forms, so a text there may do with the shown value alone.
            let (mut names, mut others) = (names.clone(), other[key].clone());
            names.remove("count");
            others.remove("count");
            assert_eq!(names, others, "{key} in {}", language.code());
        }
    }
}

#[test]
fn every_key_that_is_used_has_a_text() {
    let texts = variables(Language::En);
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut used = BTreeSet::new();
    for directory in ["templates", "src", "src/web"] {
        for file in std::fs::read_dir(root.join(directory)).expect("a directory") {
            let path = file.expect("a file").path();
            let Ok(text) = std::fs::read_to_string(&path) else { continue };
            for call in [
                "page.t(\"",
                "page.t1(\"",
                "page.t2(\"",
                ".say(\"",
                ".say_with(\"",
                "Some(\"password-",
                "Some(\"sign-in-",
            ] {
                let lead = call.split('"').nth(1).unwrap_or_default();
                for (start, _) in text.match_indices(call) {
                    let rest = &text[start + call.len()..];
                    let key = rest.split('"').next().unwrap_or_default();
                    used.insert((format!("{lead}{key}"), path.display().to_string()));
                }
            }
        }
    }
    assert!(used.len() > 100, "the search found too few: {}", used.len());
    for (key, path) in used {
        assert!(texts.contains_key(&key), "{key}, used in {path}, has no text");
    }
}

#[test]
fn every_name_of_the_domain_has_a_text() {
    use domain::action::{Channel, Contacted, Ending};
    use domain::event::Kind;
    use domain::permission::Role;
    use domain::star::{Star, StarMeasure};
    use domain::status::Status;
    let texts = variables(Language::En);
    let mut keys: Vec<String> = Vec::new();
    keys.extend(Star::ALL.iter().map(|star| format!("level-{}", star.name())));
    keys.extend(Status::ALL.iter().map(|status| format!("status-{}", status.name())));
    keys.extend(Kind::ALL.iter().map(|kind| format!("kind-{}", kind.name())));
    keys.extend(Role::ALL.iter().map(|role| format!("role-{}", role.name())));
    keys.extend(Channel::ALL.iter().map(|channel| format!("channel-{}", channel.name())));
    keys.extend(Contacted::ALL.iter().map(|outcome| format!("contacted-{}", outcome.name())));
    keys.extend(Ending::ALL.iter().map(|ending| format!("ending-{}", ending.name())));
    keys.extend(store::search::Sort::ALL.iter().map(|sort| format!("sort-{}", sort.name())));
    for measure in StarMeasure::ALL {
        let name = measure.name();
        keys.extend([format!("reason-{name}-some"), format!("reason-{name}-none"), format!("fill-{name}")]);
    }
    for key in keys.iter().map(|key| key.replace('_', "-")) {
        assert!(texts.contains_key(&key), "{key} has no text");
    }
}

//! Every text exists in all three languages with the same variables, every key used has a text, and
//! no text is unused: in each crate that speaks.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};

/// The variables of each text, by key.
type Texts = BTreeMap<String, BTreeSet<String>>;

/// Folders of texts, under `crates/`, with the crate in whose sources and templates they are used.
const FOLDERS: &[(&str, &str)] = &[
    ("locale/locales", ""),
    ("report/locales", "report"),
    ("app/locales", "app"),
    ("app/locales/report", "app"),
];

fn crates() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The texts of a file. Each line is sound, and no key stands twice.
fn texts(folder: &str, language: &str) -> Texts {
    let path = crates().join(folder).join(format!("{language}.ftl"));
    let text = read(&path);
    let resource = fluent_syntax::parser::parse(text.as_str())
        .unwrap_or_else(|(_, errors)| panic!("{}: {errors:?}", path.display()));
    let mut texts = Texts::new();
    for entry in resource.body {
        if let Entry::Message(message) = entry {
            let mut found = BTreeSet::new();
            collect(&message.value.expect("a value"), &mut found);
            let before = texts.insert(message.id.name.to_owned(), found);
            assert!(before.is_none(), "{} stands twice in {}", message.id.name, path.display());
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
    match expression {
        InlineExpression::VariableReference { id } => drop(found.insert(id.name.to_owned())),
        InlineExpression::StringLiteral { .. } => {}
        other => panic!("the texts use values alone, not {other:?}"),
    }
}

/// Every file of a crate's sources and templates, with its path.
fn sources(name: &str) -> Vec<(PathBuf, String)> {
    let (mut folders, mut found) = (vec![crates().join(name).join("src")], Vec::new());
    folders.extend(Some(crates().join(name).join("templates")).filter(|folder| folder.is_dir()));
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            match path.is_dir() {
                true => folders.push(path),
                false => found.push((path.clone(), read(&path))),
            }
        }
    }
    found
}

/// What a crate can say: the shared texts and its own.
fn sayable(name: &str) -> Texts {
    let folders = FOLDERS.iter().filter(|(_, owner)| owner.is_empty() || *owner == name);
    folders.flat_map(|(folder, _)| texts(folder, "en")).collect()
}

#[test]
fn all_languages_have_the_same_texts_with_the_same_variables() {
    for (folder, _) in FOLDERS {
        let english = texts(folder, "en");
        for language in ["nl", "zh"] {
            let other = texts(folder, language);
            assert!(
                english.keys().eq(other.keys()),
                "{folder}, {language}: {:?}",
                differing(&english, &other)
            );
            for (key, names) in &english {
                // Chinese has no plural forms, so a text there may do with the shown value alone.
                let shown = |names: &BTreeSet<String>| -> BTreeSet<String> {
                    names.iter().filter(|name| *name != "count").cloned().collect()
                };
                assert_eq!(shown(names), shown(&other[key]), "{key} in {folder}, {language}");
            }
        }
    }
}

fn differing<'a>(one: &'a Texts, other: &'a Texts) -> Vec<&'a String> {
    let lacks = |key: &&String| !one.contains_key(*key) || !other.contains_key(*key);
    one.keys().chain(other.keys()).filter(lacks).collect()
}

#[test]
fn no_key_stands_in_two_files_that_one_crate_reads() {
    for name in ["report", "app"] {
        let mut seen = BTreeSet::new();
        for (folder, _) in FOLDERS.iter().filter(|(_, owner)| owner.is_empty() || *owner == name) {
            for key in texts(folder, "en").into_keys() {
                assert!(seen.insert(key.clone()), "{key} of {folder} stands elsewhere too");
            }
        }
    }
}

/// Where a key stands in quotes after a call that says it.
const CALLS: &[&str] = &["say(", "say_with(", "page.t(", "page.t1(", "page.t2("];

/// What follows each place of a part.
fn after<'a>(text: &'a str, part: &'a str) -> impl Iterator<Item = &'a str> {
    text.match_indices(part).map(move |(start, _)| &text[start + part.len()..])
}

#[test]
fn every_key_that_is_said_has_a_text() {
    for name in ["report", "app"] {
        let (texts, mut said) = (sayable(name), 0);
        for (path, source) in sources(name) {
            let is_typst = path.extension().is_some_and(|extension| extension == "typ");
            let calls = CALLS.iter().flat_map(|call| after(&source, call)).filter_map(|rest| {
                let rest = rest.trim_start().strip_prefix('"')?;
                rest.split('"').next()
            });
            let words = after(&source, "words.").filter(|_| is_typst).filter_map(|rest| {
                let end = rest.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-')?;
                Some(&rest[..end]).filter(|word| !["at", "map"].contains(word))
            });
            for key in calls.chain(words) {
                said += 1;
                assert!(texts.contains_key(key), "{key}, said in {}, has no text", path.display());
            }
        }
        assert!(said > 20, "the search found too few in {name}: {said}");
    }
}

#[test]
fn no_text_is_unused() {
    let built = built_keys();
    let mut unused = Vec::new();
    for (folder, owner) in FOLDERS {
        let readers: &[&str] = if owner.is_empty() { &["locale", "report", "app"] } else { &[owner] };
        let sources: Vec<String> =
            readers.iter().flat_map(|name| sources(name)).map(|(_, source)| source).collect();
        for key in texts(folder, "en").into_keys().filter(|key| !built.contains(key)) {
            let (quoted, in_template) = (format!("\"{key}\""), format!("words.{key}"));
            let is_used = |source: &String| source.contains(&quoted) || source.contains(&in_template);
            if !sources.iter().any(is_used) {
                unused.push(format!("{key} of {folder}"));
            }
        }
    }
    assert!(unused.is_empty(), "used nowhere: {unused:#?}");
}

#[test]
fn every_key_that_is_built_of_a_name_has_a_text() {
    let (app, report) = (sayable("app"), sayable("report"));
    for key in built_keys() {
        assert!(app.contains_key(&key) || report.contains_key(&key), "{key} has no text");
    }
}

/// Keys that the code builds of a name of the domain, or of a number.
fn built_keys() -> BTreeSet<String> {
    use domain::action::{Channel, Contacted, Ending, Reason};
    use domain::comparison::funnel::Place;
    use domain::comparison::shift::Shift;
    use domain::event::Kind;
    use domain::huddle::Outcome;
    use domain::permission::Role;
    use domain::retention::preset::{OWN, PRESETS};
    use domain::star::{Star, StarMeasure};
    use domain::status::Status;
    let mut keys = BTreeSet::new();
    let mut add = |prefix: &str, names: Vec<String>| {
        keys.extend(names.into_iter().map(|name| format!("{prefix}-{}", name.replace('_', "-"))));
    };
    let owned = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>();
    add("weekday", (1..=7).map(|day| day.to_string()).collect());
    add("month", (1..=12).map(|month| month.to_string()).collect());
    add("month-long", (1..=12).map(|month| month.to_string()).collect());
    add("level", Star::ALL.iter().map(|star| star.name().to_owned()).collect());
    add("status", Status::ALL.iter().map(|status| status.name().to_owned()).collect());
    add("kind", Kind::ALL.iter().map(|kind| kind.name().to_owned()).collect());
    add("role", Role::ALL.iter().map(|role| role.name().to_owned()).collect());
    add("channel", Channel::ALL.iter().map(|channel| channel.name().to_owned()).collect());
    add("contacted", Contacted::ALL.iter().map(|outcome| outcome.name().to_owned()).collect());
    add("ending", Ending::ALL.iter().map(|ending| ending.name().to_owned()).collect());
    add("outcome", Outcome::ALL.iter().map(|outcome| outcome.name().to_owned()).collect());
    add("file", import::FileKind::ALL.iter().map(|kind| kind.name().to_owned()).collect());
    add("field", import::Field::ALL.iter().map(|field| field.name().to_owned()).collect());
    add("cause", Reason::ALL.iter().map(|reason| reason.name().to_owned()).collect());
    add("delivery", store::delivery::State::ALL.iter().map(|state| state.name().to_owned()).collect());
    let reasons = store::subscription::PauseReason::ALL;
    add("connection-paused", reasons.iter().map(|reason| reason.name().to_owned()).collect());
    add("sort", store::search::Sort::ALL.iter().map(|sort| sort.name().to_owned()).collect());
    let reports = regulars::report::registry::REPORTS.iter().map(|report| format!("{}-what", report.title));
    let reports: Vec<String> =
        reports.filter_map(|key| key.strip_prefix("report-").map(str::to_owned)).collect();
    add("report", reports);
    add("due", domain::category_rhythm::Due::ALL.iter().map(|due| due.name().to_owned()).collect());
    add("model-parameter", owned(&["k", "r", "alpha", "a", "b", "p", "q", "gamma"]));
    add("by", owned(&["all", "region", "branch", "staff", "category", "cohort", "channel"]));
    let presets = std::iter::once(OWN).chain(PRESETS.iter().map(|preset| preset.id));
    add("retention-preset", presets.map(str::to_owned).collect());
    add("retention-back-to", owned(&["business", "branch", "staff"]));
    add("each", owned(&["month", "quarter", "year"]));
    add("group", owned(&["came", "away", "brought", "all"]));
    add("contracts-group", owned(&["begun", "came", "renewed", "ended", "running"]));
    let groups = regulars::report::economics::BooksGroup::ALL;
    add("economics-group", groups.iter().map(|group| group.name().to_owned()).collect());
    let groups = regulars::report::retention::Group::all();
    add("retention-group", groups.map(|group| group.name().to_owned()).collect());
    let told = Place::ALL.iter().filter(|place| **place != Place::TooFew);
    add("lies", told.map(|place| place.name().to_owned()).collect());
    let told = Shift::ALL.iter().filter(|shift| **shift != Shift::TooFew);
    add("shift", told.map(|shift| shift.name().to_owned()).collect());
    add("by", owned(&["all", "region", "branch", "staff"]));
    add("state", owned(&["active", "invited", "ended"]));
    add("action", regulars::web::ACTIVITIES.iter().map(|&name| name.to_owned()).collect());
    for measure in StarMeasure::ALL {
        let name = measure.name();
        add("reason", vec![format!("{name}-some"), format!("{name}-none")]);
        add("fill", vec![name.to_owned()]);
    }
    keys
}

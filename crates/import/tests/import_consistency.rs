//! Every documented sample and every known format reads as it is written down.

mod support;

use std::path::Path;

use domain::money::Currency;
use import::{FORMATS, FileKind, Mapping, Options, open};
use support::{account, euro};

fn sample(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

#[test]
fn the_documented_samples_are_read_as_written() {
    for kind in FileKind::ALL {
        let path = sample(&format!("../../docs/samples/{}.csv", kind.name()));
        let options = Options { default_country: Some("+31".into()), ..Options::new(euro()) };
        insta::assert_snapshot!(format!("plain_{}", kind.name()), account(&path, &options));
    }
}

#[test]
fn the_documented_samples_show_every_column() {
    for kind in FileKind::ALL {
        let path = sample(&format!("../../docs/samples/{}.csv", kind.name()));
        let text = std::fs::read_to_string(path).expect("a sample");
        let headers: Vec<&str> = text.lines().next().expect("a header").split(',').collect();
        let optional = kind.fields().map(|field| field.name());
        // A category on a booking or a currency on a contract are seldom needed, but understood.
        for column in optional.filter(|column| !matches!(*column, "category" | "currency")) {
            assert!(headers.contains(&column), "{} lacks {column}", kind.name());
        }
    }
}

#[test]
fn known_formats_are_recognised_and_read() {
    for (name, text) in FORMATS {
        let mapping = Mapping::parse(text, name).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(mapping.name(), *name);
        let path = sample(&format!("tests/samples/{name}.csv"));
        let code = if name.starts_with("square") || name.starts_with("vagaro") { "USD" } else { "EUR" };
        let options = Options::new(Currency::from_code(code).expect("a currency"));
        let reader = open(&path, &options).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(reader.description().format, *name);
        insta::assert_snapshot!(*name, account(&path, &options));
    }
}

#[test]
fn mappings_of_the_real_data_sets_are_sound() {
    for name in ["completejourney", "cdnow"] {
        let mapping = Mapping::read(&sample(&format!("../../real/{name}.toml"))).expect("a sound mapping");
        assert_eq!(mapping.name(), name);
    }
}

#[test]
fn the_documented_mapping_is_sound() {
    let text = include_str!("../../../docs/imports.md");
    let start = text.find("```toml\n").expect("an example") + "```toml\n".len();
    let example = &text[start..start + text[start..].find("```").expect("its end")];
    let mapping = format!("{example}\n[lookup.items]\nfile = 'items.csv'\nkey = 'sku'\n");
    Mapping::parse(&mapping, "docs/imports.md").unwrap_or_else(|error| panic!("{error}"));
}

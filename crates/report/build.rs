//! Finds the fonts that are embedded, so that no font of the machine is read at run time.

use std::path::{Path, PathBuf};

/// Environment variable, file name, and Debian's package of each font.
const FONTS: [(&str, &str, &str); 3] = [
    ("FONT_REGULAR", "OpenSans-Regular.ttf", "fonts-open-sans"),
    ("FONT_BOLD", "OpenSans-Bold.ttf", "fonts-open-sans"),
    ("FONT_CHINESE", "DroidSansFallbackFull.ttf", "fonts-droid-fallback"),
];

/// Where Debian's packages put them.
const FOLDERS: [&str; 2] = ["/usr/share/fonts/truetype/open-sans", "/usr/share/fonts/truetype/droid"];

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=REGULARS_FONTS");
    let mut folders: Vec<PathBuf> =
        std::env::var_os("REGULARS_FONTS").map(PathBuf::from).into_iter().collect();
    folders.extend(FOLDERS.map(PathBuf::from));
    for (variable, file, package) in FONTS {
        match folders.iter().map(|folder| folder.join(file)).find(|path| path.is_file()) {
            Some(path) => embed(variable, &path),
            None => println!(
                "cargo::error=the font {file} is missing: run scripts/setup.sh, or install Debian's package \
                 {package}, or set REGULARS_FONTS to a folder that has it"
            ),
        }
    }
}

fn embed(variable: &str, path: &Path) {
    println!("cargo::rerun-if-changed={}", path.display());
    println!("cargo::rustc-env={variable}={}", path.display());
}

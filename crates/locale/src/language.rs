//! The languages that there are.

use std::str::FromStr;

use domain::policy::Names;

/// A language of pages, documents and the command line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// English.
    #[default]
    En,
    /// Dutch.
    Nl,
    /// Chinese, in simplified characters.
    Zh,
}

/// A code that is of no language here.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no language '{0}': write en, nl or zh")]
pub struct UnknownLanguage(String);

impl Language {
    /// Every language, in the order of their numbers.
    pub const ALL: [Language; 3] = [Language::En, Language::Nl, Language::Zh];

    /// Its ISO 639-1 code, as in `lang="nl"`.
    pub const fn code(self) -> &'static str {
        match self {
            Language::En => "en",
            Language::Nl => "nl",
            Language::Zh => "zh",
        }
    }

    /// Its name in itself.
    pub const fn own_name(self) -> &'static str {
        match self {
            Language::En => "English",
            Language::Nl => "Nederlands",
            Language::Zh => "中文",
        }
    }

    /// The language of that code.
    pub fn from_code(code: &str) -> Option<Language> {
        Language::ALL.into_iter().find(|language| language.code() == code)
    }

    /// The first language of an `Accept-Language` header that there is; else English.
    pub fn accepted(header: &str) -> Language {
        let codes = header.split(',').filter_map(|part| part.trim().split([';', '-', '_']).next());
        codes.into_iter().find_map(Language::from_code).unwrap_or_default()
    }

    /// The name of a star in the language.
    pub fn pick(self, names: &Names) -> &str {
        match self {
            Language::En => &names.en,
            Language::Nl => &names.nl,
            Language::Zh => &names.zh,
        }
    }
}

impl FromStr for Language {
    type Err = UnknownLanguage;

    fn from_str(code: &str) -> Result<Language, UnknownLanguage> {
        Language::from_code(code).ok_or_else(|| UnknownLanguage(code.to_owned()))
    }
}

#[cfg(test)]
mod correctness {
    use super::*;

    #[test]
    fn a_header_gives_the_first_language_that_there_is() {
        let check = |header, language| assert_eq!(Language::accepted(header), language, "{header}");
        check("fr-BE, nl;q=0.8, en;q=0.5", Language::Nl);
        check("zh-Hans-CN", Language::Zh);
        check("zh_TW", Language::Zh);
        check("de", Language::En);
        check("", Language::En);
    }

    #[test]
    fn a_code_of_no_language_is_told_with_those_that_there_are() {
        assert_eq!("nl".parse(), Ok(Language::Nl));
        let error = "de".parse::<Language>().expect_err("no German");
        assert_eq!(error.to_string(), "there is no language 'de': write en, nl or zh");
    }
}

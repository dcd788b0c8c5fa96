//! Languages: what pages say, and how days, numbers and money are written.

use std::borrow::Cow;
use std::sync::OnceLock;

use domain::day::Day;
use domain::money::Currency;
use domain::policy::Names;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use unic_langid::LanguageIdentifier;

/// A language of pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// English.
    #[default]
    En,
    /// Dutch.
    Nl,
    /// Chinese, simplified.
    Zh,
}

impl Language {
    /// Every language.
    pub const ALL: [Language; 3] = [Language::En, Language::Nl, Language::Zh];

    /// Its code, as in `lang="nl"`.
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
        codes.into_iter().find_map(Language::from_code).unwrap_or(Language::En)
    }

    /// The texts of the language, as its file has them.
    pub const fn texts(self) -> &'static str {
        match self {
            Language::En => include_str!("../locales/en.ftl"),
            Language::Nl => include_str!("../locales/nl.ftl"),
            Language::Zh => include_str!("../locales/zh.ftl"),
        }
    }

    /// The name of a star in the language.
    pub fn pick(self, names: &Names) -> &str {
        match self {
            Language::En => &names.en,
            Language::Nl => &names.nl,
            Language::Zh => &names.zh,
        }
    }

    fn bundle(self) -> &'static FluentBundle<FluentResource> {
        static BUNDLES: OnceLock<[FluentBundle<FluentResource>; 3]> = OnceLock::new();
        &BUNDLES.get_or_init(|| Language::ALL.map(make_bundle))[self as usize]
    }

    /// What `key` says. A test makes sure that every key used has its text.
    pub fn say(self, key: &str) -> Cow<'static, str> {
        self.say_with(key, &[])
    }

    /// What `key` says with values for its variables.
    pub fn say_with(self, key: &str, values: &[(&'static str, FluentValue<'_>)]) -> Cow<'static, str> {
        let bundle = self.bundle();
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
            tracing::error!(key, language = self.code(), "a text is missing");
            return Cow::Owned(key.to_owned());
        };
        let mut args = FluentArgs::with_capacity(values.len());
        for (name, value) in values {
            args.set(*name, value.clone());
        }
        let mut errors = Vec::new();
        Cow::Owned(bundle.format_pattern(pattern, Some(&args), &mut errors).into_owned())
    }
}

fn make_bundle(language: Language) -> FluentBundle<FluentResource> {
    let identifier: LanguageIdentifier = language.code().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![identifier]);
    // Marks around values would be copied with names and break searching in a page.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(match language {
        Language::Nl => |value, _| format_value(Language::Nl, value),
        Language::En | Language::Zh => |value, _| format_value(Language::En, value),
    }));
    let resource = match FluentResource::try_new(language.texts().to_owned()) {
        Ok(resource) | Err((resource, _)) => resource,
    };
    bundle.add_resource_overriding(resource);
    bundle
}

/// Numbers in sentences are written as all others.
fn format_value(language: Language, value: &FluentValue<'_>) -> Option<String> {
    match value {
        FluentValue::Number(number) if number.value.fract() == 0.0 => {
            Some(language.count(number.value as i64))
        }
        FluentValue::Number(number) => Some(language.decimal(number.value, 1)),
        _ => None,
    }
}

impl Language {
    /// A day in words, such as `31 March 2026`.
    pub fn day(self, day: Day) -> String {
        let date = day.date();
        match self {
            Language::Zh => format!("{}年{}月{}日", date.year(), date.month(), date.day()),
            _ => format!("{} {} {}", date.day(), self.month(date.month()), date.year()),
        }
    }

    /// A day with its day of the week.
    pub fn weekday(self, day: Day) -> String {
        let name = self.say(&format!("weekday-{}", day.date().weekday().to_monday_one_offset()));
        match self {
            Language::Zh => format!("{} {name}", self.day(day)),
            _ => format!("{name} {}", self.day(day)),
        }
    }

    fn month(self, month: i8) -> Cow<'static, str> {
        self.say(&format!("month-{month}"))
    }

    /// A day of any year, such as a birthday.
    pub fn month_day(self, day: Day) -> String {
        let date = day.date();
        match self {
            Language::Zh => format!("{}月{}日", date.month(), date.day()),
            _ => format!("{} {}", date.day(), self.month(date.month())),
        }
    }

    /// An instant as the clock in a zone shows it.
    pub fn instant(self, at: Timestamp, zone: &TimeZone) -> String {
        let local = zone.to_datetime(at);
        format!("{} {:02}:{:02}", self.day(Day::from_date(local.date())), local.hour(), local.minute())
    }

    /// A whole number with its thousands parted.
    pub fn count(self, number: i64) -> String {
        let digits = number.unsigned_abs().to_string();
        let mut text = String::with_capacity(digits.len() + digits.len() / 3 + 1);
        if number < 0 {
            text.push('-');
        }
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                text.push(self.thousands_mark());
            }
            text.push(digit);
        }
        text
    }

    /// A number with so many decimals.
    pub fn decimal(self, number: f64, decimals: usize) -> String {
        let text = format!("{number:.decimals$}");
        let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
        let whole = match whole.parse::<i64>() {
            Ok(0) if whole.starts_with('-') => "-0".to_owned(),
            Ok(whole) => self.count(whole),
            Err(_) => whole.to_owned(),
        };
        if part.is_empty() { whole } else { format!("{whole}{}{part}", self.decimal_mark()) }
    }

    /// Half stars as stars: 7 is 3.5.
    pub fn halves(self, halves: u8) -> String {
        let decimals = usize::from(halves % 2);
        self.decimal(f64::from(halves) / 2.0, decimals)
    }

    /// An amount with its currency.
    pub fn money(self, amount_minor: i64, currency: Currency) -> String {
        let digits = u32::from(currency.digits());
        let unit = 10i64.pow(digits);
        let whole = self.count(amount_minor / unit);
        let sign = if amount_minor < 0 && amount_minor / unit == 0 { "-" } else { "" };
        let part = amount_minor.unsigned_abs() % unit.unsigned_abs();
        let width = digits as usize;
        let part = if digits == 0 { String::new() } else { format!("{}{part:0width$}", self.decimal_mark()) };
        format!("{} {sign}{whole}{part}", symbol(currency.code()))
    }

    /// An amount without its small change, for overviews.
    pub fn money_rounded(self, amount_minor: i64, currency: Currency) -> String {
        let unit = 10i64.pow(u32::from(currency.digits()));
        let rounded = (amount_minor + amount_minor.signum() * unit / 2) / unit;
        format!("{} {}", symbol(currency.code()), self.count(rounded))
    }

    const fn thousands_mark(self) -> char {
        match self {
            Language::Nl => '.',
            Language::En | Language::Zh => ',',
        }
    }

    const fn decimal_mark(self) -> char {
        match self {
            Language::Nl => ',',
            Language::En | Language::Zh => '.',
        }
    }
}

/// The sign of a currency where everyone knows it, else its code.
fn symbol(code: &str) -> &str {
    match code {
        "EUR" => "€",
        "GBP" => "£",
        "USD" => "$",
        "CNY" => "¥",
        _ => code,
    }
}

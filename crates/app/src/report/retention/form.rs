//! The form of the retention report: all that an address can ask has a field, so that sending it again loses nothing.

use clap::ValueEnum;
use domain::retention::preset::{OWN, PRESETS};
use locale::Language;

use super::{BackTo, Only, RetentionArgs};
use crate::report::sheet::{Field, Input};
use crate::report::unit::By;
use crate::words::{by_key, preset_key, scope_key, words};

impl RetentionArgs {
    pub(super) fn form(&self, language: Language) -> Vec<Field> {
        let words = words(language);
        let set = |text: &Option<String>| text.clone().unwrap_or_default();
        let names = std::iter::once(OWN).chain(PRESETS.iter().map(|preset| preset.id));
        let presets = names.map(|name| (name.to_owned(), words.say(preset_key(name)))).collect();
        let preset = self.preset.clone().unwrap_or_else(|| OWN.to_owned());
        let mut fields = vec![
            self.by.field_of(language),
            Field::new("preset", words.say("retention-preset"), Input::Choice(presets, preset)),
            Field::new("month", words.say("retention-month"), Input::Month(set(&self.month))),
            Field::new("from", words.say("defection-from"), Input::Date(set(&self.from))),
            Field::new("to", words.say("defection-to"), Input::Date(set(&self.to))),
        ];
        fields.extend(self.rule_fields(language));
        fields.extend(self.choice_fields(language));
        fields.extend(self.visit_fields(language));
        fields.extend(self.asked.fields(language));
        fields
    }

    /// What is set in place of the preset's.
    fn rule_fields(&self, language: Language) -> [Field; 5] {
        let words = words(language);
        let number =
            |number: Option<u32>| Input::Number(number.map(|number| number.to_string()).unwrap_or_default());
        let to = BackTo::ALL.map(|to| (to.name().to_owned(), words.say(scope_key(to.name()))));
        let as_set = (String::new(), words.say("retention-as-preset"));
        let to = Input::Choice(
            std::iter::once(as_set).chain(to).collect(),
            self.back_to.map(BackTo::name).unwrap_or_default().to_owned(),
        );
        [
            Field::new("days", words.say("retention-days"), number(self.days)),
            Field::new("back_to", words.say("retention-back-to"), to),
            Field::new("returns", words.say("retention-returns"), number(self.returns)),
            Field::new("services_only", words.say("retention-services"), Input::Flag(self.services_only)),
            Field::new("new_only", words.say("retention-new-only"), Input::Flag(self.new_only)),
        ]
    }

    /// Of which of them, and of visits where.
    fn visit_fields(&self, language: Language) -> [Field; 4] {
        let words = words(language);
        let any = |of: Vec<(String, String)>, chosen: &str| {
            let all = (String::new(), words.say("group-all"));
            Input::Choice(std::iter::once(all).chain(of).collect(), chosen.to_owned())
        };
        let only = Only::value_variants().iter().map(|only| (only.name().to_owned(), words.say(only.key())));
        let within = [By::Branch, By::Region].map(|by| (by.name().to_owned(), words.say(by_key(by.name()))));
        [
            Field::new("no_unit", words.say("group-no-unit"), Input::Flag(self.unit.no_unit)),
            Field::new(
                "only",
                words.say("retention-only"),
                any(only.collect(), self.only.map(Only::name).unwrap_or_default()),
            ),
            Field::new(
                "within",
                words.say("retention-within"),
                any(within.into(), self.within.within.map(By::name).unwrap_or_default()),
            ),
            Field::new(
                "of",
                words.say("retention-of"),
                Input::Text(self.within.of.clone().unwrap_or_default()),
            ),
        ]
    }
}

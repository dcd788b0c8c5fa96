//! A mapping bound to the header of one file: where each plain value of a row stands.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::fields::{Field, FileKind};
use crate::headers::{find_beginning, find_exact};
use crate::mapping::{Feed, Mapping, Trust};

/// As [`Feed`], with columns by position and look-ups by number.
#[derive(Clone, Debug)]
pub(crate) enum Bound {
    Column(usize),
    Join { columns: Vec<usize>, with: Option<String> },
    First { columns: Vec<usize>, suffix: Option<String> },
    Constant(String),
    Lookup { table: usize, by: usize },
    Sum { column: Option<usize>, times: Option<usize>, minus: Vec<usize> },
    Map { column: usize, map: HashMap<String, String>, default: Option<String> },
}

impl Bound {
    /// Positions of the columns it reads.
    pub(crate) fn columns(&self) -> Vec<usize> {
        match self {
            Bound::Column(column) | Bound::Lookup { by: column, .. } | Bound::Map { column, .. } => {
                vec![*column]
            }
            Bound::Join { columns, .. } | Bound::First { columns, .. } => columns.clone(),
            Bound::Sum { column, times, minus } => column.iter().chain(times).chain(minus).copied().collect(),
            Bound::Constant(_) => Vec::new(),
        }
    }
}

/// A condition on the cells of one column.
#[derive(Clone, Debug)]
pub(crate) struct Filter {
    pub(crate) column: usize,
    /// In lower case.
    pub(crate) values: BTreeSet<String>,
    /// Does a row with one of the values stay, or is it left out?
    pub(crate) keeps: bool,
}

/// How one plain row is made of a row of the file.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    pub(crate) kind: FileKind,
    feeds: Vec<Option<Bound>>,
    pub(crate) filters: Vec<Filter>,
    /// Does the row count only if it has an amount? So do further rows of the main row's kind.
    pub(crate) needs_amount: bool,
    /// Only on the first of neighbouring rows with the same value here.
    pub(crate) once_by: Option<usize>,
    /// Positions of the columns that it reads, in order.
    pub(crate) columns: Vec<usize>,
}

impl Plan {
    fn new(
        kind: FileKind,
        feeds: Vec<Option<Bound>>,
        filters: Vec<Filter>,
        needs_amount: bool,
        once_by: Option<usize>,
    ) -> Self {
        let mut columns: BTreeSet<usize> = feeds.iter().flatten().flat_map(Bound::columns).collect();
        columns.extend(filters.iter().map(|filter| filter.column));
        columns.extend(once_by);
        Self { kind, feeds, filters, needs_amount, once_by, columns: columns.into_iter().collect() }
    }

    pub(crate) fn feed(&self, field: Field) -> Option<&Bound> {
        self.feeds[field as usize].as_ref()
    }

    pub(crate) fn feeds(&self) -> impl Iterator<Item = (Field, &Bound)> {
        Field::ALL.iter().zip(&self.feeds).filter_map(|(field, feed)| Some((*field, feed.as_ref()?)))
    }
}

/// A look-up that a plan needs: the declared name and the column wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LookupNeed {
    pub(crate) lookup: String,
    pub(crate) column: String,
}

/// Order columns that stand only on the first line of a group.
#[derive(Clone, Debug)]
pub(crate) struct CarryPlan {
    pub(crate) by: usize,
    pub(crate) columns: Vec<usize>,
}

/// A whole mapping, bound.
#[derive(Clone, Debug)]
pub(crate) struct Plans {
    pub(crate) plans: Vec<Plan>,
    pub(crate) carry: Option<CarryPlan>,
    pub(crate) lookups: Vec<LookupNeed>,
}

impl Plans {
    /// Binds `mapping` to `headers`; the error names the columns that are missing.
    pub(crate) fn bind(mapping: &Mapping, headers: &[String]) -> Result<Plans, Vec<String>> {
        let mut binder = Binder::new(mapping, headers);
        let skip = binder.filters(&mapping.skip, false);
        let feeds = binder.feeds(mapping.kind, &mapping.columns);
        let mut filters = skip.clone();
        filters.extend(binder.filters(&mapping.only, true));
        let once_by = mapping.once_by.as_ref().and_then(|column| binder.position(column));
        let mut plans = vec![Plan::new(mapping.kind, feeds, filters, false, once_by)];
        let missing_in_main = binder.missing.len();
        for also in &mapping.also {
            let (kind, columns) = mapping.columns_of(also);
            let mut filters = skip.clone();
            filters.extend(binder.filters(&also.only, true));
            let feeds = binder.feeds(kind, &columns);
            let once_by = also.once_by.as_ref().and_then(|column| binder.position(column));
            let plan = Plan::new(kind, feeds, filters, also.kind.is_none(), once_by);
            // A known format may lack what only a further row needs; then there is none.
            if mapping.trust == Trust::Exact || binder.missing.len() == missing_in_main {
                plans.push(plan);
            } else {
                binder.missing.truncate(missing_in_main);
            }
        }
        let carry = mapping.carry.as_ref().and_then(|carry| {
            let columns = carry.columns.iter().filter_map(|column| binder.position(column)).collect();
            Some(CarryPlan { by: binder.position(&carry.by)?, columns })
        });
        if binder.missing.is_empty() {
            Ok(Plans { plans, carry, lookups: binder.lookups })
        } else {
            Err(binder.missing)
        }
    }

    /// Positions of all columns that are read.
    pub(crate) fn columns(&self) -> BTreeSet<usize> {
        let mut columns: BTreeSet<usize> =
            self.plans.iter().flat_map(|plan| plan.columns.iter().copied()).collect();
        if let Some(carry) = &self.carry {
            columns.insert(carry.by);
            columns.extend(&carry.columns);
        }
        columns
    }
}

struct Binder<'a> {
    headers: &'a [String],
    trust: Trust,
    /// Where the plain names were found, beginnings included.
    plain: BTreeMap<String, usize>,
    lookups: Vec<LookupNeed>,
    missing: Vec<String>,
}

impl<'a> Binder<'a> {
    fn new(mapping: &Mapping, headers: &'a [String]) -> Self {
        let mut plain = BTreeMap::new();
        if mapping.trust == Trust::Plain {
            let names = || mapping.columns.keys().map(|field| field.name());
            plain.extend(names().filter_map(|name| Some((name.to_owned(), find_exact(headers, name)?))));
            // Exact matches come first, so that no beginning takes their column.
            for name in names() {
                let taken: Vec<usize> = plain.values().copied().collect();
                if !plain.contains_key(name)
                    && let Some(position) = find_beginning(headers, name, &taken)
                {
                    plain.insert(name.to_owned(), position);
                }
            }
        }
        Self { headers, trust: mapping.trust, plain, lookups: Vec::new(), missing: Vec::new() }
    }

    fn find(&self, column: &str) -> Option<usize> {
        match self.trust {
            Trust::Plain => self.plain.get(column).copied(),
            Trust::Exact | Trust::Known => find_exact(self.headers, column),
        }
    }

    /// As `find`; a mapping of one's own must not name what is not there.
    fn position(&mut self, column: &str) -> Option<usize> {
        let found = self.find(column);
        if found.is_none() && self.trust == Trust::Exact {
            self.miss(column);
        }
        found
    }

    fn miss(&mut self, column: &str) {
        if !self.missing.iter().any(|other| other == column) {
            self.missing.push(column.to_owned());
        }
    }

    fn feeds(&mut self, kind: FileKind, columns: &BTreeMap<Field, Feed>) -> Vec<Option<Bound>> {
        let mut feeds = vec![None; Field::ALL.len()];
        for (field, feed) in columns {
            match self.bind(feed) {
                Ok(bound) => feeds[*field as usize] = Some(bound),
                Err(column) => {
                    if self.trust == Trust::Exact || kind.required().contains(field) {
                        self.miss(&column);
                    }
                }
            }
        }
        feeds
    }

    /// The error is the name of a column that is missing.
    fn bind(&mut self, feed: &Feed) -> Result<Bound, String> {
        let at = |column: &String| self.find(column).ok_or_else(|| column.clone());
        Ok(match feed {
            Feed::Column(column) => Bound::Column(at(column)?),
            Feed::Join { columns, with } => {
                Bound::Join { columns: columns.iter().map(at).collect::<Result<_, _>>()?, with: with.clone() }
            }
            Feed::First { columns, suffix } => {
                let found: Vec<usize> = columns.iter().filter_map(|column| self.find(column)).collect();
                if found.is_empty() {
                    return Err(columns.join(" / "));
                }
                Bound::First { columns: found, suffix: suffix.clone() }
            }
            Feed::Constant(value) => Bound::Constant(value.clone()),
            Feed::Lookup { lookup, by, column } => {
                let by = at(by)?;
                let need = LookupNeed { lookup: lookup.clone(), column: column.clone() };
                let known = self.lookups.iter().position(|other| *other == need);
                let table = known.unwrap_or_else(|| {
                    self.lookups.push(need);
                    self.lookups.len() - 1
                });
                Bound::Lookup { table, by }
            }
            Feed::Sum { column, times, minus } => Bound::Sum {
                column: column.as_ref().map(at).transpose()?,
                times: times.as_ref().map(at).transpose()?,
                minus: minus.iter().map(at).collect::<Result<_, _>>()?,
            },
            Feed::Map { column, map, default } => {
                let map = map.iter().map(|(from, to)| (from.clone(), to.clone())).collect();
                Bound::Map { column: at(column)?, map, default: default.clone() }
            }
        })
    }

    fn filters(&mut self, wanted: &BTreeMap<String, Vec<String>>, keeps: bool) -> Vec<Filter> {
        let mut filters = Vec::new();
        for (column, values) in wanted {
            if let Some(column) = self.position(column) {
                let values = values.iter().map(|value| value.trim().to_lowercase()).collect();
                filters.push(Filter { column, values, keeps });
            }
        }
        filters
    }
}

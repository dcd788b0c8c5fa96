//! Models: versions of what was fitted to the clients' visits and spend, each with the instant from which it is in force.

use domain::day::Day;
use domain::model::fitting::{Check, Fitting, LookBack, Rival, Window};
use domain::model::{BgCnbd, GammaGamma, Leaving, Model, Parameter};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::change::{self, Change};
use crate::db::{Connection, Row, Value, statements};
use crate::error::{Error, Result};
use crate::event::to_day;
use crate::transaction::begin_write;

statements! {
    FIND_MODEL = "select id, recorded_at, known_at, as_of, body from model where recorded_at <= $1 \
        order by recorded_at desc limit 1";
    LIST_MODELS = "select id, recorded_at, known_at, as_of, body from model where id < $1 order by id desc limit $2";
    FIND_VERSION = "select id, recorded_at, known_at, as_of, body from model where id = $1";
    FIND_LAST_FAILED = "select failed_fit.recorded_at, account.name, failed_fit.body from failed_fit \
        left join account on account.id = failed_fit.account_id where failed_fit.recorded_at <= $1 \
        order by failed_fit.recorded_at desc, failed_fit.id desc limit 1";
    INSERT_FAILED = "insert into failed_fit (recorded_at, account_id, body) values ($1, $2, $3)";
    INSERT_MODEL = "insert into model (recorded_at, known_at, as_of, body) values ($1, $2, $3, $4)";
}

/// A model as it took force.
#[derive(Clone, Debug)]
pub struct ModelVersion {
    /// Number.
    pub id: i64,
    /// When it took force.
    pub at: Timestamp,
    /// The instant whose knowledge it was fitted to.
    pub known_at: Timestamp,
    /// The day as of whose close it was fitted.
    pub as_of: Day,
    /// The model, and how well it fits.
    pub fitting: Fitting,
}

/// A fit that failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailedFit {
    /// When.
    pub at: Timestamp,
    /// Name of whoever asked for it; `None`: the command line.
    pub by: Option<String>,
    /// Why (JSON).
    pub body: String,
}

/// The model in force at a change; `None` before the first fit.
pub fn find_model(connection: &mut Connection, known: Change) -> Result<Option<ModelVersion>> {
    connection.query_opt(FIND_MODEL, &[Value::Int(known.at_us)], read_version)
}

/// Versions before a number, the latest first; at most so many.
pub fn list_models(connection: &mut Connection, before: i64, limit: usize) -> Result<Vec<ModelVersion>> {
    connection.query(LIST_MODELS, &[Value::Int(before), Value::Int(limit as i64)], read_version)
}

/// The version of that number.
pub fn find_version(connection: &mut Connection, id: i64) -> Result<Option<ModelVersion>> {
    connection.query_opt(FIND_VERSION, &[Value::Int(id)], read_version)
}

/// Puts a model in force that was fitted to what was known at `known`, as of the close of a day. `by`: the account that
/// asked for it; `None`: the command line.
pub fn put_model(
    connection: &mut Connection,
    fitting: &Fitting,
    known: Change,
    as_of: Day,
    now: Timestamp,
    by: Option<i64>,
) -> Result<Change> {
    let body = serde_json::to_string(&Body::from(fitting))
        .map_err(|_| Error::Internal("a model that cannot be written"))?;
    let mut transaction = begin_write(connection)?;
    let change = change::insert(&mut transaction, now, "fit", "", by)?;
    let values = [
        Value::Int(change.at_us),
        Value::Int(known.at_us),
        Value::Int(i64::from(as_of.0)),
        Value::Text(&body),
    ];
    transaction.execute(INSERT_MODEL, &values)?;
    transaction.commit()?;
    Ok(change)
}

/// The last fit that failed by an instant; `None` if there was none yet.
pub fn find_last_failed(connection: &mut Connection, by: Timestamp) -> Result<Option<FailedFit>> {
    connection.query_opt(FIND_LAST_FAILED, &[Value::Int(by.as_microsecond())], |row| {
        let at = Timestamp::from_microsecond(row.int(0)?).unwrap_or(Timestamp::MAX);
        Ok(FailedFit { at, by: row.opt_text(1)?, body: row.text(2)? })
    })
}

/// Adds a fit that failed. `body`: why; `by`: the account that asked for it; `None`: the command line.
pub fn put_failed(connection: &mut Connection, body: &str, now: Timestamp, by: Option<i64>) -> Result<()> {
    let mut transaction = begin_write(connection)?;
    let by = by.map_or(Value::Null, Value::Int);
    transaction.execute(INSERT_FAILED, &[Value::Int(now.as_microsecond()), by, Value::Text(body)])?;
    transaction.commit()
}

fn read_version(row: &Row) -> Result<ModelVersion> {
    let unreadable = || Error::Internal("a model that cannot be read");
    let instant =
        |index| Ok::<_, Error>(Timestamp::from_microsecond(row.int(index)?).unwrap_or(Timestamp::MAX));
    let body: Body = serde_json::from_str(&row.text(4)?).map_err(|_| unreadable())?;
    Ok(ModelVersion {
        id: row.int(0)?,
        at: instant(1)?,
        known_at: instant(2)?,
        as_of: to_day(row.int(3)?),
        fitting: body.read().ok_or_else(unreadable)?,
    })
}

/// A fitting as it is kept.
#[derive(Serialize, Deserialize)]
struct Body {
    regularity: u32,
    visits: Vec<ParameterBody>,
    spend: Vec<ParameterBody>,
    mean_spend_minor: f64,
    first_day: i32,
    last_day: i32,
    clients: u64,
    repeaters: u64,
    occasions: u64,
    regularities: Vec<(u32, f64)>,
    rivals: Vec<(String, Option<f64>)>,
    repeats: CheckBody,
    by_repeats: Vec<CheckBody>,
    look_back: [LookBackBody; 2],
}

#[derive(Serialize, Deserialize)]
struct ParameterBody {
    name: String,
    value: f64,
    standard_error: f64,
}

/// Counted, and expected.
type CheckBody = (u64, f64);

#[derive(Serialize, Deserialize)]
struct LookBackBody {
    clients: u64,
    p_alive_mean: f64,
    came: u64,
    came_expected: f64,
    occasions: u64,
    occasions_expected: f64,
}

impl From<&Fitting> for Body {
    fn from(fitting: &Fitting) -> Self {
        let parameters = |list: &[Parameter]| -> Vec<ParameterBody> {
            let body = |Parameter { name, value, standard_error }: &Parameter| ParameterBody {
                name: name.clone(),
                value: *value,
                standard_error: *standard_error,
            };
            list.iter().map(body).collect()
        };
        let check = |check: &Check| (check.actual, check.expected);
        let Window { first_day, last_day, clients, repeaters, occasions } = fitting.window;
        Body {
            regularity: fitting.model.visits.regularity,
            visits: parameters(&fitting.visits),
            spend: parameters(&fitting.spend),
            mean_spend_minor: fitting.model.mean_spend_minor,
            first_day: first_day.0,
            last_day: last_day.0,
            clients,
            repeaters,
            occasions,
            regularities: fitting.regularities.clone(),
            rivals: fitting.rivals.iter().map(|rival| (rival.name.clone(), rival.log_likelihood)).collect(),
            repeats: check(&fitting.repeats),
            by_repeats: fitting.by_repeats.iter().map(check).collect(),
            look_back: fitting.look_back.map(|look| LookBackBody {
                clients: look.clients,
                p_alive_mean: look.p_alive_mean,
                came: look.came,
                came_expected: look.came_expected,
                occasions: look.occasions,
                occasions_expected: look.occasions_expected,
            }),
        }
    }
}

impl Body {
    /// `None` where a parameter is missing.
    fn read(self) -> Option<Fitting> {
        let read = |list: Vec<ParameterBody>| -> Vec<Parameter> {
            let parameter =
                |ParameterBody { name, value, standard_error }| Parameter { name, value, standard_error };
            list.into_iter().map(parameter).collect()
        };
        let (visits, spend) = (read(self.visits), read(self.spend));
        let of =
            |list: &[Parameter], name: &str| list.iter().find(|one| one.name == name).map(|one| one.value);
        let visit = |name| of(&visits, name);
        let model = Model {
            visits: BgCnbd {
                leaving: Leaving::AfterEveryVisit,
                regularity: self.regularity,
                r: visit("r")?,
                alpha: visit("alpha")?,
                a: visit("a")?,
                b: visit("b")?,
            },
            spend: match spend.is_empty() {
                true => None,
                false => {
                    Some(GammaGamma { p: of(&spend, "p")?, q: of(&spend, "q")?, gamma: of(&spend, "gamma")? })
                }
            },
            mean_spend_minor: self.mean_spend_minor,
        };
        let check = |(actual, expected): CheckBody| Check { actual, expected };
        Some(Fitting {
            model,
            visits,
            spend,
            window: Window {
                first_day: Day(self.first_day),
                last_day: Day(self.last_day),
                clients: self.clients,
                repeaters: self.repeaters,
                occasions: self.occasions,
            },
            regularities: self.regularities,
            rivals: self
                .rivals
                .into_iter()
                .map(|(name, log_likelihood)| Rival { name, log_likelihood })
                .collect(),
            repeats: check(self.repeats),
            by_repeats: self.by_repeats.into_iter().map(check).collect(),
            look_back: self.look_back.map(|look| LookBack {
                clients: look.clients,
                p_alive_mean: look.p_alive_mean,
                came: look.came,
                came_expected: look.came_expected,
                occasions: look.occasions,
                occasions_expected: look.occasions_expected,
            }),
        })
    }
}

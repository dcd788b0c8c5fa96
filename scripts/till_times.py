"""Writes the till data several times over, each time with households and baskets of its own: a
file of any length to see what grows with it.

    PYTHONPATH=.cache/python python3 scripts/till_times.py TIMES TRANSACTIONS OUTPUT
"""

import sys

import duckdb

times, transactions, output = int(sys.argv[1]), sys.argv[2], sys.argv[3]
duckdb.execute(f"""
    COPY (
        SELECT * EXCLUDE (n)
               REPLACE (household_id + n * 10_000 AS household_id, basket_id + n * 100_000_000_000 AS basket_id)
        FROM '{transactions}', range({times}) AS copy(n) ORDER BY transaction_timestamp
    ) TO '{output}' (FORMAT parquet)
""")

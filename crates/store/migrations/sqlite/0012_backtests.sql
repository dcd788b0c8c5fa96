-- What backtests found, each whole, as JSON: the last one is told beside the lapse rule. Derived from the ledger,
-- and so no change of it. No account: the command line.
create table backtest (
    id integer primary key,
    recorded_at bigint not null,
    account_id bigint references account (id),
    body text not null
);

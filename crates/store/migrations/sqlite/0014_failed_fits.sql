-- Fits that failed, each with the sentence that says why, as JSON: the last one is told beside the model in force. No
-- change of the ledger. No account: the command line.
create table failed_fit (
    id integer primary key,
    recorded_at bigint not null,
    account_id bigint references account (id),
    body text not null
);

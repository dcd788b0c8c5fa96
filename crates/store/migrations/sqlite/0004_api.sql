-- What programs speak for an account with. Only a digest of the secret is kept.
create table token (
    id integer primary key,
    name text not null,
    account_id bigint not null references account (id),
    scopes text not null,
    token_hash text not null unique,
    created_at bigint not null,
    expires_at bigint not null,
    used_at bigint,
    revoked_at bigint
);
create index token_account on token (account_id);

-- Answers to requests that named an idempotency key. Begun first at 'at', and by whoever is at work at
-- 'taken_at'; no status: there is no answer yet.
create table kept_answer (
    id integer primary key,
    token_id bigint not null references token (id),
    key text not null,
    request_hash text not null,
    at bigint not null,
    taken_at bigint not null,
    status bigint,
    content_type text,
    body text,
    unique (token_id, key)
);
create index kept_answer_at on kept_answer (at);

-- What other systems send signed facts to. The secret signs, so that it has to be kept as it is.
create table hook (
    id integer primary key,
    name text not null unique,
    account_id bigint not null references account (id),
    secret text not null,
    created_at bigint not null,
    used_at bigint,
    revoked_at bigint
);

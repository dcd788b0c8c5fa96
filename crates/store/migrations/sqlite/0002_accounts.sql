-- Who may sign in. A person who serves clients has a row of `staff` as well.
create table account (
    id integer primary key,
    login text not null unique,
    name text not null,
    role text not null,
    staff_id bigint references staff (id),
    branch_id bigint references branch (id),
    region_id bigint references region (id),
    sees_contacts bigint not null,
    language text not null,
    password_hash text,
    created_at bigint not null,
    disabled_at bigint
);

-- Links that let someone choose a password, once. Only a digest of the link is kept.
create table invitation (
    id integer primary key,
    token_hash text not null unique,
    account_id bigint not null references account (id),
    created_at bigint not null,
    expires_at bigint not null,
    used_at bigint
);

create table session (
    id integer primary key,
    token_hash text not null unique,
    account_id bigint not null references account (id),
    created_at bigint not null,
    seen_at bigint not null,
    expires_at bigint not null,
    agent text not null
);
create index session_account on session (account_id);

-- Failed tries to sign in, by login and by address.
create table failed_try (
    id integer primary key,
    key text not null,
    at bigint not null
);
create index failed_try_key on failed_try (key, at);

-- Every look at and download of personal data, and every act that is no change of the ledger.
create table activity (
    id integer primary key,
    at bigint not null,
    account_id bigint references account (id),
    action text not null,
    client_id bigint references client (id),
    note text not null
);
create index activity_at on activity (at);
create index activity_client on activity (client_id) where client_id is not null;

-- Who made the change, and who made the client known; null: the command line.
alter table change add column account_id bigint;
alter table client add column account_id bigint references account (id);

-- The words by which a client is found: of names, code, e-mail and phone, folded. Derived from what is
-- live, and compared byte by byte.
create table client_word (
    client_id bigint not null references client (id),
    word text not null,
    -- Is it of an address or a number, which not everyone may find clients by?
    is_contact bigint not null,
    primary key (word, client_id, is_contact)
) without rowid;
create index client_word_client on client_word (client_id);

-- Work that one node does for all: who does it, and until when unless it says more.
create table lease (
    name text primary key not null,
    holder text not null,
    until bigint not null
);

-- A file on its way to an import: rehearsed, looked at, then imported or dropped. Kept here and not on a
-- disk, so that any node can go on with it.
create table upload (
    id integer primary key,
    account_id bigint not null references account (id),
    created_at bigint not null,
    file_name text not null,
    bytes bigint not null,
    settings text not null,
    state text not null,
    outcome text not null,
    import_id bigint references import (id)
);

-- Its contents in base64, in order.
create table upload_part (
    upload_id bigint not null references upload (id),
    number bigint not null,
    content text not null,
    primary key (upload_id, number)
);

-- Who is told when something about a client changes. The secret signs, so that it has to be kept as it is.
create table subscription (
    id integer primary key,
    name text not null unique,
    url text not null,
    is_private bigint not null,
    topics text not null,
    branch_id bigint references branch (id),
    shows_names bigint not null,
    account_id bigint not null references account (id),
    secret text not null,
    created_at bigint not null,
    paused_at bigint,
    pause_reason text
);

-- Requests to subscribers: 'waiting' for the next try, 'done', or 'dead' after the last.
create table delivery (
    id integer primary key,
    subscription_id bigint not null references subscription (id),
    created_at bigint not null,
    state text not null,
    notices bigint not null,
    tries bigint not null,
    next_at bigint not null,
    last_at bigint,
    answer_status bigint,
    answer text
);
create index delivery_waiting on delivery (subscription_id, id) where state = 'waiting';
create index delivery_subscription on delivery (subscription_id, id);

-- What subscribers are to be told, written with the change that it tells of, and removed once a delivery of
-- it is done. No delivery: it waits for one.
create table outbox (
    id integer primary key,
    subscription_id bigint not null references subscription (id),
    topic text not null,
    client_id bigint references client (id),
    star text,
    former text,
    present text,
    cause text,
    as_of bigint,
    policy_id bigint references policy (id),
    at bigint not null,
    delivery_id bigint references delivery (id)
);
create index outbox_waiting on outbox (subscription_id, id) where delivery_id is null;
create index outbox_delivery on outbox (delivery_id) where delivery_id is not null;

-- Ids of the stars whose letters the run's cards have, in order, parted by spaces.
alter table run add column stars text;
